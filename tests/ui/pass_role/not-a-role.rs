use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:user/films", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } }
        ]
    };
}
