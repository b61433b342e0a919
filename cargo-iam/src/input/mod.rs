//! The policies in a file: one plain document, or many inside the files of other tools.
//!
//! Whatever the file is, a policy comes out as JSON text with a [`Map`] back to the file, so that the checks know nothing of
//! files and findings point to what the user wrote.

mod aws;
mod cloudformation;
mod decode;
mod hints;
mod intrinsics;
mod json;
mod node;
mod offsets;
mod terraform;
mod terraform_document;
mod writer;
mod yaml;

use policy_core::syntax::{Kind, NodeId, Tree, parse};
use policy_core::{PolicyType, Span};

pub(crate) use self::hints::Hint;
pub(crate) use self::offsets::Map;
use crate::error::{Failure, Result};
use crate::files::Source;

/// A policy found in a file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The policy as JSON.
    pub(crate) text: String,
    /// Where its bytes come from.
    pub(crate) map: Map,
    /// Where it stands in the file, in the file's own words; empty for a plain document.
    pub(crate) place: String,
    /// What its place says about its type.
    pub(crate) hint: Hint,
    /// Values that nobody knows before deployment.
    pub(crate) unknown: Vec<Unknown>,
    /// How a text is written where the policy stands.
    pub(crate) notation: Notation,
    pub(crate) case: Case,
}

/// For which conditions of its file a policy is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Case {
    /// Whatever they are.
    #[default]
    Only,
    /// All of them hold.
    Holds,
    /// None holds. The policy before it stands at the same place.
    Fails,
}

/// A value that is not known yet, and the text that stands for it.
#[derive(Debug, Clone)]
pub(crate) struct Unknown {
    pub(crate) span: Span,
    pub(crate) placeholder: String,
    /// The value in the words of the file.
    pub(crate) shown: String,
}

/// How the text of a policy is written in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Notation {
    /// As it is.
    #[default]
    Json,
    /// In a JSON string, with escapes.
    JsonString,
    /// In a JSON string, percent-encoded.
    Percent,
    /// In a string of another kind, or of more parts than one.
    Text,
    /// As values of a template.
    Template,
    /// In a plan, which is made from something else.
    Plan,
}

impl Found {
    /// The whole file as one policy.
    fn plain(source: &Source) -> Self {
        let length = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
        Self { text: source.text.clone(), map: Map::copy(0, length), ..Self::default() }
    }

    /// The policy at a node of the file's own JSON.
    fn at(source: &Source, span: Span) -> Self {
        Self { text: span.of(&source.text).to_owned(), map: Map::copy(span.start, span.len()), ..Self::default() }
    }

    /// A policy written inside a string.
    fn decoded(value: decode::Mapped, notation: Notation) -> Self {
        Self { text: value.text, map: value.map, notation, ..Self::default() }
    }

    fn placed(mut self, place: impl Into<String>, hint: Hint) -> Self {
        (self.place, self.hint) = (place.into(), hint);
        self
    }

    /// Whether the file is the policy and nothing else.
    pub(crate) fn is_plain(&self) -> bool {
        self.place.is_empty()
    }

    pub(crate) fn policy_type(&self) -> Option<PolicyType> {
        self.hint.policy_type
    }
}

/// The policies of a file. `lenient` files, which nobody named, may hold none.
pub(crate) fn policies(source: &Source, lenient: bool) -> Result<Vec<Found>> {
    let is_json = source.text.trim_start().starts_with(['{', '[']);
    let extension = source.path.as_ref().and_then(|path| path.extension()).and_then(|extension| extension.to_str());
    let is_yaml = matches!(extension, Some("yaml" | "yml"));
    if is_json && !is_yaml {
        return json_policies(source, lenient);
    }
    if is_yaml || cloudformation::is_yaml_template(&source.text) {
        if source.text.len() > MAX_TEMPLATE {
            return too_long(source, lenient);
        }
        let found = yaml::parse(&source.text).map(|root| cloudformation::policies(&root, source));
        return match found {
            Err(_) | Ok(None) if lenient => Ok(Vec::new()),
            Err(error) => Err(Failure::about(&source.name, error)),
            Ok(None) => {
                Err(Failure::about(&source.name, "this YAML is neither a policy nor a CloudFormation template"))
            }
            Ok(Some(found)) => Ok(found),
        };
    }
    Ok(if lenient { Vec::new() } else { vec![Found::plain(source)] })
}

fn json_policies(source: &Source, lenient: bool) -> Result<Vec<Found>> {
    if depth(&source.text) > MAX_DEPTH {
        return Ok(vec![Found::plain(source)]);
    }
    let (tree, errors) = parse(&source.text);
    let Some(root) = tree.root() else { return Ok(vec![Found::plain(source)]) };
    let has = |name: &str| json::member(&source.text, &tree, root, name).is_some();
    let is_template = has("Resources") || has("AWSTemplateFormatVersion");
    let is_plan = has("terraform_version") || has("planned_values") || has("resource_changes");
    let is_policy = has("Statement") && !is_template;
    let is_other = is_template || is_plan || tree.kind(root) == Kind::Array;
    if is_other
        && !is_policy
        && let Some(error) = errors.first()
    {
        if lenient {
            return Ok(Vec::new());
        }
        let at = source.lines.position(&source.text, error.span.start);
        let place = format!("{}:{}:{}", source.name, at.line, at.column);
        return Err(Failure::about(place, &error.message));
    }
    if is_policy {
        return Ok(vec![Found::plain(source)]);
    }
    if is_template && source.text.len() > MAX_TEMPLATE {
        return too_long(source, lenient);
    }
    if is_template {
        return Ok(cloudformation::policies(&json::node(&source.text, &tree, root), source).unwrap_or_default());
    }
    if is_plan {
        return Ok(terraform::policies(source, &tree, root));
    }
    let found = aws::policies(source, &tree, root);
    Ok(if found.is_empty() && !lenient { vec![Found::plain(source)] } else { found })
}

/// Deeper values than any tool writes; the walks over files go down by recursion.
const MAX_DEPTH: usize = 200;

/// CloudFormation takes templates of one megabyte.
const MAX_TEMPLATE: usize = 4 << 20;

fn too_long(source: &Source, lenient: bool) -> Result<Vec<Found>> {
    let problem = format!("{} bytes are not read; CloudFormation takes a megabyte at most", source.text.len());
    if lenient { Ok(Vec::new()) } else { Err(Failure::about(&source.name, problem)) }
}

/// How deep the brackets of a JSON text are nested.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// Whether a JSON object reads like a policy: it has a `Statement`, and what is in it has an `Effect`, or the object has a
/// policy's `Version`. (The rules of a web ACL have a `Statement`, too.)
fn is_policy(text: &str, tree: &Tree, id: NodeId) -> bool {
    let Some(statement) = json::member(text, tree, id, "Statement") else { return false };
    let has_effect = |id: NodeId| json::member(text, tree, id, "Effect").is_some();
    json::member(text, tree, id, "Version").is_some() || has_effect(statement) || tree.items(statement).any(has_effect)
}
