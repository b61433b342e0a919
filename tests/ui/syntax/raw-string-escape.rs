use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Sid": r"\u0041", "Effect": "Allow", "Action": "s3:GetObject", "Resource": r"arn:aws:s3:::data\/public\/*" }]
    };
}
