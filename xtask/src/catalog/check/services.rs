//! Asks for what `services/` holds.

use std::collections::BTreeSet;

use policy_core::catalog::{self as packed, ValueType};

use super::{Check, is_removed, names, set};
use crate::catalog::facts::{Action, Service};

impl Check<'_> {
    pub(super) fn service(&mut self, service: packed::Service<'_>, fact: &Service) {
        let what = &fact.prefix;
        self.same(what, &&*service.prefix(), &what.as_str());
        self.same(what, &&*service.name(), &fact.name.as_str());
        let rcp = self.facts.rcp_services.contains(&fact.prefix);
        self.same(what, &service.supports_rcp(), &rcp);
        self.same(what, &service.actions().len(), &fact.actions.len());
        self.same(what, &service.resource_types().len(), &fact.resource_types.len());
        let keys: BTreeSet<String> = fact.condition_keys.iter().map(|key| key.key.clone()).collect();
        self.same(what, &names(service.condition_keys().map(policy_core::catalog::ConditionKey::name)), &keys);
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
                let listed = self.catalog.arn_service(&arn.service()).any(|other| other == found);
                self.same(&what, &listed, &true);
                self.same(&what, &arn.matches_resource(&arn.resource()), &true);
            }
            self.same(
                &what,
                &names(found.condition_keys().map(policy_core::catalog::ConditionKey::name)),
                &set(&resource.condition_keys),
            );
        }
    }

    pub(super) fn action(&mut self, service: packed::Service<'_>, owner: &Service, fact: &Action, id: u16) {
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
        self.same(what, &action.access_level().as_str(), &fact.access_level.as_str());
        self.same(what, &action.permission_only(), &fact.permission_only);
        self.same(
            what,
            &names(action.condition_keys().map(policy_core::catalog::ConditionKey::name)),
            &set(&fact.condition_keys),
        );
        let dependents = action.dependent_actions().map(|all| all.map(|one| one.to_string()).collect::<Vec<_>>());
        let facts = self.facts;
        let known = |name: &&String| !is_removed(facts, name);
        let expected = fact.dependent_actions.as_ref();
        let expected = expected.map(|all| all.iter().filter(known).cloned().collect::<Vec<_>>());
        self.same(what, &dependents, &expected);
        let links: Vec<_> = action
            .resource_types()
            .map(|link| {
                let keys = names(link.condition_keys().map(policy_core::catalog::ConditionKey::name));
                (link.resource_type().name().to_string(), link.required(), keys)
            })
            .collect();
        let expected: Vec<_> = fact
            .resource_types
            .iter()
            .map(|link| (link.name.clone(), link.required, set(&link.condition_keys)))
            .collect();
        self.same(what, &links, &expected);
        for key in supported(owner, fact) {
            self.same(&format!("{what} with {key}"), &action.supports_condition_key(key), &true);
        }
        self.same(what, &action.supports_condition_key("aws:NoSuchKey"), &false);
        let passes: BTreeSet<String> = action.passes_role().map(|pass| pass.operation().to_string()).collect();
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
}

/// Every key that `action` supports, by the three places that list them.
fn supported<'f>(owner: &'f Service, action: &'f Action) -> impl Iterator<Item = &'f String> {
    let of_links = action.resource_types.iter().flat_map(|link| &link.condition_keys);
    let of_types = action.resource_types.iter().flat_map(move |link| {
        let resource = owner.resource_types.iter().find(|resource| resource.name == link.name);
        resource.into_iter().flat_map(|resource| &resource.condition_keys)
    });
    action.condition_keys.iter().chain(of_links).chain(of_types)
}

fn type_name(value_type: ValueType, multivalued: bool) -> String {
    format!("{}{value_type}", if multivalued { "ArrayOf" } else { "" })
}
