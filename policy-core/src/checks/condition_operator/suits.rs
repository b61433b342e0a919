//! Which operators suit which type of key.

use crate::catalog::ValueType;
use crate::checks::KeyMeaning;
use crate::document::OperatorFamily;

/// Whether operators of the family compare values of the key.
pub(super) fn suits(family: OperatorFamily, key: KeyMeaning, value_type: ValueType) -> bool {
    match family {
        OperatorFamily::Null => true,
        // What binary keys there are is not documented.
        OperatorFamily::Binary => value_type == ValueType::String,
        OperatorFamily::String => matches!(value_type, ValueType::String | ValueType::Arn),
        // Tags and encryption contexts are text that may well be an ARN.
        OperatorFamily::Arn => value_type == ValueType::Arn || value_type == ValueType::String && key.is_template(),
        OperatorFamily::Bool => value_type == ValueType::Bool,
        OperatorFamily::IpAddress => value_type == ValueType::IpAddress,
        OperatorFamily::Date => value_type == ValueType::Date,
        OperatorFamily::Numeric => {
            value_type == ValueType::Numeric || matches!(key, KeyMeaning::Global(key) if key.also_numeric())
        }
    }
}

/// The operators that suit the type, in words.
pub(super) const fn operators(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "a string operator such as `StringEquals`",
        ValueType::Arn => "an ARN operator such as `ArnLike`",
        ValueType::Bool => "`Bool`",
        ValueType::Numeric => "a numeric operator such as `NumericLessThanEquals`",
        ValueType::Date => "a date operator such as `DateLessThan`",
        ValueType::IpAddress => "`IpAddress` or `NotIpAddress`",
    }
}
