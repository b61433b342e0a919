//! Whatever a value is, it is refused, or it stands in a document as itself. The first line is the value; the rest is a
//! document in which each `HOLE` is one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::holes::{Hole, check};
use policy_core::typed::fill::policy;
use policy_core::typed::hole::{Piece, name, text};
use policy_core::typed::{ResourceName, ResourcePath, Text};
use policy_core::{Document, Identity, Options, PolicyType, Span, validate};

const TEXTS: [&str; 4] = [
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"#,
    "/",
    r#"/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":""#,
    r#""}}}]}"#,
];
const HOLE: &str = "HOLE";
/// As many holes as a document of these has; each multiplies the runs.
const MOST: usize = 4;

fuzz_target!(|data: &str| {
    let (value, document) = data.split_once('\n').unwrap_or((data, ""));
    if let (Ok(path), Ok(words)) = (ResourcePath::new(value), Text::new(value)) {
        own(&[name(&path), name(&path), text(&words)], value);
    }
    if let Ok(one) = ResourceName::new(value) {
        own(&[name(&one), name(&one), text(&one)], value);
    }
    for policy_type in PolicyType::ALL {
        any(document, value, policy_type);
    }
});

/// A document of ours.
fn own(values: &[Piece<'_>; 3], value: &str) {
    let policy = policy::<Identity>(&TEXTS, values);
    let document = Document::read(policy.as_json());
    assert!(document.syntax_errors.is_empty() && document.irregularities.is_empty(), "{policy}");
    let [statement] = document.statements.as_slice() else { panic!("{policy}") };
    let resource = statement.resources().next().map(|resource| resource.text.to_string());
    assert_eq!(resource, Some(format!("arn:aws:s3:::{value}/{value}/*")));
    let tests: Vec<_> = statement.tests().collect();
    assert!(tests.len() == 1 && tests[0].values().len() == 1 && *tests[0].values()[0].text == *value, "{policy}");
    assert!(!value.contains(['*', '?']) && !value.contains("${"), "{value}");
}

/// Any document: its places lie in it, and a value changes nothing but the string that it stands in.
fn any(document: &str, value: &str, policy_type: PolicyType) {
    let holes: Vec<Hole> = document.match_indices(HOLE).map(hole).take(MOST).collect();
    if holes.is_empty() {
        return;
    }
    let options = Options::new(policy_type);
    let report = check(document, &holes, &options);
    assert_eq!(report.places.len(), holes.len());
    for finding in &report.findings {
        let labels = finding.labels.iter().map(|label| label.span);
        let mut places = finding.locations.iter().copied().chain(labels);
        assert!(places.all(|span| document.get(span.range()).is_some()), "{finding:?}");
    }
    let before = Document::read(document);
    let (Ok(name_value), Ok(text_value)) = (ResourceName::new(value), Text::new(value)) else { return };
    let mut values = Vec::new();
    for place in &report.places {
        values.push(match place.as_ref().map(|place| place.function) {
            Ok("name") => name(&name_value),
            Ok("text") => text(&text_value),
            _ => return,
        });
    }
    if !before.syntax_errors.is_empty() {
        return;
    }
    let texts: Vec<&str> = document.splitn(values.len() + 1, HOLE).collect();
    let filled = policy::<Identity>(&texts, &values);
    let after = Document::read(filled.as_json());
    assert!(after.syntax_errors.is_empty(), "{filled}");
    assert_eq!(after.irregularities.len(), before.irregularities.len(), "{filled}");
    let shape = |document: &Document<'_>| -> Vec<_> {
        let entries = |one: &policy_core::document::Statement<'_>| {
            (one.actions().count(), one.resources().count(), one.tests().map(|test| test.values().len()).sum::<usize>())
        };
        document.statements.iter().map(entries).collect()
    };
    assert_eq!(shape(&after), shape(&before), "{filled}");
    if !report.may_fail && !report.findings.iter().any(policy_core::Finding::is_denied) {
        let refused: Vec<_> = validate(filled.as_json(), &options).findings.into_iter().filter(|f| f.refused).collect();
        assert!(refused.is_empty(), "{refused:?} in {filled}");
    }
}

fn hole((at, shown): (usize, &str)) -> Hole {
    Hole { span: Span::new(at as u32, (at + shown.len()) as u32), shown: format!("{{{shown}}}"), is_list: false }
}
