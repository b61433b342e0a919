//! A text with samples in its holes, and the way back.

use super::Hole;
use crate::Span;
use crate::lean::{self, Lean as _};
use crate::span::offset;

pub(crate) struct Filled<'a> {
    pub(crate) text: String,
    /// For each hole, in the order of the text: its place there, its place here.
    places: Vec<(Span, Span)>,
    /// What the samples are called in messages.
    names: Vec<(&'a str, &'a str)>,
}

/// Samples shorter than this may stand in a message for other reasons.
const SHORTEST_NAMED: usize = 6;

impl<'a> Filled<'a> {
    pub(crate) fn new(text: &str, holes: &'a [Hole], values: &'a [String]) -> Self {
        let mut order: Vec<_> = holes.iter().zip(values).list();
        lean::sort(&mut order, |(a, _), (b, _)| a.span.cmp(&b.span));
        let mut filled = String::with_capacity(text.len() + values.iter().map(String::len).sum::<usize>());
        let (mut places, mut names, mut at) = (Vec::new(), Vec::new(), 0);
        for (hole, value) in order {
            let range = hole.span.range();
            filled.push_str(text.get(at..range.start).unwrap_or_default());
            let start = filled.len();
            filled.push_str(value);
            places.push((hole.span, Span::new(offset(start), offset(filled.len()))));
            if value.len() >= SHORTEST_NAMED {
                names.push((value.as_str(), hole.shown.as_str()));
            }
            at = range.end;
        }
        filled.push_str(text.get(at..).unwrap_or_default());
        // A sample can be a part of another.
        lean::sort(&mut names, |(a, _), (b, _)| b.len().cmp(&a.len()));
        Self { text: filled, places, names }
    }

    /// Whether a range of this text holds a sample.
    pub(super) fn is_open_in(&self, span: Span) -> bool {
        self.places.iter().any(|(_, here)| span.contains(*here))
    }

    /// The range of the text with holes that a range of this one comes from; a part of a sample is all of its hole.
    pub(crate) fn origin(&self, span: Span) -> Span {
        Span::new(self.back(span.start, false), self.back(span.end, true))
    }

    fn back(&self, at: u32, is_end: bool) -> u32 {
        let after = self.places.partition_point(|(_, here)| if is_end { here.start < at } else { here.start <= at });
        let Some((there, here)) = after.checked_sub(1).and_then(|index| self.places.get(index)) else { return at };
        if at >= here.end && (is_end || at > here.start) {
            return there.end + (at - here.end);
        }
        if is_end { there.end } else { there.start }
    }

    /// Writes the holes' own names where a message quotes their samples.
    pub(super) fn name_holes(&self, message: &mut String) {
        for (value, name) in &self.names {
            if message.contains(value) {
                *message = message.replace(value, name);
            }
        }
    }
}
