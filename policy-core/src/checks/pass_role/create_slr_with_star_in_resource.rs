use super::family::{self, By, CREATE_SLR, On};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `iam:CreateServiceLinkedRole` for roles that the statement does not name, where no condition on
    /// `iam:AWSServiceName` says of which service.
    ///
    /// ## Why
    /// A service-linked role gives a service permissions in the account. Who may create any of them can connect any service
    /// to it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:CreateServiceLinkedRole",
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
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:AWSServiceName": "ecs.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Create a service-linked role"
    CREATE_SLR_WITH_STAR_IN_RESOURCE: Warning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&CREATE_SLR, By::Name, On::Star), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*"}}"#,
            &[r#""IAM:cREATEsERVICElINKEDrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":["arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS","arn:aws:iam::*:role/*"]}}"#,
            &[r#""IAM:cREATEsERVICElINKEDrOLE""#, r#""arn:aws:iam::*:role/*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*","Condition":{"StringEqualsIfExists":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#""IAM:cREATEsERVICElINKEDrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*","Condition":{"StringNotEquals":{"iam:AWSServiceName":"ecs.amazonaws.com"}}}}"#,
            &[r#""IAM:cREATEsERVICElINKEDrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*","Condition":{"StringLike":{"iam:AWSServiceName":["ecs.amazonaws.com","*.amazonaws.com"]}}}}"#,
            &[r#""IAM:cREATEsERVICElINKEDrOLE""#, r#""*""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester
            .quiet(r#"{"Statement":{"Effect":"Deny","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"*","Condition":{"StringEquals":{"iam:awsservicename":"ecs.amazonaws.com"}}}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"Resource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:cREATEsERVICElINKEDrOLE"],"NotResource":"arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}}"#);
    }
}
