//! The smallest policy that grants and denies the same.
//!
//! Only steps that hold for every request, today and after AWS adds actions, are taken: entries that others cover go, and so
//! do statements; statements that differ in their actions or in their resources alone become one; lists of one become their
//! entry. Actions are never gathered under a new wildcard.

use core::fmt::{self, Write};

use crate::document::{Arn, Block, Irregularity, PrincipalBlock, Statement};
use crate::lean::Lean as _;
use crate::pattern::{contains, contains_ignore_case};
use crate::syntax::minify;
use crate::{Document, Span};

/// What is wrong with a document that cannot be rewritten, and where: it must be read whole to be kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
    let mut rules: Vec<Rule<'_>> = document.statements.iter().map(|statement| Rule::of(statement, text)).list();
    while shrink(&mut rules) {}
    Ok(write(&document, &rules))
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
#[derive(Clone, PartialEq, Eq)]
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

/// The values of an element and of its `Not…` twin. A sound statement has one of the two at most; one with both is kept as
/// it is.
#[derive(Clone, PartialEq, Eq)]
struct Entries<'t> {
    plain: Option<Vec<&'t str>>,
    not: Option<Vec<&'t str>>,
}

impl<'t> Rule<'t> {
    fn of(statement: &Statement<'t>, text: &'t str) -> Self {
        let raw = |span: Span| span.of(text);
        let principal = |block: &PrincipalBlock<'t>| format!("\"{}\":{}", block.element, minify(raw(block.span)));
        Self {
            sid: statement.sid.as_ref().map(|sid| raw(sid.span())),
            effect: statement.effect().map_or("Deny", crate::document::Effect::as_str),
            principal: statement.principal_blocks().map(principal).list().join(","),
            actions: Entries {
                plain: entries(statement.action.as_ref(), |action| raw(action.text.span()), covers_action),
                not: entries(statement.not_action.as_ref(), |action| raw(action.text.span()), covers_action),
            },
            resources: Entries {
                plain: entries(statement.resource.as_ref(), |resource| raw(resource.text.span()), covers_resource),
                not: entries(statement.not_resource.as_ref(), |resource| raw(resource.text.span()), covers_resource),
            },
            condition: statement.condition.as_ref().map(|block| minify(raw(block.span))).unwrap_or_default(),
        }
    }

    /// Whether every request that `other` decides about is decided by `self` in the same way.
    fn covers(&self, other: &Self) -> bool {
        self.effect == other.effect
            && self.principal == other.principal
            && (self.condition.is_empty() || self.condition == other.condition)
            && self.actions.cover(&other.actions, covers_action)
            && self.resources.cover(&other.resources, covers_resource)
    }

    /// Takes `other` in, if the two differ in their actions or in their resources alone.
    fn merge(&mut self, other: &Self) -> bool {
        if self.effect != other.effect || self.principal != other.principal || self.condition != other.condition {
            return false;
        }
        let same = |a: &Entries<'_>, b: &Entries<'_>, covers: Covers| a.cover(b, covers) && b.cover(a, covers);
        if same(&self.resources, &other.resources, covers_resource) {
            self.actions.merge(&other.actions, covers_action)
        } else if same(&self.actions, &other.actions, covers_action) {
            self.resources.merge(&other.resources, covers_resource)
        } else {
            false
        }
    }
}

/// Whether the first entry, as written in the document, covers the second.
type Covers = fn(&str, &str) -> bool;

impl Entries<'_> {
    fn cover(&self, other: &Self, covers: Covers) -> bool {
        if self == other {
            return true;
        }
        match (&self.plain, &other.plain) {
            (Some(own), Some(others)) if self.not.is_none() && other.not.is_none() => {
                others.iter().all(|entry| own.iter().any(|cover| covers(cover, entry)))
            }
            _ => false,
        }
    }

    fn merge(&mut self, other: &Self, covers: Covers) -> bool {
        let (Some(own), Some(others), None, None) = (&mut self.plain, &other.plain, &self.not, &other.not) else {
            return false;
        };
        own.extend(others);
        reduce(own, covers);
        true
    }
}

/// The entries of a block as written, without those that others cover.
fn entries<'t, E>(
    block: Option<&Block<E>>,
    raw: impl Fn(&E) -> &'t str,
    covers: fn(&str, &str) -> bool,
) -> Option<Vec<&'t str>> {
    let mut entries: Vec<&str> = block?.entries.iter().map(raw).list();
    reduce(&mut entries, covers);
    Some(entries)
}

/// Drops what others cover; of equals the first stays.
fn reduce(entries: &mut Vec<&str>, covers: Covers) {
    let mut at = 0;
    while let Some(&entry) = entries.get(at) {
        let is_covered = |(other_at, other): (usize, &&str)| {
            other_at != at && covers(other, entry) && (other_at < at || !covers(entry, other))
        };
        if entries.iter().enumerate().any(is_covered) {
            entries.remove(at);
        } else {
            at += 1;
        }
    }
}

fn covers_action(outer: &str, inner: &str) -> bool {
    outer == inner || (!outer.contains('\\') && !inner.contains('\\') && contains_ignore_case(outer, inner))
}

/// Wildcards in a resource are compared field by field, and not at all beside escapes, whose `*` is none.
fn covers_resource(outer: &str, inner: &str) -> bool {
    let is_plain =
        |text: &str| !text.contains('\\') && !["${*}", "${?}", "${$}"].iter().any(|mark| text.contains(mark));
    if outer == inner {
        return true;
    }
    if !is_plain(outer) || !is_plain(inner) {
        return false;
    }
    if outer == "\"*\"" {
        return true;
    }
    let (Some(outer), Some(inner)) = (Arn::split(outer), Arn::split(inner)) else { return false };
    // A variable has braces and may have wildcards of its own; only the same text covers it in the outer field.
    let field = |outer: &str, inner: &str| outer == inner || (!outer.contains("${") && contains(outer, inner));
    outer.prefix == inner.prefix
        && field(outer.partition, inner.partition)
        && field(outer.service, inner.service)
        && field(outer.region, inner.region)
        && field(outer.account, inner.account)
        && field(outer.resource, inner.resource)
}

/// Drops or merges one statement; `false` when none is left to.
fn shrink(rules: &mut Vec<Rule<'_>>) -> bool {
    for at in 0..rules.len() {
        for other in (0..rules.len()).filter(|&other| other != at) {
            let [Some(rule), Some(candidate)] = [rules.get(at), rules.get(other)].map(Option::<&Rule<'_>>::cloned)
            else {
                return false;
            };
            let mut merged = rule.clone();
            if rule.covers(&candidate) || (at < other && merged.merge(&candidate)) {
                if let Some(rule) = rules.get_mut(at) {
                    *rule = merged;
                }
                rules.remove(other);
                return true;
            }
        }
    }
    false
}

fn write(document: &Document<'_>, rules: &[Rule<'_>]) -> String {
    let mut out = String::from("{");
    for (name, text) in [("Version", &document.version), ("Id", &document.id)] {
        if let Some(text) = text {
            let _ = write!(out, "\"{name}\":{},", text.span().of(document.text));
        }
    }
    let statements: Vec<String> = rules.iter().map(write_rule).list();
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
        _ => format!("[{}]", entries.iter().map(AsRef::as_ref).list().join(",")),
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
