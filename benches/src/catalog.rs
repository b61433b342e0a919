//! Looking names up.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use policy_core::catalog::{self, Catalog};

use crate::Group;

/// Names by service, as a program without a packed catalog would hold them.
type Names = HashMap<String, Vec<String>>;

fn names() -> Names {
    let names =
        |service: policy_core::catalog::Service<'static>| service.actions().map(|a| a.name().to_string()).collect();
    Catalog::builtin().services().map(|service| (service.prefix().to_string(), names(service))).collect()
}

/// Every hundredth action in full.
fn sample() -> Rc<[String]> {
    let all = Catalog::builtin().services().flat_map(|service| service.actions().map(catalog::Action::full_name));
    all.step_by(100).map(|name| name.to_string()).collect()
}

/// `name` with two letters in the other's place.
fn slip(name: &str) -> String {
    let at = name.len() - 3;
    format!("{}{}{}{}", &name[..at], &name[at + 1..at + 2], &name[at..=at], &name[at + 2..])
}

pub(crate) fn groups() -> Vec<Group> {
    let catalog = Catalog::builtin();
    let names = Rc::new(names());
    let (a, b) = (sample(), sample());
    let set: HashSet<String> =
        names.iter().flat_map(|(prefix, all)| all.iter().map(move |name| format!("{prefix}:{name}"))).collect();
    let exact = Group::new("catalog: exact name", a.len(), "look-up")
        .case("Catalog::action, case aside", move || a.iter().filter(|name| catalog.action(name).is_some()).count())
        .case("HashSet<String>::contains", move || b.iter().filter(|name| set.contains(*name)).count());

    let patterns = [("ec2", "Describe*"), ("s3", "*Object*"), ("iam", "List*Polic*"), ("personalize", "Get*")];
    let all = names.clone();
    let wildcard = Group::new("catalog: wildcard", patterns.len(), "pattern")
        .case("Service::actions_matching", move || {
            let count = |(service, pattern)| Some(catalog.service(service)?.actions_matching(pattern).count());
            patterns.into_iter().filter_map(count).sum::<usize>()
        })
        .case("pattern::matches over Vec<String>", move || {
            let matches = |pattern, name: &&String| policy_core::pattern::matches(pattern, name);
            let count = |(service, pattern)| all[service].iter().filter(|name| matches(pattern, name)).count();
            patterns.into_iter().map(count).sum::<usize>()
        });

    let slips: Rc<[String]> =
        sample().iter().map(|name| slip(name)).filter(|name| catalog.action(name).is_none()).collect();
    let (a, b) = (slips.clone(), slips);
    let meant = Group::new("catalog: did you mean", a.len(), "look-up")
        .case("Service::suggest_action", move || {
            let suggest = |name: &&String| {
                let (service, action) = name.split_once(':')?;
                catalog.service(service)?.suggest_action(action)
            };
            a.iter().filter(|name| suggest(name).is_some()).count()
        })
        .case("strsim::damerau_levenshtein over Vec<String>", move || {
            let suggest = |name: &&String| {
                let (service, action) = name.split_once(':')?;
                names[service].iter().min_by_key(|other| strsim::damerau_levenshtein(action, other))
            };
            b.iter().filter(|name| suggest(name).is_some()).count()
        });
    vec![exact, wildcard, meant]
}
