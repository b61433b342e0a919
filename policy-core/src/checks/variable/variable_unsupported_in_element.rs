use crate::PolicyType;
use crate::checks::{Context, Reporter};
use crate::document::{Piece, PrincipalBlock, PrincipalForm, Text, pieces};
use crate::lean::Lean as _;

check! {
    /// ## What it does
    /// Reports `${` in places where policy variables do not work: `Action`, `NotAction`, `Principal`, `NotPrincipal`, `Sid`, and the
    /// keys of conditions. They work in `Resource`, `NotResource`, and the values of conditions.
    ///
    /// ## Why
    /// IAM takes the text as it stands, so it matches nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:${aws:PrincipalTag/level}",
    ///         "Resource": "*"
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
    ///         "Resource": "arn:aws:s3:::films/${aws:PrincipalTag/level}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    VARIABLE_UNSUPPORTED_IN_ELEMENT: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    if !cx.may_hold_variables() {
        return;
    }
    for statement in &cx.document.statements {
        let actions = statement.action_blocks().flat(|block| block.entries.iter().map(|entry| (block.element, entry)));
        for (element, action) in actions {
            if !action.text.has_hole() {
                continue;
            }
            // More than one colon IAM refuses, and a vendor with such characters.
            let is_refused =
                action.text.split(':').count() != 2 || action.service().is_some_and(|prefix| prefix.contains('$'));
            report(&action.text, element, is_refused && cx.policy_type() != PolicyType::Resource, out);
        }
        for block in statement.principal_blocks() {
            principals(block, out);
        }
        if let Some(sid) = &statement.sid {
            report(sid, "Sid", false, out);
        }
        for condition in statement.conditions() {
            report(&condition.key, "a condition key", false, out);
        }
    }
}

fn principals(block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    match &block.form {
        PrincipalForm::Text(text) => report(text, block.element, false, out),
        PrincipalForm::Map(members) => {
            for text in members.iter().flat(|member| &member.values) {
                report(text, block.element, false, out);
            }
        }
        PrincipalForm::Other => {}
    }
}

fn report(text: &Text<'_>, element: &str, is_refused: bool, out: &mut Reporter<'_>) {
    if !text.has_hole() {
        return;
    }
    for piece in pieces(text) {
        let range = match piece {
            Piece::Literal(..) => continue,
            Piece::Escape(_, range) | Piece::Unclosed(range) => range,
            Piece::Variable(variable) => variable.range,
        };
        let place = if element.contains(' ') { element.to_owned() } else { format!("`{element}`") };
        let variable = text.get(range.clone()).unwrap_or_default();
        let finding = out.report(text.fragment(range), format!("`{variable}` is not replaced in {place}"));
        finding.help("variables work in `Resource`, `NotResource`, and the values of conditions");
        if is_refused {
            finding.refused();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        let text = r#"{"Statement":{"Action":["s3:${x}","s3:Get"],"Principal":{"AWS":"a${aws:userid}"},"Sid":"${*}"}}"#;
        tester.fires(text, &["${x}", "${aws:userid}", "${*}"]);
        tester.fires(r#"{"Statement":{"NotAction":"s3:${","NotPrincipal":"${a}"}}"#, &["${", "${a}"]);
        let text = r#"{"Statement":{"Condition":{"StringEquals":{"aws:ResourceTag/${aws:PrincipalTag/x}":"y"}}}}"#;
        tester.fires(text, &["${aws:PrincipalTag/x}"]);
    }

    #[test]
    fn knows_what_is_refused() {
        let refused = |action: &str, policy_type| {
            let text = format!(r#"{{"Statement":{{"Action":"{action}"}}}}"#);
            Tester::of(&CHECK, policy_type).findings(&text)[0].refused
        };
        assert!(refused("s3:${aws:username}", PolicyType::Identity));
        assert!(refused("${service}:Get", PolicyType::Identity));
        assert!(!refused("s3:${x}", PolicyType::Identity));
        assert!(!refused("s3:${aws:username}", PolicyType::Resource));
    }

    #[test]
    fn stays_quiet() {
        let text =
            r#"{"Statement":{"Action":"s3:*","Resource":"${x}","Condition":{"StringLike":{"a":"${x}"}},"Sid":"$"}}"#;
        Tester::identity(&CHECK).quiet(text);
    }
}
