//! The macros' user documentation, and the value each of them makes of a checked document.

/// An identity policy, checked by the compiler.
#[macro_export]
macro_rules! policy {
    ($($document:tt)*) => {
        $crate::Policy::<$crate::Identity>(
            $crate::__private::Cow::Borrowed($crate::__private::document!(identity $($document)*)),
            $crate::__private::PhantomData,
        )
    };
}
