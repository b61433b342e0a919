use super::family::{self, By, CREATE_SLR, On};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports actions with wildcards that include `iam:CreateServiceLinkedRole`, such as `iam:*`, together with
    /// `NotResource`.
    ///
    /// ## Why
    /// `NotResource` covers the service-linked role of every service that it does not list, those of tomorrow included.
    /// List the roles that may be created. The wildcard grants this in passing, where few readers look for it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:Create*",
    ///     "NotResource": "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:CreateServiceLinkedRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    ///     "Condition": { "StringEquals": { "iam:AWSServiceName": "ecs.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Create a service-linked role"
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Warning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&CREATE_SLR, By::Pattern, On::NotResource), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]}}"#,
            &[r#""*""#, r#""IAM:*""#, r#"["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]"#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"],"Condition":{"StringEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#""*""#, r#""IAM:*""#, r#"["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]"#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(
            r#"{"Statement":{"Effect":"Deny","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","NotResource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["iam:*","iam:CreateServiceLinkedRole"],"NotResource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"]}}"#,
        );
    }
}
