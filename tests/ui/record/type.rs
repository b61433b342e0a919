use iam_policy::{Policy, Role, policy, role};

const READ: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
};

const ROLE: Role = role! { name: "Read", trust: READ };

fn main() {}
