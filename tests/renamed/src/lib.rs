//! A crate that knows `iam-policy` under another name.

use aws_policies::{Policy, policy};

/// May list the schemas of Amazon Personalize.
pub const LIST_SCHEMAS: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
};

#[test]
fn the_macro_finds_its_crate() {
    assert!(LIST_SCHEMAS.as_json().starts_with(r#"{"Version":"2012-10-17","#));
}
