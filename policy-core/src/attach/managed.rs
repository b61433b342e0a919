//! Managed policies and inline policies.

use super::size;
use super::{Description, IamPath, Invalid, PolicyName, Tags};
use crate::{Identity, Policy};

/// A managed policy as `CreatePolicy` makes it: a document of its own with a name, attached by its ARN.
///
/// `managed_policy!` of `iam-policy` makes one while it compiles; at run time:
///
/// ```
/// use policy_core::Policy;
/// use policy_core::attach::{Description, ManagedPolicy, PolicyName};
///
/// let policy = Policy::parse(
///     r#"{
///         "Version": "2012-10-17",
///         "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }]
///     }"#,
/// )?;
/// let managed = ManagedPolicy::new(PolicyName::new("PersonalizeRead")?, policy)?
///     .with_description(Description::new("Reads recommendations")?);
/// assert_eq!(managed.arn("aws", "123456789012"), "arn:aws:iam::123456789012:policy/PersonalizeRead");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedPolicy {
    name: PolicyName,
    path: IamPath,
    description: Option<Description>,
    tags: Tags,
    policy: Policy<Identity>,
}

impl ManagedPolicy {
    /// A policy of that name, at the path `/`, without description and tags.
    ///
    /// # Errors
    ///
    /// When the document is longer than a managed policy may be.
    #[inline]
    pub fn new(name: PolicyName, policy: Policy<Identity>) -> Result<Self, Invalid> {
        size::refuse(size::fits_managed(policy.as_json()), size::TOO_LONG_MANAGED)?;
        Ok(Self { name, path: IamPath::ROOT, description: None, tags: Tags::NONE, policy })
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[inline]
    pub const fn __literal(
        name: PolicyName,
        path: IamPath,
        description: Option<Description>,
        tags: Tags,
        policy: Policy<Identity>,
    ) -> Self {
        assert!(size::fits_managed(policy.as_json()), "{}", size::TOO_LONG_MANAGED);
        Self { name, path, description, tags, policy }
    }

    /// Puts it at a path.
    #[must_use]
    #[inline]
    pub fn with_path(mut self, path: IamPath) -> Self {
        self.path = path;
        self
    }

    /// Describes it.
    #[must_use]
    #[inline]
    pub fn with_description(mut self, description: Description) -> Self {
        self.description = Some(description);
        self
    }

    /// Tags it.
    #[must_use]
    #[inline]
    pub fn with_tags(mut self, tags: Tags) -> Self {
        self.tags = tags;
        self
    }

    /// Its name.
    #[inline]
    pub const fn name(&self) -> &PolicyName {
        &self.name
    }

    /// Its path.
    #[inline]
    pub const fn path(&self) -> &IamPath {
        &self.path
    }

    /// Its description, which IAM cannot change later.
    #[inline]
    pub const fn description(&self) -> Option<&Description> {
        self.description.as_ref()
    }

    /// Its tags.
    #[inline]
    pub const fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Its document.
    #[inline]
    pub const fn policy(&self) -> &Policy<Identity> {
        &self.policy
    }

    /// The ARN it has in an account.
    #[inline]
    pub fn arn(&self, partition: &str, account: &str) -> String {
        format!("arn:{partition}:iam::{account}:policy{}{}", self.path, self.name)
    }
}

/// A policy that is part of a role and has its name there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InlinePolicy {
    name: PolicyName,
    policy: Policy<Identity>,
}

impl InlinePolicy {
    /// An inline policy of that name.
    #[inline]
    pub const fn new(name: PolicyName, policy: Policy<Identity>) -> Self {
        Self { name, policy }
    }

    /// Its name.
    #[inline]
    pub const fn name(&self) -> &PolicyName {
        &self.name
    }

    /// Its document.
    #[inline]
    pub const fn policy(&self) -> &Policy<Identity> {
        &self.policy
    }
}
