//! Condition keys that hold across services.

use core::fmt;

use super::format::{
    GLOBAL_ALSO_NUMERIC, GLOBAL_CROSS_SERVICE, GLOBAL_DEPRECATED, GLOBAL_KEY_LEN, GLOBAL_KEY_SLOTS, GLOBAL_KEYS,
    GLOBAL_SERVICE_DEPENDENT, HASH_START, KEY_MULTIVALUED, KEY_TEMPLATE, NONE_U24, hash,
};
use super::read::Record;
use super::{Catalog, Name, Text, ValueType, suggest};
use crate::lean::position;

/// What a global condition key tells about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyCategory {
    /// The principal that makes the request.
    Principal,
    /// The role session.
    Session,
    /// The network the request comes from.
    Network,
    /// The resource.
    Resource,
    /// The request.
    Request,
}

/// A condition key that holds across services, such as `aws:SourceIp`.
#[derive(Clone, Copy)]
pub struct GlobalKey<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> GlobalKey<'a> {
    fn record(self) -> Option<Record<'a, GLOBAL_KEY_LEN>> {
        Record::at(self.catalog.section(GLOBAL_KEYS), usize::from(self.index))
    }

    fn flags(self) -> u16 {
        self.record().map_or(0, |record| record.u16(3))
    }

    fn text(self) -> Text<'a> {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(0)))
    }

    /// The full name, with its hole if it has one: `aws:PrincipalTag/${TagKey}`.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// The type of one value.
    pub fn value_type(self) -> ValueType {
        let [low, _] = self.flags().to_le_bytes();
        ValueType::from_bits(low)
    }

    /// Whether a request can carry several values.
    pub fn multivalued(self) -> bool {
        self.flags() & u16::from(KEY_MULTIVALUED) != 0
    }

    /// Whether the name ends in a tag key of the policy's choice.
    pub fn tag_template(self) -> bool {
        self.flags() & u16::from(KEY_TEMPLATE) != 0
    }

    /// What the key tells about.
    pub fn category(self) -> KeyCategory {
        match self.record().map_or(u8::MAX, |record| record.u8(5)) {
            0 => KeyCategory::Principal,
            1 => KeyCategory::Session,
            2 => KeyCategory::Network,
            3 => KeyCategory::Resource,
            _ => KeyCategory::Request,
        }
    }

    /// Whether AWS advises against the key.
    pub fn deprecated(self) -> bool {
        self.flags() & GLOBAL_DEPRECATED != 0
    }

    /// The key to use instead of a deprecated one; `None` where AWS names none.
    pub fn replacement(self) -> Option<Name> {
        let offset = self.record()?.u24(6);
        (offset != NONE_U24 as usize).then(|| self.catalog.text(offset).name())
    }

    /// Whether the key has a service's prefix and holds for requests to other services, too.
    pub fn cross_service(self) -> bool {
        self.flags() & GLOBAL_CROSS_SERVICE != 0
    }

    /// Whether the key takes numeric operators besides those of its type.
    pub fn also_numeric(self) -> bool {
        self.flags() & GLOBAL_ALSO_NUMERIC != 0
    }

    /// Whether only those actions have the key that list it ([`super::Action::supports_condition_key`]).
    pub fn service_dependent(self) -> bool {
        self.flags() & GLOBAL_SERVICE_DEPENDENT != 0
    }
}

impl fmt::Debug for GlobalKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GlobalKey").field(&self.name()).finish()
    }
}

impl<'a> Catalog<'a> {
    /// The global condition keys, sorted by name without regard to case.
    pub fn global_keys(&'a self) -> impl ExactSizeIterator<Item = GlobalKey<'a>> + Clone + use<'a> {
        let count = u16::try_from(self.records(GLOBAL_KEYS, GLOBAL_KEY_LEN)).unwrap_or(0);
        (0..count).map(move |index| GlobalKey { catalog: self, index })
    }

    /// The global condition key that `key` names, ASCII case aside: `aws:ResourceTag/team` names
    /// `aws:ResourceTag/${TagKey}`.
    pub fn global_key(&'a self, key: &str) -> Option<GlobalKey<'a>> {
        for index in self.chain(GLOBAL_KEY_SLOTS, hash(HASH_START, key.as_bytes())) {
            let global = GlobalKey { catalog: self, index };
            if global.text().eq_ignore_case(key) {
                return Some(global);
            }
        }
        // Before the name of a tag stands the only slash of a global key.
        let head = key.get(..=position(key, b'/')?)?;
        let found = self.chain(GLOBAL_KEY_SLOTS, hash(HASH_START, head.as_bytes()));
        let mut found = found.map(|index| GlobalKey { catalog: self, index });
        found.find(|global| global.tag_template() && global.text().stands_for(key, true))
    }

    /// The global condition key that `key` was probably meant to be. A tag key stays as it is:
    /// `aws:ResourceTags/team` is answered with `aws:ResourceTag/team`.
    pub fn suggest_global_key(&'a self, key: &str) -> Option<Name> {
        let Some((head, tail)) = key.split_once('/') else {
            return suggest::closest(key, self.global_keys().map(GlobalKey::name));
        };
        let heads = self.global_keys().filter(|global| global.tag_template()).map(|global| {
            let name = global.name();
            let mut head = Name::new();
            head.push(name.split('/').next().unwrap_or_default().as_bytes());
            head
        });
        let mut name = suggest::closest(head, heads)?;
        name.push(b"/");
        name.push(tail.as_bytes());
        Some(name)
    }
}
