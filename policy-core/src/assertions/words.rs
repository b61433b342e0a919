//! Mistakes in an assertion's own words.
//!
//! The words are put into a policy, and the checks say what they would say there.

use super::{Assertion, Part, Violation};
use crate::catalog::{Action, ActionResource, Catalog};
use crate::emit::quote;
use crate::evaluate::{Principal, PrincipalClass};
use crate::lean::Lean as _;
use crate::span::offset;
use crate::typed::arn;
use crate::{Finding, Levels, Options, PolicyType, Span, validate};

const ACTION_CODES: [&str; 3] = ["INVALID_ACTION", "INVALID_SERVICE_IN_ACTION", "WITHDRAWN_ACTION"];
const KEY_CODES: [&str; 4] = [
    "INVALID_CONDITION_KEY_FORMAT",
    "INVALID_GLOBAL_CONDITION_KEY",
    "INVALID_SERVICE_CONDITION_KEY",
    "MISSING_TAG_KEY_IN_CONDITION",
];
const PRINCIPAL_CODES: [&str; 7] = [
    "INVALID_ARN_ACCOUNT",
    "INVALID_PARTITION",
    "INVALID_PRINCIPAL_FORMAT",
    "INVALID_PRINCIPAL_VALUE",
    "INVALID_ROLE_REFERENCE",
    "MISSPELT_SERVICE_PRINCIPAL",
    "UNKNOWN_SERVICE_PRINCIPAL",
];

impl Assertion {
    /// What is wrong with the assertion whatever the policy: names that AWS does not have, and what it leaves unsaid.
    ///
    /// A check that `options` allow in the whole document is not heard here either.
    ///
    /// ```
    /// use policy_core::assertions::Assertion;
    /// use policy_core::{Options, PolicyType};
    ///
    /// let mistakes = Assertion::denies("iam:PasRole").mistakes(&Options::new(PolicyType::Identity));
    /// assert_eq!(mistakes[0].message, "unknown action `iam:PasRole`");
    /// assert_eq!(mistakes[0].help.as_deref(), Some("did you mean `iam:PassRole`?"));
    /// ```
    pub fn mistakes(&self, options: &Options) -> Vec<Violation> {
        let mut mistakes = Vec::new();
        if self.action.contains(['*', '?']) {
            let mistake = Violation::new(Part::Action, format!("`{}` is not one action", self.action));
            mistakes.push(mistake.help("an assertion is about one request: write one for each action that matters"));
        } else {
            self.names(options, &mut mistakes);
        }
        if mistakes.iter().all(|mistake| mistake.part != Part::Action) {
            mistakes.extend(self.resource(options));
        }
        mistakes.extend(self.principal(options));
        mistakes
    }

    /// What the checks say about the action and the keys.
    fn names(&self, options: &Options, mistakes: &mut Vec<Violation>) {
        let mut text = String::from(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"#);
        let mut places = vec![(Part::Action, write(&self.action, &mut text))];
        text.push_str(r#","Resource":"*","Condition":{"StringEquals":{"#);
        for (at, (key, _)) in self.context.iter().enumerate() {
            text.push_str(if at == 0 { "" } else { "," });
            places.push((Part::Key(at), write(key, &mut text)));
            text.push_str(":\"\"");
        }
        text.push_str("}}}]}");
        let options = Options::new(PolicyType::Identity).levels(global(&options.levels));
        for finding in validate(&text, &options).findings {
            let codes: &[&str] = match part(&places, &finding) {
                Some(Part::Action) => &ACTION_CODES,
                Some(_) => &KEY_CODES,
                None => continue,
            };
            mistakes.extend(as_mistake(finding, &places, codes));
        }
    }

    fn resource(&self, options: &Options) -> Option<Violation> {
        let action = Catalog::builtin().action(&self.action);
        let mut forms = action.into_iter().flat(Action::resource_types).flat(|on| on.resource_type().arns());
        let mut example = || forms.next().map(|form| example(&form.to_string()));
        let Some(on) = self.on.as_deref() else {
            // The policy is the resource's own.
            let known = options.policy_type == PolicyType::Trust;
            return example().filter(|_| !known).map(|example| {
                let message = format!("`{}` is about a resource, and the assertion names none", self.action);
                Violation::new(Part::Action, message).help(format!("write `on = \"{example}\"`"))
            });
        };
        let wrong = |message: String| Some(Violation::new(Part::On, message));
        if on == "*" {
            let needed = action.is_some_and(|action| action.resource_types().any(ActionResource::required));
            let message = || format!("`{}` is about one resource, and `*` is none", self.action);
            return example().filter(|_| needed).and_then(|example| {
                wrong(message()).map(|mistake| mistake.help(format!("write its ARN, `{example}`")))
            });
        }
        if on.contains(['*', '?']) {
            let help = "an assertion is about one request: write the ARN of one resource";
            return wrong(format!("`{on}` is not one resource")).map(|mistake| mistake.help(help));
        }
        if let Err(problem) = arn::check(on, "", "") {
            return wrong(format!("`{on}` is no ARN of a resource: {problem}"));
        }
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{},"Resource":{}}}]}}"#,
            quoted(&self.action),
            quoted(on)
        );
        let options = Options::new(PolicyType::Identity).levels(global(&options.levels));
        let findings = validate(&text, &options).findings;
        let misfit = findings
            .into_iter()
            .find(|finding| finding.rule.is_none() && finding.code.as_str() == "ACTION_WITHOUT_RESOURCE")?;
        let mistake = Violation::new(Part::On, format!("`{}` does not work on `{on}`", self.action));
        // What it works on in a policy is a pattern.
        Some(Violation { help: misfit.help.map(|help| help.replace("/*`", "/Key`")), ..mistake })
    }

    fn principal(&self, options: &Options) -> Vec<Violation> {
        let policy_type = options.policy_type;
        let Some(by) = self.by.as_deref() else {
            let needed = matches!(policy_type, PolicyType::Resource | PolicyType::Trust);
            let message = format!("the assertion leaves open who asks, and a {policy_type} policy is about that");
            let help =
                "write `by = \"arn:aws:iam::123456789012:role/Name\"`, or a service, `by = \"ec2.amazonaws.com\"`";
            return if needed { vec![Violation::new(Part::Whole, message).help(help)] } else { Vec::new() };
        };
        let principal = Principal::new(by);
        let has_policies = principal.is_iam() && principal.class() != PrincipalClass::Root;
        if !has_policies && !matches!(policy_type, PolicyType::Resource | PolicyType::Trust | PolicyType::Rcp) {
            let message =
                format!("`{by}` is no user or role, and a policy of type `{policy_type}` speaks to no others");
            return vec![Violation::new(Part::By, message).help("write the ARN of a user, a role or a session")];
        }
        let element = match principal.class() {
            PrincipalClass::Anonymous | PrincipalClass::CanonicalUser => return Vec::new(),
            PrincipalClass::Service => "Service",
            PrincipalClass::Federated => "Federated",
            _ => "AWS",
        };
        let mut text = String::from(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{""#);
        text.push_str(element);
        text.push_str("\":");
        let places = [(Part::By, write(by, &mut text))];
        text.push_str(r#"},"Action":"sts:AssumeRole"}]}"#);
        let options = Options::new(PolicyType::Trust).levels(global(&options.levels));
        let findings = validate(&text, &options).findings;
        findings.into_iter().filter_map(|finding| as_mistake(finding, &places, &PRINCIPAL_CODES)).take(1).list()
    }
}

/// Writes a JSON string, and says where.
fn write(value: &str, text: &mut String) -> Span {
    let start = offset(text.len());
    quote(value, text);
    Span::new(start, offset(text.len()))
}

fn quoted(value: &str) -> String {
    let mut text = String::new();
    quote(value, &mut text);
    text
}

fn part(places: &[(Part, Span)], finding: &Finding) -> Option<Part> {
    places.iter().find(|(_, place)| place.contains(finding.span())).map(|&(part, _)| part)
}

fn as_mistake(finding: Finding, places: &[(Part, Span)], codes: &[&str]) -> Option<Violation> {
    let part = part(places, &finding)?;
    let is_meant = finding.rule.is_none() && codes.contains(&finding.code.as_str());
    is_meant.then(|| Violation { help: finding.help, ..Violation::new(part, finding.message) })
}

/// The rules that hold for all of a document.
fn global(levels: &Levels) -> Levels {
    let mut kept = Levels::new();
    levels.rules().iter().filter(|rule| rule.scope.is_none()).cloned().for_each(|rule| kept.push(rule));
    kept
}

/// An ARN of the form `template`.
fn example(template: &str) -> String {
    let known = [("${Partition}", "aws"), ("${Region}", "us-east-1"), ("${Account}", "123456789012")];
    let text = known.iter().fold(template.to_owned(), |text, (hole, value)| text.replace(*hole, value));
    text.replace("${", "").replace('}', "")
}
