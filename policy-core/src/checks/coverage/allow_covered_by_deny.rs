use super::denied::Denials;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements that allow only what another statement of the document denies without condition.
    ///
    /// ## Why
    /// A denial outweighs every permission: the statement that allows is without effect, although it reads as if it had one.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": ["personalize:DeleteDataset", "personalize:DeleteSchema"],
    ///     "Resource": "arn:aws:personalize:us-east-1:123456789012:dataset/*"
    ///   }, {
    ///     "Effect": "Deny",
    ///     "Action": "personalize:Delete*",
    ///     "Resource": "*"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:*",
    ///     "Resource": "*"
    ///   }, {
    ///     "Effect": "Deny",
    ///     "Action": "personalize:Delete*",
    ///     "Resource": "*"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Policy evaluation logic"
    ALLOW_COVERED_BY_DENY: Warning, Own, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let statements = &cx.document.statements;
    if !statements.iter().any(Statement::denies) {
        return;
    }
    let denials = Denials::of(statements);
    for allow in statements.iter().filter(|statement| statement.allows()) {
        let Some(effect) = &allow.effect_text else { continue };
        let Some(by) = denials.covering(cx, allow) else { continue };
        let finding = out.report(effect.span(), "all that this statement allows is denied by another");
        if let Some(effect) = &by.effect_text {
            finding.label(effect.span(), "this statement denies it");
        }
        finding.help("remove the statement, or deny less");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(allow: &str, deny: &str) -> String {
        format!(r#"{{"Statement":[{{"Effect":"Allow",{allow}}},{{"Effect":"Deny",{deny}}}]}}"#)
    }

    fn parts(action: &str, resource: &str) -> String {
        format!(r#""Action":{action},"Resource":{resource}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let star = r#""*""#;
        for (allow, deny) in [
            (
                parts(r#"["s3:getobject","s3:Put*"]"#, r#""arn:aws:s3:::x/*""#),
                parts(r#"["s3:GetObject","S3:P*"]"#, r#""arn:aws:s3:::*""#),
            ),
            (parts(r#""s3:*""#, star), parts(star, star)),
            (
                parts(r#""s3:*""#, r#"["arn:aws:s3:::a","arn:aws:s3:::b"]"#),
                parts(r#""s3:*""#, r#"["arn:aws:s3:::b","arn:aws:s3:::a"]"#),
            ),
            (
                parts(r#""s3:*""#, star) + r#","Condition":{"Bool":{"aws:SecureTransport":"true"}}"#,
                parts(r#""s*""#, star),
            ),
            (r#""NotAction":"s3:*","NotResource":"arn:aws:s3:::x""#.to_owned(), parts(star, star)),
        ] {
            tester.fires(&policy(&allow, &deny), &[r#""Allow""#]);
        }
    }

    #[test]
    fn looks_at_principals() {
        let with = |principal: &str| format!(r#""Principal":{principal},"Action":"sts:AssumeRole""#);
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for (allow, deny) in [
            (r#"{"Service":"glue.amazonaws.com"}"#, r#""*""#),
            (
                r#"{"AWS":"arn:aws:iam::123456789012:role/x","Service":"x"}"#,
                r#"{"Service":["y","x"],"AWS":"123456789012"}"#,
            ),
            (r#"{"AWS":"arn:aws:iam::123456789012:root"}"#, r#"{"AWS":["123456789012"]}"#),
            (r#"{"AWS":"*"}"#, r#""*""#),
        ] {
            tester.fires(&policy(&with(allow), &with(deny)), &[r#""Allow""#]);
        }
        for (allow, deny) in [
            (r#"{"Service":["glue.amazonaws.com","ec2.amazonaws.com"]}"#, r#"{"Service":"glue.amazonaws.com"}"#),
            (r#"{"AWS":"arn:aws:iam::123456789012:role/x"}"#, r#"{"AWS":"arn:aws:iam::123456789012:role/y"}"#),
            (r#"{"AWS":"123456789012"}"#, r#"{"AWS":"arn:aws:iam::123456789012:role/y"}"#),
            (r#""*""#, r#"{"AWS":"123456789012"}"#),
            ("{}", r#"{"AWS":"123456789012"}"#),
        ] {
            tester.quiet(&policy(&with(allow), &with(deny)));
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let star = r#""*""#;
        for (allow, deny) in [
            (parts(r#""s3:*""#, star), parts(r#""s3:Put*""#, star)),
            (parts(r#"["s3:PutObject","s3:GetObject"]"#, star), parts(r#""s3:Put*""#, star)),
            (parts(r#""s3:PutObject""#, star), parts(r#""s3:Put*""#, r#""arn:aws:s3:::x""#)),
            (
                parts(r#""s3:PutObject""#, star),
                parts(r#""s3:*""#, star) + r#","Condition":{"Bool":{"aws:SecureTransport":"false"}}"#,
            ),
            (parts(r#""s3:PutObject""#, star), r#""NotAction":"s3:Get*","Resource":"*""#.to_owned()),
            (parts("[]", star), parts(star, star)),
            (r#""NotAction":"s3:*","Resource":"*""#.to_owned(), parts(r#""s3:*""#, star)),
        ] {
            tester.quiet(&policy(&allow, &deny));
        }
        tester.quiet(r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#);
    }

    #[test]
    fn long_lists_stay_quick() {
        let list = |head: &str| (0..1000).map(|at| format!("\"{head}{at}*\"")).collect::<Vec<_>>().join(",");
        let (allow, deny) = (format!("[{}]", list("s3:Put")), format!("[{}]", list("s3:Pu")));
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&policy(&parts(&allow, r#""*""#), &parts(&deny, r#""*""#)));
        tester.fires(&policy(&parts(&allow, r#""*""#), &parts(&allow, r#""*""#)), &[r#""Allow""#]);
    }
}
