//! The examples do what they say, as someone who pastes the commands sees it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "../examples/full_access.rs"]
#[allow(dead_code, unreachable_pub, reason = "it is a program elsewhere")]
mod full_access;

fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments).arg("--offline").env_remove("RUSTFLAGS");
    command.output().unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn full_access_prints_the_guides_policy_as_the_console_shows_it() {
    let output = cargo(root(), &["run", "--quiet", "--example", "full_access"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let seed = fs::read_to_string("tests/documents/seed.json").unwrap();
    assert_eq!(printed, seed);
}

#[test]
fn every_variant_is_less_than_full_access() {
    for (name, policy) in &full_access::ALL[1..] {
        let text = policy.to_string();
        assert!(!text.contains("personalize:*"), "{name}");
        assert_eq!(json(&text)["Version"], "2012-10-17", "{name}");
    }
}

/// A copy of the build-script example, outside the workspace.
fn build_script_project(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let source = root().join("examples/build-script");
    for part in ["src", "policies"] {
        fs::create_dir_all(folder.join(part)).unwrap();
    }
    for file in ["build.rs", "src/main.rs", "policies/recommendations.json"] {
        fs::copy(source.join(file), folder.join(file)).unwrap();
    }
    drop(fs::remove_dir_all(folder.join("infra")));
    let manifest = format!(
        "[package]\nname = \"project\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [build-dependencies]\niam-policy = {{ path = '{}', features = [\"build\"] }}\n",
        root().display()
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy("Cargo.lock", folder.join("Cargo.lock")).unwrap();
    folder
}

fn build(folder: &Path) -> Output {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("equivalence-target");
    cargo(folder, &["build", "--target-dir", target.to_str().unwrap()])
}

#[test]
fn the_build_script_writes_once_and_refuses_bad_policies() {
    let folder = build_script_project("build-script");
    let (policy, hand_written) = (folder.join("infra/policy.json"), folder.join("policies/recommendations.json"));

    let output = build(&folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(&policy).unwrap(), fs::read_to_string("tests/documents/seed.json").unwrap());

    // A second run that has nothing to say leaves the file alone.
    let written = fs::metadata(&policy).unwrap().modified().unwrap();
    let right = fs::read_to_string(&hand_written).unwrap();
    fs::write(&hand_written, format!("{right}\n")).unwrap();
    assert!(build(&folder).status.success());
    assert_eq!(fs::metadata(&policy).unwrap().modified().unwrap(), written);

    fs::write(&hand_written, right.replace("GetRecommendations", "GetRecomendations")).unwrap();
    let output = build(&folder);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(said.contains("recommendations.json:6:36"), "{said}");
    assert!(said.contains("did you mean `personalize:GetRecommendations`?"), "{said}");
    let names: Vec<_> = fs::read_dir(folder.join("infra")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["policy.json"], "no draft is left behind");
}
