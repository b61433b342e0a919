//! What the checks of single resource ARNs share.
//!
//! An entry that is wrong in an early field is left alone by the checks of the later ones: one mistake, one finding.

use crate::checks::{Context, Fit, Reporter};
use crate::document::{Arn, Resource};
use crate::{Edit, PolicyType, Span};

/// The entry's fields, when there are six and the first is `arn`.
pub(super) fn arn<'a>(resource: &'a Resource<'_>) -> Option<Arn<'a>> {
    resource.arn().filter(|arn| arn.prefix == "arn")
}

/// As [`arn`], when the service field is in lower case and without wildcards.
pub(super) fn arn_of_service<'a>(resource: &'a Resource<'_>) -> Option<Arn<'a>> {
    arn(resource).filter(|arn| !is_open(arn.service) && !arn.service.bytes().any(|byte| byte.is_ascii_uppercase()))
}

/// Whether a field holds a wildcard or a variable, so that it stands for more than its letters.
pub(super) fn is_open(field: &str) -> bool {
    field.contains(['*', '?']) || field.contains("${")
}

/// Whether IAM, or Organizations with the same parser, reads the policy before it is stored. Services that keep their
/// resources' policies check them each in their own way.
pub(super) fn iam_reads(cx: &Context<'_>) -> bool {
    cx.policy_type() != PolicyType::Resource
}

/// Whether a partition field is one that IAM takes.
pub(super) fn is_partition(cx: &Context<'_>, field: &str) -> bool {
    !field.contains('$') && (field.contains(['*', '?']) || cx.catalog.partition(field).is_some())
}

/// The place of a field; for an empty one the colons beside it.
pub(super) fn place(resource: &Resource<'_>, field: &str) -> Span {
    let span = resource.text.fragment_of(field);
    if !span.is_empty() {
        return span;
    }
    let end = resource.text.fragment(0..resource.text.len()).end;
    Span::new(span.start.saturating_sub(1), (span.end + 1).min(end))
}

/// Whether there are forms of ARNs for the entry, and `has` says the same of all closest ones.
fn all(cx: &Context<'_>, resource: &Resource<'_>, has: impl Fn(&Fit) -> bool) -> bool {
    let mut closest = cx.fits(resource).iter().filter(|fit| fit.closest).peekable();
    closest.peek().is_some() && closest.all(has)
}

/// A field that some ARNs have and others do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Region,
    Account,
}

impl Slot {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Account => "account",
        }
    }

    pub(super) fn field<'a>(self, arn: &Arn<'a>) -> &'a str {
        match self {
            Self::Region => arn.region,
            Self::Account => arn.account,
        }
    }

    /// The ARN with another text in the field.
    pub(super) fn filled(self, arn: &Arn<'_>, text: &str) -> String {
        let (region, account) = match self {
            Self::Region => (text, arn.account),
            Self::Account => (arn.region, text),
        };
        format!("{}:{}:{}:{region}:{account}:{}", arn.prefix, arn.partition, arn.service, arn.resource)
    }

    fn is_in(self, fit: &Fit) -> bool {
        match self {
            Self::Region => fit.has_region,
            Self::Account => fit.has_account,
        }
    }

    /// Whether no resource that the entry can name has the field.
    pub(super) fn is_never(self, cx: &Context<'_>, resource: &Resource<'_>) -> bool {
        all(cx, resource, |fit| !self.is_in(fit))
    }

    /// Whether every resource that the entry can name has the field.
    pub(super) fn is_always(self, cx: &Context<'_>, resource: &Resource<'_>) -> bool {
        all(cx, resource, |fit| self.is_in(fit))
    }
}

/// The resource types that the entry can name, in words.
pub(super) fn types_in_words(cx: &Context<'_>, resource: &Resource<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for resource_type in cx.resource_types(resource) {
        let name = format!("`{}`", resource_type.name());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        [one, rest @ ..] => format!("{one} and {} other types", rest.len()),
    }
}

/// Reports a field that ARNs of the entry's types do not have.
pub(super) fn not_allowed(cx: &Context<'_>, resource: &Resource<'_>, slot: Slot, out: &mut Reporter<'_>) {
    let Some(arn) = arn_of_service(resource) else { return };
    let field = slot.field(&arn);
    if field.is_empty() || field == "*" || !slot.is_never(cx, resource) {
        return;
    }
    let types = types_in_words(cx, resource);
    let finding = out.report(place(resource, field), format!("the ARN of a {types} has no {}", slot.word()));
    finding
        .help(format!("leave it empty: `{}`", slot.filled(&arn, "")))
        .unsafe_fix(format!("remove the {}", slot.word()), vec![Edit::replace(resource.text.fragment_of(field), "")]);
    if slot == Slot::Region && matches!(arn.service, "iam" | "s3") && iam_reads(cx) {
        finding.refused();
    }
}

/// Reports a field that ARNs of the entry's types have, and the entry leaves empty.
pub(super) fn missing(cx: &Context<'_>, resource: &Resource<'_>, slot: Slot, out: &mut Reporter<'_>) {
    let Some(arn) = arn_of_service(resource) else { return };
    let field = slot.field(&arn);
    if !field.is_empty() || !slot.is_always(cx, resource) {
        return;
    }
    let word = slot.word();
    let types = types_in_words(cx, resource);
    out.report(place(resource, field), format!("the {word} is missing that the ARN of a {types} has"))
        .help(format!("write the {word}, or `*` for any: `{}`", slot.filled(&arn, "*")))
        .unsafe_fix(format!("allow any {word}"), vec![Edit::replace(resource.text.fragment_of(field), "*")]);
}
