//! `cargo xtask agreement`: our findings beside those of Access Analyzer, code by code.
//!
//! The record is a file of one JSON object a line: `{name, document, findings: [{findingType, issueCode, path}]}`, `path`
//! being a list of locations, each a list of steps. It is read where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use policy_core::{Document, Finding, FindingType, Options, PathElement, PolicyType, Span, checks, path_of, validate};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The record of Access Analyzer's findings
    record: PathBuf,
    /// List every difference
    #[arg(long)]
    differences: bool,
}

#[derive(Deserialize)]
struct Row<'a> {
    name: String,
    #[serde(borrow)]
    document: &'a RawValue,
    findings: Vec<Recorded>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recorded {
    finding_type: String,
    issue_code: String,
    path: Vec<Vec<Value>>,
}

/// A finding as both sides give it: its code, and its locations as text.
type Place = (String, String);

#[derive(Default)]
struct Tally {
    finding_type: String,
    is_own: bool,
    found: usize,
    missed: usize,
    extra: usize,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let record =
        std::fs::read_to_string(&args.record).with_context(|| format!("cannot read {}", args.record.display()))?;
    let reasons = reasons(Path::new("docs/agreement-reasons.txt"))?;
    let (mut tallies, mut unexplained, mut documents) = (BTreeMap::<String, Tally>::new(), 0, 0);
    for line in record.lines() {
        let row: Row<'_> = serde_json::from_str(line).context("the record has another shape")?;
        documents += 1;
        let recorded: BTreeMap<Place, String> =
            row.findings.iter().map(|found| (recorded_place(found), found.finding_type.clone())).collect();
        let ours = our_places(row.document.get());
        for (place, kind) in &recorded {
            let tally = tallies.entry(place.0.clone()).or_default();
            tally.finding_type.clone_from(kind);
            if ours.contains_key(place) {
                tally.found += 1;
            } else {
                tally.missed += 1;
                unexplained += difference("missed", &row.name, place, &reasons, args.differences);
            }
        }
        for (place, finding_type) in ours.iter().filter(|(place, _)| !recorded.contains_key(*place)) {
            let tally = tallies.entry(place.0.clone()).or_default();
            tally.finding_type = finding_type.to_string();
            tally.is_own = checks::find(&place.0).is_some_and(|check| check.origin() == checks::Origin::Own);
            tally.extra += 1;
            if matches!(finding_type, FindingType::Error | FindingType::SecurityWarning) && !tally.is_own {
                unexplained += difference("extra", &row.name, place, &reasons, args.differences);
            }
        }
    }
    print_table(&tallies, documents);
    println!("\n{unexplained} differences without a reason in docs/agreement-reasons.txt");
    Ok(())
}

/// `policy CODE -- reason`, a line each.
fn reasons(path: &Path) -> Result<BTreeSet<(String, String)>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" -- "));
    Ok(lines
        .filter_map(|(entry, _)| entry.split_once(' '))
        .map(|(name, code)| (name.to_owned(), code.to_owned()))
        .collect())
}

fn difference(kind: &str, name: &str, place: &Place, reasons: &BTreeSet<(String, String)>, show: bool) -> usize {
    let explained = reasons.contains(&(name.to_owned(), place.0.clone()));
    if show {
        let mark = if explained { " (reason given)" } else { "" };
        println!("{kind} {name} {} {}{mark}", place.0, place.1);
    }
    usize::from(!explained)
}

fn recorded_place(found: &Recorded) -> Place {
    let step = |step: &Value| match step {
        Value::Object(key) => format!("{{{}}}", key.get("key").and_then(Value::as_str).unwrap_or_default()),
        Value::String(name) => name.clone(),
        other => other.to_string(),
    };
    let location = |path: &Vec<Value>| path.iter().map(step).collect::<Vec<_>>().join("/");
    (
        found.issue_code.clone(),
        found.path.iter().map(location).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", "),
    )
}

fn our_places(text: &str) -> BTreeMap<Place, FindingType> {
    let document = Document::read(text);
    let report = validate(text, &Options::new(PolicyType::Identity));
    report.findings.iter().map(|finding| (our_place(&document, finding), finding.finding_type)).collect()
}

fn our_place(document: &Document<'_>, finding: &Finding) -> Place {
    let step = |step: &PathElement| match step {
        PathElement::Index(index) => Some(index.to_string()),
        PathElement::Key(key) => Some(format!("{{{key}}}")),
        PathElement::Value(name) => Some(name.clone()),
        // The record knows whole strings only.
        PathElement::Substring { .. } => None,
    };
    let location = |span: &Span| {
        path_of(document.text, &document.tree, *span).iter().filter_map(step).collect::<Vec<_>>().join("/")
    };
    let locations: BTreeSet<_> = finding.locations.iter().map(location).collect();
    (finding.code.to_string(), locations.into_iter().collect::<Vec<_>>().join(", "))
}

fn print_table(tallies: &BTreeMap<String, Tally>, documents: usize) {
    println!("{documents} documents\n");
    println!("| code | type | found | missed | extra |");
    println!("|---|---|---:|---:|---:|");
    let mut rows: Vec<_> = tallies.iter().collect();
    rows.sort_by_key(|(code, tally)| (tally.is_own, tally.finding_type.clone(), (*code).clone()));
    for (code, tally) in rows {
        let own = if tally.is_own { " (ours)" } else { "" };
        println!("| {code}{own} | {} | {} | {} | {} |", tally.finding_type, tally.found, tally.missed, tally.extra);
    }
}
