//! From ranges of text to tokens.

use super::{SEED, read};

/// What is underlined for `fragment`, a part of the text that `input` is read as.
fn underlined(input: &str, fragment: &str) -> String {
    let source = read(input);
    let start = source.text.find(fragment).unwrap();
    let place = source.place(&(start..start + fragment.len()));
    place.first.join(place.last).unwrap().source_text().unwrap()
}

#[test]
fn a_range_underlines_its_tokens() {
    assert_eq!(underlined(SEED, r#""Allow""#), r#""Allow""#);
    assert_eq!(underlined(SEED, "PassRole"), r#""iam:PassRole""#);
    assert_eq!(underlined(SEED, r#""Action":["iam:PassRole"]"#), r#""Action": ["iam:PassRole"]"#);
    assert_eq!(underlined(r#""a": r"bc" , "d" : 1"#, r#"c","d""#), r#"r"bc" , "d""#);
    assert_eq!(underlined(r#""a": 1, "b": 2"#, r#"{"a":1,"b":2}"#), r#""a": 1, "b": 2"#);
    assert_eq!(underlined(r#"{ "a": 1 }"#, r#"{"a":1}"#), r#"{ "a": 1 }"#);
}

#[test]
fn an_empty_range_underlines_the_token_that_stands_there() {
    let source = read(r#""a": { "b": 1 }"#);
    let at = |at: usize| source.place(&(at..at)).one.source_text().unwrap();
    assert_eq!(at(source.text.find('1').unwrap()), "1");
    assert_eq!(at(source.text.len() + 9), "}");
}

#[test]
fn one_span_covers_a_group() {
    let source = read(r#""a": { "b": [1, 2] }, "c": 3"#);
    let one = |text: &str| {
        let start = source.text.find(text).unwrap();
        source.place(&(start..start + text.len())).one.source_text().unwrap()
    };
    assert_eq!(one(r#"{"b":[1,2]}"#), r#"{ "b": [1, 2] }"#);
    assert_eq!(one("[1,2]"), "[1, 2]");
    assert_eq!(one("[1,2]}"), "[");
}

#[test]
fn a_part_of_a_string_is_known_as_a_part() {
    let source = read(r#""Action": "iam:PassRole""#);
    let partial = |text: &str| {
        let start = source.text.find(text).unwrap();
        source.place(&(start..start + text.len())).partial
    };
    assert!(partial("PassRole"));
    assert!(!partial(r#""iam:PassRole""#));
    assert!(!partial(r#":"iam:PassRole""#));
}
