//! Policies that are evaluated, with the files they come from.

use std::rc::Rc;

use policy_core::{Document, PolicyType, Position, Span};

use crate::error::{Failure, Result};
use crate::files::{Source, Target};
use crate::input::{self, Found};
use crate::terminal;

/// A policy of a file.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) source: Rc<Source>,
    found: Found,
}

impl Loaded {
    pub(crate) fn document(&self) -> Document<'_> {
        Document::read(&self.found.text)
    }

    /// The policy as JSON.
    pub(crate) fn into_text(self) -> String {
        self.found.text
    }

    /// The place in the file of a range of the policy's text.
    pub(crate) fn locate(&self, span: Span) -> Span {
        self.found.map.locate(span)
    }

    /// The file's name with the policy's place in it.
    pub(crate) fn name(&self) -> String {
        let place = &self.found.place;
        if place.is_empty() { self.source.name.clone() } else { format!("{}#{place}", self.source.name) }
    }

    /// The place in the file of an offset in the policy's text.
    pub(crate) fn position(&self, at: u32) -> Position {
        self.source.lines.position(&self.source.text, self.locate(Span::new(at, at)).start)
    }

    /// `file:line:column` of a place in the policy's text.
    fn place(&self, at: u32) -> String {
        let at = self.position(at);
        format!("{}:{}:{}", self.source.name, at.line, at.column)
    }

    /// Warns of what makes the answer one about another document than AWS would have.
    fn warn(&self) {
        if let Some(error) = policy_core::syntax::parse(&self.found.text).1.first() {
            terminal::warning(format!(
                "{}: {}; IAM refuses this document",
                self.place(error.span.start),
                error.message
            ));
        }
        if let Some(unknown) = self.found.unknown.first() {
            let shown = &unknown.shown;
            terminal::warning(format!("{}: `{shown}` is known on deployment only; a text stands for it", self.name()));
        }
    }
}

/// The policies of a file. `walked` files, which nobody named, may hold none.
pub(crate) fn of_file(target: &Target) -> Result<Vec<Loaded>> {
    let source = Rc::new(target.read()?);
    let found = input::policies(&source, target.walked)?;
    let loaded: Vec<_> = found.into_iter().map(|found| Loaded { source: Rc::clone(&source), found }).collect();
    loaded.iter().for_each(Loaded::warn);
    Ok(loaded)
}

/// The policies of a file that are of one type, as far as their places say.
pub(crate) fn of_type(path: &str, policy_type: PolicyType) -> Result<Vec<Loaded>> {
    let mut policies = of_file(&Target::named(path))?;
    let is_wanted =
        |kind: PolicyType| kind == policy_type || (kind == PolicyType::Trust && policy_type == PolicyType::Resource);
    policies.retain(|policy| policy.found.policy_type().is_none_or(is_wanted));
    if policies.is_empty() {
        return Err(Failure::about(path, format!("holds no {policy_type} policy")));
    }
    Ok(policies)
}

/// The only policy among some.
pub(crate) fn only(path: &str, mut policies: Vec<Loaded>) -> Result<Loaded> {
    match (policies.pop(), policies.len()) {
        (Some(policy), 0) => Ok(policy),
        (None, _) => Err(Failure::about(path, "holds no policy")),
        (Some(_), others) => Err(Failure::about(path, format!("holds {} policies; this takes one", others + 1))),
    }
}
