//! YAML to nodes, with CloudFormation's short tags (`!Sub`) as their long forms.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use policy_core::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks, Tag};

use super::decode::Mapped;
use super::node::{Node, Value};

/// Deeper values than any template has.
const MAX_DEPTH: usize = 128;
/// More values than any template has, copies for aliases counted.
const MAX_NODES: usize = 1_000_000;
/// So much is read again, all in all, for lines that stand too far to the left.
const MAX_REREAD: usize = 1 << 26;

/// More lines than any template has that stand too far to the left.
const MAX_MOVED: usize = 500;
/// Further to the right than any template goes.
const MOVE: usize = 256;

/// What the parser says of such a line.
const OUTDENTED: [&str; 3] =
    ["invalid indentation", "invalid indentation in flow construct", "invalid indentation in quoted scalar"];

struct Reader<'t> {
    text: &'t str,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// Byte offsets in `text` of the characters that the parser reads; empty when the two are the same.
    bytes: Vec<u32>,
    anchors: HashMap<usize, Node>,
    /// The values made so far.
    nodes: usize,
    /// The line that the parser stopped at because it stands too far to the left.
    outdented: Option<usize>,
}

/// The first document of a YAML text, or what is wrong with it and where.
///
/// YAML has every line of a `{ … }` stand to the right of the key it belongs to. No other parser insists, and many templates
/// close their brackets right under the key: such lines are read as if they stood further to the right.
pub(crate) fn parse(text: &str) -> Result<Node, String> {
    let mut moved = BTreeSet::new();
    loop {
        let (read, bytes) = shift(text, &moved);
        let parser = Parser::new_from_str(&read);
        let mut reader = Reader { text, parser, bytes, anchors: HashMap::new(), nodes: 0, outdented: None };
        let result = reader.document();
        match reader.outdented {
            Some(line) if result.is_err() && may_move(moved.len(), text.len()) && moved.insert(line) => {}
            _ => return result,
        }
    }
}

fn may_move(moved: usize, length: usize) -> bool {
    moved < MAX_MOVED && (moved + 1) * length < MAX_REREAD
}

/// The text with some lines, counted from 1, moved to the right, and where its characters stand in `text`.
fn shift<'t>(text: &'t str, moved: &BTreeSet<usize>) -> (Cow<'t, str>, Vec<u32>) {
    if moved.is_empty() {
        let ends = std::iter::once(text.len());
        let all = || text.char_indices().map(|(at, _)| at).chain(ends).map(offset).collect();
        return (Cow::Borrowed(text), if text.is_ascii() { Vec::new() } else { all() });
    }
    let (mut out, mut bytes, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if moved.contains(&(number + 1)) {
            out.extend(std::iter::repeat_n(' ', MOVE));
            bytes.extend(std::iter::repeat_n(offset(at), MOVE));
        }
        out.push_str(line);
        bytes.extend(line.char_indices().map(|(within, _)| offset(at + within)));
        at += line.len();
    }
    bytes.push(offset(at));
    (Cow::Owned(out), bytes)
}

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Node, String> {
        loop {
            let (event, marks) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(_) => {}
                Event::StreamEnd => return Err("the document is empty".to_owned()),
                event => return self.node(event, marks, 0),
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Marks), String> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let mark = error.marker();
                self.outdented = OUTDENTED.contains(&error.info()).then(|| mark.line());
                Err(format!("line {}, column {}: {}", mark.line(), mark.col() + 1, error.info()))
            }
            None => Err("the document ends too early".to_owned()),
        }
    }

    fn span(&self, marks: Marks) -> Span {
        let byte = |at: usize| {
            let known =
                if self.bytes.is_empty() { offset(at) } else { self.bytes.get(at).copied().unwrap_or(u32::MAX) };
            known.min(offset(self.text.len()))
        };
        Span::new(byte(marks.start.index()), byte(marks.end.index()))
    }

    fn node(&mut self, event: Event<'t>, marks: Marks, depth: usize) -> Result<Node, String> {
        if depth > MAX_DEPTH {
            return Err(format!("line {}: values are nested too deep", marks.start.line()));
        }
        self.count(1)?;
        let span = self.span(marks);
        let (anchor, tag, node) = match event {
            Event::Alias(anchor) => {
                return self.alias(anchor, span);
            }
            Event::Scalar(value, style, anchor, tag) => (anchor, tag, self.scalar(&value, style, span)),
            Event::SequenceStart(anchor, tag) => (anchor, tag, self.sequence(span, depth)?),
            Event::MappingStart(anchor, tag) => (anchor, tag, self.mapping(span, depth)?),
            _ => return Err(format!("line {}: expected a value", marks.start.line())),
        };
        let node = match tag {
            Some(tag) => long_form(&tag, node),
            None => node,
        };
        if anchor > 0 {
            self.count(node.size())?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// Aliases of aliases grow fast: what they make is counted.
    fn count(&mut self, nodes: usize) -> Result<(), String> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            Err("too many values, those that aliases stand for included".to_owned())
        } else {
            Ok(())
        }
    }

    /// The value that an alias stands for.
    fn alias(&mut self, anchor: usize, span: Span) -> Result<Node, String> {
        let size = self.anchors.get(&anchor).map_or(0, Node::size);
        self.count(size)?;
        let node = self.anchors.get(&anchor).cloned();
        Ok(node.unwrap_or_else(|| Node { span, value: Value::Literal("null".to_owned()) }))
    }

    fn sequence(&mut self, span: Span, depth: usize) -> Result<Node, String> {
        let (mut items, mut end) = (Vec::new(), span.end);
        loop {
            let (event, marks) = self.next()?;
            if event == Event::SequenceEnd {
                end = self.end(marks, end);
                return Ok(Node { span: Span::new(span.start, end), value: Value::Array(items) });
            }
            let item = self.node(event, marks, depth + 1)?;
            end = end.max(item.span.end);
            items.push(item);
        }
    }

    fn mapping(&mut self, span: Span, depth: usize) -> Result<Node, String> {
        let (mut members, mut end) = (Vec::new(), span.end);
        loop {
            let (event, marks) = self.next()?;
            if event == Event::MappingEnd {
                end = self.end(marks, end);
                return Ok(Node { span: Span::new(span.start, end), value: Value::Object(members) });
            }
            let name = self.node(event, marks, depth + 1)?;
            let (event, marks) = self.next()?;
            let value = self.node(event, marks, depth + 1)?;
            end = end.max(value.span.end);
            match value.value {
                Value::Object(merged) if name.as_str() == Some("<<") => members.extend(merged),
                _ => members.push((name, value)),
            }
        }
    }

    /// Where a collection ends: at its bracket, or, in block style, with its last child.
    fn end(&self, marks: Marks, last: u32) -> u32 {
        let span = self.span(marks);
        let is_bracket = matches!(span.of(self.text), "]" | "}");
        if is_bracket { span.end } else { last }
    }

    fn scalar(&self, value: &str, style: ScalarStyle, span: Span) -> Node {
        // YAML 1.2's core schema. Numbers stay texts: an account id is one, and conditions take either.
        let literal = match value {
            "true" | "True" | "TRUE" => Some("true"),
            "false" | "False" | "FALSE" => Some("false"),
            "" | "~" | "null" | "Null" | "NULL" => Some("null"),
            _ => None,
        };
        match literal.filter(|_| style == ScalarStyle::Plain) {
            Some(literal) => Node { span, value: Value::Literal(literal.to_owned()) },
            None => Node { span, value: Value::known(self.align(value, style, span)) },
        }
    }

    /// Finds the value's bytes in the way it is written: whole, or line by line in block style.
    fn align(&self, value: &str, style: ScalarStyle, span: Span) -> Mapped {
        let written = span.of(self.text);
        let (mut out, mut at) = (Mapped::default(), body_start(written, style));
        for piece in value.split_inclusive('\n') {
            let line = piece.strip_suffix('\n').unwrap_or(piece);
            let found = written.get(at..).and_then(|rest| rest.find(line)).filter(|_| !line.is_empty());
            let place = |from: usize, to: usize| Span::new(span.start + offset(from), span.start + offset(to));
            match found {
                Some(found) => {
                    out.push(line, place(at + found, at + found + line.len()));
                    at += found + line.len();
                }
                // Escapes and folded lines: the whole stands for the whole.
                None if !line.is_empty() => out.push(line, span),
                None => {}
            }
            if piece.len() > line.len() {
                out.push("\n", place(at, at));
            }
        }
        out
    }
}

/// Where a scalar's own text begins, behind tags, anchors, the opening quote or the block's header.
fn body_start(written: &str, style: ScalarStyle) -> usize {
    let mut rest = written;
    while rest.starts_with(['!', '&']) {
        let Some((_, behind)) = rest.split_once([' ', '\n', '\t']) else { break };
        rest = behind.trim_start();
    }
    let start = written.len() - rest.len();
    match style {
        ScalarStyle::Plain => start,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => start + 1,
        // Whether the header belongs to the range depends on the parser.
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let header = rest.starts_with(['|', '>']).then(|| rest.find('\n')).flatten();
            header.map_or(start, |line| start + line + 1)
        }
    }
}

/// `!Ref x` as `{"Ref": x}`, `!GetAtt x` as `{"Fn::GetAtt": x}`.
fn long_form(tag: &Tag, node: Node) -> Node {
    if tag.handle != "!" || tag.suffix.is_empty() {
        return node;
    }
    let name = match tag.suffix.as_str() {
        "Ref" | "Condition" => tag.suffix.clone(),
        function => format!("Fn::{function}"),
    };
    let span = node.span;
    let mut text = Mapped::default();
    text.push(&name, Span::new(span.start, span.start));
    let name = Node { span: Span::new(span.start, span.start), value: Value::known(text) };
    Node { span, value: Value::Object(vec![(name, node)]) }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::node::{Part, Value};
    use super::parse;

    #[test]
    fn places_are_those_of_the_text() {
        let text = "# é\nA: 'x y'\nB:\n  - !Sub arn:${C}\n  - [1, \"q\"]\nD: |\n  one\n  two\nE: last\n";
        let root = parse(text).unwrap();
        assert_eq!(root.get("A").unwrap().span.of(text), "'x y'");
        let list = root.get("B").unwrap();
        assert_eq!(list.items()[0].intrinsic().unwrap().0, "Fn::Sub");
        assert_eq!(list.items()[0].span.of(text), "!Sub arn:${C}");
        assert_eq!(list.items()[1].span.of(text), "[1, \"q\"]");
        assert_eq!(list.items()[1].items()[0].as_str(), Some("1"));
        assert_eq!(root.get("D").unwrap().as_str(), Some("one\ntwo\n"));
        let Value::String(parts) = &root.get("D").unwrap().value else { panic!() };
        let Part::Known(block) = &parts[0] else { panic!() };
        assert_eq!(block.map.locate(policy_core::Span::new(4, 7)).of(text), "two");
        assert_eq!(block.map.locate(policy_core::Span::new(0, 3)).of(text), "one");
        assert_eq!(root.get("E").unwrap().span.of(text), "last");
        assert!(parse("a: [").is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
        let bomb = (1..12).map(|at| format!("k{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", ")));
        assert!(parse(&format!("k0: &a0 x\n{}", bomb.collect::<String>())).is_err());
        let close = "- é: {\n  a: [\n  1,\n2\n]\n  }\n  b: c\n";
        let root = parse(close).unwrap();
        assert_eq!(root.items()[0].get("é").unwrap().get("a").unwrap().span.of(close), "[\n  1,\n2\n]");
        assert_eq!(root.items()[0].get("b").unwrap().span.of(close), "c");
        let tagged = parse("- !Ref e\n").unwrap();
        let Value::String(parts) = &tagged.items()[0].intrinsic().unwrap().1.value else { panic!() };
        let Part::Known(name) = &parts[0] else { panic!() };
        assert_eq!(name.map.locate(policy_core::Span::new(0, 1)).start, 7);
    }
}
