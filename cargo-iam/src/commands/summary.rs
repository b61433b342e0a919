//! `cargo iam summary`

mod html;
mod json;
mod text;

use policy_core::Document;
use policy_core::summary::Summary as Permissions;

use crate::check::{Checked, CheckedFile, each_file};
use crate::cli::Summary;
use crate::error::{Outcome, Result};
use crate::{files, terminal};

pub(crate) fn run(arguments: &Summary) -> Result<Outcome> {
    let mut checked = Vec::new();
    let all_read = each_file(&arguments.input, |file| {
        checked.push(file);
        Ok(())
    })?;
    let pages: Vec<Page<'_>> = checked.iter().flat_map(pages).collect();
    if let Some(path) = &arguments.html {
        files::write(path, &html::page(&pages))?;
        terminal::status("Wrote", path.display());
    } else if arguments.json {
        json::print(&pages)?;
    } else {
        text::print(&pages, arguments.actions)?;
    }
    Ok(if all_read { Outcome::Clean } else { Outcome::Unreadable })
}

/// A policy to show.
struct Page<'a> {
    name: String,
    file: &'a CheckedFile,
    policy: &'a Checked,
    permissions: Permissions,
}

fn pages(file: &CheckedFile) -> Vec<Page<'_>> {
    let page =
        |policy| Page { name: Checked::name(policy, &file.source), file, policy, permissions: permissions(policy) };
    file.policies.iter().map(page).collect()
}

/// A policy's permissions, with the values that nobody knows yet in the words of the file.
fn permissions(policy: &Checked) -> Permissions {
    let mut permissions = Permissions::of(&Document::read(&policy.policy.text));
    let rows = permissions.allow.iter_mut().chain(&mut permissions.deny);
    for text in rows.flat_map(|row| row.resources.iter_mut().chain(&mut row.conditions)) {
        for unknown in policy.policy.unknown.iter().filter(|unknown| !unknown.placeholder.is_empty()) {
            *text = text.replace(&unknown.placeholder, &unknown.shown);
        }
    }
    permissions
}

/// That not all entries were looked up, if so.
fn skipped(permissions: &Permissions) -> Option<String> {
    let count = match permissions.skipped {
        0 => return None,
        1 => "1 entry".to_owned(),
        more => format!("{more} entries"),
    };
    Some(format!("Not looked up, for there are too many patterns: {count}; more may be allowed and denied than this"))
}

/// Several resources or conditions in the console's words.
fn several(texts: &[String], none: &str) -> String {
    match texts {
        [] => none.to_owned(),
        [text] if text == "*" => "All resources".to_owned(),
        [text] => text.clone(),
        _ => "Multiple".to_owned(),
    }
}
