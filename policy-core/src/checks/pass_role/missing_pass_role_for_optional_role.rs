use super::missing::{self, Role};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports actions whose request may hand a role to a service, in a document that allows `iam:PassRole` for no such service.
    /// It looks at services that start and create most things with a role, and not at entries with wildcards.
    ///
    /// ## Why
    /// Without `iam:PassRole` the request works only as long as it names no role. A dataset group of Amazon Personalize that is
    /// encrypted with a KMS key, for instance, needs one.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "personalize:CreateDatasetGroup", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:CreateDatasetGroup",
    ///     "Resource": "*"
    ///   }, {
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    MISSING_PASS_ROLE_FOR_OPTIONAL_ROLE: Suggestion, Own, IDENTITY;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    missing::check(cx, Role::Optional, out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["personalize:CreateDatasetGroup","personalize:Get*"],"Resource":"*"}}"#,
            &[r#""personalize:CreateDatasetGroup""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for actions in [
            r#""personalize:CreateDatasetExportJob""#,
            r#""personalize:*""#,
            r#"["personalize:CreateDatasetGroup","iam:PassRole"]"#,
            r#"["personalize:CreateDatasetGroup","personalize:CreateDatasetExportJob"]"#,
            r#"["ec2:RunInstances","sns:CreateTopic"]"#,
        ] {
            tester.quiet(&format!(r#"{{"Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#));
        }
    }
}
