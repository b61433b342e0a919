//! The program beside the policy: it shows what the build script wrote.

#[allow(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() {
    print!("{}", include_str!("../infra/policy.json"));
}
