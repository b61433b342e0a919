//! Why a value is refused, and the rules that all texts share.

use core::fmt;

use crate::pattern;

/// The most bytes that a name, a path or a text may have in a policy's JSON.
pub(crate) const MOST_BYTES: usize = 512;

/// A value that cannot stand where it was to go.
///
/// ```
/// use policy_core::typed::ResourceName;
///
/// let error = ResourceName::new("tenant-*").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`tenant-*` cannot be the name of a resource: `*` is a wildcard and would match more than itself"
/// );
/// assert_eq!(error.value(), "tenant-*");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    value: String,
    place: &'static str,
    problem: String,
}

impl InvalidValue {
    pub(super) fn new(value: &str, place: &'static str, problem: impl Into<String>) -> Self {
        Self { value: value.to_owned(), place, problem: problem.into() }
    }

    /// The value that was refused.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What it was to be, such as `an account ID`.
    pub fn place(&self) -> &'static str {
        self.place
    }
}

impl fmt::Display for InvalidValue {
    /// The value, cut to a readable length and without control characters, the place, and the reason.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 80;
        f.write_str("`")?;
        for char in self.value.chars().take(SHOWN) {
            if is_foreign(char) { write!(f, "{}", char.escape_unicode())? } else { write!(f, "{char}")? }
        }
        let cut = if self.value.chars().nth(SHOWN).is_some() { "…" } else { "" };
        write!(f, "{cut}` cannot be {}: {}", self.place, self.problem)
    }
}

impl std::error::Error for InvalidValue {}

/// What a text may hold besides plain characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wildcards {
    Refused,
    /// `*` and `?`, beside at least one other character.
    Allowed,
}

/// The rule for every text that goes into a policy, as a reason against it.
pub(super) fn text(value: &str, wildcards: Wildcards) -> Result<(), String> {
    if value.is_empty() {
        return Err("it is empty".to_owned());
    }
    let length = super::fill::escaped_len(value);
    if length > MOST_BYTES {
        return Err(format!("it takes {length} bytes, more than {MOST_BYTES}"));
    }
    if let Some(char) = value.chars().find(|&char| is_foreign(char)) {
        let code = u32::from(char);
        let kind = if char.is_control() { "the control character" } else { "a character that IAM does not take," };
        return Err(format!("it holds {kind} U+{code:04X}"));
    }
    if value.contains("${") {
        return Err("`${` begins a policy variable".to_owned());
    }
    if value.ends_with('$') {
        return Err("its `$` would make a policy variable of what follows".to_owned());
    }
    match wildcards {
        Wildcards::Refused => match value.chars().find(|char| matches!(char, '*' | '?')) {
            Some(char) => Err(format!("`{char}` is a wildcard and would match more than itself")),
            None => Ok(()),
        },
        Wildcards::Allowed if pattern::has_wildcard(value) && value.chars().all(|char| matches!(char, '*' | '?')) => {
            Err("it is nothing but wildcards".to_owned())
        }
        Wildcards::Allowed => Ok(()),
    }
}

/// Whether IAM refuses a document with this character (IAM API reference, the pattern of `PolicyDocument`), or a reader
/// does not see it.
fn is_foreign(char: char) -> bool {
    char.is_control() || char > '\u{ff}' || char == '\u{ad}'
}

/// Declares a type that holds a checked text.
macro_rules! text_type {
    ($(#[$meta:meta])* $name:ident, $place:literal, $check:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::borrow::Cow<'static, str>);

        impl $name {
            /// Checks the value.
            ///
            /// # Errors
            ///
            /// When it is none, with the reason.
            #[inline]
            pub fn new(value: impl Into<String>) -> Result<Self, $crate::typed::InvalidValue> {
                let value = value.into();
                let check: fn(&str) -> Result<(), String> = $check;
                match check(&value) {
                    Ok(()) => Ok(Self(value.into())),
                    Err(problem) => Err($crate::typed::InvalidValue::new(&value, $place, problem)),
                }
            }

            /// The text.
            #[inline]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::typed::InvalidValue;

            #[inline]
            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Self::new(value)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::typed::InvalidValue;

            #[inline]
            fn try_from(value: &str) -> Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::typed::InvalidValue;

            #[inline]
            fn try_from(value: String) -> Result<Self, Self::Error> {
                Self::new(value)
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}
pub(super) use text_type;
