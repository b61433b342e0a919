use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "Filme", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::films/*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "Films – EU" } } }
        ]
    };
}
