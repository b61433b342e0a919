//! Where and when something was measured.

use std::fs;
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result};

/// What a command prints, without the line's end.
fn said(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output().with_context(|| format!("cannot run {program}"))?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// One sentence: date, processor, cores, compiler.
pub(crate) fn describe(date: Option<&str>) -> Result<String> {
    let date = match date {
        Some(date) => date.to_owned(),
        None => said("date", &["-u", "+%Y-%m-%d"])?,
    };
    let cores = thread::available_parallelism()?;
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("unknown", |(_, model)| model.trim());
    Ok(format!("Measured on {date}: {model}, {cores} cores, {}.", said("rustc", &["--version"])?))
}

/// The version of a package in a lock file.
pub(crate) fn version(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}
