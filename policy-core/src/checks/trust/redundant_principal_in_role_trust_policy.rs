use crate::checks::{Context, Reporter};
use crate::document::{Arn, PrincipalBlock, PrincipalKind, Statement};
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports sessions of a role where the role itself is listed beside them.
    ///
    /// ## Why
    /// Naming the role covers all its sessions. The narrower name only seems to narrow.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": {
    ///       "AWS": [
    ///         "arn:aws:iam::123456789012:role/Trainer",
    ///         "arn:aws:sts::123456789012:assumed-role/Trainer/nightly"
    ///       ]
    ///     },
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:role/Trainer" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY: Suggestion, Aws, TRUST;
    Principal(check)
}

/// Partition, account and name of a role.
type Role<'a> = (&'a str, &'a str, &'a str);

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    let values = || block.values(PrincipalKind::Aws);
    if !values().any(|value| session(value).is_some()) {
        return;
    }
    let mut roles: Vec<(Role<'_>, _)> = values().filter_map(|value| Some((role(value)?, value.span()))).list();
    lean::sort(&mut roles, Ord::cmp);
    for value in values() {
        let Some(of) = session(value) else { continue };
        let at = roles.partition_point(|(role, _)| *role < of);
        if let Some((_, span)) = roles.get(at).filter(|(role, _)| *role == of) {
            out.report(value.span(), format!("`{value}` is a session of a role that is listed too"))
                .label(*span, "this covers all its sessions")
                .help("remove the session, or the role if only the session is meant");
        }
    }
}

fn role(value: &str) -> Option<Role<'_>> {
    let arn = Arn::split(value).filter(|arn| arn.service == "iam")?;
    let path = arn.resource.strip_prefix("role/")?;
    Some((arn.partition, arn.account, path.rsplit('/').next()?))
}

fn session(value: &str) -> Option<Role<'_>> {
    let arn = Arn::split(value).filter(|arn| matches!(arn.service, "sts" | "iam"))?;
    let name = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
    Some((arn.partition, arn.account, name))
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(
            r#"{"Statement":{"Principal":{"AWS":["arn:aws:sts::123456789012:assumed-role/x/s","arn:aws:iam::123456789012:role/path/x",
            "arn:aws:iam::123456789012:assumed-role/x/t"]}}}"#,
            &[r#""arn:aws:sts::123456789012:assumed-role/x/s""#, r#""arn:aws:iam::123456789012:assumed-role/x/t""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for other in [
            "arn:aws:iam::123456789012:role/y",
            "arn:aws:iam::210987654321:role/x",
            "arn:aws-cn:iam::123456789012:role/x",
            "x",
        ] {
            tester.quiet(&format!(
                r#"{{"Statement":{{"Principal":{{"AWS":["{other}","arn:aws:sts::123456789012:assumed-role/x/s"]}}}}}}"#
            ));
        }
    }
}
