//! For build scripts: policies written to files, and files checked as policies.
//!
//! Everything here speaks to cargo: what goes wrong becomes `cargo::error` lines, which fail the build with the message and
//! the excerpt; warnings become `cargo::warning` lines; and files that were read get a `rerun-if-changed`.
//!
//! ```no_run
//! // build.rs
//! use iam_policy::{Policy, build, policy};
//!
//! const ACCESS: Policy = policy! {
//!     "Version": "2012-10-17",
//!     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
//! };
//!
//! build::emit(&ACCESS).to("infra/policy.json");
//! build::check_dir("policies");
//! ```

use std::path::{Path, PathBuf};
use std::{fs, io, process};

use policy_core::emit::Emitted;
use policy_core::{Excerpt, Options, Policy, PolicyType, validate};

/// A policy on its way to a file: see [`emit`].
#[derive(Debug)]
#[must_use = "`to` writes the file"]
pub struct Emit {
    text: String,
}

/// Takes the policy in the console's layout; [`Emit::to`] writes it.
pub fn emit<K>(policy: &Policy<K>) -> Emit {
    Emit { text: format!("{policy:#}\n") }
}

/// Takes a whole set-up as one of the [`emit`](mod@crate::emit)ters wrote it. What it notes about names becomes warnings.
///
/// ```no_run
/// # use iam_policy::{Setup, build};
/// # const SETUP: Setup<'static> = Setup::EMPTY;
/// let template = iam_policy::emit::terraform(&SETUP).unwrap();
/// build::emit_setup(template).to("infra/policies.tf.json");
/// ```
pub fn emit_setup(emitted: Emitted) -> Emit {
    emitted.notes.iter().for_each(|note| say("warning", note));
    Emit { text: emitted.text }
}

impl Emit {
    /// Writes minified JSON instead of the console's layout. What is no JSON stays as it is.
    pub fn minified(mut self) -> Self {
        if self.text.starts_with('{') {
            self.text = policy_core::minify(&self.text);
        }
        self
    }

    /// Writes the file, relative to the package's directory: whole or not at all, and only when its content changes, so
    /// that tools watching it see no change that is none. Folders on the way are made.
    ///
    /// When that fails, the build fails with a message.
    pub fn to(self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        if let Err(error) = write(path, &self.text) {
            say("error", &format!("cannot write `{}`: {error}", path.display()));
        }
        say("rerun-if-changed", &path.display().to_string());
    }
}

/// A folder that policies are written to: see [`emit_dir`].
#[derive(Debug)]
pub struct EmitDir {
    folder: PathBuf,
}

/// Names the folder that a set of policies goes to.
///
/// ```no_run
/// # use iam_policy::{Policy, build, policy};
/// # const READ: Policy = policy! {
/// #     "Version": "2012-10-17",
/// #     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
/// # };
/// build::emit_dir("infra/policies").policy("read", &READ);
/// ```
pub fn emit_dir(folder: impl Into<PathBuf>) -> EmitDir {
    EmitDir { folder: folder.into() }
}

impl EmitDir {
    /// Writes one policy to `<name>.json` in the folder, as [`Emit::to`] does.
    #[allow(clippy::return_self_not_must_use, reason = "the file is written when this returns")]
    pub fn policy<K>(self, name: &str, policy: &Policy<K>) -> Self {
        emit(policy).to(self.folder.join(format!("{name}.json")));
        self
    }
}

/// Checks every `*.json` file of a folder as an identity policy; see [`check_dir_as`].
pub fn check_dir(folder: impl AsRef<Path>) {
    check_dir_as(PolicyType::Identity, folder);
}

/// Checks every `*.json` file of a folder as a policy of that type. Findings become errors and warnings of the build, each
/// with the file, the line and the excerpt.
pub fn check_dir_as(policy_type: PolicyType, folder: impl AsRef<Path>) {
    let folder = folder.as_ref();
    say("rerun-if-changed", &folder.display().to_string());
    match json_files(folder) {
        Ok(files) => files.iter().for_each(|file| check(policy_type, file)),
        Err(error) => say("error", &format!("cannot read `{}`: {error}", folder.display())),
    }
}

fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Nobody reads more findings about a file.
const MOST: usize = 100;

fn check(policy_type: PolicyType, file: &Path) {
    let name = file.display().to_string();
    let text = match fs::read(file).map(String::from_utf8) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => return say("error", &format!("`{name}` is not UTF-8: {error}")),
        Err(error) => return say("error", &format!("cannot read `{name}`: {error}")),
    };
    let mut findings = validate(&text, &Options::new(policy_type)).findings;
    if findings.len() > MOST {
        findings.sort_by_key(|finding| !finding.is_denied());
        say("warning", &format!("`{name}` has {} more findings", findings.len() - MOST));
    }
    for finding in findings.iter().take(MOST) {
        let key = if finding.is_denied() { "error" } else { "warning" };
        // Cargo says `error` or `warning` itself.
        say(key, &format!("{} [{}]", finding.message, finding.code.to_lowercase()));
        let excerpt = Excerpt::new(finding, &text, &name).to_string();
        excerpt.lines().skip(1).for_each(|line| say(key, line));
    }
}

/// Writes `text` beside `path` and moves it there, unless that is what the file holds.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", process::id()));
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).inspect_err(|_| drop(fs::remove_file(&draft)))
}

#[allow(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn say(key: &str, value: &str) {
    println!("cargo::{key}={value}");
}
