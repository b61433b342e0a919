use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalForm, Statement};

check! {
    /// ## What it does
    /// Reports `NotPrincipal` in resource control policies, and a `Principal` other than the string `"*"`.
    ///
    /// ## Why
    /// A resource control policy is about every caller; whom it spares is said by its condition. Organizations refuses other
    /// principals.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Deny",
    ///         "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
    ///         "Action": "s3:DeleteObject",
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
    ///         "Effect": "Deny",
    ///         "Principal": "*",
    ///         "Action": "s3:DeleteObject",
    ///         "Resource": "*",
    ///         "Condition": {
    ///             "StringEquals": { "aws:PrincipalAccount": "123456789012" },
    ///             "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
    ///         }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "RCP syntax".
    RCP_SYNTAX_ERROR_PRINCIPAL: Error, Aws, RCP;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    if block.element == "NotPrincipal" {
        out.report(block.name_span, "a resource control policy takes no `NotPrincipal`")
            .refused()
            .help("write `\"Principal\": \"*\"`, and spare callers with a `Condition`");
        return;
    }
    if block.is_star() || matches!(block.form, PrincipalForm::Other) {
        return;
    }
    let finding = out.report(block.span, "the `Principal` of a resource control policy is `\"*\"`");
    finding.help("write `\"Principal\": \"*\"`, and spare callers with a `Condition`");
    if block.is_everyone() && block.members().len() == 1 {
        finding.fix("write `\"*\"`", vec![Edit::replace(block.span, "\"*\"")]);
    } else {
        finding.refused();
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_what_is_wrong() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        tester.fires(r#"{"Statement": {"NotPrincipal": "*"}}"#, &[r#""NotPrincipal""#]);
        tester.fires(r#"{"Statement": {"Principal": "123456789012"}}"#, &[r#""123456789012""#]);
        tester.fires(r#"{"Statement": {"Principal": {"AWS": "*"}}}"#, &[r#"{"AWS": "*"}"#]);
        tester.fires(r#"{"Statement": {"Principal": {}}}"#, &["{}"]);
        tester.quiet(r#"{"Statement": [{"Principal": "*"}, {"Principal": []}, {}]}"#);
    }

    #[test]
    fn one_spelling_of_everyone_is_not_known_to_be_refused() {
        let refused = |principal: &str| {
            let text = format!(r#"{{"Statement": {{"Principal": {principal}}}}}"#);
            Tester::of(&super::CHECK, PolicyType::Rcp).findings(&text)[0].refused
        };
        assert!(!refused(r#"{"AWS": "*"}"#));
        assert!(refused(r#"{"AWS": "*", "Service": "s3.amazonaws.com"}"#));
        assert!(refused(r#"{"AWS": "123456789012"}"#));
    }
}
