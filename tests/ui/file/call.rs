use iam_policy::policy_file;

fn main() {
    policy_file!(Truth, "policies/access.json");
    policy_file!(policies / access.json);
    policy_file!();
    policy_file!(#![allow(nothing)] #[deny(all)] "/dev/null");
}
