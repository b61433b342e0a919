//! The programs that are measured.

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

/// Where they are.
pub(crate) struct Programs {
    benches: String,
    cargo_iam: String,
}

impl Programs {
    pub(crate) fn build() -> Result<Self> {
        let benches = built(&["--manifest-path", "benches/Cargo.toml", "--bins"])?;
        let cargo_iam = built(&["-p", "cargo-iam"])?;
        let named = |programs: Vec<String>, name: &str| {
            let is_it = |program: &String| std::path::Path::new(program).file_stem().is_some_and(|stem| stem == name);
            programs.into_iter().find(is_it).with_context(|| format!("cargo names no {name}"))
        };
        Ok(Self { benches: named(benches, "iam-policy-benches")?, cargo_iam: named(cargo_iam, "cargo-iam")? })
    }

    /// What the benches print.
    pub(crate) fn benches(&self, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.benches);
        command.env("CARGO_IAM", &self.cargo_iam).args(arguments).stderr(Stdio::inherit());
        let output = command.output()?;
        ensure!(output.status.success(), "the benches failed");
        Ok(String::from_utf8(output.stdout)?)
    }

    /// How many instructions the benches take, as callgrind counts; `None` without valgrind.
    pub(crate) fn instructions(&self, arguments: &[&str]) -> Result<Option<u64>> {
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", &self.benches]).args(arguments);
        let output = match valgrind.output() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            output => output?,
        };
        ensure!(output.status.success(), "the benches failed under valgrind");
        let text = String::from_utf8(output.stderr)?;
        let count = text.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
        count.map(Some).context("callgrind prints another shape")
    }
}

/// The programs that `cargo build` makes of this.
fn built(arguments: &[&str]) -> Result<Vec<String>> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--release", "--locked", "--message-format", "json"]).args(arguments);
    let output = cargo.stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "cargo build failed");
    let messages = String::from_utf8(output.stdout)?;
    let values = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    Ok(values.filter_map(|value| Some(value["executable"].as_str()?.to_owned())).collect())
}
