use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "arn:aws:s3:::films" },
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films" }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
