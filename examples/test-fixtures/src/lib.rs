//! A service that hands out a policy it keeps as JSON.

use iam_policy::{Findings, Policy};

/// The policy of the recommendations service, as its operators edit it.
const RECOMMENDATIONS: &str = include_str!("../fixtures/recommendations.json");

/// Reads the policy.
///
/// # Errors
///
/// What is wrong with the file, when something is.
pub fn recommendations() -> Result<Policy, Findings> {
    Policy::parse(RECOMMENDATIONS)
}
