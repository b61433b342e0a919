//! `arn!` and the check of `resource_type!`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::literal::{self, Read};
use crate::report;

/// Expands `[$crate] "arn:.."` to the ARN.
pub(crate) fn arn(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let [TokenTree::Group(krate), rest @ ..] = trees.as_slice() else { return TokenStream::new() };
    let krate = krate.stream();
    let Some((text, span)) = string(rest) else {
        let message = "expected an ARN, a string\nhelp: `Arn::parse` reads one that only run time knows";
        return refused(&krate, rest.first().map_or_else(Span::call_site, TokenTree::span), message);
    };
    match policy_core::typed::arn::constant(&text) {
        Ok(known) => {
            let resource = if let Some([service, name]) = known {
                let [service, name] = [service, name].map(|name| Ident::new(name, Span::call_site()));
                quote!(#krate::typed::arns::#service::#name)
            } else {
                quote!(#krate::typed::AnyResource)
            };
            quote! {
                #krate::typed::Arn::<#resource> {
                    __text: #krate::__private::Cow::Borrowed(#text),
                    __type: #krate::__private::PhantomData,
                }
            }
        }
        Err(problem) => refused(&krate, span, &format!("`{text}` is no ARN of a resource: {problem}")),
    }
}

fn refused(krate: &TokenStream, span: Span, message: &str) -> TokenStream {
    let error = report::error(span, span, message);
    quote! {
        #krate::typed::Arn::<#krate::typed::AnyResource> {
            __text: #krate::__private::Cow::Borrowed({ #error "" }),
            __type: #krate::__private::PhantomData,
        }
    }
}

/// Expands `"service", "type"` to nothing, or to an error when there is no such resource type.
pub(crate) fn known(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    let [service, _, name] = trees.as_slice() else { return TokenStream::new() };
    let strings = string(core::slice::from_ref(service)).zip(string(core::slice::from_ref(name)));
    let Some(((service, _), (name, span))) = strings else {
        return report::error(service.span(), name.span(), "expected the service and the type, two strings");
    };
    match policy_core::typed::arn::known(&service, &name) {
        Ok(()) => TokenStream::new(),
        Err(message) => report::error(span, span, &message),
    }
}

fn string(trees: &[TokenTree]) -> Option<(String, Span)> {
    match trees {
        [TokenTree::Literal(literal)] => match literal::read(&literal.to_string()) {
            Read::Text(text) => Some((text, literal.span())),
            _ => None,
        },
        // What a fragment of a `macro_rules!` macro is wrapped in.
        [TokenTree::Group(group)] => string(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => None,
    }
}
