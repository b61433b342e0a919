//! Findings as compiler messages: `compile_error!`s, and uses of deprecated macros where a warning will do.
//!
//! Stable Rust has no other way to warn. The macro that is used is named after the check, so rustc's line reads
//! ``use of deprecated macro `redundant_action`: ..``.

use policy_core::Finding;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::tokens::{Place, Problem, Source};

/// The messages of one expansion.
#[derive(Default)]
pub(crate) struct Messages {
    statements: TokenStream,
}

impl Messages {
    /// Reports a mistake in the tokens.
    pub(crate) fn problem(&mut self, problem: &Problem) {
        let mut text = problem.message.clone();
        line(&mut text, "help", problem.help.as_deref());
        self.error(problem.first, problem.last, &text);
    }

    /// Reports a finding at the tokens that its text, or its attribute, came from.
    pub(crate) fn finding(&mut self, finding: &Finding, source: &Source) {
        let range = finding.span().range();
        let rule = finding.rule.and_then(|rule| source.rule_spans.get(rule));
        if rule.is_none() && source.is_placeholder(&range) {
            return;
        }
        let place = rule.map_or_else(|| source.place(&range), |&span| Place::token(span));
        let code = finding.code.to_lowercase();
        let mut text = finding.message.clone();
        line(&mut text, "help", finding.help.as_deref());
        // Stable Rust cannot underline a part of a literal: the message shows it.
        let fragment = source.text.get(range).filter(|_| place.partial).map(|fragment| format!("`{fragment}`"));
        if let Some(fragment) = fragment.filter(|fragment| !finding.message.contains(fragment)) {
            line(&mut text, "note", Some(&format!("it stands at {fragment}")));
        }
        if finding.is_denied() {
            line(&mut text, "note", Some(&format!("check `{code}`")));
            self.error(place.first, place.last, &text);
        } else {
            self.warning(place.one, &code, &text);
        }
    }

    /// The value, behind the messages.
    pub(crate) fn before(self, value: TokenTree) -> TokenStream {
        if self.statements.is_empty() {
            return value.into();
        }
        let statements = self.statements;
        quote!({ #statements #value })
    }

    /// rustc underlines from the first to the last token of an invocation: the first carries the start, the last the end.
    fn error(&mut self, first: Span, last: Span, text: &str) {
        let mut text = Literal::string(text);
        text.set_span(last);
        let mut arguments = Group::new(Delimiter::Parenthesis, text.into_token_stream());
        arguments.set_span(last);
        self.statements.extend(quote_spanned!(first=> ::core::compile_error!));
        self.statements.extend(quote_spanned!(last=> #arguments;));
    }

    /// A macro of the user's own making, as far as spans tell, so that rustc does not point at ours.
    fn warning(&mut self, span: Span, code: &str, text: &str) {
        let name = Ident::new(code, span);
        self.statements.extend(quote! {
            {
                #[deprecated(note = #text)]
                macro_rules! #name { () => {} }
                #name! {}
            }
        });
    }
}

/// rustc puts further lines of a message below its first.
fn line(text: &mut String, label: &str, line: Option<&str>) {
    if let Some(line) = line {
        text.push('\n');
        text.push_str(label);
        text.push_str(": ");
        text.push_str(line);
    }
}
