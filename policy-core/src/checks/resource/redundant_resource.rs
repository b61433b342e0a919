use crate::checks::{Context, Reporter, redundancy};
use crate::document::{Block, Resource, Statement};

check! {
    /// ## What it does
    /// Reports entries of a `Resource` or `NotResource` list that another entry of the list covers, or that stand in it twice.
    ///
    /// ## Why
    /// They change nothing and count towards the policy's size. A `*` goes across slashes and colons: `arn:aws:s3:::films-*` covers
    /// the objects in those buckets, too.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": ["arn:aws:s3:::films-*/*", "arn:aws:s3:::films-*"]
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
    ///         "Action": "s3:GetObject",
    ///         "Resource": ["arn:aws:s3:::films-*"]
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    REDUNDANT_RESOURCE: Suggestion, Aws, ALL_BUT_TRUST;
    ResourceBlock(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &Block<Resource<'_>>, out: &mut Reporter<'_>) {
    redundancy::report_resources(cx, block, out);
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
        tester.fires(
            &policy(r#"["arn:aws:s3:::a-*", "arn:aws:s3:::b", "arn:aws:s3:::a-*/*"]"#),
            &[r#""arn:aws:s3:::a-*""#, r#""arn:aws:s3:::a-*/*""#],
        );
        tester.fires(
            &policy(r#"["arn:aws:s3:::*a*", "arn:aws:s3:::b*", "arn:aws:s3:::*a*/*", "arn:aws:s3:::b*/*"]"#),
            &[r#""arn:aws:s3:::*a*""#, r#""arn:aws:s3:::*a*/*""#, r#""arn:aws:s3:::b*""#, r#""arn:aws:s3:::b*/*""#],
        );
        tester.fires(&policy(r#"["x","x"]"#), &[r#""x""#, r#""x""#]);
        tester.fires(&policy(r#"["x","*","y"]"#), &[r#""x""#, r#""*""#, r#""y""#]);
        tester.fires(&policy(r#"["a/*","a/${aws:username}/*"]"#), &[r#""a/*""#, r#""a/${aws:username}/*""#]);
    }

    #[test]
    fn finds_what_long_lists_cover() {
        let mut resources: Vec<String> = (0..100).map(|at| format!("\"arn:aws:s3:::b{at:03}/*\"")).collect();
        Tester::identity(&CHECK).quiet(&policy(&format!("[{}]", resources.join(","))));
        resources.push(r#""arn:aws:s3:::b07*""#.to_owned());
        resources.push(r#""arn:*:b009/*""#.to_owned());
        let findings = Tester::identity(&CHECK).findings(&policy(&format!("[{}]", resources.join(","))));
        assert_eq!(findings.iter().map(|finding| finding.locations.len()).collect::<Vec<_>>(), [11, 2]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["arn:aws:s3:::films","arn:aws:s3:::films/*"]"#));
        tester.quiet(&policy(r#"["arn:aws:s3:::Films*","arn:aws:s3:::films*"]"#));
        tester.quiet(&policy(r#"["a${*}","ab"]"#));
        tester.quiet(&policy(r#"["a????????????","a${aws:userid}"]"#));
        tester.quiet(&policy(r#"["a/${aws:PrincipalTag/x, '*'}","a/${aws:PrincipalTag/x, 'y'}"]"#));
    }
}
