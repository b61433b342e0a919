use crate::Edit;
use crate::checks::{Context, KeyMeaning, Reporter};
use crate::document::{ConditionTest, SetOperator, Statement};

check! {
    /// ## What it does
    /// Reports `ForAnyValue` before the operator that compares the audience (`:aud`) of an identity provider's token.
    ///
    /// ## Why
    /// Where a token names several audiences, one of them is enough under `ForAnyValue`: a token made for another
    /// application also opens the role. AWS recommends to compare the claim as a single value.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": {
    ///       "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    ///     },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": {
    ///       "ForAnyValue:StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
    ///     }
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
    ///     "Principal": {
    ///       "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    ///     },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": {
    ///       "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"
    FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: SecurityWarning, Aws, TRUST;
    Test(check)
}

const PREFIX: &str = "ForAnyValue:";

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let is_any = test.operator().is_some_and(|operator| operator.set == Some(SetOperator::ForAnyValue));
    if !is_any || !is_audience(cx, test) {
        return;
    }
    let (name, key) = (&test.block.name, &test.condition.key);
    let finding = out.report(name.span(), format!("`{name}` takes a token of which one audience fits"));
    let bare = name.strip_prefix(PREFIX).unwrap_or(name);
    finding.label(key.span(), "the audience");
    finding.help(format!("compare it as a single value: `{bare}`"));
    if test.block.conditions.len() == 1 {
        let edit = Edit::replace(name.fragment(0..PREFIX.len()), "");
        finding.unsafe_fix("drop the set operator", vec![edit]);
    }
}

/// Whether the key is the audience that an identity provider's token names.
fn is_audience(cx: &Context<'_>, test: ConditionTest<'_, '_>) -> bool {
    let claim = test.condition.key.rsplit_once(':').map(|(_, claim)| claim);
    claim.is_some_and(|claim| claim.eq_ignore_ascii_case("aud"))
        && matches!(cx.key(test.condition), KeyMeaning::Provider)
        && !test.condition.prefix().is_some_and(|prefix| prefix.eq_ignore_ascii_case("saml"))
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(provider: &str, condition: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Federated":"{provider}"}},"Condition":{{{condition}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for operator in ["ForAnyValue:StringEquals", "ForAnyValue:StringLikeIfExists"] {
            let condition = format!(r#""{operator}":{{"a.example.com/b:AUD":"x"}}"#);
            tester.fires(&policy("a.example.com/b", &condition), &[&format!("\"{operator}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy("a.example.com", r#""StringEquals":{"a.example.com:aud":"x"}"#));
        tester.quiet(&policy("a.example.com", r#""ForAnyValue:StringEquals":{"a.example.com:amr":"x"}"#));
        tester.quiet(&policy("a.example.com", r#""ForAllValues:StringEquals":{"a.example.com:aud":"x"}"#));
        tester.quiet(&policy("a.example.com", r#""ForAnyValue:StringEquals":{"SAML:aud":"x"}"#));
    }
}
