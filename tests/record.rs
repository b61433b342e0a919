//! What the macros for things in an account make.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use iam_policy::attach::{Attachment, Holder};
use iam_policy::{Grant, ManagedPolicy, Policy, Role, Setup, Trust, grant, managed_policy, policy, role, trust_policy};

const READ: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
};

const TRUST: Policy<Trust> = trust_policy! {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": "personalize.amazonaws.com" },
        "Action": "sts:AssumeRole",
        "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    }]
};

macro_rules! named {
    ($name:literal) => {
        managed_policy! { policy: READ, name: $name, tags: { "a b": "", "é": r"x=1" }, description: "a \u{201c}b\u{201d}" }
    };
}

const NAMED: ManagedPolicy = named!("Read+1");

const ROLE: Role = role! {
    name: "Reader",
    path: "/a/",
    trust: TRUST,
    inline: { "One": READ, "Two": { #![allow(missing_pass_role)] "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" }
    ] } },
    managed: [NAMED, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    boundary: NAMED,
    max_session: 7_200,
};

const GRANT: Grant = grant! { user: "ana", policies: [NAMED] };

const SETUP: Setup<'static> = Setup { roles: &[ROLE], grants: &[GRANT], ..Setup::EMPTY };

#[test]
fn constants_hold_what_is_written() {
    assert_eq!((NAMED.name().as_str(), NAMED.path().as_str()), ("Read+1", "/"));
    assert_eq!(NAMED.description().unwrap().as_str(), "a “b”");
    let named = NAMED;
    let tags = named.tags().as_slice().iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    assert_eq!(tags.collect::<Vec<_>>(), [("a b", ""), ("é", "x=1")]);
    assert_eq!(NAMED.policy(), &READ);

    assert_eq!(ROLE.arn("aws", "123456789012"), "arn:aws:iam::123456789012:role/a/Reader");
    assert_eq!(ROLE.inline()[0].policy(), &READ);
    assert_eq!(ROLE.inline()[1].name().as_str(), "Two");
    let arns: Vec<_> = ROLE.managed().iter().map(|managed| managed.arn("aws-cn", "1")).collect();
    assert_eq!(arns, ["arn:aws-cn:iam::1:policy/Read+1", "arn:aws:iam::aws:policy/ReadOnlyAccess"]);
    assert_eq!(ROLE.boundary(), Some(&Attachment::Policy(NAMED)));
    assert_eq!(ROLE.max_session().as_seconds(), 7200);
    assert!(matches!(GRANT.to(), Holder::User(user) if user.as_str() == "ana"));
}

#[test]
fn a_policy_that_is_named_twice_is_made_once() {
    assert_eq!(SETUP.managed(), [&NAMED]);
    assert!(SETUP.check().is_ok());
    let other = managed_policy! { name: "read+1", policy: READ };
    let setup = Setup { policies: &[other], ..SETUP };
    assert_eq!(setup.check().unwrap_err().to_string(), "two different things are named managed policy `Read+1`");
}
