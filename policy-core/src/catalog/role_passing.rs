//! Operations that hand a role to a service, and so need `iam:PassRole`.

use core::fmt;

use super::format::{
    NONE_U16, PARAM_REQUIRED, PARAM_REQUIRED_IN_PARENT, PASS_DEPENDENT, PASS_HAND, PASS_LEN, PASS_MODEL,
    PASS_REFERENCE, PASSES, PASSES_BY_ACTION,
};
use super::read::{List, Record, lower_bound, u16_at};
use super::{Action, Catalog, Name, Service, ServicePrincipals, Text};
use crate::pattern;

/// An operation that takes a role.
#[derive(Clone, Copy)]
pub struct RolePassing<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> RolePassing<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    fn record(self) -> Option<Record<'a, PASS_LEN>> {
        Record::at(self.catalog.section(PASSES), usize::from(self.index))
    }

    fn number(self, field: usize) -> u16 {
        self.record().map_or(NONE_U16, |record| record.u16(field))
    }

    fn evidence(self, flags: u8) -> bool {
        self.record().is_some_and(|record| record.u8(7) & flags != 0)
    }

    /// The name of the operation in the API, such as `CreateDatasetImportJob`.
    pub fn operation(self) -> Name {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(0))).name()
    }

    /// The service of the operation; `None` only in damaged data.
    pub fn service(self) -> Option<Service<'a>> {
        Service::at(self.catalog, self.number(8))
    }

    /// The service principals the role can be passed to: the operation's own where known, else those
    /// of its service; empty when none is known.
    pub fn principals(self) -> ServicePrincipals<'a> {
        ServicePrincipals::new(self.catalog, self.recipients())
    }

    /// The number of the list of [`Self::principals`]: the same for operations with the same ones.
    pub(crate) fn recipients(self) -> u16 {
        let Some(record) = self.record() else { return NONE_U16 };
        let own = record.u16(3);
        if own != NONE_U16 {
            return own;
        }
        match Service::at(self.catalog, record.u16(8)) {
            Some(service) => service.recipients(),
            None => NONE_U16,
        }
    }

    /// The members of the request that take a role; empty when the API model shows none.
    pub fn parameters(self) -> impl Iterator<Item = RoleParameter<'a>> + Clone + use<'a> {
        Parameters { catalog: self.catalog, list: self.catalog.list(self.number(5)) }
    }

    /// Whether every request has a role: some member that takes one is required on its whole path.
    pub fn required(self) -> bool {
        self.parameters().any(RoleParameter::required)
    }

    /// Whether there is more evidence than a role member in the API model: AWS documents
    /// `iam:PassRole` for the operation, or it was verified by hand.
    pub fn documented(self) -> bool {
        self.evidence(PASS_DEPENDENT | PASS_REFERENCE | PASS_HAND)
    }

    /// Whether a role member in the API model is all the evidence: some such roles are assumed
    /// without being passed.
    pub fn inferred_only(self) -> bool {
        !self.documented()
    }

    /// Whether `iam:PassRole` was a documented dependent action.
    pub fn is_dependent_action(self) -> bool {
        self.evidence(PASS_DEPENDENT)
    }

    /// Whether the operation table of the Service Authorization Reference has `iam:PassRole`.
    pub fn in_service_reference(self) -> bool {
        self.evidence(PASS_REFERENCE)
    }

    /// Whether the API model has a role member.
    pub fn in_api_model(self) -> bool {
        self.evidence(PASS_MODEL)
    }
}

impl fmt::Debug for RolePassing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RolePassing").field(&self.operation()).finish()
    }
}

/// Iterator over the operations behind an action that pass a role.
#[derive(Clone, Debug)]
pub struct RolePassings<'a> {
    catalog: &'a Catalog<'a>,
    /// Pairs of action and operation, those of the action first.
    pairs: &'a [u8],
    action: u16,
}

impl<'a> RolePassings<'a> {
    /// Those of the action of this number among sorted `pairs`.
    pub(super) fn new(catalog: &'a Catalog<'a>, pairs: &'a [u8], action: u16) -> Self {
        let is_before = |index| matches!(u16_at(pairs, 4 * index), Some(id) if id < action);
        let start = lower_bound(pairs.len() / 4, is_before);
        Self { catalog, pairs: pairs.get(4 * start..).unwrap_or_default(), action }
    }
}

impl<'a> Iterator for RolePassings<'a> {
    type Item = RolePassing<'a>;

    fn next(&mut self) -> Option<RolePassing<'a>> {
        let [low, high, number_low, number_high, rest @ ..] = self.pairs else { return None };
        if u16::from_le_bytes([*low, *high]) != self.action {
            self.pairs = &[];
            return None;
        }
        self.pairs = rest;
        Some(RolePassing::new(self.catalog, u16::from_le_bytes([*number_low, *number_high])))
    }
}

impl core::iter::FusedIterator for RolePassings<'_> {}

/// Iterator over the actions of a service that pass a role and that a pattern stands for, each with the operations behind
/// it: see [`Service::passing_actions`].
#[derive(Clone, Debug)]
pub struct PassingActions<'a, 'p> {
    service: Service<'a>,
    end: u16,
    /// What is left of the pairs of action and operation, in the order of the actions' names.
    pairs: &'a [u8],
    last: Option<u16>,
    head: &'p str,
    /// `None` when the names that begin with the head are those that match.
    pattern: Option<&'p str>,
}

impl<'a, 'p> PassingActions<'a, 'p> {
    pub(super) fn new(service: Service<'a>, pattern: &'p str) -> Self {
        let head = pattern::literal_prefix(pattern);
        let pairs = service.catalog().section(PASSES_BY_ACTION);
        let range = service.action_range();
        let is_before = |id| {
            let sorts_before = || Action::new(service, id).text().cmp_prefix(head).is_lt();
            id < range.start || (!head.is_empty() && id < range.end && sorts_before())
        };
        let start = lower_bound(pairs.len() / 4, |index| u16_at(pairs, 4 * index).is_some_and(is_before));
        let pattern = (pattern.strip_prefix(head) != Some("*")).then_some(pattern);
        let pairs = pairs.get(4 * start..).unwrap_or_default();
        Self { service, end: range.end, pairs, last: None, head, pattern }
    }
}

impl<'a> Iterator for PassingActions<'a, '_> {
    type Item = (Action<'a>, RolePassings<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        while let [low, high, _, _, rest @ ..] = self.pairs {
            let pairs = core::mem::replace(&mut self.pairs, rest);
            let id = u16::from_le_bytes([*low, *high]);
            let action = Action::new(self.service, id);
            let begins_so = || self.head.is_empty() || action.text().cmp_prefix(self.head).is_eq();
            if id >= self.end || !begins_so() {
                break;
            }
            if self.last.replace(id) != Some(id) && self.pattern.is_none_or(|pattern| action.text().matches(pattern)) {
                return Some((action, RolePassings { catalog: self.service.catalog(), pairs, action: id }));
            }
        }
        self.pairs = &[];
        None
    }
}

impl core::iter::FusedIterator for PassingActions<'_, '_> {}

/// A member of a request that takes a role.
#[derive(Clone, Copy, Debug)]
pub struct RoleParameter<'a> {
    path: Text<'a>,
    flags: u32,
}

impl RoleParameter<'_> {
    /// Where the member stands in the request: `[]` is a list, `{}` a map.
    pub fn path(self) -> Name {
        self.path.name()
    }

    /// Whether the member is required, and all that it stands in.
    pub fn required(self) -> bool {
        self.flags & PARAM_REQUIRED != 0
    }

    /// Whether the member is required once what it stands in is given.
    pub fn required_in_parent(self) -> bool {
        self.flags & (PARAM_REQUIRED | PARAM_REQUIRED_IN_PARENT) != 0
    }
}

#[derive(Clone)]
struct Parameters<'a> {
    catalog: &'a Catalog<'a>,
    list: List<'a>,
}

impl<'a> Iterator for Parameters<'a> {
    type Item = RoleParameter<'a>;

    fn next(&mut self) -> Option<RoleParameter<'a>> {
        let item = self.list.next()?;
        Some(RoleParameter { path: self.catalog.text((item >> 2) as usize), flags: item & 3 })
    }
}
