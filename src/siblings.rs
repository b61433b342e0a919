//! The macros for policies that are not identity policies: the grammar of [`policy!`](crate::policy!), other rules.

/// A role's trust policy: who may assume it, checked while it compiles. See [`policy!`](crate::policy).
///
/// Amazon Personalize assumes a role to read its data. The two conditions keep it from doing so for another account.
///
/// ```
/// use iam_policy::{Policy, Trust, trust_policy};
///
/// const ASSUMED_BY_PERSONALIZE: Policy<Trust> = trust_policy! {
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Effect": "Allow",
///         "Principal": { "Service": "personalize.amazonaws.com" },
///         "Action": "sts:AssumeRole",
///         "Condition": {
///             "StringEquals": { "aws:SourceAccount": "123456789012" },
///             "ArnLike": { "aws:SourceArn": "arn:aws:personalize:us-east-1:123456789012:*" }
///         }
///     }]
/// };
/// ```
#[macro_export]
macro_rules! trust_policy {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Trust>::__Constant] Trust { $($document)* }
        }
    };
}

/// A policy attached to a resource, checked while it compiles. See [`policy!`](crate::policy).
///
/// `#![resource_type = ".."]` says what it is attached to, as CloudFormation calls it, so that the checks of that resource
/// hold as well. The policy of a bucket that Amazon Personalize imports from and exports to:
///
/// ```
/// use iam_policy::{Policy, Resource, resource_policy};
///
/// const BUCKET: Policy<Resource> = resource_policy! {
///     #![resource_type = "AWS::S3::Bucket"]
///     "Version": "2012-10-17",
///     "Id": "PersonalizeS3BucketAccessPolicy",
///     "Statement": [{
///         "Sid": "PersonalizeReadsAndWrites",
///         "Effect": "Allow",
///         "Principal": { "Service": "personalize.amazonaws.com" },
///         "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
///         "Resource": ["arn:aws:s3:::films", "arn:aws:s3:::films/*"],
///         "Condition": {
///             "StringEquals": { "aws:SourceAccount": "123456789012" },
///             "ArnLike": { "aws:SourceArn": "arn:aws:personalize:us-east-1:123456789012:*" }
///         }
///     }]
/// };
/// ```
///
/// And of the KMS key that the bucket is encrypted with:
///
/// ```
/// # use iam_policy::{Policy, Resource, resource_policy};
/// const KEY: Policy<Resource> = resource_policy! {
///     #![resource_type = "AWS::KMS::Key"]
///     "Version": "2012-10-17",
///     "Statement": [
///         {
///             "Sid": "AccountAdministers",
///             "Effect": "Allow",
///             "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
///             "Action": "kms:*",
///             "Resource": "*"
///         },
///         {
///             "Sid": "PersonalizeDecrypts",
///             "Effect": "Allow",
///             "Principal": { "Service": "personalize.amazonaws.com" },
///             "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
///             "Resource": "*",
///             "Condition": {
///                 "StringEquals": { "aws:SourceAccount": "123456789012" },
///                 "ArnLike": { "aws:SourceArn": "arn:aws:personalize:us-east-1:123456789012:*" }
///             }
///         }
///     ]
/// };
/// ```
#[macro_export]
macro_rules! resource_policy {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Resource>::__Constant] Resource { $($document)* }
        }
    };
}

/// A session policy, which narrows what `AssumeRole` and its kin hand out, checked while it compiles. See [`policy!`](crate::policy).
///
/// ```
/// use iam_policy::{Policy, Session, session_policy};
///
/// const FILMS_ONLY: Policy<Session> = session_policy! {
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Effect": "Allow",
///         "Action": "personalize:GetRecommendations",
///         "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films"
///     }]
/// };
/// ```
#[macro_export]
macro_rules! session_policy {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Session>::__Constant] Session { $($document)* }
        }
    };
}

/// A permissions boundary: the most that an identity can be allowed, checked while it compiles. See [`policy!`](crate::policy).
///
/// ```
/// use iam_policy::{Boundary, Policy, permissions_boundary};
///
/// const DATA_SCIENTISTS: Policy<Boundary> = permissions_boundary! {
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
///         {
///             "Effect": "Allow",
///             "Action": "iam:PassRole",
///             "Resource": "arn:aws:iam::123456789012:role/personalize/*",
///             "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
///         }
///     ]
/// };
/// ```
#[macro_export]
macro_rules! permissions_boundary {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Boundary>::__Constant] Boundary { $($document)* }
        }
    };
}

/// A service control policy of AWS Organizations, checked while it compiles. See [`policy!`](crate::policy).
///
/// ```
/// use iam_policy::{Policy, Scp, scp};
///
/// const IN_TWO_REGIONS: Policy<Scp> = scp! {
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Sid": "PersonalizeInTwoRegions",
///         "Effect": "Deny",
///         "Action": "personalize:*",
///         "Resource": "*",
///         "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } }
///     }]
/// };
/// ```
#[macro_export]
macro_rules! scp {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Scp>::__Constant] Scp { $($document)* }
        }
    };
}

/// A resource control policy of AWS Organizations, checked while it compiles. See [`policy!`](crate::policy).
///
/// It keeps Amazon Personalize, and every other service of AWS, from reading the organization's buckets for strangers:
///
/// ```
/// use iam_policy::{Policy, Rcp, rcp};
///
/// const NO_CONFUSED_DEPUTY: Policy<Rcp> = rcp! {
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Sid": "ServicesActForUs",
///         "Effect": "Deny",
///         "Principal": "*",
///         "Action": "s3:*",
///         "Resource": "*",
///         "Condition": {
///             "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
///             "Null": { "aws:SourceAccount": "false" },
///             "Bool": { "aws:PrincipalIsAWSService": "true" }
///         }
///     }]
/// };
/// ```
#[macro_export]
macro_rules! rcp {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Rcp>::__Constant] Rcp { $($document)* }
        }
    };
}
