//! Any text is checked as any type of policy without a panic, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::{Options, PolicyType, validate};

fuzz_target!(|text: &str| {
    for policy_type in PolicyType::ALL {
        for finding in validate(text, &Options::new(policy_type)).findings {
            for span in &finding.locations {
                assert!(text.get(span.range()).is_some(), "{finding:?}");
            }
        }
    }
});
