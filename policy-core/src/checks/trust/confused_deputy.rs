use crate::checks::principal::caller::{asks_for_source, services};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports trust in a service for which AWS recommends to compare `aws:SourceAccount` or `aws:SourceArn`, without such
    /// a condition.
    ///
    /// ## Why
    /// A service acts for many accounts. Without the condition somebody in another account can give the service the ARN of
    /// this role and have it read data for them: the service is a confused deputy.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole",
    ///     "Condition": {
    ///       "StringEquals": { "aws:SourceAccount": "123456789012" },
    ///       "ArnLike": { "aws:SourceArn": "arn:aws:personalize:*:123456789012:*" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "The confused deputy problem"; Amazon Personalize Developer Guide, "Cross-service confused
    /// deputy prevention"
    CONFUSED_DEPUTY: Suggestion, Own, TRUST;
    Statement(check)
}

/// The services whose guides show a trust policy with the condition. Others may not send the keys.
const SENDING: [&str; 22] = [
    "bedrock",
    "bedrock-agentcore",
    "braket",
    "comprehend",
    "dms",
    "ecs-tasks",
    "elasticmapreduce",
    "events",
    "fis",
    "forecast",
    "glue",
    "healthlake",
    "kendra",
    "personalize",
    "pipes",
    "rekognition",
    "sagemaker",
    "scheduler",
    "states",
    "transcribe",
    "transfer",
    "vpc-flow-logs",
];

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !statement.allows() || asks_for_source(statement) {
        return;
    }
    for value in services(statement) {
        let Some(service) = value.strip_suffix(".amazonaws.com").filter(|name| SENDING.contains(name)) else {
            continue;
        };
        let condition = condition(cx, service);
        let finding = out.report(value.span(), format!("`{value}` may assume the role for any account"));
        finding.help(format!("add `{condition}`, with your account"));
        if statement.condition.is_none()
            && let Some(edit) = cx.append(statement, &condition)
        {
            finding.unsafe_fix("compare the account that the service acts for", vec![edit]);
        }
    }
}

/// The condition to add. The ARN stands in it where the service has ARNs of its own.
fn condition(cx: &Context<'_>, service: &str) -> String {
    let account = "\"StringEquals\": { \"aws:SourceAccount\": \"123456789012\" }";
    if cx.catalog.arn_service(service).next().is_none() {
        return format!("\"Condition\": {{ {account} }}");
    }
    let arn = format!("\"ArnLike\": {{ \"aws:SourceArn\": \"arn:aws:{service}:*:123456789012:*\" }}");
    format!("\"Condition\": {{ {account}, {arn} }}")
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(services: &str, condition: &str) -> String {
        format!(
            r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"Service":{services}}},"Action":"sts:AssumeRole"{condition}}}]}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        let text = policy(r#"["ec2.amazonaws.com","personalize.amazonaws.com"]"#, "");
        tester.fires(&text, &[r#""personalize.amazonaws.com""#]);
        let help = tester.findings(&text)[0].help.clone().unwrap();
        assert!(help.contains(r#""aws:SourceArn": "arn:aws:personalize:*:123456789012:*""#), "{help}");
        let null = r#","Condition":{"Null":{"aws:SourceAccount":"false"}}"#;
        tester.fires(&policy(r#""glue.amazonaws.com""#, null), &[r#""glue.amazonaws.com""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for key in ["aws:SourceAccount", "AWS:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"] {
            let condition = format!(r#","Condition":{{"StringLike":{{"{key}":"123456789012"}}}}"#);
            tester.quiet(&policy(r#""personalize.amazonaws.com""#, &condition));
        }
        tester.quiet(&policy(r#""ec2.amazonaws.com""#, ""));
        tester.quiet(&policy(r#""personalize.amazonaws.com""#, "").replace("Allow", "Deny"));
    }
}
