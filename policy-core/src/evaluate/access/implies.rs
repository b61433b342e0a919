//! When passing one condition means passing another.

use core::cmp::Ordering;

use super::symbols::contains;
use super::work::Work;
use crate::document::{BaseOperator as Op, OperatorFamily, SetOperator};
use crate::evaluate::condition::{Test, Wanted};
use crate::evaluate::template::Case;
use crate::value::number::Number;

/// Whether every request that passes all of `given` passes all of `asked`. A `true` is always right.
pub(super) fn implies(given: &[&Test], asked: &[Test], work: &Work) -> bool {
    asked.iter().all(|asked| given.iter().any(|given| implies_test(given, asked, work)))
}

/// Whether no request passes all of `left` and all of `right`. A `true` is always right.
pub(super) fn contradicts(left: &[&Test], right: &[&Test], work: &Work) -> bool {
    let apart = |left: &Test, right: &Test| {
        work.take(right.values.len()) && opposite(right).is_some_and(|opposite| implies_test(left, &opposite, work))
    };
    left.iter().any(|left| right.iter().any(|right| apart(left, right) || apart(right, left)))
}

fn implies_test(given: &Test, asked: &Test, work: &Work) -> bool {
    if !work.take(1) || !given.key.name.eq_ignore_ascii_case(&asked.key.name) {
        return false;
    }
    let is_null = |test: &Test| test.operator.base == Op::Null;
    if is_null(asked) {
        let wants_presence = |wanted: &Wanted| matches!(wanted, Wanted::Missing(false));
        let is_plain = given.operator.set.is_none() && asked.operator.set.is_none();
        let asks_presence = !asked.values.is_empty() && asked.values.iter().all(wants_presence);
        let same = is_null(given) && given.operator == asked.operator && covers_all(asked, given, work);
        return same || (is_plain && asks_presence && !is_null(given) && !passes_missing(given));
    }
    if is_null(given) || given.operator.set != asked.operator.set {
        return false;
    }
    let negated = given.operator.base.is_negated();
    if negated != asked.operator.base.is_negated() || (passes_missing(given) && !passes_missing(asked)) {
        return false;
    }
    if negated { covers_all(given, asked, work) } else { covers_all(asked, given, work) }
}

/// Whether every value `inner` asks for is one that `outer` asks for.
fn covers_all(outer: &Test, inner: &Test, work: &Work) -> bool {
    inner.values.iter().all(|inner_value| {
        let contains =
            |outer_value| within((inner.operator.base, inner_value), (outer.operator.base, outer_value), work);
        work.take(outer.values.len()) && outer.values.iter().any(contains)
    })
}

fn passes_missing(test: &Test) -> bool {
    match test.operator.set {
        Some(SetOperator::ForAllValues) => true,
        Some(SetOperator::ForAnyValue) => false,
        None => test.operator.if_exists || test.operator.base.is_negated(),
    }
}

/// The test that a request passes exactly when it fails `test`, where there is one.
fn opposite(test: &Test) -> Option<Test> {
    let is_reversible = test.operator.set.is_none() && (!test.operator.if_exists || test.operator.base.is_negated());
    let base = match test.operator.base {
        Op::StringEquals => Op::StringNotEquals,
        Op::StringNotEquals => Op::StringEquals,
        Op::StringEqualsIgnoreCase => Op::StringNotEqualsIgnoreCase,
        Op::StringNotEqualsIgnoreCase => Op::StringEqualsIgnoreCase,
        Op::StringLike => Op::StringNotLike,
        Op::StringNotLike => Op::StringLike,
        Op::NumericEquals => Op::NumericNotEquals,
        Op::NumericNotEquals => Op::NumericEquals,
        Op::DateEquals => Op::DateNotEquals,
        Op::DateNotEquals => Op::DateEquals,
        Op::IpAddress => Op::NotIpAddress,
        Op::NotIpAddress => Op::IpAddress,
        Op::ArnEquals | Op::ArnLike => Op::ArnNotLike,
        Op::ArnNotEquals | Op::ArnNotLike => Op::ArnLike,
        _ => return None,
    };
    let mut opposite = test.clone();
    opposite.operator.base = base;
    opposite.operator.if_exists = false;
    is_reversible.then_some(opposite)
}

/// Whether a value that is `inner` by one operator is `outer` by the other; negated operators count as their positive.
fn within((inner_op, inner): (Op, &Wanted), (outer_op, outer): (Op, &Wanted), work: &Work) -> bool {
    if matches!(inner, Wanted::Nothing) {
        return true;
    }
    if inner_op.family() != outer_op.family() {
        return false;
    }
    match (inner, outer) {
        (Wanted::Text(inner), Wanted::Text(outer)) => match (case(inner_op), case(outer_op)) {
            (Case::Ignored, Case::Sensitive) => false,
            (_, case) => contains(outer, inner, case, work),
        },
        (Wanted::Arn(_) | Wanted::AnyArn, Wanted::AnyArn) => true,
        (Wanted::Arn(inner), Wanted::Arn(outer)) => {
            outer.iter().zip(inner.iter()).all(|(outer, inner)| contains(outer, inner, Case::Sensitive, work))
        }
        (Wanted::Number(inner), Wanted::Number(outer)) => match (Number::parse(inner), Number::parse(outer)) {
            (Some(inner), Some(outer)) => range_within(inner_op, outer_op, inner.cmp(&outer)),
            _ => false,
        },
        (Wanted::Date(inner), Wanted::Date(outer)) => range_within(inner_op, outer_op, inner.cmp(outer)),
        (Wanted::Range(inner), Wanted::Range(outer)) => outer.contains(*inner),
        (Wanted::Bytes(inner), Wanted::Bytes(outer)) => inner == outer,
        (Wanted::Missing(inner), Wanted::Missing(outer)) => inner == outer,
        _ => false,
    }
}

/// Whether the range `inner` begins or ends lies in that of `outer`; `order` is how their limits compare.
fn range_within(inner: Op, outer: Op, order: Ordering) -> bool {
    use Range::{Above, Below, FromOn, Point, UpTo};
    match (range(inner), range(outer)) {
        (Point, Point) => order.is_eq(),
        (Point | UpTo, Below) => order.is_lt(),
        (Below, Below) | (Point | Below | UpTo, UpTo) => order.is_le(),
        (Point | FromOn, Above) => order.is_gt(),
        (Above, Above) | (Point | Above | FromOn, FromOn) => order.is_ge(),
        _ => false,
    }
}

enum Range {
    Point,
    Below,
    UpTo,
    Above,
    FromOn,
}

fn range(operator: Op) -> Range {
    match operator {
        Op::NumericLessThan | Op::DateLessThan => Range::Below,
        Op::NumericLessThanEquals | Op::DateLessThanEquals => Range::UpTo,
        Op::NumericGreaterThan | Op::DateGreaterThan => Range::Above,
        Op::NumericGreaterThanEquals | Op::DateGreaterThanEquals => Range::FromOn,
        _ => Range::Point,
    }
}

fn case(operator: Op) -> Case {
    match operator {
        Op::StringEqualsIgnoreCase | Op::StringNotEqualsIgnoreCase => Case::Ignored,
        _ if operator.family() == OperatorFamily::Bool => Case::Ignored,
        _ => Case::Sensitive,
    }
}
