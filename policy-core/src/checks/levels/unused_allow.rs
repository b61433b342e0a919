check! {
    /// ## What it does
    /// Reports an `allow` that silences nothing.
    ///
    /// ## Why
    /// The problem it stood for is gone, or stands elsewhere; kept, it would silence the next one unseen.
    ///
    /// ## Example
    /// `#![allow(missing_version)]` on a document that has a `Version`
    ///
    /// ## Use instead
    /// No such rule
    UNUSED_ALLOW: Warning, Own, ALL;
    Levels
}
