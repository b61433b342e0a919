use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Effect, OperatorFamily, Statement};
check! {
    /// ## What it does
    /// Reports `s3:prefix` where it lists what may not be seen: under a positive operator in a statement that denies,
    /// or under a negated one in a statement that allows.
    ///
    /// ## Why
    /// A request may list a bucket with a shorter prefix, or with none, and sees the excluded keys among the others.
    /// Only a list of what may be seen holds.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Deny",
    ///     "Action": "s3:ListBucket",
    ///     "Resource": "arn:aws:s3:::films",
    ///     "Condition": { "StringEquals": { "s3:prefix": "secret/" } }
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
    ///     "Action": "s3:ListBucket",
    ///     "Resource": "arn:aws:s3:::films",
    ///     "Condition": { "StringLike": { "s3:prefix": "public/*" } }
    ///   }]
    /// }
    /// ```
    S3_PREFIX_IN_NEGATIVE_CONTEXT: SecurityWarning, Aws, ALL_BUT_TRUST;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key("s3:prefix") {
        return;
    }
    let Some(operator) = test.operator() else { return };
    if operator.base.family() != OperatorFamily::String {
        return;
    }
    let (excludes, help) = match statement.effect() {
        Some(Effect::Deny) => {
            (!operator.base.is_negated(), "deny with `StringNotLike` and the prefixes that may be listed")
        }
        Some(Effect::Allow) => {
            (operator.base.is_negated(), "allow with `StringLike` and the prefixes that may be listed")
        }
        None => return,
    };
    if excludes {
        out.report(test.condition.key.span(), "a request with a shorter `s3:prefix` lists what this excludes")
            .label(test.block.name.span(), "the operator")
            .help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let like = r#"{ "StringLikeIfExists": { "S3:Prefix": "a/*" } }"#;
        tester.fires(&statement("Deny", "s3:ListBucket", like), &["\"S3:Prefix\""]);
        let not_equals = r#"{ "StringNotEquals": { "s3:prefix": "a/" } }"#;
        tester.fires(&statement("Allow", "s3:ListBucket", not_equals), &["\"s3:prefix\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&statement("Allow", "s3:ListBucket", r#"{ "StringEquals": { "s3:prefix": "a/" } }"#));
        tester.quiet(&statement("Deny", "s3:ListBucket", r#"{ "StringNotLike": { "s3:prefix": "a/*" } }"#));
        tester.quiet(&statement("Deny", "s3:ListBucket", r#"{ "Null": { "s3:prefix": "true" } }"#));
    }
}
