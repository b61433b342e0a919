//! Numbers: integers and decimals of any length, compared exactly.

use core::cmp::Ordering;

/// A decimal number, borrowed from its text: digits before and after the point, without leading or trailing zeros.
///
/// ```text
/// -12.50  ->  negative, "12", "5"
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Number<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
}

impl<'t> Number<'t> {
    /// Reads `[+-]digits[.digits]`; one of the two runs of digits may be missing.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let is_zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: text.starts_with('-') && !is_zero, whole, fraction })
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Without leading zeros the longer run of digits is the larger number; fractions compare like text.
        let size = |number: &Self| (number.whole.len(), number.whole, number.fraction);
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self).cmp(&size(other)),
            (true, true) => size(other).cmp(&size(self)),
        }
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn orders_numbers() {
        let ordered = [
            "-100",
            "-12.5",
            "-12.25",
            "-1",
            "0",
            "0.001",
            "0.01",
            "1",
            "1.05",
            "1.5",
            "9",
            "10",
            "99999999999999999999.1",
        ];
        let numbers: Vec<_> = ordered.iter().map(|text| Number::parse(text).unwrap()).collect();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]), "{numbers:?}");
    }

    #[test]
    fn ignores_how_a_number_is_written() {
        for (a, b) in [("1", "1.0"), ("01", "1"), ("-0", "0"), (".5", "0.50"), ("+3", "3"), ("3.", "3")] {
            assert_eq!(Number::parse(a), Number::parse(b), "{a} {b}");
        }
    }

    #[test]
    fn takes_nothing_else() {
        for text in ["", ".", "-", "1e3", "1,000", "0x10", " 1", "1.2.3", "--1", "١"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
