//! Whether two documents are one policy to AWS, though not one text.
//!
//! `canonical` writes a document in the one form that all of its spellings share, `diff` compares two of them by lines.

mod canonical;
mod diff;
#[cfg(test)]
mod tests;

pub use diff::Difference;

/// Whether AWS reads two documents as the same policy.
///
/// These make no difference: white space and the order of members; the order of statements, and one that occurs twice; a lone
/// value or a list of it; the order of a list and values that occur twice; the case of actions, and of condition keys up to
/// a `/`; a missing `Version` and `2008-10-17`; a number or boolean and its text; an account's ID and the ARN of its root.
///
/// Everything else does, also what only people read (`Sid`, `Id`), and `"*"` against `{ "AWS": "*" }`: AWS calls these two
/// the same in resource policies only, and to call a difference none is the graver mistake. A document with members or
/// values of no known meaning is compared as JSON.
///
/// ```
/// use policy_core::{Policy, equivalent};
///
/// let policy = Policy::parse(
///     r#"{
///         "Version": "2012-10-17",
///         "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": "*" }]
///     }"#,
/// )?;
/// let stored = r#"{
///     "Statement": { "Action": ["Personalize:getRecommendations"], "Resource": ["*"], "Effect": "Allow" },
///     "Version": "2012-10-17"
/// }"#;
/// assert!(equivalent(&policy, stored));
/// # Ok::<(), policy_core::Findings>(())
/// ```
pub fn equivalent(a: impl AsRef<str>, b: impl AsRef<str>) -> bool {
    let [a, b] = canonical::both(a.as_ref(), b.as_ref());
    a.is(&b)
}

/// What tells two documents apart, when they are not [`equivalent`].
///
/// ```
/// let a = r#"{ "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }] }"#;
/// let b = a.replace("s3:GetObject", "s3:PutObject");
/// assert!(policy_core::difference(a, a).is_none());
/// let shown = policy_core::difference(a, &b).unwrap().to_string();
/// let marked = |mark, text| shown.lines().any(|line: &str| line.starts_with(mark) && line.contains(text));
/// assert!(marked('-', "s3:GetObject") && marked('+', "s3:PutObject"), "{shown}");
/// ```
pub fn difference(a: impl AsRef<str>, b: impl AsRef<str>) -> Option<Difference> {
    let [a, b] = canonical::both(a.as_ref(), b.as_ref());
    (!a.is(&b)).then(|| Difference::new(&a.lines(), &b.lines()))
}
