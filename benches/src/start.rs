//! What it takes to start `cargo-iam`, as whole processes: `CARGO_IAM` names the program, else nothing is timed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Clock, Group, program};

const POLICY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../cargo-iam/src/commands/init/personalize-access.json");

pub(crate) fn groups() -> Vec<Group> {
    let Some(program) = program() else { return Vec::new() };
    let group = |name, arguments: &'static [&'static str], case| {
        let (program, nothing) = (program.clone(), nothing());
        Group { clock: Clock::Wall, ..Group::new(name, 1, "process") }
            .case(case, move || run(&program, arguments))
            .case("a program that does nothing", move || run(&nothing, &[]))
    };
    vec![
        group("start", &["--version"], "cargo-iam --version"),
        group("start and check one file", &["validate", "--color", "never", POLICY], "cargo-iam validate FILE"),
    ]
}

/// The program beside this one.
fn nothing() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    let folders = own.ancestors().skip(1).take(2).map(|folder| folder.join("nothing"));
    folders.into_iter().find(|program| program.is_file()).unwrap_or_else(|| PathBuf::from("true"))
}

fn run(program: &Path, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{}", program.display());
}
