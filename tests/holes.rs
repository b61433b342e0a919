//! Policies with holes: what comes out is what the same document with the values written out would be.

use iam_policy::typed::arns::{iam, personalize, s3};
use iam_policy::typed::{
    AccountId, Action, Arn, Date, InvalidValue, IpNet, Number, Partition, Region, ResourceName, ResourcePath,
    ServicePrincipal, Text,
};
use iam_policy::{Findings, Policy, Resource, Session, Trust, policy, resource_policy, session_policy, trust_policy};

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
