//! What a statement that denies takes away.

use crate::checks::Context;
use crate::checks::principal::caller::is_account_id;
use crate::document::{Action, Arn, Block, PrincipalBlock, PrincipalKind, Resource, Statement};
use crate::lean::{self, Lean as _};
use crate::pattern;

/// Patterns, laid out so that asking for those that contain a text does not mean to try all; each has a number.
#[derive(Debug)]
struct Patterns<'a> {
    /// Those without wildcards, in lower case where case does not count, sorted.
    literals: Vec<(String, usize)>,
    /// Those with wildcards, sorted by the text before the first.
    wild: Vec<Wild<'a>>,
    ignore_case: bool,
}

#[derive(Debug)]
struct Wild<'a> {
    /// The text before the first wildcard.
    head: String,
    text: &'a str,
    number: usize,
    /// Where the last one before this is that its head begins with, or equals.
    outer: Option<usize>,
}

impl<'a> Patterns<'a> {
    fn new(texts: impl Iterator<Item = (&'a str, usize)>, ignore_case: bool) -> Self {
        let mut patterns = Self { literals: Vec::new(), wild: Vec::new(), ignore_case };
        for (text, number) in texts {
            if pattern::has_wildcard(text) {
                let head = patterns.folded(pattern::literal_prefix(text));
                patterns.wild.push(Wild { head, text, number, outer: None });
            } else {
                patterns.literals.push((patterns.folded(text), number));
            }
        }
        lean::sort(&mut patterns.literals, Ord::cmp);
        lean::sort(&mut patterns.wild, |a, b| a.head.cmp(&b.head));
        patterns.nest();
        patterns
    }

    /// Finds for each pattern the next one outside of it.
    fn nest(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.wild.len() {
            let (before, rest) = self.wild.split_at_mut(at);
            let Some(this) = rest.first_mut() else { continue };
            while open.last().and_then(|&last| before.get(last)).is_some_and(|last| !this.head.starts_with(&last.head))
            {
                open.pop();
            }
            this.outer = open.last().copied();
            open.push(at);
        }
    }

    fn folded(&self, text: &str) -> String {
        if self.ignore_case { text.to_ascii_lowercase() } else { text.to_owned() }
    }

    /// The numbers of the patterns that contain `text`, wildcards and all.
    fn containing(&self, cx: &Context<'_>, text: &str) -> impl Iterator<Item = usize> {
        let is_affordable = cx.may_compare(text.len() + 1);
        let folded = self.folded(text);
        let first = self.literals.partition_point(|(literal, _)| *literal < folded);
        let literals = self.literals.get(first..).unwrap_or_default().iter();
        let is_literal = is_affordable && !pattern::has_wildcard(text);
        let equal = literals.take_while(|(literal, _)| is_literal && *literal == folded).map(|&(_, number)| number);
        let equal: Vec<usize> = equal.list();
        // A pattern contains only what begins with its head. All heads that the text begins with are around the last one
        // that sorts before it.
        let last = self.wild.partition_point(|wild| wild.head <= folded).checked_sub(1);
        let around = core::iter::successors(last.filter(|_| is_affordable), |&at| self.wild.get(at)?.outer);
        let wild = around.filter_map(|at| self.wild.get(at));
        let wild = wild.take_while(|wild| cx.may_compare(wild.text.len() + text.len()));
        let wild = wild.filter(move |wild| folded.starts_with(&wild.head) && self.contains(wild.text, text));
        equal.into_iter().followed_by(wild.map(|wild| wild.number))
    }

    /// Whether one of the patterns contains `text`.
    fn contain(&self, cx: &Context<'_>, text: &str) -> bool {
        self.containing(cx, text).next().is_some()
    }

    fn contains(&self, outer: &str, inner: &str) -> bool {
        if self.ignore_case { pattern::contains_ignore_case(outer, inner) } else { pattern::contains(outer, inner) }
    }
}

/// The statements without conditions that deny.
#[derive(Debug)]
pub(super) struct Denials<'a, 't> {
    all: Vec<Denied<'a, 't>>,
    /// All that they deny, each action with the place of its statement in `all`.
    actions: Patterns<'a>,
}

impl<'a, 't> Denials<'a, 't> {
    pub(super) fn of(statements: &'a [Statement<'t>]) -> Self {
        let all: Vec<_> = statements.iter().filter_map(Denied::of).list();
        let actions = all
            .iter()
            .enumerate()
            .flat(|(at, denied)| denied.statement.actions().map(move |entry| (entry.text.as_str(), at)));
        Self { actions: Patterns::new(actions, true), all }
    }

    /// The first statement that denies all that `allow` grants.
    pub(super) fn covering(&self, cx: &Context<'_>, allow: &Statement<'_>) -> Option<&Statement<'t>> {
        let any = match &allow.action {
            Some(block) => block.entries.first()?.text.as_str(),
            None => "*",
        };
        let mut candidates: Vec<usize> = self.actions.containing(cx, any).list();
        lean::sort(&mut candidates, Ord::cmp);
        candidates.dedup();
        let mut denials = candidates.into_iter().filter_map(|at| self.all.get(at));
        denials.find(|denied| denied.covers(cx, allow)).map(|denied| denied.statement)
    }
}

/// A statement without conditions that denies.
#[derive(Debug)]
struct Denied<'a, 't> {
    statement: &'a Statement<'t>,
    actions: Patterns<'a>,
    resources: Patterns<'a>,
}

impl<'a, 't> Denied<'a, 't> {
    /// `None` for statements that do not deny, or only under conditions, or by what they leave out.
    fn of(statement: &'a Statement<'t>) -> Option<Self> {
        let plain = statement.condition.is_none()
            && statement.not_action.is_none()
            && statement.not_resource.is_none()
            && statement.not_principal.is_none();
        if !plain || !statement.denies() {
            return None;
        }
        let actions = statement.actions().map(|entry| entry.text.as_str());
        // An escaped wildcard is a plain character, and no pattern.
        let resources = statement.resources().map(|entry| entry.text.as_str());
        let resources = resources.filter(|text| !text.contains("${*}") && !text.contains("${?}"));
        let numbered = |text| (text, 0);
        let (actions, resources) = (actions.map(numbered), resources.map(numbered));
        Some(Self { statement, actions: Patterns::new(actions, true), resources: Patterns::new(resources, false) })
    }

    /// Whether nothing is left of what `allow` grants.
    fn covers(&self, cx: &Context<'_>, allow: &Statement<'_>) -> bool {
        self.covers_actions(cx, allow) && self.covers_resources(cx, allow) && self.covers_principals(cx, allow)
    }

    fn covers_actions(&self, cx: &Context<'_>, allow: &Statement<'_>) -> bool {
        match (&allow.action, &allow.not_action) {
            (Some(block), None) => {
                is_whole(block) && block.entries.iter().all(|entry: &Action<'_>| self.actions.contain(cx, &entry.text))
            }
            (None, Some(_)) => self.actions.contain(cx, "*"),
            _ => false,
        }
    }

    fn covers_resources(&self, cx: &Context<'_>, allow: &Statement<'_>) -> bool {
        match (&allow.resource, &allow.not_resource) {
            (Some(block), None) => {
                is_whole(block)
                    && block.entries.iter().all(|entry: &Resource<'_>| self.resources.contain(cx, &entry.text))
            }
            (None, Some(_)) => self.resources.contain(cx, "*"),
            // A trust policy has no resources.
            (None, None) => self.statement.resource.is_none(),
            _ => false,
        }
    }

    fn covers_principals(&self, cx: &Context<'_>, allow: &Statement<'_>) -> bool {
        match (&self.statement.principal, &allow.principal) {
            (None, None) => allow.not_principal.is_none(),
            (Some(denied), _) if denied.is_everyone() => true,
            (Some(denied), Some(allowed)) => {
                let names =
                    [denied, allowed].map(|block| block.members().iter().map(|member| member.values.len()).sum());
                let [all, some]: [usize; 2] = names;
                // A name is an ARN.
                cx.may_compare((all + some) * 64) && covers_principals(denied, allowed)
            }
            _ => false,
        }
    }
}

/// Whether a list has entries, and nothing but texts among them.
fn is_whole<E>(block: &Block<E>) -> bool {
    block.is_regular && !block.entries.is_empty()
}

fn covers_principals(denied: &PrincipalBlock<'_>, allowed: &PrincipalBlock<'_>) -> bool {
    if allowed.is_everyone() || allowed.members().iter().any(|member| member.kind().is_none()) {
        return false;
    }
    let mut names: Vec<(PrincipalKind, &str)> = Vec::new();
    for kind in PrincipalKind::ALL {
        names.extend(denied.values(kind).map(|value| (kind, identity(kind, value))));
    }
    lean::sort(&mut names, |a, b| (a.0 as u8, a.1).cmp(&(b.0 as u8, b.1)));
    let has = |kind: PrincipalKind, name: &str| {
        names.binary_search_by_key(&(kind as u8, name), |&(kind, name)| (kind as u8, name)).is_ok()
    };
    let mut any = false;
    let all = PrincipalKind::ALL.into_iter().all(|kind| {
        allowed.values(kind).all(|value| {
            any = true;
            has(kind, identity(kind, value))
                || (kind == PrincipalKind::Aws && account(value).is_some_and(|of| has(kind, of)))
        })
    });
    any && all
}

/// A principal's name: for an account its id, however it is written.
fn identity(kind: PrincipalKind, value: &str) -> &str {
    let root = Arn::split(value).filter(|arn| kind == PrincipalKind::Aws && arn.resource == "root");
    root.map_or(value, |arn| arn.account)
}

/// The account of a user, role or session: who denies the account denies them.
fn account(value: &str) -> Option<&str> {
    Arn::split(value).map(|arn| arn.account).filter(|account| is_account_id(account))
}
