use super::entry;
use crate::Edit;
use crate::catalog::{Partition, nearest};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports resource ARNs whose partition does not exist. Partitions with wildcards pass.
    ///
    /// ## Why
    /// IAM refuses a policy with such an ARN. Placeholders of CloudFormation and Terraform, such as `${AWS::Partition}`, are the
    /// usual cause: in a policy by itself nobody replaces them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:amazon:personalize:us-east-1:123456789012:campaign/films"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    INVALID_PARTITION: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    // Most are of this one.
    if arn.partition == "aws" || entry::is_partition(cx, arn.partition) {
        return;
    }
    let message = match arn.partition {
        "" => "the ARN has no partition".to_owned(),
        partition => format!("unknown partition `{partition}`"),
    };
    let finding = out.report(entry::place(resource, arn.partition), message);
    let names = || cx.catalog.partitions().map(Partition::name);
    let near = cx.guess(|| nearest(arn.partition, names()));
    if arn.partition.contains('$') {
        finding.help("IAM replaces no variable here; write `aws`, or `*` for any partition");
    } else if let Some(partition) = near {
        let field = resource.text.fragment_of(arn.partition);
        finding
            .help(format!("did you mean `{partition}`?"))
            .unsafe_fix(format!("replace it by `{partition}`"), vec![Edit::replace(field, &*partition)]);
    } else {
        let names: Vec<String> = names().map(|name| format!("`{name}`")).list();
        finding.help(format!("the partitions are {}", lean::join(&names, ", ")));
    }
    if entry::iam_reads(cx) {
        finding.refused();
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#"["arn:AWS:s3:::films","arn::s3:::films"]"#), &["AWS", "::"]);
        tester.fires(&policy(r#""arn:${AWS::Partition}:s3:::films""#), &["${AWS::Partition}"]);
        let findings = tester.findings(&policy(r#""arn:aws_cn:s3:::films""#));
        assert!(findings[0].refused);
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `aws-cn`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws-cn:s3:::films","arn:*:s3:::films","arn:aws*:s3:::films","films"]"#));
    }
}
