use super::caller::{asks_for_source, compares, is_other_caller_key, services};
use crate::checks::{Context, Reporter};
use crate::document::{Statement, Text};
use crate::lean::Lean as _;

check! {
    /// ## What it does
    /// Reports statements that allow a service and do not ask for whom it calls: by `aws:SourceArn`, `aws:SourceAccount`,
    /// `aws:SourceOrgID` or `aws:SourceOrgPaths`.
    ///
    /// ## Why
    /// A service acts for many accounts. Without the condition somebody in another account can have the service use this
    /// resource: the service is a confused deputy.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": ["s3:GetObject", "s3:ListBucket"],
    ///     "Resource": ["arn:aws:s3:::interactions", "arn:aws:s3:::interactions/*"]
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
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": ["s3:GetObject", "s3:ListBucket"],
    ///     "Resource": ["arn:aws:s3:::interactions", "arn:aws:s3:::interactions/*"],
    ///     "Condition": {
    ///       "StringEquals": { "aws:SourceAccount": "123456789012" },
    ///       "ArnLike": { "aws:SourceArn": "arn:aws:personalize:us-east-1:123456789012:*" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "The confused deputy problem"
    RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: SecurityWarning, Aws, RESOURCE;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !statement.allows() || asks_for_source(statement) {
        return;
    }
    // Another key that tells callers apart is a matter of advice, not of access for all.
    if statement.tests().any(|test| compares(test) && is_pin(&test.condition.key)) {
        return;
    }
    let locations: Vec<_> = services(statement).map(Text::span).list();
    let Some(service) = services(statement).next() else { return };
    let condition = "\"Condition\": { \"StringEquals\": { \"aws:SourceAccount\": \"123456789012\" } }";
    let finding = out.report_all(locations, format!("`{service}` is allowed for whichever account it calls"));
    finding.help(format!("add `{condition}`, with your account"));
    if statement.condition.is_none()
        && let Some(edit) = cx.append(statement, condition)
    {
        finding.unsafe_fix("compare the account that the service calls for", vec![edit]);
    }
}

/// Whether the key pins the caller, though not as it is recommended.
pub(super) fn is_pin(key: &str) -> bool {
    key.eq_ignore_ascii_case("aws:Referer") || is_other_caller_key(key)
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(condition: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"AWS":"123456789012","Service":["sns.amazonaws.com","s3.amazonaws.com"]}}{condition}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        let both = [r#""sns.amazonaws.com""#, r#""s3.amazonaws.com""#];
        tester.fires(&policy(""), &both);
        tester.fires(&policy(r#","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#), &both);
        tester.fires(&policy(r#","Condition":{"Null":{"aws:SourceArn":"false"}}"#), &both);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        for key in ["aws:SourceArn", "aws:sourceaccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:Referer"] {
            tester.quiet(&policy(&format!(r#","Condition":{{"StringLike":{{"{key}":"x"}}}}"#)));
        }
        tester.quiet(&policy("").replace("Allow", "Deny"));
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"}}}"#);
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(&policy(""));
    }
}
