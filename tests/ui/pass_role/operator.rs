use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/Films", "Condition": { "ArnEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/Films", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.*.com" } } }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:CreateDatasetExportJob", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } }
        ]
    };
}
