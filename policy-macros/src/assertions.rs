//! Assertions at the head of a document: `#![allows("service:Action", on = "arn:..", context = { "key": "value" })]`,
//! `#![denies(..)]`, and `#![grants_at_most(policy_file!("baseline.json"))]`.
//!
//! This reads their shape; what they say about a policy, `policy-core` decides.

use policy_core::assertions::{Assertion, Part, Subject, Violation};
use policy_core::holes::Hole;
use policy_core::{Finding, LineIndex, Options};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{Ident, Lit, LitStr, Token, token};

use crate::file::{self, File};
use crate::report::Messages;
use crate::source::Source;

/// An assertion with its places.
#[derive(Debug)]
pub(crate) struct Asserted {
    claim: Claim,
    /// The attribute, from its `#` to its `]`.
    pub(crate) whole: [Span; 2],
}

#[derive(Debug)]
enum Claim {
    /// About one request.
    Request { assertion: Assertion, action: Span, on: Option<Span>, by: Option<Span>, keys: Vec<Span> },
    /// About all: the path of another policy.
    AtMost { path: Vec<TokenTree> },
}

/// Where a policy stands.
pub(crate) enum Text<'a> {
    /// In the tokens.
    Tokens(&'a Source),
    /// In a file.
    File(&'a File),
}

const SHAPE: &str = "(\"service:Action\", on = \"arn:..\", by = \"..\", context = { \"key\": \"value\" })";

impl Asserted {
    /// Whether an attribute of that name is an assertion.
    pub(crate) fn is_named(name: &Ident) -> bool {
        ["allows", "denies", "grants_at_most"].iter().any(|known| name == known)
    }

    /// Reads what follows the name.
    pub(crate) fn parse(name: &Ident, input: ParseStream<'_>, whole: [Span; 2]) -> syn::Result<Self> {
        let at_most = name == "grants_at_most";
        let shape = if at_most { "(policy_file!(\"baseline.json\"))" } else { SHAPE };
        if !input.peek(token::Paren) {
            return Err(syn::Error::new(name.span(), format!("`{name}` asserts nothing\nwrite `{name}{shape}`")));
        }
        let list;
        syn::parenthesized!(list in input);
        let claim = if at_most { at_most_claim(&list)? } else { request(name, &list)? };
        if !input.is_empty() {
            return Err(wrong(input, "expected `]`"));
        }
        Ok(Self { claim, whole })
    }
}

/// `"service:Action", on = "..", ..`
fn request(name: &Ident, list: ParseStream<'_>) -> syn::Result<Claim> {
    let action = string(list, "expected an action, a string", &format!("write `{name}{SHAPE}`"))?;
    let mut assertion =
        if name == "allows" { Assertion::allows(action.value()) } else { Assertion::denies(action.value()) };
    let (mut on, mut by, mut context) = (None, None, None);
    while !list.is_empty() {
        comma(list)?;
        if list.is_empty() {
            break;
        }
        let arguments = "write `on = \"..\"`, `by = \"..\"` or `context = { .. }`";
        let Ok(argument) = list.parse::<Ident>() else {
            return Err(wrong(list, format!("expected the name of an argument\n{arguments}")));
        };
        let word = argument.to_string();
        let known = match word.as_str() {
            "on" => on.is_some(),
            "by" => by.is_some(),
            "context" => context.is_some(),
            _ => {
                let message = format!("unknown argument `{argument}`\n{arguments}");
                return Err(syn::Error::new(argument.span(), message));
            }
        };
        if known {
            return Err(syn::Error::new(argument.span(), format!("`{argument}` stands here twice")));
        }
        if !list.peek(Token![=]) || list.peek(Token![==]) {
            return Err(wrong(list, format!("expected `=`\n{arguments}")));
        }
        list.parse::<Token![=]>()?;
        if word == "context" {
            context = Some(entries(list, &mut assertion.context)?);
            continue;
        }
        let value = string(list, "expected a string", &format!("write `{word} = \"..\"`"))?;
        let (text, place) = if word == "on" { (&mut assertion.on, &mut on) } else { (&mut assertion.by, &mut by) };
        (*text, *place) = (Some(value.value()), Some(value.span()));
    }
    Ok(Claim::Request { assertion, action: action.span(), on, by, keys: context.unwrap_or_default() })
}

/// `{ "key": "value", "key": ["value", ..] }`; the places of the keys.
fn entries(list: ParseStream<'_>, context: &mut Vec<(String, Vec<String>)>) -> syn::Result<Vec<Span>> {
    let shape = "write `context = { \"key\": \"value\" }`";
    if !list.peek(token::Brace) {
        return Err(wrong(list, format!("expected `{{`\n{shape}")));
    }
    let content;
    syn::braced!(content in list);
    let mut keys: Vec<Span> = Vec::new();
    while !content.is_empty() {
        let key = string(&content, "expected a condition key, a string", shape)?;
        if context.iter().any(|(known, _)| known.eq_ignore_ascii_case(&key.value())) {
            let message =
                format!("`{}` stands here twice\nwrite several values as a list, `[\"..\", \"..\"]`", key.value());
            return Err(syn::Error::new(key.span(), message));
        }
        if !content.peek(Token![:]) {
            return Err(wrong(&content, format!("expected `:`\n{shape}")));
        }
        content.parse::<Token![:]>()?;
        let mut values = Vec::new();
        if content.peek(token::Bracket) {
            let several;
            syn::bracketed!(several in content);
            while !several.is_empty() {
                values.push(scalar(&several)?);
                if !several.is_empty() {
                    comma(&several)?;
                }
            }
        } else {
            values.push(scalar(&content)?);
        }
        keys.push(key.span());
        context.push((key.value(), values));
        if !content.is_empty() {
            comma(&content)?;
        }
    }
    Ok(keys)
}

/// A value of the context: a string, a number, or `true` or `false`.
fn scalar(input: ParseStream<'_>) -> syn::Result<String> {
    let shape = "expected a value\nwrite a string, or a list of strings";
    let minus = if input.parse::<Option<Token![-]>>()?.is_some() { "-" } else { "" };
    match input.fork().parse::<Lit>() {
        Ok(Lit::Str(text)) if minus.is_empty() => {
            input.parse::<Lit>()?;
            Ok(text.value())
        }
        Ok(Lit::Bool(value)) if minus.is_empty() => {
            input.parse::<Lit>()?;
            Ok(value.value.to_string())
        }
        Ok(Lit::Int(number)) if number.suffix().is_empty() => {
            input.parse::<Lit>()?;
            Ok(format!("{minus}{}", number.base10_digits()))
        }
        Ok(Lit::Float(number)) if number.suffix().is_empty() => {
            input.parse::<Lit>()?;
            Ok(format!("{minus}{}", number.base10_digits()))
        }
        _ => Err(wrong(input, shape)),
    }
}

/// `policy_file!("path")`
fn at_most_claim(list: ParseStream<'_>) -> syn::Result<Claim> {
    let shape = "expected the other policy\nwrite `grants_at_most(policy_file!(\"baseline.json\"))`";
    let name = list.fork().parse::<Ident>().ok().filter(|name| name == "policy_file");
    if name.is_none() || !list.peek2(Token![!]) {
        return Err(wrong(list, shape));
    }
    list.parse::<Ident>()?;
    list.parse::<Token![!]>()?;
    if !list.peek(token::Paren) {
        return Err(wrong(list, shape));
    }
    let path;
    syn::parenthesized!(path in list);
    let path = path.parse::<TokenStream>()?.into_iter().collect();
    list.parse::<Option<Token![,]>>()?;
    if list.is_empty() { Ok(Claim::AtMost { path }) } else { Err(wrong(list, "expected `)`")) }
}

fn string(input: ParseStream<'_>, message: &str, help: &str) -> syn::Result<LitStr> {
    if input.peek(LitStr) { input.parse() } else { Err(wrong(input, format!("{message}\n{help}"))) }
}

/// An error at the next token; syn's own speaks of the end of the input in words of its own.
fn wrong(input: ParseStream<'_>, message: impl std::fmt::Display) -> syn::Error {
    syn::Error::new(input.span(), message)
}

fn comma(input: ParseStream<'_>) -> syn::Result<()> {
    if !input.peek(Token![,]) {
        return Err(wrong(input, "expected `,`"));
    }
    input.parse::<Token![,]>().map(drop)
}

/// Adds what the assertions come to.
pub(crate) fn check(
    asserted: &[Asserted],
    text: &Text<'_>,
    holes: &[Hole],
    options: &Options,
    findings: &[Finding],
    messages: &mut Messages,
) {
    if asserted.is_empty() {
        return;
    }
    // What a document says that IAM refuses is anyone's guess.
    let is_refused = findings.iter().any(|finding| finding.refused);
    let json = match text {
        Text::Tokens(source) => &source.text,
        Text::File(file) => &file.text,
    };
    let subject = Subject::new(json, holes, options);
    for asserted in asserted {
        match &asserted.claim {
            Claim::Request { assertion, .. } => {
                let mistakes = assertion.mistakes(options);
                for mistake in &mistakes {
                    messages.violation(mistake, asserted.place(mistake.part), text);
                }
                let decided = mistakes.is_empty() && !is_refused;
                if let Some(violation) = decided.then(|| subject.decide(assertion)).flatten() {
                    messages.violation(&violation, asserted.place(violation.part), text);
                }
            }
            Claim::AtMost { path } => match file::read(path) {
                Ok(baseline) => {
                    messages.push(baseline.tracked());
                    let more = || subject.grants_at_most(&baseline.text, &baseline.name);
                    if let Some(violation) = (!is_refused).then(more).flatten() {
                        messages.violation(&violation, asserted.place(violation.part), text);
                    }
                }
                Err(problem) => messages.problem(&problem),
            },
        }
    }
}

impl Asserted {
    /// The tokens of a part: the first and the last.
    fn place(&self, part: Part) -> [Span; 2] {
        let Claim::Request { action, on, by, keys, .. } = &self.claim else { return self.whole };
        let one = match part {
            Part::Action => Some(action),
            Part::On => on.as_ref(),
            Part::By => by.as_ref(),
            Part::Key(at) => keys.get(at),
            _ => None,
        };
        one.map_or(self.whole, |&span| [span; 2])
    }
}

/// The lines of a message below its first.
pub(crate) fn lines(violation: &Violation, text: &Text<'_>) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    lines.extend(violation.help.iter().map(|help| ("help", help.clone())));
    for label in &violation.labels {
        let line = match text {
            Text::Tokens(source) => source.labelled(label),
            Text::File(file) => {
                let position = LineIndex::new(&file.text).position(&file.text, label.span.start);
                format!("{}: {}:{}:{}", label.message, file.name, position.line, position.column)
            }
        };
        lines.push(("note", line));
    }
    lines.extend(violation.notes.iter().map(|note| ("note", note.clone())));
    lines
}
