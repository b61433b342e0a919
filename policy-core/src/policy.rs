//! [`Policy`]: a document that passed the checks, and the types of policy it can be.

use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use crate::syntax::Pretty;
use crate::{Document, Excerpt, Finding, Options, Report, validate};

/// The type of a policy, which decides the checks that hold for it (IAM User Guide, "Policies and permissions in IAM").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyType {
    /// Attached to a user, group or role.
    Identity,
    /// Attached to a resource, such as an S3 bucket or a KMS key.
    Resource,
    /// A role's trust policy: who may assume it.
    Trust,
    /// Passed when a session is made, as to `AssumeRole`.
    Session,
    /// A permissions boundary.
    Boundary,
    /// A service control policy of AWS Organizations.
    Scp,
    /// A resource control policy of AWS Organizations.
    Rcp,
}

impl PolicyType {
    /// Every type.
    pub const ALL: [Self; 7] =
        [Self::Identity, Self::Resource, Self::Trust, Self::Session, Self::Boundary, Self::Scp, Self::Rcp];

    /// The name options use: `identity`, `resource`, `trust`, `session`, `boundary`, `scp`, `rcp`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::Session => "session",
            Self::Boundary => "boundary",
            Self::Scp => "scp",
            Self::Rcp => "rcp",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A type of policy, as a type: the parameter of [`Policy`].
pub trait PolicyKind: sealed::Sealed + 'static {
    /// The type as a value.
    const TYPE: PolicyType;
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl PolicyKind for $name {
            const TYPE: PolicyType = PolicyType::$name;
        }
    )*};
}

kinds! {
    /// Identity-based: attached to a user, group or role.
    Identity
    /// Resource-based: attached to a resource.
    Resource
    /// A role's trust policy.
    Trust
    /// A session policy.
    Session
    /// A permissions boundary.
    Boundary
    /// A service control policy.
    Scp
    /// A resource control policy.
    Rcp
}

/// A policy that passed every check for its type.
///
/// There are two ways to one: the `policy!` macros, which make a constant, and [`parse`](Policy::parse), which reads text.
/// Code that takes a `Policy` never has to check again.
///
/// ```
/// use policy_core::Policy;
///
/// let policy = Policy::parse(
///     r#"{
///         "Version": "2012-10-17",
///         "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }]
///     }"#,
/// )?;
/// assert!(policy.as_json().starts_with(r#"{"Version":"2012-10-17","#));
/// # Ok::<(), policy_core::Findings>(())
/// ```
pub enum Policy<K = Identity> {
    // A macro's expansion is this value and not a call: only then is a constant's JSON `'static`. It has one field without
    // a type parameter because each costs the compiler time in a crate of many policies.
    #[doc(hidden)]
    __Constant { json: &'static str },
    #[doc(hidden)]
    __Owned { json: Box<str>, kind: PhantomData<fn() -> K> },
}

impl Policy<Identity> {
    /// Reads an identity policy; other types come from [`from_json`](Policy::from_json) or `str::parse`.
    ///
    /// # Errors
    ///
    /// Every finding of the document, when one of them is denied.
    pub fn parse(text: &str) -> Result<Self, Findings> {
        Self::from_json(text)
    }
}

impl<K: PolicyKind> Policy<K> {
    /// Reads a policy of type `K`, with every check at its default level.
    ///
    /// ```
    /// use policy_core::{Policy, Trust};
    ///
    /// let trust = Policy::<Trust>::from_json(
    ///     r#"{
    ///         "Version": "2012-10-17",
    ///         "Statement": [{
    ///             "Effect": "Allow",
    ///             "Principal": { "Service": "personalize.amazonaws.com" },
    ///             "Action": "sts:AssumeRole",
    ///             "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    ///         }]
    ///     }"#,
    /// )?;
    /// assert_eq!(trust.document().statements.len(), 1);
    /// # Ok::<(), policy_core::Findings>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Every finding of the document, when one of them is denied.
    pub fn from_json(text: &str) -> Result<Self, Findings> {
        Self::from_report(text, validate(text, &Options::new(K::TYPE)))
    }

    /// What the checks say to the policy as it stands: warnings and suggestions, for one with holes those that hang on the
    /// values too, such as two values that are the same. The levels are the default ones, so that an error which the
    /// source allows is here again.
    ///
    /// ```
    /// use policy_core::Policy;
    ///
    /// let policy: Policy = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/b", "arn:aws:s3:::a/*"] }]
    /// }"#
    /// .parse()?;
    /// let findings = policy.findings();
    /// assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["REDUNDANT_RESOURCE"]);
    /// # Ok::<(), policy_core::Findings>(())
    /// ```
    pub fn findings(&self) -> Findings {
        let text = self.as_json().to_owned();
        Findings { findings: validate(&text, &Options::new(K::TYPE)).findings, text }
    }

    /// Turns a report about `text` into a policy.
    #[inline]
    pub(crate) fn from_report(text: &str, report: Report) -> Result<Self, Findings> {
        if report.is_accepted() {
            Ok(Self::owned(crate::minify(text)))
        } else {
            Err(Findings { text: text.to_owned(), findings: report.findings })
        }
    }
}

impl<K> Policy<K> {
    /// The policy of minified JSON that passed the checks.
    pub(crate) fn owned(json: String) -> Self {
        Self::__Owned { json: json.into(), kind: PhantomData }
    }

    /// The minified JSON. For a constant or static made by a macro it is a `&'static str`.
    pub const fn as_json(&self) -> &str {
        match self {
            Self::__Constant { json } => json,
            Self::__Owned { json, .. } => json,
        }
    }

    /// The policy's statements, to look into.
    pub fn document(&self) -> Document<'_> {
        Document::read(self.as_json())
    }
}

impl<K> fmt::Display for Policy<K> {
    /// The minified JSON; with `{:#}` the console's layout, four spaces a level.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { Pretty(self.as_json()).fmt(f) } else { f.write_str(self.as_json()) }
    }
}

impl<K> fmt::Debug for Policy<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Policy").field(&self.as_json()).finish()
    }
}

impl<K> Clone for Policy<K> {
    fn clone(&self) -> Self {
        match self {
            Self::__Constant { json } => Self::__Constant { json },
            Self::__Owned { json, kind } => Self::__Owned { json: json.clone(), kind: *kind },
        }
    }
}

impl<K> PartialEq for Policy<K> {
    /// Whether the JSON is the same, token by token.
    fn eq(&self, other: &Self) -> bool {
        self.as_json() == other.as_json()
    }
}

impl<K> Eq for Policy<K> {}

impl<K> core::hash::Hash for Policy<K> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.as_json().hash(state);
    }
}

impl<K> AsRef<str> for Policy<K> {
    fn as_ref(&self) -> &str {
        self.as_json()
    }
}

impl<K: PolicyKind> FromStr for Policy<K> {
    type Err = Findings;

    fn from_str(text: &str) -> Result<Self, Findings> {
        Self::from_json(text)
    }
}

/// Why a text is no policy: its findings, beside the text they point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    text: String,
    findings: Vec<Finding>,
}

impl Findings {
    /// The text that was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// What was found in it, in document order; allowed findings are left out.
    pub fn iter(&self) -> core::slice::Iter<'_, Finding> {
        self.findings.iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = core::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Findings {
    /// Every finding with the line it is about, but for those behind the first hundred.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 100;
        for (at, finding) in self.findings.iter().take(MOST).enumerate() {
            let between = if at == 0 { "" } else { "\n\n" };
            write!(f, "{between}{}", Excerpt::new(finding, &self.text, "policy"))?;
        }
        match self.findings.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => write!(f, "\n\nand {more} more"),
        }
    }
}

impl std::error::Error for Findings {}
