//! From the macro's input to its output: a value of type `Policy`, behind the messages if there are any.

use policy_core::PolicyType;
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use crate::report::Messages;
use crate::source::Source;

/// What the macros of `iam-policy` hand over before the document: `[$crate] Kind`.
struct Head {
    /// The facade, whatever the user calls it.
    krate: TokenStream,
    kind: TokenTree,
    policy_type: PolicyType,
}

impl Head {
    fn read(trees: &[TokenTree]) -> Option<(Self, &[TokenTree])> {
        let [TokenTree::Group(krate), kind, document @ ..] = trees else { return None };
        let policy_type = PolicyType::from_name(&kind.to_string().to_ascii_lowercase())?;
        Some((Self { krate: krate.stream(), kind: kind.clone(), policy_type }, document))
    }
}

/// Expands `[$crate] Kind <document>` to the policy.
///
/// A value and not a call, so that a constant's JSON is `'static`.
pub(crate) fn document(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let Some((head, document)) = Head::read(&trees) else { return TokenStream::new() };
    let mut source = Source::read(document);
    let options = source.options(head.policy_type);
    let report = policy_core::validate(&source.text, &options);

    let mut messages = Messages::default();
    for problem in &source.problems {
        messages.problem(problem);
    }
    for finding in &report.findings {
        messages.finding(finding, &source);
    }
    // The text is as compact as JSON gets, and a refused document's text is never looked at.
    constant(&head, &messages.before(TokenTree::Literal(Literal::string(&source.text))))
}

/// The policy of a text that is known.
fn constant(Head { krate, kind, .. }: &Head, json: &TokenStream) -> TokenStream {
    quote! {
        #krate::Policy::<#krate::#kind> {
            __json: #krate::__private::Cow::Borrowed(#json),
            __kind: #krate::__private::PhantomData,
        }
    }
}
