//! Condition keys: those of services, and the global ones.

use core::fmt;

use super::format::{
    GLOBAL_ALSO_NUMERIC, GLOBAL_CROSS_SERVICE, GLOBAL_DEPRECATED, GLOBAL_KEY_LEN, GLOBAL_KEYS,
    GLOBAL_SERVICE_DEPENDENT, KEY_LEN, KEY_MULTIVALUED, KEY_TEMPLATE, KEY_TEMPLATES, KEY_TYPE, KEYS, NONE_U24,
};
use super::read::{List, Record, lower_bound, u16_at};
use super::{Catalog, Name, Text, suggest};
use crate::pattern;

/// The type of a condition key's values, which says what operators it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// Text.
    String,
    /// An ARN.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A number.
    Numeric,
    /// A date, in ISO 8601 or in seconds since 1970.
    Date,
    /// An IP address or a range of them.
    IpAddress,
}

impl ValueType {
    fn from_bits(bits: u8) -> Self {
        match bits & KEY_TYPE {
            1 => Self::Arn,
            2 => Self::Bool,
            3 => Self::Numeric,
            4 => Self::Date,
            5 => Self::IpAddress,
            _ => Self::String,
        }
    }

    /// The type as the Service Authorization Reference prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Arn => "ARN",
            Self::Bool => "Bool",
            Self::Numeric => "Numeric",
            Self::Date => "Date",
            Self::IpAddress => "IPAddress",
        }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A condition key that services list.
#[derive(Clone, Copy)]
pub struct ConditionKey<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> ConditionKey<'a> {
    fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    fn record(self) -> Option<Record<'a, KEY_LEN>> {
        Record::at(self.catalog.section(KEYS), usize::from(self.index))
    }

    fn flags(self) -> u8 {
        self.record().map_or(0, |record| record.u8(3))
    }

    fn text(self) -> Text<'a> {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(0)))
    }

    /// The full name, with its hole if it has one: `aws:RequestTag/${TagKey}`.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// The type of one value.
    pub fn value_type(self) -> ValueType {
        ValueType::from_bits(self.flags())
    }

    /// Whether a request can carry several values.
    pub fn multivalued(self) -> bool {
        self.flags() & KEY_MULTIVALUED != 0
    }

    /// Whether the name has a hole.
    pub fn is_template(self) -> bool {
        self.flags() & KEY_TEMPLATE != 0
    }
}

impl PartialEq for ConditionKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for ConditionKey<'_> {}

impl fmt::Debug for ConditionKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConditionKey").field(&self.name()).finish()
    }
}

/// Iterator over a list of condition keys, sorted by name without regard to case.
#[derive(Clone, Debug)]
pub struct ConditionKeys<'a> {
    catalog: &'a Catalog<'a>,
    list: List<'a>,
    last: u32,
}

impl<'a> ConditionKeys<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, list: u16) -> Self {
        Self { catalog, list: catalog.list(list), last: 0 }
    }

    #[inline]
    fn next_number(&mut self) -> Option<u16> {
        self.last = self.last.checked_add(self.list.next()?)?;
        u16::try_from(self.last).ok()
    }

    /// Whether one of `numbers` is in the list.
    pub(super) fn any_of(mut self, numbers: &KeyNumbers) -> bool {
        while let Some(number) = self.next_number() {
            if numbers.as_slice().contains(&number) {
                return true;
            }
        }
        false
    }

    /// The key of the list that `key` names; one without a hole is preferred.
    pub(super) fn find_key(self, key: &str) -> Option<ConditionKey<'a>> {
        let numbers = KeyNumbers::of(self.catalog, key);
        let listed = |number: &&u16| self.clone().any_of(&KeyNumbers::one(**number));
        numbers.as_slice().iter().find(listed).map(|&number| ConditionKey::new(self.catalog, number))
    }
}

impl<'a> Iterator for ConditionKeys<'a> {
    type Item = ConditionKey<'a>;

    fn next(&mut self) -> Option<ConditionKey<'a>> {
        self.next_number().map(|number| ConditionKey::new(self.catalog, number))
    }
}

/// The numbers of the condition keys that a text names: by its letters first, then with holes.
pub(super) struct KeyNumbers {
    numbers: [u16; 6],
    len: usize,
}

impl KeyNumbers {
    fn one(number: u16) -> Self {
        Self { numbers: [number; 6], len: 1 }
    }

    pub(super) fn of<'a>(catalog: &'a Catalog<'a>, key: &str) -> Self {
        let mut found = Self { numbers: [0; 6], len: 0 };
        let text = |index: usize| ConditionKey::new(catalog, u16::try_from(index).unwrap_or(u16::MAX)).text();
        let count = catalog.records(KEYS, KEY_LEN);
        let first = lower_bound(count, |index| text(index).cmp_ignore_case(key).is_lt());
        for index in (first..count).take_while(|&index| text(index).eq_ignore_case(key)) {
            found.push(index);
        }
        let templates = catalog.section(KEY_TEMPLATES);
        for place in 0..templates.len() / 2 {
            let index = usize::from(u16_at(templates, 2 * place).unwrap_or(u16::MAX));
            if index < count && text(index).stands_for(key) {
                found.push(index);
            }
        }
        found
    }

    fn push(&mut self, index: usize) {
        let Ok(number) = u16::try_from(index) else {
            return;
        };
        if self.as_slice().contains(&number) {
            return;
        }
        if let Some(free) = self.numbers.get_mut(self.len) {
            *free = number;
            self.len += 1;
        }
    }

    fn as_slice(&self) -> &[u16] {
        self.numbers.get(..self.len).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
}

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
        let at = |index| GlobalKey { catalog: self, index };
        let count = self.records(GLOBAL_KEYS, GLOBAL_KEY_LEN);
        let number = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let place = lower_bound(count, |index| at(number(index)).text().cmp_ignore_case(key).is_lt());
        Some(at(number(place)))
            .filter(|global| global.text().eq_ignore_case(key))
            .or_else(|| self.global_keys().find(|key_| key_.tag_template() && key_.text().stands_for(key)))
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

impl Text<'_> {
    /// Whether the text, a name with holes, stands for `key`: every hole takes at least one character.
    fn stands_for(self, key: &str) -> bool {
        // The first word decides almost always, and comparing it costs no decoding.
        self.first_word_starts(key) && {
            let glob = self.glob();
            let mut pattern = Name::new();
            for (index, part) in glob.split('*').enumerate() {
                if index > 0 {
                    pattern.push(b"?*");
                }
                pattern.push(part.as_bytes());
            }
            pattern::matches_ignore_case(&pattern, key)
        }
    }
}
