//! Proof that the packed catalog holds the facts: the same bytes when packed anew, and the same
//! answers when the reader is asked for every fact.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result, bail};
use policy_core::catalog::{self as packed, Catalog, KeyCategory, Name, ValueType};

use super::facts::{Action, Facts, PassOperation, Service};
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
    let mut check = Check {
        catalog,
        facts,
        differences: Vec::new(),
    };
    check.run();
    if check.differences.is_empty() {
        return Ok(());
    }
    let count = check.differences.len();
    check.differences.truncate(20);
    bail!(
        "{count} facts differ from the packed catalog:\n{}",
        check.differences.join("\n")
    )
}

struct Check<'f> {
    catalog: &'f Catalog<'f>,
    facts: &'f Facts,
    differences: Vec<String>,
}

impl<'f> Check<'f> {
    fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, packed: &T, fact: &T) {
        if packed != fact {
            self.differences
                .push(format!("{what}: packed {packed:?}, fact {fact:?}"));
        }
    }

    fn run(&mut self) {
        let (catalog, facts) = (self.catalog, self.facts);
        self.same("date", &catalog.date(), &facts.info.date.as_str());
        self.same("services", &catalog.services().len(), &facts.services.len());
        let mut ids = 0..;
        for (index, fact) in facts.services.iter().enumerate() {
            let Some(service) = catalog.service(&fact.prefix.to_ascii_uppercase()) else {
                self.differences
                    .push(format!("service `{}` is missing", fact.prefix));
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

    fn service(&mut self, service: packed::Service<'_>, fact: &Service) {
        let what = &fact.prefix;
        self.same(what, &&*service.prefix(), &what.as_str());
        self.same(what, &&*service.name(), &fact.name.as_str());
        let rcp = self.facts.rcp_services.contains(&fact.prefix);
        self.same(what, &service.supports_rcp(), &rcp);
        self.same(what, &service.actions().len(), &fact.actions.len());
        self.same(
            what,
            &service.resource_types().len(),
            &fact.resource_types.len(),
        );
        let keys: BTreeSet<String> = fact
            .condition_keys
            .iter()
            .map(|key| key.key.clone())
            .collect();
        self.same(
            what,
            &names(service.condition_keys().map(|key| key.name())),
            &keys,
        );
        for key in &fact.condition_keys {
            let what = format!("key `{}` of `{what}`", key.key);
            let Some(found) = service.condition_key(&key.key.to_ascii_uppercase()) else {
                self.differences.push(format!("{what} is missing"));
                continue;
            };
            self.same(&what, &&*found.name(), &key.key.as_str());
            let value_type = type_name(found.value_type(), found.multivalued());
            self.same(&what, &value_type, &key.value_type);
            self.same(&what, &found.is_template(), &key.key.contains(['$', '<']));
        }
        for resource in &fact.resource_types {
            let what = format!("resource type `{}` of `{what}`", resource.name);
            let Some(found) = service.resource_type(&resource.name) else {
                self.differences.push(format!("{what} is missing"));
                continue;
            };
            self.same(&what, &&*found.name(), &resource.name.as_str());
            let arns: Vec<String> = found.arns().map(|arn| arn.to_string()).collect();
            self.same(&what, &arns, &resource.arns);
            for arn in found.arns() {
                self.same(&what, &arn.resource_type(), &Some(found));
                let listed = self
                    .catalog
                    .arn_service(&arn.service())
                    .any(|other| other == found);
                self.same(&what, &listed, &true);
                self.same(&what, &arn.matches_resource(&arn.resource()), &true);
            }
            self.same(
                &what,
                &names(found.condition_keys().map(|key| key.name())),
                &set(&resource.condition_keys),
            );
        }
    }

    fn action(&mut self, service: packed::Service<'_>, owner: &Service, fact: &Action, id: u16) {
        let full_name = format!("{}:{}", owner.prefix, fact.name);
        let what = &full_name;
        let Some(action) = self.catalog.action(&full_name.to_ascii_uppercase()) else {
            self.differences.push(format!("action `{what}` is missing"));
            return;
        };
        self.same(what, &&*action.full_name(), &full_name.as_str());
        self.same(what, &action.id(), &id);
        self.same(what, &self.catalog.action_by_id(id), &Some(action));
        self.same(what, &service.action(&fact.name), &Some(action));
        self.same(
            what,
            &action.access_level().as_str(),
            &fact.access_level.as_str(),
        );
        self.same(what, &action.permission_only(), &fact.permission_only);
        self.same(
            what,
            &names(action.condition_keys().map(|key| key.name())),
            &set(&fact.condition_keys),
        );
        let dependents = action
            .dependent_actions()
            .map(|all| all.map(|one| one.to_string()).collect::<Vec<_>>());
        let facts = self.facts;
        let known = |name: &&String| !is_removed(facts, name);
        let expected = fact.dependent_actions.as_ref();
        let expected = expected.map(|all| all.iter().filter(known).cloned().collect::<Vec<_>>());
        self.same(what, &dependents, &expected);
        let links: Vec<_> = action
            .resource_types()
            .map(|link| {
                let keys = names(link.condition_keys().map(|key| key.name()));
                (
                    link.resource_type().name().to_string(),
                    link.required(),
                    keys,
                )
            })
            .collect();
        let expected: Vec<_> = fact
            .resource_types
            .iter()
            .map(|link| (link.name.clone(), link.required, set(&link.condition_keys)))
            .collect();
        self.same(what, &links, &expected);
        for key in supported(owner, fact) {
            self.same(
                &format!("{what} with {key}"),
                &action.supports_condition_key(key),
                &true,
            );
        }
        self.same(
            what,
            &action.supports_condition_key("aws:NoSuchKey"),
            &false,
        );
        let passes: BTreeSet<String> = action
            .passes_role()
            .map(|pass| pass.operation().to_string())
            .collect();
        let expected: BTreeSet<String> = facts
            .pass_role
            .iter()
            .filter(|fact| fact.service == owner.prefix)
            .flat_map(|fact| &fact.operations)
            .filter(|operation| operation.actions.contains(what))
            .map(|operation| operation.operation.clone())
            .collect();
        self.same(what, &passes, &expected);
    }

    fn global_keys(&mut self) {
        self.same(
            "global keys",
            &self.catalog.global_keys().len(),
            &self.facts.global_keys.len(),
        );
        for fact in &self.facts.global_keys {
            let what = &fact.key;
            let Some(key) = self.catalog.global_key(&fact.key.to_ascii_lowercase()) else {
                self.differences
                    .push(format!("global key `{what}` is missing"));
                continue;
            };
            let category = match fact.category.as_str() {
                "principal" => KeyCategory::Principal,
                "session" => KeyCategory::Session,
                "network" => KeyCategory::Network,
                "resource" => KeyCategory::Resource,
                _ => KeyCategory::Request,
            };
            self.same(what, &&*key.name(), &fact.key.as_str());
            self.same(what, &key.value_type().as_str(), &fact.value_type.as_str());
            self.same(what, &key.multivalued(), &fact.multivalued);
            self.same(what, &key.category(), &category);
            self.same(what, &key.deprecated(), &fact.deprecated);
            self.same(
                what,
                &key.replacement().as_deref(),
                &fact.replacement.as_deref(),
            );
            self.same(what, &key.tag_template(), &fact.tag_key_form.is_some());
            self.same(what, &key.cross_service(), &fact.cross_service);
            self.same(what, &key.service_dependent(), &fact.service_dependent);
            self.same(what, &key.also_numeric(), &fact.also_numeric);
        }
    }

    fn principals(&mut self) {
        for fact in &self.facts.principals.principals {
            let what = &fact.principal;
            let Some(found) = self.catalog.service_principal(what) else {
                self.differences
                    .push(format!("service principal `{what}` is missing"));
                continue;
            };
            self.same(what, &&*found.name(), &what.as_str());
            let known = |prefix: &&String| self.catalog.service(prefix).is_some();
            let service = fact.service.as_ref().filter(known).map(String::as_str);
            self.same(
                what,
                &found.service().map(|service| service.prefix()).as_deref(),
                &service,
            );
            let partition = found.partition().map(|partition| partition.name());
            self.same(what, &partition.as_deref(), &fact.partition.as_deref());
            self.same(what, &found.internal(), &fact.internal);
        }
    }

    fn pass_role(&mut self) {
        for fact in &self.facts.pass_role {
            let what = format!("role passing of `{}`", fact.service);
            // Gone with its service; that no service is lost is checked elsewhere.
            let Some(service) = self.catalog.service(&fact.service) else {
                continue;
            };
            let principals: Vec<String> = service
                .principals()
                .map(|one| one.name().to_string())
                .collect();
            let expected: Vec<String> = fact
                .principals
                .iter()
                .map(|one| one.principal.clone())
                .collect();
            self.same(&what, &principals, &expected);
            self.same(
                &what,
                &service.role_passing().count(),
                &fact.operations.len(),
            );
            for (pass, operation) in service.role_passing().zip(&fact.operations) {
                self.operation(&what, pass, operation, &expected);
            }
        }
    }

    fn operation(
        &mut self,
        what: &str,
        pass: packed::RolePassing<'_>,
        fact: &PassOperation,
        of_service: &[String],
    ) {
        let what = format!("{what}: {}", fact.operation);
        self.same(&what, &&*pass.operation(), &fact.operation.as_str());
        let principals: Vec<String> = pass
            .principals()
            .map(|one| one.name().to_string())
            .collect();
        self.same(
            &what,
            &principals.as_slice(),
            &fact.principals.as_deref().unwrap_or(of_service),
        );
        let parameters: Vec<_> = pass
            .parameters()
            .map(|one| {
                (
                    one.path().to_string(),
                    one.required(),
                    one.required_in_parent(),
                )
            })
            .collect();
        let expected: Vec<_> = fact
            .role_params
            .iter()
            .map(|one| {
                (
                    one.path.clone(),
                    one.required,
                    one.required || one.required_in_parent,
                )
            })
            .collect();
        self.same(&what, &parameters, &expected);
        self.same(
            &what,
            &pass.required(),
            &fact.role_params.iter().any(|one| one.required),
        );
        let has = |evidence: &str| fact.evidence.iter().any(|one| one == evidence);
        self.same(&what, &pass.inferred_only(), &(fact.evidence == ["model"]));
        self.same(
            &what,
            &pass.is_dependent_action(),
            &has("dependent_actions"),
        );
        self.same(
            &what,
            &pass.in_service_reference(),
            &has("service_reference"),
        );
        self.same(&what, &pass.in_api_model(), &has("model"));
    }

    fn partitions(&mut self) {
        let count = self.catalog.partitions().count();
        self.same("partitions", &count, &self.facts.partitions.len());
        for fact in &self.facts.partitions {
            let what = &fact.partition;
            let Some(found) = self.catalog.partition(what) else {
                self.differences
                    .push(format!("partition `{what}` is missing"));
                continue;
            };
            self.same(what, &&*found.dns_suffix(), &fact.dns_suffix.as_str());
            self.same(what, &names(found.regions()), &set(&fact.regions));
            for region in &fact.regions {
                self.same(region, &self.catalog.region(region), &Some(found));
                self.same(region, &found.matches_region_pattern(region), &true);
            }
        }
    }

    fn removed(&mut self) {
        let count = self.catalog.removed_actions().count();
        self.same("removed actions", &count, &self.facts.removed.len());
        for fact in &self.facts.removed {
            let name = format!("{}:{}", fact.service, fact.action);
            let found = self.catalog.removed_action(&name).map(|one| {
                (
                    one.full_name().to_string(),
                    one.last_seen().to_string(),
                    one.service_removed(),
                )
            });
            let expected = (name.clone(), fact.last_seen.clone(), fact.service_removed);
            self.same(&name, &found, &Some(expected));
        }
    }

    fn operations(&mut self) {
        let expected = pack::operations(self.facts);
        self.same(
            "SDK operations",
            &self.catalog.operations().count(),
            &expected.len(),
        );
        for (name, (actions, recent)) in expected {
            let found = self.catalog.operation(&name).map(|one| {
                (
                    one.actions().map(|action| action.to_string()).collect(),
                    one.recent(),
                )
            });
            let actions: BTreeSet<String> = actions.into_iter().map(str::to_owned).collect();
            self.same(&name, &found, &Some((actions, recent)));
        }
    }
}

/// Whether `name` is the full name of an action that is gone.
pub(crate) fn is_removed(facts: &Facts, name: &str) -> bool {
    facts
        .removed
        .iter()
        .any(|fact| name.split_once(':') == Some((fact.service.as_str(), fact.action.as_str())))
}

/// Every key that `action` supports, by the three places that list them.
fn supported<'f>(owner: &'f Service, action: &'f Action) -> impl Iterator<Item = &'f String> {
    let of_links = action
        .resource_types
        .iter()
        .flat_map(|link| &link.condition_keys);
    let of_types = action.resource_types.iter().flat_map(move |link| {
        let resource = owner
            .resource_types
            .iter()
            .find(|resource| resource.name == link.name);
        resource
            .into_iter()
            .flat_map(|resource| &resource.condition_keys)
    });
    action.condition_keys.iter().chain(of_links).chain(of_types)
}

fn names(names: impl Iterator<Item = Name>) -> BTreeSet<String> {
    names.map(|name| name.to_string()).collect()
}

fn set(names: &[String]) -> BTreeSet<String> {
    names.iter().cloned().collect()
}

fn type_name(value_type: ValueType, multivalued: bool) -> String {
    format!("{}{value_type}", if multivalued { "ArrayOf" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn committed_catalog_holds_the_facts() {
        let bytes = check().unwrap();
        assert!(
            bytes.len() <= 600_000,
            "{} bytes are more than 600 KB",
            bytes.len()
        );
    }

    #[test]
    fn files_are_in_the_form_they_are_written_in() {
        let folder = facts_folder();
        let facts = Facts::read(&folder).unwrap();
        let text = |path: &std::path::Path| fs::read_to_string(path).unwrap();
        for service in &facts.services {
            let path = super::super::facts::service_path(&folder, &service.prefix);
            assert_eq!(
                service.to_json().unwrap(),
                text(&path),
                "{}",
                path.display()
            );
        }
        let removed = super::super::facts::records(&facts.removed).unwrap() + "\n";
        assert_eq!(removed, text(&folder.join("removed_actions.json")));
        assert_eq!(
            facts.info.to_json().unwrap(),
            text(&folder.join("catalog.json"))
        );
    }

    #[test]
    fn finds_a_changed_fact() {
        let mut facts = Facts::read(&facts_folder()).unwrap();
        facts.services[3].actions[0].permission_only ^= true;
        let message = compare(Catalog::builtin(), &facts).unwrap_err().to_string();
        assert!(message.starts_with("1 facts differ"), "{message}");
    }
}
