//! Why IAM would not take something.

use core::fmt;

/// Why a text is not what it was meant to be.
///
/// ```
/// use policy_core::attach::PolicyName;
///
/// let error = PolicyName::new("Personalize access").unwrap_err();
/// assert_eq!(error.to_string(), "the policy name `Personalize access` contains ` `");
/// assert_eq!(error.help(), "write letters, digits and any of `_+=,.@-`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    message: String,
    help: String,
}

impl Invalid {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// What to do about it.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Invalid {}
