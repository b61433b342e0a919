use super::{exclusive, keys};
use crate::checks::{Context, Reporter};
use crate::document::Statement;
use crate::lean::{self, Lean as _};
check! {
    /// ## What it does
    /// Reports two tests of one key in one `Condition` that no request can pass both: `Null` says that the key is not
    /// there and another test wants a value, two lists of values have none in common, or two bounds leave nothing
    /// between them.
    ///
    /// ## Why
    /// All tests of a `Condition` must hold, so that the statement never has any effect.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": {
    ///       "StringEquals": { "aws:PrincipalTag/team": "films" },
    ///       "StringLike": { "aws:PrincipalTag/team": "music-*" }
    ///     }
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
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "aws:PrincipalTag/team": ["films", "music-*"] } }
    ///   }]
    /// }
    /// ```
    CONTRADICTING_CONDITIONS: Warning, Own, ALL;
    Conditions(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if statement.tests().nth(1).is_none() {
        return;
    }
    let mut tests: Vec<_> = statement.tests().filter(|test| test.operator().is_some()).list();
    if tests.len() < 2 {
        return;
    }
    lean::sort(&mut tests, |a, b| keys::compare(&a.condition.key, &b.condition.key));
    for group in tests.chunk_by(|a, b| a.condition.is_key(&b.condition.key)) {
        let several = || group.first().and_then(|test| cx.key(test.condition).multivalued()) == Some(true);
        if group.len() < 2 || several() {
            continue;
        }
        for (at, later) in group.iter().enumerate() {
            let earlier = group.iter().take(at).find(|earlier| exclusive::are_exclusive(**earlier, *later));
            if let Some(earlier) = earlier {
                let (key, name) = (&later.condition.key, &later.block.name);
                let message = format!("no `{key}` passes both `{}` and `{name}`", earlier.block.name);
                out.report(key.span(), message)
                    .label(earlier.condition.key.span(), "the other test")
                    .help("all tests of a `Condition` must hold: merge the values under one operator, or write two statements");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[track_caller]
    fn contradict(condition: &str) {
        let findings = Tester::identity(&super::CHECK).findings(&allow(condition));
        assert_eq!(findings.len(), 1, "{condition}");
    }

    #[test]
    fn fires() {
        contradict(
            r#"{ "Null": { "aws:username": "true" }, "StringNotLike": {}, "StringLike": { "aws:UserName": "a*" } }"#,
        );
        contradict(
            r#"{ "StringEquals": { "aws:username": ["a", "b"] }, "StringEqualsIfExists": { "aws:username": "c" } }"#,
        );
        contradict(
            r#"{ "StringEquals": { "aws:username": ["a", "b"] }, "StringNotEquals": { "aws:username": ["b", "a"] } }"#,
        );
        contradict(r#"{ "StringEquals": { "aws:username": "ab" }, "StringNotLike": { "aws:username": "a*" } }"#);
        contradict(
            r#"{ "Bool": { "aws:SecureTransport": "true" }, "BoolIfExists": { "aws:SecureTransport": false } }"#,
        );
        contradict(
            r#"{ "NumericLessThan": { "s3:max-keys": "5" }, "NumericGreaterThanEquals": { "s3:max-keys": [5, 7] } }"#,
        );
        contradict(
            r#"{ "NumericEquals": { "s3:max-keys": ["5", "6"] }, "NumericGreaterThan": { "s3:max-keys": "6.5" } }"#,
        );
        contradict(
            r#"{ "DateLessThan": { "aws:CurrentTime": "2024-01-01" }, "DateGreaterThan": { "aws:CurrentTime": "2024-06" } }"#,
        );
        contradict(
            r#"{ "IpAddress": { "aws:SourceIp": "203.0.113.9" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }"#,
        );
        contradict(
            r#"{ "ArnLike": { "aws:SourceArn": "arn:aws:s3:::a" }, "StringLike": { "aws:SourceArn": "arn:aws:s3:::b*" } }"#,
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "Null": { "aws:username": "false" }, "StringLike": { "aws:username": "a*" } }"#,
            r#"{ "Null": { "aws:username": "true" }, "StringNotEquals": { "aws:username": "a" } }"#,
            r#"{ "Null": { "aws:username": "true" }, "StringEqualsIfExists": { "aws:username": "a" } }"#,
            r#"{ "StringEquals": { "aws:username": ["a", "b"] }, "StringLike": { "aws:username": "b*" } }"#,
            r#"{ "StringEquals": { "aws:username": "A" }, "StringEqualsIgnoreCase": { "aws:username": "a" } }"#,
            r#"{ "StringEqualsIfExists": { "aws:username": "a" }, "StringLikeIfExists": { "aws:username": "b" } }"#,
            r#"{ "StringEquals": { "aws:username": "${aws:userid}" }, "StringLike": { "aws:username": "b" } }"#,
            r#"{ "ForAnyValue:StringEquals": { "aws:TagKeys": "a" }, "ForAllValues:StringEquals": { "aws:TagKeys": "b" } }"#,
            r#"{ "NumericLessThan": { "s3:max-keys": "7" }, "NumericGreaterThan": { "s3:max-keys": "5" } }"#,
            r#"{ "DateLessThan": { "aws:CurrentTime": "2025" }, "DateGreaterThan": { "aws:CurrentTime": "2024" } }"#,
            r#"{ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "NotIpAddress": { "aws:SourceIp": "203.0.113.9" } }"#,
            r#"{ "StringEquals": { "aws:username": "a" }, "StringNotEquals": { "aws:userid": "a" } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
