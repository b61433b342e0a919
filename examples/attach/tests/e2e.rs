//! The example against a server that speaks IAM's API; `cargo xtask e2e` starts one and sets `IAM_POLICY_E2E`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::env;

use aws_config::SdkConfig;
use aws_sdk_iam::Client;
use connect::connect;
use example_attach::{Account, Change};
use iam_policy::attach::PolicyName;
use iam_policy::{ManagedPolicy, Policy, Setup, assert_equivalent};
use permissions::{FULL_ACCESS, SETUP};

const VALUE: &str = "arn:aws:iam::123456789012:policy/";

/// The server, when there is one to talk to.
async fn server() -> Option<(SdkConfig, Client)> {
    env::var_os("IAM_POLICY_E2E")?;
    let config = connect().await;
    let iam = Client::new(&config);
    Some((config, iam))
}

async fn apply(config: &SdkConfig, setup: &Setup<'_>, dry_run: bool) -> Vec<Change> {
    Account::open(config, dry_run).await.unwrap().apply(setup).await.unwrap()
}

fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

async fn stored(iam: &Client, arn: &str) -> String {
    let found = iam.get_policy().policy_arn(arn).send().await.unwrap().policy.unwrap();
    let version = found.default_version_id.unwrap();
    let version = iam.get_policy_version().policy_arn(arn).version_id(version).send().await.unwrap();
    decoded(version.policy_version.unwrap().document().unwrap())
}

#[tokio::test]
async fn the_setup_is_created_once() {
    let Some((config, iam)) = server().await else { return };
    let service_role = &SETUP.roles[0];
    iam.create_group().group_name("analysts").send().await.unwrap();
    let arn = FULL_ACCESS.arn("aws", "123456789012");

    let planned = apply(&config, &SETUP, true).await;
    assert!(planned[0].difference.contains("+             \"Action\": [\n"), "{}", planned[0]);
    assert!(iam.get_policy().policy_arn(&arn).send().await.is_err(), "a dry run creates nothing");

    assert_eq!(apply(&config, &SETUP, false).await, planned);
    let found = iam.get_policy().policy_arn(&arn).send().await.unwrap().policy.unwrap();
    assert_eq!(found.description(), FULL_ACCESS.description().map(|text| text.as_str()));
    assert_equivalent!(stored(&iam, &arn).await, FULL_ACCESS.policy());
    let role = iam.get_role().role_name("PersonalizeData").send().await.unwrap().role.unwrap();
    assert_equivalent!(decoded(role.assume_role_policy_document().unwrap()), service_role.trust());
    let inline = &service_role.inline()[0];
    let found = iam.get_role_policy().role_name("PersonalizeData").policy_name(inline.name().as_str());
    assert_equivalent!(decoded(found.send().await.unwrap().policy_document()), inline.policy());
    let attached = iam.list_attached_group_policies().group_name("analysts").send().await.unwrap();
    let mut attached: Vec<_> = attached.attached_policies().iter().filter_map(|policy| policy.policy_arn()).collect();
    attached.sort_unstable();
    assert_eq!(attached, [&arn, "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]);

    assert_eq!(apply(&config, &SETUP, false).await, [], "nothing is left to do");
}

#[tokio::test]
async fn versions_make_room() {
    let Some((config, iam)) = server().await else { return };
    let arn = format!("{VALUE}Versions");
    for number in 1..=8 {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":"V{number}","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}]}}"#
        );
        let policy: Policy = text.parse().unwrap();
        let policies = [ManagedPolicy::new(PolicyName::new("Versions").unwrap(), policy).unwrap()];
        let changes = apply(&config, &Setup { policies: &policies, ..Setup::EMPTY }, false).await;
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert_eq!(number == 1, changes[0].what.starts_with("create"), "{changes:?}");
        assert_equivalent!(stored(&iam, &arn).await, text);
    }
    let versions = iam.list_policy_versions().policy_arn(&arn).send().await.unwrap();
    let mut names: Vec<_> = versions.versions().iter().filter_map(|version| version.version_id()).collect();
    names.sort_unstable();
    assert_eq!(names, ["v4", "v5", "v6", "v7", "v8"]);
}

#[tokio::test]
async fn errors_are_the_services_own() {
    let Some((config, _)) = server().await else { return };
    let policies = iam_policy::grant! { user: "nobody", policies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
    let setup = Setup { grants: &[policies], ..Setup::EMPTY };
    let error = Account::open(&config, false).await.unwrap().apply(&setup).await.unwrap_err().to_string();
    assert!(error.starts_with("ListAttachedUserPolicies: NoSuchEntity: "), "{error}");
}
