//! The most and the least that a document with holes can allow.
//!
//! Each statement is widened or narrowed: what a hole may stand for is taken to be everything, or nothing. In the first
//! document the allowing statements are wide and the denying ones narrow, in the second the other way round, so whatever
//! the values, the document allows no more than the first and no less than the second.

use super::shift::Filled;
use crate::Document;
use crate::document::{
    Block, ConditionTest, OperatorBlock, PrincipalBlock, PrincipalForm, PrincipalKind, Statement, Text,
};
use crate::lean::{self, Lean as _};

/// The two documents. Every hole is filled with `*`. `by_account` says whether whoever asks can be of an account, and
/// `is_settled` of which conditions the values do not matter.
pub(crate) fn bounds<'f>(
    filled: &'f Filled<'_>,
    by_account: bool,
    is_settled: &dyn Fn(ConditionTest<'_, '_>) -> bool,
) -> [Document<'f>; 2] {
    let document = Document::read(&filled.text);
    let star = Document::read(r#"{"Statement":{"Principal":"*"}}"#);
    let star = star.statements.into_iter().find_map(|statement| match statement.principal?.form {
        PrincipalForm::Text(text) => Some(text),
        _ => None,
    });
    let Some(star) = star else { return [document.clone(), document] };
    let bound = Bound { filled, star, by_account, is_settled };
    let changed = |most| {
        let mut document = document.clone();
        lean::keep(&mut document.statements, |statement| bound.change(statement, statement.allows() == most));
        document
    };
    [changed(true), changed(false)]
}

struct Bound<'b, 'f> {
    filled: &'b Filled<'b>,
    star: Text<'f>,
    by_account: bool,
    is_settled: &'b dyn Fn(ConditionTest<'_, '_>) -> bool,
}

impl<'f> Bound<'_, 'f> {
    /// Widens or narrows a statement; `false` when it may not apply at all.
    fn change(&self, statement: &mut Statement<'f>, widen: bool) -> bool {
        if !self.filled.is_open_in(statement.span) {
            return true;
        }
        // A sample is a `*` already.
        let open = |text: &Text<'_>| self.is_open(text);
        drop_if(&mut statement.action, !widen, |action| open(&action.text));
        drop_if(&mut statement.not_action, widen, |action| open(&action.text));
        drop_if(&mut statement.resource, !widen, |resource| open(&resource.text));
        drop_if(&mut statement.not_resource, widen, |resource| open(&resource.text));
        self.principals(&mut statement.principal, widen);
        self.principals(&mut statement.not_principal, !widen);
        let mut operators = statement.condition.iter_mut().flat(|block| &mut block.operators);
        operators.all(|block| self.tests(block, widen))
    }

    fn is_open(&self, text: &Text<'_>) -> bool {
        self.filled.is_open_in(text.span())
    }

    fn principals(&self, block: &mut Option<PrincipalBlock<'f>>, widen: bool) {
        let Some(PrincipalBlock { form: PrincipalForm::Map(members), .. }) = block else { return };
        for member in members {
            // What a hole stands for in `AWS` is an account, or something in one.
            let can_match = match member.kind() {
                Some(PrincipalKind::Aws) => self.by_account,
                Some(PrincipalKind::Service | PrincipalKind::Federated) => true,
                Some(PrincipalKind::CanonicalUser) | None => false,
            };
            if widen && can_match {
                let values = member.values.iter_mut().filter(|value| self.is_open(value));
                values.for_each(|value| *value = self.star.clone());
            } else {
                lean::keep(&mut member.values, |value| !self.is_open(value));
            }
        }
    }

    /// `false` when a test may fail whatever else holds.
    fn tests(&self, block: &mut OperatorBlock<'f>, widen: bool) -> bool {
        let mut applies = true;
        let negated = block.operator.is_some_and(|operator| operator.base.is_negated());
        let mut conditions = core::mem::take(&mut block.conditions);
        lean::keep(&mut conditions, |condition| {
            let is_open = condition.values.iter().any(|value| self.is_open(&value.text));
            if !is_open || (self.is_settled)(ConditionTest { block, condition }) {
                return true;
            }
            // Fewer values pass less, and those of a negated operator more.
            if widen == negated {
                lean::keep(&mut condition.values, |value| !self.is_open(&value.text));
                return true;
            }
            applies &= widen;
            false
        });
        block.conditions = conditions;
        applies
    }
}

fn drop_if<E>(block: &mut Option<Block<E>>, drop: bool, is_open: impl Fn(&E) -> bool) {
    if let Some(block) = block.as_mut().filter(|_| drop) {
        lean::keep(&mut block.entries, |entry| !is_open(entry));
    }
}
