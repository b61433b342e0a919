use super::elements;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements with neither `Principal` nor `NotPrincipal` in policies that say who they are about: resource
    /// policies, role trust policies, resource control policies.
    ///
    /// ## Why
    /// Such a policy is attached to no one, so each statement has to say whom it means. AWS refuses the document.
    ///
    /// ## Example
    /// ```json trust
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "Service": "personalize.amazonaws.com" },
    ///         "Action": "sts:AssumeRole",
    ///         "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal".
    MISSING_PRINCIPAL: Error, Aws, RESOURCE_TRUST_RCP, refused;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if statement.principal_blocks().next().is_none() && elements::is_whole(cx.document, statement.span) {
        out.report(statement.span, "this statement has no `Principal`")
            .help("say whom it is about: `\"Principal\": { \"AWS\": … }` or `\"Principal\": { \"Service\": … }`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn presence_is_enough() {
        for kind in [PolicyType::Resource, PolicyType::Trust, PolicyType::Rcp] {
            let tester = Tester::of(&super::CHECK, kind);
            tester.fires(r#"{"Statement": [{"Principal": "*"}, {"Sid": "a"}]}"#, &[r#"{"Sid": "a"}"#]);
            tester.quiet(r#"{"Statement": [{"Principal": {}}, {"NotPrincipal": "*"}, {"Principal": null}]}"#);
            tester.quiet(r#"{"Statement": [{"Effect": "Allow" "#);
        }
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": {}}"#);
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(r#"{"Statement": {}}"#);
    }
}
