use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:DescribeCampaign", "Resource": ["arn:aws:personalize:us-east-1:123456789012:campaign/films", "arn:aws:personalize:us-east-1:123456789012:solution/films"] }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
