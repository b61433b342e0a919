//! Crates made to be built, and what building them costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// A crate in a directory of its own.
pub(crate) struct Crate {
    dir: PathBuf,
    target: PathBuf,
}

/// What is wanted of cargo.
#[derive(Clone, Copy)]
pub(crate) enum Verb {
    Check,
    Build,
    Release,
}

impl Crate {
    /// A library under `parent`, with a target directory of its own.
    pub(crate) fn new(parent: &Path, name: &str, dependencies: &str, source: &str) -> Result<Self> {
        let dir = parent.join(name);
        fs::create_dir_all(dir.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        );
        fs::write(dir.join("Cargo.toml"), manifest)?;
        let new = Self { target: dir.join("target"), dir };
        new.write("lib.rs", source)?;
        // What is downloaded is not measured.
        ensure!(new.cargo().arg("fetch").status()?.success(), "cargo fetch failed for {name}");
        Ok(new)
    }

    /// The same crate in the target directory of another one, where its dependencies are built already.
    pub(crate) fn beside(mut self, other: &Self) -> Self {
        self.target.clone_from(&other.target);
        self
    }

    /// Puts a source file into the crate.
    pub(crate) fn write(&self, file: &str, source: &str) -> Result<()> {
        let path = self.dir.join("src").join(file);
        fs::create_dir_all(path.parent().unwrap_or(&self.dir))?;
        Ok(fs::write(path, source)?)
    }

    /// Cargo as a user starts it: none of what this run was started with.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.dir).env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER", "CARGO_BUILD_TARGET"] {
            cargo.env_remove(name);
        }
        cargo.stderr(Stdio::null());
        cargo
    }

    /// Processor time of everything from nothing.
    pub(crate) fn first(&self, verb: Verb) -> Result<Duration> {
        if self.target.exists() {
            fs::remove_dir_all(&self.target)?;
        }
        self.run(verb)
    }

    /// Processor time of the crate alone, its dependencies being there.
    pub(crate) fn again(&self, verb: Verb, source: &str) -> Result<Duration> {
        self.write("lib.rs", source)?;
        self.run(verb)
    }

    /// Processor time of what is left to do.
    pub(crate) fn run(&self, verb: Verb) -> Result<Duration> {
        let mut cargo = self.cargo();
        match verb {
            Verb::Check => cargo.arg("check"),
            Verb::Build => cargo.arg("build"),
            Verb::Release => cargo.args(["build", "--release"]),
        };
        let before = children()?;
        let status = cargo.args(["--quiet", "--offline"]).status()?;
        ensure!(status.success(), "cargo failed in {}", self.dir.display());
        Ok(children()?.saturating_sub(before))
    }

    /// The bytes of the only file in `folder` of the target directory that starts and ends like that.
    pub(crate) fn built(&self, folder: &str, start: &str, end: &str) -> Result<Vec<u8>> {
        for entry in fs::read_dir(self.target.join(folder))? {
            let entry = entry?;
            let name = entry.file_name();
            if name.to_str().is_some_and(|name| name.starts_with(start) && name.ends_with(end)) {
                return Ok(fs::read(entry.path())?);
            }
        }
        anyhow::bail!("nothing like {start}*{end} in {folder}")
    }

    /// How many other crates it takes.
    pub(crate) fn dependencies(&self) -> Result<usize> {
        let tree =
            ["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--format", "{p}", "--no-dedupe"];
        let output = self.cargo().args(tree).output()?;
        let text = String::from_utf8(output.stdout)?;
        // The format marks procedural macros in brackets; a crate may stand in the tree twice.
        let names: std::collections::BTreeSet<_> = text.lines().filter_map(|line| line.split(' ').next()).collect();
        names.len().checked_sub(1).context("cargo tree says nothing")
    }
}

/// User and system time of every child process so far, and of theirs.
#[cfg(unix)]
fn children() -> Result<Duration> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let time = |value: nix::sys::time::TimeVal| {
        let (seconds, micros) = (u64::try_from(value.tv_sec()), u64::try_from(value.tv_usec()));
        Duration::from_secs(seconds.unwrap_or(0)) + Duration::from_micros(micros.unwrap_or(0))
    };
    Ok(time(usage.user_time()) + time(usage.system_time()))
}

#[cfg(not(unix))]
fn children() -> Result<Duration> {
    anyhow::bail!("processor time is known on Unix only")
}
