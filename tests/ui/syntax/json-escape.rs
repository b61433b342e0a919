use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Sid": "\u0041\u0042", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data\/public\/*" }]
    };
}
