use iam_policy::{policy, resource_policy, trust_policy};

fn main() {
    policy! {
        #![attached_to = "everyone"]
        #![resource_type = "AWS::S3::Bucket"]
        #![attach = "user"]
        #![attached_to = 1]
        "Version": "2012-10-17",
        "Statement": [
            #[attached_to = "user"]
            { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }
        ]
    };
    resource_policy! {
        #![resource_type = "AWS::S3::Bukket"]
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "111122223333" },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::films/*"
        }]
    };
    resource_policy! {
        #![resource_type = "AWS::S3::Bucket"]
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "111122223333" },
            "Action": "personalize:GetRecommendations",
            "Resource": "arn:aws:s3:::films/*"
        }]
    };
    trust_policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole" }]
    };
}
