//! Documents with holes, each written `<name>`.

use super::{Hole, HolesReport, check};
use crate::{Options, PolicyType, Span};

fn report(policy_type: PolicyType, written: &str) -> HolesReport {
    let (mut text, mut holes, mut rest) = (String::new(), Vec::new(), written);
    while let Some((before, after)) = rest.split_once('<') {
        let (name, after) = after.split_once('>').unwrap();
        text.push_str(before);
        let start = crate::span::offset(text.len());
        text.push_str("hole");
        let span = Span::new(start, crate::span::offset(text.len()));
        holes.push(Hole { span, shown: format!("{{{name}}}"), is_list: false });
        rest = after;
    }
    text.push_str(rest);
    check(&text, &holes, &Options::new(policy_type))
}

fn statement(policy_type: PolicyType, content: &str) -> HolesReport {
    report(policy_type, &format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{content}}}]}}"#))
}

#[track_caller]
fn takes(policy_type: PolicyType, content: &str, functions: &[&str]) {
    let report = statement(policy_type, content);
    let found: Vec<_> = report.places.iter().map(|place| place.as_ref().unwrap().function).collect();
    assert_eq!(found, functions, "{content}");
    assert!(report.findings.is_empty(), "{content}: {:#?}", report.findings);
}

#[test]
fn a_place_says_what_it_takes() {
    use PolicyType::{Identity, Resource, Trust};
    takes(
        Identity,
        r#""Action":"personalize:GetRecommendations","Resource":"arn:<p>:personalize:<r>:<a>:campaign/<n>""#,
        &["partition", "region", "account", "name"],
    );
    takes(Identity, r#""Action":"<a>","Resource":"*""#, &["action"]);
    takes(Identity, r#""Action":"s3:GetObject","Resource":"<r>""#, &["arn"]);
    takes(
        Resource,
        r#""Principal":{"AWS":["<a>","arn:aws:iam::<b>:role/<r>"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::films/*""#,
        &["principal", "account", "name"],
    );
    takes(
        Trust,
        r#""Principal":{"Service":"<s>"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"<a>"}}"#,
        &["service", "account"],
    );
    let with = |condition: &str, functions: &[&str]| {
        let content =
            format!(r#""Action":"s3:ListBucket","Resource":"arn:aws:s3:::films","Condition":{{{condition}}}"#);
        takes(Identity, &content, functions);
    };
    with(r#""StringEquals":{"aws:PrincipalTag/team":"<t>"}"#, &["text"]);
    with(r#""StringLike":{"s3:prefix":"<t>/*"}"#, &["pattern"]);
    with(r#""StringEquals":{"aws:RequestedRegion":"<r>"}"#, &["region"]);
    with(r#""Bool":{"aws:SecureTransport":"<b>"}"#, &["boolean"]);
    with(r#""NumericLessThan":{"s3:max-keys":"<n>"}"#, &["number"]);
    with(r#""DateLessThan":{"aws:CurrentTime":"<d>"}"#, &["date"]);
    with(r#""IpAddress":{"aws:SourceIp":"<i>"}"#, &["ip"]);
    with(r#""ArnLike":{"aws:PrincipalArn":"<a>"}"#, &["arn"]);
    with(r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::<a>:role/<n>"}"#, &["account", "name"]);
    with(r#""StringEquals":{"aws:SourceVpc":"<v>"}"#, &["text"]);
}

#[test]
fn a_whole_resource_takes_what_the_actions_work_on() {
    let accepts = |content: &str| {
        let report = statement(PolicyType::Identity, content);
        let place = report.places[0].clone().unwrap();
        place.accepts.map(|accepted| accepted.into_iter().map(|one| format!("{}:{}", one.service, one.name)).collect())
    };
    let types = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>());
    assert_eq!(
        accepts(r#""Action":"personalize:GetRecommendations","Resource":"<r>""#),
        types(&["personalize:campaign"])
    );
    assert_eq!(accepts(r#""Action":"sts:AssumeRole","Resource":"<r>""#), types(&["ec2:role", "iam:role", "sts:role"]));
    assert_eq!(accepts(r#""Action":"*","Resource":"<r>""#), None);
}

#[test]
fn what_hangs_on_a_value_is_not_found_before_it_is_there() {
    let quiet = statement(
        PolicyType::Identity,
        r#""Action":"s3:GetObject","Resource":["arn:aws:s3:::<a>/x","arn:aws:s3:::<b>/x","arn:aws:s3:::<c>/*"]"#,
    );
    assert!(quiet.findings.is_empty() && !quiet.may_fail, "{quiet:#?}");
    let region = r#""Action":"personalize:GetRecommendations","Resource":"arn:aws-cn:personalize:<r>:<a>:campaign/x""#;
    assert!(statement(PolicyType::Identity, region).findings.is_empty());
}

#[test]
fn values_that_can_break_a_rule_make_a_result() {
    let may_fail = |policy_type, content: &str| statement(policy_type, content).may_fail;
    let names = |count: usize| {
        let arns: Vec<_> = (0..count).map(|at| format!(r#""arn:aws:s3:::films/<n{at}>""#)).collect();
        format!(r#""Action":"s3:GetObject","Resource":[{}]"#, arns.join(","))
    };
    assert!(!may_fail(PolicyType::Session, &names(3)));
    assert!(may_fail(PolicyType::Session, &names(4)));
    assert!(!may_fail(PolicyType::Boundary, &names(4)));
    let vpc = r#""Action":"s3:ListBucket","Resource":"arn:aws:s3:::films","Condition":{"StringEquals":{"aws:SourceVpc":"<v>"}}"#;
    assert!(may_fail(PolicyType::Identity, vpc));
}

#[test]
fn findings_stand_where_the_holes_are_and_name_them() {
    let report = statement(PolicyType::Identity, r#""Action":"s3:ListBucket","Resource":"arn:aws:s3:<r>::<bucket>""#);
    let messages: Vec<_> = report.findings.iter().map(|finding| finding.help.clone().unwrap()).collect();
    assert_eq!(messages, ["leave it empty: `arn:aws:s3:::{bucket}`"]);
    assert_eq!(report.findings[0].span().len(), 4);
}
