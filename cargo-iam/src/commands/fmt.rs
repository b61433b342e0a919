//! `cargo iam fmt`

use std::io::Write;

use policy_core::syntax::parse;
use policy_core::{minify, pretty};

use super::count;
use crate::cli::Fmt;
use crate::error::{Failure, Outcome, Result};
use crate::files::{self, Source, Target};
use crate::{input, render, terminal};

pub(crate) fn run(arguments: &Fmt) -> Result<Outcome> {
    let (mut seen, mut changed, mut unreadable) = (0, 0, false);
    for target in files::find(&arguments.paths)? {
        match format(arguments, &target) {
            Ok(None) => {}
            Ok(Some(is_changed)) => {
                seen += 1;
                changed += usize::from(is_changed);
            }
            Err(Failure::Message(message)) => {
                unreadable = true;
                terminal::error(message);
            }
            Err(failure) => return Err(failure),
        }
    }
    let verb = if arguments.check { "Checked" } else { "Formatted" };
    let what = if arguments.check { "to format" } else { "changed" };
    terminal::status(verb, format!("{}: {changed} {what}", count(seen, "policy", "policies")));
    Ok(if unreadable { Outcome::Unreadable } else { Outcome::of(arguments.check && changed > 0) })
}

/// Formats a file; `None` when it is no policy and nobody said it was, else whether its layout changed.
fn format(arguments: &Fmt, target: &Target) -> Result<Option<bool>> {
    let (source, had_mark) = target.read_without_mark()?;
    if !is_policy(&source, target.walked)? {
        return Ok(None);
    }
    let text = layout(&source.text, arguments.minify);
    let is_changed = had_mark || text != source.text;
    let mut out = render::out();
    match &source.path {
        _ if arguments.check => {
            if is_changed {
                writeln!(out, "{}", source.name)?;
            }
        }
        Some(path) if is_changed => files::write(path, &text)?,
        Some(_) => {}
        None => out.write_all(text.as_bytes())?,
    }
    out.flush()?;
    Ok(Some(is_changed))
}

/// Whether the whole file is one policy in sound JSON. Other tools' files are theirs to lay out.
fn is_policy(source: &Source, lenient: bool) -> Result<bool> {
    let found = input::policies(source, lenient)?;
    let is_plain = matches!(found.as_slice(), [policy] if policy.is_plain() && policy.text == source.text);
    if !is_plain {
        let problem = "only plain policies in JSON are formatted";
        return if lenient { Ok(false) } else { Err(Failure::about(&source.name, problem)) };
    }
    if let Some(error) = parse(&source.text).1.first() {
        let at = source.lines.position(&source.text, error.span.start);
        let place = format!("{}:{}:{}", source.name, at.line, at.column);
        return Err(Failure::about(place, format!("not formatted: {}", error.message)));
    }
    Ok(true)
}

/// The text in the console's layout or without white space; line ends stay what they are.
fn layout(text: &str, minified: bool) -> String {
    let has_crlf = text.split_once('\n').is_some_and(|(first, _)| first.ends_with('\r'));
    let mut out = if minified { minify(text) } else { pretty(text) };
    if !minified || text.ends_with('\n') {
        out.push('\n');
    }
    if has_crlf { out.replace('\n', "\r\n") } else { out }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn line_ends_and_strings_stay() {
        assert_eq!(layout("{\r\n\"a\":[ ]}", false), "{\r\n    \"a\": []\r\n}\r\n");
        assert_eq!(layout("{ \"a\" : \" x\\n \" }\n", true), "{\"a\":\" x\\n \"}\n");
        let once = layout("{\"a\":{\"b\":[1,{\"c\":{}}]}}", false);
        assert_eq!(layout(&once, false), once);
    }
}
