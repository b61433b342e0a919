use super::missing::{self, Role};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports actions whose every request hands a role to a service, in a document that allows `iam:PassRole` for no such
    /// service. An entry with wildcards counts when one in five of the `Create…` and `Start…` actions that it covers needs a role.
    ///
    /// ## Why
    /// The caller needs `iam:PassRole` for the role, or the request fails with `AccessDenied`. Another policy may grant it, but
    /// the two belong together: what may start the export should say as whom it runs.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "personalize:CreateDatasetExportJob", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:CreateDatasetExportJob",
    ///     "Resource": "*"
    ///   }, {
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    MISSING_PASS_ROLE: Warning, Own, IDENTITY;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    missing::check(cx, Role::Required, out);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    fn policy(actions: &str, rest: &str) -> String {
        format!(r#"{{"Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}{rest}]}}"#)
    }

    fn pass_role(effect: &str, condition: &str) -> String {
        format!(r#",{{"Effect":"{effect}","Action":"iam:PassRole","Resource":"*"{condition}}}"#)
    }

    fn to(operator: &str, services: &str) -> String {
        pass_role("Allow", &format!(r#","Condition":{{"{operator}":{{"iam:PassedToService":{services}}}}}"#))
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let export = r#""personalize:CreateDatasetExportJob""#;
        tester.fires(&policy(export, ""), &[export]);
        tester.fires(&policy(r#""personalize:*""#, ""), &[r#""personalize:*""#]);
        tester.fires(&policy(export, &to("StringEquals", r#""sagemaker.amazonaws.com""#)), &[export]);
        tester.fires(&policy(export, &to("StringNotEquals", r#""personalize.amazonaws.com""#)), &[export]);
    }

    #[test]
    fn judges_each_service_by_its_own_principal() {
        let tester = Tester::identity(&super::CHECK);
        let actions = r#"["personalize:CreateDatasetExportJob","personalize:CreateBatchInferenceJob","lambda:CreateFunction","glue:CreateCrawler"]"#;
        let text = policy(actions, &to("StringEquals", r#"["glue.amazonaws.com"]"#));
        tester.fires(
            &text,
            &[
                r#""personalize:CreateDatasetExportJob""#,
                r#""personalize:CreateBatchInferenceJob""#,
                r#""lambda:CreateFunction""#,
            ],
        );
        let findings = tester.findings(&text);
        assert_eq!(findings.len(), 2);
        assert!(findings[0].help.as_ref().unwrap().contains(r#""iam:PassedToService": "personalize.amazonaws.com""#));
        assert!(findings[1].help.as_ref().unwrap().contains(r#""iam:PassedToService": "lambda.amazonaws.com""#));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let export = r#""personalize:CreateDatasetExportJob""#;
        tester.quiet(&policy(export, &pass_role("Allow", "")));
        tester.quiet(&policy(export, &to("StringEquals", r#""personalize.amazonaws.com""#)));
        tester.quiet(&policy(export, &to("StringLike", r#""personal*""#)));
        tester.quiet(&policy(export, &to("StringEquals", r#""${aws:PrincipalTag/service}""#)));
        tester.quiet(&policy(export, &to("StringNotEquals", r#""ec2.amazonaws.com""#)));
        tester.quiet(&policy(export, &pass_role("Deny", "")));
        tester.quiet(&policy(export, r#",{"Effect":"Allow","Action":"iam:*","Resource":"*"}"#));
        tester.quiet(&policy(r#""*""#, ""));
        tester.quiet(&policy(r#"["personalize:Get*","personalize:CreateDatasetGroup"]"#, ""));
        tester.quiet(&policy(
            r#""personalize:CreateDatasetExportJob""#,
            r#",{"Effect":"Deny","Action":"personalize:Create*","Resource":"*"}"#,
        ));
        let boundary = Tester::new(&super::CHECK, Options::new(PolicyType::Boundary));
        boundary.quiet(&policy(export, ""));
    }
}
