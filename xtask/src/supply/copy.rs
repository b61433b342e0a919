//! A copy of the tracked files, to resolve and build otherwise.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
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
