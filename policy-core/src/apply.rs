//! Applying the fixes that findings carry.

use std::collections::BTreeMap;

use crate::lean::Lean as _;
use crate::{Applicability, Edit, Finding, Span};

/// The edits to make for the fixes of `findings`, in document order: all edits of a fix or none of them, and of fixes that
/// touch the same place the first one. `unsafe_too` includes the fixes that are a guess at what was meant.
#[inline]
pub fn edits_of<'f>(findings: impl IntoIterator<Item = &'f Finding>, unsafe_too: bool) -> Vec<&'f Edit> {
    let fixes = findings.into_iter().filter_map(|finding| finding.fix.as_ref());
    let mut chosen: BTreeMap<u32, &Edit> = BTreeMap::new();
    for fix in fixes.filter(|fix| unsafe_too || fix.applicability == Applicability::Safe) {
        if fix.edits.iter().all(|edit| is_free(&chosen, edit)) {
            chosen.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
        }
    }
    chosen.into_values().list()
}

/// Whether an edit shares no byte with the chosen ones, and begins where none does; they are listed by where they begin.
#[inline]
fn is_free(chosen: &BTreeMap<u32, &Edit>, edit: &Edit) -> bool {
    let Span { start, end } = edit.span;
    let before = chosen.range(..start).next_back();
    before.is_none_or(|(_, other)| other.span.end <= start) && chosen.range(start..end.max(start + 1)).next().is_none()
}

/// `text` after `edits`, which [`edits_of`] gave. What no edit names keeps every byte.
#[inline]
pub fn apply_edits(text: &str, edits: &[&Edit]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        let range = edit.span.range();
        let Some(before) = text.get(at..range.start) else { continue };
        out.push_str(before);
        out.push_str(&edit.replacement);
        at = range.end.max(range.start);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::{apply_edits, edits_of};
    use crate::{Edit, Options, PolicyType, Span, validate};

    fn finding(edits: &[(u32, u32, &str)]) -> crate::Finding {
        let mut finding = validate("{", &Options::new(PolicyType::Identity)).findings.remove(0);
        let edits = edits.iter().map(|&(start, end, text)| Edit::replace(Span::new(start, end), text)).collect();
        finding.fix("mend it", edits);
        finding
    }

    #[test]
    fn edits_keep_every_other_byte() {
        let findings = [finding(&[(4, 5, "E"), (0, 1, "")]), finding(&[(2, 2, "-")])];
        assert_eq!(apply_edits("abcdef", &edits_of(&findings, false)), "b-cdEf");
    }

    #[test]
    fn of_two_fixes_for_one_place_the_first_is_made() {
        let findings = [finding(&[(0, 2, "x")]), finding(&[(1, 3, "y"), (5, 6, "")])];
        assert_eq!(apply_edits("abcdef", &edits_of(&findings, false)), "xcdef");
    }
}
