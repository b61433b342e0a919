//! Words and texts of the packed catalog, and the stack-held names decoded from them.

use core::cmp::Ordering;
use core::fmt;
use core::ops::Deref;

use super::Catalog;
use super::format::{ONE_BYTE_WORDS, WORD_STARTS, WORDS};
use crate::pattern;

/// A text of the catalog, still packed: a sequence of dictionary words.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    catalog: &'a Catalog<'a>,
    codes: &'a [u8],
}

impl<'a> Text<'a> {
    /// The text at `offset` of a section of texts; empty when there is none.
    pub(super) fn at(catalog: &'a Catalog<'a>, section: usize, offset: usize) -> Self {
        let mut codes: &[u8] = &[];
        if let Some([len, rest @ ..]) = catalog.section(section).get(offset..)
            && let Some(text) = rest.get(..*len as usize)
        {
            codes = text;
        }
        Self { catalog, codes }
    }

    /// The words that make up the text.
    #[inline]
    pub(super) fn words(self) -> Words<'a> {
        Words { starts: self.catalog.section(WORD_STARTS), letters: self.catalog.section(WORDS), codes: self.codes }
    }

    /// Whether the text is `other`, ASCII case aside.
    #[inline]
    pub fn eq_ignore_case(self, other: &str) -> bool {
        let mut rest = other.as_bytes();
        let mut words = self.words();
        while let Some(word) = words.next() {
            let Some((head, tail)) = rest.split_at_checked(word.len()) else {
                return false;
            };
            // Nearly always the first letter tells words apart, and those that are the same are so as they stand.
            match (head, word) {
                ([a, ..], [b, ..]) if (*a ^ *b) & !0x20 != 0 => return false,
                _ if head != word && !head.eq_ignore_ascii_case(word) => return false,
                _ => rest = tail,
            }
        }
        rest.is_empty()
    }

    /// Whether `pattern` stands for the text, ASCII case aside.
    pub(super) fn matches(self, pattern: &str) -> bool {
        // How the two end tells most of them apart, and costs no decoding.
        if let Some(wanted) = pattern.as_bytes().last().filter(|byte| !matches!(byte, b'*' | b'?')) {
            let mut end = None;
            for word in self.words() {
                end = word.last();
            }
            if !end.is_some_and(|byte| byte.eq_ignore_ascii_case(wanted)) {
                return false;
            }
        }
        pattern::matches_bytes_ignore_case(pattern.as_bytes(), self.name().as_bytes())
    }

    /// The order of the text and `other`, ASCII case aside.
    pub(super) fn cmp_ignore_case(self, other: &str) -> Ordering {
        self.cmp_bytes(other.as_bytes(), false)
    }

    /// Like [`Self::cmp_ignore_case`], with every text that starts with `prefix` equal to it.
    pub(super) fn cmp_prefix(self, prefix: &str) -> Ordering {
        self.cmp_bytes(prefix.as_bytes(), true)
    }

    fn cmp_bytes(self, mut rest: &[u8], prefix: bool) -> Ordering {
        for word in self.words() {
            let mut pairs = word.iter().zip(rest);
            // Nearly all bytes that are equal are so as they stand.
            let differ = |(a, b): &(&u8, &u8)| a != b && !a.eq_ignore_ascii_case(b);
            if let Some((byte, other)) = pairs.find(differ) {
                return byte.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
            }
            let Some((_, tail)) = rest.split_at_checked(word.len()) else {
                return if prefix { Ordering::Equal } else { Ordering::Greater };
            };
            rest = tail;
        }
        if rest.is_empty() { Ordering::Equal } else { Ordering::Less }
    }

    /// Whether the text starts with `head`, case included.
    pub(super) fn starts_with(self, head: &str) -> bool {
        let mut bytes = self.words().flatten();
        head.bytes().all(|byte| bytes.next() == Some(&byte))
    }

    /// The bytes of the text.
    pub(super) fn len(self) -> usize {
        self.words().map(<[u8]>::len).sum()
    }

    /// Whether the text holds no character.
    pub fn is_empty(self) -> bool {
        self.codes.is_empty()
    }

    /// The text, decoded.
    pub fn name(self) -> Name {
        let mut name = Name::new();
        for word in self.words() {
            name.push(word);
        }
        name
    }

    /// The text with every hole (`${..}` or `<..>`) replaced by `*`.
    pub(super) fn glob(self) -> Name {
        let mut glob = Name::new();
        let mut is_in_hole = false;
        for word in self.words() {
            let mut rest = word;
            while !rest.is_empty() {
                let ends =
                    |byte: &u8| if is_in_hole { matches!(byte, b'}' | b'>') } else { matches!(byte, b'$' | b'<') };
                let end = rest.iter().position(ends);
                let (part, after) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or_default();
                if !is_in_hole {
                    glob.push(part);
                }
                if end.is_some() {
                    if !is_in_hole {
                        glob.push(b"*");
                    }
                    is_in_hole = !is_in_hole;
                }
                rest = after.get(1..).unwrap_or_default();
            }
        }
        glob
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name())
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.name(), f)
    }
}

/// Iterator over the words of a text.
pub(super) struct Words<'a> {
    starts: &'a [u8],
    letters: &'a [u8],
    codes: &'a [u8],
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let [code, rest @ ..] = self.codes else { return None };
        let mut index = *code as usize;
        self.codes = rest;
        if index >= ONE_BYTE_WORDS {
            let [low, rest @ ..] = rest else { return None };
            self.codes = rest;
            index = ONE_BYTE_WORDS + (index - ONE_BYTE_WORDS) * 256 + *low as usize;
        }
        let Some([start, start_high, end, end_high, ..]) = self.starts.get(2 * index..) else { return None };
        let start = u16::from_le_bytes([*start, *start_high]);
        let end = u16::from_le_bytes([*end, *end_high]);
        self.letters.get(usize::from(start)..usize::from(end))
    }
}

/// A decoded name, held inline: no heap allocation.
///
/// Dereferences to `str`. Longer texts than [`Name::CAPACITY`] do not occur in a catalog that
/// `cargo xtask catalog build` wrote; in a damaged one they are cut.
#[derive(Clone, Copy)]
pub struct Name {
    len: u8,
    bytes: [u8; Name::CAPACITY],
}

impl Name {
    /// The most bytes that a name can hold.
    pub const CAPACITY: usize = 191;

    pub(super) const fn new() -> Self {
        Self { len: 0, bytes: [0; Self::CAPACITY] }
    }

    pub(super) fn push(&mut self, text: &[u8]) {
        let len = usize::from(self.len);
        let text = text.get(..(Self::CAPACITY - len).min(text.len())).unwrap_or_default();
        if let Some(free) = self.bytes.get_mut(len..len + text.len()) {
            free.copy_from_slice(text);
            self.len = u8::try_from(len + text.len()).unwrap_or(self.len);
        }
    }

    /// The name as bytes: what searches look at, for [`Self::as_str`] has to look whether it is text first.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The name as a string slice.
    pub fn as_str(&self) -> &str {
        let bytes = self.as_bytes();
        // INVARIANT: the packer writes ASCII; only damaged data can be anything else.
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl core::hash::Hash for Name {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
