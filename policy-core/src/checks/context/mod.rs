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
use crate::document::{Action, Condition, Resource, Scalar, Statement, Text, Variable};
use crate::{Document, Options, Placement, PolicyType};

/// Finding the name that was meant takes a walk through all there are. A document with more mistakes than this is not made
/// right by guessing.
const MAX_GUESSES: u32 = 200;

/// How many bytes may be compared where parts of a document are held against each other: many times what a document that
/// IAM takes can need, and a moment's work. Without an end to it the work would grow with the square of the length.
const MAX_COMPARED: usize = 1 << 25;

/// How many of the catalog's names may be looked at for entries that no index finds: again many times what is needed.
const MAX_SEARCHED: usize = 1 << 23;

/// So many keys are remembered, for a search that takes a moment.
const MAX_KNOWN_KEYS: usize = 32;

/// A string with `${` in a place where policy variables work: an entry of `Resource` or `NotResource`, or a condition's
/// value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenText<'a> {
    pub(crate) text: &'a Text<'a>,
    /// Whether the place is not a value of an operator that takes no variables.
    pub(crate) takes_variables: bool,
}

fn open_texts<'a>(document: &'a Document<'a>) -> Vec<OpenText<'a>> {
    let mut open = Vec::new();
    let mut look = |text: &'a Text<'a>, takes_variables: bool| {
        if text.has_hole() {
            open.push(OpenText { text, takes_variables });
        }
    };
    for statement in &document.statements {
        let resources = statement.resource_blocks().flat_map(|block| &block.entries);
        resources.for_each(|resource| look(&resource.text, true));
        for test in statement.tests() {
            let takes_variables = test.operator().is_some_and(|operator| operator.base.takes_variables());
            let strings = test.values().iter().filter(|value| value.scalar == Scalar::String);
            strings.for_each(|value| look(&value.text, takes_variables));
        }
    }
    open
}

/// A document, what it is checked as, and what the catalog says about its parts.
#[derive(Debug)]
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) catalog: &'static Catalog<'static>,
    options: &'a Options,
    actions: Vec<OnceCell<ActionMeaning>>,
    keys: Vec<OnceCell<KeyMeaning>>,
    named_keys: Vec<OnceCell<NamedKeys>>,
    /// The last prefix that was looked up, and its service: the next is probably the same.
    service: Cell<Option<(&'a str, Service<'static>)>>,
    resources: Vec<OnceCell<ResourceMeaning>>,
    /// Keys looked up before: a document asks for few keys many times.
    known_keys: RefCell<Vec<(Box<str>, KeyMeaning)>>,
    /// By statement and [`RoleAction`].
    grants: Vec<[OnceCell<Option<By>>; 2]>,
    role_passers: OnceCell<Vec<(&'a Action<'a>, catalog::Action<'static>)>>,
    open_texts: OnceCell<Vec<OpenText<'a>>>,
    guesses: Cell<u32>,
    compared: Cell<usize>,
    searched: Cell<usize>,
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
            open_texts: OnceCell::new(),
            guesses: Cell::new(MAX_GUESSES),
            compared: Cell::new(0),
            searched: Cell::new(0),
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
        let meaning = || ActionMeaning::of(self, action);
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

    /// The service of an action's prefix.
    fn service(&self, action: &Action<'_>, prefix: &str) -> Option<Service<'static>> {
        if let Some((_, service)) = self.service.get().filter(|(last, _)| *last == prefix) {
            return Some(service);
        }
        let service = self.catalog.service(prefix)?;
        let written = action.text.fragment_of(prefix).of(self.document.text);
        self.service.set((written == prefix).then_some((written, service)));
        Some(service)
    }

    /// The condition keys of services that a condition key names.
    pub(crate) fn named_keys(&self, condition: &Condition<'_>) -> NamedKeys {
        let named = || self.catalog.named_keys(&condition.key);
        self.named_keys.get(condition.index).map_or_else(named, |cell| *cell.get_or_init(named))
    }

    /// What a condition key stands for.
    pub(crate) fn key(&self, condition: &Condition<'_>) -> KeyMeaning {
        let meaning = || self.key_named(&condition.key, || self.named_keys(condition));
        self.keys.get(condition.index).map_or_else(meaning, |cell| *cell.get_or_init(meaning))
    }

    /// What the condition key in a policy variable stands for.
    pub(crate) fn variable(&self, variable: &Variable<'_>) -> KeyMeaning {
        self.key_named(variable.key, || self.catalog.named_keys(variable.key))
    }

    fn key_named(&self, key: &str, named: impl FnOnce() -> NamedKeys) -> KeyMeaning {
        let before = self.known_keys.borrow().iter().find(|(before, _)| **before == *key).map(|&(_, meaning)| meaning);
        before.unwrap_or_else(|| {
            let meaning = KeyMeaning::looked_up(self.catalog, key, named);
            let mut known = self.known_keys.borrow_mut();
            if known.len() < MAX_KNOWN_KEYS {
                known.push((key.into(), meaning));
            }
            meaning
        })
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

    /// Whether there is time to compare so many bytes of the document with others of it. Once there is not, the checks that
    /// hold its parts against each other find no more.
    pub(crate) fn may_compare(&self, bytes: usize) -> bool {
        self.compared.set(self.compared.get().saturating_add(bytes));
        self.compared.get() <= MAX_COMPARED
    }

    /// Whether there is time to hold `text` against so many names of the catalog. Once there is not, it is taken for right.
    pub(crate) fn may_search(&self, names: usize, text: &str) -> bool {
        let cost = names.saturating_mul(1 + text.len() / 16);
        self.searched.set(self.searched.get().saturating_add(cost));
        self.searched.get() <= MAX_SEARCHED
    }

    /// Whether `${` can occur in one of the document's strings.
    pub(crate) fn may_hold_variables(&self) -> bool {
        self.document.tree.marks().dollar
    }

    /// The strings in which policy variables work, as far as `${` occurs in them.
    pub(crate) fn open_texts(&self) -> &[OpenText<'a>] {
        self.open_texts.get_or_init(|| if self.may_hold_variables() { open_texts(self.document) } else { Vec::new() })
    }
}
