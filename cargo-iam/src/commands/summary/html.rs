//! The summary as a page of its own: no script, no font, no picture from elsewhere.

use std::fmt::Write;

use policy_core::summary::{LEVELS, ServiceAccess};

use super::super::count;
use super::{Page, several, skipped};

const STYLE: &str = include_str!("style.css");

const LEVEL: &str = "Access level";
const RESOURCE: &str = "Resource";
const CONDITION: &str = "Request condition";

pub(super) fn page(pages: &[Page<'_>]) -> String {
    let mut html = Html(String::new());
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<title>Permissions defined in these policies</title>\n<style>\n");
    html.raw(STYLE);
    html.raw("</style>\n</head>\n<body>\n<main>\n<h1>Permissions defined in these policies</h1>\n");
    html.text("p class=\"total\"", &total(pages));
    for page in pages {
        html.policy(page);
    }
    html.raw("</main>\n</body>\n</html>\n");
    html.0
}

/// `2 policies: 1 error, 3 warnings`
fn total(pages: &[Page<'_>]) -> String {
    let findings = || pages.iter().flat_map(|page| &page.policy.findings);
    let denied = findings().filter(|finding| finding.is_denied()).count();
    let warned = findings().count() - denied;
    let (errors, warnings) = (count(denied, "error", "errors"), count(warned, "warning", "warnings"));
    format!("{}: {errors}, {warnings}", count(pages.len(), "policy", "policies"))
}

struct Html(String);

impl Html {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// An element with a text in it.
    fn text(&mut self, tag: &str, text: &str) {
        let name = tag.split(' ').next().unwrap_or_default();
        let _ = write!(self.0, "<{tag}>{}</{name}>", escape(text));
    }

    /// An element with a message in it, whose backticks mark the user's text.
    fn prose(&mut self, tag: &str, text: &str) {
        let _ = write!(self.0, "<{tag}>");
        for (at, piece) in text.split('`').enumerate() {
            if at % 2 == 1 { self.text("code", piece) } else { self.raw(&escape(piece)) }
        }
        let _ = write!(self.0, "</{tag}>");
    }

    fn policy(&mut self, page: &Page<'_>) {
        self.raw("<section>\n");
        self.text("h2", &page.name);
        let guessed = if page.policy.guessed { ", type guessed" } else { "" };
        self.text("p class=\"kind\"", &format!("{} policy{guessed}", page.policy.policy_type));
        self.findings(page);
        self.table("Explicit deny", &page.permissions.deny);
        self.table("Allow", &page.permissions.allow);
        if !page.permissions.unknown.is_empty() {
            self.text("p", &format!("Matches no known action: {}", page.permissions.unknown.join(", ")));
        }
        if let Some(note) = skipped(&page.permissions) {
            self.text("p", &note);
        }
        self.matrix(&page.permissions.allow);
        self.raw("</section>\n");
    }

    fn findings(&mut self, page: &Page<'_>) {
        self.text("h3", "Findings");
        if page.policy.findings.is_empty() {
            self.text("p class=\"clean\"", "None.");
            return;
        }
        self.raw("<ul class=\"findings\">\n");
        for finding in &page.policy.findings {
            let source = &page.file.source;
            let at = source.lines.position(&source.text, page.policy.locate(finding.span()).start);
            let class = if finding.is_denied() { "denied" } else { "warned" };
            let _ = write!(self.0, "<li class=\"{class}\">");
            self.text("strong", finding.code.as_str());
            self.raw(" ");
            self.prose("span", &finding.message);
            self.raw(" ");
            self.text("small", &format!("{}:{}:{}", source.name, at.line, at.column));
            if let Some(help) = &finding.help {
                self.prose("p", help);
            }
            self.raw("</li>\n");
        }
        self.raw("</ul>\n");
    }

    fn table(&mut self, title: &str, rows: &[ServiceAccess]) {
        if rows.is_empty() {
            return;
        }
        self.text("h3", &format!("{title} ({})", count(rows.len(), "service", "services")));
        self.raw("<table class=\"rows\">\n<thead><tr>");
        for name in ["Service", LEVEL, RESOURCE, CONDITION] {
            self.text("th scope=\"col\"", name);
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            self.text("th scope=\"row\"", &row.service.name());
            let _ = write!(self.0, "<td data-label=\"{LEVEL}\">");
            self.actions(row);
            self.raw("</td>");
            self.cell(RESOURCE, &row.resources);
            self.cell(CONDITION, &row.conditions);
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n");
    }

    /// The access level, which opens into the actions.
    fn actions(&mut self, row: &ServiceAccess) {
        self.raw("<details>");
        self.text("summary", &row.describe());
        for level in row.levels.iter().filter(|level| !level.actions.is_empty()) {
            let names = level.actions.iter().map(|action| action.name().as_str().to_owned()).collect::<Vec<_>>();
            self.raw("<p>");
            self.text("b", &format!("{} ({} of {})", level.level, names.len(), level.total));
            self.raw(" ");
            self.text("span", &names.join(", "));
            self.raw("</p>");
        }
        self.raw("</details>");
    }

    fn cell(&mut self, label: &str, texts: &[String]) {
        let _ = write!(self.0, "<td data-label=\"{label}\">");
        let short = several(texts, "None");
        if texts.len() > 1 {
            self.raw("<details>");
            self.text("summary", &short);
            self.raw("<ul>");
            for text in texts {
                self.text("li", text);
            }
            self.raw("</ul></details>");
        } else {
            self.text("span", &short);
        }
        self.raw("</td>");
    }

    /// Services by access levels: which is full, which limited.
    fn matrix(&mut self, rows: &[ServiceAccess]) {
        if rows.is_empty() {
            return;
        }
        self.text("h3", "Services and access levels");
        self.raw("<div class=\"scroll\">\n<table class=\"matrix\">\n<thead><tr>");
        self.text("th scope=\"col\"", "Service");
        for level in LEVELS {
            self.text("th scope=\"col\"", level.as_str());
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.raw("<tr>");
            self.text("th scope=\"row\"", &row.service.name());
            for level in LEVELS {
                match row.levels.iter().find(|access| access.level == level) {
                    None => self.text("td class=\"absent\"", "–"),
                    Some(access) if access.actions.is_empty() => self.text("td class=\"none\"", "none"),
                    Some(access) if access.is_full() => self.text("td class=\"full\"", "full"),
                    Some(access) => {
                        let share = format!("{} of {}", access.actions.len(), access.total);
                        self.text("td class=\"limited\"", &share);
                    }
                }
            }
            self.raw("</tr>\n");
        }
        self.raw("</tbody>\n</table>\n</div>\n");
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
