check! {
    /// ## What it does
    /// Reports a lint rule that lowers what a rule around it forbids.
    ///
    /// ## Why
    /// `forbid` means that nothing further inside may lower the level, as in rustc.
    ///
    /// ## Example
    /// `#[allow(security)]` on a statement of a document that begins with `#![forbid(security)]`
    ///
    /// ## Use instead
    /// `#![deny(security)]` at the head of the document
    FORBIDDEN_LEVEL: Error, Own, ALL;
    Levels
}
