use super::entry;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs whose last part has the form of none of the service's resources and is a letter away from one, where a
    /// wildcard in the region or the account keeps `INVALID_ARN_RESOURCE` quiet.
    ///
    /// ## Why
    /// In IAM a `*` goes across colons, so `arn:aws:personalize:*:*:campaigns/films` could name something in theory. It names no
    /// campaign.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:*:*:campaigns/films"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:*:*:campaign/films"
    ///     }]
    /// }
    /// ```
    MISSPELT_RESOURCE_TYPE: Warning, Own, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    let is_judged = !arn.resource.is_empty() && entry::is_of_service(arn);
    if !is_judged || !entry::is_of_no_form(cx, resource, arn) || !entry::is_swallowed(cx, arn) {
        return;
    }
    let Some(meant) = entry::meant(cx, arn) else { return };
    let place = entry::place(resource, arn.resource);
    out.report(place, format!("`{}` has the form of no resource of `{}`", arn.resource, arn.service))
        .help(format!("did you mean `{meant}`?"))
        .unsafe_fix(format!("replace it by `{meant}`"), vec![Edit::replace(place, meant)]);
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(
            &policy(r#"["arn:aws:personalize:*:*:campaigns/x","arn:aws:lambda:*:*:function/x"]"#),
            &["campaigns/x", "function/x"],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:personalize:*:*:campaign/x","arn:aws:personalize:*:*:nothing/x"]"#));
        tester.quiet(&policy(r#""arn:aws:personalize:us-east-1:123456789012:campaigns/x""#));
    }
}
