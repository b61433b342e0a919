//! Policies made ready to answer many requests.
//!
//! Every document becomes a `table`: its statements' patterns and values are read once, and they are found by action and
//! by the start of their resource, so that a request meets only those that can apply to it. Answering allocates nothing.

mod prefix;
mod table;

pub(super) use table::Table;

use super::layers::{Policies, combine};
use super::rule::Scene;
use super::{Outcome, Reason, Request, Source};
use crate::{Document, Policy, PolicyKind, PolicyType};

/// Policies that answer requests fast. They decide exactly as [`evaluate`](super::evaluate) does, without saying what
/// other statements lacked.
///
/// ```
/// use policy_core::evaluate::{CompiledPolicy, Principal, Request};
///
/// let policy = CompiledPolicy::identity(
///     r#"{"Version": "2012-10-17",
///         "Statement": {"Effect": "Allow", "Action": "personalize:Get*", "Resource": "*"}}"#,
/// );
/// let ana = Principal::new("arn:aws:iam::123456789012:user/ana");
/// let campaign = "arn:aws:personalize:us-east-1:123456789012:campaign/films";
/// let answer = policy.decide(&Request::new(ana, "personalize:GetRecommendations", campaign));
/// assert!(answer.is_allowed());
/// ```
#[derive(Debug, Clone)]
pub struct CompiledPolicy {
    tables: Policies<Table>,
}

/// What came of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// The outcome.
    pub outcome: Outcome,
    /// Which policies decided.
    pub reason: Reason,
    /// A statement that decided, by its policy and its place there from 0.
    pub by: Option<(Source, usize)>,
}

impl Answer {
    /// Whether the request is allowed.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }
}

impl CompiledPolicy {
    /// Makes policies of any types ready.
    #[inline]
    pub fn new(policies: &Policies<Document<'_>>) -> Self {
        Self { tables: policies.map(|kind, document| Table::new(document, kind)) }
    }

    /// Makes one identity policy ready, given as text.
    #[inline]
    pub fn identity(text: &str) -> Self {
        Self::new(&Policies::identity([Document::read(text)]))
    }

    /// What the policies say to `request`.
    #[inline]
    pub fn decide(&self, request: &Request<'_>) -> Answer {
        let scene = Scene { request, has_boundary: self.tables.boundary.is_some() };
        let ruling = combine(&self.tables, request, |_, table| table.judge(scene));
        Answer { outcome: ruling.outcome, reason: ruling.reason, by: ruling.by }
    }
}

impl<K: PolicyKind> From<&Policy<K>> for CompiledPolicy {
    fn from(policy: &Policy<K>) -> Self {
        let mut policies = Policies::default();
        policies.add(K::TYPE, policy.document());
        Self::new(&policies)
    }
}

impl<P> Policies<P> {
    /// Adds a policy of the given type. A resource policy or a boundary takes the place of the one before; an SCP or RCP
    /// joins the first level.
    #[inline]
    pub fn add(&mut self, policy_type: PolicyType, policy: P) {
        let first_level = |levels: &mut Vec<Vec<P>>, policy| match levels.first_mut() {
            Some(level) => level.push(policy),
            None => levels.push(vec![policy]),
        };
        match policy_type {
            PolicyType::Identity => self.identity.push(policy),
            PolicyType::Session => self.session.push(policy),
            PolicyType::Resource | PolicyType::Trust => self.resource = Some(policy),
            PolicyType::Boundary => self.boundary = Some(policy),
            PolicyType::Scp => first_level(&mut self.service_control, policy),
            PolicyType::Rcp => first_level(&mut self.resource_control, policy),
        }
    }
}
