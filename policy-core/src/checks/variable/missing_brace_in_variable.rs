use super::places;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::Piece;

check! {
    /// ## What it does
    /// Reports a `${` that no `}` closes before the string ends or the next `${` begins.
    ///
    /// ## Why
    /// What was meant as a variable is plain text, so the string matches nothing that its author thought of.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:username/*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:username}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    MISSING_BRACE_IN_VARIABLE: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_piece(cx, |text, piece| {
        let range = match piece {
            Piece::Unclosed(range) => range.clone(),
            Piece::Variable(variable) => match variable.body.find("${") {
                Some(length) => variable.range.start..variable.range.start + 2 + length,
                None => return,
            },
            _ => return,
        };
        let whole = text.get(range.clone()).unwrap_or_default();
        let key = whole.get(2..).unwrap_or_default();
        let finding = out.report(text.fragment(range.clone()), format!("`{whole}` lacks a closing brace"));
        // A key ends before the next separator of a path, if it is not that of a tag.
        let is_tag = key.get(..key.find('/').unwrap_or(0)).is_some_and(|head| head.ends_with("Tag"));
        let end = if is_tag { None } else { key.find(['/', '*', '?', '$']) };
        let length = 2 + end.unwrap_or(key.len());
        let closed = format!("{}}}", whole.get(..length).unwrap_or(whole));
        let at = text.fragment(range.start + length..range.start + length);
        finding.help(format!("write `{closed}`")).unsafe_fix("close the variable", vec![Edit::replace(at, "}")]);
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resource: &str, value: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Resource":{resource},"Condition":{{"StringLike":{{"aws:x":{value}}}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        let text = policy(r#""a/${aws:username/*""#, r#"["${", "${aws:username/${aws:userid}"]"#);
        tester.fires(&text, &["${aws:username/*", "${", "${aws:username/"]);
        assert_eq!(tester.findings(&text)[0].help.as_deref(), Some("write `${aws:username}`"));
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#""${aws:username}${*}$""#, r#"[true, "{", "${x, '{'}"]"#));
    }
}
