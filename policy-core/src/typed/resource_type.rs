//! The types of resources, as types.

/// The type of a resource, as a type: the parameter of [`Arn`](super::Arn).
///
/// Those of the services that policies for Amazon Personalize speak about are in [`arns`](super::arns); `resource_type!`
/// makes others of the catalog.
pub trait ResourceType: 'static {
    /// The prefix of the service's actions, such as `personalize`; empty for [`AnyResource`].
    const SERVICE: &'static str;
    /// The name in AWS's Service Authorization Reference, such as `campaign`; empty for [`AnyResource`].
    const NAME: &'static str;
    /// What tells the types apart in the macros' expansions.
    #[doc(hidden)]
    type Tag;
}

/// A resource of any type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnyResource {}

impl ResourceType for AnyResource {
    const SERVICE: &'static str = "";
    const NAME: &'static str = "";
    type Tag = TypeTag<0>;
}

/// A resource type in a trait bound.
#[doc(hidden)]
#[derive(Debug)]
pub struct TypeTag<const HASH: u64>;

/// The number of a resource type in [`TypeTag`].
#[doc(hidden)]
pub const fn tag(service: &str, name: &str) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let (service, name) = (service.as_bytes(), name.as_bytes());
    let mut at = 0;
    while at < service.len() + 1 + name.len() {
        let byte = if at < service.len() {
            service[at]
        } else if at == service.len() {
            b':'
        } else {
            name[at - service.len() - 1]
        };
        hash = (hash ^ byte as u64).wrapping_mul(PRIME);
        at += 1;
    }
    hash
}

/// Declares resource types: `Campaign = "personalize", "campaign";`.
#[doc(hidden)]
#[macro_export]
macro_rules! __resource_types {
    ($($(#[$meta:meta])* $name:ident = $service:literal, $type:literal;)*) => {$(
        $(#[$meta])*
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        pub enum $name {}

        impl $crate::typed::ResourceType for $name {
            const SERVICE: &'static ::core::primitive::str = $service;
            const NAME: &'static ::core::primitive::str = $type;
            type Tag = $crate::typed::resource_type::TypeTag<{ $crate::typed::resource_type::tag($service, $type) }>;
        }
    )*};
}
