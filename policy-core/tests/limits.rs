//! Any text is answered in time and memory that grow with its length alone. There is no clock here: the texts are so long that
//! work growing with the square of their length would never end.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test")]

use policy_core::evaluate::{
    Check, CompiledPolicy, Policies, Principal, Request, check_access_not_granted, check_no_new_access, evaluate,
};
use policy_core::{
    Document, Options, PolicyType, Report, apply_edits, edits_of, equivalent, minify, minimize, pretty, validate,
};

/// All that is done with a text; what was found as an identity policy.
#[track_caller]
fn take(text: &str) -> Report {
    let small = minify(text);
    assert!(small.len() <= text.len());
    // A line for each byte, with four spaces for each of 16 levels.
    assert!(pretty(text).len() <= (16 * 4 + 2) * text.len());
    assert!(equivalent(text, &small) || !Document::read(text).syntax_errors.is_empty());
    if let Ok(smallest) = minimize(text) {
        assert!(smallest.len() <= text.len());
    }
    for policy_type in [PolicyType::Trust, PolicyType::Resource] {
        answer(text, policy_type);
    }
    answer(text, PolicyType::Identity)
}

#[track_caller]
fn answer(text: &str, policy_type: PolicyType) -> Report {
    let report = validate(text, &Options::new(policy_type));
    for finding in &report.findings {
        let words = [Some(&finding.message), finding.help.as_ref()].into_iter().flatten();
        assert!(words.chain(finding.labels.iter().map(|label| &label.message)).all(|words| words.len() < 30_000));
    }
    let fixed = apply_edits(text, &edits_of(&report.findings, true));
    assert!(fixed.len() <= 2 * text.len() + 100);
    report
}

/// Takes a text that is no policy, of which something is said.
#[track_caller]
fn refused(text: &str) {
    assert!(take(text).is_refused(), "{text:.80} is taken");
}

/// `count` items with commas between them.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

/// A statement with these elements beside its effect.
fn statement(elements: &str) -> String {
    policy(&format!(r#"{{"Effect":"Allow",{elements}}}"#))
}

#[test]
fn a_million_brackets() {
    const DEPTH: usize = 1_000_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    for text in [&open, &close, &format!("{open}{close}"), &format!(r#"{{"Statement":{open}}}"#)] {
        assert!(answer(text, PolicyType::Identity).is_refused());
    }
}

#[test]
fn brackets_of_every_kind() {
    const DEPTH: usize = 50_000;
    let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
    refused(&open);
    refused(&close);
    refused(&format!("{open}{close}"));
    refused(&format!("{open}{}", "}".repeat(DEPTH)));
    refused(&"[{]}".repeat(DEPTH));
    refused(&format!(r#"{{"Statement":{open}{close}}}"#));
    let (open, close) = (r#"{"a":"#.repeat(DEPTH), "}".repeat(DEPTH));
    refused(&format!("{open}1{close}"));
    refused(&policy(&format!(r#"{{"Condition":{open}1{close}}}"#)));
}

#[test]
fn many_small_arrays_deep_down() {
    const DEPTH: usize = 10_000;
    refused(&format!("{}[{}1]{}", r#"{"a":"#.repeat(DEPTH), "[],".repeat(DEPTH), "}".repeat(DEPTH)));
    refused(&format!(r#"{}{{{}"b":1}}{}"#, "[".repeat(DEPTH), r#""a":{},"#.repeat(DEPTH), "]".repeat(DEPTH)));
}

/// What is longer than the longest policy a hundred times over is refused for its length alone.
#[test]
fn a_hundred_megabytes() {
    const LENGTH: usize = 100_000_000;
    let pad = " ".repeat(LENGTH);
    for text in ["[".repeat(LENGTH), format!("{pad}{}", statement(r#""Action":"s3:*","Resource":"*""#))] {
        let report = validate(&text, &Options::new(PolicyType::Identity));
        let message = &report.findings[0].message;
        assert!(report.is_refused() && message.ends_with(" bytes is not read"), "{message}");
    }
    let [one, other] = ["[", "{"].map(|open| open.repeat(2_000_000));
    assert!(!equivalent(&one, &other), "nobody read either");
    assert!(minimize(&one).unwrap_err().message.ends_with(" bytes is not read"));
}

#[test]
fn a_million_statements() {
    const COUNT: usize = 1_000_000;
    let whole = list(COUNT, |_| r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#.into());
    let report = validate(&policy(&whole), &Options::new(PolicyType::Identity));
    assert!(report.is_refused() && report.findings[0].message.ends_with(" bytes is not read"));
    let report = validate(&policy(&list(COUNT / 10, |_| "{}".into())), &Options::new(PolicyType::Identity));
    assert!(report.is_refused() && report.findings.len() < 50_000, "{}", report.findings.len());
}

#[test]
fn strings_of_megabytes() {
    const LENGTH: usize = 1_000_000;
    let long = "a".repeat(LENGTH);
    let says = |text: &str, what: &str| {
        let report = answer(text, PolicyType::Identity);
        assert!(report.findings.iter().any(|finding| finding.code.as_str() == what), "{what}: {:?}", report.findings);
    };
    says(&statement(&format!(r#""Action":"s3:{long}","Resource":"*""#)), "INVALID_ACTION");
    says(&statement(&format!(r#""Action":"s3:*","Resource":"{long}""#)), "MISSING_ARN_FIELD");
    says(&statement(&format!(r#""{long}":1,"Action":"s3:*","Resource":"*""#)), "INVALID_POLICY_ELEMENT");
    says(&format!("\"{long}"), "JSON_SYNTAX_ERROR");
    says(&long, "JSON_SYNTAX_ERROR");
    let ten = format!("\"{}\"", "a".repeat(10_000_000));
    says(&ten, "JSON_SYNTAX_ERROR");
}

#[test]
fn long_tokens() {
    const LENGTH: usize = 50_000;
    for token in
        ["'", "\"", "\\", "1", "a", "a ", ",", ":", "/", "/**/", " ", "@ ", "日a", "-", "\n", "\u{1}", "\u{feff}"]
    {
        refused(&token.repeat(LENGTH / token.len()));
        refused(&format!(r#"{{"Statement":{}}}"#, token.repeat(LENGTH / token.len())));
    }
    refused(&format!("'{}'", "a".repeat(LENGTH)));
    refused(&format!("\"{}", "\\n".repeat(LENGTH)));
    let escapes = "\\u0020a".repeat(LENGTH / 14);
    refused(&policy(&format!(r#"{{"Sid":"{escapes}","Action":"{escapes}","Resource":"{escapes}"}}"#)));
}

#[test]
fn every_byte_and_lone_surrogates() {
    let statement = |text: &str| statement(&format!(r#""Action":"s3:{text}","Resource":"arn:aws:s3:::{text}""#));
    for byte in 0..=u8::MAX {
        let char = char::from(byte);
        take(&char.to_string().repeat(100));
        take(&statement(&char.to_string().repeat(100)));
        take(&statement(&format!("\\{char}")));
        take(&statement(&format!("\\u00{byte:02x}")));
    }
    for escape in [r"\ud800", r"\udc00", r"\udc00\ud800", r"\ud800x", r"\ud800\u0041", r"\uD83D\uDE00", r"\ud8", r"\u"]
    {
        take(&statement(&escape.repeat(100)));
        take(&format!(r#"{{"{escape}":"{escape}"}}"#));
    }
}

#[test]
fn names_by_the_thousand() {
    const COUNT: usize = 1_000;
    let conditions = |of: &dyn Fn(usize) -> String| {
        statement(&format!(r#""Action":"s3:*","Resource":"*","Condition":{{{}}}"#, list(COUNT, of)))
    };
    refused(&format!("{{{}}}", list(COUNT, |_| r#""Version":"2012-10-17""#.into())));
    refused(&format!("{{{}}}", list(COUNT, |at| format!(r#""n{at}":{at}"#))));
    refused(&format!("{{{}}}", list(COUNT, |at| format!(r#""n{}":{at}"#, at / 2))));
    refused(&policy(&format!("{{{}}}", list(COUNT, |_| r#""Effect":"Allow""#.into()))));
    refused(&policy(&format!("{{{}}}", list(COUNT, |at| format!(r#""actions{at}":1"#)))));
    refused(&conditions(&|_| r#""StringEquals":{"aws:SourceVpc":"a"}"#.into()));
    refused(&conditions(&|at| format!(r#""StringEquals{at}":{{"aws:SourceVpc":"a"}}"#)));
    refused(&statement(&format!(
        r#""Action":"s3:*","Resource":"*","Condition":{{"StringEquals":{{{}}}}}"#,
        list(COUNT, |_| r#""aws:SourceVpc":"a""#.into())
    )));
    take(&statement(&format!(
        r#""Action":"s3:*","Resource":"*","Condition":{{"StringEquals":{{{}}}}}"#,
        list(COUNT, |at| format!(r#""aws:PrincipalTag/{at}":["a","b"]"#))
    )));
    take(&statement(&format!(
        r#""Action":"s3:*","Resource":"*","Principal":{{{}}}"#,
        list(COUNT, |at| format!(r#""AWS{at}":"x""#))
    )));
}

#[test]
fn statements_by_the_thousand() {
    const COUNT: usize = 500;
    take(&policy(&list(COUNT, |_| r#"{"Sid":"a b","Effect":"allow","Action":"s3:*","Resource":"*"}"#.into())));
    take(&policy(&list(COUNT, |at| {
        let effect = ["Allow", "Deny"][at % 2];
        format!(r#"{{"Effect":"{effect}","Action":"s3:Get*","Resource":"arn:aws:s3:::{at:06}"}}"#)
    })));
    take(&policy(&list(COUNT, |at| {
        format!(
            r#"{{"Effect":"Allow","Action":["lambda:CreateFunction","personalize:*"],"Resource":"arn:aws:lambda:us-east-1:123456789012:function:f{at}"}}"#
        )
    })));
    take(&policy(&list(COUNT, |at| {
        format!(
            r#"{{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/x{at}","Condition":{{"StringEquals":{{"iam:PassedToService":"lambda.amazonaws.com"}}}}}}"#
        )
    })));
    refused(&policy(&list(COUNT, |_| r#"{"Sid" "a"}"#.into())));
}

#[test]
fn entries_by_the_thousand() {
    const COUNT: usize = 100;
    let entries = |element: &str, item: &dyn Fn(usize) -> String| format!(r#""{element}":[{}]"#, list(COUNT, item));
    let actions = |item: &dyn Fn(usize) -> String| {
        take(&statement(&format!(r#"{},"Resource":"*""#, entries("Action", item))));
        take(&statement(&format!(r#"{},"Resource":"*""#, entries("NotAction", item))));
    };
    actions(&|at| format!(r#""s3:Get{at}""#));
    actions(&|at| format!(r#""s3:Get{at}*""#));
    actions(&|at| format!(r#""s3:*{at}""#));
    actions(&|at| format!(r#""s3:*{at}*x""#));
    actions(&|at| format!(r#""*:{at}*""#));
    actions(&|_| r#""s3:*""#.into());
    actions(&|_| "null".into());
    let resources = |item: &dyn Fn(usize) -> String| {
        take(&statement(&format!(r#""Action":["s3:*","ec2:RunInstances"],{}"#, entries("Resource", item))));
    };
    resources(&|at| format!(r#""arn:aws:s3:::{at}*""#));
    resources(&|at| format!(r#""arn:aws:s3:::*{at}""#));
    resources(&|at| format!(r#""arn:*:*:*:*:*{at}*""#));
    resources(&|at| format!(r#""*{at}*""#));
    resources(&|at| format!(r#""arn:aws:s3:::${{aws:x{at}}}/*""#));
    take(&statement(&format!(
        "{},{}",
        entries("Action", &|at| format!("\"{}\"", ["s3:GetObject", "s3:ListBucket", "ec2:RunInstances"][at % 3])),
        entries("Resource", &|at| format!(r#""arn:aws:dynamodb:us-east-1:123456789012:table/x{at}""#))
    )));
    let principals = |kind: &str, item: &dyn Fn(usize) -> String| {
        take(&statement(&format!(r#""Action":"s3:*","Resource":"*","Principal":{{{}}}"#, entries(kind, item))));
    };
    principals("AWS", &|at| format!(r#""arn:aws:iam::{at:012}:role/x""#));
    principals("Service", &|at| format!(r#""x{at}.amazonaws.com""#));
    let values = |operator: &str, key: &str, item: &dyn Fn(usize) -> String| {
        let entries = entries(key, item);
        take(&statement(&format!(r#""Action":"s3:*","Resource":"*","Condition":{{"{operator}":{{{entries}}}}}"#)));
    };
    values("StringLike", "aws:PrincipalTag/x", &|at| format!(r#""*{at}*""#));
    values("StringEquals", "iam:PassedToService", &|at| format!(r#""x{at}.amazonaws.com""#));
    values("IpAddress", "aws:SourceIp", &|at| format!(r#""10.0.{}.0/24""#, at % 256));
    values("Bool", "aws:SecureTransport", &|at| format!(r#""{}""#, at % 2 == 0));
}

/// More than there is time to compare with each other, and with all that the catalog has.
#[test]
fn patterns_by_the_thousand() {
    const COUNT: usize = 2_000;
    let entries = |element: &str, item: &dyn Fn(usize) -> String| format!(r#""{element}":[{}]"#, list(COUNT, item));
    for text in [
        statement(&format!(r#"{},"Resource":"*""#, entries("Action", &|at| format!(r#""ec2:*{at}""#)))),
        statement(&format!(r#"{},"Resource":"*""#, entries("Action", &|at| format!(r#""*:*{at}*""#)))),
        statement(&format!(r#""Action":"s3:*",{}"#, entries("Resource", &|at| format!(r#""*{at}*""#)))),
        statement(&format!(
            r#""Action":"iam:PassRole","Resource":"*","Condition":{{"StringEquals":{{{}}}}}"#,
            entries("iam:PassedToService", &|at| format!(r#""x{at}.amazonaws.com""#))
        )),
        policy(&list(COUNT, |at| format!(r#"{{"Effect":"Allow","Action":"s3:*{at}","Resource":"*"}}"#))),
    ] {
        answer(&text, PolicyType::Identity);
        assert!(minimize(&text).unwrap().len() < text.len());
    }
}

/// What is shown of findings, too.
#[test]
fn more_findings_than_anyone_reads() {
    let text = policy(&list(5_000, |_| "{}".into()));
    let findings = policy_core::Policy::parse(&text).unwrap_err();
    let (all, shown) = (findings.iter().count(), findings.to_string());
    assert!(all > 10_000 && shown.matches("\n\n").count() == 100, "{all}");
    assert!(shown.ends_with(&format!("and {} more", all - 100)), "{all}");
}

/// Stars upon stars, in every place that takes a pattern.
#[test]
fn stars_without_end() {
    const LENGTH: usize = 20_000;
    let long = "a".repeat(LENGTH);
    for stars in [
        "*".repeat(LENGTH),
        "a*".repeat(LENGTH / 2),
        format!("*{}b*", "a".repeat(LENGTH / 2)),
        "*?".repeat(LENGTH / 2),
        format!("*{}?{}b*", "a".repeat(LENGTH / 4), "a".repeat(LENGTH / 4)),
    ] {
        take(&statement(&format!(
            r#""Action":["s3:{stars}","s3:{long}"],"Resource":["arn:aws:s3:::{stars}","arn:aws:s3:::{long}"]"#
        )));
        take(&statement(&format!(
            r#""Action":"s3:*","Resource":"*","Condition":{{"StringLike":{{"aws:PrincipalTag/x":["{stars}","{long}"]}}}}"#
        )));
    }
    take(&statement(&format!(
        r#""Action":"s3:*","Resource":"arn:aws:s3:::{}""#,
        "${aws:username}".repeat(LENGTH / 15)
    )));
    take(&statement(&format!(r#""Action":"s3:*","Resource":"arn:aws:s3:::{}""#, "${aws:username".repeat(LENGTH / 14))));
    take(&statement(&format!(r#""Action":"s3:*","Resource":"arn:aws:{}""#, ":".repeat(LENGTH))));
    take(&statement(&format!(
        r#""Action":"*","Resource":"arn:aws:apigateway:us-east-1::/{}*""#,
        "a/*/".repeat(LENGTH / 4)
    )));
}

/// What decides about requests and compares policies meets them, too.
#[test]
fn stars_in_requests_and_comparisons() {
    const LENGTH: usize = 50_000;
    let arn = |name: &str| format!("arn:aws:s3:::{name}");
    let policy = |name: &str| statement(&format!(r#""Action":"s3:GetObject","Resource":"{}""#, arn(name)));
    let long = "a".repeat(LENGTH);
    let few = policy("bucket/*");
    for (stars, is_match) in [
        ("*a".repeat(LENGTH / 2), true),
        ("a*".repeat(LENGTH / 2) + "b", false),
        (format!("*{}?{}b*", "a".repeat(LENGTH / 4), "a".repeat(LENGTH / 4)), false),
    ] {
        let text = policy(&stars);
        let [wide, narrow] = [&text, &few].map(|text| Document::read(text));
        assert!(!check_no_new_access(&wide, &narrow).is_pass());
        assert!(check_no_new_access(&wide, &wide).is_pass());
        let mut policies = Policies::default();
        policies.add(PolicyType::Identity, Document::read(&text));
        let (user, resource) = (Principal::new("arn:aws:iam::123456789012:user/x"), arn(&long));
        let request = Request::new(user, "s3:GetObject", &resource).resource_account("123456789012");
        assert_eq!(evaluate(&request, &policies).is_allowed(), is_match);
        assert_eq!(CompiledPolicy::new(&policies).decide(&request).is_allowed(), is_match);
    }
}

/// A pair of long patterns is a moment's work; hundreds of thousands of pairs are not.
#[test]
fn long_patterns_by_the_thousand_are_not_all_compared() {
    const COUNT: usize = 500;
    let patterns = |mark: char| list(COUNT, |at| format!(r#""arn:aws:s3:::*{mark}{at:04}{}""#, "ab*?cd".repeat(300)));
    let allow = |resources: &str| format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":{resources}}}"#);
    let deny = |resources: &str| format!(r#"{{"Effect":"Deny","Action":"s3:Get*","Resource":{resources}}}"#);
    let [one, other] = ['x', 'y'].map(|mark| format!("[{}]", patterns(mark)));
    let texts = [policy(&allow(&one)), policy(&format!("{},{}", allow(r#""*""#), deny(&other)))];
    let [one, open] = texts.each_ref().map(|text| Document::read(text));
    let Check::Undecided(reason) = check_no_new_access(&one, &open) else { panic!("there is no time for it") };
    assert_eq!(reason, "the policies are too long to be compared in full");
    assert!(check_no_new_access(&one, &one).is_pass(), "what is the same needs no comparison");
    assert!(!check_access_not_granted(&open, &["s3:GetObject"], &["arn:aws:s3:::*x*"]).is_pass());
}
