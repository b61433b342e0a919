//! What the AWS CLI prints (`get-policy-version`, `get-account-authorization-details`, `get-role`, `get-bucket-policy` …) and
//! exports of managed policies: documents as objects, as JSON in strings, or percent-encoded as IAM's API gives them.

use policy_core::syntax::{Kind, NodeId, Tree};

use super::decode::{Mapped, percent};
use super::hints::{self, Hint};
use super::terraform::holds_policy;
use super::{Found, Notation, is_policy, json};
use crate::files::Source;

/// Every policy anywhere in the file.
pub(crate) fn policies(source: &Source, tree: &Tree, root: NodeId) -> Vec<Found> {
    let mut walk = Walk { source, tree, found: Vec::new() };
    walk.value(root, "", Hint::default());
    walk.found
}

struct Walk<'a> {
    source: &'a Source,
    tree: &'a Tree,
    found: Vec<Found>,
}

impl Walk<'_> {
    fn value(&mut self, id: NodeId, place: &str, hint: Hint) {
        let (text, tree) = (&self.source.text, self.tree);
        match tree.kind(id) {
            Kind::Object if is_policy(text, tree, id) && !place.is_empty() => {
                self.found.push(Found::at(self.source, tree.span(id)).placed(place, hint));
            }
            Kind::Object => {
                // The entries of a list are told apart by their names.
                let name = ["PolicyName", "RoleName", "UserName", "GroupName", "name", "Name", "VersionId"];
                let name = name.iter().find_map(|name| json::string_member(text, tree, id, name));
                let place = name.map_or_else(|| place.to_owned(), |name| join(place, &name));
                for (member, value) in tree.members(id) {
                    let member = json::string(text, tree, member).map(|name| name.text).unwrap_or_default();
                    let own = hints::aws_output(&member);
                    let hint = if own == Hint::default() { hint } else { own };
                    self.value(value, &join(&place, &member), hint);
                }
            }
            Kind::Array => {
                for (at, item) in tree.items(id).enumerate() {
                    self.value(item, &format!("{place}[{at}]"), hint);
                }
            }
            Kind::String => self.string(id, place, hint),
            _ => {}
        }
    }

    fn string(&mut self, id: NodeId, place: &str, hint: Hint) {
        let Some(text) = json::string(&self.source.text, self.tree, id) else { return };
        let is_encoded = text.text.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%7B"));
        let (text, notation): (Mapped, _) =
            if is_encoded { (percent(&text), Notation::Percent) } else { (text, Notation::JsonString) };
        if holds_policy(&text.text) {
            self.found.push(Found::decoded(text, notation).placed(place, hint));
        }
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}
