//! Bulk validation, as whole processes: `CARGO_IAM` names the program, else nothing is measured.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Clock, Group, corpus, program};

/// How often the corpus is in what is timed.
const TIMES: usize = 4;

/// The corpus that many times, as `cargo iam validate --ndjson` reads it.
fn lines(times: usize) -> String {
    let line = |text: &String| {
        serde_json::json!({ "name": "managed", "policyType": "IDENTITY_POLICY", "policyDocument": text }).to_string()
            + "\n"
    };
    corpus::managed().iter().map(line).collect::<String>().repeat(times)
}

/// The input, where processes find it.
fn input() -> std::io::Result<PathBuf> {
    let path = std::env::temp_dir().join(format!("iam-policy-benches-{}.ndjson", std::process::id()));
    fs::write(&path, lines(TIMES))?;
    Ok(path)
}

/// A file that is gone with the last case that reads it.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Two cores against one, where `taskset` can hold a process on them.
pub(crate) fn groups() -> Vec<Group> {
    let has_taskset = Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok();
    let has_cores = std::thread::available_parallelism().is_ok_and(|cores| cores.get() >= 2);
    let (Some(program), true, true) = (program(), has_taskset, has_cores) else { return Vec::new() };
    let input = std::rc::Rc::new(Temporary(input().expect("the temporary folder takes a file")));
    let on = |cores: &'static str| {
        let (program, input) = (program.clone(), input.clone());
        move || {
            let mut command = Command::new("taskset");
            command.args(["-c", cores]).arg(&program).args(["validate", "--ndjson"]).arg(&input.0);
            let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
            // Some of AWS's own policies have findings.
            assert!(status.is_ok_and(|status| matches!(status.code(), Some(0 | 1))), "{}", program.display());
        }
    };
    let group = Group::new("validate many", TIMES * corpus::managed().len(), "policy")
        .case("cargo-iam validate --ndjson, two cores", on("0,1"))
        .case("the same on one core", on("0"));
    vec![Group { clock: Clock::Wall, ..group }]
}

/// The most memory, in kilobytes, that a process ever had that validated the corpus so often. Linux alone tells.
pub fn peak_memory(times: usize) -> Option<u64> {
    let mut command = Command::new(program()?);
    command.args(["validate", "--ndjson"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (input, mut stdin) = (lines(times), child.stdin.take()?);
    let count = input.lines().count();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).map(|()| stdin));
    let answers = BufReader::new(child.stdout.take()?).lines().map_while(Result::ok).take(count).count();
    // As long as its input is open, the process is there to be asked.
    let stdin = writer.join().ok()?.ok()?;
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok();
    drop(stdin);
    child.wait().ok()?;
    let status = status.filter(|_| answers == count)?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
