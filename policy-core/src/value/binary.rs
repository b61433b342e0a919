//! Base64.

/// The bytes `text` encodes; `None` where a byte is no base64. Padding may be left out.
pub(crate) fn bytes(text: &str) -> impl Iterator<Item = Option<u8>> {
    let mut digits = text.trim_end_matches('=').bytes();
    let (mut held, mut width) = (0_u32, 0);
    core::iter::from_fn(move || {
        while width < 8 {
            let Some(digit) = digit(digits.next()?) else { return Some(None) };
            held = held << 6 | digit;
            width += 6;
        }
        width -= 8;
        let byte = (held >> width).to_le_bytes()[0];
        held &= (1 << width) - 1;
        Some(Some(byte))
    })
}

fn digit(byte: u8) -> Option<u32> {
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn decodes() {
        let decode = |text| bytes(text).collect::<Option<Vec<u8>>>();
        assert_eq!(decode("QmluYXJ5VmFsdWVJbkJhc2U2NA==").as_deref(), Some(&b"BinaryValueInBase64"[..]));
        assert_eq!(decode("QmluYXJ5VmFsdWVJbkJhc2U2NA").as_deref(), Some(&b"BinaryValueInBase64"[..]));
        assert_eq!(decode("").as_deref(), Some(&b""[..]));
        assert_eq!(decode("QQ=="), Some(vec![b'A']));
        assert_eq!(decode("no base64!"), None);
    }
}
