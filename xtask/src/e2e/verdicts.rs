//! Every document of the checks' tests, created on the server: its verdict and ours side by side.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::server::{Request, Server};

/// Where a difference is right, and why.
const REASONS: &str = include_str!("verdicts.txt");

const TRUST: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Principal": { "Service": "personalize.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}"#;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    name: String,
    policy_type: String,
    placement: Option<String>,
    resource_type: Option<String>,
    document: String,
}

/// Asks the server about all documents, prints where it differs and why, and fails where no reason is known.
pub(super) fn compare(server: &Server) -> Result<()> {
    server.reset()?;
    prepare(server)?;
    let (mut asked, mut differences) = (0, BTreeMap::new());
    for (folder, ours) in [("valid", true), ("refused", false)] {
        for entry in fs::read_dir(format!("policy-core/tests/{folder}"))? {
            let path = entry?.path();
            let case: Case = serde_json::from_str(&fs::read_to_string(&path)?)?;
            let theirs = create(server, &case).with_context(|| path.display().to_string())?;
            asked += 1;
            if theirs != ours {
                differences.insert(case.name, if ours { "the server refuses it" } else { "the server takes it" });
            }
        }
    }
    let reasons: BTreeMap<&str, &str> = REASONS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(": ").with_context(|| format!("`{line}` has no reason")))
        .collect::<Result<_>>()?;
    println!("{asked} documents created, {} verdicts differ:", differences.len());
    for (name, theirs) in &differences {
        println!("  {name}: {theirs}: {}", reasons.get(&**name).unwrap_or(&"NO REASON IS KNOWN"));
    }
    let gone: Vec<_> = reasons.keys().filter(|name| !differences.contains_key(**name)).collect();
    ensure!(gone.is_empty(), "verdicts.txt gives reasons for what does not differ: {gone:?}");
    ensure!(differences.keys().all(|name| reasons.contains_key(&**name)), "a difference has no reason in verdicts.txt");
    Ok(())
}

/// What the documents are put into.
fn prepare(server: &Server) -> Result<()> {
    let role = [("RoleName", "cases"), ("AssumeRolePolicyDocument", TRUST)];
    let queue = json!({ "QueueName": "cases" });
    let calls = [
        ("iam", Request::Query("CreateRole", &role)),
        ("iam", Request::Query("CreateUser", &[("UserName", "cases")])),
        ("s3", Request::Put("cases", "")),
        ("sqs", Request::Json("AmazonSQS.CreateQueue", queue)),
        (
            "ecr",
            Request::Json(
                "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
                json!({ "repositoryName": "cases" }),
            ),
        ),
        (
            "organizations",
            Request::Json("AWSOrganizationsV20161128.CreateOrganization", json!({ "FeatureSet": "ALL" })),
        ),
    ];
    for (service, request) in calls {
        ensure!(server.accepts(service, &request)?, "{service} cannot be prepared");
    }
    Ok(())
}

/// Creates a document where one of its type goes.
fn create(server: &Server, case: &Case) -> Result<bool> {
    let (name, document) = (&*case.name, &*case.document);
    let query = |service: &str, action: &str, parameters: &[(&str, &str)]| {
        server.accepts(service, &Request::Query(action, parameters))
    };
    let json = |service: &str, target: &str, object| server.accepts(service, &Request::Json(target, object));
    let organizations = |kind: &str| {
        let object = json!({ "Name": name, "Description": "", "Type": kind, "Content": document });
        json("organizations", "AWSOrganizationsV20161128.CreatePolicy", object)
    };
    match (&*case.policy_type, case.placement.as_deref().or(case.resource_type.as_deref())) {
        // The server looks at trust policies in this call only.
        ("trust", _) => query("iam", "UpdateAssumeRolePolicy", &[("RoleName", "cases"), ("PolicyDocument", document)]),
        ("identity", Some("user")) => {
            query("iam", "PutUserPolicy", &[("UserName", "cases"), ("PolicyName", name), ("PolicyDocument", document)])
        }
        ("identity", Some("role")) => {
            query("iam", "PutRolePolicy", &[("RoleName", "cases"), ("PolicyName", name), ("PolicyDocument", document)])
        }
        ("identity" | "boundary", _) => {
            query("iam", "CreatePolicy", &[("PolicyName", name), ("PolicyDocument", document)])
        }
        ("session", _) => {
            let role = ("RoleArn", "arn:aws:iam::123456789012:role/cases");
            query("sts", "AssumeRole", &[role, ("RoleSessionName", "cases"), ("Policy", document)])
        }
        ("scp", _) => organizations("SERVICE_CONTROL_POLICY"),
        ("rcp", _) => organizations("RESOURCE_CONTROL_POLICY"),
        ("resource", Some("AWS::KMS::Key")) => json("kms", "TrentService.CreateKey", json!({ "Policy": document })),
        ("resource", Some("AWS::SQS::Queue")) => {
            let url = "http://127.0.0.1/123456789012/cases";
            let object = json!({ "QueueUrl": url, "Attributes": { "Policy": document } });
            json("sqs", "AmazonSQS.SetQueueAttributes", object)
        }
        ("resource", Some("AWS::ECR::Repository")) => {
            let object = json!({ "repositoryName": "cases", "policyText": document });
            json("ecr", "AmazonEC2ContainerRegistry_V20150921.SetRepositoryPolicy", object)
        }
        ("resource", _) => server.accepts("s3", &Request::Put("cases?policy", document)),
        (kind, _) => anyhow::bail!("no call takes policies of the type `{kind}`"),
    }
}
