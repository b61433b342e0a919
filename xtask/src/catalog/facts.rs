//! The facts under `catalog/`: their shape, and how the files are read and written.
//!
//! Every file is JSON with one record a line, so that a diff shows records.
#![allow(clippy::struct_field_names, clippy::struct_excessive_bools, reason = "the structures mirror the files")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// All facts that are packed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Facts {
    pub(crate) info: Info,
    /// Sorted by prefix.
    pub(crate) services: Vec<Service>,
    pub(crate) global_keys: Vec<GlobalKey>,
    pub(crate) principals: Principals,
    pub(crate) pass_role: Vec<PassRole>,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) removed: Vec<Removed>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) rcp_services: Vec<String>,
}

/// `catalog.json`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Info {
    /// The day of the Service Authorization Reference that the facts show.
    pub(crate) date: String,
    /// The last day on which the reference had dependent actions and permission-only marks.
    pub(crate) dependent_actions_date: String,
}

/// `services/<prefix>.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    pub(crate) prefix: String,
    pub(crate) name: String,
    pub(crate) actions: Vec<Action>,
    pub(crate) resource_types: Vec<ResourceType>,
    pub(crate) condition_keys: Vec<ConditionKey>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Action {
    pub(crate) name: String,
    pub(crate) access_level: String,
    pub(crate) resource_types: Vec<Link>,
    pub(crate) condition_keys: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) dependent_actions: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) permission_only: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    pub(crate) name: String,
    pub(crate) required: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) condition_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResourceType {
    pub(crate) name: String,
    pub(crate) arns: Vec<String>,
    pub(crate) condition_keys: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConditionKey {
    pub(crate) key: String,
    #[serde(rename = "type")]
    pub(crate) value_type: String,
}

/// `global_condition_keys.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GlobalKey {
    pub(crate) key: String,
    #[serde(rename = "type")]
    pub(crate) value_type: String,
    pub(crate) multivalued: bool,
    pub(crate) category: String,
    pub(crate) deprecated: bool,
    pub(crate) replacement: Option<String>,
    pub(crate) tag_key_form: Option<String>,
    #[serde(default)]
    pub(crate) cross_service: bool,
    #[serde(default)]
    pub(crate) service_dependent: bool,
    #[serde(default)]
    pub(crate) also_numeric: bool,
}

/// `service_principals.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Principals {
    pub(crate) principals: Vec<Principal>,
    pub(crate) patterns: Vec<PrincipalPattern>,
    /// Notes on regional forms, for people.
    #[serde(rename = "variants")]
    _variants: serde::de::IgnoredAny,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Principal {
    pub(crate) principal: String,
    pub(crate) service: Option<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) partition: Option<String>,
    #[serde(default)]
    pub(crate) internal: bool,
    #[serde(default, rename = "non_aws_domain")]
    _non_aws_domain: bool,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrincipalPattern {
    pub(crate) pattern: String,
    #[serde(rename = "sources")]
    _sources: Vec<String>,
}

/// `pass_role.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassRole {
    pub(crate) service: String,
    pub(crate) principals: Vec<PassPrincipal>,
    pub(crate) operations: Vec<PassOperation>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassPrincipal {
    pub(crate) principal: String,
    #[serde(rename = "sources")]
    _sources: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassOperation {
    pub(crate) operation: String,
    #[serde(rename = "sdk_clients")]
    _sdk_clients: Vec<String>,
    pub(crate) actions: Vec<String>,
    pub(crate) role_params: Vec<RoleParam>,
    pub(crate) evidence: Vec<String>,
    pub(crate) principals: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleParam {
    pub(crate) path: String,
    pub(crate) required: bool,
    #[serde(default)]
    pub(crate) required_in_parent: bool,
}

/// `partitions.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Partition {
    pub(crate) partition: String,
    pub(crate) dns_suffix: String,
    pub(crate) region_regex: String,
    pub(crate) regions: Vec<String>,
}

/// `removed_actions.json`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Removed {
    pub(crate) service: String,
    pub(crate) action: String,
    pub(crate) last_seen: String,
    pub(crate) service_removed: bool,
}

/// `operations_without_action.json`
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Operation {
    pub(crate) service: String,
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) actions: Vec<String>,
    #[serde(default)]
    pub(crate) recent: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Facts {
    /// Reads the facts in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            info: read(&folder.join("catalog.json"))?,
            services: read_services(folder)?,
            global_keys: read(&folder.join("global_condition_keys.json"))?,
            principals: read(&folder.join("service_principals.json"))?,
            pass_role: read(&folder.join("pass_role.json"))?,
            partitions: read(&folder.join("partitions.json"))?,
            removed: read(&folder.join("removed_actions.json"))?,
            operations: read(&folder.join("operations_without_action.json"))?,
            rcp_services: read(&folder.join("rcp_supported_services.json"))?,
        })
    }
}

/// The services in `folder`, sorted by prefix.
pub(crate) fn read_services(folder: &Path) -> Result<Vec<Service>> {
    let folder = folder.join("services");
    let mut services = BTreeMap::new();
    let entries = fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let service: Service = read(&path)?;
        let named = path.file_stem().is_some_and(|stem| stem == service.prefix.as_str());
        ensure!(named, "{} holds the service `{}`", path.display(), service.prefix);
        services.insert(service.prefix.clone(), service);
    }
    Ok(services.into_values().collect())
}

/// Where the facts of the service `prefix` are.
pub(crate) fn service_path(folder: &Path, prefix: &str) -> PathBuf {
    folder.join("services").join(format!("{prefix}.json"))
}

/// Reads the JSON file at `path`.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
}

/// Writes `bytes` to `path` in one step, and only when they differ from what is there. Says whether
/// they did.
pub(crate) fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<bool> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".new");
    fs::write(&temporary, bytes)
        .and_then(|()| fs::rename(&temporary, path))
        .with_context(|| format!("writing {}", path.display()))?;
    Ok(true)
}

impl Info {
    /// The text of `catalog.json`.
    pub(crate) fn to_json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Service {
    /// The text of the service's file.
    pub(crate) fn to_json(&self) -> Result<String> {
        let mut out = String::from("{\n");
        writeln!(out, "\"prefix\":{},", serde_json::to_string(&self.prefix)?)?;
        writeln!(out, "\"name\":{},", serde_json::to_string(&self.name)?)?;
        writeln!(out, "\"actions\":{},", records(&self.actions)?)?;
        writeln!(out, "\"resource_types\":{},", records(&self.resource_types)?)?;
        writeln!(out, "\"condition_keys\":{}", records(&self.condition_keys)?)?;
        out.push_str("}\n");
        Ok(out)
    }
}

/// A JSON array with one record a line.
pub(crate) fn records<T: Serialize>(records: &[T]) -> Result<String> {
    let lines: Vec<String> = records.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    Ok(if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", lines.join(",\n")) })
}
