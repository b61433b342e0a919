//! From tokens to text, on both roads.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{SEED, check_problem, read, read_tokens};
use crate::plain;

/// The text that `input` is read as, which must be free of problems.
#[track_caller]
fn check(input: &str, text: &str) {
    let source = read(input);
    assert_eq!(source.text, text);
    let printed = input.parse::<TokenStream>().unwrap().to_string();
    if let Some(plain) = plain::text(&printed) {
        assert_eq!(plain, text, "{printed}");
    }
    let problems: Vec<_> = source.problems.iter().map(|problem| &problem.message).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn a_pasted_document_keeps_its_order_and_its_values() {
    let text = concat!(
        r#"{"Version":"2012-10-17","Statement":["#,
        r#"{"Effect":"Allow","Action":["personalize:*"],"Resource":"*"},"#,
        r#"{"Effect":"Allow","Action":["iam:PassRole"],"Resource":"*","Condition":"#,
        r#"{"StringEquals":{"iam:PassedToService":"personalize.amazonaws.com"}}}]}"#,
    );
    check(SEED, text);
    check(&format!("{{ {SEED} }}"), text);
}

#[test]
fn values_stay_as_written() {
    check(r#""a": true, "b": false, "c": null"#, r#"{"a":true,"b":false,"c":null}"#);
    check(r#""a": -1, "b": [1.50, 1e3, 007, 0x1f]"#, r#"{"a":-1,"b":[1.50,1e3,007,0x1f]}"#);
    check("", "{}");
    check("{}", "{}");
    check("[1]", "[1]");
}

#[test]
fn comments_and_one_trailing_comma_are_dropped() {
    check("\"a\": [1, 2,], // why\n/* not */ \"b\": {\"c\": 1,},", r#"{"a":[1,2],"b":{"c":1}}"#);
    check("{ \"a\": 1 },", r#"{"a":1}"#);
    check("/// one\n\"a\": /** two */ 1", r#"{"a":1}"#);
    check("\"a\": [,], \"b\": [1,,]", r#"{"a":[,],"b":[1,,]}"#);
}

#[test]
fn what_is_not_json_stands_as_written() {
    check("Effect: Allow", "{Effect:Allow}");
    check(r#""a" = "b", "c" => 1 2 x"#, r#"{"a"="b","c"=>1 2 x}"#);
    check(r#""a" "b": 1u8"#, r#"{"a""b":1u8}"#);
    check("'a: b::c", "{'a:b::c}");
}

#[test]
fn macro_fragments_are_transparent() {
    let fragment = Group::new(Delimiter::None, r#""iam:PassRole""#.parse().unwrap());
    let mut input: TokenStream = r#""Action":"#.parse().unwrap();
    input.extend([TokenTree::Group(fragment)]);
    assert_eq!(read_tokens(input).text, r#"{"Action":"iam:PassRole"}"#);

    let document = Group::new(Delimiter::None, "{ }".parse().unwrap());
    assert_eq!(read_tokens(TokenTree::Group(document).into()).text, "{}");
}

#[test]
fn strings_are_rewritten_as_json_writes_them() {
    check("\"a\": r\"b\", \"c\": r#\"say \"d\"\"#", r#"{"a":"b","c":"say \"d\""}"#);
    check(r#""\u{41}\x42\'": "\n\t\r\0\\\"""#, r#"{"AB'":"\n\t\r\u0000\\\""}"#);
    check("\"a\": \"b \\\n     c\", \"d\": r\"e\nf\"", r#"{"a":"b c","d":"e\nf"}"#);
    check(r#""a": "ü\u{1f600}""#, r#"{"a":"ü😀"}"#);
}

#[test]
fn what_no_text_can_show_is_reported_here() {
    check_problem(r#""a": ()"#, "()", "expected a value between the parentheses");
    check_problem(r#""a": b"x""#, "b\"x\"", "expected a string, found the byte string `b\"x\"`");
    check_problem(r#""a": 'x'"#, "'x'", "expected a string in double quotes, found `'x'`");
    check_problem(r#""a": "x"y"#, "\"x\"y", "a string takes no suffix, found `y`");
    assert_eq!(read(r#""a": b"x", "b": 'y', "c": "z"w"#).text, r#"{"a":"x","b":"y","c":"z"}"#);
}

#[test]
fn strings_and_punctuation_take_the_short_road() {
    let plain = |input: &str| plain::text(&input.parse::<TokenStream>().unwrap().to_string());
    for input in [SEED, &format!("{{{SEED}}}"), "", "{}", "[\"a\", \"ü\"]", "\"a#\": {}", "\"a\" \"b\",: [,,\"c\"]"] {
        assert_eq!(plain(input), Some(read(input).text), "{input}");
    }
    let longer = [
        "1",
        "true",
        "\"a\": (b)",
        "#![allow(all)]",
        "#[allow(all)] {}",
        "\"a\",",
        "[\"a\",]",
        "r\"a\"",
        "b\"a\"",
        "\"a\"b",
        "\"\\n\"",
        "\"\n\"",
        "\"#\"",
        "'a'",
        "'\"' '\"'",
        "/// a\n{}",
    ];
    for input in longer {
        assert_eq!(plain(input), None, "{input}");
    }
    assert_eq!(plain::text("\"a"), None);
}
