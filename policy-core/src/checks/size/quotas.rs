//! The quotas, all in one place.
//!
//! Sources: IAM User Guide, "IAM and AWS STS quotas"; AWS Organizations User Guide, "Quotas and service limits for AWS
//! Organizations"; the quota pages of the services that take resource policies.

use crate::Placement;

/// A managed policy, in characters other than white space.
pub(crate) const MANAGED: usize = 6_144;
/// The inline policies of a user together, in characters other than white space.
pub(super) const USER: usize = 2_048;
/// The inline policies of a group together, in characters other than white space.
pub(super) const GROUP: usize = 5_120;
/// The inline policies of a role together, in characters other than white space.
pub(crate) const ROLE: usize = 10_240;
/// The longest an identity policy can be anywhere.
pub(super) const IDENTITY: usize = ROLE;
/// A session policy, in characters.
pub(super) const SESSION: usize = 2_048;
/// A role's trust policy by default, in characters other than white space.
pub(super) const TRUST: usize = 2_048;
/// The most that an account can raise the quota for trust policies to.
pub(crate) const RAISED_TRUST: usize = 8_192;
/// A service control policy, in characters. It was 5,120 until 2025.
pub(super) const SCP: usize = 10_240;
/// A resource control policy, in characters.
pub(super) const RCP: usize = 5_120;

/// Policies of resources, in bytes.
const RESOURCES: [(&str, usize); 10] = [
    ("AWS::DynamoDB::Table", 20_480),
    ("AWS::ECR::Repository", 10_240),
    ("AWS::EFS::FileSystem", 20_000),
    ("AWS::KMS::Key", LARGEST_RESOURCE),
    ("AWS::S3::AccessPoint", 20_480),
    ("AWS::S3::Bucket", 20_480),
    ("AWS::SNS::Topic", 30_720),
    ("AWS::SQS::Queue", 8_192),
    ("AWS::SecretsManager::ResourcePolicy", 20_480),
    ("AWS::SecretsManager::Secret", 20_480),
];

/// The largest quota known for a resource's policy.
pub(super) const LARGEST_RESOURCE: usize = 32_768;

/// The quota for an identity policy in a place, and what the place is called.
pub(super) const fn identity(placement: Option<Placement>) -> (usize, &'static str) {
    match placement {
        Some(Placement::Managed) => (MANAGED, "a managed policy"),
        Some(Placement::User) => (USER, "the inline policies of a user"),
        Some(Placement::Group) => (GROUP, "the inline policies of a group"),
        Some(Placement::Role) | None => (IDENTITY, "the inline policies of a role"),
    }
}

/// The quota for the policy of a resource of that CloudFormation type, where it is known.
pub(super) fn resource(resource_type: &str) -> Option<usize> {
    RESOURCES.iter().find(|(name, _)| *name == resource_type).map(|&(_, quota)| quota)
}
