use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow"s, "Action": b"personalize:ListSchemas", "Resource": c"*" }]
    };
}
