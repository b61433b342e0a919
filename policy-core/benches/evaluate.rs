//! Nanoseconds a request: `cargo bench -p policy-core --bench evaluate`.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use core::hint::black_box;
use std::fmt::Write as _;

use policy_core::Document;
use policy_core::evaluate::{CompiledPolicy, Policies, Principal, Request, evaluate};

const SERVICES: [&str; 8] = ["s3", "dynamodb", "sqs", "sns", "kms", "lambda", "personalize", "logs"];

/// `count` statements of many services, a quarter with conditions, an eighth of them denials.
fn mixed(count: usize) -> String {
    let mut text = String::from(r#"{"Version":"2012-10-17","Statement":["#);
    for at in 0..count {
        let service = SERVICES[at % SERVICES.len()];
        let effect = if at % 8 == 7 { "Deny" } else { "Allow" };
        let action = if at % 3 == 0 { format!("{service}:Get*") } else { format!("{service}:Get{at}") };
        let condition = match at % 4 {
            0 => {
                r#","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringLike":{"aws:PrincipalTag/team":"film*"}}"#
            }
            _ => "",
        };
        let comma = if at == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"Sid":"S{at}","Effect":"{effect}","Action":["{action}","{service}:List*"],"Resource":"arn:aws:{service}:us-east-1:123456789012:thing/{at}/*"{condition}}}"#
        )
        .unwrap();
    }
    text + "]}"
}

/// `count` statements that allow one action on as many buckets.
fn buckets(count: usize) -> String {
    let statement = |at| {
        format!(
            r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::tenant-{at}/${{aws:username}}/*"}}"#
        )
    };
    let statements: Vec<_> = (0..count).map(statement).collect();
    format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
}

fn request(action: &'static str, resource: &'static str) -> Request<'static> {
    Request::new(Principal::new("arn:aws:iam::123456789012:user/ana"), action, resource)
        .context("aws:SourceIp", "203.0.113.7")
        .context("aws:PrincipalTag/team", "films")
        .context("aws:CurrentTime", "2026-01-01T00:00:00Z")
        .context("aws:SecureTransport", "true")
}

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [10, 1_000, 10_000];

#[divan::bench(args = SIZES)]
fn compiled_mixed(bencher: divan::Bencher<'_, '_>, count: usize) {
    let policy = CompiledPolicy::identity(&mixed(count));
    let request = request("s3:GetObject", "arn:aws:s3:us-east-1:123456789012:thing/0/film");
    assert!(policy.decide(&request).is_allowed());
    bencher.bench_local(|| black_box(&policy).decide(black_box(&request)));
}

#[divan::bench(args = SIZES)]
fn compiled_mixed_denied(bencher: divan::Bencher<'_, '_>, count: usize) {
    let policy = CompiledPolicy::identity(&mixed(count));
    let request = request("logs:ListTagsForResource", "arn:aws:logs:us-east-1:123456789012:thing/7/film");
    assert!(!policy.decide(&request).is_allowed());
    bencher.bench_local(|| black_box(&policy).decide(black_box(&request)));
}

#[divan::bench(args = SIZES)]
fn compiled_buckets(bencher: divan::Bencher<'_, '_>, count: usize) {
    let policy = CompiledPolicy::identity(&buckets(count));
    let request = request("s3:GetObject", "arn:aws:s3:::tenant-7/ana/film");
    assert!(policy.decide(&request).is_allowed());
    bencher.bench_local(|| black_box(&policy).decide(black_box(&request)));
}

#[divan::bench(args = SIZES)]
fn plain_mixed(bencher: divan::Bencher<'_, '_>, count: usize) {
    let text = mixed(count);
    let policies = Policies::identity([Document::read(&text)]);
    let request = request("s3:GetObject", "arn:aws:s3:us-east-1:123456789012:thing/0/film");
    bencher.bench_local(|| evaluate(black_box(&request), black_box(&policies)));
}

#[divan::bench(args = SIZES)]
fn compile(bencher: divan::Bencher<'_, '_>, count: usize) {
    let text = mixed(count);
    bencher.bench_local(|| CompiledPolicy::identity(black_box(&text)));
}
