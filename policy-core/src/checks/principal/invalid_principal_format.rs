use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalForm, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports a `Principal` or `NotPrincipal` that is a string other than `"*"`.
    ///
    /// ## Why
    /// The same text can name an account, a service or an identity provider, so IAM wants to be told which: the value is an
    /// object from kind to names. Only everyone has a form without a kind.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "personalize.amazonaws.com", "Action": "sts:AssumeRole" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    INVALID_PRINCIPAL_FORMAT: Error, Aws, RESOURCE_TRUST, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    let PrincipalForm::Text(text) = &block.form else { return };
    if &**text == "*" {
        return;
    }
    let finding = out.report(text.span(), format!("`{}` says `{text}` but not what that is", block.element));
    let Some(kind) = kind_of(text) else {
        finding.help("write an object from kind to names: `AWS`, `Service`, `Federated` or `CanonicalUser`");
        return;
    };
    finding.help(format!("write `\"{}\": {{ \"{}\": \"{text}\" }}`", block.element, kind.as_str()));
    let (start, end) = (text.span().start, text.span().end);
    finding.unsafe_fix(
        "say what it is",
        vec![
            Edit::replace(crate::Span::new(start, start), format!("{{ \"{}\": ", kind.as_str())),
            Edit::replace(crate::Span::new(end, end), " }"),
        ],
    );
}

/// What the text looks like.
fn kind_of(text: &str) -> Option<PrincipalKind> {
    let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.contains("-provider/") {
        Some(PrincipalKind::Federated)
    } else if is_account || text.starts_with("arn:") {
        Some(PrincipalKind::Aws)
    } else {
        text.contains(".amazonaws.com").then_some(PrincipalKind::Service)
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement":{"Principal":"123456789012"}}"#, &[r#""123456789012""#]);
        tester.fires(r#"{"Statement":{"NotPrincipal":"me"}}"#, &[r#""me""#]);
        tester.fires(r#"{"Statement":{"Principal":""}}"#, &[r#""""#]);
    }

    #[test]
    fn guesses_the_kind() {
        let help = |text: &str| {
            let text = format!(r#"{{"Statement":{{"Principal":"{text}"}}}}"#);
            Tester::of(&super::CHECK, PolicyType::Trust).findings(&text)[0].help.clone().unwrap()
        };
        assert!(help("arn:aws:iam::123456789012:saml-provider/x").contains(r#"{ "Federated": "#));
        assert!(help("arn:aws:iam::123456789012:root").contains(r#"{ "AWS": "#));
        assert!(help("glue.amazonaws.com").contains(r#"{ "Service": "glue.amazonaws.com" }"#));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Principal":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Principal":["*"]}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"x"}}}"#);
    }
}
