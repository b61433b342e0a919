use super::entry;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs with a wildcard in the service field.
    ///
    /// ## Why
    /// Such an entry reaches into services that its author did not think of, and into those that AWS will add.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:*:us-east-1:123456789012:campaign/films"
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
    WILDCARD_IN_SERVICE_NAME: Suggestion, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(_: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    if crate::document::variable::has_wildcard(arn.service) {
        out.report(entry::place(resource, arn.service), "the service field of the ARN has a wildcard")
            .help("write one entry a service");
    }
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
        tester.fires(&policy(r#"["arn:aws:*:::films","arn:aws:s?:::films"]"#), &["*", "s?"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#"["*","arn:aws:s3:::*","arn:*:s3:*:*:*"]"#));
    }
}
