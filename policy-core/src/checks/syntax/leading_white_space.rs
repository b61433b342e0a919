use crate::checks::{Context, Reporter};
use crate::span::offset;
use crate::{Edit, Span};

check! {
    /// ## What it does
    /// Reports white space before the first character of a policy that goes to IAM or STS.
    ///
    /// ## Why
    /// IAM has refused such texts with "JSON strings must not have leading spaces" or "The policy failed legacy parsing".
    /// This library hands policies over without white space, so the document is not rejected; other tools send the file as it
    /// is.
    ///
    /// ## Example
    /// ```json
    ///   { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:*", "Resource": "*" }] }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "personalize:*", "Resource": "*" }] }
    /// ```
    LEADING_WHITE_SPACE: Warning, Own, IDENTITY_TRUST;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let text = cx.document.text;
    let length = text.len() - text.trim_start_matches([' ', '\n', '\t', '\r']).len();
    // A text of nothing else is an error already.
    if length == 0 || length == text.len() {
        return;
    }
    let span = Span::new(0, offset(length));
    out.report(span, "the text begins with white space")
        .help("begin it with `{`: IAM may refuse the text as it stands")
        .fix("remove the white space", vec![Edit::replace(span, "")]);
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_space() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(" {}", &[" "]);
        tester.fires("\n\t{}", &["\n\t"]);
        tester.quiet("{ }\n");
        tester.quiet("");
        tester.quiet("\n");
        Tester::of(&super::CHECK, PolicyType::Trust).fires(" {}", &[" "]);
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(" {}");
    }
}
