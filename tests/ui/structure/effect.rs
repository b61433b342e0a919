use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "allow", "Action": "personalize:ListCampaigns", "Resource": "*" },
            { "Effect": "Permit", "Action": "personalize:ListCampaigns", "Resource": "*" }
        ]
    };
}
