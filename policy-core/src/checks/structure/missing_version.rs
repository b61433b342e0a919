use super::elements;
use crate::checks::{Context, Reporter};
use crate::{Edit, Span};

check! {
    /// ## What it does
    /// Reports documents without a `Version`.
    ///
    /// ## Why
    /// Without it the policy is read in the language of 2008, where `${aws:username}` is no variable but eleven plain
    /// characters and more. `CreatePolicy` refuses such a document: a managed policy must be of version `2012-10-17`.
    ///
    /// ## Example
    /// ```json
    /// { "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }] }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Version".
    MISSING_VERSION: Warning, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let document = cx.document;
    if document.version.is_some() || !elements::is_whole_object(document) || elements::has_top(document, "Version") {
        return;
    }
    let finding = out.report(document.span, "this policy has no `Version`");
    finding.help("begin the policy with `\"Version\": \"2012-10-17\"`");
    if cx.may_be_managed() {
        finding.refused();
    }
    let is_empty = document.tree.root().is_none_or(|root| document.tree.members(root).next().is_none());
    let member = if is_empty { r#""Version": "2012-10-17""# } else { r#""Version": "2012-10-17", "# };
    let edits = vec![Edit::replace(Span::new(document.span.start + 1, document.span.start + 1), member)];
    // With the newer language what looks like a variable becomes one.
    if document.text.contains("${") {
        finding.unsafe_fix("add the version", edits);
    } else {
        finding.fix("add the version", edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Options, Placement, PolicyType};

    #[test]
    fn underlines_the_document() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires("{}", &["{}"]);
        tester.fires(r#" {"Statement": []} "#, &[r#"{"Statement": []}"#]);
        tester.quiet(r#"{"Version": "2012-10-17"}"#);
        tester.quiet(r#"{"Version": 2012}"#);
        tester.quiet(r#"{"Statement": ["#);
        tester.quiet("[]");
        tester.quiet("");
    }

    #[test]
    fn managed_policies_need_one() {
        let managed = Options::new(PolicyType::Identity).placement(Placement::Managed);
        assert!(Tester::new(&super::CHECK, managed).findings("{}")[0].refused);
        assert!(Tester::of(&super::CHECK, PolicyType::Boundary).findings("{}")[0].refused);
        assert!(Tester::identity(&super::CHECK).findings("{}")[0].refused);
        let inline = Options::new(PolicyType::Identity).placement(Placement::Role);
        assert!(!Tester::new(&super::CHECK, inline).findings("{}")[0].refused);
        assert!(!Tester::of(&super::CHECK, PolicyType::Trust).findings("{}")[0].refused);
    }
}
