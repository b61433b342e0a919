use super::services::{KEY, has_form};
use crate::Edit;
use crate::checks::principal::known::{Verdict, judge};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};

check! {
    /// ## What it does
    /// Reports values of `iam:PassedToService` that are all but the same as a known service principal.
    ///
    /// ## Why
    /// IAM compares the value with the principal of the service that gets the role, letter by letter. A misspelt one never
    /// matches: the statement grants nothing, and the operation that needs the role fails.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalise.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Available keys for IAM"
    PASS_ROLE_MISSPELT_SERVICE: Error, Own, IDENTITY_SCP;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key(KEY) {
        return;
    }
    let family = test.operator().map(|operator| operator.base.family());
    if family != Some(OperatorFamily::String) {
        return;
    }
    for value in test.values() {
        // What has not the form of a service principal is reported as such.
        if cx.service_principal(&value.text).is_some() || !has_form(cx.catalog, &value.text) {
            continue;
        }
        if let Verdict::Misspelt(name) = judge(cx, &value.text, false) {
            out.report(value.span(), format!("`{}` is not the principal of a service", value.text))
                .help(format!("did you mean `{name}`? Write `\"iam:PassedToService\": \"{name}\"`"))
                .unsafe_fix(format!("write `{name}`"), vec![Edit::replace(value.span(), format!("\"{name}\""))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    fn policy(operator: &str, values: &str) -> String {
        format!(r#"{{"Statement":{{"Condition":{{"{operator}":{{"iam:PassedToService":{values}}}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for text in ["personalise.amazonaws.com", "presonalize.amazonaws.com", "sagemakr.amazonaws.com"] {
            let text = format!("\"{text}\"");
            tester.fires(&policy("StringEquals", &text), &[&text]);
            tester.fires(&policy("StringLike", &text), &[&text]);
        }
    }

    #[test]
    fn says_what_was_meant() {
        let findings =
            Tester::identity(&super::CHECK).findings(&policy("StringEquals", r#""personalise.amazonaws.com""#));
        assert!(findings[0].is_denied());
        assert!(findings[0].help.as_ref().unwrap().contains("did you mean `personalize.amazonaws.com`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&policy("StringEquals", r#"["personalize.amazonaws.com","films.amazonaws.com","personalize"]"#));
        tester.quiet(&policy("StringLike", r#"["personal*.amazonaws.com","sagemaker.*"]"#));
        tester.quiet(&policy("Bool", "true"));
    }
}
