//! What can be asked: the command line.

mod evaluate;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

pub(crate) use self::evaluate::{Access, Compare, ShortFormat, Simulate};
use crate::levels::LevelFlags;

/// Check, fix, format and explain AWS IAM policies
#[derive(Debug, Parser)]
#[command(name = "cargo-iam", bin_name = "cargo iam", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Coloring
    #[arg(long, global = true, value_name = "WHEN")]
    pub(crate) color: Option<Color>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the checks over policies in files
    #[command(visible_alias = "check")]
    Validate(Validate),
    /// Apply the safe fixes, keeping every other byte
    Fix(Fix),
    /// Lay policies out as the IAM console does
    Fmt(Fmt),
    /// Print a check's page, or what the catalog knows of an action, resource type, condition key or service
    Explain(Explain),
    /// Search the catalog's actions
    Actions(Actions),
    /// Show what policies grant, as the console's "Permissions defined in this policy" does
    Summary(Summary),
    /// Rewrite a policy into the smallest equivalent one
    Minimize(Minimize),
    /// Decide a request, and say why
    #[command(long_about = evaluate::SIMULATE)]
    Simulate(Simulate),
    /// Tell whether a policy grants more than another (`CheckNoNewAccess`)
    #[command(long_about = evaluate::COMPARE)]
    Compare(Compare),
    /// Tell whether policies grant some access, or let the public in (`CheckAccessNotGranted`, `CheckNoPublicAccess`)
    Access(Access),
    /// Run the requests of `*.policy-test.toml` and `*.policy-test.json` files and compare the decisions
    Test {
        /// Fixture files, folders or globs
        #[arg(value_name = "PATH|GLOB")]
        paths: Vec<String>,
    },
    /// Write a starter `policies/` folder, configuration, pre-commit hook and CI workflow
    Init(Init),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man pages as one, or write one a command into a folder
    Man {
        /// The folder, such as `/usr/local/share/man/man1`; it is made when it is not there
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// Where policies come from, and what they are read as.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// Files, folders or globs; `-` is standard input
    #[arg(value_name = "PATH|GLOB|-")]
    pub(crate) paths: Vec<String>,
    /// The type of the policies; guessed from each document when not given
    #[arg(long, value_name = "TYPE", value_parser = ["identity", "resource", "trust", "session", "boundary", "scp", "rcp"])]
    pub(crate) policy_type: Option<String>,
    /// The resource that resource policies are attached to, such as `AWS::S3::Bucket`
    #[arg(long, value_name = "AWS::SERVICE::TYPE")]
    pub(crate) resource_type: Option<String>,
    #[command(flatten)]
    pub(crate) levels: LevelFlags,
    /// The configuration file [default: `iam-policy.toml` here or in a folder above]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// The flags that [`LevelFlags`] reads.
#[derive(Debug, Args)]
pub(crate) struct LevelArguments {
    /// Do not report a check (a code in either case, or `all`, `errors`, `security`, `warnings`, `suggestions`, `pass_role`)
    #[arg(short = 'A', long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,
    /// Report a check without failing
    #[arg(short = 'W', long, value_name = "CODE")]
    pub(crate) warn: Vec<String>,
    /// Report a check and fail
    #[arg(short = 'D', long, value_name = "CODE")]
    pub(crate) deny: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Read one JSON object a line (`name`, `policyType`, `policyDocument`) and write one a line, in the same order
    #[arg(long, conflicts_with_all = ["format", "policy_type", "resource_type"])]
    pub(crate) ndjson: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// The output of `aws accessanalyzer validate-policy`
    Json,
    /// One JSON object a policy
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations in GitHub Actions
    Github,
    /// For test reports
    Junit,
}

#[derive(Debug, Args)]
pub(crate) struct Fix {
    #[command(flatten)]
    pub(crate) input: Input,
    /// List the fixes and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Print the changes as a diff and write nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) diff: bool,
    /// Also apply fixes that are a guess at what was meant
    #[arg(long = "unsafe")]
    pub(crate) unsafe_too: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// Files, folders or globs; `-` is standard input
    #[arg(value_name = "PATH|GLOB|-")]
    pub(crate) paths: Vec<String>,
    /// Write nothing; fail when a file is laid out otherwise
    #[arg(long)]
    pub(crate) check: bool,
    /// Remove all white space between tokens
    #[arg(long)]
    pub(crate) minify: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A check's code, an action, a resource type (`s3:bucket`, `AWS::S3::Bucket`, an ARN), a condition key, or a service's
    /// prefix, name or principal
    #[arg(value_name = "CODE|ACTION|RESOURCE-TYPE|CONDITION-KEY|SERVICE")]
    pub(crate) name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Actions {
    /// A pattern such as `personalize:*Dataset*`
    pub(crate) pattern: String,
    /// Only actions of that access level
    #[arg(long, value_name = "LEVEL", value_parser = ["list", "read", "write", "tagging", "permissions-management"])]
    pub(crate) level: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Name the actions of each access level
    #[arg(long)]
    pub(crate) actions: bool,
    /// Print JSON
    #[arg(long, conflicts_with = "html")]
    pub(crate) json: bool,
    /// Write a self-contained HTML page
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Minimize {
    /// The policy; `-` is standard input
    #[arg(value_name = "PATH|-")]
    pub(crate) path: String,
    /// Rewrite the file instead of printing
    #[arg(long)]
    pub(crate) write: bool,
    /// Remove white space too
    #[arg(long)]
    pub(crate) minify: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,
}

/// Reads the command line. `cargo iam …` runs us as `cargo-iam iam …`.
pub(crate) fn parse() -> Arguments {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "iam") {
        arguments.remove(1);
    }
    Arguments::parse_from(arguments)
}

/// The command line as data, for completions and the man page.
pub(crate) fn command() -> clap::Command {
    Arguments::command()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
