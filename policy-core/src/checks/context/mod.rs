//! What the checks ask of a document, each answer worked out once.

mod action;
mod append;
mod key;
mod resource;
mod role;

use core::cell::{Cell, OnceCell, RefCell};

pub(crate) use action::ActionMeaning;
pub(crate) use key::KeyMeaning;
pub(crate) use resource::{Fit, fits_resource};
pub(crate) use role::{By, RoleAction};

use resource::ResourceMeaning;

use crate::catalog::{self, Catalog, NamedKeys, ResourceType, Service};
use crate::document::variable::has_hole;
use crate::document::{Action, Condition, Resource, Statement};
use crate::{Document, Options, Placement, PolicyType, Span};

/// Finding the name that was meant takes a walk through all there are. A document with more mistakes than this is not made
/// right by guessing.
const MAX_GUESSES: u32 = 200;

/// So many keys are remembered, for a search that takes a moment.
const MAX_KNOWN_KEYS: usize = 32;

/// A document, what it is checked as, and what the catalog says about its parts.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) catalog: &'static Catalog<'static>,
    options: &'a Options,
    actions: Vec<OnceCell<ActionMeaning>>,
    keys: Vec<OnceCell<KeyMeaning>>,
    named_keys: Vec<OnceCell<NamedKeys>>,
    /// The service of the last action that was looked up: the next is probably of the same.
    service: Cell<Option<Service<'static>>>,
    resources: Vec<OnceCell<ResourceMeaning>>,
    /// Keys looked up before, by their place.
    known_keys: RefCell<Vec<(Span, KeyMeaning)>>,
    /// By statement and [`RoleAction`].
    grants: Vec<[OnceCell<Option<By>>; 2]>,
    role_passers: OnceCell<Vec<(&'a Action<'a>, catalog::Action<'static>)>>,
    variables: OnceCell<bool>,
    guesses: Cell<u32>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(document: &'a Document<'a>, options: &'a Options) -> Self {
        Self {
            document,
            catalog: Catalog::builtin(),
            options,
            actions: vec![OnceCell::new(); document.action_count],
            keys: vec![OnceCell::new(); document.condition_count],
            named_keys: vec![OnceCell::new(); document.condition_count],
            service: Cell::new(None),
            resources: vec![OnceCell::new(); document.resource_count],
            known_keys: RefCell::new(Vec::new()),
            grants: document.statements.iter().map(|_| Default::default()).collect(),
            role_passers: OnceCell::new(),
            variables: OnceCell::new(),
            guesses: Cell::new(MAX_GUESSES),
        }
    }

    pub(crate) fn policy_type(&self) -> PolicyType {
        self.options.policy_type
    }

    /// The resource that a resource policy is attached to, when the caller says.
    pub(crate) fn attached_to(&self) -> Option<&str> {
        self.options.resource_type.as_deref()
    }

    /// Where an identity policy goes, when it is known: a permissions boundary is always a managed policy.
    pub(crate) fn placement(&self) -> Option<Placement> {
        match self.policy_type() {
            PolicyType::Identity => self.options.placement,
            PolicyType::Boundary => Some(Placement::Managed),
            _ => None,
        }
    }

    /// Whether the document goes to `CreatePolicy`, as an identity policy does unless the caller says that it is inline.
    pub(crate) fn may_be_managed(&self) -> bool {
        match self.placement() {
            Some(placement) => placement == Placement::Managed,
            None => self.policy_type() == PolicyType::Identity,
        }
    }

    /// What an entry of `Action` or `NotAction` stands for.
    pub(crate) fn meaning(&self, action: &Action<'_>) -> ActionMeaning {
        let meaning = || ActionMeaning::of(action, |prefix| self.service(prefix));
        self.actions.get(action.index).map_or_else(meaning, |cell| *cell.get_or_init(meaning))
    }

    /// The actions that hand a role to a service, each with the entry of `Action` in a statement that allows it.
    pub(crate) fn role_passers(&self) -> &[(&'a Action<'a>, catalog::Action<'static>)] {
        self.role_passers.get_or_init(|| {
            let mut passers = Vec::new();
            let statements = self.document.statements.iter().filter(|statement| statement.allows());
            for entry in statements.flat_map(Statement::actions) {
                match self.meaning(entry) {
                    ActionMeaning::Exact(action) if action.passes_any_role() => passers.push((entry, action)),
                    ActionMeaning::Pattern(service) => {
                        let name = entry.name().unwrap_or_default();
                        passers.extend(service.passing_actions(name).map(|action| (entry, action)));
                    }
                    _ => {}
                }
            }
            passers
        })
    }

    fn service(&self, prefix: &str) -> Option<Service<'static>> {
        let last = self.service.get().filter(|last| last.is_prefix(prefix));
        let found = last.or_else(|| self.catalog.service(prefix));
        self.service.set(found);
        found
    }

    /// The condition keys of services that a condition key names.
    pub(crate) fn named_keys(&self, condition: &Condition<'_>) -> NamedKeys {
        let named = || self.catalog.named_keys(&condition.key);
        self.named_keys.get(condition.index).map_or_else(named, |cell| *cell.get_or_init(named))
    }

    /// What a condition key stands for.
    pub(crate) fn key(&self, condition: &Condition<'_>) -> KeyMeaning {
        let meaning = || self.key_as_before(condition).unwrap_or_else(|| self.look_up_key(condition));
        self.keys.get(condition.index).map_or_else(meaning, |cell| *cell.get_or_init(meaning))
    }

    fn look_up_key(&self, condition: &Condition<'_>) -> KeyMeaning {
        let meaning = KeyMeaning::looked_up(self.catalog, &condition.key, || self.named_keys(condition));
        let mut known = self.known_keys.borrow_mut();
        if known.len() < MAX_KNOWN_KEYS {
            known.push((condition.key.span(), meaning));
        }
        meaning
    }

    /// The meaning of a key that occurred before: a document asks for few keys many times.
    fn key_as_before(&self, condition: &Condition<'_>) -> Option<KeyMeaning> {
        let text = self.document.text;
        let written = condition.key.span().of(text);
        let known = self.known_keys.borrow();
        known.iter().find(|(before, _)| before.of(text) == written).map(|&(_, meaning)| meaning)
    }

    /// The resource types that an entry of `Resource` or `NotResource` can name. Nothing for `*` and for entries whose
    /// service is unknown or a pattern.
    pub(crate) fn resource_types(&self, resource: &Resource<'_>) -> Vec<ResourceType<'static>> {
        let mut types = Vec::new();
        for fit in self.fits(resource).iter().filter(|fit| fit.closest) {
            if !types.contains(&fit.resource_type) {
                types.push(fit.resource_type);
            }
        }
        types
    }

    /// The forms of ARNs that an entry of `Resource` or `NotResource` can have, [`Self::resource_types`] being those of
    /// the closest.
    pub(crate) fn fits(&self, resource: &Resource<'_>) -> &[Fit] {
        self.resource(resource).map_or(&[], |meaning| &meaning.fits)
    }

    fn resource(&self, resource: &Resource<'_>) -> Option<&ResourceMeaning> {
        let meaning = || ResourceMeaning::of(self.catalog, resource);
        self.resources.get(resource.index).map(|cell| cell.get_or_init(meaning))
    }

    /// How to accept what may be newer than the catalog.
    pub(crate) fn newer(&self, what: &str, code: &str) -> String {
        let date = self.catalog.date();
        format!("the catalog shows AWS of {date}; if the {what} is newer, accept it with `allow({code})`")
    }

    /// What `guess` finds, unless the document had guesses enough. For help only: no verdict may hang on it.
    pub(crate) fn guess<T>(&self, guess: impl FnOnce() -> Option<T>) -> Option<T> {
        let left = self.guesses.get().checked_sub(1)?;
        self.guesses.set(left);
        guess()
    }

    /// Whether `${` can occur in one of the document's strings.
    pub(crate) fn may_hold_variables(&self) -> bool {
        let text = self.document.text;
        *self.variables.get_or_init(|| has_hole(text) || text.as_bytes().contains(&b'\\') && text.contains("\\u"))
    }
}
