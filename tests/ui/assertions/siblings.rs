use iam_policy::{permissions_boundary, rcp, resource_policy, scp, session_policy, trust_policy};

fn main() {
    trust_policy! {
        #![allows("sts:AssumeRole", by = "personalize.amazonaws.com", context = { "aws:SourceAccount": 123456789012 })]
        #![denies("sts:AssumeRole", by = "personalize.amazonaws.com")]
        #![allows("sts:AssumeRole", by = "ec2.amazonaws.com")]
        #![denies("sts:AssumeRole", by = "arn:aws:iam::123456789012:user/ana")]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": { "Service": "personalize.amazonaws.com" },
                "Action": "sts:AssumeRole",
                "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
            },
            { "Effect": "Allow", "Principal": { "AWS": "123456789012" }, "Action": "sts:AssumeRole" }
        ]
    };
    resource_policy! {
        #![resource_type = "AWS::S3::Bucket"]
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/a", by = "*")]
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/a", by = "arn:aws:iam::123456789012:role/Reader")]
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "AWS": "arn:aws:iam::123456789012:role/Reader" },
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::films/*"
        }]
    };
    session_policy! {
        #![denies("personalize:ListSchemas")]
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" }]
    };
    permissions_boundary! {
        #![allows("personalize:CreateSchema")]
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" }]
    };
    scp! {
        #![allows("personalize:ListSchemas", context = { "aws:RequestedRegion": "us-east-1" })]
        #![denies("personalize:ListSchemas", context = { "aws:RequestedRegion": "eu-west-1" })]
        #![allows("personalize:ListSchemas", context = { "aws:RequestedRegion": "eu-west-1" })]
        #![denies("s3:ListAllMyBuckets")]
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "OneRegion",
            "Effect": "Deny",
            "Action": "personalize:*",
            "Resource": "*",
            "Condition": { "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }
        }]
    };
    rcp! {
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/a", context = { "aws:SecureTransport": false })]
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/a", context = { "aws:SecureTransport": true })]
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": { "Bool": { "aws:SecureTransport": "false" } }
        }]
    };
}
