//! The tree read as a policy.

use std::collections::HashMap;

use super::{
    Action, Block, Condition, ConditionBlock, Document, Irregularity, Operator, OperatorBlock, PrincipalBlock,
    PrincipalForm, PrincipalMember, Resource, Scalar, Statement, Text, Value,
};
use crate::Span;
use crate::lean::Lean as _;
use crate::syntax::{self, Kind, NodeId, SyntaxError, Tree};

/// The objects of a policy have few members; beyond this many a hash set finds repeated names.
const FEW_MEMBERS: usize = 16;

struct Reader<'a, 't> {
    text: &'t str,
    tree: &'a Tree,
    irregularities: Vec<Irregularity<'t>>,
    actions: usize,
    resources: usize,
    conditions: usize,
}

pub(super) fn document(text: &str, tree: Tree, syntax_errors: Vec<SyntaxError>) -> Document<'_> {
    let mut reader = Reader { text, tree: &tree, irregularities: Vec::new(), actions: 0, resources: 0, conditions: 0 };
    let (mut version, mut id, mut statement_span, mut statements) = (None, None, None, Vec::new());
    let root = tree.root();
    if let Some(root) = root
        && reader.expect(root, "policy document", "an object", |kind| kind == Kind::Object)
    {
        let mut members = Members::of(&tree, root);
        while let Some((name, value)) = members.next(&mut reader) {
            match name.as_str() {
                "Version" => version = reader.string(value, "Version"),
                "Id" => id = reader.string(value, "Id"),
                "Statement" => {
                    statement_span = Some(tree.span(value));
                    statements = reader.statements(value);
                }
                _ => reader.unknown(name, value, false),
            }
        }
    }
    let Reader { irregularities, actions, resources, conditions, .. } = reader;
    let span = root.map(|root| tree.span(root)).unwrap_or_default();
    Document {
        text,
        tree,
        syntax_errors,
        span,
        version,
        id,
        statement_span,
        statements,
        irregularities,
        action_count: actions,
        resource_count: resources,
        condition_count: conditions,
    }
}

impl<'t> Reader<'_, 't> {
    fn text(&self, id: NodeId) -> Text<'t> {
        Text::new(self.text, self.tree, id)
    }

    /// Whether the node has one of the right kinds; else it is listed. A missing value is listed already.
    fn expect(&mut self, id: NodeId, element: &'t str, expected: &'static str, right: fn(Kind) -> bool) -> bool {
        let found = self.tree.kind(id);
        if !right(found) && found != Kind::Missing {
            let span = self.tree.span(id);
            self.irregularities.push(Irregularity::WrongType { span, element, expected, found });
        }
        right(found)
    }

    fn unknown(&mut self, name: Text<'t>, value: NodeId, in_statement: bool) {
        let span = name.span().to(self.tree.span(value));
        self.irregularities.push(Irregularity::UnknownElement { name, span, in_statement });
    }

    fn string(&mut self, id: NodeId, element: &'t str) -> Option<Text<'t>> {
        self.expect(id, element, "a string", |kind| kind == Kind::String).then(|| self.text(id))
    }

    /// The strings of a value that is one or an array of them, each turned into an entry, and whether they are all there
    /// is.
    fn strings<E>(
        &mut self,
        id: NodeId,
        element: &'t str,
        mut entry: impl FnMut(&mut Self, Text<'t>) -> E,
    ) -> (Vec<E>, bool) {
        const EXPECTED: &str = "a string or an array of strings";
        if self.tree.kind(id) != Kind::Array {
            let right = self.expect(id, element, EXPECTED, |kind| kind == Kind::String);
            let mut only = Vec::with_capacity(1);
            if right {
                only.push(entry(self, self.text(id)));
            }
            return (only, right);
        }
        let (mut entries, mut regular) = (Vec::with_capacity(self.tree.descendants(id)), true);
        for item in self.tree.items(id) {
            let node = self.tree.node(item);
            if let Kind::String = node.kind {
                entries.push(entry(self, Text::of(self.text, node)));
            } else {
                regular = self.expect(item, element, "a string", |_| false);
            }
        }
        (entries, regular)
    }

    fn statements(&mut self, id: NodeId) -> Vec<Statement<'t>> {
        let is_object = |kind| kind == Kind::Object;
        let mut statements = Vec::with_capacity(self.tree.items(id).count());
        if self.tree.kind(id) == Kind::Array {
            for item in self.tree.items(id) {
                if self.expect(item, "Statement", "an object", is_object) {
                    statements.push(self.statement(item, statements.len()));
                }
            }
        } else if self.expect(id, "Statement", "an object or an array of objects", is_object) {
            statements.push(self.statement(id, 0));
        }
        statements
    }

    fn statement(&mut self, id: NodeId, index: usize) -> Statement<'t> {
        let mut statement = Statement {
            index,
            span: self.tree.span(id),
            sid: None,
            effect_text: None,
            has_effect: false,
            principal: None,
            not_principal: None,
            action: None,
            not_action: None,
            resource: None,
            not_resource: None,
            condition: None,
        };
        let mut members = Members::of(self.tree, id);
        while let Some((name, value)) = members.next(self) {
            let at = name.span();
            match name.as_str() {
                "Sid" => statement.sid = self.string(value, "Sid"),
                "Effect" => {
                    statement.has_effect = true;
                    statement.effect_text = self.string(value, "Effect");
                }
                "Principal" => statement.principal = Some(self.principal(value, "Principal", at)),
                "NotPrincipal" => statement.not_principal = Some(self.principal(value, "NotPrincipal", at)),
                "Action" => statement.action = Some(self.action_block(value, "Action", at)),
                "NotAction" => statement.not_action = Some(self.action_block(value, "NotAction", at)),
                "Resource" => statement.resource = Some(self.resource_block(value, "Resource", at)),
                "NotResource" => statement.not_resource = Some(self.resource_block(value, "NotResource", at)),
                "Condition" => statement.condition = self.condition_block(value, at),
                _ => self.unknown(name, value, true),
            }
        }
        statement
    }

    fn block<E>(
        &mut self,
        id: NodeId,
        element: &'static str,
        name_span: Span,
        entry: impl FnMut(&mut Self, Text<'t>) -> E,
    ) -> Block<E> {
        let (entries, is_regular) = self.strings(id, element, entry);
        let is_array = self.tree.kind(id) == Kind::Array;
        Block { element, name_span, span: self.tree.span(id), is_array, entries, is_regular }
    }

    fn action_block(&mut self, id: NodeId, element: &'static str, name_span: Span) -> Block<Action<'t>> {
        self.block(id, element, name_span, |reader, text| {
            reader.actions += 1;
            Action::new(text, reader.actions - 1)
        })
    }

    fn resource_block(&mut self, id: NodeId, element: &'static str, name_span: Span) -> Block<Resource<'t>> {
        self.block(id, element, name_span, |reader, text| {
            reader.resources += 1;
            Resource::new(text, reader.resources - 1)
        })
    }

    fn principal(&mut self, id: NodeId, element: &'static str, name_span: Span) -> PrincipalBlock<'t> {
        let form = match self.tree.kind(id) {
            Kind::String => PrincipalForm::Text(self.text(id)),
            Kind::Object => PrincipalForm::Map(self.principal_members(id, element)),
            _ => {
                self.expect(id, element, "a string or an object", |_| false);
                PrincipalForm::Other
            }
        };
        PrincipalBlock { element, name_span, span: self.tree.span(id), form }
    }

    fn principal_members(&mut self, id: NodeId, element: &'static str) -> Vec<PrincipalMember<'t>> {
        let (mut members, mut read) = (Members::of(self.tree, id), Vec::new());
        while let Some((name, value)) = members.next(self) {
            let (values, _) = self.strings(value, element, |_, text| text);
            let is_array = self.tree.kind(value) == Kind::Array;
            read.push(PrincipalMember { name, span: self.tree.span(value), is_array, values });
        }
        read
    }

    fn condition_block(&mut self, id: NodeId, name_span: Span) -> Option<ConditionBlock<'t>> {
        if !self.expect(id, "Condition", "an object", |kind| kind == Kind::Object) {
            return None;
        }
        let (mut members, mut operators) = (Members::of(self.tree, id), Vec::new());
        while let Some((name, value)) = members.next(self) {
            let right = self.expect(value, "condition operator", "an object", |kind| kind == Kind::Object);
            let conditions = if right { self.conditions(value) } else { Vec::new() };
            let operator = Operator::parse(&name);
            operators.push(OperatorBlock { name, operator, span: self.tree.span(value), conditions });
        }
        Some(ConditionBlock { name_span, span: self.tree.span(id), operators })
    }

    fn conditions(&mut self, id: NodeId) -> Vec<Condition<'t>> {
        let (mut members, mut conditions) = (Members::of(self.tree, id), Vec::new());
        while let Some((key, value)) = members.next(self) {
            conditions.push(self.condition(key, value));
        }
        conditions
    }

    fn condition(&mut self, key: Text<'t>, id: NodeId) -> Condition<'t> {
        let is_array = self.tree.kind(id) == Kind::Array;
        let values = if is_array {
            let tree = self.tree;
            tree.items(id).filter_map(|item| self.value(item, "a string, number or boolean")).list()
        } else {
            self.value(id, "a string, number or boolean, or an array of these").into_iter().list()
        };
        self.conditions += 1;
        Condition { key, index: self.conditions - 1, span: self.tree.span(id), is_array, values }
    }

    fn value(&mut self, id: NodeId, expected: &'static str) -> Option<Value<'t>> {
        let scalar = match self.tree.kind(id) {
            Kind::String => Scalar::String,
            Kind::Number => Scalar::Number,
            Kind::True | Kind::False => Scalar::Bool,
            _ => {
                self.expect(id, "condition value", expected, |_| false);
                return None;
            }
        };
        Some(Value { text: self.text(id), scalar })
    }
}

/// The members of an object, each name once.
struct Members<'t> {
    object: NodeId,
    left: syntax::Members<'t>,
    /// How many there were.
    count: usize,
    /// A bit for each of their lengths and first letters, some of which share one.
    lengths: u64,
    /// Their names and places, once there are too many to look through.
    seen: Option<HashMap<String, Span>>,
}

impl<'a> Members<'a> {
    fn of(tree: &'a Tree, object: NodeId) -> Self {
        Self { object, left: tree.members(object), count: 0, lengths: 0, seen: None }
    }

    /// The next member whose name is new. The others are listed.
    fn next<'t>(&mut self, reader: &mut Reader<'_, 't>) -> Option<(Text<'t>, NodeId)> {
        loop {
            let (name, value) = self.left.next()?;
            let text = reader.text(name);
            match self.first_of(reader, &text) {
                Some(first) => reader.irregularities.push(Irregularity::Duplicate { name: text, first }),
                None => return Some((text, value)),
            }
        }
    }

    /// Where the name occurred before.
    fn first_of(&mut self, reader: &Reader<'_, '_>, name: &Text<'_>) -> Option<Span> {
        self.count += 1;
        if self.count > FEW_MEMBERS {
            return self.first_of_many(reader, name);
        }
        let first_letter = name.as_bytes().first().map_or(0, |byte| *byte as usize);
        let bit = 1 << ((name.len() ^ first_letter) & 63);
        if self.lengths & bit == 0 {
            self.lengths |= bit;
            return None;
        }
        let mut before = reader.tree.members(self.object).take(self.count - 1).map(|(other, _)| reader.text(other));
        before.find(|other| other == name).map(|other| other.span())
    }

    fn first_of_many(&mut self, reader: &Reader<'_, '_>, name: &Text<'_>) -> Option<Span> {
        let seen = self.seen.get_or_insert_with(|| {
            let mut seen = HashMap::new();
            for (name, _) in reader.tree.members(self.object).take(FEW_MEMBERS) {
                seen.entry(reader.text(name).to_string()).or_insert(reader.tree.span(name));
            }
            seen
        });
        let first = seen.get(name.as_str()).copied();
        if first.is_none() {
            seen.insert(name.to_string(), name.span());
        }
        first
    }
}
