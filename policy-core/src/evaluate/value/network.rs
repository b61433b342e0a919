//! Addresses and CIDR ranges.

use core::net::IpAddr;

/// A range of addresses; a single address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    is_v6: bool,
    /// The address, moved to the top of the 128 bits.
    bits: u128,
    prefix: u32,
}

impl Network {
    /// Reads `203.0.113.0/24`, `2001:DB8::/32`, or an address, which is its own `/32` or `/128`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let (is_v6, bits, width) = match address.parse().ok()? {
            IpAddr::V4(address) => (false, u128::from(u32::from(address)) << 96, 32),
            IpAddr::V6(address) => (true, u128::from(address), 128),
        };
        let prefix = match prefix {
            Some(prefix) if prefix.bytes().all(|byte| byte.is_ascii_digit()) => prefix.parse().ok()?,
            Some(_) => return None,
            None => width,
        };
        (prefix <= width).then_some(Self { is_v6, bits, prefix })
    }

    /// Whether it is so small that whoever owns it can be known: `/8` or less of IPv4, `/32` or less of IPv6.
    pub(crate) fn is_narrow(&self) -> bool {
        self.prefix >= if self.is_v6 { 32 } else { 8 }
    }

    /// Whether an address lies in it.
    pub(crate) fn has(&self, address: &str) -> bool {
        Self::parse(address).is_some_and(|address| self.contains(&address))
    }

    /// Whether all of `other` lies in this range.
    pub(crate) fn contains(&self, other: &Self) -> bool {
        let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
        self.is_v6 == other.is_v6 && self.prefix <= other.prefix && (self.bits ^ other.bits) & mask == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        Network::parse(network).unwrap().contains(&Network::parse(address).unwrap())
    }

    #[test]
    fn ranges() {
        for (network, address, expected) in [
            ("203.0.113.0/24", "203.0.113.0", true),
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.0/24", "203.0.114.0", false),
            ("203.0.113.77/24", "203.0.113.1", true),
            ("203.0.113.1", "203.0.113.1", true),
            ("203.0.113.1", "203.0.113.2", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "8.8.8.8", false),
            ("2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9::1", true),
            ("2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false),
            ("10.0.0.0/8", "10.1.0.0/16", true),
            ("10.1.0.0/16", "10.0.0.0/8", false),
        ] {
            assert_eq!(contains(network, address), expected, "{network} {address}");
        }
    }

    #[test]
    fn refuses_what_is_no_range() {
        for text in ["", "1.2.3", "1.2.3.4/33", "::/129", "1.2.3.4/", "1.2.3.4/+8", "01.2.3.4", "host", "1.2.3.4/8/8"] {
            assert_eq!(Network::parse(text), None, "{text}");
        }
    }
}
