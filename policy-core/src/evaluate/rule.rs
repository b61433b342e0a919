//! A statement made ready to meet requests.
//!
//! AWS refuses a document that breaks the grammar, so it has no say on what such a statement does. Here a statement whose
//! conditions or negated lists cannot be read in full never grants, and refuses wherever its readable part applies.

use super::condition::Test;
use super::principal::{Grant, Named, Principal, named};
use super::request::Request;
use super::template::{Case, Syntax, Template};
use crate::document::{Effect, Irregularity, Statement};
use crate::lean::Lean as _;
use crate::{Document, PolicyType, Span};

/// A statement, its patterns and values read.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) index: usize,
    pub(crate) effect: Effect,
    pub(crate) principal: Scope<Named>,
    pub(crate) action: Scope<Template>,
    pub(crate) resource: Scope<Template>,
    pub(crate) tests: Box<[Test]>,
    is_readable: bool,
}

/// What an element covers.
#[derive(Debug, Clone)]
pub(crate) enum Scope<E> {
    /// The element is not needed and not there.
    All,
    /// What one of the entries covers; without entries, nothing.
    In(Box<[E]>),
    /// What none of the entries covers.
    NotIn(Box<[E]>),
}

/// What a rule needs to know beside the request.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a, 'r> {
    pub(crate) request: &'a Request<'r>,
    /// Whether a permissions boundary limits the principal.
    pub(crate) has_boundary: bool,
}

impl Rule {
    /// Reads a statement; `None` when its effect is neither `Allow` nor `Deny`.
    pub(crate) fn new(document: &Document<'_>, statement: &Statement<'_>, kind: PolicyType) -> Option<Self> {
        let variables = document.version.as_deref() == Some("2012-10-17");
        let tests: Option<Box<[Test]>> = statement.tests().map(|test| Test::new(test, variables)).collect();
        let blocks = [&statement.action, &statement.not_action].into_iter().flatten().all(|block| block.is_regular)
            && [&statement.resource, &statement.not_resource].into_iter().flatten().all(|block| block.is_regular);
        let is_readable = tests.is_some() && blocks && !has_irregular_condition(document, statement.span);
        let action = |text: &str| Template::new(text, Syntax { wildcards: true, variables: false });
        let resource = |text: &str| Template::new(text, Syntax { wildcards: true, variables });
        Some(Self {
            index: statement.index,
            effect: statement.effect()?,
            principal: if matches!(kind, PolicyType::Resource | PolicyType::Trust) {
                Scope::new(statement.principal.as_ref().map(named), statement.not_principal.as_ref().map(named), false)
            } else {
                Scope::All
            },
            action: Scope::new(
                statement
                    .action
                    .as_ref()
                    .map(|block| block.entries.iter().map(|entry| action(&entry.text)).list().into()),
                statement
                    .not_action
                    .as_ref()
                    .map(|block| block.entries.iter().map(|entry| action(&entry.text)).list().into()),
                false,
            ),
            resource: Scope::new(
                statement
                    .resource
                    .as_ref()
                    .map(|block| block.entries.iter().map(|it| resource(&it.text)).list().into()),
                statement
                    .not_resource
                    .as_ref()
                    .map(|block| block.entries.iter().map(|it| resource(&it.text)).list().into()),
                // A policy on a resource may leave it unsaid: trust policies do.
                matches!(kind, PolicyType::Resource | PolicyType::Trust),
            ),
            tests: tests.unwrap_or_default(),
            is_readable,
        })
    }

    /// Whether the statement applies, and how directly it names the principal.
    pub(crate) fn applies(&self, scene: Scene<'_, '_>) -> Option<Grant> {
        if !(self.covers_action(scene.request) && self.covers_resource(scene.request)) {
            return None;
        }
        self.applies_to_the_rest(scene)
    }

    /// Like [`applies`](Self::applies), with action and resource known to fit.
    pub(crate) fn applies_to_the_rest(&self, scene: Scene<'_, '_>) -> Option<Grant> {
        let grant = self.names(scene)?;
        let holds = if self.is_readable {
            self.tests.iter().all(|test| test.holds(scene.request))
        } else {
            self.effect == Effect::Deny
        };
        holds.then_some(grant)
    }

    pub(crate) fn covers_action(&self, request: &Request<'_>) -> bool {
        self.action.covers(|template| template.matches(request.action(), Case::Ignored, request))
    }

    pub(crate) fn covers_resource(&self, request: &Request<'_>) -> bool {
        self.resource.covers(|template| template.matches(request.resource(), Case::Sensitive, request))
    }

    /// How directly the statement names the principal.
    ///
    /// `NotPrincipal` spares whoever it names, their role or their account; yet with `Deny` it spares nobody who has a
    /// permissions boundary (IAM User Guide, "Permissions boundaries for IAM entities").
    pub(crate) fn names(&self, scene: Scene<'_, '_>) -> Option<Grant> {
        let principal: &Principal<'_> = scene.request.principal();
        match &self.principal {
            Scope::All => Some(Grant::Direct),
            Scope::In(entries) => entries.iter().filter_map(|entry| entry.grants(principal)).max(),
            Scope::NotIn(_) if self.effect == Effect::Deny && scene.has_boundary && principal.is_iam() => {
                Some(Grant::Direct)
            }
            Scope::NotIn(entries) => {
                entries.iter().all(|entry| entry.grants(principal).is_none()).then_some(Grant::Direct)
            }
        }
    }

    pub(crate) fn is_readable(&self) -> bool {
        self.is_readable
    }

    /// The entries of `Action`; `None` where the statement covers all actions but some.
    pub(crate) fn actions(&self) -> Option<&[Template]> {
        match &self.action {
            Scope::In(entries) => Some(entries),
            Scope::All | Scope::NotIn(_) => None,
        }
    }

    /// The entries of `Resource`; `None` where the statement covers all resources but some.
    pub(crate) fn resources(&self) -> Option<&[Template]> {
        match &self.resource {
            Scope::In(entries) => Some(entries),
            Scope::All | Scope::NotIn(_) => None,
        }
    }

    /// The templates of `Resource` or `NotResource`.
    pub(crate) fn resource_templates(&self) -> &[Template] {
        self.resource.entries()
    }
}

impl<E> Scope<E> {
    fn new(positive: Option<Box<[E]>>, negative: Option<Box<[E]>>, is_optional: bool) -> Self {
        match (positive, negative) {
            (None, Some(entries)) => Self::NotIn(entries),
            (None, None) if is_optional => Self::All,
            (positive, _) => Self::In(positive.unwrap_or_default()),
        }
    }

    /// The entries, covered or spared.
    pub(crate) fn entries(&self) -> &[E] {
        match self {
            Self::All => &[],
            Self::In(entries) | Self::NotIn(entries) => entries,
        }
    }

    pub(crate) fn covers(&self, is: impl Fn(&E) -> bool) -> bool {
        match self {
            Self::All => true,
            Self::In(entries) => entries.iter().any(is),
            Self::NotIn(entries) => !entries.iter().any(is),
        }
    }
}

fn has_irregular_condition(document: &Document<'_>, statement: Span) -> bool {
    document.irregularities.iter().any(|irregularity| match irregularity {
        Irregularity::WrongType { span, element, .. } => {
            statement.contains(*span) && (*element == "Condition" || element.starts_with("condition "))
        }
        _ => false,
    })
}
