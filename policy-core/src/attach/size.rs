//! How long policies may be in the places they go to, where a constant can say so.

use super::Invalid;
use crate::checks::quotas;

pub(super) const TOO_LONG_MANAGED: &str = "this policy has more than the 6,144 characters without white space that a managed policy may have; \
     make several policies of it";
pub(super) const TOO_LONG_INLINE: &str = "the inline policies of this role have together more than the 10,240 characters without white space that \
     IAM takes; make managed policies of some";
pub(super) const TOO_LONG_TRUST: &str =
    "this trust policy has more than the 8,192 characters without white space that any account can ask for";

/// The number of characters other than white space, as IAM counts.
#[inline]
const fn characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        // Bytes from 0x80 to 0xbf continue a character.
        if !matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r' | 0x80..=0xbf) {
            count += 1;
        }
        at += 1;
    }
    count
}

#[inline]
pub(super) const fn fits_managed(text: &str) -> bool {
    text.len() <= quotas::MANAGED || characters(text) <= quotas::MANAGED
}

#[inline]
pub(super) const fn fits_trust(text: &str) -> bool {
    text.len() <= quotas::RAISED_TRUST || characters(text) <= quotas::RAISED_TRUST
}

#[inline]
pub(super) const fn fit_role(policies: &[super::InlinePolicy]) -> bool {
    let (mut at, mut count) = (0, 0);
    while at < policies.len() {
        count += characters(policies[at].policy().as_json());
        at += 1;
    }
    count <= quotas::ROLE
}

/// The first part of a message for the constants is what is wrong, the second what to do.
#[inline]
pub(super) fn refuse(fits: bool, message: &'static str) -> Result<(), Invalid> {
    let (message, help) = message.split_once("; ").unwrap_or((message, "shorten it"));
    if fits { Ok(()) } else { Err(Invalid::new(message, help)) }
}

#[cfg(test)]
mod tests {
    use super::{characters, fits_managed};

    #[test]
    fn white_space_does_not_count() {
        assert_eq!(characters("{ \"é\" :\n\t1 }"), 7);
        assert!(fits_managed(&format!("{}{}", " ".repeat(9000), "x".repeat(6144))));
        assert!(!fits_managed(&"x".repeat(6145)));
    }
}
