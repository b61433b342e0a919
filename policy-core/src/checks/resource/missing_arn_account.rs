use super::entry::{self, Slot};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs without an account although the ARNs of such resources have one.
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
    ///         "Resource": "arn:aws:personalize:us-east-1::campaign/films"
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
    MISSING_ARN_ACCOUNT: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    entry::missing(cx, (resource, arn), Slot::Account, out);
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
        tester.fires(&policy(r#"["arn:aws:sqs:us-east-1::x","arn:aws:iam:::role/x"]"#), &["::", "::"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3:::films","arn:aws:sqs:us-east-1:*:x","arn:aws:iam::aws:policy/x"]"#));
        tester.quiet(&policy(r#"["arn:aws:ssm:*::document/AWS-RunShellScript","arn:aws:ssm:*::parameter/aws/service/*","arn:aws:kms:*::*"]"#));
        tester.quiet(&policy(r#"["arn:aws:personalize:::recipe/x","arn:aws:nothing:::x"]"#));
    }
}
