use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statment": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "effect": "Allow", "Actions": "personalize:ListCampaigns", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Comment": "for the demo",
        "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    };
}
