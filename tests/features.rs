//! What only a feature opens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg(feature = "serde")]

use iam_policy::{Policy, policy};

const READ: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
};

#[test]
fn a_policy_is_an_object_in_a_larger_document() {
    let document = serde_json::json!({ "PolicyName": "Read", "PolicyDocument": READ });
    assert_eq!(document["PolicyDocument"]["Statement"][0]["Action"], "personalize:ListCampaigns");
}
