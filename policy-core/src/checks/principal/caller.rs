//! Who is behind a request that a service makes.

use crate::document::{ConditionTest, OperatorFamily, PrincipalBlock, PrincipalKind, SetOperator, Statement, Text};
use crate::lean::Lean as _;

/// The keys by which a service says for which resource, account or organization it calls.
pub(in crate::checks) const SOURCE_KEYS: [&str; 4] =
    ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

/// The service principals that `Principal` lists.
pub(in crate::checks) fn services<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = &'a Text<'t>> {
    statement.principal.iter().flat(|block| block.values(PrincipalKind::Service))
}

/// Whether the statement names services and nothing else.
pub(in crate::checks) fn is_services_only(block: &PrincipalBlock<'_>) -> bool {
    let members = block.members();
    !members.is_empty() && members.iter().all(|member| member.kind() == Some(PrincipalKind::Service))
}

/// Whether a condition asks for whom the service calls.
pub(in crate::checks) fn asks_for_source(statement: &Statement<'_>) -> bool {
    statement.tests().any(|test| compares(test) && SOURCE_KEYS.iter().any(|key| test.condition.is_key(key)))
}

/// Whether the test looks at the key's value, not only at whether it is there.
pub(in crate::checks) fn compares(test: ConditionTest<'_, '_>) -> bool {
    test.operator().is_some_and(|operator| operator.base.family() != OperatorFamily::Null)
}

/// Whether the test can only be true of a request that carries the key with one of the values.
pub(in crate::checks) fn demands(test: ConditionTest<'_, '_>) -> bool {
    compares(test)
        && test.operator().is_some_and(|operator| {
            !operator.base.is_negated() && !operator.if_exists && operator.set != Some(SetOperator::ForAllValues)
        })
}

/// Whether the text is a unique id of IAM that begins with `prefix`.
pub(super) fn is_unique_id(text: &str, prefix: &str) -> bool {
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(upper))
}

/// Whether the text is an account id: twelve digits.
pub(in crate::checks) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Keys that tell callers apart in other ways than [`SOURCE_KEYS`].
const OTHER_KEYS: [&str; 16] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:SourceIp",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:userid",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
];

/// Whether the key tells callers apart, though not as [`SOURCE_KEYS`] do.
pub(super) fn is_other_caller_key(key: &str) -> bool {
    let starts = |head: &str| key.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    OTHER_KEYS.iter().any(|known| key.eq_ignore_ascii_case(known))
        || starts("kms:EncryptionContext:")
        || starts("aws:PrincipalTag/")
}
