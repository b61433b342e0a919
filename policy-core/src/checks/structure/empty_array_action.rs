use crate::checks::{Context, Reporter};
use crate::document::{Action, Block, Statement};

check! {
    /// ## What it does
    /// Reports `Action` and `NotAction` with an empty list.
    ///
    /// ## Why
    /// A statement about no action does nothing. Access Analyzer calls it a suggestion; IAM's create calls refuse the document:
    /// a statement must contain actions.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [], "Resource": "*" }] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Action".
    EMPTY_ARRAY_ACTION: Suggestion, Aws, ALL, refused;
    ActionBlock(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &Block<Action<'_>>, out: &mut Reporter<'_>) {
    if block.is_array && block.is_regular && block.entries.is_empty() {
        out.report(block.span, format!("`{}` is an empty list", block.element))
            .help("name actions, or leave the statement out");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_list() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Action": []}, {"NotAction": [ ]}]}"#, &["[]", "[ ]"]);
        tester.quiet(r#"{"Statement": [{"Action": ["*"]}, {"Action": "*"}, {"Action": [null]}, {"Action": {}}, {}]}"#);
    }
}
