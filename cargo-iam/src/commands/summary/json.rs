//! The summary for programs.

use std::io::Write;

use policy_core::summary::{LevelAccess, ServiceAccess};
use serde_json::{Value, json};

use super::Page;
use crate::error::Result;
use crate::render;

pub(super) fn print(pages: &[Page<'_>]) -> Result<()> {
    let mut out = render::out();
    let policies: Vec<Value> = pages.iter().map(policy).collect();
    serde_json::to_writer_pretty(&mut out, &json!({ "policies": policies }))?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

fn policy(page: &Page<'_>) -> Value {
    let rows = |rows: &[ServiceAccess]| rows.iter().map(service).collect::<Vec<_>>();
    json!({
        "name": page.name,
        "policyType": page.policy.policy_type.as_str(),
        "explicitDeny": rows(&page.permissions.deny),
        "allow": rows(&page.permissions.allow),
        "unknownActions": page.permissions.unknown,
        "skippedActions": page.permissions.skipped,
    })
}

fn service(row: &ServiceAccess) -> Value {
    json!({
        "service": row.service.prefix().as_str(),
        "serviceName": row.service.name().as_str(),
        "access": row.describe(),
        "levels": row.levels.iter().map(level).collect::<Vec<_>>(),
        "resources": row.resources,
        "conditions": row.conditions,
    })
}

fn level(level: &LevelAccess) -> Value {
    let names = level.actions.iter().map(|action| action.name().as_str().to_owned()).collect::<Vec<_>>();
    json!({ "level": level.level.as_str(), "full": level.is_full(), "total": level.total, "actions": names })
}
