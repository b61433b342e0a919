use crate::checks::{Context, Reporter};
use crate::document::{Block, Resource, Statement};

check! {
    /// ## What it does
    /// Reports `Resource` and `NotResource` with an empty list.
    ///
    /// ## Why
    /// A statement about no resource does nothing. Access Analyzer calls it a suggestion; IAM's create calls refuse the
    /// document: a statement must contain resources.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": [] }] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Resource".
    EMPTY_ARRAY_RESOURCE: Suggestion, Aws, ALL_BUT_TRUST, refused;
    ResourceBlock(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &Block<Resource<'_>>, out: &mut Reporter<'_>) {
    if block.is_array && block.is_regular && block.entries.is_empty() {
        out.report(block.span, format!("`{}` is an empty list", block.element))
            .help("name resources, or leave the statement out");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_list() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Resource": []}, {"NotResource": [ ]}]}"#, &["[]", "[ ]"]);
        tester.quiet(
            r#"{"Statement": [{"Resource": ["*"]}, {"Resource": "*"}, {"Resource": [null]}, {"Resource": {}}, {}]}"#,
        );
    }
}
