use super::{difference, equivalent};

const BASE: &str = r#"{"Version":"2012-10-17","Statement":[
    {"Sid":"a","Effect":"Allow","Principal":{"AWS":["123456789012","arn:aws:iam::210987654321:role/x"]},
     "Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b/*",
     "Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"aws:MultiFactorAuthAge":"300"}}},
    {"Effect":"Deny","Principal":"*","NotAction":"s3:*","NotResource":["arn:aws:s3:::b"],
     "Condition":{"StringEquals":{"aws:PrincipalTag/Team":["a","b"]}}}]}"#;

/// The base with one text in place of another.
fn with(from: &str, to: &str) -> String {
    assert!(BASE.contains(from), "{from}");
    BASE.replace(from, to)
}

#[test]
fn spellings_of_one_policy() {
    for (from, to) in [
        ("[\"s3:GetObject\",\"s3:PutObject\"]", "[\"S3:putobject\",\"s3:GetObject\",\"s3:PutObject\"]"),
        ("\"arn:aws:s3:::b/*\"", "[\"arn:aws:s3:::b/*\"]"),
        ("[\"arn:aws:s3:::b\"]", "\"arn:aws:s3:::b\""),
        ("\"123456789012\"", "\"arn:aws:iam::123456789012:root\""),
        ("\"123456789012\"", "\"arn:aws-cn:iam::123456789012:root\""),
        ("true", "\"true\""),
        ("\"300\"", "[300]"),
        ("aws:SecureTransport", "AWS:securetransport"),
        ("aws:PrincipalTag/", "aws:principaltag/"),
        ("[\"a\",\"b\"]", "[\"b\",\"a\",\"b\"]"),
        ("s3:GetObject", r"s3:\u0047etObject"),
        ("\"Sid\":\"a\",\"Effect\":\"Allow\"", "\"Effect\":\"Allow\",\"Sid\":\"a\""),
    ] {
        assert!(equivalent(BASE, with(from, to)), "{from} {to}");
        assert!(difference(with(from, to), BASE).is_none(), "{from} {to}");
    }
    let old = with("\"Version\":\"2012-10-17\",", "");
    assert!(equivalent(&old, with("2012-10-17", "2008-10-17")));
    let one = r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    let two = r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Resource":["*"],"Effect":"Allow","Action":"*"}]}"#;
    assert!(equivalent(one, two));
}

#[test]
fn policies_that_differ() {
    for (from, to) in [
        ("\"Version\":\"2012-10-17\",", ""),
        ("\"Sid\":\"a\",", ""),
        ("\"Allow\"", "\"Deny\""),
        ("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"*\"}"),
        ("{\"AWS\":[", "{\"Service\":["),
        ("arn:aws:iam::210987654321:role/x", "arn:aws:iam::210987654321:role/X"),
        ("\"NotAction\"", "\"Action\""),
        ("arn:aws:s3:::b/*", "arn:aws:s3:::B/*"),
        ("\"a\",\"b\"", "\"A\",\"b\""),
        ("aws:PrincipalTag/Team", "aws:PrincipalTag/team"),
        ("StringEquals", "StringLike"),
        ("\"300\"", "\"300.0\""),
    ] {
        assert!(!equivalent(BASE, with(from, to)), "{from} {to}");
    }
}

#[test]
fn documents_that_are_no_policies() {
    assert!(equivalent(r#"{"a":[1],"b":null}"#, r#"{ "b": null, "a": [1] }"#));
    assert!(!equivalent(r#"{"a":[1,2]}"#, r#"{"a":[2,1]}"#));
    assert!(!equivalent(r#"{"a":1}"#, r#"{"a":"1"}"#));
    assert!(equivalent("{", "{"));
    assert!(!equivalent("{", "[") && !equivalent("", BASE));
    let odd = with("\"Sid\"", "\"sid\"");
    assert!(equivalent(&odd, &odd) && !equivalent(&odd, BASE));
}

#[test]
fn a_policy_where_there_was_none() {
    assert!(equivalent("", " \n") && !equivalent("", "{}"));
    let shown = difference("", BASE).unwrap().to_string();
    assert!(shown.starts_with("+ {\n+     \"Version\": \"2012-10-17\"\n"), "{shown}");
}

#[test]
fn a_difference_shows_what_is_missing_and_what_is_new() {
    let new = with("\"s3:PutObject\"]", "\"s3:DeleteObject\",\"S3:putObject\"]");
    let shown = difference(BASE, new).unwrap().to_string();
    let changed: Vec<&str> = shown.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(changed, ["+                 \"s3:DeleteObject\""], "{shown}");
}

#[test]
fn no_depth_is_too_much() {
    let deep = |head: &str, foot: &str| format!("{}1{}", head.repeat(100_000), foot.repeat(100_000));
    for (head, foot) in [("[", "]"), (r#"{"a":"#, "}")] {
        let text = deep(head, foot);
        assert!(equivalent(&text, deep(&format!("{head} "), foot)));
        assert!(!equivalent(&text, text.replace('1', "2")));
        assert!(difference(&text, text.replace('1', "2")).is_some());
    }
}
