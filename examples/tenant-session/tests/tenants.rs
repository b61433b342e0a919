//! One tenant's session against another's data, and tenants with hostile names.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::Command;

use aws_sdk_sts::config::Credentials;
use connect::connect;
use example_attach::Account;
use example_tenant_session::{ROLE, assume, policy};
use iam_policy::typed::arns::iam;
use iam_policy::typed::{AccountId, Arn, Region, ResourceName};
use iam_policy::{Policy, Session, Setup, arn, assert_allowed, assert_denied};

const TENANT_DATA: Arn<iam::Role> = arn!("arn:aws:iam::123456789012:role/TenantData");

fn session_of(tenant: &str) -> Policy<Session> {
    let account = AccountId::new("123456789012").unwrap();
    policy(&Region::new("eu-west-1").unwrap(), &account, &ResourceName::new(tenant).unwrap()).unwrap()
}

#[test]
fn a_session_ends_where_the_tenant_does() {
    const ACME: &str = "arn:aws:sts::123456789012:assumed-role/TenantData/acme";
    let role = ROLE;
    let policies = (role.inline()[0].policy(), session_of("acme"));
    for object in ["acme/films.csv", "acme/2026/07.csv"] {
        let object = format!("arn:aws:s3:::tenant-films/{object}");
        assert_allowed!(policies, "s3:GetObject", on: object.as_str(), by: ACME);
        assert_allowed!(policies, "s3:PutObject", on: object.as_str(), by: ACME);
    }
    for object in ["globex/films.csv", "acme-2/films.csv", "acme", "Acme/films.csv", "globex/acme/films.csv"] {
        let object = format!("arn:aws:s3:::tenant-films/{object}");
        assert_allowed!(policies.0, "s3:GetObject", on: object.as_str(), by: ACME);
        assert_denied!(policies, "s3:GetObject", on: object.as_str(), by: ACME);
        assert_denied!(policies, "s3:PutObject", on: object.as_str(), by: ACME);
    }
    let bucket = "arn:aws:s3:::tenant-films";
    assert_allowed!(policies, "s3:ListBucket", on: bucket, by: ACME, context: { "s3:prefix": "acme/" });
    assert_denied!(policies, "s3:ListBucket", on: bucket, by: ACME, context: { "s3:prefix": "globex/" });
    assert_denied!(policies, "s3:ListBucket", on: bucket, by: ACME);
    let campaign = |name| format!("arn:aws:personalize:eu-west-1:123456789012:campaign/{name}");
    assert_allowed!(policies, "personalize:GetRecommendations", on: campaign("acme").as_str(), by: ACME);
    assert_denied!(policies, "personalize:GetRecommendations", on: campaign("globex").as_str(), by: ACME);
}

#[test]
fn hostile_tenants_are_refused() {
    let cases = [
        ("*", "`*` is a wildcard and would match more than itself"),
        ("acme?", "`?` is a wildcard and would match more than itself"),
        ("../", "`/` separates names; a `ResourcePath` may hold it"),
        ("acme/../globex", "`/` separates names; a `ResourcePath` may hold it"),
        ("${aws:username}", "`${` begins a policy variable"),
        (r#"","Effect":"Allow"#, "`:` separates names; a `ResourcePath` may hold it"),
        ("", "it is empty"),
        ("acme\n", "it holds the control character U+000A"),
        ("\u{202e}emca", "it holds a character that IAM does not take, U+202E"),
    ];
    for (tenant, reason) in cases {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tenant-session"));
        // Nothing answers there: a tenant that got so far would be another error.
        let output = command.args([TENANT_DATA.as_str(), tenant]).env("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        let output = output.env("AWS_EC2_METADATA_DISABLED", "true").output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{tenant}");
        assert!(error.contains(&format!("cannot be the name of a resource: {reason}")), "{tenant}: {error}");
    }
}

/// `cargo xtask e2e` starts a server and sets `IAM_POLICY_E2E`.
#[tokio::test]
async fn the_session_is_the_tenants() {
    if std::env::var_os("IAM_POLICY_E2E").is_none() {
        return;
    }
    let config = connect().await;
    let setup = Setup { roles: &[ROLE], ..Setup::EMPTY };
    Account::open(&config, false).await.unwrap().apply(&setup).await.unwrap();

    let policy = session_of("acme");
    println!("{policy:#}");
    let session = assume(&config, &TENANT_DATA, &ResourceName::new("acme").unwrap(), &policy).await.unwrap();
    assert_eq!(session.arn, "arn:aws:sts::123456789012:assumed-role/TenantData/acme");

    let given = session.credentials;
    let credentials = Credentials::new(
        given.access_key_id(),
        given.secret_access_key(),
        Some(given.session_token().to_owned()),
        None,
        "session",
    );
    let of_session = aws_sdk_sts::config::Builder::from(&config).credentials_provider(credentials).build();
    let caller = aws_sdk_sts::Client::from_conf(of_session).get_caller_identity().send().await.unwrap();
    assert_eq!(caller.arn(), Some(session.arn.as_str()));
}
