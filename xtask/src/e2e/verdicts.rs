//! The server's verdict on every document that the checks' tests hold, beside ours.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::server::Server;

const KNOWN: &str = include_str!("verdicts.txt");
const IAM: &str = "2010-05-08";
const STS: &str = "2011-06-15";

/// Creates each document, and prints where the verdicts differ, with the reason that `verdicts.txt` gives.
pub(super) fn compare(server: &Server) -> Result<()> {
    let api = Api { url: server.url() };
    api.prepare()?;
    let (mut differences, mut asked) = (BTreeMap::new(), 0);
    for (kind, ours) in [("valid", true), ("refused", false)] {
        for entry in fs::read_dir(format!("policy-core/tests/{kind}"))? {
            let case: Value = serde_json::from_str(&fs::read_to_string(entry?.path())?)?;
            let name = case["name"].as_str().context("a case without a name")?;
            if api.create(&case, asked)? != ours {
                differences.insert(name.to_owned(), if ours { "refused by moto" } else { "taken by moto" });
            }
            asked += 1;
        }
    }
    let lines = KNOWN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let known: BTreeMap<&str, &str> = lines.filter_map(|line| line.split_once(": ")).collect();
    println!("{asked} documents created, {} of them with a verdict that is not ours:", differences.len());
    for (name, verdict) in &differences {
        println!("  {name}: {verdict}; {}", known.get(name.as_str()).unwrap_or(&"NO REASON IS KNOWN"));
    }
    let gone: Vec<_> = known.keys().filter(|name| !differences.contains_key(**name)).collect();
    ensure!(gone.is_empty(), "no differences any more: {gone:?}");
    ensure!(differences.keys().all(|name| known.contains_key(name.as_str())), "there are new differences");
    Ok(())
}

/// The services' own APIs. The server reads of a signature only which service it is for.
struct Api {
    url: String,
}

impl Api {
    /// What the documents are put into.
    fn prepare(&self) -> Result<()> {
        let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}"#;
        let role = [("Action", "CreateRole"), ("RoleName", "cases"), ("AssumeRolePolicyDocument", trust)];
        let is_ready = self.query("iam", IAM, &role)?
            && self.organizations("CreateOrganization", r#"{"FeatureSet":"ALL"}"#)?
            && self.bucket("")?;
        ensure!(is_ready, "the server is not ready for documents");
        Ok(())
    }

    /// Creates one document where it belongs. Whether the server takes it.
    fn create(&self, case: &Value, number: usize) -> Result<bool> {
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let name = format!("case{number}");
        let document = text("document");
        match (text("policyType"), text("placement")) {
            // The server looks at trust policies in this call only.
            ("trust", _) => {
                let action = ("Action", "UpdateAssumeRolePolicy");
                self.query("iam", IAM, &[action, ("RoleName", "cases"), ("PolicyDocument", document)])
            }
            ("identity", "user" | "group" | "role") => {
                let to = [("Action", "PutRolePolicy"), ("RoleName", "cases")];
                self.query("iam", IAM, &[to[0], to[1], ("PolicyName", &name), ("PolicyDocument", document)])
            }
            ("identity" | "boundary", _) => {
                let action = ("Action", "CreatePolicy");
                self.query("iam", IAM, &[action, ("PolicyName", &name), ("PolicyDocument", document)])
            }
            ("session", _) => {
                let role = ("RoleArn", "arn:aws:iam::123456789012:role/cases");
                let session = ("RoleSessionName", name.as_str());
                self.query("sts", STS, &[("Action", "AssumeRole"), role, session, ("Policy", document)])
            }
            ("scp", _) => self.organizations_policy("SERVICE_CONTROL_POLICY", &name, document),
            ("rcp", _) => self.organizations_policy("RESOURCE_CONTROL_POLICY", &name, document),
            ("resource", _) => {
                // Any bucket's will do for what the grammar says.
                self.bucket(document)
            }
            (other, _) => bail!("documents of the type `{other}` go nowhere"),
        }
    }

    fn query(&self, service: &str, version: &str, form: &[(&str, &str)]) -> Result<bool> {
        let request = ureq::post(&self.url).header("Authorization", signature(service));
        let form = form.iter().copied().chain([("Version", version)]);
        taken(request.config().http_status_as_error(false).build().send_form(form))
    }

    fn organizations_policy(&self, kind: &str, name: &str, document: &str) -> Result<bool> {
        let body = serde_json::json!({ "Name": name, "Description": "", "Type": kind, "Content": document });
        self.organizations("CreatePolicy", &body.to_string())
    }

    fn organizations(&self, operation: &str, body: &str) -> Result<bool> {
        let request = ureq::post(&self.url)
            .header("Authorization", signature("organizations"))
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", format!("AWSOrganizationsV20161128.{operation}"));
        taken(request.config().http_status_as_error(false).build().send(body))
    }

    /// Gives the bucket a policy; makes the bucket without one.
    fn bucket(&self, policy: &str) -> Result<bool> {
        let query = if policy.is_empty() { "" } else { "?policy" };
        let request = ureq::put(format!("{}/cases{query}", self.url)).header("Authorization", signature("s3"));
        taken(request.config().http_status_as_error(false).build().send(policy))
    }
}

fn signature(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

/// Whether the answer is yes. An answer that is neither yes nor no is an error.
fn taken(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<bool> {
    let mut answer = answer?;
    match answer.status().as_u16() {
        200..300 => Ok(true),
        400..500 => Ok(false),
        status => bail!("the server answers {status}: {}", answer.body_mut().read_to_string()?),
    }
}
