//! The lines that two documents do not share.

use core::fmt;

use super::canonical::Line;

/// What tells two documents apart: shown line by line, with `-` before what only the first one has, `+` before what only the
/// second one has. Both are shown in the form that they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    lines: Vec<(char, String)>,
}

impl Difference {
    #[inline]
    pub(super) fn new(a: &[Line], b: &[Line]) -> Self {
        // The length of the longest common part of what follows each pair of places.
        let width = b.len() + 1;
        let mut lengths = vec![0_usize; (a.len() + 1) * width];
        let length = |lengths: &[usize], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or_default();
        for (i, left) in a.iter().enumerate().rev() {
            for (j, right) in b.iter().enumerate().rev() {
                let longest = if left.key == right.key {
                    length(&lengths, i + 1, j + 1) + 1
                } else {
                    length(&lengths, i + 1, j).max(length(&lengths, i, j + 1))
                };
                if let Some(place) = lengths.get_mut(i * width + j) {
                    *place = longest;
                }
            }
        }
        let (mut i, mut j, mut lines) = (0, 0, Vec::with_capacity(a.len().max(b.len())));
        loop {
            match (a.get(i), b.get(j)) {
                (Some(left), Some(right)) if left.key == right.key => {
                    lines.push((' ', left.shown.clone()));
                    (i, j) = (i + 1, j + 1);
                }
                (Some(left), right) if right.is_none() || length(&lengths, i + 1, j) >= length(&lengths, i, j + 1) => {
                    lines.push(('-', left.shown.clone()));
                    i += 1;
                }
                (_, Some(right)) => {
                    lines.push(('+', right.shown.clone()));
                    j += 1;
                }
                _ => return Self { lines },
            }
        }
    }

    /// The lines: `-`, `+` or a blank, and the text.
    #[inline]
    pub fn lines(&self) -> impl Iterator<Item = (char, &str)> {
        self.lines.iter().map(|(sign, text)| (*sign, text.as_str()))
    }
}

impl fmt::Display for Difference {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sign, text) in &self.lines {
            writeln!(f, "{sign} {text}")?;
        }
        Ok(())
    }
}
