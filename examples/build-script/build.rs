//! Writes `infra/policy.json`, which Terraform and the AWS CLI read, and checks the policies that others keep as JSON.

use iam_policy::{Policy, build, policy};

const ACCESS: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["personalize:*"],
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": ["iam:PassRole"],
            "Resource": "*",
            "Condition": {
                "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" }
            }
        }
    ]
};

fn main() {
    build::emit(&ACCESS).to("infra/policy.json");
    build::check_dir("policies");
}
