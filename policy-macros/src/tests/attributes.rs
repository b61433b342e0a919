//! Attributes of documents and statements.

use policy_core::Level;

use super::{check_problem, read};

#[test]
fn attributes_become_rules() {
    let source = read(
        r#"
        #![allow(redundant_action, PASS_ROLE_WITH_STAR_IN_RESOURCE, reason = "why")]
        #![forbid(security)]
        "Statement": [ #[deny(redundant_resource)] #[warn(a,)] { "b": 1 }, { "c": #[allow(inner)] { } } ]
        "#,
    );
    assert_eq!(source.text, r#"{"Statement":[{"b":1},{"c":{}}]}"#);
    let rules: Vec<_> = source
        .rules
        .iter()
        .zip(&source.rule_spans)
        .map(|(rule, span)| {
            let scope = rule.scope.map(|scope| &source.text[scope.range()]);
            assert_eq!(span.source_text().as_ref(), Some(&rule.name));
            (rule.level, rule.name.as_str(), scope)
        })
        .collect();
    assert_eq!(
        rules,
        [
            (Level::Allow, "redundant_action", None),
            (Level::Allow, "PASS_ROLE_WITH_STAR_IN_RESOURCE", None),
            (Level::Forbid, "security", None),
            (Level::Deny, "redundant_resource", Some(r#"{"b":1}"#)),
            (Level::Warn, "a", Some(r#"{"b":1}"#)),
            (Level::Allow, "inner", Some("{}")),
        ]
    );
    for input in ["#![allow(a)] { }", "{ #![allow(a)] }", "#[allow(a)] { }", "#![allow(a)]"] {
        let source = read(input);
        assert_eq!((source.text.as_str(), source.rules.len()), ("{}", 1), "{input}");
        assert!(source.problems.is_empty() && source.rules[0].scope.is_none(), "{input}");
    }
}

#[test]
fn wrong_attributes_are_reported_at_their_place() {
    check_problem("#![expect(a)]", "expect", "unknown attribute `expect`");
    check_problem("#![cfg(test)]", "cfg", "unknown attribute `cfg`");
    check_problem("#![allow(\"a\")]", "\"a\"", "expected the name of a check");
    check_problem("#![allow(a b)]", "b", "expected `,`");
    check_problem("#![allow(why = \"x\")]", "why", "unknown argument `why`");
    check_problem("#![allow()]", "allow", "`allow` names no check");
    let outer = "`#[..]` belongs before the `{` of a statement";
    check_problem(r#"#[allow(a)] "b": 1"#, "#[allow(a)]", outer);
    check_problem(r#""b": [1 #[allow(a)]]"#, "#[allow(a)]", outer);
    let inner = "`#![..]` belongs at the head of the document";
    check_problem(r#""b": 1, #![allow(a)]"#, "#![allow(a)]", inner);
    check_problem(r#""b": { #![allow(a)] }"#, "#![allow(a)]", inner);
}

#[test]
fn settings_are_read() {
    let mut source = read(r#"#![attached_to = "user"] #![resource_type = "x"]"#);
    let options = source.options(policy_core::PolicyType::Identity);
    assert!(format!("{options:?}").contains("User"));
    let problem = &source.problems[0];
    assert_eq!(problem.message, "`resource_type` says nothing about a policy of type `identity`");
    check_problem(r#""b": [#[a = "b"] {}]"#, "#[a = \"b\"]", "this attribute belongs at the head of the document");
    check_problem("#![a = 1]", "1", "expected a string");
}
