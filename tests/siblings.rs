//! Each type of policy has its macro and its type.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use iam_policy::{
    Boundary, Identity, Policy, Rcp, Resource, Scp, Session, Trust, permissions_boundary, policy, rcp, resource_policy,
    scp, session_policy, trust_policy,
};

const IDENTITY: Policy<Identity> = policy! {
    #![attached_to = "group"]
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};
const SESSION: Policy<Session> = session_policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};
const BOUNDARY: Policy<Boundary> = permissions_boundary! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};
const SCP: Policy<Scp> = scp! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};
static TRUST: Policy<Trust> = trust_policy! {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": "personalize.amazonaws.com" },
        "Action": "sts:AssumeRole",
        "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    }]
};
static RESOURCE: Policy<Resource> = resource_policy! {
    #![resource_type = "AWS::S3::Bucket"]
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": "personalize.amazonaws.com" },
        "Action": "s3:ListBucket",
        "Resource": "arn:aws:s3:::films",
        "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    }]
};
static RCP: Policy<Rcp> = rcp! {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": { "Bool": { "aws:SecureTransport": "false" } }
    }]
};

#[test]
fn the_library_agrees() {
    assert_eq!(Policy::from_json(IDENTITY.as_json()), Ok(IDENTITY));
    assert_eq!(Policy::from_json(SESSION.as_json()), Ok(SESSION));
    assert_eq!(Policy::from_json(BOUNDARY.as_json()), Ok(BOUNDARY));
    assert_eq!(Policy::from_json(SCP.as_json()), Ok(SCP));
    assert_eq!(Policy::from_json(TRUST.as_json()).as_ref(), Ok(&TRUST));
    assert_eq!(Policy::from_json(RESOURCE.as_json()).as_ref(), Ok(&RESOURCE));
    assert_eq!(Policy::from_json(RCP.as_json()).as_ref(), Ok(&RCP));
}
