use super::entry;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs whose service field has capital letters and is a service in small ones.
    ///
    /// ## Why
    /// Unlike the prefixes of actions, ARNs are compared letter by letter: `arn:aws:S3:::films` is no bucket.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:S3:::films/*"
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
    INVALID_ARN_SERVICE_CASE: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    if !arn.service.bytes().any(|byte| byte.is_ascii_uppercase()) || !cx.catalog.is_known_arn_service(arn.service) {
        return;
    }
    let lower = arn.service.to_ascii_lowercase();
    out.report(entry::place(resource, arn.service), format!("`{}` has capital letters", arn.service))
        .help(format!("write `{lower}`; ARNs are compared letter by letter"))
        .unsafe_fix("use small letters", vec![Edit::replace(resource.text.fragment_of(arn.service), lower)]);
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
        tester.fires(&policy(r#"["arn:aws:S3:::films","arn:aws:DynamoDB:*:*:table/x"]"#), &["S3", "DynamoDB"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#"["*","arn:aws:s3:::FILMS","arn:aws:Nothing:::x"]"#));
    }
}
