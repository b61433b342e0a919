//! `simulate --ndjson`: requests.

use policy_core::evaluate::{Fixture, evaluate};
use serde::Serialize;

use super::{Answer, Problem};
use crate::error::{Outcome, Result};
use crate::render::decision::{MatchedStatement, Texts, matched};

pub(crate) fn run(paths: &[String]) -> Result<Outcome> {
    super::run(paths, Simulation)
}

struct Simulation;

/// An answer in the words of `SimulateCustomPolicy`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Simulated<'a> {
    name: &'a str,
    decision: &'static str,
    matched_statements: Vec<MatchedStatement<'a>>,
    missing_context_values: &'a [String],
}

impl Answer for Simulation {
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> Result<bool, Problem> {
        let text = std::str::from_utf8(line)
            .map_err(|error| Problem { name: None, message: format!("the line is not UTF-8: {error}") })?;
        let wrong = |message: String| Problem { name: super::name(line), message };
        let fixtures = Fixture::read_lenient(text)
            .map_err(|error| wrong(format!("{} (column {})", error.message, error.span.start + 1)))?;
        let [fixture] = fixtures.as_slice() else {
            return Err(wrong("a line is one object with one request".to_owned()));
        };
        let case = match fixture.cases.as_slice() {
            [case] => case,
            [] => return Err(wrong("the line has no `request`".to_owned())),
            _ => return Err(wrong("a line is one object with one request".to_owned())),
        };
        let documents = fixture.documents();
        let decision = evaluate(&case.request(), &documents);
        let texts = Texts::new(&documents);
        let answer = Simulated {
            name: &fixture.name,
            decision: decision.outcome.as_str(),
            matched_statements: matched(&decision, &texts),
            missing_context_values: &decision.missing_context,
        };
        serde_json::to_writer(out, &answer)?;
        Ok(false)
    }
}
