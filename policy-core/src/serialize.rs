//! `serde::Serialize` for [`Policy`]: the document itself, not a string with the document in it.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::document::Text;
use crate::syntax::{self, Kind, NodeId, Tree};
use crate::{Policy, PolicyKind};

impl<K: PolicyKind> Serialize for Policy<K> {
    /// Embeds the policy as an object; members keep their order.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_json();
        let (tree, _) = syntax::parse(text);
        match tree.root() {
            Some(root) => Node { text, tree: &tree, id: root }.serialize(serializer),
            None => serializer.serialize_unit(),
        }
    }
}

#[derive(Clone, Copy)]
struct Node<'t> {
    text: &'t str,
    tree: &'t Tree,
    id: NodeId,
}

impl Node<'_> {
    fn at(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn number<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.tree.span(self.id).of(self.text);
        if let Ok(integer) = digits.parse::<i64>() {
            return serializer.serialize_i64(integer);
        }
        match digits.parse::<f64>() {
            Ok(number) => serializer.serialize_f64(number),
            Err(_) => serializer.serialize_str(digits),
        }
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.tree.kind(self.id) {
            Kind::Object => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in self.tree.members(self.id) {
                    map.serialize_entry(Text::new(self.text, self.tree, name).as_str(), &self.at(value))?;
                }
                map.end()
            }
            Kind::Array => {
                let mut seq = serializer.serialize_seq(None)?;
                for item in self.tree.items(self.id) {
                    seq.serialize_element(&self.at(item))?;
                }
                seq.end()
            }
            Kind::String => serializer.serialize_str(&Text::new(self.text, self.tree, self.id)),
            Kind::Number => self.number(serializer),
            Kind::True => serializer.serialize_bool(true),
            Kind::False => serializer.serialize_bool(false),
            Kind::Null | Kind::Missing => serializer.serialize_unit(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Policy;

    #[test]
    fn a_policy_is_an_object_in_a_larger_document() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"personalize:Get*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"aws:MultiFactorAuthAge":300}}}]}"#;
        let policy = Policy::parse(text).unwrap();
        let value = serde_json::json!({ "PolicyDocument": policy });
        assert_eq!(value["PolicyDocument"], serde_json::from_str::<serde_json::Value>(text).unwrap());
    }
}
