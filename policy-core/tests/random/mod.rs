//! Random policies and requests over a small vocabulary, so that they meet often. The same ones on every run.

mod real;

use std::fmt::Write as _;

/// Xorshift.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    pub fn one_in(&mut self, odds: usize) -> bool {
        self.below(odds) == 0
    }

    pub fn of<'a, T: AsRef<str>>(&mut self, list: &'a [T]) -> &'a str {
        list[self.below(list.len())].as_ref()
    }
}

const ACTIONS: [&str; 14] = [
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "S3:getobject",
    "s3:*Object",
    "s3:PutObject",
    "*:Get*",
    "sqs:*",
    "sqs:Send?essage",
    "sqs:SendMessage",
    "kms:Decrypt",
    "kms:*",
    "sts:AssumeRole",
];
const RESOURCES: [&str; 14] = [
    "*",
    "arn:aws:s3:::*",
    "arn:aws:s3:::films/*",
    "arn:aws:s3:::films/${aws:username}/*",
    "arn:aws:s3:::films/${aws:PrincipalTag/team, 'all'}/*",
    "arn:aws:s3:::films/ana/*",
    "arn:aws:s3:::film?/ana/1",
    "arn:aws:s3:::films/ana/1",
    "arn:aws:sqs:us-east-1:111122223333:queue",
    "arn:aws:sqs:*:*:q*",
    "arn:aws:kms:us-east-1:111122223333:key/1",
    "arn:aws:kms:*:111122223333:key/*",
    "arn:aws:iam::111122223333:role/Reader",
    "arn:aws:s3:::books/*/x",
];
const PRINCIPALS: [&str; 12] = [
    r#""*""#,
    r#"{"AWS":"*"}"#,
    r#"{"AWS":"111122223333"}"#,
    r#"{"AWS":"arn:aws:iam::444455556666:root"}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:user/ana"}"#,
    r#"{"AWS":["arn:aws:iam::111122223333:role/Reader","arn:aws:iam::444455556666:user/carlos"]}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:role/Reader"}"#,
    r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/Reader/ana"}"#,
    r#"{"Service":"logs.amazonaws.com"}"#,
    r#"{"Service":["logs.amazonaws.com","s3.amazonaws.com"],"AWS":"111122223333"}"#,
    r#"{"Federated":"cognito-identity.amazonaws.com"}"#,
    r#"{"AWS":"arn:aws:iam::111122223333:role/team/Reader"}"#,
];
const TESTS: [&str; 34] = [
    r#""StringEquals":{"k:a":"x"}"#,
    r#""StringEquals":{"k:a":["x","y"]}"#,
    r#""StringNotEquals":{"k:a":"x"}"#,
    r#""StringNotEquals":{"k:a":["x","y"]}"#,
    r#""StringLike":{"K:A":"x*"}"#,
    r#""StringLike":{"k:a":["*","?"]}"#,
    r#""StringNotLike":{"k:a":"x*"}"#,
    r#""StringEqualsIgnoreCase":{"k:a":"X"}"#,
    r#""StringNotEqualsIgnoreCase":{"k:a":["X","Y"]}"#,
    r#""StringEqualsIfExists":{"k:a":"x"}"#,
    r#""StringNotEqualsIfExists":{"k:a":"x"}"#,
    r#""StringEquals":{"k:a":"${aws:username}"}"#,
    r#""StringLike":{"k:a":"${k:b}*"}"#,
    r#""ForAllValues:StringEquals":{"k:a":["x","y"]}"#,
    r#""ForAllValues:StringEquals":{"k:a":["x"]}"#,
    r#""ForAnyValue:StringEquals":{"k:a":["x","y"]}"#,
    r#""ForAnyValue:StringNotEquals":{"k:a":["x"]}"#,
    r#""ForAllValues:StringNotLike":{"k:a":["x*"]}"#,
    r#""Null":{"k:a":"true"}"#,
    r#""Null":{"k:a":"false"}"#,
    r#""NumericLessThan":{"k:n":"10"}"#,
    r#""NumericLessThanEquals":{"k:n":"10"}"#,
    r#""NumericGreaterThan":{"k:n":"2.5"}"#,
    r#""NumericEquals":{"k:n":"10.0"}"#,
    r#""NumericNotEquals":{"k:n":"10"}"#,
    r#""DateLessThan":{"k:d":"2020-01-01"}"#,
    r#""DateGreaterThan":{"k:d":"1577836800"}"#,
    r#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#,
    r#""IpAddress":{"aws:SourceIp":["10.1.0.0/16","192.0.2.1"]}"#,
    r#""NotIpAddress":{"aws:SourceIp":"10.1.0.0/16"}"#,
    r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:*"}"#,
    r#""ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}"#,
    r#""Bool":{"aws:SecureTransport":"true"}"#,
    r#""BoolIfExists":{"aws:SecureTransport":"false"}"#,
];
const VALUES: [(&str, &[&str]); 7] = [
    ("k:a", &["x", "X", "y", "xy", "ana", "", "v", "z"]),
    ("k:b", &["x", "y", ""]),
    ("k:n", &["10", "10.0", "2.5", "2.50000000000000000001", "9", "11", "many"]),
    ("k:d", &["2019-12-31T23:59:59Z", "2020-01-01", "1577836801", "never"]),
    ("aws:SourceIp", &["10.0.0.1", "10.1.2.3", "192.0.2.1", "198.51.100.1"]),
    ("aws:SecureTransport", &["true", "false"]),
    ("aws:PrincipalTag/team", &["all", "ana"]),
];
const WHO: [&str; 12] = [
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::111122223333:user/ben",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:role/Reader",
    "arn:aws:sts::111122223333:assumed-role/Reader/ana",
    "arn:aws:sts::111122223333:assumed-role/Writer/ana",
    "arn:aws:sts::111122223333:federated-user/ana",
    "arn:aws:iam::444455556666:user/carlos",
    "arn:aws:iam::444455556666:root",
    "logs.amazonaws.com",
    "cognito-identity.amazonaws.com",
    "*",
];
const DO: [&str; 7] = [
    "s3:GetObject",
    "s3:GETOBJECT",
    "s3:PutObject",
    "sqs:SendMessage",
    "kms:Decrypt",
    "sts:AssumeRole",
    "sqs:GetQueueUrl",
];
const ON: [&str; 9] = [
    "*",
    "arn:aws:s3:::films/ana/1",
    "arn:aws:s3:::films/all/1",
    "arn:aws:s3:::films/x",
    "arn:aws:s3:::books/a/b/x",
    "arn:aws:sqs:us-east-1:111122223333:queue",
    "arn:aws:sqs:us-east-1:444455556666:q",
    "arn:aws:kms:us-east-1:111122223333:key/1",
    "arn:aws:iam::111122223333:role/Reader",
];

/// What policies and requests are made of.
#[derive(Debug)]
pub struct Words {
    actions: Vec<String>,
    resources: Vec<String>,
    principals: Vec<String>,
    tests: Vec<String>,
    values: Vec<(String, Vec<String>)>,
    who: Vec<String>,
    acts: Vec<String>,
    on: Vec<String>,
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

impl Words {
    /// A few, so that they meet often and at every edge.
    pub fn few() -> Self {
        Self {
            actions: owned(&ACTIONS),
            resources: owned(&RESOURCES),
            principals: owned(&PRINCIPALS),
            tests: owned(&TESTS),
            values: VALUES.iter().map(|(key, values)| ((*key).to_owned(), owned(values))).collect(),
            who: owned(&WHO),
            acts: owned(&DO),
            on: owned(&ON),
        }
    }

    /// Few ones, or those of some services of the catalog.
    pub fn any(random: &mut Random) -> Self {
        if random.one_in(2) { Self::few() } else { Self::real(random) }
    }
}

/// A statement's text, its members.
pub fn statement(random: &mut Random, words: &Words, effect: &str, has_principal: bool) -> String {
    let mut text = format!(r#"{{"Effect":"{effect}""#);
    if has_principal {
        let element = if random.one_in(8) { "NotPrincipal" } else { "Principal" };
        write!(text, r#","{element}":{}"#, random.of(&words.principals)).unwrap();
    }
    for (name, list) in [("Action", &words.actions), ("Resource", &words.resources)] {
        let not = if random.one_in(8) { "Not" } else { "" };
        let entries: Vec<_> = (0..=random.below(2)).map(|_| format!("{:?}", random.of(list))).collect();
        write!(text, r#","{not}{name}":[{}]"#, entries.join(",")).unwrap();
    }
    let tests: Vec<_> = (0..random.below(3)).map(|_| random.of(&words.tests)).collect();
    let mut seen: Vec<&str> = Vec::new();
    let mut condition = Vec::new();
    for test in tests {
        let name = test.split(':').next().unwrap();
        if !seen.contains(&name) && !test.starts_with("\"For") || seen.is_empty() {
            seen.push(name);
            condition.push(test);
        }
    }
    if !condition.is_empty() {
        write!(text, r#","Condition":{{{}}}"#, condition.join(",")).unwrap();
    }
    text + "}"
}

pub fn statements(random: &mut Random, words: &Words, has_principal: bool) -> Vec<String> {
    (0..=random.below(5))
        .map(|_| {
            let effect = if random.one_in(4) { "Deny" } else { "Allow" };
            statement(random, words, effect, has_principal)
        })
        .collect()
}

pub fn policy(statements: &[String], version: &str) -> String {
    format!(r#"{{"Version":"{version}","Statement":[{}]}}"#, statements.join(","))
}

/// The same document with space everywhere.
pub fn spread(text: &str) -> String {
    let (mut spread, mut is_string, mut escaped) = (String::new(), false, false);
    for character in text.chars() {
        let is_mark = !is_string && "{}[],:".contains(character);
        if is_mark {
            spread.push_str(" \n\t");
        }
        spread.push(character);
        if is_mark {
            spread.push_str("  ");
        }
        if character == '"' && !escaped {
            is_string = !is_string;
        }
        escaped = is_string && character == '\\' && !escaped;
    }
    spread
}

/// A request: who, what, on what, with what.
#[derive(Debug, Clone)]
pub struct Asked {
    pub who: String,
    pub action: String,
    pub resource: String,
    pub context: Vec<(String, Vec<String>)>,
}

impl Asked {
    pub fn new(random: &mut Random, words: &Words) -> Self {
        let mut context = Vec::new();
        for (key, values) in &words.values {
            let mut one = || random.of(values).to_owned();
            let (first, second) = (one(), one());
            match random.below(4) {
                0 => {}
                1 => context.push((key.clone(), vec![first, second])),
                _ => context.push((key.clone(), vec![first])),
            }
        }
        let mut of = |list: &[String]| random.of(list).to_owned();
        Self { who: of(&words.who), action: of(&words.acts), resource: of(&words.on), context }
    }

    pub fn request(&self) -> policy_core::evaluate::Request<'_> {
        let principal = policy_core::evaluate::Principal::new(&self.who);
        let request = policy_core::evaluate::Request::new(principal, &self.action, &self.resource);
        self.context
            .iter()
            .fold(request, |request, (key, values)| request.values(key, values.iter().map(String::as_str)))
    }
}
