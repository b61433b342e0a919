use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-18",
        "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    };

    policy! {
        "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    };

    policy! {
        "Version": 2012,
        "Statement": { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    };
}
