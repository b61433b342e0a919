//! Actions and what they are tied to.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use super::format::{
    ACTION_LEN, ACTIONS, LINK_KEYS, LINK_REQUIRED, PASSES_BY_ACTION, SHAPE_DEPENDENTS, SHAPE_LEN, SHAPE_LEVEL,
    SHAPE_PASSES_ROLE, SHAPE_PERMISSION_ONLY, SHAPE_REQUIRES_ROLE, SHAPES,
};
use super::read::{List, Record};
use super::{ConditionKeys, Name, NamedKeys, ResourceType, RolePassings, Service, Text};

/// The access level that the Service Authorization Reference gives an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Sees that resources exist.
    List,
    /// Reads resources, and changes nothing.
    Read,
    /// Creates, changes or deletes resources.
    Write,
    /// Changes nothing but tags.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// The level as the Service Authorization Reference prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

impl fmt::Display for AccessLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// An action, such as `s3:GetObject`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Action<'a> {
    service: Service<'a>,
    id: u16,
}

impl<'a> Action<'a> {
    #[inline]
    pub(super) fn new(service: Service<'a>, id: u16) -> Self {
        Self { service, id }
    }

    fn record(self) -> Option<Record<'a, ACTION_LEN>> {
        Record::at(self.service.catalog().section(ACTIONS), usize::from(self.id))
    }

    fn shape(self) -> Option<Record<'a, SHAPE_LEN>> {
        let shape = self.record()?.u16(2);
        Record::at(self.service.catalog().section(SHAPES), usize::from(shape))
    }

    fn flags(self) -> u8 {
        match self.shape() {
            Some(shape) => shape.u8(0),
            None => SHAPE_LEVEL,
        }
    }

    fn list(self, field: usize) -> u16 {
        self.shape().map_or(super::format::NONE_U16, |shape| shape.u16(field))
    }

    #[inline]
    pub(super) fn text(self) -> Text<'a> {
        self.service.action_text(self.record().map_or(u16::MAX, |record| record.u16(0)))
    }

    /// The number of the action in this catalog, from 0 on; other catalogs number differently.
    pub fn id(self) -> u16 {
        self.id
    }

    /// The service whose prefix the action carries.
    pub fn service(self) -> Service<'a> {
        self.service
    }

    /// The name without the prefix, such as `GetObject`.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// Whether the name without the prefix starts with `head`, case included.
    pub(crate) fn name_starts_with(self, head: &str) -> bool {
        self.text().starts_with(head)
    }

    /// The name with the prefix, such as `s3:GetObject`.
    pub fn full_name(self) -> Name {
        let mut name = self.service.prefix();
        name.push(b":");
        name.push(self.name().as_bytes());
        name
    }

    /// What the action can do to resources, as AWS classifies it.
    pub fn access_level(self) -> AccessLevel {
        match self.flags() & SHAPE_LEVEL {
            0 => AccessLevel::List,
            1 => AccessLevel::Read,
            3 => AccessLevel::Tagging,
            4 => AccessLevel::PermissionsManagement,
            _ => AccessLevel::Write,
        }
    }

    /// Whether the action stands for no API operation. AWS stopped publishing this in July 2026, so
    /// newer actions answer `false`.
    pub fn permission_only(self) -> bool {
        self.flags() & SHAPE_PERMISSION_ONLY != 0
    }

    /// The resource types the action works on. Empty when it works on none: a statement with such an
    /// action needs `*` as its resource.
    pub fn resource_types(self) -> ActionResources<'a> {
        ActionResources { service: self.service, links: self.links() }
    }

    pub(super) fn links(self) -> List<'a> {
        self.service.catalog().list(self.list(3))
    }

    /// The condition keys listed for the action itself.
    ///
    /// Those of its resource types come on top: see [`Self::supports_condition_key`].
    pub fn condition_keys(self) -> ConditionKeys<'a> {
        ConditionKeys::new(self.service.catalog(), self.list(1))
    }

    /// Whether a request for the action can carry `key`, ASCII case aside: the key is listed for the
    /// action, for one of its resource types with this action, or for one of its resource types.
    ///
    /// Keys with a hole take any text that is not empty in its place. Global keys such as
    /// `aws:SourceIp` are not looked at, except where they are listed (`aws:RequestTag/${TagKey}`).
    pub fn supports_condition_key(self, key: &str) -> bool {
        self.supports_named_keys(&NamedKeys::of(self.service.catalog(), key))
    }

    /// Like [`Self::supports_condition_key`], with the key looked up already: for many actions.
    pub fn supports_named_keys(self, keys: &NamedKeys) -> bool {
        !keys.is_empty()
            && (self.condition_keys().any_of(keys)
                || self.resource_types().any(|link| {
                    link.condition_keys().any_of(keys) || link.resource_type().condition_keys().any_of(keys)
                }))
    }

    /// The actions that the caller must be allowed as well, as documented until July 2026.
    ///
    /// `None` when that is not known: the action is newer. An empty iterator says "none".
    pub fn dependent_actions(self) -> Option<impl Iterator<Item = Action<'a>> + Clone + use<'a>> {
        let catalog = self.service.catalog();
        (self.flags() & SHAPE_DEPENDENTS != 0)
            .then(|| catalog.list(self.list(5)).filter_map(move |id| catalog.action_by_id(u16::try_from(id).ok()?)))
    }

    /// Whether [`Self::passes_role`] has anything.
    pub(crate) fn passes_any_role(self) -> bool {
        self.flags() & SHAPE_PASSES_ROLE != 0
    }

    /// Whether every operation behind the action needs a role, which is documented of one at least.
    pub(crate) fn requires_role(self) -> bool {
        self.flags() & SHAPE_REQUIRES_ROLE != 0
    }

    /// The operations behind this action that pass a role, each with how far that is documented.
    pub fn passes_role(self) -> RolePassings<'a> {
        let catalog = self.service.catalog();
        let pairs = if self.passes_any_role() { catalog.section(PASSES_BY_ACTION) } else { &[] };
        RolePassings::new(catalog, pairs, self.id)
    }
}

impl fmt::Display for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.full_name())
    }
}

impl fmt::Debug for Action<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Action").field(&self.full_name()).finish()
    }
}

/// Iterator over actions of a service.
#[derive(Clone, Debug)]
pub struct Actions<'a> {
    service: Service<'a>,
    range: Range<u16>,
}

impl<'a> Actions<'a> {
    pub(super) fn new(service: Service<'a>, range: Range<u16>) -> Self {
        Self { service, range }
    }
}

impl<'a> Iterator for Actions<'a> {
    type Item = Action<'a>;

    fn next(&mut self) -> Option<Action<'a>> {
        self.range.next().map(|id| Action::new(self.service, id))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl DoubleEndedIterator for Actions<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.range.next_back().map(|id| Action::new(self.service, id))
    }
}

impl ExactSizeIterator for Actions<'_> {}
impl FusedIterator for Actions<'_> {}

/// Iterator over the actions of a service that a pattern stands for.
#[derive(Clone, Debug)]
pub struct ActionsMatching<'a, 'p> {
    actions: Actions<'a>,
    pattern: Option<&'p str>,
}

impl<'a, 'p> ActionsMatching<'a, 'p> {
    /// Those of `actions` that `pattern` stands for; all when there is none.
    pub(super) fn new(actions: Actions<'a>, pattern: Option<&'p str>) -> Self {
        Self { actions, pattern }
    }
}

impl<'a> Iterator for ActionsMatching<'a, '_> {
    type Item = Action<'a>;

    fn next(&mut self) -> Option<Action<'a>> {
        match self.pattern {
            None => self.actions.next(),
            Some(pattern) => self.actions.find(|action| action.text().matches(pattern)),
        }
    }
}

impl FusedIterator for ActionsMatching<'_, '_> {}

/// A resource type of an action.
#[derive(Clone, Copy, Debug)]
pub struct ActionResource<'a> {
    resource: ResourceType<'a>,
    required: bool,
    keys: u16,
}

impl<'a> ActionResource<'a> {
    /// The resource type.
    pub fn resource_type(self) -> ResourceType<'a> {
        self.resource
    }

    /// Whether every request for the action names a resource of this type.
    pub fn required(self) -> bool {
        self.required
    }

    /// The condition keys that this action has for resources of this type only.
    pub fn condition_keys(self) -> ConditionKeys<'a> {
        ConditionKeys::new(self.resource.service().catalog(), self.keys)
    }
}

/// Iterator over the resource types of an action.
#[derive(Clone, Debug)]
pub struct ActionResources<'a> {
    service: Service<'a>,
    links: List<'a>,
}

impl<'a> Iterator for ActionResources<'a> {
    type Item = ActionResource<'a>;

    fn next(&mut self) -> Option<ActionResource<'a>> {
        let link = self.links.next()?;
        let keys =
            if link & LINK_KEYS == 0 { super::format::NONE_U16 } else { u16::try_from(self.links.next()?).ok()? };
        let resource = self.service.resource_at(link >> 2)?;
        Some(ActionResource { resource, required: link & LINK_REQUIRED != 0, keys })
    }
}
