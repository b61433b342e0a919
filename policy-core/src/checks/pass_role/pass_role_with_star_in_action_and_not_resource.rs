use super::family::{self, By, On, PASS_ROLE};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports actions with wildcards that include `iam:PassRole`, such as `iam:*`, together with `NotResource`.
    ///
    /// ## Why
    /// `NotResource` grants every role that it does not list, those of tomorrow included, and so the permissions of all of
    /// them. List the roles that may be passed. The wildcard grants this in passing, where few readers look for it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:Pass*",
    ///     "NotResource": "arn:aws:iam::123456789012:role/Personalize"
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
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: SecurityWarning, Aws, IDENTITY;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    family::check(cx, statement, (&PASS_ROLE, By::Pattern, On::NotResource), out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/Personalize"]}}"#,
            &[r#""*""#, r#""IAM:*""#, r#"["arn:aws:iam::123456789012:role/Personalize"]"#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/Personalize"],"Condition":{"StringEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}}}"#,
            &[r#""*""#, r#""IAM:*""#, r#"["arn:aws:iam::123456789012:role/Personalize"]"#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(
            r#"{"Statement":{"Effect":"Deny","Action":["*","s3:*","IAM:*"],"NotResource":["arn:aws:iam::123456789012:role/Personalize"]}}"#,
        );
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":"personalize:*","NotResource":["arn:aws:iam::123456789012:role/Personalize"]}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":["*","s3:*","IAM:*"],"Resource":"*"}}"#);
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["iam:*","iam:PassRole"],"NotResource":["arn:aws:iam::123456789012:role/Personalize"]}}"#,
        );
    }
}
