use super::{measure, quotas};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports service control policies of more than 10,240 characters.
    ///
    /// ## Why
    /// Organizations refuses the document. It counts every character it gets; here white space between tokens is left out, as the
    /// console does and as this library writes policies.
    ///
    /// ## Example
    /// ```json scp 10240
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Action": ["s3:DeleteObject", "…"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json scp
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations".
    POLICY_SIZE_EXCEEDS_SCP_QUOTA: Error, Aws, SCP, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let Some(size) = measure::minified_characters_above(cx.document.text, quotas::SCP) else { return };
    let (size, quota) = (measure::grouped(size), measure::grouped(quotas::SCP));
    out.report(
        cx.document.span,
        format!("this service control policy has {size} characters, and Organizations takes {quota}"),
    )
    .help("make several policies of it; a root, unit or account takes several of them");
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn counts_characters() {
        let tester = Tester::of(&super::CHECK, PolicyType::Scp);
        tester.quiet(&policy_of(10_240).replace(':', " : "));
        tester.fires(&policy_of(10_241), &[&policy_of(10_241)]);
        Tester::identity(&super::CHECK).quiet(&policy_of(10_241));
    }
}
