//! How the policies of a request add up (IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation
//! logic").
//!
//! A `Deny` anywhere decides. Then every level of SCPs must allow. Within one account a resource policy that names the
//! user, the session or everyone is enough by itself; one that names the session's role is enough within the boundary
//! and the session policies; one that names the account leaves it to the identity policies. Across accounts both sides
//! must allow. A KMS key policy and a role's trust policy must name the principal or its account in any case. Services,
//! federated and anonymous principals have resource policies only. RCPs allow everything by themselves
//! (`RCPFullAWSAccess`), so only their denials count, and they bind the services that support them.

use super::principal::Grant;
use super::{Outcome, PrincipalClass, Reason, Request, Source};
use crate::PolicyType;
use crate::catalog::{Catalog, Service};
use crate::document::Arn;
use crate::lean::Lean as _;

/// Every policy that bears on a request.
///
/// ```
/// use policy_core::Document;
/// use policy_core::evaluate::{Outcome, Policies, Principal, Request, evaluate};
///
/// let policies = Policies::identity([Document::read(
///     r#"{"Version": "2012-10-17",
///         "Statement": {"Effect": "Allow", "Action": "personalize:Get*", "Resource": "*"}}"#,
/// )]);
/// let ana = Principal::new("arn:aws:iam::123456789012:user/ana");
/// let campaign = "arn:aws:personalize:us-east-1:123456789012:campaign/films";
/// let decision = evaluate(&Request::new(ana, "personalize:GetRecommendations", campaign), &policies);
/// assert_eq!(decision.outcome, Outcome::Allowed);
/// ```
#[derive(Debug, Clone)]
pub struct Policies<P> {
    /// Attached to the principal or its groups.
    pub identity: Vec<P>,
    /// Attached to the resource; for `sts:AssumeRole` and its kin the role's trust policy.
    pub resource: Option<P>,
    /// The principal's permissions boundary.
    pub boundary: Option<P>,
    /// Passed when the session was made; one of them must allow.
    pub session: Vec<P>,
    /// The service control policies of the principal's account, level by level from the organization's root. Leave them
    /// out for a management account, which they do not bind.
    pub service_control: Vec<Vec<P>>,
    /// The resource control policies of the resource's account, level by level.
    pub resource_control: Vec<Vec<P>>,
}

impl<P> Default for Policies<P> {
    fn default() -> Self {
        Self {
            identity: Vec::new(),
            resource: None,
            boundary: None,
            session: Vec::new(),
            service_control: Vec::new(),
            resource_control: Vec::new(),
        }
    }
}

impl<P> Policies<P> {
    /// Identity policies and nothing else.
    pub fn identity(policies: impl IntoIterator<Item = P>) -> Self {
        Self { identity: policies.into_iter().list(), ..Self::default() }
    }

    /// The policy at a place that a decision names.
    ///
    /// ```
    /// use policy_core::Document;
    /// use policy_core::evaluate::{Policies, Principal, Request, evaluate};
    ///
    /// let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#;
    /// let policies = Policies::identity([Document::read(text)]);
    /// let ana = Principal::new("arn:aws:iam::123456789012:user/ana");
    /// let decision = evaluate(&Request::new(ana, "s3:GetObject", "arn:aws:s3:::films/metropolis"), &policies);
    /// let decided = policies.get(decision.matched[0].source);
    /// assert_eq!(decided.map(|document| document.text), Some(text));
    /// ```
    pub fn get(&self, source: Source) -> Option<&P> {
        match source.policy_type {
            PolicyType::Identity => self.identity.get(source.index),
            PolicyType::Session => self.session.get(source.index),
            PolicyType::Resource | PolicyType::Trust => self.resource.as_ref(),
            PolicyType::Boundary => self.boundary.as_ref(),
            PolicyType::Scp => self.service_control.get(source.level)?.get(source.index),
            PolicyType::Rcp => self.resource_control.get(source.level)?.get(source.index),
        }
    }

    /// The same policies as something else; `change` learns each one's type.
    pub fn map<'p, Q>(&'p self, mut change: impl FnMut(PolicyType, &'p P) -> Q) -> Policies<Q> {
        let mut all = |kind, list: &'p [P]| list.iter().map(|policy| change(kind, policy)).list();
        let identity = all(PolicyType::Identity, &self.identity);
        let session = all(PolicyType::Session, &self.session);
        let service_control = self.service_control.iter().map(|level| all(PolicyType::Scp, level)).list();
        let resource_control = self.resource_control.iter().map(|level| all(PolicyType::Rcp, level)).list();
        let resource = self.resource.as_ref().map(|policy| change(PolicyType::Resource, policy));
        let boundary = self.boundary.as_ref().map(|policy| change(PolicyType::Boundary, policy));
        Policies { identity, resource, boundary, session, service_control, resource_control }
    }
}

/// What one policy says: its first statement that denies, its most direct one that allows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Verdict {
    pub(crate) deny: Option<usize>,
    pub(crate) allow: Option<(Grant, usize)>,
}

impl Verdict {
    /// What it grants, when nothing is denied.
    pub(crate) fn granted(self) -> Option<(Grant, usize)> {
        self.allow.filter(|_| self.deny.is_none())
    }
}

/// The outcome, why, and the statement that decided it.
#[derive(Clone, Copy)]
pub(crate) struct Ruling {
    pub(crate) outcome: Outcome,
    pub(crate) reason: Reason,
    pub(crate) by: Option<(Source, usize)>,
}

type Place = (Source, usize);

/// What each layer has to say, once every policy has been asked.
#[derive(Default)]
struct Tally {
    denied: Option<Place>,
    identity: Option<Place>,
    resource: Option<(Grant, Place)>,
    /// The first layer that limits the principal and does not allow.
    limit: Option<PolicyType>,
    closed_level: bool,
}

/// Asks `judge` about every policy that applies, and adds up.
pub(crate) fn combine<P>(
    policies: &Policies<P>,
    request: &Request<'_>,
    judge: impl FnMut(Source, &P) -> Verdict,
) -> Ruling {
    let tally = count(policies, request, judge);
    let principal = request.principal();
    let (class, is_same_account) = (principal.class(), principal.account() == request.owner());
    let deny = |reason| Ruling { outcome: Outcome::ImplicitDeny, reason, by: None };
    let allow = |reason, by| Ruling { outcome: Outcome::Allowed, reason, by };

    if let Some((source, statement)) = tally.denied {
        let reason = Reason::Denied(source.policy_type);
        return Ruling { outcome: Outcome::ExplicitDeny, reason, by: Some((source, statement)) };
    }
    if tally.closed_level {
        return deny(Reason::NotAllowed(PolicyType::Scp));
    }
    let not_by_resource = Reason::NotAllowed(resource_type(request));
    if !principal.is_iam() {
        return match tally.resource {
            Some((_, by)) => allow(Reason::Allowed(by.0.policy_type), Some(by)),
            None => deny(not_by_resource),
        };
    }
    let is_trust = resource_type(request) == PolicyType::Trust;
    if class == PrincipalClass::Root && is_trust {
        return deny(Reason::RootAssumesNoRole);
    }
    if is_same_account && let Some((grant @ (Grant::Direct | Grant::Role), by)) = tally.resource {
        return match tally.limit {
            Some(limit) if grant == Grant::Role => deny(Reason::NotAllowed(limit)),
            _ => allow(Reason::Allowed(by.0.policy_type), Some(by)),
        };
    }
    let by = tally.identity;
    if by.is_none() && class != PrincipalClass::Root {
        return deny(Reason::NotAllowed(PolicyType::Identity));
    }
    if let Some(limit) = tally.limit {
        return deny(Reason::NotAllowed(limit));
    }
    let needs_resource_policy = !is_same_account || is_trust || is_key(request);
    if needs_resource_policy && tally.resource.is_none() {
        return deny(not_by_resource);
    }
    match by {
        Some((source, _)) => allow(Reason::Allowed(source.policy_type), by),
        None => allow(Reason::RootUser, None),
    }
}

fn count<P>(policies: &Policies<P>, request: &Request<'_>, mut judge: impl FnMut(Source, &P) -> Verdict) -> Tally {
    let mut tally = Tally::default();
    let principal = request.principal();
    let mut ask = |tally: &mut Tally, policy_type, level, index, policy| {
        let source = Source { policy_type, level, index };
        let verdict = judge(source, policy);
        if let (None, Some(statement)) = (tally.denied, verdict.deny) {
            tally.denied = Some((source, statement));
        }
        verdict.allow.map(|(grant, statement)| (grant, (source, statement)))
    };
    let has_organization = !(policies.service_control.is_empty() && policies.resource_control.is_empty());
    let is_bound_by_organization =
        has_organization && !principal.is_service_linked(request.get_one("aws:PrincipalArn"));
    if principal.is_iam() && is_bound_by_organization {
        for (level, policies) in policies.service_control.iter().enumerate() {
            let mut is_open = false;
            for (index, policy) in policies.iter().enumerate() {
                is_open |= ask(&mut tally, PolicyType::Scp, level, index, policy).is_some();
            }
            tally.closed_level |= !is_open;
        }
    }
    if is_bound_by_organization && !policies.resource_control.is_empty() && has_rcps(request) {
        for (level, policies) in policies.resource_control.iter().enumerate() {
            for (index, policy) in policies.iter().enumerate() {
                ask(&mut tally, PolicyType::Rcp, level, index, policy);
            }
        }
    }
    if let Some(policy) = &policies.resource {
        tally.resource = ask(&mut tally, resource_type(request), 0, 0, policy);
    }
    if principal.is_iam() && principal.class() != PrincipalClass::Root {
        for (index, policy) in policies.identity.iter().enumerate() {
            let allow = ask(&mut tally, PolicyType::Identity, 0, index, policy);
            tally.identity = tally.identity.or(allow.map(|(_, place)| place));
        }
        if let Some(policy) = &policies.boundary
            && ask(&mut tally, PolicyType::Boundary, 0, 0, policy).is_none()
        {
            tally.limit = Some(PolicyType::Boundary);
        }
        // A session of `GetFederationToken` has no permissions but those passed to it (AWS STS API Reference).
        let mut is_limited = !policies.session.is_empty() || principal.class() == PrincipalClass::FederatedUser;
        for (index, policy) in policies.session.iter().enumerate() {
            is_limited &= ask(&mut tally, PolicyType::Session, 0, index, policy).is_none();
        }
        if is_limited {
            tally.limit = tally.limit.or(Some(PolicyType::Session));
        }
    }
    tally
}

/// Whether resource control policies bind the action's service. Of a service that the catalog does not know they may.
fn has_rcps(request: &Request<'_>) -> bool {
    let service = request.action().split_once(':').and_then(|(service, _)| Catalog::builtin().service(service));
    service.is_none_or(Service::supports_rcp)
}

/// What the resource's policy is: a trust policy for the calls that make a session of a role.
pub(crate) fn resource_type(request: &Request<'_>) -> PolicyType {
    const CALLS: [&str; 5] = [
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
        "sts:TagSession",
        "sts:SetSourceIdentity",
    ];
    let is_role =
        || Arn::split(request.resource()).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/"));
    let is_call = CALLS.iter().any(|call| call.eq_ignore_ascii_case(request.action()));
    if is_call && is_role() { PolicyType::Trust } else { PolicyType::Resource }
}

/// Whether the resource is a KMS key, whose policy must allow even within its account (AWS KMS Developer Guide, "Key
/// policies in AWS KMS").
fn is_key(request: &Request<'_>) -> bool {
    let is_kms = request.action().get(..4).is_some_and(|service| service.eq_ignore_ascii_case("kms:"));
    is_kms && Arn::split(request.resource()).is_some_and(|arn| arn.service == "kms" && arn.resource.starts_with("key/"))
}
