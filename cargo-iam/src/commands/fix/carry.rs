//! Edits of a policy as edits of the file that it stands in.
//!
//! What is written is read again: edits count only when the policy then says what they are to make of it and the file's
//! other policies say what they said. So a rule here may be wrong about some file; it cannot do harm.

use policy_core::syntax::{Kind, NodeId, Tree, parse};
use policy_core::{Edit, Span, apply_edits, minify};

use crate::files::{Source, Target};
use crate::input::{self, Case, Found, Notation};

/// The edits of the file that make `edits` of its policy number `at`.
pub(super) fn carry(target: &Target, source: &Source, all: &[&Found], at: usize, edits: &[&Edit]) -> Option<Vec<Edit>> {
    let policy = *all.get(at)?;
    if policy.notation == Notation::Plan || policy.case != Case::Only {
        return None;
    }
    let (tree, _) = parse(&policy.text);
    let mut carried = Vec::new();
    for edit in edits {
        let carry = Carry { source: &source.text, policy, tree: &tree };
        carried.extend(match policy.notation {
            Notation::Json => vec![Edit { span: policy.map.locate(edit.span), replacement: edit.replacement.clone() }],
            Notation::JsonString | Notation::Percent | Notation::Text => vec![carry.in_string(edit)?],
            Notation::Template => carry.in_template(edit)?,
            Notation::Plan => return None,
        });
    }
    (policy.notation == Notation::Json || holds(target, source, all, at, edits, &carried)).then_some(carried)
}

/// Whether the edited file says what it should.
fn holds(target: &Target, source: &Source, all: &[&Found], at: usize, edits: &[&Edit], carried: &[Edit]) -> bool {
    let mut sorted: Vec<&Edit> = carried.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let edited = target.source(apply_edits(&source.text, &sorted));
    let Ok(found) = input::policies(&edited, target.walked) else { return false };
    let expected = |(index, policy): (usize, &&Found)| {
        if index == at { minify(&apply_edits(&policy.text, edits)) } else { minify(&policy.text) }
    };
    found.len() == all.len()
        && all.iter().enumerate().map(expected).eq(found.iter().map(|policy| minify(&policy.text)))
        && is_sound(&edited) == is_sound(source)
}

/// Whether a file that is JSON is sound JSON. The reader forgives what others do not.
fn is_sound(source: &Source) -> bool {
    !source.text.trim_start().starts_with('{') || parse(&source.text).1.is_empty()
}

struct Carry<'a> {
    source: &'a str,
    policy: &'a Found,
    tree: &'a Tree,
}

impl Carry<'_> {
    fn edit(&self, span: Span, replacement: impl Into<String>) -> Option<Edit> {
        let is_exact = self.policy.map.is_exact(span);
        is_exact.then(|| Edit { span: self.policy.map.locate(span), replacement: replacement.into() })
    }

    /// A policy that is the text of a string.
    fn in_string(&self, edit: &Edit) -> Option<Edit> {
        let replacement = match self.policy.notation {
            Notation::JsonString => {
                let quoted = serde_json::Value::from(edit.replacement.as_str()).to_string();
                quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned()
            }
            Notation::Percent => percent(&edit.replacement),
            _ => edit.replacement.clone(),
        };
        self.edit(edit.span, replacement)
    }

    /// A policy that was written from the values of a template.
    fn in_template(&self, edit: &Edit) -> Option<Vec<Edit>> {
        if edit.span.is_empty() && edit.replacement.trim_end().ends_with(',') {
            return Some(vec![self.first_member(edit)?]);
        }
        if let Some(scalar) = self.scalar(edit.span) {
            return Some(vec![self.rewrite(scalar, edit)?]);
        }
        edit.replacement.is_empty().then(|| self.removed(edit.span)).filter(|edits| !edits.is_empty())
    }

    fn nodes(&self) -> Vec<Step> {
        let mut nodes = Vec::new();
        if let Some(root) = self.tree.root() {
            steps(self.tree, root, None, &mut nodes);
        }
        nodes
    }

    /// The scalar that a range is part of.
    fn scalar(&self, span: Span) -> Option<Span> {
        let scalars = self.nodes().into_iter().filter(|step| step.is_scalar).map(|step| step.own);
        scalars.into_iter().find(|scalar| scalar.contains(span))
    }

    /// Changes no more of a scalar than differs; where that is impossible, all of it.
    fn rewrite(&self, scalar: Span, edit: &Edit) -> Option<Edit> {
        let old = scalar.of(&self.policy.text);
        let within = Edit {
            span: Span::new(edit.span.start - scalar.start, edit.span.end - scalar.start),
            replacement: edit.replacement.clone(),
        };
        let new = apply_edits(old, &[&within]);
        let is_plain =
            |text: &str| text.len() > 1 && text.starts_with('"') && text.ends_with('"') && !text.contains('\\');
        if is_plain(old) && is_plain(&new) {
            let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
            let rest = old.len().min(new.len()) - before;
            let same = |(a, b): &(u8, u8)| a == b;
            let after = old.bytes().rev().zip(new.bytes().rev()).take_while(same).count().min(rest);
            let (from, to) = (offset(before)?, offset(old.len() - after)?);
            let fragment = new.get(before..new.len() - after)?;
            let span = Span::new(scalar.start + from, scalar.start + to);
            let simple = |character: char| character.is_ascii_alphanumeric() || "-_./:*@+=,".contains(character);
            if fragment.chars().all(simple)
                && self.policy.map.locate(span).of(self.source) == span.of(&self.policy.text)
            {
                return self.edit(span, fragment);
            }
        }
        self.edit(scalar, new)
    }

    /// A member before the first one of an object.
    fn first_member(&self, edit: &Edit) -> Option<Edit> {
        let at = self.policy.map.locate(Span::new(edit.span.start, edit.span.start)).start;
        let object = self.policy.map.locate(Span::new(edit.span.start.checked_sub(1)?, edit.span.start)).start;
        if self.source.get(object as usize..)?.starts_with('{') {
            let inside = Span::new(object + 1, object + 1);
            return Some(Edit { span: inside, replacement: edit.replacement.clone() });
        }
        let (name, value) = edit.replacement.trim_end().trim_end_matches(',').split_once(':')?;
        let line = self.source.get(..at as usize)?.rsplit('\n').next()?;
        let indent = " ".repeat(line.chars().count());
        let end = if self.source.contains("\r\n") { "\r\n" } else { "\n" };
        let replacement = format!("{}: {}{end}{indent}", name.trim_matches('"'), value.trim());
        Some(Edit { span: Span::new(at, at), replacement })
    }

    /// What takes the entries in a range out of the file.
    fn removed(&self, span: Span) -> Vec<Edit> {
        let nodes = self.nodes();
        let inside =
            |step: &&Step| span.contains(step.whole) && step.parent.is_some_and(|parent| !span.contains(parent));
        let removed = nodes.iter().filter(inside);
        let edit = |step: &Step| {
            let parent = self.policy.map.locate(step.parent?).start as usize;
            let is_flow = self.source.get(parent..)?.starts_with(['{', '[']);
            let place = self.policy.map.locate(step.whole);
            let span =
                if is_flow { in_flow(self.source, place) } else { lines(self.source, place, step.whole != step.own) };
            Some(Edit { span: span?, replacement: String::new() })
        };
        removed.map(edit).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}

/// A value, or a member with its name, and the collection that it stands in.
struct Step {
    whole: Span,
    /// Without the name.
    own: Span,
    parent: Option<Span>,
    is_scalar: bool,
}

fn steps(tree: &Tree, id: NodeId, parent: Option<(Span, Span)>, out: &mut Vec<Step>) {
    let own = tree.span(id);
    let (around, whole) = parent.map_or((None, own), |(around, whole)| (Some(around), whole));
    let is_scalar = !matches!(tree.kind(id), Kind::Object | Kind::Array);
    out.push(Step { whole, own, parent: around, is_scalar });
    for (name, value) in tree.members(id) {
        let span = tree.span(name);
        out.push(Step { whole: span, own: span, parent: None, is_scalar: true });
        steps(tree, value, Some((own, span.to(tree.span(value)))), out);
    }
    for item in tree.items(id) {
        steps(tree, item, Some((own, tree.span(item))), out);
    }
}

/// An entry of a block in YAML, with its lines.
fn lines(source: &str, entry: Span, is_member: bool) -> Option<Span> {
    let start = source.get(..entry.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let before = source.get(start..entry.start as usize)?.trim();
    let after = source.get(entry.end as usize..)?;
    let rest = after.split('\n').next()?;
    let is_alone = matches!(before, "" | "-") && (rest.trim().is_empty() || rest.trim_start().starts_with('#'));
    let end = entry.end as usize + (rest.len() + 1).min(after.len());
    if is_member && before == "-" {
        // The next member moves up to the dash.
        let next = source.get(end..)?;
        return Some(Span::new(entry.start, offset(end + next.len() - next.trim_start().len())?));
    }
    is_alone.then_some(Span::new(offset(start)?, offset(end)?))
}

/// An entry between brackets, with one of the commas beside it.
fn in_flow(source: &str, entry: Span) -> Option<Span> {
    let after = source.get(entry.end as usize..)?;
    if let Some(rest) = after.trim_start().strip_prefix(',') {
        let end = source.len() - rest.trim_start().len();
        return Some(Span::new(entry.start, offset(end)?));
    }
    let before = source.get(..entry.start as usize)?.trim_end().strip_suffix(',')?;
    Some(Span::new(offset(before.len())?, entry.end))
}

/// As IAM's API encodes documents: everything but what RFC 3986 calls unreserved.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out + char::from(byte).encode_utf8(&mut [0; 4])
        } else {
            format!("{out}%{byte:02X}")
        }
    })
}

fn offset(at: usize) -> Option<u32> {
    u32::try_from(at).ok()
}
