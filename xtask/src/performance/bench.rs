//! `cargo xtask bench-table`: the timing loop of `benches/`, as a table.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::{RUN_TIME, machine, write_section};

const YARDSTICKS: [&str; 4] = ["serde_json", "iam-rs", "cedar-policy", "strsim"];

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The day to write down; today's by default
    #[arg(long)]
    date: Option<String>,
}

/// A line of the timing loop.
struct Row<'t> {
    group: &'t str,
    item: &'t str,
    case: &'t str,
    nanoseconds: f64,
    /// What ours costs in terms of this one.
    ratio: f64,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let output = Command::new("cargo")
        .env("CARGO_IAM", cargo_iam()?)
        .args(["run", "--quiet", "--release", "--locked", "--manifest-path", "benches/Cargo.toml"])
        .stderr(std::process::Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the benches failed");
    let text = String::from_utf8(output.stdout)?;
    let rows = text.lines().map(row).collect::<Option<Vec<_>>>().context("the benches print another shape")?;
    write_section(RUN_TIME, &page(args, &rows)?)
}

/// Builds `cargo-iam` and the program that does nothing; the path of the former.
fn cargo_iam() -> Result<String> {
    let build = |arguments: &[&str]| -> Result<String> {
        let mut command = Command::new("cargo");
        let output = command.args(["build", "--quiet", "--release", "--locked"]).args(arguments).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    };
    build(&["--manifest-path", "benches/Cargo.toml", "--bins"])?;
    let messages = build(&["-p", "cargo-iam", "--message-format", "json"])?;
    let values = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut programs = values.filter_map(|value| Some(value["executable"].as_str()?.to_owned()));
    programs.next().context("cargo names no program")
}

fn row(line: &str) -> Option<Row<'_>> {
    let mut fields = line.split('\t');
    Some(Row {
        group: fields.next()?,
        item: fields.next()?,
        case: fields.next()?,
        nanoseconds: fields.next()?.parse().ok()?,
        ratio: fields.next()?.parse().ok()?,
    })
}

fn page(args: &Args, rows: &[Row<'_>]) -> Result<String> {
    let lock = fs::read_to_string("benches/Cargo.lock")?;
    let versions: Vec<_> =
        YARDSTICKS.iter().filter_map(|name| Some(format!("{name} {}", machine::version(&lock, name)?))).collect();
    let mut page = format!(
        "{} Yardsticks: {}.\n\n\
         A ratio is our time in terms of the yardstick's on the same input: 0.50 is half of it. The policies are the \
         783 of `tests/corpus/managed_policies.ndjson`; requests meet the same ten statements in each language. \
         `cargo xtask bench-table` measures again, `cargo bench --manifest-path benches/Cargo.toml` shows each case by \
         itself.\n\n| | ours | | yardstick | | ratio |\n|---|---|---:|---|---:|---:|\n",
        machine::describe(args.date.as_deref())?,
        versions.join(", "),
    );
    let (sizes, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.group.starts_with("size: "));
    let mut ours: Option<&Row<'_>> = None;
    for row in others {
        match ours {
            Some(first) if first.group == row.group => {
                let _ = writeln!(
                    page,
                    "| {} | `{}` | {} a {} | `{}` | {} | {} |",
                    row.group,
                    first.case,
                    time(first.nanoseconds),
                    row.item,
                    row.case,
                    time(row.nanoseconds),
                    ratio(row.ratio),
                );
            }
            _ => ours = Some(row),
        }
    }
    page += "\n### By size\n\nOne document of many statements, read and checked; a kilobyte should cost the same in all of \
             them.\n\n| document | `validate`, a KB | serde_json `Value`, a KB | ratio |\n|---|---:|---:|---:|\n";
    for pair in sizes.chunks(2) {
        if let [ours, other] = pair {
            let name = ours.group.trim_start_matches("size: ");
            let (our_time, other_time) = (time(ours.nanoseconds), time(other.nanoseconds));
            let _ = writeln!(page, "| {name} | {our_time} | {other_time} | {} |", ratio(other.ratio));
        }
    }
    Ok(page)
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        1e3..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.3} (1/{:.0})", 1.0 / ratio) } else { format!("{ratio:.2}") }
}
