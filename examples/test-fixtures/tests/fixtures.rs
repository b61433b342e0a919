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

#[test]
fn the_policy_allows_what_it_should() {
    iam_policy::assert_fixtures("fixtures");
}

#[test]
fn a_decision_that_is_not_expected_is_explained() {
    let failing = || iam_policy::assert_fixtures("fixtures/failing/wrong.json");
    let error = std::panic::catch_unwind(failing).unwrap_err();
    let message = error.downcast_ref::<String>().unwrap();
    assert!(message.contains("expected `allowed`, found\nimplicitDeny"), "{message}");
}
