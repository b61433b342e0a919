//! What a call of the macro becomes, and what of the catalog reaches a program.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use policy_core::catalog::format::MAGIC;

use super::crates::{Crate, Verb};

const CATALOG: &str = "policy-core/data/catalog.bin";

/// How many tokens the call behind `start` becomes, as the compiler prints them.
pub(super) fn tokens(policies: &Crate, start: &str) -> Result<usize> {
    let mut cargo = policies.cargo();
    // The flag is unstable and what it prints is only counted.
    cargo.args(["rustc", "--quiet", "--offline", "--", "-Zunpretty=expanded"]).env("RUSTC_BOOTSTRAP", "1");
    let text = String::from_utf8(cargo.output()?.stdout)?;
    let (_, rest) = text.split_once(start).context("the expansion has another shape")?;
    let (call, _) = rest.split_once(';').context("the expansion has another shape")?;
    let stream: proc_macro2::TokenStream = call.parse().map_err(|_| anyhow::anyhow!("the expansion is no Rust"))?;
    Ok(count(stream))
}

fn count(stream: proc_macro2::TokenStream) -> usize {
    let one = |tree| match tree {
        proc_macro2::TokenTree::Group(group) => 2 + count(group.stream()),
        _ => 1,
    };
    stream.into_iter().map(one).sum()
}

/// What of the catalog reaches the macro's library, a program with constants, and one that checks at run time; how many
/// kilobytes the second has.
pub(super) fn catalog(page: &mut String, temporary: &Path, facade: &str, policy: &str) -> Result<usize> {
    let catalog = fs::read(CATALOG)?;
    let constants = format!(
        "use iam_policy::{{Policy, policy}};\nconst P: Policy = policy! {policy};\n\
         fn main() {{ println!(\"{{}}\", P.as_json()); }}\n"
    );
    let checks = "fn main() {\n    let text = std::env::args().nth(1).unwrap_or_default();\n    \
                  println!(\"{}\", iam_policy::Policy::<iam_policy::Identity>::parse(&text).is_ok());\n}\n";
    let programs = Crate::new(temporary, "programs", facade, "")?;
    programs.write("bin/constants.rs", &constants)?;
    programs.write("bin/checks.rs", checks)?;
    programs.first(Verb::Release)?;
    let library = programs.built("release/deps", "libpolicy_macros-", std::env::consts::DLL_SUFFIX)?;
    let searched = [
        ("the macro's library", library),
        ("a program that checks text at run time", programs.built("release", "checks", "checks")?),
        ("a program that uses constants only", programs.built("release", "constants", "constants")?),
    ];
    let _ = writeln!(
        page,
        "### The catalog\n\n`{CATALOG}` has {} bytes. Release builds, searched for its first bytes ({MAGIC:?}) and for each \
         of its whole kilobytes:\n\n| | bytes | begins in it | kilobytes of it |\n|---|---:|---|---:|",
        catalog.len()
    );
    let mut last = 0;
    for (shown, bytes) in searched {
        let kilobytes = catalog.chunks_exact(1024);
        let (all, found) = (kilobytes.len(), kilobytes.filter(|part| holds(&bytes, part)).count());
        let begins = if holds(&bytes, &MAGIC) { "yes" } else { "no" };
        let _ = writeln!(page, "| {shown} | {} | {begins} | {found} of {all} |", bytes.len());
        last = found;
    }
    Ok(last)
}

/// Whether `part` stands somewhere in `bytes`.
fn holds(bytes: &[u8], part: &[u8]) -> bool {
    let Some((&first, rest)) = part.split_first() else { return true };
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|tail| tail.iter().position(|&byte| byte == first)) {
        at += next + 1;
        if bytes.get(at..).is_some_and(|tail| tail.starts_with(rest)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn parts_are_found_wherever_they_stand() {
        assert!(holds(b"aab", b"ab"));
        assert!(holds(b"ab", b"ab"));
        assert!(!holds(b"abab", b"abb"));
    }
}
