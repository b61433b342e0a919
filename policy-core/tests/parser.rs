//! The parser takes any text: it never panics and changes no token.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use policy_core::syntax::{Kind, NodeId, Tree, parse};
use policy_core::{Document, Options, PolicyType, minify, pretty, validate};

/// Numbers that look random and are the same in every run (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % limit.max(1)
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Id": "a\u00e9\ud83d\ude00\n",
    "Statement": [
        {
            "Sid": "Personalize",
            "Effect": "Allow",
            "Action": ["personalize:*", "iam:PassRole"],
            "NotResource": "arn:aws:s3:::a/${aws:username, 'x'}/*",
            "Principal": { "AWS": ["*", "123456789012"], "Service": "personalize.amazonaws.com" },
            "Condition": {
                "ForAllValues:StringEqualsIfExists": { "aws:TagKeys": ["ä", "b"] },
                "NumericLessThan": { "aws:MultiFactorAuthAge": 3.6e3 },
                "Bool": { "aws:SecureTransport": [true, false] }
            }
        },
        { "Effect": "Deny", "NotAction": [], "Resource": null }
    ]
}"#;

/// Reads the text in every way there is, and checks what must hold for any text.
fn read_all(text: &str) {
    let (tree, errors) = parse(text);
    if let Some(root) = tree.root() {
        walk(&tree, text, root);
    }
    for error in &errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?} lies across a character in {text:?}");
        assert!(!error.message.is_empty() && !error.message.contains('\n'), "{error:?}");
    }
    let small = minify(text);
    assert_eq!(minify(&small), small, "minifying twice differs on {text:?}");
    if errors.is_empty() {
        assert_eq!(values(&small), values(text), "minifying changes {text:?}");
        assert_eq!(values(&pretty(text)), values(text), "the layout changes {text:?}");
        assert_eq!(minify(&pretty(text)), small, "the layout changes a token of {text:?}");
    }
    let document = Document::read(text);
    for statement in &document.statements {
        assert!(document.span.contains(statement.span));
    }
    for policy_type in [PolicyType::Identity, PolicyType::Trust, PolicyType::Rcp] {
        for finding in validate(text, &Options::new(policy_type)).findings {
            for span in &finding.locations {
                assert!(text.get(span.range()).is_some(), "{finding:?} lies outside of {text:?}");
            }
        }
    }
}

/// Every node lies within its parent and on character boundaries.
fn walk(tree: &Tree, text: &str, root: NodeId) {
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let span = tree.span(id);
        assert!(text.get(span.range()).is_some(), "{span:?} lies across a character in {text:?}");
        let members = tree.members(id).flat_map(|(name, value)| [name, value]);
        for child in tree.items(id).chain(members) {
            let inner = tree.span(child);
            assert!(tree.kind(child) == Kind::Missing || span.contains(inner), "{inner:?} in {span:?} of {text:?}");
            open.push(child);
        }
    }
}

/// The tokens of a text without errors: brackets, names and values, in order.
fn values(text: &str) -> Vec<String> {
    let (tree, errors) = parse(text);
    assert!(errors.is_empty(), "{errors:?} in {text:?}");
    let mut values = Vec::new();
    let mut open: Vec<NodeId> = tree.root().into_iter().collect();
    while let Some(id) = open.pop() {
        let kind = tree.kind(id);
        let text = if matches!(kind, Kind::Object | Kind::Array) { "" } else { tree.span(id).of(text) };
        values.push(format!("{kind:?} {text}"));
        open.extend(tree.items(id));
        open.extend(tree.members(id).flat_map(|(name, value)| [name, value]));
    }
    values
}

/// The text cut at every character.
#[test]
fn truncated_documents() {
    for (at, _) in POLICY.char_indices() {
        read_all(&POLICY[..at]);
        read_all(&POLICY[at..]);
    }
}

/// The text with something taken out, put in, doubled or changed.
#[test]
fn mutated_documents() {
    const PIECES: [&str; 24] = [
        "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\\u", "\\ud800", "null", "true", "-", "0123", "1e", "//", "/*",
        "*/", "\n", "é", "\u{FEFF}", "${", "\u{0}",
    ];
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let boundaries: Vec<usize> = POLICY.char_indices().map(|(at, _)| at).collect();
    for _ in 0..600 {
        let mut text = POLICY.to_owned();
        for _ in 0..=random.below(3) {
            let (a, b) = (random.pick(&boundaries), random.pick(&boundaries));
            let (start, end) = (a.min(b), a.max(b).min(a.min(b) + 30));
            let (Some(start), Some(end)) = (boundary(&text, start), boundary(&text, end)) else { continue };
            let part = text[start..end].to_owned();
            match random.below(4) {
                0 => text.replace_range(start..end, ""),
                1 => text.insert_str(start, &part),
                2 => text.insert_str(start, random.pick(&PIECES)),
                _ => text.replace_range(start..end, random.pick(&PIECES)),
            }
        }
        read_all(&text);
    }
}

/// The next character boundary of `text` at or after `at`.
fn boundary(text: &str, at: usize) -> Option<usize> {
    (at..=text.len()).find(|&at| text.is_char_boundary(at))
}

/// Tokens in any order, and bytes in any order.
#[test]
fn arbitrary_texts() {
    const TOKENS: [&str; 26] = [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"\"",
        "\"Statement\"",
        "\"Action\"",
        "\"s3:*\"",
        "\"Condition\"",
        "\"Effect\"",
        "1",
        "-1.5e3",
        "true",
        "null",
        "nil",
        "'x'",
        "\"x",
        "\\",
        " ",
        "\n",
        "/",
        "// x\n",
        "/* x */",
        "ü",
    ];
    let mut random = Random(0x0123_4567_89AB_CDEF);
    for _ in 0..1_000 {
        let length = random.below(24);
        let text: String = (0..length).map(|_| random.pick(&TOKENS)).collect();
        read_all(&text);
    }
    for _ in 0..1_000 {
        let length = random.below(40);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        read_all(&String::from_utf8_lossy(&bytes));
        let ascii: String = bytes.iter().map(|byte| char::from(byte % 128)).collect();
        read_all(&ascii);
    }
}

/// Strings of any characters and escapes come through unchanged, and their parts are found.
#[test]
fn arbitrary_strings() {
    const PIECES: [&str; 14] =
        ["a", "é", "日", "🏷", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "$", "{", "*"];
    let mut random = Random(0xDEAD_BEEF_1234_5678);
    for _ in 0..500 {
        let length = random.below(12);
        let body: String = (0..length).map(|_| random.pick(&PIECES)).collect();
        let text = format!(r#"{{ "Id": "{body}" }}"#);
        read_all(&text);
        let document = Document::read(&text);
        let id = document.id.as_ref().unwrap();
        assert_eq!(id.span().of(&text), format!("\"{body}\""));
        assert_eq!(id.fragment(0..id.len()).of(&text), body, "{text}");
        for (at, character) in id.char_indices() {
            let span = id.fragment(at..at + character.len_utf8());
            assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()), "{text}: {at}");
        }
    }
}

/// What one run over a text reports stays readable.
#[test]
fn errors_are_bounded() {
    for text in ["@ ".repeat(10_000), "]".repeat(10_000), "[1 ".repeat(10_000), "'a' ".repeat(10_000)] {
        assert!(parse(&text).1.len() <= 100);
    }
}

/// A message quotes the user's text, which can hold line breaks and what a terminal takes for commands.
#[test]
fn messages_are_one_line() {
    for odd in [r"\n", r"\u001b[2J", r"\u0000", r"\u009b", r"\u202e"] {
        let text = format!(r#"{{"a{odd}":1,"Statement":{{"Effect":"{odd}","Action":"s3:{odd}","Resource":"{odd}"}}}}"#);
        let findings = validate(&text, &Options::new(PolicyType::Identity)).findings;
        assert!(findings.len() > 3, "{findings:?}");
        for finding in findings {
            let is_said = |words: &str| !words.contains(|char: char| char.is_control() || char == '\u{202e}');
            assert!(is_said(&finding.message) && finding.help.as_deref().is_none_or(is_said), "{finding:?}");
        }
    }
}
