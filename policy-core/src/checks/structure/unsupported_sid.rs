use std::collections::HashMap;

use crate::checks::{Context, Reporter};
use crate::document::Text;
use crate::{Document, Edit};

check! {
    /// ## What it does
    /// Reports a `Sid` with characters other than `A` to `Z`, `a` to `z` and `0` to `9`.
    ///
    /// ## Why
    /// IAM refuses the document. Policies of resources may have more in a `Sid`: S3 and SQS, for instance, take blanks.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Sid": "Read solutions", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }
    ///     ]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Sid": "ReadSolutions", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }
    ///     ]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Sid".
    UNSUPPORTED_SID: Error, Aws, ALL_BUT_RESOURCE, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let mut taken = None;
    let is_wrong = |sid: &&Text<'_>| !sid.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for sid in sids(cx.document).filter(is_wrong) {
        let Some(start) = sid.find(|character: char| !character.is_ascii_alphanumeric()) else { continue };
        let tail = sid.get(start..).unwrap_or_default();
        let length = tail.find(|character: char| character.is_ascii_alphanumeric()).unwrap_or(tail.len());
        let wrong = tail.get(..length).unwrap_or_default();
        let finding = out.report(sid.fragment(start..start + length), format!("a `Sid` cannot hold `{wrong}`"));
        finding.help("use the letters `A` to `Z` and `a` to `z` and the digits only");
        let right: String = sid.chars().filter(char::is_ascii_alphanumeric).collect();
        let of_sid = |sid: &Text<'_>| (sid.to_string(), sid.span());
        let taken = taken.get_or_insert_with(|| sids(cx.document).map(of_sid).collect::<HashMap<_, _>>());
        if !right.is_empty() && taken.insert(right.clone(), sid.span()).is_none() {
            let edit = Edit::replace(sid.span(), format!("\"{right}\""));
            finding.fix(format!("write `{right}`"), vec![edit]);
        }
    }
}

fn sids<'d>(document: &'d Document<'d>) -> impl Iterator<Item = &'d Text<'d>> {
    document.statements.iter().filter_map(|statement| statement.sid.as_ref())
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_first_wrong_part() {
        let tester = Tester::identity(&super::CHECK);
        let check = |sid: &str, underlined: &str| {
            tester.fires(&format!(r#"{{"Statement": {{"Sid": "{sid}"}}}}"#), &[underlined]);
        };
        check("Read -solutions!", " -");
        check("Lösung", "ö");
        check("a\\u0020b", "\\u0020");
        check("_", "_");
        check("tag🏷", "🏷");
    }

    #[test]
    fn fixes_do_not_clash() {
        let text = r#"{"Statement": [{"Sid": "ab"}, {"Sid": "a b"}, {"Sid": "c d"}, {"Sid": "c-d"}]}"#;
        let findings = Tester::identity(&super::CHECK).findings(text);
        let fixable: Vec<_> = findings.iter().map(|finding| finding.fix.is_some()).collect();
        assert_eq!(fixable, [false, true, false]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&super::CHECK).quiet(r#"{"Statement": [{"Sid": ""}, {"Sid": "Aa0"}, {"Sid": 1}, {}]}"#);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(r#"{"Statement": {"Sid": "a b"}}"#);
    }
}
