//! Findings as compiler messages: `compile_error!`s, and uses of deprecated macros where a warning will do.
//!
//! Stable Rust has no other way to warn. The macro that is used is named after the check, so rustc's line reads
//! ``use of deprecated macro `redundant_action`: ..``.

use policy_core::assertions::Violation;
use policy_core::{Excerpt, Finding, FindingType, Label};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use crate::assertions::{Text, lines};
use crate::file::File;
use crate::source::{Place, Problem, Source};

/// More messages about one document than these would keep the compiler busy for minutes.
const MOST: usize = 100;

/// The messages of one expansion, each with the place in the text that it is about.
#[derive(Default)]
pub(crate) struct Messages {
    statements: Vec<(usize, TokenStream)>,
}

impl Messages {
    /// What is wrong with a document's tokens, and what was found in it.
    pub(crate) fn of(source: &Source, findings: &[Finding]) -> Self {
        let mut messages = Self::default();
        source.problems.iter().for_each(|problem| messages.problem(problem));
        messages.each(findings, |messages, finding| messages.finding(finding, source));
        messages
    }

    /// Shows all findings that anyone would read, first those for which the document does not compile.
    pub(crate) fn each(&mut self, findings: &[Finding], mut show: impl FnMut(&mut Self, &Finding)) {
        let Some(more) = findings.len().checked_sub(MOST).filter(|more| *more > 0) else {
            return findings.iter().for_each(|finding| show(self, finding));
        };
        let (denied, others): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.is_denied());
        denied.iter().chain(&others).take(MOST).for_each(|finding| show(self, finding));
        if !denied.is_empty() {
            let text = format!("{more} more findings are not shown");
            self.statements.push((usize::MAX, error(Span::call_site(), Span::call_site(), &text)));
        }
    }

    /// Reports a mistake in the tokens.
    pub(crate) fn problem(&mut self, problem: &Problem) {
        let mut text = problem.message.clone();
        if !problem.help.is_empty() {
            line(&mut text, "help", &problem.help);
        }
        self.statements.push((problem.at, error(problem.first, problem.last, &text)));
    }

    /// Reports a finding at the tokens that its text, or its attribute, came from.
    pub(crate) fn finding(&mut self, finding: &Finding, source: &Source) {
        let range = finding.span().range();
        let rule = finding.rule.and_then(|rule| source.rule_spans.get(rule));
        if rule.is_none() && source.is_placeholder(&range) {
            return;
        }
        let place = rule.map_or_else(|| source.place(&range), |&span| Place::token(span));
        let mut text = finding.message.clone();
        if let Some(help) = &finding.help {
            line(&mut text, "help", help);
        }
        // Stable Rust cannot underline a part of a literal, nor a second place: the message shows them.
        let fragment = place.partial.then(|| format!("`{}`", source.shown(range)));
        if let Some(fragment) = fragment.filter(|fragment| !finding.message.contains(fragment)) {
            line(&mut text, "note", &format!("at {fragment}"));
        }
        for label in &finding.labels {
            line(&mut text, "note", &source.labelled(label));
        }
        self.push_finding(finding, place, text);
    }

    /// Reports a finding about a file at the path that names it, with the file's own line.
    pub(crate) fn file_finding(&mut self, finding: &Finding, file: &File, source: &Source) {
        if let Some(&span) = finding.rule.and_then(|rule| source.rule_spans.get(rule)) {
            let mut text = finding.message.clone();
            if let Some(help) = &finding.help {
                line(&mut text, "help", help);
            }
            return self.push_finding(finding, Place::token(span), text);
        }
        let excerpt = Excerpt::new(finding, &file.text, &file.name).to_string();
        // The headline says `error` again, and the code, which the note has.
        let text = match excerpt.split_once('\n') {
            Some((_, body)) => format!("{}\n{body}", finding.message),
            None => excerpt,
        };
        self.push_finding(finding, Place::token(file.span), text);
    }

    /// Reports an assertion that does not hold.
    pub(crate) fn violation(&mut self, violation: &Violation, [first, last]: [Span; 2], policy: &Text<'_>) {
        let mut text = violation.message.clone();
        for (label, words) in lines(violation, policy) {
            line(&mut text, label, &words);
        }
        self.statements.push((0, error(first, last, &text)));
    }

    fn push_finding(&mut self, finding: &Finding, place: Place, mut text: String) {
        let code = finding.code.to_lowercase();
        let statement = if finding.is_denied() {
            let kind = match finding.finding_type {
                FindingType::Error => "",
                FindingType::SecurityWarning => " (a security warning)",
                FindingType::Warning => " (a warning)",
                FindingType::Suggestion => " (a suggestion)",
            };
            if finding.rule.is_none() {
                line(&mut text, "note", &format!("check `{code}`{kind}"));
            }
            error(place.first, place.last, &text)
        } else {
            warning(place.one, &code, &text)
        };
        let at = if finding.rule.is_some() { usize::MAX } else { finding.span().range().start };
        self.statements.push((at, statement));
    }

    /// Puts a statement before the messages.
    pub(crate) fn push(&mut self, statement: TokenStream) {
        self.statements.insert(0, (0, statement));
    }

    /// The value, behind the messages.
    pub(crate) fn before(self, value: TokenTree) -> TokenStream {
        if self.statements.is_empty() { value.into() } else { self.block(&value.into()) }
    }

    /// A block with the messages and what makes the value.
    pub(crate) fn block(mut self, value: &TokenStream) -> TokenStream {
        self.statements.sort_by_key(|(at, _)| *at);
        let statements = self.statements.into_iter().map(|(_, statement)| statement);
        quote!({ #(#statements)* #value })
    }
}

/// rustc underlines from the first to the last token of an invocation: the first carries the start, the last the end.
pub(crate) fn error(first: Span, last: Span, text: &str) -> TokenStream {
    let mut text = Literal::string(text);
    text.set_span(last);
    let mut arguments = Group::new(Delimiter::Parenthesis, text.into_token_stream());
    arguments.set_span(last);
    let mut statement = quote_spanned!(first=> ::core::compile_error!);
    statement.extend(quote_spanned!(last=> #arguments;));
    statement
}

/// A macro of the user's own making, as far as spans tell, so that rustc does not point at ours.
fn warning(span: Span, code: &str, text: &str) -> TokenStream {
    let name = Ident::new(code, span);
    quote! {
        {
            #[deprecated(note = #text)]
            macro_rules! #name { () => {} }
            #name! {}
        }
    }
}

impl Source {
    /// A second place, in words.
    pub(crate) fn labelled(&self, label: &Label) -> String {
        let span = self.place(&label.span.range()).first;
        let fragment = self.shown(label.span.range());
        let mut text = label.message.clone();
        if !fragment.is_empty() && fragment.len() <= 80 {
            text.extend([": `", &fragment, "`"]);
        }
        // There are no lines without a compiler.
        if proc_macro::is_available() {
            text.extend([" on line ", &span.unwrap().line().to_string()]);
        }
        text
    }
}

/// rustc puts further lines of a message below its first.
fn line(text: &mut String, label: &str, line: &str) {
    text.extend(["\n", label, ": ", line]);
}
