//! Every AWS service's actions, resource types and condition keys, read in place from packed data.
//!
//! The facts live under `catalog/` in the repository, one file a service. `cargo xtask catalog build`
//! packs them into `data/catalog.bin`, which this module reads where it lies: [`Catalog`] is a handful
//! of slices, and [`Service`], [`Action`], [`ResourceType`] and the others are small handles that
//! know the number of a record. A look-up decodes what it compares and nothing else; nothing is
//! parsed, allocated or set up before the first.
//!
//! ```
//! use policy_core::catalog::{AccessLevel, Catalog};
//!
//! let catalog = Catalog::builtin();
//! let import = catalog.action("personalize:CreateDatasetImportJob").unwrap();
//! assert_eq!(import.access_level(), AccessLevel::Write);
//! assert!(import.supports_condition_key("aws:ResourceTag/team"));
//!
//! let service = import.service();
//! assert!(service.any_action_matching("Describe*"));
//! assert_eq!(service.suggest_action("CreateSolutoin").unwrap(), "CreateSolution");
//! ```
//!
//! The bytes are not trusted: every read is checked, and damaged data answers "not known".
//! [`format`] describes the layout.

mod action;
mod arn;
mod arn_form;
#[cfg(test)]
mod damage;
#[doc(hidden)]
pub mod format;
mod global_key;
mod key;
mod named_key;
mod operation;
mod partition;
mod principal;
mod read;
mod resource;
mod role_passing;
mod service;
mod suggest;
#[cfg(test)]
mod tests;
mod text;

use core::fmt;

pub use self::action::{AccessLevel, Action, ActionResource, ActionResources, Actions, ActionsMatching};
pub use self::arn::ArnTemplate;
pub(crate) use self::arn_form::{ArnHead, ArnPart, ArnStem};
pub use self::global_key::{GlobalKey, KeyCategory};
pub use self::key::{ConditionKey, ConditionKeys, ValueType};
pub use self::named_key::NamedKeys;
pub use self::operation::{Operation, RemovedAction};
pub use self::partition::Partition;
pub use self::principal::{ServicePrincipal, ServicePrincipals};
pub use self::resource::{ResourceType, ResourceTypes};
pub use self::role_passing::{PassingActions, RoleParameter, RolePassing, RolePassings};
pub use self::service::Service;
pub use self::text::{Name, Text};

use self::format::{DATE_LEN, HASH_START, MAGIC, SECTIONS, hash};
use self::read::{Chain, List, u24_at};

/// The packed facts about AWS services that checks ask.
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    date: &'a str,
    sections: [&'a [u8]; SECTIONS],
}

/// Why bytes are not a packed catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CatalogError {
    /// The bytes do not begin like a packed catalog, or like one of another version.
    NotACatalog,
    /// The sections are shorter or longer than announced.
    WrongLength,
}

impl fmt::Display for CatalogError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotACatalog => "not a packed catalog of this version",
            Self::WrongLength => "packed catalog with sections of another length than announced",
        })
    }
}

impl core::error::Error for CatalogError {}

static BUILTIN: Catalog<'static> = match Catalog::from_bytes(include_bytes!("../../data/catalog.bin")) {
    Ok(catalog) => catalog,
    // `cargo xtask catalog build` links this crate and must run after a change of the layout, so
    // old bytes may not stop the build. A test makes sure that the committed ones are right.
    Err(_) => Catalog { date: "", sections: [&[]; SECTIONS] },
};

impl Catalog<'static> {
    /// The catalog that comes with this version of the crate.
    pub const fn builtin() -> &'static Self {
        &BUILTIN
    }
}

impl<'a> Catalog<'a> {
    /// The catalog in `bytes`, as `cargo xtask catalog build` wrote them.
    ///
    /// # Errors
    ///
    /// When the header or the lengths of the sections are wrong. What the sections hold is not looked
    /// at: a damaged one makes look-ups fail, not panic.
    #[inline]
    pub const fn from_bytes(bytes: &'a [u8]) -> Result<Self, CatalogError> {
        let Some((magic, rest)) = bytes.split_first_chunk::<{ MAGIC.len() }>() else {
            return Err(CatalogError::NotACatalog);
        };
        if u64::from_le_bytes(*magic) != u64::from_le_bytes(MAGIC) {
            return Err(CatalogError::NotACatalog);
        }
        let Some((date, rest)) = rest.split_at_checked(DATE_LEN) else {
            return Err(CatalogError::WrongLength);
        };
        let Ok(date) = core::str::from_utf8(date) else {
            return Err(CatalogError::NotACatalog);
        };
        let Some((mut lengths, mut rest)) = rest.split_at_checked(4 * SECTIONS) else {
            return Err(CatalogError::WrongLength);
        };
        let mut sections: [&[u8]; SECTIONS] = [&[]; SECTIONS];
        let mut unread: &mut [&[u8]] = &mut sections;
        while let (Some((section, others)), Some((length, tail))) =
            (unread.split_first_mut(), lengths.split_first_chunk::<4>())
        {
            let Some((bytes, after)) = rest.split_at_checked(u32::from_le_bytes(*length) as usize) else {
                return Err(CatalogError::WrongLength);
            };
            *section = bytes;
            (unread, lengths, rest) = (others, tail, after);
        }
        if rest.is_empty() { Ok(Self { date, sections }) } else { Err(CatalogError::WrongLength) }
    }

    /// The day of the Service Authorization Reference that the catalog shows, as `YYYY-MM-DD`.
    pub fn date(&self) -> &'a str {
        self.date
    }

    /// The bytes of a section.
    #[inline]
    fn section(&self, index: usize) -> &'a [u8] {
        match self.sections.get(index) {
            Some(section) => section,
            None => &[],
        }
    }

    /// Number of whole records of `len` bytes in a section.
    #[inline]
    fn records(&self, section: usize, len: usize) -> usize {
        // Numbers of records are two bytes wide.
        (self.section(section).len() / len).min(usize::from(u16::MAX))
    }

    /// List number `index`; empty when there is none.
    fn list(&self, index: u16) -> List<'a> {
        match u24_at(self.section(format::LIST_STARTS), 3 * usize::from(index)) {
            Some(start) => List::new(self.section(format::LISTS).get(start..).unwrap_or_default()),
            None => List::default(),
        }
    }

    /// The text at `offset` of the general texts.
    fn text(&'a self, offset: usize) -> Text<'a> {
        Text::at(self, format::TEXTS, offset)
    }

    /// The numbers in a hash table that may be what `hash` is the hash of.
    #[inline]
    fn chain(&self, table: usize, hash: u64) -> Chain<'a> {
        Chain::new(self.section(table), hash)
    }

    /// The service of an action prefix, such as `s3`, ASCII case aside.
    pub fn service(&'a self, prefix: &str) -> Option<Service<'a>> {
        let hash = hash(HASH_START, prefix.as_bytes());
        for index in self.chain(format::SERVICE_SLOTS, hash) {
            let service = Service::new(self, index);
            if service.may_have(hash) && service.is_prefix(prefix) {
                return Some(service);
            }
        }
        None
    }

    /// The action of a full name, such as `s3:GetObject`, ASCII case aside. Wildcards are characters
    /// like all others here.
    pub fn action(&'a self, full_name: &str) -> Option<Action<'a>> {
        let (prefix, name) = full_name.split_once(':')?;
        self.service(prefix)?.action(name)
    }

    /// The action with this [`Action::id`].
    pub fn action_by_id(&'a self, id: u16) -> Option<Action<'a>> {
        let services = Service::count(self);
        let after =
            read::lower_bound(services, |index| Service::at_index(self, index).is_some_and(|s| s.first_action() <= id));
        let service = Service::at_index(self, after.checked_sub(1)?)?;
        service.action_range().contains(&id).then(|| Action::new(service, id))
    }

    /// All services, in the order of their prefixes.
    pub fn services(&'a self) -> impl ExactSizeIterator<Item = Service<'a>> + Clone + use<'a> {
        let count = u16::try_from(Service::count(self)).unwrap_or(0);
        (0..count).map(|index| Service::new(self, index))
    }
}

impl fmt::Debug for Catalog<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog").field("date", &self.date).finish_non_exhaustive()
    }
}

/// The name that `text` was probably meant to be.
pub(crate) fn nearest<N: AsRef<str>>(text: &str, names: impl Iterator<Item = N>) -> Option<N> {
    suggest::closest(text, names)
}
