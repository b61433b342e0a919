use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:DescribeCampaign", "Resource": ["arn:amazon:personalize:us-east-1:123456789012:campaign/films", "arn:aws:Personalize:us-east-1:123456789012:campaign/films", "arn:aws:personalise:us-east-1:123456789012:campaign/films", "arn:aws:personalize:us-east-9:123456789012:campaign/films", "arn:aws:personalize:us-east-1:12345:campaign/films", "arn:aws:personalize::123456789012:campaign/films", "arn:aws:personalize:us-east-1::campaign/films", "arn:aws:personalize:us-east-1:123456789012:campaigns/films"] },
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:us-east-1::films/*", "arn:aws:s3::123456789012:films/*"] }
        ]
    };
}
