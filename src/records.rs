//! The macros for what is created in an account, and for tests.

/// A managed policy: a name, and a document that is checked as by [`policy!`](crate::policy!).
///
/// ```
/// use iam_policy::{ManagedPolicy, managed_policy};
///
/// const FULL_ACCESS: ManagedPolicy = managed_policy! {
///     name: "PersonalizeFullAccess",
///     path: "/personalize/",
///     description: "Everything in Amazon Personalize, and passing roles to it",
///     tags: { "team": "recommendations" },
///     policy: {
///         "Version": "2012-10-17",
///         "Statement": [
///             { "Effect": "Allow", "Action": ["personalize:*"], "Resource": "*" },
///             {
///                 "Effect": "Allow",
///                 "Action": ["iam:PassRole"],
///                 "Resource": "*",
///                 "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
///             }
///         ]
///     },
/// };
///
/// assert_eq!(
///     FULL_ACCESS.arn("aws", "123456789012"),
///     "arn:aws:iam::123456789012:policy/personalize/PersonalizeFullAccess",
/// );
/// ```
///
/// `name` and `policy` must be there. A field takes an expression too: `policy: FULL_ACCESS`, a constant of type
/// [`Policy`](crate::Policy). IAM's rules for names, paths, descriptions and tags, and the 6,144 characters that a managed
/// policy may have, are checked while it compiles:
///
/// ```compile_fail
/// # use iam_policy::{Policy, managed_policy, policy};
/// # const ACCESS: Policy = policy! {
/// #     "Version": "2012-10-17",
/// #     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
/// # };
/// let policy = managed_policy! { name: "Personalize Access", policy: ACCESS };
/// ```
///
/// ```text
/// error: the policy name `Personalize Access` contains ` `
///        help: write letters, digits and any of `_+=,.@-`
/// ```
#[macro_export]
macro_rules! managed_policy {
    ($($fields:tt)*) => { $crate::__private::record! { [$crate] ManagedPolicy $($fields)* } };
}

/// A role: who may assume it, and what it may do then.
///
/// ```
/// use iam_policy::{Role, role};
///
/// const SERVICE: Role = role! {
///     name: "PersonalizeRole",
///     trust: {
///         "Version": "2012-10-17",
///         "Statement": [{
///             "Effect": "Allow",
///             "Principal": { "Service": "personalize.amazonaws.com" },
///             "Action": "sts:AssumeRole",
///             "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
///         }]
///     },
///     inline: {
///         "ReadData": {
///             "Version": "2012-10-17",
///             "Statement": [{
///                 "Effect": "Allow",
///                 "Action": "s3:GetObject",
///                 "Resource": "arn:aws:s3:::personalize-data/*"
///             }]
///         }
///     },
///     managed: ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"],
///     max_session: 7200,
/// };
///
/// assert_eq!(SERVICE.inline()[0].name().as_str(), "ReadData");
/// ```
///
/// `name` and `trust` must be there. Further fields are `path`, `description`, `tags`, and `boundary`, which takes what a
/// member of `managed` does: an ARN, or a [`ManagedPolicy`](crate::ManagedPolicy).
#[macro_export]
macro_rules! role {
    ($($fields:tt)*) => { $crate::__private::record! { [$crate] Role $($fields)* } };
}

/// The policy of an S3 bucket.
///
/// ```
/// use iam_policy::{BucketPolicy, bucket_policy};
///
/// const DATA: BucketPolicy = bucket_policy! {
///     bucket: "personalize-data",
///     policy: {
///         "Version": "2012-10-17",
///         "Statement": [{
///             "Effect": "Allow",
///             "Principal": { "Service": "personalize.amazonaws.com" },
///             "Action": ["s3:GetObject", "s3:ListBucket"],
///             "Resource": ["arn:aws:s3:::personalize-data", "arn:aws:s3:::personalize-data/*"],
///             "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
///         }]
///     },
/// };
/// ```
#[macro_export]
macro_rules! bucket_policy {
    ($($fields:tt)*) => { $crate::__private::record! { [$crate] BucketPolicy $($fields)* } };
}

/// The policy of a KMS key.
///
/// ```
/// use iam_policy::{KeyPolicy, key_policy};
///
/// const DATA_KEY: KeyPolicy = key_policy! {
///     alias: "alias/personalize-data",
///     policy: {
///         "Version": "2012-10-17",
///         "Statement": [
///             {
///                 "Effect": "Allow",
///                 "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
///                 "Action": "kms:*",
///                 "Resource": "*"
///             },
///             {
///                 "Effect": "Allow",
///                 "Principal": { "Service": "personalize.amazonaws.com" },
///                 "Action": "kms:Decrypt",
///                 "Resource": "*",
///                 "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
///             }
///         ]
///     },
/// };
/// ```
#[macro_export]
macro_rules! key_policy {
    ($($fields:tt)*) => { $crate::__private::record! { [$crate] KeyPolicy $($fields)* } };
}

/// Managed policies attached to a user or group that is there already.
///
/// ```
/// use iam_policy::{Grant, grant};
///
/// const ANALYSTS: Grant = grant! { group: "analysts", policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
/// ```
#[macro_export]
macro_rules! grant {
    ($($fields:tt)*) => { $crate::__private::record! { [$crate] Grant $($fields)* } };
}

/// Asserts that two policies, or JSON texts, are one policy to AWS: see [`equivalent`](crate::equivalent()).
///
/// ```
/// use iam_policy::{Policy, assert_equivalent, policy};
///
/// const READ: Policy = policy! {
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
/// };
///
/// assert_equivalent!(
///     READ,
///     r#"{
///         "Version": "2012-10-17",
///         "Statement": { "Effect": "Allow", "Action": ["personalize:ListCampaigns"], "Resource": ["*"] }
///     }"#,
/// );
/// ```
///
/// When they are not, the panic shows what tells them apart:
///
/// ```should_panic
/// # use iam_policy::assert_equivalent;
/// assert_equivalent!(r#"{ "Version": "2008-10-17" }"#, r#"{ "Version": "2012-10-17" }"#);
/// ```
#[macro_export]
macro_rules! assert_equivalent {
    ($left:expr, $right:expr $(,)?) => {
        if let ::core::option::Option::Some(difference) = $crate::difference(&$left, &$right) {
            ::core::panic!("the policies differ (-left, +right):\n{difference}");
        }
    };
}
