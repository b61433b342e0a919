use super::Context;
use crate::document::Statement;
use crate::{Edit, Span};

impl Context<'_> {
    /// The edit that makes `member` the last member of the statement; `None` where its end is not clear.
    pub(crate) fn append(&self, statement: &Statement<'_>, member: &str) -> Option<Edit> {
        let body = statement.span.of(self.document.text).strip_suffix('}')?.trim_end();
        if body.ends_with([',', '{']) || !self.document.syntax_errors.is_empty() {
            return None;
        }
        let end = statement.span.start + u32::try_from(body.len()).ok()?;
        Some(Edit::replace(Span::new(end, end), format!(", {member}")))
    }
}
