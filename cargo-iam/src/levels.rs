//! The level flags: `--allow`, `--warn`, `--deny`, in the order in which they were given.

use clap::{ArgMatches, Args, Command, Error, FromArgMatches};
use policy_core::{Level, LevelRule};

use crate::cli::LevelArguments;
use crate::error::{Failure, Result};

/// The level rules of the command line; of the flags, the last one that names a check wins.
#[derive(Debug, Clone, Default)]
pub(crate) struct LevelFlags {
    rules: Vec<(Level, String)>,
}

impl LevelFlags {
    /// The rules, outer ones first.
    pub(crate) fn rules(&self) -> Result<Vec<LevelRule>> {
        self.rules.iter().map(|(level, name)| rule(*level, name).map_err(Failure::new)).collect()
    }
}

/// A rule for many documents, or why there is no such rule.
pub(crate) fn rule(level: Level, name: &str) -> Result<LevelRule, String> {
    let rule = LevelRule::new(level, name).shared();
    if rule.is_known() {
        return Ok(rule);
    }
    let suggestion = rule.suggestion().map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
    Err(format!("unknown check `{name}`{suggestion}"))
}

impl FromArgMatches for LevelFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        let mut given: Vec<(usize, Level, String)> = Vec::new();
        for level in [Level::Allow, Level::Warn, Level::Deny] {
            let names = matches.get_many::<String>(level.as_str()).into_iter().flatten();
            let places = matches.indices_of(level.as_str()).into_iter().flatten();
            given.extend(places.zip(names).map(|(place, name)| (place, level, name.clone())));
        }
        given.sort_by_key(|&(place, ..)| place);
        self.rules = given.into_iter().map(|(_, level, name)| (level, name)).collect();
        Ok(())
    }
}

impl Args for LevelFlags {
    fn augment_args(command: Command) -> Command {
        LevelArguments::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        LevelArguments::augment_args_for_update(command)
    }
}
