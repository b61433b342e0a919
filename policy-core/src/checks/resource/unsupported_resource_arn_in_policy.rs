use super::entry;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resources that the policy of such a resource cannot speak about: in a bucket's policy all but buckets and their objects,
    /// in an access point's all but access points, in a DynamoDB table's all but tables and what belongs to them. Nothing is reported
    /// when the caller does not say what the policy is attached to.
    ///
    /// ## Why
    /// A resource asks its own policy about requests to itself, so the entry never matches; S3 refuses the policy.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": { "Service": "personalize.amazonaws.com" },
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:us-east-1:123456789012:accesspoint/films/object/*"
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
    ///         "Resource": "arn:aws:s3:::films/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    UNSUPPORTED_RESOURCE_ARN_IN_POLICY: Error, Aws, RESOURCE;
    Arn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    let Some(attached_to) = cx.attached_to() else { return };
    let Some((fits, form)) = kind(attached_to) else { return };
    if !entry::is_open(arn.service) && !fits(arn) {
        out.report(resource.text.span(), format!("`{}` is no resource of an `{attached_to}`", resource.text))
            .help(format!("the resources here are of the form {form}"));
    }
}

type Fits = fn(&Arn<'_>) -> bool;

/// Which ARNs the policy of such a resource speaks about, and their form in words.
fn kind(attached_to: &str) -> Option<(Fits, &'static str)> {
    let kind: (Fits, _) = match attached_to {
        "AWS::S3::Bucket" => (
            |arn| arn.service == "s3" && !arn.resource.starts_with("accesspoint/"),
            "`arn:aws:s3:::bucket` or `arn:aws:s3:::bucket/key`",
        ),
        "AWS::S3::AccessPoint" | "AWS::S3::MultiRegionAccessPoint" => (
            |arn| arn.service == "s3" && may_begin(arn.resource, "accesspoint/"),
            "`arn:aws:s3:region:account:accesspoint/name`",
        ),
        "AWS::S3ObjectLambda::AccessPoint" => {
            (|arn| arn.service == "s3-object-lambda", "`arn:aws:s3-object-lambda:region:account:accesspoint/name`")
        }
        "AWS::DynamoDB::Table" => (
            |arn| arn.service == "dynamodb" && may_begin(arn.resource, "table/"),
            "`arn:aws:dynamodb:region:account:table/name`",
        ),
        _ => return None,
    };
    Some(kind)
}

/// Whether a resource part begins with `head`, or can.
fn may_begin(part: &str, head: &str) -> bool {
    let literal = part.split(['*', '?', '$']).next().unwrap_or_default();
    part.starts_with(head) || (literal.len() < part.len() && head.starts_with(literal))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    fn of(resource_type: &str) -> Tester {
        Tester::new(&CHECK, Options::new(PolicyType::Resource).resource_type(resource_type))
    }

    #[test]
    fn fires() {
        let table = r#""arn:aws:dynamodb:us-east-1:123456789012:table/films""#;
        let point = r#""arn:aws:s3:us-east-1:123456789012:accesspoint/films""#;
        let bucket = r#""arn:aws:s3:::films/*""#;
        of("AWS::S3::Bucket").fires(&policy(&format!("[{table},{point},{bucket}]")), &[table, point]);
        of("AWS::S3::AccessPoint").fires(&policy(&format!("[{table},{point},{bucket}]")), &[table, bucket]);
        of("AWS::S3ObjectLambda::AccessPoint").fires(&policy(point), &[point]);
        of("AWS::DynamoDB::Table").fires(&policy(&format!("[{table},{point}]")), &[point]);
    }

    #[test]
    fn stays_quiet() {
        of("AWS::S3::Bucket").quiet(&policy(r#"["*","arn:aws:s3:::films","arn:aws:s3:::*"]"#));
        of("AWS::S3::AccessPoint").quiet(&policy(r#"["*","arn:aws:s3:us-east-1:123456789012:*"]"#));
        of("AWS::SQS::Queue").quiet(&policy(r#""arn:aws:s3:::films""#));
        Tester::of(&CHECK, PolicyType::Resource).quiet(&policy(r#""arn:aws:s3:::films""#));
    }
}
