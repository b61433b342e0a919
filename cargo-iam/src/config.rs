//! `iam-policy.toml`: levels for all files and for some of them, each with a reason and, if it is to end, a date.
//!
//! ```toml
//! [levels]
//! redundant_action = "deny"
//! pass_role_with_star_in_resource = { level = "warn", reason = "the console's own policy", until = "2027-01-31" }
//!
//! [[path]]
//! glob = "policies/legacy/**"
//! policy-type = "identity"
//! levels = { all = { level = "warn", reason = "to be replaced" } }
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use policy_core::{Level, LevelRule, LineIndex, PolicyType};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::date::Date;
use crate::error::{Failure, Result};
use crate::{levels, terminal};

/// The file's name.
pub(crate) const FILE: &str = "iam-policy.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    levels: Rules,
    #[serde(default)]
    path: Vec<PathEntry>,
}

type Rules = BTreeMap<Spanned<String>, Spanned<Entry>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PathEntry {
    glob: Spanned<String>,
    policy_type: Option<Spanned<String>>,
    resource_type: Option<String>,
    #[serde(default)]
    levels: Rules,
}

/// A level by itself, or with its reason and its end.
#[derive(Debug)]
struct Entry {
    level: String,
    until: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Full {
    level: String,
    #[allow(dead_code, reason = "the reason is for the people who read the file")]
    reason: Option<String>,
    until: Option<Spanned<String>>,
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Entry;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a level, or a table with `level`, `reason` and `until`")
            }

            fn visit_str<E: serde::de::Error>(self, level: &str) -> Result<Entry, E> {
                Ok(Entry { level: level.to_owned(), until: None })
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Entry, M::Error> {
                let full = Full::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Entry { level: full.level, until: full.until })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// The configuration, checked.
#[derive(Debug, Default)]
pub(crate) struct Config {
    rules: Vec<LevelRule>,
    paths: Vec<Scope>,
    /// The folder that globs start from.
    root: PathBuf,
}

#[derive(Debug)]
struct Scope {
    glob: GlobMatcher,
    policy_type: Option<PolicyType>,
    resource_type: Option<String>,
    rules: Vec<LevelRule>,
}

/// What the configuration says about one file.
#[derive(Debug, Default)]
pub(crate) struct FileRules {
    pub(crate) rules: Vec<LevelRule>,
    pub(crate) policy_type: Option<PolicyType>,
    pub(crate) resource_type: Option<String>,
}

impl Config {
    /// Reads the file that is named, else the nearest `iam-policy.toml`, else nothing.
    pub(crate) fn load(named: Option<&Path>) -> Result<Self> {
        let Some(path) = named.map(Path::to_owned).or_else(nearest) else { return Ok(Self::default()) };
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| Failure::about(format!("cannot read {name}"), error))?;
        let checker = Checker { name: &name, text: &text, lines: LineIndex::new(&text), today: Date::today() };
        let file = toml::from_str(&text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            checker.failure(&span, error.message())
        })?;
        let root = path.parent().map(Path::to_owned).unwrap_or_default();
        checker.config(file, root)
    }

    /// What holds for the file at `path`; `None` is standard input.
    pub(crate) fn of(&self, path: Option<&Path>) -> FileRules {
        let mut found = FileRules { rules: self.rules.clone(), ..FileRules::default() };
        let Some(path) = path else { return found };
        let path = path.strip_prefix("./").unwrap_or(path);
        let path = relative(path, &self.root);
        for scope in self.paths.iter().filter(|scope| scope.glob.is_match(&path)) {
            found.rules.extend(scope.rules.iter().cloned());
            found.policy_type = scope.policy_type.or(found.policy_type);
            found.resource_type = scope.resource_type.clone().or(found.resource_type);
        }
        found
    }
}

/// `path` as seen from the configuration's folder.
fn relative(path: &Path, root: &Path) -> PathBuf {
    if root.as_os_str().is_empty() {
        return path.to_owned();
    }
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (whole, root) = (absolute(path), absolute(root));
    whole.strip_prefix(&root).map_or_else(|_| path.to_owned(), Path::to_owned)
}

fn nearest() -> Option<PathBuf> {
    if Path::new(FILE).is_file() {
        return Some(PathBuf::from(FILE));
    }
    let here = std::env::current_dir().ok()?;
    here.ancestors().skip(1).map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

/// Turns what the file says into rules; problems are reported with their place in the file.
struct Checker<'a> {
    name: &'a str,
    text: &'a str,
    lines: LineIndex,
    today: Date,
}

impl Checker<'_> {
    fn place(&self, span: &Range<usize>) -> String {
        let position = self.lines.position(self.text, u32::try_from(span.start).unwrap_or(u32::MAX));
        format!("{}:{}:{}", self.name, position.line, position.column)
    }

    fn failure(&self, span: &Range<usize>, problem: impl std::fmt::Display) -> Failure {
        Failure::about(self.place(span), problem)
    }

    fn config(&self, file: File, root: PathBuf) -> Result<Config> {
        let rules = self.rules(file.levels)?;
        let paths = file.path.into_iter().map(|entry| self.scope(entry)).collect::<Result<_>>()?;
        Ok(Config { rules, paths, root })
    }

    fn scope(&self, entry: PathEntry) -> Result<Scope> {
        let pattern = entry.glob.get_ref();
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        let glob =
            glob.map_err(|error| self.failure(&entry.glob.span(), format!("bad glob `{pattern}`: {}", error.kind())))?;
        let policy_type = entry.policy_type.map(|name| {
            let known = PolicyType::from_name(name.get_ref());
            let names = PolicyType::ALL.map(PolicyType::as_str).join("`, `");
            let problem = || format!("unknown policy type `{}`; one of `{names}`", name.get_ref());
            known.ok_or_else(|| self.failure(&name.span(), problem()))
        });
        let rules = self.rules(entry.levels)?;
        let glob = glob.compile_matcher();
        Ok(Scope { glob, policy_type: policy_type.transpose()?, resource_type: entry.resource_type, rules })
    }

    fn rules(&self, entries: Rules) -> Result<Vec<LevelRule>> {
        // Groups go first, so that a rule for one check counts for more than one for its group.
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_by_key(|(name, _)| policy_core::checks::find(name.get_ref()).is_some());
        let rules = entries.into_iter().map(|(name, entry)| self.rule(&name, entry));
        rules.filter_map(Result::transpose).collect()
    }

    fn rule(&self, name: &Spanned<String>, entry: Spanned<Entry>) -> Result<Option<LevelRule>> {
        let span = entry.span();
        let Entry { level, until } = entry.into_inner();
        let known = Level::from_name(&level).ok_or_else(|| {
            self.failure(&span, format!("unknown level `{level}`; one of `allow`, `warn`, `deny`, `forbid`"))
        })?;
        let rule = levels::rule(known, name.get_ref()).map_err(|problem| self.failure(&name.span(), problem))?;
        if let Some(until) = until {
            let date = Date::parse(until.get_ref());
            let problem = || format!("`{}` is not a date like `2027-01-31`", until.get_ref());
            if date.ok_or_else(|| self.failure(&until.span(), problem()))? < self.today {
                let place = self.place(&name.span());
                let (name, until) = (name.get_ref(), until.get_ref());
                terminal::warning(format!(
                    "{place}: the rule for `{name}` expired on {until} and does not hold any more"
                ));
                return Ok(None);
            }
        }
        Ok(Some(rule))
    }
}
