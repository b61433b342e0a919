use super::{measure, quotas};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports session policies of more than 2,048 characters.
    ///
    /// ## Why
    /// `AssumeRole` and its siblings refuse a longer one. There is a second limit that cannot be told from the text: policies and
    /// session tags together are packed into a binary form with a quota of its own (`PackedPolicyTooLarge`).
    ///
    /// ## Example
    /// ```json session 2048
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["personalize:DescribeSolution", "…"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json session
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:Describe*", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA: Error, Own, SESSION, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let Some(size) = measure::minified_characters_above(cx.document.text, quotas::SESSION) else { return };
    let (size, quota) = (measure::grouped(size), measure::grouped(quotas::SESSION));
    out.report(cx.document.span, format!("this session policy has {size} characters, and STS takes {quota}"))
        .help("pass the ARNs of managed policies instead, or name less in it");
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn counts_characters() {
        let tester = Tester::of(&super::CHECK, PolicyType::Session);
        tester.quiet(&policy_of(2_048));
        tester.quiet(&policy_of(2_048).replace(',', ",\n  "));
        tester.fires(&policy_of(2_049), &[&policy_of(2_049)]);
        tester.fires(&policy_of(2_048).replacen("aa", "a  a", 1), &[&policy_of(2_048).replacen("aa", "a  a", 1)]);
        Tester::identity(&super::CHECK).quiet(&policy_of(2_049));
    }
}
