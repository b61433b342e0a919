//! `terraform show -json`: every policy in every attribute of a plan or state. Policies are JSON in JSON strings there.

use policy_core::PolicyType;
use policy_core::syntax::{Kind, NodeId, Tree, parse};

use super::hints::{self, Hint};
use super::{Found, Notation, json, terraform_document};
use crate::files::Source;

struct Walk<'a> {
    source: &'a Source,
    tree: &'a Tree,
    found: Vec<Found>,
}

/// The policies of a plan's planned values (or a state's values), else of its changes.
pub(crate) fn policies(source: &Source, tree: &Tree, root: NodeId) -> Vec<Found> {
    let mut walk = Walk { source, tree, found: Vec::new() };
    let values = walk.member(root, "planned_values").or_else(|| walk.member(root, "values"));
    if let Some(module) = values.and_then(|values| walk.member(values, "root_module")) {
        walk.module(module);
    } else if let Some(changes) = walk.member(root, "resource_changes") {
        for change in tree.items(changes) {
            let after = walk.member(change, "change").and_then(|change| walk.member(change, "after"));
            walk.resource(change, after);
        }
    }
    walk.waiting(root);
    walk.found
}

/// Whether a text is a policy written as JSON.
pub(crate) fn holds_policy(text: &str) -> bool {
    if !text.trim_start().starts_with('{') || !text.contains("Statement") {
        return false;
    }
    let (tree, _) = parse(text);
    tree.root().is_some_and(|root| super::is_policy(text, &tree, root))
}

impl Walk<'_> {
    fn member(&self, id: NodeId, name: &str) -> Option<NodeId> {
        json::member(&self.source.text, self.tree, id, name)
    }

    fn string(&self, id: NodeId, name: &str) -> Option<String> {
        json::string_member(&self.source.text, self.tree, id, name)
    }

    /// The policy documents that can be read on deployment only.
    fn waiting(&mut self, root: NodeId) {
        let Some(changes) = self.member(root, "resource_changes") else { return };
        let (text, tree) = (&self.source.text, self.tree);
        let node = |id| json::node(text, tree, id);
        for change in tree.items(changes) {
            if self.string(change, "type").as_deref() != Some("aws_iam_policy_document") {
                continue;
            }
            let Some(change_of) = self.member(change, "change") else { continue };
            let Some(after) = self.member(change_of, "after").map(node) else { continue };
            let unknown = self.member(change_of, "after_unknown").map(node);
            let place = self.string(change, "address").unwrap_or_default();
            let found = terraform_document::policy(&after, unknown.as_ref());
            self.found.extend(found.map(|found| found.placed(place, Hint::default())));
        }
    }

    fn module(&mut self, module: NodeId) {
        if let Some(resources) = self.member(module, "resources") {
            for resource in self.tree.items(resources) {
                self.resource(resource, self.member(resource, "values"));
            }
        }
        if let Some(children) = self.member(module, "child_modules") {
            self.tree.items(children).for_each(|child| self.module(child));
        }
    }

    fn resource(&mut self, resource: NodeId, values: Option<NodeId>) {
        let Some(values) = values else { return };
        // A data source is no resource; the policy it reads or makes is checked where it is used.
        if self.string(resource, "mode").as_deref() == Some("data") {
            return;
        }
        let address = self.string(resource, "address").unwrap_or_default();
        let kind = self.string(resource, "type").unwrap_or_default();
        let organizations = (kind == "aws_organizations_policy").then(|| self.organizations_type(values));
        if organizations != Some(None) {
            self.value(values, &kind, &address, "", organizations.flatten());
        }
    }

    /// Terraform's default is a service control policy; `None` are policies of another language.
    fn organizations_type(&self, values: NodeId) -> Option<PolicyType> {
        match self.string(values, "type").as_deref() {
            None | Some("SERVICE_CONTROL_POLICY") => Some(PolicyType::Scp),
            Some("RESOURCE_CONTROL_POLICY") => Some(PolicyType::Rcp),
            Some(_) => None,
        }
    }

    fn value(&mut self, id: NodeId, kind: &str, place: &str, attribute: &str, known: Option<PolicyType>) {
        let (source, tree) = (self.source, self.tree);
        match tree.kind(id) {
            Kind::Object => {
                for (name, value) in tree.members(id) {
                    let name = json::string(&source.text, tree, name).map(|name| name.text).unwrap_or_default();
                    self.value(value, kind, &format!("{place}.{name}"), &name, known);
                }
            }
            Kind::Array => {
                for (at, item) in tree.items(id).enumerate() {
                    self.value(item, kind, &format!("{place}[{at}]"), attribute, known);
                }
            }
            Kind::String => {
                let Some(text) = json::string(&source.text, tree, id).filter(|text| holds_policy(&text.text)) else {
                    return;
                };
                let hint = known.map_or_else(|| hints::terraform(kind, attribute), Hint::of);
                self.found.push(Found::decoded(text, Notation::Plan).placed(place, hint));
            }
            _ => {}
        }
    }
}
