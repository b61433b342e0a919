//! Facts → packed catalog. The layout is described in `policy_core::catalog::format`.

mod global;
mod services;
mod texts;

pub(crate) use self::global::operations;

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};
use policy_core::catalog::format as f;

use self::global::{principals, region_prefixes};
use self::texts::{Dictionary, Lists, Texts};
use super::facts::{Facts, Service};

/// The packed form of `facts`; the same facts give the same bytes.
pub(crate) fn pack(facts: &Facts) -> Result<Vec<u8>> {
    let packer = Packer::new(facts)?;
    let sections = packer.run()?;
    let mut bytes = f::MAGIC.to_vec();
    ensure!(facts.info.date.len() == f::DATE_LEN, "the date is not of the form YYYY-MM-DD");
    bytes.extend(facts.info.date.as_bytes());
    for section in &sections {
        bytes.extend(u32::try_from(section.len())?.to_le_bytes());
    }
    bytes.extend(sections.concat());
    Ok(bytes)
}

/// One section's records under construction.
#[derive(Default)]
struct Table(Vec<u8>);

impl Table {
    fn u8(&mut self, value: u8) -> &mut Self {
        self.0.push(value);
        self
    }

    fn u16(&mut self, value: usize) -> Result<&mut Self> {
        // The greatest number means "none".
        let value = u16::try_from(value).ok().filter(|&value| value != f::NONE_U16);
        self.0.extend(value.context("a number of the catalog outgrew two bytes")?.to_le_bytes());
        Ok(self)
    }

    fn none_u16(&mut self) -> &mut Self {
        self.0.extend(f::NONE_U16.to_le_bytes());
        self
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn u24(&mut self, value: usize) -> Result<&mut Self> {
        let value = u32::try_from(value)?;
        ensure!(value < f::NONE_U24, "an offset of the catalog outgrew three bytes");
        let [low, middle, high, _] = value.to_le_bytes();
        self.0.extend([low, middle, high]);
        Ok(self)
    }

    fn none_u24(&mut self) -> &mut Self {
        self.0.extend([0xff; 3]);
        self
    }
}

/// `text` in the order that the reader searches by.
fn folded(text: &str) -> String {
    text.to_ascii_lowercase()
}

struct Packer<'f> {
    facts: &'f Facts,
    dictionary: Dictionary,
    texts: Texts,
    lists: Lists,
    /// Number of every action, by folded full name.
    actions: HashMap<String, usize>,
    /// Folded full names of the actions that are gone.
    removed: BTreeSet<String>,
    /// Number of every service, by prefix.
    services: HashMap<&'f str, usize>,
    /// All condition keys with their types, in order; and the number of each.
    keys: Vec<(&'f str, &'f str)>,
    key_numbers: HashMap<(&'f str, &'f str), usize>,
    /// Names and partitions of principals, in order of the folded names.
    principals: Vec<PrincipalFact<'f>>,
    principal_numbers: HashMap<&'f str, usize>,
    /// Role-passing operations by number of the action.
    passes_by_action: BTreeSet<(usize, usize)>,
    /// What is known of each role-passing operation.
    needs: Vec<Need>,
    tables: Vec<Table>,
}

/// Whether a role-passing operation needs its role, and whether AWS says so.
struct Need {
    required: bool,
    documented: bool,
}

struct PrincipalFact<'f> {
    name: String,
    service: Option<&'f str>,
    partition: Option<&'f str>,
    flags: u8,
}

impl<'f> Packer<'f> {
    fn new(facts: &'f Facts) -> Result<Self> {
        let mut actions = HashMap::new();
        let mut services = HashMap::new();
        let mut keys = BTreeSet::new();
        for (index, service) in facts.services.iter().enumerate() {
            services.insert(service.prefix.as_str(), index);
            ensure!(
                service.prefix == folded(&service.prefix),
                "the prefix `{}` has upper-case letters",
                service.prefix
            );
            ensure_sorted(&service.prefix, service.actions.iter().map(|a| a.name.as_str()))?;
            ensure_sorted(&service.prefix, service.resource_types.iter().map(|r| r.name.as_str()))?;
            for action in &service.actions {
                let name = format!("{}:{}", service.prefix, folded(&action.name));
                actions.insert(name, actions.len());
            }
            for (key, value_type) in keys_of(service) {
                keys.insert((folded(key), key, value_type));
            }
        }
        let keys: Vec<_> = keys.into_iter().map(|(_, key, value_type)| (key, value_type)).collect();
        let key_numbers = keys.iter().enumerate().map(|(index, &key)| (key, index)).collect();
        let principals = principals(facts);
        Ok(Self {
            dictionary: Dictionary::new(&all_texts(facts))?,
            texts: Texts::default(),
            lists: Lists::default(),
            actions,
            removed: facts.removed.iter().map(|fact| folded(&format!("{}:{}", fact.service, fact.action))).collect(),
            services,
            keys,
            key_numbers,
            principal_numbers: HashMap::new(),
            principals,
            passes_by_action: BTreeSet::new(),
            needs: Vec::new(),
            tables: std::iter::repeat_with(Table::default).take(f::SECTIONS).collect(),
            facts,
        }
        .with_principal_numbers())
    }

    fn with_principal_numbers(mut self) -> Self {
        for fact in &self.facts.principals.principals {
            let place = self.principals.iter().position(|p| p.name == fact.principal);
            if let Some(place) = place {
                self.principal_numbers.insert(&fact.principal, place);
            }
        }
        self
    }

    fn run(mut self) -> Result<Vec<Vec<u8>>> {
        self.keys()?;
        self.principals()?;
        let passes = self.passes()?;
        let mut names = Texts::default();
        self.services(&passes, &mut names)?;
        self.slots()?;
        self.arn_heads()?;
        self.partitions()?;
        self.global_keys()?;
        self.removed()?;
        self.operations()?;
        let (word_starts, words) = self.dictionary.sections()?;
        let (starts, lists) = self.lists.sections()?;
        let mut sections: Vec<Vec<u8>> = self.tables.into_iter().map(|table| table.0).collect();
        for (section, bytes) in [
            (f::WORD_STARTS, word_starts),
            (f::WORDS, words),
            (f::TEXTS, self.texts.bytes),
            (f::NAMES, names.bytes),
            (f::LIST_STARTS, starts),
            (f::LISTS, lists),
        ] {
            sections[section] = bytes;
        }
        Ok(sections)
    }

    fn text(&mut self, text: &str) -> Result<usize> {
        self.texts.add(&self.dictionary, text)
    }

    /// The numbers of the actions of these names. Facts from other sources may name actions that are
    /// gone: those are left out.
    fn action_numbers<'n>(&self, names: impl Iterator<Item = &'n str>) -> Result<Vec<usize>> {
        names
            .filter(|name| !self.removed.contains(&folded(name)))
            .map(|name| {
                let number = self.actions.get(&folded(name)).copied();
                number.with_context(|| format!("`{name}` is not and was not an action"))
            })
            .collect()
    }

    /// Whether `prefix` was the prefix of a service.
    fn is_removed_service(&self, prefix: &str) -> bool {
        self.facts.removed.iter().any(|fact| fact.service_removed && fact.service == prefix)
    }

    fn service(&self, prefix: &str) -> Result<usize> {
        self.services.get(prefix).copied().with_context(|| format!("no service `{prefix}`"))
    }
}

fn flag<T: Default>(set: bool, flag: T) -> T {
    if set { flag } else { T::default() }
}

/// The numbers of value types, as the reader knows them, and whether a key has many.
fn scalar_type(value_type: &str) -> Result<(u8, bool)> {
    let (scalar, multivalued) = match value_type.strip_prefix("ArrayOf") {
        Some(scalar) => (scalar, true),
        None => (value_type, false),
    };
    let number = match scalar {
        "String" => 0,
        "ARN" => 1,
        "Bool" => 2,
        "Numeric" => 3,
        "Date" => 4,
        "IPAddress" => 5,
        other => bail!("unknown value type `{other}`"),
    };
    Ok((number, multivalued))
}

/// The type of `key` in `service`; a key that the reference uses without defining it is a string.
fn type_of<'f>(service: &'f Service, key: &str) -> &'f str {
    service.condition_keys.iter().find(|defined| defined.key == key).map_or("String", |defined| &defined.value_type)
}

/// All condition keys that `service` defines or uses, with their types.
fn keys_of(service: &Service) -> impl Iterator<Item = (&str, &str)> {
    let defined = service.condition_keys.iter().map(|key| &key.key);
    let of_resources = service.resource_types.iter().flat_map(|r| &r.condition_keys);
    let of_actions = service
        .actions
        .iter()
        .flat_map(|a| a.condition_keys.iter().chain(a.resource_types.iter().flat_map(|r| &r.condition_keys)));
    let used: BTreeSet<&String> = of_resources.chain(of_actions).chain(defined).collect();
    used.into_iter().map(|key| (key.as_str(), type_of(service, key)))
}

fn ensure_sorted<'n>(service: &str, names: impl Iterator<Item = &'n str>) -> Result<()> {
    let mut last: Option<&str> = None;
    for name in names {
        if let Some(last) = last {
            ensure!(folded(last) < folded(name), "`{name}` of `{service}` is out of order");
        }
        last = Some(name);
    }
    Ok(())
}

/// Every text that is packed, as often as it is used: what the dictionary is made for.
fn all_texts(facts: &Facts) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut distinct: BTreeSet<String> = BTreeSet::new();
    for service in &facts.services {
        distinct.extend([service.prefix.clone(), service.name.clone()]);
        texts.extend(service.actions.iter().map(|action| action.name.clone()));
        for resource in &service.resource_types {
            distinct.insert(resource.name.clone());
            for arn in &resource.arns {
                let parts: Vec<&str> = arn.splitn(6, ':').collect();
                distinct.extend(parts.into_iter().map(str::to_owned));
            }
        }
        distinct.extend(keys_of(service).map(|(key, _)| key.to_owned()));
    }
    for fact in &facts.global_keys {
        distinct.insert(fact.key.clone());
        distinct.extend(fact.replacement.clone());
    }
    distinct.extend(principals(facts).into_iter().map(|fact| fact.name));
    for operation in facts.pass_role.iter().flat_map(|fact| &fact.operations) {
        distinct.insert(operation.operation.clone());
        distinct.extend(operation.role_params.iter().map(|param| param.path.clone()));
    }
    for fact in &facts.partitions {
        distinct.extend([fact.partition.clone(), fact.dns_suffix.clone()]);
        distinct.extend(fact.regions.iter().cloned());
        distinct.extend(region_prefixes(&fact.region_regex).unwrap_or_default());
    }
    for fact in &facts.removed {
        distinct.insert(format!("{}:{}", fact.service, fact.action));
        distinct.insert(fact.last_seen.clone());
    }
    distinct.extend(operations(facts).into_iter().map(|(name, _)| name));
    texts.extend(distinct);
    texts
}
