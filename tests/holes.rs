//! Policies with holes: what comes out is what the same document with the values written out would be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![deny(warnings, clippy::all, clippy::pedantic)]

use iam_policy::typed::arns::{iam, personalize};
use iam_policy::typed::{AccountId, Arn, Region, ResourceName, ServicePrincipal};
use iam_policy::{Findings, Policy, Session, Trust, arn, policy, session_policy, trust_policy};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn tenant_session(
    region: &Region,
    account: &AccountId,
    bucket: &ResourceName,
    tenant: &ResourceName,
) -> Result<Policy<Session>, Findings> {
    session_policy! {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecommendations",
                "Resource": ("arn:aws:personalize:{region}:{account}:campaign/{tenant}-*")
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": ("arn:aws:s3:::{bucket}/{tenant}/*")
            },
            {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": ("arn:aws:s3:::{bucket}"),
                "Condition": { "StringLike": { "s3:prefix": ("{tenant}/*") } }
            }
        ]
    }
}

#[test]
fn a_tenant_gets_what_is_his() -> Tested {
    let policy = tenant_session(
        &Region::new("eu-central-1")?,
        &AccountId::new("123456789012")?,
        &ResourceName::new("films")?,
        &ResourceName::new("tenant-17")?,
    )?;
    let written = session_policy! {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecommendations",
                "Resource": "arn:aws:personalize:eu-central-1:123456789012:campaign/tenant-17-*"
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": "arn:aws:s3:::films/tenant-17/*"
            },
            {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": "arn:aws:s3:::films",
                "Condition": { "StringLike": { "s3:prefix": "tenant-17/*" } }
            }
        ]
    };
    assert_eq!(policy, written);
    Ok(())
}

#[test]
fn a_policy_that_values_cannot_break_is_no_result() -> Tested {
    let account = AccountId::new("123456789012")?;
    let campaign = Arn::<personalize::Campaign>::parse("arn:aws:personalize:us-east-1:123456789012:campaign/films")?;
    let policy: Policy = policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": (campaign) },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": ("arn:aws:iam::{account}:role/personalize/${aws:PrincipalTag/team}"),
                "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
            }
        ]
    };
    assert!(policy.as_json().contains(r#""Resource":"arn:aws:personalize:us-east-1:123456789012:campaign/films""#));
    Ok(())
}

#[test]
fn what_hangs_on_values_can_be_asked_for() -> Tested {
    let read = |first: &str, second: &str| -> Result<Policy, Box<dyn std::error::Error>> {
        let (first, second) = (ResourceName::new(first)?, ResourceName::new(second)?);
        Ok(policy! {
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": [("arn:aws:s3:::{first}/*"), ("arn:aws:s3:::{second}/*")]
            }]
        })
    };
    assert!(read("films", "songs")?.findings().is_empty());
    let findings = read("films", "films")?.findings();
    assert!(findings.iter().any(|finding| finding.code.as_str() == "REDUNDANT_RESOURCE"), "{findings}");
    assert!(findings.to_string().contains("arn:aws:s3:::films/*"), "{findings}");
    Ok(())
}

#[test]
fn lists_take_any_number() -> Tested {
    let service = ServicePrincipal::new("personalize.amazonaws.com")?;
    let trust = |accounts: &[AccountId], roles: Vec<Arn<iam::Role>>| -> Result<Policy<Trust>, Findings> {
        trust_policy! {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": { "Service": (service) },
                    "Action": "sts:AssumeRole",
                    "Condition": { "StringEquals": { "aws:SourceAccount": (..accounts) } }
                },
                {
                    "Effect": "Allow",
                    "Principal": { "AWS": ["arn:aws:iam::123456789012:role/first", (..roles)] },
                    "Action": "sts:AssumeRole"
                }
            ]
        }
    };
    let accounts = [AccountId::new("123456789012")?, AccountId::new("210987654321")?];
    let two = trust(&accounts, vec![arn!("arn:aws:iam::123456789012:role/second")])?;
    assert!(two.as_json().contains(r#""aws:SourceAccount":["123456789012","210987654321"]"#));
    assert!(
        two.as_json().contains(r#"["arn:aws:iam::123456789012:role/first","arn:aws:iam::123456789012:role/second"]"#)
    );
    let none = trust(&accounts, Vec::new())?;
    assert!(none.as_json().contains(r#"["arn:aws:iam::123456789012:role/first"]"#));
    Ok(())
}

#[test]
fn rules_hold_for_what_run_time_fills_in() {
    let campaigns = [arn!("arn:aws:personalize:us-east-1:123456789012:campaign/films")];
    let policy: Result<Policy, Findings> = policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": (..&campaigns) },
            #[allow(pass_role_with_star_in_resource, reason = "the account has one role")]
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
        ]
    };
    assert!(policy.is_ok(), "{policy:?}");
}
