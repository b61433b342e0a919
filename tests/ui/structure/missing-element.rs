use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17"
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Action": "personalize:ListCampaigns", "Resource": "*" },
            { "Effect": "Allow", "Resource": "*" },
            { "Effect": "Allow", "Action": "personalize:ListCampaigns" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": []
    };
}
