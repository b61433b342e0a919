//! What can be asked about what policies allow.

use clap::{Args, ValueEnum};

pub(super) const SIMULATE: &str = "\
Decide a request, and say why

Every policy that bears on the request is given by a flag. Exits with 0 when the request is allowed, with 1 when it is \
denied. With `--ndjson`, one question a line is answered by one line; a line that is no question is answered by an \
`error`, and the exit code is then 2, else 0.";

pub(super) const COMPARE: &str = "\
Tell whether a policy grants more than another (`CheckNoNewAccess`)

Prints a request that only the new policy allows, and one that only the old one does. Exits with 0 when there is no new \
access, with 1 when there is, and with 3 when neither could be shown.";

#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// An identity policy of the principal
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) identity_policy: Vec<String>,
    /// The resource's policy; for `sts:AssumeRole` the role's trust policy
    #[arg(long, value_name = "FILE")]
    pub(crate) resource_policy: Option<String>,
    /// The principal's permissions boundary
    #[arg(long, value_name = "FILE")]
    pub(crate) permissions_boundary: Option<String>,
    /// A policy passed when the session was made
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) session_policy: Vec<String>,
    /// The service control policies of a level, from the organization's root down; once a level
    #[arg(long, value_name = "FILE[,FILE]")]
    pub(crate) scp: Vec<String>,
    /// The resource control policies of a level, from the organization's root down; once a level
    #[arg(long, value_name = "FILE[,FILE]")]
    pub(crate) rcp: Vec<String>,
    /// Who asks: an ARN, an account, a service principal, `*` for nobody [default: a user of the resource's account]
    #[arg(long, value_name = "PRINCIPAL")]
    pub(crate) principal: Option<String>,
    /// What is asked for: `service:Action`
    #[arg(long, value_name = "ACTION", required_unless_present = "ndjson")]
    pub(crate) action: Option<String>,
    /// On what: an ARN, or `*` for actions without a resource
    #[arg(long, value_name = "ARN", default_value = "*")]
    pub(crate) resource: String,
    /// A condition key with its value or values; `\,` is a comma in a value
    #[arg(long, value_name = "KEY=VALUE[,VALUE]", num_args = 1..)]
    pub(crate) context: Vec<String>,
    /// The account that owns the resource, where its ARN does not say
    #[arg(long, value_name = "ID")]
    pub(crate) resource_account: Option<String>,
    /// How the decision is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ShortFormat,
    /// Read one JSON object a line (`name`, the policies, `request`) and write one a line, in the same order
    #[arg(
        long,
        value_name = "FILE|-",
        num_args = 0..=1,
        default_missing_value = "-",
        conflicts_with_all = [
            "identity_policy", "resource_policy", "permissions_boundary", "session_policy", "scp", "rcp", "principal",
            "action", "resource", "context", "resource_account", "format",
        ]
    )]
    pub(crate) ndjson: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShortFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The policy as it is; `-` is standard input
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The policy as it will be
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ShortFormat,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("question").required(true).args(["not_granted", "on", "not_public"]).multiple(true))]
pub(crate) struct Access {
    /// Files, folders or globs; `-` is standard input
    #[arg(value_name = "PATH|GLOB|-", required = true)]
    pub(crate) paths: Vec<String>,
    /// Fail when this action is granted; takes wildcards
    #[arg(long, value_name = "ACTION")]
    pub(crate) not_granted: Vec<String>,
    /// Fail when an action on this resource is granted; takes wildcards
    #[arg(long, value_name = "ARN")]
    pub(crate) on: Vec<String>,
    /// Fail when a stranger has access to a resource of this type
    #[arg(long, value_name = "AWS::SERVICE::TYPE", conflicts_with_all = ["not_granted", "on"])]
    pub(crate) not_public: Option<String>,
    /// How the results are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ShortFormat,
}
