//! What a statement that denies takes away.

use crate::checks::principal::caller::is_account_id;
use crate::document::{Action, Arn, Block, PrincipalBlock, PrincipalKind, Resource, Statement};
use crate::pattern;

/// The patterns of a list, laid out so that asking for one does not mean to try all.
#[derive(Debug)]
struct Patterns<'a> {
    /// Those without wildcards, in lower case where case does not count, sorted.
    literals: Vec<String>,
    /// Those with wildcards, each with the text before the first, sorted by it.
    wild: Vec<(String, &'a str)>,
    ignore_case: bool,
}

impl<'a> Patterns<'a> {
    fn new(texts: impl Iterator<Item = &'a str>, ignore_case: bool) -> Self {
        let mut patterns = Self { literals: Vec::new(), wild: Vec::new(), ignore_case };
        for text in texts {
            if pattern::has_wildcard(text) {
                patterns.wild.push((patterns.folded(pattern::literal_prefix(text)), text));
            } else {
                patterns.literals.push(patterns.folded(text));
            }
        }
        patterns.literals.sort_unstable();
        patterns.wild.sort_unstable();
        patterns
    }

    fn folded(&self, text: &str) -> String {
        if self.ignore_case { text.to_ascii_lowercase() } else { text.to_owned() }
    }

    /// Whether one of the patterns contains `text`, wildcards and all.
    fn contain(&self, text: &str) -> bool {
        let folded = self.folded(text);
        if !pattern::has_wildcard(text) && self.literals.binary_search(&folded).is_ok() {
            return true;
        }
        // A pattern contains only what begins with its literal part: those parts are prefixes of the text.
        (0..=folded.len()).filter_map(|end| folded.get(..end)).any(|prefix| {
            let start = self.wild.partition_point(|(head, _)| head.as_str() < prefix);
            let heads = self.wild.get(start..).unwrap_or_default().iter().take_while(|(head, _)| head == prefix);
            heads.into_iter().any(|(_, outer)| self.contains(outer, text))
        })
    }

    fn contains(&self, outer: &str, inner: &str) -> bool {
        if self.ignore_case { pattern::contains_ignore_case(outer, inner) } else { pattern::contains(outer, inner) }
    }
}

/// A statement without conditions that denies.
#[derive(Debug)]
pub(super) struct Denied<'a, 't> {
    pub(super) statement: &'a Statement<'t>,
    actions: Patterns<'a>,
    resources: Patterns<'a>,
}

impl<'a, 't> Denied<'a, 't> {
    /// `None` for statements that do not deny, or only under conditions, or by what they leave out.
    pub(super) fn of(statement: &'a Statement<'t>) -> Option<Self> {
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
        Some(Self { statement, actions: Patterns::new(actions, true), resources: Patterns::new(resources, false) })
    }

    /// Whether nothing is left of what `allow` grants.
    pub(super) fn covers(&self, allow: &Statement<'_>) -> bool {
        self.covers_actions(allow) && self.covers_resources(allow) && self.covers_principals(allow)
    }

    fn covers_actions(&self, allow: &Statement<'_>) -> bool {
        match (&allow.action, &allow.not_action) {
            (Some(block), None) => {
                is_whole(block) && block.entries.iter().all(|entry: &Action<'_>| self.actions.contain(&entry.text))
            }
            (None, Some(_)) => self.actions.contain("*"),
            _ => false,
        }
    }

    fn covers_resources(&self, allow: &Statement<'_>) -> bool {
        match (&allow.resource, &allow.not_resource) {
            (Some(block), None) => {
                is_whole(block) && block.entries.iter().all(|entry: &Resource<'_>| self.resources.contain(&entry.text))
            }
            (None, Some(_)) => self.resources.contain("*"),
            // A trust policy has no resources.
            (None, None) => self.statement.resource.is_none(),
            _ => false,
        }
    }

    fn covers_principals(&self, allow: &Statement<'_>) -> bool {
        match (&self.statement.principal, &allow.principal) {
            (None, None) => allow.not_principal.is_none(),
            (Some(denied), _) if denied.is_everyone() => true,
            (Some(denied), Some(allowed)) => covers_principals(denied, allowed),
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
    names.sort_unstable_by_key(|&(kind, name)| (kind as u8, name));
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
