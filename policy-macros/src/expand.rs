//! From the macro's input to its output: a value of type `Policy`, behind the messages if there are any.

use policy_core::holes::Hole;
use policy_core::{Options, PolicyType};
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::assertions::{self, Text};
use crate::file::read as read_file;
use crate::fill;
use crate::report::Messages;
use crate::source::{Problem, Source};

/// What the macros of `iam-policy` hand over with the document: `[$crate] [constant] Kind { .. }`.
struct Head {
    /// The facade, whatever the user calls it.
    krate: TokenStream,
    /// The variant of `Policy<Kind>` that holds a text that is known.
    constant: TokenStream,
    kind: TokenTree,
    policy_type: PolicyType,
}

impl Head {
    fn read(trees: &[TokenTree]) -> Option<(Self, Vec<TokenTree>)> {
        let [TokenTree::Group(krate), TokenTree::Group(constant), kind, TokenTree::Group(document)] = trees else {
            return None;
        };
        let policy_type = policy_type(&kind.to_string())?;
        let (krate, constant) = (krate.stream(), constant.stream());
        Some((Self { krate, constant, kind: kind.clone(), policy_type }, document.stream().into_iter().collect()))
    }
}

/// The type of policy that a type of Rust's stands for.
pub(crate) fn policy_type(kind: &str) -> Option<PolicyType> {
    PolicyType::from_name(&kind.to_ascii_lowercase())
}

/// Expands `[$crate] [constant] Kind { <document> }` to the policy.
///
/// A value and not a call, so that a constant's JSON is `'static`.
pub(crate) fn document(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let Some((head, document)) = Head::read(&trees) else { return TokenStream::new() };
    let mut source = Source::read(&document);
    let options = source.options(head.policy_type);
    if !source.fillers.is_empty() {
        return document_with_holes(&head, &source, &options);
    }
    let report = policy_core::validate(&source.text, &options);
    let mut messages = Messages::of(&source, &report.findings);
    assertions::check(&source.assertions, &Text::Tokens(&source), &[], &options, &report.findings, &mut messages);
    // The text is as compact as JSON gets, and a refused document's text is never looked at.
    constant(&head, &messages.before(TokenTree::Literal(Literal::string(&source.text))))
}

fn document_with_holes(head: &Head, source: &Source, options: &Options) -> TokenStream {
    let holes: Vec<Hole> = source.fillers.iter().map(|filler| filler.hole.clone()).collect();
    let report = policy_core::holes::check(&source.text, &holes, options);
    let mut messages = Messages::of(source, &report.findings);
    if report.places.iter().all(Result::is_ok) {
        assertions::check(&source.assertions, &Text::Tokens(source), &holes, options, &report.findings, &mut messages);
    }
    let mut places = Vec::new();
    for (place, filler) in report.places.iter().zip(&source.fillers) {
        match place {
            Ok(place) => places.push(place),
            Err(misplaced) => messages.problem(&Problem {
                at: filler.hole.span.start as usize,
                first: filler.span,
                last: filler.span,
                message: format!("{}: `{}`", misplaced.message, filler.hole.shown),
                help: misplaced.help.to_owned(),
            }),
        }
    }
    let value = if places.len() == holes.len() {
        fill::value(&head.krate, &head.kind, source, &places, report.may_fail)
    } else {
        constant(head, &Literal::string(&source.text).into_token_stream())
    };
    messages.block(&value)
}

/// Expands `[$crate] [constant] Kind { #![..] "path" }` to the policy in a file.
pub(crate) fn file(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let Some((head, rest)) = Head::read(&trees) else { return unknown_kind(&trees) };
    let (mut source, path) = Source::read_head(&rest);
    let options = source.options(head.policy_type);
    let mut messages = Messages::default();
    for problem in &source.problems {
        messages.problem(problem);
    }
    let json = match read_file(path) {
        Ok(file) => {
            let findings = policy_core::validate(&file.text, &options).findings;
            messages.each(&findings, |messages, finding| messages.file_finding(finding, &file, &source));
            assertions::check(&source.assertions, &Text::File(&file), &[], &options, &findings, &mut messages);
            let value = Literal::string(&policy_core::minify(&file.text));
            messages.push(file.tracked());
            messages.before(TokenTree::Literal(value))
        }
        Err(problem) => {
            messages.problem(&problem);
            messages.before(TokenTree::Literal(Literal::string("")))
        }
    };
    constant(&head, &json)
}

/// Says that `policy_file!(Kind, ..)` names no type of policy.
fn unknown_kind(trees: &[TokenTree]) -> TokenStream {
    let Some(kind) = trees.get(2) else { return TokenStream::new() };
    let mut messages = Messages::default();
    let [first, last] = [kind.span(); 2];
    let message = format!("unknown type of policy `{kind}`");
    let help = "write `Identity`, `Resource`, `Trust`, `Session`, `Boundary`, `Scp` or `Rcp`".to_owned();
    messages.problem(&Problem { at: 0, first, last, message, help });
    messages.before(TokenTree::Literal(Literal::string("")))
}

/// The policy of a text that is known.
fn constant(Head { constant, .. }: &Head, json: &TokenStream) -> TokenStream {
    quote!(#constant { json: #json })
}
