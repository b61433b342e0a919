//! The six fields of an ARN.

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

impl<'t> Arn<'t> {
    /// Splits `text` at its first five colons; `None` when it has fewer.
    pub fn split(text: &'t str) -> Option<Self> {
        let (prefix, rest) = field(text)?;
        let (partition, rest) = field(rest)?;
        let (service, rest) = field(rest)?;
        let (region, rest) = field(rest)?;
        let (account, resource) = field(rest)?;
        Some(Self { prefix, partition, service, region, account, resource })
    }
}

/// The text before the first colon outside `${…}`, and the text after it.
fn field(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' if at > 0 && bytes[at - 1] == b'$' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}
