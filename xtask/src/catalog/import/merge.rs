//! One service: what the reference says, with what only the facts know.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

use super::Changes;
use super::reference::{self, Reference};
use crate::catalog::facts::{Action, ConditionKey, Link, ResourceType, Service};

/// The facts of `prefix` after `reference`; differences from `old` go to `changes`.
pub(super) fn merge(
    old: Option<&Service>,
    prefix: &str,
    reference: &Reference,
    changes: &mut Changes,
) -> Result<Service> {
    let mut condition_keys = Vec::new();
    for key in &reference.condition_keys {
        condition_keys.push(ConditionKey { key: key.name.clone(), value_type: key.value_type()? });
    }
    let mut resource_types = Vec::new();
    for resource in &reference.resources {
        let known = old.and_then(|old| old.resource_types.iter().find(|known| known.name == resource.name));
        for arn in &resource.arn_formats {
            let whole = arn.starts_with("arn:${Partition}:") && arn.split(':').count() > 5;
            ensure!(whole, "`{arn}` of `{prefix}` is not an ARN template");
        }
        resource_types.push(ResourceType {
            name: resource.name.clone(),
            arns: keep_order(known.map(|known| &known.arns), &resource.arn_formats),
            condition_keys: sorted(&resource.condition_keys),
        });
    }
    let mut actions = Vec::new();
    for action in &reference.actions {
        let known = old.and_then(|old| old.actions.iter().find(|known| known.name == action.name));
        actions.push(merge_action(known, prefix, action)?);
    }
    sort(&mut actions, |action| &action.name);
    sort(&mut resource_types, |resource| &resource.name);
    sort(&mut condition_keys, |key| &key.key);
    let types: BTreeSet<&str> = resource_types.iter().map(|one| one.name.as_str()).collect();
    for action in &mut actions {
        // A link to a resource type that the service does not define says nothing.
        action.resource_types.retain(|link| {
            let defined = types.contains(link.name.as_str());
            if !defined {
                let what = format!("{prefix}:{}: no resource type `{}`", action.name, link.name);
                changes.skipped.push(what);
            }
            defined
        });
    }
    let new = Service {
        prefix: prefix.to_owned(),
        name: old.map(|old| old.name.clone()).unwrap_or_default(),
        actions,
        resource_types,
        condition_keys,
    };
    if let Some(old) = old {
        compare(old, &new, changes);
    }
    Ok(new)
}

fn merge_action(known: Option<&Action>, prefix: &str, new: &reference::Action) -> Result<Action> {
    let level = match (new.access_level(), known) {
        (Some(level), _) => level.to_owned(),
        (None, Some(known)) => known.access_level.clone(),
        (None, None) => Err(anyhow::anyhow!("no annotations"))
            .with_context(|| format!("the access level of `{prefix}:{}`", new.name))?,
    };
    let listed: BTreeSet<&String> = new.action_condition_keys.iter().collect();
    let mut links = Vec::new();
    let mut of_links = BTreeSet::new();
    for resource in &new.resources {
        let known = known.and_then(|known| known.resource_types.iter().find(|link| link.name == resource.name));
        // The reference lists all keys under the action; which are tied to a resource type is known
        // for old actions only.
        let keys: Vec<String> = known
            .into_iter()
            .flat_map(|link| &link.condition_keys)
            .filter(|key| listed.contains(key))
            .cloned()
            .collect();
        of_links.extend(keys.iter().cloned());
        links.push(Link {
            name: resource.name.clone(),
            required: known.is_some_and(|link| link.required),
            condition_keys: keys,
        });
    }
    sort(&mut links, |link| &link.name);
    let own =
        |key: &&&String| !of_links.contains(**key) || known.is_some_and(|known| known.condition_keys.contains(key));
    let keys: Vec<String> = listed.iter().filter(own).map(|key| (*key).clone()).collect();
    Ok(Action {
        name: new.name.clone(),
        access_level: level,
        resource_types: links,
        condition_keys: sorted(&keys),
        dependent_actions: known.and_then(|known| known.dependent_actions.clone()),
        permission_only: known.is_some_and(|known| known.permission_only),
    })
}

/// Sorts by name as the facts are sorted, and drops what comes twice.
fn sort<T>(records: &mut Vec<T>, name: fn(&T) -> &String) {
    records.sort_by_key(|record| name(record).to_ascii_lowercase());
    records.dedup_by_key(|record| name(record).to_ascii_lowercase());
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    sort(&mut names, |name| name);
    names
}

/// `new`, in the order of `old` as far as that goes: an order of its own would be no change.
fn keep_order(old: Option<&Vec<String>>, new: &[String]) -> Vec<String> {
    let old = old.map(Vec::as_slice).unwrap_or_default();
    let kept = old.iter().filter(|one| new.contains(one));
    let added = new.iter().filter(|one| !old.contains(one));
    kept.chain(added).cloned().collect()
}

/// Notes what differs between `old` and `new`.
fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    let prefix = &new.prefix;
    let mut rest: BTreeMap<&String, &Action> = old.actions.iter().map(|one| (&one.name, one)).collect();
    let full = |action: &Action| format!("{prefix}:{} ({})", action.name, action.access_level);
    for action in &new.actions {
        match rest.remove(&action.name) {
            None => changes.added.push(full(action)),
            Some(known) if known != action => {
                let what = action_changes(known, action).join(", ");
                changes.changed.push(format!("{prefix}:{} ({what})", action.name));
            }
            Some(_) => {}
        }
    }
    changes.removed.extend(rest.into_values().map(full));
    let resource = |one: &ResourceType| format!("{prefix} resource type {}", one.name);
    diff(&old.resource_types, &new.resource_types, |one| &one.name, resource, changes);
    let key = |one: &ConditionKey| format!("{prefix} condition key {} ({})", one.key, one.value_type);
    diff(&old.condition_keys, &new.condition_keys, |one| &one.key, key, changes);
}

/// What differs between two versions of an action.
fn action_changes(old: &Action, new: &Action) -> Vec<String> {
    let mut what = Vec::new();
    if old.access_level != new.access_level {
        what.push(format!("{} → {}", old.access_level, new.access_level));
    }
    if old.condition_keys != new.condition_keys {
        what.push("condition keys".to_owned());
    }
    if old.resource_types != new.resource_types {
        what.push("resource types".to_owned());
    }
    what
}

fn diff<T: PartialEq>(
    old: &[T],
    new: &[T],
    name: fn(&T) -> &String,
    describe: impl Fn(&T) -> String,
    changes: &mut Changes,
) {
    let mut rest: BTreeMap<&String, &T> = old.iter().map(|one| (name(one), one)).collect();
    for one in new {
        match rest.remove(name(one)) {
            None => changes.added.push(describe(one)),
            Some(known) if known != one => changes.changed.push(describe(one)),
            Some(_) => {}
        }
    }
    changes.removed.extend(rest.into_values().map(describe));
}
