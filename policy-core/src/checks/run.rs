//! Every check on everything that it looks at.

use super::resource::is_in_order;
use super::{ActionMeaning, Check, Context, GROUPS, PolicyTypes, Reporter, RoleAction, Run, find, kinds};
use crate::Finding;
use crate::document::{Action, Arn, Block, ConditionTest, OperatorFamily, PrincipalBlock, Resource, Statement};

/// Runs every check that holds for the document.
///
/// Written in plain loops: macros mostly run without optimization, and then adapters of iterators cost more than what they
/// go over.
pub(crate) fn run(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let parts = Parts::of(cx);
    if cx.document.is_unread() {
        // Of a text that nobody read there is no more to say.
        return find("JSON_SYNTAX_ERROR").into_iter().for_each(|check| parts.run(cx, check, findings));
    }
    let (wanted, present) = (PolicyTypes::of(cx.policy_type()).0, parts.present());
    for group in GROUPS {
        let mut checks = *group;
        while let [check, rest @ ..] = checks {
            if check.policy_types.0 & wanted != 0 && check.kind & present != 0 {
                parts.run(cx, check, findings);
            }
            checks = rest;
        }
    }
}

/// What checks look at, by kind. Most documents have no principals, many no conditions, and nearly all actions are known.
pub(super) struct Parts<'a> {
    statements: &'a [Statement<'a>],
    role_statements: Vec<&'a Statement<'a>>,
    actions: Vec<(&'a Statement<'a>, &'a Block<Action<'a>>)>,
    unknown_actions: Vec<&'a Action<'a>>,
    resources: Vec<(&'a Statement<'a>, &'a Block<Resource<'a>>)>,
    arns: Vec<(&'a Resource<'a>, Arn<'a>)>,
    no_arns: Vec<&'a Resource<'a>>,
    principals: Vec<(&'a Statement<'a>, &'a PrincipalBlock<'a>)>,
    conditional: Vec<&'a Statement<'a>>,
    tests: Vec<(&'a Statement<'a>, ConditionTest<'a, 'a>)>,
    typed_tests: Vec<(&'a Statement<'a>, ConditionTest<'a, 'a>)>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let statements = &cx.document.statements;
        let mut parts = Self {
            statements,
            role_statements: Vec::new(),
            actions: Vec::with_capacity(statements.len()),
            unknown_actions: Vec::new(),
            resources: Vec::with_capacity(statements.len()),
            arns: Vec::new(),
            no_arns: Vec::new(),
            principals: Vec::new(),
            conditional: Vec::new(),
            tests: Vec::new(),
            typed_tests: Vec::new(),
        };
        for statement in statements {
            parts.add(cx, statement);
        }
        parts
    }

    fn add(&mut self, cx: &Context<'a>, statement: &'a Statement<'a>) {
        let grants = |action| cx.grants(statement, action).is_some();
        if grants(RoleAction::Pass) || grants(RoleAction::CreateServiceLinked) {
            self.role_statements.push(statement);
        }
        for block in statement.action_blocks() {
            self.actions.push((statement, block));
            for action in &block.entries {
                match cx.meaning(action) {
                    ActionMeaning::Star | ActionMeaning::Exact(_) | ActionMeaning::Pattern(_) => {}
                    _ => self.unknown_actions.push(action),
                }
            }
        }
        for block in statement.resource_blocks() {
            self.resources.push((statement, block));
            for resource in &block.entries {
                match resource.arn() {
                    Some(arn) if arn.prefix == "arn" => {
                        if !is_in_order(cx, resource, &arn) {
                            self.arns.push((resource, arn));
                        }
                    }
                    None if resource.is_star() => {}
                    _ => self.no_arns.push(resource),
                }
            }
        }
        self.principals.extend(statement.principal_blocks().map(|block| (statement, block)));
        if statement.condition.is_some() {
            self.conditional.push(statement);
            for test in statement.tests() {
                self.tests.push((statement, test));
                match test.operator().map(|operator| operator.base.family()) {
                    None | Some(OperatorFamily::String | OperatorFamily::Null) => {}
                    Some(_) => self.typed_tests.push((statement, test)),
                }
            }
        }
    }

    /// The [kinds](super::kinds) of which there are any.
    fn present(&self) -> u16 {
        let some = |any: bool, kind: u16| if any { kind } else { 0 };
        kinds::Document
            | some(!self.statements.is_empty(), kinds::Statement)
            | some(!self.role_statements.is_empty(), kinds::RoleStatement)
            | some(!self.actions.is_empty(), kinds::ActionBlock | kinds::Action)
            | some(!self.unknown_actions.is_empty(), kinds::UnknownAction)
            | some(!self.resources.is_empty(), kinds::ResourceBlock)
            | some(!self.arns.is_empty(), kinds::Arn)
            | some(!self.no_arns.is_empty(), kinds::NoArn)
            | some(!self.principals.is_empty(), kinds::Principal)
            | some(!self.conditional.is_empty(), kinds::Conditions)
            | some(!self.tests.is_empty(), kinds::Test)
            | some(!self.typed_tests.is_empty(), kinds::TypedTest)
    }

    pub(super) fn run(&self, cx: &Context<'a>, check: &'static Check, findings: &mut Vec<Finding>) {
        let out = &mut Reporter::new(check, findings);
        match check.run {
            Run::Document(run) => run(cx, out),
            Run::Statement(run) => {
                for statement in self.statements {
                    run(cx, statement, out);
                }
            }
            Run::RoleStatement(run) => {
                for statement in &self.role_statements {
                    run(cx, statement, out);
                }
            }
            Run::ActionBlock(run) => {
                for (statement, block) in &self.actions {
                    run(cx, statement, block, out);
                }
            }
            Run::Action(run) => {
                for (_, block) in &self.actions {
                    for action in &block.entries {
                        run(cx, action, out);
                    }
                }
            }
            Run::UnknownAction(run) => {
                for action in &self.unknown_actions {
                    run(cx, action, out);
                }
            }
            Run::ResourceBlock(run) => {
                for (statement, block) in &self.resources {
                    run(cx, statement, block, out);
                }
            }
            Run::Arn(run) => {
                for (resource, arn) in &self.arns {
                    run(cx, resource, arn, out);
                }
            }
            Run::NoArn(run) => {
                for resource in &self.no_arns {
                    run(cx, resource, out);
                }
            }
            Run::Principal(run) => {
                for (statement, block) in &self.principals {
                    run(cx, statement, block, out);
                }
            }
            Run::Conditions(run) => {
                for statement in &self.conditional {
                    run(cx, statement, out);
                }
            }
            Run::Test(run) => {
                for (statement, test) in &self.tests {
                    run(cx, statement, *test, out);
                }
            }
            Run::TypedTest(run) => {
                for (statement, test) in &self.typed_tests {
                    run(cx, statement, *test, out);
                }
            }
            Run::Levels => {}
        }
    }
}
