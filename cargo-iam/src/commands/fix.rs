//! `cargo iam fix`

mod carry;

use std::io::Write;

use policy_core::{Edit, Finding, apply_edits, edits_of};
use similar::TextDiff;

use super::count;
use crate::check::{Checked, CheckedFile, Checker};
use crate::cli::Fix;
use crate::error::{Failure, Outcome, Result};
use crate::files::{self, Source, Target};
use crate::input::{Case, Notation};
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
    let (mut fixes, mut round) = (0, 0);
    let kept = loop {
        let plan = Plan::new(target, &file, arguments.unsafe_too);
        round += 1;
        if plan.edits.is_empty() || round > ROUNDS {
            break plan.kept;
        }
        if arguments.dry_run {
            plan.list(&file)?;
        }
        fixes += plan.made.len();
        let Plan { edits, kept, .. } = plan;
        let text = apply_edits(&file.source.text, &edits.iter().collect::<Vec<_>>());
        file = checker.check_file(target.source(text), target.walked)?;
        if arguments.dry_run {
            break kept;
        }
    };
    report(&file.source.name, &kept);
    finish(arguments, &file.source, &original)?;
    let denied = file.policies.iter().flat_map(|policy| &policy.findings).filter(|finding| finding.is_denied());
    totals.left += denied.count();
    totals.fixes += fixes;
    totals.files += usize::from(fixes > 0);
    Ok(())
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

/// What is done about a file's fixes.
struct Plan<'a> {
    edits: Vec<Edit>,
    made: Vec<(&'a Checked, &'a Finding)>,
    /// Why fixes are not made, once for each.
    kept: Vec<&'static str>,
}

impl<'a> Plan<'a> {
    fn new(target: &Target, file: &'a CheckedFile, unsafe_too: bool) -> Self {
        let all: Vec<_> = file.policies.iter().map(|policy| &policy.policy).collect();
        let mut plan = Self { edits: Vec::new(), made: Vec::new(), kept: Vec::new() };
        for (at, policy) in file.policies.iter().enumerate() {
            let carried = |edits: &[&Edit]| carry::carry(target, &file.source, &all, at, edits);
            let chosen = edits_of(&policy.findings, unsafe_too);
            let fixed: Vec<_> = policy.findings.iter().filter(|finding| is_made(finding, &chosen)).collect();
            if let Some(edits) = carried(&chosen) {
                plan.edits.extend(edits);
                plan.made.extend(fixed.into_iter().map(|finding| (policy, finding)));
                continue;
            }
            // Something among them cannot be made here: those that can be, one after another.
            let (mut made, mut last): (Vec<&Finding>, _) = (Vec::new(), Vec::new());
            for &finding in &fixed {
                let attempt: Vec<_> = made.iter().copied().chain([finding]).collect();
                if let Some(edits) = carried(&edits_of(attempt, unsafe_too)) {
                    last = edits;
                    made.push(finding);
                }
            }
            plan.kept.extend(fixed.iter().skip(made.len()).map(|_| reason(policy)));
            plan.edits.extend(last);
            plan.made.extend(made.into_iter().map(|finding| (policy, finding)));
        }
        plan.edits.sort_by_key(|edit| edit.span);
        plan
    }

    /// `policy.json:3:5: remove the comma (JSON_SYNTAX_ERROR)`
    fn list(&self, file: &CheckedFile) -> Result<()> {
        let mut out = render::out();
        let source = &file.source;
        for (policy, finding) in &self.made {
            let at = source.lines.position(&source.text, policy.locate(finding.span()).start);
            let title = finding.fix.as_ref().map(|fix| fix.title.as_str()).unwrap_or_default();
            writeln!(out, "{}:{}:{}: {title} ({})", source.name, at.line, at.column, finding.code)?;
        }
        Ok(out.flush()?)
    }
}

/// Whether a finding's fix is among the edits that are made.
fn is_made(finding: &Finding, chosen: &[&Edit]) -> bool {
    // They begin at different places, and stand in the order of these.
    let at = |edit: &Edit| chosen.binary_search_by_key(&edit.span.start, |other| other.span.start).ok();
    let is_chosen = |edit: &Edit| at(edit).and_then(|at| chosen.get(at)).is_some_and(|other| *other == edit);
    finding.fix.as_ref().is_some_and(|fix| fix.edits.iter().all(is_chosen))
}

/// Why the fixes of a policy cannot be made where it stands.
fn reason(policy: &Checked) -> &'static str {
    if policy.policy.notation == Notation::Plan {
        "a plan is made from the configuration: change that"
    } else if policy.policy.case != Case::Only {
        "the policy depends on conditions of the template"
    } else {
        "what to change is not written as such in the file"
    }
}

/// `warning: plan.json: 2 fixes not made: a plan is made from the configuration: change that`
fn report(name: &str, kept: &[&'static str]) {
    let mut reasons = kept.to_vec();
    reasons.sort_unstable();
    for same in reasons.chunk_by(|a, b| a == b) {
        let fixes = count(same.len(), "fix", "fixes");
        terminal::warning(format!("{name}: {fixes} not made: {}", same.first().copied().unwrap_or_default()));
    }
}
