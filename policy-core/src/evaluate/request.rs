//! The request a decision is about.

use super::{Principal, PrincipalClass};
use crate::lean::{self, Lean as _};

/// A request as AWS sees it: who, what, on what, and the request context (IAM User Guide, "Policy evaluation logic").
///
/// Keys that follow from the principal and the resource are there by themselves: `aws:PrincipalArn`,
/// `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:PrincipalIsAWSService`, `aws:PrincipalServiceName`, `aws:username`,
/// `aws:userid` of root users and anonymous requests, and `aws:ResourceAccount`. A value that is given goes before.
///
/// ```
/// use policy_core::evaluate::{Principal, Request};
///
/// let request = Request::new(
///     Principal::new("arn:aws:iam::123456789012:user/ana"),
///     "s3:GetObject",
///     "arn:aws:s3:::films/metropolis",
/// )
/// .context("aws:SourceIp", "203.0.113.7")
/// .values("aws:TagKeys", ["team", "stage"]);
/// assert_eq!(request.get("aws:username"), ["ana"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    principal: Principal<'a>,
    action: &'a str,
    resource: &'a str,
    /// The resource's account, as said or as its ARN has it.
    resource_account: Option<&'a str>,
    context: Vec<(&'a str, Vec<&'a str>)>,
}

/// A condition key, with what of the request it follows from.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) name: Box<str>,
    derived: Option<Derived>,
}

#[derive(Debug, Clone, Copy)]
enum Derived {
    PrincipalArn,
    PrincipalAccount,
    PrincipalType,
    PrincipalIsAwsService,
    PrincipalServiceName,
    UserName,
    UserId,
    ResourceAccount,
}

const DERIVED: [(&str, Derived); 8] = [
    ("aws:PrincipalArn", Derived::PrincipalArn),
    ("aws:PrincipalAccount", Derived::PrincipalAccount),
    ("aws:PrincipalType", Derived::PrincipalType),
    ("aws:PrincipalIsAWSService", Derived::PrincipalIsAwsService),
    ("aws:PrincipalServiceName", Derived::PrincipalServiceName),
    ("aws:username", Derived::UserName),
    ("aws:userid", Derived::UserId),
    ("aws:ResourceAccount", Derived::ResourceAccount),
];

impl Key {
    pub(crate) fn new(name: &str) -> Self {
        let derived = DERIVED.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, derived)| derived);
        Self { name: name.into(), derived }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
    }
}

impl Eq for Key {}

/// The values of a key in a request; none when the key is missing.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Values<'a> {
    None,
    One(&'a str),
    Many(&'a [&'a str]),
}

impl<'a> Values<'a> {
    pub(crate) fn iter(self) -> impl Iterator<Item = &'a str> + Clone {
        let (one, many): (Option<&'a str>, &'a [&'a str]) = match self {
            Self::None => (None, &[]),
            Self::One(value) => (Some(value), &[]),
            Self::Many(values) => (None, values),
        };
        one.into_iter().followed_by(many.iter().copied())
    }

    pub(crate) fn is_empty(self) -> bool {
        match self {
            Self::None => true,
            Self::One(_) => false,
            Self::Many(values) => values.is_empty(),
        }
    }
}

impl<'a> Request<'a> {
    /// `principal` asks to do `action` on `resource`: an ARN, or `*` for actions that have none.
    pub fn new(principal: Principal<'a>, action: &'a str, resource: &'a str) -> Self {
        // What is not an account's id tells no owner: `aws` in the ARNs of AWS's managed policies.
        let is_id = |account: &&str| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let resource_account = resource.split(':').nth(4).filter(is_id);
        Self { principal, action, resource, resource_account, context: Vec::new() }
    }

    /// Says which account owns the resource, where its ARN does not: an S3 bucket. Unsaid, it is the principal's.
    #[must_use]
    pub fn resource_account(mut self, account: &'a str) -> Self {
        self.resource_account = Some(account);
        self
    }

    /// Gives a condition key its value, in place of one it has.
    #[must_use]
    pub fn context(self, key: &'a str, value: &'a str) -> Self {
        self.values(key, [value])
    }

    /// Gives a multivalued condition key its values, in place of those it has. No values: the key is missing.
    #[must_use]
    pub fn values(mut self, key: &'a str, values: impl IntoIterator<Item = &'a str>) -> Self {
        lean::keep(&mut self.context, |(known, _)| !known.eq_ignore_ascii_case(key));
        self.context.push((key, values.into_iter().list()));
        self
    }

    /// Who asks.
    pub fn principal(&self) -> &Principal<'a> {
        &self.principal
    }

    /// The action: `service:Name`.
    pub fn action(&self) -> &'a str {
        self.action
    }

    /// The resource's ARN, or `*`.
    pub fn resource(&self) -> &'a str {
        self.resource
    }

    /// The account that owns the resource: as said, else as its ARN or `aws:ResourceAccount` has it, else the
    /// principal's own.
    pub fn owner(&self) -> Option<&str> {
        self.resource_account
            .or_else(|| self.given("aws:ResourceAccount").and_then(|values| values.first().copied()))
            .or_else(|| self.principal.account())
    }

    /// The values of a condition key, compared without regard to case; none when it is missing.
    pub fn get(&self, key: &str) -> Vec<&str> {
        self.lookup(&Key::new(key)).iter().list()
    }

    /// The value of a key that has one.
    pub(crate) fn get_one(&self, key: &str) -> Option<&str> {
        match self.given(key) {
            Some(&[value]) => Some(value),
            _ => None,
        }
    }

    fn given(&self, key: &str) -> Option<&[&'a str]> {
        let known = self.context.iter().find(|(known, _)| known.eq_ignore_ascii_case(key))?;
        Some(&known.1)
    }

    pub(crate) fn lookup(&self, key: &Key) -> Values<'_> {
        if let Some(values) = self.given(&key.name) {
            return Values::Many(values);
        }
        match key.derived.and_then(|derived| self.derive(derived)) {
            Some(value) => Values::One(value),
            None => Values::None,
        }
    }

    /// The value a variable has: that of a key with one value.
    pub(crate) fn single(&self, key: &Key) -> Option<&str> {
        match self.lookup(key) {
            Values::One(value) | Values::Many(&[value]) => Some(value),
            Values::None | Values::Many(_) => None,
        }
    }

    fn derive(&self, key: Derived) -> Option<&str> {
        use PrincipalClass as Class;
        let class = self.principal.class();
        match key {
            Derived::PrincipalArn => self.principal.arn(),
            Derived::PrincipalAccount => self.principal.account(),
            Derived::PrincipalType => match class {
                Class::Anonymous => Some("Anonymous"),
                Class::Root => Some("Account"),
                Class::User => Some("User"),
                Class::Role | Class::AssumedRole => Some("AssumedRole"),
                Class::FederatedUser => Some("FederatedUser"),
                _ => None,
            },
            Derived::PrincipalIsAwsService => match class {
                Class::Anonymous => None,
                Class::Service => Some("true"),
                _ => Some("false"),
            },
            Derived::PrincipalServiceName => (class == Class::Service).then(|| self.principal.as_str()),
            Derived::UserName => self.principal.user_name(),
            Derived::UserId => match class {
                Class::Root => self.principal.account(),
                Class::Anonymous => Some("anonymous"),
                _ => None,
            },
            Derived::ResourceAccount => self.owner(),
        }
    }
}
