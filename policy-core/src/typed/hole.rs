//! What each kind of hole takes. A value of another type is a type error at the hole, in these words.

use super::arn::{Arn, ResourceType};
use super::{
    AccountId, Action, Date, IpNet, Number, Partition, Region, ResourceName, ResourcePath, ResourcePattern,
    ServicePrincipal, Text, TextPattern, arns,
};

/// A value on its way into a document.
#[derive(Debug)]
pub enum Piece<'a> {
    /// Between quotes, or between other text within them.
    Text(&'a str),
    /// Items of a list, as JSON.
    List(String),
}

impl Piece<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Text(text) => super::fill::escaped_len(text),
            Self::List(list) => list.len(),
        }
    }
}

/// The items of a list hole, each as `piece` takes it.
pub fn list<I: IntoIterator>(items: I, piece: impl for<'a> Fn(&'a I::Item) -> Piece<'a>) -> Piece<'static> {
    let mut out = String::new();
    for item in items {
        let Piece::Text(text) = piece(&item) else { continue };
        out.push_str(if out.is_empty() { "\"" } else { ",\"" });
        super::fill::escape(text, &mut out);
        out.push('"');
    }
    Piece::List(out)
}

/// An ARN, of whatever type.
#[diagnostic::on_unimplemented(
    message = "this place takes an `Arn`, not `{Self}`",
    label = "not an `Arn`",
    note = "`Arn::parse` reads one, and `Arn::<T>::parse` one of a resource type"
)]
pub trait ArnHole {
    /// The resource type.
    type Tag;
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

impl<R: ResourceType> ArnHole for Arn<R> {
    type Tag = R::Tag;

    fn piece(&self) -> Piece<'_> {
        Piece::Text(self.as_str())
    }
}

impl<T: ArnHole + ?Sized> ArnHole for &T {
    type Tag = T::Tag;

    fn piece(&self) -> Piece<'_> {
        (**self).piece()
    }
}

/// The hole of a whole ARN.
pub fn arn<T: ArnHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

macro_rules! holes {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident, $function:ident, $message:literal, $label:literal, $note:literal:
        $($type:ty),+ $(=> $generic:ident)?;
    )*) => {$(
        $(#[doc = $doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $name {
            /// The value.
            fn piece(&self) -> Piece<'_>;
        }

        impl<T: $name + ?Sized> $name for &T {
            fn piece(&self) -> Piece<'_> {
                (**self).piece()
            }
        }

        $(impl $name for $type {
            fn piece(&self) -> Piece<'_> {
                Piece::Text(self.as_str())
            }
        })+

        $(impl<$generic: ResourceType> $name for Arn<$generic> {
            fn piece(&self) -> Piece<'_> {
                Piece::Text(self.as_str())
            }
        })?

        $(#[doc = $doc])*
        pub fn $function<T: $name + ?Sized>(value: &T) -> Piece<'_> {
            value.piece()
        }
    )*};
}

holes! {
    /// The account field of an ARN, or an account in a condition.
    AccountHole, account, "this place takes an `AccountId`, not `{Self}`", "not an `AccountId`",
    "`AccountId::new` reads one": AccountId;

    /// The region field of an ARN, or a region in a condition.
    RegionHole, region, "this place takes a `Region`, not `{Self}`", "not a `Region`",
    "`Region::new` reads one": Region;

    /// The partition field of an ARN.
    PartitionHole, partition, "this place takes a `Partition`, not `{Self}`", "not a `Partition`",
    "`Partition::new` reads one": Partition;

    /// A piece of an ARN's resource part.
    NameHole, name, "a piece of a resource takes a `ResourceName`, not `{Self}`", "not a `ResourceName`",
    "`ResourceName::new` reads one piece, `ResourcePath::new` one with `/` in it, and `ResourcePattern::new` one with wildcards":
    ResourceName, ResourcePath, ResourcePattern, AccountId, Region;

    /// An action.
    ActionHole, action, "this place takes an `Action`, not `{Self}`", "not an `Action`",
    "`Action::new` reads one": Action;

    /// A principal of AWS.
    PrincipalHole, principal, "this place takes an `AccountId` or the `Arn` of a role or user, not `{Self}`",
    "not a principal", "`AccountId::new` and `Arn::<iam::Role>::parse` read one":
    AccountId, Arn<arns::iam::Role>, Arn<arns::iam::User>;

    /// A service principal.
    ServiceHole, service, "this place takes a `ServicePrincipal`, not `{Self}`", "not a `ServicePrincipal`",
    "`ServicePrincipal::new` reads one": ServicePrincipal;

    /// A text of a condition that is compared letter by letter.
    TextHole, text, "this place takes a `Text`, not `{Self}`", "not a `Text`", "`Text::new` reads one":
    Text, ResourceName, ResourcePath, AccountId, Region, Partition, Action, ServicePrincipal, Number => R;

    /// A text of a condition that is compared as a pattern.
    PatternHole, pattern, "this place takes a `Text`, not `{Self}`", "not a `Text`",
    "`Text::new` reads one, and `TextPattern::new` one with wildcards":
    Text, TextPattern, ResourceName, ResourcePath, ResourcePattern, AccountId, Region, Partition, Action,
    ServicePrincipal, Number => R;

    /// A number of a condition.
    NumberHole, number, "this place takes a `Number`, not `{Self}`", "not a `Number`",
    "`Number::from` takes an integer and `Number::from_str` reads a decimal": Number;

    /// A date of a condition.
    DateHole, date, "this place takes a `Date`, not `{Self}`", "not a `Date`",
    "`Date::from_unix` and `Date::from` take a time, `Date::from_str` reads one": Date;

    /// An IP range of a condition.
    IpHole, ip, "this place takes an `IpNet`, not `{Self}`", "not an `IpNet`",
    "`IpNet::from` takes an address, `IpNet::from_str` reads a range": IpNet;
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
