//! The policies of buckets and keys.

use super::{BucketName, KeyAlias};
use crate::{Policy, Resource};

/// A bucket's policy.
///
/// ```
/// use policy_core::attach::{BucketName, BucketPolicy};
///
/// let policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Effect": "Allow",
///         "Principal": { "Service": "personalize.amazonaws.com" },
///         "Action": "s3:ListBucket",
///         "Resource": "arn:aws:s3:::personalize-data",
///         "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
///     }]
/// }"#;
/// let policy = BucketPolicy::new(BucketName::new("personalize-data")?, policy.parse()?);
/// assert_eq!(policy.bucket().as_str(), "personalize-data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketPolicy {
    bucket: BucketName,
    policy: Policy<Resource>,
}

impl BucketPolicy {
    /// The policy of the bucket of that name, which is there already.
    #[inline]
    pub const fn new(bucket: BucketName, policy: Policy<Resource>) -> Self {
        Self { bucket, policy }
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[inline]
    pub const fn __literal(bucket: BucketName, policy: Policy<Resource>) -> Self {
        Self { bucket, policy }
    }

    /// The bucket.
    #[inline]
    pub const fn bucket(&self) -> &BucketName {
        &self.bucket
    }

    /// The document.
    #[inline]
    pub const fn policy(&self) -> &Policy<Resource> {
        &self.policy
    }
}

/// A KMS key's policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPolicy {
    alias: KeyAlias,
    policy: Policy<Resource>,
}

impl KeyPolicy {
    /// The policy of the key with that alias.
    #[inline]
    pub const fn new(alias: KeyAlias, policy: Policy<Resource>) -> Self {
        Self { alias, policy }
    }

    /// What the macro calls, in a constant.
    #[doc(hidden)]
    #[inline]
    pub const fn __literal(alias: KeyAlias, policy: Policy<Resource>) -> Self {
        Self { alias, policy }
    }

    /// The key's alias.
    #[inline]
    pub const fn alias(&self) -> &KeyAlias {
        &self.alias
    }

    /// The document.
    #[inline]
    pub const fn policy(&self) -> &Policy<Resource> {
        &self.policy
    }
}
