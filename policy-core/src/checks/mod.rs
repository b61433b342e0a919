//! The checks: one a file, each with its docs, its declaration, its code and its tests.
//!
//! A check is a [`Check`] constant that a folder's list names; nothing else registers it. A check says what it looks at
//! (`Run`) and is called for nothing else. What several checks ask of a document is worked out once, in `Context`.

#[macro_use]
mod declare;
mod context;
pub(crate) mod levels;
mod redundancy;
mod run;
#[cfg(test)]
pub(crate) mod tester;

use crate::document::{Action, Arn, Block, ConditionTest, PrincipalBlock, Resource, Statement};
use crate::finding::said;
use crate::lean::Lean as _;
use crate::{Finding, FindingType, IssueCode, Level, PolicyType, Span};

pub(crate) use context::{ActionMeaning, By, Carried, Context, Fit, KeyMeaning, Passer, RoleAction, fits_resource};
pub(crate) use declare::types;
pub(crate) use run::run;
pub(crate) use size::quotas;

groups! {
    syntax,
    structure,
    size,
    action,
    resource,
    variable,
    condition,
    condition_operator,
    condition_key,
    condition_value,
    principal,
    trust,
    pass_role,
    coverage,
    scp,
    rcp,
}

/// A check: its name, what it reports, and for which policies.
#[derive(Debug)]
pub struct Check {
    code: IssueCode,
    finding_type: FindingType,
    origin: Origin,
    group: &'static str,
    policy_types: PolicyTypes,
    refused: bool,
    #[cfg(any(test, feature = "check-docs"))]
    docs: &'static str,
    run: Run,
    /// What it looks at: one of [`kinds`].
    kind: u16,
}

/// Where a check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It is one of Access Analyzer's (IAM User Guide, "IAM policy validation check reference").
    Aws,
    /// It is this project's own.
    Own,
}

/// A set of policy types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PolicyTypes(u8);

impl PolicyTypes {
    pub(crate) const fn of(policy_type: PolicyType) -> Self {
        Self(1 << policy_type as u8)
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn contains(self, policy_type: PolicyType) -> bool {
        self.0 & Self::of(policy_type).0 != 0
    }
}

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::type_complexity, reason = "the aliases would say less than the types")]
pub(crate) enum Run {
    /// The document as a whole.
    Document(fn(&Context<'_>, &mut Reporter<'_>)),
    /// Each statement.
    Statement(fn(&Context<'_>, &Statement<'_>, &mut Reporter<'_>)),
    /// Each statement whose actions are, or include, one of [`RoleAction`].
    RoleStatement(fn(&Context<'_>, &Statement<'_>, &mut Reporter<'_>)),
    /// Each `Action` and `NotAction` as a whole.
    ActionBlock(fn(&Context<'_>, &Statement<'_>, &Block<Action<'_>>, &mut Reporter<'_>)),
    /// Each entry of `Action` and `NotAction`.
    Action(fn(&Context<'_>, &Action<'_>, &mut Reporter<'_>)),
    /// Each entry of `Action` and `NotAction` that is not the lone `*` and stands for no action of the catalog.
    UnknownAction(fn(&Context<'_>, &Action<'_>, &mut Reporter<'_>)),
    /// Each `Resource` and `NotResource` as a whole.
    ResourceBlock(fn(&Context<'_>, &Statement<'_>, &Block<Resource<'_>>, &mut Reporter<'_>)),
    /// Each entry of `Resource` and `NotResource` that has the fields of an ARN, the first being `arn`, unless
    /// [one look](resource::is_in_order) tells that they are in order.
    Arn(fn(&Context<'_>, &Resource<'_>, &Arn<'_>, &mut Reporter<'_>)),
    /// Each other entry of `Resource` and `NotResource` but the lone `*`.
    NoArn(fn(&Context<'_>, &Resource<'_>, &mut Reporter<'_>)),
    /// Each `Principal` and `NotPrincipal`.
    Principal(fn(&Context<'_>, &Statement<'_>, &PrincipalBlock<'_>, &mut Reporter<'_>)),
    /// Each statement that has a `Condition`.
    Conditions(fn(&Context<'_>, &Statement<'_>, &mut Reporter<'_>)),
    /// Each operator and key of a `Condition`.
    Test(fn(&Context<'_>, &Statement<'_>, ConditionTest<'_, '_>, &mut Reporter<'_>)),
    /// Each of these whose operator compares anything but text, or `Null`.
    TypedTest(fn(&Context<'_>, &Statement<'_>, ConditionTest<'_, '_>, &mut Reporter<'_>)),
    /// Nothing in the document: the lint rules report it.
    Levels,
}

/// A bit for each variant of [`Run`], by its name.
#[allow(non_upper_case_globals, reason = "the names are those of the variants")]
mod kinds {
    pub(super) const Document: u16 = 1;
    pub(super) const Statement: u16 = 1 << 1;
    pub(super) const RoleStatement: u16 = 1 << 2;
    pub(super) const ActionBlock: u16 = 1 << 3;
    pub(super) const Action: u16 = 1 << 4;
    pub(super) const UnknownAction: u16 = 1 << 5;
    pub(super) const ResourceBlock: u16 = 1 << 6;
    pub(super) const Arn: u16 = 1 << 7;
    pub(super) const NoArn: u16 = 1 << 8;
    pub(super) const Principal: u16 = 1 << 9;
    pub(super) const Conditions: u16 = 1 << 10;
    pub(super) const Test: u16 = 1 << 11;
    pub(super) const TypedTest: u16 = 1 << 12;
    pub(super) const Levels: u16 = 0;
}

/// Where a check puts its findings.
#[derive(Debug)]
pub(crate) struct Reporter<'a> {
    check: &'static Check,
    findings: &'a mut Vec<Finding>,
    /// For how many more places of the check's findings there is room.
    left: usize,
    /// The last finding for which there was none.
    lost: Option<Box<Finding>>,
}

/// So many places a check reports at most: no document that IAM takes is long enough to be wrong in more.
const MAX_PLACES: usize = 10_000;

impl<'a> Reporter<'a> {
    fn new(check: &'static Check, findings: &'a mut Vec<Finding>) -> Self {
        Self { check, findings, left: MAX_PLACES, lost: None }
    }
}

impl Reporter<'_> {
    /// Reports a finding at `span`; the result takes labels, help and fixes.
    pub(crate) fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.report_all(vec![span], message)
    }

    /// Reports one finding for several places, of which there must be one at least.
    pub(crate) fn report_all(&mut self, mut locations: Vec<Span>, message: impl Into<String>) -> &mut Finding {
        locations.truncate(self.left.max(1));
        let finding = self.check.finding(locations, message.into());
        let Some(left) = self.left.checked_sub(finding.locations.len().max(1)) else {
            return self.lost.insert(Box::new(finding));
        };
        self.left = left;
        let at = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[at]
    }
}

impl Check {
    /// The check's name.
    pub const fn code(&self) -> IssueCode {
        self.code
    }

    /// What it reports.
    pub const fn finding_type(&self) -> FindingType {
        self.finding_type
    }

    /// Whose check it is.
    pub const fn origin(&self) -> Origin {
        self.origin
    }

    /// The folder it stands in: `structure`, `action`, `pass_role` and so on.
    pub const fn group(&self) -> &'static str {
        self.group
    }

    /// Whether IAM's create call rejects every document that the check fires on.
    pub const fn is_refused(&self) -> bool {
        self.refused
    }

    /// Whether it holds for policies of that type.
    pub const fn holds_for(&self, policy_type: PolicyType) -> bool {
        self.policy_types.contains(policy_type)
    }

    /// Where to read about it: AWS's page, or the reference in the documentation of `iam-policy` for its own checks. There
    /// `latest` is the one address that neither a release nor a move of the repository changes.
    #[inline]
    pub fn learn_more(&self) -> String {
        if self.origin == Origin::Own {
            let page = "https://docs.rs/iam-policy/latest/iam_policy/reference/index.html";
            return format!("{page}#{}", self.code.to_lowercase());
        }
        let kind = match self.finding_type {
            FindingType::Error => "error",
            FindingType::SecurityWarning => "security-warning",
            FindingType::Warning => "general-warning",
            FindingType::Suggestion => "suggestion",
        };
        let page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
        let anchor = self.code.to_lowercase().replace('_', "-");
        format!("{page}#access-analyzer-reference-policy-checks-{kind}-{anchor}")
    }

    /// Its prose, in Markdown: what it does, why, a failing example, the corrected one.
    #[cfg(any(test, feature = "check-docs"))]
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    fn finding(&self, locations: Vec<Span>, message: String) -> Finding {
        Finding {
            code: self.code,
            finding_type: self.finding_type,
            refused: self.refused,
            level: if self.refused { Level::Deny } else { self.finding_type.default_level() },
            message: said(message),
            locations,
            labels: Vec::new(),
            help: None,
            fix: None,
            rule: None,
        }
    }
}

/// Every check, by folder.
pub fn all() -> impl Iterator<Item = &'static Check> {
    GROUPS.iter().flat(|group| group.iter().copied())
}

/// The check of that code, in either case.
pub fn find(code: &str) -> Option<&'static Check> {
    all().find(|check| check.code.is_named(code))
}
