use iam_policy::typed::arns::{personalize, s3};
use iam_policy::typed::{AccountId, Arn, Region, ResourceName, Text};
use iam_policy::{policy, session_policy};

fn main() {}

fn strings_fit_nowhere(tenant: &str, owned: String) {
    let _ = session_policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ("arn:aws:s3:::films/{tenant}/*") },
            {
                "Effect": "Allow",
                "Action": "s3:ListBucket",
                "Resource": "arn:aws:s3:::films",
                "Condition": { "StringLike": { "s3:prefix": (owned) } }
            }
        ]
    };
}

fn fields_take_their_own(account: AccountId, region: Region, name: ResourceName, text: Text) {
    let _ = policy! {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecommendations",
                "Resource": ("arn:aws:personalize:{account}:{region}:campaign/{text}")
            },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": ("arn:aws:iam::{account}:role/films"),
                "Condition": { "StringEquals": { "iam:PassedToService": (name) } }
            },
            {
                "Effect": "Allow",
                "Action": "personalize:ListSchemas",
                "Resource": "*",
                "Condition": {
                    "Bool": { "aws:SecureTransport": (1) },
                    "IpAddress": { "aws:SourceIp": (text) },
                    "DateLessThan": { "aws:CurrentTime": (0_u8 + 1) }
                }
            }
        ]
    };
}

fn arns_fit_the_actions(bucket: Arn<s3::Bucket>, campaign: Arn<personalize::Campaign>, any: Arn) {
    let _ = policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": [(campaign), (bucket)] },
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": (any) }
        ]
    };
}

fn lists_take_the_same(names: Vec<String>) {
    let _ = policy! {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": "personalize:ListSchemas",
            "Resource": "*",
            "Condition": { "StringEquals": { "aws:PrincipalAccount": (..names) } }
        }]
    };
}
