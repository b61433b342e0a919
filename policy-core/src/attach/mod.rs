//! What IAM calls its things, and the things: managed policies, roles, policies of buckets and keys.
//!
//! `text` has the names, each with IAM's own rules, so that a value of such a type is one that IAM takes; `tags` the tags;
//! `managed`, `role` and `resource` what is created in an account, and [`Setup`] all of it as one value. `schema` says the
//! same to the macros, which read these values from tokens and know nothing of IAM.

mod attachment;
mod invalid;
mod managed;
mod resource;
mod role;
mod schema;
mod setup;
mod size;
mod tags;
mod text;

pub use attachment::Attachment;
pub use invalid::Invalid;
pub use managed::{InlinePolicy, ManagedPolicy};
pub use resource::{BucketPolicy, KeyPolicy};
pub use role::{Role, SessionDuration};
pub use schema::{Field, FieldKind, Record, check_keys, check_names, check_seconds, check_text, record};
pub use setup::{Grant, Holder, Setup};
pub use tags::{Tag, TagKey, TagValue, Tags};
pub use text::{
    BucketName, Description, GroupName, IamPath, KeyAlias, PolicyArn, PolicyName, RoleDescription, RoleName, UserName,
};
