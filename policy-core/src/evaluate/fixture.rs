//! Policies, requests and the decisions expected of them, as data.
//!
//! A fixture is a JSON object. Its policies are objects, or strings that hold a policy's text; all are optional:
//! `identityPolicies`, `sessionPolicies` (lists), `resourcePolicy`, `permissionsBoundary`, `serviceControlPolicies`,
//! `resourceControlPolicies` (lists of levels). Its `request` has `principal` (an ARN, an account, a service principal,
//! or `{"type": "Anonymous"}`), `action`, `resource`, `resourceAccountId` and `context`, from key to value or values.
//! `requests` is a list of further ones, each with what differs from `request`, and with a `name` and the decision
//! `expected` of it. A file holds one fixture or a list of them.

use core::fmt;
use std::borrow::Cow;

use super::{Decision, Outcome, Policies, Principal, Request, evaluate};
use crate::syntax::{self, Kind, NodeId, Tree};
use crate::{Document, PolicyType, Span};

/// Policies with requests for them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Fixture<'t> {
    /// `name`, or nothing.
    pub name: Cow<'t, str>,
    /// The texts of the policies.
    pub policies: Policies<Cow<'t, str>>,
    /// The requests.
    pub cases: Vec<Case<'t>>,
}

/// One request, and what is expected to come of it.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Case<'t> {
    /// `name`, or nothing.
    pub name: Cow<'t, str>,
    /// `principal`; `None` for an anonymous request.
    pub principal: Option<Cow<'t, str>>,
    /// `action`
    pub action: Cow<'t, str>,
    /// `resource`, or `*`.
    pub resource: Cow<'t, str>,
    /// `resourceAccountId`
    pub resource_account: Option<Cow<'t, str>>,
    /// `context`: keys and their values.
    pub context: Vec<ContextEntry<'t>>,
    /// `expected`
    pub expected: Option<Outcome>,
    /// `because`: a part of the decision's printed form.
    pub because: Option<Cow<'t, str>>,
}

/// A condition key and its values.
pub type ContextEntry<'t> = (Cow<'t, str>, Vec<Cow<'t, str>>);

/// Why a text is no fixture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixtureError {
    /// The place.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for FixtureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FixtureError {}

impl<'t> Fixture<'t> {
    /// Reads one fixture or a list of them.
    ///
    /// ```
    /// use policy_core::evaluate::Fixture;
    ///
    /// let fixtures = Fixture::read(r#"{
    ///     "identityPolicies": [{
    ///         "Version": "2012-10-17",
    ///         "Statement": { "Effect": "Allow", "Action": "personalize:Get*", "Resource": "*" }
    ///     }],
    ///     "request": { "principal": "arn:aws:iam::123456789012:user/ana", "resource": "*" },
    ///     "requests": [
    ///         { "action": "personalize:GetRecommendations", "expected": "allowed" },
    ///         { "action": "personalize:DeleteCampaign", "expected": "implicitDeny" }
    ///     ]
    /// }"#)?;
    /// let fixture = &fixtures[0];
    /// for case in &fixture.cases {
    ///     assert_eq!(Some(fixture.evaluate(case).outcome), case.expected);
    /// }
    /// # Ok::<(), policy_core::evaluate::FixtureError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The first thing that is not as it should be.
    pub fn read(text: &'t str) -> Result<Vec<Self>, FixtureError> {
        let (tree, errors) = syntax::parse(text);
        if let Some(error) = errors.into_iter().next() {
            return Err(FixtureError { span: error.span, message: error.message });
        }
        let reader = Reader { text, tree: &tree };
        match tree.root() {
            Some(root) if tree.kind(root) == Kind::Array => tree.items(root).map(|item| reader.fixture(item)).collect(),
            Some(root) => Ok(vec![reader.fixture(root)?]),
            None => Ok(Vec::new()),
        }
    }

    /// The policies, read.
    pub fn documents(&self) -> Policies<Document<'_>> {
        self.policies.map(|_, text| Document::read(text))
    }

    /// What the policies say to one of the requests.
    pub fn evaluate(&self, case: &Case<'_>) -> Decision {
        evaluate(&case.request(), &self.documents())
    }
}

impl Case<'_> {
    /// The request.
    pub fn request(&self) -> Request<'_> {
        let principal = self.principal.as_deref().map_or(Principal::ANONYMOUS, Principal::new);
        let mut request = Request::new(principal, &self.action, &self.resource);
        if let Some(account) = &self.resource_account {
            request = request.resource_account(account);
        }
        self.context.iter().fold(request, |request, (key, values)| request.values(key, values.iter().map(|it| &**it)))
    }
}

struct Reader<'a, 't> {
    text: &'t str,
    tree: &'a Tree,
}

impl<'t> Reader<'_, 't> {
    fn wrong<T>(&self, id: NodeId, message: impl Into<String>) -> Result<T, FixtureError> {
        Err(FixtureError { span: self.tree.span(id), message: message.into() })
    }

    /// A string's value, or the text of a number or boolean.
    fn scalar(&self, id: NodeId) -> Result<Cow<'t, str>, FixtureError> {
        let whole = self.tree.span(id).of(self.text);
        match self.tree.kind(id) {
            Kind::String => {
                let body = whole.get(1..whole.len().saturating_sub(1)).unwrap_or_default();
                Ok(if body.contains('\\') { syntax::decode(body) } else { body.into() })
            }
            Kind::Number | Kind::True | Kind::False => Ok(whole.into()),
            kind => self.wrong(id, format!("expected a string, found {}", kind.describe())),
        }
    }

    fn members(&self, id: NodeId) -> Result<Vec<(Cow<'t, str>, NodeId)>, FixtureError> {
        match self.tree.kind(id) {
            Kind::Object => self.tree.members(id).map(|(name, value)| Ok((self.scalar(name)?, value))).collect(),
            kind => self.wrong(id, format!("expected an object, found {}", kind.describe())),
        }
    }

    fn items<T>(
        &self,
        id: NodeId,
        read: impl FnMut(NodeId) -> Result<T, FixtureError>,
    ) -> Result<Vec<T>, FixtureError> {
        match self.tree.kind(id) {
            Kind::Array => self.tree.items(id).map(read).collect(),
            kind => self.wrong(id, format!("expected an array, found {}", kind.describe())),
        }
    }

    fn policy(&self, id: NodeId) -> Result<Cow<'t, str>, FixtureError> {
        match self.tree.kind(id) {
            Kind::Object => Ok(self.tree.span(id).of(self.text).into()),
            Kind::String => self.scalar(id),
            kind => self.wrong(id, format!("expected a policy, found {}", kind.describe())),
        }
    }

    fn fixture(&self, id: NodeId) -> Result<Fixture<'t>, FixtureError> {
        let mut fixture = Fixture::default();
        let mut base = Case { resource: "*".into(), ..Case::default() };
        let (mut has_request, mut requests) = (false, None);
        for (name, value) in self.members(id)? {
            let policies = &mut fixture.policies;
            match &*name {
                "name" => fixture.name = self.scalar(value)?,
                "identityPolicies" => policies.identity = self.items(value, |item| self.policy(item))?,
                "sessionPolicies" => policies.session = self.items(value, |item| self.policy(item))?,
                "resourcePolicy" => policies.add(PolicyType::Resource, self.policy(value)?),
                "permissionsBoundary" => policies.add(PolicyType::Boundary, self.policy(value)?),
                "serviceControlPolicies" => policies.service_control = self.levels(value)?,
                "resourceControlPolicies" => policies.resource_control = self.levels(value)?,
                "request" => {
                    has_request = true;
                    self.case(value, &mut base)?;
                }
                "expected" => self.expected(value, &mut base)?,
                "because" => base.because = Some(self.scalar(value)?),
                "requests" => requests = Some(value),
                "comment" => {}
                _ => return self.wrong(value, format!("unknown member `{name}`")),
            }
        }
        match requests {
            Some(requests) => {
                fixture.cases = self.items(requests, |item| {
                    let mut case = base.clone();
                    self.case(item, &mut case)?;
                    Ok(case)
                })?;
            }
            None if has_request => fixture.cases.push(base),
            None => {}
        }
        Ok(fixture)
    }

    fn levels(&self, id: NodeId) -> Result<Vec<Vec<Cow<'t, str>>>, FixtureError> {
        self.items(id, |level| self.items(level, |item| self.policy(item)))
    }

    fn case(&self, id: NodeId, case: &mut Case<'t>) -> Result<(), FixtureError> {
        for (name, value) in self.members(id)? {
            match &*name {
                "name" => case.name = self.scalar(value)?,
                "principal" => case.principal = self.principal(value)?,
                "action" => case.action = self.scalar(value)?,
                "resource" => case.resource = self.scalar(value)?,
                "resourceAccountId" => case.resource_account = Some(self.scalar(value)?),
                "context" => case.context = self.context(value)?,
                "expected" => self.expected(value, case)?,
                "because" => case.because = Some(self.scalar(value)?),
                "comment" => {}
                _ => return self.wrong(value, format!("unknown member `{name}` of a request")),
            }
        }
        Ok(())
    }

    fn expected(&self, id: NodeId, case: &mut Case<'t>) -> Result<(), FixtureError> {
        let outcome = self.scalar(id)?;
        case.expected = Outcome::from_name(&outcome);
        match case.expected {
            Some(_) => Ok(()),
            None => self.wrong(id, format!("`{outcome}` is not `allowed`, `explicitDeny` or `implicitDeny`")),
        }
    }

    fn principal(&self, id: NodeId) -> Result<Option<Cow<'t, str>>, FixtureError> {
        if self.tree.kind(id) != Kind::Object {
            return self.scalar(id).map(Some);
        }
        match &*self.members(id)? {
            [(name, value)] if name == "type" && self.scalar(*value)? == "Anonymous" => Ok(None),
            _ => self.wrong(id, "a principal is a string or `{\"type\": \"Anonymous\"}`"),
        }
    }

    fn context(&self, id: NodeId) -> Result<Vec<ContextEntry<'t>>, FixtureError> {
        let values = |id| match self.tree.kind(id) {
            Kind::Array => self.items(id, |item| self.scalar(item)),
            Kind::Null => Ok(Vec::new()),
            _ => Ok(vec![self.scalar(id)?]),
        };
        self.members(id)?.into_iter().map(|(key, value)| Ok((key, values(value)?))).collect()
    }
}
