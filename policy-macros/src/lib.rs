//! The procedural macros behind `iam-policy`: tokens to JSON text, findings to compile errors.
//!
//! `plain` takes most documents as the compiler prints them. For all others, and to say where something is wrong, `tokens`
//! writes the text, `source` remembers which bytes came from which token, `levels` reads attributes in between,
//! `policy-core` checks the text, and `report` brings the findings back to the tokens. What IAM is, only `policy-core`
//! knows. Use the macros through `iam-policy`.

mod assertions;
mod constant;
mod expand;
mod file;
mod fill;
mod holes;
mod levels;
mod literal;
mod plain;
mod record;
mod report;
mod source;
#[cfg(test)]
mod tests;
mod tokens;

use proc_macro::{TokenStream, TokenTree};

/// Expands `[$crate] [constant] Kind { <document> }` to the policy.
#[doc(hidden)]
#[proc_macro]
pub fn document(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    plain::document(&trees)
        .unwrap_or_else(|| expand::document(trees.into_iter().collect::<TokenStream>().into()).into())
}

/// Expands `[$crate] Kind <fields>` to a constant of that type.
#[doc(hidden)]
#[proc_macro]
pub fn record(input: TokenStream) -> TokenStream {
    record::record(input.into()).into()
}

/// Expands `[$crate] [constant] Kind { "path" }` to the policy in that file.
#[doc(hidden)]
#[proc_macro]
pub fn file(input: TokenStream) -> TokenStream {
    expand::file(input.into()).into()
}

/// Expands `[$crate] "arn:.."` to the ARN.
#[doc(hidden)]
#[proc_macro]
pub fn arn(input: TokenStream) -> TokenStream {
    constant::arn(input.into()).into()
}

/// Checks that `"service", "type"` is in the catalog.
#[doc(hidden)]
#[proc_macro]
pub fn known_resource_type(input: TokenStream) -> TokenStream {
    constant::known(input.into()).into()
}
