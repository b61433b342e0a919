use iam_policy::policy;
use iam_policy::typed::{AccountId, Region, ResourceName};

fn main() {}

fn what_is_around_a_hole_is_checked(account: AccountId, region: Region, bucket: ResourceName, role: ResourceName) {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecomendations",
                "Resource": ("arn:aws:personalize:{region}:{account}:campaign/*")
            },
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ("arn:aws:s3:::{bucket}") },
            { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": ("arn:aws:s3:{region}:{account}:{bucket}") },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": ("arn:aws:iam::{account}:user/{role}"),
                "Condition": { "StringEquals": { "iam:PassedToServices": "personalize.amazonaws.com" } }
            }
        ]
    };
}
