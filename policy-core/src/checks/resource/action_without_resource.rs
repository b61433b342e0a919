use super::usage::{self, Named};
use crate::catalog;
use crate::checks::{ActionMeaning, Context, Reporter, fits_resource};
use crate::document::variable::as_pattern;
use crate::document::{Action, Statement};
use crate::lean;

check! {
    /// ## What it does
    /// Reports actions that none of their statement's resources fits: `s3:GetObject` beside a bucket without `/*`, `s3:ListBucket` beside
    /// objects, or an action that works on no resource, and so needs `*`, beside an ARN. A pattern is reported when this holds for
    /// every action that it matches.
    ///
    /// ## Why
    /// The entry never takes effect: an `Allow` grants nothing, and a `Deny` leaves open what it was meant to close. AWS's tools show
    /// such statements as they are; the error comes at run time, as an access that is denied.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": ["s3:GetObject", "s3:ListBucket"],
    ///         "Resource": "arn:aws:s3:::films"
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
    ///         "Action": ["s3:GetObject", "s3:ListBucket"],
    ///         "Resource": ["arn:aws:s3:::films", "arn:aws:s3:::films/*"]
    ///     }]
    /// }
    /// ```
    ACTION_WITHOUT_RESOURCE: Warning, Own, ALL_BUT_TRUST;
    Statement(check)
}

/// More types than these say nothing to a reader.
const FEW: usize = 3;

/// So many resources are looked through for the one that was meant.
const MOST_TRIED: usize = 100;

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !usage::is_comparable(statement) {
        return;
    }
    let mut named = Named::nothing_of(statement);
    if !named.take(cx) {
        return;
    }
    for action in statement.actions().filter(|action| !named.fits(cx, action)) {
        let place = action.text.fragment(0..action.text.len());
        let finding = out.report(place, message(statement, action));
        if let Some(block) = &statement.resource {
            finding.label(block.span, "its resources");
        }
        finding.help(help(cx, statement, action));
    }
}

fn message(statement: &Statement<'_>, action: &Action<'_>) -> String {
    let verb = if statement.denies() { "denied" } else { "allowed" };
    let text = &action.text;
    if action.has_wildcard() {
        format!("no action that `{text}` matches fits a resource of its statement, so none is ever {verb}")
    } else {
        format!("`{text}` fits no resource of its statement, so it is never {verb}")
    }
}

fn help(cx: &Context<'_>, statement: &Statement<'_>, action: &Action<'_>) -> String {
    let ActionMeaning::Exact(exact) = cx.meaning(action) else {
        return "give these actions resources of their own, or remove the entry".to_owned();
    };
    if let Some(help) = by_slash(statement, exact) {
        return help;
    }
    let mut types: Vec<String> = Vec::new();
    for form in usage::forms(exact) {
        types.push(format!("`{form}`"));
    }
    let shown = lean::join(types.get(..FEW.min(types.len())).unwrap_or_default(), ", ");
    match types.len() {
        0 => "it works on no particular resource; give it a statement with `\"Resource\": \"*\"`".to_owned(),
        count if count > FEW => format!("it works on {shown} and {} other kinds", count - FEW),
        _ => format!("it works on {shown}"),
    }
}

/// The two ways to miss a bucket: its objects without `/*`, and itself with it.
fn by_slash(statement: &Statement<'_>, action: catalog::Action<'static>) -> Option<String> {
    if usage::forms(action).all(|form| &*form.service() != "s3") {
        return None;
    }
    let fits = |part: &str| {
        usage::forms(action).any(|form| &*form.service() == "s3" && fits_resource(form, &as_pattern(part)))
    };
    statement.resources().take(MOST_TRIED).find_map(|resource| {
        let arn = resource.arn().filter(|arn| arn.service == "s3")?;
        let head = format!("{}:{}:s3:{}:{}", arn.prefix, arn.partition, arn.region, arn.account);
        let objects = format!("{}/*", arn.resource.trim_end_matches('/'));
        let bucket = arn.resource.split('/').next().unwrap_or_default();
        if fits(&objects) {
            Some(format!("it works on objects: write `{head}:{objects}`"))
        } else if fits(bucket) {
            Some(format!("it works on buckets: write `{head}:{bucket}`"))
        } else {
            None
        }
    })
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
        let bucket = r#""arn:aws:s3:::films""#;
        tester.fires(&policy(r#"["s3:GetObject","s3:ListBucket"]"#, bucket), &["s3:GetObject"]);
        tester.fires(&policy(r#"["s3:GetObject","s3:ListBucket"]"#, r#""arn:aws:s3:::films/*""#), &["s3:ListBucket"]);
        tester.fires(
            &policy(r#""personalize:ListSolutions""#, r#""arn:aws:personalize:*:*:solution/x""#),
            &["personalize:ListSolutions"],
        );
        tester.fires(
            &policy(r#""personalize:*Campaign""#, r#""arn:aws:personalize:*:*:filter/x""#),
            &["personalize:*Campaign"],
        );
        tester.fires(&policy(r#""personalize:CreateCampaign""#, bucket), &["personalize:CreateCampaign"]);
    }

    #[test]
    fn says_what_would_fit() {
        let help = |actions: &str, resources: &str| {
            Tester::identity(&CHECK).findings(&policy(actions, resources))[0].help.clone().unwrap()
        };
        assert!(help(r#""s3:GetObject""#, r#""arn:aws:s3:::films""#).ends_with("write `arn:aws:s3:::films/*`"));
        assert!(help(r#""s3:ListBucket""#, r#""arn:aws:s3:::films/x/*""#).ends_with("write `arn:aws:s3:::films`"));
        assert!(help(r#""personalize:ListSolutions""#, r#""arn:aws:s3:::films""#).contains(r#""Resource": "*""#));
        assert!(help(r#""personalize:DescribeFilter""#, r#""arn:aws:s3:::films""#).contains("filter/${"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#""personalize:CreateCampaign""#, r#""arn:aws:personalize:*:*:campaign/x""#));
        tester.quiet(&policy(r#""s3:ListAllMyBuckets""#, r#"["arn:aws:s3:::films","*"]"#));
        tester.quiet(&policy(r#""s3:ListAllMyBuckets""#, r#""arn:aws:s3:::*""#));
        tester.quiet(&policy(r#"["s3:*","s3:Get*","*"]"#, r#""arn:aws:s3:::films""#));
        tester.quiet(&policy(r#"["s3:GetObject","s3:ListBucket"]"#, r#""arn:aws:s3:::films*""#));
        tester.quiet(&policy(r#""s3:GetObject""#, r#"["arn:aws:nothing:::x","films"]"#));
        tester.quiet(&policy(r#""backup:StartRestoreJob""#, r#""arn:aws:ec2:us-east-1::snapshot/x""#));
        tester.quiet(r#"{"Statement":{"Effect":"Allow","NotAction":"s3:GetObject","Resource":"arn:aws:s3:::films"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::films"}}"#);
    }
}
