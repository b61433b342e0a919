//! Requests made of the patterns and values of policies, and the search through them.

use super::Counterexample;
use super::natural::natural;
use super::symbols::{Symbol, filled, sample, symbols, witness};
use super::work::Work;
use crate::Document;
use crate::document::{Arn, OperatorFamily};
use crate::evaluate::principal::Named;
use crate::evaluate::rule::Rule;
use crate::evaluate::template::{Case, Syntax, Template};
use crate::evaluate::{Principal, Request};
use crate::lean::{self, Lean as _};

/// The user that identity policies are tried with.
pub(super) const USER: &str = "arn:aws:iam::123456789012:user/user";
/// The account that owns resources whose ARN names none.
pub(super) const OWNER: &str = "123456789012";
/// A user of an account that no policy means.
pub(super) const STRANGER: &str = "arn:aws:iam::999999999999:user/stranger";
/// A run of characters that no pattern spells.
pub(super) const RUN: &str = "Zq9";
/// How many requests a search makes at most for one statement.
pub(super) const BUDGET: usize = 10_000;
/// How many texts are made of one entry.
pub(super) const FEW: usize = 24;
/// How many texts are made of a list of elements.
pub(super) const MANY: usize = 200;

/// What the requests of a search are made of.
#[derive(Debug, Default)]
pub(super) struct Pools {
    pub(super) actions: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) principals: Vec<Option<String>>,
    /// Whether the one who asks is a user of the resource's account.
    pub(super) is_owners_user: bool,
    /// The account that owns the resource.
    pub(super) owner: Option<&'static str>,
    /// How long the policies are that answer.
    pub(super) length: usize,
    /// By key in lower case, in its order: what it may hold. No values: the key is missing.
    pub(super) context: Vec<(String, Vec<Vec<String>>)>,
}

impl Pools {
    /// Leaves out what a search has no use for.
    pub(super) fn keep(&mut self, action: impl Fn(&str) -> bool, resource: impl Fn(&str) -> bool) {
        lean::keep(&mut self.actions, |text| action(text));
        lean::keep(&mut self.resources, |text| resource(text));
    }

    /// The first request `is_wanted` accepts, the simplest ones first.
    pub(super) fn search(&self, work: &Work, is_wanted: impl FnMut(&Request<'_>) -> bool) -> Option<Counterexample> {
        let mut budget = BUDGET;
        self.search_within(&mut budget, work, is_wanted)
    }

    /// The same with so many requests at most; what is made of them is taken off.
    pub(super) fn search_within(
        &self,
        budget: &mut usize,
        work: &Work,
        mut is_wanted: impl FnMut(&Request<'_>) -> bool,
    ) -> Option<Counterexample> {
        let keys = &self.context;
        let mut sizes = vec![self.actions.len(), self.resources.len(), self.principals.len()];
        sizes.extend(keys.iter().map(|(_, values)| values.len()));
        let total = sizes.iter().try_fold(1_usize, |total, &size| total.checked_mul(size)).unwrap_or(usize::MAX);
        let is_small = total <= *budget;
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for at in 0..total.min(*budget) {
            *budget -= 1;
            let mut rest = at;
            let mut choose = |size: usize| {
                let choice = if is_small { rest % size } else { random.below(size) };
                rest /= size.max(1);
                choice
            };
            // Context changes fastest, so that a small search varies it first.
            let choices: Vec<usize> = keys.iter().map(|(_, values)| choose(values.len())).list();
            let principal = self.principals.get(choose(self.principals.len()))?;
            let resource = self.resources.get(choose(self.resources.len()))?;
            let action = self.actions.get(choose(self.actions.len()))?;
            let context =
                keys.iter().zip(choices).filter_map(|((key, values), choice)| Some((key, values.get(choice)?)));
            // All patterns may be held against the texts of the request.
            if !work.take(self.length / 64 * (1 + (action.len() + resource.len()) / 16)) {
                return None;
            }
            let owner = resource.split(':').nth(4).filter(|account| account.len() == OWNER.len());
            let principal = match (self.is_owners_user, owner) {
                (true, Some(owner)) => Some(format!("arn:aws:iam::{owner}:user/user")),
                _ => principal.clone(),
            };
            let asker = principal.as_deref().map_or(Principal::ANONYMOUS, Principal::new);
            let mut request = Request::new(asker, action, resource);
            if let Some(owner) = self.owner {
                request = request.resource_account(owner);
            }
            for (key, values) in context.clone().filter(|(_, values)| !values.is_empty()) {
                request = request.values(key, values.iter().map(String::as_str));
            }
            if is_wanted(&request) {
                let context = context.filter(|(_, values)| !values.is_empty());
                let found = Counterexample {
                    principal,
                    action: action.clone(),
                    resource: resource.clone(),
                    resource_account: self.owner.map(str::to_owned),
                    context: context.map(|(key, values)| (key.clone(), values.clone())).list(),
                };
                return Some(natural(found, self.is_owners_user, is_wanted));
            }
        }
        None
    }
}

/// Texts of `own` entries, and of what they share with `others`.
pub(super) fn texts<'a>(
    own: &[Template],
    others: &mut dyn Iterator<Item = &'a Template>,
    fallback: &[&str],
    case: Case,
    work: &Work,
) -> Vec<String> {
    let ready = |template: &'a Template| filled(&symbols(template), value_of);
    let mut texts = Vec::new();
    let others: Vec<Vec<Symbol<'a>>> = others.map(ready).take_while(|other| work.take(1 + other.len())).list();
    for entry in own {
        if texts.len() >= MANY {
            break;
        }
        let entry = filled(&symbols(entry), value_of);
        let fallback = fallback.iter().filter_map(|text| witness(&entry, &plain(text), case, work));
        let shared = others.iter().filter_map(|other| witness(&entry, other, case, work));
        // First what nothing else covers.
        let all = [sample(&entry, RUN)]
            .into_iter()
            .followed_by(fallback)
            .followed_by(shared)
            .followed_by([sample(&entry, "")]);
        for text in all.take(FEW) {
            let likely = likely(&text).filter(|likely| witness(&entry, &plain(likely), case, work).is_some());
            let text = likely.unwrap_or(text);
            if texts.len() < MANY && !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
}

/// An ARN whose region and account, made of stars, are ones that exist.
fn likely(text: &str) -> Option<String> {
    let arn = Arn::split(text)?;
    let region = if arn.region.contains(RUN) { "us-east-1" } else { arn.region };
    let account = if arn.account.contains(RUN) { OWNER } else { arn.account };
    Some(lean::join(&[arn.prefix, arn.partition, arn.service, region, account, arn.resource], ":"))
}

fn plain(text: &str) -> Vec<Symbol<'_>> {
    text.chars().map(Symbol::Char).list()
}

/// The value a variable's key has in the requests.
fn value_of(key: &str) -> String {
    let user = Principal::new(USER);
    let known = match key {
        "aws:username" => Some("user"),
        "aws:principalarn" => user.arn(),
        "aws:principalaccount" | "aws:resourceaccount" => user.account(),
        "aws:principaltype" => Some("User"),
        _ => None,
    };
    known.unwrap_or("v").to_owned()
}

/// Principals that entries mean, and one that none of them means.
pub(super) fn principals(entries: &[&Named]) -> Vec<Option<String>> {
    let mut principals = vec![Some(USER.to_owned()), Some(STRANGER.to_owned()), None];
    for entry in entries {
        let texts = match entry {
            Named::Everyone => vec!["stranger.amazonaws.com".to_owned()],
            Named::Account(account) => {
                vec![format!("arn:aws:iam::{account}:user/user"), format!("arn:aws:iam::{account}:root")]
            }
            Named::Role { arn, account, name } => {
                vec![format!("arn:aws:sts::{account}:assumed-role/{name}/session"), arn.to_string()]
            }
            Named::Arn(text) | Named::Service(text) | Named::Federated(text) | Named::Canonical(text) => {
                vec![text.to_string()]
            }
        };
        for text in texts.into_iter().map(Some) {
            if principals.len() < FEW && !principals.contains(&text) {
                principals.push(text);
            }
        }
    }
    principals
}

/// What the keys of all conditions and variables may hold.
pub(super) fn context(documents: &[&Document<'_>], rules: &[&Rule]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut pools: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut offer = |key: &str, values: Vec<String>| {
        let key = key.to_ascii_lowercase();
        let at = pools.partition_point(|(known, _)| *known < key);
        if pools.get(at).is_none_or(|(known, _)| *known != key) {
            pools.insert(at, (key, vec![Vec::new()]));
        }
        if let Some((_, pool)) = pools.get_mut(at)
            && pool.len() < FEW
            && !pool.contains(&values)
        {
            pool.push(values);
        }
    };
    for document in documents {
        let variables = document.version.as_deref() == Some("2012-10-17");
        for test in document.statements.iter().flat(crate::document::Statement::tests) {
            let Some(operator) = test.operator() else { continue };
            let syntax = Syntax { wildcards: operator.base.takes_patterns(), variables };
            let extremes: &[&str] = match operator.base.family() {
                OperatorFamily::Numeric => &["-1e30", "1e30"],
                OperatorFamily::Date => &["1970-01-01T00:00:00Z", "9999-12-31T00:00:00Z"],
                OperatorFamily::Bool => &["true", "false"],
                _ => &[],
            };
            let mut texts = Vec::new();
            for value in test.values() {
                let text = value.text.as_str();
                match operator.base.family() {
                    OperatorFamily::IpAddress => texts.push(text.split('/').next().unwrap_or(text).to_owned()),
                    OperatorFamily::Numeric | OperatorFamily::Date => texts.push(text.to_owned()),
                    OperatorFamily::Bool | OperatorFamily::Null => {}
                    OperatorFamily::String | OperatorFamily::Arn | OperatorFamily::Binary => {
                        let template = Template::new(text, syntax);
                        let filled = filled(&symbols(&template), value_of);
                        texts.push(sample(&filled, ""));
                        texts.push(sample(&filled, "zq"));
                    }
                }
                for extreme in extremes {
                    texts.push((*extreme).to_owned());
                }
            }
            let fresh = match operator.base.family() {
                OperatorFamily::IpAddress => "198.18.77.7",
                OperatorFamily::Arn => "arn:aws:zq:zq:000000000000:zq",
                _ => "zq9",
            };
            for text in &texts {
                offer(&test.condition.key, vec![text.clone()]);
            }
            offer(&test.condition.key, vec![fresh.to_owned()]);
            if operator.set.is_some()
                && let Some(first) = texts.first()
            {
                offer(&test.condition.key, vec![first.clone(), fresh.to_owned()]);
                offer(&test.condition.key, texts.iter().take(4).cloned().list());
            }
        }
    }
    for rule in rules {
        let in_tests = rule.tests.iter().flat(crate::evaluate::condition::Test::variables);
        for (key, _) in rule.resource_templates().iter().flat(Template::variables).followed_by(in_tests) {
            let key = key.name.to_ascii_lowercase();
            offer(&key, vec![value_of(&key)]);
        }
    }
    pools
}

/// Xorshift: the same numbers every time.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}
