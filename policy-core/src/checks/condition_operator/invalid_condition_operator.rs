use super::rename;
use crate::catalog::nearest;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports a member of `Condition` whose name is no condition operator.
    ///
    /// ## Why
    /// IAM refuses the document. Operators are case-sensitive; an operator may begin with `ForAllValues:` or
    /// `ForAnyValue:` and end in `IfExists`, nothing else.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEqual": { "aws:RequestedRegion": "us-east-1" } }
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
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    INVALID_CONDITION_OPERATOR: Error, Aws, ALL;
    Conditions(check)
}

/// IAM refuses an unknown operator unless there is nothing under it.
fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    for block in statement.condition.iter().flat(|condition| &condition.operators) {
        if block.operator.is_some() {
            continue;
        }
        let finding = out.report(block.name.span(), format!("`{}` is not a condition operator", block.name));
        if !block.conditions.is_empty() {
            finding.refused();
        }
        let Some(meant) = suggest(&block.name) else { continue };
        finding.help(format!("did you mean `{meant}`?"));
        let Some(edit) = rename::edit(statement, block, &meant) else { continue };
        let title = format!("write `{meant}`");
        if meant.eq_ignore_ascii_case(&block.name) {
            finding.fix(title, vec![edit]);
        } else {
            finding.unsafe_fix(title, vec![edit]);
        }
    }
}

/// The operator that `name` was probably meant to be: set operator, operator and suffix are each put right.
fn suggest(name: &str) -> Option<String> {
    let (set, rest) = match name.split_once(':') {
        Some((set, rest)) => (Some(nearest(set, ["ForAllValues", "ForAnyValue"].into_iter())?), rest),
        None => (None, name),
    };
    let cut = rest.len().saturating_sub(SUFFIX.len());
    let (base, if_exists) = match rest.split_at_checked(cut) {
        Some((base, end)) if end.eq_ignore_ascii_case(SUFFIX) => (base, true),
        _ => (rest, false),
    };
    let base = nearest(base, BaseOperator::ALL.iter().map(|base| base.as_str()))?;
    let (set, colon) = set.map_or(("", ""), |set| (set, ":"));
    Some(format!("{set}{colon}{base}{}", if if_exists { SUFFIX } else { "" }))
}

const SUFFIX: &str = "IfExists";

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for (written, meant) in [
            ("stringequals", "StringEquals"),
            ("StringEqual", "StringEquals"),
            ("ForAnyValues:StringLike", "ForAnyValue:StringLike"),
            ("StringLikeIfexists", "StringLikeIfExists"),
            ("foranyvalue:stringlikeifexists", "ForAnyValue:StringLikeIfExists"),
            ("IPAddress", "IpAddress"),
        ] {
            let document = allow(&format!(r#"{{ "{written}": {{ "aws:userid": "x" }} }}"#));
            tester.fires(&document, &[&format!("\"{written}\"")]);
            let finding = &tester.findings(&document)[0];
            assert_eq!(finding.help.as_deref(), Some(&*format!("did you mean `{meant}`?")));
            assert!(finding.refused);
        }
        tester.fires(&allow(r#"{ "Contains": { "aws:userid": "x" } }"#), &["\"Contains\""]);
        let empty = allow(r#"{ "": {} }"#);
        tester.fires(&empty, &["\"\""]);
        assert!(!tester.findings(&empty)[0].refused);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "ForAllValues:StringNotLikeIfExists": { "aws:TagKeys": "x" }, "NullIfExists": {} }"#));
    }
}
