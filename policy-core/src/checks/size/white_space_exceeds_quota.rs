use super::{measure, quotas};
use crate::checks::{Context, Reporter};
use crate::syntax::minify;
use crate::{Edit, PolicyType, Span};

check! {
    /// ## What it does
    /// Reports session policies, service control policies and resource control policies that are within their quota without the
    /// white space between tokens, and above it with it.
    ///
    /// ## Why
    /// STS and Organizations count every character they get, and refuse the text as it stands. This library hands policies over
    /// without white space; other tools may not.
    ///
    /// ## Example
    /// ```json rcp 5020
    /// { "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": [ "s3:DeleteObject", "…" ], "Resource": "*" } ] }
    /// ```
    ///
    /// ## Use instead
    /// ```json rcp 5020
    /// {"Statement":[{"Effect":"Deny","Principal":"*","Action":["s3:DeleteObject","…"],"Resource":"*"}]}
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "SCP syntax".
    WHITE_SPACE_EXCEEDS_QUOTA: Warning, Own, SESSION_SCP_RCP;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let quota = match cx.policy_type() {
        PolicyType::Session => quotas::SESSION,
        PolicyType::Scp => quotas::SCP,
        _ => quotas::RCP,
    };
    let text = cx.document.text;
    let size = if text.len() > quota { text.chars().count() } else { 0 };
    if size <= quota || measure::minified_characters_above(text, quota).is_some() {
        return;
    }
    let (size, quota) = (measure::grouped(size), measure::grouped(quota));
    let whole = Span::new(0, crate::span::offset(text.len()));
    let message = format!("with its white space this policy has {size} characters, and {quota} is the quota");
    let finding = out.report(cx.document.span, message);
    finding.help("hand it over without white space between tokens");
    if cx.document.syntax_errors.is_empty() {
        finding.fix("leave the white space out", vec![Edit::replace(whole, minify(text))]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::measure::policy_of;
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn only_white_space() {
        for (kind, quota) in [(PolicyType::Session, 2_048), (PolicyType::Scp, 10_240), (PolicyType::Rcp, 5_120)] {
            let tester = Tester::of(&super::CHECK, kind);
            let text = policy_of(quota);
            tester.quiet(&text);
            tester.fires(&format!("{text}\n"), &[&text]);
            tester.quiet(&format!("{}\n", policy_of(quota + 1)));
        }
        Tester::identity(&super::CHECK).quiet(&format!("{}\n", policy_of(10_240)));
    }
}
