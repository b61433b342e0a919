//! One condition test: an operator, a key, the values it asks for (IAM User Guide, "IAM JSON policy elements: Condition
//! operators" and "Single-valued vs. multivalued context keys").
//!
//! - A key that is not in the request is matched by negated operators and by `…IfExists`, and by no other.
//! - Several values are alternatives; a negated operator wants none of them.
//! - `ForAllValues:` holds when every value of the request does, so also when there is none; `ForAnyValue:` when one
//!   does. A lone empty string counts as no value. `IfExists` says nothing to `ForAnyValue:`, which wants a value.
//! - Without a set operator a key with several values is treated like `ForAnyValue:`, or its negation.
//! - A value that does not read as the operator's type equals nothing.

use core::cmp::Ordering;

use super::request::{Key, Request, Values};
use super::template::{Case, Syntax, Template};
use crate::document::{Arn, BaseOperator, ConditionTest, Operator, OperatorFamily, SetOperator};
use crate::lean::Lean as _;
use crate::value::binary::bytes;
use crate::value::date::Instant;
use crate::value::ip::IpRange;
use crate::value::number::Number;

/// A test, its values read.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    pub(crate) key: Key,
    pub(crate) operator: Operator,
    pub(crate) values: Box<[Wanted]>,
}

/// A value a test asks for.
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    Text(Template),
    /// The six fields of an ARN.
    Arn(Box<[Template; 6]>),
    AnyArn,
    Number(Box<str>),
    Date(Instant),
    Range(IpRange),
    Bytes(Box<[u8]>),
    /// What `Null` asks: whether the key is missing.
    Missing(bool),
    /// A value of the wrong type.
    Nothing,
}

impl Test {
    /// Reads a test; `None` when the operator is none.
    pub(crate) fn new(test: ConditionTest<'_, '_>, variables: bool) -> Option<Self> {
        let operator = test.operator()?;
        let values = test.values().iter().map(|value| Wanted::new(operator.base, &value.text, variables)).list().into();
        Some(Self { key: Key::new(&test.condition.key), operator, values })
    }

    /// Whether the request passes it.
    pub(crate) fn holds(&self, request: &Request<'_>) -> bool {
        let values = request.lookup(&self.key);
        let negated = self.operator.base.is_negated();
        let passes = |value| self.values.iter().any(|wanted| wanted.is(self.operator.base, value, request)) != negated;
        if self.operator.base == BaseOperator::Null {
            return match self.operator.set {
                Some(SetOperator::ForAllValues) => true,
                Some(SetOperator::ForAnyValue) => false,
                None => {
                    self.values.iter().any(|wanted| matches!(wanted, Wanted::Missing(is) if *is == values.is_empty()))
                }
            };
        }
        match self.operator.set {
            Some(SetOperator::ForAllValues) => is_null(values) || values.iter().all(passes),
            Some(SetOperator::ForAnyValue) => !is_null(values) && values.iter().any(passes),
            None if values.is_empty() => self.operator.if_exists || negated,
            None if negated => values.iter().all(passes),
            None => values.iter().any(passes),
        }
    }

    /// The keys its values' variables name, with whether a default stands in.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&Key, bool)> {
        self.values.iter().flat(|wanted| {
            let templates = match wanted {
                Wanted::Text(template) => core::slice::from_ref(template),
                Wanted::Arn(fields) => fields.as_slice(),
                _ => &[],
            };
            templates.iter().flat(Template::variables)
        })
    }
}

/// No value, or a lone empty one: what set operators take for an empty set.
fn is_null(values: Values<'_>) -> bool {
    values.iter().all(str::is_empty) && values.iter().nth(1).is_none()
}

impl Wanted {
    fn new(operator: BaseOperator, text: &str, variables: bool) -> Self {
        let syntax = Syntax { wildcards: operator.takes_patterns(), variables };
        match operator.family() {
            OperatorFamily::String | OperatorFamily::Bool => Self::Text(Template::new(text, syntax)),
            OperatorFamily::Arn if text == "*" => Self::AnyArn,
            OperatorFamily::Arn => Arn::split(text).map_or(Self::Nothing, |arn| {
                let fields = [arn.prefix, arn.partition, arn.service, arn.region, arn.account, arn.resource];
                Self::Arn(Box::new(fields.map(|field| Template::new(field, syntax))))
            }),
            OperatorFamily::Numeric => Number::parse(text).map_or(Self::Nothing, |_| Self::Number(text.into())),
            OperatorFamily::Date => Instant::parse(text).map_or(Self::Nothing, Self::Date),
            OperatorFamily::IpAddress => IpRange::parse(text).map_or(Self::Nothing, Self::Range),
            OperatorFamily::Binary => bytes(text).collect::<Option<Box<[u8]>>>().map_or(Self::Nothing, Self::Bytes),
            OperatorFamily::Null if text.eq_ignore_ascii_case("true") => Self::Missing(true),
            OperatorFamily::Null if text.eq_ignore_ascii_case("false") => Self::Missing(false),
            OperatorFamily::Null => Self::Nothing,
        }
    }

    /// Whether `value` is what is asked for; a negated operator asks the same and wants the opposite.
    fn is(&self, operator: BaseOperator, value: &str, request: &Request<'_>) -> bool {
        use BaseOperator as Op;
        match self {
            Self::Text(template) => {
                let case = match operator {
                    Op::StringEqualsIgnoreCase | Op::StringNotEqualsIgnoreCase | Op::Bool => Case::Ignored,
                    _ => Case::Sensitive,
                };
                let is_word = operator != Op::Bool || is_bool(value);
                is_word && template.matches(value, case, request)
            }
            Self::Arn(fields) => arn_fields(value).is_some_and(|values| {
                fields.iter().zip(values).all(|(field, value)| field.matches(value, Case::Sensitive, request))
            }),
            Self::AnyArn => arn_fields(value).is_some(),
            Self::Number(wanted) => Number::parse(value)
                .zip(Number::parse(wanted))
                .is_some_and(|(value, wanted)| compares(operator, value.cmp(&wanted))),
            Self::Date(wanted) => Instant::parse(value).is_some_and(|value| compares(operator, value.cmp(wanted))),
            Self::Range(wanted) => IpRange::parse(value).is_some_and(|value| wanted.contains(value)),
            Self::Bytes(wanted) => bytes(value).eq(wanted.iter().map(|&byte| Some(byte))),
            Self::Missing(_) | Self::Nothing => false,
        }
    }
}

fn compares(operator: BaseOperator, order: Ordering) -> bool {
    use BaseOperator as Op;
    match operator {
        Op::NumericLessThan | Op::DateLessThan => order.is_lt(),
        Op::NumericLessThanEquals | Op::DateLessThanEquals => order.is_le(),
        Op::NumericGreaterThan | Op::DateGreaterThan => order.is_gt(),
        Op::NumericGreaterThanEquals | Op::DateGreaterThanEquals => order.is_ge(),
        _ => order.is_eq(),
    }
}

fn is_bool(value: &str) -> bool {
    value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
}

/// A value's fields: all colons after the fifth belong to the last one.
fn arn_fields(value: &str) -> Option<[&str; 6]> {
    let mut fields = value.splitn(6, ':');
    let mut next = || fields.next();
    Some([next()?, next()?, next()?, next()?, next()?, next()?])
}
