//! What the place of a policy says about its type.

use policy_core::PolicyType;

/// What is known of a policy before it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) policy_type: Option<PolicyType>,
    /// The resource that a resource policy is attached to, in CloudFormation's words.
    pub(crate) resource_type: Option<&'static str>,
}

impl Hint {
    pub(crate) const fn of(policy_type: PolicyType) -> Self {
        Self { policy_type: Some(policy_type), resource_type: None }
    }

    const fn resource(resource_type: &'static str) -> Self {
        Self { policy_type: Some(PolicyType::Resource), resource_type: Some(resource_type) }
    }
}

/// Resources whose policies say what they are attached to: Terraform's name, CloudFormation's name, and the resource.
const ATTACHED: [(&str, &str, &str); 18] = [
    ("aws_s3_bucket_policy", "AWS::S3::BucketPolicy", "AWS::S3::Bucket"),
    ("aws_s3_bucket", "AWS::S3::Bucket", "AWS::S3::Bucket"),
    ("aws_s3control_access_point_policy", "AWS::S3::AccessPoint", "AWS::S3::AccessPoint"),
    ("aws_s3_access_point", "AWS::S3::AccessPointPolicy", "AWS::S3::AccessPoint"),
    (
        "aws_s3control_multi_region_access_point_policy",
        "AWS::S3::MultiRegionAccessPointPolicy",
        "AWS::S3::MultiRegionAccessPoint",
    ),
    (
        "aws_s3control_object_lambda_access_point_policy",
        "AWS::S3ObjectLambda::AccessPointPolicy",
        "AWS::S3ObjectLambda::AccessPoint",
    ),
    ("aws_kms_key", "AWS::KMS::Key", "AWS::KMS::Key"),
    ("aws_kms_key_policy", "AWS::KMS::ReplicaKey", "AWS::KMS::Key"),
    ("aws_sqs_queue", "AWS::SQS::Queue", "AWS::SQS::Queue"),
    ("aws_sqs_queue_policy", "AWS::SQS::QueuePolicy", "AWS::SQS::Queue"),
    ("aws_sns_topic", "AWS::SNS::Topic", "AWS::SNS::Topic"),
    ("aws_sns_topic_policy", "AWS::SNS::TopicPolicy", "AWS::SNS::Topic"),
    ("aws_secretsmanager_secret_policy", "AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::Secret"),
    ("aws_secretsmanager_secret", "AWS::SecretsManager::Secret", "AWS::SecretsManager::Secret"),
    ("aws_ecr_repository_policy", "AWS::ECR::Repository", "AWS::ECR::Repository"),
    ("aws_dynamodb_resource_policy", "AWS::DynamoDB::Table", "AWS::DynamoDB::Table"),
    ("aws_efs_file_system_policy", "AWS::EFS::FileSystem", "AWS::EFS::FileSystem"),
    ("aws_vpc_endpoint", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCEndpoint"),
];

/// Properties and members whose value is a policy, whatever is in it.
pub(crate) fn is_document_property(name: &str) -> bool {
    matches!(name, "PolicyDocument" | "AssumeRolePolicyDocument" | "KeyPolicy" | "RepositoryPolicyText")
}

/// What a CloudFormation resource type and property say.
pub(crate) fn cloudformation(kind: &str, property: &str) -> Hint {
    if property == "AssumeRolePolicyDocument" {
        return Hint::of(PolicyType::Trust);
    }
    if kind.starts_with("AWS::IAM::") || kind == "AWS::SSO::PermissionSet" || kind == "AWS::Serverless::Function" {
        return Hint::of(PolicyType::Identity);
    }
    let known = ATTACHED.iter().find(|(_, name, _)| *name == kind);
    known.map_or_else(Hint::default, |(_, _, resource)| Hint::resource(resource))
}

/// What a Terraform resource type and attribute say.
pub(crate) fn terraform(kind: &str, attribute: &str) -> Hint {
    if attribute == "assume_role_policy" {
        return Hint::of(PolicyType::Trust);
    }
    if kind.starts_with("aws_iam_") || kind.starts_with("aws_ssoadmin_") {
        return Hint::of(PolicyType::Identity);
    }
    let known = ATTACHED.iter().find(|(name, _, _)| *name == kind);
    known.map_or_else(Hint::default, |(_, _, resource)| Hint::resource(resource))
}

/// What the members around a policy in an AWS CLI output say.
pub(crate) fn aws_output(member: &str) -> Hint {
    match member {
        "AssumeRolePolicyDocument" => Hint::of(PolicyType::Trust),
        "PolicyVersion" | "PolicyVersionList" | "PolicyDocument" => Hint::of(PolicyType::Identity),
        _ => Hint::default(),
    }
}
