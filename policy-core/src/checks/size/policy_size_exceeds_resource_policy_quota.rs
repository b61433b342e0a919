use super::{measure, quotas};
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports resource policies longer than the resource takes: 20,480 bytes for an S3 bucket or a DynamoDB table, 8,192 for an
    /// SQS queue, and so on. Without a resource type the largest quota known holds, 32,768 bytes for a KMS key.
    ///
    /// ## Why
    /// The service refuses the document. Each has a quota of its own and counts bytes.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket 20480
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "Service": "personalize.amazonaws.com" },
    ///         "Action": "s3:GetObject",
    ///         "Resource": ["arn:aws:s3:::ratings/*", "…"]
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
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::ratings/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: the quota pages of the services, such as Amazon S3 User Guide, "Bucket policies".
    POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: Warning, Aws, RESOURCE;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let known = cx.attached_to().and_then(|name| Some((name, quotas::resource(name)?)));
    let quota = known.map_or(quotas::LARGEST_RESOURCE, |(_, quota)| quota);
    let Some(size) = measure::minified_bytes_above(cx.document.text, quota) else { return };
    let (size, quota) = (measure::grouped(size), measure::grouped(quota));
    if let Some((name, _)) = known {
        out.report(cx.document.span, format!("this policy has {size} bytes, and one of `{name}` may have {quota}"))
            .refused();
    } else {
        out.report(cx.document.span, format!("this policy has {size} bytes, more than the {quota} of any resource"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    #[test]
    fn the_resource_decides() {
        let of = |name: &str| Tester::new(&super::CHECK, Options::new(PolicyType::Resource).resource_type(name));
        for (name, quota) in [("AWS::S3::Bucket", 20_480), ("AWS::SQS::Queue", 8_192), ("AWS::KMS::Key", 32_768)] {
            of(name).quiet(&policy_of(quota).replace(':', " : "));
            of(name).fires(&policy_of(quota + 1), &[&policy_of(quota + 1)]);
            assert!(of(name).findings(&policy_of(quota + 1))[0].refused);
        }
        for tester in [Tester::of(&super::CHECK, PolicyType::Resource), of("AWS::Glue::Database")] {
            tester.quiet(&policy_of(32_768));
            assert!(!tester.findings(&policy_of(32_769))[0].refused);
        }
    }
}
