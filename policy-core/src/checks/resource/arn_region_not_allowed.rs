use super::entry::{self, Slot};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs with a region although the ARNs of such resources have none.
    ///
    /// ## Why
    /// The names of buckets, roles and hosted zones are known in all regions, and their ARNs leave the field empty. With a region the
    /// ARN names nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:us-east-1::films/*"
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
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    ARN_REGION_NOT_ALLOWED: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    entry::not_allowed(cx, (resource, arn), Slot::Region, out);
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
            &policy(r#"["arn:aws:s3:us-east-1::films","arn:aws:iam:eu-*:123456789012:role/x"]"#),
            &["us-east-1", "eu-*"],
        );
        tester.fires(&policy(r#""arn:aws:personalize:us-east-1::recipe/x""#), &["us-east-1"]);
        let findings =
            tester.findings(&policy(r#"["arn:aws:iam:us-east-1:123456789012:role/x","arn:aws:s3:us-east-1::films"]"#));
        assert!(findings.iter().all(|finding| finding.refused));
        assert_eq!(findings[1].help.as_deref(), Some("leave it empty: `arn:aws:s3:::films`"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3:*::films","arn:aws:s3:us-east-1:123456789012:accesspoint/x"]"#));
        tester.quiet(&policy(r#"["arn:aws:s3:us-east-1:*:*","arn:aws:sqs:us-east-1:*:x","arn:aws:S3:us-east-1::x"]"#));
    }
}
