use super::entry::{self, Slot};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs with an account although the ARNs of such resources have none.
    ///
    /// ## Why
    /// The names of buckets are unique over all accounts, and recipes of Amazon Personalize are AWS's own; their ARNs leave the field
    /// empty. With an account the ARN names nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:DescribeRecipe",
    ///         "Resource": "arn:aws:personalize::123456789012:recipe/aws-sims"
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
    ///         "Action": "personalize:DescribeRecipe",
    ///         "Resource": "arn:aws:personalize:::recipe/aws-sims"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    ARN_ACCOUNT_NOT_ALLOWED: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    entry::not_allowed(cx, (resource, arn), Slot::Account, out);
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
            &policy(r#"["arn:aws:s3::123456789012:films/*","arn:aws:s3::${aws:PrincipalAccount}:films"]"#),
            &["123456789012", "${aws:PrincipalAccount}"],
        );
        tester.fires(&policy(r#""arn:aws:personalize::123456789012:recipe/x""#), &["123456789012"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3::*:films","arn:aws:s3:us-east-1:123456789012:accesspoint/x"]"#));
        tester.quiet(&policy(
            r#"["arn:aws:personalize:us-east-1:123456789012:campaign/x","arn:aws:s3::123456789012:*"]"#,
        ));
    }
}
