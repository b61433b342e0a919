//! The short road: a document of strings and JSON's punctuation alone, in which nothing is found.
//!
//! Crates have hundreds of such documents, and the macro runs unoptimized while it compiles them. The compiler prints a
//! document in one call where each of its tokens would take several, and of the spans none is wanted.

use policy_core::Options;
use proc_macro::{TokenStream, TokenTree};

use crate::expand::policy_type;

/// Expands `[$crate] [constant] Kind { <document> }` to the policy, unless there is more to it.
pub(crate) fn document(trees: &[TokenTree]) -> Option<TokenStream> {
    let [_, TokenTree::Group(constant), kind, TokenTree::Group(document)] = trees else { return None };
    let text = text(&document.stream().to_string())?;
    let options = Options::new(policy_type(&kind.to_string())?);
    if !policy_core::validate(&text, &options).findings.is_empty() {
        return None;
    }
    let mut expansion = constant.stream();
    expansion.extend(["{json:r#\"", &text, "\"#}"].concat().parse::<TokenStream>());
    Some(expansion)
}

/// The text of a document in the compiler's print of it; it fits in `r#".."#`.
///
/// Nothing if the print has anything else than strings without escapes, and punctuation: words and numbers, attributes,
/// holes, comments, a comma that is to be dropped.
pub(crate) fn text(print: &str) -> Option<String> {
    let mut text = Vec::with_capacity(print.len() + 2);
    let mut rest = print.as_bytes();
    let is_bare = !matches!(rest, [b'{' | b'[', ..]);
    if is_bare {
        text.push(b'{');
    }
    let mut in_string = false;
    // Patterns cost less than iterators where nothing is optimized.
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'"' => {
                in_string = !in_string;
                if let (true, [b'#', ..]) = (in_string, rest) {
                    return None;
                }
            }
            b'\\' | 0..b' ' if in_string => return None,
            _ if in_string => {}
            b' ' | b'\n' => continue,
            b',' | b':' | b'{' | b'[' => {}
            b'}' | b']' if text.last() != Some(&b',') => {}
            _ => return None,
        }
        text.push(*byte);
    }
    if in_string || text.last() == Some(&b',') {
        return None;
    }
    if is_bare {
        text.push(b'}');
    }
    String::from_utf8(text).ok()
}
