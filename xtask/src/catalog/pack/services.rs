//! What `services/` holds: services, actions, resource types and condition keys.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, Result, bail, ensure};
use policy_core::catalog::format as f;

use super::texts::Texts;
use super::{Packer, Table, flag, folded, keys_of, scalar_type, type_of};
use crate::catalog::facts::{Action, Service};

impl<'f> Packer<'f> {
    pub(super) fn key_list(
        &mut self,
        service: &'f Service,
        keys: impl IntoIterator<Item = &'f String>,
    ) -> Result<usize> {
        let numbers: BTreeSet<usize> =
            keys.into_iter().map(|key| self.key_numbers[&(key.as_str(), type_of(service, key))]).collect();
        let mut last = 0;
        let differences: Vec<usize> =
            numbers.into_iter().map(|number| number - std::mem::replace(&mut last, number)).collect();
        self.lists.add(&differences)
    }

    pub(super) fn keys(&mut self) -> Result<()> {
        for (key, value_type) in self.keys.clone() {
            let (scalar, multivalued) = scalar_type(value_type)?;
            let template = key.contains(['$', '<']);
            let open = key.ends_with(['}', '>']) && key.matches(['$', '<']).count() == 1;
            let prefix = key.split(':').next().unwrap_or_default();
            let mut services = self.facts.services.iter().filter(|service| service.prefix.eq_ignore_ascii_case(prefix));
            let own = services.any(|service| keys_of(service).any(|used| used == (key, value_type)));
            let flags = scalar
                | flag(multivalued, f::KEY_MULTIVALUED)
                | flag(template, f::KEY_TEMPLATE)
                | flag(open, f::KEY_OPEN)
                | flag(own, f::KEY_OWN);
            let offset = self.text(key)?;
            self.tables[f::KEYS].u24(offset)?.u8(flags);
        }
        let keys = self.keys.iter().map(|&(key, _)| key);
        self.tables[f::KEY_SLOTS].0 = key_slots(keys)?;
        Ok(())
    }

    pub(super) fn services(&mut self, passes: &HashMap<usize, (usize, usize)>, names: &mut Texts) -> Result<()> {
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
                .u8(flag(rcp, f::SERVICE_RCP))
                .u32(f::prefix_hash(&service.prefix))
                .u32(f::letters(&service.prefix));
            for (offset, action) in service.actions.iter().enumerate() {
                let name = names.append(&self.dictionary, &action.name)? - base;
                let passes: Vec<usize> = self
                    .passes_by_action
                    .range((first_action + offset, 0)..(first_action + offset + 1, 0))
                    .map(|&(_, pass)| pass)
                    .collect();
                let requires_role = passes.iter().all(|&pass| self.needs[pass].required)
                    && passes.iter().any(|&pass| self.needs[pass].documented);
                let role = flag(!passes.is_empty(), f::SHAPE_PASSES_ROLE) | flag(requires_role, f::SHAPE_REQUIRES_ROLE);
                let shape = self.shape(service, action, role)?;
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
            .u8(0)
            .u32(0)
            .u32(0);
        Ok(())
    }

    pub(super) fn shape(&mut self, service: &'f Service, action: &'f Action, role: u8) -> Result<[u8; f::SHAPE_LEN]> {
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
            | role;
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
        let dependents = action.dependent_actions.iter().flatten().map(String::as_str);
        let dependents = self
            .action_numbers(dependents)
            .with_context(|| format!("dependent actions of `{}:{}`", service.prefix, action.name))?;
        let dependents = self.lists.add(&dependents)?;
        let mut shape = Table::default();
        shape.u8(flags).u16(keys)?.u16(links)?.u16(dependents)?;
        shape.0.try_into().map_err(|_| anyhow::anyhow!("a shape of another length"))
    }

    pub(super) fn slots(&mut self) -> Result<()> {
        let services = self.facts.services.iter().enumerate();
        let hashes = services.map(|(number, s)| (hash(&s.prefix), number));
        self.tables[f::SERVICE_SLOTS].0 = slots(hashes)?;
        let mut numbers: Vec<(&String, &usize)> = self.actions.iter().collect();
        numbers.sort_by_key(|(_, number)| **number);
        let mut first = 0;
        for of_service in numbers.chunk_by(|(a, _), (b, _)| prefix(a) == prefix(b)) {
            let end = first + of_service.len();
            let count = f::action_slots(u16::try_from(end)?) - f::action_slots(u16::try_from(first)?);
            ensure!(
                of_service.len() < 1 << f::ACTION_BITS,
                "a service has more actions than {} bits count",
                f::ACTION_BITS
            );
            let hashes = of_service.iter().map(|&(name, &number)| {
                let hash = hash(&name[prefix(name).len() + 1..]);
                (hash, usize::from(f::action_mark(hash)) | (number - first))
            });
            self.tables[f::ACTION_SLOTS].0.extend(slots_of(count, hashes)?);
            first = end;
        }
        Ok(())
    }

    pub(super) fn arn_heads(&mut self) -> Result<()> {
        let templates = self.facts.services.iter().flat_map(|service| &service.resource_types);
        let mut arns: Vec<(_, usize, &str)> = Vec::new();
        let mut heads: BTreeMap<(String, &str, &str, &str), Vec<usize>> = BTreeMap::new();
        for (of_type, arn) in
            templates.enumerate().flat_map(|(at, resource)| resource.arns.iter().map(move |arn| (at, arn)))
        {
            let parts: Vec<&str> = arn.splitn(6, ':').collect();
            let ["arn", "${Partition}", service, region, account, resource] = parts[..] else {
                bail!("`{arn}` is not an ARN template");
            };
            let head = (folded(service), service, region, account);
            heads.entry(head.clone()).or_default().push(arns.len());
            arns.push((head, of_type, resource));
        }
        let mut first = 0;
        for ((_, service, region, account), of_head) in &heads {
            let (service, region, account) = (self.text(service)?, self.text(region)?, self.text(account)?);
            self.tables[f::ARN_HEADS].u24(service)?.u24(region)?.u24(account)?.u16(first)?;
            let mut by_stem: Vec<((&str, bool), usize)> = of_head.iter().map(|&arn| (stem(arns[arn].2), arn)).collect();
            by_stem.sort_unstable();
            let mut before = None;
            for &((literal, has_hole), arn) in &by_stem {
                let (_, of_type, resource) = arns[arn];
                ensure!((arn | of_type) >> f::FORM_BITS == 0, "a number of the catalog outgrew {} bits", f::FORM_BITS);
                let numbers = u32::try_from(arn | of_type << f::FORM_BITS)? | form_end(resource);
                let is_same = before.replace((literal, has_hole)) == Some((literal, has_hole));
                let table = self.tables[f::ARNS_BY_HEAD].u32(numbers | if is_same { f::FORM_SAME_STEM } else { 0 });
                literal.bytes().chain(std::iter::repeat(0)).take(f::START_LEN).for_each(|byte| {
                    table.u8(byte);
                });
            }
            first += of_head.len();
        }
        self.tables[f::ARN_HEADS].u24(0)?.u24(0)?.u24(0)?.u16(first)?;
        let mut fields: Vec<(&str, usize)> = heads.keys().map(|(field, ..)| field.as_str()).zip(0..).collect();
        fields.dedup_by_key(|(field, _)| *field);
        self.tables[f::ARN_HEAD_SLOTS].0 = slots(fields.into_iter().map(|(field, at)| (hash(field), at)))?;
        let numbers: HashMap<_, usize> = heads.keys().cloned().zip(0..).collect();
        for (head, _, resource) in arns {
            let resource = self.text(resource)?;
            self.tables[f::ARNS].u16(numbers[&head])?.u24(resource)?;
        }
        Ok(())
    }
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

/// The resource part of an ARN template up to its first hole, and whether there is one.
fn stem(resource: &str) -> (&str, bool) {
    resource.find(['$', '<', '*']).map_or((resource, false), |at| (&resource[..at], true))
}

/// How the resource part of an ARN template ends.
fn form_end(resource: &str) -> u32 {
    match (resource.ends_with(['}', '>', '*']), resource.matches(['$', '<', '*']).count()) {
        (false, _) => f::FORM_CLOSED,
        (true, 1) => f::FORM_OPEN_ONCE,
        (true, _) => f::FORM_OPEN,
    }
}

pub(super) fn hash(name: &str) -> u64 {
    f::hash(f::HASH_START, name.as_bytes())
}

/// The table in which condition keys are found, those with a hole by what stands before it.
pub(super) fn key_slots<'k>(keys: impl ExactSizeIterator<Item = &'k str>) -> Result<Vec<u8>> {
    let mut hashes = Vec::new();
    for (number, key) in keys.enumerate() {
        let head = key.split(['$', '<']).next().unwrap_or(key);
        let is_found = head == key
            || head.find(':') != Some(head.len() - 1)
                && head.bytes().last().is_some_and(|byte| f::BEFORE_HOLE.contains(&byte));
        ensure!(is_found, "the hole of the condition key `{key}` follows another character than the reader expects");
        hashes.push((hash(head), number));
    }
    slots(hashes.into_iter())
}

/// An open-addressing table that is less than half full: names are compared with all that are met in a search.
pub(super) fn slots(hashes: impl ExactSizeIterator<Item = (u64, usize)>) -> Result<Vec<u8>> {
    slots_of(hashes.len() * 5 / 2 + 1, hashes)
}

fn slots_of(count: usize, hashes: impl Iterator<Item = (u64, usize)>) -> Result<Vec<u8>> {
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

/// The prefix of an action's full name.
fn prefix(name: &str) -> &str {
    name.split(':').next().unwrap_or_default()
}
