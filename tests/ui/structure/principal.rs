use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Principal": { "AWS": "123456789012" }, "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
        ]
    };
}
