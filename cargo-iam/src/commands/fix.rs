//! `cargo iam fix`

use std::io::Write;

use policy_core::{Edit, Finding, Span, apply_edits, edits_of};
use similar::TextDiff;

use super::count;
use crate::check::{Checked, CheckedFile, Checker};
use crate::cli::Fix;
use crate::error::{Failure, Outcome, Result};
use crate::files::{self, Source, Target};
use crate::input::Notation;
use crate::{render, terminal};

/// One fix may make room for the next; this many rounds are more than any document needs.
const ROUNDS: usize = 10;

pub(crate) fn run(arguments: &Fix) -> Result<Outcome> {
    let checker = Checker::new(&arguments.input)?;
    let mut totals = Totals::default();
    for target in files::find(&arguments.input.paths)? {
        match fix(&checker, arguments, &target, &mut totals) {
            Ok(()) => {}
            Err(Failure::Message(message)) => {
                totals.unreadable = true;
                terminal::error(message);
            }
            Err(failure) => return Err(failure),
        }
    }
    let (findings, files) = (count(totals.fixes, "finding", "findings"), count(totals.files, "file", "files"));
    let left =
        if totals.left > 0 { format!("; {} left", count(totals.left, "error", "errors")) } else { String::new() };
    let dry = arguments.dry_run || arguments.diff;
    terminal::status(if dry { "Would fix" } else { "Fixed" }, format!("{findings} in {files}{left}"));
    Ok(if totals.unreadable {
        Outcome::Unreadable
    } else {
        Outcome::of(if dry { totals.fixes > 0 } else { totals.left > 0 })
    })
}

#[derive(Default)]
struct Totals {
    fixes: usize,
    files: usize,
    /// Denied findings that remain.
    left: usize,
    unreadable: bool,
}

fn fix(checker: &Checker, arguments: &Fix, target: &Target, totals: &mut Totals) -> Result<()> {
    let mut file = checker.check_file(target.read()?, target.walked)?;
    let original = file.source.text.clone();
    let mut fixes = 0;
    for _ in 0..ROUNDS {
        let (edits, made) = edits(&file, arguments.unsafe_too);
        if edits.is_empty() {
            break;
        }
        if arguments.dry_run {
            list(&file, arguments.unsafe_too)?;
        }
        fixes += made;
        let text = apply_edits(&file.source.text, &edits.iter().collect::<Vec<_>>());
        file = checker.check_file(target.source(text), target.walked)?;
        if arguments.dry_run {
            break;
        }
    }
    let denied = file.policies.iter().flat_map(|policy| &policy.findings).filter(|finding| finding.is_denied());
    totals.left += denied.count();
    totals.fixes += fixes;
    totals.files += usize::from(fixes > 0);
    finish(arguments, &file.source, &original)
}

/// Writes the new text where it belongs.
fn finish(arguments: &Fix, source: &Source, original: &str) -> Result<()> {
    if arguments.dry_run {
        return Ok(());
    }
    if arguments.diff {
        let name = &source.name;
        let diff = TextDiff::from_lines(original, &source.text);
        let text = diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        return Ok(render::out().write_all(text.as_bytes())?);
    }
    match &source.path {
        Some(path) if source.text != original => files::write(path, &source.text),
        Some(_) => Ok(()),
        None => Ok(render::out().write_all(source.text.as_bytes())?),
    }
}

/// The edits of a file's fixes, and how many findings they put right.
fn edits(file: &CheckedFile, unsafe_too: bool) -> (Vec<Edit>, usize) {
    let (mut edits, mut made) = (Vec::new(), 0);
    for policy in &file.policies {
        let fixable: Vec<&Finding> = policy.findings.iter().filter(|finding| can_carry(policy, finding)).collect();
        let chosen = edits_of(fixable.iter().copied(), unsafe_too);
        let is_made = |finding: &&&Finding| {
            let fix = finding.fix.as_ref();
            fix.is_some_and(|fix| fix.edits.iter().all(|edit| chosen.contains(&edit)))
        };
        made += fixable.iter().filter(is_made).count();
        edits.extend(chosen.into_iter().map(|edit| carry(policy, edit)));
    }
    edits.sort_by_key(|edit| edit.span);
    (edits, made)
}

/// Whether a fix can be written where its policy stands.
fn can_carry(policy: &Checked, finding: &Finding) -> bool {
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    policy.policy.notation != Notation::Other && edits.clone().all(|edit| policy.policy.map.is_exact(edit.span))
}

/// An edit of a policy as an edit of its file.
fn carry(policy: &Checked, edit: &Edit) -> Edit {
    let span: Span = policy.locate(edit.span);
    let replacement = match policy.policy.notation {
        Notation::Json | Notation::Other => edit.replacement.clone(),
        Notation::JsonString => {
            let quoted = serde_json::Value::from(edit.replacement.as_str()).to_string();
            let body = quoted.strip_prefix('"').and_then(|body| body.strip_suffix('"'));
            body.unwrap_or_default().to_owned()
        }
    };
    Edit { span, replacement }
}

/// `policy.json:3:5: remove the comma (JSON_SYNTAX_ERROR)`
fn list(file: &CheckedFile, unsafe_too: bool) -> Result<()> {
    let mut out = render::out();
    let source = &file.source;
    for policy in &file.policies {
        let fixable: Vec<&Finding> = policy.findings.iter().filter(|finding| can_carry(policy, finding)).collect();
        for finding in &fixable {
            let Some(fix) = &finding.fix else { continue };
            if edits_of([*finding], unsafe_too).is_empty() {
                continue;
            }
            let at = source.lines.position(&source.text, policy.locate(finding.span()).start);
            writeln!(out, "{}:{}:{}: {} ({})", source.name, at.line, at.column, fix.title, finding.code)?;
        }
    }
    Ok(out.flush()?)
}
