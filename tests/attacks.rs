//! Hostile values at every kind of place: they are refused, or what comes out has the same shape and matches the literal
//! value only.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use iam_policy::document::{Document, pieces};
use iam_policy::typed::arns::{iam, s3};
use iam_policy::typed::{
    AccountId, Action, Arn, Date, IpNet, Number, Partition, Region, ResourceName, ResourcePath, ResourcePattern,
    ServicePrincipal, Text, TextPattern,
};
use iam_policy::{Findings, Policy, Resource, policy, resource_policy};

/// Values that would widen a policy, break its JSON, or deceive a reader.
const HOSTILE: &[&str] = &[
    "",
    "*",
    "?",
    "**",
    "a*",
    "?a",
    "a?b",
    "${aws:username}",
    "a${aws:PrincipalTag/team}",
    "${*}",
    "${",
    "a$",
    "$",
    r#"","Effect":"Allow"#,
    r#"x"],"Resource":["*"#,
    r#"x"}},{"Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"x"#,
    "\\",
    "\\\"",
    "a\\u002a",
    "a\nb",
    "a\r",
    "\t",
    "a\0",
    "\u{7f}",
    "\u{85}",
    "\u{ad}",
    "\u{202e}txt",
    "\u{200b}",
    "\u{feff}a",
    "\u{ff0a}",
    "é",
    "{aws:username}",
    "}",
    "a/b",
    "../b",
    "a:b",
    " ",
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:s3:::films",
    "arn:aws:iam::123456789012:role/films",
    "123456789012",
    "1234567890123",
    "１２３４５６７８９０１２",
    "personalize.amazonaws.com",
    "*.amazonaws.com",
    "personalize:*",
    "s3:GetObject",
    "us-east-1",
    "us-*-1",
    "aws",
    "0.0.0.0/0",
    "10.0.0.0/8",
    "1e309",
    "-1",
    "2030-01-01T00:00:00Z",
    "true",
];

fn hostile() -> Vec<String> {
    let mut values: Vec<String> = HOSTILE.iter().map(|&value| value.to_owned()).collect();
    values.push("a".repeat(1_000_000));
    values.push("\"".repeat(300));
    values.push(format!("{}*", "a".repeat(400)));
    values
}

/// Values of every type that a text makes, or none.
struct Values {
    account: Option<AccountId>,
    region: Option<Region>,
    partition: Option<Partition>,
    name: Option<ResourceName>,
    path: Option<ResourcePath>,
    action: Option<Action>,
    service: Option<ServicePrincipal>,
    text: Option<Text>,
    role: Option<Arn<iam::Role>>,
    bucket: Option<Arn<s3::Bucket>>,
    any: Option<Arn>,
    number: Option<Number>,
    date: Option<Date>,
    net: Option<IpNet>,
}

fn values(text: &str) -> Values {
    Values {
        account: AccountId::new(text).ok(),
        region: Region::new(text).ok(),
        partition: Partition::new(text).ok(),
        name: ResourceName::new(text).ok(),
        path: ResourcePath::new(text).ok(),
        action: Action::new(text).ok(),
        service: ServicePrincipal::new(text).ok(),
        text: Text::new(text).ok(),
        role: Arn::parse(text).ok(),
        bucket: Arn::parse(text).ok(),
        any: Arn::parse(text).ok(),
        number: text.parse().ok(),
        date: text.parse().ok(),
        net: text.parse().ok(),
    }
}

/// A policy with a hole of nearly every kind; what `from` does not make is harmless.
fn filled(from: &str) -> Result<Policy<Resource>, Findings> {
    let or = values(from);
    let account = or.account.unwrap_or(AccountId::new("210000000001").unwrap());
    let region = or.region.unwrap_or(Region::new("eu-west-1").unwrap());
    let partition = or.partition.unwrap_or(Partition::new("aws").unwrap());
    let name = or.name.unwrap_or(ResourceName::new("harmless").unwrap());
    let path = or.path.unwrap_or(ResourcePath::new("harm/less").unwrap());
    let action = or.action.unwrap_or(Action::new("s3:PutObject").unwrap());
    let service = or.service.unwrap_or(ServicePrincipal::new("personalize.amazonaws.com").unwrap());
    let text = or.text.unwrap_or(Text::new("harmless").unwrap());
    let role = or.role.unwrap_or(Arn::parse("arn:aws:iam::210000000001:role/harmless").unwrap());
    let bucket = or.bucket.unwrap_or(Arn::parse("arn:aws:s3:::harmless").unwrap());
    let any = or.any.unwrap_or(Arn::parse("arn:aws:sns:eu-west-1:210000000001:harmless").unwrap());
    let number = or.number.unwrap_or(Number::from(1));
    let date = or.date.unwrap_or(Date::from_unix(1));
    let net = or.net.unwrap_or("203.0.113.1".parse().unwrap());
    resource_policy! {
        #![allow(all)]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": { "AWS": [(account), (role), ("arn:{partition}:iam::{account}:role/{name}")], "Service": (service) },
                "Action": ["s3:GetObject", (action), (..[&action])],
                "Resource": [
                    ("arn:{partition}:s3:::{name}/{path}"),
                    ("arn:{partition}:sqs:{region}:{account}:{name}-{account}"),
                ],
                "Condition": {
                    "StringEquals": { "aws:PrincipalTag/team": [(text), ("x{text}y")], "aws:SourceAccount": (..[&account]) },
                    "StringLike": { "s3:prefix": [("{path}/*"), ("${aws:username}/{name}")] },
                    "ArnLike": { "aws:SourceArn": [(any), ("arn:{partition}:personalize:{region}:{account}:*")] },
                    "NumericLessThan": { "s3:max-keys": (number) },
                    "DateLessThan": { "aws:CurrentTime": (date) },
                    "IpAddress": { "aws:SourceIp": (net) },
                    "Bool": { "aws:SecureTransport": (true) }
                }
            },
            { "Effect": "Allow", "Principal": { "AWS": (account) }, "Action": "s3:ListBucket", "Resource": (bucket) }
        ]
    }
}

/// The document with every string's content replaced by what of it means more than itself.
fn shape(json: &str) -> serde_json::Value {
    fn skeleton(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::String(text) => {
                let wild = text.chars().filter(|char| matches!(char, '*' | '?')).collect::<String>();
                let variables =
                    pieces(&text).filter(|piece| !matches!(piece, iam_policy::document::Piece::Literal(..)));
                format!("{wild}{}", variables.count()).into()
            }
            serde_json::Value::Array(items) => items.into_iter().map(skeleton).collect(),
            serde_json::Value::Object(members) => members
                .into_iter()
                .map(|(name, value)| (name, skeleton(value)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            other => other,
        }
    }
    skeleton(serde_json::from_str(json).unwrap())
}

#[test]
fn no_value_changes_what_a_policy_says() {
    let usual = filled("harmless").unwrap();
    let expected = shape(usual.as_json());
    for value in hostile() {
        let policy = filled(&value).unwrap_or_else(|findings| panic!("{value:.80}: {findings}"));
        assert_eq!(shape(policy.as_json()), expected, "{value:.80}");
        assert!(Document::read(policy.as_json()).syntax_errors.is_empty(), "{value:.80}");
        assert!(policy.as_json().chars().all(|char| !char.is_control() && char <= '\u{ff}'), "{value:.80}");
    }
}

/// Random texts of hostile parts, so that parts meet that no list would put together.
#[test]
fn no_mixture_of_hostile_parts_changes_what_a_policy_says() {
    let expected = shape(filled("harmless").unwrap().as_json());
    let mut state = 17_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..300 {
        let parts = 1 + next(3);
        let value: String = (0..parts).map(|_| HOSTILE[next(HOSTILE.len())]).collect();
        let policy = filled(&value).unwrap_or_else(|findings| panic!("{value}: {findings}"));
        assert_eq!(shape(policy.as_json()), expected, "{value}");
    }
}

#[test]
fn names_and_texts_refuse_what_means_more_than_itself() {
    for value in hostile() {
        let means_more = value.contains(['*', '?']) || value.contains("${") || value.ends_with('$') || value.is_empty();
        let is_foreign = value.chars().any(|char| char.is_control() || char > '\u{ff}' || char == '\u{ad}');
        if means_more || is_foreign || value.len() > 512 {
            assert!(ResourceName::new(value.as_str()).is_err(), "{value:.80}");
            assert!(ResourcePath::new(value.as_str()).is_err(), "{value:.80}");
            assert!(Text::new(value.as_str()).is_err(), "{value:.80}");
            assert!(Arn::<iam::Role>::parse(value.as_str()).is_err(), "{value:.80}");
        }
        for pattern in [
            ResourcePattern::new(value.as_str()).map(|p| p.to_string()),
            TextPattern::new(value.as_str()).map(|p| p.to_string()),
        ] {
            let Ok(pattern) = pattern else { continue };
            assert!(pattern.chars().any(|char| !matches!(char, '*' | '?')) && !pattern.contains("${"), "{pattern}");
        }
    }
}

#[test]
fn errors_name_the_value_and_the_place() {
    let errors = [
        AccountId::new("1234").unwrap_err(),
        Region::new("us-*").unwrap_err(),
        ResourceName::new("a/b").unwrap_err(),
        Text::new("a\u{202e}\n").unwrap_err(),
        Arn::<iam::Role>::parse("arn:aws:iam::*:role/*").unwrap_err(),
        Arn::<iam::Role>::parse("arn:aws:iam::123456789012:user/films").unwrap_err(),
        Text::new("a".repeat(1_000_000)).unwrap_err(),
    ];
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages[..6],
        [
            "`1234` cannot be an account ID: an account ID has twelve digits",
            "`us-*` cannot be a region: no partition has regions of such a name",
            "`a/b` cannot be the name of a resource: `/` separates names; a `ResourcePath` may hold it",
            "`a\\u{202e}\\u{a}` cannot be a text of a condition: it holds a character that IAM does not take, U+202E",
            "`arn:aws:iam::*:role/*` cannot be an ARN: `*` is a wildcard and would match more than itself",
            "`arn:aws:iam::123456789012:user/films` cannot be an ARN: that of a role has the form \
             `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`",
        ]
    );
    assert!(messages[6].len() < 300);
}

#[test]
fn values_that_make_a_policy_too_long_are_found_when_they_are_there() {
    let of = |names: &[ResourceName]| {
        let arns: Vec<Arn<s3::Object>> =
            names.iter().map(|name| Arn::<s3::Object>::parse(format!("arn:aws:s3:::films/{name}")).unwrap()).collect();
        let policy: Result<Policy, Findings> = policy! {
            #![attached_to = "user"]
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": (..&arns) }]
        };
        policy
    };
    let name = |at: usize| ResourceName::new(format!("{at}{}", "a".repeat(500))).unwrap();
    assert!(of(&[name(1)]).is_ok());
    let findings = of(&[name(1), name(2), name(3), name(4)]).unwrap_err();
    assert!(findings.to_string().contains("policy_size_exceeds"), "{findings}");
    let findings = of(&[]).unwrap_err();
    assert!(findings.to_string().contains("empty"), "{findings}");
}
