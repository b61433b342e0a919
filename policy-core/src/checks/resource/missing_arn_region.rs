use super::entry::{self, Slot};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs without a region although the ARNs of such resources have one.
    ///
    /// ## Why
    /// An empty field only matches an empty field, so the ARN names nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize::123456789012:campaign/films"
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
    ///         "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    MISSING_ARN_REGION: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    entry::missing(cx, (resource, arn), Slot::Region, out);
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
        tester.fires(&policy(r#""arn:aws:sqs::123456789012:x""#), &["::"]);
        tester.fires(&policy(r#""arn:aws:personalize::123456789012:solution/*""#), &["::"]);
        let findings = tester.findings(&policy(r#""arn:aws:sqs::123456789012:x""#));
        assert!(findings[0].help.as_deref().unwrap().ends_with("`arn:aws:sqs:*:123456789012:x`"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(
            r#"["*","arn:aws:s3:::films","arn:aws:sqs:*:123456789012:x","arn:aws:iam::123456789012:role/x"]"#,
        ));
        tester.quiet(&policy(r#"["arn:aws:personalize:::recipe/x","arn:aws:personalize:::*"]"#));
    }
}
