use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};
use crate::value::ip::IpRange;
check! {
    /// ## What it does
    /// Reports values of `IpAddress` and `NotIpAddress` that are neither an address nor a range of addresses.
    ///
    /// ## Why
    /// Such a value never matches. A range is written as an address and the length of its prefix.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }
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
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    TYPE_MISMATCH_IP_RANGE: Error, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::IpAddress) {
        return;
    }
    for value in
        test.values().iter().filter(|value| IpRange::parse(&value.text).is_none() && !value.text.contains("${"))
    {
        out.report(value.span(), format!("`{}` is neither an IP address nor a range", value.text))
            .help("write an address such as `203.0.113.9`, or a range such as `203.0.113.0/24`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "NotIpAddressIfExists": { "aws:VpcSourceIp": ["10.0.0.0/8", "10.0.0.0/33", "10.0.0", "::/129"] } }"#), &[r#""10.0.0.0/33""#, r#""10.0.0""#, r#""::/129""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "IpAddress": { "aws:SourceIp": ["203.0.113.9", "2001:DB8::/32", "::1"] }, "StringEquals": { "aws:userid": "10.0.0" } }"#));
    }
}
