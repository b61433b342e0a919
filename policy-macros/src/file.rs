//! A policy in a file next to the code.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;

use crate::literal::{self, Read};
use crate::source::Problem;

/// No policy is larger; a file that is was named by mistake.
const MOST_BYTES: u64 = 1 << 20;

/// A file that was read.
pub(crate) struct File {
    /// As the user wrote the path.
    pub(crate) name: String,
    /// Where the user wrote it.
    pub(crate) span: Span,
    pub(crate) text: String,
    path: PathBuf,
}

impl File {
    /// What makes cargo compile again when the file changes.
    pub(crate) fn tracked(&self) -> TokenStream {
        let path = self.path.to_string_lossy();
        quote! { const _: &[::core::primitive::u8] = ::core::include_bytes!(#path); }
    }
}

/// Reads the file that a string literal names, relative to the package.
pub(crate) fn read(path: &[TokenTree]) -> Result<File, Problem> {
    let (name, span) = literal(path)?;
    let fail = |message: String, help: String| Problem { at: 0, first: span, last: span, message, help };
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let path = package.join(Path::new(&name));
    let cannot = |error: std::io::Error| {
        let help = format!("the path is relative to the package, `{}`", package.display());
        fail(format!("cannot read `{name}`: {error}"), help)
    };
    let size = fs::metadata(&path).map_err(cannot)?.len();
    if size > MOST_BYTES {
        let message = format!("`{name}` has {size} bytes, more than any policy");
        return Err(fail(message, "name the file that holds the policy document alone".to_owned()));
    }
    let bytes = fs::read(&path).map_err(cannot)?;
    if let Some((mark, encoding)) = byte_order_mark(&bytes) {
        let message = format!("`{name}` begins with a byte order mark of {encoding}");
        let help = format!("save it as UTF-8 without one: IAM takes the {mark} bytes for a part of the document");
        return Err(fail(message, help));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(File { name, span, text, path }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..valid).unwrap_or_default();
            let line = before.split(|&byte| byte == b'\n').count();
            let message = format!("`{name}` is not UTF-8: line {line} has a byte that no character has");
            Err(fail(message, "save it as UTF-8".to_owned()))
        }
    }
}

fn byte_order_mark(bytes: &[u8]) -> Option<(usize, &'static str)> {
    let marks: [(&[u8], _); 3] = [(b"\xef\xbb\xbf", "UTF-8"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")];
    marks.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(mark, encoding)| (mark.len(), *encoding))
}

/// The value of the one string literal that stands there.
fn literal(trees: &[TokenTree]) -> Result<(String, Span), Problem> {
    let help = || "write `policy_file!(\"policies/access.json\")`".to_owned();
    let message = || "expected the path of a JSON file, a string".to_owned();
    match trees {
        [TokenTree::Literal(literal)] | [TokenTree::Literal(literal), TokenTree::Punct(_)] => {
            let span = literal.span();
            match literal::read(&literal.to_string()) {
                Read::Text(name) => Ok((name, span)),
                _ => Err(Problem { at: 0, first: span, last: span, message: message(), help: help() }),
            }
        }
        // What a fragment of a `macro_rules!` macro is wrapped in.
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
            literal(&group.stream().into_iter().collect::<Vec<_>>())
        }
        trees => {
            let first = trees.first().map_or_else(Span::call_site, TokenTree::span);
            let last = trees.last().map_or_else(Span::call_site, TokenTree::span);
            Err(Problem { at: 0, first, last, message: message(), help: help() })
        }
    }
}
