//! `cargo xtask fuzz`: every fuzz target for some minutes, from the committed seeds and the checks' own examples.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use policy_core::checks;

/// Each target and the folder of `fuzz/seeds` that it starts from.
const TARGETS: [(&str, &str); 7] = [
    ("parse", "text"),
    ("print", "text"),
    ("validate", "text"),
    ("fix", "typed"),
    ("evaluate", "typed"),
    ("holes", "holes"),
    ("catalog", "catalog"),
];

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// How long each target runs
    #[arg(long, default_value_t = 10)]
    minutes: u32,
    /// These targets only
    #[arg(long)]
    target: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let is_wanted = |name: &str| args.target.is_empty() || args.target.iter().any(|target| target == name);
    for (target, seeds) in TARGETS.into_iter().filter(|(target, _)| is_wanted(target)) {
        let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{seeds}"));
        fs::create_dir_all(&corpus)?;
        if !seeds.ends_with("catalog") {
            write_examples(Path::new(&corpus), &seeds)?;
        }
        // libFuzzer's instrumentation is not stable yet. Without `unsafe` there is nothing for a sanitizer to find.
        let status = Command::new("cargo")
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", "--sanitizer", "none", target, &corpus, &seeds, "--"])
            .args(["-dict=fuzz/iam.dict", "-timeout=10", "-rss_limit_mb=2048", "-max_len=8192", "-print_final_stats=1"])
            .arg(format!("-max_total_time={}", 60 * args.minutes))
            .status()?;
        ensure!(status.success(), "{target} found something: see fuzz/artifacts/{target}");
        println!("{target}: nothing found in {} minutes", args.minutes);
    }
    Ok(())
}

/// The JSON in the checks' documentation: right and wrong, for everything that is checked.
fn write_examples(corpus: &Path, seeds: &str) -> Result<()> {
    for check in checks::all() {
        let fences = check.docs().split("```json").skip(1);
        for (at, fence) in fences.filter_map(|rest| rest.split_once('\n')).enumerate() {
            let text = fence.1.split("```").next().unwrap_or_default();
            let input = match seeds.rsplit('/').next() {
                // `A` to `G`: a byte for the policy's type, in turns.
                Some("typed") => char::from(b'A' + u8::try_from(at % 7)?).to_string() + text,
                Some("holes") => format!("films\n{}", text.replace("*\"", "HOLE\"")),
                _ => text.to_owned(),
            };
            fs::write(corpus.join(format!("{}-{at}", check.code().to_lowercase())), input)?;
        }
    }
    Ok(())
}
