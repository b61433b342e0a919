//! Numbers, dates and IP ranges of conditions.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use super::InvalidValue;
use crate::value::date::Instant;

/// A number that a condition compares with. Integers convert into it; decimals are read from text.
///
/// ```
/// use policy_core::typed::Number;
///
/// assert_eq!(Number::from(3600_u32).to_string(), "3600");
/// assert_eq!("1.5".parse::<Number>()?.to_string(), "1.5");
/// assert!("1e3".parse::<Number>().is_err());
/// # Ok::<(), policy_core::typed::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl FromStr for Number {
    type Err = InvalidValue;

    #[inline]
    fn from_str(value: &str) -> Result<Self, InvalidValue> {
        let digits = value.strip_prefix('-').unwrap_or(value);
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let right = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if value.len() <= 32 && right(whole) && right(decimals) {
            return Ok(Self(value.to_owned()));
        }
        Err(InvalidValue::new(value, "a number of a condition", "a number has digits and at most one decimal point"))
    }
}

impl fmt::Display for Number {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Number {
    #[inline]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

integers! { u8 u16 u32 u64 i8 i16 i32 i64 }

/// A date that a condition compares with.
///
/// ```
/// use policy_core::typed::Date;
///
/// assert_eq!(Date::from_unix(1_893_456_000).to_string(), "1893456000");
/// assert!("2030-01-01T00:00:00Z".parse::<Date>().is_ok());
/// assert!("tomorrow".parse::<Date>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Date(String);

impl Date {
    /// So many seconds after the beginning of 1970.
    #[inline]
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.to_string())
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SystemTime> for Date {
    /// The second that the time lies in; times before 1970 count as its beginning.
    #[inline]
    fn from(time: SystemTime) -> Self {
        let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self(seconds.to_string())
    }
}

impl FromStr for Date {
    type Err = InvalidValue;

    /// Reads ISO 8601 or seconds since 1970.
    #[inline]
    fn from_str(value: &str) -> Result<Self, InvalidValue> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b':' | b'.');
        if value.len() <= 40 && value.bytes().all(plain) && Instant::parse(value).is_some() {
            return Ok(Self(value.to_owned()));
        }
        Err(InvalidValue::new(value, "a date of a condition", "write it like `2030-01-01T00:00:00Z`"))
    }
}

impl fmt::Display for Date {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A range of IP addresses, or one address.
///
/// ```
/// use policy_core::typed::IpNet;
///
/// assert_eq!("203.0.113.0/24".parse::<IpNet>()?.to_string(), "203.0.113.0/24");
/// assert_eq!(IpNet::from(std::net::Ipv4Addr::LOCALHOST).to_string(), "127.0.0.1/32");
/// assert!("203.0.113.0/33".parse::<IpNet>().is_err());
/// # Ok::<(), policy_core::typed::InvalidValue>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IpNet(String);

impl IpNet {
    /// The addresses that agree with `address` in their first `prefix` bits.
    ///
    /// # Errors
    ///
    /// When an address has fewer bits, or `prefix` is 0, which would be every address there is.
    #[inline]
    pub fn new(address: IpAddr, prefix: u8) -> Result<Self, InvalidValue> {
        let most = if address.is_ipv4() { 32 } else { 128 };
        let text = format!("{address}/{prefix}");
        match prefix {
            0 => Err(InvalidValue::new(&text, "an IP range of a condition", "it is every address there is")),
            _ if prefix > most => {
                let problem = format!("an address has {most} bits");
                Err(InvalidValue::new(&text, "an IP range of a condition", problem))
            }
            _ => Ok(Self(text)),
        }
    }

    #[inline]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<IpAddr> for IpNet {
    #[inline]
    fn from(address: IpAddr) -> Self {
        Self(format!("{address}/{}", if address.is_ipv4() { 32 } else { 128 }))
    }
}

impl From<Ipv4Addr> for IpNet {
    #[inline]
    fn from(address: Ipv4Addr) -> Self {
        IpAddr::from(address).into()
    }
}

impl From<Ipv6Addr> for IpNet {
    #[inline]
    fn from(address: Ipv6Addr) -> Self {
        IpAddr::from(address).into()
    }
}

#[cfg(feature = "ipnet")]
impl TryFrom<ipnet::IpNet> for IpNet {
    type Error = InvalidValue;

    #[inline]
    fn try_from(net: ipnet::IpNet) -> Result<Self, InvalidValue> {
        Self::new(net.addr(), net.prefix_len())
    }
}

impl FromStr for IpNet {
    type Err = InvalidValue;

    #[inline]
    fn from_str(value: &str) -> Result<Self, InvalidValue> {
        let wrong = || InvalidValue::new(value, "an IP range of a condition", "write it like `203.0.113.0/24`");
        let (address, prefix) = value.split_once('/').map_or((value, None), |(head, tail)| (head, Some(tail)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        match prefix {
            Some(prefix) => Self::new(address, prefix.parse().map_err(|_| wrong())?),
            None => Ok(address.into()),
        }
    }
}

impl fmt::Display for IpNet {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
