//! Documents with holes: places whose values only run time knows.
//!
//! The macros write a word where a hole is and say where the word stands. [`check`] works out from the grammar what each
//! hole takes (`place`), fills the holes with samples of that, checks what comes out as any other document, and reports
//! what is found whatever the samples (`sample`). So no check knows of holes: a finding that depends on a value is not
//! found with every sample, and one that does not is.

mod bounds;
mod place;
mod sample;
mod shift;
#[cfg(test)]
mod tests;

pub(crate) use bounds::bounds;
pub use place::{Accepted, Misplaced, Place};

use self::sample::{Run, Samples};
pub(crate) use self::shift::Filled;
use crate::checks::{self, Context};
use crate::lean;
use crate::{Document, Finding, IssueCode, Options, Span};

/// A hole in a document's text.
#[derive(Debug, Clone)]
pub struct Hole {
    /// The word that stands for the value: a string's content, or a part of it.
    pub span: Span,
    /// The hole as the user wrote it, for messages.
    pub shown: String,
    /// Whether it stands for any number of values.
    pub is_list: bool,
}

/// What is known about a document with holes before the values are.
#[derive(Debug)]
#[non_exhaustive]
pub struct HolesReport {
    /// What is found whatever the values, in document order, without what a rule allows.
    pub findings: Vec<Finding>,
    /// What each hole takes.
    pub places: Vec<Result<Place, Misplaced>>,
    /// Whether values can make a document that is rejected.
    pub may_fail: bool,
}

type Key = (IssueCode, Span);

/// Checks a document with holes.
///
/// ```
/// use policy_core::holes::{Hole, check};
/// use policy_core::{Options, PolicyType, Span};
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::NAME/*"}]}"#;
/// let at = text.find("NAME").unwrap() as u32;
/// let hole = Hole { span: Span::new(at, at + 4), shown: "{bucket}".to_owned(), is_list: false };
/// let report = check(text, &[hole], &Options::new(PolicyType::Identity));
/// assert!(report.findings.is_empty());
/// assert_eq!(report.places[0].as_ref().unwrap().function, "name");
/// assert!(!report.may_fail);
/// ```
pub fn check(text: &str, holes: &[Hole], options: &Options) -> HolesReport {
    let document = Document::read(text);
    let cx = Context::new(&document, options);
    let places: Vec<_> = holes.iter().map(|hole| place::of(&cx, hole)).collect();
    let samples = Samples::new(&cx, holes, &places);
    let find = |run| found(text, holes, &samples, run, options);

    let mut union = find(Run::Usual(0));
    let usual = Keys::of(&union);
    let mut always = usual.clone();
    let mut known = usual.clone();
    let mut add = |found: Vec<Finding>, union: &mut Vec<Finding>| {
        let before = union.len();
        for finding in found {
            if !known.has(key(&finding)) {
                union.push(finding);
            }
        }
        known.add(union.get(before..).unwrap_or_default());
    };
    let mut sometimes = Keys::default();
    for run in (1..samples.runs()).map(Run::Usual) {
        let found = find(run);
        let keys = Keys::of(&found);
        lean::keep(&mut always.0, |key| keys.has(*key));
        add(found, &mut union);
    }
    for run in [Run::Equal, Run::Longest] {
        let mut found = find(run);
        lean::keep(&mut found, |finding| run == Run::Equal || is_about_size(finding));
        sometimes.add(&found);
        add(found, &mut union);
    }
    // What the usual values of a hole do there, they can do at run time.
    let is_usual = |finding: &Finding| {
        usual.has(key(finding))
            && holes.iter().zip(&places).any(|(hole, place)| {
                let is_field = place.as_ref().is_ok_and(|place| matches!(place.function, "region" | "partition"));
                !is_field && finding.span().contains(hole.span)
            })
    };
    options.levels.apply(&mut union);
    let can_reject = |finding: &Finding| {
        finding.is_denied() && finding.rule.is_none() && (sometimes.has(key(finding)) || is_usual(finding))
    };
    let may_fail = holes.iter().any(|hole| hole.is_list) || union.iter().any(|f| can_reject(f) && !always.has(key(f)));
    let is_misplaced = |span: Span| {
        holes
            .iter()
            .zip(&places)
            .any(|(hole, place)| place.is_err() && (span.contains(hole.span) || hole.span.contains(span)))
    };
    // What a misplaced hole does to the document around it, statements and all, says nothing.
    let is_narrow = |span: Span| !span.of(text).starts_with(['{', '[']);
    lean::keep(&mut union, |finding| {
        let span = finding.span();
        finding.rule.is_some() || (always.has(key(finding)) && !(is_narrow(span) && is_misplaced(span)))
    });
    crate::finding::sort(&mut union);
    HolesReport { findings: union, places, may_fail }
}

fn key(finding: &Finding) -> Key {
    (finding.code, finding.span())
}

/// Findings by what was found where, in order.
#[derive(Clone, Default)]
struct Keys(Vec<Key>);

impl Keys {
    fn of(findings: &[Finding]) -> Self {
        let mut keys = Self::default();
        keys.add(findings);
        keys
    }

    fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            self.0.push(key(finding));
        }
        lean::sort(&mut self.0, Ord::cmp);
    }

    fn has(&self, key: Key) -> bool {
        self.0.binary_search(&key).is_ok()
    }
}

fn is_about_size(finding: &Finding) -> bool {
    checks::find(finding.code.as_str()).is_some_and(|check| check.group() == "size")
}

/// The findings with the samples of a run, at the places of `text` and in its words, before any lint rule.
fn found(text: &str, holes: &[Hole], samples: &Samples, run: Run, options: &Options) -> Vec<Finding> {
    let values: Vec<String> = (0..holes.len()).map(|at| samples.value(at, run)).collect();
    let filled = Filled::new(text, holes, &values);
    let document = Document::read(&filled.text);
    let mut findings = Vec::new();
    checks::run(&Context::new(&document, options), &mut findings);
    for finding in &mut findings {
        finding.locations.iter_mut().for_each(|span| *span = filled.origin(*span));
        finding.labels.iter_mut().for_each(|label| label.span = filled.origin(label.span));
        // Edits are for files, which have no holes.
        finding.fix = None;
        let words = finding.labels.iter_mut().map(|label| &mut label.message);
        for words in words.chain(&mut finding.help).chain([&mut finding.message]) {
            filled.name_holes(words);
        }
    }
    // Two findings of one check at one place count as one.
    let keys = Keys::of(&findings);
    let mut seen = vec![false; findings.len()];
    lean::keep(&mut findings, |finding| {
        let seen = keys.0.binary_search(&key(finding)).ok().and_then(|at| seen.get_mut(at));
        seen.is_none_or(|seen| !core::mem::replace(seen, true))
    });
    findings
}
