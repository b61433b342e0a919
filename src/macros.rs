//! `policy!`: what holds for all the macros is written here.

/// An identity policy as the console shows it, checked while it compiles.
///
/// Paste the document behind `policy!`, its braces being the macro's own:
///
/// ```
/// use iam_policy::{Policy, policy};
///
/// const PERSONALIZE: Policy = policy! {
///     "Version": "2012-10-17",
///     "Statement": [
///         {
///             "Effect": "Allow",
///             "Action": ["personalize:*"],
///             "Resource": "*"
///         },
///         {
///             "Effect": "Allow",
///             "Action": ["iam:PassRole"],
///             "Resource": "*",
///             "Condition": {
///                 "StringEquals": {
///                     "iam:PassedToService": "personalize.amazonaws.com"
///                 }
///             }
///         }
///     ]
/// };
///
/// assert!(PERSONALIZE.as_json().starts_with(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#));
/// ```
///
/// The value is a constant that holds the same JSON without the blanks: the order of the elements, a string or an array,
/// every value stay as they are written. `policy!({ .. })` is the same. `//` comments and a trailing comma are dropped.
///
/// # Findings
///
/// What IAM Access Analyzer's policy validation would say, and a little more, the compiler says at the token that is wrong.
/// All of a document's findings come at once.
///
/// | Finding | Level | In the compiler's output |
/// |---|---|---|
/// | `ERROR` | `deny` | an error |
/// | `SECURITY_WARNING` | `deny` | an error |
/// | `WARNING`, `SUGGESTION` | `warn` | a warning: use of a deprecated macro, named after the check |
///
/// ```compile_fail
/// # use iam_policy::policy;
/// let policy = policy! {
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "personalize:GetRecomendations", "Resource": "*" }]
/// };
/// ```
///
/// ```text
/// error: unknown action `personalize:GetRecomendations`
///        help: did you mean `personalize:GetRecommendations`?
///        note: check `invalid_action`
/// ```
///
/// # Levels
///
/// An attribute at the head of the document, or before one statement's `{`, sets the level of checks, by name or by group,
/// as rustc's own attributes do: `allow`, `warn`, `deny`, `forbid`. A name may be written as AWS prints it.
///
/// ```
/// # use iam_policy::policy;
/// let policy = policy! {
///     #![deny(suggestions)]
///     "Version": "2012-10-17",
///     "Statement": [
///         #[allow(pass_role_with_star_in_resource, reason = "a sandbox account without roles that matter")]
///         { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }
///     ]
/// };
/// ```
///
/// `#![attached_to = "user"]` says where the policy goes, which decides how long it may be: `managed`, or `user`, `group` or
/// `role` for an inline policy.
///
/// An `allow` that silences nothing is a finding itself. What IAM refuses outright stays an error. rustc's own
/// `#[allow(deprecated)]` on the Rust item silences all of its warnings.
///
/// # Holes
///
/// A value that only run time knows goes into parentheses: `(campaign)` in place of a JSON value, `(..campaigns)` in place
/// of several, and `("arn:aws:s3:::{bucket}/*")` in a string, with names as in `format!`. `{{` and `}}` are braces, and
/// `${aws:username}` stays IAM's own variable.
///
/// ```
/// use iam_policy::typed::arns::personalize::Campaign;
/// use iam_policy::typed::{AccountId, Arn, Region, ResourceName};
/// use iam_policy::{Policy, policy};
///
/// fn films(campaign: &Arn<Campaign>, account: &AccountId, region: &Region, bucket: &ResourceName) -> Policy {
///     policy! {
///         "Version": "2012-10-17",
///         "Statement": [
///             { "Effect": "Allow", "Action": "personalize:GetRecommendations", "Resource": (campaign) },
///             {
///                 "Effect": "Allow",
///                 "Action": "personalize:PutEvents",
///                 "Resource": ("arn:aws:personalize:{region}:{account}:event-tracker/*")
///             },
///             { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ("arn:aws:s3:::{bucket}/${aws:username}/*") }
///         ]
///     }
/// }
/// ```
///
/// The place decides what a hole takes, and a value of another type, a `&str` before all, is a type error at the hole. The
/// types are those of [`typed`](crate::typed), whose constructors refuse what means more than its letters:
///
/// | Place | Takes |
/// |---|---|
/// | the account, region, partition of an ARN | `AccountId`, `Region`, `Partition` |
/// | a piece of an ARN's resource | `ResourceName`, `ResourcePath`, or, to mean wildcards, `ResourcePattern` |
/// | all of `Resource` | the `Arn<T>` of a resource that an action of the statement works on |
/// | all of `Action` | `Action` |
/// | a principal | `AccountId`, `Arn<iam::Role>`, `Arn<iam::User>`; `ServicePrincipal` |
/// | a condition value | what its operator and key say: `Text`, `AccountId`, `ServicePrincipal`, `Region`, `Arn<T>`, `bool`, `Number`, `Date`, `IpNet` |
///
/// The rest of the document is checked while it compiles, whatever the values. Where a value can still break a rule, by its
/// length or because a list can be empty, the macro gives a `Result<Policy<K>, Findings>`; otherwise a `Policy<K>`.
/// [`Policy::findings`](crate::Policy::findings) has the warnings that hang on the values.
///
/// ```compile_fail
/// # use iam_policy::policy;
/// fn injection(tenant: &str) {
///     policy! {
///         "Version": "2012-10-17",
///         "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ("arn:aws:s3:::films/{tenant}/*") }]
///     };
/// }
/// ```
///
/// # Assertions
///
/// What the policy allows and what it does not, said at its head and evaluated while it compiles:
///
/// ```
/// # use iam_policy::{Policy, policy};
/// const PERSONALIZE: Policy = policy! {
///     #![allows("personalize:GetRecommendations", on = "arn:aws:personalize:us-east-1:123456789012:campaign/films")]
///     #![denies(
///         "iam:PassRole",
///         on = "arn:aws:iam::123456789012:role/Admin",
///         context = { "iam:PassedToService": "ec2.amazonaws.com" }
///     )]
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
///
/// One that does not hold is an error at the assertion, with a note for each statement that decided:
///
/// ```compile_fail
/// # use iam_policy::policy;
/// let policy = policy! {
///     #![denies("s3:DeleteObject", on = "arn:aws:s3:::films/metropolis")]
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:*Object", "Resource": "arn:aws:s3:::films/*" }]
/// };
/// ```
///
/// ```text
/// error: `s3:DeleteObject` on `arn:aws:s3:::films/metropolis` is allowed
///        note: statement 1 allows it on line 5
/// ```
///
/// | Argument | |
/// |---|---|
/// | `on` | The ARN of one resource. Left out, it is `*`; an action on resources wants it said |
/// | `by` | An ARN, an account, a service, or `*` for a request without a signature. Left out, it is a user of the resource's account; a trust policy and a resource policy want it said |
/// | `context` | The request's condition keys. A value is a string, a number, `true` or `false`; a list for a key with several |
///
/// The action, the resource, the principal and the keys are checked as those of a policy are: a misspelt action is denied by
/// every policy. An assertion is about this policy alone, and what else a request needs is taken to be there: the role's
/// trust policy, the key's policy, the identity policy of a user whose account a resource policy names. A service control
/// policy or resource control policy without an `Allow` stands beside one that allows everything.
///
/// `#![grants_at_most(..)]` compares the policy with another of the same type. It holds when each request that this one
/// allows, the other allows too; otherwise the error names such a request, or says that it cannot be decided:
///
/// ```
/// # use iam_policy::policy;
/// let policy = policy! {
///     #![grants_at_most(policy_file!("examples/policies/access.json"))]
///     "Version": "2012-10-17",
///     "Statement": [{
///         "Effect": "Allow",
///         "Action": "personalize:GetRecommendations",
///         "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films",
///         "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
///     }]
/// };
/// ```
///
/// In a policy with holes an assertion holds when it does whatever the values. Where the values matter, the error says that
/// it cannot be decided at compile time.
///
/// # Strings
///
/// Strings are Rust strings, which differ from JSON's in three escapes: for `\/` write `/`; for `\u0041` the character
/// itself or `\u{41}`; for `\b` and `\f` `\u{8}` and `\u{c}`. rustc refuses these before the macro runs and offers a raw
/// string, in which they would mean something else; the macro's own message says what to write.
#[macro_export]
macro_rules! policy {
    ($($document:tt)*) => {
        $crate::__private::document! {
            [$crate] [$crate::Policy::<$crate::Identity>::__Constant] Identity { $($document)* }
        }
    };
}
