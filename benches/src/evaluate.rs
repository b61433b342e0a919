//! Deciding: ten statements and three requests, in three policy languages that agree.

use std::rc::Rc;

use cedar_policy::{Authorizer, Context, Entities, PolicySet};
use iam_rs::{Arn, IAMPolicy, IAMRequest, PolicyEvaluator, PrincipalId};
use policy_core::Document;
use policy_core::evaluate::{CompiledPolicy, Policies, Principal, Request, check_no_new_access, evaluate};

use crate::{Group, corpus};

const USER: &str = "arn:aws:iam::123456789012:user/ana";
const STATEMENTS: usize = 10;

/// Action, resource, whether it is allowed: by a conditional statement, by none, and against a denial.
const REQUESTS: [(&str, &str, bool); 3] = [
    ("s3:GetObject", "arn:aws:s3:us-east-1:123456789012:thing/0/film", true),
    ("personalize:GetRecommendations", "arn:aws:personalize:us-east-1:123456789012:campaign/films", false),
    ("logs:ListTagsForResource", "arn:aws:logs:us-east-1:123456789012:thing/7/film", false),
];

fn ours() -> [Request<'static>; 3] {
    REQUESTS.map(|(action, resource, _)| {
        Request::new(Principal::new(USER), action, resource)
            .context("aws:SourceIp", "203.0.113.7")
            .context("aws:PrincipalTag/team", "films")
    })
}

fn iam_rs() -> [IAMRequest; 3] {
    REQUESTS.map(|(action, resource, _)| {
        let context = iam_rs::Context::new()
            .with_string("aws:SourceIp", "203.0.113.7")
            .with_string("aws:PrincipalTag/team", "films");
        let user = iam_rs::Principal::Aws(PrincipalId::String(USER.to_owned()));
        IAMRequest::new_with_context(user, action, Arn::parse(resource).expect("an ARN"), context)
    })
}

fn cedar() -> [cedar_policy::Request; 3] {
    REQUESTS.map(|(action, resource, _)| {
        let context = serde_json::json!({
            "action": action, "arn": resource, "team": "films",
            "ip": { "__extn": { "fn": "ip", "arg": "203.0.113.7" } },
        });
        let context = Context::from_json_value(context, None).expect("a context");
        let uid = |text: String| text.parse().expect("an entity");
        let (user, action) = (uid(format!("User::{USER:?}")), uid(format!("Action::{action:?}")));
        cedar_policy::Request::new(user, action, uid(format!("Thing::{resource:?}")), context, None).expect("a request")
    })
}

fn is_iam_rs_allowed(evaluator: &PolicyEvaluator, request: &IAMRequest) -> bool {
    evaluator.evaluate(request).is_ok_and(|result| result.decision == iam_rs::Decision::Allow)
}

fn is_cedar_allowed(authorizer: &Authorizer, request: &cedar_policy::Request, policies: &PolicySet) -> bool {
    authorizer.is_authorized(request, policies, &Entities::empty()).decision() == cedar_policy::Decision::Allow
}

fn engine(text: &str) -> PolicyEvaluator {
    PolicyEvaluator::with_policies(vec![IAMPolicy::from_json(text).expect("a policy")])
}

fn policy_set(text: &str) -> PolicySet {
    text.parse().expect("a policy set")
}

/// A group must not compare answers that differ.
fn agree(answers: [bool; 3], who: &str) {
    assert_eq!(answers, REQUESTS.map(|(_, _, is_allowed)| is_allowed), "{who}");
}

pub(crate) fn groups() -> Vec<Group> {
    vec![compiled(), cold(), containment()]
}

fn compiled() -> Group {
    let (text, cedar_text) = (corpus::iam(STATEMENTS), corpus::cedar(STATEMENTS));
    let (policy, requests) = (CompiledPolicy::identity(&text), ours());
    agree(requests.each_ref().map(|request| policy.decide(request).is_allowed()), "CompiledPolicy");
    let (evaluator, others) = (engine(&text), iam_rs());
    agree(others.each_ref().map(|request| is_iam_rs_allowed(&evaluator, request)), "iam-rs");
    let (authorizer, policies, asked) = (Authorizer::new(), policy_set(&cedar_text), cedar());
    agree(asked.each_ref().map(|request| is_cedar_allowed(&authorizer, request, &policies)), "Cedar");
    Group::new("evaluate, policies ready", REQUESTS.len(), "request")
        .case("CompiledPolicy::decide", move || {
            requests.iter().filter(|request| policy.decide(request).is_allowed()).count()
        })
        .case("iam-rs, PolicyEvaluator::evaluate", move || {
            others.iter().filter(|request| is_iam_rs_allowed(&evaluator, request)).count()
        })
        .case("cedar-policy, Authorizer::is_authorized", move || {
            asked.iter().filter(|request| is_cedar_allowed(&authorizer, request, &policies)).count()
        })
}

fn cold() -> Group {
    let (text, cedar_text) = (corpus::iam(STATEMENTS), corpus::cedar(STATEMENTS));
    let (plain, other) = (text.clone(), text);
    let (requests, others, asked) = (ours(), iam_rs(), cedar());
    Group::new("evaluate, from text", REQUESTS.len(), "request")
        .case("Document::read and evaluate", move || {
            let answer =
                |request: &&Request<'_>| evaluate(request, &Policies::identity([Document::read(&plain)])).is_allowed();
            requests.iter().filter(answer).count()
        })
        .case("iam-rs, from_json and evaluate", move || {
            others.iter().filter(|request| is_iam_rs_allowed(&engine(&other), request)).count()
        })
        .case("cedar-policy, parse and is_authorized", move || {
            let answer = |request: &&cedar_policy::Request| {
                is_cedar_allowed(&Authorizer::new(), request, &policy_set(&cedar_text))
            };
            asked.iter().filter(answer).count()
        })
}

/// Each managed policy against itself and against the next one; no peer does this, so the yardstick is reading.
fn containment() -> Group {
    let texts: Rc<[String]> = corpus::managed().iter().take(100).cloned().collect();
    let other = texts.clone();
    Group::new("check_no_new_access", 2 * (texts.len() - 1), "pair")
        .case("read both and check_no_new_access", move || {
            let check =
                |new: &str, old: &str| check_no_new_access(&Document::read(new), &Document::read(old)).is_pass();
            let both =
                |pair: &[String]| usize::from(check(&pair[0], &pair[0])) + usize::from(check(&pair[1], &pair[0]));
            texts.windows(2).map(both).sum::<usize>()
        })
        .case("serde_json::from_str::<Value> of both", move || {
            let read = |text: &String| usize::from(serde_json::from_str::<serde_json::Value>(text).is_ok());
            let four = |pair: &[String]| [0, 0, 1, 0].map(|at| read(&pair[at])).iter().sum::<usize>();
            other.windows(2).map(four).sum::<usize>()
        })
}
