use super::caller::{asks_for_source, compares, services};
use super::restrict_access_to_service_principal::is_pin;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements that allow a service and tell its callers apart by another key than `aws:SourceArn`,
    /// `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`.
    ///
    /// ## Why
    /// These four are set by AWS from the resource that the service acts for. Others, such as `aws:Referer`, are kept for
    /// older services or say something else.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "ses.amazonaws.com" },
    ///     "Action": "s3:PutObject",
    ///     "Resource": "arn:aws:s3:::mail/*",
    ///     "Condition": { "StringEquals": { "aws:Referer": "123456789012" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "ses.amazonaws.com" },
    ///     "Action": "s3:PutObject",
    ///     "Resource": "arn:aws:s3:::mail/*",
    ///     "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "The confused deputy problem"
    RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: Suggestion, Aws, RESOURCE;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(service) = services(statement).next().filter(|_| statement.allows()) else { return };
    if asks_for_source(statement) {
        return;
    }
    for test in statement.tests().filter(|&test| compares(test) && is_pin(&test.condition.key)) {
        let key = &test.condition.key;
        out.report(key.span(), format!("`{key}` is not the key that says for whom `{service}` calls"))
            .help("compare `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(condition: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Service":"ses.amazonaws.com"}},"Condition":{{{condition}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(&policy(r#""StringEquals":{"aws:Referer":"123456789012"}"#), &[r#""aws:Referer""#]);
        tester.fires(
            &policy(r#""IpAddress":{"aws:SourceIp":"192.0.2.0/24"},"Bool":{"aws:SecureTransport":true}"#),
            &[r#""aws:SourceIp""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(&policy(r#""StringEquals":{"aws:Referer":"x","aws:SourceAccount":"123456789012"}"#));
        tester.quiet(&policy(r#""Null":{"aws:Referer":"false"}"#));
        tester.quiet(&policy(r#""StringEquals":{"s3:x-amz-acl":"private"}"#));
        tester.quiet(&policy(r#""StringEquals":{"aws:Referer":"x"}"#).replace("Allow", "Deny"));
    }
}
