//! `cargo xtask bench-table`: what the programs of `benches/` measure, as tables and a plot.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result};

use super::plot::{Curve, plot};
use super::programs::Programs;
use super::{RUN_TIME, machine, write_section};

const YARDSTICKS: [&str; 4] = ["serde_json", "iam-rs", "cedar-policy", "strsim"];
const PLOT: &str = "performance-by-size.svg";
/// The group whose ratio is how much of the second core is of use.
const BULK: &str = "validate many";

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
    let programs = Programs::build()?;
    let text = programs.benches(&[])?;
    let rows = text.lines().map(row).collect::<Option<Vec<_>>>().context("the benches print another shape")?;
    let (sizes, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.group.starts_with("size: "));
    let mut page = head(args)?;
    times(&mut page, &others);
    instructions(&mut page, &programs)?;
    memory(&mut page, &programs, others.iter().any(|row| row.group == BULK))?;
    by_size(&mut page, &sizes)?;
    write_section(RUN_TIME, &page)
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

fn head(args: &Args) -> Result<String> {
    let lock = fs::read_to_string("benches/Cargo.lock")?;
    let versions: Vec<_> =
        YARDSTICKS.iter().filter_map(|name| Some(format!("{name} {}", machine::version(&lock, name)?))).collect();
    Ok(format!(
        "{} Yardsticks: {}.\n\n\
         A ratio is our time in terms of the yardstick's on the same input: 0.50 is half of it. The policies are the \
         783 of `tests/corpus/managed_policies.ndjson`; requests meet the same ten statements in each language. Times are \
         processor time, medians; of whole processes they are the clock's, and the fastest runs are compared. \
         `cargo xtask bench-table` measures again, `cargo bench --manifest-path benches/Cargo.toml` shows each case by \
         itself.\n\n| | ours | | yardstick | | ratio |\n|---|---|---:|---|---:|---:|\n",
        machine::describe(args.date.as_deref())?,
        versions.join(", "),
    ))
}

fn times(page: &mut String, rows: &[&Row<'_>]) {
    let mut ours: Option<&Row<'_>> = None;
    for row in rows {
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
}

/// What no other process on the machine can change.
fn instructions(page: &mut String, programs: &Programs) -> Result<()> {
    page.push_str("\n### Instructions\n\n");
    let Some(empty) = programs.instructions(&["run"])? else {
        page.push_str("Not counted: valgrind is not installed.\n");
        return Ok(());
    };
    page.push_str(
        "As callgrind counts them, a policy of the same corpus.\n\n| | | instructions a policy | ratio |\n|---|---|---:|---:|\n",
    );
    let list = programs.benches(&["counted"])?;
    let mut ours: Option<(&str, u64)> = None;
    for line in list.lines() {
        let fields: Vec<_> = line.split('\t').collect();
        let [group, items, case] = fields[..] else { anyhow::bail!("the benches print another shape") };
        let counted = programs.instructions(&["run", group, case])?.context("valgrind is gone")?;
        let count = counted.saturating_sub(empty) / items.parse::<u64>()?;
        let shown = match ours {
            Some((first, count_of_first)) if first == group => ratio(share(count_of_first, count)),
            _ => {
                ours = Some((group, count));
                String::new()
            }
        };
        let _ = writeln!(page, "| {group} | `{case}` | {} | {shown} |", thousands(count));
    }
    Ok(())
}

/// What bulk validation keeps in memory, however much there is to validate.
fn memory(page: &mut String, programs: &Programs, has_scaling: bool) -> Result<()> {
    page.push_str("\n### Bulk validation\n\n");
    let peak = |times| -> Result<Option<u64>> { Ok(programs.benches(&["memory", times])?.trim().parse().ok()) };
    if let (Some(once), Some(ten)) = (peak("1")?, peak("10")?) {
        let _ = writeln!(
            page,
            "The most memory that `cargo iam validate --ndjson` ever had, with the corpus once and ten times over.\n\n\
             | policies | peak | ratio |\n|---:|---:|---:|\n| 783 | {} KB | |\n| 7,830 | {} KB | {:.2} |",
            thousands(once),
            thousands(ten),
            share(ten, once),
        );
    } else {
        page.push_str("Peak memory was not measured: only Linux tells it.\n");
    }
    page.push_str(if has_scaling {
        "\nThe row *validate many* above is two cores in terms of one: 0.50 would be all of the second one.\n"
    } else {
        "\nTwo cores against one were not measured: that takes `taskset` and two cores.\n"
    });
    Ok(())
}

fn by_size(page: &mut String, rows: &[&Row<'_>]) -> Result<()> {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    let mut table = String::new();
    for pair in rows.chunks(2) {
        let [our, other] = pair else { continue };
        let name = our.group.trim_start_matches("size: ");
        let kilobytes: f64 = name.trim_end_matches(" KB").parse()?;
        ours.push((kilobytes, our.nanoseconds * kilobytes));
        others.push((kilobytes, other.nanoseconds * kilobytes));
        let (our_time, other_time) = (time(our.nanoseconds), time(other.nanoseconds));
        let _ = writeln!(table, "| {name} | {our_time} | {other_time} | {} |", ratio(other.ratio));
    }
    let curves = [Curve { name: "validate", points: ours }, Curve { name: "serde_json Value", points: others }];
    fs::write(format!("docs/{PLOT}"), plot(&curves))?;
    let _ = write!(
        page,
        "\n### By size\n\nOne document of many statements, read and checked; a kilobyte should cost the same in all of \
         them.\n\n![Time against size, both in powers of ten: where cost is linear, a curve runs along the dotted lines]\
         ({PLOT})\n\n| document | `validate`, a KB | serde_json `Value`, a KB | ratio |\n|---|---:|---:|---:|\n{table}"
    );
    Ok(())
}

pub(super) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        1e3..1e6 => format!("{:.1} µs", nanoseconds / 1e3),
        _ => format!("{:.1} ms", nanoseconds / 1e6),
    }
}

fn ratio(ratio: f64) -> String {
    if ratio < 0.1 { format!("{ratio:.3} (1/{:.0})", 1.0 / ratio) } else { format!("{ratio:.2}") }
}

#[allow(clippy::cast_precision_loss, reason = "three digits are shown")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}

/// `12345` as `12,345`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}
