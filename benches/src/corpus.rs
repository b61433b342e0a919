//! What is timed on: AWS's managed policies, and one policy of any size.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::rc::Rc;

use serde_json::value::RawValue;

/// The documents of `tests/corpus/managed_policies.ndjson`, minified as they are there.
pub(crate) fn managed() -> Rc<[String]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpus/managed_policies.ndjson");
    let lines = fs::read_to_string(path).expect("the corpus is committed");
    let document = |line: &str| {
        let entry: std::collections::BTreeMap<&str, &RawValue> =
            serde_json::from_str(line).expect("a line is an object");
        entry["document"].get().to_owned()
    };
    lines.lines().map(document).collect()
}

const SERVICES: [&str; 8] = ["s3", "dynamodb", "sqs", "sns", "kms", "lambda", "personalize", "logs"];

/// A statement in the words that all three policy languages are written from.
pub(crate) struct Statement {
    pub(crate) is_allow: bool,
    pub(crate) actions: [String; 2],
    pub(crate) resource: String,
    pub(crate) has_condition: bool,
}

/// `count` statements of many services, a quarter with conditions, an eighth of them denials.
pub(crate) fn statements(count: usize) -> impl Iterator<Item = Statement> {
    (0..count).map(|at| {
        let service = SERVICES[at % SERVICES.len()];
        let action = if at % 3 == 0 { format!("{service}:Get*") } else { format!("{service}:Get{at}") };
        Statement {
            is_allow: at % 8 != 7,
            actions: [action, format!("{service}:List*")],
            resource: format!("arn:aws:{service}:us-east-1:123456789012:thing/{at}/*"),
            has_condition: at % 4 == 0,
        }
    })
}

/// `count` statements as an IAM policy.
pub(crate) fn iam(count: usize) -> String {
    let mut text = String::from(r#"{"Version":"2012-10-17","Statement":["#);
    for (at, statement) in statements(count).enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let effect = if statement.is_allow { "Allow" } else { "Deny" };
        let [first, second] = &statement.actions;
        let condition = if statement.has_condition {
            r#","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringLike":{"aws:PrincipalTag/team":"film*"}}"#
        } else {
            ""
        };
        let _ = write!(
            text,
            r#"{comma}{{"Sid":"S{at}","Effect":"{effect}","Action":["{first}","{second}"],"Resource":"{}"{condition}}}"#,
            statement.resource
        );
    }
    text + "]}"
}

/// The same statements as Cedar policies. Cedar's action scopes know no wildcards, so patterns stand in conditions.
pub(crate) fn cedar(count: usize) -> String {
    let mut text = String::new();
    for statement in statements(count) {
        let effect = if statement.is_allow { "permit" } else { "forbid" };
        let [first, second] = &statement.actions;
        let condition = if statement.has_condition {
            r#" && context.ip.isInRange(ip("203.0.113.0/24")) && context.team like "film*""#
        } else {
            ""
        };
        let _ = writeln!(
            text,
            r#"{effect}(principal, action, resource) when {{ (context.action like "{first}" || context.action like "{second}") && context.arn like "{}"{condition} }};"#,
            statement.resource
        );
    }
    text
}
