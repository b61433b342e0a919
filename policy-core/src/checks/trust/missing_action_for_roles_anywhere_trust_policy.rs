use crate::checks::principal::caller::services;
use crate::checks::{Context, Reporter};
use crate::document::Statement;
use crate::lean::{self, Lean as _};

check! {
    /// ## What it does
    /// Reports trust in `rolesanywhere.amazonaws.com` without all three of `sts:AssumeRole`, `sts:SetSourceIdentity` and
    /// `sts:TagSession`.
    ///
    /// ## Why
    /// IAM Roles Anywhere gives every session the subject of its certificate as source identity and tags. Where that is not
    /// allowed, no session is made.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "rolesanywhere.amazonaws.com" },
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
    ///     "Principal": { "Service": "rolesanywhere.amazonaws.com" },
    ///     "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM Roles Anywhere User Guide, "Trust policy"
    MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: Error, Aws, TRUST;
    Document(check)
}

const NEEDED: [&str; 3] = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let trusting = || {
        cx.document.statements.iter().filter(|statement| {
            statement.allows() && services(statement).any(|service| &**service == "rolesanywhere.amazonaws.com")
        })
    };
    // The three may be spread over several statements.
    let missing: Vec<&str> = NEEDED.into_iter().filter(|action| !trusting().any(|of| allows(of, action))).list();
    let Some(block) = trusting().find_map(|statement| statement.action.as_ref()).filter(|_| !missing.is_empty()) else {
        return;
    };
    let names = lean::join(&missing.iter().map(|action| format!("`{action}`")).list(), " and ");
    out.report(block.span, format!("IAM Roles Anywhere also needs {names}"))
        .help("write `\"Action\": [\"sts:AssumeRole\", \"sts:SetSourceIdentity\", \"sts:TagSession\"]`");
}

fn allows(statement: &Statement<'_>, action: &str) -> bool {
    statement.not_action.is_some() || statement.actions().any(|entry| entry.matches(action))
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn statement(actions: &str) -> String {
        format!(r#"{{"Effect":"Allow","Principal":{{"Service":["rolesanywhere.amazonaws.com"]}},"Action":{actions}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        let actions = r#"["sts:AssumeRole","sts:Tag*"]"#;
        tester.fires(&format!(r#"{{"Statement":{}}}"#, statement(actions)), &[actions]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        let (some, rest) =
            (statement(r#""sts:AssumeRole""#), statement(r#"["sts:SetSourceIdentity","sts:TagSession"]"#));
        tester.quiet(&format!(r#"{{"Statement":[{some},{rest}]}}"#));
        tester.quiet(&format!(r#"{{"Statement":{}}}"#, statement(r#""sts:*""#)));
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#,
        );
        tester.quiet(&format!(r#"{{"Statement":{}}}"#, some.replace("Allow", "Deny")));
    }
}
