use super::known::{Verdict, judge};
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports values under `Service` that are no known service principal.
    ///
    /// ## Why
    /// A service that does not exist calls nobody, and IAM refuses the trust policy that names it. AWS publishes no complete list of
    /// service principals, so a new one may be right all the same.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "recommendations.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    UNKNOWN_SERVICE_PRINCIPAL: Warning, Own, RESOURCE_TRUST;
    Principal(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    // Wildcards are reported as such.
    for value in block.values(PrincipalKind::Service).filter(|value| !value.contains(['*', '?'])) {
        if let Verdict::Unknown = judge(cx, value, false) {
            let finding = out.report(value.span(), format!("`{value}` is no known service principal"));
            match cx.guess(|| cx.catalog.suggest_service_principal(value)) {
                Some(name) => finding.help(format!("did you mean `{name}`?")),
                None => finding.help("a service principal reads like `personalize.amazonaws.com`"),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(services: &str) -> String {
        format!(r#"{{"Statement":{{"Principal":{{"Service":{services}}}}}}}"#)
    }

    #[test]
    fn fires() {
        for policy_type in [PolicyType::Resource, PolicyType::Trust] {
            let tester = Tester::of(&super::CHECK, policy_type);
            tester.fires(&policy(r#"["s3.amazonaws.com","films.amazonaws.com"]"#), &[r#""films.amazonaws.com""#]);
            tester.fires(&policy(r#""""#), &[r#""""#]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy(
            r#"["personalize.amazonaws.com","logs.eu-central-1.amazonaws.com","ec2.amazonaws.com.cn"]"#,
        ));
        tester.quiet(&policy(r#"["personalise.amazonaws.com","*"]"#));
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"films.amazonaws.com"}}}"#);
    }
}
