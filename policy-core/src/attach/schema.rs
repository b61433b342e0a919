//! The things as lists of fields, for macros that read them from tokens.

use super::{Invalid, SessionDuration, tags, text};
use crate::PolicyType;

/// A thing that a macro can make.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The name of its type.
    pub name: &'static str,
    /// The name of the macro.
    pub macro_name: &'static str,
    /// Its fields, in the order in which its `__literal` takes them.
    pub fields: &'static [Field],
}

/// A field of a [`Record`].
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub required: bool,
    /// What an example of it looks like.
    pub example: &'static str,
}

/// What a [`Field`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text of the type of that name.
    Text(&'static str),
    /// A path, `/` when left out.
    Path,
    /// Tags: names and values.
    Tags,
    /// A policy, with the setting that says where it goes.
    Policy {
        /// Its type.
        kind: PolicyType,
        /// The setting's name and value.
        setting: Option<(&'static str, &'static str)>,
    },
    /// Names with identity policies, with the setting that says where they go.
    InlinePolicies {
        /// The setting's name and value.
        setting: (&'static str, &'static str),
    },
    /// A list of managed policies and ARNs.
    Attachments,
    /// One managed policy or ARN.
    Attachment,
    /// A number of seconds.
    Seconds,
    /// A text of the type of that name, in a variant of `Holder`. Of the fields of this kind one must be there.
    Holder {
        /// The variant.
        variant: &'static str,
        /// The type.
        text: &'static str,
    },
}

const fn field(name: &'static str, kind: FieldKind, required: bool, example: &'static str) -> Field {
    Field { name, kind, required, example }
}

const NAME: &str = "\"Personalize\"";
const PATH: Field = field("path", FieldKind::Path, false, "\"/personalize/\"");
const TAGS: Field = field("tags", FieldKind::Tags, false, "{ \"team\": \"recommendations\" }");
const DOCUMENT: &str = "{ \"Version\": \"2012-10-17\", .. }";
const LIST: &str = "[ACCESS, \"arn:aws:iam::aws:policy/ReadOnlyAccess\"]";

static RECORDS: [Record; 5] = [
    Record {
        name: "ManagedPolicy",
        macro_name: "managed_policy",
        fields: &[
            field("name", FieldKind::Text("PolicyName"), true, NAME),
            PATH,
            field("description", FieldKind::Text("Description"), false, "\"what it is for\""),
            TAGS,
            field(
                "policy",
                FieldKind::Policy { kind: PolicyType::Identity, setting: Some(("attached_to", "managed")) },
                true,
                DOCUMENT,
            ),
        ],
    },
    Record {
        name: "Role",
        macro_name: "role",
        fields: &[
            field("name", FieldKind::Text("RoleName"), true, NAME),
            PATH,
            field("description", FieldKind::Text("RoleDescription"), false, "\"what it is for\""),
            TAGS,
            field("trust", FieldKind::Policy { kind: PolicyType::Trust, setting: None }, true, DOCUMENT),
            field(
                "inline",
                FieldKind::InlinePolicies { setting: ("attached_to", "role") },
                false,
                "{ \"ReadData\": { \"Version\": \"2012-10-17\", .. } }",
            ),
            field("managed", FieldKind::Attachments, false, LIST),
            field("boundary", FieldKind::Attachment, false, "\"arn:aws:iam::aws:policy/PowerUserAccess\""),
            field("max_session", FieldKind::Seconds, false, "3600"),
        ],
    },
    Record {
        name: "BucketPolicy",
        macro_name: "bucket_policy",
        fields: &[
            field("bucket", FieldKind::Text("BucketName"), true, "\"personalize-data\""),
            field(
                "policy",
                FieldKind::Policy { kind: PolicyType::Resource, setting: Some(("resource_type", "AWS::S3::Bucket")) },
                true,
                DOCUMENT,
            ),
        ],
    },
    Record {
        name: "KeyPolicy",
        macro_name: "key_policy",
        fields: &[
            field("alias", FieldKind::Text("KeyAlias"), true, "\"alias/personalize-data\""),
            field(
                "policy",
                FieldKind::Policy { kind: PolicyType::Resource, setting: Some(("resource_type", "AWS::KMS::Key")) },
                true,
                DOCUMENT,
            ),
        ],
    },
    Record {
        name: "Grant",
        macro_name: "grant",
        fields: &[
            field("user", FieldKind::Holder { variant: "User", text: "UserName" }, false, "\"alice\""),
            field("group", FieldKind::Holder { variant: "Group", text: "GroupName" }, false, "\"analysts\""),
            field("policies", FieldKind::Attachments, true, LIST),
        ],
    },
];

/// The record whose type has that name.
pub fn record(name: &str) -> Option<&'static Record> {
    RECORDS.iter().find(|record| record.name == name)
}

impl Record {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that an unknown name was probably meant to be.
    pub fn suggestion(&self, name: &str) -> Option<String> {
        crate::catalog::nearest(name, self.fields.iter().map(|field| field.name.to_owned()))
    }
}

/// What is wrong with a text as a value of the type of that name.
///
/// # Errors
///
/// Says what it is.
pub fn check_text(type_name: &str, value: &str) -> Result<(), Invalid> {
    match type_name {
        "TagKey" | "TagValue" => tags::check_text(type_name, value),
        _ => text::check_text(type_name, value),
    }
}

/// What is wrong with tags' keys that stand together, each of them right in itself.
///
/// # Errors
///
/// Says what it is.
pub fn check_keys(keys: &[&str]) -> Result<(), Invalid> {
    tags::check(keys)
}

/// What is wrong with names of inline policies that stand together, each of them right in itself.
///
/// # Errors
///
/// Says what it is.
pub fn check_names(names: &[&str]) -> Result<(), Invalid> {
    match names.split_last() {
        Some((last, others)) if others.contains(last) => {
            Err(Invalid::new(format!("the inline policy `{last}` occurs twice"), "give each its own name"))
        }
        _ => Ok(()),
    }
}

/// What is wrong with a number of seconds as the duration of a role's sessions.
///
/// # Errors
///
/// Says what it is.
pub fn check_seconds(seconds: u64) -> Result<(), Invalid> {
    match u32::try_from(seconds).ok().and_then(SessionDuration::from_seconds) {
        Some(_) => Ok(()),
        None => Err(Invalid::new(
            format!("a session of a role cannot last {seconds} seconds"),
            "write a number from 3600, an hour, to 43200, twelve hours",
        )),
    }
}
