//! The value of a document with holes: code that fills them.

use policy_core::holes::{Accepted, Place};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::holes::Filler;
use crate::source::Source;

/// The text around the holes.
struct Cut {
    texts: Vec<String>,
    /// For each hole: where its text begins and ends, and what stands there without the value.
    cuts: Vec<(usize, usize, usize)>,
}

impl Cut {
    fn new(source: &Source) -> Self {
        let (mut texts, mut cuts, mut at) = (Vec::new(), Vec::new(), 0);
        let mut open = "";
        for Filler { hole, in_array, .. } in &source.fillers {
            let range = hole.span.range();
            // A list takes the quotes with it, and brings brackets where it has none around it.
            let quotes = usize::from(hole.is_list);
            let (start, end) = (range.start - quotes, range.end + quotes);
            let brackets = if hole.is_list && !in_array { ["[", "]"] } else { ["", ""] };
            texts.push(format!("{open}{}{}", source.text.get(at..start).unwrap_or_default(), brackets[0]));
            cuts.push((start, end, brackets.concat().len()));
            (open, at) = (brackets[1], end);
        }
        texts.push(format!("{open}{}", source.text.get(at..).unwrap_or_default()));
        Self { texts, cuts }
    }

    /// Where a byte of the text stands in the texts around the holes.
    fn offset(&self, at: u32) -> usize {
        let at = at as usize;
        self.cuts.iter().filter(|(_, end, _)| *end <= at).fold(at, |now, (start, end, more)| now - (end - start) + more)
    }
}

/// Code that fills the holes; `places` says what each takes.
pub(crate) fn value(
    krate: &TokenStream,
    kind: &proc_macro2::TokenTree,
    source: &Source,
    places: &[&Place],
    may_fail: bool,
) -> TokenStream {
    let cut = Cut::new(source);
    let texts = &cut.texts;
    let mut items = TokenStream::new();
    let values = source.fillers.iter().zip(places).enumerate().map(|(at, (filler, place))| {
        let function = if let Some(accepts) = &place.accepts {
            let function = Ident::new(&format!("fits{at}"), Span::mixed_site());
            items.extend(fits(krate, &function, at, accepts));
            quote!(#function)
        } else {
            let function = Ident::new(place.function, Span::mixed_site());
            quote!(#krate::__private::hole::#function)
        };
        let value = &filler.value;
        // Of all names only the user's stand at the hole: there an editor shows what is known of a name.
        if filler.hole.is_list {
            let list = quote!(#krate::__private::hole::list);
            let item = Ident::new("item", filler.span);
            quote_spanned!(filler.span=> #list(#value, |#item| #function(#item)))
        } else {
            quote_spanned!(filler.span=> #function(&(#value)))
        }
    });
    let values: Vec<_> = values.collect();
    let call = if may_fail {
        let settings = source.settings.iter().map(|setting| {
            let (name, value) = (&setting.name.0, &setting.value.0);
            quote!((#name, #value))
        });
        let rules = source.rules.iter().map(|rule| {
            let (level, name) = (rule.level.as_str(), &rule.name);
            let scope = if let Some(scope) = rule.scope {
                let (start, end) = (cut.offset(scope.start), cut.offset(scope.end));
                quote!(::core::option::Option::Some((#start, #end)))
            } else {
                quote!(::core::option::Option::None)
            };
            quote!(#krate::__private::fill::Rule { level: #level, name: #name, scope: #scope })
        });
        quote! {
            #krate::__private::fill::checked::<#krate::#kind>(
                &[#(#texts),*], &[#(#values),*], &[#(#settings),*], &[#(#rules),*],
            )
        }
    } else {
        quote!(#krate::__private::fill::policy::<#krate::#kind>(&[#(#texts),*], &[#(#values),*]))
    };
    quote!(#items #call)
}

/// A function that takes the ARNs of these resource types only.
fn fits(krate: &TokenStream, function: &Ident, at: usize, accepts: &[Accepted]) -> TokenStream {
    let fits = Ident::new(&format!("Fits{at}"), Span::mixed_site());
    let tags = accepts.iter().map(|accepted| Literal::u64_suffixed(accepted.tag));
    let mut names: Vec<String> =
        accepts.iter().take(8).map(|accepted| format!("`{}:{}`", accepted.service, accepted.name)).collect();
    if accepts.len() > names.len() {
        names.push("others".to_owned());
    }
    let names = names.join(", ");
    let note = format!("they work on {names}; `Arn::<T>::parse` and `Arn::of_type` make the ARN of a type");
    quote! {
        #[diagnostic::on_unimplemented(
            message = "the actions of this statement do not work on such a resource",
            label = "the ARN of another type of resource",
            note = #note
        )]
        trait #fits {}
        #(impl #fits for #krate::__private::TypeTag<#tags> {})*
        fn #function<T: #krate::__private::hole::ArnHole + ?::core::marker::Sized>(
            value: &T,
        ) -> #krate::__private::hole::Piece<'_>
        where
            T::Tag: #fits,
        {
            #krate::__private::hole::arn(value)
        }
    }
}
