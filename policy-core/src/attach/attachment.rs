//! What is attached, and how much of it.

use super::{Holder, Invalid, ManagedPolicy, PolicyArn, size};

/// A managed policy that is attached: one that is made here, or one that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    /// One of ours.
    Policy(ManagedPolicy),
    /// AWS's or another one, by its ARN.
    Arn(PolicyArn),
}

impl Attachment {
    /// The ARN to attach in an account.
    #[inline]
    pub fn arn(&self, partition: &str, account: &str) -> String {
        match self {
            Self::Policy(policy) => policy.arn(partition, account),
            Self::Arn(arn) => arn.to_string(),
        }
    }
}

impl From<ManagedPolicy> for Attachment {
    #[inline]
    fn from(policy: ManagedPolicy) -> Self {
        Self::Policy(policy)
    }
}

impl From<PolicyArn> for Attachment {
    #[inline]
    fn from(arn: PolicyArn) -> Self {
        Self::Arn(arn)
    }
}

// The most that an account can ask for; the default is 10 each (IAM User Guide, "IAM and AWS STS quotas").
const MOST_OF_USER: usize = 20;
const MOST_OF_GROUP: usize = 10;
const MOST_OF_ROLE: usize = 25;

const TOO_MANY_OF_USER: &str =
    "more policies are attached to this user than the 20 that any account can ask for; put some together";
const TOO_MANY_OF_GROUP: &str =
    "more policies are attached to this group than the 10 that IAM takes; put some together";
const TOO_MANY_OF_ROLE: &str =
    "more policies are attached to this role than the 25 that any account can ask for; put some together";

/// The most policies of a user or group, and why there cannot be more.
#[inline]
pub(super) const fn most_of(holder: &Holder) -> (usize, &'static str) {
    match holder {
        Holder::User(_) => (MOST_OF_USER, TOO_MANY_OF_USER),
        Holder::Group(_) => (MOST_OF_GROUP, TOO_MANY_OF_GROUP),
    }
}

/// The most policies of a role, and why there cannot be more.
#[inline]
pub(super) const fn most_of_role() -> (usize, &'static str) {
    (MOST_OF_ROLE, TOO_MANY_OF_ROLE)
}

/// Refuses more policies than there may be.
#[inline]
pub(super) fn refuse(count: usize, (most, message): (usize, &'static str)) -> Result<(), Invalid> {
    size::refuse(count <= most, message)
}

/// Refuses them in a constant.
#[inline]
pub(super) const fn refuse_literal(count: usize, (most, message): (usize, &'static str)) {
    assert!(count <= most, "{}", message);
}
