use super::family::{self, By, On, PASS_ROLE};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `iam:PassRole` for roles that the statement does not name, where no condition on `iam:PassedToService` says
    /// which services may get them.
    ///
    /// ## Why
    /// Who may hand any role to any service has the permissions of every role in the account: a service does with the role
    /// what its user asks for. Name the roles, or the services that may get them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
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
    ///     "Action": "iam:PassRole",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    PASS_ROLE_WITH_STAR_IN_RESOURCE: SecurityWarning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&PASS_ROLE, By::Name, On::Star), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*"}}"#,
            &[r#""IAM:pASSrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":["arn:aws:iam::123456789012:role/Personalize","arn:aws:iam::*:role/*"]}}"#,
            &[r#""IAM:pASSrOLE""#, r#""arn:aws:iam::*:role/*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*","Condition":{"StringEqualsIfExists":{"iam:PassedToService":"personalize.amazonaws.com"}}}}"#,
            &[r#""IAM:pASSrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*","Condition":{"StringNotEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}}}"#,
            &[r#""IAM:pASSrOLE""#, r#""*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*","Condition":{"StringLike":{"iam:PassedToService":["personalize.amazonaws.com","*.amazonaws.com"]}}}}"#,
            &[r#""IAM:pASSrOLE""#, r#""*""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(r#"{"Statement":{"Effect":"Deny","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"*","Condition":{"StringEquals":{"iam:passedtoservice":"personalize.amazonaws.com"}}}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"Resource":"arn:aws:iam::123456789012:role/Personalize"}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","IAM:pASSrOLE"],"NotResource":"arn:aws:iam::123456789012:role/Personalize"}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}}"#);
    }
}
