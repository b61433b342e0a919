//! The form that all spellings of a policy share.

use crate::Document;
use crate::document::{Condition, PrincipalBlock, PrincipalForm, PrincipalKind, PrincipalMember, Statement, Text};
use crate::lean::{self, Lean as _};
use crate::syntax::{Kind, NodeId, minify};

/// A text, what it is compared by, and what a person is shown.
pub(super) struct Word {
    key: String,
    shown: String,
}

pub(super) enum Form {
    Word(Word),
    List(Vec<Form>),
    Map(Vec<(Word, Form)>),
    /// What an empty text is.
    Nothing,
}

/// A line of a form, as it is compared and as it is shown.
pub(super) struct Line {
    pub(super) key: String,
    pub(super) shown: String,
}

/// The forms of two documents, made by the same rules.
#[inline]
pub(super) fn both(a: &str, b: &str) -> [Form; 2] {
    let documents = [Document::read(a), Document::read(b)];
    let is_there = |document: &&Document<'_>| !document.text.trim().is_empty();
    let is_text = |document: &Document<'_>| !document.syntax_errors.is_empty();
    let is_odd = |document: &Document<'_>| !document.irregularities.is_empty() || document.statement_span.is_none();
    if documents.iter().filter(is_there).any(is_text) {
        [a, b].map(|text| Form::List(text.lines().map(|line| Form::Word(plain(line))).list()))
    } else if documents.iter().filter(is_there).any(is_odd) {
        documents.map(|document| document.tree.root().map_or(Form::Nothing, |root| json(&document, root, 0)))
    } else {
        documents.map(|document| if is_there(&&document) { policy(&document) } else { Form::Nothing })
    }
}

#[inline]
fn plain(text: &str) -> Word {
    Word { key: text.to_owned(), shown: text.to_owned() }
}

#[inline]
fn lower(text: &str) -> Word {
    Word { key: text.to_ascii_lowercase(), shown: text.to_owned() }
}

/// A list in which neither order nor number counts.
#[inline]
fn set(items: Vec<Form>) -> Form {
    let mut items: Vec<(String, Form)> = items.into_iter().map(|item| (item.key(), item)).list();
    lean::sort(&mut items, |(a, _), (b, _)| a.cmp(b));
    items.dedup_by(|(a, _), (b, _)| a == b);
    Form::List(items.into_iter().map(|(_, item)| item).list())
}

/// A set of texts.
#[inline]
fn words<'a>(texts: &mut dyn Iterator<Item = &'a Text<'a>>, word: fn(&str) -> Word) -> Form {
    set(texts.map(|text| Form::Word(word(text))).list())
}

#[inline]
fn map(members: Vec<(Word, Form)>) -> Form {
    let mut members: Vec<(String, (Word, Form))> =
        members.into_iter().map(|(name, value)| (value.key(), (name, value))).list();
    lean::sort(&mut members, |(a, (a_name, _)), (b, (b_name, _))| (&a_name.key, a).cmp(&(&b_name.key, b)));
    Form::Map(members.into_iter().map(|(_, member)| member).list())
}

#[inline]
fn policy(document: &Document<'_>) -> Form {
    let version = document.version.as_deref().unwrap_or("2008-10-17");
    let mut members = vec![(plain("Version"), Form::Word(plain(version)))];
    members.extend(document.id.as_deref().map(|id| (plain("Id"), Form::Word(plain(id)))));
    members.push((plain("Statement"), set(document.statements.iter().map(statement).list())));
    Form::Map(members)
}

/// The members in the order in which people write them.
#[inline]
fn statement(statement: &Statement<'_>) -> Form {
    let mut members = Vec::new();
    let mut add = |name: &str, value: Form| members.push((plain(name), value));
    for (name, text) in [("Sid", &statement.sid), ("Effect", &statement.effect_text)] {
        if let Some(text) = text {
            add(name, Form::Word(plain(text)));
        }
    }
    statement.principal_blocks().for_each(|block| add(block.element, principal(block)));
    for block in statement.action_blocks() {
        add(block.element, words(&mut block.entries.iter().map(|action| &action.text), lower));
    }
    for block in statement.resource_blocks() {
        add(block.element, words(&mut block.entries.iter().map(|resource| &resource.text), plain));
    }
    if let Some(block) = &statement.condition {
        let operators = block
            .operators
            .iter()
            .map(|operator| (plain(&operator.name), map(operator.conditions.iter().map(condition).list())));
        add("Condition", map(operators.list()));
    }
    Form::Map(members)
}

#[inline]
fn principal(block: &PrincipalBlock<'_>) -> Form {
    match &block.form {
        PrincipalForm::Text(text) => Form::Word(plain(text)),
        PrincipalForm::Map(members) => map(members.iter().map(principals).list()),
        PrincipalForm::Other => Form::List(Vec::new()),
    }
}

#[inline]
fn principals(member: &PrincipalMember<'_>) -> (Word, Form) {
    let word = if member.kind() == Some(PrincipalKind::Aws) { aws_principal } else { plain };
    (plain(&member.name), words(&mut member.values.iter(), word))
}

#[inline]
fn aws_principal(text: &str) -> Word {
    Word { key: account_of_root(text).unwrap_or(text).to_owned(), shown: text.to_owned() }
}

/// The account whose root an ARN names. An account belongs to one partition, and AWS refuses the ARNs of others.
#[inline]
fn account_of_root(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:aws")?.split_once(":iam::")?.1.strip_suffix(":root")?;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

/// What follows a `/` in a key is a tag's key, whose case counts in some services.
#[inline]
fn condition(condition: &Condition<'_>) -> (Word, Form) {
    let end = condition.key.find('/').unwrap_or(condition.key.len());
    let (name, tag) = condition.key.split_at(end);
    let key = Word { key: format!("{}{tag}", name.to_ascii_lowercase()), shown: condition.key.as_str().to_owned() };
    (key, words(&mut condition.values.iter().map(|value| &value.text), plain))
}

/// What lies deeper is compared as it is written, so that no depth is too much for the stack. Policies have six levels.
const DEEPEST: usize = 64;

/// Any JSON: the order of members does not count, that of items does.
#[inline]
fn json(document: &Document<'_>, id: NodeId, depth: usize) -> Form {
    let (text, tree) = (document.text, &document.tree);
    let string = |id| plain(Text::new(text, tree, id).as_str());
    let inner = |id| json(document, id, depth + 1);
    match tree.kind(id) {
        Kind::Object | Kind::Array if depth >= DEEPEST => Form::Word(bare(&minify(tree.span(id).of(text)))),
        Kind::Object => map(tree.members(id).map(|(name, value)| (string(name), inner(value))).list()),
        Kind::Array => Form::List(tree.items(id).map(inner).list()),
        Kind::String => Form::Word(string(id)),
        _ => Form::Word(bare(tree.span(id).of(text))),
    }
}

/// JSON that is shown without the quotes of a text.
#[inline]
fn bare(json: &str) -> Word {
    Word { key: format!("\u{0}{json}"), shown: json.to_owned() }
}

impl Form {
    /// Whether the two are one policy.
    #[inline]
    pub(super) fn is(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    #[inline]
    fn key(&self) -> String {
        self.lines().into_iter().map(|line| line.key + "\n").collect()
    }

    /// The form as JSON, a value a line, without the commas, which would make lines differ that do not.
    #[inline]
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        self.write(&mut lines, 0, &Word { key: String::new(), shown: String::new() });
        lines
    }

    #[inline]
    fn write(&self, lines: &mut Vec<Line>, depth: usize, before: &Word) {
        let indent = "    ".repeat(depth);
        let mut line = |key: &str, shown: &str| {
            lines.push(Line {
                key: format!("{indent}{}{key}", before.key),
                shown: format!("{indent}{}{shown}", before.shown),
            });
        };
        let nothing = Word { key: String::new(), shown: String::new() };
        match self {
            Self::Nothing => {}
            Self::Word(word) => line(&quoted(&word.key), &quoted(&word.shown)),
            Self::List(items) if items.is_empty() => line("[]", "[]"),
            Self::Map(members) if members.is_empty() => line("{}", "{}"),
            Self::List(items) => {
                line("[", "[");
                for item in items {
                    item.write(lines, depth + 1, &nothing);
                }
                lines.push(Line { key: format!("{indent}]"), shown: format!("{indent}]") });
            }
            Self::Map(members) => {
                line("{", "{");
                for (name, value) in members {
                    let [key, shown] = [&name.key, &name.shown].map(|name| format!("{}: ", quoted(name)));
                    value.write(lines, depth + 1, &Word { key, shown });
                }
                lines.push(Line { key: format!("{indent}}}"), shown: format!("{indent}}}") });
            }
        }
    }
}

#[inline]
fn quoted(text: &str) -> String {
    match text.strip_prefix('\0') {
        Some(word) => word.to_owned(),
        None => format!("{text:?}"),
    }
}
