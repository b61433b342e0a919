//! Services: the owners of actions, resource types and condition keys.

use core::cmp::Ordering;
use core::fmt;
use core::ops::Range;

use super::format::{
    ACTION_BITS, ACTION_SLOTS, HASH_START, NAMES, RESOURCE_LEN, RESOURCES, SERVICE_LEN, SERVICE_RCP, SERVICES,
    action_mark, action_slots, hash, upper_half,
};
use super::read::{Chain, Record, lower_bound};
use super::{
    Action, Actions, ActionsMatching, Catalog, ConditionKey, ConditionKeys, Name, NamedKeys, PassingActions,
    ResourceType, ResourceTypes, RolePassing, ServicePrincipals, Text, suggest,
};
use crate::pattern;

/// A service of AWS, as action names know it: by prefix.
#[derive(Clone, Copy)]
pub struct Service<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> Service<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    /// Number of services: the table has one record more.
    pub(super) fn count(catalog: &Catalog<'_>) -> usize {
        catalog.records(SERVICES, SERVICE_LEN).saturating_sub(1)
    }

    #[inline]
    pub(super) fn at(catalog: &'a Catalog<'a>, index: u16) -> Option<Self> {
        (usize::from(index) < Self::count(catalog)).then_some(Self { catalog, index })
    }

    pub(super) fn at_index(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        Self::at(catalog, u16::try_from(index).ok()?)
    }

    pub(super) fn catalog(self) -> &'a Catalog<'a> {
        self.catalog
    }

    #[inline]
    fn record(self, ahead: usize) -> Option<Record<'a, SERVICE_LEN>> {
        Record::at(self.catalog.section(SERVICES), usize::from(self.index) + ahead)
    }

    fn text(self, field: usize) -> Text<'a> {
        match self.record(0) {
            Some(record) => self.catalog.text(record.u24(field)),
            None => self.catalog.text(usize::MAX),
        }
    }

    /// The run of records from this service's field to the next service's.
    #[inline]
    fn run(self, field: usize) -> Range<u16> {
        let table = self.catalog.section(SERVICES);
        let Some([low, high, rest @ ..]) = table.get(usize::from(self.index) * SERVICE_LEN + field..) else {
            return 0..0;
        };
        match rest.get(SERVICE_LEN - 2..) {
            Some([next_low, next_high, ..]) => {
                u16::from_le_bytes([*low, *high])..u16::from_le_bytes([*next_low, *next_high])
            }
            _ => 0..0,
        }
    }

    fn number(self, field: usize) -> u16 {
        self.record(0).map_or(super::format::NONE_U16, |record| record.u16(field))
    }

    /// Whether the prefix may have this hash.
    #[inline]
    pub(super) fn may_have(self, hash: u64) -> bool {
        match self.record(0) {
            Some(record) => record.u32(20) == upper_half(hash),
            None => false,
        }
    }

    /// Whether `prefix` is the service's, ASCII case aside.
    #[inline]
    pub(crate) fn is_prefix(self, prefix: &str) -> bool {
        self.text(0).eq_ignore_case(prefix)
    }

    #[inline]
    pub(super) fn action_range(self) -> Range<u16> {
        self.run(9)
    }

    pub(super) fn first_action(self) -> u16 {
        self.number(9)
    }

    pub(super) fn resource_range(self) -> Range<u16> {
        self.run(11)
    }

    /// The text of an action's name, `offset` bytes into the names of this service.
    #[inline]
    pub(super) fn action_text(self, offset: u16) -> Text<'a> {
        let base = self.record(0).map_or(usize::MAX, |record| record.u24(6));
        Text::at(self.catalog, NAMES, base.saturating_add(usize::from(offset)))
    }

    /// The number of this service in the catalog, from 0 on.
    pub fn index(self) -> usize {
        usize::from(self.index)
    }

    /// The prefix of the service's actions, such as `s3`.
    pub fn prefix(self) -> Name {
        self.text(0).name()
    }

    /// The [`letters`](super::format::letters) of the prefix.
    pub(super) fn letters(self) -> u32 {
        self.record(0).map_or(0, |record| record.u32(24))
    }

    /// The name of the service, such as `Amazon S3`.
    pub fn name(self) -> Name {
        self.text(3).name()
    }

    /// Whether resource control policies may name the service.
    pub fn supports_rcp(self) -> bool {
        self.record(0).is_some_and(|record| record.u8(19) & SERVICE_RCP != 0)
    }

    /// The actions, sorted by name without regard to case.
    pub fn actions(self) -> Actions<'a> {
        Actions::new(self, self.action_range())
    }

    /// The action of this name (without prefix), ASCII case aside.
    pub fn action(self, name: &str) -> Option<Action<'a>> {
        self.action_hashed(hash(HASH_START, name.as_bytes()), name)
    }

    /// As [`Self::action`], with the hash of the name.
    #[inline]
    pub(super) fn action_hashed(self, hash: u64, name: &str) -> Option<Action<'a>> {
        let range = self.action_range();
        let slots = 2 * action_slots(range.start)..2 * action_slots(range.end);
        let mark = action_mark(hash);
        for slot in Chain::new(self.catalog.section(ACTION_SLOTS).get(slots)?, hash) {
            let place = slot ^ mark;
            if place >> ACTION_BITS != 0 {
                continue;
            }
            let action = Action::new(self, range.start.saturating_add(place));
            if action.text().eq_ignore_case(name) {
                return Some(action);
            }
        }
        None
    }

    /// The actions whose name (without prefix) `pattern` stands for, ASCII case aside.
    ///
    /// A pattern whose only wildcard is a `*` at its end is two binary searches; others look at every
    /// action that starts with what stands before the first wildcard.
    pub fn actions_matching<'p>(self, pattern: &'p str) -> ActionsMatching<'a, 'p> {
        let prefix = pattern::literal_prefix(pattern);
        let range = self.actions_with_prefix(prefix);
        let all = pattern.strip_prefix(prefix).is_some_and(|rest| rest == "*");
        ActionsMatching::new(Actions::new(self, range), (!all).then_some(pattern))
    }

    /// Those of [`Self::actions_matching`] that [pass a role](Action::passes_role), each with the operations behind it. The
    /// others are not looked at.
    pub fn passing_actions<'p>(self, pattern: &'p str) -> PassingActions<'a, 'p> {
        PassingActions::new(self, pattern)
    }

    /// Whether some action's name (without prefix) is one that `pattern` stands for, ASCII case aside.
    pub fn any_action_matching(self, pattern: &str) -> bool {
        let head = pattern::literal_prefix(pattern);
        if pattern.strip_prefix(head) == Some("*") {
            self.any_action_with_prefix(head)
        } else if head.len() < pattern.len() {
            self.actions_matching(pattern).next().is_some()
        } else {
            self.action(pattern).is_some()
        }
    }

    fn actions_with_prefix(self, prefix: &str) -> Range<u16> {
        let all = self.action_range();
        if prefix.is_empty() {
            return all;
        }
        let order = |id| Action::new(self, id).text().cmp_prefix(prefix);
        let bound = |start: u16, is_before: fn(Ordering) -> bool| {
            let id = |offset: usize| start.saturating_add(u16::try_from(offset).unwrap_or(u16::MAX));
            let len = usize::from(all.end.saturating_sub(start));
            id(lower_bound(len, |offset| is_before(order(id(offset)))))
        };
        let start = bound(all.start, Ordering::is_lt);
        start..bound(start, Ordering::is_le)
    }

    fn any_action_with_prefix(self, prefix: &str) -> bool {
        let all = self.action_range();
        if prefix.is_empty() {
            return !all.is_empty();
        }
        let id = |offset: usize| all.start.saturating_add(u16::try_from(offset).unwrap_or(u16::MAX));
        let order = |offset: usize| Action::new(self, id(offset)).text().cmp_prefix(prefix);
        let first = lower_bound(all.len(), |offset| order(offset).is_lt());
        first < all.len() && order(first).is_eq()
    }

    /// The resource types, sorted by name without regard to case.
    pub fn resource_types(self) -> ResourceTypes<'a> {
        ResourceTypes::new(self.catalog, self.resource_range())
    }

    /// The resource type of this name, ASCII case aside.
    pub fn resource_type(self, name: &str) -> Option<ResourceType<'a>> {
        self.resource_types().find(|resource| resource.text().eq_ignore_case(name))
    }

    /// The resource type `offset` in the service's own numbering.
    pub(super) fn resource_at(self, offset: u32) -> Option<ResourceType<'a>> {
        let range = self.resource_range();
        let index = range.start.checked_add(u16::try_from(offset).ok()?)?;
        (index < range.end && usize::from(index) < self.catalog.records(RESOURCES, RESOURCE_LEN))
            .then(|| ResourceType::new(self.catalog, index))
    }

    /// The condition keys that the service defines or uses, sorted by name without regard to case.
    pub fn condition_keys(self) -> ConditionKeys<'a> {
        ConditionKeys::new(self.catalog, self.number(13))
    }

    /// The condition key of the service that `key` names, ASCII case aside. A key with a hole, such as
    /// `aws:RequestTag/${TagKey}`, is named by any text that is not empty in its place.
    pub fn condition_key(self, key: &str) -> Option<ConditionKey<'a>> {
        self.condition_keys().find_key(key)
    }

    /// Like [`Self::condition_key`], with the key looked up already.
    pub fn condition_key_among(self, keys: &NamedKeys) -> Option<ConditionKey<'a>> {
        if keys.is_empty() { None } else { self.condition_keys().find_named(keys) }
    }

    /// The service principals that operations of this service pass roles to; empty when none is known.
    pub fn principals(self) -> ServicePrincipals<'a> {
        ServicePrincipals::new(self.catalog, self.recipients())
    }

    /// The number of the list of [`Self::principals`].
    pub(super) fn recipients(self) -> u16 {
        self.number(15)
    }

    /// The operations of the service that take a role.
    pub fn role_passing(self) -> impl Iterator<Item = RolePassing<'a>> + Clone + use<'a> {
        self.run(17).map(move |index| RolePassing::new(self.catalog, index))
    }

    /// The action that `name` was probably meant to be.
    pub fn suggest_action(self, name: &str) -> Option<Name> {
        suggest::closest(name, self.actions().map(Action::name))
    }

    /// The condition key of this service that `key` was probably meant to be.
    pub fn suggest_condition_key(self, key: &str) -> Option<Name> {
        suggest::closest(key, self.condition_keys().map(ConditionKey::name))
    }
}

impl PartialEq for Service<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for Service<'_> {}

impl fmt::Debug for Service<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.prefix()).finish()
    }
}
