//! What the place of a policy says about its type.

use policy_core::PolicyType;

use super::node::Node;

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
const ATTACHED: [(&str, &str, &str); 31] = [
    ("aws_api_gateway_rest_api_policy", "AWS::ApiGateway::RestApi", "AWS::ApiGateway::RestApi"),
    ("aws_api_gateway_rest_api", "AWS::Serverless::Api", "AWS::ApiGateway::RestApi"),
    ("aws_backup_vault_policy", "AWS::Backup::BackupVault", "AWS::Backup::BackupVault"),
    ("aws_cloudwatch_event_bus_policy", "AWS::Events::EventBusPolicy", "AWS::Events::EventBus"),
    ("aws_cloudwatch_log_resource_policy", "AWS::Logs::ResourcePolicy", "AWS::Logs::LogGroup"),
    ("aws_codeartifact_domain_permissions_policy", "AWS::CodeArtifact::Domain", "AWS::CodeArtifact::Domain"),
    ("aws_dynamodb_resource_policy", "AWS::DynamoDB::Table", "AWS::DynamoDB::Table"),
    ("aws_ecr_repository_policy", "AWS::ECR::Repository", "AWS::ECR::Repository"),
    ("aws_ecrpublic_repository_policy", "AWS::ECR::PublicRepository", "AWS::ECR::PublicRepository"),
    ("aws_efs_file_system_policy", "AWS::EFS::FileSystem", "AWS::EFS::FileSystem"),
    ("aws_elasticsearch_domain_policy", "AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"),
    ("aws_glacier_vault", "AWS::Glacier::Vault", "AWS::Glacier::Vault"),
    ("aws_kinesis_resource_policy", "AWS::Kinesis::ResourcePolicy", "AWS::Kinesis::Stream"),
    ("aws_kms_key", "AWS::KMS::Key", "AWS::KMS::Key"),
    ("aws_kms_key_policy", "AWS::KMS::ReplicaKey", "AWS::KMS::Key"),
    ("aws_opensearch_domain", "AWS::OpenSearchService::Domain", "AWS::OpenSearchService::Domain"),
    ("aws_s3_access_point", "AWS::S3::AccessPointPolicy", "AWS::S3::AccessPoint"),
    ("aws_s3_bucket", "AWS::S3::Bucket", "AWS::S3::Bucket"),
    ("aws_s3_bucket_policy", "AWS::S3::BucketPolicy", "AWS::S3::Bucket"),
    ("aws_s3control_access_point_policy", "AWS::S3::AccessPoint", "AWS::S3::AccessPoint"),
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
    ("aws_secretsmanager_secret", "AWS::SecretsManager::Secret", "AWS::SecretsManager::Secret"),
    ("aws_secretsmanager_secret_policy", "AWS::SecretsManager::ResourcePolicy", "AWS::SecretsManager::Secret"),
    ("aws_sns_topic", "AWS::SNS::Topic", "AWS::SNS::Topic"),
    ("aws_sns_topic_policy", "AWS::SNS::TopicPolicy", "AWS::SNS::Topic"),
    ("", "AWS::SNS::TopicInlinePolicy", "AWS::SNS::Topic"),
    ("aws_sqs_queue", "AWS::SQS::Queue", "AWS::SQS::Queue"),
    ("aws_sqs_queue_policy", "AWS::SQS::QueuePolicy", "AWS::SQS::Queue"),
    ("", "AWS::SQS::QueueInlinePolicy", "AWS::SQS::Queue"),
    ("aws_vpc_endpoint", "AWS::EC2::VPCEndpoint", "AWS::EC2::VPCEndpoint"),
];

/// Whether a property takes statements that AWS makes a policy of.
pub(crate) fn holds_statements(kind: &str, property: &str, value: &Node) -> bool {
    match property {
        // API Gateway's policy in SAM.
        "CustomStatements" => kind.starts_with("AWS::Serverless::"),
        // Without a `Statement` of its own, the property is one.
        "Statement" => kind == "AWS::Events::EventBusPolicy" && value.intrinsic().is_none(),
        _ => false,
    }
}

/// Properties and members whose value is a policy, whatever is in it.
pub(crate) fn is_document_property(name: &str) -> bool {
    matches!(name, "PolicyDocument" | "AssumeRolePolicyDocument" | "KeyPolicy" | "RepositoryPolicyText")
}

/// What a CloudFormation resource type and property say.
pub(crate) fn cloudformation(kind: &str, property: &str) -> Hint {
    if property == "AssumeRolePolicyDocument" {
        return Hint::of(PolicyType::Trust);
    }
    if property == "CustomStatements" {
        return Hint::resource("AWS::ApiGateway::RestApi");
    }
    let is_principal =
        ["AWS::IAM::", "AWS::SSO::PermissionSet", "AWS::Serverless::Function", "AWS::Serverless::StateMachine"];
    if is_principal.iter().any(|name| kind.starts_with(name)) {
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
