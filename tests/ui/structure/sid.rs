use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "List campaigns", "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" },
            { "Sid": "Twice", "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" },
            { "Sid": "Twice", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" },
            { "Sid": "", "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }
        ]
    };
}
