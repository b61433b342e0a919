use super::vpce;
use crate::checks::ActionMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{Action, ConditionTest, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths` in statements on actions of services that do
    /// not send these keys.
    ///
    /// ## Why
    /// Requests to other services lack the key even when they come through a VPC endpoint. A statement that denies
    /// would deny all of them, one that allows would allow none.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": ["s3:GetObject", "personalize:GetRecommendations"],
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:VpceAccount": "123456789012" } }
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
    ///     "Action": "s3:GetObject",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:VpceAccount": "123456789012" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS global condition context keys".
    USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: Warning, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if vpce::sends(test.condition, "").is_none() {
        return;
    }
    let key = &test.condition.key;
    if let Some(not_action) = &statement.not_action {
        out.report(key.span(), format!("not every service sends `{key}`"))
            .label(not_action.name_span, "covers actions of every service")
            .help("list actions of services that send the key under `Action`");
    }
    let mut locations: Vec<_> =
        statement.actions().filter(|action| lacks(cx, action, test)).map(|action| action.text.span()).list();
    if !locations.is_empty() {
        locations.push(key.span());
        out.report_all(locations, format!("requests for these actions never carry `{key}`"))
            .help("move them to a statement without the key");
    }
}

fn lacks(cx: &Context<'_>, action: &Action<'_>, test: ConditionTest<'_, '_>) -> bool {
    match cx.meaning(action) {
        ActionMeaning::Star | ActionMeaning::ServicePattern | ActionMeaning::Unsearched => true,
        // Whether a role may be passed is decided before any endpoint is known.
        ActionMeaning::Exact(_) if action.matches("iam:PassRole") => true,
        meaning => {
            let service = meaning.service();
            service.is_some_and(|service| vpce::sends(test.condition, &service.prefix()) == Some(false))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let paths = r#"{ "ForAnyValue:StringLike": { "aws:VpceOrgPaths": "o-a1b2c3d4e5/*" } }"#;
        tester.fires(&statement("Allow", "*", paths), &["\"*\"", "\"aws:VpceOrgPaths\""]);
        tester.fires(
            &statement("Allow", r#"["S3:*", "iam:PassRole"]"#, paths),
            &["\"iam:PassRole\"", "\"aws:VpceOrgPaths\""],
        );
        let document = statement("Deny", "s3:*", paths).replace("\"Action\"", "\"NotAction\"");
        tester.fires(&document, &["\"aws:VpceOrgPaths\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let id = r#"{ "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } }"#;
        tester.quiet(&statement("Allow", r#"["sqs:*", "lambda:InvokeFunction", "iam:GetRole", "nosuch:Action"]"#, id));
        tester.quiet(&statement("Allow", "*", r#"{ "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } }"#));
    }
}
