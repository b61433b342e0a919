//! Assertions on texts.

use super::{Assertion, Part, Subject, Violation};
use crate::holes::Hole;
use crate::{Options, PolicyType, Span};

const ROLE: &str = "arn:aws:iam::123456789012:role/Admin";

fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

fn assertion(is_allowed: bool, action: &str, on: Option<&str>, by: Option<&str>) -> Assertion {
    let [on, by] = [on, by].map(|text| text.map(str::to_owned));
    Assertion { is_allowed, on, by, ..Assertion::allows(action) }
}

/// Names stand for themselves in holes, of which `(x)` is one.
fn decide(kind: PolicyType, text: &str, holes: &[&str], assertion: &Assertion) -> Option<Violation> {
    let holes: Vec<Hole> = holes.iter().map(|hole| at(text, hole)).collect();
    Subject::new(text, &holes, &Options::new(kind)).decide(assertion)
}

fn at(text: &str, hole: &str) -> Hole {
    let start = u32::try_from(text.find(hole).unwrap()).unwrap();
    let end = start + u32::try_from(hole.len()).unwrap();
    Hole { span: Span::new(start, end), shown: format!("({hole})"), is_list: false }
}

/// Whether the request is allowed; `None` when that depends on the holes.
fn verdict(kind: PolicyType, text: &str, holes: &[&str], mut about: Assertion) -> Option<bool> {
    let verdicts = [true, false].map(|is_allowed| {
        about.is_allowed = is_allowed;
        decide(kind, text, holes, &about).is_none()
    });
    match verdicts {
        [true, false] => Some(true),
        [false, true] => Some(false),
        [false, false] => None,
        [true, true] => panic!("both hold"),
    }
}

#[test]
fn a_policy_speaks_for_itself_alone() {
    let key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let text = policy(r#"{"Effect":"Allow","Action":["kms:Decrypt","sts:AssumeRole"],"Resource":"*"}"#);
    for kind in [PolicyType::Identity, PolicyType::Boundary, PolicyType::Session, PolicyType::Scp] {
        let of = |action, on| verdict(kind, &text, &[], assertion(true, action, Some(on), None));
        // The key's policy and the role's are other policies.
        assert_eq!(of("kms:Decrypt", key), Some(true), "{kind}");
        assert_eq!(of("sts:AssumeRole", ROLE), Some(true), "{kind}");
        assert_eq!(of("kms:Encrypt", key), Some(false), "{kind}");
    }
}

#[test]
fn policies_that_only_deny_stand_beside_one_that_allows() {
    let text = policy(r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#);
    let of = |kind, action| verdict(kind, &text, &[], assertion(true, action, None, None));
    assert_eq!(of(PolicyType::Rcp, "s3:ListAllMyBuckets"), Some(false));
    assert_eq!(of(PolicyType::Rcp, "sqs:ListQueues"), Some(true));
    assert_eq!(of(PolicyType::Scp, "sqs:ListQueues"), Some(true));
    assert_eq!(of(PolicyType::Identity, "sqs:ListQueues"), Some(false));
}

#[test]
fn notes_stand_at_the_statement() {
    let text = policy(
        r#"{"Effect":"Allow","Action":"iam:*","Resource":"*"},{"Sid":"No","Effect":"Deny","Action":"iam:*","Resource":"*"}"#,
    );
    let violation =
        decide(PolicyType::Identity, &text, &[], &assertion(true, "iam:PassRole", Some(ROLE), None)).unwrap();
    assert_eq!(violation.message, format!("`iam:PassRole` on `{ROLE}` is denied"));
    let [label] = violation.labels.as_slice() else { panic!("{violation:?}") };
    assert_eq!(label.message, "statement 2 `No` denies it");
    assert!(label.span.of(&text).starts_with(r#"{"Sid":"No""#));
    assert_eq!(violation.part, Part::Whole);
}

#[test]
fn holes_matter_where_a_value_can_decide() {
    let of = |statement: &str, holes: &[&str]| {
        let about = assertion(true, "iam:PassRole", Some(ROLE), None);
        verdict(PolicyType::Identity, &policy(statement), holes, about)
    };
    let resource = r#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::HOLE:role/*"}"#;
    assert_eq!(of(resource, &["HOLE"]), None);
    let user = r#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::HOLE:user/*"}"#;
    assert_eq!(of(user, &["HOLE"]), Some(false));
    let beside = r#"{"Effect":"Allow","Action":["iam:*","HOLE"],"Resource":["HOLF","*"]}"#;
    assert_eq!(of(beside, &["HOLE", "HOLF"]), Some(true));
    let spared = r#"{"Effect":"Allow","Action":"*","NotResource":["HOLE"]}"#;
    assert_eq!(of(spared, &["HOLE"]), None);
    let spared = r#"{"Effect":"Allow","Action":"*","NotResource":["HOLE","*"]}"#;
    assert_eq!(of(spared, &["HOLE"]), Some(false));
    let denied = r#"{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"HOLE","Resource":"*"}"#;
    assert_eq!(of(denied, &["HOLE"]), None);
    let nothing =
        r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"HOLE","Resource":"*"}"#;
    assert_eq!(of(nothing, &["HOLE"]), Some(false));
}

#[test]
fn holes_in_conditions_matter_where_the_key_is_there() {
    let of = |operator: &str, values: &str, context: &[&str]| {
        let condition = format!(r#""Condition":{{"{operator}":{{"aws:PrincipalOrgID":{values}}}}}"#);
        let text = policy(&format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*",{condition}}}"#));
        let mut about = assertion(true, "iam:PassRole", Some(ROLE), None);
        let values = context.iter().map(|&value| value.to_owned()).collect();
        about.context = vec![("aws:PrincipalOrgID".to_owned(), values)];
        verdict(PolicyType::Identity, &text, &["HOLE"], about)
    };
    assert_eq!(of("StringEquals", r#""HOLE""#, &["o-1"]), None);
    assert_eq!(of("StringEquals", r#""HOLE""#, &[]), Some(false));
    assert_eq!(of("StringNotEquals", r#""HOLE""#, &[]), Some(true));
    assert_eq!(of("StringNotEquals", r#""HOLE""#, &["o-1"]), None);
    assert_eq!(of("StringEquals", r#"["HOLE","o-1"]"#, &["o-1"]), Some(true));
    assert_eq!(of("StringNotEquals", r#"["HOLE","o-1"]"#, &["o-1"]), Some(false));
    assert_eq!(of("Null", r#""HOLE""#, &[]), None);
}

#[test]
fn holes_in_principals_stand_for_their_kind() {
    let of = |principal: &str, by| {
        let statement = format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#);
        let about = assertion(true, "sts:AssumeRole", None, Some(by));
        verdict(PolicyType::Trust, &policy(&statement), &["HOLE"], about)
    };
    let (user, service) = ("arn:aws:iam::123456789012:user/ana", "ec2.amazonaws.com");
    assert_eq!(of(r#"{"AWS":"HOLE"}"#, user), None);
    assert_eq!(of(r#"{"AWS":"arn:aws:iam::HOLE:root"}"#, user), None);
    assert_eq!(of(r#"{"AWS":["HOLE","123456789012"]}"#, user), Some(true));
    assert_eq!(of(r#"{"Service":"HOLE"}"#, service), None);
    assert_eq!(of(r#"{"Service":"HOLE"}"#, user), Some(false));
    assert_eq!(of(r#"{"AWS":"HOLE"}"#, service), Some(false));
}

fn at_most(kind: PolicyType, new: &str, holes: &[&str], old: &str) -> Option<Violation> {
    let holes: Vec<Hole> = holes.iter().map(|hole| at(new, hole)).collect();
    Subject::new(new, &holes, &Options::new(kind)).grants_at_most(old, "old.json")
}

#[test]
fn more_than_the_baseline_is_shown_as_a_request() {
    let old = policy(r#"{"Effect":"Allow","Action":"personalize:*","Resource":"*"}"#);
    let new = policy(r#"{"Sid":"More","Effect":"Allow","Action":"iam:PassRole","Resource":"*"}"#);
    assert_eq!(at_most(PolicyType::Identity, &old, &[], &old), None);
    let violation = at_most(PolicyType::Identity, &new, &[], &old).unwrap();
    assert!(violation.message.starts_with("`iam:PassRole` on `"), "{violation:?}");
    assert!(!violation.message.contains(" by "), "{violation:?}");
    assert_eq!(violation.labels[0].message, "statement 1 `More` allows it");
}

#[test]
fn what_cannot_be_decided_says_so() {
    let old = policy(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/a*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/HOLE"}"#,
    );
    let new = policy(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::films/HOLE"}"#);
    assert_eq!(at_most(PolicyType::Identity, &new, &[], &old), None);
    let violation = at_most(PolicyType::Identity, &new, &["HOLE"], &old).unwrap();
    assert!(violation.message.starts_with("it cannot be decided at compile time"), "{violation:?}");
    let wide = policy(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#);
    assert_eq!(at_most(PolicyType::Identity, &new, &["HOLE"], &wide), None);
    let other = policy(r#"{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"},"#);
    let violation = at_most(PolicyType::Identity, &new, &["HOLE"], other.trim_end_matches(',')).unwrap();
    assert!(violation.message.contains("old.json"), "{violation:?}");
}

#[test]
fn baselines_of_control_policies_are_compared_by_what_they_leave() {
    let one = r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}"#;
    let two = r#"{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}"#;
    let (strict, lax) = (policy(&format!("{one},{two}")), policy(one));
    assert_eq!(at_most(PolicyType::Rcp, &strict, &[], &lax), None);
    let violation = at_most(PolicyType::Rcp, &lax, &[], &strict).unwrap();
    assert!(violation.message.contains("`sqs:"), "{violation:?}");
    let [strict, lax] = [strict, lax].map(|text| text.replace(r#""Principal":"*","#, ""));
    assert_eq!(at_most(PolicyType::Scp, &strict, &[], &lax), None);
    assert!(at_most(PolicyType::Scp, &lax, &[], &strict).is_some());
}

#[test]
fn a_baseline_is_a_policy() {
    let new = policy(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#);
    let violation = at_most(PolicyType::Identity, &new, &[], "{").unwrap();
    assert!(violation.message.starts_with("`old.json` is no policy that IAM accepts: "), "{violation:?}");
}

#[test]
fn an_allowed_check_is_not_heard() {
    let rule = crate::LevelRule::new(crate::Level::Allow, "invalid_action");
    let mut levels = crate::Levels::new();
    levels.push(rule);
    let options = Options::new(PolicyType::Identity);
    let assertion = Assertion::denies("personalize:ShinyNewThing");
    assert_eq!(assertion.mistakes(&options).len(), 1);
    assert!(assertion.mistakes(&options.levels(levels)).is_empty());
}
