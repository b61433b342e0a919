//! Every fixture is what its name says.

use iam_policy::Policy;

#[test]
fn the_shipped_policy_is_right() {
    let policy = example_test_fixtures::recommendations().unwrap_or_else(|findings| panic!("{findings}"));
    let document = policy.document();
    let actions: Vec<_> = document.statements[0].actions().map(|action| action.text.to_string()).collect();
    assert_eq!(actions, ["personalize:GetRecommendations"]);
}

#[test]
fn a_broken_policy_is_refused_with_every_reason() {
    let findings = Policy::parse(include_str!("../fixtures/broken.json")).unwrap_err();
    let codes: Vec<_> = findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["INVALID_ACTION", "INVALID_ARN_RESOURCE"]);
    assert!(findings.to_string().contains("did you mean `personalize:GetRecommendations`?"), "{findings}");
}
