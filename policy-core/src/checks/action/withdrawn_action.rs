use super::unknown::{Withdrawn, withdrawn};
use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::Action;

check! {
    /// ## What it does
    /// Reports actions that AWS once had and has taken out of its reference, alone or with their whole service.
    ///
    /// ## Why
    /// The entry does nothing any more. Access Analyzer lets such entries pass, so they stay in policies for years and
    /// hide what the policy really does.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["evidently:GetFeature", "s3:GetObject"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" }]
    /// }
    /// ```
    WITHDRAWN_ACTION: Warning, Own, ALL;
    UnknownAction(check)
}

fn check(cx: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    if !matches!(cx.meaning(action), ActionMeaning::UnknownService | ActionMeaning::Unknown(_)) {
        return;
    }
    let (place, message, last_seen) = match withdrawn(cx, action) {
        None => return,
        Some(Withdrawn::Service(last_seen)) => {
            let prefix = action.service().unwrap_or_default();
            (action.text.fragment_of(prefix), format!("AWS has withdrawn the service `{prefix}`"), last_seen)
        }
        Some(Withdrawn::Action(last_seen)) => {
            let name = action.text.fragment_of(action.name().unwrap_or_default());
            let what = if action.has_wildcard() { "every action that matches" } else { "the action" };
            (name, format!("AWS has withdrawn {what} `{}`", action.text), last_seen)
        }
    };
    out.report(place, message).help(format!("remove it; AWS's reference last had it on {last_seen}"));
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(actions: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#"["Evidently:*","evidently:GetFeature"]"#), &["Evidently", "evidently"]);
        tester.fires(&policy(r#""account:GetChallengeQuestions""#), &["GetChallengeQuestions"]);
        tester.fires(&policy(r#""account:*ChallengeQuestions""#), &["*ChallengeQuestions"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","account:*","account:Nothing","nosuch:Thing","s3:GetObject","Thing"]"#));
    }
}
