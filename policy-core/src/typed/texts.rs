//! Texts of conditions.

use super::invalid::{Wildcards, text, text_type};

text_type! {
    /// A text that a condition compares with, or a piece of one.
    ///
    /// ```
    /// use policy_core::typed::Text;
    ///
    /// assert!(Text::new("tenants/17/").is_ok());
    /// assert!(Text::new("tenants/${aws:username}").is_err());
    /// ```
    Text, "a text of a condition", |value| text(value, Wildcards::Refused)
}

text_type! {
    /// A text in which `*` and `?` stand for more than themselves, for the operators that take patterns.
    ///
    /// ```
    /// use policy_core::typed::TextPattern;
    ///
    /// assert!(TextPattern::new("tenants/17/*").is_ok());
    /// assert!(TextPattern::new("**").is_err());
    /// ```
    TextPattern, "a pattern of a condition", |value| text(value, Wildcards::Allowed)
}
