use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["films/*", "arn:aws:s3:films/*", "am:aws:s3:::films/*", "urn:aws:s3:::films/*"] }
        ]
    };
}
