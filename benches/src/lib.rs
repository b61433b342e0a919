//! What this costs, beside what others cost: every figure has its yardsticks in the same run.
//!
//! A [`Group`] holds cases that answer the same question about the same input, ours first. `cargo bench` shows each by
//! itself; the binary times the cases of a group in turns and prints the medians of their ratios.

mod bulk;
mod catalog;
mod corpus;
mod evaluate;
mod start;
mod text;

use std::path::PathBuf;

pub use bulk::peak_memory;

/// One thing to time.
pub struct Case {
    /// What runs: `serde_json::from_str::<Value>`.
    pub name: &'static str,
    /// Does it once, for every item of the group.
    pub run: Box<dyn FnMut()>,
}

/// What time is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The processor's, of this thread alone.
    Processor,
    /// That of a clock on the wall: other processes take it.
    Wall,
}

/// Cases on the same input; the first is ours, the others are its yardsticks.
pub struct Group {
    /// What is asked: `read`.
    pub name: String,
    /// How many items one run handles: the time of one is shown.
    pub items: usize,
    /// What an item is: `policy`.
    pub item: &'static str,
    /// How it is timed.
    pub clock: Clock,
    /// The cases.
    pub cases: Vec<Case>,
}

impl Group {
    fn new(name: impl Into<String>, items: usize, item: &'static str) -> Self {
        Self { name: name.into(), items, item, clock: Clock::Processor, cases: Vec::new() }
    }

    fn case<R>(mut self, name: &'static str, mut run: impl FnMut() -> R + 'static) -> Self {
        let run = move || {
            core::hint::black_box(run());
        };
        self.cases.push(Case { name, run: Box::new(run) });
        self
    }
}

/// Everything there is to time.
pub fn groups() -> Vec<Group> {
    [text::groups(), catalog::groups(), evaluate::groups(), bulk::groups(), start::groups(), text::sizes()]
        .into_iter()
        .flatten()
        .collect()
}

/// What is counted in instructions: text alone, which takes no time to prepare.
pub fn counted() -> Vec<Group> {
    text::groups()
}

/// `cargo-iam`, where `CARGO_IAM` names it.
fn program() -> Option<PathBuf> {
    std::env::var_os("CARGO_IAM").map(PathBuf::from)
}
