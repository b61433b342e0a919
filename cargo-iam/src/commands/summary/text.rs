//! The summary for a terminal.

use std::io::Write;

use policy_core::summary::ServiceAccess;

use super::{Page, several, skipped};
use crate::error::Result;
use crate::terminal::{HEADING, LITERAL};

pub(super) fn print(pages: &[Page<'_>], with_actions: bool) -> Result<()> {
    let mut out = anstream::stdout().lock();
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{HEADING}{}{HEADING:#} ({} policy)", page.name, page.policy.policy_type)?;
        table(&mut out, "Explicit deny", &page.permissions.deny, with_actions)?;
        table(&mut out, "Allow", &page.permissions.allow, with_actions)?;
        if !page.permissions.unknown.is_empty() {
            writeln!(out, "  Matches no known action: {}", page.permissions.unknown.join(", "))?;
        }
        if let Some(note) = skipped(&page.permissions) {
            writeln!(out, "  {note}")?;
        }
    }
    Ok(out.flush()?)
}

fn table(out: &mut impl Write, title: &str, rows: &[ServiceAccess], with_actions: bool) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let services = super::super::count(rows.len(), "service", "services");
    writeln!(out, "  {LITERAL}{title}{LITERAL:#} ({services})")?;
    let cells: Vec<[String; 4]> = rows.iter().map(cells).collect();
    let header = ["Service", "Access level", "Resource", "Request condition"].map(str::to_owned);
    let mut widths = [0; 4];
    for row in cells.iter().chain([&header]) {
        widths.iter_mut().zip(row).for_each(|(width, cell)| *width = cell.chars().count().max(*width));
    }
    line(out, &header, widths)?;
    for (row, cells) in rows.iter().zip(&cells) {
        line(out, cells, widths)?;
        if with_actions {
            actions(out, row)?;
        }
    }
    Ok(())
}

fn cells(row: &ServiceAccess) -> [String; 4] {
    let service = row.service.name();
    let resource = several(&row.resources, "None");
    [service.as_str().to_owned(), row.describe(), resource, several(&row.conditions, "None")]
}

fn line(out: &mut impl Write, cells: &[String; 4], widths: [usize; 4]) -> Result<()> {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    let text = padded.collect::<Vec<_>>().join("  ");
    Ok(writeln!(out, "    {}", text.trim_end())?)
}

fn actions(out: &mut impl Write, row: &ServiceAccess) -> Result<()> {
    for level in row.levels.iter().filter(|level| !level.actions.is_empty()) {
        writeln!(out, "      {} ({} of {})", level.level, level.actions.len(), level.total)?;
        for action in &level.actions {
            writeln!(out, "        {}", action.name().as_str())?;
        }
    }
    Ok(())
}
