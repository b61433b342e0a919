//! `CheckNoNewAccess`.

use super::Check;
use super::implies::{contradicts, implies};
use super::scope::{Entry, How, Part, covers, is_apart, parts};
use super::search::{Pools, USER, context, principals, real_actions, texts};
use crate::document::Effect;
use crate::evaluate::compiled::Table;
use crate::evaluate::condition::Test;
use crate::evaluate::principal::Named;
use crate::evaluate::rule::{Rule, Scene, Scope};
use crate::evaluate::template::{Case, Template};
use crate::{Document, PolicyType};

/// Whether `new` grants nothing that `old` does not grant (IAM Access Analyzer, `CheckNoNewAccess`).
///
/// Two identity policies, or two resource policies: those in which a statement has a principal. A resource policy grants
/// more, too, where it names a user whose account it named before: within the account that user needs no further policy.
///
/// ```
/// use policy_core::Document;
/// use policy_core::evaluate::{Check, check_no_new_access};
///
/// let policy = |action| {
///     format!(
///         r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}}}"#
///     )
/// };
/// let (wide, narrow) = (policy("s3:Get*"), policy("s3:GetObject"));
/// let (wide, narrow) = (Document::read(&wide), Document::read(&narrow));
/// assert_eq!(check_no_new_access(&narrow, &wide), Check::Pass);
/// let Check::Fail(counterexample) = check_no_new_access(&wide, &narrow) else { panic!() };
/// assert!(counterexample.action.starts_with("s3:Get"));
/// ```
pub fn check_no_new_access(new: &Document<'_>, old: &Document<'_>) -> Check {
    let has_principal = |document: &Document<'_>| {
        document.statements.iter().any(|statement| statement.principal_blocks().next().is_some())
    };
    let kind = if has_principal(new) || has_principal(old) { PolicyType::Resource } else { PolicyType::Identity };
    let (new_rules, old_rules) = (rules(new, kind), rules(old, kind));
    let unproven = new_rules
        .iter()
        .filter(|rule| rule.effect == Effect::Allow && rule.is_readable())
        .filter_map(|rule| Some((rule, unproven(rule, &new_rules, &old_rules)?)));
    let (new_table, old_table) = (Table::new(new, kind), Table::new(old, kind));
    let all: Vec<&Rule> = new_rules.iter().chain(&old_rules).collect();
    let keys = context(&[new, old], &all);
    let mut reason = None;
    for (rule, why) in unproven {
        let pools = Pools { context: keys.clone(), ..pools(rule, &all, kind) };
        let found = pools.search(|request| {
            let scene = Scene { request, has_boundary: false };
            let Some((grant, _)) = new_table.judge(scene).granted() else { return false };
            old_table.judge(scene).granted().is_none_or(|(old, _)| old < grant)
        });
        if let Some(counterexample) = found {
            return Check::Fail(Box::new(counterexample.spelled(&[new, old])));
        }
        reason = reason.or(Some(why));
    }
    reason.map_or(Check::Pass, Check::Undecided)
}

pub(super) fn rules(document: &Document<'_>, kind: PolicyType) -> Vec<Rule> {
    document.statements.iter().filter_map(|statement| Rule::new(document, statement, kind)).collect()
}

/// What requests for a statement are made of.
pub(super) fn pools(rule: &Rule, all: &[&Rule], kind: PolicyType) -> Pools {
    let star = [Template::star()];
    let entries = |scope: &'_ Scope<Template>| match scope {
        Scope::In(entries) => entries.to_vec(),
        Scope::All | Scope::NotIn(_) => star.to_vec(),
    };
    let actions = all.iter().flat_map(|rule| rule.action.entries());
    let resources = all.iter().flat_map(|rule| rule.resource.entries());
    let named: Vec<&Named> = all.iter().flat_map(|rule| rule.principal.entries()).collect();
    let mut tried = real_actions(&entries(&rule.action), &actions.clone().collect::<Vec<_>>());
    tried.extend(texts(&entries(&rule.action), actions, &["zq9:Zq9"], Case::Ignored));
    Pools {
        actions: tried,
        resources: texts(&entries(&rule.resource), resources, &["arn:aws:zq9:::zq9", "*"], Case::Sensitive),
        principals: if kind == PolicyType::Identity { vec![Some(USER.to_owned())] } else { principals(&named) },
        is_owners_user: kind == PolicyType::Identity,
        ..Pools::default()
    }
}

/// Why it is not proven that `old` grants all that `rule` of `new` does; `None` when it is.
fn unproven(rule: &Rule, new: &[Rule], old: &[Rule]) -> Option<String> {
    let given: Vec<&Test> = rule.tests.iter().collect();
    let piece = |at| Piece { rule, at, given: &given };
    let pieces = parts(&rule.action).into_iter().flat_map(|action| {
        parts(&rule.resource).into_iter().flat_map(move |resource| {
            parts(&rule.principal).into_iter().map(move |principal| (action, resource, principal))
        })
    });
    let mut why = pieces.map(piece).filter_map(|piece| piece.unproven(new, old));
    why.next()
}

pub(super) type At<'a> = (Part<'a, Template>, Part<'a, Template>, Part<'a, Named>);

/// One action, one resource, one principal of an allowing statement.
pub(super) struct Piece<'a> {
    pub(super) rule: &'a Rule,
    pub(super) at: At<'a>,
    pub(super) given: &'a [&'a Test],
}

const ACTION: How = How::Pattern(Case::Ignored);
const RESOURCE: How = How::Pattern(Case::Sensitive);

impl Piece<'_> {
    fn unproven(&self, new: &[Rule], old: &[Rule]) -> Option<String> {
        if new.iter().any(|rule| rule.effect == Effect::Deny && self.is_within(rule)) {
            return None;
        }
        let statement = self.rule.index + 1;
        if !old.iter().any(|rule| rule.effect == Effect::Allow && rule.is_readable() && self.is_within(rule)) {
            return Some(format!("no single statement of the old policy covers statement {statement} of the new one"));
        }
        let stricter = old.iter().filter(|rule| rule.effect == Effect::Deny).find(|deny| {
            !self.is_apart(deny)
                && !new.iter().any(|rule| rule.effect == Effect::Deny && self.shared_is_within(deny, rule))
        });
        stricter.map(|deny| {
            let deny = deny.index + 1;
            format!(
                "statement {deny} of the old policy may deny a part of what statement {statement} of the new one allows"
            )
        })
    }

    /// Whether `other` applies to all of the piece.
    pub(super) fn is_within(&self, other: &Rule) -> bool {
        let how = if other.effect == Effect::Allow { How::Grant } else { How::Meaning };
        let (action, resource, principal) = self.at;
        covers(&other.action, action, ACTION)
            && covers(&other.resource, resource, RESOURCE)
            && covers(&other.principal, principal, how)
            && (!other.is_readable() || implies(self.given, &other.tests))
    }

    /// Whether `other` applies to none of the piece.
    pub(super) fn is_apart(&self, other: &Rule) -> bool {
        let (action, resource, principal) = self.at;
        is_apart(&other.action, action, ACTION)
            || is_apart(&other.resource, resource, RESOURCE)
            || is_apart(&other.principal, principal, How::Meaning)
            || (other.is_readable() && contradicts(self.given, &other.tests.iter().collect::<Vec<_>>()))
    }

    /// Whether `other` applies to all that `deny` denies of the piece.
    fn shared_is_within(&self, deny: &Rule, other: &Rule) -> bool {
        let (action, resource, principal) = self.at;
        let given: Vec<&Test> = if deny.is_readable() {
            self.given.iter().copied().chain(&deny.tests).collect()
        } else {
            self.given.to_vec()
        };
        shares(&other.action, &deny.action, action, ACTION)
            && shares(&other.resource, &deny.resource, resource, RESOURCE)
            && shares(&other.principal, &deny.principal, principal, How::Meaning)
            && (!other.is_readable() || implies(&given, &other.tests))
    }
}

/// Whether `outer` covers what `scope` and `part` have in common.
fn shares<E: Entry>(outer: &Scope<E>, scope: &Scope<E>, part: Part<'_, E>, how: How) -> bool {
    covers(outer, part, how) || parts(scope).into_iter().all(|own| covers(outer, own, how))
}
