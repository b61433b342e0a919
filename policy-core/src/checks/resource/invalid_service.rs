use super::entry;
use crate::catalog::{Name, Service, nearest};
use crate::checks::{Context, KeyMeaning, Reporter};
use crate::document::{Condition, Resource, Statement};
use crate::lean::Lean as _;
use crate::{Edit, Finding, PolicyType, Span};

check! {
    /// ## What it does
    /// Reports services that do not exist, outside of actions: in the service field of resource ARNs and in the prefix of condition
    /// keys.
    ///
    /// ## Why
    /// An ARN of no service names nothing, and a condition key of no service is in no request.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalise:us-east-1:123456789012:campaign/films"
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
    INVALID_SERVICE: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for statement in &cx.document.statements {
        if cx.policy_type() != PolicyType::Trust {
            for block in statement.resource_blocks() {
                for resource in &block.entries {
                    of_resource(cx, resource, out);
                }
            }
        }
    }
    for condition in cx.document.statements.iter().flat(Statement::conditions) {
        of_key(cx, condition, out);
    }
}

fn of_resource(cx: &Context<'_>, resource: &Resource<'_>, out: &mut Reporter<'_>) {
    if resource.is_star() || !cx.fits(resource).is_empty() {
        return;
    }
    let Some(arn) = entry::arn(resource) else { return };
    if entry::is_open(arn.service) || is_known(cx, arn.service) {
        return;
    }
    if arn.service.is_empty() {
        let finding = out.report(entry::place(resource, arn.service), "the ARN names no service");
        finding.help("an ARN is written `arn:partition:service:region:account:resource`");
        if entry::iam_reads(cx) {
            finding.refused();
        }
        return;
    }
    let place = entry::place(resource, arn.service);
    let near = nearest_service(cx, arn.service);
    help(cx, out.report(place, format!("unknown service `{}`", arn.service)), place, near.as_deref());
}

fn of_key(cx: &Context<'_>, condition: &Condition<'_>, out: &mut Reporter<'_>) {
    let KeyMeaning::UnknownService = cx.key(condition) else { return };
    let Some((prefix, name)) = condition.key.split_once(':') else { return };
    // `VARIABLE_UNSUPPORTED_IN_ELEMENT` speaks about variables.
    if is_known(cx, prefix) || prefix.contains("${") {
        return;
    }
    let place = condition.key.fragment_of(prefix);
    // `AmazonS3:prefix` is nobody's, `aw:SourceArn` is a global key's.
    let global = cx.guess(|| cx.catalog.suggest_global_key(&condition.key));
    let global = global.filter(|key| key.split_once(':').is_some_and(|(_, known)| known.eq_ignore_ascii_case(name)));
    let near = if global.is_some() {
        Some("aws".to_owned())
    } else {
        nearest_service(cx, prefix).map(|found| found.to_string())
    };
    help(cx, out.report(place, format!("unknown service `{prefix}`")), place, near.as_deref());
}

/// Whether the service exists or did; what is left of one that AWS has withdrawn does no harm.
fn is_known(cx: &Context<'_>, service: &str) -> bool {
    cx.catalog.is_known_arn_service(service) || cx.catalog.removed_service(service).is_some()
}

fn nearest_service(cx: &Context<'_>, name: &str) -> Option<Name> {
    cx.guess(|| nearest(name, cx.catalog.services().map(Service::prefix)))
}

fn help(cx: &Context<'_>, finding: &mut Finding, place: Span, near: Option<&str>) {
    if let Some(service) = near {
        finding
            .help(format!("did you mean `{service}`?"))
            .unsafe_fix(format!("replace it by `{service}`"), vec![Edit::replace(place, service)]);
    } else {
        finding.help(cx.newer("service", "invalid_service"));
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    fn conditional(key: &str) -> String {
        format!(r#"{{"Statement":{{"Condition":{{"StringEquals":{{"{key}":"x"}}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#"["arn:aws:personalise:::x","arn:aws::::x"]"#), &["personalise", "::"]);
        tester.fires(&conditional("amazon-s3:prefix"), &["amazon-s3"]);
        Tester::of(&CHECK, PolicyType::Trust).fires(&conditional("aw:SourceArn"), &["aw"]);
        let help = |key: &str| tester.findings(&conditional(key))[0].help.clone().unwrap();
        assert_eq!(help("aw:SourceArn"), "did you mean `aws`?");
        assert_eq!(help("personalise:x"), "did you mean `personalize`?");
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3:::x","arn:aws:S3:::x","arn:aws:*:::x","arn:aws:catalog:::x"]"#));
        tester.quiet(&policy(r#"["arn:aws:evidently:*:*:project/x","arn:aws:${aws:PrincipalTag/s}:::x","x"]"#));
        for key in ["aws:Nothing", "s3:nothing", "accounts.google.com:aud", "saml:aud", "nothing", "evidently:x"] {
            tester.quiet(&conditional(key));
        }
    }
}
