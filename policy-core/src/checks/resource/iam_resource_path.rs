use super::entry;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports ARNs of IAM resources whose last part does not begin with a resource type and a slash, such as `role/`, and is not
    /// `*`. What has the form of no IAM resource at all is left to `INVALID_ARN_RESOURCE`.
    ///
    /// ## Why
    /// IAM refuses a policy with such an entry: "IAM resource path must either be "*" or start with user/, role/, …". A wildcard can
    /// stand for a name, not for a type.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "iam:GetRole",
    ///         "Resource": "arn:aws:iam::123456789012:r*"
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
    ///         "Action": "iam:GetRole",
    ///         "Resource": "arn:aws:iam::123456789012:role/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    IAM_RESOURCE_PATH: Error, Own, IDENTITY_SCP_RCP, refused;
    Arn(check)
}

/// The beginnings that IAM lists in its message; the catalog has the newer ones.
const PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    if !is_refused(cx, arn) || cx.fits(resource).is_empty() {
        return;
    }
    let message = format!("`{}` does not begin with a type of IAM resource", arn.resource);
    out.report(entry::place(resource, arn.resource), message)
        .help("begin it with one, such as `role/` or `user/`; the only wildcard that can stand alone is `*`");
}

/// Whether IAM refuses the ARN for its resource part.
pub(super) fn is_refused(cx: &Context<'_>, arn: &Arn<'_>) -> bool {
    let part = arn.resource;
    entry::iam_reads(cx)
        && arn.service == "iam"
        && part != "*"
        && !PATHS.iter().any(|path| part.starts_with(path))
        && !cx.catalog.arn_forms("iam").any(|form| {
            let form = form.resource();
            let literal = form.split("${").next().unwrap_or_default();
            !literal.is_empty() && part.starts_with(literal)
        })
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#"["arn:aws:iam::*:r*","arn:aws:iam::*:*/films"]"#), &["r*", "*/films"]);
        tester.fires(&policy(r#""arn:aws:iam::*:${aws:username}""#), &["${aws:username}"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(
            r#"["*","arn:aws:iam::*:*","arn:aws:iam::*:role/*","arn:aws:iam::*:root","arn:aws:sqs:*:*:r*"]"#,
        ));
        tester.quiet(&policy(r#"["arn:aws:iam::123456789012:roles/x","arn:aws:iam::aws:contextProvider/x"]"#));
        Tester::of(&CHECK, PolicyType::Resource).quiet(&policy(r#""arn:aws:iam::*:r*""#));
    }
}
