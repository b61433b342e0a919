//! What the fuzz targets share: requests made of a policy's own words.

use policy_core::Document;
use policy_core::document::PrincipalForm;
use policy_core::evaluate::{Principal, Request};

/// How many words of each sort are tried.
const WORDS: usize = 4;

/// Words to make requests of: the policy's own, with wildcards filled, and one of ours.
#[derive(Debug, Default)]
pub struct Words {
    actions: Vec<String>,
    resources: Vec<String>,
    principals: Vec<String>,
    context: Vec<(String, Vec<String>)>,
}

/// `pattern` with something for each wildcard and variable.
fn filled(pattern: &str) -> String {
    pattern.replace("${aws:username}", "ana").replace('*', "x").replace('?', "y")
}

impl Words {
    /// The words of `document`.
    pub fn of(document: &Document<'_>) -> Self {
        let mut words = Self::default();
        words.actions.push("s3:GetObject".to_owned());
        words.resources.push("arn:aws:s3:::films/metropolis".to_owned());
        words.principals.push("arn:aws:iam::123456789012:user/ana".to_owned());
        for statement in &document.statements {
            for block in statement.action.iter().chain(&statement.not_action) {
                words.actions.extend(block.entries.iter().map(|action| filled(&action.text)));
            }
            for block in statement.resource.iter().chain(&statement.not_resource) {
                words.resources.extend(block.entries.iter().map(|resource| filled(&resource.text)));
            }
            for block in statement.principal.iter().chain(&statement.not_principal) {
                if let PrincipalForm::Map(members) = &block.form {
                    words
                        .principals
                        .extend(members.iter().flat_map(|member| &member.values).map(|value| filled(value)));
                }
            }
            for operator in statement.condition.iter().flat_map(|condition| &condition.operators) {
                for condition in &operator.conditions {
                    let values = condition.values.iter().map(|value| filled(&value.text)).take(WORDS).collect();
                    words.context.push((condition.key.to_string(), values));
                }
            }
        }
        for list in [&mut words.actions, &mut words.resources, &mut words.principals] {
            list.truncate(WORDS);
        }
        words.context.truncate(2 * WORDS);
        words
    }

    /// Every action on every resource, as every principal, with all of the context and with none of it.
    pub fn requests(&self) -> impl Iterator<Item = Request<'_>> {
        let pairs =
            self.actions.iter().flat_map(|action| self.resources.iter().map(move |resource| (action, resource)));
        pairs.flat_map(move |(action, resource)| {
            self.principals.iter().flat_map(move |principal| {
                let bare = Request::new(Principal::new(principal), action, resource);
                let full = self.context.iter().fold(bare.clone(), |request, (key, values)| {
                    request.values(key, values.iter().map(String::as_str))
                });
                [bare, full]
            })
        })
    }
}
