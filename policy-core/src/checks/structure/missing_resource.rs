use super::elements;
use crate::PolicyType;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements with neither `Resource` nor `NotResource`, in every policy but a role's trust policy.
    ///
    /// ## Why
    /// IAM refuses the document. A trust policy is about the role it is part of and takes no `Resource`; if this is one,
    /// check it as one. The policies of repositories in ECR and of file systems in EFS need no `Resource` either.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions" }] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Resource".
    MISSING_RESOURCE: Error, Aws, ALL_BUT_TRUST;
    Statement(check)
}

/// Resources whose policies are about the resource that they are attached to, and need not name it ("Amazon ECR User Guide:
/// Private repository policy examples", "Amazon EFS User Guide: Resource-based policy examples").
const WITHOUT: [&str; 3] = ["AWS::ECR::PublicRepository", "AWS::ECR::Repository", "AWS::EFS::FileSystem"];

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if statement.resource_blocks().next().is_some() || !elements::is_whole(cx.document, statement.span) {
        return;
    }
    if cx.attached_to().is_some_and(|resource| WITHOUT.contains(&resource)) {
        return;
    }
    let finding = out.report(statement.span, "this statement has neither `Resource` nor `NotResource`");
    // Others may take policies without resources, too.
    if cx.policy_type() != PolicyType::Resource {
        finding.refused();
    }
    let names_principal = statement.principal_blocks().next().is_some();
    finding.help(if cx.policy_type() == PolicyType::Identity && names_principal {
        "with a `Principal` and no `Resource` this reads like a role's trust policy; check it as one"
    } else {
        "say which resources it is about: `\"Resource\": [ … ]`"
    });
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn presence_is_enough() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Resource": "*"}, {"Sid": "a"}]}"#, &[r#"{"Sid": "a"}"#]);
        tester.fires(r#"{"Statement": {"Principal": "*"}}"#, &[r#"{"Principal": "*"}"#]);
        tester.quiet(r#"{"Statement": [{"Resource": []}, {"NotResource": "*"}, {"Resource": null}]}"#);
        tester.quiet(r#"{"Statement": [{"Effect": "Allow" "#);
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(r#"{"Statement": {}}"#);
    }

    #[test]
    fn services_may_do_without() {
        let refused = |kind| Tester::of(&super::CHECK, kind).findings(r#"{"Statement": {}}"#)[0].refused;
        assert!(refused(PolicyType::Identity) && refused(PolicyType::Session) && refused(PolicyType::Scp));
        assert!(!refused(PolicyType::Resource));
        let of = |name| Tester::new(&super::CHECK, crate::Options::new(PolicyType::Resource).resource_type(name));
        of("AWS::ECR::Repository").quiet(r#"{"Statement": {"Principal": "*"}}"#);
        of("AWS::S3::Bucket").fires(r#"{"Statement": {"Principal": "*"}}"#, &[r#"{"Principal": "*"}"#]);
    }
}
