//! What stands behind a field's colon.

use policy_core::PolicyType;
use policy_core::attach::{self, Field, FieldKind, Invalid};
use proc_macro2::{Delimiter, Literal, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::{Reader, ends, entries, trees};
use crate::literal::{self, Read};

impl Reader {
    pub(super) fn value(&mut self, field: &Field, value: &[TokenTree]) -> TokenStream {
        let expression = || value.iter().cloned().collect::<TokenStream>();
        let group = match value {
            [TokenTree::Group(group)] => Some(group),
            _ => None,
        };
        let braces = group.filter(|group| group.delimiter() == Delimiter::Brace);
        let brackets = group.filter(|group| group.delimiter() == Delimiter::Bracket);
        let value = match (field.kind, braces, brackets) {
            (FieldKind::Text(kind), ..) => self.text(kind, value),
            (FieldKind::Path, ..) => self.text("IamPath", value),
            (FieldKind::Policy { kind, setting }, ..) => self.policy(kind, setting, value),
            (FieldKind::Attachment, ..) => self.attachment(value),
            (FieldKind::Seconds, ..) => self.seconds(value),
            (FieldKind::Tags, Some(group), _) => self.tags(&trees(&group.stream())),
            (FieldKind::InlinePolicies { setting }, Some(group), _) => self.inline(setting, &trees(&group.stream())),
            (FieldKind::Attachments, _, Some(group)) => {
                let trees = trees(&group.stream());
                let items: Vec<_> = entries(&trees).iter().map(|item| self.attachment(item)).collect();
                self.slice(&items)
            }
            _ => expression(),
        };
        let is_optional = !field.required && matches!(field.kind, FieldKind::Text(_) | FieldKind::Attachment);
        if is_optional { quote!(::core::option::Option::Some(#value)) } else { value }
    }

    /// A list, in a constant of its own: a call's result may not be borrowed for ever.
    fn slice(&self, items: &[TokenStream]) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private::Cow::Borrowed(const { &[#(#items),*] }))
    }

    /// The value of a text, when it is one.
    fn read(&mut self, value: &[TokenTree]) -> Option<(String, Span)> {
        let [tree] = value else { return None };
        let literal = match tree {
            TokenTree::Literal(literal) => literal.clone(),
            // What a fragment of a `macro_rules!` macro is wrapped in.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                return self.read(&trees(&group.stream()));
            }
            _ => return None,
        };
        match literal::read(&literal.to_string()) {
            Read::Text(text) => Some((text, literal.span())),
            Read::Verbatim => None,
            Read::Wrong { value, message, help } => {
                self.problem([literal.span(); 2], message, help);
                Some((value, literal.span()))
            }
        }
    }

    pub(super) fn text(&mut self, kind: &str, value: &[TokenTree]) -> TokenStream {
        let Some((text, span)) = self.read(value) else { return value.iter().cloned().collect() };
        if let Err(invalid) = attach::check_text(kind, &text) {
            self.invalid(span, &invalid);
        }
        let mut literal = Literal::string(&text);
        literal.set_span(span);
        let (krate, kind) = (&self.krate, format_ident!("{kind}"));
        quote!(#krate::attach::#kind { __text: #krate::__private::Cow::Borrowed(#literal) })
    }

    fn policy(&self, kind: PolicyType, setting: Option<(&str, &str)>, value: &[TokenTree]) -> TokenStream {
        let document = match value {
            [document @ TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => document,
            _ => return value.iter().cloned().collect(),
        };
        let krate = &self.krate;
        let mut name = kind.as_str().to_owned();
        name[..1].make_ascii_uppercase();
        let kind = format_ident!("{name}");
        let setting = setting.map(|(name, value)| {
            let name = format_ident!("{name}");
            quote!(#![#name = #value])
        });
        quote! {
            #krate::__private::document! {
                [#krate] [#krate::Policy::<#krate::#kind>::__Constant] #kind { #setting #document }
            }
        }
    }

    fn attachment(&mut self, value: &[TokenTree]) -> TokenStream {
        let krate = self.krate.clone();
        if self.read(value).is_none() {
            let expression: TokenStream = value.iter().cloned().collect();
            return quote!(#krate::attach::Attachment::Policy(#expression));
        }
        let arn = self.text("PolicyArn", value);
        quote!(#krate::attach::Attachment::Arn(#arn))
    }

    fn seconds(&mut self, value: &[TokenTree]) -> TokenStream {
        let krate = self.krate.clone();
        let number = match value {
            [TokenTree::Literal(literal)] => literal.to_string().replace('_', "").parse::<u64>().ok(),
            _ => return value.iter().cloned().collect(),
        };
        if let Err(invalid) = attach::check_seconds(number.unwrap_or_default()) {
            let span = ends(value);
            self.problem(span, invalid.to_string(), invalid.help());
        }
        quote!(#krate::attach::SessionDuration::__literal(#(#value)*))
    }

    /// `"key": value` pairs, each read and with its value's tokens.
    fn pairs<'t>(&mut self, trees: &'t [TokenTree], example: &str) -> Vec<(String, Span, &'t [TokenTree])> {
        let mut pairs = Vec::new();
        for entry in entries(trees) {
            match entry {
                [key @ TokenTree::Literal(_), TokenTree::Punct(colon), value @ ..]
                    if colon.as_char() == ':' && !value.is_empty() =>
                {
                    pairs.extend(self.read(std::slice::from_ref(key)).map(|(key, span)| (key, span, value)));
                }
                _ => self.problem(
                    ends(entry),
                    "expected a name in quotes, `:` and a value",
                    format!("write `{example}`"),
                ),
            }
        }
        pairs
    }

    fn tags(&mut self, trees: &[TokenTree]) -> TokenStream {
        let pairs = self.pairs(trees, "\"team\": \"recommendations\"");
        let krate = self.krate.clone();
        let mut items = Vec::new();
        for (key, span, value) in &pairs {
            let mut literal = Literal::string(key);
            literal.set_span(*span);
            let key = self.text("TagKey", &[TokenTree::Literal(literal)]);
            let value = self.text("TagValue", value);
            items.push(quote!(#krate::attach::Tag { key: #key, value: #value }));
        }
        self.distinct(&pairs, attach::check_keys);
        let tags = self.slice(&items);
        quote!(#krate::attach::Tags { __tags: #tags })
    }

    fn inline(&mut self, setting: (&str, &str), trees: &[TokenTree]) -> TokenStream {
        let pairs = self.pairs(trees, "\"ReadData\": { \"Version\": \"2012-10-17\", .. }");
        let krate = self.krate.clone();
        let mut items = Vec::new();
        for (name, span, value) in &pairs {
            let mut literal = Literal::string(name);
            literal.set_span(*span);
            let name = self.text("PolicyName", &[TokenTree::Literal(literal)]);
            let policy = self.policy(PolicyType::Identity, Some(setting), value);
            items.push(quote!(#krate::attach::InlinePolicy::new(#name, #policy)));
        }
        self.distinct(&pairs, attach::check_names);
        self.slice(&items)
    }

    /// Asks about names together, one more at a time, to find the one that is too much.
    fn distinct(&mut self, pairs: &[(String, Span, &[TokenTree])], check: fn(&[&str]) -> Result<(), Invalid>) {
        let names: Vec<&str> = pairs.iter().map(|(name, ..)| name.as_str()).collect();
        for (at, (_, span, _)) in pairs.iter().enumerate() {
            if let Err(invalid) = check(names.get(..=at).unwrap_or_default()) {
                return self.invalid(*span, &invalid);
            }
        }
    }
}
