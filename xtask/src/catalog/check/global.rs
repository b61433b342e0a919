//! Asks for what does not belong to one service.

use std::collections::BTreeSet;

use policy_core::catalog::{self as packed, KeyCategory};

use super::{Check, names, set};
use crate::catalog::facts::PassOperation;
use crate::catalog::pack;

impl Check<'_> {
    pub(super) fn global_keys(&mut self) {
        self.same("global keys", &self.catalog.global_keys().len(), &self.facts.global_keys.len());
        for fact in &self.facts.global_keys {
            let what = &fact.key;
            let Some(key) = self.catalog.global_key(&fact.key.to_ascii_lowercase()) else {
                self.differences.push(format!("global key `{what}` is missing"));
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
            self.same(what, &key.replacement().as_deref(), &fact.replacement.as_deref());
            self.same(what, &key.tag_template(), &fact.tag_key_form.is_some());
            self.same(what, &key.cross_service(), &fact.cross_service);
            self.same(what, &key.service_dependent(), &fact.service_dependent);
            self.same(what, &key.also_numeric(), &fact.also_numeric);
        }
    }

    pub(super) fn principals(&mut self) {
        for fact in &self.facts.principals.principals {
            let what = &fact.principal;
            let Some(found) = self.catalog.service_principal(what) else {
                self.differences.push(format!("service principal `{what}` is missing"));
                continue;
            };
            self.same(what, &&*found.name(), &what.as_str());
            let known = |prefix: &&String| self.catalog.service(prefix).is_some();
            let service = fact.service.as_ref().filter(known).map(String::as_str);
            self.same(what, &found.service().map(policy_core::catalog::Service::prefix).as_deref(), &service);
            let partition = found.partition().map(policy_core::catalog::Partition::name);
            self.same(what, &partition.as_deref(), &fact.partition.as_deref());
            self.same(what, &found.internal(), &fact.internal);
        }
    }

    pub(super) fn pass_role(&mut self) {
        for fact in &self.facts.pass_role {
            let what = format!("role passing of `{}`", fact.service);
            // Gone with its service; that no service is lost is checked elsewhere.
            let Some(service) = self.catalog.service(&fact.service) else {
                continue;
            };
            let principals: Vec<String> = service.principals().map(|one| one.name().to_string()).collect();
            let expected: Vec<String> = fact.principals.iter().map(|one| one.principal.clone()).collect();
            self.same(&what, &principals, &expected);
            self.same(&what, &service.role_passing().count(), &fact.operations.len());
            for (pass, operation) in service.role_passing().zip(&fact.operations) {
                self.operation(&what, pass, operation, &expected);
            }
        }
    }

    fn operation(&mut self, what: &str, pass: packed::RolePassing<'_>, fact: &PassOperation, of_service: &[String]) {
        let what = format!("{what}: {}", fact.operation);
        self.same(&what, &&*pass.operation(), &fact.operation.as_str());
        let principals: Vec<String> = pass.principals().map(|one| one.name().to_string()).collect();
        self.same(&what, &principals.as_slice(), &fact.principals.as_deref().unwrap_or(of_service));
        let parameters: Vec<_> =
            pass.parameters().map(|one| (one.path().to_string(), one.required(), one.required_in_parent())).collect();
        let expected: Vec<_> = fact
            .role_params
            .iter()
            .map(|one| (one.path.clone(), one.required, one.required || one.required_in_parent))
            .collect();
        self.same(&what, &parameters, &expected);
        self.same(&what, &pass.required(), &fact.role_params.iter().any(|one| one.required));
        let has = |evidence: &str| fact.evidence.iter().any(|one| one == evidence);
        self.same(&what, &pass.inferred_only(), &(fact.evidence == ["model"]));
        self.same(&what, &pass.is_dependent_action(), &has("dependent_actions"));
        self.same(&what, &pass.in_service_reference(), &has("service_reference"));
        self.same(&what, &pass.in_api_model(), &has("model"));
    }

    pub(super) fn partitions(&mut self) {
        let count = self.catalog.partitions().count();
        self.same("partitions", &count, &self.facts.partitions.len());
        for fact in &self.facts.partitions {
            let what = &fact.partition;
            let Some(found) = self.catalog.partition(what) else {
                self.differences.push(format!("partition `{what}` is missing"));
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

    pub(super) fn removed(&mut self) {
        let count = self.catalog.removed_actions().count();
        self.same("removed actions", &count, &self.facts.removed.len());
        for fact in &self.facts.removed {
            let name = format!("{}:{}", fact.service, fact.action);
            let found = self
                .catalog
                .removed_action(&name)
                .map(|one| (one.full_name().to_string(), one.last_seen().to_string(), one.service_removed()));
            let expected = (name.clone(), fact.last_seen.clone(), fact.service_removed);
            self.same(&name, &found, &Some(expected));
        }
    }

    pub(super) fn operations(&mut self) {
        let expected = pack::operations(self.facts);
        self.same("SDK operations", &self.catalog.operations().count(), &expected.len());
        for (name, (actions, recent)) in expected {
            let found = self
                .catalog
                .operation(&name)
                .map(|one| (one.actions().map(|action| action.to_string()).collect(), one.recent()));
            let actions: BTreeSet<String> = actions.into_iter().map(str::to_owned).collect();
            self.same(&name, &found, &Some((actions, recent)));
        }
    }
}
