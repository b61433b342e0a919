//! IAM's wildcards: `*` stands for any run of characters, `?` for any one.
//!
//! All functions work on the text as it stands and never recurse. Their time grows with the sum of the lengths, however many
//! stars there are; only `?`s between stars can make it grow with the product, divided by 64.

mod places;
mod search;

/// Whether `text` is one of the strings that `pattern` stands for.
///
/// ```
/// use policy_core::pattern::matches;
///
/// assert!(matches("s3:Get*", "s3:GetObject"));
/// assert!(!matches("s3:Get?", "s3:GetObject"));
/// ```
pub fn matches(pattern: &str, text: &str) -> bool {
    run(pattern.as_bytes(), text.as_bytes(), |p, t| p == t || p == b'?')
}

/// Like [`matches()`], ASCII case aside: how IAM compares actions and condition keys.
pub fn matches_ignore_case(pattern: &str, text: &str) -> bool {
    matches_bytes_ignore_case(pattern.as_bytes(), text.as_bytes())
}

pub(crate) fn matches_bytes_ignore_case(pattern: &[u8], text: &[u8]) -> bool {
    run(pattern, text, |p, t| p.eq_ignore_ascii_case(&t) || p == b'?')
}

/// Whether every string of `inner` is one of `outer`.
///
/// The wildcards of `inner` are opaque: its `*` can only be swallowed by a `*`, its `?` by a `?` or a
/// `*`. A `true` is always right; a pair like `?*` and `*?`, equal in meaning and different in form,
/// is answered with `false`.
///
/// ```
/// use policy_core::pattern::contains;
///
/// assert!(contains("s3:*", "s3:Get*"));
/// assert!(!contains("s3:Get*", "s3:*"));
/// ```
pub fn contains(outer: &str, inner: &str) -> bool {
    contains_bytes(outer.as_bytes(), inner.as_bytes(), false)
}

/// Like [`contains()`], ASCII case aside.
pub fn contains_ignore_case(outer: &str, inner: &str) -> bool {
    contains_bytes(outer.as_bytes(), inner.as_bytes(), true)
}

pub(crate) fn contains_bytes(outer: &[u8], inner: &[u8], ignore_case: bool) -> bool {
    match (outer, ignore_case) {
        (b"*", _) => true,
        (_, false) => run(outer, inner, opaque),
        (_, true) => run(outer, inner, |p, t| p.eq_ignore_ascii_case(&t) || opaque(p, t)),
    }
}

/// Whether some string is one of both patterns.
///
/// ```
/// use policy_core::pattern::intersects;
///
/// assert!(intersects("dataset/*", "*/news"));
/// assert!(!intersects("dataset/*", "solution/*"));
/// ```
pub fn intersects(a: &str, b: &str) -> bool {
    intersect_bytes(a.as_bytes(), b.as_bytes())
}

pub(crate) fn intersect_bytes(a: &[u8], b: &[u8]) -> bool {
    intersection(a, b, |a, b| a == b)
}

/// Like [`intersects()`], ASCII case aside.
pub fn intersects_ignore_case(a: &str, b: &str) -> bool {
    intersection(a.as_bytes(), b.as_bytes(), |a, b| a.eq_ignore_ascii_case(&b))
}

/// Whether `text` holds a wildcard.
pub fn has_wildcard(text: &str) -> bool {
    wildcard(text.as_bytes()) < text.len()
}

/// The part of `pattern` before its first wildcard.
pub fn literal_prefix(pattern: &str) -> &str {
    pattern.get(..wildcard(pattern.as_bytes())).unwrap_or(pattern)
}

/// The place of the first wildcard, or the end. Eight bytes are looked at at a time.
fn wildcard(text: &[u8]) -> usize {
    let mut rest = text;
    while let [a, b, c, d, e, f, g, h, after @ ..] = rest {
        let found = wildcards(u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]));
        if found != 0 {
            return text.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = after;
    }
    for (at, byte) in rest.iter().enumerate() {
        if matches!(byte, b'*' | b'?') {
            return text.len() - rest.len() + at;
        }
    }
    text.len()
}

/// The highest bit of the first of eight bytes that is a wildcard, the first being the lowest, and perhaps of later ones;
/// 0 if there is none.
pub(crate) fn wildcards(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    let (star, mark) = (bytes ^ (ONES * b'*' as u64), bytes ^ (ONES * b'?' as u64));
    // A byte is zero where it is the one that is looked for, and subtracting one sets its highest bit.
    (star.wrapping_sub(ONES) & !star | mark.wrapping_sub(ONES) & !mark) & (ONES << 7)
}

fn opaque(outer: u8, inner: u8) -> bool {
    // INVARIANT: `outer` is not `*`; `run` takes care of stars itself.
    outer == inner || (outer == b'?' && inner != b'*')
}

/// Bytes of the character that starts with `byte`: what a `?` stands for.
fn width(byte: u8) -> usize {
    match byte {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

/// The first byte of a character that is not ASCII.
const LONG: u8 = 0xc3;

/// How many bytes may be read again before that is too many.
const MOST_RETURNED: usize = 1024;

/// Where to go on in a pattern and a text after two bytes that agree: a `?` takes a whole character.
fn after((p, wanted): (usize, u8), (t, byte): (usize, u8)) -> (usize, usize) {
    match (wanted, byte) {
        (b'?', _) => (p + 1, t + width(byte)),
        (_, b'?') => (p + width(wanted), t + 1),
        _ => (p + 1, t + 1),
    }
}

/// Matches with one point of return: the last star seen. Giving an earlier star more characters never
/// helps, as the last one can take them instead.
fn run(pattern: &[u8], text: &[u8], one: impl Fn(u8, u8) -> bool) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    let mut returned = 0;
    while let Some(&byte) = text.get(t) {
        match pattern.get(p) {
            Some(b'*') => {
                p += 1;
                if p == pattern.len() {
                    return true;
                }
                t = next_start(pattern, p, text, t, &one);
                star = Some((p, t));
            }
            // Nearly all that agree are the same as they stand.
            Some(&wanted) if wanted == byte => (p, t) = (p + 1, t + 1),
            Some(&wanted) if one(wanted, byte) => (p, t) = after((p, wanted), (t, byte)),
            _ => {
                let Some((start, from)) = star else {
                    return false;
                };
                returned += t - from;
                if returned > MOST_RETURNED && returned > 4 * text.len() {
                    return search::run(pattern, text, &one);
                }
                p = start;
                t = next_start(pattern, p, text, from + text.get(from).map_or(1, |&byte| width(byte)), &one);
                star = Some((p, t));
            }
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|&byte| byte == b'*'))
}

/// The first place from `t` on where what follows a star in the pattern, at `p`, can begin.
fn next_start(pattern: &[u8], p: usize, text: &[u8], mut t: usize, one: impl Fn(u8, u8) -> bool) -> usize {
    let Some(&wanted) = pattern.get(p) else { return t };
    if !matches!(wanted, b'*' | b'?') {
        while let Some(&byte) = text.get(t) {
            if one(wanted, byte) {
                break;
            }
            t += width(byte);
        }
    }
    t
}

/// Two patterns with a star each share a string if their heads (up to the first star) and their tails
/// (behind the last) agree as far as the shorter goes: whatever one has in between, a star of the
/// other takes. With a star in one only, the other is a text whose `?` is any character.
fn intersection(a: &[u8], b: &[u8], equal: impl Fn(u8, u8) -> bool) -> bool {
    let one = |a: u8, b: u8| equal(a, b) || a == b'?' || b == b'?';
    match (has_star(a), has_star(b)) {
        (false, _) => run(b, a, one),
        (true, false) => run(a, b, one),
        (true, true) => {
            let heads =
                || agree_in_ascii(a, b, false, &equal).unwrap_or_else(|| agree(&mut Heads(a), &mut Heads(b), &equal));
            let tails =
                || agree_in_ascii(a, b, true, &equal).unwrap_or_else(|| agree(&mut Tails(a), &mut Tails(b), &equal));
            heads() && tails()
        }
    }
}

/// Whether two texts agree up to the first star of either; `None` where characters are longer than bytes.
fn agree_in_ascii(a: &[u8], b: &[u8], from_end: bool, equal: &impl Fn(u8, u8) -> bool) -> Option<bool> {
    let mut at = 0;
    loop {
        let byte = |text: &[u8]| text.get(if from_end { text.len().wrapping_sub(at + 1) } else { at }).copied();
        let (Some(a), Some(b)) = (byte(a), byte(b)) else { return Some(true) };
        if a == b'*' || b == b'*' {
            return Some(true);
        }
        if !a.is_ascii() || !b.is_ascii() {
            return None;
        }
        if !(equal(a, b) || a == b'?' || b == b'?') {
            return Some(false);
        }
        at += 1;
    }
}

fn has_star(pattern: &[u8]) -> bool {
    pattern.contains(&b'*')
}

/// Whether two sequences of characters agree as far as the shorter goes, `?` agreeing with all.
fn agree<'a>(
    a: &mut dyn Iterator<Item = &'a [u8]>,
    b: &mut dyn Iterator<Item = &'a [u8]>,
    equal: &dyn Fn(u8, u8) -> bool,
) -> bool {
    let are_equal = |a: &[u8], b: &[u8]| a.len() == b.len() && a.iter().zip(b).all(|(&a, &b)| equal(a, b));
    a.zip(b).all(|(a, b)| a == b"?" || b == b"?" || are_equal(a, b))
}

/// The characters up to the first star.
struct Heads<'a>(&'a [u8]);

impl<'a> Iterator for Heads<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let first = *self.0.first().filter(|&&byte| byte != b'*')?;
        let (character, rest) = self.0.split_at_checked(width(first))?;
        self.0 = rest;
        Some(character)
    }
}

/// The characters behind the last star, from the end.
struct Tails<'a>(&'a [u8]);

impl<'a> Iterator for Tails<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let start = self.0.iter().rposition(|byte| byte & 0xc0 != 0x80)?;
        let (rest, character) = self.0.split_at_checked(start)?;
        if character == b"*" {
            return None;
        }
        self.0 = rest;
        Some(character)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every string over `alphabet` of at most `len` characters.
    pub(super) fn strings(alphabet: &str, len: usize) -> Vec<String> {
        let mut all = vec![String::new()];
        let mut last = all.clone();
        for _ in 0..len {
            last = last.iter().flat_map(|head| alphabet.chars().map(move |c| format!("{head}{c}"))).collect();
            all.extend(last.iter().cloned());
        }
        all
    }

    /// The definition, by recursion.
    fn defined(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), _) => {
                defined(rest, text) || text.split_first().is_some_and(|(_, t)| defined(pattern, t))
            }
            (Some(('?', rest)), Some((_, t))) => defined(rest, t),
            (Some((p, rest)), Some((c, t))) => p == c && defined(rest, t),
            _ => false,
        }
    }

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn matches_by_definition() {
        let texts = strings("aé", 5);
        for pattern in strings("aé*?", 4) {
            for text in &texts {
                let expected = defined(&chars(&pattern), &chars(text));
                assert_eq!(matches(&pattern, text), expected, "{pattern} {text}");
            }
        }
    }

    #[test]
    fn intersects_when_a_string_is_shared() {
        let patterns = strings("ab*?", 4);
        // Two patterns of four characters that share a string share one of at most six.
        let texts = strings("ab", 6);
        let sets: Vec<Vec<bool>> = patterns.iter().map(|p| texts.iter().map(|t| matches(p, t)).collect()).collect();
        for (a, of_a) in patterns.iter().zip(&sets) {
            for (b, of_b) in patterns.iter().zip(&sets) {
                let expected = of_a.iter().zip(of_b).any(|(a, b)| *a && *b);
                assert_eq!(intersects(a, b), expected, "{a} {b}");
            }
        }
    }

    #[test]
    fn contains_only_what_it_matches() {
        let patterns = strings("ab*?", 3);
        // `c` is in no pattern, so that `*` over `{a, b}` is not taken for an alternative.
        let texts = strings("abc", 5);
        let sets: Vec<Vec<bool>> = patterns.iter().map(|p| texts.iter().map(|t| matches(p, t)).collect()).collect();
        for (a, of_a) in patterns.iter().zip(&sets) {
            for (b, of_b) in patterns.iter().zip(&sets) {
                if contains(a, b) {
                    assert!(of_a.iter().zip(of_b).all(|(a, b)| *a || !*b), "{a} {b}");
                }
            }
            assert!(contains(a, a), "{a}");
            assert!(contains("*", a), "{a}");
        }
    }

    #[test]
    fn contains_the_everyday_cases() {
        assert!(contains("s3:*", "s3:Get*"));
        assert!(contains("s3:*Object", "s3:Get*Object"));
        assert!(contains("a?c*", "a?cd*"));
        assert!(!contains("s3:Get?", "s3:Get*"));
        assert!(!contains("s3:Get*", "s3:*"));
        assert!(!contains("abc", "a?c"));
        assert!(contains_ignore_case("S3:get*", "s3:GetObject*"));
    }

    #[test]
    fn ignores_case_when_asked() {
        assert!(matches_ignore_case("S3:GET*", "s3:getobject"));
        assert!(!matches("S3:GET*", "s3:getobject"));
        assert!(intersects_ignore_case("S3:G*", "s3:*t"));
        assert!(!intersects("S3:G*", "s3:*t"));
    }

    #[test]
    fn takes_a_character_not_a_byte() {
        assert!(matches("?", "ü"));
        assert!(matches("*?é", "aüé"));
        assert!(!matches("??", "ü"));
        assert!(intersects("ü*", "?*"));
        assert!(intersects("*?", "*ü"));
        assert!(intersects("ü", "?") && intersects("?", "ü") && intersects("*ü", "a?") && intersects("a?", "*ü"));
        assert!(!intersects("é*", "è*"));
    }
}
