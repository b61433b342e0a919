//! `cargo iam validate`

use policy_core::PolicyType;

use super::count;
use crate::check::{CheckedFile, each_file};
use crate::cli::Validate;
use crate::error::{Outcome, Result};
use crate::input::Case;
use crate::{bulk, render, terminal};

pub(crate) fn run(arguments: &Validate) -> Result<Outcome> {
    if arguments.ndjson {
        return bulk::validate(arguments);
    }
    let mut renderer = render::renderer(arguments.format);
    let mut tally = Tally::default();
    let all_read = each_file(&arguments.input, |file| {
        tally.add(&file);
        renderer.file(&file)
    })?;
    renderer.finish()?;
    tally.say();
    Ok(if all_read { Outcome::of(tally.denied > 0) } else { Outcome::Unreadable })
}

/// What a run has seen, for its last line.
#[derive(Default)]
struct Tally {
    files: usize,
    types: [usize; PolicyType::ALL.len()],
    guessed: usize,
    denied: usize,
    warned: usize,
}

impl Tally {
    fn add(&mut self, file: &CheckedFile) {
        self.files += usize::from(!file.policies.is_empty());
        for policy in &file.policies {
            let denied = policy.findings.iter().filter(|finding| finding.is_denied()).count();
            self.denied += denied;
            self.warned += policy.findings.len() - denied;
            // One policy of the file, whatever the conditions are.
            if policy.policy.case == Case::Fails {
                continue;
            }
            let kinds = PolicyType::ALL.into_iter().zip(&mut self.types);
            kinds.filter(|(kind, _)| *kind == policy.policy_type).for_each(|(_, count)| *count += 1);
            self.guessed += usize::from(policy.guessed);
        }
    }

    /// `     Checked 3 policies in 2 files (2 identity, 1 trust; type guessed for 2): 1 error, 4 warnings`
    fn say(&self) {
        let policies: usize = self.types.iter().sum();
        let kinds = PolicyType::ALL.into_iter().zip(self.types).filter(|&(_, count)| count > 0);
        let mut kinds: String = kinds.map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
        match self.guessed {
            0 => {}
            guessed if guessed == policies => kinds.push_str("; type guessed"),
            guessed => kinds = format!("{kinds}; type guessed for {guessed}"),
        }
        let kinds = if kinds.is_empty() { kinds } else { format!(" ({kinds})") };
        let (files, policies) = (count(self.files, "file", "files"), count(policies, "policy", "policies"));
        let found = match (self.denied, self.warned) {
            (0, 0) => "no findings".to_owned(),
            (0, warned) => count(warned, "warning", "warnings"),
            (denied, 0) => count(denied, "error", "errors"),
            (denied, warned) => {
                format!("{}, {}", count(denied, "error", "errors"), count(warned, "warning", "warnings"))
            }
        };
        terminal::status("Checked", format!("{policies} in {files}{kinds}: {found}"));
    }
}
