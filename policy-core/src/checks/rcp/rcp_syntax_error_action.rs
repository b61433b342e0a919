use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::{Block, Statement};

check! {
    /// ## What it does
    /// Reports actions of resource control policies whose service takes no such policies, and `*` alone in a `Deny`.
    ///
    /// ## Why
    /// Resource control policies hold for the resources of some services only, Amazon S3, AWS KMS and Amazon Personalize among
    /// them. The list grows; this one is that of the catalog.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "iam:*"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "kms:*"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "Resource control policies (RCPs)".
    RCP_SYNTAX_ERROR_ACTION: Error, Aws, RCP;
    ActionBlock(check)
}

fn check(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    block: &Block<crate::document::Action<'_>>,
    out: &mut Reporter<'_>,
) {
    // Another check says that there can be no `NotAction`.
    if block.element != "Action" {
        return;
    }
    for action in &block.entries {
        let meaning = cx.meaning(action);
        if let ActionMeaning::Star = meaning {
            if statement.denies() {
                out.report(action.text.span(), "a resource control policy cannot deny `*`")
                    .help("name the services: `\"Action\": [\"s3:*\", \"kms:*\"]`");
            }
            continue;
        }
        // An unknown service or a missing one is another check's matter.
        let Some(service) = meaning.service().filter(|service| !service.supports_rcp()) else { continue };
        let prefix = service.prefix();
        let place = action.service().map_or(action.text.span(), |prefix| action.text.fragment_of(prefix));
        out.report(place, format!("resource control policies do not hold for `{prefix}`"))
            .help("leave the action out; a service control policy can deny it to principals");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_service() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        tester.fires(
            r#"{"Statement": {"Effect": "Deny", "Action": ["s3:*", "iam:PassRole", "EC2:Describe*", "*"]}}"#,
            &["iam", "EC2", r#""*""#],
        );
        tester.quiet(r#"{"Statement": {"Effect": "Allow", "Action": "*"}}"#);
        tester.quiet(
            r#"{"Statement": {"Effect": "Deny", "Action": ["s3:*", "kms:Decrypt", "personalize:*", "nope:*", "x"]}}"#,
        );
        tester.quiet(r#"{"Statement": {"Effect": "Deny", "NotAction": "iam:*"}}"#);
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(r#"{"Statement": {"Effect": "Deny", "Action": "iam:*"}}"#);
    }
}
