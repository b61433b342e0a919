use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, Statement};

check! {
    /// ## What it does
    /// Reports `Principal` and `NotPrincipal` in service control policies.
    ///
    /// ## Why
    /// Organizations refuses the document: a service control policy is about every principal of the accounts it is attached
    /// to. To make exceptions, test `aws:PrincipalArn` or another key of the principal.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "personalize:*", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Deny",
    ///         "Action": "personalize:*",
    ///         "Resource": "*",
    ///         "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/Recommendations" } }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "SCP syntax".
    SCP_SYNTAX_ERROR_PRINCIPAL: Error, Aws, SCP, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    out.report(block.name_span, format!("a service control policy takes no `{}`", block.element))
        .help("leave it out; to spare someone, test `aws:PrincipalArn` in a `Condition`");
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_name() {
        let text = r#"{"Statement": [{"Principal": "*"}, {"NotPrincipal": {"AWS": "x"}}, {"Effect": "Deny"}]}"#;
        Tester::of(&super::CHECK, PolicyType::Scp).fires(text, &[r#""Principal""#, r#""NotPrincipal""#]);
        Tester::of(&super::CHECK, PolicyType::Rcp).quiet(text);
        Tester::identity(&super::CHECK).quiet(text);
    }
}
