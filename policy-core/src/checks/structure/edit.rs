//! Edits that take a member out of an object.

use crate::{Edit, Span};

/// Removes the member `member` of an object, and one of the commas beside it.
pub(super) fn remove_member(text: &str, member: Span) -> Edit {
    let space = |character: char| matches!(character, ' ' | '\n' | '\t' | '\r');
    let after = text.get(member.end as usize..).unwrap_or_default();
    let rest = after.trim_start_matches(space);
    if let Some(next) = rest.strip_prefix(',') {
        let length = after.len() - next.trim_start_matches(space).len();
        return Edit::replace(Span::new(member.start, member.end + crate::span::offset(length)), "");
    }
    let before = text.get(..member.start as usize).unwrap_or_default().trim_end_matches(space);
    let start = before.strip_suffix(',').map_or(member.start, |before| crate::span::offset(before.len()));
    Edit::replace(Span::new(start, member.end), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let start = text.find("\"x\"").unwrap();
        let edit = remove_member(text, Span::new(crate::span::offset(start), crate::span::offset(start + 6)));
        let mut edited = text.to_owned();
        edited.replace_range(edit.span.range(), &edit.replacement);
        assert_eq!(edited, expected);
    }

    #[test]
    fn takes_one_comma_along() {
        check(r#"{"x": 1}"#, "{}");
        check(r#"{"x": 1, "y": 2}"#, r#"{"y": 2}"#);
        check("{\"x\": 1 ,\n  \"y\": 2}", r#"{"y": 2}"#);
        check("{\"y\": 2,\n  \"x\": 1\n}", "{\"y\": 2\n}");
        check(r#"{"y": 2, "x": 1, "z": 3}"#, r#"{"y": 2, "z": 3}"#);
    }
}
