//! All that is created in an account, as one value.

use crate::lean::Lean as _;
use std::borrow::Cow;

use super::attachment::{self, most_of};
use super::{Attachment, BucketPolicy, GroupName, Invalid, KeyPolicy, ManagedPolicy, Role, UserName};

/// Whom managed policies are attached to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User(UserName),
    /// A group of users.
    Group(GroupName),
}

/// Managed policies attached to a user or group that is there already. A role names its own.
///
/// ```
/// use policy_core::attach::{Grant, GroupName, Holder, PolicyArn};
///
/// let reads = PolicyArn::new("arn:aws:iam::aws:policy/ReadOnlyAccess")?;
/// let grant = Grant::new(Holder::Group(GroupName::new("analysts")?), vec![reads.into()])?;
/// assert_eq!(grant.policies().len(), 1);
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
    /// When there are more than any account can ask for.
    #[inline]
    pub fn new(to: Holder, policies: impl Into<Cow<'static, [Attachment]>>) -> Result<Self, Invalid> {
        let policies = policies.into();
        attachment::refuse(policies.len(), most_of(&to))?;
        Ok(Self { to, policies })
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[inline]
    pub const fn __literal(to: Holder, policies: Cow<'static, [Attachment]>) -> Self {
        if let Cow::Borrowed(policies) = &policies {
            attachment::refuse_literal(policies.len(), most_of(&to));
        }
        Self { to, policies }
    }

    /// Whom they are attached to.
    #[inline]
    pub const fn to(&self) -> &Holder {
        &self.to
    }

    /// What is attached.
    #[inline]
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
    #[inline]
    pub fn managed(&self) -> Vec<&'a ManagedPolicy> {
        let attached = self
            .roles
            .iter()
            .flat(|role| role.managed().iter().followed_by(role.boundary()))
            .followed_by(self.grants.iter().flat(Grant::policies))
            .filter_map(|attachment| match attachment {
                Attachment::Policy(policy) => Some(policy),
                Attachment::Arn(_) => None,
            });
        let mut policies: Vec<&ManagedPolicy> = Vec::new();
        for policy in self.policies.iter().followed_by(attached) {
            if !policies.contains(&policy) {
                policies.push(policy);
            }
        }
        policies
    }

    /// Looks for what no part shows: two things that would be one in the account, as IAM tells names apart without regard
    /// to case, and grants that together attach too much to one user or group.
    ///
    /// # Errors
    ///
    /// The first of them.
    #[inline]
    pub fn check(&self) -> Result<(), Invalid> {
        let buckets = self.buckets.iter().map(|policy| policy.bucket().as_str());
        unique("managed policy", self.managed().iter().map(|policy| policy.name().as_str()))?;
        unique("role", self.roles.iter().map(|role| role.name().as_str()))?;
        unique("bucket", buckets)?;
        unique("key", self.keys.iter().map(|key| key.alias().as_str()))?;
        self.grants.iter().try_for_each(|grant| {
            let same = self.grants.iter().filter(|other| other.to == grant.to);
            let mut attached: Vec<&Attachment> = Vec::new();
            for attachment in same.flat(Grant::policies) {
                if !attached.contains(&attachment) {
                    attached.push(attachment);
                }
            }
            attachment::refuse(attached.len(), most_of(&grant.to))
        })
    }

    /// Whether there is nothing to create or attach.
    #[inline]
    pub fn is_empty(&self) -> bool {
        *self == Setup::EMPTY
    }
}

#[inline]
fn unique<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> Result<(), Invalid> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        // Buckets have lower-case names only, and the case of a key's alias tells it from others.
        let is_same = |other: &&str| if what == "key" { *other == name } else { other.eq_ignore_ascii_case(name) };
        if seen.iter().any(is_same) {
            let help = "give one another name; IAM does not tell names apart by case";
            return Err(Invalid::new(format!("two different things are named {what} `{name}`"), help));
        }
        seen.push(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Grant, Holder, Setup};
    use crate::attach::{Attachment, GroupName, Invalid, PolicyArn, UserName};

    fn arns(from: usize, count: usize) -> Vec<Attachment> {
        let arn = |at| Ok(PolicyArn::new(format!("arn:aws:iam::aws:policy/P{at}"))?.into());
        let arns: Result<_, Invalid> = (from..from + count).map(arn).collect();
        arns.unwrap_or_default()
    }

    #[test]
    fn as_much_as_an_account_can_ask_for() -> Result<(), Invalid> {
        let user = || Ok::<_, Invalid>(Holder::User(UserName::new("ana")?));
        let group = || Ok::<_, Invalid>(Holder::Group(GroupName::new("analysts")?));
        assert!(Grant::new(user()?, arns(0, 20)).is_ok());
        assert!(Grant::new(user()?, arns(0, 21)).is_err());
        let ten = Grant::new(group()?, arns(0, 10))?;
        let error = Grant::new(group()?, arns(0, 11)).map_err(|error| error.to_string());
        assert_eq!(error, Err("more policies are attached to this group than the 10 that IAM takes".to_owned()));
        // What one grant says twice is attached once.
        let (same, other) = (ten.clone(), Grant::new(group()?, arns(10, 1))?);
        assert!(Setup { grants: &[ten.clone(), same], ..Setup::EMPTY }.check().is_ok());
        assert!(Setup { grants: &[ten, other], ..Setup::EMPTY }.check().is_err());
        Ok(())
    }
}
