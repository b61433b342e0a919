//! Refreshes the facts from AWS's machine-readable Service Authorization Reference.
//!
//! The reference has no dependent actions, no permission-only marks, no names of services, and does
//! not say which resource types an action requires: what the facts know of these is kept. An action
//! that is gone is remembered in `removed_actions.json`, with the day it was last seen.

mod download;
mod merge;
mod reference;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, ensure};

use self::reference::{Index, Reference};
use super::facts::{self, Facts, Removed, Service};

/// Where the facts come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Take the files from this folder (`service-list.json` and `<service>.json`) instead of
    /// downloading them
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// The day that the files show, as YYYY-MM-DD [default: today]
    #[arg(long)]
    date: Option<String>,
}

/// What an import did to the facts.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Changes {
    pub(crate) added: Vec<String>,
    pub(crate) changed: Vec<String>,
    pub(crate) removed: Vec<String>,
    /// What could not be taken over, and why.
    pub(crate) skipped: Vec<String>,
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            ("added", '+', &self.added),
            ("changed", '~', &self.changed),
            ("removed", '-', &self.removed),
            ("skipped", '!', &self.skipped),
        ];
        for (what, mark, lines) in kinds {
            writeln!(f, "{what}: {}", lines.len())?;
            for line in lines {
                writeln!(f, "  {mark} {line}")?;
            }
        }
        Ok(())
    }
}

/// Imports into the repository's facts and prints what changed.
pub(crate) fn run(options: &Options) -> Result<()> {
    let downloaded = crate::root().join("target/service-reference");
    let from = if let Some(folder) = &options.from {
        folder
    } else {
        download::download(download::INDEX, &downloaded)?;
        &downloaded
    };
    let date = match &options.date {
        Some(date) => date.clone(),
        None => today()?,
    };
    let changes = import(from, &super::facts_folder(), &date)?;
    print!("{changes}");
    println!("the facts are of {date}; pack them with `cargo xtask catalog build`");
    Ok(())
}

/// Imports the reference in `from`, as of `date`, into the facts in `folder`.
pub(crate) fn import(from: &Path, folder: &Path, date: &str) -> Result<Changes> {
    ensure!(is_date(date), "`{date}` is not a date of the form YYYY-MM-DD");
    let mut facts = Facts::read(folder)?;
    let last = facts.info.date.clone();
    ensure!(*date >= *last, "the facts are of {last} already; {date} is older");
    let references = read_references(from)?;
    let changes = update(&mut facts, &references, date)?;

    let kept: Vec<&str> = facts.services.iter().map(|service| service.prefix.as_str()).collect();
    for old in facts::read_services(folder)? {
        if !kept.contains(&old.prefix.as_str()) {
            let path = facts::service_path(folder, &old.prefix);
            fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
        }
    }
    for service in &facts.services {
        let path = facts::service_path(folder, &service.prefix);
        facts::write_if_changed(&path, service.to_json()?.as_bytes())?;
    }
    let removed = facts::records(&facts.removed)? + "\n";
    facts::write_if_changed(&folder.join("removed_actions.json"), removed.as_bytes())?;
    let info = facts.info.to_json()?;
    facts::write_if_changed(&folder.join("catalog.json"), info.as_bytes())?;
    Ok(changes)
}

/// The services of the index in `from`, by prefix.
fn read_references(from: &Path) -> Result<BTreeMap<String, Reference>> {
    let index: Index = facts::read(&from.join("service-list.json"))?;
    let mut references: BTreeMap<String, Reference> = BTreeMap::new();
    for entry in index.0 {
        let path = from.join(entry.file_name()?);
        let reference: Reference = facts::read(&path)?;
        ensure!(
            reference.name.eq_ignore_ascii_case(&entry.service),
            "{} holds the service `{}`",
            path.display(),
            reference.name
        );
        references.insert(entry.service.to_ascii_lowercase(), reference);
    }
    Ok(references)
}

/// Brings `facts` up to `references`.
fn update(facts: &mut Facts, references: &BTreeMap<String, Reference>, date: &str) -> Result<Changes> {
    let mut changes = Changes::default();
    let mut old: BTreeMap<String, Service> =
        facts.services.drain(..).map(|service| (service.prefix.clone(), service)).collect();
    let gone = old.keys().filter(|prefix| !references.contains_key(*prefix)).count();
    // A service or two a month go; an index cut short must not take the catalog with it.
    ensure!(gone <= 1 + old.len() / 10, "{gone} of {} services are missing from the index: is it complete?", old.len());
    for (prefix, reference) in references {
        let service = match old.remove(prefix) {
            None if reference.actions.is_empty() => {
                changes.skipped.push(format!("{prefix}: no actions"));
                continue;
            }
            None => {
                let mut service = merge::merge(None, prefix, reference, &mut Changes::default())?;
                service.name.clone_from(prefix);
                changes.added.push(format!("{prefix} ({} actions)", service.actions.len()));
                service
            }
            Some(known) => {
                let service = merge::merge(Some(&known), prefix, reference, &mut changes)?;
                remember_removed(&mut facts.removed, &known, Some(&service), &facts.info.date);
                service
            }
        };
        // What is back is not removed any more.
        facts.removed.retain(|removed| {
            removed.service != *prefix || !service.actions.iter().any(|action| action.name == removed.action)
        });
        for removed in facts.removed.iter_mut().filter(|removed| removed.service == *prefix) {
            removed.service_removed = false;
        }
        facts.services.push(service);
    }
    for (prefix, service) in old {
        changes.removed.push(format!("{prefix} ({} actions)", service.actions.len()));
        remember_removed(&mut facts.removed, &service, None, &facts.info.date);
        for removed in facts.removed.iter_mut().filter(|removed| removed.service == prefix) {
            removed.service_removed = true;
        }
    }
    facts.removed.sort_by_key(|removed| (removed.service.to_ascii_lowercase(), removed.action.to_ascii_lowercase()));
    date.clone_into(&mut facts.info.date);
    Ok(changes)
}

/// Adds the actions of `old` that `new` does not have.
fn remember_removed(removed: &mut Vec<Removed>, old: &Service, new: Option<&Service>, date: &str) {
    for action in &old.actions {
        let kept = new.is_some_and(|new| new.actions.iter().any(|kept| kept.name.eq_ignore_ascii_case(&action.name)));
        if !kept {
            removed.push(Removed {
                service: old.prefix.clone(),
                action: action.name.clone(),
                last_seen: date.to_owned(),
                service_removed: new.is_none(),
            });
        }
    }
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    matches!(
        text.split('-').collect::<Vec<_>>()[..],
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2)
            && ("01"..="12").contains(&month) && ("01"..="31").contains(&day)
    )
}

/// Today's date in UTC.
fn today() -> Result<String> {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs();
    Ok(date_of(seconds / 86_400))
}

/// The date `days` after 1970-01-01.
fn date_of(mut days: u64) -> String {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}
