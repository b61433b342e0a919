//! What the checks ask of a document, each answer worked out once.

mod action;
mod append;
mod key;
mod resource;
mod role;

use core::cell::{Cell, OnceCell, RefCell};

pub(crate) use action::ActionMeaning;
pub(crate) use key::KeyMeaning;
pub(crate) use resource::{Carried, Fit, fits_resource};
pub(crate) use role::{By, Passer, RoleAction};

use action::ActionMeanings;
use resource::ResourceMeanings;

use crate::catalog::{Catalog, NamedKeys, ResourceType, ServicePrincipal};
use crate::document::{Action, Condition, Piece, Resource, Scalar, Text, Variable, pieces};
use crate::lean::Lean as _;
use crate::syntax::Marks;
use crate::{Document, Options, Placement, PolicyType};

/// Finding the name that was meant takes a walk through all there are. A document with more mistakes than this is not made
/// right by guessing.
const MAX_GUESSES: u32 = 200;

/// How many bytes may be compared where parts of a document are held against each other: many times what a document that
/// IAM takes can need, and a moment's work. Without an end to it the work would grow with the square of the length.
const MAX_COMPARED: usize = 1 << 25;

/// How many of the catalog's names may be looked at for entries that no index finds: again many times what is needed.
const MAX_SEARCHED: usize = 1 << 23;

/// So many names are remembered, for a search that takes a moment.
const MAX_KNOWN: usize = 32;

/// What is no plain text of a string in a place where policy variables work: an entry of `Resource` or `NotResource`, or a
/// condition's value.
#[derive(Clone)]
pub(crate) struct OpenPiece<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) piece: Piece<'a>,
    /// Whether the place is not a value of an operator that takes no variables.
    pub(crate) takes_variables: bool,
}

fn open_pieces<'a>(document: &'a Document<'a>) -> Vec<OpenPiece<'a>> {
    let mut open = Vec::new();
    let mut look = |text: &'a Text<'a>, takes_variables: bool| {
        if text.has_hole() {
            let pieces = pieces(text).filter(|piece| !matches!(piece, Piece::Literal(..)));
            open.extend(pieces.map(|piece| OpenPiece { text, piece, takes_variables }));
        }
    };
    for statement in &document.statements {
        let resources = statement.resource_blocks().flat(|block| &block.entries);
        resources.for_each(|resource| look(&resource.text, true));
        for test in statement.tests() {
            let takes_variables = test.operator().is_some_and(|operator| operator.base.takes_variables());
            let strings = test.values().iter().filter(|value| value.scalar == Scalar::String);
            strings.for_each(|value| look(&value.text, takes_variables));
        }
    }
    open
}

/// What was found out about names.
struct Known<T>(RefCell<Vec<(Box<str>, T)>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Copy> Known<T> {
    fn get(&self, key: &str, find: impl FnOnce() -> T) -> T {
        for (before, found) in self.0.borrow().iter() {
            if **before == *key {
                return *found;
            }
        }
        let found = find();
        let mut known = self.0.borrow_mut();
        if known.len() < MAX_KNOWN {
            known.push((key.into(), found));
        }
        found
    }
}

/// A document, what it is checked as, and what the catalog says about its parts.
pub(crate) struct Context<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) catalog: &'static Catalog<'static>,
    options: &'a Options,
    actions: OnceCell<ActionMeanings<'a>>,
    keys: Vec<OnceCell<KeyMeaning>>,
    named_keys: Vec<OnceCell<NamedKeys>>,
    resources: OnceCell<ResourceMeanings>,
    /// Keys looked up before: a document asks for few keys many times.
    known_keys: Known<KeyMeaning>,
    known_named_keys: Known<NamedKeys>,
    /// By statement and [`RoleAction`].
    grants: Vec<[OnceCell<Option<By>>; 2]>,
    known_principals: Known<Option<ServicePrincipal<'static>>>,
    role_passers: OnceCell<Vec<Passer<'a>>>,
    open_pieces: OnceCell<Vec<OpenPiece<'a>>>,
    /// The document's characters other than white space, once somebody counted them.
    pub(crate) characters: OnceCell<usize>,
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
            actions: OnceCell::new(),
            keys: vec![OnceCell::new(); document.condition_count],
            named_keys: vec![OnceCell::new(); document.condition_count],
            resources: OnceCell::new(),
            known_keys: Known::default(),
            known_named_keys: Known::default(),
            grants: document.statements.iter().map(|_| Default::default()).list(),
            known_principals: Known::default(),
            role_passers: OnceCell::new(),
            open_pieces: OnceCell::new(),
            characters: OnceCell::new(),
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
        match self.actions().entries.get(action.index) {
            Some(meaning) => *meaning,
            None => ActionMeaning::NoService,
        }
    }

    fn actions(&self) -> &ActionMeanings<'a> {
        self.actions.get_or_init(|| ActionMeanings::of(self))
    }

    /// The known service principal that a name is, or is a form of.
    pub(crate) fn service_principal(&self, name: &str) -> Option<ServicePrincipal<'static>> {
        self.known_principals.get(name, || self.catalog.service_principal(name))
    }

    /// The condition keys of services that a condition key names.
    pub(crate) fn named_keys(&self, condition: &Condition<'_>) -> NamedKeys {
        let named = || self.keys_named(&condition.key);
        self.named_keys.get(condition.index).map_or_else(named, |cell| *cell.get_or_init(named))
    }

    /// The condition keys of services that `key` names.
    pub(crate) fn keys_named(&self, key: &str) -> NamedKeys {
        self.known_named_keys.get(key, || self.catalog.named_keys(key))
    }

    /// What a condition key stands for.
    pub(crate) fn key(&self, condition: &Condition<'_>) -> KeyMeaning {
        let meaning = || self.key_named(&condition.key, || self.named_keys(condition));
        self.keys.get(condition.index).map_or_else(meaning, |cell| *cell.get_or_init(meaning))
    }

    /// What the condition key in a policy variable stands for.
    pub(crate) fn variable(&self, variable: &Variable<'_>) -> KeyMeaning {
        self.key_named(variable.key, || self.keys_named(variable.key))
    }

    fn key_named(&self, key: &str, named: impl FnOnce() -> NamedKeys) -> KeyMeaning {
        let find = |prefix: &str| match self.actions().last {
            Some((before, service)) if before == prefix => Some(service),
            _ => self.catalog.service(prefix),
        };
        self.known_keys.get(key, || KeyMeaning::looked_up(self.catalog, key, find, named))
    }

    /// The resource types that an entry of `Resource` or `NotResource` can name. Nothing for `*` and for entries whose
    /// service is unknown or a pattern.
    pub(crate) fn resource_types(&self, resource: &Resource<'_>) -> Vec<ResourceType<'static>> {
        let mut types = Vec::new();
        for fit in self.resources().closest(resource) {
            if !types.contains(&fit.resource_type) {
                types.push(fit.resource_type);
            }
        }
        types
    }

    /// The forms of ARNs that an entry of `Resource` or `NotResource` can have, [`Self::resource_types`] being those of
    /// the closest.
    pub(crate) fn fits(&self, resource: &Resource<'_>) -> &[Fit] {
        self.resources().fits(resource)
    }

    /// Whether the ARNs of what an entry can name have a region.
    pub(crate) fn region(&self, resource: &Resource<'_>) -> Carried {
        self.resources().entry(resource).region
    }

    /// Whether the ARNs of what an entry can name have an account.
    pub(crate) fn account(&self, resource: &Resource<'_>) -> Carried {
        self.resources().entry(resource).account
    }

    fn resources(&self) -> &ResourceMeanings {
        self.resources.get_or_init(|| ResourceMeanings::of(self.catalog, self.document))
    }

    /// How to accept what may be newer than the catalog.
    pub(crate) fn newer(&self, what: &str, code: &str) -> String {
        let date = self.catalog.date();
        format!("the catalog shows AWS of {date}; if the {what} is newer, accept it with `allow({code})`")
    }

    /// What `guess` finds, unless the document had guesses enough. For help only: no verdict may hang on it.
    pub(crate) fn guess<T>(&self, guess: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.may_guess() { guess() } else { None }
    }

    fn may_guess(&self) -> bool {
        let left = self.guesses.get();
        self.guesses.set(left.saturating_sub(1));
        left > 0
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
        self.document.tree.marks().has(Marks::DOLLAR)
    }

    /// The variables, and what else begins with `${`, of the strings in which policy variables work.
    pub(crate) fn open_pieces(&self) -> &[OpenPiece<'a>] {
        self.open_pieces.get_or_init(|| if self.may_hold_variables() { open_pieces(self.document) } else { Vec::new() })
    }
}
