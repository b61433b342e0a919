//! How much a check may do.

use core::cell::Cell;

/// In steps of comparing patterns, each some nanoseconds: a hundred times what policies of AWS's size need, and a moment's
/// work.
const MOST: usize = 1 << 27;

/// Why a check that did all it may do is undecided.
pub(super) const TOO_LONG: &str = "the policies are too long to be compared in full";

/// What is left of the work that a check may do. Once nothing is, containment is not proven and nothing is searched for: the
/// check is undecided, unless it has found what it looked for.
#[derive(Debug)]
pub(super) struct Work(Cell<usize>);

impl Work {
    pub(super) fn new() -> Self {
        Self(Cell::new(MOST))
    }

    /// Whether there is time for so many steps, which are taken off.
    pub(super) fn take(&self, steps: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(steps));
        !self.is_over()
    }

    pub(super) fn is_over(&self) -> bool {
        self.0.get() == 0
    }
}
