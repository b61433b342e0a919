use super::family::{self, By, CREATE_SLR, On};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports a `NotAction` that leaves `iam:CreateServiceLinkedRole` granted for roles that the statement does not name,
    /// where no condition on `iam:AWSServiceName` says of which service.
    ///
    /// ## Why
    /// A service-linked role gives a service permissions in the account. Who may create any of them can connect any service
    /// to it. `NotAction` grants this without a word of it in the policy.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "NotAction": "personalize:*",
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
    CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Warning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&CREATE_SLR, By::NotAction, On::Star), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"*"}}"#,
            &[r#"["s3:*"]"#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS","arn:aws:iam::*:role/*"]}}"#,
            &[r#"["s3:*"]"#, r#""arn:aws:iam::*:role/*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"*","Condition":{"StringEqualsIfExists":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#"["s3:*"]"#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"*","Condition":{"StringNotEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#"["s3:*"]"#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"*","Condition":{"StringLike":{"iam:AWSServiceName":["ecs.amazonaws.com","*.amazonaws.com"]}}}}"#,
            &[r#"["s3:*"]"#, r#""*""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(r#"{"Statement":{"Effect":"Deny","NotAction":["s3:*"],"Resource":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"*","Condition":{"StringEquals":{"iam:awsservicename":"ecs.amazonaws.com"}}}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"Resource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","NotAction":["s3:*"],"NotResource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","NotAction":"iam:Create*","Resource":"*"}}"#);
    }
}
