use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": true, "Action": 7, "Resource": { "Arn": "*" } },
            "Allow",
            { "Effect": "Allow", "Action": ["personalize:ListCampaigns", null], "Resource": "*", "Condition": "none" }
        ]
    };
}
