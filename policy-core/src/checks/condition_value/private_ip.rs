//! Private addresses under `aws:SourceIp`, which is the address that AWS sees: a public one.

use crate::document::{BaseOperator, ConditionTest, Value};
use crate::lean::Lean as _;
use crate::value::ip::IpRange;

/// The values of a test of `aws:SourceIp` with that operator which are private, and whether they all are. Nothing when
/// none is.
pub(super) fn values<'a, 't>(test: ConditionTest<'a, 't>, base: BaseOperator) -> Option<(Vec<&'a Value<'t>>, bool)> {
    let operator = test.operator().filter(|operator| operator.base == base);
    if operator.is_none() || !test.condition.is_key("aws:SourceIp") {
        return None;
    }
    let is_private = |value: &&Value<'_>| IpRange::parse(&value.text).is_some_and(IpRange::is_private);
    let private: Vec<_> = test.values().iter().filter(is_private).list();
    let all = private.len() == test.values().len();
    (!private.is_empty()).then_some((private, all))
}
