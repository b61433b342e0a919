//! The three custom policy checks of IAM Access Analyzer, offline (IAM User Guide, "IAM Access Analyzer custom policy
//! checks").
//!
//! A check first looks for a counterexample: a request made from the patterns and values of the policies themselves
//! (`search`), which the policies then decide. If there is none it tries to prove that there can be none: statement by
//! statement, by containment of patterns (`symbols`), of elements (`scope`) and of conditions (`implies`), and where a
//! pattern is covered by several statements, action by action (`actions`). Where neither succeeds, or the policies are so long
//! that there is no time for it (`work`), it says so.

mod actions;
mod implies;
mod natural;
mod new_access;
mod not_granted;
mod public;
mod scope;
mod search;
mod symbols;
mod work;

use crate::lean;
use core::fmt;

pub use new_access::check_no_new_access;
pub use not_granted::check_access_not_granted;
pub use public::check_no_public_access;

use super::{Principal, Request};

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It holds for every request.
    Pass,
    /// It does not hold for this one.
    Fail(Box<Counterexample>),
    /// No counterexample was found, and no proof that there is none: why.
    Undecided(String),
}

impl Check {
    /// Whether the check holds for certain.
    pub fn is_pass(&self) -> bool {
        matches!(self, Self::Pass)
    }
}

impl fmt::Display for Check {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pass => f.write_str("pass"),
            Self::Fail(counterexample) => write!(f, "fail: {counterexample}"),
            Self::Undecided(reason) => write!(f, "undecided: {reason}"),
        }
    }
}

/// A request that shows that a check does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counterexample {
    /// Who asks; `None` for an anonymous request.
    pub principal: Option<String>,
    /// The action.
    pub action: String,
    /// The resource.
    pub resource: String,
    /// The account that owns it, where that matters.
    pub resource_account: Option<String>,
    /// The condition keys with their values.
    pub context: Vec<(String, Vec<String>)>,
}

impl Counterexample {
    /// The request.
    pub fn request(&self) -> Request<'_> {
        let principal = self.principal.as_deref().map_or(Principal::ANONYMOUS, Principal::new);
        let mut request = Request::new(principal, &self.action, &self.resource);
        if let Some(account) = &self.resource_account {
            request = request.resource_account(account);
        }
        self.context
            .iter()
            .fold(request, |request, (key, values)| request.values(key, values.iter().map(String::as_str)))
    }
}

impl fmt::Display for Counterexample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let principal = self.principal.as_deref().unwrap_or("anyone, unsigned");
        write!(f, "`{}` on `{}` by {principal}", self.action, self.resource)?;
        for (at, (key, values)) in self.context.iter().enumerate() {
            let word = if at == 0 { " with" } else { "," };
            write!(f, "{word} `{key}` = `{}`", lean::join(values, "`, `"))?;
        }
        Ok(())
    }
}
