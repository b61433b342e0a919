use crate::checks::principal::caller::compares;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};

check! {
    /// ## What it does
    /// Reports conditions on what a session is given, in statements that do not allow the action which gives it:
    /// `sts:SourceIdentity` without `sts:SetSourceIdentity`; `aws:RequestTag/…`, `aws:TagKeys` and `sts:TransitiveTagKeys`
    /// without `sts:TagSession`.
    ///
    /// ## Why
    /// Only a request that sets the value carries the key. While the trust policy does not allow to set it, such a request
    /// fails, and a request without it does not meet the condition.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
    ///     "Action": "sts:AssumeRole",
    ///     "Condition": { "StringLike": { "sts:SourceIdentity": "ana" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
    ///     "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
    ///     "Condition": { "StringLike": { "sts:SourceIdentity": "ana" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Monitor and control actions taken with assumed roles"
    MISSING_ACTION_FOR_CONDITION_KEY: Error, Aws, TRUST;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let key = &test.condition.key;
    let Some(action) = setter(key).filter(|_| statement.allows() && compares(test)) else { return };
    if statement.not_action.is_some() || statement.actions().any(|entry| entry.matches(action)) {
        return;
    }
    let finding = out.report(key.span(), format!("`{key}` is set by `{action}`, which the statement does not allow"));
    finding.help(format!("add `\"{action}\"` to `Action`"));
    if let Some(block) = &statement.action {
        finding.label(block.span, format!("`{action}` is not among these"));
    }
}

/// The action that sets the value of the key.
fn setter(key: &str) -> Option<&'static str> {
    const TAG: &str = "aws:RequestTag/";
    if key.eq_ignore_ascii_case("sts:SourceIdentity") {
        return Some("sts:SetSourceIdentity");
    }
    let is_tag = key.get(..TAG.len()).is_some_and(|head| head.eq_ignore_ascii_case(TAG));
    let is_keys = ["aws:TagKeys", "sts:TransitiveTagKeys"].iter().any(|known| key.eq_ignore_ascii_case(known));
    (is_tag || is_keys).then_some("sts:TagSession")
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(effect: &str, actions: &str, key: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"{effect}","Action":{actions},"Condition":{{"StringLike":{{"{key}":"x"}}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for key in ["sts:sourceidentity", "aws:RequestTag/team", "aws:TagKeys", "sts:TransitiveTagKeys"] {
            tester.fires(&policy("Allow", r#"["sts:AssumeRole"]"#, key), &[&format!("\"{key}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy("Allow", r#"["sts:AssumeRole","sts:TagSession"]"#, "aws:RequestTag/team"));
        tester.quiet(&policy("Allow", r#""sts:*""#, "sts:SourceIdentity"));
        tester.quiet(&policy("Deny", r#""sts:AssumeRole""#, "sts:SourceIdentity"));
        tester.quiet(&policy("Allow", r#""sts:AssumeRole""#, "sts:ExternalId"));
        tester.quiet(&policy("Allow", r#""sts:AssumeRole""#, "aws:PrincipalTag/team"));
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Condition":{"Null":{"sts:SourceIdentity":"true"}}}}"#,
        );
    }
}
