//! Counterexamples as a reader expects them: what is free to choose is chosen from what exists, and nothing is left in them
//! that does not matter.

use super::Counterexample;
use super::search::{OWNER, RUN, USER};
use crate::catalog::Catalog;
use crate::document::{Document, Statement};
use crate::evaluate::Request;
use crate::lean::{self, Lean as _};

/// `found`, in the simplest words in which `is_wanted` still accepts it.
pub(super) fn natural(
    mut found: Counterexample,
    is_owners_user: bool,
    mut is_wanted: impl FnMut(&Request<'_>) -> bool,
) -> Counterexample {
    let mut take = |found: &mut Counterexample, change: &dyn Fn(&mut Counterexample)| {
        let mut changed = found.clone();
        change(&mut changed);
        let takes = is_wanted(&changed.request());
        if takes {
            *found = changed;
        }
        takes
    };
    for at in (0..found.context.len()).rev() {
        take(&mut found, &|found| drop(found.context.remove(at)));
    }
    if found.resource.contains(RUN) {
        let is_taken = resources(&found.action).iter().any(|resource| {
            take(&mut found, &|found| {
                found.resource.clone_from(resource);
                if is_owners_user {
                    found.principal = Some(USER.to_owned());
                }
            })
        });
        if !is_taken {
            take(&mut found, &|found| found.resource = found.resource.replace(RUN, "example"));
        }
    }
    for at in 0..found.context.len() {
        take(&mut found, &|found| {
            let values = found.context.get_mut(at).map(|(_, values)| values);
            for value in values.into_iter().flatten() {
                *value = value.replace("zq9", "example");
            }
        });
    }
    found
}

/// Resources that the action works on, the simplest first.
fn resources(action: &str) -> Vec<String> {
    let Some(action) = Catalog::builtin().action(action) else { return Vec::new() };
    let forms = action.resource_types().flat(|link| link.resource_type().arns());
    let mut resources: Vec<String> = forms.map(|form| without_holes(&form.to_string())).list();
    lean::sort(&mut resources, |a, b| a.len().cmp(&b.len()));
    if resources.is_empty() { vec!["*".to_owned()] } else { resources }
}

/// The form of an ARN with something likely in each hole.
fn without_holes(form: &str) -> String {
    let mut pieces = form.split("${");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        text += match name {
            "Partition" => "aws",
            "Region" => "us-east-1",
            "Account" => OWNER,
            "BucketName" => "example-bucket",
            _ => "example",
        };
        text += rest;
    }
    text
}

impl Counterexample {
    /// The same with keys as the documents spell them, or AWS does.
    pub(super) fn spelled(mut self, documents: &[&Document<'_>]) -> Self {
        for (key, _) in &mut self.context {
            let written = documents.iter().flat(|document| &document.statements).flat(Statement::conditions);
            let mut written = written.map(|condition| condition.key.as_str());
            let global = || Catalog::builtin().global_key(key).filter(|global| !global.tag_template());
            if let Some(written) = written.find(|written| written.eq_ignore_ascii_case(key)) {
                written.clone_into(key);
            } else if let Some(global) = global() {
                *key = global.name().to_string();
            }
        }
        self
    }
}
