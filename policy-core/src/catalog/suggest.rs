//! "Did you mean": the closest of some names.

use super::format;

/// Edits beyond which a name is another name, not a misspelled one.
const MOST_EDITS: usize = 3;

/// The name that `text` was probably meant to be: the fewest edits (insertions, deletions, changes
/// and swaps of neighbours, ASCII case aside), at most a third of its length. Of equals, the one that
/// starts with more of `text`, then the first.
pub(super) fn closest<N: AsRef<str>>(text: &str, mut names: impl Iterator<Item = N>) -> Option<N> {
    best(text, &mut || names.next())
}

fn best<N: AsRef<str>>(text: &str, next: &mut dyn FnMut() -> Option<N>) -> Option<N> {
    let mut search = Search { text, letters: format::letters(text), least: limit(text), most_shared: None };
    let mut best = None;
    while let Some(name) = next() {
        if search.is_better(name.as_ref()) {
            best = Some(name);
        }
    }
    best
}

struct Search<'t> {
    text: &'t str,
    letters: u32,
    /// The edits of the best name so far, at first the most there may be.
    least: usize,
    /// How much of the text the best name starts with.
    most_shared: Option<usize>,
}

impl Search<'_> {
    /// Whether no name so far was as close as this one.
    fn is_better(&mut self, name: &str) -> bool {
        if self.text.len().abs_diff(name.len()) > self.least
            || differ_more(self.letters, format::letters(name), self.least)
        {
            return false;
        }
        let Some(edits) = distance(self.text.as_bytes(), name.as_bytes(), self.least) else { return false };
        let shared = shared_start(self.text, name);
        if edits == self.least && self.most_shared.is_some_and(|most| shared <= most) {
            return false;
        }
        (self.least, self.most_shared) = (edits, Some(shared));
        true
    }
}

/// The most edits that may make a name of `text`.
pub(super) fn limit(text: &str) -> usize {
    text.len().div_ceil(3).min(MOST_EDITS)
}

/// Whether texts of these letters are more than `limit` edits apart: an edit brings in one new letter at most, and takes
/// out one at most.
pub(super) fn differ_more(a: u32, b: u32, limit: usize) -> bool {
    holds_more(a & !b, limit) || holds_more(b & !a, limit)
}

/// Whether more than `limit` bits are set.
fn holds_more(mut bits: u32, limit: usize) -> bool {
    for _ in 0..limit {
        bits &= bits.saturating_sub(1);
    }
    bits != 0
}

fn shared_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

/// The number of edits between `a` and `b`, if at most `limit`, which is no more than [`MOST_EDITS`].
///
/// Of the table of edits only a band is looked at: a cell that is further from the diagonal takes more edits.
fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    const WIDTH: usize = 2 * MOST_EDITS + 1;
    if a.len().abs_diff(b.len()) > limit || limit > MOST_EDITS {
        return None;
    }
    // The row before the last, and the last: cell `c` of row `i` is that of the first `i` of `a` and `i + c - MOST_EDITS` of `b`.
    let (mut before, mut last) = ([u8::MAX; WIDTH], [u8::MAX; WIDTH]);
    for (edits, cell) in (0..).zip(last.iter_mut().skip(MOST_EDITS)) {
        *cell = edits;
    }
    let at = |text: &[u8], index: Option<usize>| index.and_then(|index| text.get(index)).map(u8::to_ascii_lowercase);
    for i in 1..=a.len() {
        let mut row = [u8::MAX; WIDTH];
        let (from, from_before) = (at(a, Some(i - 1)), at(a, i.checked_sub(2)));
        let mut fewest = u8::MAX;
        for c in 0..WIDTH {
            let Some(j) = (i + c).checked_sub(MOST_EDITS).filter(|&j| j <= b.len()) else { continue };
            let cell = |row: &[u8; WIDTH], c: Option<usize>| c.and_then(|c| row.get(c)).copied().unwrap_or(u8::MAX);
            let to = at(b, j.checked_sub(1));
            let mut edits = cell(&last, Some(c + 1)).min(cell(&row, c.checked_sub(1))).saturating_add(1);
            if to.is_some() {
                edits = edits.min(cell(&last, Some(c)).saturating_add(u8::from(from != to)));
            }
            if from_before.is_some() && from_before == to && from == at(b, j.checked_sub(2)) {
                edits = edits.min(cell(&before, Some(c)).saturating_add(1));
            }
            row[c] = edits;
            fewest = fewest.min(edits);
        }
        if usize::from(fewest) > limit {
            return None;
        }
        (before, last) = (last, row);
    }
    let edits = last.get((b.len() + MOST_EDITS).checked_sub(a.len())?).copied().map(usize::from)?;
    (edits <= limit).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        let edits = |a: &str, b: &str| distance(a.as_bytes(), b.as_bytes(), 3);
        assert_eq!(edits("", ""), Some(0));
        assert_eq!(edits("Solution", "solution"), Some(0));
        assert_eq!(edits("solutoin", "solution"), Some(1));
        assert_eq!(edits("solutin", "solution"), Some(1));
        assert_eq!(edits("ssolution", "solution"), Some(1));
        assert_eq!(edits("zolutiom", "solution"), Some(2));
        assert_eq!(edits("abcd", "wxyz"), None);
        assert_eq!(edits("", "abcd"), None);
        assert_eq!(edits("", "abc"), Some(3));
        assert_eq!(edits("abc", ""), Some(3));
        assert_eq!(edits("abcdef", "defabc"), None);
        assert_eq!(edits("ba", "ab"), Some(1));
        assert_eq!(edits("xabcd", "abcdy"), Some(2));
    }
}
