//! What the macros may cost a user's build: the one table of it.

use std::fmt::Write as _;

/// A figure's limit: what it was when it was last looked at, and some slack, for it is never the same twice.
struct Limit {
    figure: &'static str,
    most: f64,
    /// What is aimed at.
    aim: f64,
}

pub(super) const FIRST_CHECK: &str = "first `cargo check`: ours to `syn`, `quote` and `serde_json`";
pub(super) const FIRST_BUILD: &str = "first `cargo build`: ours to `syn`, `quote` and `serde_json`";
pub(super) const JSON_CHECK: &str = "`cargo check`, in functions: `policy!` to `json!`";
pub(super) const JSON_BUILD: &str = "`cargo build`, in functions: `policy!` to `json!`";
pub(super) const FUNCTIONS_CHECK: &str = "`cargo check`, in functions: `policy!` to literals";
pub(super) const FUNCTIONS_BUILD: &str = "`cargo build`, in functions: `policy!` to literals";
pub(super) const CONSTANTS_CHECK: &str = "`cargo check`, constants: `policy!` to literals";
pub(super) const CONSTANTS_BUILD: &str = "`cargo build`, constants: `policy!` to literals";
pub(super) const TOKENS: &str = "tokens that a call expands to";
pub(super) const DEPENDENCIES: &str = "crates that a user gets";
pub(super) const CATALOG: &str = "kilobytes of the catalog in a program of constants";

const LIMITS: [Limit; 11] = [
    Limit { figure: FIRST_CHECK, most: 3.1, aim: 1.5 },
    Limit { figure: FIRST_BUILD, most: 1.7, aim: 1.5 },
    Limit { figure: JSON_CHECK, most: 0.11, aim: 0.125 },
    Limit { figure: JSON_BUILD, most: 0.045, aim: 0.04 },
    Limit { figure: FUNCTIONS_CHECK, most: 3.1, aim: 3.0 },
    Limit { figure: FUNCTIONS_BUILD, most: 2.6, aim: 3.0 },
    Limit { figure: CONSTANTS_CHECK, most: 3.8, aim: 3.0 },
    Limit { figure: CONSTANTS_BUILD, most: 3.8, aim: 3.0 },
    Limit { figure: TOKENS, most: 25.0, aim: 25.0 },
    Limit { figure: DEPENDENCIES, most: 7.0, aim: 7.0 },
    Limit { figure: CATALOG, most: 0.0, aim: 0.0 },
];

/// A figure's name and what it is now.
pub(super) type Figure = (&'static str, f64);

/// The figures beside their limits.
pub(super) fn table(figures: &[Figure]) -> String {
    let mut table = String::from("| | now | at most | aim |\n|---|---:|---:|---:|\n");
    for (limit, now) in measured(figures) {
        let _ = writeln!(table, "| {} | {} | {} | {} |", limit.figure, short(now), short(limit.most), short(limit.aim));
    }
    table
}

/// A line for each figure that is over its limit.
pub(super) fn exceeded(figures: &[Figure]) -> Vec<String> {
    let over = measured(figures).filter(|(limit, now)| *now > limit.most);
    over.map(|(limit, now)| format!("{}: {}, at most {}", limit.figure, short(now), short(limit.most))).collect()
}

fn measured(figures: &[Figure]) -> impl Iterator<Item = (&'static Limit, f64)> {
    LIMITS.iter().filter_map(|limit| {
        let (_, now) = figures.iter().find(|(figure, _)| *figure == limit.figure)?;
        Some((limit, *now))
    })
}

/// Three digits at most behind the point.
fn short(number: f64) -> String {
    let text = format!("{number:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{CATALOG, FIRST_BUILD, TOKENS, exceeded, table};

    #[test]
    fn a_figure_over_its_limit_is_named() {
        let figures = [(TOKENS, 1.0), (FIRST_BUILD, 99.0), (CATALOG, 0.0)];
        let [line] = &exceeded(&figures)[..] else { panic!("one figure is over") };
        assert!(line.starts_with("first `cargo build`") && line.contains(": 99, at most "), "{line}");
        assert_eq!(table(&figures).lines().count(), 2 + figures.len());
    }
}
