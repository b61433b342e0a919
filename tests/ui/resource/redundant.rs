use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::films/*", "arn:aws:s3:::films/2026/*"] }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
