use super::places;
use crate::Edit;
use crate::checks::{Context, KeyMeaning, Reporter};

check! {
    /// ## What it does
    /// Reports policy variables whose key does not exist. Keys of identity providers, and variables that AWS IoT and Transfer Family put
    /// in themselves, pass.
    ///
    /// ## Why
    /// A variable without a value makes the whole string match nothing: the statement never applies. Placeholders of CloudFormation and
    /// Terraform, such as `${AWS::AccountId}`, are a usual cause.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:usrname}/*"
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
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:username}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    UNKNOWN_VARIABLE: Warning, Own, ALL;
    Document(check)
}

/// Services that put variables of their own into the policies they are given.
const OWN_VARIABLES: [&str; 2] = ["iot", "transfer"];

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_effective_variable(cx, |text, variable| {
        let key = variable.key;
        let meant = match cx.variable(variable) {
            KeyMeaning::Global(_) | KeyMeaning::Service(..) | KeyMeaning::Provider => return,
            _ if is_of_service(key) => return,
            KeyMeaning::Malformed => cx.guess(|| cx.catalog.suggest_global_key(&format!("aws:{key}"))),
            KeyMeaning::TagWithoutName => None,
            KeyMeaning::UnknownInService(service) => cx.guess(|| service.suggest_condition_key(key)),
            KeyMeaning::UnknownGlobal | KeyMeaning::UnknownService => cx.guess(|| cx.catalog.suggest_global_key(key)),
        };
        let place = text.fragment_of(key);
        let finding = out.report(place, format!("no condition key is named `{key}`"));
        if let Some(meant) = meant.filter(|meant| !meant.contains("${")) {
            finding
                .help(format!("did you mean `${{{meant}}}`?"))
                .unsafe_fix(format!("replace it by `{meant}`"), vec![Edit::replace(place, &*meant)]);
        } else if key.contains("::") {
            finding.help("this looks like a placeholder of CloudFormation; IAM does not replace it");
        } else if !key.contains(':') {
            finding.help(
                "a variable names a condition key, such as `${aws:username}`; other placeholders are not replaced",
            );
        } else if matches!(cx.variable(variable), KeyMeaning::TagWithoutName) {
            finding.help(format!("name the tag: `${{{}/team}}`", key.trim_end_matches('/')));
        }
    });
}

fn is_of_service(key: &str) -> bool {
    let prefix = key.split_once(':').map_or("", |(prefix, _)| prefix);
    OWN_VARIABLES.iter().any(|service| service.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resource: &str, value: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Resource":{resource},"Condition":{{"StringLike":{{"aws:x":{value}}}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(
            &policy(r#""${aws:usrname}/${username}""#, r#""${s3:prefx, 'x'}""#),
            &["aws:usrname", "username", "s3:prefx"],
        );
        tester.fires(
            &policy(r#""${AWS::AccountId}/${aws:PrincipalTag}""#, r#""x""#),
            &["AWS::AccountId", "aws:PrincipalTag"],
        );
        let help = |key: &str| tester.findings(&policy(&format!("\"${{{key}}}\""), "1"))[0].help.clone().unwrap();
        assert_eq!(help("aws:usrname"), "did you mean `${aws:username}`?");
        assert_eq!(help("username"), "did you mean `${aws:username}`?");
        assert_eq!(help("s3:prefx"), "did you mean `${s3:prefix}`?");
        assert!(help("AWS::AccountId").contains("CloudFormation"));
        assert!(help("aws:PrincipalTag/").contains("${aws:PrincipalTag/team}"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy(r#""${aws:username}/${AWS:PrincipalTag/team}/${*}""#, r#""${s3:prefix}""#));
        tester.quiet(&policy(r#""${cognito-identity.amazonaws.com:sub}/${saml:sub}""#, r#""${transfer:HomeBucket}""#));
        tester.quiet(&policy(r#""${ aws:usrname }/${}/${""#, r#""x""#));
        tester.quiet(r#"{"Statement":{"Condition":{"Bool":{"k":"${nothing}"}}}}"#);
    }
}
