//! Which actions of a statement work on which of its resources.
//!
//! An answer counts only where the catalog is sure: an entry that is wrong or unknown in itself fits every action, and has
//! a finding of its own.

use super::entry;
use crate::catalog;
use crate::checks::{ActionMeaning, Context, fits_resource};
use crate::document::variable::as_pattern;
use crate::document::{Action, Arn, Resource, Statement};

/// A set of resource types, by their numbers. It holds more than the catalog has; beyond its end everything is in it.
#[derive(Debug)]
pub(super) struct Types([u64; 64]);

impl Types {
    fn none() -> Self {
        Self([0; 64])
    }

    fn insert(&mut self, resource_type: catalog::ResourceType<'_>) {
        let at = resource_type.index();
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn contains(&self, resource_type: catalog::ResourceType<'_>) -> bool {
        let at = resource_type.index();
        self.0.get(at / 64).is_none_or(|word| word >> (at % 64) & 1 == 1)
    }
}

/// What the entries of a statement's `Resource` can name.
#[derive(Debug)]
pub(super) struct Named<'a> {
    statement: &'a Statement<'a>,
    types: Types,
}

/// What an entry of `Resource` says about the actions beside it.
#[derive(Debug, PartialEq, Eq)]
enum Reach<'a> {
    /// It can be any resource.
    All,
    /// It can be any resource whose ARN has this service field.
    Service(&'a str),
    /// It is of the types that its fits list.
    Types,
}

fn reach<'a>(cx: &Context<'_>, resource: &'a Resource<'_>) -> Reach<'a> {
    let Some(arn) = entry::arn_of_service(resource) else { return Reach::All };
    match arn.resource {
        "*" => Reach::Service(arn.service),
        _ if !cx.fits(resource).is_empty() => Reach::Types,
        _ if cx.catalog.is_known_arn_service(arn.service) => Reach::Service(arn.service),
        _ => Reach::All,
    }
}

impl<'a> Named<'a> {
    /// What the statement's resources can name; `None` where there is nothing to compare: without `Action` and `Resource`,
    /// or with an entry that can be anything.
    pub(super) fn of(cx: &Context<'_>, statement: &'a Statement<'a>) -> Option<Self> {
        let (actions, resources) = (statement.action.as_ref()?, statement.resource.as_ref()?);
        let comparable = actions.is_regular && resources.is_regular && !resources.entries.is_empty();
        if !comparable || resources.entries.iter().any(Resource::is_star) {
            return None;
        }
        let mut types = Types::none();
        for resource in &resources.entries {
            match reach(cx, resource) {
                Reach::All => return None,
                Reach::Service(_) => {}
                Reach::Types => cx.fits(resource).iter().for_each(|fit| types.insert(fit.resource_type)),
            }
        }
        Some(Self { statement, types })
    }

    /// Whether some action of the entry works on some of the resources; true of entries that are no known action.
    pub(super) fn fits(&self, cx: &Context<'_>, action: &Action<'_>) -> bool {
        match cx.meaning(action) {
            ActionMeaning::Exact(action) => self.fits_one(action) || self.fits_closely(cx, action),
            ActionMeaning::Pattern(service) => {
                let Some(name) = action.name() else { return true };
                let mut matching = service.actions_matching(name);
                matching.clone().any(|action| self.fits_one(action))
                    || matching.any(|action| self.fits_closely(cx, action))
            }
            _ => true,
        }
    }

    fn fits_one(&self, action: catalog::Action<'_>) -> bool {
        action.resource_types().any(|link| self.types.contains(link.resource_type()))
    }

    /// As [`Self::fits_one`], form by form: for entries that name a whole service, and for forms with an open service.
    fn fits_closely(&self, cx: &Context<'_>, action: catalog::Action<'static>) -> bool {
        self.statement.resources().any(|resource| match reach(cx, resource) {
            Reach::All => true,
            Reach::Service(service) => {
                *action.service().prefix() == *service || forms(action).any(|form| form.matches_service(service))
            }
            Reach::Types => resource.arn().is_some_and(|arn| {
                let pattern = as_pattern(arn.resource);
                forms(action).any(|form| fits_form(form, &arn, &pattern))
            }),
        })
    }
}

/// The forms of the ARNs that an action works on.
pub(super) fn forms(action: catalog::Action<'static>) -> impl Iterator<Item = catalog::ArnTemplate<'static>> {
    action.resource_types().flat_map(|link| link.resource_type().arns())
}

/// Whether an ARN, whose resource part is `pattern`, can have the form. Forms of any service have any resource part.
fn fits_form(form: catalog::ArnTemplate<'static>, arn: &Arn<'_>, pattern: &str) -> bool {
    let service = form.service();
    service.starts_with('$') || (*service == *arn.service && fits_resource(form, pattern))
}

/// The resource types that a statement's actions work on.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    statement: &'a Statement<'a>,
    types: Types,
}

impl<'a> Wanted<'a> {
    /// What the statement's actions work on; `None` when one of them is not known.
    pub(super) fn of(cx: &Context<'_>, statement: &'a Statement<'a>) -> Option<Self> {
        let mut types = Types::none();
        for action in statement.actions() {
            match cx.meaning(action) {
                ActionMeaning::Exact(action) => {
                    action.resource_types().for_each(|link| types.insert(link.resource_type()));
                }
                // What follows from a whole service is looked at when nothing else fits.
                ActionMeaning::Pattern(service) if action.name() == Some("*") => {
                    service.resource_types().for_each(|resource_type| types.insert(resource_type));
                }
                ActionMeaning::Pattern(_) => {}
                _ => return None,
            }
        }
        Some(Self { statement, types })
    }

    /// Whether some action works on what the entry can name.
    pub(super) fn fits(&self, cx: &Context<'_>, resource: &Resource<'_>) -> bool {
        match reach(cx, resource) {
            Reach::All => true,
            Reach::Service(service) => self.actions(cx).any(|action| {
                *action.service().prefix() == *service || forms(action).any(|form| form.matches_service(service))
            }),
            Reach::Types => {
                let fits = cx.fits(resource);
                fits.iter().any(|fit| self.types.contains(fit.resource_type)) || self.fits_closely(cx, resource)
            }
        }
    }

    fn fits_closely(&self, cx: &Context<'_>, resource: &Resource<'_>) -> bool {
        let Some(arn) = resource.arn() else { return true };
        let pattern = as_pattern(arn.resource);
        self.actions(cx).any(|action| forms(action).any(|form| fits_form(form, &arn, &pattern)))
    }

    /// Every action that the statement's entries stand for.
    fn actions<'c>(&'c self, cx: &'c Context<'_>) -> impl Iterator<Item = catalog::Action<'static>> + 'c {
        self.statement.actions().flat_map(|action| {
            let (exact, pattern) = match cx.meaning(action) {
                ActionMeaning::Exact(action) => (Some(action), None),
                ActionMeaning::Pattern(service) => (None, action.name().map(|name| service.actions_matching(name))),
                _ => (None, None),
            };
            exact.into_iter().chain(pattern.into_iter().flatten())
        })
    }
}
