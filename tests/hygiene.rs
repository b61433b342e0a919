//! `policy!` where its expansion could go wrong: without a prelude, among shadowed names, within other macros.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![forbid(unsafe_code)]
#![no_implicit_prelude]
#![deny(warnings, clippy::all, clippy::pedantic, missing_docs, unused_qualifications, unreachable_pub)]

use ::core::prelude::v1::test;

const TEXT: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"personalize:ListSchemas","Resource":"*"}]}"#;

/// A value that outlives every function.
const CONST: ::iam_policy::Policy = ::iam_policy::policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};

static STATIC: ::iam_policy::Policy = ::iam_policy::policy!({
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
});

static SEVERAL: [::iam_policy::Policy; 2] = [
    ::iam_policy::policy!["Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]],
    CONST,
];

#[test]
fn constants_and_statics_hold_static_text() {
    const FROM_CONST: &str = CONST.as_json();
    static FROM_STATIC: &str = STATIC.as_json();
    const LENGTH: usize = CONST.as_json().len();
    let in_place: &'static str = ::iam_policy::policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    }
    .as_json();
    for text in [FROM_CONST, FROM_STATIC, in_place, SEVERAL[0].as_json(), SEVERAL[1].as_json()] {
        ::std::assert_eq!(text, TEXT);
    }
    ::std::assert_eq!(LENGTH, TEXT.len());
}

fn tail(yes: bool) -> ::iam_policy::Policy {
    if yes {
        return ::iam_policy::policy!("Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }]);
    }
    ::iam_policy::policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    }
}

#[test]
fn a_policy_can_be_a_tail_expression() {
    ::std::assert_eq!(tail(false).as_json(), TEXT);
    ::std::assert_ne!(tail(true).as_json(), TEXT);
}

/// A warning at a token does not need what the prelude has, and is silenced as rustc's own.
#[allow(deprecated, reason = "it repeats an action")]
const WARNED: ::iam_policy::Policy = ::iam_policy::policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": ["personalize:ListSchemas", "personalize:ListSchemas"], "Resource": "*" }]
};

#[test]
fn warnings_can_be_silenced_from_outside() {
    #[allow(deprecated, reason = "it repeats an action")]
    let policy = ::iam_policy::policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": ["personalize:ListSchemas", "personalize:ListSchemas"], "Resource": "*" }]
    };
    ::std::assert_eq!(policy.as_json(), WARNED.as_json());
}

/// Names that the expansion must not meet.
#[allow(dead_code, non_camel_case_types, unused_macros, reason = "they are here to be passed over")]
mod shadowed {
    use ::core::prelude::v1::test;

    mod core {}
    mod std {}
    mod alloc {}
    mod iam_policy {}
    mod policy_core {}
    mod policy_macros {}
    mod __private {}
    struct Policy;
    struct Identity;
    struct Cow;
    struct PhantomData;
    struct Borrowed;
    struct Some;
    struct None;
    type str = ();
    type u8 = ();
    macro_rules! document {
        () => {};
    }
    macro_rules! compile_error {
        () => {};
    }
    macro_rules! concat {
        () => {};
    }

    #[test]
    fn names_in_scope_are_not_met() {
        let policy = ::iam_policy::policy! {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
        };
        ::std::assert_eq!(policy.as_json(), super::TEXT);
    }
}

macro_rules! forward {
    ($($document:tt)*) => { ::iam_policy::policy! { $($document)* } };
}

macro_rules! document {
    ($document:tt) => {
        ::iam_policy::policy!($document)
    };
}

macro_rules! allow {
    ($action:literal, $resource:expr) => {
        ::iam_policy::policy! {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": $action, "Resource": $resource }]
        }
    };
}

macro_rules! statements {
    ($($statement:tt),* $(,)?) => {
        ::iam_policy::policy! { "Version": "2012-10-17", "Statement": [$($statement),*] }
    };
}

#[test]
fn other_macros_can_write_policies() {
    let policies = [
        forward! {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
        },
        document!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }],
        }),
        allow!("personalize:ListSchemas", "*"),
        statements![{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }],
    ];
    for policy in policies {
        ::std::assert_eq!(policy.as_json(), TEXT);
    }
}

/// The crate under another name; `tests/renamed` does the same through Cargo.
mod renamed {
    extern crate iam_policy as other_name;
    use ::core::prelude::v1::test;

    #[test]
    fn another_name_for_the_crate_will_do() {
        let policy = other_name::policy! {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
        };
        ::std::assert_eq!(policy.as_json(), super::TEXT);
    }
}
