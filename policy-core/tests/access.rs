//! The three checks on whole access, on policies whose answer is known.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test")]

use policy_core::Document;
use policy_core::evaluate::{Check, check_access_not_granted, check_no_new_access, check_no_public_access};

/// A policy of statements.
fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

/// `pass`, `undecided`, or the counterexample.
fn word(check: &Check) -> String {
    match check {
        Check::Pass => "pass".to_owned(),
        Check::Undecided(_) => "undecided".to_owned(),
        Check::Fail(example) => example.to_string(),
    }
}

fn assert_is(check: &Check, expected: &str, what: &str) {
    let word = word(check);
    let is_right = if expected == "fail" { matches!(check, Check::Fail(_)) } else { word.contains(expected) };
    assert!(is_right, "expected {expected}, got {check}\n{what}");
}

#[test]
fn no_new_access() {
    const ALLOW: &str = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/*"}"#;
    let cases = [
        // The same, less, and more of an action, a resource, a condition.
        (ALLOW, ALLOW, "pass"),
        ("", ALLOW, "pass"),
        (ALLOW, "", "`s3:GetObject` on `arn:aws:s3:::films/"),
        (ALLOW, r#"{"Effect":"Allow","Action":"S3:get*","Resource":"*"}"#, "pass"),
        (r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::films/*"}"#, ALLOW, "`s3:Get"),
        (r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#, ALLOW, "fail"),
        (
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::film?/*"}"#,
            ALLOW,
            "arn:aws:s3:::filmx/",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/${aws:username}/*"}"#,
            ALLOW,
            "pass",
        ),
        (
            ALLOW,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/${aws:username}/*"}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/*","Condition":{"StringEquals":{"aws:PrincipalTag/t":"a"}}}"#,
            ALLOW,
            "pass",
        ),
        (
            ALLOW,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/*","Condition":{"StringEquals":{"aws:PrincipalTag/t":"a"}}}"#,
            "fail",
        ),
        // What no statement covers alone: action by action, resource by resource.
        (
            r#"{"Effect":"Allow","Action":"personalize:Get*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":["personalize:GetActionRecommendations","personalize:GetRecommendations"],"Resource":"*"},
               {"Effect":"Allow","Action":["personalize:GetPersonalizedRanking","personalize:GetSolutionMetrics","personalize:GetDataInsights"],"Resource":"*"}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Action":"personalize:Get*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":["personalize:GetActionRecommendations","personalize:GetDataInsights","personalize:GetRecommendations"],"Resource":"*"}"#,
            "`personalize:GetPersonalizedRanking`",
        ),
        (
            r#"{"Effect":"Allow","Action":"personalize:Get*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":["personalize:GetActionRecommendations","personalize:GetRecommendations"],"Resource":"*"},
               {"Effect":"Allow","Action":["personalize:GetPersonalizedRanking","personalize:GetSolutionMetrics","personalize:GetDataInsights"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]}"#,
            r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]},
               {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::a/*"},
               {"Effect":"Allow","Action":"s3:PutO*","Resource":"arn:aws:s3:::b/*"}"#,
            "pass",
        ),
        // An action that the catalog does not know, but a policy does.
        (
            r#"{"Effect":"Allow","Action":"personalize:GetWell*","Resource":"*"},
               {"Effect":"Deny","Action":"personalize:GetWellSoon","Resource":"arn:aws:personalize:*:*:x"}"#,
            "",
            "`personalize:GetWellSoon`",
        ),
        // Conditions that imply one another.
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"k:a":"abc"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"k:a":["x","ab*"]}}}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringLike":{"k:a":"ab*"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"k:a":"abc"}}}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEqualsIfExists":{"k:a":"abc"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"k:a":"abc"}}}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.1.0.0/16"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.1.0.0/16"}}}"#,
            "`aws:SourceIp` = `10.0.0.0`",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":"10"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"NumericLessThanEquals":{"s3:max-keys":"10.0"}}}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2020-01-01"}}}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"k:a":["x","y"]}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"k:a":"x"}}}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":["personalize.amazonaws.com","lambda.amazonaws.com"]}}}"#,
            r#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}}"#,
            "`iam:PassedToService` = `lambda.amazonaws.com`",
        ),
        // Denials: taken away, added, kept.
        (
            ALLOW,
            r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/x"}"#,
            "films/x",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
            "undecided",
        ),
        (
            r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","NotAction":["iam:*","sts:*"],"Resource":"*"}"#,
            r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","NotAction":["iam:*","sts:*"],"Resource":"*"}"#,
            "`sts:",
        ),
        (
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"k:a":"x"}}}"#,
            r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"k:a":["x","y"]}}}"#,
            "pass",
        ),
        // Resource policies.
        (
            r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}"#,
            "pass",
        ),
        (
            r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}"#,
            r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
            "fail",
        ),
        (
            r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ana"},"Action":"s3:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"}"#,
            "user/ana",
        ),
        (
            r#"{"Effect":"Allow","Principal":{"Service":["sns.amazonaws.com","s3.amazonaws.com"]},"Action":"sqs:*","Resource":"*"}"#,
            r#"{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:*","Resource":"*"}"#,
            "by s3.amazonaws.com",
        ),
    ];
    for (new, old, expected) in cases {
        let (new, old) = (policy(new), policy(old));
        let check = check_no_new_access(&Document::read(&new), &Document::read(&old));
        assert_is(&check, expected, &format!("new {new}\nold {old}"));
    }
}

#[test]
fn access_not_granted() {
    let personalize = r#"{"Effect":"Allow","Action":"personalize:*","Resource":"*"},
        {"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}}"#;
    let guarded = r#"{"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Deny","Action":["iam:*","s3:DeleteBucket"],"Resource":"*"},
        {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::secret*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#;
    let cases: [(&str, &[&str], &[&str], &str); 12] = [
        (personalize, &["s3:GetObject"], &[], "pass"),
        (personalize, &["s3:*", "kms:*", "iam:Create*"], &[], "pass"),
        (personalize, &["iam:PassRole"], &[], "`iam:PassedToService` = `personalize.amazonaws.com`"),
        (personalize, &["PERSONALIZE:deletecampaign"], &[], "fail"),
        (personalize, &[], &["arn:aws:s3:::films/*"], "fail"),
        (guarded, &["iam:PassRole"], &[], "pass"),
        (guarded, &["iam:*"], &["arn:aws:iam::111122223333:role/*"], "pass"),
        (guarded, &["s3:DeleteBucket"], &["arn:aws:s3:::films"], "pass"),
        (guarded, &["s3:Delete*"], &["arn:aws:s3:::films"], "fail"),
        (guarded, &["s3:GetObject"], &["arn:aws:s3:::secret/*"], "fail"),
        ("", &["*"], &["*"], "pass"),
        (r#"{"Effect":"Allow","NotAction":["iam:*"],"Resource":"*"}"#, &["iam:PassRole"], &[], "pass"),
    ];
    for (text, actions, resources, expected) in cases {
        let text = policy(text);
        let check = check_access_not_granted(&Document::read(&text), actions, resources);
        assert_is(&check, expected, &format!("{actions:?} {resources:?}\n{text}"));
    }
}

#[test]
fn no_public_access() {
    let allow = |principal: &str, rest: &str| {
        format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::films/*"{rest}}}"#
        )
    };
    let when = |condition: &str| format!(r#","Condition":{{{condition}}}"#);
    let open = allow(r#""*""#, "");
    let cases = [
        (open.clone(), "anyone, unsigned"),
        (allow(r#"{"AWS":"*"}"#, ""), "fail"),
        (allow(r#"{"AWS":["111122223333","*"]}"#, ""), "fail"),
        (allow(r#"{"AWS":"111122223333"}"#, ""), "pass"),
        (allow(r#"{"Service":"logs.amazonaws.com"}"#, ""), "pass"),
        (open.replace("Principal\":\"*\"", r#"NotPrincipal":{"AWS":"111122223333"}"#), "fail"),
        (allow(r#""*""#, &when(r#""StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}"#)), "pass"),
        (allow(r#""*""#, &when(r#""StringLike":{"aws:SourceVpce":"vpce-*"}"#)), "undecided"),
        (allow(r#""*""#, &when(r#""StringLike":{"aws:SourceVpce":"*"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""StringEqualsIfExists":{"aws:SourceVpce":"vpce-1a2b3c4d"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""ForAllValues:StringEquals":{"aws:PrincipalOrgPaths":"o-1/r-1/"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/r-1/*"}"#)), "pass"),
        (allow(r#""*""#, &when(r#""StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}"#)), "pass"),
        (allow(r#""*""#, &when(r#""IpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#)), "pass"),
        (allow(r#""*""#, &when(r#""IpAddress":{"aws:SourceIp":"0.0.0.0/0"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}"#)), "fail"),
        (allow(r#""*""#, &when(r#""NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#)), "fail"),
        (allow(r#""*""#, &when(r#""StringEquals":{"aws:Referer":"https://example.com/"}"#)), "`aws:Referer`"),
        (allow(r#""*""#, &when(r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}"#)), "pass"),
        (allow(r#""*""#, &when(r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}"#)), "role/stranger"),
        (allow(r#""*""#, &when(r#""ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}"#)), "pass"),
        (
            format!(
                r#"{open},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{"StringNotEquals":{{"aws:PrincipalOrgID":"o-1"}}}}}}"#
            ),
            "pass",
        ),
        (
            format!(
                r#"{open},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{"StringNotEqualsIfExists":{{"aws:PrincipalOrgID":"o-1"}},"BoolIfExists":{{"aws:PrincipalIsAWSService":"false"}}}}}}"#
            ),
            "pass",
        ),
        (
            format!(
                r#"{open},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}"#
            ),
            "fail",
        ),
    ];
    for (statements, expected) in cases {
        let text = policy(&statements);
        assert_is(&check_no_public_access(&Document::read(&text), "AWS::S3::Bucket"), expected, &text);
    }
    let trust = policy(r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"#);
    let check = check_no_public_access(&Document::read(&trust), "AWS::IAM::AssumeRolePolicyDocument");
    assert_is(&check, "`sts:AssumeRole` on `arn:aws:iam::123456789012:role/role`", &trust);
}
