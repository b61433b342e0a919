//! "Did you mean": the closest of some names.

use super::{Name, format};

/// Edits beyond which a name is another name, not a misspelled one.
const MOST_EDITS: usize = 3;

/// The name that `text` was probably meant to be: the fewest edits (insertions, deletions, changes
/// and swaps of neighbours, ASCII case aside), at most a third of its length. Of equals, the one that
/// starts with more of `text`, then the first.
pub(super) fn closest<N: AsRef<str>>(text: &str, names: impl Iterator<Item = N>) -> Option<N> {
    let mut search = Search { text, letters: format::letters(text), least: limit(text), most_shared: None };
    let mut best = None;
    for name in names {
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
        if differ_more(self.letters, format::letters(name), limit(self.text)) {
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
    (a & !b).count_ones().max((b & !a).count_ones()) as usize > limit
}

fn shared_start(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
}

/// The number of edits between `a` and `b`, if at most `limit`.
fn distance(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    const WIDTH: usize = Name::CAPACITY + 1;
    if a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > Name::CAPACITY {
        return None;
    }
    // Rows of the edit table: the one before the last, the last, the current.
    let mut rows = [[0_u8; WIDTH]; 3];
    for (cell, edits) in rows[1].iter_mut().zip(0_u8..) {
        *cell = edits;
    }
    for (i, from) in a.iter().enumerate() {
        let [before, last, row] = &mut rows;
        row[0] = u8::try_from(i + 1).ok()?;
        let mut fewest = row[0];
        for (j, to) in b.iter().enumerate() {
            let same = from.eq_ignore_ascii_case(to);
            let mut edits = last[j].saturating_add(u8::from(!same));
            edits = edits.min(last[j + 1].saturating_add(1)).min(row[j].saturating_add(1));
            if i > 0 && j > 0 && from.eq_ignore_ascii_case(&b[j - 1]) && to.eq_ignore_ascii_case(&a[i - 1]) {
                edits = edits.min(before[j - 1].saturating_add(1));
            }
            row[j + 1] = edits;
            fewest = fewest.min(edits);
        }
        if usize::from(fewest) > limit {
            return None;
        }
        rows.rotate_left(1);
    }
    let edits = usize::from(rows[1][b.len()]);
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
    }
}
