use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};
use crate::value::ip::IpRange;
check! {
    /// ## What it does
    /// Reports ranges of IP addresses with bits beyond the prefix.
    ///
    /// ## Why
    /// The bits beyond the prefix say nothing. A reader may take the range for the single address that it begins with.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.9/24" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
    ///   }]
    /// }
    /// ```
    IMPROVE_IP_RANGE: Suggestion, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::IpAddress) {
        return;
    }
    for value in test.values() {
        let Some(range) = IpRange::parse(&value.text) else { continue };
        let network = range.network();
        if network != range {
            out.report(value.span(), format!("`{}` has bits beyond its prefix", value.text))
                .help(format!("write `{network}`"))
                .fix("clear the bits beyond the prefix", vec![Edit::replace(value.span(), format!("\"{network}\""))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "NotIpAddress": { "aws:VpcSourceIp": ["10.0.0.1/8", "10.0.0.0/8", "2001:db8::1/64"] } }"#;
        tester.fires(&allow(list), &["\"10.0.0.1/8\"", "\"2001:db8::1/64\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "IpAddress": { "aws:SourceIp": ["203.0.113.9", "203.0.113.9/32", "::1/128", "x/8"] } }"#,
        ));
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:userid": "10.0.0.1/8" } }"#));
    }
}
