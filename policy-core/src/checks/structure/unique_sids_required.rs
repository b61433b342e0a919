use super::sids;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports a `Sid` that two statements of a policy share.
    ///
    /// ## Why
    /// A `Sid` identifies its statement; IAM refuses the document when it does not. Without a `Sid`, or with an empty one,
    /// a statement has no such trouble.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Sid": "Read", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" },
    ///         { "Sid": "Read", "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    ///     ]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Sid": "ReadSolutions", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" },
    ///         { "Sid": "ReadCampaigns", "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }
    ///     ]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Sid".
    UNIQUE_SIDS_REQUIRED: Error, Aws, IDENTITY_TRUST_SCP, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for (sid, first) in sids::repeated(&cx.document.statements) {
        out.report(sid.span(), format!("two statements have the `Sid` `{sid}`"))
            .label(first, "the other one is here")
            .help("give each statement a `Sid` of its own, or none");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_later_ones() {
        let text = r#"{"Statement": [{"Sid": "a"}, {"Sid": "A"}, {"Sid": "a"}, {"Sid": "\u0061"}]}"#;
        for kind in [PolicyType::Identity, PolicyType::Session, PolicyType::Trust, PolicyType::Scp] {
            Tester::of(&super::CHECK, kind).fires(text, &[r#""a""#, r#""\u0061""#]);
        }
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(text);
    }

    #[test]
    fn empty_ones_do_not_count() {
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": [{"Sid": ""}, {"Sid": ""}, {}, {}, {"Sid": 1}]}"#);
    }
}
