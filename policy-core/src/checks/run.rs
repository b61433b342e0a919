//! Every check on everything that it looks at.

use super::{Check, Context, GROUPS, PolicyTypes, Reporter, Run, find};
use crate::Finding;
use crate::document::{Action, Block, ConditionTest, PrincipalBlock, Resource, Statement};

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
    let wanted = PolicyTypes::of(cx.policy_type()).0;
    for group in GROUPS {
        for check in *group {
            if check.policy_types.0 & wanted != 0 {
                parts.run(cx, check, findings);
            }
        }
    }
}

/// What checks look at, by kind. Most documents have no principals, many no conditions.
pub(super) struct Parts<'a> {
    statements: &'a [Statement<'a>],
    actions: Vec<(&'a Statement<'a>, &'a Block<Action<'a>>)>,
    resources: Vec<(&'a Statement<'a>, &'a Block<Resource<'a>>)>,
    principals: Vec<(&'a Statement<'a>, &'a PrincipalBlock<'a>)>,
    conditional: Vec<&'a Statement<'a>>,
    tests: Vec<(&'a Statement<'a>, ConditionTest<'a, 'a>)>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let statements = &cx.document.statements;
        let mut parts = Self {
            statements,
            actions: Vec::with_capacity(statements.len()),
            resources: Vec::with_capacity(statements.len()),
            principals: Vec::new(),
            conditional: Vec::new(),
            tests: Vec::new(),
        };
        for statement in statements {
            parts.actions.extend(statement.action_blocks().map(|block| (statement, block)));
            parts.resources.extend(statement.resource_blocks().map(|block| (statement, block)));
            parts.principals.extend(statement.principal_blocks().map(|block| (statement, block)));
            if statement.condition.is_some() {
                parts.conditional.push(statement);
                parts.tests.extend(statement.tests().map(|test| (statement, test)));
            }
        }
        parts
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
            Run::ResourceBlock(run) => {
                for (statement, block) in &self.resources {
                    run(cx, statement, block, out);
                }
            }
            Run::Resource(run) => {
                for (_, block) in &self.resources {
                    for resource in &block.entries {
                        run(cx, resource, out);
                    }
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
            Run::Levels => {}
        }
    }
}
