//! The tarballs of the published crates.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{PUBLISHED, cargo, packages, succeed};

/// Packs each crate, unpacks it elsewhere and builds it there, from its own files and the other tarballs.
pub(super) fn run() -> Result<()> {
    let folder = tempfile::tempdir()?;
    // What is not committed yet is packed as it stands: a release is made of a clean checkout anyway.
    let mut package = cargo(&["package", "--quiet", "--locked", "--allow-dirty", "--all-features", "--target-dir"]);
    succeed(package.arg(folder.path()).args(packages(&PUBLISHED)))?;
    for name in PUBLISHED {
        println!("{name:<16}{:>6} KB packed", size(&folder.path().join("package"), name)?.div_ceil(1024));
    }
    Ok(())
}

fn size(folder: &Path, name: &str) -> Result<u64> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // What follows the name is a version, not the rest of another name.
        let is_it =
            |file: &str| Some(file.strip_suffix(".crate")?.strip_prefix(name)?.strip_prefix('-')?.contains('.'));
        if entry.file_name().to_str().and_then(is_it) == Some(true) {
            return Ok(entry.metadata()?.len());
        }
    }
    None.with_context(|| format!("no tarball of {name} in {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::PUBLISHED;

    /// What may be packed, besides what cargo adds.
    const FOLDERS: [&str; 2] = ["src/", "data/"];
    const FILES: [&str; 6] =
        ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "docs/attach.md", "docs/checks.md"];
    const CARGOS: [&str; 4] = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];

    #[test]
    fn tarballs_hold_sources_and_licenses_and_nothing_else() {
        for name in PUBLISHED {
            let list = said("cargo", &["package", "-p", name, "--list", "--allow-dirty", "--offline"]).unwrap();
            let files: Vec<_> = list.lines().map(|line| line.replace('\\', "/")).collect();
            for wanted in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
                assert!(files.iter().any(|file| file == wanted), "{name} has no {wanted}");
            }
            let is_known = |file: &str| {
                FOLDERS.iter().any(|folder| file.starts_with(folder)) || FILES.contains(&file) || CARGOS.contains(&file)
            };
            let others: Vec<_> = files.iter().filter(|file| !is_known(file)).collect();
            assert!(others.is_empty(), "{name}: {others:?}");
        }
    }
}
