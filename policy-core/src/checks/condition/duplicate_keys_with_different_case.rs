use super::keys;
use crate::checks::{Context, Reporter};
use crate::document::Statement;
use crate::lean::{self, Lean as _};
check! {
    /// ## What it does
    /// Reports two keys under one operator that differ in upper and lower case only.
    ///
    /// ## Why
    /// The names of condition keys are not case-sensitive, so that both stand for the same key and one of them gets
    /// lost.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/Team": "films", "aws:resourceTag/team": "music" } }
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
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/Team": ["films", "music"] } }
    ///   }]
    /// }
    /// ```
    DUPLICATE_KEYS_WITH_DIFFERENT_CASE: Error, Aws, ALL;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    for block in statement.condition.iter().flat(|condition| &condition.operators) {
        if block.conditions.len() < 2 {
            continue;
        }
        let mut keys: Vec<_> = block.conditions.iter().map(|condition| &condition.key).list();
        // A stable sort: of equal keys the first in the text comes first.
        lean::sort(&mut keys, |a, b| keys::compare(a, b));
        for group in keys.chunk_by(|a, b| a.eq_ignore_ascii_case(b)) {
            let Some((first, others)) = group.split_first() else { continue };
            for other in others {
                out.report(other.span(), format!("`{other}` and `{first}` are the same key"))
                    .label(first.span(), "first here")
                    .help("merge their values under one spelling");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let three =
            r#"{ "StringLike": { "aws:UserId": "x", "aws:username": "y", "aws:userid": "x", "AWS:USERID": "z" } }"#;
        tester.fires(&allow(three), &["\"aws:userid\"", "\"AWS:USERID\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringLike": { "aws:userid": "x" }, "StringEquals": { "aws:UserId": "x" } }"#));
        tester.quiet(&allow(r#"{ "StringLike": { "aws:RequestTag/a": "x", "aws:RequestTag/b": "x" } }"#));
    }
}
