//! One door for the tests of checks: a document, and the texts that the check underlines in it.

use super::run::Parts;
use super::{Check, Context};
use crate::syntax;
use crate::{Document, Finding, Options, PolicyType, apply_edits, edits_of};

pub(crate) struct Tester {
    check: &'static Check,
    options: Options,
}

impl Tester {
    pub(crate) fn new(check: &'static Check, options: Options) -> Self {
        Self { check, options }
    }

    pub(crate) fn identity(check: &'static Check) -> Self {
        Self::new(check, Options::new(PolicyType::Identity))
    }

    #[allow(dead_code, reason = "a door for the tests to come")]
    pub(crate) fn of(check: &'static Check, policy_type: PolicyType) -> Self {
        Self::new(check, Options::new(policy_type))
    }

    /// The check's findings on a document.
    pub(crate) fn findings(&self, text: &str) -> Vec<Finding> {
        let document = Document::read(text);
        let mut findings = Vec::new();
        if self.check.holds_for(self.options.policy_type) {
            let cx = Context::new(&document, &self.options);
            Parts::of(&cx).run(&cx, self.check, &mut findings);
        }
        findings
    }

    /// The check fires and underlines exactly these texts: all locations of all its findings, in order.
    #[track_caller]
    pub(crate) fn fires(&self, text: &str, underlined: &[&str]) {
        let findings = self.findings(text);
        let found: Vec<&str> =
            findings.iter().flat_map(|finding| &finding.locations).map(|span| span.of(text)).collect();
        assert_eq!(found, underlined, "{} on {text}\n{findings:#?}", self.check.code());
        for finding in &findings {
            self.message_is_in_style(finding);
        }
        self.fixes_converge(text);
    }

    /// The check does not fire.
    #[track_caller]
    pub(crate) fn quiet(&self, text: &str) {
        let findings = self.findings(text);
        assert!(findings.is_empty(), "{} on {text}\n{findings:#?}", self.check.code());
    }

    fn message_is_in_style(&self, finding: &Finding) {
        for text in std::iter::once(&finding.message).chain(&finding.help) {
            let first = text.chars().next().unwrap();
            assert!(
                !first.is_uppercase() || text.starts_with("IAM") || text.starts_with("AWS"),
                "starts in upper case: {text}"
            );
            assert!(!text.ends_with('.'), "ends in a period: {text}");
        }
        assert!(!finding.message.contains('\n'), "{}: more than one line: {}", self.check.code(), finding.message);
    }

    /// Applying the safe fixes again and again ends in a document without safe fixes, and never breaks the JSON.
    fn fixes_converge(&self, text: &str) {
        let mut text = text.to_owned();
        for _ in 0..10 {
            let Some(fixed) = apply(&text, &self.findings(&text)) else { return };
            let (broken, now) = (syntax::parse(&text).1.len(), syntax::parse(&fixed).1.len());
            assert!(now <= broken, "{}: the fix breaks the document: {fixed}", self.check.code());
            text = fixed;
        }
        panic!("{}: the fixes do not converge: {text}", self.check.code());
    }
}

/// The text with the safe fixes of the findings applied; `None` when there are none.
fn apply(text: &str, findings: &[Finding]) -> Option<String> {
    let edits = edits_of(findings, false);
    (!edits.is_empty()).then(|| apply_edits(text, &edits))
}

/// The examples in the prose of every check do what the prose says.
mod prose {
    use super::Tester;
    use crate::checks::{self, Run};
    use crate::{Options, PolicyType};

    struct Example {
        options: Options,
        text: String,
    }

    fn example(check: &checks::Check, heading: &str) -> Example {
        let docs = check.docs().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let mut lines =
            docs.skip_while(|line| line.trim() != heading).skip(1).skip_while(|line| !line.starts_with("```"));
        let fence = lines.next().unwrap_or_else(|| panic!("{}: no example under {heading}", check.code()));
        let mut words = fence.trim_start_matches('`').split_whitespace().skip(1);
        let default = PolicyType::ALL.into_iter().find(|&kind| check.holds_for(kind)).unwrap();
        let policy_type = words.next().map_or(default, |word| PolicyType::from_name(word).expect(word));
        let mut text = lines.take_while(|line| !line.starts_with("```")).collect::<Vec<_>>().join("\n");
        let mut options = Options::new(policy_type);
        for word in words {
            // A number says how many characters the ellipsis in the text stands for.
            match word.parse() {
                Ok(length) => text = text.replace('…', &"a".repeat(length)),
                Err(_) => options = options.resource_type(word),
            }
        }
        Example { options, text }
    }

    #[test]
    fn every_check_is_documented() {
        for check in checks::all() {
            for heading in ["## What it does", "## Why", "## Example", "## Use instead"] {
                assert!(check.docs().contains(heading), "{} lacks {heading}", check.code());
            }
        }
    }

    #[test]
    fn examples_fire_and_corrections_do_not() {
        for check in checks::all().filter(|check| !matches!(check.run, Run::Levels)) {
            let wrong = example(check, "## Example");
            let tester = Tester::new(check, wrong.options);
            let findings = tester.findings(&wrong.text);
            assert!(!findings.is_empty(), "{}: the example does not fire: {}", check.code(), wrong.text);
            tester.fixes_converge(&wrong.text);
            let right = example(check, "## Use instead");
            Tester::new(check, right.options).quiet(&right.text);
        }
    }

    #[test]
    fn codes_are_unique_and_in_upper_case() {
        let mut codes: Vec<_> = checks::all().map(|check| check.code().as_str()).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
        let right =
            |code: &str| code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        for code in codes {
            assert!(right(code), "{code}");
        }
    }
}
