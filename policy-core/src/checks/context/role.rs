use super::Context;
use crate::document::Statement;

/// The two actions that decide what a role can do for a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleAction {
    /// `iam:PassRole`.
    Pass,
    /// `iam:CreateServiceLinkedRole`.
    CreateServiceLinked,
}

impl RoleAction {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pass => "iam:PassRole",
            Self::CreateServiceLinked => "iam:CreateServiceLinkedRole",
        }
    }
}

/// How a statement comes to grant an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// An entry of `Action` is its name.
    Name,
    /// No entry is, but some match it.
    Pattern,
    /// No entry of `NotAction` matches it.
    NotAction,
}

impl By {
    pub(super) fn of(statement: &Statement<'_>, action: &str) -> Option<Self> {
        if let Some(block) = &statement.action {
            if block.entries.iter().any(|entry| entry.is_named(action)) {
                return Some(Self::Name);
            }
            let matches = block.entries.iter().any(|entry| entry.has_wildcard() && entry.matches(action));
            return if matches { Some(Self::Pattern) } else { Self::by_not_action(statement, action) };
        }
        Self::by_not_action(statement, action)
    }

    fn by_not_action(statement: &Statement<'_>, action: &str) -> Option<Self> {
        let block = statement.not_action.as_ref()?;
        (!block.entries.iter().any(|entry| entry.matches(action))).then_some(Self::NotAction)
    }
}

impl Context<'_> {
    /// How the statement grants `action`, whatever its effect; `None` when it does not.
    pub(crate) fn grants(&self, statement: &Statement<'_>, action: RoleAction) -> Option<By> {
        let by = || By::of(statement, action.name());
        self.grants.get(statement.index).map_or_else(by, |cells| *cells[action as usize].get_or_init(by))
    }
}
