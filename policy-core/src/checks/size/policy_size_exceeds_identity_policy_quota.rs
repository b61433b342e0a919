use super::{measure, quotas};
use crate::checks::{Context, Reporter};
use crate::{Placement, PolicyType};

check! {
    /// ## What it does
    /// Reports identity policies longer than IAM takes: 10,240 characters other than white space, or less where the options
    /// say where the policy goes: to a managed policy, or inline to a user (2,048) or a group (5,120).
    ///
    /// ## Why
    /// IAM refuses the document. The inline quotas hold for all inline policies of a user, group or role together, and none
    /// of them can be raised.
    ///
    /// ## Example
    /// ```json identity 10240
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
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: Warning, Aws, IDENTITY, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    if cx.policy_type() == PolicyType::Session {
        return;
    }
    // Between the quota for a managed policy and the largest one another check speaks.
    let placement = cx.placement().filter(|&placement| placement != Placement::Managed);
    let (quota, place) = quotas::identity(placement);
    let Some(size) = measure::characters_above(cx, quota) else { return };
    let (size, quota) = (measure::grouped(size), measure::grouped(quota));
    let message = format!("this policy has {size} characters without white space, and {place} may have {quota}");
    out.report(cx.document.span, message)
        .help("make several policies of it, or name actions and resources with wildcards where all of them are meant");
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::checks::tester::Tester;
    use crate::{Options, Placement, PolicyType};

    #[test]
    fn the_place_decides() {
        for (placement, quota) in [
            (None, 10_240),
            (Some(Placement::Managed), 10_240),
            (Some(Placement::Role), 10_240),
            (Some(Placement::Group), 5_120),
            (Some(Placement::User), 2_048),
        ] {
            let options = Options::new(PolicyType::Identity);
            let options = placement.map_or(options.clone(), |placement| options.placement(placement));
            let tester = Tester::new(&super::CHECK, options);
            tester.quiet(&policy_of(quota));
            tester.quiet(&policy_of(quota).replace(':', " : \n"));
            let text = policy_of(quota + 1);
            tester.fires(&text, &[&text]);
        }
    }

    #[test]
    fn other_policies() {
        let text = policy_of(10_241);
        Tester::of(&super::CHECK, PolicyType::Boundary).fires(&text, &[&text]);
        Tester::of(&super::CHECK, PolicyType::Session).quiet(&text);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(&text);
    }
}
