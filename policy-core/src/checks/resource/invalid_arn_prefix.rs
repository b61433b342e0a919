use super::entry;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::Resource;

check! {
    /// ## What it does
    /// Reports entries of `Resource` and `NotResource` with the fields of an ARN whose first field is not `arn`.
    ///
    /// ## Why
    /// IAM compares ARNs letter by letter; one that begins otherwise is the name of nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "am:aws:personalize:us-east-1:123456789012:campaign/films"
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
    INVALID_ARN_PREFIX: Error, Aws, ALL_BUT_TRUST;
    NoArn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, out: &mut Reporter<'_>) {
    let Some(arn) = resource.arn().filter(|arn| arn.prefix != "arn") else { return };
    let place = entry::place(resource, arn.prefix);
    let field = resource.text.fragment_of(arn.prefix);
    let finding = out.report(place, format!("an ARN begins with `arn`, not with `{}`", arn.prefix));
    finding.help("begin it with `arn:`").unsafe_fix("begin it with `arn:`", vec![Edit::replace(field, "arn")]);
    if entry::iam_reads(cx) {
        finding.refused();
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
        tester.fires(&policy(r#"["ARN:aws:s3:::films"," arn:aws:s3:::films"]"#), &["ARN", " arn"]);
        assert!(tester.findings(&policy(r#""ARN:aws:s3:::films""#))[0].refused);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#"["*","arn:aws:s3:::films","films"]"#));
    }
}
