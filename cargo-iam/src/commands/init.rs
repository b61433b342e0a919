//! `cargo iam init`

use std::fs;
use std::path::{Path, PathBuf};

use crate::config;
use crate::error::{Failure, Outcome, Result};
use crate::terminal;

/// What is written: the path and the text.
const FILES: [(&str, &str); 5] = [
    (config::FILE, include_str!("init/iam-policy.toml")),
    ("policies/personalize-access.json", include_str!("init/personalize-access.json")),
    ("policies/personalize-trust.json", include_str!("init/personalize-trust.json")),
    (".pre-commit-config.yaml", include_str!("init/pre-commit.yaml")),
    (".github/workflows/iam-policy.yml", include_str!("init/workflow.yml")),
];

/// Writes what is not there yet; nothing is overwritten.
pub(crate) fn run(folder: &Path) -> Result<Outcome> {
    for (name, text) in FILES {
        let path = if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) };
        if path.exists() {
            terminal::status("Kept", format!("{} (it is there already)", path.display()));
            continue;
        }
        let failed = |error| Failure::about(format!("cannot write {}", path.display()), error);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        crate::files::write(&path, text)?;
        terminal::status("Created", path.display());
    }
    Ok(Outcome::Clean)
}

#[cfg(test)]
mod tests {
    use policy_core::{Options, PolicyType, validate};

    #[test]
    fn the_starter_policies_have_no_findings() {
        for (text, kind) in [
            (include_str!("init/personalize-access.json"), PolicyType::Identity),
            (include_str!("init/personalize-trust.json"), PolicyType::Trust),
        ] {
            assert_eq!(validate(text, &Options::new(kind)).findings, []);
        }
    }
}
