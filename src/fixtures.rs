//! Fixture files as a test.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use policy_core::LineIndex;
use policy_core::evaluate::{FixtureError, run_fixtures};

/// How the names of fixture files end.
const ENDS: [&str; 2] = [".policy-test.toml", ".policy-test.json"];

/// Asserts that every request of a fixture file, or of all `*.policy-test.toml` and `*.policy-test.json` files in and under
/// a folder, gets the decision that is expected of it. `docs/fixtures.md` describes the files; `cargo iam test` runs them,
/// too.
///
/// ```no_run
/// #[test]
/// fn policies_allow_what_they_should() {
///     iam_policy::assert_fixtures("policies");
/// }
/// ```
///
/// # Panics
///
/// When a decision is another, with what each candidate statement lacked; when a file cannot be read; when there is none.
#[track_caller]
pub fn assert_fixtures(path: impl AsRef<Path>) {
    let path = path.as_ref();
    let mut report = String::new();
    let files = match files(path) {
        Ok(files) => files,
        Err(error) => return fail(&format!("cannot read `{}`: {error}", path.display())),
    };
    if files.is_empty() {
        return fail(&format!("there is no fixture file in `{}`", path.display()));
    }
    let mut count = 0_usize;
    for file in files {
        // Writing to a string does not fail.
        match run(&file) {
            Ok(failures) => failures.iter().for_each(|failure| {
                count += 1;
                let _ = write!(report, "\n\n---- {} ----\n{failure}", file.display());
            }),
            Err(problem) => {
                count += 1;
                let _ = write!(report, "\n\n{problem}");
            }
        }
    }
    if count > 0 {
        fail(&format!("{count} of the fixtures in `{}` failed{report}", path.display()));
    }
}

#[track_caller]
#[allow(clippy::panic, reason = "this is how a test fails")]
fn fail(message: &str) {
    panic!("{message}");
}

/// What failed in a file.
fn run(file: &Path) -> Result<Vec<String>, String> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| format!("cannot read `{name}`: {error}"))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let read = |path: &str| {
        let path = folder.join(path);
        fs::read_to_string(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
    };
    let results = run_fixtures(&name, &text, read).map_err(|error| place(&name, &text, &error))?;
    let failures = results.into_iter().filter_map(|result| {
        let mismatch = result.mismatch?;
        Some(format!("{}: {mismatch}", result.name))
    });
    Ok(failures.collect())
}

fn place(name: &str, text: &str, error: &FixtureError) -> String {
    if error.span == policy_core::Span::default() {
        return format!("{name}: {error}");
    }
    let at = LineIndex::new(text).position(text, error.span.start);
    format!("{name}:{}:{}: {error}", at.line, at.column)
}

/// The file, or the fixture files in and under the folder, in order.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_folder = entry.file_type()?.is_dir();
        if is_folder && !name.starts_with('.') {
            found.extend(files(&entry.path())?);
        } else if !is_folder && ENDS.iter().any(|end| name.ends_with(end)) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
