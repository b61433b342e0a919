use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `NotAction` in resource control policies.
    ///
    /// ## Why
    /// Organizations refuses the document: a resource control policy names the actions it denies.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "RCP syntax".
    RCP_SYNTAX_ERROR_NOTACTION: Error, Aws, RCP, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if let Some(block) = &statement.not_action {
        out.report(block.name_span, "a resource control policy takes no `NotAction`")
            .help("name what is denied in `Action`; the wildcard in `\"s3:Put*\"` may help");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_name() {
        let text = r#"{"Statement": [{"NotAction": "s3:*"}, {"Action": "s3:*"}, {"NotAction": []}]}"#;
        Tester::of(&super::CHECK, PolicyType::Rcp).fires(text, &[r#""NotAction""#, r#""NotAction""#]);
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(text);
    }
}
