//! The six fields of an ARN.

use crate::span::offset;

/// An ARN's fields, borrowed from its text (IAM User Guide, "IAM ARNs"). Colons inside `${…}` do not separate fields.
///
/// ```
/// use policy_core::document::Arn;
///
/// let arn = Arn::split("arn:aws:personalize:us-east-1:123456789012:campaign/films").unwrap();
/// assert_eq!((arn.service, arn.resource), ("personalize", "campaign/films"));
/// assert!(Arn::split("campaign/films").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Arn<'t> {
    /// `arn` in a right one.
    pub prefix: &'t str,
    /// The partition, such as `aws`.
    pub partition: &'t str,
    /// The service's name in ARNs; not always its prefix in actions.
    pub service: &'t str,
    /// The region, often empty.
    pub region: &'t str,
    /// The account, often empty.
    pub account: &'t str,
    /// Everything after the fifth colon.
    pub resource: &'t str,
}

/// The places of an ARN's first five colons.
pub(super) type Colons = [u32; 5];

impl<'t> Arn<'t> {
    /// Splits `text` at its first five colons; `None` when it has fewer.
    pub fn split(text: &'t str) -> Option<Self> {
        Self::at(text, colons(text)?)
    }

    /// The fields between colons that are known.
    pub(super) fn at(text: &'t str, colons: Colons) -> Option<Self> {
        let [first, second, third, fourth, fifth] = colons;
        let field = |from: u32, to: u32| text.get(from as usize..to as usize);
        Some(Self {
            prefix: field(0, first)?,
            partition: field(first + 1, second)?,
            service: field(second + 1, third)?,
            region: field(third + 1, fourth)?,
            account: field(fourth + 1, fifth)?,
            resource: text.get(fifth as usize + 1..)?,
        })
    }
}

/// The first five colons of `text` outside `${…}`.
pub(super) fn colons(text: &str) -> Option<Colons> {
    let mut colons = Colons::default();
    let mut unset = colons.iter_mut();
    let (mut depth, mut before) = (0_u32, 0);
    for (at, &byte) in text.as_bytes().iter().enumerate() {
        match byte {
            b'{' if before == b'$' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => {
                *unset.next()? = offset(at);
                if unset.len() == 0 {
                    return Some(colons);
                }
            }
            _ => {}
        }
        before = byte;
    }
    None
}
