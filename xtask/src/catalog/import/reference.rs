//! The format of the reference: an index, and a file a service.
//!
//! Described under "Simplified AWS service information for programmatic access" in the Service
//! Authorization Reference. Fields that the facts have no use for are not read.
#![allow(clippy::struct_field_names, reason = "the structures mirror the files")]

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// `service-list.json`
#[derive(Debug, Deserialize)]
pub(super) struct Index(pub(super) Vec<Entry>);

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) service: String,
    pub(super) url: String,
}

impl Entry {
    /// The name of the service's file: the end of its address.
    pub(super) fn file_name(&self) -> Result<&str> {
        let name = self.url.rsplit('/').next().unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let is_json = name.strip_suffix(".json").is_some_and(|stem| !stem.is_empty());
        ensure!(is_json && name.bytes().all(plain), "`{}` does not name a JSON file", self.url);
        Ok(name)
    }
}

/// `<service>.json`
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Reference {
    pub(super) name: String,
    #[serde(default)]
    pub(super) actions: Vec<Action>,
    #[serde(default)]
    pub(super) condition_keys: Vec<Key>,
    #[serde(default)]
    pub(super) resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Action {
    pub(super) name: String,
    #[serde(default)]
    pub(super) action_condition_keys: Vec<String>,
    pub(super) annotations: Option<Annotations>,
    #[serde(default)]
    pub(super) resources: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Annotations {
    pub(super) properties: Option<Properties>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "the structure mirrors the file")]
pub(super) struct Properties {
    is_list: bool,
    is_permission_management: bool,
    is_tagging_only: bool,
    is_write: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Key {
    pub(super) name: String,
    #[serde(default)]
    types: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Resource {
    pub(super) name: String,
    #[serde(default, rename = "ARNFormats")]
    pub(super) arn_formats: Vec<String>,
    #[serde(default)]
    pub(super) condition_keys: Vec<String>,
}

impl Action {
    /// The access level; `None` where the reference does not tell.
    pub(super) fn access_level(&self) -> Option<&'static str> {
        let properties = self.annotations.as_ref()?.properties.as_ref()?;
        Some(if properties.is_permission_management {
            "Permissions management"
        } else if properties.is_tagging_only {
            "Tagging"
        } else if properties.is_write {
            "Write"
        } else if properties.is_list {
            "List"
        } else {
            "Read"
        })
    }
}

impl Key {
    /// The type, in the spelling of the facts.
    pub(super) fn value_type(&self) -> Result<String> {
        let first = self.types.first();
        let given = first.with_context(|| format!("the key `{}` has no type", self.name))?;
        let (many, scalar) = match given.strip_prefix("ArrayOf") {
            Some(scalar) => ("ArrayOf", scalar),
            None => ("", given.as_str()),
        };
        let scalar = match scalar.to_ascii_lowercase().as_str() {
            "string" => "String",
            "arn" => "ARN",
            "bool" | "boolean" => "Bool",
            "numeric" | "long" | "integer" => "Numeric",
            "date" => "Date",
            "ipaddress" => "IPAddress",
            _ => bail!("the key `{}` has the unknown type `{given}`", self.name),
        };
        Ok(format!("{many}{scalar}"))
    }
}
