use super::{measure, quotas};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports role trust policies of more than 2,048 characters other than white space.
    ///
    /// ## Why
    /// `CreateRole` refuses them unless the account's quota has been raised, which goes up to 8,192. A longer one is refused
    /// everywhere.
    ///
    /// ## Example
    /// ```json trust 2048
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": ["arn:aws:iam::123456789012:role/Analyst", "…"] },
    ///         "Action": "sts:AssumeRole"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "AWS": "arn:aws:iam::123456789012:role/Analyst" },
    ///         "Action": "sts:AssumeRole"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: Warning, Aws, TRUST;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let Some(size) = measure::characters_above(cx, quotas::TRUST) else { return };
    let (count, quota) = (measure::grouped(size), measure::grouped(quotas::TRUST));
    let message =
        format!("this trust policy has {count} characters without white space, and the default quota is {quota}");
    let finding = out.report(cx.document.span, message);
    if size > quotas::RAISED_TRUST {
        finding.refused().help(format!("no account can raise it above {}", measure::grouped(quotas::RAISED_TRUST)));
    } else {
        finding.help("make it shorter, or have the account's quota \"Role trust policy length\" raised");
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn the_default_and_the_highest_quota() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy_of(2_048).replace(':', " : "));
        tester.fires(&policy_of(2_049), &[&policy_of(2_049)]);
        assert!(!tester.findings(&policy_of(8_192))[0].refused);
        assert!(tester.findings(&policy_of(8_193))[0].refused);
        Tester::identity(&super::CHECK).quiet(&policy_of(2_049));
    }
}
