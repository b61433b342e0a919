//! Running the checks over files.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use policy_core::{Document, Finding, Levels, Options, PolicyType, Span, validate};

use crate::cli::Input;
use crate::config::{Config, FileRules};
use crate::error::{Failure, Result};
use crate::files::{self, Source, Target};
use crate::input::{self, Case, Found};
use crate::terminal;

/// A policy with what the checks say about it.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) policy: Found,
    pub(crate) policy_type: PolicyType,
    /// Whether the type was guessed from the document.
    pub(crate) guessed: bool,
    /// The findings; their ranges are those of the policy's text.
    pub(crate) findings: Vec<Finding>,
}

/// A file with its policies.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    pub(crate) source: Source,
    pub(crate) policies: Vec<Checked>,
}

impl Checked {
    /// The place in the file of a range of the policy's text.
    pub(crate) fn locate(&self, span: Span) -> Span {
        self.policy.map.locate(span)
    }

    /// The file's name with the policy's place in it.
    pub(crate) fn name(&self, source: &Source) -> String {
        let place = &self.policy.place;
        if place.is_empty() { source.name.clone() } else { format!("{}#{place}", source.name) }
    }
}

impl Checked {
    /// Leaves out what was found at the same place of the file in `other`.
    fn leave_out(&mut self, other: &Self) {
        let place = |policy: &Self, finding: &Finding| {
            (finding.code, finding.locations.iter().map(|&span| policy.locate(span)).collect::<Vec<_>>())
        };
        let known: Vec<_> = other.findings.iter().map(|finding| place(other, finding)).collect();
        let mut findings = std::mem::take(&mut self.findings);
        findings.retain(|finding| !known.contains(&place(self, finding)));
        self.findings = findings;
    }
}

/// How policies are checked: what the command line and the configuration say.
#[derive(Debug)]
pub(crate) struct Checker {
    config: Config,
    flags: Vec<policy_core::LevelRule>,
    policy_type: Option<PolicyType>,
    resource_type: Option<String>,
}

impl Checker {
    pub(crate) fn new(input: &Input) -> Result<Self> {
        Ok(Self {
            config: Config::load(input.config.as_deref())?,
            flags: input.levels.rules()?,
            policy_type: input.policy_type.as_deref().and_then(PolicyType::from_name),
            resource_type: input.resource_type.clone(),
        })
    }

    /// The level rules for a file, outer ones first.
    pub(crate) fn levels(&self, path: Option<&Path>) -> Levels {
        self.levels_of(self.config.of(path).rules)
    }

    fn levels_of(&self, rules: Vec<policy_core::LevelRule>) -> Levels {
        let mut levels = Levels::new();
        rules.into_iter().chain(self.flags.iter().cloned()).for_each(|rule| levels.push(rule));
        levels
    }

    /// Every policy of a file, checked.
    pub(crate) fn check_file(&self, source: Source, lenient: bool) -> Result<CheckedFile> {
        let rules = self.config.of(source.path.as_deref());
        let levels = self.levels_of(rules.rules.clone());
        let found = input::policies(&source, lenient)?;
        let mut policies = Vec::with_capacity(found.len());
        for policy in found {
            let mut checked = self.check(policy, &rules, &levels)?;
            if let Some(other) = policies.last().filter(|_| checked.policy.case == Case::Fails) {
                checked.leave_out(other);
            }
            policies.push(checked);
        }
        Ok(CheckedFile { source, policies })
    }

    fn check(&self, policy: Found, rules: &FileRules, levels: &Levels) -> Result<Checked> {
        let known = self.policy_type.or(rules.policy_type).or(policy.policy_type());
        let policy_type = known.unwrap_or_else(|| PolicyType::guess(&Document::read(&policy.text)));
        let mut options = Options::new(policy_type).levels(levels.clone());
        let resource = self.resource_type.as_deref().or(rules.resource_type.as_deref()).or(policy.hint.resource_type);
        if let Some(resource) = resource.filter(|_| policy_type == PolicyType::Resource) {
            options = options.resource_type(resource);
        }
        let mut findings = validate(&policy.text, &options).findings;
        if let Some(finding) = findings.iter().find(|finding| finding.rule.is_some() && finding.is_denied()) {
            return Err(Failure::new(format!("conflicting levels: {}", finding.message)));
        }
        findings.retain(|finding| finding.rule.is_none());
        forget_unknown(&mut findings, &policy);
        Ok(Checked { policy, policy_type, guessed: known.is_none(), findings })
    }
}

/// Drops the findings about values that nobody knows yet, and names such values in the others as the file does.
fn forget_unknown(findings: &mut Vec<Finding>, policy: &Found) {
    if policy.unknown.is_empty() {
        return;
    }
    let overlaps = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    // A range around a whole string with an unknown part is about the part; one around a statement is not.
    let is_text = |span: Span| span.of(&policy.text).starts_with('"') || !span.of(&policy.text).contains('"');
    let is_unknown = |span: Span| {
        policy.unknown.iter().any(|unknown| {
            overlaps(unknown.span, span) && (is_text(span) || unknown.span.contains(span) || span == unknown.span)
        })
    };
    findings.retain(|finding| {
        let labels = finding.labels.iter().map(|label| label.span);
        !finding.locations.iter().copied().chain(labels).any(is_unknown)
    });
    for finding in findings {
        let labels = finding.labels.iter_mut().map(|label| &mut label.message);
        for text in labels.chain(&mut finding.help).chain([&mut finding.message]) {
            for unknown in policy.unknown.iter().filter(|unknown| !unknown.placeholder.is_empty()) {
                *text = text.replace(&unknown.placeholder, &unknown.shown);
            }
        }
    }
}

/// Many files after one another: the callback gets each checked file; files that cannot be read are reported and skipped.
/// Returns whether all could be read.
pub(crate) fn each_file(input: &Input, mut use_file: impl FnMut(CheckedFile) -> Result<()>) -> Result<bool> {
    let checker = Checker::new(input)?;
    let targets = files::find(&input.paths)?;
    let progress = progress(targets.len());
    let (mut all_read, mut policies) = (true, 0);
    for target in &targets {
        progress.set_message(target.name());
        match read_and_check(&checker, target) {
            Ok(file) => {
                policies += file.policies.len();
                progress.suspend(|| use_file(file))?;
            }
            Err(Failure::Message(message)) => {
                all_read = false;
                progress.suspend(|| terminal::error(&message));
            }
            Err(Failure::BrokenPipe) => return Err(Failure::BrokenPipe),
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    if policies == 0 && all_read {
        let places = if input.paths.is_empty() { "this folder".to_owned() } else { input.paths.join(", ") };
        terminal::warning(format!("no policy found in {places}"));
    }
    Ok(all_read)
}

fn read_and_check(checker: &Checker, target: &Target) -> Result<CheckedFile> {
    checker.check_file(target.read()?, target.walked)
}

/// Runs over fewer files are over before anyone sees a bar.
const LONG_RUN: usize = 200;

/// A progress bar for long runs that a person watches.
fn progress(files: usize) -> ProgressBar {
    if files < LONG_RUN || !terminal::is_watched() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{prefix:>12.cyan.bold} [{bar:27}] {pos}/{len}: {wide_msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")).with_prefix("Checking")
}
