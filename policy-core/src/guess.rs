//! What type a policy seems to have, for front ends that are not told.

use crate::document::{PrincipalKind, Statement};
use crate::{Document, PolicyType};

impl PolicyType {
    /// The type that the document seems to have: what it says tells policies with and without principals apart, and trust
    /// policies by their actions. Session policies, boundaries and service control policies look like identity policies.
    ///
    /// ```
    /// use policy_core::{Document, PolicyType};
    ///
    /// let trust = r#"{ "Statement": [{ "Principal": { "Service": "personalize.amazonaws.com" }, "Action": "sts:AssumeRole" }] }"#;
    /// assert_eq!(PolicyType::guess(&Document::read(trust)), PolicyType::Trust);
    /// ```
    #[inline]
    pub fn guess(document: &Document<'_>) -> Self {
        let statements = &document.statements;
        if !statements.iter().any(|statement| statement.principal_blocks().next().is_some()) {
            return Self::Identity;
        }
        if statements.iter().all(is_trust) {
            return Self::Trust;
        }
        Self::Resource
    }
}

/// Actions of a role's trust policy.
const TRUST_ACTIONS: [&str; 5] =
    ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetContext"];

/// Whether a statement could stand in a trust policy: it names no resource, and is about assuming a role.
#[inline]
fn is_trust(statement: &Statement<'_>) -> bool {
    let assumes = |action: &str| {
        TRUST_ACTIONS.iter().any(|known| known.eq_ignore_ascii_case(action))
            || action.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("sts:"))
    };
    if statement.resource_blocks().next().is_some() {
        return false;
    }
    let mut actions = statement.actions().peekable();
    if actions.peek().is_some() {
        return actions.all(|action| assumes(&action.text));
    }
    // Without an action only the principal speaks: services and identity providers assume roles.
    statement.principal_blocks().all(|block| {
        let mut kinds = block.members().iter().filter_map(crate::document::PrincipalMember::kind);
        kinds.any(|kind| matches!(kind, PrincipalKind::Service | PrincipalKind::Federated))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Document, PolicyType};

    fn guess(text: &str) -> PolicyType {
        PolicyType::guess(&Document::read(text))
    }

    #[test]
    fn principals_and_actions_tell() {
        assert_eq!(guess("{}"), PolicyType::Identity);
        assert_eq!(guess(r#"{"Statement":{"Action":"s3:*","Resource":"*"}}"#), PolicyType::Identity);
        assert_eq!(guess(r#"{"Statement":{"Principal":"*","Action":"s3:*","Resource":"*"}}"#), PolicyType::Resource);
        assert_eq!(guess(r#"{"Statement":{"Principal":"*","Action":"sts:AssumeRole"}}"#), PolicyType::Trust);
        assert_eq!(guess(r#"{"Statement":{"Principal":{"Service":"ec2.amazonaws.com"}}}"#), PolicyType::Trust);
    }
}
