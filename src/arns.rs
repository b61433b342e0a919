//! `arn!` and `resource_type!`.

/// The ARN of one resource, checked while it compiles: a constant of type [`Arn`](crate::typed::Arn).
///
/// ```
/// use iam_policy::arn;
/// use iam_policy::typed::{Arn, arns::personalize::Campaign};
///
/// const FILMS: Arn<Campaign> = arn!("arn:aws:personalize:us-east-1:123456789012:campaign/films");
/// assert_eq!(FILMS.name(), "films");
/// ```
///
/// The type of the resource is that in [`typed::arns`](crate::typed::arns); ARNs of other services have
/// [`AnyResource`](crate::typed::AnyResource).
///
/// ```compile_fail
/// # use iam_policy::arn;
/// let region_is_missing = arn!("arn:aws:personalize::123456789012:campaign/films");
/// ```
#[macro_export]
macro_rules! arn {
    ($($arn:tt)*) => { $crate::__private::arn! { [$crate] $($arn)* } };
}

/// Resource types of the catalog as Rust types, for services that [`typed::arns`](crate::typed::arns) lacks.
///
/// ```
/// use iam_policy::typed::Arn;
/// use iam_policy::{policy, resource_type};
///
/// resource_type! {
///     /// A table of DynamoDB.
///     Table = "dynamodb", "table";
/// }
///
/// let films = Arn::<Table>::parse("arn:aws:dynamodb:us-east-1:123456789012:table/films")?;
/// let policy = policy! {
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": (films) }]
/// };
/// # Ok::<(), iam_policy::typed::InvalidValue>(())
/// ```
///
/// ```compile_fail
/// iam_policy::resource_type! { Table = "dynamodb", "tables"; }
/// ```
#[macro_export]
macro_rules! resource_type {
    ($($(#[$meta:meta])* $name:ident = $service:literal, $type:literal;)*) => {
        $crate::__private::__resource_types! { $($(#[$meta])* $name = $service, $type;)* }
        $($crate::__private::known_resource_type! { $service, $type })*
    };
}
