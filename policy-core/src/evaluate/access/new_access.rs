//! `CheckNoNewAccess`.

use super::Check;
use super::actions::{Actions, real_actions};
use super::implies::{contradicts, implies};
use super::scope::{Entry, How, Part, covers, is_apart, parts};
use super::search::{BUDGET, Pools, USER, context, principals, texts};
use super::work::{TOO_LONG, Work};
use crate::document::Effect;
use crate::evaluate::compiled::Table;
use crate::evaluate::condition::Test;
use crate::evaluate::principal::Named;
use crate::evaluate::rule::{Rule, Scene, Scope};
use crate::evaluate::template::{Case, Template};
use crate::lean::Lean as _;
use crate::{Document, PolicyType};

/// Whether `new` grants nothing that `old` does not grant (IAM Access Analyzer, `CheckNoNewAccess`).
///
/// Two identity policies, or two resource policies: those in which a statement has a principal. A resource policy grants
/// more, too, where it names a user whose account it named before: within the account that user needs no further policy.
/// Of a service in the catalog, the actions there and those that the policies spell out are taken for all there are.
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
    if new.text == old.text {
        return Check::Pass;
    }
    let has_principal = |document: &Document<'_>| {
        document.statements.iter().any(|statement| statement.principal_blocks().next().is_some())
    };
    let kind = if has_principal(new) || has_principal(old) { PolicyType::Resource } else { PolicyType::Identity };
    let (new_rules, old_rules) = (rules(new, kind), rules(old, kind));
    let all: Vec<&Rule> = new_rules.iter().followed_by(&old_rules).list();
    let actions = Actions::new(all.iter().copied());
    // To compare, and to search: what is found shows something however long the policies are.
    let (work, asking) = (&Work::new(), &Work::new());
    let mut unproven = new_rules
        .iter()
        .filter(|rule| rule.effect == Effect::Allow && rule.is_readable())
        .filter_map(|rule| Some((rule, unproven(rule, &new_rules, &old_rules, (&actions, work))?)))
        .peekable();
    if unproven.peek().is_none() {
        return Check::Pass;
    }
    let (new_table, old_table) = (Table::new(new, kind), Table::new(old, kind));
    let keys = context(&[new, old], &all);
    let mut budget = 2 * BUDGET;
    let mut search = |pools: &Pools| {
        let found = pools.search_within(&mut budget, asking, |request| {
            let scene = Scene { request, has_boundary: false };
            let Some((grant, _)) = new_table.judge(scene).granted() else { return false };
            actions.is_one(request.action()) && old_table.judge(scene).granted().is_none_or(|(old, _)| old < grant)
        });
        found.map(|found| Check::Fail(Box::new(found.spelled(&[new, old]))))
    };
    let mut reason = None;
    let length = new.text.len() + old.text.len();
    for (at, (rule, gap)) in unproven.enumerate() {
        if !work.take(length) && at > 0 {
            return Check::Undecided(TOO_LONG.to_owned());
        }
        let keys = || keys.clone();
        let near = made_of((&gap.actions, &gap.resources), &[rule], kind, work);
        let near = Pools { context: keys(), length, ..near };
        let found = search(&near).or_else(|| {
            let mut wide = Pools { context: keys(), length, ..pools(rule, &all, kind, work) };
            wide.actions.splice(0..0, near.actions);
            wide.resources.splice(0..0, near.resources);
            search(&wide)
        });
        if let Some(found) = found {
            return found;
        }
        reason = reason.or(Some(gap.why));
    }
    if work.is_over() {
        reason = Some(TOO_LONG.to_owned());
    }
    reason.map_or(Check::Pass, Check::Undecided)
}

pub(super) fn rules(document: &Document<'_>, kind: PolicyType) -> Vec<Rule> {
    document.statements.iter().filter_map(|statement| Rule::new(document, statement, kind)).list()
}

/// What requests for a statement are made of.
pub(super) fn pools(rule: &Rule, all: &[&Rule], kind: PolicyType, work: &Work) -> Pools {
    made_of((&entries(&rule.action), &entries(&rule.resource)), all, kind, work)
}

fn entries(scope: &Scope<Template>) -> Vec<Template> {
    match scope {
        Scope::In(entries) => entries.to_vec(),
        Scope::All | Scope::NotIn(_) => vec![Template::star()],
    }
}

/// What requests for some actions on some resources are made of, under these rules.
fn made_of(
    (own_actions, own_resources): (&[Template], &[Template]),
    all: &[&Rule],
    kind: PolicyType,
    work: &Work,
) -> Pools {
    let mut actions = all.iter().flat(|rule| rule.action.entries());
    let mut resources = all.iter().flat(|rule| rule.resource.entries());
    let named: Vec<&Named> = all.iter().flat(|rule| rule.principal.entries()).list();
    let mut tried = real_actions(own_actions, &actions.clone().list(), work);
    tried.extend(texts(own_actions, &mut actions, &["zq9:Zq9"], Case::Ignored, work));
    Pools {
        actions: tried,
        resources: texts(own_resources, &mut resources, &["arn:aws:zq9:::zq9", "*"], Case::Sensitive, work),
        principals: if kind == PolicyType::Identity { vec![Some(USER.to_owned())] } else { principals(&named) },
        is_owners_user: kind == PolicyType::Identity,
        ..Pools::default()
    }
}

/// What is not proven, and why.
struct Gap {
    actions: Vec<Template>,
    resources: Vec<Template>,
    why: String,
}

/// What of `rule` of `new` is not proven to be granted by `old`; `None` when all is.
fn unproven(rule: &Rule, new: &[Rule], old: &[Rule], (actions, work): (&Actions<'_>, &Work)) -> Option<Gap> {
    let given: Vec<&Test> = rule.tests.iter().list();
    for action in parts(&rule.action) {
        for resource in parts(&rule.resource) {
            for principal in parts(&rule.principal) {
                let piece = |action| Piece { rule, at: (action, resource, principal), given: &given };
                let Some(why) = piece(action).unproven(new, old, work) else { continue };
                let gap = |action, why| Gap { actions: templates(action), resources: templates(resource), why };
                let Part::One(entry) = action else { return Some(gap(action, why)) };
                let Some(all) = actions.of(entry, work) else { return Some(gap(action, why)) };
                // Several statements may cover together what none covers alone.
                let mut open =
                    all.iter().filter_map(|one| Some((one, piece(Part::One(one)).unproven(new, old, work)?)));
                if let Some((one, why)) = open.next() {
                    return Some(gap(Part::One(one), why));
                }
            }
        }
    }
    None
}

fn templates(part: Part<'_, Template>) -> Vec<Template> {
    match part {
        Part::One(one) => vec![one.clone()],
        Part::All | Part::Not(_) => vec![Template::star()],
    }
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
    fn unproven(&self, new: &[Rule], old: &[Rule], work: &Work) -> Option<String> {
        if !work.take(1 + new.len() + old.len()) {
            return Some(TOO_LONG.to_owned());
        }
        if new.iter().any(|rule| rule.effect == Effect::Deny && self.is_within(rule, work)) {
            return None;
        }
        let statement = self.rule.index + 1;
        if !old.iter().any(|rule| rule.effect == Effect::Allow && rule.is_readable() && self.is_within(rule, work)) {
            return Some(format!("no single statement of the old policy covers statement {statement} of the new one"));
        }
        let stricter = old.iter().filter(|rule| rule.effect == Effect::Deny).find(|deny| {
            !self.is_apart(deny, work)
                && !new.iter().any(|rule| rule.effect == Effect::Deny && self.shared_is_within(deny, rule, work))
        });
        stricter.map(|deny| {
            let deny = deny.index + 1;
            format!(
                "statement {deny} of the old policy may deny a part of what statement {statement} of the new one allows"
            )
        })
    }

    /// Whether `other` applies to all of the piece.
    pub(super) fn is_within(&self, other: &Rule, work: &Work) -> bool {
        let how = if other.effect == Effect::Allow { How::Grant } else { How::Meaning };
        let (action, resource, principal) = self.at;
        covers(&other.action, action, ACTION, work)
            && covers(&other.resource, resource, RESOURCE, work)
            && covers(&other.principal, principal, how, work)
            && (!other.is_readable() || implies(self.given, &other.tests, work))
    }

    /// Whether `other` applies to none of the piece.
    pub(super) fn is_apart(&self, other: &Rule, work: &Work) -> bool {
        let (action, resource, principal) = self.at;
        is_apart(&other.action, action, ACTION, work)
            || is_apart(&other.resource, resource, RESOURCE, work)
            || is_apart(&other.principal, principal, How::Meaning, work)
            || (other.is_readable() && contradicts(self.given, &other.tests.iter().list(), work))
    }

    /// Whether `other` applies to all that `deny` denies of the piece.
    fn shared_is_within(&self, deny: &Rule, other: &Rule, work: &Work) -> bool {
        let (action, resource, principal) = self.at;
        let given: Vec<&Test> = if deny.is_readable() {
            self.given.iter().copied().followed_by(&deny.tests).list()
        } else {
            self.given.to_vec()
        };
        shares(&other.action, &deny.action, action, ACTION, work)
            && shares(&other.resource, &deny.resource, resource, RESOURCE, work)
            && shares(&other.principal, &deny.principal, principal, How::Meaning, work)
            && (!other.is_readable() || implies(&given, &other.tests, work))
    }
}

/// Whether `outer` covers what `scope` and `part` have in common.
fn shares<E: Entry>(outer: &Scope<E>, scope: &Scope<E>, part: Part<'_, E>, how: How, work: &Work) -> bool {
    covers(outer, part, how, work) || parts(scope).into_iter().all(|own| covers(outer, own, how, work))
}
