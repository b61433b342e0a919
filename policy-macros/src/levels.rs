//! The attributes of a document: `#![allow(redundant_action, reason = "..")]`, `#![resource_type = ".."]`, and assertions.

use policy_core::Level;
use proc_macro2::{Group, Span};
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr, Token, token};

use crate::assertions::Asserted;

/// `#[level(code, .., reason = "..")]`, `#![..]`, or `#![option = ".."]`.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) inner: bool,
    pub(crate) level: Level,
    /// The checks and groups it names, as written.
    pub(crate) names: Vec<(String, Span)>,
    /// What it sets instead of a level.
    pub(crate) setting: Option<Setting>,
    /// What it asserts instead of a level.
    pub(crate) assertion: Option<Asserted>,
    pub(crate) first: Span,
    pub(crate) last: Span,
}

/// `name = "value"`: what it means is for the checks to say.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) name: (String, Span),
    pub(crate) value: (String, Span),
}

impl Attribute {
    /// Reads what stands between the brackets; a failure is a place, a message and what to do.
    pub(crate) fn parse(inner: bool, hash: Span, brackets: &Group) -> Result<Self, (Span, String, String)> {
        let last = brackets.span_close();
        let level = Level::Allow;
        let mut attribute =
            Attribute { inner, level, names: Vec::new(), setting: None, assertion: None, first: hash, last };
        let content = |input: ParseStream<'_>| attribute.content(input);
        content.parse2(brackets.stream()).map_err(|error| {
            let text = error.to_string();
            let (message, help) = text.split_once('\n').unwrap_or((&text, ""));
            (error.span(), message.to_owned(), help.to_owned())
        })?;
        Ok(attribute)
    }

    fn content(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let levels = "write `allow`, `warn`, `deny` or `forbid`";
        let Ok(level) = input.parse::<Ident>() else {
            let span = if input.is_empty() { self.last } else { input.span() };
            return Err(syn::Error::new(span, format!("expected the name of an attribute\n{levels}")));
        };
        if Asserted::is_named(&level) {
            self.assertion = Some(Asserted::parse(&level, input, [self.first, self.last])?);
            return Ok(());
        }
        if input.peek(Token![=]) && Level::from_name(&level.to_string()).is_none() {
            input.parse::<Token![=]>()?;
            if !input.peek(LitStr) {
                return Err(input.error(format!("expected a string\nwrite `{level} = \"..\"`")));
            }
            let value: LitStr = input.parse()?;
            let name = (level.to_string(), level.span());
            self.setting = Some(Setting { name, value: (value.value(), value.span()) });
            return if input.is_empty() { Ok(()) } else { Err(input.error("expected `]`")) };
        }
        self.level = Level::from_name(&level.to_string())
            .ok_or_else(|| syn::Error::new(level.span(), format!("unknown attribute `{level}`\n{levels}")))?;
        let names_none = || {
            let message = format!("`{level}` names no check\nwrite its name, `{level}(redundant_action)`");
            syn::Error::new(level.span(), message)
        };
        if !input.peek(token::Paren) {
            return Err(names_none());
        }
        let list;
        syn::parenthesized!(list in input);
        if list.is_empty() {
            return Err(names_none());
        }
        while !list.is_empty() {
            self.item(&list)?;
            if !list.is_empty() {
                list.parse::<Token![,]>()?;
            }
        }
        if input.is_empty() { Ok(()) } else { Err(input.error("expected `]`")) }
    }

    fn item(&mut self, list: ParseStream<'_>) -> syn::Result<()> {
        let Ok(name) = list.parse::<Ident>() else {
            return Err(list.error("expected the name of a check\nwrite it as `redundant_action`, without quotes"));
        };
        if !list.peek(Token![=]) {
            self.names.push((name.to_string(), name.span()));
            return Ok(());
        }
        if name != "reason" {
            let message = format!("unknown argument `{name}`\nonly `reason = \"..\"` takes a value");
            return Err(syn::Error::new(name.span(), message));
        }
        list.parse::<Token![=]>()?;
        // The reason is for who reads the source.
        list.parse::<LitStr>().map(drop)
    }
}
