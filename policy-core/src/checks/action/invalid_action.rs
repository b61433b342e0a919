use super::unknown;
use crate::catalog::{Operation, Service};
use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::Action;
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports entries of `Action` and `NotAction` that name no action of their service, patterns that match none, and
    /// entries without a service prefix. Actions that AWS has withdrawn are left to `WITHDRAWN_ACTION`.
    ///
    /// ## Why
    /// IAM accepts any name after the colon. An `Allow` with a misspelt one grants nothing, and a `Deny` forbids nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:CreateSolutions", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:CreateSolution", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    INVALID_ACTION: Error, Aws, ALL;
    UnknownAction(check)
}

fn check(cx: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    match cx.meaning(action) {
        ActionMeaning::NoService => no_service(cx, action, out),
        ActionMeaning::Unknown(service) if is_invalid(cx, action) => unknown_name(cx, action, service, out),
        _ => {}
    }
}

fn is_invalid(cx: &Context<'_>, action: &Action<'_>) -> bool {
    let is_recent = || cx.catalog.operation(&action.text).is_some_and(Operation::recent);
    !action.text.contains("${") && unknown::withdrawn(cx, action).is_none() && !is_recent()
}

fn no_service(cx: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    if action.text.contains("${") {
        return;
    }
    let finding = out.report(action.text.span(), format!("`{}` has no service prefix", action.text));
    match unknown::only_action_named(cx, &action.text) {
        Some(found) => unknown::suggest(finding, action, &found),
        None => {
            finding.help("an action is written `service:Name`, such as `personalize:CreateSolution`");
        }
    }
    if unknown::is_refused(cx, action) {
        finding.refused();
    }
}

fn unknown_name(cx: &Context<'_>, action: &Action<'_>, service: Service<'_>, out: &mut Reporter<'_>) {
    let name = action.name().unwrap_or_default();
    let message = if action.has_wildcard() {
        format!("`{}` matches no action", action.text)
    } else {
        format!("unknown action `{}`", action.text)
    };
    let finding = out.report(action.text.fragment_of(name), message);
    let full = |name: String| format!("{}:{name}", service.prefix());
    if let Some(help) = by_operation(cx, action) {
        finding.help(help);
    } else if let Some(found) = nearest(cx, service, name, action.has_wildcard()) {
        unknown::suggest(finding, action, &full(found));
    } else if let Some(found) = unknown::only_action_named(cx, name) {
        finding.help(format!("the only action of that name is `{found}`"));
    } else {
        finding.help(cx.newer("action", "invalid_action"));
    }
    if unknown::is_refused(cx, action) {
        finding.refused();
    }
}

fn nearest(cx: &Context<'_>, service: Service<'_>, name: &str, is_pattern: bool) -> Option<String> {
    cx.guess(|| {
        if is_pattern {
            return unknown::nearest_pattern(service, name);
        }
        service.suggest_action(name).map(|found| found.to_string())
    })
}

/// What allows an operation of the SDKs that is not an action itself.
fn by_operation(cx: &Context<'_>, action: &Action<'_>) -> Option<String> {
    let operation = cx.catalog.operation(&action.text)?;
    let actions: Vec<String> = operation.actions().map(|action| format!("`{}`", action.full_name())).list();
    (!actions.is_empty())
        .then(|| format!("it is an operation of the API; what allows it is {}", lean::join(&actions, " and ")))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(actions: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#)
    }

    fn help(action: &str) -> String {
        let findings = Tester::identity(&CHECK).findings(&policy(action));
        findings[0].help.clone().unwrap()
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#""personalize:CreateSolutions""#), &["CreateSolutions"]);
        tester.fires(&policy(r#"["SNS:Receive","s3:GetObject","ec2:NotAnAction"]"#), &["Receive", "NotAnAction"]);
        tester.fires(&policy(r#""iam: passrole""#), &[" passrole"]);
        tester.fires(&policy(r#""personalize:Delte*""#), &["Delte*"]);
        tester.fires(&policy(r#"["GetObject",""]"#), &["\"GetObject\"", "\"\""]);
        tester.fires(&policy(r#""s3:GetObject:Version""#), &["GetObject:Version"]);
    }

    #[test]
    fn says_what_was_meant() {
        assert_eq!(help(r#""personalize:CreatSolution""#), "did you mean `personalize:CreateSolution`?");
        assert_eq!(help(r#""GetPersonalizedRanking""#), "did you mean `personalize:GetPersonalizedRanking`?");
        assert_eq!(help(r#""personalize:Descibe*""#), "did you mean `personalize:Describe*`?");
        assert_eq!(help(r#""personalize:CreateSolutoin*""#), "did you mean `personalize:CreateSolution*`?");
        assert_eq!(help(r#""s3:PassRole""#), "the only action of that name is `iam:PassRole`");
        assert!(help(r#""s3:ListObjectsV2""#).contains("`s3:ListBucket`"));
        assert!(help(r#""personalize:Xyzzy""#).contains("`allow(invalid_action)`"));
    }

    #[test]
    fn knows_what_is_refused() {
        let refused = |action: &str, policy_type| {
            Tester::of(&CHECK, policy_type).findings(&policy(action)).iter().all(|finding| finding.refused)
        };
        assert!(refused(r#""GetObject""#, PolicyType::Identity));
        assert!(refused(r#""s3:Get:Object""#, PolicyType::Scp));
        assert!(!refused(r#""s3:GetObjekt""#, PolicyType::Identity));
        assert!(!refused(r#""GetObject""#, PolicyType::Resource));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","S3:getobject","s3:*","s3:Get?bject","nosuch:Thing","*:*"]"#));
        tester.quiet(&policy(r#"["evidently:GetFeature","account:GetChallengeQuestions"]"#));
    }
}
