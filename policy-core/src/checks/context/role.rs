use super::{ActionMeaning, Context};
use crate::catalog::{self, RolePassing, RolePassings};
use crate::document::{Action, Statement};

/// The two actions that decide what a role can do for a service.
#[derive(Clone, Copy, PartialEq, Eq)]
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
#[derive(Clone, Copy, PartialEq, Eq)]
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

/// An action that hands a role to a service, and an entry of `Action` in a statement that allows it.
#[derive(Clone, Copy)]
pub(crate) struct Passer<'a> {
    pub(crate) entry: &'a Action<'a>,
    pub(crate) action: catalog::Action<'static>,
    /// Whether every operation behind the action needs a role.
    pub(crate) requires_role: bool,
    /// The first operation behind the action that takes the role and is documented.
    pub(crate) passing: Option<RolePassing<'static>>,
}

impl<'a> Passer<'a> {
    fn new(entry: &'a Action<'a>, action: catalog::Action<'static>, passings: RolePassings<'static>) -> Self {
        let mut first = None;
        for passing in passings {
            if passing.documented() {
                first = Some(passing);
                break;
            }
        }
        Self { entry, action, requires_role: action.requires_role(), passing: first }
    }

    /// Those among the actions that `statement` allows.
    fn all_of(cx: &Context<'a>, statement: &'a Statement<'a>, passers: &mut Vec<Self>) {
        let Some(block) = statement.action.as_ref().filter(|_| statement.allows()) else { return };
        for entry in &block.entries {
            match cx.meaning(entry) {
                ActionMeaning::Exact(action) if action.passes_any_role() => {
                    passers.push(Self::new(entry, action, action.passes_role()));
                }
                ActionMeaning::Pattern(service) => {
                    for (action, passings) in service.passing_actions(entry.name().unwrap_or_default()) {
                        passers.push(Self::new(entry, action, passings));
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'a> Context<'a> {
    /// The actions that the document allows and that hand a role to a service, in the order of the document.
    pub(crate) fn role_passers(&self) -> &[Passer<'a>] {
        self.role_passers.get_or_init(|| {
            let mut passers = Vec::new();
            for statement in &self.document.statements {
                Passer::all_of(self, statement, &mut passers);
            }
            passers
        })
    }

    /// How the statement grants `action`, whatever its effect; `None` when it does not.
    pub(crate) fn grants(&self, statement: &Statement<'_>, action: RoleAction) -> Option<By> {
        let by = || By::of(statement, action.name());
        self.grants.get(statement.index).map_or_else(by, |cells| *cells[action as usize].get_or_init(by))
    }
}
