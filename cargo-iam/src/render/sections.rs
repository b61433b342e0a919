//! What is told in sections: a title, marked places in a file, notes.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer};
use policy_core::Span;

use super::text::Window;
use crate::error::Result;
use crate::files::Source;

pub(crate) struct Section<'a> {
    level: Level<'static>,
    title: String,
    excerpts: Vec<Excerpt<'a>>,
    notes: Vec<(Level<'static>, String)>,
}

/// Places of a file, each with what is to be said there.
struct Excerpt<'a> {
    source: &'a Source,
    marks: Vec<(Span, String)>,
}

impl<'a> Section<'a> {
    pub(crate) fn new(level: Level<'static>, title: impl Into<String>) -> Self {
        Self { level, title: title.into(), excerpts: Vec::new(), notes: Vec::new() }
    }

    /// Looks like `level` under its own name.
    pub(crate) fn weigh(&mut self, level: Level<'static>, name: &'static str) {
        self.level = level.with_name(name);
    }

    pub(crate) fn excerpt(&mut self, source: &'a Source, marks: Vec<(Span, String)>) {
        self.excerpts.push(Excerpt { source, marks });
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push((Level::NOTE, note.into()));
    }

    pub(crate) fn help(&mut self, help: impl Into<String>) {
        self.notes.push((Level::HELP, help.into()));
    }

    fn group(&self, is_first: bool) -> Group<'_> {
        let level = self.level.clone();
        let title = if is_first { level.primary_title(&self.title) } else { level.secondary_title(&self.title) };
        let mut group = Group::with_title(title);
        for Excerpt { source, marks } in &self.excerpts {
            let window = Window::around(source, marks.iter().map(|&(span, _)| span));
            let annotations = marks.iter().map(|(span, label)| {
                AnnotationKind::Primary
                    .span(window.range(*span))
                    .label(Some(label.as_str()).filter(|it| !it.is_empty()))
            });
            group = group.element(window.snippet(source).annotations(annotations));
        }
        for (level, note) in &self.notes {
            group = group.element(level.clone().message(note.as_str()));
        }
        group
    }
}

/// Prints the sections as one report, with an empty line after it.
pub(crate) fn print(sections: &[Section<'_>]) -> Result<()> {
    let groups: Vec<_> = sections.iter().enumerate().map(|(at, section)| section.group(at == 0)).collect();
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}\n", Renderer::styled().render(&groups))?;
    Ok(out.flush()?)
}
