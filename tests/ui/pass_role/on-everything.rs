use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "iam:*", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "NotAction": "iam:CreateUser", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/Admin" }
        ]
    };
}
