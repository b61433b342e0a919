use super::family::{self, By, CREATE_SLR, On};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports actions with wildcards that include `iam:CreateServiceLinkedRole`, such as `iam:*`, for roles that the
    /// statement does not name, where no condition on `iam:AWSServiceName` says of which service.
    ///
    /// ## Why
    /// A service-linked role gives a service permissions in the account. Who may create any of them can connect any service
    /// to it. The wildcard grants this in passing, where few readers look for it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:Create*",
    ///     "Resource": "*"
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
    CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: Warning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&CREATE_SLR, By::Pattern, On::Star), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*"}}"#,
            &[r#""*""#, r#""IAM:*""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS","arn:aws:iam::*:role/*"]}}"#,
            &[r#""*""#, r#""IAM:*""#, r#""arn:aws:iam::*:role/*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*","Condition":{"StringEqualsIfExists":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#""*""#, r#""IAM:*""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*","Condition":{"StringNotEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#""*""#, r#""IAM:*""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*","Condition":{"StringLike":{"iam:AWSServiceName":["ecs.amazonaws.com","*.amazonaws.com"]}}}}"#,
            &[r#""*""#, r#""IAM:*""#, r#""*""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(r#"{"Statement":{"Effect":"Deny","Action":["*","s3:*","IAM:*"],"Resource":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*","Condition":{"StringEquals":{"iam:awsservicename":"ecs.amazonaws.com"}}}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"NotResource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["iam:*","iam:CreateServiceLinkedRole"],"Resource":"*"}}"#,
        );
    }
}
