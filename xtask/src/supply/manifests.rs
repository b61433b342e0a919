//! What the manifests say.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::{PUBLISHED, said};

/// The manifests that have a lock file beside them.
pub(super) fn workspaces() -> Result<Vec<String>> {
    let locks = said("git", &["ls-files", "*Cargo.lock"])?;
    Ok(locks.lines().map(|path| path.replace("Cargo.lock", "Cargo.toml")).collect())
}

/// Of `cargo metadata`, what is asked here.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    rust_version: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

fn metadata() -> Result<Metadata> {
    Ok(serde_json::from_str(&said("cargo", &["metadata", "--format-version", "1", "--locked", "--all-features"])?)?)
}

/// The oldest compiler, as the facade has it.
pub(super) fn rust_version() -> Result<String> {
    let packages = metadata()?.packages;
    let facade = packages.into_iter().find(|package| package.name == "iam-policy" && package.source.is_none());
    facade.and_then(|package| package.rust_version).context("iam-policy has no rust-version")
}

/// What published crates need, tests aside, and builds with newer compilers only.
pub(super) fn newer_dependencies(least: &str) -> Result<Vec<String>> {
    let metadata = metadata()?;
    let packages: BTreeMap<_, _> = metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let nodes: BTreeMap<_, _> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let is_published = |package: &&Package| package.source.is_none() && PUBLISHED.contains(&package.name.as_str());
    let mut waiting: Vec<_> =
        metadata.packages.iter().filter(is_published).map(|package| package.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            let needed =
                |dependency: &&Dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev"));
            let node = nodes.get(id).context("a package that is not resolved")?;
            waiting.extend(node.deps.iter().filter(needed).map(|dependency| dependency.pkg.as_str()));
        }
    }
    let is_newer =
        |package: &&&Package| package.rust_version.as_deref().is_some_and(|version| numbers(version) > numbers(least));
    let newer = seen.iter().filter_map(|id| packages.get(id)).filter(is_newer);
    Ok(newer.map(|package| format!("{} {}", package.name, package.version)).collect())
}

/// `1.88` and `1.88.0` as the same three numbers.
fn numbers(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    [(); 3].map(|()| parts.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;

    use toml::{Table, Value};

    use super::super::said;
    use super::{PUBLISHED, newer_dependencies, numbers, rust_version, workspaces};
    use crate::root;

    fn read(manifest: &str) -> Table {
        fs::read_to_string(root().join(manifest)).unwrap().parse().unwrap()
    }

    fn forbids_unsafe(lints: Option<&Value>) -> bool {
        lints.and_then(|lints| lints.get("rust")?.get("unsafe_code")?.as_str()) == Some("forbid")
    }

    #[test]
    fn every_crate_forbids_unsafe_code() {
        for workspace in workspaces().unwrap() {
            let manifest = read(&workspace);
            let inherited = manifest.get("workspace").and_then(|workspace| workspace.get("lints"));
            assert!(forbids_unsafe(inherited) || forbids_unsafe(manifest.get("lints")), "{workspace}");
        }
        let manifests = said("git", &["ls-files", "*Cargo.toml"]).unwrap();
        assert!(manifests.lines().count() > 10);
        for path in manifests.lines().filter(|path| read(path).contains_key("package")) {
            let lints = read(path).get("lints").cloned();
            let inherits = lints.as_ref().and_then(|lints| lints.get("workspace")?.as_bool()) == Some(true);
            assert!(inherits || forbids_unsafe(lints.as_ref()), "{path} does not forbid unsafe code");
        }
    }

    #[test]
    fn published_crates_say_what_a_registry_shows() {
        let metadata = said("cargo", &["metadata", "--no-deps", "--format-version", "1", "--offline"]).unwrap();
        let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
        for name in PUBLISHED {
            let packages = metadata["packages"].as_array().unwrap();
            let package = packages.iter().find(|package| package["name"] == name).unwrap();
            for key in ["description", "license", "readme", "documentation", "rust_version"] {
                assert!(package[key].is_string(), "{name} has no {key}");
            }
            for key in ["keywords", "categories"] {
                let count = package[key].as_array().map_or(0, Vec::len);
                assert!((1..=5).contains(&count), "{name} has {count} {key}");
            }
            let has_library = package["targets"].to_string().contains("\"lib\"");
            let features = &package["metadata"]["docs"]["rs"]["all-features"];
            assert!(!has_library || features == &serde_json::Value::Bool(true), "{name}: docs.rs leaves out features");
        }
        for package in metadata["packages"].as_array().unwrap() {
            let is_private = package["publish"].as_array().is_some_and(Vec::is_empty);
            let name = package["name"].as_str().unwrap();
            assert_ne!(is_private, PUBLISHED.contains(&name), "{name}: published or not?");
        }
    }

    #[test]
    fn users_compile_four_crates_besides_ours_at_most() {
        let tree = ["tree", "-p", "iam-policy", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
        let tree = said("cargo", &[&tree[..], &["--offline", "--locked", "--no-dedupe"]].concat()).unwrap();
        let names: BTreeSet<_> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let known = ["iam-policy", "policy-core", "policy-macros", "proc-macro2", "quote", "syn", "unicode-ident"];
        assert!(names.contains("policy-macros") && names.is_subset(&known.into()), "{names:?}");
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(numbers("1.88"), numbers("1.88.0"));
        assert!(numbers("1.100") > numbers("1.88.1"));
    }

    #[test]
    fn dependencies_build_with_the_oldest_compiler() {
        assert_eq!(newer_dependencies(&rust_version().unwrap()).unwrap(), [""; 0]);
    }
}
