//! From places in a policy's text to places in the file it was taken from.

use policy_core::Span;

/// A run of the policy's text and what it stands for in the file.
#[derive(Debug, Clone, Copy)]
struct Run {
    text: Span,
    file: Span,
}

impl Run {
    /// Whether the run is a copy, so that places inside it map byte by byte.
    fn is_copy(self) -> bool {
        self.text.len() == self.file.len()
    }
}

/// A table from byte ranges of a policy's text to byte ranges of its file. Runs follow one another in the text without
/// gaps; a run that is no copy stands for its range as a whole.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map {
    runs: Vec<Run>,
}

impl Map {
    /// The text is the file's part that begins at `start`.
    pub(crate) fn copy(start: u32, length: u32) -> Self {
        Self { runs: vec![Run { text: Span::new(0, length), file: Span::new(start, start + length) }] }
    }

    /// Adds a run of `length` bytes of text that stands for `file`.
    pub(crate) fn push(&mut self, length: usize, file: Span) {
        let start = self.length();
        let text = Span::new(start, start + u32::try_from(length).unwrap_or(u32::MAX));
        if let Some(last) = self.runs.last_mut()
            && last.is_copy()
            && text.len() == file.len()
            && last.file.end == file.start
        {
            last.text.end = text.end;
            last.file.end = file.end;
            return;
        }
        self.runs.push(Run { text, file });
    }

    /// Adds the runs of another table behind this one's.
    pub(crate) fn append(&mut self, other: &Self) {
        for run in &other.runs {
            self.push(run.text.len() as usize, run.file);
        }
    }

    /// The length of the text.
    pub(crate) fn length(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.text.end)
    }

    /// The place in the file.
    pub(crate) fn locate(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.end(span.end).max(start))
    }

    fn start(&self, at: u32) -> u32 {
        let index = self.runs.partition_point(|run| run.text.end <= at);
        let Some(run) = self.runs.get(index) else { return self.runs.last().map_or(0, |run| run.file.end) };
        if run.is_copy() { run.file.start + (at - run.text.start) } else { run.file.start }
    }

    fn end(&self, at: u32) -> u32 {
        let index = self.runs.partition_point(|run| run.text.end < at);
        let Some(run) = self.runs.get(index) else { return self.runs.last().map_or(0, |run| run.file.end) };
        if run.is_copy() { run.file.start + (at - run.text.start) } else { run.file.end }
    }

    /// Whether the range begins and ends where the file has a place of its own, so that an edit of it can be carried over.
    pub(crate) fn is_exact(&self, span: Span) -> bool {
        let inside = |at: u32| self.runs.iter().any(|run| run.text.start < at && at < run.text.end && !run.is_copy());
        !inside(span.start) && !inside(span.end)
    }

    /// The part of the table for `span`, as a table from offset 0.
    pub(crate) fn slice(&self, span: Span) -> Self {
        let mut part = Self::default();
        for run in self.runs.iter().filter(|run| run.text.start < span.end && run.text.end > span.start) {
            let text = Span::new(run.text.start.max(span.start), run.text.end.min(span.end));
            let file = if run.is_copy() {
                let shift = run.file.start;
                Span::new(text.start - run.text.start + shift, text.end - run.text.start + shift)
            } else {
                run.file
            };
            part.push(text.len() as usize, file);
        }
        part
    }

    /// The table from this one's text to the file that `outer` maps this one's file to.
    pub(crate) fn within(&self, outer: &Self) -> Self {
        let mut whole = Self::default();
        for run in &self.runs {
            if !run.is_copy() {
                whole.push(run.text.len() as usize, outer.locate(run.file));
                continue;
            }
            // A copy of a text that is not a copy itself falls apart into the runs of that text.
            for inner in outer.slice(run.file).runs {
                whole.push(inner.text.len() as usize, inner.file);
            }
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::Map;
    use policy_core::Span;

    /// The text `ab"cd` from the file text `xab\"cd`.
    fn escaped() -> Map {
        let mut map = Map::default();
        map.push(2, Span::new(1, 3));
        map.push(1, Span::new(3, 5));
        map.push(2, Span::new(5, 7));
        map
    }

    #[test]
    fn copies_map_byte_by_byte_and_others_as_a_whole() {
        let map = escaped();
        assert_eq!(map.locate(Span::new(0, 2)), Span::new(1, 3));
        assert_eq!(map.locate(Span::new(1, 3)), Span::new(2, 5));
        assert_eq!(map.locate(Span::new(2, 4)), Span::new(3, 6));
        assert_eq!(map.locate(Span::new(5, 5)), Span::new(7, 7));
        assert_eq!(map.slice(Span::new(1, 4)).locate(Span::new(1, 3)), Span::new(3, 6));
    }

    #[test]
    fn tables_compose() {
        let mut inner = Map::default();
        inner.push(3, Span::new(1, 4));
        inner.push(1, Span::new(4, 5));
        let map = inner.within(&escaped());
        assert_eq!(map.locate(Span::new(0, 1)), Span::new(2, 3));
        assert_eq!(map.locate(Span::new(1, 2)), Span::new(3, 5));
        assert_eq!(map.locate(Span::new(3, 4)), Span::new(6, 7));
    }
}
