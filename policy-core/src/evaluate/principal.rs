//! Who asks, and whom a `Principal` element means.

use std::borrow::Cow;

use crate::document::{Arn, PrincipalBlock, PrincipalForm, PrincipalKind};
use crate::lean::Lean as _;

/// Who makes a request (IAM User Guide, "AWS JSON policy elements: Principal").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal<'a> {
    text: &'a str,
    class: PrincipalClass,
    account: &'a str,
    name: &'a str,
    arn: Option<Cow<'a, str>>,
}

/// What kind of principal makes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalClass {
    /// A request without a signature.
    Anonymous,
    /// The root user of an account.
    Root,
    /// An IAM user.
    User,
    /// An IAM role, with no session named.
    Role,
    /// A session of an IAM role.
    AssumedRole,
    /// A session of `GetFederationToken`.
    FederatedUser,
    /// An AWS service.
    Service,
    /// A SAML or web identity provider's user, before it has a session.
    Federated,
    /// An S3 canonical user.
    CanonicalUser,
    /// An ARN of another form.
    Other,
}

/// The web identity providers that policies name by domain (IAM User Guide, "OIDC federation principals").
const WEB_IDENTITIES: [&str; 4] =
    ["cognito-identity.amazonaws.com", "accounts.google.com", "graph.facebook.com", "www.amazon.com"];

impl<'a> Principal<'a> {
    /// Nobody: a request without a signature.
    pub const ANONYMOUS: Self = Self { text: "*", class: PrincipalClass::Anonymous, account: "", name: "", arn: None };

    /// Reads an ARN, an account ID (its root user), a service principal, a web identity provider's domain, a canonical
    /// user ID, or `*` for an anonymous request.
    ///
    /// ```
    /// use policy_core::evaluate::{Principal, PrincipalClass};
    ///
    /// let session = Principal::new("arn:aws:sts::123456789012:assumed-role/Reader/ana");
    /// assert_eq!(session.class(), PrincipalClass::AssumedRole);
    /// assert_eq!(session.account(), Some("123456789012"));
    /// // What `aws:PrincipalArn` holds: the role, not the session.
    /// assert_eq!(session.arn(), Some("arn:aws:iam::123456789012:role/Reader"));
    /// ```
    pub fn new(text: &'a str) -> Self {
        if text == "*" {
            return Self::ANONYMOUS;
        }
        if is_account(text) {
            let arn = Some(format!("arn:aws:iam::{text}:root").into());
            return Self { text, class: PrincipalClass::Root, account: text, name: "", arn };
        }
        let Some(arn) = Arn::split(text).filter(|arn| arn.prefix == "arn") else {
            let class = if WEB_IDENTITIES.contains(&text) {
                PrincipalClass::Federated
            } else if is_canonical(text) {
                PrincipalClass::CanonicalUser
            } else {
                PrincipalClass::Service
            };
            return Self { text, class, account: "", name: "", arn: None };
        };
        let (kind, path) = arn.resource.split_once('/').unwrap_or((arn.resource, ""));
        let last = path.rsplit('/').next().unwrap_or_default();
        let (class, name, own) = match (arn.service, kind) {
            ("iam", "root") => (PrincipalClass::Root, "", text.into()),
            ("iam", "user") => (PrincipalClass::User, last, text.into()),
            ("iam", "role") => (PrincipalClass::Role, last, text.into()),
            ("iam", "saml-provider" | "oidc-provider") => (PrincipalClass::Federated, "", text.into()),
            ("sts", "assumed-role") => {
                let role = path.rsplit_once('/').map_or(path, |(role, _)| role);
                let own = format!("arn:{}:iam::{}:role/{role}", arn.partition, arn.account);
                (PrincipalClass::AssumedRole, role.rsplit('/').next().unwrap_or(role), own.into())
            }
            ("sts", "federated-user") => (PrincipalClass::FederatedUser, path, text.into()),
            _ => (PrincipalClass::Other, "", text.into()),
        };
        let own = Some(own).filter(|_| class != PrincipalClass::Federated);
        Self { text, class, account: arn.account, name, arn: own }
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// What kind of principal it is.
    pub fn class(&self) -> PrincipalClass {
        self.class
    }

    /// The account it belongs to; services, anonymous and canonical users have none.
    pub fn account(&self) -> Option<&'a str> {
        Some(self.account).filter(|account| !account.is_empty())
    }

    /// The value of `aws:PrincipalArn`: for a session, the ARN of its role.
    pub fn arn(&self) -> Option<&str> {
        self.arn.as_deref()
    }

    /// The value of `aws:username`: the friendly name of an IAM user.
    pub(crate) fn user_name(&self) -> Option<&'a str> {
        (self.class == PrincipalClass::User).then_some(self.name)
    }

    /// Whether identity policies, boundaries and SCPs can apply to it.
    pub(crate) fn is_iam(&self) -> bool {
        use PrincipalClass::{AssumedRole, FederatedUser, Other, Role, Root, User};
        matches!(self.class, Root | User | Role | AssumedRole | FederatedUser | Other)
    }

    /// Whether it is a role that only an AWS service can use (IAM User Guide, "Service-linked roles").
    pub(crate) fn is_service_linked(&self, role_arn: Option<&str>) -> bool {
        let by = |arn: Option<&str>| arn.is_some_and(|arn| arn.contains(":role/aws-service-role/"));
        by(self.arn()) || by(role_arn)
    }
}

/// How directly a `Principal` element names the one who asks; the lesser, the more other policies still limit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grant {
    /// Its account is named: the account's own policies decide.
    Account,
    /// The role of the session is named: boundary and session policies still limit.
    Role,
    /// It is named itself, or everyone is.
    Direct,
}

/// A value of a `Principal` element.
#[derive(Debug, Clone)]
pub(crate) enum Named {
    Everyone,
    Account(Box<str>),
    Arn(Box<str>),
    Role { arn: Box<str>, account: Box<str>, name: Box<str> },
    Service(Box<str>),
    Federated(Box<str>),
    Canonical(Box<str>),
}

/// The values of a `Principal` or `NotPrincipal` element; what cannot be read is left out.
pub(crate) fn named(block: &PrincipalBlock<'_>) -> Box<[Named]> {
    let read = |kind: PrincipalKind, text: &str| match kind {
        PrincipalKind::Aws => aws(text),
        PrincipalKind::Service => Named::Service(text.into()),
        PrincipalKind::Federated => Named::Federated(text.into()),
        PrincipalKind::CanonicalUser => Named::Canonical(text.into()),
    };
    match &block.form {
        PrincipalForm::Text(text) if &**text == "*" => Box::new([Named::Everyone]),
        PrincipalForm::Text(_) | PrincipalForm::Other => Box::default(),
        PrincipalForm::Map(members) => members
            .iter()
            .filter_map(|member| Some((member.kind()?, member)))
            .flat(|(kind, member)| member.values.iter().map(move |text| read(kind, text)))
            .collect(),
    }
}

fn aws(text: &str) -> Named {
    if text == "*" {
        return Named::Everyone;
    }
    if is_account(text) {
        return Named::Account(text.into());
    }
    let Some(arn) = Arn::split(text) else { return Named::Arn(text.into()) };
    match (arn.service, arn.resource.split_once('/')) {
        ("iam", None) if arn.resource == "root" => Named::Account(arn.account.into()),
        ("iam", Some(("role", path))) => Named::Role {
            arn: text.into(),
            account: arn.account.into(),
            name: path.rsplit('/').next().unwrap_or_default().into(),
        },
        _ => Named::Arn(text.into()),
    }
}

impl Named {
    /// Whether it means `principal`, and how directly.
    pub(crate) fn grants(&self, principal: &Principal<'_>) -> Option<Grant> {
        use PrincipalClass::{AssumedRole, CanonicalUser, Federated, Role, Root, Service};
        let direct = |is: bool| is.then_some(Grant::Direct);
        match self {
            Self::Everyone => Some(Grant::Direct),
            Self::Account(account) if **account == *principal.account && principal.is_iam() => {
                Some(if principal.class == Root { Grant::Direct } else { Grant::Account })
            }
            Self::Account(_) => None,
            Self::Arn(arn) => direct(**arn == *principal.text),
            Self::Role { arn, account, name } => match principal.class {
                Role => (**arn == *principal.text).then_some(Grant::Role),
                // A session's ARN has no path; role names are unique in an account.
                AssumedRole => (**account == *principal.account && **name == *principal.name).then_some(Grant::Role),
                _ => None,
            },
            Self::Service(_) | Self::Federated(_) if !matches!(principal.class, Service | Federated) => None,
            // Cognito is a service and an identity provider by the same name.
            Self::Service(name) => direct(**name == *principal.text || (principal.class == Service && &**name == "*")),
            Self::Federated(name) => {
                direct(**name == *principal.text || (principal.class == Federated && &**name == "*"))
            }
            Self::Canonical(id) => direct(principal.class == CanonicalUser && **id == *principal.text),
        }
    }
}

pub(crate) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_canonical(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
