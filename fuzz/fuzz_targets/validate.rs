//! Any text is checked as any type of policy without a panic, the same way each time, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::{Finding, Options, PolicyType, Span, validate};

fuzz_target!(|text: &str| {
    for policy_type in PolicyType::ALL {
        let report = validate(text, &Options::new(policy_type));
        for finding in &report.findings {
            let is_said = |words: &str| !words.is_empty() && !words.contains('\n');
            assert!(is_said(&finding.message) && finding.help.as_deref().is_none_or(is_said), "{finding:?}");
            assert!(!finding.locations.is_empty(), "{finding:?}");
            assert!(places(finding).all(|span| text.get(span.range()).is_some()), "{finding:?}");
        }
        // What a random hasher decides would differ.
        if text.len() % PolicyType::ALL.len() == policy_type as usize {
            assert_eq!(validate(text, &Options::new(policy_type)).findings, report.findings);
        }
    }
});

/// Every place that a finding names.
fn places(finding: &Finding) -> impl Iterator<Item = Span> {
    let labels = finding.labels.iter().map(|label| label.span);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    finding.locations.iter().copied().chain(labels).chain(edits)
}
