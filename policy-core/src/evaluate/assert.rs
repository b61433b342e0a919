//! `assert_allowed!` and `assert_denied!`: what a policy says to a request, as a test.

use super::{Decision, Policies, Principal, Request, evaluate};
use crate::lean::Lean as _;
use crate::{Document, Policy, PolicyKind, PolicyType};

/// What the assertions take: a [`Policy`] of any type, an identity policy's text, or several of these in an array or
/// tuple. SCPs and RCPs of one assertion share a level.
pub trait PolicySet {
    /// Adds the policies to `policies`.
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>);
}

impl<K: PolicyKind> PolicySet for Policy<K> {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        policies.add(K::TYPE, self.document());
    }
}

impl PolicySet for str {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        policies.add(PolicyType::Identity, Document::read(self));
    }
}

impl PolicySet for String {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        self.as_str().add_to(policies);
    }
}

impl<P: PolicySet + ?Sized> PolicySet for &P {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        (**self).add_to(policies);
    }
}

impl<P: PolicySet> PolicySet for [P] {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        for policy in self {
            policy.add_to(policies);
        }
    }
}

impl<P: PolicySet, const N: usize> PolicySet for [P; N] {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        self.as_slice().add_to(policies);
    }
}

impl<P: PolicySet> PolicySet for Vec<P> {
    fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
        self.as_slice().add_to(policies);
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: PolicySet),*> PolicySet for ($($name,)*) {
            #[allow(non_snake_case, reason = "a type parameter's name serves for its value")]
            fn add_to<'t>(&'t self, policies: &mut Policies<Document<'t>>) {
                let ($($name,)*) = self;
                $($name.add_to(policies);)*
            }
        }
    )*};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }

/// The value of a context key in an assertion: a string, or an array of strings.
#[doc(hidden)]
pub trait ContextValue {
    fn list(&self) -> Vec<&str>;
}

impl ContextValue for str {
    fn list(&self) -> Vec<&str> {
        vec![self]
    }
}

impl<S: AsRef<str>, const N: usize> ContextValue for [S; N] {
    fn list(&self) -> Vec<&str> {
        self.iter().map(AsRef::as_ref).list()
    }
}

impl<V: ContextValue + ?Sized> ContextValue for &V {
    fn list(&self) -> Vec<&str> {
        (**self).list()
    }
}

/// The decision an assertion is about. Without a principal it is a user of the resource's account.
#[doc(hidden)]
pub fn __decide(
    policies: &(impl PolicySet + ?Sized),
    action: &str,
    resource: Option<&str>,
    principal: Option<&str>,
    context: &[(&str, Vec<&str>)],
) -> Decision {
    let resource = resource.unwrap_or("*");
    let account = resource.split(':').nth(4).filter(|account| account.len() == 12).unwrap_or("123456789012");
    let user = format!("arn:aws:iam::{account}:user/user");
    let request = Request::new(Principal::new(principal.unwrap_or(&user)), action, resource);
    let request = context.iter().fold(request, |request, (key, values)| request.values(key, values.iter().copied()));
    let mut documents = Policies::default();
    policies.add_to(&mut documents);
    evaluate(&request, &documents)
}

/// Asserts that policies allow a request; a failure prints what each candidate statement lacked.
///
/// Takes a policy or several (see [`PolicySet`](crate::evaluate::PolicySet)) and the action; then, where they matter and
/// in this order, the resource (`on:`), the principal (`by:`) and the request context (`context:`).
///
/// ```
/// use policy_core::{assert_allowed, assert_denied};
///
/// const POLICY: &str = r#"{
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
///         {
///             "Effect": "Allow",
///             "Action": "iam:PassRole",
///             "Resource": "*",
///             "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
///         }
///     ]
/// }"#;
///
/// assert_allowed!(POLICY, "personalize:GetRecommendations", on: "arn:aws:personalize:us-east-1:123456789012:campaign/films");
/// assert_allowed!(
///     POLICY,
///     "iam:PassRole",
///     on: "arn:aws:iam::123456789012:role/Personalize",
///     context: { "iam:PassedToService": "personalize.amazonaws.com" }
/// );
/// assert_denied!(POLICY, "iam:PassRole", on: "arn:aws:iam::123456789012:role/Personalize");
/// ```
#[macro_export]
macro_rules! assert_allowed {
    ($policies:expr, $action:expr $(, on: $on:expr)? $(, by: $by:expr)? $(, context: { $($key:literal: $value:expr),* $(,)? })? $(,)?) => {{
        let decision = $crate::__decide!($policies, $action, [$($on)?], [$($by)?], [$($($key: $value),*)?]);
        ::core::assert!(
            decision.is_allowed(),
            "`{}` is not allowed\n{}",
            $action,
            decision,
        );
    }};
}

/// Asserts that policies do not allow a request; a failure prints the statements that allow it. Takes what
/// [`assert_allowed!`](crate::assert_allowed) takes.
#[macro_export]
macro_rules! assert_denied {
    ($policies:expr, $action:expr $(, on: $on:expr)? $(, by: $by:expr)? $(, context: { $($key:literal: $value:expr),* $(,)? })? $(,)?) => {{
        let decision = $crate::__decide!($policies, $action, [$($on)?], [$($by)?], [$($($key: $value),*)?]);
        ::core::assert!(
            !decision.is_allowed(),
            "`{}` is allowed\n{}",
            $action,
            decision,
        );
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __decide {
    ($policies:expr, $action:expr, [$($on:expr)?], [$($by:expr)?], [$($key:literal: $value:expr),*]) => {{
        #[allow(unused_imports, reason = "a request may have no context")]
        use $crate::evaluate::ContextValue as _;
        $crate::evaluate::__decide(
            &$policies,
            $action,
            $crate::__first!($($on)?),
            $crate::__first!($($by)?),
            &[$(($key, ($value).list())),*],
        )
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    () => {
        ::core::option::Option::None
    };
    ($value:expr) => {
        ::core::option::Option::Some($value)
    };
}
