//! Values to try in holes.

use super::{Hole, Misplaced, Place};
use crate::catalog::RolePassing;
use crate::checks::Context;
use crate::document::Statement;
use crate::lean::Lean as _;
use crate::typed::arn::MOST_ARN_BYTES;
use crate::typed::invalid::MOST_BYTES;

/// Which samples to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// Values as they usually are, all different, with other ones in each run.
    Usual(usize),
    /// The same value in every hole that takes it.
    Equal,
    /// The longest values there are.
    Longest,
}

/// The samples for every hole of a document.
pub(super) struct Samples {
    /// For each hole what its place takes.
    kinds: Vec<&'static str>,
    /// For each hole the values of the usual runs.
    usual: Vec<Vec<String>>,
    runs: usize,
}

/// Runs that show whether a region, a partition or a name matters at all.
const FEWEST_RUNS: usize = 3;

/// Texts of which each is the only kind that some key takes.
const TEXTS: [&str; 10] = [
    "vpc-0a1b2c3d4e5f67890",
    "vpce-0a1b2c3d4e5f67890",
    "o-a1b2c3d4e5",
    "eu-central-1",
    "223456789012",
    "personalize.amazonaws.com",
    "arn:aws:iam::223456789012:role/films",
    "10.1.2.3",
    "true",
    "2030-01-01T00:00:00Z",
];

/// ARNs of which each is the only kind that some key takes.
const ARNS: [&str; 9] = [
    "arn:aws:iam::223456789012:role/films",
    "arn:aws:iam::223456789012:user/films",
    "arn:aws:s3:::films-of-august",
    "arn:aws:personalize:eu-central-1:223456789012:campaign/films",
    "arn:aws:lambda:eu-central-1:223456789012:function:films",
    "arn:aws:kms:eu-central-1:223456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:sns:eu-central-1:223456789012:films",
    "arn:aws:ec2:eu-central-1:223456789012:instance/i-0a1b2c3d4e5f67890",
    "arn:aws:ec2:eu-central-1:223456789012:vpc/vpc-0a1b2c3d4e5f67890",
];

impl Samples {
    pub(super) fn new(cx: &Context<'_>, holes: &[Hole], places: &[Result<Place, Misplaced>]) -> Self {
        let services = services(cx);
        let kinds: Vec<_> = places.iter().map(|place| place.as_ref().map_or("name", |place| place.function)).list();
        let usual: Vec<_> = (0..holes.len())
            .map(|at| {
                let place = places.get(at).and_then(|place| place.as_ref().ok());
                usual(cx, at, place, &services)
            })
            .list();
        let runs = usual.iter().map(Vec::len).max().unwrap_or_default().max(FEWEST_RUNS);
        Self { kinds, usual, runs }
    }

    /// The number of usual runs.
    pub(super) fn runs(&self) -> usize {
        self.runs
    }

    /// What to put into hole number `at`.
    pub(super) fn value(&self, at: usize, run: Run) -> String {
        let kind = self.kinds.get(at).copied().unwrap_or("name");
        match run {
            Run::Usual(run) => {
                let values = self.usual.get(at).map(Vec::as_slice).unwrap_or_default();
                values.get(run).or(values.first()).cloned().unwrap_or_default()
            }
            Run::Equal => {
                let first = self.kinds.iter().position(|&other| other == kind).unwrap_or(at);
                self.value(first, Run::Usual(0))
            }
            Run::Longest => "x".repeat(longest(kind)),
        }
    }
}

/// The most bytes that a value of that kind takes.
fn longest(kind: &str) -> usize {
    match kind {
        "account" => 12,
        "partition" => 16,
        "region" | "number" => 32,
        "date" => 40,
        "boolean" => 5,
        "ip" => 49,
        "action" | "service" => 128,
        // A text takes ARNs as well.
        "arn" | "principal" | "text" | "pattern" => MOST_ARN_BYTES,
        _ => MOST_BYTES,
    }
}

fn usual(cx: &Context<'_>, at: usize, place: Option<&Place>, services: &[String]) -> Vec<String> {
    let account = format!("{}", 210_000_000_000 + at);
    let name = format!("zq{at}hole");
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).list();
    match place.map_or("name", |place| place.function) {
        "account" => vec![account],
        "partition" => texts(&["aws", "aws-cn", "aws-us-gov"]),
        "region" => texts(&["mx-central-1", "cn-northwest-1", "us-gov-west-1"]),
        "boolean" => texts(&["true", "false"]),
        "number" => vec![format!("{}", 1000 + at), "0".to_owned(), "86400".to_owned()],
        "date" => vec![format!("2030-01-01T00:00:{:02}Z", at % 60), "1893456000".to_owned()],
        "ip" => vec![format!("52.94.{}.0/24", at % 256), "10.0.0.0/8".to_owned(), "2600:1f00::/32".to_owned()],
        "action" => texts(&["s3:GetObject", "ec2:DescribeInstances", "*"]),
        "service" => services.to_vec(),
        "principal" => {
            vec![
                account.clone(),
                format!("arn:aws:iam::{account}:role/{name}"),
                format!("arn:aws:iam::{account}:user/{name}"),
            ]
        }
        "text" | "pattern" => core::iter::once(name).followed_by(texts(&TEXTS)).list(),
        "arn" => match place.and_then(|place| place.accepts.as_ref()) {
            Some(accepted) => {
                let arns = accepted.iter().filter_map(|accepted| {
                    let service = cx.catalog.service(&accepted.service)?;
                    let form = service.resource_type(&accepted.name)?.arns().next()?;
                    Some(example(&form.to_string(), &account, &name))
                });
                // One of each type would be many for a service as a whole.
                arns.take(8).followed_by(["*".to_owned()]).list()
            }
            None => texts(&ARNS).into_iter().followed_by(["*".to_owned()]).list(),
        },
        _ => vec![name],
    }
}

/// An ARN of the form `template`.
fn example(template: &str, account: &str, name: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(match hole {
            "Partition" => "aws",
            "Region" => "eu-central-1",
            "Account" => account,
            _ => name,
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Service principals to try: those of the services whose actions the document names, and a few others.
fn services(cx: &Context<'_>) -> Vec<String> {
    const MOST: usize = 12;
    let mut services: Vec<String> = Vec::new();
    let actions = cx.document.statements.iter().flat(Statement::actions);
    for service in actions.filter_map(|action| cx.meaning(action).service()) {
        let passed = service.role_passing().flat(RolePassing::principals);
        for principal in service.principals().followed_by(passed) {
            let name = principal.name().to_string();
            if services.len() < MOST && !principal.is_pattern() && !services.contains(&name) {
                services.push(name);
            }
        }
    }
    for usual in ["personalize.amazonaws.com", "ec2.amazonaws.com", "lambda.amazonaws.com"] {
        if !services.iter().any(|known| known == usual) {
            services.push(usual.to_owned());
        }
    }
    services
}
