//! IP addresses and ranges.

use core::fmt;
use core::net::IpAddr;

/// An IPv4 or IPv6 address with a prefix length; a lone address has the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct IpRange {
    address: IpAddr,
    prefix: u32,
}

/// What `aws:SourceIp` never is: RFC 1918 and RFC 4193.
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

impl IpRange {
    /// Reads `address` or `address/prefix`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let longest = width(address);
        let prefix = match prefix {
            Some(prefix) if prefix.bytes().all(|byte| byte.is_ascii_digit()) => prefix.parse().ok()?,
            Some(_) => return None,
            None => longest,
        };
        (prefix <= longest).then_some(Self { address, prefix })
    }

    /// The range with the bits beyond the prefix cleared.
    pub(crate) fn network(self) -> Self {
        let address = match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - self.prefix).unwrap_or(0);
                IpAddr::V4((address.to_bits() & mask).into())
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
                IpAddr::V6((address.to_bits() & mask).into())
            }
        };
        Self { address, ..self }
    }

    /// Whether every address of `other` is in this range.
    pub(crate) fn contains(self, other: Self) -> bool {
        width(self.address) == width(other.address)
            && self.prefix <= other.prefix
            && Self { prefix: self.prefix, ..other }.network() == self.network()
    }

    /// Whether it is so small that its owner can be known: `/8` or less of IPv4, `/32` or less of IPv6 (Amazon S3 User
    /// Guide, "The meaning of 'public'").
    pub(crate) fn is_narrow(self) -> bool {
        self.prefix >= if self.address.is_ipv4() { 8 } else { 32 }
    }

    /// Whether the whole range is private.
    pub(crate) fn is_private(self) -> bool {
        PRIVATE.iter().filter_map(|range| Self::parse(range)).any(|range| range.contains(self))
    }
}

impl fmt::Display for IpRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// The number of bits of an address.
const fn width(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

#[cfg(test)]
mod tests {
    use super::IpRange;

    fn range(text: &str) -> IpRange {
        IpRange::parse(text).unwrap()
    }

    #[test]
    fn contains_what_it_covers() {
        assert!(range("203.0.113.0/24").contains(range("203.0.113.9")));
        assert!(!range("203.0.113.0/24").contains(range("203.0.112.0/23")));
        assert!(range("0.0.0.0/0").contains(range("8.8.8.8")));
        assert!(!range("0.0.0.0/0").contains(range("::1")));
        assert!(range("::/0").contains(range("2001:db8::/32")));
    }

    #[test]
    fn clears_the_host_bits() {
        assert_eq!(range("203.0.113.9/24").network().to_string(), "203.0.113.0/24");
        assert_eq!(range("2001:DB8:1234:5678::1/64").network().to_string(), "2001:db8:1234:5678::/64");
        assert_eq!(range("1.2.3.4/0").network().to_string(), "0.0.0.0/0");
    }

    #[test]
    fn knows_private_ranges() {
        for text in ["10.1.2.3", "172.16.0.0/12", "192.168.1.0/24", "fd00::1"] {
            assert!(range(text).is_private(), "{text}");
        }
        for text in ["172.0.0.0/8", "8.8.8.8", "0.0.0.0/0", "2001:db8::/32"] {
            assert!(!range(text).is_private(), "{text}");
        }
    }

    #[test]
    fn takes_nothing_else() {
        for text in
            ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.*", "::/129", "10.0.0.0/+8", "a/8", "10.0.0.0/8/8"]
        {
            assert_eq!(IpRange::parse(text), None, "{text}");
        }
    }
}
