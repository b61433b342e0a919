//! A role that may do everything for every tenant, and sessions of it that may do one tenant's part.

use anyhow::{Context, Result};
use aws_config::SdkConfig;
use aws_sdk_sts::types::Credentials;
use connect::said;
use iam_policy::typed::arns::iam;
use iam_policy::typed::{AccountId, Arn, Region, ResourceName};
use iam_policy::{Findings, Policy, Role, Session, role, session_policy};

/// The role that the sessions are of. It can reach what belongs to any tenant.
pub const ROLE: Role = role! {
    name: "TenantData",
    description: "Sessions of this role are for one tenant each",
    trust: {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
            "Action": "sts:AssumeRole"
        }]
    },
    inline: {
        "AllTenants": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "personalize:GetRecommendations",
                    "Resource": "arn:aws:personalize:*:123456789012:campaign/*"
                },
                { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::tenant-films" },
                {
                    "Effect": "Allow",
                    "Action": ["s3:GetObject", "s3:PutObject"],
                    "Resource": "arn:aws:s3:::tenant-films/*"
                }
            ]
        }
    },
};

/// What one tenant's session may do: ask the campaign named after the tenant, and use the tenant's folder.
///
/// Each hole takes values of one type, whose constructor refuses what would reach further than the letters say.
///
/// # Errors
///
/// When the names are so long that the policy has more than the 2,048 characters that STS takes.
pub fn policy(region: &Region, account: &AccountId, tenant: &ResourceName) -> Result<Policy<Session>, Findings> {
    session_policy! {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecommendations",
                "Resource": ("arn:aws:personalize:{region}:{account}:campaign/{tenant}")
            },
            {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": "arn:aws:s3:::tenant-films",
                "Condition": { "StringLike": { "s3:prefix": ("{tenant}/*") } }
            },
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": ("arn:aws:s3:::tenant-films/{tenant}/*")
            }
        ]
    }
}

/// A session for one tenant.
#[derive(Debug)]
pub struct TenantSession {
    /// Who AWS takes its holder for.
    pub arn: String,
    /// What its holder signs with.
    pub credentials: Credentials,
}

/// Assumes `role` for a quarter of an hour, with `policy` as the most it can do.
///
/// # Errors
///
/// What STS says.
pub async fn assume(
    config: &SdkConfig,
    role: &Arn<iam::Role>,
    tenant: &ResourceName,
    policy: &Policy<Session>,
) -> Result<TenantSession> {
    let call = aws_sdk_sts::Client::new(config)
        .assume_role()
        .role_arn(role.as_str())
        .role_session_name(tenant.as_str())
        .duration_seconds(900)
        .policy(policy.as_json());
    let assumed = call.send().await.map_err(|error| said("AssumeRole", &error))?;
    let user = assumed.assumed_role_user.context("STS names no session")?;
    Ok(TenantSession { arn: user.arn, credentials: assumed.credentials.context("STS gives no credentials")? })
}
