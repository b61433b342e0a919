use super::private_ip;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports `IpAddress` on `aws:SourceIp` with private addresses among public ones.
    ///
    /// ## Why
    /// `aws:SourceIp` is the address that AWS sees, and that is a public one. A private address never matches and can
    /// be left out. Within a VPC the key is `aws:VpcSourceIp`.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "IpAddress": { "aws:SourceIp": ["10.0.0.0/16", "203.0.113.0/24"] } }
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
    /// Source: IAM User Guide, "AWS global condition context keys".
    PRIVATE_IP_ADDRESS_SUBSET: Suggestion, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some((private, all)) = private_ip::values(test, BaseOperator::IpAddress) else { return };
    if !all {
        let locations = private.iter().map(|value| value.span()).list();
        out.report_all(locations, "`aws:SourceIp` is never a private address")
            .help("remove the private addresses, or use `aws:VpcSourceIp` for requests from a VPC");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "IpAddress": { "aws:SourceIp": ["10.1.2.3", "0.0.0.0/0", "fd00::/8"] } }"#;
        tester.fires(&allow(list), &["\"10.1.2.3\"", "\"fd00::/8\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }"#));
        tester.quiet(&allow(r#"{ "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "8.8.8.8"] } }"#));
        tester.quiet(&allow(r#"{ "IpAddress": { "aws:VpcSourceIp": ["10.0.0.0/8", "8.8.8.8"] } }"#));
    }
}
