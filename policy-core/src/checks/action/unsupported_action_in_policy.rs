use crate::PolicyType;
use crate::checks::{Context, Reporter};
use crate::document::Action;
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports actions that the policy of such a resource cannot govern: in the policy of an S3 bucket or access point all
    /// that is not S3's, in that of a DynamoDB table all that is not DynamoDB's, in a role's trust policy all that is not
    /// STS's. Without a resource type only trust policies are looked at.
    ///
    /// ## Why
    /// A resource asks its own policy about requests to itself; an action of another service never comes up. IAM and S3
    /// refuse such a policy.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "Service": "personalize.amazonaws.com" },
    ///         "Action": ["s3:GetObject", "personalize:CreateDatasetImportJob"],
    ///         "Resource": "arn:aws:s3:::films/*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json resource AWS::S3::Bucket
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "Service": "personalize.amazonaws.com" },
    ///         "Action": ["s3:GetObject"],
    ///         "Resource": "arn:aws:s3:::films/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    UNSUPPORTED_ACTION_IN_POLICY: Error, Aws, RESOURCE_TRUST;
    Action(check)
}

const TRUST: &str = "AWS::IAM::AssumeRolePolicyDocument";

fn check(cx: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    let is_trust = cx.policy_type() == PolicyType::Trust;
    let Some(attached_to) = cx.attached_to().or_else(|| is_trust.then_some(TRUST)) else { return };
    let services: &[&str] = match attached_to {
        "AWS::S3::Bucket" | "AWS::S3::AccessPoint" | "AWS::S3::MultiRegionAccessPoint" => &["s3"],
        "AWS::S3ObjectLambda::AccessPoint" => &["s3-object-lambda", "s3"],
        "AWS::DynamoDB::Table" => &["dynamodb"],
        TRUST => &["sts"],
        _ => return,
    };
    let Some(prefix) = action.service().filter(|prefix| !prefix.contains(['*', '?', '$'])) else { return };
    if services.iter().any(|service| service.eq_ignore_ascii_case(prefix)) {
        return;
    }
    let place =
        if attached_to == TRUST { "a trust policy".to_owned() } else { format!("the policy of an `{attached_to}`") };
    let services: Vec<String> = services.iter().map(|service| format!("`{service}`")).list();
    let finding =
        out.report(action.text.fragment(0..action.text.len()), format!("`{}` has no effect in {place}", action.text));
    finding.help(format!("only actions of {} can stand here", lean::join(&services, " and ")));
    // IAM lists the actions that a trust policy may have, all of them of STS.
    if attached_to == TRUST {
        finding.refused();
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    fn policy(actions: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":"*","Action":{actions}}}}}"#)
    }

    fn of(resource_type: &str) -> Tester {
        Tester::new(&CHECK, Options::new(PolicyType::Resource).resource_type(resource_type))
    }

    #[test]
    fn fires() {
        of("AWS::S3::Bucket").fires(&policy(r#"["S3:GetObject","sqs:SendMessage"]"#), &["sqs:SendMessage"]);
        of("AWS::DynamoDB::Table").fires(&policy(r#""s3:*""#), &["s3:*"]);
        of("AWS::S3ObjectLambda::AccessPoint").fires(&policy(r#""lambda:InvokeFunction""#), &["lambda:InvokeFunction"]);
        let trust = Tester::of(&CHECK, PolicyType::Trust);
        trust.fires(&policy(r#"["sts:AssumeRole","iam:PassRole"]"#), &["iam:PassRole"]);
        assert!(trust.findings(&policy(r#""iam:PassRole""#))[0].refused);
    }

    #[test]
    fn stays_quiet() {
        of("AWS::S3::Bucket").quiet(&policy(r#"["*","s3:*","s*:GetObject"]"#));
        of("AWS::SQS::Queue").quiet(&policy(r#""s3:GetObject""#));
        Tester::of(&CHECK, PolicyType::Resource).quiet(&policy(r#""sqs:SendMessage""#));
        Tester::of(&CHECK, PolicyType::Trust).quiet(&policy(r#"["sts:AssumeRole","sts:TagSession"]"#));
    }
}
