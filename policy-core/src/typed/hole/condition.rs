//! The values of conditions.

use super::{Piece, taken};
use crate::typed::{
    AccountId, Action, Arn, Date, IpNet, Number, Partition, Region, ResourceName, ResourcePath, ResourcePattern,
    ResourceType, ServicePrincipal, Text, TextPattern,
};

/// A text of a condition that is compared letter by letter.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Text`, not `{Self}`",
    label = "not a `Text`",
    note = "`Text::new` reads one"
)]
pub trait TextHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { TextHole: Text, ResourceName, ResourcePath, AccountId, Region, Partition, Action, ServicePrincipal, Number => R }

/// A text of a condition that is compared letter by letter.
pub fn text<T: TextHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A text of a condition that is compared as a pattern.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Text`, not `{Self}`",
    label = "not a `Text`",
    note = "`Text::new` reads one, and `TextPattern::new` one with wildcards"
)]
pub trait PatternHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { PatternHole: Text, TextPattern, ResourceName, ResourcePath, ResourcePattern, AccountId, Region, Partition, Action, ServicePrincipal, Number => R }

/// A text of a condition that is compared as a pattern.
pub fn pattern<T: PatternHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A number of a condition.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Number`, not `{Self}`",
    label = "not a `Number`",
    note = "`Number::from` takes an integer and `str::parse` reads a decimal"
)]
pub trait NumberHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { NumberHole: Number }

/// A number of a condition.
pub fn number<T: NumberHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A date of a condition.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Date`, not `{Self}`",
    label = "not a `Date`",
    note = "`Date::from_unix` and `Date::from` take a time, `str::parse` reads a date"
)]
pub trait DateHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { DateHole: Date }

/// A date of a condition.
pub fn date<T: DateHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// An IP range of a condition.
#[diagnostic::on_unimplemented(
    message = "this place takes an `IpNet`, not `{Self}`",
    label = "not an `IpNet`",
    note = "`IpNet::from` takes an address, `str::parse` reads a range"
)]
pub trait IpHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { IpHole: IpNet }

/// An IP range of a condition.
pub fn ip<T: IpHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A boolean of a condition.
#[diagnostic::on_unimplemented(message = "this place takes a `bool`, not `{Self}`", label = "not a `bool`")]
pub trait BooleanHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

impl BooleanHole for bool {
    fn piece(&self) -> Piece<'_> {
        Piece::Text(if *self { "true" } else { "false" })
    }
}

impl<T: BooleanHole + ?Sized> BooleanHole for &T {
    fn piece(&self) -> Piece<'_> {
        (**self).piece()
    }
}

/// The hole of a boolean.
pub fn boolean<T: BooleanHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}
