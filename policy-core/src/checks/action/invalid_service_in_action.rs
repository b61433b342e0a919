use super::unknown;
use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::Action;

check! {
    /// ## What it does
    /// Reports entries of `Action` and `NotAction` whose prefix is that of no service. Services that AWS has withdrawn are
    /// left to `WITHDRAWN_ACTION`.
    ///
    /// ## Why
    /// IAM accepts any prefix. An `Allow` with one that does not exist grants nothing, and a `Deny` forbids nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalise:CreateSolution", "Resource": "*" }]
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
    INVALID_SERVICE_IN_ACTION: Error, Aws, ALL;
    UnknownAction(check)
}

fn check(cx: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    let meaning = cx.meaning(action);
    if !matches!(meaning, ActionMeaning::UnknownService | ActionMeaning::ServicePattern) || action.text.contains("${") {
        return;
    }
    let (prefix, name) = (action.service().unwrap_or_default(), action.name().unwrap_or_default());
    let place = action.text.fragment_of(prefix);
    if matches!(meaning, ActionMeaning::ServicePattern) {
        // IAM takes `*:*` for `*`.
        if prefix != "*" {
            let finding = out.report(place, format!("the service prefix of `{}` has a wildcard", action.text));
            finding.help("write one entry a service");
            if unknown::is_refused(cx, action) {
                finding.refused();
            }
        }
        return;
    }
    // `WITHDRAWN_ACTION` speaks about those.
    if cx.catalog.removed_service(prefix).is_some() {
        return;
    }
    let finding = out.report(place, format!("unknown service prefix `{prefix}`"));
    if let Some(service) = cx.guess(|| cx.catalog.suggest_service(prefix.trim())) {
        unknown::suggest(finding, action, &format!("{service}:{name}"));
    } else if let Some(found) = unknown::only_action_named(cx, name) {
        finding.help(format!("the only action of that name is `{found}`"));
    } else {
        finding.help(cx.newer("service", "invalid_service_in_action"));
    }
    if unknown::is_refused(cx, action) {
        finding.refused();
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(actions: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","NotAction":{actions},"Resource":"*"}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#""personalise:*""#), &["personalise"]);
        tester.fires(&policy(r#"["cloudwatchlogs:CreateLogGroup","s3:*"]"#), &["cloudwatchlogs"]);
        tester.fires(&policy(r#"["p*:List*",":List","s 3:GetObject"]"#), &["p*", "", "s 3"]);
    }

    #[test]
    fn says_what_was_meant() {
        let help = |actions: &str| Tester::identity(&CHECK).findings(&policy(actions))[0].help.clone().unwrap();
        assert_eq!(help(r#""personalise:CreateFilter""#), "did you mean `personalize:CreateFilter`?");
        assert_eq!(help(r#""cloudwatchlogs:CreateLogGroup""#), "the only action of that name is `logs:CreateLogGroup`");
        assert!(help(r#""quux-service:Frob""#).contains("`allow(invalid_service_in_action)`"));
    }

    #[test]
    fn knows_what_is_refused() {
        let refused = |actions: &str| Tester::identity(&CHECK).findings(&policy(actions))[0].refused;
        assert!(refused(r#""p*:List*""#));
        assert!(refused(r#""s 3:GetObject""#));
        assert!(!refused(r#""personalise:*""#));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","PERSONALIZE:*","*:*","s3:Nothing","evidently:*"]"#));
    }
}
