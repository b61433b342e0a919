//! Elements of statements as sets: what one covers of another.

use super::symbols::{contains, intersects};
use super::work::Work;
use crate::evaluate::principal::{Named, Principal};
use crate::evaluate::rule::Scope;
use crate::evaluate::template::{Case, Template};
use crate::lean::Lean as _;

/// A part of what an element covers.
pub(super) enum Part<'a, E> {
    /// Everything: the element is not there.
    All,
    /// One entry.
    One(&'a E),
    /// What none of these covers.
    Not(&'a [E]),
}

impl<E> Clone for Part<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Part<'_, E> {}

/// An element as its parts: their union is what it covers.
pub(super) fn parts<E>(scope: &Scope<E>) -> Vec<Part<'_, E>> {
    match scope {
        Scope::All => vec![Part::All],
        Scope::In(entries) => entries.iter().map(Part::One).list(),
        Scope::NotIn(entries) => vec![Part::Not(entries)],
    }
}

/// Entries as sets. `contains` and `is_apart` answer `true` only when that holds in every request.
pub(super) trait Entry: Sized {
    fn contains(&self, other: &Self, how: How, work: &Work) -> bool;
    fn is_apart(&self, other: &Self, how: How, work: &Work) -> bool;
    fn is_everything(&self) -> bool;
    /// Whether both are the same as they stand, where that is quicker to find out than containment.
    fn is_same(&self, other: &Self) -> bool;
}

/// In what sense entries are compared.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// Patterns.
    Pattern(Case),
    /// Principals, by whom they mean.
    Meaning,
    /// Principals, by whom they mean and how directly: what a grant gives must be no less.
    Grant,
}

/// How many entries there are to look at.
fn size<E>(scope: &Scope<E>) -> usize {
    match scope {
        Scope::All => 1,
        Scope::In(entries) | Scope::NotIn(entries) => 1 + entries.len(),
    }
}

/// Whether `scope` covers all of `part`. A `true` is always right.
pub(super) fn covers<E: Entry>(scope: &Scope<E>, part: Part<'_, E>, how: How, work: &Work) -> bool {
    if !work.take(size(scope)) {
        return false;
    }
    match (scope, part) {
        (Scope::All, _) => true,
        (Scope::In(entries), Part::One(one)) => {
            // Most of what two policies share is the same in both.
            entries.iter().any(|entry| entry.is_same(one)) || entries.iter().any(|entry| entry.contains(one, how, work))
        }
        (Scope::In(entries), Part::All | Part::Not(_)) => entries.iter().any(E::is_everything),
        (Scope::NotIn(spared), Part::One(one)) => spared.iter().all(|entry| entry.is_apart(one, how, work)),
        (Scope::NotIn(spared), Part::Not(also)) => {
            let how = if matches!(how, How::Grant) { How::Meaning } else { how };
            spared.iter().all(|entry| also.iter().any(|other| other.contains(entry, how, work)))
        }
        (Scope::NotIn(spared), Part::All) => spared.is_empty(),
    }
}

/// Whether `scope` covers nothing of `part`. A `true` is always right.
pub(super) fn is_apart<E: Entry>(scope: &Scope<E>, part: Part<'_, E>, how: How, work: &Work) -> bool {
    if !work.take(size(scope)) {
        return false;
    }
    match (scope, part) {
        (Scope::In(entries), Part::One(one)) => entries.iter().all(|entry| entry.is_apart(one, how, work)),
        (Scope::In(entries), Part::Not(spared)) => {
            entries.iter().all(|entry| spared.iter().any(|other| other.contains(entry, how, work)))
        }
        (Scope::NotIn(spared), Part::One(one)) => spared.iter().any(|entry| entry.contains(one, how, work)),
        (Scope::In(entries), Part::All) => entries.is_empty(),
        (Scope::All | Scope::NotIn(_), _) => false,
    }
}

impl Entry for Template {
    fn contains(&self, other: &Self, how: How, work: &Work) -> bool {
        contains(self, other, case(how), work)
    }

    fn is_apart(&self, other: &Self, how: How, work: &Work) -> bool {
        !intersects(self, other, case(how), work)
    }

    fn is_everything(&self) -> bool {
        self.is_star()
    }

    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

fn case(how: How) -> Case {
    match how {
        How::Pattern(case) => case,
        How::Meaning | How::Grant => Case::Sensitive,
    }
}

impl Entry for Named {
    fn contains(&self, other: &Self, how: How, _: &Work) -> bool {
        let by_meaning = matches!(how, How::Meaning);
        match (self, other) {
            (Self::Everyone, _) => true,
            (Self::Account(own), Self::Role { account, .. }) => by_meaning && own == account,
            (Self::Account(_) | Self::Role { .. }, Self::Arn(arn)) => {
                by_meaning && self.grants(&Principal::new(arn)).is_some()
            }
            (Self::Role { arn: own, .. }, Self::Role { arn: other, .. })
            | (Self::Account(own), Self::Account(other))
            | (Self::Arn(own), Self::Arn(other))
            | (Self::Canonical(own), Self::Canonical(other))
            | (Self::Service(own), Self::Service(other))
            | (Self::Federated(own), Self::Federated(other)) => own == other,
            _ => false,
        }
    }

    fn is_apart(&self, other: &Self, _: How, _: &Work) -> bool {
        if let Self::Arn(arn) = other {
            return self.grants(&Principal::new(arn)).is_none();
        }
        if let Self::Arn(arn) = self {
            return other.grants(&Principal::new(arn)).is_none();
        }
        match (self.account(), other.account()) {
            (Some(own), Some(other)) => own != other,
            _ => match (self, other) {
                (Self::Service(own), Self::Service(other)) => own != other && &**own != "*" && &**other != "*",
                (Self::Account(_) | Self::Role { .. }, Self::Service(_) | Self::Canonical(_))
                | (Self::Service(_) | Self::Canonical(_), Self::Account(_) | Self::Role { .. }) => true,
                _ => false,
            },
        }
    }

    fn is_everything(&self) -> bool {
        matches!(self, Self::Everyone)
    }

    fn is_same(&self, _: &Self) -> bool {
        false
    }
}

impl Named {
    fn account(&self) -> Option<&str> {
        match self {
            Self::Account(account) | Self::Role { account, .. } => Some(account),
            _ => None,
        }
    }
}
