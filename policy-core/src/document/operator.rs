//! Condition operators: `[ForAllValues:|ForAnyValue:]base[IfExists]`.

use core::fmt;

/// A set operator before a condition operator (IAM User Guide, "Set operators for multivalued context keys").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// `ForAllValues:`
    ForAllValues,
    /// `ForAnyValue:`
    ForAnyValue,
}

/// The family of an operator: what type its values have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OperatorFamily {
    /// Strings.
    String,
    /// Integers and decimals.
    Numeric,
    /// ISO 8601 dates and epoch seconds.
    Date,
    /// `true` and `false`.
    Bool,
    /// Base64 text.
    Binary,
    /// CIDR ranges and addresses.
    IpAddress,
    /// ARNs, with wildcards.
    Arn,
    /// Whether the key is there.
    Null,
}

macro_rules! operators {
    ($($name:ident $family:ident $negated:literal;)*) => {
        /// A condition operator without set operator and suffix (IAM User Guide, "IAM JSON policy elements: Condition
        /// operators").
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the variants are AWS's operator names")]
        #[non_exhaustive]
        pub enum BaseOperator { $($name,)* }

        impl BaseOperator {
            /// Every operator.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The operator's name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// The type of its values.
            pub const fn family(self) -> OperatorFamily {
                match self { $(Self::$name => OperatorFamily::$family,)* }
            }

            /// Whether it is true where the values differ.
            pub const fn is_negated(self) -> bool {
                match self { $(Self::$name => $negated,)* }
            }

            fn from_name(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)* _ => None }
            }
        }
    };
}

operators! {
    StringEquals String false;
    StringNotEquals String true;
    StringEqualsIgnoreCase String false;
    StringNotEqualsIgnoreCase String true;
    StringLike String false;
    StringNotLike String true;
    NumericEquals Numeric false;
    NumericNotEquals Numeric true;
    NumericLessThan Numeric false;
    NumericLessThanEquals Numeric false;
    NumericGreaterThan Numeric false;
    NumericGreaterThanEquals Numeric false;
    DateEquals Date false;
    DateNotEquals Date true;
    DateLessThan Date false;
    DateLessThanEquals Date false;
    DateGreaterThan Date false;
    DateGreaterThanEquals Date false;
    Bool Bool false;
    BinaryEquals Binary false;
    IpAddress IpAddress false;
    NotIpAddress IpAddress true;
    ArnEquals Arn false;
    ArnLike Arn false;
    ArnNotEquals Arn true;
    ArnNotLike Arn true;
    Null Null false;
}

impl BaseOperator {
    /// Whether its values are patterns: `StringLike`, `StringNotLike` and all four ARN operators.
    pub const fn takes_patterns(self) -> bool {
        matches!(self, Self::StringLike | Self::StringNotLike) || matches!(self.family(), OperatorFamily::Arn)
    }

    /// Whether policy variables work in its values.
    pub const fn takes_variables(self) -> bool {
        matches!(self.family(), OperatorFamily::String | OperatorFamily::Arn)
    }
}

/// A whole condition operator.
///
/// ```
/// use policy_core::document::{BaseOperator, Operator, SetOperator};
///
/// let operator = Operator::parse("ForAnyValue:StringLikeIfExists").unwrap();
/// assert_eq!(operator.set, Some(SetOperator::ForAnyValue));
/// assert_eq!(operator.base, BaseOperator::StringLike);
/// assert!(operator.if_exists);
/// assert_eq!(operator.to_string(), "ForAnyValue:StringLikeIfExists");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operator {
    /// The set operator before it.
    pub set: Option<SetOperator>,
    /// The operator itself.
    pub base: BaseOperator,
    /// Whether `IfExists` follows it.
    pub if_exists: bool,
}

impl Operator {
    /// Reads an operator's name; `None` when it is not one.
    pub fn parse(name: &str) -> Option<Self> {
        let (set, rest) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
            (Some(SetOperator::ForAllValues), rest)
        } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
            (Some(SetOperator::ForAnyValue), rest)
        } else {
            (None, name)
        };
        let (base, if_exists) = rest.strip_suffix("IfExists").map_or((rest, false), |base| (base, true));
        Some(Self { set, base: BaseOperator::from_name(base)?, if_exists })
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.set {
            Some(SetOperator::ForAllValues) => "ForAllValues:",
            Some(SetOperator::ForAnyValue) => "ForAnyValue:",
            None => "",
        })?;
        f.write_str(self.base.as_str())?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}
