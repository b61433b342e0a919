use super::known::{Verdict, judge};
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};
use crate::{Edit, PolicyType};

check! {
    /// ## What it does
    /// Reports values under `Service` that are all but the same as a known service principal.
    ///
    /// ## Why
    /// The service that was meant gets no access, and IAM refuses a trust policy with a principal that does not exist.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalise.amazonaws.com" },
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
    MISSPELT_SERVICE_PRINCIPAL: Error, Own, RESOURCE_TRUST;
    Principal(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    // Wildcards are reported as such.
    for value in block.values(PrincipalKind::Service).filter(|value| !value.contains(['*', '?'])) {
        let Verdict::Misspelt(name) = judge(cx, value, false) else { continue };
        let finding = out.report(value.span(), format!("`{value}` is not the principal of a service"));
        finding
            .help(format!("did you mean `{name}`?"))
            .unsafe_fix(format!("write `{name}`"), vec![Edit::replace(value.span(), format!("\"{name}\""))]);
        if cx.policy_type() == PolicyType::Trust {
            finding.refused();
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
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        for text in ["personalise.amazonaws.com", "personalize", "personalize.amazonaws.com.", "lamdba.amazonaws.com"] {
            let text = format!("\"{text}\"");
            tester.fires(&policy(&text), &[&text]);
        }
    }

    #[test]
    fn is_refused_in_trust_policies() {
        let text = policy(r#""personalise.amazonaws.com""#);
        assert!(Tester::of(&super::CHECK, PolicyType::Trust).findings(&text)[0].refused);
        assert!(!Tester::of(&super::CHECK, PolicyType::Resource).findings(&text)[0].refused);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy(r#"["personalize.amazonaws.com","films.amazonaws.com","*"]"#));
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"personalise.amazonaws.com"}}}"#);
    }
}
