use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",, "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };

    policy! {
        , "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }],,
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": [, "personalize:ListSchemas"], "Resource": "*" }]
    };
}
