use super::{entry, iam_resource_path};
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports resource ARNs whose last part has the form of none of the service's resources.
    ///
    /// ## Why
    /// The ARN names nothing, so an `Allow` grants nothing and a `Deny` forbids nothing. Usually the resource type is misspelt or
    /// stands in the plural, or a slash stands for a colon.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:us-east-1:123456789012:campaigns/films"
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
    INVALID_ARN_RESOURCE: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

/// More forms than these say nothing to a reader.
const FEW: usize = 6;

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    if !entry::is_of_service(arn) {
        return;
    }
    let fits = !entry::is_of_no_form(cx, resource, arn) || entry::is_swallowed(cx, arn);
    if fits && !arn.resource.is_empty() {
        return;
    }
    let message = match arn.resource {
        "" => "the ARN names no resource".to_owned(),
        part => format!("`{part}` has the form of no resource of `{}`", arn.service),
    };
    let finding = out.report(entry::place(resource, arn.resource), message);
    if let Some(meant) = entry::meant(cx, arn) {
        finding.help(format!("did you mean `{meant}`?")).unsafe_fix(
            format!("replace it by `{meant}`"),
            vec![Edit::replace(resource.text.fragment_of(arn.resource), meant)],
        );
    } else if let Some(forms) = forms(cx, arn) {
        finding.help(format!("the forms are {forms}"));
    }
    if iam_resource_path::is_refused(cx, arn) {
        finding.refused();
    }
}

fn forms(cx: &Context<'_>, arn: &Arn<'_>) -> Option<String> {
    let forms: Vec<String> = cx.catalog.arn_templates(arn.service).map(|form| format!("`{}`", form.resource())).list();
    let shown = lean::join(forms.get(..FEW.min(forms.len()))?, ", ");
    let rest = forms.len().saturating_sub(FEW);
    if rest == 0 { (!forms.is_empty()).then_some(shown) } else { Some(format!("{shown} and {rest} others")) }
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
        tester.fires(&policy(r#""arn:aws:personalize:us-east-1:123456789012:campaigns/films""#), &["campaigns/films"]);
        tester.fires(
            &policy(r#"["arn:aws:lambda:us-east-1:123456789012:function/x","arn:aws:s3:::"]"#),
            &["function/x", ":"],
        );
        let help = |entry: &str| tester.findings(&policy(entry))[0].help.clone().unwrap();
        assert_eq!(help(r#""arn:aws:lambda:us-east-1:123456789012:function/x""#), "did you mean `function:x`?");
        assert_eq!(help(r#""arn:aws:personalize:us-east-1:123456789012:campaigns/x""#), "did you mean `campaign/x`?");
        assert!(help(r#""arn:aws:personalize:us-east-1:123456789012:x""#).starts_with("the forms are `"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:s3:::x","arn:aws:lambda:*:*:function:x","arn:aws:personalize:*:*:c*"]"#));
        tester.quiet(&policy(
            r#"["arn:aws:cloudformation:us-east-1:aws:transform/x","arn:aws:backup:*:*:recovery-point:x"]"#,
        ));
        tester.quiet(&policy(r#""arn:aws:dms:us-east-1:123456789012:rep:films""#));
        // Over colons, a wildcard in the account reaches into the resource part.
        tester.quiet(&policy(r#"["arn:aws:logs:*:*:/aws/lambda/x","arn:aws:logs:us-east-1:*:/aws/lambda/x"]"#));
        tester.quiet(&policy(r#"["arn:aws:nothing:::x","arn:aws:*:::x","arn:aws:personalize:*:*:${aws:username}"]"#));
    }
}
