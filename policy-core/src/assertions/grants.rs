//! `#![grants_at_most(..)]`.

use super::subject::{is_deny_list, label, name};
use super::{Part, Subject, Violation};
use crate::evaluate::{Check, Counterexample, alone, check_no_new_access};
use crate::holes::{Filled, bounds};
use crate::lean::Lean as _;
use crate::{Document, Options, PolicyType, validate};

impl Subject<'_> {
    /// Why the policy is not known to grant only what the policy in `baseline` grants; `None` when it is. Messages call the
    /// other policy `file`.
    ///
    /// ```
    /// use policy_core::assertions::Subject;
    /// use policy_core::{Options, PolicyType};
    ///
    /// let policy = |action| {
    ///     format!(
    ///         r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#
    ///     )
    /// };
    /// let options = Options::new(PolicyType::Identity);
    /// let (wide, narrow) = (policy("personalize:*"), policy("personalize:Get*"));
    /// assert!(Subject::new(&narrow, &[], &options).grants_at_most(&wide, "baseline.json").is_none());
    /// let violation = Subject::new(&wide, &[], &options).grants_at_most(&narrow, "baseline.json").unwrap();
    /// assert!(violation.message.ends_with("is allowed, and `baseline.json` does not allow it"));
    /// ```
    pub fn grants_at_most(&self, baseline: &str, file: &str) -> Option<Violation> {
        let options = Options::new(self.policy_type);
        if let Some(refused) = validate(baseline, &options).findings.iter().find(|finding| finding.refused) {
            let message = format!("`{file}` is no policy that IAM accepts: {}", refused.message);
            return Some(Violation::new(Part::Whole, message));
        }
        let mut old = Document::read(baseline);
        let old_is_list = is_deny_list(self.policy_type, &old);
        let stars = vec!["*".to_owned(); self.holes.len()];
        let filled = Filled::new(self.text, self.holes, &stars);
        let is_list = is_deny_list(self.policy_type, &Document::read(&filled.text));
        let [mut most, mut least] = bounds(&filled, true, &|_| false);
        for (document, is_list) in [(&mut old, old_is_list), (&mut most, is_list), (&mut least, is_list)] {
            if is_list {
                self.open(document);
            }
        }
        let most_check = check_no_new_access(&most, &old);
        if most_check.is_pass() {
            return None;
        }
        let least_check = if self.holes.is_empty() { most_check } else { check_no_new_access(&least, &old) };
        match least_check {
            Check::Fail(found) => {
                let mut violation = self.more(&found, &least, file);
                violation.labels.retain(|_| !is_list);
                for label in &mut violation.labels {
                    label.span = filled.origin(label.span);
                }
                Some(violation)
            }
            _ if !self.holes.is_empty() => {
                let message =
                    format!("it cannot be decided at compile time whether `{file}` allows all that this policy allows");
                let mut violation = Violation::new(Part::Whole, message);
                violation.notes.push("it depends on what stands in the holes".to_owned());
                Some(violation.help("compare the policies at run time: `evaluate::check_no_new_access`"))
            }
            Check::Undecided(why) => {
                let message = format!("it cannot be decided whether `{file}` allows all that this policy allows");
                let mut violation = Violation::new(Part::Whole, message);
                violation.notes.extend(Some(why).filter(|_| !is_list && !old_is_list));
                Some(violation.help("write a statement as the baseline does, so that one of its statements covers it"))
            }
            Check::Pass => None,
        }
    }

    fn more(&self, found: &Counterexample, new: &Document<'_>, file: &str) -> Violation {
        let identity = !matches!(self.policy_type, PolicyType::Resource | PolicyType::Trust);
        let mut shown = found.clone();
        if identity {
            // Whoever has the policy.
            shown.principal = None;
        }
        let request = shown.to_string();
        let request = if identity { request.replacen(" by anyone, unsigned", "", 1) } else { request };
        let message = format!("{request} is allowed, and `{file}` does not allow it");
        let mut violation = Violation::new(Part::Whole, message);
        let decision = alone(&found.request(), self.policy_type, new);
        let labels = decision.matched.iter();
        let labels = labels.map(|statement| label(statement.span, format!("{} allows it", name(statement))));
        violation.labels = labels.take(1).list();
        violation
    }

    /// Adds what stands beside a policy that only denies.
    fn open(&self, document: &mut Document<'_>) {
        let mut statements = Document::read(EVERYTHING).statements;
        for statement in &mut statements {
            statement.index = document.statements.len();
            if self.policy_type != PolicyType::Rcp {
                statement.principal = None;
            }
        }
        document.statements.append(&mut statements);
    }
}

/// The statement of `FullAWSAccess`.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
