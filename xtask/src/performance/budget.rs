//! `cargo xtask budget`: what the macros cost a user's build.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use policy_core::catalog::format::MAGIC;

use super::crates::{Crate, Verb};
use super::{COMPILE_TIME, machine, write_section};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
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
const CATALOG: &str = "policy-core/data/catalog.bin";

/// The policy that the measured programs hold, as Rust tokens and as JSON.
const POLICY: &str = r#"{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": ["personalize:*"], "Resource": "*" }, { "Effect": "Allow", "Action": ["iam:PassRole"], "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } } ] }"#;

pub(crate) fn run(args: &Args) -> Result<()> {
    let temporary = tempfile::tempdir()?;
    let facade = format!("iam-policy = {{ path = '{}' }}\n", fs::canonicalize(".")?.display());
    let mut page = format!(
        "{} `cargo xtask budget` measures again. Times are processor time, user and system, of cargo and everything it \
         starts, `CARGO_INCREMENTAL=0`: the fastest of {} runs, of {} for first builds.\n\n",
        machine::describe(args.date.as_deref())?,
        args.runs,
        args.first_builds,
    );
    let built = first_build(&mut page, temporary.path(), &facade, args.first_builds)?;
    calls(&mut page, temporary.path(), &facade, &built, args.runs)?;
    binary(&mut page, temporary.path(), &facade)?;
    write_section(COMPILE_TIME, &page)
}

/// A user's first build, beside that of the crates that macros are usually made of.
fn first_build(page: &mut String, temporary: &Path, facade: &str, runs: usize) -> Result<[Crate; 2]> {
    let usual = "proc-macro2 = \"1\"\nquote = \"1\"\nsyn = \"2\"\nserde_json = \"1\"\n";
    let crates = [Crate::new(temporary, "facade", facade, "")?, Crate::new(temporary, "usual", usual, "")?];
    let mut table = [[Duration::MAX; 2]; 2];
    for _ in 0..runs {
        for (made, row) in crates.iter().zip(&mut table) {
            for (verb, best) in [Verb::Check, Verb::Build].into_iter().zip(row) {
                *best = (*best).min(made.first(verb)?);
            }
        }
    }
    page.push_str("### The first build\n\n| | `cargo check` | `cargo build` | dependencies |\n|---|---:|---:|---:|\n");
    for ((name, made), [check, build]) in
        ["`iam-policy`, default features", "`syn`, `quote`, `serde_json`"].into_iter().zip(&crates).zip(table)
    {
        let _ = writeln!(page, "| {name} | {} | {} | {} |", time(check), time(build), made.dependencies()?);
    }
    let [ours, others] = table;
    let _ = writeln!(page, "| ratio | {} | {} | |\n", ratio(ours[0], others[0]), ratio(ours[1], others[1]));
    Ok(crates)
}

/// A crate of many calls.
fn many(line: impl Fn(usize) -> String, head: &str) -> String {
    (0..CALLS).fold(head.to_owned(), |mut source, at| {
        source += &line(at);
        source.push('\n');
        source
    })
}

fn policies() -> String {
    many(|at| format!("pub const P{at}: Policy = policy! {POLICY};"), "use iam_policy::{Policy, policy};\n")
}

/// Many calls of the macro, of `json!`, and as many literals.
fn calls(page: &mut String, temporary: &Path, facade: &str, built: &[Crate; 2], runs: usize) -> Result<()> {
    let json = |at| format!("pub fn p{at}() -> Value {{ json!({POLICY}) }}");
    let sources = [
        ("policy", "`policy!`", facade, policies()),
        ("json", "`serde_json::json!`", "serde_json = \"1\"\n", many(json, "use serde_json::{Value, json};\n")),
        ("literals", "string literals", "", many(|at| format!("pub const P{at}: &str = r#\"{POLICY}\"#;"), "")),
    ];
    let mut crates = Vec::new();
    for (name, shown, dependencies, source) in &sources {
        let mut made = Crate::new(temporary, name, dependencies, source)?;
        match *name {
            "policy" => made = made.beside(&built[0]),
            "json" => made = made.beside(&built[1]),
            _ => {}
        }
        made.run(Verb::Check)?;
        made.run(Verb::Build)?;
        crates.push((made, *shown, source, [Duration::MAX; 2]));
    }
    for run in 0..runs {
        for (made, _, source, best) in &mut crates {
            for (at, verb) in [Verb::Check, Verb::Build].into_iter().enumerate() {
                let changed = format!("{source}// {run}{at}\n");
                best[at] = best[at].min(made.again(verb, &changed)?);
            }
        }
    }
    let _ = writeln!(
        page,
        "### {CALLS} calls\n\nOf the policy in the README, the dependencies being built. A call of `policy!` makes {} \
         tokens.\n\n| | `cargo check` | of ours | `cargo build` | of ours |\n|---|---:|---:|---:|---:|",
        tokens(&crates[0].0)?,
    );
    let [ours_check, ours_build] = crates[0].3;
    for (_, shown, _, [check, build]) in &crates {
        let _ = writeln!(
            page,
            "| {shown} | {} | {} | {} | {} |",
            time(*check),
            ratio(*check, ours_check),
            time(*build),
            ratio(*build, ours_build)
        );
    }
    page.push('\n');
    Ok(())
}

/// How many tokens a call becomes, as the compiler prints them.
fn tokens(policies: &Crate) -> Result<usize> {
    let mut cargo = policies.cargo();
    // The flag is unstable and what it prints is only counted.
    cargo.args(["rustc", "--quiet", "--offline", "--", "-Zunpretty=expanded"]).env("RUSTC_BOOTSTRAP", "1");
    let text = String::from_utf8(cargo.output()?.stdout)?;
    let (_, rest) = text.split_once("P0: Policy =").context("the expansion has another shape")?;
    let (call, _) = rest.split_once("pub const P1").context("the expansion has another shape")?;
    let stream: proc_macro2::TokenStream =
        call.trim().trim_end_matches(';').parse().map_err(|_| anyhow::anyhow!("the expansion is no Rust"))?;
    Ok(count(stream))
}

fn count(stream: proc_macro2::TokenStream) -> usize {
    let one = |tree| match tree {
        proc_macro2::TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    stream.into_iter().map(one).sum()
}

/// What of the catalog reaches the macro's library, a program with constants, and one that checks at run time.
fn binary(page: &mut String, temporary: &Path, facade: &str) -> Result<()> {
    let catalog = fs::read(CATALOG)?;
    let constants = format!(
        "use iam_policy::{{Policy, policy}};\nconst P: Policy = policy! {POLICY};\n\
         fn main() {{ println!(\"{{}}\", P.as_json()); }}\n"
    );
    let checks = "fn main() {\n    let text = std::env::args().nth(1).unwrap_or_default();\n    \
                  println!(\"{}\", iam_policy::Policy::<iam_policy::Identity>::parse(&text).is_ok());\n}\n";
    let programs = Crate::new(temporary, "programs", facade, "")?;
    programs.write("bin/constants.rs", &constants)?;
    programs.write("bin/checks.rs", checks)?;
    programs.first(Verb::Release)?;
    let library = programs.built("release/deps", "libpolicy_macros-", std::env::consts::DLL_SUFFIX)?;
    let searched = [
        ("the macro's library", library),
        ("a program that uses constants only", programs.built("release", "constants", "constants")?),
        ("a program that checks text at run time", programs.built("release", "checks", "checks")?),
    ];
    let _ = writeln!(
        page,
        "### The catalog\n\n`{CATALOG}` has {} bytes. Release builds, searched for its first bytes ({MAGIC:?}) and for each \
         of its whole kilobytes:\n\n| | bytes | begins in it | kilobytes of it |\n|---|---:|---|---:|",
        catalog.len()
    );
    for (shown, bytes) in searched {
        let kilobytes = catalog.chunks_exact(1024);
        let (all, found) = (kilobytes.len(), kilobytes.filter(|part| holds(&bytes, part)).count());
        let begins = if holds(&bytes, &MAGIC) { "yes" } else { "no" };
        let _ = writeln!(page, "| {shown} | {} | {begins} | {found} of {all} |", bytes.len());
    }
    Ok(())
}

/// Whether `part` stands somewhere in `bytes`.
fn holds(bytes: &[u8], part: &[u8]) -> bool {
    let Some((&first, rest)) = part.split_first() else { return true };
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|tail| tail.iter().position(|&byte| byte == first)) {
        at += next + 1;
        if bytes.get(at..).is_some_and(|tail| tail.starts_with(rest)) {
            return true;
        }
    }
    false
}

fn time(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn ratio(a: Duration, b: Duration) -> String {
    format!("{:.2}", a.as_secs_f64() / b.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn parts_are_found_wherever_they_stand() {
        assert!(holds(b"aab", b"ab"));
        assert!(holds(b"ab", b"ab"));
        assert!(!holds(b"abab", b"abb"));
    }
}
