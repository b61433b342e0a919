//! Whether an entry of `Resource` leaves open which role is meant.

use crate::catalog::Catalog;
use crate::document::Resource;
use crate::document::variable::as_pattern;
use crate::lean::{self, Lean as _};
use crate::pattern;

/// Whether the entry matches roles that it does not name: `*`, or an IAM ARN with a wildcard in the role's path or name,
/// unless what is fixed about the name says whose role it is, as in `role/AmazonPersonalize-*`.
pub(super) fn is_open(catalog: &'static Catalog<'static>, entry: &Resource<'_>) -> bool {
    if entry.is_star() {
        return true;
    }
    let Some(arn) = entry.arn() else {
        return pattern::has_wildcard(&entry.text) && pattern::intersects(&entry.text, "arn:*:iam::*:role/*");
    };
    let role = as_pattern(arn.resource);
    pattern::has_wildcard(&role)
        && pattern::matches(arn.service, "iam")
        && pattern::intersects(&role, "role/*")
        && !names_service(catalog, &role)
}

/// Whether the entry can name a role at all.
pub(super) fn can_be_role(entry: &Resource<'_>) -> bool {
    let Some(arn) = entry.arn() else {
        return pattern::intersects(&as_pattern(&entry.text), "arn:*:iam::*:role/*");
    };
    pattern::intersects(&as_pattern(arn.service), "iam")
        && pattern::intersects(&as_pattern(arn.resource), "role/*")
        && pattern::intersects(&as_pattern(arn.region), "")
}

/// Whether some words of a role's path and name are those of a service: `SageMaker`, `kinesis-analytics`.
fn names_service(catalog: &'static Catalog<'static>, role: &str) -> bool {
    // The path of a service-linked role holds the service principal.
    if role.split('/').any(|part| part.ends_with(".amazonaws.com") && !pattern::has_wildcard(part)) {
        return true;
    }
    let words = words(role);
    let runs: Vec<&[String]> = (0..words.len())
        .flat(|start| (start + 1..=words.len().min(start + 4)).map(move |end| (start, end)))
        .filter_map(|(start, end)| words.get(start..end))
        .list();
    let is_known = |prefix: &str| catalog.service(prefix).is_some();
    runs.iter().any(|run| {
        let joined = lean::join(run, "");
        is_known(&joined) || ALIASES.contains(&joined.as_str()) || (run.len() > 1 && is_known(&lean::join(run, "-")))
    })
}

/// What services are or were called where that is not the prefix of their actions.
const ALIASES: [&str; 17] = [
    "cloudwatchlogs",
    "codestar",
    "deepcomposer",
    "deeplens",
    "deepracer",
    "ecstasks",
    "elasticsearch",
    "emr",
    "eventbridge",
    "evidently",
    "flowlogs",
    "msk",
    "mwaa",
    "opensearch",
    "pinpoint",
    "stepfunctions",
    "systemsmanager",
];

/// The words of a role's path and name, in lower case, without those that every role may have.
fn words(role: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut rest = role.chars().peekable();
    let mut last = ' ';
    while let Some(character) = rest.next() {
        let begins = character.is_ascii_uppercase()
            && (!last.is_ascii_uppercase() || rest.peek().is_some_and(char::is_ascii_lowercase));
        if begins || !character.is_ascii_alphanumeric() {
            words.push(core::mem::take(&mut word));
        }
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
        last = character;
    }
    words.push(word);
    lean::keep(&mut words, |word| {
        !matches!(word.as_str(), "" | "aws" | "amazon" | "role" | "service" | "com" | "amazonaws")
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;

    fn resource(text: &str, judge: impl Fn(&Resource<'_>) -> bool) -> bool {
        let text = format!(r#"{{"Statement":{{"Resource":"{text}"}}}}"#);
        let document = Document::read(&text);
        let entry = document.statements[0].resources().next().unwrap();
        judge(entry)
    }

    #[test]
    fn cuts_names_into_words() {
        assert_eq!(words("role/AWSDeepRacer*"), ["deep", "racer"]);
        assert_eq!(words("role/service-role/kinesis-analytics_EC2Role"), ["kinesis", "analytics", "ec2"]);
        assert_eq!(words("rôle"), ["r", "le"]);
        assert!(words("role/*").is_empty());
    }

    #[test]
    fn knows_open_roles() {
        let open = |text| resource(text, |entry| is_open(Catalog::builtin(), entry));
        for text in [
            "*",
            "arn:*",
            "arn:aws:iam::123456789012:*",
            "arn:aws:iam::*:role/*",
            "arn:aws:iam::*:role/service-role/*",
            "arn:aws:iam::123456789012:role/tenant-*",
            "arn:aws:iam::123456789012:role/${aws:username}",
            "arn:aws:iam::123456789012:role/aws-service-role/*.amazonaws.com/*",
            "arn:aws:iam::123456789012:ro?e/*",
        ] {
            assert!(open(text), "{text}");
        }
        for text in [
            "arn:aws:iam::*:role/Personalize",
            "arn:aws:iam::123456789012:role/AmazonPersonalize-*",
            "arn:aws:iam::*:role/service-role/kinesis-analytics*",
            "arn:aws:iam::*:role/*SageMaker*",
            "arn:aws:iam::*:role/CodeStarWorker*",
            "arn:aws:iam::*:role/StepFunctions-*",
            "arn:aws:iam::*:user/*",
            "arn:aws:s3:::bucket/*",
            "arn:aws:iam::*:role/aws-service-role/new.amazonaws.com/*",
            "",
            "arn:aws:s3",
        ] {
            assert!(!open(text), "{text}");
        }
    }

    #[test]
    fn knows_roles() {
        for text in ["*", "arn:aws:iam::123456789012:role/x", "arn:*:*:*:*:*", "arn:aws:iam::*", "arn:aws:iam::1:${x}"]
        {
            assert!(resource(text, can_be_role), "{text}");
        }
        for text in [
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:iam::123456789012:instance-profile/*",
            "arn:aws:s3:::b/*",
            "arn:aws:sts::123456789012:assumed-role/x/y",
            "arn:aws:iam::123456789012:root",
            "x",
            "arn:aws:iam:us-east-1:123456789012:role/x",
            "arn:aws:iam::123456789012:role",
        ] {
            assert!(!resource(text, can_be_role), "{text}");
        }
    }
}
