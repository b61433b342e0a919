use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports members of `Principal` and `NotPrincipal` other than `AWS`, `CanonicalUser`, `Federated` and `Service`.
    ///
    /// ## Why
    /// There are no other kinds of principal, and their names are case-sensitive: `aws` is refused.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "service": "personalize.amazonaws.com" },
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
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    INVALID_PRINCIPAL_KEY: Error, Aws, RESOURCE_TRUST, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    let mut there = None;
    for member in block.members().iter().filter(|member| member.kind().is_none()) {
        let name = &member.name;
        let finding = out.report(name.span(), format!("`{name}` is no kind of principal"));
        let Some(kind) = meant(name) else {
            finding.help("the kinds are `AWS`, `CanonicalUser`, `Federated` and `Service`");
            continue;
        };
        finding.help(format!("did you mean `{}`?", kind.as_str()));
        let there = there.get_or_insert_with(|| kinds(block));
        if !there[kind as usize] {
            let edit = Edit::replace(name.span(), format!("\"{}\"", kind.as_str()));
            finding.unsafe_fix(format!("write `{}`", kind.as_str()), vec![edit]);
        }
    }
}

/// The kind that a name was meant to be: its letters begin like the kind's, or it is a word for the same.
fn meant(name: &str) -> Option<PrincipalKind> {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match letters.as_str() {
        "aws" | "amazon" | "account" | "accounts" | "arn" | "user" | "users" | "role" | "roles" => {
            Some(PrincipalKind::Aws)
        }
        letters if letters.starts_with("serv") => Some(PrincipalKind::Service),
        letters if letters.starts_with("fed") => Some(PrincipalKind::Federated),
        letters if letters.starts_with("canon") => Some(PrincipalKind::CanonicalUser),
        _ => None,
    }
}

/// Which kinds the block has.
fn kinds(block: &PrincipalBlock<'_>) -> [bool; PrincipalKind::ALL.len()] {
    let mut there = [false; PrincipalKind::ALL.len()];
    for member in block.members() {
        if let Some(kind) = member.kind() {
            there[kind as usize] = true;
        }
    }
    there
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement":{"Principal":{"aws":"*"}}}"#, &[r#""aws""#]);
        tester.fires(
            r#"{"Statement":{"NotPrincipal":{"Services":"x","Everyone":"*"}}}"#,
            &[r#""Services""#, r#""Everyone""#],
        );
        tester.fires(r#"{"Statement":{"Principal":{"":[]}}}"#, &[r#""""#]);
    }

    #[test]
    fn names_the_kind_that_was_meant() {
        let finding = &Tester::of(&super::CHECK, PolicyType::Trust)
            .findings(r#"{"Statement":{"Principal":{"Federation":"x"}}}"#)[0];
        assert_eq!(finding.help.as_deref(), Some("did you mean `Federated`?"));
        assert!(finding.fix.is_some());
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"*","CanonicalUser":"x","Federated":"x","Service":"x"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":"*"}}"#);
    }
}
