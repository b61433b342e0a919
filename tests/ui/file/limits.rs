use iam_policy::{Policy, policy_file};

const LONG: Policy = policy_file!("policies/long.json");
const LATIN: Policy = policy_file!("policies/latin.json");

fn main() {
    let _ = [LONG, LATIN];
}
