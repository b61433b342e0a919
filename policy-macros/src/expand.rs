//! From the macro's input to its output: a string literal, behind the messages if there are any.

use policy_core::{Options, PolicyType};
use proc_macro2::{Literal, TokenStream, TokenTree};

use crate::report::Messages;
use crate::source::Source;

/// Expands `<kind> <document>`, the form in which the macros of `iam-policy` hand their input over.
pub(crate) fn document(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let kind = trees.first().map(|kind| kind.to_string().to_ascii_lowercase());
    let policy_type = kind.and_then(|kind| PolicyType::from_name(&kind)).unwrap_or(PolicyType::Identity);

    let source = Source::read(trees.get(1..).unwrap_or_default());
    let report = policy_core::validate(&source.text, &Options::new(policy_type).levels(source.levels()));

    let mut messages = Messages::default();
    for problem in &source.problems {
        messages.problem(problem);
    }
    for finding in &report.findings {
        messages.finding(finding, &source);
    }
    // The text is as compact as JSON gets, and a refused document's text is never looked at.
    messages.before(TokenTree::Literal(Literal::string(&source.text)))
}
