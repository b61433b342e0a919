//! One policy: its statements, found by action and resource.

use super::prefix::PrefixMap;
use crate::document::Effect;
use crate::evaluate::layers::Verdict;
use crate::evaluate::principal::Grant;
use crate::evaluate::rule::{Rule, Scene};
use crate::evaluate::template::{Case, Template};
use crate::lean::{self, Lean as _};
use crate::{Document, PolicyType};

/// The statements of a policy, in three groups by how their actions are written.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    rules: Box<[Rule]>,
    /// Actions without wildcards: `s3:GetObject`.
    exact: Buckets,
    /// Actions whose service has no wildcard: `s3:Get*`.
    by_service: Buckets,
    /// The others: `*`, and `NotAction`.
    rest: PrefixMap<Entry>,
}

/// Groups by a name whose case does not matter, sorted by its hash.
type Buckets = Box<[Bucket]>;

#[derive(Debug, Clone)]
struct Bucket {
    hash: u64,
    name: Box<str>,
    entries: PrefixMap<Entry>,
}

/// A statement by one of its actions and one of its resources.
#[derive(Debug, Clone, Copy)]
struct Entry {
    rule: u32,
    /// The action to match; none when the bucket has done so, or the statement has `NotAction`.
    action: Option<u32>,
    /// The resource to match; none when the statement has no `Resource`.
    resource: Option<u32>,
    /// Whether the statement's whole action element is still to be asked.
    asks_action: bool,
}

/// What stands under a name, which may occur again.
type Groups<'a> = Vec<(String, Vec<(&'a str, Entry)>)>;

impl Table {
    pub(crate) fn new(document: &Document<'_>, kind: PolicyType) -> Self {
        let rules: Box<[Rule]> =
            document.statements.iter().filter_map(|statement| Rule::new(document, statement, kind)).collect();
        let (mut exact, mut by_service, mut rest) = (Groups::new(), Groups::new(), Vec::new());
        for (at, rule) in (0..).zip(&rules) {
            let add = |group: &mut Vec<_>, action, asks_action| match rule.resources() {
                Some(resources) => {
                    for (resource, template) in (0..).zip(resources) {
                        let entry = Entry { rule: at, action, resource: Some(resource), asks_action };
                        group.push((template.prefix(), entry));
                    }
                }
                None => group.push(("", Entry { rule: at, action, resource: None, asks_action })),
            };
            let Some(actions) = rule.actions() else {
                add(&mut rest, None, true);
                continue;
            };
            for (place, action) in (0..).zip(actions) {
                let service = action.prefix().split_once(':').map(|(service, _)| service);
                let (groups, name, action) = match (action.literal(), service) {
                    (Some(name), _) => (&mut exact, name, None),
                    (None, Some(service)) => (&mut by_service, service, Some(place)),
                    (None, None) => {
                        add(&mut rest, Some(place), false);
                        continue;
                    }
                };
                let mut group = Vec::new();
                add(&mut group, action, false);
                groups.push((name.to_ascii_lowercase(), group));
            }
        }
        let (exact, by_service, rest) = (buckets(exact), buckets(by_service), PrefixMap::new(rest));
        Self { rules, exact, by_service, rest }
    }

    pub(crate) fn judge(&self, scene: Scene<'_, '_>) -> Verdict {
        let action = scene.request.action();
        let service = action.split_once(':').map_or("", |(service, _)| service);
        let (service_hash, action_hash) = hashes(action, service.len());
        let mut verdict = Verdict::default();
        let groups = [find(&self.exact, action_hash, action), find(&self.by_service, service_hash, service)];
        for entries in groups.into_iter().flatten().followed_by([&self.rest]) {
            for entry in entries.find(scene.request.resource()) {
                self.meet(*entry, scene, &mut verdict);
                if verdict.deny.is_some() {
                    return verdict;
                }
            }
        }
        verdict
    }

    fn meet(&self, entry: Entry, scene: Scene<'_, '_>, verdict: &mut Verdict) {
        let Some(rule) = self.rules.get(entry.rule as usize) else { return };
        let best = verdict.allow.map(|(grant, _)| grant);
        if rule.effect == Effect::Allow && best == Some(Grant::Direct) {
            return;
        }
        let request = scene.request;
        let matches = |templates: Option<&[Template]>, at: u32, text, case| {
            templates.and_then(|all| all.get(at as usize)).is_some_and(|one| one.matches(text, case, request))
        };
        let covers_action = match entry.action {
            Some(at) => matches(rule.actions(), at, request.action(), Case::Ignored),
            None => !entry.asks_action || rule.covers_action(request),
        };
        let covers_resource = || match entry.resource {
            Some(at) => matches(rule.resources(), at, request.resource(), Case::Sensitive),
            None => rule.covers_resource(request),
        };
        if !(covers_action && covers_resource()) {
            return;
        }
        match (rule.applies_to_the_rest(scene), rule.effect) {
            (Some(_), Effect::Deny) => verdict.deny = Some(rule.index),
            (Some(grant), Effect::Allow) if best.is_none_or(|best| grant > best) => {
                verdict.allow = Some((grant, rule.index));
            }
            _ => {}
        }
    }
}

fn buckets(mut groups: Groups<'_>) -> Buckets {
    lean::sort(&mut groups, |(a, _), (b, _)| a.cmp(b));
    let mut buckets = Vec::new();
    let mut groups = groups.into_iter().peekable();
    while let Some((name, mut entries)) = groups.next() {
        while let Some((_, more)) = groups.next_if(|(next, _)| *next == name) {
            entries.extend(more);
        }
        let hash = hashes(&name, name.len()).0;
        buckets.push(Bucket { hash, name: name.into(), entries: PrefixMap::new(entries) });
    }
    lean::sort(&mut buckets, |a, b| a.hash.cmp(&b.hash));
    buckets.into()
}

fn find<'a>(buckets: &'a Buckets, hash: u64, name: &str) -> Option<&'a PrefixMap<Entry>> {
    let start = buckets.partition_point(|bucket| bucket.hash < hash);
    let same = buckets.get(start..)?.iter().take_while(|bucket| bucket.hash == hash);
    same.into_iter().find(|bucket| bucket.name.eq_ignore_ascii_case(name)).map(|bucket| &bucket.entries)
}

/// FNV-1a of the first `split` bytes and of all of them, case aside.
fn hashes(text: &str, split: usize) -> (u64, u64) {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    let (head, tail) = text.as_bytes().split_at_checked(split).unwrap_or_default();
    let head = head.iter().fold(0xcbf2_9ce4_8422_2325, step);
    (head, tail.iter().fold(head, step))
}
