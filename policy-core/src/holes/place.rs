//! What a hole takes, by where it stands.

use core::fmt;

use super::Hole;
use crate::catalog::{ActionResource, ArnTemplate, Catalog, ResourceType, ValueType};
use crate::checks::{ActionMeaning, Context};
use crate::document::{
    Arn, BaseOperator, ConditionTest, OperatorFamily, PrincipalForm, PrincipalKind, Statement, Text,
};
use crate::lean::Lean as _;
use crate::typed::resource_type::tag;

/// What a hole takes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The function of `typed::hole` that takes the value.
    pub function: &'static str,
    /// For a whole ARN: the resource types that can stand here; `None` for any.
    pub accepts: Option<Vec<Accepted>>,
}

/// A resource type whose ARN can stand in a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted {
    /// The prefix of its service.
    pub service: String,
    /// Its name.
    pub name: String,
    /// The number in its `TypeTag`.
    pub tag: u64,
}

/// Why a hole cannot stand where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misplaced {
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Misplaced {}

type Found = Result<Place, Misplaced>;

#[allow(clippy::unnecessary_wraps, reason = "it is an answer, as `misplaced` is")]
fn place(function: &'static str) -> Found {
    Ok(Place { function, accepts: None })
}

fn misplaced(message: impl Into<String>, help: &'static str) -> Found {
    Err(Misplaced { message: message.into(), help })
}

const WRITE_OUT: &str = "write this part of the document out";

/// What the hole takes.
pub(super) fn of(cx: &Context<'_>, hole: &Hole) -> Found {
    let is_here = |text: &Text<'_>| text.span().contains(hole.span);
    for statement in &cx.document.statements {
        if !statement.span.contains(hole.span) {
            continue;
        }
        if let Some(action) = statement.action_blocks().flat(|block| &block.entries).find(|a| is_here(&a.text)) {
            if is_whole(&action.text, hole) {
                return place("action");
            }
            return misplaced("a hole in an action stands for all of it", "take an `Action`: `(action)`");
        }
        let mut resources = statement.resource_blocks().flat(|block| &block.entries);
        if let Some(resource) = resources.find(|resource| is_here(&resource.text)) {
            if is_whole(&resource.text, hole) {
                return Ok(Place { function: "arn", accepts: accepted(cx, statement) });
            }
            return in_arn(&resource.text, hole);
        }
        for block in statement.principal_blocks() {
            if matches!(&block.form, PrincipalForm::Text(text) if is_here(text)) {
                let help = "write `{ \"AWS\": (account) }` or `{ \"Service\": (service) }`";
                return misplaced("a principal that is a string is `*`", help);
            }
            for member in block.members() {
                if let Some(value) = member.values.iter().find(|value| is_here(value)) {
                    return principal(cx, member.kind(), value, hole);
                }
            }
        }
        for test in statement.tests() {
            if let Some(value) = test.values().iter().find(|value| is_here(&value.text)) {
                return condition(cx, test, &value.text, hole);
            }
        }
        return nowhere(statement, hole);
    }
    misplaced("no hole can stand here", ELSEWHERE)
}

const ELSEWHERE: &str = "holes stand in actions, resources, principals and condition values; write everything else out";

/// A hole in a part of a statement that takes none: what to do instead.
fn nowhere(statement: &Statement<'_>, hole: &Hole) -> Found {
    let is_in = |text: &Text<'_>| text.span().contains(hole.span);
    let help = if statement.sid.as_ref().is_some_and(is_in) {
        "a `Sid` says nothing about access; write it out, in letters and digits"
    } else if statement.effect_text.as_ref().is_some_and(is_in) {
        "write two policies, one with `Allow` and one with `Deny`, and choose between them"
    } else if statement.conditions().any(|condition| is_in(&condition.key)) {
        "write the key out, the key of a tag too, and let its value differ: `\"aws:PrincipalTag/team\": (text)`"
    } else {
        ELSEWHERE
    };
    misplaced("no hole can stand here", help)
}

fn is_whole(text: &Text<'_>, hole: &Hole) -> bool {
    text.fragment(0..text.len()) == hole.span
}

/// A hole in an ARN, which is written out otherwise.
fn in_arn(text: &Text<'_>, hole: &Hole) -> Found {
    let Some(arn) = Arn::split(text) else {
        let help = "write its fields out, `arn:aws:service:{region}:{account}:{name}`, or take an `Arn`: `(arn)`";
        return misplaced("a hole hides a field of the ARN", help);
    };
    let at = |field: &str| text.fragment_of(field);
    let within = |field: &str| !field.is_empty() && at(field).contains(hole.span);
    if within(arn.resource) {
        return place("name");
    }
    let whole = [(arn.partition, "partition"), (arn.region, "region"), (arn.account, "account")];
    match whole.into_iter().find(|(field, _)| within(field)) {
        Some((field, name)) if at(field) == hole.span => place(name),
        Some((_, name)) => misplaced(format!("a hole in the {name} of an ARN stands for all of it"), WRITE_OUT),
        None => misplaced("the service of an ARN is no hole", WRITE_OUT),
    }
}

fn principal(cx: &Context<'_>, kind: Option<PrincipalKind>, text: &Text<'_>, hole: &Hole) -> Found {
    match kind {
        Some(PrincipalKind::Aws) if is_whole(text, hole) => place("principal"),
        Some(PrincipalKind::Service) => service(text, hole),
        Some(PrincipalKind::Federated) if is_whole(text, hole) => {
            let types = ["oidc-provider", "saml-provider"];
            let iam = cx.catalog.service("iam");
            let mut types = types.into_iter().filter_map(|name| iam?.resource_type(name));
            Ok(Place { function: "arn", accepts: Some(with_same_arns(cx.catalog, &mut types)) })
        }
        Some(PrincipalKind::Aws | PrincipalKind::Federated) => in_arn(text, hole),
        Some(PrincipalKind::CanonicalUser) if is_whole(text, hole) => place("text"),
        _ => misplaced("no hole can stand here", WRITE_OUT),
    }
}

/// A service principal, or the region in one.
fn service(text: &Text<'_>, hole: &Hole) -> Found {
    if is_whole(text, hole) {
        return place("service");
    }
    let is_label = |label: &str| !label.is_empty() && text.fragment_of(label) == hole.span;
    let mut labels = text.split('.');
    if labels.next().is_some_and(|first| !is_label(first)) && labels.any(is_label) {
        return place("region");
    }
    misplaced(
        "a hole in a service principal stands for all of it, or for its region",
        "take a `ServicePrincipal`: `(service)`",
    )
}

/// Keys whose values are accounts, in lower case.
const ACCOUNT_KEYS: [&str; 6] = [
    "aws:principalaccount",
    "aws:resourceaccount",
    "aws:sourceaccount",
    "aws:sourceowner",
    "kms:calleraccount",
    "s3:resourceaccount",
];
/// Keys whose values are service principals, in lower case.
const SERVICE_KEYS: [&str; 7] = [
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:principalservicename",
    "iam:awsservicename",
    "iam:passedtoservice",
    "kms:viaservice",
];

fn condition(cx: &Context<'_>, test: ConditionTest<'_, '_>, text: &Text<'_>, hole: &Hole) -> Found {
    let whole = is_whole(text, hole);
    let scalar = |function: &'static str| {
        if whole { place(function) } else { misplaced("a hole stands for all of such a value", WRITE_OUT) }
    };
    let base = test.operator().map_or(BaseOperator::StringEquals, |operator| operator.base);
    match base.family() {
        OperatorFamily::Bool | OperatorFamily::Null => scalar("boolean"),
        OperatorFamily::Numeric => scalar("number"),
        OperatorFamily::Date => scalar("date"),
        OperatorFamily::IpAddress => scalar("ip"),
        OperatorFamily::Binary => misplaced("no hole can stand for binary data", "write it out, in Base64"),
        OperatorFamily::Arn if whole => place("arn"),
        OperatorFamily::Arn => in_arn(text, hole),
        OperatorFamily::String => {
            let key = test.condition.key.to_ascii_lowercase();
            let plain = if base.takes_patterns() { place("pattern") } else { place("text") };
            if ACCOUNT_KEYS.contains(&key.as_str()) {
                return scalar("account");
            }
            if SERVICE_KEYS.contains(&key.as_str()) {
                return service(text, hole);
            }
            if key == "aws:requestedregion" {
                return scalar("region");
            }
            let is_arn = cx.key(test.condition).value_type() == Some(ValueType::Arn);
            if is_arn && whole {
                return place("arn");
            }
            if (is_arn || text.starts_with("arn:")) && Arn::split(text).is_some() {
                return in_arn(text, hole);
            }
            plain
        }
    }
}

/// The resource types that an action of the statement can work on; `None` when all can stand there.
fn accepted(cx: &Context<'_>, statement: &Statement<'_>) -> Option<Vec<Accepted>> {
    let block = statement.action.as_ref().filter(|block| block.is_regular)?;
    let mut types: Vec<ResourceType<'static>> = Vec::new();
    for action in &block.entries {
        match cx.meaning(action) {
            ActionMeaning::Exact(action) => types.extend(action.resource_types().map(ActionResource::resource_type)),
            ActionMeaning::Pattern(service) => {
                let actions = service.actions_matching(action.name()?);
                types.extend(actions.flat(|action| action.resource_types().map(ActionResource::resource_type)));
            }
            _ => return None,
        }
    }
    if types.is_empty() { None } else { Some(with_same_arns(cx.catalog, &mut types.into_iter())) }
}

/// The types, and those of other services with ARNs of the same form: what `sts` calls a role is `iam`'s.
fn with_same_arns(
    catalog: &'static Catalog<'static>,
    types: &mut dyn Iterator<Item = ResourceType<'static>>,
) -> Vec<Accepted> {
    let mut accepted: Vec<Accepted> = Vec::new();
    for form in types.flat(ResourceType::arns) {
        let written = form.to_string();
        let same = catalog.arn_templates(&form.service()).filter(|other| other.to_string() == written);
        for resource_type in same.filter_map(ArnTemplate::resource_type) {
            let (service, name) = (resource_type.service().prefix().to_string(), resource_type.name().to_string());
            let tag = tag(&service, &name);
            if !accepted.iter().any(|known| known.tag == tag) {
                accepted.push(Accepted { service, name, tag });
            }
        }
    }
    accepted
}
