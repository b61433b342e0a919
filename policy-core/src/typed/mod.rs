//! Values from outside that may stand in a policy, each of a type that says what it is.
//!
//! A value is checked once, where it enters the program: the constructors refuse everything that would mean more in a
//! policy than the letters say, such as `*`, `?` and `${`. The macros' holes take these types only, each place its own, so
//! that no value can widen a policy or break its JSON.

pub mod arn;
pub mod arns;
mod fields;
#[doc(hidden)]
pub mod fill;
#[doc(hidden)]
pub mod hole;
pub(crate) mod invalid;
mod names;
#[doc(hidden)]
pub mod resource_type;
mod scalars;
#[cfg(test)]
mod tests;
mod texts;

pub use arn::Arn;
pub use fields::{AccountId, Action, Partition, Region, ServicePrincipal};
pub use invalid::InvalidValue;
pub use names::{ResourceName, ResourcePath, ResourcePattern};
pub use resource_type::{AnyResource, ResourceType};
pub use scalars::{Date, IpNet, Number};
pub use texts::{Text, TextPattern};
