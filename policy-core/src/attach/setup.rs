//! All that is created in an account, as one value.

use std::borrow::Cow;

use super::managed::Most;
use super::size;
use super::{Attachment, BucketPolicy, GroupName, Invalid, KeyPolicy, ManagedPolicy, Role, UserName};

/// Whom managed policies are attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(UserName),
    /// A group of users.
    Group(GroupName),
}

impl Holder {
    const fn most(&self) -> Most {
        match self {
            Self::User(_) => Most::USER,
            Self::Group(_) => Most::GROUP,
        }
    }
}

/// Managed policies attached to a user or group that is there already. A role names its own.
///
/// ```
/// use policy_core::attach::{Grant, GroupName, Holder, PolicyArn, UserName};
///
/// let reads = PolicyArn::new("arn:aws:iam::aws:policy/ReadOnlyAccess")?;
/// let grant = Grant::new(Holder::Group(GroupName::new("analysts")?), vec![reads.into()])?;
/// assert_eq!(grant.policies().len(), 1);
///
/// let eleven = vec![grant.policies()[0].clone(); 11];
/// assert!(Grant::new(grant.to().clone(), eleven.clone()).is_err());
/// assert!(Grant::new(Holder::User(UserName::new("ana")?), eleven).is_ok());
/// # Ok::<(), policy_core::attach::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    to: Holder,
    policies: Cow<'static, [Attachment]>,
}

impl Grant {
    /// Attaches `policies` to `to`.
    ///
    /// # Errors
    ///
    /// When there are more than an account can ask for: 20 for a user, 10 for a group.
    pub fn new(to: Holder, policies: impl Into<Cow<'static, [Attachment]>>) -> Result<Self, Invalid> {
        let policies = policies.into();
        let most = to.most();
        size::refuse(most.admits(&policies), most.message)?;
        Ok(Self { to, policies })
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    pub const fn __literal(to: Holder, policies: Cow<'static, [Attachment]>) -> Self {
        if let Cow::Borrowed(policies) = &policies {
            let most = to.most();
            assert!(most.admits(policies), "{}", most.message);
        }
        Self { to, policies }
    }

    /// Whom they are attached to.
    pub const fn to(&self) -> &Holder {
        &self.to
    }

    /// What is attached.
    pub fn policies(&self) -> &[Attachment] {
        &self.policies
    }
}

/// A whole permissions set-up: what is created and attached, in this order.
///
/// ```
/// use policy_core::attach::Setup;
///
/// const NOTHING: Setup<'_> = Setup { roles: &[], ..Setup::EMPTY };
/// assert!(NOTHING.managed().is_empty());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setup<'a> {
    /// Managed policies. Those that a role or grant names need not stand here too.
    pub policies: &'a [ManagedPolicy],
    /// Roles.
    pub roles: &'a [Role],
    /// Policies of buckets.
    pub buckets: &'a [BucketPolicy],
    /// Policies of keys.
    pub keys: &'a [KeyPolicy],
    /// What is attached to users and groups.
    pub grants: &'a [Grant],
}

impl<'a> Setup<'a> {
    /// Nothing: what a constant names only some parts of ends in `..Setup::EMPTY`.
    pub const EMPTY: Self = Self { policies: &[], roles: &[], buckets: &[], keys: &[], grants: &[] };

    /// The managed policies to create, each once: those listed, those attached to roles and grants, and boundaries of ours.
    pub fn managed(&self) -> Vec<&'a ManagedPolicy> {
        let attached = self
            .roles
            .iter()
            .flat_map(|role| role.managed().iter().chain(role.boundary()))
            .chain(self.grants.iter().flat_map(Grant::policies))
            .filter_map(|attachment| match attachment {
                Attachment::Policy(policy) => Some(policy),
                Attachment::Arn(_) => None,
            });
        let mut policies: Vec<&ManagedPolicy> = Vec::new();
        for policy in self.policies.iter().chain(attached) {
            if !policies.contains(&policy) {
                policies.push(policy);
            }
        }
        policies
    }

    /// Looks for two things that would be one in the account: names that differ in case only.
    ///
    /// # Errors
    ///
    /// The first such pair.
    pub fn check(&self) -> Result<(), Invalid> {
        let buckets = self.buckets.iter().map(|policy| policy.bucket().as_str());
        unique("managed policy", self.managed().iter().map(|policy| policy.name().as_str()))?;
        unique("role", self.roles.iter().map(|role| role.name().as_str()))?;
        unique("bucket", buckets)?;
        unique("key", self.keys.iter().map(|key| key.alias().as_str()))
    }
}

fn unique<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> Result<(), Invalid> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let folded = name.to_ascii_lowercase();
        if seen.contains(&folded) {
            return Err(Invalid::new(
                format!("two different things are named {what} `{name}`"),
                "IAM tells names apart without regard to case",
            ));
        }
        seen.push(folded);
    }
    Ok(())
}
