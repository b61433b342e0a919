//! `policy_file!`.

/// A policy in a JSON file next to the code, checked while it compiles.
///
/// The path is relative to the package, the folder of its `Cargo.toml`. Cargo compiles again when the file changes.
///
/// ```
/// use iam_policy::{Policy, Trust, policy_file};
///
/// const ACCESS: Policy = policy_file!("examples/policies/access.json");
/// const TRUST: Policy<Trust> = policy_file!(Trust, "examples/policies/trust.json");
///
/// assert!(TRUST.as_json().contains("personalize.amazonaws.com"));
/// ```
///
/// The type of a policy that is not an identity policy stands before the path: `Resource`, `Trust`, `Session`, `Boundary`,
/// `Scp` or `Rcp`. The document goes through the checks of [`policy!`](crate::policy!); the compiler shows a finding with
/// the file's own line:
///
/// ```text
/// error: unknown action `personalize:GetRecomendations`
///         --> policies/access.json:5:20
///          |
///        5 |         "Action": "personalize:GetRecomendations",
///          |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
///          = help: did you mean `personalize:GetRecommendations`?
///        note: check `invalid_action`
///  --> src/main.rs:3:37
/// ```
///
/// Attributes go before the path, as at the head of a document:
///
/// ```
/// # use iam_policy::{Policy, policy_file};
/// const ACCESS: Policy = policy_file!(#![attached_to = "role"] #![deny(suggestions)] "examples/policies/access.json");
/// ```
///
/// Assertions too; see [`policy!`](crate::policy!#assertions):
///
/// ```
/// # use iam_policy::{Policy, Trust, policy_file};
/// const TRUST: Policy<Trust> = policy_file!(
///     Trust,
///     #![denies("sts:AssumeRole", by = "arn:aws:iam::123456789012:user/ana")]
///     "examples/policies/trust.json"
/// );
/// ```
///
/// The file is UTF-8 without a byte order mark, with line ends of either kind, and of 10 MB at most.
#[macro_export]
macro_rules! policy_file {
    ($kind:ident, $($file:tt)*) => {
        $crate::__private::file! { [$crate] [$crate::Policy::<$crate::$kind>::__Constant] $kind { $($file)* } }
    };
    ($($file:tt)*) => {
        $crate::__private::file! { [$crate] [$crate::Policy::<$crate::Identity>::__Constant] Identity { $($file)* } }
    };
}
