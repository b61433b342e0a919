//! What a policy allows and denies, service by service: the console's "Permissions defined in this policy".

use std::collections::HashSet;

use crate::Document;
use crate::catalog::{AccessLevel, Action, Catalog, Service};
use crate::document::{self, Effect, Statement};
use crate::lean::{self, Lean as _};
use crate::pattern::{has_wildcard, matches_ignore_case};

/// The access levels in the console's order.
pub const LEVELS: [AccessLevel; 5] = [
    AccessLevel::List,
    AccessLevel::Read,
    AccessLevel::Write,
    AccessLevel::PermissionsManagement,
    AccessLevel::Tagging,
];

/// A policy's permissions. Explicit denies and allows are kept apart, as the console does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Summary {
    /// What is denied explicitly, by service.
    pub deny: Vec<ServiceAccess>,
    /// What is allowed, by service; explicit denies are not taken off.
    pub allow: Vec<ServiceAccess>,
    /// Entries of `Action` that match nothing in the catalog.
    pub unknown: Vec<String>,
    /// How many entries of `Action` and `NotAction` were not looked up, because there are more patterns than there is time
    /// for. Then more may be allowed and denied than is said here.
    pub skipped: usize,
}

/// How many entries may be held against names of the catalog: many times what a policy that AWS takes can ask for.
const MOST: usize = 1 << 26;

/// What is read of a document's actions.
struct Search {
    left: usize,
    unknown: Different,
    skipped: usize,
}

impl Search {
    /// Whether there is time to hold entries of that length against so many names.
    fn may_look(&mut self, names: usize, length: usize) -> bool {
        self.left = self.left.saturating_sub(names.saturating_mul(1 + length / 16));
        self.left > 0
    }
}

/// What a policy says about one service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceAccess {
    /// The service.
    pub service: Service<'static>,
    /// The levels that the service has, in the console's order.
    pub levels: Vec<LevelAccess>,
    /// The resources, as written; entries of `NotResource` stand after `all but`.
    pub resources: Vec<String>,
    /// The conditions, as `operator key = value, value`.
    pub conditions: Vec<String>,
}

/// What a policy says about one access level of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LevelAccess {
    /// The level.
    pub level: AccessLevel,
    /// The actions of that level that the policy names.
    pub actions: Vec<Action<'static>>,
    /// How many actions of that level the service has.
    pub total: usize,
}

impl LevelAccess {
    /// Whether the policy names every action of the level.
    pub fn is_full(&self) -> bool {
        self.actions.len() == self.total
    }
}

impl ServiceAccess {
    /// Whether the policy names every action of the service.
    pub fn is_full(&self) -> bool {
        self.levels.iter().all(LevelAccess::is_full)
    }

    /// The access in the console's words: `Full access`, or `Full: List, Read; Limited: Write`.
    pub fn describe(&self) -> String {
        if self.is_full() {
            return "Full access".to_owned();
        }
        let names = |full: bool| {
            let levels = self.levels.iter().filter(|level| !level.actions.is_empty() && level.is_full() == full);
            levels.map(|level| level.level.as_str()).list().join(", ")
        };
        let parts = [("Full", names(true)), ("Limited", names(false))];
        let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
        parts.map(|(word, names)| format!("{word}: {names}")).list().join("; ")
    }
}

impl Summary {
    /// Reads a document's permissions.
    ///
    /// ```
    /// use policy_core::Document;
    /// use policy_core::summary::Summary;
    ///
    /// let text = r#"{ "Statement": { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" } }"#;
    /// let summary = Summary::of(&Document::read(text));
    /// assert_eq!(summary.allow[0].describe(), "Full access");
    /// ```
    pub fn of(document: &Document<'_>) -> Self {
        Self::within(MOST, document)
    }

    /// The same with so much time.
    fn within(left: usize, document: &Document<'_>) -> Self {
        let mut search = Search { left, unknown: Different::default(), skipped: 0 };
        let (mut deny, mut allow) = (Table::default(), Table::default());
        for statement in &document.statements {
            match statement.effect() {
                Some(Effect::Deny) => deny.add(statement, &mut search),
                Some(Effect::Allow) => allow.add(statement, &mut search),
                None => {}
            }
        }
        let (unknown, skipped) = (search.unknown.list, search.skipped);
        Self { deny: deny.finish(), allow: allow.finish(), unknown, skipped }
    }
}

/// The services that statements of one effect name.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
}

struct Row {
    service: Service<'static>,
    actions: Vec<Action<'static>>,
    resources: Different,
    conditions: Different,
}

impl Table {
    fn add(&mut self, statement: &Statement<'_>, search: &mut Search) {
        let (resources, conditions) = (resources(statement), conditions(statement));
        for (service, actions) in actions(statement, search) {
            let known = self.rows.iter().position(|row| row.service == service);
            let at = known.unwrap_or_else(|| {
                self.rows.push(Row::new(service));
                self.rows.len() - 1
            });
            let Some(row) = self.rows.get_mut(at) else { continue };
            row.actions.extend(actions);
            row.resources.add(&resources);
            row.conditions.add(&conditions);
        }
    }

    fn finish(mut self) -> Vec<ServiceAccess> {
        lean::sort(&mut self.rows, |a, b| a.service.prefix().cmp(&b.service.prefix()));
        self.rows.into_iter().map(Row::finish).list()
    }
}

impl Row {
    fn new(service: Service<'static>) -> Self {
        Self { service, actions: Vec::new(), resources: Different::default(), conditions: Different::default() }
    }

    fn finish(mut self) -> ServiceAccess {
        make_different(&mut self.actions);
        let level = |level: AccessLevel| {
            let is_of = |action: &Action<'_>| action.access_level() == level;
            let actions = self.actions.iter().copied().filter(|action| is_of(action)).list();
            let total = self.service.actions().filter(is_of).count();
            (total > 0).then_some(LevelAccess { level, actions, total })
        };
        let levels = LEVELS.into_iter().filter_map(level).collect();
        ServiceAccess {
            service: self.service,
            levels,
            resources: self.resources.list,
            conditions: self.conditions.list,
        }
    }
}

fn make_different(actions: &mut Vec<Action<'_>>) {
    actions.sort_by_key(|action| action.id());
    actions.dedup_by_key(|action| action.id());
}

/// Texts in the order in which they first came.
#[derive(Default)]
struct Different {
    list: Vec<String>,
    seen: HashSet<String>,
}

impl Different {
    fn add(&mut self, more: &[String]) {
        for text in more {
            if self.seen.insert(text.clone()) {
                self.list.push(text.clone());
            }
        }
    }
}

/// The actions of a statement by service.
fn actions(statement: &Statement<'_>, search: &mut Search) -> Vec<(Service<'static>, Vec<Action<'static>>)> {
    let mut found: Vec<(Service<'static>, Vec<Action<'static>>)> = Vec::new();
    if let Some(not_action) = &statement.not_action {
        found.extend(all_but(&not_action.entries, search));
    }
    let mut seen = HashSet::new();
    for entry in statement.actions().filter(|entry| seen.insert(entry.text.as_str())) {
        let (prefix, name) =
            if entry.is_star() { ("*", "*") } else { entry.service().zip(entry.name()).unwrap_or((&entry.text, "")) };
        let Some(services) = services(prefix, name, search) else { continue };
        let mut is_known = false;
        for service in services {
            let more = service.actions_matching(name);
            let known = found.iter().position(|(known, _)| *known == service);
            let at = known.unwrap_or_else(|| {
                found.push((service, Vec::new()));
                found.len() - 1
            });
            let Some((_, actions)) = found.get_mut(at) else { continue };
            let before = actions.len();
            actions.extend(more);
            is_known |= actions.len() > before;
            if actions.len() > 4 * service.actions().len() {
                make_different(actions);
            }
        }
        if !is_known {
            search.unknown.add(&[entry.text.as_str().to_owned()]);
        }
    }
    found.retain(|(_, actions)| !actions.is_empty());
    found
}

/// What no entry of `NotAction` names.
fn all_but(entries: &[document::Action<'_>], search: &mut Search) -> Vec<(Service<'static>, Vec<Action<'static>>)> {
    let length = entries.iter().map(|entry| 16 + entry.text.len()).sum();
    if !search.may_look(all_names(), length) {
        search.skipped += entries.len().max(1);
        return Vec::new();
    }
    let excepted = |action: &Action<'_>| {
        let name = action.full_name();
        entries.iter().any(|entry| entry.is_star() || entry.matches(&name))
    };
    let rest = |service: Service<'static>| (service, service.actions().filter(|action| !excepted(action)).list());
    Catalog::builtin().services().map(rest).list()
}

/// The services whose actions an entry may name; `None` when there is no time to look at these, which is counted.
fn services(prefix: &str, name: &str, search: &mut Search) -> Option<Vec<Service<'static>>> {
    /// What it costs to read a name, beside holding an entry against it.
    const READ: usize = 8 * 16;
    let catalog = Catalog::builtin();
    let mut may_look = true;
    let services = if has_wildcard(prefix) {
        may_look = search.may_look(catalog.services().len(), READ + prefix.len());
        catalog.services().filter(|service| may_look && matches_ignore_case(prefix, &service.prefix())).list()
    } else {
        catalog.service(prefix).into_iter().list()
    };
    if has_wildcard(name) {
        let names = services.iter().map(|service| service.actions().len()).sum();
        may_look = search.may_look(names, READ + name.len()) && may_look;
    }
    search.skipped += usize::from(!may_look);
    may_look.then_some(services)
}

/// How many actions the catalog has.
fn all_names() -> usize {
    Catalog::builtin().services().map(|service| service.actions().len()).sum()
}

fn resources(statement: &Statement<'_>) -> Vec<String> {
    let mut list: Vec<String> = statement.resources().map(|resource| resource.text.to_string()).list();
    let not = statement.not_resource.iter().flat(|block| &block.entries);
    list.extend(not.map(|resource| format!("all but {}", resource.text)));
    list
}

fn conditions(statement: &Statement<'_>) -> Vec<String> {
    let test = |test: crate::document::ConditionTest<'_, '_>| {
        let values: Vec<&str> = test.values().iter().map(|value| value.text.as_str()).list();
        format!("{} {} = {}", test.block.name, test.condition.key, values.join(", "))
    };
    statement.tests().map(test).list()
}

#[cfg(test)]
mod tests {
    use super::Summary;
    use crate::Document;

    fn summary(statements: &str) -> Summary {
        Summary::of(&Document::read(&format!(r#"{{"Statement":[{statements}]}}"#)))
    }

    #[test]
    fn services_and_levels_are_told_apart() {
        let summary = summary(
            r#"{"Effect":"Allow","Action":["personalize:Get*","personalize:List*","nope:X"],"Resource":"*"},
               {"Effect":"Deny","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:role/a","Condition":{"Null":{"aws:SourceIp":"true"}}}"#,
        );
        assert_eq!(summary.allow.len(), 1);
        assert!(summary.allow[0].describe().contains("Limited: "), "{}", summary.allow[0].describe());
        assert_eq!(summary.deny[0].conditions, ["Null aws:SourceIp = true"]);
        assert_eq!(summary.deny[0].resources, ["arn:aws:iam::123456789012:role/a"]);
        assert_eq!(summary.unknown, ["nope:X"]);
    }

    #[test]
    fn what_there_is_no_time_for_is_counted() {
        let patterns = (0..50).map(|at| format!(r#""*:*{at}*""#)).collect::<Vec<_>>().join(",");
        let text = format!(
            r#"{{"Statement":[{{"Effect":"Allow","Action":[{patterns},"s3:GetObject"],"Resource":"*"}},
                {{"Effect":"Deny","NotAction":["iam:*","s3:*"],"Resource":"*"}}]}}"#
        );
        let document = Document::read(&text);
        let all = Summary::of(&document);
        assert!(all.skipped == 0 && all.deny.len() > 100 && all.unknown.len() < 50);
        let some = Summary::within(1 << 20, &document);
        assert!(some.skipped > 40 && some.deny.is_empty(), "{}", some.skipped);
        assert!(some.unknown.iter().all(|entry| all.unknown.contains(entry)), "what is not looked up is not unknown");
        assert!(some.allow.iter().any(|row| row.service.prefix().as_str() == "s3"), "it is no pattern");
    }

    #[test]
    fn not_action_is_everything_else() {
        let summary = summary(r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#);
        assert!(summary.allow.len() > 100);
        assert!(summary.allow.iter().all(|row| row.service.prefix().as_str() != "iam" && row.is_full()));
    }
}
