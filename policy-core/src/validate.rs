//! The road from a text to a report.

use crate::checks::{self, Context};
use crate::{Document, Finding, Levels, PolicyType, finding};

/// What a document is checked as.
///
/// ```
/// use policy_core::{Options, PolicyType};
///
/// let options = Options::new(PolicyType::Resource).resource_type("AWS::S3::Bucket");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub(crate) policy_type: PolicyType,
    pub(crate) resource_type: Option<String>,
    pub(crate) placement: Option<Placement>,
    pub(crate) levels: Levels,
}

/// Where an identity policy goes, which decides how long it may be (IAM User Guide, "IAM and AWS STS quotas").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// A managed policy, as `CreatePolicy` makes.
    Managed,
    /// Inline in a user: `PutUserPolicy`.
    User,
    /// Inline in a group: `PutGroupPolicy`.
    Group,
    /// Inline in a role: `PutRolePolicy`.
    Role,
}

impl Placement {
    /// Every placement.
    pub const ALL: [Self; 4] = [Self::Managed, Self::User, Self::Group, Self::Role];

    /// The name options use: `managed`, `user`, `group`, `role`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Managed => "managed",
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
        }
    }

    /// The placement of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|placement| placement.as_str() == name)
    }
}

impl Options {
    /// Every check of `policy_type`, at its default level.
    pub fn new(policy_type: PolicyType) -> Self {
        Self { policy_type, resource_type: None, placement: None, levels: Levels::default() }
    }

    /// The same options for policies of another type.
    #[must_use]
    pub fn policy_type(mut self, policy_type: PolicyType) -> Self {
        self.policy_type = policy_type;
        self
    }

    /// Says which resource a resource policy is attached to, in CloudFormation's words: `AWS::S3::Bucket`.
    #[must_use]
    pub fn resource_type(mut self, resource_type: impl Into<String>) -> Self {
        self.resource_type = Some(resource_type.into());
        self
    }

    /// Says where an identity policy goes. Without it a policy is let through that fits any of the places.
    ///
    /// ```
    /// use policy_core::{Options, Placement, PolicyType, validate};
    ///
    /// let actions = vec![r#""personalize:GetRecommendations""#; 80].join(",");
    /// let text = format!(
    ///     r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#
    /// );
    /// let options = Options::new(PolicyType::Identity);
    /// assert!(validate(&text, &options).is_accepted());
    /// assert!(validate(&text, &options.placement(Placement::User)).is_refused());
    /// ```
    #[must_use]
    pub fn placement(mut self, placement: Placement) -> Self {
        self.placement = Some(placement);
        self
    }

    /// Sets the lint levels.
    #[must_use]
    pub fn levels(mut self, levels: Levels) -> Self {
        self.levels = levels;
        self
    }
}

/// What the checks say about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// The findings in document order, without those that a rule allows.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Whether no finding rejects the document.
    pub fn is_accepted(&self) -> bool {
        !self.findings.iter().any(Finding::is_denied)
    }

    /// Whether IAM's own create call would reject the document.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.refused)
    }
}

/// Runs every check that holds for the policy's type, and reports all findings in one go.
///
/// ```
/// use policy_core::{Options, PolicyType, validate};
///
/// let report = validate(r#"{ "Version": "2012-10-17" }"#, &Options::new(PolicyType::Identity));
/// assert_eq!(report.findings[0].code.as_str(), "MISSING_STATEMENT");
/// ```
pub fn validate(text: &str, options: &Options) -> Report {
    validate_document(&Document::read(text), options)
}

/// [`validate`] for a document that is read already.
pub fn validate_document(document: &Document<'_>, options: &Options) -> Report {
    let mut findings = Vec::new();
    checks::run(&Context::new(document, options), &mut findings);
    options.levels.apply(&mut findings);
    finding::sort(&mut findings);
    Report { findings }
}
