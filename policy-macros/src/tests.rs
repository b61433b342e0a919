//! The adapter, tested on tokens alone.

use policy_core::Level;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::expand;
use crate::literal::{self, Read};
use crate::source::Source;

const SEED: &str = r#"
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["personalize:*"],
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": ["iam:PassRole"],
            "Resource": "*",
            "Condition": {
                "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" }
            }
        }
    ]
"#;

fn read_tokens(input: TokenStream) -> Source {
    let trees: Vec<_> = input.into_iter().collect();
    Source::read(&trees)
}

fn read(input: &str) -> Source {
    read_tokens(input.parse().unwrap())
}

/// The text that `input` is read as, which must be free of problems.
#[track_caller]
fn check(input: &str, text: &str) {
    let source = read(input);
    assert_eq!(source.text, text);
    let problems: Vec<_> = source.problems.iter().map(|problem| &problem.message).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

/// The one problem of `input`, with the text it underlines.
#[track_caller]
fn check_problem(input: &str, underlined: &str, message: &str) {
    let source = read(input);
    let [problem] = source.problems.as_slice() else { panic!("{:?}", source.problems) };
    let span = problem.first.join(problem.last).unwrap();
    assert_eq!((span.source_text().unwrap().as_str(), problem.message.as_str()), (underlined, message));
}

/// What is underlined for `fragment`, a part of the text that `input` is read as.
fn underlined(input: &str, fragment: &str) -> String {
    let source = read(input);
    let start = source.text.find(fragment).unwrap();
    let place = source.place(&(start..start + fragment.len()));
    place.first.join(place.last).unwrap().source_text().unwrap()
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

#[test]
fn attributes_become_rules() {
    let source = read(
        r#"
        #![allow(redundant_action, PASS_ROLE_WITH_STAR_IN_RESOURCE, reason = "why")]
        #![forbid(security)]
        "Statement": [ #[deny(redundant_resource)] #[warn(a,)] { "b": 1 }, { "c": #[allow(inner)] { } } ]
        "#,
    );
    assert_eq!(source.text, r#"{"Statement":[{"b":1},{"c":{}}]}"#);
    let rules: Vec<_> = source
        .rules
        .iter()
        .zip(&source.rule_spans)
        .map(|(rule, span)| {
            let scope = rule.scope.map(|scope| &source.text[scope.range()]);
            assert_eq!(span.source_text().as_ref(), Some(&rule.name));
            (rule.level, rule.name.as_str(), scope)
        })
        .collect();
    assert_eq!(
        rules,
        [
            (Level::Allow, "redundant_action", None),
            (Level::Allow, "PASS_ROLE_WITH_STAR_IN_RESOURCE", None),
            (Level::Forbid, "security", None),
            (Level::Deny, "redundant_resource", Some(r#"{"b":1}"#)),
            (Level::Warn, "a", Some(r#"{"b":1}"#)),
            (Level::Allow, "inner", Some("{}")),
        ]
    );
    for input in ["#![allow(a)] { }", "{ #![allow(a)] }", "#[allow(a)] { }", "#![allow(a)]"] {
        let source = read(input);
        assert_eq!((source.text.as_str(), source.rules.len()), ("{}", 1), "{input}");
        assert!(source.problems.is_empty() && source.rules[0].scope.is_none(), "{input}");
    }
}

#[test]
fn wrong_attributes_are_reported_at_their_place() {
    check_problem("#![expect(a)]", "expect", "unknown attribute `expect`");
    check_problem("#![cfg(test)]", "cfg", "unknown attribute `cfg`");
    check_problem("#![allow(\"a\")]", "\"a\"", "expected the name of a check");
    check_problem("#![allow(a b)]", "b", "expected `,`");
    check_problem("#![allow(why = \"x\")]", "why", "unknown argument `why`");
    check_problem("#![allow()]", "allow", "`allow` names no check");
    let outer = "`#[..]` belongs before the `{` of a statement";
    check_problem(r#"#[allow(a)] "b": 1"#, "#[allow(a)]", outer);
    check_problem(r#""b": [1 #[allow(a)]]"#, "#[allow(a)]", outer);
    let inner = "`#![..]` belongs at the head of the document";
    check_problem(r#""b": 1, #![allow(a)]"#, "#![allow(a)]", inner);
    check_problem(r#""b": { #![allow(a)] }"#, "#![allow(a)]", inner);
}

#[test]
fn what_no_text_can_show_is_reported_here() {
    check_problem(r#""a": ()"#, "()", "expected a value between the parentheses");
    check_problem(r#""a": b"x""#, "b\"x\"", "expected a string, found the byte string `b\"x\"`");
    check_problem(r#""a": 'x'"#, "'x'", "expected a string in double quotes, found `'x'`");
    check_problem(r#""a": "x"y"#, "\"x\"y", "a string takes no suffix, found `y`");
    assert_eq!(read(r#""a": b"x", "b": 'y', "c": "z"w"#).text, r#"{"a":"x","b":"y","c":"z"}"#);
}

/// What is said of a literal that rustc refuses, or would rather see as a raw string.
#[track_caller]
fn check_literal(source: &str, value: &str, message: &str, help: &str) {
    let (value, message, help) = (value.to_owned(), message.to_owned(), help.to_owned());
    assert_eq!(literal::read(source), Read::Wrong { value, message, help });
}

#[test]
fn json_escapes_are_read_and_advised_against() {
    let foreign = "Rust strings have no escape `\\/`";
    check_literal(r#""a\/b\/c""#, "a/b/c", foreign, "write `/` for `\\/`");
    let foreign = "Rust strings have no escape `\\u0041`";
    check_literal(r#""\u0041\u005c""#, "A\\", foreign, "write `A` for `\\u0041`, `\\\\` for `\\u005c`");
    let foreign = "Rust strings have no escape `\\ud83d\\ude00`";
    check_literal(r#""\ud83d\ude00""#, "😀", foreign, "write `😀` for `\\ud83d\\ude00`");
    let foreign = "Rust strings have no escape `\\b`";
    check_literal(r#""\b""#, "\x08", foreign, "write `\\u{8}` for `\\b`");
    let foreign = "Rust strings have no escape `\\ud83d`";
    check_literal(r#""\ud83d""#, "\u{fffd}", foreign, "write another character for `\\ud83d`");
    let raw = "the escape `\\/` means nothing in a raw string";
    check_literal(r#"r"a\/b""#, "a\\/b", raw, "without the `r`, write `/`, or `\\\\` for a backslash");
    assert_eq!(literal::read(r#"r"DOMAIN\user""#), Read::Text("DOMAIN\\user".to_owned()));
    assert_eq!(literal::read(r#""\u{41}\\u0041""#), Read::Text("A\\u0041".to_owned()));
}

/// The expansion of an identity policy.
fn expand(document: &str) -> String {
    expand::document(format!("[krate] Identity {document}").parse().unwrap()).to_string()
}

#[test]
fn a_document_without_findings_is_a_value() {
    let expansion = expand("#![allow(all)] \"a\": 1");
    let start = "krate :: Policy :: < krate :: Identity > { __json : krate :: __private :: Cow :: Borrowed (";
    assert!(expansion.starts_with(start), "{expansion}");
    assert!(expansion.ends_with(r#""{\"a\":1}" }) , __kind : krate :: __private :: PhantomData , }"#), "{expansion}");
}

#[test]
fn messages_stand_before_the_literal() {
    let expansion = expand("\"a\": b\"\"");
    assert!(expansion.contains("Borrowed ({ :: core :: compile_error ! ("), "{expansion}");
    assert!(expansion.contains(r#"; "{\"a\":\"\"}" }"#), "{expansion}");
}

#[test]
fn settings_are_read() {
    let mut source = read(r#"#![attached_to = "user"] #![resource_type = "x"]"#);
    let options = source.options(policy_core::PolicyType::Identity);
    assert!(format!("{options:?}").contains("User"));
    let problem = &source.problems[0];
    assert_eq!(problem.message, "`resource_type` says nothing about a policy of type `identity`");
    check_problem(r#""b": [#[a = "b"] {}]"#, "#[a = \"b\"]", "this attribute belongs at the head of the document");
    check_problem(r#"#![a = 1]"#, "1", "expected a string");
}

/// The expansion of a file of that content, below the attributes.
fn expand_file(name: &str, content: &[u8], attributes: &str) -> String {
    let path = std::env::temp_dir().join(format!("policy-macros-{}-{name}", std::process::id()));
    std::fs::write(&path, content).unwrap();
    let input = format!("[krate] Identity {attributes} {path:?}");
    let expansion = expand::file(input.parse().unwrap()).to_string();
    std::fs::remove_file(&path).unwrap();
    expansion
}

#[test]
fn a_file_is_minified_and_tracked() {
    let expansion = expand_file("good.json", b"{\r\n\t\"a\": 1\r\n}\r\n", "#![allow(all)]");
    assert!(expansion.contains(":: core :: include_bytes ! ("), "{expansion}");
    assert!(expansion.contains(r#"; "{\"a\":1}" }"#), "{expansion}");
}

#[test]
fn findings_in_a_file_show_its_line() {
    let text = "{\r\n    \"Version\": \"2012-10-18\",\r\n    \"Statement\": []\r\n}";
    let expansion = expand_file("bad.json", text.as_bytes(), "#![allow(nothing)]");
    for part in
        ["bad.json:2:16", "2 |     \\\"Version\\\": \\\"2012-10-18\\\",", "^^^^^^^^^^^^", "unknown check `nothing`"]
    {
        assert!(expansion.contains(part), "{part} in {expansion}");
    }
}

#[test]
fn assertions_are_about_files_as_well() {
    let statement = r#"{"Effect": "Allow", "Action": "personalize:List*", "Resource": "*"}"#;
    let text = format!("{{\n\"Version\": \"2012-10-17\",\n\"Statement\": [\n{statement}]}}");
    let broken = r#"#![allows("personalize:ListSchemas")] #![denies("personalize:ListRecipes")]"#;
    let expansion = expand_file("asserted.json", text.as_bytes(), broken);
    assert!(!expansion.contains("ListSchemas` is"), "{expansion}");
    assert!(expansion.contains("`personalize:ListRecipes` is allowed\\nnote: statement 1 allows it: "), "{expansion}");
    assert!(expansion.contains("asserted.json:4:1"), "{expansion}");
}

#[test]
fn a_baseline_is_read_and_tracked() {
    let path = std::env::temp_dir().join(format!("policy-macros-{}-baseline.json", std::process::id()));
    let statement = r#"{"Effect":"Allow","Action":"personalize:Get*","Resource":"*"}"#;
    let document = |statement: &str| format!(r#""Version": "2012-10-17", "Statement": [{statement}]"#);
    std::fs::write(&path, format!("{{{}}}", document(statement))).unwrap();
    let head = format!("#![grants_at_most(policy_file!({path:?}))]");
    let same = expand(&format!("{head} {}", document(statement)));
    let more = expand(&format!("{head} {}", document(&statement.replace("Get*", "*"))));
    std::fs::remove_file(&path).unwrap();
    assert!(same.contains("include_bytes") && !same.contains("compile_error"), "{same}");
    assert!(more.contains("is allowed, and `") && more.contains("baseline.json` does not allow it"), "{more}");
    let gone = expand(&format!("{head} {}", document(statement)));
    assert!(gone.contains("cannot read `"), "{gone}");
}

#[test]
fn files_that_are_no_text_are_refused_with_a_reason() {
    let refused = |content: &[u8], message: &str| {
        let expansion = expand_file("refused.json", content, "");
        assert!(expansion.contains(message), "{expansion}");
    };
    refused(b"\xef\xbb\xbf{}", "begins with a byte order mark of UTF-8");
    refused(b"\xff\xfe{\0}\0", "begins with a byte order mark of UTF-16");
    refused(b"{\n\n\xe9}", "is not UTF-8: line 3 has a byte that no character has");
    refused(&vec![b' '; 10_000_001], "has 10000001 bytes, more than any policy");
    let missing = expand::file("[krate] Identity \"no/such.json\"".parse().unwrap()).to_string();
    assert!(missing.contains("cannot read `no/such.json`"), "{missing}");
    for input in ["", "1", "a b", "(\"x\")"] {
        let expansion = expand::file(format!("[krate] Identity {input}").parse().unwrap()).to_string();
        assert!(expansion.contains("expected the path of a JSON file, a string"), "{expansion}");
    }
    let kind = expand::file("[krate] Truth \"x\"".parse().unwrap()).to_string();
    assert!(kind.contains("unknown type of policy `Truth`"), "{kind}");
}

#[test]
fn every_check_can_name_a_macro() {
    for check in policy_core::checks::all() {
        let name = check.code().to_lowercase();
        assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name}");
    }
}
