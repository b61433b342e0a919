//! The road to an account, driven for real: a server that speaks IAM's API, the official SDK, the CLI, and the linters.
//!
//! Python's packages go into `target/e2e`, and everything runs against loopback.

mod server;
mod verdicts;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, ensure};

use self::server::Server;

const PACKAGES: [&str; 3] = ["moto[server]==5.1.*", "cfn-lint==1.*", "awscli==1.*"];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Leave out the example that is built with the AWS SDK
    #[arg(long)]
    no_sdk: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = target.join("e2e");
    fs::create_dir_all(&folder)?;
    let folder = folder.canonicalize()?;
    let tools = folder.join("venv/bin");
    install(&folder)?;

    let templates = templates("template.")?;
    step("cfn-lint reads the templates");
    call(Command::new(tools.join("cfn-lint")).args(&templates))?;
    terraform(&folder)?;

    let server = Server::start(&tools)?;
    step("the server takes and refuses the documents of the checks' tests");
    verdicts::compare(&server)?;
    if !args.no_sdk {
        server.reset()?;
        step("the examples create, attach and assume roles, through the SDK");
        let packages = ["--package", "example-attach", "--package", "example-tenant-session", "--tests"];
        let mut cargo = examples("test", &folder);
        call(server.environment(cargo.args(packages)).env("IAM_POLICY_E2E", "1"))?;
        let session =
            ["--package", "example-tenant-session", "--", "arn:aws:iam::123456789012:role/TenantData", "acme"];
        call(server.environment(examples("run", &folder).args(session)))?;
    }
    step("the CLI runs the scripts");
    let path = env::join_paths(
        std::iter::once(tools.clone()).chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    )?;
    for (script, prepare) in SCRIPTS {
        server.reset()?;
        let text = format!("set -eu\n{prepare}\n. {script}\n");
        call(server.environment(Command::new("sh").args(["-c", &text]).env("PATH", &path)))?;
    }
    println!("templates, scripts and examples are what their readers take");
    Ok(())
}

/// The scripts, with what must be there before.
const SCRIPTS: [(&str, &str); 2] = [
    (
        "./examples/attach/infra/personalize.sh",
        "aws iam create-group --group-name=analysts >/dev/null; aws s3 mb s3://personalize-films",
    ),
    (
        "./tests/emit/awkward.sh",
        "aws iam create-group --group-name=a+b >/dev/null; aws iam create-user --user-name=ana@example.com >/dev/null; aws s3 mb s3://data.films",
    ),
];

/// Cargo in the workspace of the examples that need the AWS SDK.
fn examples(command: &str, folder: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([command, "--quiet", "--locked", "--no-default-features"]);
    cargo.args(["--manifest-path", "examples/attach/Cargo.toml", "--target-dir"]).arg(folder.join("attach"));
    cargo
}

fn step(what: &str) {
    println!("-- {what}");
}

fn call(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

/// What the tests of the emitters have committed, for one reader.
fn templates(ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["examples/attach/infra", "tests/emit"] {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().contains(ending)) {
                found.push(path);
            }
        }
    }
    ensure!(!found.is_empty(), "there are no files with `{ending}`");
    found.sort();
    Ok(found)
}

fn install(folder: &Path) -> Result<()> {
    let (venv, mark) = (folder.join("venv"), folder.join("installed"));
    let is_there = |tool: &&str| venv.join("bin").join(tool).exists();
    // A virtual environment cannot be moved.
    let wanted = format!("{}\n{}\n", folder.display(), PACKAGES.join("\n"));
    let is_marked = fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted);
    if is_marked && ["moto_server", "cfn-lint", "aws"].iter().all(is_there) {
        return Ok(());
    }
    step("install moto, cfn-lint and awscli");
    call(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    call(Command::new(venv.join("bin/pip")).args(["install", "--quiet"]).args(PACKAGES))?;
    fs::write(mark, wanted)?;
    Ok(())
}

/// Terraform or `OpenTofu` reads the modules, where one of them and the AWS provider can be had.
fn terraform(folder: &Path) -> Result<()> {
    let is_there =
        |tool: &&str| Command::new(tool).arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let Some(tool) = ["terraform", "tofu"].into_iter().find(is_there) else {
        println!("-- neither terraform nor tofu is installed: the modules are not read");
        return Ok(());
    };
    for (at, file) in templates("tf.json")?.iter().enumerate() {
        let module = folder.join(format!("module-{at}"));
        fs::create_dir_all(&module)?;
        fs::copy(file, module.join("main.tf.json"))?;
        let mut init = Command::new(tool);
        init.args(["init", "-backend=false", "-input=false", "-no-color"]).current_dir(&module);
        if !init.stdout(Stdio::null()).stderr(Stdio::null()).status()?.success() {
            println!("-- {tool} cannot get the AWS provider: the modules are not read");
            return Ok(());
        }
        step(&format!("{tool} reads {}", file.display()));
        call(Command::new(tool).args(["validate", "-no-color"]).current_dir(&module))?;
    }
    Ok(())
}
