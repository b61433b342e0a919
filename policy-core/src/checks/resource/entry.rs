//! What the checks of single resource ARNs share.
//!
//! An entry that is wrong in an early field is left alone by the checks of the later ones: one mistake, one finding.

use super::iam_resource_path;
use crate::catalog::{ArnTemplate, ResourceType, Service, nearest};
use crate::checks::{Carried, Context, Reporter, fits_resource};
use crate::document::variable::{as_pattern, has_hole};
use crate::document::{Arn, Resource};
use crate::lean::Lean as _;
use crate::{Edit, PolicyType, Span, pattern};

/// The entry's fields, when there are six and the first is `arn`.
pub(super) fn arn<'a>(resource: &'a Resource<'_>) -> Option<Arn<'a>> {
    resource.arn().filter(|arn| arn.prefix == "arn")
}

/// The digits of an account.
pub(super) const ACCOUNT_LEN: usize = 12;

/// Whether no wildcard, no variable and no capital letter begins with the byte.
fn is_lower(byte: u8) -> bool {
    !matches!(byte, b'*' | b'?' | b'$' | b'A'..=b'Z')
}

/// Whether the service field is in lower case and without wildcards.
pub(super) fn is_of_service(arn: &Arn<'_>) -> bool {
    let is_right = |field: &str| !is_open(field) && !field.bytes().any(|byte| byte.is_ascii_uppercase());
    arn.service.bytes().all(is_lower) || is_right(arn.service)
}

/// Whether one look tells that no check of [`Run::Arn`](crate::checks::Run::Arn) has anything to say about the entry. That is
/// so of nearly all.
pub(in crate::checks) fn is_in_order(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>) -> bool {
    let is_usual = |field: &str, carried: Carried, is_right: fn(&str) -> bool| match field {
        "" => carried != Carried::Always,
        "*" => true,
        _ => carried != Carried::Never && is_right(field),
    };
    let is_account = |field: &str| field.len() == ACCOUNT_LEN && field.bytes().all(|byte| byte.is_ascii_digit());
    arn.partition == "aws"
        && arn.service.bytes().all(is_lower)
        && !arn.resource.is_empty()
        && !cx.fits(resource).is_empty()
        && is_usual(arn.region, cx.region(resource), |_| false)
        && is_usual(arn.account, cx.account(resource), is_account)
        && cx.attached_to().is_none()
        && !iam_resource_path::is_refused(cx, arn)
}

/// Whether a field holds a wildcard or a variable, so that it stands for more than its letters.
pub(super) fn is_open(field: &str) -> bool {
    pattern::has_wildcard(field) || has_hole(field)
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

/// A field that some ARNs have and others do not.
#[derive(Clone, Copy, PartialEq, Eq)]
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

    /// Whether the resources that the entry can name have the field.
    pub(super) fn carried(self, cx: &Context<'_>, resource: &Resource<'_>) -> Carried {
        match self {
            Self::Region => cx.region(resource),
            Self::Account => cx.account(resource),
        }
    }
}

/// The resource types that the entry can name, in words; where the ARN's own service has some, only those.
pub(super) fn types_in_words(cx: &Context<'_>, resource: &Resource<'_>) -> String {
    let field = resource.arn().map_or("", |arn| arn.service);
    let is_own = |resource_type: &&ResourceType<'_>| *resource_type.service().prefix() == *field;
    let types = cx.resource_types(resource);
    let has_own = types.iter().any(|resource_type| is_own(&resource_type));
    let mut names: Vec<String> = Vec::new();
    for resource_type in types.iter().filter(|own| !has_own || is_own(own)) {
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
pub(super) fn not_allowed(
    cx: &Context<'_>,
    (resource, arn): (&Resource<'_>, &Arn<'_>),
    slot: Slot,
    out: &mut Reporter<'_>,
) {
    let field = slot.field(arn);
    if field.is_empty() || field == "*" || !is_of_service(arn) || slot.carried(cx, resource) != Carried::Never {
        return;
    }
    let types = types_in_words(cx, resource);
    let finding = out.report(place(resource, field), format!("an ARN of type {types} has no {}", slot.word()));
    finding
        .help(format!("leave it empty: `{}`", slot.filled(arn, "")))
        .unsafe_fix(format!("remove the {}", slot.word()), vec![Edit::replace(resource.text.fragment_of(field), "")]);
    if slot == Slot::Region && matches!(arn.service, "iam" | "s3") && iam_reads(cx) {
        finding.refused();
    }
}

/// Reports a field that ARNs of the entry's types have, and the entry leaves empty.
pub(super) fn missing(
    cx: &Context<'_>,
    (resource, arn): (&Resource<'_>, &Arn<'_>),
    slot: Slot,
    out: &mut Reporter<'_>,
) {
    let field = slot.field(arn);
    if !field.is_empty()
        || !is_of_service(arn)
        || is_of_aws(arn.resource)
        || slot.carried(cx, resource) != Carried::Always
    {
        return;
    }
    let word = slot.word();
    let types = types_in_words(cx, resource);
    out.report(place(resource, field), format!("an ARN of type {types} names its {word}, and this one does not"))
        .help(format!("write the {word}, or `*` for any: `{}`", slot.filled(arn, "*")))
        .unsafe_fix(format!("allow any {word}"), vec![Edit::replace(resource.text.fragment_of(field), "*")]);
}

/// Whether a resource part can be that of something AWS itself owns, which has no account: public documents and parameters
/// of Systems Manager, views made by services, and whatever `*` stands for.
fn is_of_aws(part: &str) -> bool {
    let name = part.split_once(['/', ':']).map_or(part, |(_, name)| name).as_bytes();
    let begins = |word: &[u8]| name.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    part == "*" || begins(b"aws") || begins(b"amazon")
}

/// Whether a resource part has the form of none of the service's resources, as far as the service has any. What AWS itself
/// owns the reference does not list in full.
pub(super) fn is_of_no_form(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>) -> bool {
    let own = || cx.catalog.service(arn.service).into_iter().flat(Service::resource_types);
    // Recovery points have ARNs of any service.
    let is_open = |form: ArnTemplate<'_>| form.service().starts_with('$');
    cx.fits(resource).is_empty()
        && arn.account != "aws"
        && cx.catalog.has_arns(arn.service)
        && !own().flat(ResourceType::arns).any(is_open)
}

/// Whether the ARN as a whole can name a resource after all: a `*` goes across colons, so that one in an earlier field can
/// take the beginning of the resource part.
pub(super) fn is_swallowed(cx: &Context<'_>, arn: &Arn<'_>) -> bool {
    if ![arn.partition, arn.region, arn.account].iter().any(|field| is_open(field)) {
        return false;
    }
    let whole = |region: &str, account: &str, part: &str| {
        as_pattern(&format!("{}:{}:{region}:{account}:{part}", arn.partition, arn.service)).into_owned()
    };
    let pattern = whole(arn.region, arn.account, arn.resource);
    cx.catalog.arn_forms(arn.service).any(|form| {
        let slot = |is_there: bool| if is_there { "*" } else { "" };
        let form = whole(slot(form.has_region()), slot(form.has_account()), &form.resource());
        pattern::intersects(&form, &pattern)
    })
}

/// The resource part with the nearest beginning that makes it right: `campaign/films` for `campaigns/films`, `function:films`
/// for `function/films`.
pub(super) fn meant(cx: &Context<'_>, arn: &Arn<'_>) -> Option<String> {
    let end = arn.resource.find([':', '/'])? + 1;
    let (head, tail) = (arn.resource.get(..end)?, arn.resource.get(end..)?);
    let heads = cx.catalog.arn_templates(arn.service).filter_map(|form| {
        let form = form.resource();
        let literal = form.split("${").next()?;
        Some(literal.get(..=literal.find([':', '/'])?)?.to_owned())
    });
    let meant = cx.guess(|| nearest(head, heads))? + tail;
    let pattern = as_pattern(&meant);
    cx.catalog.arn_forms(arn.service).any(|form| fits_resource(form, &pattern)).then_some(meant)
}
