check! {
    /// ## What it does
    /// Reports a lint rule, such as `allow(…)`, that names neither a check nor a group of checks.
    ///
    /// ## Why
    /// A misspelt rule does nothing: what it was meant to silence or to deny goes on as before.
    ///
    /// ## Example
    /// `#![allow(pass_role_with_star_in_resources)]`
    ///
    /// ## Use instead
    /// `#![allow(pass_role_with_star_in_resource)]`
    UNKNOWN_CHECK: Error, Own, ALL;
    Levels
}
