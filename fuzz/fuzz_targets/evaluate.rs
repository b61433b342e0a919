//! A compiled policy decides as the plain evaluation does, whatever the policies. The first byte says as what the first
//! one stands; a line of `---` parts it from an identity policy.
#![no_main]

use iam_policy_fuzz::Words;
use libfuzzer_sys::fuzz_target;
use policy_core::catalog::Catalog;
use policy_core::evaluate::{CompiledPolicy, Policies, check_no_new_access, evaluate};
use policy_core::{Document, PolicyType};

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let Ok(text) = core::str::from_utf8(rest) else { return };
    let policy_type = PolicyType::ALL[usize::from(first) % PolicyType::ALL.len()];
    let (one, other) = text.split_once("\n---\n").map_or((text, None), |(one, other)| (one, Some(other)));
    let mut policies = Policies::default();
    policies.add(policy_type, Document::read(one));
    if let Some(other) = other {
        policies.add(PolicyType::Identity, Document::read(other));
    }
    let compiled = CompiledPolicy::new(&policies);
    let words = Words::of(&Document::read(one));
    for request in words.requests() {
        let (answer, decision) = (compiled.decide(&request), evaluate(&request, &policies));
        assert_eq!(answer.outcome, decision.outcome, "{request:?}");
        assert_eq!(answer.reason, decision.reason, "{request:?}");
    }
    if let Some(other) = other {
        contain(&words, one, other);
    }
});

/// What passes `check_no_new_access` allows no request that was not allowed before.
fn contain(words: &Words, new: &str, old: &str) {
    let texts = [new, old].map(str::to_ascii_lowercase);
    let (new, old) = (Document::read(new), Document::read(old));
    if !check_no_new_access(&new, &old).is_pass() {
        return;
    }
    let has_principal = |document: &Document<'_>| {
        document.statements.iter().any(|one| one.principal.is_some() || one.not_principal.is_some())
    };
    let kind = if has_principal(&new) || has_principal(&old) { PolicyType::Resource } else { PolicyType::Identity };
    let alone = |document| {
        let mut policies = Policies::default();
        policies.add(kind, document);
        CompiledPolicy::new(&policies)
    };
    let (new, old, nothing) = (alone(new), alone(old), CompiledPolicy::new(&Policies::default()));
    for request in words.requests().filter(|request| is_action(request.action(), &texts)) {
        // An account's root user needs no policy.
        if nothing.decide(&request).is_allowed() {
            continue;
        }
        assert!(!new.decide(&request).is_allowed() || old.decide(&request).is_allowed(), "new access: {request:?}");
    }
}

/// Whether there is the action for all that `check_no_new_access` knows: the policies spell it out, or the catalog has it.
fn is_action(name: &str, texts: &[String]) -> bool {
    let service = Catalog::builtin().service(name.split(':').next().unwrap_or_default());
    service.is_none_or(|service| service.action(name.split_once(':').map_or("", |(_, name)| name)).is_some())
        || texts.iter().any(|text| text.contains(&format!("\"{}\"", name.to_ascii_lowercase())))
}
