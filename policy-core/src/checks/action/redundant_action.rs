use crate::checks::{Context, Reporter, redundancy};
use crate::document::{Action, Block, Statement};

check! {
    /// ## What it does
    /// Reports entries of an `Action` or `NotAction` list that another entry of the list covers, or that stand in it twice.
    ///
    /// ## Why
    /// They change nothing and count towards the policy's size. A reader who removes the narrow entry believes to have
    /// taken a permission away, and has not.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": ["personalize:ListSolutions", "personalize:List*"],
    ///         "Resource": "*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["personalize:List*"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    REDUNDANT_ACTION: Suggestion, Aws, ALL;
    ActionBlock(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &Block<Action<'_>>, out: &mut Reporter<'_>) {
    redundancy::report_actions(cx, block, out);
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(actions: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{actions},"Resource":"*"}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(
            &policy(r#"["sns:ListTopics", "s3:GetObject", "SNS:list*", "sns:ListSubscriptions"]"#),
            &[r#""sns:ListTopics""#, r#""SNS:list*""#, r#""sns:ListSubscriptions""#],
        );
        tester.fires(&policy(r#"["s3:GetObject","S3:getObject"]"#), &[r#""s3:GetObject""#, r#""S3:getObject""#]);
        tester.fires(&policy(r#"["s3:*","*"]"#), &[r#""s3:*""#, r#""*""#]);
        // Each entry belongs to one group, that of the first that covers it.
        tester.fires(&policy(r#"["s3:Get*", "s3:GetObject", "s3:*Object"]"#), &[r#""s3:Get*""#, r#""s3:GetObject""#]);
        // Of two that mean the same, the first stays.
        tester.fires(&policy(r#"["s3:**", "s3:*"]"#), &[r#""s3:**""#, r#""s3:*""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["iam:Get*","iam:*CredentialReport"]"#));
        tester.quiet(&policy(r#"["s3:GetObject","s3:GetObjectAcl","s3:Get?"]"#));
        tester.quiet(&policy(r#""s3:*""#));
        tester.quiet(&policy("[]"));
    }

    #[test]
    fn finds_what_long_lists_cover() {
        let of = |service: &str| (0..40).map(|at| format!("\"{service}:Get{at:02}*\"")).collect::<Vec<_>>().join(",");
        let all = [of("s3"), of("EC2"), of("nope")].join(",");
        Tester::identity(&CHECK).quiet(&policy(&format!("[{all}]")));
        let covering = r#""S3:get1*","ec2:*12*","*:*31*","no?e:Get0*""#;
        let findings = Tester::identity(&CHECK).findings(&policy(&format!("[{all},{covering}]")));
        assert_eq!(findings.iter().map(|finding| finding.locations.len()).collect::<Vec<_>>(), [11, 2, 4, 11]);
    }

    #[test]
    fn finds_all_in_what_is_no_longer_than_a_policy() {
        let actions: Vec<String> = (0..1_600).map(|at| format!("\"*:{at}*\"")).collect();
        let findings = Tester::identity(&CHECK).findings(&policy(&format!("[{}]", actions.join(","))));
        assert_eq!(findings.iter().map(|finding| finding.locations.len()).sum::<usize>(), 1_600 - 1);
    }
}
