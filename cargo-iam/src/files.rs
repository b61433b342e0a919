//! Files: which ones, what is in them, and how they are written back.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;
use policy_core::LineIndex;

use crate::error::{Failure, Result};

/// A text with the name it is reported under.
#[derive(Debug)]
pub(crate) struct Source {
    /// The path as the user would write it, or `<stdin>`.
    pub(crate) name: String,
    /// Where to write it back; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) text: String,
    pub(crate) lines: LineIndex,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    /// `None` is standard input.
    path: Option<PathBuf>,
    /// Found by walking a folder: it need not hold a policy.
    pub(crate) walked: bool,
}

/// What describes an account has some megabytes; a policy, some kilobytes.
const MAX_BYTES: u64 = 64 << 20;

/// Extensions of files that may hold policies, for walking folders.
const EXTENSIONS: [&str; 4] = ["json", "yaml", "yml", "template"];

/// The files that the arguments name, each once, in order. Without arguments, everything under the working folder.
pub(crate) fn find(arguments: &[String]) -> Result<Vec<Target>> {
    find_like(arguments, &|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
    })
}

/// The files that the arguments name, and those in the folders among them that `is_candidate` takes.
pub(crate) fn find_like(arguments: &[String], is_candidate: &dyn Fn(&Path) -> bool) -> Result<Vec<Target>> {
    let (mut targets, mut seen) = (Vec::new(), BTreeSet::new());
    let here = ["."];
    let arguments: Vec<&str> =
        if arguments.is_empty() { here.to_vec() } else { arguments.iter().map(String::as_str).collect() };
    for argument in arguments {
        for target in expand(argument, is_candidate)? {
            if seen.insert(target.identity()) {
                targets.push(target);
            }
        }
    }
    Ok(targets)
}

fn expand(argument: &str, is_candidate: &dyn Fn(&Path) -> bool) -> Result<Vec<Target>> {
    let path = Path::new(argument);
    if argument == "-" {
        return Ok(vec![Target::named(argument)]);
    }
    if path.is_dir() {
        return walk(path, true, is_candidate);
    }
    if !path.exists() && argument.contains(['*', '?', '[', '{']) {
        return glob(argument);
    }
    Ok(vec![Target::named(argument)])
}

fn glob(pattern: &str) -> Result<Vec<Target>> {
    let glob = GlobBuilder::new(pattern.strip_prefix("./").unwrap_or(pattern)).literal_separator(true).build();
    let matcher =
        glob.map_err(|error| Failure::about(format!("bad glob `{pattern}`"), error.kind()))?.compile_matcher();
    let literal = pattern.split(['*', '?', '[', '{']).next().unwrap_or_default();
    let root = literal.rsplit_once('/').map_or(".", |(folder, _)| if folder.is_empty() { "/" } else { folder });
    let root = Path::new(root);
    let targets = if root.exists() { walk(root, false, |path| matcher.is_match(path))? } else { Vec::new() };
    if targets.is_empty() {
        return Err(Failure::new(format!("no file matches `{pattern}`")));
    }
    Ok(targets)
}

/// The files under a folder that version control does not ignore.
fn walk(root: &Path, walked: bool, wanted: impl Fn(&Path) -> bool) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    for entry in WalkBuilder::new(root).require_git(false).sort_by_file_path(Path::cmp).build() {
        let entry = match entry {
            Ok(entry) => entry,
            // To read it fails in its turn, and the others are read all the same.
            Err(error) => {
                let path = place(&error).ok_or_else(|| Failure::about(root.display(), &error))?;
                targets.push(Target::at(path.to_owned()));
                continue;
            }
        };
        let path = entry.path().strip_prefix("./").unwrap_or(entry.path());
        if entry.file_type().is_some_and(|kind| kind.is_file()) && wanted(path) {
            targets.push(Target { path: Some(path.to_owned()), walked });
        }
    }
    Ok(targets)
}

/// What could not be walked.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.strip_prefix("./").unwrap_or(path)),
        ignore::Error::WithDepth { err, .. } => place(err),
        _ => None,
    }
}

impl Target {
    /// The one file of that name; `-` is standard input.
    pub(crate) fn named(name: &str) -> Self {
        Self { path: (name != "-").then(|| PathBuf::from(name)), walked: false }
    }

    /// The file at a path.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path: Some(path), walked: false }
    }

    /// The same for whatever names the same file.
    fn identity(&self) -> Option<PathBuf> {
        self.path.as_ref().map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.clone()))
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(crate) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "<stdin>".to_owned(), |path| path.display().to_string().replace('\\', "/"))
    }

    /// Reads the whole file.
    pub(crate) fn read(&self) -> Result<Source> {
        let text = self.read_text()?;
        if text.starts_with('\u{FEFF}') {
            return Err(Failure::about(
                self.name(),
                "begins with a byte order mark, which IAM does not accept; `cargo iam fmt` removes it",
            ));
        }
        Ok(self.source(text))
    }

    /// Reads the whole file; a byte order mark is left out.
    pub(crate) fn read_without_mark(&self) -> Result<(Source, bool)> {
        let text = self.read_text()?;
        let bare = text.strip_prefix('\u{FEFF}').map(str::to_owned);
        let had_mark = bare.is_some();
        Ok((self.source(bare.unwrap_or(text)), had_mark))
    }

    /// A text in the file's place.
    pub(crate) fn source(&self, text: String) -> Source {
        Source { name: self.name(), path: self.path.clone(), lines: LineIndex::new(&text), text }
    }

    fn read_text(&self) -> Result<String> {
        let bytes = self.read_bytes().map_err(|error| Failure::about(format!("cannot read {}", self.name()), error))?;
        String::from_utf8(bytes).map_err(|error| {
            let bytes = error.as_bytes();
            let at = error.utf8_error().valid_up_to();
            let problem = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
                "is UTF-16; save it as UTF-8".to_owned()
            } else {
                let line = bytes.iter().take(at).filter(|&&byte| byte == b'\n').count() + 1;
                format!("is not UTF-8: bad byte at offset {at}, line {line}")
            };
            Failure::about(self.name(), problem)
        })
    }

    fn read_bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &self.path {
            Some(path) => fs::File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?,
            None => io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes)?,
        };
        if bytes.len() as u64 > MAX_BYTES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than 64 MiB"));
        }
        Ok(bytes)
    }
}

/// Replaces a file's contents in one step: a reader sees the old or the new text, never a part. Links stay links, and the
/// file keeps its permissions.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    // The error's own text may name the temporary file.
    let failed = |error: io::Error| Failure::about(format!("cannot write {}", path.display()), error.kind());
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".cargo-iam-").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    // A temporary file is its owner's only; the new file takes the old one's permissions, or what the system gives.
    if let Ok(metadata) = fs::metadata(&target) {
        file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&target).map_err(|error| failed(error.error))?;
        return Ok(());
    }
    fs::write(&target, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_error_names_the_file_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let error = super::write(&folder.path().join("missing/policy.json"), "{}").unwrap_err();
        let text = format!("{error:?}");
        assert!(text.contains("missing/policy.json: entity not found") && !text.contains(".cargo-iam"), "{text}");
    }

    #[test]
    fn writing_replaces_the_whole_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.json");
        std::fs::write(&path, "a longer text").unwrap();
        super::write(&path, "{}").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
