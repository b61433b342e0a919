//! A document as text, and the way back from a range of it to the tokens.

use std::ops::Range;

use policy_core::{LevelRule, Levels, Options, PolicyType};
use proc_macro2::Span;

use crate::assertions::Asserted;
use crate::holes::Filler;
use crate::levels::Setting;

/// A document read from tokens.
#[derive(Default)]
pub(crate) struct Source {
    /// The document, without a blank that its meaning does not need.
    pub(crate) text: String,
    /// What the attributes ask for, outer ones first.
    pub(crate) rules: Vec<LevelRule>,
    /// For each rule, the name that it stands at.
    pub(crate) rule_spans: Vec<Span>,
    /// What the attributes set besides levels.
    pub(crate) settings: Vec<Setting>,
    /// What the attributes say that the document allows and denies.
    pub(crate) assertions: Vec<Asserted>,
    /// The holes, in the order of the text.
    pub(crate) fillers: Vec<Filler>,
    /// What is wrong with the tokens themselves.
    pub(crate) problems: Vec<Problem>,
    /// How many groups are open.
    pub(crate) nested: usize,
    /// In the order of the text, without overlap.
    tokens: Vec<Token>,
    /// Ranges of text that only stand for something: what is found there is not the user's.
    placeholders: Vec<Range<usize>>,
}

/// A mistake that no text can show.
#[derive(Debug)]
pub(crate) struct Problem {
    /// Where in the text it stands.
    pub(crate) at: usize,
    pub(crate) first: Span,
    pub(crate) last: Span,
    pub(crate) message: String,
    /// What to do about it, if that is not plain from the message.
    pub(crate) help: String,
}

struct Token {
    range: Range<usize>,
    span: Span,
    /// For an opening delimiter: where its group ends, and the span of all of it.
    group: Option<(usize, Span)>,
}

/// The tokens behind a range of text.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) last: Span,
    /// One span, the best there is: all of it if it is one token or one group, else its first token.
    pub(crate) one: Span,
    /// Whether the range is only a part of one token.
    pub(crate) partial: bool,
}

impl Place {
    /// The place that is one token.
    pub(crate) fn token(span: Span) -> Self {
        Self { first: span, last: span, one: span, partial: false }
    }
}

impl Source {
    /// What the attributes ask for, as the checks take it.
    pub(crate) fn options(&mut self, policy_type: PolicyType) -> Options {
        let mut levels = Levels::new();
        self.rules.iter().cloned().for_each(|rule| levels.push(rule));
        let mut options = Options::new(policy_type).levels(levels);
        for Setting { name, value } in &self.settings {
            match options.clone().attribute(&name.0, &value.0) {
                Ok(set) => options = set,
                Err(error) => {
                    let span = if error.in_name { name.1 } else { value.1 };
                    let (message, help) = (error.message, error.help);
                    self.problems.push(Problem { at: 0, first: span, last: span, message, help });
                }
            }
        }
        options
    }

    /// The tokens that a range of the text came from; of an empty range, the one that stands there or before.
    pub(crate) fn place(&self, range: &Range<usize>) -> Place {
        let first = self.tokens.partition_point(|token| token.range.end <= range.start);
        let last = self.tokens.partition_point(|token| token.range.start < range.end.max(range.start + 1));
        let first = self.tokens.get(first).or(self.tokens.last());
        let last = last.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(first), Some(last)) = (first, last) else {
            return Place::token(Span::call_site());
        };
        let one = match first.group {
            Some((end, span)) if end == range.end && first.range.start == range.start => span,
            _ => first.span,
        };
        let within = first.range.start <= range.start && range.end <= first.range.end;
        let partial = within && !range.is_empty() && range.len() < first.range.len();
        Place { first: first.span, last: last.span, one, partial }
    }

    /// Whether the text of a range is not the user's, but stands for something that is reported already.
    pub(crate) fn is_placeholder(&self, range: &Range<usize>) -> bool {
        self.placeholders.iter().any(|placeholder| placeholder.start <= range.start && range.end <= placeholder.end)
    }

    /// Writes one token, apart from a word before it.
    pub(crate) fn push(&mut self, token: &str, span: Span) {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
        if token.as_bytes().first().is_some_and(is_word) && self.text.as_bytes().last().is_some_and(is_word) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(token);
        self.tokens.push(Token { range: start..self.text.len(), span, group: None });
    }

    /// Writes the brackets of a group and, between them, what `content` writes.
    pub(crate) fn push_group(&mut self, delimiters: [&str; 2], spans: [Span; 3], content: impl FnOnce(&mut Self)) {
        let ([open, close], [whole, first, last]) = (delimiters, spans);
        let index = self.tokens.len();
        self.push(open, first);
        content(self);
        self.push(close, last);
        let end = self.text.len();
        if let Some(token) = self.tokens.get_mut(index) {
            token.group = Some((end, whole));
        }
    }

    /// Writes a value for what is none.
    pub(crate) fn push_placeholder(&mut self, span: Span) {
        let start = self.text.len();
        self.push("\"\"", span);
        self.placeholders.push(start..self.text.len());
    }

    /// Reports tokens that stand where the text ends by now.
    pub(crate) fn problem(&mut self, [first, last]: [Span; 2], message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.problems.push(Problem { at: self.text.len(), first, last, message, help });
    }
}
