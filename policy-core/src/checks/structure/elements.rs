//! The names of elements, and whether a document has them.

use crate::document::Statement;
use crate::{Document, Span};

/// The elements at the top of a document.
pub(super) const TOP: [&str; 3] = ["Version", "Id", "Statement"];

/// The elements of a statement.
pub(super) const IN_STATEMENT: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// Whether the JSON within `span` was read without a guess, so that what is missing in it is missing in the document.
pub(super) fn is_whole(document: &Document<'_>, span: Span) -> bool {
    !document.syntax_errors.iter().any(|error| span.contains(error.span))
}

/// Whether the text is one JSON object, read without a guess.
pub(super) fn is_whole_object(document: &Document<'_>) -> bool {
    document.is_object() && document.syntax_errors.is_empty()
}

/// Whether the document has the element at its top.
pub(super) fn has_top(document: &Document<'_>, element: &str) -> bool {
    let Some(root) = document.tree.root() else { return false };
    document.tree.members(root).any(|(name, _)| document.tree.span(name).of(document.text).trim_matches('"') == element)
}

/// Whether the statement has the element, of whatever type.
pub(super) fn has(statement: &Statement<'_>, element: &str) -> bool {
    match element {
        "Sid" => statement.sid.is_some(),
        "Effect" => statement.has_effect,
        "Principal" => statement.principal.is_some(),
        "NotPrincipal" => statement.not_principal.is_some(),
        "Action" => statement.action.is_some(),
        "NotAction" => statement.not_action.is_some(),
        "Resource" => statement.resource.is_some(),
        "NotResource" => statement.not_resource.is_some(),
        "Condition" => statement.condition.is_some(),
        _ => false,
    }
}

/// The statement around `span`.
pub(super) fn statement_at<'d, 't>(document: &'d Document<'t>, span: Span) -> Option<&'d Statement<'t>> {
    let after = document.statements.partition_point(|statement| statement.span.start <= span.start);
    let statement = document.statements.get(after.checked_sub(1)?)?;
    statement.span.contains(span).then_some(statement)
}

/// The element that `name` was probably meant to be.
pub(super) fn meant(name: &str, elements: &[&'static str]) -> Option<&'static str> {
    let same = |name: &str| elements.iter().copied().find(|element| element.eq_ignore_ascii_case(name));
    let plain: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let singular = plain.strip_suffix(['s', 'S']).unwrap_or(&plain);
    let respelt = singular.to_ascii_lowercase().replace("principle", "principal");
    same(&plain).or_else(|| same(singular)).or_else(|| same(&respelt)).or_else(|| {
        let names = elements.iter().map(|&element| element.to_owned());
        same(&crate::catalog::nearest(name, names)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_what_was_meant() {
        for (written, expected) in [
            ("effect", Some("Effect")),
            ("Actions", Some("Action")),
            ("Principle", Some("Principal")),
            ("NotPrinciples", Some("NotPrincipal")),
            ("not-action", Some("NotAction")),
            ("Not_Resource", Some("NotResource")),
            ("SID", Some("Sid")),
            ("Comment", None),
            ("", None),
        ] {
            assert_eq!(meant(written, &IN_STATEMENT), expected, "{written}");
        }
        assert_eq!(meant("statements", &TOP), Some("Statement"));
    }
}
