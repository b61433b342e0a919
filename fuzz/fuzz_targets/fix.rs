//! Safe fixes come to an end, keep the JSON whole and never widen access. The first byte chooses the policy's type.
#![no_main]

use iam_policy_fuzz::Words;
use libfuzzer_sys::fuzz_target;
use policy_core::evaluate::{Policies, evaluate};
use policy_core::{Document, Options, PolicyType, apply_edits, edits_of, validate};

/// As many rounds as `cargo iam fix` goes, and more.
const ROUNDS: usize = 32;

fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let Ok(text) = core::str::from_utf8(rest) else { return };
    let policy_type = PolicyType::ALL[usize::from(first) % PolicyType::ALL.len()];
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let report = validate(&text, &Options::new(policy_type));
        let edits = edits_of(&report.findings, false);
        if edits.is_empty() {
            return;
        }
        let fixed = apply_edits(&text, &edits);
        compare(&text, &fixed, policy_type, report.is_refused());
        text = fixed;
    }
    panic!("fixes of {policy_type:?} go on for ever: {text}");
});

/// A document that IAM refuses is nowhere in force, so putting it right does not count as widening.
fn compare(before: &str, after: &str, policy_type: PolicyType, was_refused: bool) {
    let (old, new) = (Document::read(before), Document::read(after));
    if !old.syntax_errors.is_empty() {
        return;
    }
    assert!(new.syntax_errors.is_empty(), "broken by a fix: {before} became {after}");
    if was_refused {
        return;
    }
    // Types that only limit grant nothing by themselves: what they let through is asked as an identity policy.
    let kind = match policy_type {
        PolicyType::Resource | PolicyType::Trust => policy_type,
        _ => PolicyType::Identity,
    };
    let policies = |text| {
        let mut policies = Policies::default();
        policies.add(kind, Document::read(text));
        policies
    };
    let (was, is) = (policies(before), policies(after));
    for words in [Words::of(&old), Words::of(&new)] {
        for request in words.requests() {
            if evaluate(&request, &is).is_allowed() {
                let was = evaluate(&request, &was);
                assert!(was.is_allowed(), "{request:?} is allowed now: {before} became {after}");
            }
        }
    }
}
