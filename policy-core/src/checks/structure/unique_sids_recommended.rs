use super::sids;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports a `Sid` that two statements of a resource policy share.
    ///
    /// ## Why
    /// Services that take resource policies accept this, but tools that add or remove a statement by its `Sid` may then meet
    /// the wrong one.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         {
    ///             "Sid": "PersonalizeReadsData",
    ///             "Effect": "Allow",
    ///             "Principal": { "Service": "personalize.amazonaws.com" },
    ///             "Action": "s3:GetObject",
    ///             "Resource": "arn:aws:s3:::ratings/*"
    ///         },
    ///         {
    ///             "Sid": "PersonalizeReadsData",
    ///             "Effect": "Allow",
    ///             "Principal": { "Service": "personalize.amazonaws.com" },
    ///             "Action": "s3:ListBucket",
    ///             "Resource": "arn:aws:s3:::ratings"
    ///         }
    ///     ]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         {
    ///             "Sid": "PersonalizeReadsObjects",
    ///             "Effect": "Allow",
    ///             "Principal": { "Service": "personalize.amazonaws.com" },
    ///             "Action": "s3:GetObject",
    ///             "Resource": "arn:aws:s3:::ratings/*"
    ///         },
    ///         {
    ///             "Sid": "PersonalizeListsBucket",
    ///             "Effect": "Allow",
    ///             "Principal": { "Service": "personalize.amazonaws.com" },
    ///             "Action": "s3:ListBucket",
    ///             "Resource": "arn:aws:s3:::ratings"
    ///         }
    ///     ]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Sid".
    UNIQUE_SIDS_RECOMMENDED: Warning, Aws, RESOURCE;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for (sid, first) in sids::repeated(&cx.document.statements) {
        out.report(sid.span(), format!("two statements have the `Sid` `{sid}`"))
            .label(first, "the other one is here")
            .help("give each statement a `Sid` of its own");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_later_ones() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement": [{"Sid": "a b"}, {"Sid": "A B"}, {"Sid": "a b"}]}"#, &[r#""a b""#]);
        tester.quiet(r#"{"Statement": [{"Sid": ""}, {"Sid": ""}]}"#);
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": [{"Sid": "a"}, {"Sid": "a"}]}"#);
    }
}
