//! The smallest policy that grants and denies the same.
//!
//! Only steps that hold for every request, today and after AWS adds actions, are taken: entries that others cover go, and so
//! do statements; statements that differ in their actions or in their resources alone become one; lists of one become their
//! entry. Actions are never gathered under a new wildcard. In documents far longer than any policy not all such steps are
//! found.

mod entries;

use core::fmt::{self, Write};

use entries::{Entries, Entry, Time};

use crate::document::{Action, Irregularity, PrincipalBlock, Resource, Statement};
use crate::syntax::minify;
use crate::{Document, Span};

/// What is wrong with a document that cannot be rewritten, and where: it must be read whole to be kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMinimizable {
    /// The place.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for NotMinimizable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for NotMinimizable {}

/// `text` as the smallest equivalent policy, without white space.
///
/// ```
/// let text = r#"{ "Version": "2012-10-17", "Statement": [
///     { "Effect": "Allow", "Action": ["personalize:Get*", "personalize:GetRecommendations"], "Resource": ["*"] },
///     { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
/// ] }"#;
/// assert_eq!(
///     policy_core::minimize(text).unwrap(),
///     r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["personalize:Get*","personalize:ListCampaigns"],"Resource":"*"}}"#
/// );
/// ```
///
/// # Errors
///
/// The first thing in the document that has no place in a policy.
pub fn minimize(text: &str) -> Result<String, NotMinimizable> {
    let document = Document::read(text);
    check(&document)?;
    let time = Time::default();
    let mut rules = document.statements.iter().map(|statement| Some(Rule::of(statement, text, &time))).collect();
    shrink(&mut rules, &time);
    Ok(write(&document, rules.iter().flatten()))
}

/// Whether everything in the document is in the model.
fn check(document: &Document<'_>) -> Result<(), NotMinimizable> {
    let fail = |span, message: String| Err(NotMinimizable { span, message });
    if let Some(error) = document.syntax_errors.first() {
        return fail(error.span, error.message.clone());
    }
    match document.irregularities.first() {
        Some(Irregularity::WrongType { span, element, expected, .. }) => {
            return fail(*span, format!("`{element}` must be {expected}"));
        }
        Some(Irregularity::UnknownElement { name, .. }) => {
            return fail(name.span(), format!("unknown element `{name}`"));
        }
        Some(Irregularity::Duplicate { name, .. }) => return fail(name.span(), format!("`{name}` occurs twice")),
        None => {}
    }
    match document.statements.iter().find(|statement| statement.effect().is_none()) {
        Some(statement) => fail(statement.span, "a statement without `Allow` or `Deny`".to_owned()),
        None if document.statements.is_empty() => fail(document.span, "no statement".to_owned()),
        None => Ok(()),
    }
}

/// A statement as what decides about requests.
struct Rule<'t> {
    sid: Option<&'t str>,
    effect: &'static str,
    /// `"Principal":…`, minified.
    principal: String,
    actions: Entries<'t>,
    resources: Entries<'t>,
    /// The condition object, minified; empty without one.
    condition: String,
}

impl<'t> Rule<'t> {
    fn of(statement: &Statement<'t>, text: &'t str, time: &Time) -> Self {
        let raw = |span: Span| span.of(text);
        let principal = |block: &PrincipalBlock<'t>| format!("\"{}\":{}", block.element, minify(raw(block.span)));
        let action = |action: &Action<'t>| Entry::action(raw(action.text.span()));
        let resource = |resource: &Resource<'t>| Entry::resource(raw(resource.text.span()));
        Self {
            sid: statement.sid.as_ref().map(|sid| raw(sid.span())),
            effect: statement.effect().map_or("Deny", crate::document::Effect::as_str),
            principal: statement.principal_blocks().map(principal).collect::<Vec<_>>().join(","),
            actions: Entries::of([&statement.action, &statement.not_action], action, time),
            resources: Entries::of([&statement.resource, &statement.not_resource], resource, time),
            condition: statement.condition.as_ref().map(|block| minify(raw(block.span))).unwrap_or_default(),
        }
    }

    /// Whether every request that `other` decides about is decided by `self` in the same way.
    fn covers(&self, other: &Self, time: &Time) -> bool {
        self.effect == other.effect
            && self.principal == other.principal
            && (self.condition.is_empty() || self.condition == other.condition)
            && self.actions.cover(&other.actions, time)
            && self.resources.cover(&other.resources, time)
    }

    /// Takes `other` in, if the two differ in their actions or in their resources alone.
    fn merge(&mut self, other: &Self, time: &Time) -> bool {
        if self.effect != other.effect || self.principal != other.principal || self.condition != other.condition {
            return false;
        }
        if self.resources.are_same(&other.resources, time) {
            self.actions.extend(&other.actions)
        } else if self.actions.are_same(&other.actions, time) {
            self.resources.extend(&other.resources)
        } else {
            false
        }
    }

    fn reduce(&mut self, time: &Time) {
        self.actions.reduce(time);
        self.resources.reduce(time);
    }
}

/// What a look at two statements costs, in bytes compared.
const PAIR: usize = 8;

/// Drops and merges statements until none is left to, or no time.
fn shrink(rules: &mut Vec<Option<Rule<'_>>>, time: &Time) {
    let mut has_changed = true;
    while core::mem::take(&mut has_changed) {
        for at in 0..rules.len() {
            let Some(mut rule) = rules.get_mut(at).and_then(Option::take) else { continue };
            let mut has_grown = false;
            for (other_at, slot) in rules.iter_mut().enumerate() {
                let Some(other) = slot.as_ref().filter(|_| time.take(PAIR)) else { continue };
                let is_covered = rule.covers(other, time);
                let is_merged = !is_covered && at < other_at && rule.merge(other, time);
                has_grown |= is_merged;
                if is_covered || is_merged {
                    *slot = None;
                }
            }
            if has_grown {
                rule.reduce(time);
            }
            has_changed |= has_grown;
            if let Some(slot) = rules.get_mut(at) {
                *slot = Some(rule);
            }
        }
        rules.retain(Option::is_some);
    }
}

fn write<'r>(document: &Document<'_>, rules: impl Iterator<Item = &'r Rule<'r>>) -> String {
    let mut out = String::from("{");
    for (name, text) in [("Version", &document.version), ("Id", &document.id)] {
        if let Some(text) = text {
            let _ = write!(out, "\"{name}\":{},", text.span().of(document.text));
        }
    }
    let statements: Vec<String> = rules.map(write_rule).collect();
    let _ = write!(out, "\"Statement\":{}}}", list(&statements));
    out
}

fn write_rule(rule: &Rule<'_>) -> String {
    let mut members = Vec::new();
    members.extend(rule.sid.map(|sid| format!("\"Sid\":{sid}")));
    members.push(format!("\"Effect\":\"{}\"", rule.effect));
    members.extend((!rule.principal.is_empty()).then(|| rule.principal.clone()));
    let elements = [
        ("Action", &rule.actions.plain),
        ("NotAction", &rule.actions.not),
        ("Resource", &rule.resources.plain),
        ("NotResource", &rule.resources.not),
    ];
    members.extend(
        elements.into_iter().filter_map(|(name, entries)| Some(format!("\"{name}\":{}", list(entries.as_deref()?)))),
    );
    members.extend((!rule.condition.is_empty()).then(|| format!("\"Condition\":{}", rule.condition)));
    format!("{{{}}}", members.join(","))
}

/// One entry by itself, others as a list.
fn list<S: AsRef<str>>(entries: &[S]) -> String {
    match entries {
        [entry] => entry.as_ref().to_owned(),
        _ => format!("[{}]", entries.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")),
    }
}

#[cfg(test)]
mod tests {
    use super::minimize;

    /// The statements of the smallest form.
    #[track_caller]
    fn becomes(statements: &str, expected: &str) {
        let text = format!(r#"{{"Statement":[{statements}]}}"#);
        assert_eq!(minimize(&text).unwrap(), format!(r#"{{"Statement":{expected}}}"#));
        assert_eq!(minimize(&minimize(&text).unwrap()).unwrap(), minimize(&text).unwrap());
    }

    #[test]
    fn covered_entries_and_statements_go() {
        becomes(
            r#"{"Effect":"Allow","Action":["s3:get*","s3:GetObject"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b/k"]},
               {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/x","Condition":{"Bool":{"a:b":"true"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:get*","Resource":"arn:aws:s3:::b/*"}"#,
        );
    }

    #[test]
    fn statements_that_differ_in_one_list_become_one() {
        becomes(
            r#"{"Sid":"A","Effect":"Deny","Action":"s3:GetObject","Resource":["a:b:c:d:e:f","a:b:c:d:e:g"]},
               {"Effect":"Deny","Action":"s3:PutObject","Resource":["a:b:c:d:e:g","a:b:c:d:e:f"]}"#,
            r#"{"Sid":"A","Effect":"Deny","Action":["s3:GetObject","s3:PutObject"],"Resource":["a:b:c:d:e:f","a:b:c:d:e:g"]}"#,
        );
    }

    #[test]
    fn what_means_something_else_stays() {
        let kept = [
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","NotAction":"s3:*","Resource":"*"},{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::${*}/a","arn:aws:s3:::b/a"]}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"a:b:c:d:e:f"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"a:b:c:d:e:g"}"#,
        ];
        for statements in kept {
            let text = format!(r#"{{"Statement":[{statements}]}}"#);
            let small = minimize(&text).unwrap();
            assert!(small.contains(statements), "{small}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_rewritten() {
        for text in ["", "{", "[]", "{}", r#"{"Statement":[{"Effect":"allow"}]}"#, r#"{"Statement":[],"X":1}"#] {
            assert!(minimize(text).is_err(), "{text}");
        }
    }
}
