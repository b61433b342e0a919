//! Names, paths, descriptions and ARNs, each a type whose values IAM takes.

use crate::lean::Lean as _;
use core::fmt;
use core::str::FromStr;
use std::borrow::Cow;

use super::Invalid;

/// What a kind of text may be.
pub(super) struct Rule {
    /// What it is called in messages.
    pub(super) what: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) takes: fn(char) -> bool,
    /// The characters in words.
    pub(super) characters: &'static str,
    /// What more must hold; the help if it does not.
    pub(super) form: fn(&str) -> Result<(), &'static str>,
}

impl Rule {
    pub(super) fn check(&self, text: &str) -> Result<(), Invalid> {
        let what = self.what;
        let length = text.chars().count();
        if length < self.least {
            return Err(Invalid::new(format!("the {what} is empty"), format!("write {}", self.characters)));
        }
        if length > self.most {
            let message = format!("the {what} has {} characters", grouped(length));
            return Err(Invalid::new(message, format!("IAM takes {} characters at most", grouped(self.most))));
        }
        if let Some(character) = text.chars().find(|&character| !(self.takes)(character)) {
            let message = format!("the {what} `{}` contains `{}`", text.escape_debug(), character.escape_debug());
            return Err(Invalid::new(message, format!("write {}", self.characters)));
        }
        let message = || format!("the {what} `{}` has the wrong form", text.escape_debug());
        (self.form)(text).map_err(|help| Invalid::new(message(), help))
    }
}

fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

const fn word(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '+' | '=' | ',' | '.' | '@' | '-')
}

const NAME: Rule = Rule {
    what: "name",
    least: 1,
    most: 128,
    takes: word,
    characters: "letters, digits and any of `_+=,.@-`",
    form: |_| Ok(()),
};

const ASCII: &str = "printable ASCII characters other than the space";

const fn printable(character: char) -> bool {
    matches!(character, '!'..='~')
}

const fn shown(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn path(text: &str) -> Result<(), &'static str> {
    match text.strip_prefix('/').map(|rest| rest.is_empty() || rest.len() > 1 && rest.ends_with('/')) {
        Some(true) => Ok(()),
        _ => Err("begin and end it with `/`, such as `/personalize/`"),
    }
}

fn policy_arn(text: &str) -> Result<(), &'static str> {
    let fields: Vec<&str> = text.splitn(6, ':').list();
    let [arn, partition, service, region, account, resource] = fields[..] else {
        return Err("write an ARN, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`");
    };
    let account_is = account == "aws" || account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let name = resource.strip_prefix("policy/").and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    match (arn, partition.starts_with("aws"), service, region) {
        ("arn", true, "iam", "") if account_is && NAME.check(name).is_ok() => Ok(()),
        _ => Err("write the ARN of a managed policy, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`"),
    }
}

/// Amazon S3 User Guide, "General purpose bucket naming rules".
fn bucket(text: &str) -> Result<(), &'static str> {
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_address = text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok());
    if text.len() < 3 || !edge(text.as_bytes().first()) || !edge(text.as_bytes().last()) {
        Err("a bucket's name has three characters or more, and begins and ends with a letter or digit")
    } else if text.contains("..") || is_address {
        Err("a bucket's name has no two periods in a row, and is no IP address")
    } else if ["xn--", "sthree-", "amzn-s3-demo-"].iter().any(|prefix| text.starts_with(prefix))
        || ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"].iter().any(|suffix| text.ends_with(suffix))
    {
        Err("S3 keeps names that begin or end so for itself")
    } else {
        Ok(())
    }
}

fn alias(text: &str) -> Result<(), &'static str> {
    match text.strip_prefix("alias/") {
        Some(name) if !name.is_empty() && !name.starts_with("aws/") => Ok(()),
        _ => Err("write `alias/` and a name; `alias/aws/` is for AWS's own keys"),
    }
}

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident = $rule:expr;)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name {
                // Public so that a macro's expansion is a value.
                #[doc(hidden)]
                pub __text: Cow<'static, str>,
            }

            impl $name {
                pub(super) const RULE: Rule = $rule;

                /// Takes a text that keeps the rules.
                ///
                /// # Errors
                ///
                /// What is wrong with the text.
                #[inline]
                pub fn new(text: impl Into<Cow<'static, str>>) -> Result<Self, Invalid> {
                    let text = text.into();
                    Self::RULE.check(&text).map(|()| Self { __text: text })
                }

                /// The text.
                #[inline]
                pub const fn as_str(&self) -> &str {
                    match &self.__text {
                        Cow::Borrowed(text) => text,
                        Cow::Owned(text) => text.as_str(),
                    }
                }
            }

            impl fmt::Display for $name {
                #[inline]
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.__text)
                }
            }

            impl AsRef<str> for $name {
                #[inline]
                fn as_ref(&self) -> &str {
                    &self.__text
                }
            }

            impl FromStr for $name {
                type Err = Invalid;

                #[inline]
                fn from_str(text: &str) -> Result<Self, Invalid> {
                    Self::new(text.to_owned())
                }
            }
        )*

        /// What is wrong with `text` as a value of the type of that name.
        pub(super) fn check_text(type_name: &str, text: &str) -> Result<(), Invalid> {
            match type_name {
                $(stringify!($name) => $name::RULE.check(text),)*
                _ => Ok(()),
            }
        }
    };
}

pub(super) use texts;

// IAM API Reference, `CreatePolicy`, `CreateRole`; IAM User Guide, "IAM and AWS STS quotas".
texts! {
    /// The name of a policy: 1 to 128 of `[A-Za-z0-9_+=,.@-]`. IAM tells names apart without regard to case.
    PolicyName = Rule { what: "policy name", ..NAME };
    /// The name of a role: as [`PolicyName`], with 64 characters at most.
    RoleName = Rule { what: "role name", most: 64, ..NAME };
    /// The name of a user: as [`PolicyName`], with 64 characters at most.
    UserName = Rule { what: "user name", most: 64, ..NAME };
    /// The name of a group: as [`PolicyName`].
    GroupName = Rule { what: "group name", ..NAME };
    /// Where in the account's tree of names a policy or role stands: `/`, or `/…/`, 512 characters at most.
    IamPath = Rule { what: "path", most: 512, takes: printable, characters: ASCII, form: path, ..NAME };
    /// A managed policy's description: 1,000 characters at most that XML has, as IAM's own messages are XML. It cannot be changed later.
    Description = Rule { what: "description", least: 0, most: 1000, takes: shown, characters: "characters that can be shown", form: |_| Ok(()) };
    /// A role's description: 1,000 characters of Latin-1 at most.
    RoleDescription = Rule {
        what: "role's description",
        least: 0,
        most: 1000,
        takes: |character| matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}'),
        characters: "Latin-1 characters; the description of a role takes no others",
        form: |_| Ok(()),
    };
    /// The ARN of a managed policy, AWS's or an account's.
    PolicyArn = Rule { what: "policy ARN", most: 2048, takes: printable, characters: ASCII, form: policy_arn, ..NAME };
    /// The name of a general purpose bucket.
    BucketName = Rule {
        what: "bucket name",
        most: 63,
        takes: |character| matches!(character, 'a'..='z' | '0'..='9' | '.' | '-'),
        characters: "lower-case letters, digits, `.` and `-`",
        form: bucket,
        ..NAME
    };
    /// The alias of a KMS key, `alias/` included.
    KeyAlias = Rule {
        what: "key alias",
        most: 256,
        takes: |character| matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | '/' | '_' | '-'),
        characters: "letters, digits and any of `/_-`",
        form: alias,
        ..NAME
    };
}

impl IamPath {
    /// The path of what has none: `/`.
    pub const ROOT: Self = Self { __text: Cow::Borrowed("/") };
}

impl Default for IamPath {
    fn default() -> Self {
        Self::ROOT
    }
}

#[cfg(test)]
mod tests {
    use super::check_text as check;

    #[test]
    fn rules() {
        let long = "x".repeat(129);
        let cases: &[(&str, &str, Option<&str>)] = &[
            ("PolicyName", "PersonalizeFullAccess", None),
            ("PolicyName", "a_+=,.@-Z9", None),
            ("PolicyName", "", Some("the policy name is empty")),
            ("PolicyName", "a/b", Some("the policy name `a/b` contains `/`")),
            ("PolicyName", "é", Some("the policy name `é` contains `é`")),
            ("PolicyName", &long, Some("the policy name has 129 characters")),
            ("PolicyName", &long[1..], None),
            ("RoleName", &long[..65], Some("the role name has 65 characters")),
            ("IamPath", "/", None),
            ("IamPath", "/a/b/", None),
            ("IamPath", "//", Some("the path `//` has the wrong form")),
            ("IamPath", "a/", Some("the path `a/` has the wrong form")),
            ("IamPath", "/a", Some("the path `/a` has the wrong form")),
            ("IamPath", "/a b/", Some("the path `/a b/` contains ` `")),
            ("Description", "日本語\n${x}", None),
            ("Description", &"é".repeat(1000), None),
            ("Description", &"é".repeat(1001), Some("the description has 1,001 characters")),
            ("RoleDescription", "für alle\n", None),
            ("RoleDescription", "日", Some("the role's description `日` contains `日`")),
            ("PolicyArn", "arn:aws:iam::aws:policy/service-role/AmazonPersonalizeFullAccess", None),
            ("PolicyArn", "arn:aws-cn:iam::123456789012:policy/x", None),
            (
                "PolicyArn",
                "arn:aws:iam::aws:role/x",
                Some("the policy ARN `arn:aws:iam::aws:role/x` has the wrong form"),
            ),
            ("PolicyArn", "ReadOnlyAccess", Some("the policy ARN `ReadOnlyAccess` has the wrong form")),
            ("BucketName", "personalize-data.eu", None),
            ("BucketName", "Data", Some("the bucket name `Data` contains `D`")),
            ("BucketName", "192.168.0.1", Some("the bucket name `192.168.0.1` has the wrong form")),
            ("BucketName", "-ab", Some("the bucket name `-ab` has the wrong form")),
            ("KeyAlias", "alias/personalize", None),
            ("KeyAlias", "alias/aws/s3", Some("the key alias `alias/aws/s3` has the wrong form")),
        ];
        for (kind, text, expected) in cases {
            let found = check(kind, text).err().map(|error| error.to_string());
            assert_eq!(found.as_deref(), *expected, "{kind} {text}");
        }
    }
}
