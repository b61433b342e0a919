//! What each kind of hole takes. A value of another type is a type error at the hole, in these words.

mod condition;

pub use condition::*;

use super::{
    AccountId, Action, Arn, Partition, Region, ResourceName, ResourcePath, ResourcePattern, ResourceType,
    ServicePrincipal, arns,
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

macro_rules! taken {
    ($hole:ident: $($type:ty),+ $(=> $generic:ident)?) => {
        impl<T: $hole + ?Sized> $hole for &T {
            fn piece(&self) -> Piece<'_> {
                (**self).piece()
            }
        }
        $(impl $hole for $type {
            #[inline]
            fn piece(&self) -> Piece<'_> {
                Piece::Text(self.as_str())
            }
        })+
        $(impl<$generic: ResourceType> $hole for Arn<$generic> {
            fn piece(&self) -> Piece<'_> {
                Piece::Text(self.as_str())
            }
        })?
    };
}

use taken;

/// The account field of an ARN, or an account in a condition.
#[diagnostic::on_unimplemented(
    message = "this place takes an `AccountId`, not `{Self}`",
    label = "not an `AccountId`",
    note = "`AccountId::new` reads one"
)]
pub trait AccountHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { AccountHole: AccountId }

/// The account field of an ARN, or an account in a condition.
pub fn account<T: AccountHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// The region field of an ARN, or a region in a condition.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Region`, not `{Self}`",
    label = "not a `Region`",
    note = "`Region::new` reads one"
)]
pub trait RegionHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { RegionHole: Region }

/// The region field of an ARN, or a region in a condition.
pub fn region<T: RegionHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// The partition field of an ARN.
#[diagnostic::on_unimplemented(
    message = "this place takes a `Partition`, not `{Self}`",
    label = "not a `Partition`",
    note = "`Partition::new` reads one"
)]
pub trait PartitionHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { PartitionHole: Partition }

/// The partition field of an ARN.
pub fn partition<T: PartitionHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A piece of an ARN's resource part.
#[diagnostic::on_unimplemented(
    message = "a piece of a resource takes a `ResourceName`, not `{Self}`",
    label = "not a `ResourceName`",
    note = "`ResourceName::new` reads one piece, `ResourcePath::new` one with `/` in it, and `ResourcePattern::new` one with wildcards"
)]
pub trait NameHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { NameHole: ResourceName, ResourcePath, ResourcePattern, AccountId, Region }

/// A piece of an ARN's resource part.
pub fn name<T: NameHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// An action.
#[diagnostic::on_unimplemented(
    message = "this place takes an `Action`, not `{Self}`",
    label = "not an `Action`",
    note = "`Action::new` reads one"
)]
pub trait ActionHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { ActionHole: Action }

/// An action.
pub fn action<T: ActionHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A principal of AWS.
#[diagnostic::on_unimplemented(
    message = "this place takes an `AccountId` or the `Arn` of a role or user, not `{Self}`",
    label = "not a principal",
    note = "`AccountId::new` and `Arn::<iam::Role>::parse` read one"
)]
pub trait PrincipalHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { PrincipalHole: AccountId, Arn<arns::iam::Role>, Arn<arns::iam::User> }

/// A principal of AWS.
pub fn principal<T: PrincipalHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}

/// A service principal.
#[diagnostic::on_unimplemented(
    message = "this place takes a `ServicePrincipal`, not `{Self}`",
    label = "not a `ServicePrincipal`",
    note = "`ServicePrincipal::new` reads one"
)]
pub trait ServiceHole {
    /// The value.
    fn piece(&self) -> Piece<'_>;
}

taken! { ServiceHole: ServicePrincipal }

/// A service principal.
pub fn service<T: ServiceHole + ?Sized>(value: &T) -> Piece<'_> {
    value.piece()
}
