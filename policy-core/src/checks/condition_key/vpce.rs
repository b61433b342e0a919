//! The services whose requests carry the owner of a VPC endpoint.
//!
//! Source: IAM User Guide, "AWS global condition context keys", as of 2026: `aws:VpceAccount` and `aws:VpceOrgPaths` have
//! the same list, that of `aws:VpceOrgID` is longer.

use crate::document::Condition;

/// The services that send all three keys.
const ALL: [&str; 39] = [
    "acm-pca",
    "applicationinsights",
    "apprunner",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "dynamodb",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "gamelift",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "shield",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
];

/// Those that send `aws:VpceOrgID` besides.
const ORG_ID: [&str; 13] = [
    "b2bi",
    "cassandra",
    "cognito-identity",
    "dms",
    "ds-data",
    "identitystore",
    "iottwinmaker",
    "network-firewall",
    "pricing",
    "ses",
    "sms-voice",
    "sqs",
    "workmail",
];

/// Whether requests to the service carry the key; `None` for keys that are none of the three.
pub(super) fn sends(condition: &Condition<'_>, service: &str) -> Option<bool> {
    let is_org_id = condition.is_key("aws:VpceOrgID");
    if !is_org_id && !condition.is_key("aws:VpceAccount") && !condition.is_key("aws:VpceOrgPaths") {
        return None;
    }
    let lists = |list: &[&str]| list.iter().any(|prefix| prefix.eq_ignore_ascii_case(service));
    Some(lists(&ALL) || is_org_id && lists(&ORG_ID))
}
