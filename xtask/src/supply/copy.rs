//! A copy of the tracked files, to resolve and build otherwise.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use super::said;
use crate::root;

pub(super) struct Copy {
    folder: TempDir,
    /// The same for every copy, so that the next run builds less.
    target: PathBuf,
}

impl Copy {
    pub(super) fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in said("git", &["ls-files", "-z"])?.split_terminator('\0') {
            let (from, to) = (root().join(name), folder.path().join(name));
            // Deleted and not yet committed.
            if from.is_file() {
                to.parent().map(fs::create_dir_all).transpose()?;
                fs::copy(from, to)?;
            }
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        Ok(Self { folder, target: target.join("supply") })
    }

    /// Makes a workspace of these members alone, with the package at its root or without.
    pub(super) fn keep(&self, members: &[&str], has_root: bool) -> Result<()> {
        let path = self.folder.path().join("Cargo.toml");
        let mut manifest: toml::Table = fs::read_to_string(&path)?.parse()?;
        manifest.retain(|key, _| has_root || key == "workspace");
        let workspace = manifest.get_mut("workspace").and_then(toml::Value::as_table_mut);
        let workspace = workspace.context("the root is no workspace")?;
        workspace.remove("default-members");
        workspace.insert("members".to_owned(), members.to_vec().into());
        Ok(fs::write(path, toml::to_string(&manifest)?)?)
    }

    pub(super) fn program(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command.current_dir(self.folder.path()).env("CARGO_TARGET_DIR", &self.target);
        // The toolchain that runs this is not the one to look for.
        command.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        command
    }

    pub(super) fn cargo(&self) -> Command {
        self.program("cargo")
    }
}
