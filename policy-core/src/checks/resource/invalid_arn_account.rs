use super::entry;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource};

check! {
    /// ## What it does
    /// Reports resource ARNs whose account field is not an account's number of twelve digits. Wildcards, variables, and the words
    /// that AWS uses for its own resources pass.
    ///
    /// ## Why
    /// The ARN names nothing. Often the number has lost its leading zeros in a program that took it for a number.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "arn:aws:personalize:us-east-1:12345678901:campaign/films"
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
    ///         "Resource": "arn:aws:personalize:us-east-1:012345678901:campaign/films"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference".
    INVALID_ARN_ACCOUNT: Error, Aws, ALL_BUT_TRUST;
    Arn(check)
}

const DIGITS: usize = entry::ACCOUNT_LEN;

fn check(cx: &Context<'_>, resource: &Resource<'_>, arn: &Arn<'_>, out: &mut Reporter<'_>) {
    let account = arn.account;
    let is_number = account.bytes().all(|byte| byte.is_ascii_digit());
    if account.is_empty() || (is_number && account.len() == DIGITS) || entry::is_open(account) {
        return;
    }
    if is_word(cx, resource, account) {
        return;
    }
    let finding = out.report(entry::place(resource, account), format!("`{account}` is no account"));
    let digits: String = account.chars().filter(|character| *character != '-').collect();
    let is_dashed = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    let right = if is_dashed { Some(digits) } else { is_number.then(|| format!("{account:0>DIGITS$}")) };
    match right.filter(|right| right.len() == DIGITS) {
        Some(right) => {
            let place = resource.text.fragment_of(account);
            finding
                .help(format!("did you mean `{right}`?"))
                .unsafe_fix(format!("replace it by `{right}`"), vec![Edit::replace(place, right)]);
        }
        None => {
            finding.help("an account is written with 12 digits");
        }
    }
}

/// Whether AWS's own resources carry the word instead of an account.
fn is_word(cx: &Context<'_>, resource: &Resource<'_>, account: &str) -> bool {
    account.starts_with("aws")
        || account == "cloudfront"
        || cx.fits(resource).iter().any(|fit| &*fit.template.account() == account)
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resources: &str) -> String {
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":{resources}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(
            &policy(r#"["arn:aws:sqs:*:12345:x","arn:aws:sqs:*:1234-5678-9012:x"]"#),
            &["12345", "1234-5678-9012"],
        );
        tester.fires(&policy(r#""arn:aws:sqs:*:ACCOUNT_ID:x""#), &["ACCOUNT_ID"]);
        let help = |entry: &str| tester.findings(&policy(entry))[0].help.clone().unwrap();
        assert_eq!(help(r#""arn:aws:sqs:*:12345678901:x""#), "did you mean `012345678901`?");
        assert_eq!(help(r#""arn:aws:sqs:*:1234-5678-9012:x""#), "did you mean `123456789012`?");
        assert_eq!(help(r#""arn:aws:sqs:*:1234567890123:x""#), "an account is written with 12 digits");
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#"["*","arn:aws:sqs:*:123456789012:x","arn:aws:sqs:*:1234*:x","arn:aws:s3:::x"]"#));
        tester.quiet(&policy(r#"["arn:aws:iam::aws:policy/x","arn:aws:sqs:*:${aws:PrincipalAccount}:x"]"#));
    }
}
