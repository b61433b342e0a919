//! Which actions there are to ask for.
//!
//! Of a service that the catalog knows, these are the catalog's and those that the policies spell out: a pattern that covers
//! no more than some other policy lists grants no more. Of other services, and where the service is a pattern itself, they
//! are all texts.

use super::search::{FEW, MANY};
use super::symbols::intersects;
use super::work::Work;
use crate::catalog::Catalog;
use crate::evaluate::rule::Rule;
use crate::evaluate::template::{Atom, Case, Syntax, Template};
use crate::evaluate::{Principal, Request};
use crate::lean::{self, Lean as _};

/// The actions that policies spell out.
pub(super) struct Actions<'a> {
    spelled: Vec<&'a str>,
}

impl<'a> Actions<'a> {
    pub(super) fn new(rules: impl Iterator<Item = &'a Rule>) -> Self {
        let mut spelled: Vec<&str> = rules.flat(|rule| rule.action.entries()).filter_map(Template::literal).list();
        lean::sort(&mut spelled, Ord::cmp);
        spelled.dedup();
        Self { spelled }
    }

    /// The actions that a pattern covers; `None` where they cannot be listed.
    pub(super) fn of(&self, entry: &Template, work: &Work) -> Option<Vec<Template>> {
        let pattern = pattern(entry).filter(|_| work.take(self.spelled.len()))?;
        let (service, name) = pattern.split_once(':')?;
        let service = Catalog::builtin().service(service)?;
        let nobody = Request::new(Principal::ANONYMOUS, "", "");
        let known = service.actions_matching(name).map(|action| plain(&action.full_name()));
        let spelled = self.spelled.iter().filter(|text| entry.matches(text, Case::Ignored, &nobody));
        Some(known.followed_by(spelled.map(|text| plain(text))).list())
    }

    /// Whether there may be an action of that name.
    pub(super) fn is_one(&self, action: &str) -> bool {
        let catalog = Catalog::builtin();
        let service = action.split_once(':').and_then(|(prefix, _)| catalog.service(prefix));
        service.is_none() || catalog.action(action).is_some() || self.spelled.contains(&action)
    }
}

/// Actions of the catalog that entries cover, a few of each; first those that no other entry covers.
pub(super) fn real_actions(own: &[Template], others: &[&Template], work: &Work) -> Vec<String> {
    let mut actions = Vec::new();
    for entry in own.iter().filter(|entry| entry.literal().is_none()) {
        if actions.len() >= MANY || work.is_over() {
            break;
        }
        if entry.prefix().contains(':') {
            actions.extend(covered(entry, others, work));
            continue;
        }
        // Of any service: those that others name, and one that none does.
        let nobody = Request::new(Principal::ANONYMOUS, "", "");
        let covers = |template: &Template, name: &str| work.take(1) && template.matches(name, Case::Ignored, &nobody);
        let first = |other: &&Template| covered(other, &[], work).into_iter().next();
        let named = others.iter().filter_map(first).filter(|name| covers(entry, name));
        let mut services = Catalog::builtin().services().filter_map(|service| service.actions().next());
        let mut names = core::iter::from_fn(|| services.next().map(|action| action.full_name().to_string()));
        let is_own = |name: &String| covers(entry, name) && !others.iter().any(|other| covers(other, name));
        actions.extend(names.find(is_own).into_iter().followed_by(named).take(FEW));
    }
    actions
}

/// Actions of the catalog that an entry of one service covers.
fn covered(entry: &Template, others: &[&Template], work: &Work) -> Vec<String> {
    const SHOWN: usize = 3;
    let service = entry.prefix().split_once(':').filter(|_| !work.is_over());
    let Some((service, start)) = service.and_then(|(prefix, start)| Some((Catalog::builtin().service(prefix)?, start)))
    else {
        return Vec::new();
    };
    let nobody = Request::new(Principal::ANONYMOUS, "", "");
    let covers = |template: &Template, name: &str| work.take(1) && template.matches(name, Case::Ignored, &nobody);
    let meets = |other: &&&Template| **other != entry && intersects(other, entry, Case::Ignored, work);
    let others: Vec<_> = others.iter().filter(meets).list();
    let start = format!("{start}*");
    let names = service.actions_matching(&start).map(|action| action.full_name().to_string());
    let all = names.filter(|name| covers(entry, name));
    let is_own = |name: &String| !others.iter().any(|other| covers(other, name));
    all.clone().filter(is_own).take(SHOWN).followed_by(all.take(SHOWN)).list()
}

/// The pattern as a policy writes it, if it is one and not a single text.
fn pattern(entry: &Template) -> Option<String> {
    if entry.literal().is_some() {
        return None;
    }
    let mut text = String::new();
    for atom in entry.atoms() {
        match atom {
            Atom::Text(own) => text.push_str(own),
            Atom::Star => text.push('*'),
            Atom::One => text.push('?'),
            Atom::Variable(..) => return None,
        }
    }
    Some(text)
}

fn plain(text: &str) -> Template {
    Template::new(text, Syntax { wildcards: false, variables: false })
}
