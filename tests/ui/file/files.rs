use iam_policy::{Policy, policy_file};

const SLIPS: Policy = policy_file!("policies/slips.json");
const BOM: Policy = policy_file!("policies/bom.json");

fn main() {
    let _ = [SLIPS, BOM];
}
