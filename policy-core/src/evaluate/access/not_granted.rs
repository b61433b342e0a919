//! `CheckAccessNotGranted`.

use super::Check;
use super::new_access::{Piece, pools, rules};
use super::scope::{Entry as _, How, Part, parts};
use super::search::{Pools, context, texts};
use super::work::{TOO_LONG, Work};
use crate::document::Effect;
use crate::evaluate::compiled::Table;
use crate::evaluate::condition::Test;
use crate::evaluate::rule::{Rule, Scene, Scope};
use crate::evaluate::template::{Case, Syntax, Template};
use crate::lean::Lean as _;
use crate::{Document, PolicyType};

/// Whether `policy` grants none of `actions` on any of `resources` (IAM Access Analyzer, `CheckAccessNotGranted`).
///
/// Both lists take wildcards; an empty one stands for everything.
///
/// ```
/// use policy_core::Document;
/// use policy_core::evaluate::{Check, check_access_not_granted};
///
/// let policy = Document::read(
///     r#"{"Version": "2012-10-17",
///         "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::films/*"}}"#,
/// );
/// assert_eq!(check_access_not_granted(&policy, &["iam:PassRole"], &[]), Check::Pass);
/// assert_eq!(check_access_not_granted(&policy, &["s3:*"], &["arn:aws:s3:::books*"]), Check::Pass);
/// assert!(matches!(check_access_not_granted(&policy, &["s3:DeleteObject"], &[]), Check::Fail(_)));
/// ```
#[inline]
pub fn check_access_not_granted(policy: &Document<'_>, actions: &[&str], resources: &[&str]) -> Check {
    let has_principal = policy.statements.iter().any(|statement| statement.principal_blocks().next().is_some());
    let kind = if has_principal { PolicyType::Resource } else { PolicyType::Identity };
    let wanted = |texts: &[&str]| -> Box<[Template]> {
        let all: &[&str] = if texts.is_empty() { &["*"] } else { texts };
        all.iter().map(|text| Template::new(text, Syntax { wildcards: true, variables: false })).collect()
    };
    let (actions, resources) = (wanted(actions), wanted(resources));
    let rules = rules(policy, kind);
    let table = Table::new(policy, kind);
    let all: Vec<&Rule> = rules.iter().list();
    let keys = context(&[policy], &all);
    let (action_scope, resource_scope) = (Scope::In(actions.clone()), Scope::In(resources.clone()));
    let covered = |request: &crate::evaluate::Request<'_>| {
        action_scope.covers(|one| one.matches(request.action(), Case::Ignored, request))
            && resource_scope.covers(|one| one.matches(request.resource(), Case::Sensitive, request))
    };
    let (mut reason, work, asking) = (None, &Work::new(), &Work::new());
    for rule in rules.iter().filter(|rule| rule.effect == Effect::Allow && rule.is_readable()) {
        if is_clear(rule, &rules, (&action_scope, &resource_scope), work) {
            continue;
        }
        if !work.take(policy.text.len()) && reason.is_some() {
            return Check::Undecided(TOO_LONG.to_owned());
        }
        let mut pools = Pools { context: keys.clone(), length: policy.text.len(), ..pools(rule, &all, kind, work) };
        let others =
            |entries: fn(&Rule) -> &Scope<Template>| all.iter().flat(move |rule| entries(rule).entries()).list();
        let (in_actions, in_resources) = (others(|rule| &rule.action), others(|rule| &rule.resource));
        pools.actions.extend(texts(&actions, &mut in_actions.into_iter(), &[], Case::Ignored, work));
        pools.resources.extend(texts(&resources, &mut in_resources.into_iter(), &[], Case::Sensitive, work));
        pools.keep(
            |action| actions.iter().any(|one| one.matches_alone(action, Case::Ignored)),
            |resource| resources.iter().any(|one| one.matches_alone(resource, Case::Sensitive)),
        );
        let found = pools.search(asking, |request| {
            covered(request) && table.judge(Scene { request, has_boundary: false }).granted().is_some()
        });
        if let Some(counterexample) = found {
            return Check::Fail(Box::new(counterexample.spelled(&[policy])));
        }
        let statement = rule.index + 1;
        reason.get_or_insert_with(|| format!("statement {statement} may grant a part of it"));
    }
    if work.is_over() {
        reason = reason.map(|_| TOO_LONG.to_owned());
    }
    reason.map_or(Check::Pass, Check::Undecided)
}

/// Whether `rule` cannot grant anything that is asked about.
#[inline]
fn is_clear(
    rule: &Rule,
    rules: &[Rule],
    (actions, resources): (&Scope<Template>, &Scope<Template>),
    work: &Work,
) -> bool {
    let given: Vec<&Test> = rule.tests.iter().list();
    let denied = |at| {
        let piece = Piece { rule, at, given: &given };
        rules.iter().any(|deny| deny.effect == Effect::Deny && piece.is_within(deny, work))
    };
    // What is asked for and what the rule has meet in pairs. Each pair is apart, or a statement denies one of its sides.
    parts(&rule.action).into_iter().all(|action| {
        parts(&rule.resource).into_iter().all(|resource| {
            let pairs = meeting(resources, resource, Case::Sensitive, work);
            meeting(actions, action, Case::Ignored, work).into_iter().all(|actions| {
                pairs.iter().all(|resources| {
                    parts(&rule.principal).into_iter().all(|principal| {
                        actions
                            .iter()
                            .any(|&action| resources.iter().any(|&resource| denied((action, resource, principal))))
                    })
                })
            })
        })
    })
}

/// The asked-for parts that `own` has something in common with, each beside it.
#[inline]
fn meeting<'a>(
    asked: &'a Scope<Template>,
    own: Part<'a, Template>,
    case: Case,
    work: &Work,
) -> Vec<[Part<'a, Template>; 2]> {
    parts(asked).into_iter().filter(|asked| !is_part_apart(*asked, own, case, work)).map(|asked| [asked, own]).list()
}

#[inline]
fn is_part_apart(asked: Part<'_, Template>, own: Part<'_, Template>, case: Case, work: &Work) -> bool {
    let how = How::Pattern(case);
    match (asked, own) {
        _ if !work.take(1) => false,
        (Part::One(asked), Part::One(own)) => asked.is_apart(own, how, work),
        (Part::One(asked), Part::Not(spared)) => spared.iter().any(|spared| spared.contains(asked, how, work)),
        _ => false,
    }
}
