//! Actions that are gone, and SDK operations that are no action.

use core::cmp::Ordering;
use core::fmt;

use super::format::{
    HASH_START, OPERATION_LEN, OPERATION_RECENT, OPERATIONS, REMOVED, REMOVED_LEN, REMOVED_SERVICE, hash,
};
use super::read::{Record, lower_bound};
use super::{Action, Catalog, Name, Text};

/// An action that the Service Authorization Reference once had.
#[derive(Clone, Copy)]
pub struct RemovedAction<'a> {
    catalog: &'a Catalog<'a>,
    record: Record<'a, REMOVED_LEN>,
}

impl<'a> RemovedAction<'a> {
    fn at(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        Record::at(catalog.section(REMOVED), index).map(|record| Self { catalog, record })
    }

    fn text(self) -> Text<'a> {
        self.catalog.text(self.record.u24(0))
    }

    /// The name with the prefix.
    pub fn full_name(self) -> Name {
        self.text().name()
    }

    /// The last day on which the action was seen, as `YYYY-MM-DD`; it may have lived up to a month
    /// longer.
    pub fn last_seen(self) -> Name {
        self.catalog.text(self.record.u24(3)).name()
    }

    /// Whether the whole service is gone.
    pub fn service_removed(self) -> bool {
        self.record.u8(6) & REMOVED_SERVICE != 0
    }
}

impl fmt::Debug for RemovedAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RemovedAction").field(&self.full_name()).finish()
    }
}

/// An operation of the AWS SDKs whose name is not an action of its service.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    catalog: &'a Catalog<'a>,
    record: Record<'a, OPERATION_LEN>,
}

impl<'a> Operation<'a> {
    fn at(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        Record::at(catalog.section(OPERATIONS), index).map(|record| Self { catalog, record })
    }

    fn text(self) -> Text<'a> {
        self.catalog.text(self.record.u24(0))
    }

    /// The name behind the prefix that its actions would have, such as `s3:ListObjectsV2`.
    pub fn full_name(self) -> Name {
        self.text().name()
    }

    /// The actions that allow the operation; empty where they are not recorded.
    pub fn actions(self) -> impl Iterator<Item = Action<'a>> + Clone + use<'a> {
        let catalog = self.catalog;
        catalog.list(self.record.u16(3)).filter_map(move |id| catalog.action_by_id(u16::try_from(id).ok()?))
    }

    /// Whether the operation is newer than the catalog: it may well be an action that the catalog
    /// does not have yet.
    pub fn recent(self) -> bool {
        self.record.u8(5) & OPERATION_RECENT != 0
    }
}

impl fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Operation").field(&self.full_name()).finish()
    }
}

impl<'a> Catalog<'a> {
    /// All actions that are known to be gone, sorted by name without regard to case.
    pub fn removed_actions(&'a self) -> impl Iterator<Item = RemovedAction<'a>> + Clone + use<'a> {
        (0..self.records(REMOVED, REMOVED_LEN)).filter_map(move |i| RemovedAction::at(self, i))
    }

    /// The removed action of this full name, ASCII case aside.
    pub fn removed_action(&'a self, full_name: &str) -> Option<RemovedAction<'a>> {
        let at = |index| RemovedAction::at(self, index);
        let place = lower_bound(self.records(REMOVED, REMOVED_LEN), |index| {
            at(index).is_some_and(|removed| removed.text().cmp_ignore_case(full_name).is_lt())
        });
        at(place).filter(|removed| removed.text().eq_ignore_case(full_name))
    }

    /// The removed actions with this service prefix, ASCII case aside.
    pub fn removed_actions_of(&'a self, prefix: &str) -> impl Iterator<Item = RemovedAction<'a>> {
        let at = |index| RemovedAction::at(self, index);
        let count = self.records(REMOVED, REMOVED_LEN);
        let mut start = Name::new();
        start.push(prefix.as_bytes());
        start.push(b":");
        let whole = start.len() == prefix.len() + 1;
        let start = start.as_str();
        let order = |index: usize| at(index).map(|removed| removed.text().cmp_prefix(start));
        let first = lower_bound(count, |index| order(index).is_some_and(Ordering::is_lt));
        let is_one = |index: usize| whole && order(index).is_some_and(Ordering::is_eq);
        let end =
            if is_one(first) { lower_bound(count, |index| order(index).is_some_and(Ordering::is_le)) } else { first };
        (first..end).filter_map(at)
    }

    /// The day on which a service that is gone was last seen, as `YYYY-MM-DD`; `None` for services
    /// that exist or never did.
    pub fn removed_service(&'a self, prefix: &str) -> Option<Name> {
        let mut last: Option<(usize, Name)> = None;
        for removed in self.removed_actions_of(prefix).filter(|removed| removed.service_removed()) {
            // Nearly all were last seen on the same day.
            let day = removed.record.u24(3);
            if last.is_none_or(|(last_day, last_seen)| day != last_day && removed.last_seen() > last_seen) {
                last = Some((day, removed.last_seen()));
            }
        }
        last.map(|(_, last_seen)| last_seen)
    }

    /// The one action of that name (without prefix), whatever its service, ASCII case aside.
    pub(crate) fn only_action_named(&'a self, name: &str) -> Option<Action<'a>> {
        let hash = hash(HASH_START, name.as_bytes());
        let mut only = None;
        for service in self.services() {
            if let Some(action) = service.action_hashed(hash, name) {
                if only.is_some() {
                    return None;
                }
                only = Some(action);
            }
        }
        only
    }

    /// All SDK operations that are no action, sorted by name without regard to case.
    pub fn operations(&'a self) -> impl Iterator<Item = Operation<'a>> + Clone + use<'a> {
        (0..self.records(OPERATIONS, OPERATION_LEN)).filter_map(move |i| Operation::at(self, i))
    }

    /// The SDK operation of this name behind the prefix of its service, such as `s3:ListObjectsV2`,
    /// ASCII case aside; `None` for operations that are actions.
    pub fn operation(&'a self, full_name: &str) -> Option<Operation<'a>> {
        let at = |index| Operation::at(self, index);
        let place = lower_bound(self.records(OPERATIONS, OPERATION_LEN), |index| {
            at(index).is_some_and(|operation| operation.text().cmp_ignore_case(full_name).is_lt())
        });
        at(place).filter(|operation| operation.text().eq_ignore_case(full_name))
    }
}
