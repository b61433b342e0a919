use super::{measure, quotas};
use crate::checks::{Context, Reporter};
use crate::{Placement, PolicyType};

check! {
    /// ## What it does
    /// Reports identity policies that are too long for a managed policy (6,144 characters other than white space) and short
    /// enough to be a role's inline policy (10,240).
    ///
    /// ## Why
    /// `CreatePolicy` refuses the document; `PutRolePolicy` takes it. Where the options say that the policy is a managed one, and
    /// for permissions boundaries, which always are, the finding rejects the document.
    ///
    /// ## Example
    /// ```json identity 6200
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["personalize:DescribeSolution", "…"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:Describe*", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    POLICY_SIZE_EXCEEDS_MANAGED_POLICY_QUOTA: Warning, Own, IDENTITY;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let placement = cx.placement();
    if cx.policy_type() == PolicyType::Session || placement.is_some_and(|placement| placement != Placement::Managed) {
        return;
    }
    let (quota, place) = quotas::identity(Some(Placement::Managed));
    let Some(size) = measure::characters_above(cx, quota) else { return };
    // Longer ones are too long for any place, which another check says.
    if size > quotas::IDENTITY {
        return;
    }
    let (size, quota) = (measure::grouped(size), measure::grouped(quota));
    let message = format!("this policy has {size} characters without white space, and {place} may have {quota}");
    let finding = out.report(cx.document.span, message);
    if placement == Some(Placement::Managed) {
        finding.refused().help("make several policies of it; a role takes ten managed policies");
    } else {
        finding.help("put it inline into a role, or make several policies of it");
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::checks::tester::Tester;
    use crate::{Options, Placement, PolicyType};

    #[test]
    fn between_the_quotas() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&policy_of(6_144));
        tester.fires(&policy_of(6_145), &[&policy_of(6_145)]);
        tester.fires(&policy_of(10_240), &[&policy_of(10_240)]);
        tester.quiet(&policy_of(10_241));
        assert!(!tester.findings(&policy_of(6_145))[0].refused);
    }

    #[test]
    fn refused_where_the_policy_is_managed() {
        let place = |placement| Tester::new(&super::CHECK, Options::new(PolicyType::Identity).placement(placement));
        assert!(place(Placement::Managed).findings(&policy_of(6_145))[0].refused);
        assert!(Tester::of(&super::CHECK, PolicyType::Boundary).findings(&policy_of(6_145))[0].refused);
        place(Placement::Role).quiet(&policy_of(6_145));
        place(Placement::User).quiet(&policy_of(6_145));
        Tester::of(&super::CHECK, PolicyType::Session).quiet(&policy_of(6_145));
    }
}
