//! `cargo iam test`

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use policy_core::evaluate::{FixtureError, FixtureResult, run_fixtures};

use super::count;
use crate::error::{Failure, Outcome, Result};
use crate::files::{self, Source, Target};
use crate::{policies, terminal};

const OK: Style = AnsiColor::Green.on_default();
const FAILED: Style = AnsiColor::Red.on_default();

/// How the names of fixture files end.
const ENDS: [&str; 2] = [".policy-test.toml", ".policy-test.json"];

pub(crate) fn run(paths: &[String]) -> Result<Outcome> {
    let start = Instant::now();
    let is_fixture = |path: &Path| path.to_str().is_some_and(|path| ENDS.iter().any(|end| path.ends_with(end)));
    let targets = files::find_like(paths, &is_fixture)?;
    if targets.is_empty() {
        return Err(Failure::new("there is no `*.policy-test.toml` or `*.policy-test.json` file"));
    }
    let mut out = anstream::stdout().lock();
    let (mut passed, mut failures, mut unread) = (0_usize, Vec::new(), 0_usize);
    for target in &targets {
        let results = match run_file(target) {
            Ok(results) => results,
            Err(Failure::Message(message)) => {
                unread += 1;
                terminal::error(message);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let file = target.name();
        let stem = ENDS.iter().find_map(|end| file.strip_suffix(end)).unwrap_or(&file);
        for FixtureResult { name, mismatch, .. } in results {
            let name = format!("{stem}::{name}");
            if let Some(mismatch) = mismatch {
                writeln!(out, "test {name} ... {FAILED}FAILED{FAILED:#}")?;
                failures.push((name, mismatch));
            } else {
                passed += 1;
                writeln!(out, "test {name} ... {OK}ok{OK:#}")?;
            }
        }
    }
    if !failures.is_empty() {
        writeln!(out, "\nfailures:")?;
    }
    for (name, mismatch) in &failures {
        writeln!(out, "\n---- {name} ----\n{mismatch}")?;
    }
    let is_good = failures.is_empty() && unread == 0;
    let verdict = if is_good { format!("{OK}ok{OK:#}") } else { format!("{FAILED}FAILED{FAILED:#}") };
    let unread_files = match unread {
        0 => String::new(),
        many => format!("; {} not read", count(many, "file", "files")),
    };
    let (failed, seconds) = (failures.len(), start.elapsed().as_secs_f64());
    writeln!(
        out,
        "\ntest result: {verdict}. {passed} passed; {failed} failed{unread_files}; finished in {seconds:.2}s"
    )?;
    out.flush()?;
    Ok(if unread > 0 { Outcome::Unreadable } else { Outcome::of(failed > 0) })
}

/// Runs a file's fixtures; their policies' paths start from the file's folder.
fn run_file(target: &Target) -> Result<Vec<FixtureResult>> {
    let source = target.read()?;
    let folder = target.path().and_then(Path::parent).unwrap_or(Path::new(""));
    let read = |path: &str| {
        let read = policies::of_file(&Target::at(folder.join(path))).and_then(|found| policies::only(path, found));
        match read {
            Ok(policy) => Ok(policy.into_text()),
            Err(Failure::Message(message)) => Err(message),
            Err(Failure::BrokenPipe) => Err("nobody reads the output".to_owned()),
        }
    };
    run_fixtures(&source.name, &source.text, read).map_err(|error| place(&source, &error))
}

/// `file:line:column: message`; without the place when it is not known.
fn place(source: &Source, error: &FixtureError) -> Failure {
    if error.span == policy_core::Span::default() {
        return Failure::about(&source.name, &error.message);
    }
    let at = source.lines.position(&source.text, error.span.start);
    Failure::about(format!("{}:{}:{}", source.name, at.line, at.column), &error.message)
}
