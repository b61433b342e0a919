//! What a decision says beside its outcome, and what a failing assertion prints.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test")]

use policy_core::document::Effect;
use policy_core::evaluate::{
    Answer, CompiledPolicy, Decision, Fixture, Lack, Policies, Principal, Reason, Request, evaluate,
};
use policy_core::{Document, Identity, Policy, PolicyType, Scp, assert_allowed, assert_denied};

const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::films/${aws:PrincipalTag/team}/*",
            "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "192.0.2.0/24"] } }
        },
        { "Effect": "Allow", "Action": "s3:Put*", "Resource": "arn:aws:s3:::films/*" },
        { "Sid": "NoSecrets", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::films/secret/*" }
    ]
}"#;

fn decide(request: &Request<'_>) -> Decision {
    evaluate(request, &Policies::identity([Document::read(r#"{"Statement":[]}"#), Document::read(POLICY)]))
}

fn get(resource: &'static str) -> Request<'static> {
    Request::new(Principal::new("arn:aws:iam::123456789012:user/ana"), "s3:GetObject", resource)
}

#[test]
fn names_the_statements_that_decided() {
    let decision = decide(&get("arn:aws:s3:::films/secret/x"));
    assert_eq!(decision.reason, Reason::Denied(PolicyType::Identity));
    let [statement] = &*decision.matched else { panic!("{decision}") };
    assert_eq!((statement.source.index, statement.index, statement.effect), (1, 2, Effect::Deny));
    assert_eq!(statement.sid.as_deref(), Some("NoSecrets"));
    assert!(statement.span.of(POLICY).starts_with(r#"{ "Sid": "NoSecrets""#));
    assert_eq!(
        decision.to_string(),
        "explicitDeny: the identity policies denied it\n  by identity policy 2, statement 3 `NoSecrets` (Deny)"
    );
}

#[test]
fn names_what_is_lacking() {
    let request =
        get("arn:aws:s3:::films/a/x").context("aws:PrincipalTag/team", "a").context("AWS:sourceip", "8.8.8.8");
    let decision = decide(&request);
    assert!(decision.matched.is_empty() && decision.missing_context.is_empty(), "{decision:?}");
    let [miss] = &*decision.near_misses else { panic!("{decision}") };
    let [Lack::Condition { operator, key, expected, found, span, .. }] = &*miss.lacks else { panic!("{decision}") };
    assert_eq!((operator.as_str(), key.as_str()), ("IpAddress", "aws:SourceIp"));
    assert_eq!((expected.len(), &**found), (2, &["8.8.8.8".to_owned()][..]));
    assert_eq!(span.of(POLICY), r#"["203.0.113.0/24", "192.0.2.0/24"]"#);
}

#[test]
fn names_the_keys_that_are_missing() {
    let decision = decide(&get("arn:aws:s3:::films/a/x"));
    assert_eq!(decision.missing_context, ["aws:PrincipalTag/team"], "the condition is not reached");
    let decision = decide(&get("arn:aws:s3:::films/a/x").context("aws:PrincipalTag/team", "a"));
    assert_eq!(decision.missing_context, ["aws:SourceIp"]);
    let decision = decide(&Request::new(Principal::ANONYMOUS, "s3:GetObject", "*"));
    assert!(decision.missing_context.is_empty(), "an identity policy is not asked about strangers");
}

#[test]
fn several_grants_are_all_named() {
    let own = Document::read(r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#);
    let bucket =
        Document::read(r#"{"Statement":{"Sid":"B","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}"#);
    let scp = own.clone();
    let policies = Policies {
        identity: vec![own],
        resource: Some(bucket),
        service_control: vec![vec![scp]],
        ..Policies::default()
    };
    let decision = evaluate(&get("arn:aws:s3:::films/x"), &policies);
    let kinds: Vec<_> = decision.matched.iter().map(|statement| statement.source.policy_type).collect();
    assert_eq!(kinds, [PolicyType::Resource, PolicyType::Identity], "an SCP grants nothing");
}

#[test]
fn assertions_take_policies_of_all_types() {
    let identity = Policy::<Identity>::from_json(POLICY).unwrap();
    let guard = Policy::<Scp>::from_json(
        r#"{"Version":"2012-10-17","Statement":{"Sid":"Full","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}}"#,
    )
    .unwrap();
    let action = String::from("s3:PutObject");
    assert_allowed!(identity, "s3:PutObject", on: "arn:aws:s3:::films/x");
    assert_allowed!(&identity, &action, on: "arn:aws:s3:::films/x",);
    assert_allowed!((&identity, &guard), "s3:PutObject", on: "arn:aws:s3:::films/x");
    assert_denied!((&identity, &guard), "s3:PutObjectAcl", on: "arn:aws:s3:::films/x");
    assert_allowed!([r#"{"Statement":[]}"#, POLICY], "s3:PutObject", on: "arn:aws:s3:::films/x");
    assert_denied!(identity, "s3:PutObject");
    assert_denied!(identity, "s3:PutObject", on: "arn:aws:s3:::films/x", by: "s3.amazonaws.com");
    assert_allowed!(
        identity,
        "s3:GetObject",
        on: "arn:aws:s3:::films/a/x",
        by: "arn:aws:sts::123456789012:assumed-role/Reader/ana",
        context: { "aws:SourceIp": "203.0.113.7", "aws:PrincipalTag/team": ["a"] }
    );
}

#[test]
fn a_failing_assertion_says_why() {
    let message = |failing: fn()| {
        let error = std::panic::catch_unwind(failing).unwrap_err();
        error.downcast_ref::<String>().unwrap().clone()
    };
    let denied = message(|| {
        assert_allowed!(POLICY, "s3:GetObject", on: "arn:aws:s3:::films/a/x", context: { "aws:PrincipalTag/team": "a" });
    });
    assert_eq!(
        denied,
        "`s3:GetObject` is not allowed\n\
         implicitDeny: the identity policies did not allow it\n  \
         identity policy 1, statement 1 `Read` (Allow)\n    \
         IpAddress `aws:SourceIp`: wants `203.0.113.0/24`, `192.0.2.0/24`, the request has none"
    );
    let allowed = message(|| assert_denied!(POLICY, "s3:PutObject", on: "arn:aws:s3:::films/x"));
    assert_eq!(
        allowed,
        "`s3:PutObject` is allowed\n\
         allowed: the identity policies allowed it\n  \
         by identity policy 1, statement 2 (Allow)"
    );
}

#[test]
fn fixtures_say_what_is_wrong_with_them() {
    for (text, expected) in [
        ("", "the document is empty"),
        ("[1]", "expected an object, found a number"),
        (r#"{"policies": []}"#, "unknown member `policies`"),
        (r#"{"request": {"verb": "x"}}"#, "unknown member `verb` of a request"),
        (r#"{"request": {}, "expected": "yes"}"#, "`yes` is not `allowed`, `explicitDeny` or `implicitDeny`"),
        (r#"{"request": {"principal": {"type": "User"}}}"#, "a principal is a string or `{\"type\": \"Anonymous\"}`"),
        (r#"{"identityPolicies": {}}"#, "expected an array, found an object"),
    ] {
        assert_eq!(Fixture::read(text).unwrap_err().message, expected, "{text}");
    }
}

#[test]
fn policies_given_as_text_are_read_like_objects() {
    let quoted = format!("{:?}", r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#);
    let text = format!(
        r#"{{"identityPolicies":[{quoted}],"request":{{"principal":"123456789012","action":"s3:x","context":{{"k:a":[1,true],"k:b":null}}}}}}"#
    );
    let fixtures = Fixture::read(&text).unwrap();
    let case = &fixtures[0].cases[0];
    assert!(fixtures[0].evaluate(case).is_allowed());
    assert_eq!(case.request().get("K:A"), ["1", "true"]);
    assert!(case.request().get("k:b").is_empty());
}

#[test]
fn a_lenient_reader_passes_over_all_but_slips() {
    let request = r#""resourcePolicy": null, "request": {"principal": "*", "action": "s3:x", "id": 1}"#;
    let text = format!(r#"{{"id": 1, "note": "", {request}}}"#);
    assert_eq!(Fixture::read_lenient(&text).unwrap()[0].cases.len(), 1);
    assert_eq!(Fixture::read(&text).unwrap_err().message, "unknown member `id`");
    let slip = format!(r#"{{"permissionBoundary": "", {request}}}"#);
    let expected = "unknown member `permissionBoundary`; did you mean `permissionsBoundary`?";
    assert_eq!(Fixture::read_lenient(&slip).unwrap_err().message, expected);
}

#[test]
fn a_request_says_who_asks_for_what() {
    let message = |text| Fixture::read(text).unwrap_err().message;
    assert_eq!(message(r#"{"request": {"action": "s3:x"}}"#), "the request has no `principal`");
    assert_eq!(message(r#"{"requests": [{"principal": "*"}]}"#), "the request has no `action`");
}

#[test]
fn everything_crosses_threads() {
    fn check<T: Send + Sync>() {}
    check::<CompiledPolicy>();
    check::<Policies<Document<'_>>>();
    check::<Request<'_>>();
    check::<Decision>();
    check::<Answer>();
    check::<Fixture<'_>>();
}
