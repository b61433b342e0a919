use super::usage::{Named, Wanted, is_comparable};
use crate::checks::{Context, Reporter};
use crate::document::{Action, Resource, Statement};

check! {
    /// ## What it does
    /// Reports resources that no action of their statement works on, when every action beside them has a resource that fits. Where one
    /// has none, `ACTION_WITHOUT_RESOURCE` speaks about it.
    ///
    /// ## Why
    /// The entry changes nothing. It is left over, or the action is missing that it was written for.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": [
    ///             "arn:aws:personalize:us-east-1:123456789012:campaign/films",
    ///             "arn:aws:s3:::films/*"
    ///         ]
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
    RESOURCE_WITHOUT_ACTION: Warning, Own, ALL_BUT_TRUST;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !is_comparable(statement) || statement.resources().all(|resource| is_own(statement, resource)) {
        return;
    }
    let mut named = Named::nothing_of(statement);
    if !named.take(cx) {
        return;
    }
    let Some(wanted) = Wanted::of(cx, statement) else { return };
    let mut unused = statement.resources().filter(|resource| !wanted.fits(cx, resource)).peekable();
    if unused.peek().is_none() || !statement.actions().all(|action| named.fits(cx, action)) {
        return;
    }
    for resource in unused {
        let finding = out.report(resource.text.span(), message(resource));
        if let Some(block) = &statement.action {
            finding.label(block.span, "the actions");
        }
        finding.help("remove it, or add the action that it was meant for");
    }
}

/// Whether one of the first actions is of the entry's own service, which is enough but for S3: see [`Wanted::fits`].
fn is_own(statement: &Statement<'_>, resource: &Resource<'_>) -> bool {
    const FEW: usize = 8;
    let arn = &*resource.text;
    let mut prefixes = statement.actions().take(FEW).filter_map(Action::service);
    // Nearly all begin so, and need not be taken apart.
    let begins = |prefix: &str| {
        let rest = arn.strip_prefix("arn:aws:").and_then(|rest| rest.strip_prefix(prefix));
        rest.is_some_and(|rest| rest.starts_with(':')) && prefix != "s3"
    };
    if statement.actions().next().and_then(Action::service).is_some_and(begins) {
        return true;
    }
    let Some(arn) = resource.arn().filter(|arn| arn.service != "s3") else { return false };
    prefixes.any(|prefix| prefix.eq_ignore_ascii_case(arn.service))
}

fn message(resource: &Resource<'_>) -> String {
    format!("no action of the statement works on `{}`", resource.text)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(actions: &str, resources: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":{resources}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(
            &policy(r#""s3:GetObject""#, r#"["arn:aws:s3:::films/*","arn:aws:s3:::films"]"#),
            &[r#""arn:aws:s3:::films""#],
        );
        tester.fires(
            &policy(r#"["sqs:*"]"#, r#"["arn:aws:sqs:*:*:films","arn:aws:sns:*:*:*"]"#),
            &[r#""arn:aws:sns:*:*:*""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#""s3:GetObject""#, r#""arn:aws:s3:::films""#));
        tester
            .quiet(&policy(r#"["s3:GetObject","s3:ListBucket"]"#, r#"["arn:aws:s3:::films","arn:aws:s3:::films/*"]"#));
        tester.quiet(&policy(r#""s3:*""#, r#"["arn:aws:s3:::films","arn:aws:s3:*:*:job/x"]"#));
        tester.quiet(&policy(r#""ec2:RunInst*""#, r#"["arn:aws:ec2:*:*:subnet/x","arn:aws:ec2:*:*:instance/*"]"#));
        tester.quiet(&policy(r#"["*","s3:GetObject"]"#, r#"["arn:aws:s3:::films/*","arn:aws:s3:::films"]"#));
        tester.quiet(&policy(r#"["nosuch:Thing","s3:GetObject"]"#, r#"["arn:aws:s3:::films/*","arn:aws:s3:::films"]"#));
    }
}
