//! From fields to a value: `managed_policy! { name: "..", policy: { .. } }` and its siblings.
//!
//! Which fields there are and what their texts may be, `policy_core::attach` says. A field takes either what is written here,
//! which is checked now, or an expression, whose type the compiler checks.

mod values;

use policy_core::attach::{self, Field, FieldKind, Invalid, Record};
use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::report::Messages;
use crate::source::Problem;

/// Expands `[$crate] Kind <fields>` to a constant of that type.
pub(crate) fn record(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let [TokenTree::Group(krate), kind, fields @ ..] = trees.as_slice() else { return TokenStream::new() };
    let Some(record) = attach::record(&kind.to_string()) else { return TokenStream::new() };
    let mut reader = Reader { krate: krate.stream(), record, messages: Messages::default(), is_right: true };
    let found = reader.fields(fields);
    let arguments = reader.arguments(&found);
    let (krate, name) = (&reader.krate, format_ident!("{}", record.name));
    if !reader.is_right {
        // A value of the right type, so that the compiler says no more than this.
        let none = quote!({ const fn none<T>() -> T { loop {} } none::<#krate::attach::#name>() });
        let none = Group::new(Delimiter::None, none);
        return reader.messages.before(TokenTree::Group(none));
    }
    // A constant, so that what only values show stops the compiler too.
    quote!(const { #krate::attach::#name::__literal(#(#arguments),*) })
}

struct Reader {
    krate: TokenStream,
    record: &'static Record,
    messages: Messages,
    is_right: bool,
}

/// A field as it is written.
struct Written {
    field: &'static Field,
    value: Vec<TokenTree>,
}

impl Reader {
    fn problem(&mut self, [first, last]: [Span; 2], message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.messages.problem(&Problem { at: 0, first, last, message, help });
        self.is_right = false;
    }

    fn invalid(&mut self, span: Span, invalid: &Invalid) {
        self.problem([span; 2], invalid.to_string(), invalid.help());
    }

    fn fields(&mut self, trees: &[TokenTree]) -> Vec<Written> {
        let mut found: Vec<Written> = Vec::new();
        for entry in entries(trees) {
            let [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..] = entry else {
                self.problem(ends(entry), "expected a field", "write `name: value`, with commas between fields");
                continue;
            };
            let name_text = name.to_string();
            let Some(field) = self.record.field(&name_text) else {
                let names: Vec<_> = self.record.fields.iter().map(|field| format!("`{}`", field.name)).collect();
                let help = self.record.suggestion(&name_text).map_or_else(
                    || format!("there are {}", names.join(", ")),
                    |name| format!("did you mean `{name}`?"),
                );
                let message = format!("`{}!` has no field `{name_text}`", self.record.macro_name);
                self.problem([name.span(); 2], message, help);
                continue;
            };
            if colon.as_char() != ':' || colon.spacing() != Spacing::Alone || value.is_empty() {
                let help = format!("write `{name_text}: {}`", field.example);
                self.problem(ends(entry), format!("expected a value for `{name_text}`"), help);
            } else if found.iter().any(|other| other.field.name == field.name) {
                self.problem([name.span(); 2], format!("`{name_text}` occurs twice"), "leave one out");
            } else {
                found.push(Written { field, value: value.to_vec() });
            }
        }
        found
    }

    /// The values of all fields, in order.
    fn arguments(&mut self, found: &[Written]) -> Vec<TokenStream> {
        let record = self.record;
        let mut arguments = Vec::new();
        let mut holders = Vec::new();
        for field in record.fields {
            let written = found.iter().find(|written| written.field.name == field.name);
            if let FieldKind::Holder { variant, text } = field.kind {
                holders.extend(written.map(|written| (variant, text, written)));
                continue;
            }
            if written.is_none() && field.required {
                self.missing(field.name, field.example);
            }
            arguments.push(match written {
                Some(written) => self.value(field, &written.value),
                None => self.default(field),
            });
        }
        let of_holder = |field: &&Field| matches!(field.kind, FieldKind::Holder { .. });
        let choices: Vec<_> = record.fields.iter().filter(of_holder).collect();
        match (choices.first(), holders.as_slice()) {
            (None, _) => {}
            (Some(_), [(variant, text, written)]) => {
                let (krate, variant) = (self.krate.clone(), format_ident!("{variant}"));
                let value = self.text(text, &written.value);
                arguments.insert(0, quote!(#krate::attach::Holder::#variant(#value)));
            }
            (Some(first), []) => {
                let names: Vec<_> = choices.iter().map(|field| field.name).collect();
                self.missing(&names.join("` or `"), first.example);
            }
            (Some(_), [.., (_, _, last)]) => {
                let names: Vec<_> = choices.iter().map(|field| field.name).collect();
                let message = format!("`{}!` takes one of `{}`", record.macro_name, names.join("` and `"));
                let help = format!("write a `{}!` for each", record.macro_name);
                self.problem(ends(&last.value), message, help);
            }
        }
        arguments
    }

    fn missing(&mut self, name: &str, example: &str) {
        let message = format!("`{}!` is without `{name}`", self.record.macro_name);
        let first = name.split('`').next().unwrap_or(name);
        self.problem([Span::call_site(); 2], message, format!("write `{first}: {example}`"));
    }

    /// What stands for a field that is left out.
    fn default(&self, field: &Field) -> TokenStream {
        let krate = &self.krate;
        match field.kind {
            FieldKind::Path => quote!(#krate::attach::IamPath::ROOT),
            FieldKind::Tags => quote!(#krate::attach::Tags::NONE),
            FieldKind::Seconds => quote!(#krate::attach::SessionDuration::HOUR),
            FieldKind::InlinePolicies { .. } | FieldKind::Attachments => quote!(#krate::__private::Cow::Borrowed(&[])),
            _ => quote!(::core::option::Option::None),
        }
    }
}

fn trees(stream: &TokenStream) -> Vec<TokenTree> {
    stream.clone().into_iter().collect()
}

/// What stands between commas.
fn entries(trees: &[TokenTree]) -> Vec<&[TokenTree]> {
    let is_comma = |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    trees.split(is_comma).filter(|entry| !entry.is_empty()).collect()
}

fn ends(trees: &[TokenTree]) -> [Span; 2] {
    let span = |tree: Option<&TokenTree>| tree.map_or_else(Span::call_site, TokenTree::span);
    [span(trees.first()), span(trees.last())]
}
