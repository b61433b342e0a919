use crate::Level;
use crate::checks::{Context, Reporter};
use crate::document::Action;

check! {
    /// ## What it does
    /// Reports actions of service control policies with `*` or `?` anywhere but at the end.
    ///
    /// ## Why
    /// Access Analyzer lists this as an error. Organizations, which has the last word, accepts wildcards anywhere in an action
    /// since September 2025. So the finding keeps its type but warns only; tools and regions that lag behind are the reason to
    /// heed it.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "personalize:*Solution", "Resource": "*" }] }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Deny",
    ///         "Action": ["personalize:CreateSolution", "personalize:DeleteSolution"],
    ///         "Resource": "*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"; AWS Security Blog, "Unlock new possibilities: AWS
    /// Organizations service control policy now supports full IAM language".
    SCP_SYNTAX_ERROR_ACTION_WILDCARD: Error, Aws, SCP;
    Action(check)
}

fn check(_: &Context<'_>, action: &Action<'_>, out: &mut Reporter<'_>) {
    const WILDCARDS: [char; 2] = ['*', '?'];
    let head = action.text.trim_end_matches(WILDCARDS);
    let Some(start) = head.find(WILDCARDS) else { return };
    let tail = head.get(start..).unwrap_or_default();
    let length = tail.find(|character: char| !WILDCARDS.contains(&character)).unwrap_or(tail.len());
    let message = "a wildcard before the end of an action: Access Analyzer objects to it, Organizations accepts it";
    let finding = out.report(action.text.fragment(start..start + length), message);
    finding.level = Level::Warn;
    finding.help("write the wildcard last or spell the actions out, or allow `scp_syntax_error_action_wildcard`");
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Level, PolicyType};

    #[test]
    fn underlines_the_wildcard() {
        let tester = Tester::of(&super::CHECK, PolicyType::Scp);
        tester.fires(r#"{"Statement": {"Action": ["ec2:*Instances", "s3:Get*Acl*", "*:List*"]}}"#, &["*", "*", "*"]);
        tester.fires(r#"{"Statement": {"NotAction": "s3:??t*t"}}"#, &["??"]);
        let level = tester.findings(r#"{"Statement": {"Action": "ec2:*Instances"}}"#)[0].level;
        assert_eq!(level, Level::Warn);
    }

    #[test]
    fn stays_quiet() {
        let actions = r#"{"Statement": {"Action": ["*", "s3:*", "s3:Get*", "s3:Get??", "s3:GetObject", "", "**"]}}"#;
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(actions);
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": {"Action": "ec2:*Instances"}}"#);
    }
}
