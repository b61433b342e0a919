//! For people: rustc's look, by annotate-snippets.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer as Snippets, Snippet};
use policy_core::{Finding, FindingType, Span};

use super::{Renderer, learn_more, word};
use crate::check::{Checked, CheckedFile};
use crate::error::Result;
use crate::files::Source;
use crate::terminal;

pub(super) struct Text {
    snippets: Snippets,
    links: bool,
}

impl Text {
    pub(super) fn new() -> Self {
        Self { snippets: Snippets::styled(), links: terminal::links() }
    }
}

impl Renderer for Text {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        let mut out = anstream::stdout().lock();
        for (policy, finding) in super::findings(file).take(MOST) {
            let report = self.report(&file.source, policy, finding);
            writeln!(out, "{report}\n")?;
        }
        out.flush()?;
        match super::findings(file).count().checked_sub(MOST) {
            None | Some(0) => {}
            Some(more) => terminal::warning(format!(
                "{more} more findings in {} are not shown; the other formats have them all",
                file.source.name
            )),
        }
        Ok(())
    }
}

/// Nobody reads more findings about a file.
const MOST: usize = 1_000;
/// So many places of a finding are marked, and so many edits shown.
const MOST_PLACES: usize = 50;
/// Nobody reads longer excerpts. Laying one out takes as long as it is.
const MOST_BYTES: usize = 1 << 16;
/// A diff shows its lines whole.
const MOST_BYTES_OF_DIFF: usize = 1 << 12;

/// A few lines of a file around some places, for the snippets.
pub(super) struct Window<'a> {
    text: &'a str,
    line: u32,
    start: u32,
}

impl<'a> Window<'a> {
    pub(super) fn around(source: &'a Source, spans: impl Iterator<Item = Span>) -> Self {
        let whole = spans.reduce(Span::to).unwrap_or_default();
        let position = |at: u32| source.lines.position(&source.text, at).line;
        let (first, last) = (position(whole.start), position(whole.end));
        let start = source.lines.line(&source.text, first).start;
        let end = source.lines.line(&source.text, last).end;
        Self { text: Span::new(start, end).of(&source.text), line: first, start }
    }

    pub(super) fn range(&self, span: Span) -> std::ops::Range<usize> {
        let inside = |at: u32| (at.saturating_sub(self.start) as usize).min(self.text.len());
        inside(span.start)..inside(span.end)
    }

    pub(super) fn snippet<T: Clone>(&self, source: &'a Source) -> Snippet<'a, T> {
        Snippet::source(self.text).line_start(self.line as usize).path(source.name.as_str())
    }
}

impl Text {
    fn report(&self, source: &Source, policy: &Checked, finding: &Finding) -> String {
        let labels: Vec<(Span, &str)> =
            finding.labels.iter().map(|label| (policy.locate(label.span), label.message.as_str())).collect();
        let places: Vec<Span> = finding.locations.iter().take(MOST_PLACES).map(|&span| policy.locate(span)).collect();
        let window = Window::around(source, places.iter().copied().chain(labels.iter().map(|&(span, _)| span)));
        let mut title = level(finding).primary_title(finding.message.as_str()).id(finding.code.as_str());
        if self.links {
            title = title.id_url(learn_more(finding));
        }
        let mut group = if window.text.len() > MOST_BYTES {
            let first = source.lines.position(&source.text, places.first().copied().unwrap_or_default().start);
            let origin = Origin::path(source.name.as_str()).line(first.line as usize);
            title.element(origin.char_column(first.column as usize))
        } else {
            let primary = places.iter().map(|&span| AnnotationKind::Primary.span(window.range(span)));
            let context =
                labels.iter().map(|&(span, text)| AnnotationKind::Context.span(window.range(span)).label(text));
            title.element(window.snippet(source).annotations(primary.chain(context)))
        };
        if !policy.policy.is_plain() {
            group = group.element(Level::NOTE.message(format!("in `{}`", policy.policy.place)));
        }
        if finding.refused {
            group = group.element(Level::NOTE.message("IAM refuses the document for this"));
        }
        if let Some(help) = &finding.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let patches = patches(source, policy, finding);
        let groups: Vec<Group<'_>> = std::iter::once(group).chain(patches).collect();
        self.snippets.render(&groups)
    }
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.finding_type {
        _ if finding.is_denied() => Level::ERROR,
        FindingType::Suggestion => Level::WARNING.with_name(word(finding)),
        _ => Level::WARNING,
    }
}

/// The finding's fix as a diff, where the edits can be shown in the file.
fn patches<'a>(source: &'a Source, policy: &Checked, finding: &'a Finding) -> Option<Group<'a>> {
    let fix = finding.fix.as_ref()?;
    let is_shown = policy.policy.notation == crate::input::Notation::Json;
    if !is_shown || fix.edits.len() > MOST_PLACES || !fix.edits.iter().all(|edit| policy.policy.map.is_exact(edit.span))
    {
        return None;
    }
    let window = Window::around(source, fix.edits.iter().map(|edit| policy.locate(edit.span)));
    if window.text.len() > MOST_BYTES_OF_DIFF {
        return None;
    }
    let patch =
        |edit: &'a policy_core::Edit| Patch::new(window.range(policy.locate(edit.span)), edit.replacement.as_str());
    let patches: Vec<_> = fix.edits.iter().map(patch).collect();
    Some(Level::HELP.secondary_title(fix.title.as_str()).element(window.snippet(source).patches(patches)))
}
