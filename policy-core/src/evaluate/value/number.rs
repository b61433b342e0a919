//! Decimals of any length, compared digit by digit.

use core::cmp::Ordering;

/// A decimal as its significant digits and the place of its point: `0.d₁d₂… × 10^exponent`.
///
/// The digits stay in the text they came from, so that nothing is rounded and nothing allocated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number<'t> {
    negative: bool,
    /// From the first to the last digit that is not zero; a point may stand between. Empty for zero.
    digits: &'t str,
    exponent: i64,
}

impl<'t> Number<'t> {
    /// Reads `12`, `-0.5`, `+3`, `1e3`; `None` for anything else.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, power) = match rest.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (rest, 0),
        };
        let point = mantissa.find('.').unwrap_or(mantissa.len());
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = (mantissa.get(..point)?, mantissa.get(point + 1..).unwrap_or_default());
        if !(is_digits(whole) && is_digits(fraction)) || whole.len() + fraction.len() == 0 {
            return None;
        }
        let (Some(first), Some(last)) = (mantissa.find(nonzero), mantissa.rfind(nonzero)) else {
            return Some(Self { negative: false, digits: "", exponent: 0 });
        };
        let before_point = i64::try_from(point).ok()? - i64::try_from(first).ok()?;
        // A digit after the point stands one byte further than its place says.
        let exponent = if first < point { before_point } else { before_point + 1 };
        Some(Self { negative, digits: mantissa.get(first..=last)?, exponent: exponent + i64::from(power) })
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.digits.bytes().filter(|&byte| byte != b'.')
    }

    pub(crate) fn compare(&self, other: &Number<'_>) -> Ordering {
        let sign = |number: &Number<'_>| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (_, false) => 1,
            (_, true) => -1,
        };
        let order = sign(self).cmp(&sign(other));
        if order != Ordering::Equal || self.digits.is_empty() {
            return order;
        }
        // Trailing zeros are gone, so that of two runs with one start the longer one is greater: lexicographic order.
        let magnitude = self.exponent.cmp(&other.exponent).then_with(|| self.bytes().cmp(other.bytes()));
        if self.negative { magnitude.reverse() } else { magnitude }
    }
}

fn nonzero(character: char) -> bool {
    matches!(character, '1'..='9')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(left: &str, right: &str) -> Option<Ordering> {
        Some(Number::parse(left)?.compare(&Number::parse(right)?))
    }

    #[test]
    fn orders_decimals_without_rounding() {
        let ascending = [
            "-1e400",
            "-12.5",
            "-12.25",
            "-1",
            "-0.001",
            "0",
            "1e-9",
            "0.001",
            "0.0011",
            "0.01",
            "0.1",
            "0.10000000000000000001",
            "0.3",
            "1",
            "1.5",
            "9",
            "10",
            "10.01",
            "11",
            "100",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        for (i, left) in ascending.iter().enumerate() {
            for (j, right) in ascending.iter().enumerate() {
                assert_eq!(compare(left, right), Some(i.cmp(&j)), "{left} {right}");
            }
        }
    }

    #[test]
    fn equal_in_every_notation() {
        for (left, right) in
            [("10", "10.0"), ("0010", "1e1"), ("-0", "0.00"), ("+5", "5"), (".5", "0.50"), ("5.", "5"), ("100", "1E2")]
        {
            assert_eq!(compare(left, right), Some(Ordering::Equal), "{left} {right}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", ".", "1.2.3", "1e", "1e1.5", "0x10", "ten", "1,000", "NaN", "inf", "--1", "١"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }
}
