//! All that Amazon Personalize needs in an account, as one value: [`SETUP`].
//!
//! Users get the policy that the service's guide starts with. The service gets a role to read its data with, and the bucket
//! and the key that hold the data let it in.

use iam_policy::{
    BucketPolicy, Grant, KeyPolicy, ManagedPolicy, Role, Setup, bucket_policy, grant, key_policy, managed_policy, role,
};

/// Full access for users, with the right to pass roles to Personalize and to no other service.
pub const FULL_ACCESS: ManagedPolicy = managed_policy! {
    name: "PersonalizeFullAccess",
    description: "Everything in Amazon Personalize, and passing roles to it",
    tags: { "team": "recommendations" },
    policy: {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["personalize:*"],
                "Resource": "*"
            },
            {
                "Effect": "Allow",
                "Action": ["iam:PassRole"],
                "Resource": "*",
                "Condition": {
                    "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" }
                }
            }
        ]
    },
};

/// The role that Personalize reads and writes data with.
pub const SERVICE_ROLE: Role = role! {
    name: "PersonalizeData",
    description: "Amazon Personalize reads its data with this role",
    tags: { "team": "recommendations" },
    trust: {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "personalize.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": { "aws:SourceAccount": "123456789012" },
                "ArnLike": { "aws:SourceArn": "arn:aws:personalize:eu-west-1:123456789012:*" }
            }
        }]
    },
    inline: {
        "ReadAndWriteData": {
            "Version": "2012-10-17",
            "Statement": [
                { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::personalize-films" },
                {
                    "Effect": "Allow",
                    "Action": ["s3:GetObject", "s3:PutObject"],
                    "Resource": "arn:aws:s3:::personalize-films/*"
                }
            ]
        }
    },
};

/// The bucket that holds the data.
pub const BUCKET: BucketPolicy = bucket_policy! {
    bucket: "personalize-films",
    policy: {
        "Version": "2012-10-17",
        "Id": "PersonalizeS3BucketAccessPolicy",
        "Statement": [{
            "Sid": "PersonalizeReadsAndWrites",
            "Effect": "Allow",
            "Principal": { "Service": "personalize.amazonaws.com" },
            "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
            "Resource": ["arn:aws:s3:::personalize-films", "arn:aws:s3:::personalize-films/*"],
            "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
        }]
    },
};

/// The key that the bucket is encrypted with.
pub const KEY: KeyPolicy = key_policy! {
    alias: "alias/personalize-films",
    policy: {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AccountDecides",
                "Effect": "Allow",
                "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
                "Action": "kms:*",
                "Resource": "*"
            },
            {
                "Sid": "RoleUsesTheKey",
                "Effect": "Allow",
                "Principal": { "AWS": "arn:aws:iam::123456789012:role/PersonalizeData" },
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": "*"
            }
        ]
    },
};

/// Who works with it.
pub const ANALYSTS: Grant =
    grant! { group: "analysts", policies: [FULL_ACCESS, "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"] };

/// All of it.
pub const SETUP: Setup<'static> =
    Setup { policies: &[FULL_ACCESS], roles: &[SERVICE_ROLE], buckets: &[BUCKET], keys: &[KEY], grants: &[ANALYSTS] };
