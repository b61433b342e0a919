//! What does not belong to one service: principals, role passing, partitions, global keys, history.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result, bail};
use policy_core::catalog::format as f;

use super::services::{hash, key_slots, slots};
use super::{Need, Packer, PrincipalFact, flag, folded, scalar_type};
use crate::catalog::facts::{Facts, Operation};

impl<'f> Packer<'f> {
    pub(super) fn principals(&mut self) -> Result<()> {
        let hashes = self.principals.iter().enumerate().map(|(number, fact)| (hash(&fact.name), number));
        self.tables[f::PRINCIPAL_SLOTS].0 = slots(hashes)?;
        for fact in std::mem::take(&mut self.principals) {
            let offset = self.text(&fact.name)?;
            let partition = match fact.partition {
                None => f::NO_PARTITION,
                Some(name) => {
                    let place = self.facts.partitions.iter().position(|p| p.partition == name);
                    u8::try_from(place.with_context(|| format!("no partition `{name}`"))?)?
                }
            };
            let service = fact.service.filter(|prefix| !self.is_removed_service(prefix));
            let service = service.map(|prefix| self.service(prefix)).transpose()?;
            let table = self.tables[f::PRINCIPALS].u24(offset)?;
            match service {
                Some(number) => table.u16(number)?,
                None => table.none_u16(),
            };
            table.u8(partition).u8(fact.flags);
        }
        Ok(())
    }

    pub(super) fn principal_list(&mut self, names: impl Iterator<Item = &'f str>) -> Result<usize> {
        let numbers: Vec<usize> = names
            .map(|name| {
                let number = self.principal_numbers.get(name).copied();
                number.with_context(|| format!("`{name}` is not among the service principals"))
            })
            .collect::<Result<_>>()?;
        self.lists.add(&numbers)
    }

    /// Packs the role-passing operations; says which run and which principals each service has.
    pub(super) fn passes(&mut self) -> Result<HashMap<usize, (usize, usize)>> {
        let mut of_service = HashMap::new();
        let by_service: BTreeMap<usize, _> = self
            .facts
            .pass_role
            .iter()
            .filter(|fact| !self.is_removed_service(&fact.service))
            .map(|fact| Ok((self.service(&fact.service)?, fact)))
            .collect::<Result<_>>()?;
        let mut number = 0;
        for (service, fact) in by_service {
            let names = fact.principals.iter().map(|fact| fact.principal.as_str());
            let principals = self.principal_list(names)?;
            for operation in &fact.operations {
                let offset = self.text(&operation.operation)?;
                let own = match &operation.principals {
                    Some(own) => Some(self.principal_list(own.iter().map(String::as_str))?),
                    None => None,
                };
                let mut parameters = Vec::new();
                for param in &operation.role_params {
                    let flags = flag(param.required, f::PARAM_REQUIRED)
                        | flag(param.required_in_parent, f::PARAM_REQUIRED_IN_PARENT);
                    parameters.push((self.text(&param.path)? << 2) | flags as usize);
                }
                let parameters = self.lists.add(&parameters)?;
                let mut flags = 0;
                for evidence in &operation.evidence {
                    flags |= match evidence.as_str() {
                        "dependent_actions" => f::PASS_DEPENDENT,
                        "service_reference" => f::PASS_REFERENCE,
                        "hand" => f::PASS_HAND,
                        "model" => f::PASS_MODEL,
                        other => bail!("unknown evidence `{other}`"),
                    };
                }
                self.needs.push(Need {
                    required: operation.role_params.iter().any(|param| param.required),
                    documented: flags & (f::PASS_DEPENDENT | f::PASS_REFERENCE | f::PASS_HAND) != 0,
                });
                let table = self.tables[f::PASSES].u24(offset)?;
                match own {
                    Some(list) => table.u16(list)?,
                    None => table.none_u16(),
                };
                table.u16(parameters)?.u8(flags).u16(service)?;
                for action in self.action_numbers(operation.actions.iter().map(String::as_str))? {
                    self.passes_by_action.insert((action, number));
                }
                number += 1;
            }
            of_service.insert(service, (fact.operations.len(), principals));
        }
        for (action, pass) in self.passes_by_action.clone() {
            self.tables[f::PASSES_BY_ACTION].u16(action)?.u16(pass)?;
        }
        Ok(of_service)
    }

    pub(super) fn partitions(&mut self) -> Result<()> {
        for partition in &self.facts.partitions {
            let (name, suffix) = (self.text(&partition.partition)?, self.text(&partition.dns_suffix)?);
            let regions = self.text_list(partition.regions.iter().cloned())?;
            let prefixes = self.text_list(region_prefixes(&partition.region_regex)?.into_iter())?;
            self.tables[f::PARTITIONS].u24(name)?.u24(suffix)?.u16(regions)?.u16(prefixes)?;
        }
        Ok(())
    }

    pub(super) fn text_list(&mut self, texts: impl Iterator<Item = String>) -> Result<usize> {
        let offsets = texts.map(|text| self.text(&text)).collect::<Result<Vec<_>>>()?;
        self.lists.add(&offsets)
    }

    pub(super) fn global_keys(&mut self) -> Result<()> {
        let mut keys: Vec<_> = self.facts.global_keys.iter().collect();
        keys.sort_by_key(|fact| folded(&fact.key));
        self.tables[f::GLOBAL_KEY_SLOTS].0 = key_slots(keys.iter().map(|fact| fact.key.as_str()))?;
        for fact in keys {
            let (scalar, _) = scalar_type(&fact.value_type)?;
            let flags = u16::from(scalar)
                | flag(fact.multivalued, u16::from(f::KEY_MULTIVALUED))
                | flag(fact.tag_key_form.is_some(), u16::from(f::KEY_TEMPLATE))
                | flag(fact.deprecated, f::GLOBAL_DEPRECATED)
                | flag(fact.cross_service, f::GLOBAL_CROSS_SERVICE)
                | flag(fact.also_numeric, f::GLOBAL_ALSO_NUMERIC)
                | flag(fact.service_dependent, f::GLOBAL_SERVICE_DEPENDENT);
            let category = match fact.category.as_str() {
                "principal" => 0,
                "session" => 1,
                "network" => 2,
                "resource" => 3,
                "request" => 4,
                other => bail!("unknown category `{other}`"),
            };
            let offset = self.text(&fact.key)?;
            let replacement = fact.replacement.as_ref().map(|key| self.text(key)).transpose()?;
            let table = self.tables[f::GLOBAL_KEYS].u24(offset)?.u16(usize::from(flags))?;
            table.u8(category);
            match replacement {
                Some(offset) => table.u24(offset)?,
                None => table.none_u24(),
            };
        }
        Ok(())
    }

    pub(super) fn removed(&mut self) -> Result<()> {
        let sorted: BTreeMap<String, _> = self
            .facts
            .removed
            .iter()
            .map(|fact| (folded(&format!("{}:{}", fact.service, fact.action)), fact))
            .collect();
        for fact in sorted.into_values() {
            let name = self.text(&format!("{}:{}", fact.service, fact.action))?;
            let date = self.text(&fact.last_seen)?;
            let flags = flag(fact.service_removed, f::REMOVED_SERVICE);
            self.tables[f::REMOVED].u24(name)?.u24(date)?.u8(flags);
        }
        Ok(())
    }

    pub(super) fn operations(&mut self) -> Result<()> {
        for (name, (actions, recent)) in operations(self.facts) {
            let actions = self.action_numbers(actions.into_iter())?;
            let (name, actions) = (self.text(&name)?, self.lists.add(&actions)?);
            let flags = flag(recent, f::OPERATION_RECENT);
            self.tables[f::OPERATIONS].u24(name)?.u16(actions)?.u8(flags);
        }
        Ok(())
    }
}

/// The operations in order, those of several clients under one name as one.
pub(crate) fn operations(facts: &Facts) -> Vec<(String, (BTreeSet<&str>, bool))> {
    let mut merged: BTreeMap<String, (String, (BTreeSet<&str>, bool))> = BTreeMap::new();
    let is_action = |fact: &Operation| {
        let service = facts.services.iter().find(|service| service.prefix == fact.service);
        service.is_some_and(|service| service.actions.iter().any(|a| a.name == fact.operation))
    };
    // An operation that has become an action since is found as such.
    for fact in facts.operations.iter().filter(|fact| !is_action(fact)) {
        let name = format!("{}:{}", fact.service, fact.operation);
        let (_, (actions, recent)) = merged.entry(folded(&name)).or_insert((name, (BTreeSet::new(), true)));
        actions.extend(fact.actions.iter().map(String::as_str));
        *recent &= fact.recent;
    }
    merged.into_values().collect()
}

/// The listed principals, and those that always carry a region.
pub(super) fn principals(facts: &Facts) -> Vec<PrincipalFact<'_>> {
    let listed = &facts.principals.principals;
    let mut all: Vec<PrincipalFact<'_>> = listed
        .iter()
        .map(|fact| PrincipalFact {
            name: fact.principal.clone(),
            service: fact.service.as_deref(),
            partition: fact.partition.as_deref(),
            flags: flag(fact.internal, f::PRINCIPAL_INTERNAL)
                | flag(
                    fact.sources.iter().any(|source| source == "service-reference:PassedToService"),
                    f::PRINCIPAL_DOCUMENTED,
                ),
        })
        .collect();
    for fact in &facts.principals.patterns {
        let name = fact.pattern.replace("{region}", "*").replace("{us-gov-region}", "*");
        let labels: Vec<&str> = name.split('.').collect();
        let Some(region) = labels.iter().position(|&label| label == "*") else {
            continue;
        };
        let without = [&labels[..region], &labels[region + 1..]].concat().join(".");
        // `ec2.*` is a policy's pattern, not a name; and most names exist without their region.
        let usual = listed.iter().any(|fact| fact.principal == without);
        if name.ends_with(".amazonaws.com") && !usual {
            all.push(PrincipalFact { name, service: None, partition: None, flags: f::PRINCIPAL_PATTERN });
        }
    }
    all.sort_by_key(|fact| folded(&fact.name));
    all.dedup_by(|a, b| a.name == b.name);
    all
}

/// The starts of region names: `^(us|eu)\-\w+\-\d+$` gives `us` and `eu`.
pub(super) fn region_prefixes(regex: &str) -> Result<Vec<String>> {
    let unknown = || format!("`{regex}` is not a known form of region patterns");
    let start = regex.strip_prefix('^').and_then(|rest| rest.strip_suffix(r"\-\w+\-\d+$"));
    let start = start.with_context(unknown)?.replace(r"\-", "-");
    let Some((head, rest)) = start.split_once('(') else {
        return Ok(vec![start]);
    };
    let choices = rest.strip_suffix(')').with_context(unknown)?;
    Ok(choices.split('|').map(|choice| format!("{head}{choice}")).collect())
}
