//! Compile-time checked AWS IAM policies.

mod macros;

#[doc(hidden)]
pub mod __private {
    pub use policy_macros::document;
    pub use std::borrow::Cow;
    pub use std::marker::PhantomData;
}

/// Stand-in.
#[derive(Debug)]
pub struct Identity;

/// Stand-in.
#[derive(Debug)]
pub struct Policy<K = Identity>(
    #[doc(hidden)] pub std::borrow::Cow<'static, str>,
    #[doc(hidden)] pub std::marker::PhantomData<K>,
);

impl<K> Policy<K> {
    /// Stand-in.
    pub const fn as_json(&self) -> &str {
        match &self.0 {
            std::borrow::Cow::Borrowed(text) => text,
            std::borrow::Cow::Owned(text) => text.as_str(),
        }
    }
}
