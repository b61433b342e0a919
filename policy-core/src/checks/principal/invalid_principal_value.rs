use super::caller::{is_account_id, is_unique_id};
use crate::checks::{Context, Reporter};
use crate::document::{Arn, PrincipalBlock, PrincipalKind, Statement, Text};

check! {
    /// ## What it does
    /// Reports values under `AWS` that are neither an account, nor the ARN of an account, user, role or session, nor `*`; and
    /// values under `CanonicalUser` that are not 64 hexadecimal digits.
    ///
    /// ## Why
    /// The policy is refused: "Invalid principal in policy". A group, an instance profile or a resource cannot act.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:group/Analysts" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:role/Analyst" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    INVALID_PRINCIPAL_VALUE: Error, Own, RESOURCE_TRUST, refused;
    Principal(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    // Wildcards are reported as such.
    let plain = |value: &&Text<'_>| !value.contains(['*', '?']);
    for value in block.values(PrincipalKind::Aws).filter(plain).filter(|value| !is_principal(cx, value)) {
        out.report(value.span(), format!("`{value}` is no account, user, role or session")).help(help(value));
    }
    for value in block.values(PrincipalKind::CanonicalUser).filter(plain) {
        if value.len() != 64 || !value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            out.report(value.span(), format!("`{value}` is no canonical user id"))
                .help("the id has 64 hexadecimal digits; `aws s3api list-buckets --query Owner.ID` shows yours");
        }
    }
}

fn is_principal(cx: &Context<'_>, value: &str) -> bool {
    // The ids of deleted users and roles are reported as such.
    if is_account_id(value) || is_unique_id(value, "AROA") || is_unique_id(value, "AIDA") {
        return true;
    }
    let Some(arn) = Arn::split(value) else { return false };
    let is_named = |kind: &str| arn.resource.strip_prefix(kind).is_some_and(|name| !name.is_empty());
    // CloudFront's origin access identities are users of no account.
    let is_account = is_account_id(arn.account) || (arn.account == "cloudfront" && arn.service == "iam");
    arn.prefix == "arn"
        && cx.catalog.partition(arn.partition).is_some()
        && arn.region.is_empty()
        && is_account
        && match arn.service {
            "iam" => arn.resource == "root" || is_named("user/") || is_named("role/"),
            "sts" => is_named("assumed-role/") || is_named("federated-user/"),
            _ => false,
        }
}

/// What to write, as far as the value tells what was meant.
fn help(value: &str) -> String {
    let arn = Arn::split(value);
    let is = |kind: &str| arn.is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with(kind));
    if is("group/") {
        "a group is no principal: name its users, or a role that they may assume".to_owned()
    } else if is("instance-profile/") {
        "name the role of the instance profile: `arn:aws:iam::123456789012:role/Name`".to_owned()
    } else if is("saml-provider/") || is("oidc-provider/") {
        format!("an identity provider is named by `\"Federated\": \"{value}\"`")
    } else if value.ends_with(".amazonaws.com") {
        format!("a service is named by `\"Service\": \"{value}\"`")
    } else {
        "write an account id of twelve digits, or `arn:aws:iam::123456789012:role/Name`".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(kind: &str, value: &str) -> String {
        format!(r#"{{"Statement":{{"Principal":{{"{kind}":"{value}"}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        for value in [
            "",
            "12345678901",
            "Ana",
            "personalize.amazonaws.com",
            "arn:aws:iam::123456789012:group/x",
            "arn:aws:iam::123456789012:user/",
            "arn:aws:iam::123456789012:instance-profile/x",
            "arn:aws:iam:us-east-1:123456789012:role/x",
            "arn:aws:iam::1234:role/x",
            "arn:amazon:iam::123456789012:role/x",
            "arn:aws:s3:::films",
            "arn:aws:sts::123456789012:role/x",
            "${aws:username}",
        ] {
            tester.fires(&policy("AWS", value), &[&format!("\"{value}\"")]);
        }
        tester.fires(&policy("CanonicalUser", "79a5"), &[r#""79a5""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for value in [
            "*",
            "123456789012",
            "arn:aws:iam::123456789012:root",
            "arn:aws-cn:iam::123456789012:role/path/x",
            "arn:aws:iam::123456789012:user/ana",
            "arn:aws:sts::123456789012:assumed-role/x/y",
            "arn:aws:sts::123456789012:federated-user/ana",
            "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1H1",
            "arn:aws:iam::123456789012:role/x*",
            "AROAJQABLZS4A3QDU576Q",
        ] {
            tester.quiet(&policy("AWS", value));
        }
        tester.quiet(&policy("CanonicalUser", &"79a59df900b949e5".repeat(4)));
        tester.quiet(&policy("Service", "Ana"));
    }
}
