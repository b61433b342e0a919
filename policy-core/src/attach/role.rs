//! Roles.

use std::borrow::Cow;

use super::{Attachment, IamPath, InlinePolicy, Invalid, RoleDescription, RoleName, Tags};
use super::{attachment, size};
use crate::lean::Lean as _;
use crate::{Policy, Trust};

/// How long a session of a role may last: from one to twelve hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionDuration {
    seconds: u32,
}

impl SessionDuration {
    /// IAM's default.
    pub const HOUR: Self = Self { seconds: 3600 };

    /// Takes 3,600 to 43,200 seconds.
    ///
    /// ```
    /// use policy_core::attach::SessionDuration;
    ///
    /// assert!(SessionDuration::from_seconds(900).is_none());
    /// assert_eq!(SessionDuration::from_seconds(7200).map(SessionDuration::as_seconds), Some(7200));
    /// ```
    #[inline]
    pub const fn from_seconds(seconds: u32) -> Option<Self> {
        match seconds {
            3600..=43200 => Some(Self { seconds }),
            _ => None,
        }
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[inline]
    pub const fn __literal(seconds: u32) -> Self {
        assert!(Self::from_seconds(seconds).is_some(), "a role's `max_session` is from 3600 to 43200 seconds");
        Self { seconds }
    }

    /// The number of seconds.
    #[inline]
    pub const fn as_seconds(self) -> u32 {
        self.seconds
    }
}

impl Default for SessionDuration {
    #[inline]
    fn default() -> Self {
        Self::HOUR
    }
}

/// A role: who may assume it, and what it may do then.
///
/// `role!` of `iam-policy` makes one while it compiles; at run time:
///
/// ```
/// use policy_core::attach::{PolicyArn, Role, RoleName};
///
/// let trust = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Effect": "Allow",
///         "Principal": { "Service": "personalize.amazonaws.com" },
///         "Action": "sts:AssumeRole",
///         "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
///     }]
/// }"#;
/// let reads = PolicyArn::new("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")?;
/// let role = Role::new(RoleName::new("PersonalizeRole")?, trust.parse()?)?.with_managed(vec![reads.into()])?;
/// assert_eq!(role.arn("aws", "123456789012"), "arn:aws:iam::123456789012:role/PersonalizeRole");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    name: RoleName,
    path: IamPath,
    description: Option<RoleDescription>,
    tags: Tags,
    trust: Policy<Trust>,
    inline: Cow<'static, [InlinePolicy]>,
    managed: Cow<'static, [Attachment]>,
    boundary: Option<Attachment>,
    max_session: SessionDuration,
}

impl Role {
    /// A role of that name that may do nothing yet.
    ///
    /// # Errors
    ///
    /// When the trust policy is longer than any account can ask for.
    #[inline]
    pub fn new(name: RoleName, trust: Policy<Trust>) -> Result<Self, Invalid> {
        size::refuse(size::fits_trust(trust.as_json()), size::TOO_LONG_TRUST)?;
        Ok(Self {
            name,
            path: IamPath::ROOT,
            description: None,
            tags: Tags::NONE,
            trust,
            inline: Cow::Borrowed(&[]),
            managed: Cow::Borrowed(&[]),
            boundary: None,
            max_session: SessionDuration::HOUR,
        })
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[allow(clippy::too_many_arguments, reason = "a macro writes the call, one argument a field")]
    #[inline]
    pub const fn __literal(
        name: RoleName,
        path: IamPath,
        description: Option<RoleDescription>,
        tags: Tags,
        trust: Policy<Trust>,
        inline: Cow<'static, [InlinePolicy]>,
        managed: Cow<'static, [Attachment]>,
        boundary: Option<Attachment>,
        max_session: SessionDuration,
    ) -> Self {
        assert!(size::fits_trust(trust.as_json()), "{}", size::TOO_LONG_TRUST);
        if let Cow::Borrowed(inline) = &inline {
            assert!(size::fit_role(inline), "{}", size::TOO_LONG_INLINE);
        }
        if let Cow::Borrowed(managed) = &managed {
            attachment::refuse_literal(managed.len(), attachment::most_of_role());
        }
        Self { name, path, description, tags, trust, inline, managed, boundary, max_session }
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
    pub fn with_description(mut self, description: RoleDescription) -> Self {
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

    /// Gives it inline policies.
    ///
    /// # Errors
    ///
    /// When they are together longer than IAM takes, or two have one name.
    #[inline]
    pub fn with_inline(mut self, inline: impl Into<Cow<'static, [InlinePolicy]>>) -> Result<Self, Invalid> {
        self.inline = inline.into();
        size::refuse(size::fit_role(&self.inline), size::TOO_LONG_INLINE)?;
        let names: Vec<&str> = self.inline.iter().map(|policy| policy.name().as_str()).list();
        (1..=names.len()).try_for_each(|end| super::check_names(names.get(..end).unwrap_or_default()))?;
        Ok(self)
    }

    /// Attaches managed policies.
    ///
    /// # Errors
    ///
    /// When there are more than any account can ask for.
    #[inline]
    pub fn with_managed(mut self, managed: impl Into<Cow<'static, [Attachment]>>) -> Result<Self, Invalid> {
        self.managed = managed.into();
        attachment::refuse(self.managed.len(), attachment::most_of_role())?;
        Ok(self)
    }

    /// Sets the permissions boundary.
    #[must_use]
    #[inline]
    pub fn with_boundary(mut self, boundary: Attachment) -> Self {
        self.boundary = Some(boundary);
        self
    }

    /// Sets how long a session may last.
    #[must_use]
    #[inline]
    pub fn with_max_session(mut self, max_session: SessionDuration) -> Self {
        self.max_session = max_session;
        self
    }

    /// Its name.
    #[inline]
    pub const fn name(&self) -> &RoleName {
        &self.name
    }

    /// Its path.
    #[inline]
    pub const fn path(&self) -> &IamPath {
        &self.path
    }

    /// Its description.
    #[inline]
    pub const fn description(&self) -> Option<&RoleDescription> {
        self.description.as_ref()
    }

    /// Its tags.
    #[inline]
    pub const fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Who may assume it.
    #[inline]
    pub const fn trust(&self) -> &Policy<Trust> {
        &self.trust
    }

    /// The policies that are part of it.
    #[inline]
    pub fn inline(&self) -> &[InlinePolicy] {
        &self.inline
    }

    /// The managed policies attached to it.
    #[inline]
    pub fn managed(&self) -> &[Attachment] {
        &self.managed
    }

    /// Its permissions boundary.
    #[inline]
    pub const fn boundary(&self) -> Option<&Attachment> {
        self.boundary.as_ref()
    }

    /// How long a session of it may last.
    #[inline]
    pub const fn max_session(&self) -> SessionDuration {
        self.max_session
    }

    /// The ARN it has in an account.
    #[inline]
    pub fn arn(&self, partition: &str, account: &str) -> String {
        format!("arn:{partition}:iam::{account}:role{}{}", self.path, self.name)
    }
}
