//! Documents for the tests of conditions.

/// A document of one statement.
pub(in crate::checks) fn statement(effect: &str, action: &str, condition: &str) -> String {
    let action = if action.starts_with('[') { action.to_owned() } else { format!("\"{action}\"") };
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}","Action":{action},"Resource":"*","Condition":{condition}}}]}}"#
    )
}

/// A document that allows something under a condition.
pub(in crate::checks) fn allow(condition: &str) -> String {
    statement("Allow", "personalize:GetRecommendations", condition)
}
