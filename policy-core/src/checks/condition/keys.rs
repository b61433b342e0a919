//! Condition keys that several checks know by name.

use core::cmp::Ordering;

use crate::document::Condition;

/// Keys whose values name one account, organization, VPC or endpoint, so that a pattern in them is a mistake (IAM User
/// Guide, "AWS global condition context keys", sensitive condition keys).
pub(in crate::checks) const SENSITIVE: [&str; 10] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// The keys with string values that every request carries.
pub(super) const ALWAYS_PRESENT: [&str; 5] =
    ["aws:PrincipalAccount", "aws:PrincipalType", "aws:RequestedRegion", "aws:UserAgent", "aws:userid"];

/// Keys in an order in which those that are the same but for case are neighbours.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    for (at, byte) in a.bytes().enumerate() {
        let Some(other) = b.as_bytes().get(at) else { return Ordering::Greater };
        let order = byte.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

/// Whether the key is one of those, compared without regard to case.
pub(in crate::checks) fn is_one_of(condition: &Condition<'_>, keys: &[&str]) -> bool {
    for key in keys {
        if condition.is_key(key) {
            return true;
        }
    }
    false
}

/// Whether the key is the subject that a web identity provider vouches for, such as `accounts.google.com:sub`.
pub(in crate::checks) fn is_web_identity_subject(condition: &Condition<'_>) -> bool {
    condition.key.rsplit_once(':').is_some_and(|(host, claim)| claim.eq_ignore_ascii_case("sub") && host.contains('.'))
}

/// Whether the key is `aws:ResourceTag/…`.
pub(in crate::checks) fn is_resource_tag(condition: &Condition<'_>) -> bool {
    const HEAD: &str = "aws:ResourceTag/";
    condition.key.get(..HEAD.len()).is_some_and(|head| head.eq_ignore_ascii_case(HEAD))
}
