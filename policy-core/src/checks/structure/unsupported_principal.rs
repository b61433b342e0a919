use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, Statement};

check! {
    /// ## What it does
    /// Reports `Principal` and `NotPrincipal` in identity policies, session policies and permissions boundaries.
    ///
    /// ## Why
    /// Such a policy is about whom it is attached to; IAM refuses a document that names someone else.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "arn:aws:iam::123456789012:role/Analyst" },
    ///         "Action": "personalize:ListSolutions",
    ///         "Resource": "*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal".
    UNSUPPORTED_PRINCIPAL: Error, Aws, IDENTITY, refused;
    Principal(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    let element = block.element;
    let finding =
        out.report(block.name_span, format!("`{element}` cannot stand in a policy that is attached to someone"));
    finding.help(if statement.resource_blocks().next().is_none() {
        "a role's trust policy and a resource's policy have one; check this policy as what it is"
    } else {
        "leave it out, and attach the policy to the user, group or role that it is meant for"
    });
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_name() {
        let text = r#"{"Statement": {"Principal": "*", "NotPrincipal": {"AWS": []}}}"#;
        for kind in [PolicyType::Identity, PolicyType::Session, PolicyType::Boundary] {
            Tester::of(&super::CHECK, kind).fires(text, &[r#""Principal""#, r#""NotPrincipal""#]);
        }
        for kind in [PolicyType::Resource, PolicyType::Trust, PolicyType::Scp, PolicyType::Rcp] {
            Tester::of(&super::CHECK, kind).quiet(text);
        }
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": {"principal": "*"}}"#);
    }
}
