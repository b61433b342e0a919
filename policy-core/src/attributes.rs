//! Options by name, as a document's head attributes set them: `#![resource_type = "AWS::S3::Bucket"]`.

use core::fmt;

use crate::catalog::nearest;
use crate::{Options, Placement, PolicyType};

/// The resources whose policies IAM's grammar governs, in CloudFormation's words (IAM User Guide, "AWS services that work
/// with IAM", the column "Resource-based policies").
pub const RESOURCE_TYPES: &[&str] = &[
    "AWS::ApiGateway::RestApi",
    "AWS::Backup::BackupVault",
    "AWS::CloudTrail::EventDataStore",
    "AWS::CodeArtifact::Domain",
    "AWS::CodeArtifact::Repository",
    "AWS::CodeBuild::Project",
    "AWS::DynamoDB::Stream",
    "AWS::DynamoDB::Table",
    "AWS::EC2::VPCEndpoint",
    "AWS::ECR::Registry",
    "AWS::ECR::Repository",
    "AWS::EFS::FileSystem",
    "AWS::Events::EventBus",
    "AWS::Glue::Catalog",
    "AWS::IAM::AssumeRolePolicyDocument",
    "AWS::IoT::Policy",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "AWS::Kinesis::Stream",
    "AWS::Lambda::Function",
    "AWS::Lambda::LayerVersion",
    "AWS::Logs::Destination",
    "AWS::Logs::LogGroup",
    "AWS::MSK::Cluster",
    "AWS::MediaStore::Container",
    "AWS::OpenSearchService::Domain",
    "AWS::S3::AccessPoint",
    "AWS::S3::Bucket",
    "AWS::S3::MultiRegionAccessPoint",
    "AWS::S3Express::DirectoryBucket",
    "AWS::S3ObjectLambda::AccessPoint",
    "AWS::S3Outposts::Bucket",
    "AWS::S3Tables::Table",
    "AWS::S3Tables::TableBucket",
    "AWS::SES::EmailIdentity",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::SecretsManager::Secret",
    "AWS::VpcLattice::Service",
    "AWS::VpcLattice::ServiceNetwork",
];

/// Why an option by name cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AttributeError {
    /// What is wrong, in one line.
    pub message: String,
    /// What to write.
    pub help: String,
    /// Whether the name is wrong, rather than the value.
    pub in_name: bool,
}

impl fmt::Display for AttributeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for AttributeError {}

impl Options {
    /// Sets the option called `name`: `resource_type` of a resource policy, `attached_to` of an identity policy.
    ///
    /// ```
    /// use policy_core::{Options, PolicyType};
    ///
    /// let options = Options::new(PolicyType::Resource);
    /// assert!(options.clone().attribute("resource_type", "AWS::S3::Bucket").is_ok());
    /// assert_eq!(
    ///     options.attribute("resource_type", "AWS::S3::Bukket").unwrap_err().help,
    ///     "did you mean `AWS::S3::Bucket`?"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no such option for policies of the type, or it has no such value.
    pub fn attribute(self, name: &str, value: &str) -> Result<Self, AttributeError> {
        match (name, self.policy_type) {
            ("resource_type", PolicyType::Resource) => {
                if RESOURCE_TYPES.contains(&value) {
                    return Ok(self.resource_type(value));
                }
                let help = nearest(value, RESOURCE_TYPES.iter().copied()).map_or_else(
                    || "write it as CloudFormation does, `AWS::S3::Bucket`, or leave the attribute out".to_owned(),
                    |known| format!("did you mean `{known}`?"),
                );
                Err(AttributeError { message: format!("unknown resource type `{value}`"), help, in_name: false })
            }
            ("attached_to", PolicyType::Identity) => match Placement::from_name(value) {
                Some(placement) => Ok(self.placement(placement)),
                None => Err(AttributeError {
                    message: format!("an identity policy is not attached to `{value}`"),
                    help: "write `managed`, or `user`, `group` or `role` for an inline policy".to_owned(),
                    in_name: false,
                }),
            },
            ("resource_type" | "attached_to", policy_type) => Err(AttributeError {
                message: format!("`{name}` says nothing about a policy of type `{policy_type}`"),
                help: match policy_type {
                    PolicyType::Identity => "write `attached_to = \"role\"`".to_owned(),
                    PolicyType::Resource => "write `resource_type = \"AWS::S3::Bucket\"`".to_owned(),
                    _ => "remove it".to_owned(),
                },
                in_name: true,
            }),
            _ => Err(AttributeError {
                message: format!("unknown attribute `{name}`"),
                help: "only `resource_type` and `attached_to` take a value".to_owned(),
                in_name: true,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RESOURCE_TYPES;

    #[test]
    fn resource_types_are_sorted_and_have_three_words() {
        assert!(RESOURCE_TYPES.is_sorted());
        assert!(RESOURCE_TYPES.iter().all(|name| name.split("::").count() == 3 && name.starts_with("AWS::")));
    }
}
