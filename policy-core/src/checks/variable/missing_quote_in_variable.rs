use super::places;
use crate::Edit;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports policy variables whose default value does not stand in single quotes.
    ///
    /// ## Why
    /// The form is `${key, 'default'}`. Without both quotes there is no default, and the variable does not work.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:PrincipalTag/team, none}/*"
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
    ///         "Resource": "arn:aws:s3:::films/${aws:PrincipalTag/team, 'none'}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    MISSING_QUOTE_IN_VARIABLE: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_variable(cx, |text, variable| {
        let Some(default) = variable.default.map(str::trim) else { return };
        let is_quoted = default.len() >= 2 && default.starts_with('\'') && default.ends_with('\'');
        if is_quoted || variable.body.contains("${") {
            return;
        }
        let quoted = format!("'{}'", default.trim_matches(['\'', '`', '"']));
        let message = match default {
            "" => "the default value is missing".to_owned(),
            default => format!("the default value `{default}` is not in single quotes"),
        };
        let part = if default.is_empty() { text.fragment(variable.range.clone()) } else { text.fragment_of(default) };
        let finding = out.report(part, message);
        finding.help(format!("write `${{{}, {quoted}}}`", variable.key.trim()));
        if !default.is_empty() {
            finding.unsafe_fix("put it in single quotes", vec![Edit::replace(part, quoted)]);
        }
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
        tester
            .fires(&policy(r#""${x, none}/${x,'none}""#, r#"["${x,}", "${x, '}"]"#), &["none", "'none", "${x,}", "'"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#""${x}${x,'a, b'}${x, '' }${*}""#, r#""${x, 'none'}""#));
    }
}
