//! Facts → packed catalog. The layout is described in `policy_core::catalog::format`.

mod texts;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};
use policy_core::catalog::format as f;

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
    tables: Vec<Table>,
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
        let mut keys = BTreeMap::new();
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
                keys.insert((folded(key), key, value_type), ());
            }
        }
        let keys: Vec<_> = keys.into_keys().map(|(_, key, value_type)| (key, value_type)).collect();
        let key_numbers = keys.iter().enumerate().map(|(index, &key)| (key, index)).collect();
        let principals = principals(facts);
        Ok(Self {
            dictionary: Dictionary::new(&all_texts(facts))?,
            texts: Texts::default(),
            lists: Lists::default(),
            actions,
            services,
            keys,
            key_numbers,
            principal_numbers: HashMap::new(),
            principals,
            passes_by_action: BTreeSet::new(),
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
        let (ends, words) = self.dictionary.sections()?;
        let (starts, lists) = self.lists.sections()?;
        let mut sections: Vec<Vec<u8>> = self.tables.into_iter().map(|table| table.0).collect();
        for (section, bytes) in [
            (f::WORD_ENDS, ends),
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

    fn action(&self, name: &str) -> Result<usize> {
        let number = self.actions.get(&folded(name)).copied();
        number.with_context(|| format!("`{name}` is not an action of the catalog"))
    }

    fn key_list(&mut self, service: &'f Service, keys: impl IntoIterator<Item = &'f String>) -> Result<usize> {
        let numbers: BTreeSet<usize> =
            keys.into_iter().map(|key| self.key_numbers[&(key.as_str(), type_of(service, key))]).collect();
        let mut last = 0;
        let differences: Vec<usize> =
            numbers.into_iter().map(|number| number - std::mem::replace(&mut last, number)).collect();
        self.lists.add(&differences)
    }

    fn keys(&mut self) -> Result<()> {
        for (number, (key, value_type)) in self.keys.clone().into_iter().enumerate() {
            let (scalar, multivalued) = scalar_type(value_type)?;
            let template = key.contains(['$', '<']);
            let flags = scalar | flag(multivalued, f::KEY_MULTIVALUED) | flag(template, f::KEY_TEMPLATE);
            let offset = self.text(key)?;
            self.tables[f::KEYS].u24(offset)?.u8(flags);
            if template {
                self.tables[f::KEY_TEMPLATES].u16(number)?;
            }
        }
        Ok(())
    }

    fn principals(&mut self) -> Result<()> {
        for fact in std::mem::take(&mut self.principals) {
            let offset = self.text(&fact.name)?;
            let partition = match fact.partition {
                None => f::NO_PARTITION,
                Some(name) => {
                    let place = self.facts.partitions.iter().position(|p| p.partition == name);
                    u8::try_from(place.with_context(|| format!("no partition `{name}`"))?)?
                }
            };
            let service = fact.service.map(|prefix| self.service(prefix)).transpose()?;
            let table = self.tables[f::PRINCIPALS].u24(offset)?;
            match service {
                Some(number) => table.u16(number)?,
                None => table.none_u16(),
            };
            table.u8(partition).u8(fact.flags);
        }
        Ok(())
    }

    fn service(&self, prefix: &str) -> Result<usize> {
        self.services.get(prefix).copied().with_context(|| format!("no service `{prefix}`"))
    }

    fn principal_list(&mut self, names: impl Iterator<Item = &'f str>) -> Result<usize> {
        let numbers: Vec<usize> = names
            .map(|name| {
                let number = self.principal_numbers.get(name).copied();
                number.with_context(|| format!("`{name}` is not among the service principals"))
            })
            .collect::<Result<_>>()?;
        self.lists.add(&numbers)
    }

    /// Packs the role-passing operations; says which run and which principals each service has.
    fn passes(&mut self) -> Result<HashMap<usize, (usize, usize)>> {
        let mut of_service = HashMap::new();
        let by_service: BTreeMap<usize, _> =
            self.facts.pass_role.iter().map(|fact| Ok((self.service(&fact.service)?, fact))).collect::<Result<_>>()?;
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
                let table = self.tables[f::PASSES].u24(offset)?;
                match own {
                    Some(list) => table.u16(list)?,
                    None => table.none_u16(),
                };
                table.u16(parameters)?.u8(flags).u16(service)?;
                for action in &operation.actions {
                    self.passes_by_action.insert((self.action(action)?, number));
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

    fn services(&mut self, passes: &HashMap<usize, (usize, usize)>, names: &mut Texts) -> Result<()> {
        let no_principals = self.lists.add(&[])?;
        let mut shapes = Shapes::default();
        let (mut first_action, mut first_resource, mut first_pass, mut first_arn) = (0, 0, 0, 0);
        for (number, service) in self.facts.services.iter().enumerate() {
            let (passing, principals) = passes.get(&number).copied().unwrap_or((0, no_principals));
            let (prefix, name) = (self.text(&service.prefix)?, self.text(&service.name)?);
            let keys = self.key_list(service, service.condition_keys.iter().map(|key| &key.key))?;
            let rcp = self.facts.rcp_services.contains(&service.prefix);
            let base = names.bytes.len();
            self.tables[f::SERVICES]
                .u24(prefix)?
                .u24(name)?
                .u24(base)?
                .u16(first_action)?
                .u16(first_resource)?
                .u16(keys)?
                .u16(principals)?
                .u16(first_pass)?
                .u8(flag(rcp, f::SERVICE_RCP));
            for (offset, action) in service.actions.iter().enumerate() {
                let name = names.append(&self.dictionary, &action.name)? - base;
                let passes_role = self
                    .passes_by_action
                    .range((first_action + offset, 0)..(first_action + offset + 1, 0))
                    .next()
                    .is_some();
                let shape = self.shape(service, action, passes_role)?;
                let shape = shapes.add(shape, &mut self.tables[f::SHAPES]);
                self.tables[f::ACTIONS].u16(name)?.u16(shape)?;
            }
            for resource in &service.resource_types {
                let name = self.text(&resource.name)?;
                let keys = self.key_list(service, &resource.condition_keys)?;
                self.tables[f::RESOURCES].u24(name)?.u16(keys)?.u16(first_arn)?;
                first_arn += resource.arns.len();
            }
            first_action += service.actions.len();
            first_resource += service.resource_types.len();
            first_pass += passing;
        }
        self.tables[f::RESOURCES].u24(0)?.u16(0)?.u16(first_arn)?;
        self.tables[f::SERVICES]
            .u24(0)?
            .u24(0)?
            .u24(0)?
            .u16(first_action)?
            .u16(first_resource)?
            .u16(0)?
            .u16(0)?
            .u16(first_pass)?
            .u8(0);
        Ok(())
    }

    fn shape(
        &mut self,
        service: &'f Service,
        action: &'f super::facts::Action,
        passes_role: bool,
    ) -> Result<[u8; f::SHAPE_LEN]> {
        let level = match action.access_level.as_str() {
            "List" => 0,
            "Read" => 1,
            "Write" => 2,
            "Tagging" => 3,
            "Permissions management" => 4,
            other => bail!("unknown access level `{other}`"),
        };
        let flags = level
            | flag(action.dependent_actions.is_some(), f::SHAPE_DEPENDENTS)
            | flag(action.permission_only, f::SHAPE_PERMISSION_ONLY)
            | flag(passes_role, f::SHAPE_PASSES_ROLE);
        let keys = self.key_list(service, &action.condition_keys)?;
        let mut links = Vec::new();
        for link in &action.resource_types {
            let place = service.resource_types.iter().position(|resource| resource.name == link.name);
            let place = place.with_context(|| format!("no resource type `{}` in `{}`", link.name, service.prefix))?;
            let flags = flag(link.required, f::LINK_REQUIRED) | flag(!link.condition_keys.is_empty(), f::LINK_KEYS);
            links.push((place << 2) | flags as usize);
            if !link.condition_keys.is_empty() {
                links.push(self.key_list(service, &link.condition_keys)?);
            }
        }
        let links = self.lists.add(&links)?;
        let dependents: Vec<usize> = action
            .dependent_actions
            .iter()
            .flatten()
            .map(|name| self.action(name))
            .collect::<Result<_>>()
            .with_context(|| format!("dependent actions of `{}:{}`", service.prefix, action.name))?;
        let dependents = self.lists.add(&dependents)?;
        let mut shape = Table::default();
        shape.u8(flags).u16(keys)?.u16(links)?.u16(dependents)?;
        shape.0.try_into().map_err(|_| anyhow::anyhow!("a shape of another length"))
    }

    fn slots(&mut self) -> Result<()> {
        let services = self.facts.services.iter().enumerate();
        let hashes = services.map(|(number, s)| (f::hash(f::HASH_START, s.prefix.as_bytes()), number));
        self.tables[f::SERVICE_SLOTS].0 = slots(1024, hashes)?;
        let mut numbers: Vec<(&String, &usize)> = self.actions.iter().collect();
        numbers.sort_by_key(|(_, number)| **number);
        // The colon is not hashed: the hash of a name goes on from that of its service.
        let hashes = numbers.into_iter().map(|(name, &number)| {
            let (prefix, name) = name.split_once(':').unwrap_or_default();
            let state = f::hash(f::HASH_START, prefix.as_bytes());
            (f::hash(state, name.as_bytes()), number)
        });
        self.tables[f::ACTION_SLOTS].0 = slots(32_768, hashes)?;
        Ok(())
    }

    fn arn_heads(&mut self) -> Result<()> {
        let templates = self.facts.services.iter().flat_map(|service| &service.resource_types);
        let mut arns = Vec::new();
        let mut heads: BTreeMap<(String, &str, &str, &str), Vec<usize>> = BTreeMap::new();
        for arn in templates.flat_map(|resource| &resource.arns) {
            let parts: Vec<&str> = arn.splitn(6, ':').collect();
            let ["arn", "${Partition}", service, region, account, resource] = parts[..] else {
                bail!("`{arn}` is not an ARN template");
            };
            let head = (folded(service), service, region, account);
            heads.entry(head.clone()).or_default().push(arns.len());
            arns.push((head, resource));
        }
        let mut first = 0;
        for ((_, service, region, account), of_head) in &heads {
            let (service, region, account) = (self.text(service)?, self.text(region)?, self.text(account)?);
            self.tables[f::ARN_HEADS].u24(service)?.u24(region)?.u24(account)?.u16(first)?;
            for &arn in of_head {
                self.tables[f::ARNS_BY_HEAD].u16(arn)?;
            }
            first += of_head.len();
        }
        self.tables[f::ARN_HEADS].u24(0)?.u24(0)?.u24(0)?.u16(first)?;
        let numbers: HashMap<_, usize> = heads.keys().cloned().zip(0..).collect();
        for (head, resource) in arns {
            let resource = self.text(resource)?;
            self.tables[f::ARNS].u16(numbers[&head])?.u24(resource)?;
        }
        Ok(())
    }

    fn partitions(&mut self) -> Result<()> {
        for partition in &self.facts.partitions {
            let (name, suffix) = (self.text(&partition.partition)?, self.text(&partition.dns_suffix)?);
            let regions = self.text_list(partition.regions.iter().cloned())?;
            let prefixes = self.text_list(region_prefixes(&partition.region_regex)?.into_iter())?;
            self.tables[f::PARTITIONS].u24(name)?.u24(suffix)?.u16(regions)?.u16(prefixes)?;
        }
        Ok(())
    }

    fn text_list(&mut self, texts: impl Iterator<Item = String>) -> Result<usize> {
        let offsets = texts.map(|text| self.text(&text)).collect::<Result<Vec<_>>>()?;
        self.lists.add(&offsets)
    }

    fn global_keys(&mut self) -> Result<()> {
        let mut keys: Vec<_> = self.facts.global_keys.iter().collect();
        keys.sort_by_key(|fact| folded(&fact.key));
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

    fn removed(&mut self) -> Result<()> {
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

    fn operations(&mut self) -> Result<()> {
        for (name, (actions, recent)) in operations(self.facts) {
            let actions = actions.into_iter().map(|name| self.action(name)).collect::<Result<Vec<_>>>()?;
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
    for fact in &facts.operations {
        let name = format!("{}:{}", fact.service, fact.operation);
        let (_, (actions, recent)) = merged.entry(folded(&name)).or_insert((name, (BTreeSet::new(), true)));
        actions.extend(fact.actions.iter().map(String::as_str));
        *recent &= fact.recent;
    }
    merged.into_values().collect()
}

/// Distinct shapes.
#[derive(Default)]
struct Shapes(HashMap<[u8; f::SHAPE_LEN], usize>);

impl Shapes {
    fn add(&mut self, shape: [u8; f::SHAPE_LEN], table: &mut Table) -> usize {
        let next = self.0.len();
        *self.0.entry(shape).or_insert_with(|| {
            table.0.extend(shape);
            next
        })
    }
}

/// An open-addressing table of at least `least` slots, at most 70 % full.
fn slots(least: usize, hashes: impl ExactSizeIterator<Item = (u32, usize)>) -> Result<Vec<u8>> {
    let mut count = least;
    while hashes.len() * 10 > count * 7 {
        count *= 2;
    }
    let mut table = vec![f::NONE_U16; count];
    for (hash, number) in hashes {
        let mut place = f::slot(hash, count);
        while table[place] != f::NONE_U16 {
            place = (place + 1) % count;
        }
        table[place] = u16::try_from(number)?;
    }
    Ok(table.into_iter().flat_map(u16::to_le_bytes).collect())
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

/// The starts of region names: `^(us|eu)\-\w+\-\d+$` gives `us` and `eu`.
fn region_prefixes(regex: &str) -> Result<Vec<String>> {
    let unknown = || format!("`{regex}` is not a known form of region patterns");
    let start = regex.strip_prefix('^').and_then(|rest| rest.strip_suffix(r"\-\w+\-\d+$"));
    let start = start.with_context(unknown)?.replace(r"\-", "-");
    let Some((head, rest)) = start.split_once('(') else {
        return Ok(vec![start]);
    };
    let choices = rest.strip_suffix(')').with_context(unknown)?;
    Ok(choices.split('|').map(|choice| format!("{head}{choice}")).collect())
}

/// The listed principals, and those that always carry a region.
fn principals(facts: &Facts) -> Vec<PrincipalFact<'_>> {
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
