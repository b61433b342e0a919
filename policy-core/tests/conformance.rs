//! Every fixture of `conformance/`: the decision is the one expected, in the open and compiled.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;

use policy_core::evaluate::{CompiledPolicy, Fixture};

#[test]
fn decisions() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let (mut count, mut failures) = (0, Vec::new());
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let fixtures = Fixture::read(&text).unwrap_or_else(|error| {
            let position = policy_core::LineIndex::new(&text).position(&text, error.span.start);
            panic!("{}:{}: {error}", file.display(), position.line)
        });
        for fixture in fixtures {
            let compiled = CompiledPolicy::new(&fixture.documents());
            for case in &fixture.cases {
                count += 1;
                let decision = fixture.evaluate(case);
                let answer = compiled.decide(&case.request());
                let printed = decision.to_string();
                let is_right = Some(decision.outcome) == case.expected
                    && case.because.as_ref().is_none_or(|part| printed.contains(&**part))
                    && (answer.outcome, answer.reason) == (decision.outcome, decision.reason);
                if !is_right {
                    let expected = case.expected.map_or("nothing", |outcome| outcome.as_str());
                    let name = file.file_name().unwrap().display();
                    failures.push(format!(
                        "{name}: {}: {}\n  expected {expected} {:?}, compiled {}\n  {printed}",
                        fixture.name, case.name, case.because, answer.outcome
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count} cases fail\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 150, "only {count} cases");
}
