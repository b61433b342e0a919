//! ARNs of one resource, with the resource's type.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::str::FromStr;
use std::borrow::Cow;

use super::invalid::{MOST_BYTES, Wildcards, text};
use super::{AccountId, AnyResource, InvalidValue, Partition, Region, ResourceType};
use crate::catalog::Catalog;
use crate::checks::fits_resource;
use crate::document;
use crate::lean::{self, Lean as _};

/// The ARN of one resource, without wildcards and variables.
///
/// ```
/// use policy_core::typed::{Arn, arns::personalize::Campaign};
///
/// let arn = Arn::<Campaign>::parse("arn:aws:personalize:us-east-1:123456789012:campaign/films")?;
/// assert_eq!((arn.service(), arn.region(), arn.resource()), ("personalize", "us-east-1", "campaign/films"));
/// assert!(Arn::<Campaign>::parse("arn:aws:personalize:us-east-1:123456789012:dataset/films").is_err());
/// assert!(Arn::<Campaign>::parse("arn:aws:personalize:us-east-1:123456789012:campaign/*").is_err());
/// # Ok::<(), policy_core::typed::InvalidValue>(())
/// ```
pub struct Arn<R = AnyResource> {
    // Public so that `arn!` expands to a value and not to a call: only then is it a constant.
    #[doc(hidden)]
    pub __text: Cow<'static, str>,
    #[doc(hidden)]
    pub __type: PhantomData<fn() -> R>,
}

/// The most bytes of an ARN: two names, and short fields before them.
pub(crate) const MOST_ARN_BYTES: usize = 2 * MOST_BYTES + 128;

impl<R: ResourceType> Arn<R> {
    /// Reads an ARN.
    ///
    /// # Errors
    ///
    /// When it is none of a resource of this type, with the reason.
    pub fn parse(text: impl Into<String>) -> Result<Self, InvalidValue> {
        let text = text.into();
        match check(&text, R::SERVICE, R::NAME) {
            Ok(()) => Ok(Self::of(text)),
            Err(problem) => Err(InvalidValue::new(&text, "an ARN", problem)),
        }
    }

    fn of(text: impl Into<Cow<'static, str>>) -> Self {
        Self { __text: text.into(), __type: PhantomData }
    }

    /// The same ARN as that of a resource of another type.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn of_type<S: ResourceType>(self) -> Result<Arn<S>, InvalidValue> {
        match check(&self.__text, S::SERVICE, S::NAME) {
            Ok(()) => Ok(Arn::of(self.__text)),
            Err(problem) => Err(InvalidValue::new(&self.__text, "an ARN", problem)),
        }
    }

    /// The same ARN without its type.
    pub fn of_any_type(self) -> Arn {
        Arn::of(self.__text)
    }

    /// An ARN of a form that is right by construction.
    pub(super) fn build(
        partition: &Partition,
        service: &str,
        region: Option<&Region>,
        account: Option<&AccountId>,
        resource: &[&str],
    ) -> Self {
        Self::of(join(partition, service, region, account, resource))
    }
}

#[inline]
fn join(
    partition: &Partition,
    service: &str,
    region: Option<&Region>,
    account: Option<&AccountId>,
    resource: &[&str],
) -> String {
    let region = region.map_or("", Region::as_str);
    let account = account.map_or("", AccountId::as_str);
    format!("arn:{partition}:{service}:{region}:{account}:{}", lean::join(resource, ""))
}

impl<R> Arn<R> {
    /// The text.
    pub const fn as_str(&self) -> &str {
        match &self.__text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => text.as_str(),
        }
    }

    fn fields(&self) -> document::Arn<'_> {
        let text = self.as_str();
        let empty = document::Arn { prefix: "", partition: "", service: "", region: "", account: "", resource: text };
        document::Arn::split(text).unwrap_or(empty)
    }

    /// The partition, such as `aws`.
    pub fn partition(&self) -> &str {
        self.fields().partition
    }

    /// The service's name in ARNs, such as `personalize`.
    pub fn service(&self) -> &str {
        self.fields().service
    }

    /// The region; empty for resources without one.
    pub fn region(&self) -> &str {
        self.fields().region
    }

    /// The account; empty for resources without one.
    pub fn account(&self) -> &str {
        self.fields().account
    }

    /// Everything after the fifth colon, such as `campaign/films`.
    pub fn resource(&self) -> &str {
        self.fields().resource
    }

    /// What stands behind the last `/` or `:` of the resource part.
    pub fn name(&self) -> &str {
        self.resource().rsplit(['/', ':']).next().unwrap_or_default()
    }
}

/// Why `arn` is not the ARN of a resource of that type.
pub(crate) fn check(arn: &str, service: &str, name: &str) -> Result<(), String> {
    let catalog = Catalog::builtin();
    if super::fill::escaped_len(arn) > MOST_ARN_BYTES {
        return Err(format!("it takes more than {MOST_ARN_BYTES} bytes"));
    }
    if let Some(fields) = document::Arn::split(arn).filter(|fields| fields.prefix == "arn") {
        text(fields.resource, Wildcards::Refused)?;
        field(fields)?;
        let mut forms = catalog.arn_templates(fields.service).peekable();
        if service.is_empty() {
            let is_known = forms.peek().is_none() || forms.any(|form| fits(form, &fields));
            return if is_known { Ok(()) } else { Err(format!("`{}` has no such resources", fields.service)) };
        }
        let is_type = |form: &crate::catalog::ArnTemplate<'static>| {
            form.resource_type().is_some_and(|known| known.name() == *name && known.service().prefix() == *service)
        };
        if forms.clone().any(|form| is_type(&form) && fits(form, &fields)) {
            return Ok(());
        }
        let own = catalog.service(service).and_then(|service| service.resource_type(name)?.arns().next());
        return Err(own.map_or_else(
            || format!("the catalog knows no `{name}` of `{service}`"),
            |own| format!("that of a {name} has the form `{own}`"),
        ));
    }
    Err("it has the form `arn:partition:service:region:account:resource`".to_owned())
}

/// What `arn!` makes of a text: the Rust name of its resource type, as far as there is one and the text leaves no doubt.
///
/// # Errors
///
/// Why it is no ARN.
#[doc(hidden)]
pub fn constant(arn: &str) -> Result<Option<[&'static str; 2]>, String> {
    check(arn, "", "")?;
    let mut known = super::arns::TYPES.iter().filter(|(service, name, _)| check(arn, service, name).is_ok());
    Ok(match (known.next(), known.next()) {
        (Some((service, _, name)), None) => Some([service, name]),
        _ => None,
    })
}

/// Why there is no such resource type.
///
/// # Errors
///
/// When there is none, with what was probably meant.
#[doc(hidden)]
pub fn known(service: &str, name: &str) -> Result<(), String> {
    let catalog = Catalog::builtin();
    let Some(found) = catalog.service(service) else {
        let help = catalog.suggest_service(service).map(|known| format!("\nhelp: did you mean `{known}`?"));
        return Err(format!("unknown service `{service}`{}", help.unwrap_or_default()));
    };
    if found.resource_type(name).is_some() {
        return Ok(());
    }
    let names: Vec<String> = found.resource_types().map(|known| format!("`{}`", known.name())).list();
    Err(format!("`{service}` has no resource type `{name}`\nhelp: it has {}", lean::join(&names, ", ")))
}

/// Checks the fields before the resource part.
fn field(fields: document::Arn<'_>) -> Result<(), String> {
    let partition = Catalog::builtin().partition(fields.partition);
    let Some(partition) = partition else { return Err(format!("there is no partition `{}`", fields.partition)) };
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    if fields.service.is_empty() || !fields.service.bytes().all(is_word) {
        return Err(format!("`{}` is no service", fields.service));
    }
    let region = fields.region;
    if !region.is_empty() && !partition.has_region(region) && !partition.matches_region_pattern(region) {
        return Err(format!("`{}` has no region `{region}`", fields.partition));
    }
    if !matches!(fields.account, "" | "aws") {
        AccountId::new(fields.account).map_err(|_| format!("`{}` is no account ID", fields.account))?;
    }
    Ok(())
}

/// Whether an ARN has a form of the catalog.
fn fits(form: crate::catalog::ArnTemplate<'static>, fields: &document::Arn<'_>) -> bool {
    let agrees = |has: bool, field: &str| has != field.is_empty();
    fits_resource(form, fields.resource)
        && agrees(form.has_region(), fields.region)
        && (agrees(form.has_account(), fields.account) || fields.service == "s3")
}

impl<R> Clone for Arn<R> {
    fn clone(&self) -> Self {
        Self { __text: self.__text.clone(), __type: PhantomData }
    }
}

impl<R> PartialEq for Arn<R> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<R> Eq for Arn<R> {}

impl<R> PartialOrd for Arn<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Arn<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<R> Hash for Arn<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<R> fmt::Debug for Arn<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Arn").field(&self.as_str()).finish()
    }
}

impl<R> fmt::Display for Arn<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<R> AsRef<str> for Arn<R> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<R: ResourceType> FromStr for Arn<R> {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl<R: ResourceType> TryFrom<String> for Arn<R> {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}

impl<R: ResourceType> TryFrom<&str> for Arn<R> {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, InvalidValue> {
        Self::parse(text)
    }
}
