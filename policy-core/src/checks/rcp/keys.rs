//! The condition keys that belong together in a resource control policy.

use crate::document::{BaseOperator, ConditionTest, Statement};

/// Keys about who calls. A service that calls on its own behalf has none of them.
const PRINCIPAL: [&str; 6] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalType",
    "aws:userid",
];

/// Keys about the resource for which a service calls.
const SOURCE: [&str; 4] = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"];

const PRINCIPAL_TAG: &str = "aws:PrincipalTag/";

fn is_null(test: ConditionTest<'_, '_>) -> bool {
    test.operator().is_some_and(|operator| operator.base == BaseOperator::Null)
}

/// The tests of keys about the caller; a test whether the key is there is none.
pub(super) fn principal_tests<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = ConditionTest<'a, 't>> {
    let is_tag =
        |key: &str| key.get(..PRINCIPAL_TAG.len()).is_some_and(|head| head.eq_ignore_ascii_case(PRINCIPAL_TAG));
    statement.tests().filter(move |&test| {
        let key = &test.condition.key;
        !is_null(test) && (is_tag(key) || PRINCIPAL.iter().any(|name| test.condition.is_key(name)))
    })
}

/// The tests of keys about the source; a test whether the key is there is none.
pub(super) fn source_tests<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = ConditionTest<'a, 't>> {
    statement.tests().filter(|&test| !is_null(test) && SOURCE.iter().any(|name| test.condition.is_key(name)))
}

/// Whether the statement asks that the caller is an AWS service, or that it is none.
pub(super) fn asks_for_service(statement: &Statement<'_>, is_service: bool) -> bool {
    let wanted = if is_service { "true" } else { "false" };
    statement.tests().any(|test| {
        test.condition.is_key("aws:PrincipalIsAWSService")
            && test.operator().is_some_and(|operator| operator.base == BaseOperator::Bool)
            && has_only(test, wanted)
    })
}

/// Whether the statement asks that the request says for which account or resource the service calls.
pub(super) fn asks_for_source(statement: &Statement<'_>) -> bool {
    statement.tests().any(|test| {
        is_null(test)
            && ["aws:SourceAccount", "aws:SourceArn"].iter().any(|name| test.condition.is_key(name))
            && has_only(test, "false")
    })
}

fn has_only(test: ConditionTest<'_, '_>, wanted: &str) -> bool {
    !test.values().is_empty() && test.values().iter().all(|value| value.text.eq_ignore_ascii_case(wanted))
}
