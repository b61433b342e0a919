use super::entry;
use crate::Edit;
use crate::catalog::{Partition, nearest};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs whose region does not exist, or lies in another partition than the ARN's.
    ///
    /// ## Why
    /// The ARN names nothing, so an `Allow` grants nothing and a `Deny` forbids nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:us-esat-1:123456789012:campaign/films"
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
    INVALID_ARN_REGION: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    if arn.region.is_empty() || entry::is_open(arn.region) {
        return;
    }
    let place = entry::place(resource, arn.region);
    let own = cx.catalog.partition(arn.partition);
    if own.is_some_and(|partition| partition.has_region(arn.region)) {
        return;
    }
    if let Some(other) = cx.catalog.region(arn.region) {
        if let Some(own) = own {
            let message = format!("region `{}` is not in partition `{}`", arn.region, own.name());
            out.report(place, message).help(format!("it is in `{}`", other.name()));
        }
        return;
    }
    let finding = out.report(place, format!("unknown region `{}`", arn.region));
    let of_own = cx.catalog.partitions().filter(|partition| own.is_none_or(|own| own == *partition));
    if let Some(region) = cx.guess(|| nearest(arn.region, of_own.flat_map(Partition::regions))) {
        finding
            .help(format!("did you mean `{region}`?"))
            .unsafe_fix(format!("replace it by `{region}`"), vec![Edit::replace(place, &*region)]);
    } else {
        finding.help(cx.newer("region", "invalid_arn_region"));
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
        tester.fires(
            &policy(r#"["arn:aws:sqs:us-esat-1:*:x","arn:aws:sqs:US-EAST-1:*:x"]"#),
            &["us-esat-1", "US-EAST-1"],
        );
        tester.fires(&policy(r#""arn:aws:sqs:cn-north-1:*:x""#), &["cn-north-1"]);
        tester.fires(&policy(r#""arn:aws:sqs:everywhere:*:x""#), &["everywhere"]);
        let findings = tester.findings(&policy(r#""arn:aws:sqs:us-esat-1:*:x""#));
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `us-east-1`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:sqs:eu-west-1:*:x","arn:aws-cn:sqs:cn-north-1:*:x","arn:aws:s3:::x"]"#));
        tester.quiet(&policy(
            r#"["arn:*:sqs:cn-north-1:*:x","arn:aws:sqs:eu-*:*:x","arn:aws:sqs:${aws:RequestedRegion}:*:x"]"#,
        ));
    }
}
