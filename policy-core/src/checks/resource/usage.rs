//! Which actions of a statement work on which of its resources.
//!
//! An answer counts only where the catalog is sure: an entry that is wrong or unknown in itself fits every action, and has
//! a finding of its own.

use core::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::entry;
use crate::catalog::{self, AccessLevel};
use crate::checks::{ActionMeaning, Context, Fit};
use crate::document::{Action, Resource, Statement};
use crate::lean::{self, Lean as _};

/// A set of resource types, by their numbers. It holds more than the catalog has; beyond its end everything is in it.
#[derive(Debug)]
pub(super) struct Types([u64; 64]);

impl Types {
    fn none() -> Self {
        Self([0; 64])
    }

    fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    fn contains(&self, number: usize) -> bool {
        match self.0.get(number / 64) {
            Some(word) => word >> (number % 64) & 1 == 1,
            None => true,
        }
    }

    /// Whether one of the types that the action works on is there.
    fn hold_one_of(&self, action: catalog::Action<'_>) -> bool {
        for number in action.resource_numbers() {
            if self.contains(number) {
                return true;
            }
        }
        false
    }
}

/// What the entries of a statement's `Resource` can name.
#[derive(Debug)]
pub(super) struct Named<'a> {
    statement: &'a Statement<'a>,
    types: Types,
    /// What was found out for each service.
    doubts: RefCell<Vec<(catalog::Service<'static>, Rc<Doubt<'a>>)>>,
}

/// What an entry of `Resource` says about the actions beside it.
#[derive(PartialEq, Eq)]
enum Reach<'a> {
    /// It can be any resource.
    All,
    /// It can be any resource whose ARN has this service field.
    Service(&'a str),
    /// It is of the types that its fits list.
    Types,
}

fn reach<'a>(cx: &Context<'_>, resource: &'a Resource<'_>) -> Reach<'a> {
    let Some(arn) = entry::arn(resource).filter(entry::is_of_service) else { return Reach::All };
    match arn.resource {
        "*" => Reach::Service(arn.service),
        _ if !cx.fits(resource).is_empty() => Reach::Types,
        _ if cx.catalog.is_known_arn_service(arn.service) => Reach::Service(arn.service),
        _ => Reach::All,
    }
}

/// Whether the statement has `Action` and `Resource`, and no entry that can be anything.
pub(super) fn is_comparable(statement: &Statement<'_>) -> bool {
    let (Some(actions), Some(resources)) = (&statement.action, &statement.resource) else { return false };
    let is_regular = actions.is_regular && resources.is_regular && !resources.entries.is_empty();
    is_regular && !resources.entries.iter().any(Resource::is_star)
}

impl<'a> Named<'a> {
    /// Nothing yet of what the resources of a statement that [is comparable](is_comparable) can name.
    pub(super) fn nothing_of(statement: &'a Statement<'a>) -> Self {
        Self { statement, types: Types::none(), doubts: RefCell::default() }
    }

    /// Takes in what they can name; `false` where one can be anything.
    pub(super) fn take(&mut self, cx: &Context<'_>) -> bool {
        for resource in self.statement.resources() {
            match reach(cx, resource) {
                Reach::All => return false,
                Reach::Service(_) => {}
                Reach::Types => {
                    for fit in cx.fits(resource) {
                        self.types.insert(fit.resource_type.index());
                    }
                }
            }
        }
        true
    }

    fn doubt(&self, cx: &Context<'_>, service: catalog::Service<'static>) -> Rc<Doubt<'a>> {
        let mut doubts = self.doubts.borrow_mut();
        for (known, doubt) in doubts.iter() {
            if *known == service {
                return Rc::clone(doubt);
            }
        }
        let doubt = Rc::new(Doubt::about(cx, self.statement, service));
        doubts.push((service, Rc::clone(&doubt)));
        doubt
    }

    /// Whether some action of the entry works on some of the resources, or may do so for all that is known.
    pub(super) fn fits(&self, cx: &Context<'_>, action: &Action<'_>) -> bool {
        match cx.meaning(action) {
            ActionMeaning::Exact(action) => {
                self.types.hold_one_of(action) || self.doubt(cx, action.service()).covers(action)
            }
            ActionMeaning::Pattern(service) => {
                let Some(name) = action.name() else { return true };
                let mut matching = service.actions_matching(name);
                matching.clone().any(|action| self.types.hold_one_of(action)) || {
                    let doubt = self.doubt(cx, service);
                    matching.any(|action| doubt.covers(action))
                }
            }
            _ => true,
        }
    }
}

/// What speaks for it that actions of a service work on a statement's resources although the reference does not say so.
#[derive(Debug)]
struct Doubt<'a> {
    /// The service fields of entries that can be any resource of a service, as far as the service is known.
    services: Vec<&'a str>,
    /// Whether some entry is a resource of the actions' own service, any such, or any of a whole type.
    owns: bool,
    owns_service: bool,
    owns_type: bool,
}

impl<'a> Doubt<'a> {
    fn about(cx: &Context<'_>, statement: &'a Statement<'_>, service: catalog::Service<'static>) -> Self {
        let mut doubt = Self { services: Vec::new(), owns: false, owns_service: false, owns_type: false };
        for resource in statement.resources() {
            let fits = cx.fits(resource);
            let owns = fits.iter().any(|fit| fit.resource_type.is_of(service));
            match reach(cx, resource) {
                Reach::All => {}
                Reach::Service(field) => {
                    doubt.owns_service |= owns || *service.prefix() == *field;
                    if !doubt.services.contains(&field) && cx.catalog.is_known_arn_service(field) {
                        doubt.services.push(field);
                    }
                }
                Reach::Types => {
                    doubt.owns |= owns;
                    doubt.owns_type |= owns && resource.arn().is_some_and(|arn| is_general(arn.resource));
                }
            }
        }
        doubt
    }

    /// Whether the doubt is enough for an action. The reference leaves out resource types of tagging actions, and all of
    /// them for some actions that write, and for most actions of some services.
    fn covers(&self, action: catalog::Action<'static>) -> bool {
        if action.has_resource_types() {
            let is_meant = |form: &catalog::ArnTemplate<'_>| {
                form.service().starts_with('$') || self.services.iter().any(|field| form.matches_service(field))
            };
            return self.owns_service || is_tagging(action) || forms(action).any(|form| is_meant(&form));
        }
        if self.owns_service || self.owns_type || action.service().resource_types().next().is_none() {
            return true;
        }
        let reads = matches!(action.access_level(), AccessLevel::List | AccessLevel::Read);
        self.owns && (!reads || is_tagging(action) || is_thin(action.service()))
    }
}

/// Whether most actions of a service have no resource type in the reference.
fn is_thin(service: catalog::Service<'_>) -> bool {
    let all = service.actions().len();
    let (mut untyped, mut typed) = (0, 0);
    for action in service.actions() {
        if action.has_resource_types() {
            typed += 1;
        } else {
            untyped += 1;
        }
        if 2 * untyped > all || 2 * typed >= all {
            break;
        }
    }
    2 * untyped > all
}

fn is_tagging(action: catalog::Action<'_>) -> bool {
    action.name().contains("Tag") || action.name().contains("Untag")
}

/// Whether a resource part is that of every resource of a type: `log-group:*`.
fn is_general(part: &str) -> bool {
    let Some((kind, name)) = part.split_once([':', '/']) else { return false };
    !kind.contains(['*', '?']) && name.contains('*') && name.bytes().all(|byte| matches!(byte, b'*' | b'/' | b':'))
}

/// The forms of the ARNs that an action works on.
pub(super) fn forms(action: catalog::Action<'static>) -> impl Iterator<Item = catalog::ArnTemplate<'static>> {
    action.resource_types().flat(|link| link.resource_type().arns())
}

/// What the entries of a statement's `Action` work on.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    statement: &'a Statement<'a>,
    types: Types,
    /// The actions' prefixes, in lower case and in order.
    prefixes: OnceCell<Vec<String>>,
    /// What follows from patterns as well, which is looked at when nothing else fits.
    all: OnceCell<All>,
}

/// What all actions work on that the entries of a statement stand for.
#[derive(Debug)]
struct All {
    types: Types,
    forms: Vec<catalog::ArnTemplate<'static>>,
}

impl<'a> Wanted<'a> {
    /// What the statement's actions work on; `None` when one of them is not known, or of a service that has no resources
    /// of its own and may work on others'.
    pub(super) fn of(cx: &Context<'_>, statement: &'a Statement<'a>) -> Option<Self> {
        let mut types = Types::none();
        for action in statement.actions() {
            let meaning = cx.meaning(action);
            meaning.service()?.resource_types().next()?;
            match meaning {
                ActionMeaning::Exact(action) => {
                    for number in action.resource_numbers() {
                        types.insert(number);
                    }
                }
                ActionMeaning::Pattern(_) => {}
                _ => return None,
            }
        }
        Some(Self { statement, types, prefixes: OnceCell::new(), all: OnceCell::new() })
    }

    /// Whether some action works on what the entry can name, or may do so for all that is known: for most services the
    /// reference leaves out a type here and there, so an action of the entry's own service is enough. S3's is complete.
    pub(super) fn fits(&self, cx: &Context<'_>, resource: &Resource<'_>) -> bool {
        let Some(arn) = resource.arn() else { return true };
        let is_own = || self.has_prefix(&arn.service.to_ascii_lowercase());
        let fits = cx.fits(resource);
        match reach(cx, resource) {
            Reach::All => true,
            Reach::Service(field) => is_own() || self.all(cx).forms.iter().any(|form| form.matches_service(field)),
            Reach::Types => {
                fits.iter().any(|fit| self.types.contains(fit.resource_type.index()))
                    || (arn.service != "s3" && is_own())
                    || self.fits_closely(cx, fits)
            }
        }
    }

    /// Whether some action, pattern or not, works on one of the types, or on resources of any service.
    fn fits_closely(&self, cx: &Context<'_>, fits: &[Fit]) -> bool {
        let all = self.all(cx);
        fits.iter().any(|fit| all.types.contains(fit.resource_type.index()))
            || all.forms.iter().any(|form| form.service().starts_with('$'))
    }

    fn has_prefix(&self, wanted: &str) -> bool {
        let prefixes = self.prefixes.get_or_init(|| {
            let mut prefixes: Vec<String> = Vec::new();
            for action in self.statement.actions() {
                let Some(service) = action.service() else { continue };
                // Mostly one service's actions stand together.
                if prefixes.last().is_none_or(|last| !last.eq_ignore_ascii_case(service)) {
                    prefixes.push(service.to_ascii_lowercase());
                }
            }
            lean::sort(&mut prefixes, Ord::cmp);
            prefixes
        });
        let at = prefixes.partition_point(|prefix| prefix.as_str() < wanted);
        prefixes.get(at).is_some_and(|prefix| prefix == wanted)
    }

    fn all(&self, cx: &Context<'_>) -> &All {
        self.all.get_or_init(|| {
            let mut all = All { types: Types::none(), forms: Vec::new() };
            for link in self.actions(cx).flat(catalog::Action::resource_types) {
                let resource_type = link.resource_type();
                if !all.types.contains(resource_type.index()) {
                    all.types.insert(resource_type.index());
                    all.forms.extend(resource_type.arns());
                }
            }
            all
        })
    }

    /// Every action that the statement's entries stand for.
    fn actions<'c>(&'c self, cx: &'c Context<'_>) -> impl Iterator<Item = catalog::Action<'static>> + 'c {
        self.statement.actions().flat(|action| {
            let (exact, pattern) = match cx.meaning(action) {
                ActionMeaning::Exact(action) => (Some(action), None),
                ActionMeaning::Pattern(service) => (None, action.name().map(|name| service.actions_matching(name))),
                _ => (None, None),
            };
            exact.into_iter().followed_by(pattern.into_iter().flatten())
        })
    }
}
