use super::services::{KEY, has_form};
use crate::checks::principal::known::{Verdict, judge};
use crate::checks::{Context, Reporter};
use crate::document::variable::has_wildcard;
use crate::document::{ConditionTest, OperatorFamily, Statement};

check! {
    /// ## What it does
    /// Reports values of `iam:PassedToService` that no known service principal is or matches.
    ///
    /// ## Why
    /// A condition on a service that does not exist never holds: the statement grants nothing. AWS publishes no complete list
    /// of service principals, so a new one may be right all the same.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "recommendations.amazonaws.com" } }
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
    PASS_ROLE_UNKNOWN_SERVICE: Warning, Own, IDENTITY_SCP;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key(KEY) {
        return;
    }
    let Some(base) = test.operator().map(|operator| operator.base) else { return };
    if base.family() != OperatorFamily::String {
        return;
    }
    let is_pattern = |text: &str| base.takes_patterns() && has_wildcard(text);
    for value in test.values() {
        let is_known = cx.service_principal(&value.text).is_some();
        // What has not the form of a service principal is reported as such.
        if is_known || !(is_pattern(&value.text) || has_form(cx.catalog, &value.text)) {
            continue;
        }
        if let Verdict::Unknown = judge(cx, &value.text, base.takes_patterns()) {
            let finding = out.report(value.span(), format!("`{}` is no known service principal", value.text));
            match cx.guess(|| cx.catalog.suggest_service_principal(&value.text)) {
                Some(name) => finding.help(format!("did you mean `{name}`?")),
                None => finding.help(
                    "look the name up in the service's documentation: `\"iam:PassedToService\": \"personalize.amazonaws.com\"`",
                ),
            };
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
        tester.fires(
            &policy("StringEquals", r#"["glue.amazonaws.com","films.amazonaws.com"]"#),
            &[r#""films.amazonaws.com""#],
        );
        tester.fires(&policy("StringLikeIfExists", r#""films.*""#), &[r#""films.*""#]);
        tester.fires(&policy("StringNotEquals", r#""films.amazonaws.com""#), &[r#""films.amazonaws.com""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&policy("StringEquals", r#"["personalize.amazonaws.com","ec2.amazonaws.com.cn"]"#));
        tester.quiet(&policy("StringEquals", r#"["personalise.amazonaws.com","personalize"]"#));
        tester
            .quiet(&policy("StringLike", r#"["ec2.*","*.amazonaws.com","${aws:PrincipalTag/service}.amazonaws.com"]"#));
        tester.quiet(&policy("StringEquals", r#"["films.*","films"]"#));
        tester.quiet(&policy("Null", r#""true""#));
        tester.quiet(r#"{"Statement":{"Condition":{"StringEquals":{"aws:CalledVia":"films.amazonaws.com"}}}}"#);
    }
}
