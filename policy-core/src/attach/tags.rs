//! Tags of policies and roles.

use crate::lean::Lean as _;
use core::fmt;
use core::str::FromStr;
use std::borrow::Cow;

use super::Invalid;
use super::text::{Rule, texts};

/// The most tags that a policy or role has.
const MOST: usize = 50;

const CHARACTERS: &str = "letters, digits, spaces and any of `_.:/=+-@`";

fn takes(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@' | ' ' | '\u{a0}' | '\u{3000}')
}

fn not_reserved(key: &str) -> Result<(), &'static str> {
    match key.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("aws:") => Err("AWS keeps keys that begin with `aws:` for itself"),
        _ => Ok(()),
    }
}

// IAM User Guide, "Rules for tagging in IAM and AWS STS".
texts! {
    /// A tag's key: 1 to 128 letters, digits, spaces and `_.:/=+-@`, without the prefix `aws:`.
    TagKey = Rule { what: "tag key", least: 1, most: 128, takes, characters: CHARACTERS, form: not_reserved };
    /// A tag's value: up to 256 letters, digits, spaces and `_.:/=+-@`.
    TagValue = Rule { what: "tag value", least: 0, most: 256, takes, characters: CHARACTERS, form: |_| Ok(()) };
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// What tells it from the thing's other tags, without regard to case.
    pub key: TagKey,
    /// What it says.
    pub value: TagValue,
}

impl Tag {
    /// Takes a key and a value that keep the rules.
    ///
    /// ```
    /// use policy_core::attach::Tag;
    ///
    /// assert!(Tag::new("team", "recommendations").is_ok());
    /// assert!(Tag::new("aws:team", "recommendations").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// What is wrong with either.
    pub fn new(key: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Result<Self, Invalid> {
        Ok(Self { key: TagKey::new(key)?, value: TagValue::new(value)? })
    }
}

/// The tags of one thing: 50 at most, with different keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    // Public so that a macro's expansion is a value.
    #[doc(hidden)]
    pub __tags: Cow<'static, [Tag]>,
}

impl Tags {
    /// No tags.
    pub const NONE: Self = Self { __tags: Cow::Borrowed(&[]) };

    /// Takes tags that can stand together.
    ///
    /// ```
    /// use policy_core::attach::{Tag, Tags};
    ///
    /// let tags = vec![Tag::new("team", "a")?, Tag::new("Team", "b")?];
    /// assert_eq!(Tags::new(tags).unwrap_err().to_string(), "the tag key `Team` occurs twice");
    /// # Ok::<(), policy_core::attach::Invalid>(())
    /// ```
    ///
    /// # Errors
    ///
    /// More than 50 tags, or two whose keys differ in case only.
    pub fn new(tags: impl Into<Cow<'static, [Tag]>>) -> Result<Self, Invalid> {
        let tags = tags.into();
        let keys: Vec<&str> = tags.iter().map(|tag| tag.key.as_str()).list();
        check(&keys).map(|()| Self { __tags: tags })
    }

    /// The tags.
    pub fn as_slice(&self) -> &[Tag] {
        &self.__tags
    }
}

/// What is wrong with keys that stand together, each of them right in itself.
pub(super) fn check(keys: &[&str]) -> Result<(), Invalid> {
    if keys.len() > MOST {
        return Err(Invalid::new(format!("there are {} tags", keys.len()), format!("IAM takes {MOST} tags at most")));
    }
    for (at, key) in keys.iter().enumerate() {
        if keys.iter().take(at).any(|other| other.to_lowercase() == key.to_lowercase()) {
            return Err(Invalid::new(
                format!("the tag key `{key}` occurs twice"),
                "IAM tells keys apart without regard to case",
            ));
        }
    }
    Ok(())
}
