//! Which condition keys a text names: by its letters, or with something in place of a hole.

use core::fmt;

use super::format::{BEFORE_HOLE, HASH_START, KEY_OPEN, KEY_OWN, KEY_SLOTS, hash};
use super::{Catalog, ConditionKey, Name, Text};
use crate::lean;
use crate::pattern;

/// The condition keys that a text names, looked up once to be asked of many actions: see
/// [`Catalog::named_keys`].
#[derive(Clone, Copy)]
pub struct NamedKeys {
    numbers: [u16; 6],
    len: usize,
    pub(super) least: u16,
    pub(super) greatest: u16,
}

impl NamedKeys {
    pub(super) fn of<'a>(catalog: &'a Catalog<'a>, key: &str) -> Self {
        let mut found = Self { numbers: [0; 6], len: 0, least: u16::MAX, greatest: 0 };
        let text = |index| ConditionKey::new(catalog, index).text();
        for index in catalog.chain(KEY_SLOTS, hash(HASH_START, key.as_bytes())) {
            if text(index).eq_ignore_case(key) {
                found.push(index);
            }
        }
        let exact = found.len;
        for head in heads(key) {
            for index in catalog.chain(KEY_SLOTS, hash(HASH_START, head.as_bytes())) {
                let named = ConditionKey::new(catalog, index);
                if named.text().stands_for(key, named.flags() & KEY_OPEN != 0) {
                    found.push(index);
                }
            }
        }
        // Of `Metadata/${Key}` and `Metadata/${Key}/Matcher` the second says more.
        if let Some(templates) = found.numbers.get_mut(exact..found.len).filter(|templates| templates.len() > 1) {
            lean::sort(templates, |&a, &b| text(b).name().len().cmp(&text(a).name().len()));
        }
        found
    }

    fn push(&mut self, number: u16) {
        if self.as_slice().contains(&number) {
            return;
        }
        if let Some(free) = self.numbers.get_mut(self.len) {
            *free = number;
            self.len += 1;
            self.least = self.least.min(number);
            self.greatest = self.greatest.max(number);
        }
    }

    pub(super) fn as_slice(&self) -> &[u16] {
        self.numbers.get(..self.len).unwrap_or_default()
    }

    /// The one of [`Service::condition_key_among`](super::Service::condition_key_among) that is the service of their prefix.
    pub(crate) fn own<'a>(&self, catalog: &'a Catalog<'a>) -> Option<ConditionKey<'a>> {
        for number in self.as_slice() {
            let key = ConditionKey::new(catalog, *number);
            if key.flags() & KEY_OWN != 0 {
                return Some(key);
            }
        }
        None
    }

    /// Whether no service lists such a key.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl fmt::Debug for NamedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NamedKeys").field(&self.as_slice()).finish()
    }
}

/// What may stand before a hole in the key that `key` is an instance of.
fn heads(key: &str) -> Heads<'_> {
    Heads { key, at: 0, colons: 0 }
}

/// Iterator over what may stand before a hole in a key: up to one of [`BEFORE_HOLE`], the first colon aside.
struct Heads<'k> {
    key: &'k str,
    at: usize,
    colons: usize,
}

impl<'k> Iterator for Heads<'k> {
    type Item = &'k str;

    fn next(&mut self) -> Option<&'k str> {
        let [slash, dot, colon, hyphen] = BEFORE_HOLE;
        let mut rest = self.key.as_bytes().get(self.at..)?;
        while let [byte, after @ ..] = rest {
            rest = after;
            if *byte == colon {
                self.colons += 1;
            }
            if *byte == slash || *byte == dot || *byte == hyphen || (*byte == colon && self.colons > 1) {
                self.at = self.key.len() - rest.len();
                return self.key.get(..self.at);
            }
        }
        self.at = self.key.len();
        None
    }
}

impl<'a> Catalog<'a> {
    /// The condition keys of services that `key` names, ASCII case aside: by its letters, and with any
    /// text that is not empty in place of a hole. They are for
    /// [`Action::supports_named_keys`](super::Action::supports_named_keys) of this catalog.
    pub fn named_keys(&'a self, key: &str) -> NamedKeys {
        NamedKeys::of(self, key)
    }
}

impl Text<'_> {
    /// Whether the text, a name with holes, stands for `key`: every hole takes at least one character. `is_open` if it ends
    /// in its only hole.
    pub(super) fn stands_for(self, key: &str, is_open: bool) -> bool {
        let mut rest = key.as_bytes();
        let (mut is_in_hole, mut is_behind) = (false, false);
        for word in self.words() {
            if is_behind {
                return self.stands_for_between(key);
            }
            let mut hole = word;
            if !is_in_hole {
                let len = word.iter().position(|byte| matches!(byte, b'$' | b'<'));
                let Some((literal, left)) = word.split_at_checked(len.unwrap_or(word.len())) else { return false };
                match rest.split_at_checked(literal.len()) {
                    Some((head, tail)) if head == literal || head.eq_ignore_ascii_case(literal) => rest = tail,
                    _ => return false,
                }
                (is_in_hole, hole) = (len.is_some(), left);
                if is_in_hole && is_open {
                    return !rest.is_empty();
                }
            }
            if let Some(end) = hole.iter().position(|byte| matches!(byte, b'}' | b'>')) {
                if end + 1 < hole.len() {
                    return self.stands_for_between(key);
                }
                is_behind = true;
            }
        }
        rest.is_empty() != is_in_hole
    }

    /// [`Self::stands_for`], for a text that does not end with its first hole.
    fn stands_for_between(self, key: &str) -> bool {
        let mut pattern = Name::new();
        for (index, part) in self.glob().as_bytes().split(|&byte| byte == b'*').enumerate() {
            if index > 0 {
                pattern.push(b"?*");
            }
            pattern.push(part);
        }
        pattern::matches_bytes_ignore_case(pattern.as_bytes(), key.as_bytes())
    }
}
