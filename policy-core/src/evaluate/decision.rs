//! What came of a request, and why.

use core::fmt;

use crate::document::Effect;
use crate::lean;
use crate::{PolicyType, Span};

/// The decision in the words of AWS's `SimulateCustomPolicy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The policies allow the request.
    Allowed,
    /// A statement denies it.
    ExplicitDeny,
    /// No statement denies it, and not every policy that has to allow it does.
    ImplicitDeny,
}

impl Outcome {
    /// `allowed`, `explicitDeny` or `implicitDeny`.
    #[inline]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
        }
    }

    /// The outcome of that name.
    #[inline]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Allowed, Self::ExplicitDeny, Self::ImplicitDeny].into_iter().find(|outcome| outcome.as_str() == name)
    }
}

impl fmt::Display for Outcome {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which policies decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A policy of this type allowed, and nothing stood against it.
    Allowed(PolicyType),
    /// The root user of the resource's account asked.
    RootUser,
    /// A policy of this type denied.
    Denied(PolicyType),
    /// Policies of this type had to allow, and did not.
    NotAllowed(PolicyType),
    /// Root users cannot assume roles (AWS STS API Reference, "`AssumeRole`").
    RootAssumesNoRole,
}

impl fmt::Display for Reason {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Allowed(kind) => write!(f, "{} allowed it", describe(kind)),
            Self::RootUser => f.write_str("the account's root user may do everything"),
            Self::Denied(kind) => write!(f, "{} denied it", describe(kind)),
            Self::NotAllowed(kind) => write!(f, "{} did not allow it", describe(kind)),
            Self::RootAssumesNoRole => f.write_str("root users cannot assume roles"),
        }
    }
}

#[inline]
fn describe(kind: PolicyType) -> &'static str {
    match kind {
        PolicyType::Identity => "the identity policies",
        PolicyType::Resource => "the resource policy",
        PolicyType::Trust => "the trust policy",
        PolicyType::Session => "the session policies",
        PolicyType::Boundary => "the permissions boundary",
        PolicyType::Scp => "the service control policies",
        PolicyType::Rcp => "the resource control policies",
    }
}

/// A policy's place among [`Policies`](super::Policies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Source {
    /// Its type.
    pub policy_type: PolicyType,
    /// Its level in the organization's tree, from 0; 0 for other types.
    pub level: usize,
    /// Its place in its list, from 0.
    pub index: usize,
}

impl fmt::Display for Source {
    /// `identity policy 1`, `scp 2.1`: counted from 1, level first.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let index = self.index + 1;
        match self.policy_type {
            PolicyType::Scp | PolicyType::Rcp => write!(f, "{} {}.{index}", self.policy_type, self.level + 1),
            PolicyType::Identity | PolicyType::Session => write!(f, "{} policy {index}", self.policy_type),
            PolicyType::Boundary => f.write_str("permissions boundary"),
            PolicyType::Resource | PolicyType::Trust => write!(f, "{} policy", self.policy_type),
        }
    }
}

/// A statement that had a part in a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementRef {
    /// Its policy.
    pub source: Source,
    /// Its place in the policy, from 0.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// Its byte range in the policy's text.
    pub span: Span,
}

impl fmt::Display for StatementRef {
    /// ``identity policy 1, statement 2 `ReadFilms` (Allow)``
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, statement {}", self.source, self.index + 1)?;
        if let Some(sid) = &self.sid {
            write!(f, " `{sid}`")?;
        }
        write!(f, " ({})", self.effect.as_str())
    }
}

/// What a statement lacked to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lack {
    /// Its actions do not cover the one asked for.
    Action,
    /// Its resources do not cover the one asked for.
    Resource,
    /// It does not name the principal.
    Principal,
    /// A condition does not hold.
    Condition {
        /// The operator as written.
        operator: String,
        /// The key as written.
        key: String,
        /// The values it asks for, as written.
        expected: Vec<String>,
        /// The request's values; none when the key is missing.
        found: Vec<String>,
        /// The byte range of the condition's values.
        span: Span,
    },
    /// A part of it is not in the policy language.
    Unreadable,
}

impl fmt::Display for Lack {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |values: &[String]| lean::join(values, "`, `");
        match self {
            Self::Action => f.write_str("does not cover the action"),
            Self::Resource => f.write_str("does not cover the resource"),
            Self::Principal => f.write_str("does not name the principal"),
            Self::Condition { operator, key, expected, found, .. } if found.is_empty() => {
                write!(f, "{operator} `{key}`: wants `{}`, the request has none", list(expected))
            }
            Self::Condition { operator, key, expected, found, .. } => {
                write!(f, "{operator} `{key}`: wants `{}`, the request has `{}`", list(expected), list(found))
            }
            Self::Unreadable => f.write_str("cannot be read in full"),
        }
    }
}

/// A statement that nearly applied.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearMiss {
    /// The statement.
    pub statement: StatementRef,
    /// What it lacked.
    pub lacks: Vec<Lack>,
}

/// What came of a request, with the statements that had a part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decision {
    /// The outcome.
    pub outcome: Outcome,
    /// Which policies decided.
    pub reason: Reason,
    /// The statements that decided: those that deny, when one does; the grants, when the request is allowed; none when
    /// it is denied implicitly.
    pub matched: Vec<StatementRef>,
    /// Allowing statements that cover the action and lack something else; where there is none, those that lack nothing
    /// but the action.
    pub near_misses: Vec<NearMiss>,
    /// The condition keys that statements for this action asked for and the request has not, as first written.
    pub missing_context: Vec<String>,
}

impl Decision {
    /// Whether the request is allowed.
    #[inline]
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allowed
    }
}

/// How many near misses the printed form shows.
const SHOWN: usize = 3;

impl fmt::Display for Decision {
    /// The outcome and why, in a few lines.
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.outcome, self.reason)?;
        for statement in self.matched.iter().take(SHOWN) {
            write!(f, "\n  by {statement}")?;
        }
        if self.outcome != Outcome::ImplicitDeny {
            return Ok(());
        }
        if self.near_misses.iter().all(|miss| miss.lacks == [Lack::Action]) {
            return f.write_str("\n  no statement covers the action");
        }
        for miss in self.near_misses.iter().take(SHOWN) {
            write!(f, "\n  {}", miss.statement)?;
            for lack in &miss.lacks {
                write!(f, "\n    {lack}")?;
            }
        }
        match self.near_misses.len().checked_sub(SHOWN) {
            Some(more @ 1..) => write!(f, "\n  and {more} more"),
            _ => Ok(()),
        }
    }
}
