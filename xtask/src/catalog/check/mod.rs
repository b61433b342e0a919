//! Proof that the packed catalog holds the facts: the same bytes when packed anew, and the same
//! answers when the reader is asked for every fact.

mod global;
mod services;

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use policy_core::catalog::{Catalog, Name};

use super::facts::Facts;
use super::{facts_folder, pack, packed_path};

/// The command that makes the packed catalog.
const BUILD: &str = "run `cargo xtask catalog build`";

/// Checks the committed catalog; gives its bytes.
pub(crate) fn check() -> Result<Vec<u8>> {
    let facts = Facts::read(&facts_folder())?;
    let path = packed_path();
    let bytes = fs::read(&path).with_context(|| format!("reading {}; {BUILD}", path.display()))?;
    if bytes != pack::pack(&facts)? {
        bail!("policy-core/data/catalog.bin is not what the facts under catalog/ pack to; {BUILD}");
    }
    compare(&Catalog::from_bytes(&bytes)?, &facts)?;
    Ok(bytes)
}

/// Fails with the first facts, a few of them, that `catalog` answers otherwise.
pub(crate) fn compare(catalog: &Catalog<'_>, facts: &Facts) -> Result<()> {
    let mut check = Check { catalog, facts, differences: Vec::new() };
    check.run();
    if check.differences.is_empty() {
        return Ok(());
    }
    let count = check.differences.len();
    check.differences.truncate(20);
    bail!("{count} facts differ from the packed catalog:\n{}", check.differences.join("\n"))
}

struct Check<'f> {
    catalog: &'f Catalog<'f>,
    facts: &'f Facts,
    differences: Vec<String>,
}

impl Check<'_> {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, packed: &T, fact: &T) {
        if packed != fact {
            self.differences.push(format!("{what}: packed {packed:?}, fact {fact:?}"));
        }
    }

    fn run(&mut self) {
        let (catalog, facts) = (self.catalog, self.facts);
        self.same("date", &catalog.date(), &facts.info.date.as_str());
        self.same("services", &catalog.services().len(), &facts.services.len());
        let mut ids = 0..;
        for (index, fact) in facts.services.iter().enumerate() {
            let Some(service) = catalog.service(&fact.prefix.to_ascii_uppercase()) else {
                self.differences.push(format!("service `{}` is missing", fact.prefix));
                continue;
            };
            self.same(&fact.prefix, &service.index(), &index);
            self.service(service, fact);
            for action in &fact.actions {
                self.action(service, fact, action, ids.next().unwrap_or_default());
            }
        }
        self.global_keys();
        self.principals();
        self.pass_role();
        self.partitions();
        self.removed();
        self.operations();
    }
}

/// Whether `name` is the full name of an action that is gone.
pub(crate) fn is_removed(facts: &Facts, name: &str) -> bool {
    facts.removed.iter().any(|fact| name.split_once(':') == Some((fact.service.as_str(), fact.action.as_str())))
}

fn names(names: impl Iterator<Item = Name>) -> BTreeSet<String> {
    names.map(|name| name.to_string()).collect()
}

fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_catalog_holds_the_facts() {
        let bytes = check().unwrap();
        assert!(bytes.len() <= 600_000, "{} bytes are more than 600 KB", bytes.len());
    }

    #[test]
    fn the_same_facts_pack_to_the_same_bytes() {
        let read = || Facts::read(&facts_folder()).unwrap();
        let facts = read();
        let bytes = pack::pack(&facts).unwrap();
        assert!(bytes == pack::pack(&facts).unwrap() && bytes == pack::pack(&read()).unwrap());
    }

    #[test]
    fn files_are_in_the_form_they_are_written_in() {
        let folder = facts_folder();
        let facts = Facts::read(&folder).unwrap();
        let text = |path: &std::path::Path| fs::read_to_string(path).unwrap();
        for service in &facts.services {
            let path = super::super::facts::service_path(&folder, &service.prefix);
            assert_eq!(service.to_json().unwrap(), text(&path), "{}", path.display());
        }
        let removed = super::super::facts::records(&facts.removed).unwrap() + "\n";
        assert_eq!(removed, text(&folder.join("removed_actions.json")));
        assert_eq!(facts.info.to_json().unwrap(), text(&folder.join("catalog.json")));
    }

    #[test]
    fn finds_a_changed_fact() {
        let mut facts = Facts::read(&facts_folder()).unwrap();
        facts.services[3].actions[0].permission_only ^= true;
        let message = compare(Catalog::builtin(), &facts).unwrap_err().to_string();
        assert!(message.starts_with("1 facts differ"), "{message}");
    }
}
