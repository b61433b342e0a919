use super::entry;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Piece, Resource, pieces};

check! {
    /// ## What it does
    /// Reports entries of `Resource` and `NotResource` that are neither `*` nor have the six fields of an ARN.
    ///
    /// ## Why
    /// An ARN with a field too few names nothing, so the statement never applies. IAM refuses the worst of them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "campaign/films"
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
    MISSING_ARN_FIELD: Error, Aws, ALL_BUT_TRUST;
    NoArn(check)
}

fn check(cx: &Context<'_>, resource: &Resource<'_>, out: &mut Reporter<'_>) {
    if resource.arn().is_some() || resource.is_star() {
        return;
    }
    let text = resource.text.as_str();
    // API Gateway completes it ("Amazon API Gateway Developer Guide: API Gateway resource policy examples").
    if text.starts_with("execute-api:/") && cx.attached_to() == Some("AWS::ApiGateway::RestApi") {
        return;
    }
    // Colons behind an unclosed `${` count for nothing; MISSING_BRACE_IN_VARIABLE speaks about those.
    if pieces(text).any(|piece| matches!(piece, Piece::Unclosed(_))) {
        return;
    }
    let fields = text.split(':').count();
    let message = match fields {
        1 => format!("`{text}` is neither an ARN nor `*`"),
        _ => format!("`{text}` has {fields} of the 6 fields of an ARN"),
    };
    let finding = out.report(resource.text.span(), message);
    match with_empty_field(cx, text) {
        Some(arn) => {
            let place = resource.text.fragment(0..text.len());
            finding
                .help(format!("did you mean `{arn}`?"))
                .unsafe_fix(format!("replace it by `{arn}`"), vec![Edit::replace(place, arn)]);
        }
        None => {
            finding.help("an ARN is written `arn:partition:service:region:account:resource`");
        }
    }
    if entry::iam_reads(cx) && is_refused(cx, text) {
        finding.refused();
    }
}

/// Whether IAM's parser stops at the entry: no colon, no partition, no service, or an empty field among too few.
fn is_refused(cx: &Context<'_>, text: &str) -> bool {
    let mut fields = text.split(':').skip(1);
    let partition = fields.next().is_some_and(|field| entry::is_partition(cx, field));
    let service = fields.next().is_some_and(|field| !field.is_empty());
    !partition || !service || text.contains("::")
}

/// The ARN that was meant where one of the colons behind the service is missing: `arn:aws:s3::films`.
fn with_empty_field(cx: &Context<'_>, text: &str) -> Option<String> {
    let (head, resource) = text.rsplit_once("::")?;
    let service = head.strip_prefix("arn:")?.split_once(':')?.1;
    let mut forms = cx.catalog.arn_templates(service).filter(|form| !form.has_region() && !form.has_account());
    forms.any(|form| form.matches_resource(resource)).then(|| format!("{head}:::{resource}"))
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
        tester.fires(&policy(r#"["fakeArn","*",""]"#), &[r#""fakeArn""#, r#""""#]);
        tester.fires(&policy(r#""arn:aws:s3::films""#), &[r#""arn:aws:s3::films""#]);
        let findings = tester.findings(&policy(r#""arn:aws:s3::films/*""#));
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `arn:aws:s3:::films/*`?"));
    }

    #[test]
    fn services_may_complete_an_arn() {
        let text = policy(r#""execute-api:/*/GET/films""#);
        let options = crate::Options::new(PolicyType::Resource);
        Tester::new(&CHECK, options.clone().resource_type("AWS::ApiGateway::RestApi")).quiet(&text);
        Tester::new(&CHECK, options).fires(&text, &[r#""execute-api:/*/GET/films""#]);
    }

    #[test]
    fn knows_what_is_refused() {
        let refused = |entry: &str, policy_type| Tester::of(&CHECK, policy_type).findings(&policy(entry))[0].refused;
        for entry in [r#""films""#, r#""arn:aws""#, r#""arn:aws:s3::films""#, r#""s3:films""#, r#""arn:aws::x""#] {
            assert!(refused(entry, PolicyType::Identity), "{entry}");
            assert!(!refused(entry, PolicyType::Resource), "{entry}");
        }
        assert!(!refused(r#""arn:aws:sqs:*""#, PolicyType::Identity));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3:::films","::::::","arn:aws:s3:::${aws:username"]"#));
    }
}
