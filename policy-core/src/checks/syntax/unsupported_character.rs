use crate::checks::{Context, Reporter};
use crate::lean::Lean as _;
use crate::span::offset;
use crate::syntax::Marks;
use crate::{Edit, PolicyType, Span};

check! {
    /// ## What it does
    /// Reports characters beyond U+00FF: typographic quotes and dashes, the ellipsis, a byte order mark, letters of other
    /// alphabets.
    ///
    /// ## Why
    /// IAM, STS and KMS refuse a document with characters other than tab, line feed, carriage return and U+0020 to U+00FF.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:eu-west-1:123456789012:campaign/films–and–series"
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
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:eu-west-1:123456789012:campaign/films-and-series"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM and AWS STS quotas".
    UNSUPPORTED_CHARACTER: Error, Own, IDENTITY_TRUST_RESOURCE, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let text = cx.document.text;
    let is_free = cx.policy_type() == PolicyType::Resource && cx.attached_to() != Some("AWS::KMS::Key");
    // In UTF-8 what comes after U+00FF begins with a byte above 0xC3.
    // What stands outside of strings is ASCII, or wrong.
    let is_ascii =
        (cx.document.syntax_errors.is_empty() && !cx.document.tree.marks().has(Marks::HIGH)) || text.is_ascii();
    if is_free || is_ascii || !text.bytes().any(|byte| byte > 0xC3) {
        return;
    }
    let runs = runs(text);
    let Some(first) = runs.first().and_then(|run| run.of(text).chars().next()) else { return };
    let name = u32::from(first);
    let message = if is_invisible(first) {
        format!("the invisible character U+{name:04X} cannot stand in a policy")
    } else {
        format!("`{first}` (U+{name:04X}) cannot stand in a policy")
    };
    let all_invisible = runs.iter().all(|run| run.of(text).chars().all(is_invisible));
    let edits: Vec<_> = runs.iter().map(|&run| Edit::replace(run, "")).list();
    let finding = out.report_all(runs, message);
    finding.help(match first {
        '“' | '”' | '„' => "write a plain `\"`".to_owned(),
        '‘' | '’' => "write a plain `'`".to_owned(),
        '‐'..='―' | '−' => "write a plain `-`".to_owned(),
        '…' => "write three plain dots".to_owned(),
        _ if is_invisible(first) => "remove it".to_owned(),
        _ => "IAM takes tab, line breaks and the characters from U+0020 to U+00FF".to_owned(),
    });
    if all_invisible {
        finding.fix("remove the invisible characters", edits);
    }
}

/// The longest runs of characters that IAM does not take.
fn runs(text: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, character) in text.char_indices().filter(|&(_, character)| character > '\u{FF}') {
        let span = Span::new(offset(at), offset(at + character.len_utf8()));
        match runs.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => runs.push(span),
        }
    }
    runs
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    #[test]
    fn underlines_the_characters() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Sid": "日本", "Id": "a…b"}"#, &["日本", "…"]);
        tester.fires("{“Version”: 1}", &["“", "”"]);
        tester.fires("\u{FEFF}{\"Id\": \"a\u{200B}\"}", &["\u{FEFF}", "\u{200B}"]);
        tester.fires(r#"{"Id": "Ā"}"#, &["Ā"]);
        Tester::of(&super::CHECK, PolicyType::Trust).fires("[🏷]", &["🏷"]);
    }

    #[test]
    fn latin_1_is_taken() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet("{\"Id\":\t\"äÿ~\u{7F}\u{A0}\"}\r\n");
        tester.quiet(r#"{"Id": "\u65e5"}"#);
    }

    #[test]
    fn other_services_take_more() {
        let text = r#"{"Id": "日本"}"#;
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(text);
        Tester::of(&super::CHECK, PolicyType::Scp).quiet(text);
        let of = |name: &str| Tester::new(&super::CHECK, Options::new(PolicyType::Resource).resource_type(name));
        of("AWS::S3::Bucket").quiet(text);
        of("AWS::KMS::Key").fires(text, &["日本"]);
    }
}
