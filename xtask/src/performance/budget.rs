//! `cargo xtask budget`: what the macros cost a user's build.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use super::crates::{Crate, Verb};
use super::limits::{self, Figure};
use super::{COMPILE_TIME, inspect, machine, write_section};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Compare with the limits of `limits.rs` and write nothing; what is over one fails
    #[arg(long)]
    check: bool,
    /// The day to write down; today's by default
    #[arg(long)]
    date: Option<String>,
    /// How often each build is measured; the fastest counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// How often the first build is measured
    #[arg(long, default_value_t = 2)]
    first_builds: usize,
}

const CALLS: usize = 1_000;

/// The policy that the measured programs hold, as Rust tokens and as JSON.
const POLICY: &str = r#"{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": ["personalize:*"], "Resource": "*" }, { "Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } } ] }"#;

/// Processor time of `cargo check` and of `cargo build`.
type Times = [Duration; 2];

const VERBS: [Verb; 2] = [Verb::Check, Verb::Build];

pub(crate) fn run(args: &Args) -> Result<()> {
    let temporary = tempfile::tempdir()?;
    let facade = format!("iam-policy = {{ path = '{}' }}\n", fs::canonicalize(".")?.display());
    let mut details = String::new();
    let mut figures = Vec::new();
    let built = first_build(&mut details, &mut figures, temporary.path(), &facade, args.first_builds)?;
    calls(&mut details, &mut figures, temporary.path(), &facade, &built, args.runs)?;
    let kilobytes = inspect::catalog(&mut details, temporary.path(), &facade, POLICY)?;
    figures.push((limits::CATALOG, number(kilobytes)));
    let table = limits::table(&figures);
    let over = limits::exceeded(&figures);
    if args.check {
        println!("{table}");
        if !over.is_empty() {
            bail!("over budget: {}\nhelp: CONTRIBUTING.md, \"Measure\", says what to do", over.join("; "));
        }
        return Ok(());
    }
    let page = format!(
        "{} `cargo xtask budget` measures again, `cargo xtask budget --check` fails where a figure is over its limit. Times \
         are processor time, user and system, of cargo and everything it starts, `CARGO_INCREMENTAL=0`: the fastest of {} \
         runs, of {} for first builds.\n\n{table}\n{details}",
        machine::describe(args.date.as_deref())?,
        args.runs,
        args.first_builds,
    );
    write_section(COMPILE_TIME, &page)
}

/// A user's first build, beside that of the crates that macros are usually made of.
fn first_build(
    page: &mut String,
    figures: &mut Vec<Figure>,
    temporary: &Path,
    facade: &str,
    runs: usize,
) -> Result<[Crate; 2]> {
    let usual = "proc-macro2 = \"1\"\nquote = \"1\"\nsyn = \"2\"\nserde_json = \"1\"\n";
    let crates = [Crate::new(temporary, "facade", facade, "")?, Crate::new(temporary, "usual", usual, "")?];
    let mut table: [Times; 2] = [[Duration::MAX; 2]; 2];
    for _ in 0..runs {
        for (made, row) in crates.iter().zip(&mut table) {
            for (verb, best) in VERBS.into_iter().zip(row) {
                *best = (*best).min(made.first(verb)?);
            }
        }
    }
    page.push_str("### The first build\n\n| | `cargo check` | `cargo build` | crates |\n|---|---:|---:|---:|\n");
    for ((name, made), [check, build]) in
        ["`iam-policy`, default features", "`syn`, `quote`, `serde_json`"].into_iter().zip(&crates).zip(table)
    {
        let _ = writeln!(page, "| {name} | {} | {} | {} |", time(check), time(build), made.dependencies()?);
    }
    page.push('\n');
    let [ours, others] = table;
    compare(figures, [limits::FIRST_CHECK, limits::FIRST_BUILD], ours, others);
    figures.push((limits::DEPENDENCIES, number(crates[0].dependencies()?)));
    Ok(crates)
}

/// A crate of many items.
fn many(head: &str, item: impl Fn(usize) -> String) -> String {
    (0..CALLS).fold(head.to_owned(), |mut source, at| {
        source += &item(at);
        source.push('\n');
        source
    })
}

/// Crates of many calls of the macro, of `json!`, and of as many literals: what is shown, and the source.
fn sources() -> [(&'static str, &'static str, String); 5] {
    let ours = "use iam_policy::{Policy, policy};\n";
    [
        ("policy-constants", "`policy!`, constants", {
            many(ours, |at| format!("pub const P{at}: Policy = policy! {POLICY};"))
        }),
        ("literal-constants", "string literals, constants", {
            many("", |at| format!("pub const P{at}: &str = r#\"{POLICY}\"#;"))
        }),
        ("policy-functions", "`policy!`, in functions", {
            many(ours, |at| format!("pub fn p{at}() -> Policy {{ policy! {POLICY} }}"))
        }),
        ("literal-functions", "string literals, in functions", {
            many("", |at| format!("pub fn p{at}() -> &'static str {{ r#\"{POLICY}\"# }}"))
        }),
        ("json-functions", "`serde_json::json!`, in functions", {
            many("use serde_json::{Value, json};\n", |at| format!("pub fn p{at}() -> Value {{ json!({POLICY}) }}"))
        }),
    ]
}

/// Many calls, the dependencies being there.
fn calls(
    page: &mut String,
    figures: &mut Vec<Figure>,
    temporary: &Path,
    facade: &str,
    built: &[Crate; 2],
    runs: usize,
) -> Result<()> {
    let sources = sources();
    let mut crates: Vec<(Crate, Times)> = Vec::new();
    for (name, _, source) in &sources {
        let made = match name.split_once('-') {
            Some(("policy", _)) => Crate::new(temporary, name, facade, source)?.beside(&built[0]),
            Some(("json", _)) => Crate::new(temporary, name, "serde_json = \"1\"\n", source)?.beside(&built[1]),
            _ => Crate::new(temporary, name, "", source)?,
        };
        VERBS.into_iter().try_for_each(|verb| made.run(verb).map(|_| ()))?;
        crates.push((made, [Duration::MAX; 2]));
    }
    for run in 0..runs {
        for ((made, best), (_, _, source)) in crates.iter_mut().zip(&sources) {
            for (at, verb) in VERBS.into_iter().enumerate() {
                let changed = format!("{source}// {run}{at}\n");
                best[at] = best[at].min(made.again(verb, &changed)?);
            }
        }
    }
    let _ = writeln!(
        page,
        "### {CALLS} calls\n\nOf the policy in the README, the dependencies being built.\n\n| | `cargo check` | `cargo build` \
         |\n|---|---:|---:|"
    );
    for ((_, [check, build]), (_, shown, _)) in crates.iter().zip(&sources) {
        let _ = writeln!(page, "| {shown} | {} | {} |", time(*check), time(*build));
    }
    page.push('\n');
    let [constants, literal_constants, functions, literals, json] = [0, 1, 2, 3, 4].map(|at: usize| crates[at].1);
    compare(figures, [limits::JSON_CHECK, limits::JSON_BUILD], functions, json);
    compare(figures, [limits::FUNCTIONS_CHECK, limits::FUNCTIONS_BUILD], functions, literals);
    compare(figures, [limits::CONSTANTS_CHECK, limits::CONSTANTS_BUILD], constants, literal_constants);
    figures.push((limits::TOKENS, number(inspect::tokens(&crates[0].0, "P0: Policy =")?)));
    Ok(())
}

fn compare(figures: &mut Vec<Figure>, names: [&'static str; 2], ours: Times, others: Times) {
    for (at, name) in names.into_iter().enumerate() {
        figures.push((name, ours[at].as_secs_f64() / others[at].as_secs_f64()));
    }
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

fn time(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
