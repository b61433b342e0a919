use crate::catalog::format::{self, HASH_START};
use crate::checks::{Context, Reporter, redundancy};
use crate::document::{ConditionBlock, PrincipalBlock, PrincipalForm, Statement, Text};
use crate::lean::{self, Lean as _};
use crate::{Edit, Span};

check! {
    /// ## What it does
    /// Reports statements that say what another one says: the same elements with the same values, whatever their `Sid`, the
    /// order of lists, and whether a single value stands in a list.
    ///
    /// ## Why
    /// The second one changes nothing and counts against the policy's size.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Sid": "Read", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" },
    ///         { "Sid": "Look", "Effect": "Allow", "Action": ["personalize:ListSolutions"], "Resource": ["*"] }
    ///     ]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
    /// }
    /// ```
    REDUNDANT_STATEMENT: Suggestion, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let statements = &cx.document.statements;
    // What the model left out could be what makes the difference.
    if statements.len() < 2 || !cx.document.irregularities.is_empty() || !cx.document.syntax_errors.is_empty() {
        return;
    }
    if redundancy::are_different(statements.iter().map(measure), statements.len()) {
        return;
    }
    let mut order: Vec<(u64, usize)> = statements.iter().map(measure).zip(0..).list();
    order.sort_unstable();
    let alike = order.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1).flat(|alike| alike);
    let mut order: Vec<(u64, usize)> = alike.filter_map(|&(_, at)| Some((hash(statements.get(at)?), at))).list();
    order.sort_unstable();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for same in order.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        let mut meanings: Vec<(Vec<String>, usize)> =
            same.iter().filter_map(|&(_, at)| Some((meaning(statements.get(at)?), at))).list();
        lean::sort(&mut meanings, Ord::cmp);
        let equal = meanings.chunk_by(|a, b| a.0 == b.0);
        groups.extend(equal.map(|equal| equal.iter().map(|&(_, at)| at).list()));
    }
    lean::sort(&mut groups, Ord::cmp);
    for equal in &groups {
        report(statements, equal, out);
    }
}

/// Reports all but the first of equal statements.
fn report(statements: &[Statement<'_>], equal: &[usize], out: &mut Reporter<'_>) {
    let [first, others @ ..] = equal else { return };
    let span = |at: usize| statements.get(at).map(|statement| statement.span).unwrap_or_default();
    if others.is_empty() {
        return;
    }
    let message = if others.len() == 1 {
        "this statement repeats another one".to_owned()
    } else {
        format!("{} statements repeat another one", others.len())
    };
    // From the end of the statement before, so that its comma goes too and edits of neighbours do not overlap.
    let edit = |&at: &usize| Edit::replace(Span::new(span(at.saturating_sub(1)).end, span(at).end), "");
    out.report_all(others.iter().map(|&at| span(at)).list(), message)
        .label(span(*first), "it says the same")
        .help("leave the repetition out")
        .fix("leave the repetition out", others.iter().map(edit).list());
}

/// Equal for statements of equal meaning, and cheap: most statements differ, and then nothing else is looked at.
fn measure(statement: &Statement<'_>) -> u64 {
    let (mut entries, mut letters) = (0_u64, 0_u64);
    for block in statement.action_blocks() {
        for action in &block.entries {
            entries += 1;
            letters += action.text.len() as u64;
        }
    }
    for block in statement.resource_blocks() {
        for resource in &block.entries {
            entries += 1;
            letters += resource.text.len() as u64;
        }
    }
    let operators = statement.condition.as_ref().map_or(0, |condition| condition.operators.len() as u64);
    let effect = statement.effect_text.as_ref().map_or(0, |effect| effect.len() as u64);
    let sum = letters.wrapping_add(entries << 32).wrapping_add(operators << 48).wrapping_add(effect << 56);
    format::hash(HASH_START, &sum.to_le_bytes())
}

/// As [`measure`], and equal for hardly any others.
fn hash(statement: &Statement<'_>) -> u64 {
    let one = |text: &str| format::hash(HASH_START, text.as_bytes());
    // Sums do not mind the order.
    let mut sum = one(statement.effect_text.as_deref().unwrap_or_default());
    for action in statement.action_blocks().flat(|block| &block.entries) {
        sum = sum.wrapping_add(one(&action.text));
    }
    for resource in statement.resource_blocks().flat(|block| &block.entries) {
        sum = sum.wrapping_add(one(&resource.text));
    }
    for condition in statement.conditions() {
        sum = sum.wrapping_add(one(&condition.key));
        for value in &condition.values {
            sum = sum.wrapping_add(one(&value.text));
        }
    }
    sum
}

/// The statement's meaning as sorted words.
fn meaning(statement: &Statement<'_>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = |parts: &[&str]| words.push(lean::join(parts, "\n"));
    word(&["Effect", statement.effect_text.as_deref().unwrap_or_default()]);
    for block in statement.action_blocks() {
        word(&[block.element]);
        block.entries.iter().for_each(|action| word(&[block.element, &action.text.to_ascii_lowercase()]));
    }
    for block in statement.resource_blocks() {
        word(&[block.element]);
        block.entries.iter().for_each(|resource| word(&[block.element, &resource.text]));
    }
    statement.principal_blocks().for_each(|block| principal(block, &mut word));
    statement.condition.iter().for_each(|block| condition(block, &mut word));
    lean::sort(&mut words, Ord::cmp);
    words
}

fn principal(block: &PrincipalBlock<'_>, word: &mut impl FnMut(&[&str])) {
    word(&[block.element]);
    match &block.form {
        PrincipalForm::Text(text) => word(&[block.element, "", text]),
        PrincipalForm::Map(members) => {
            for member in members {
                word(&[block.element, &member.name]);
                member.values.iter().for_each(|value| word(&[block.element, &member.name, value]));
            }
        }
        PrincipalForm::Other => {}
    }
}

fn condition(block: &ConditionBlock<'_>, word: &mut impl FnMut(&[&str])) {
    word(&["Condition"]);
    for operator in &block.operators {
        word(&["Condition", &operator.name]);
        for test in &operator.conditions {
            let key = test.key.to_ascii_lowercase();
            word(&["Condition", &operator.name, &key]);
            let values = test.values.iter().map(|value| &value.text);
            values.map(Text::as_str).for_each(|value| word(&["Condition", &operator.name, &key, value]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[track_caller]
    fn pair(first: &str, second: &str, is_redundant: bool) {
        let text = format!(r#"{{"Statement": [{first}, {second}]}}"#);
        let tester = Tester::identity(&super::CHECK);
        if is_redundant { tester.fires(&text, &[second]) } else { tester.quiet(&text) }
    }

    #[test]
    fn form_and_order_do_not_count() {
        let one = r#"{"Sid": "a", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}"#;
        let other = r#"{"Resource": ["*"], "Action": ["S3:PutObject", "s3:getobject"], "Effect": "Allow"}"#;
        pair(one, other, true);
        let one = r#"{"Condition": {"Bool": {"a:b": "true"}, "StringLike": {"a:c": ["x", "y"]}}}"#;
        let other = r#"{"Condition": {"StringLike": {"A:c": ["y", "x"]}, "Bool": {"a:b": [true]}}}"#;
        pair(one, other, true);
        pair(r#"{"Principal": {"AWS": ["x"]}}"#, r#"{"Principal": {"AWS": "x"}}"#, true);
    }

    #[test]
    fn differences_count() {
        let one = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}"#;
        for other in [
            r#"{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObjecs", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {}}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Principal": "*"}"#,
            r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Effekt": "x"}"#,
        ] {
            pair(one, other, false);
        }
        pair(r#"{"Principal": "*"}"#, r#"{"Principal": {"AWS": "*"}}"#, false);
        pair(r#"{"Condition": {"Bool": {"a:b": "x"}}}"#, r#"{"Condition": {"Bool": {"a:c": "x"}}}"#, false);
    }

    #[test]
    fn one_finding_lists_all() {
        let tester = Tester::identity(&super::CHECK);
        let text =
            r#"{"Statement": [{"Sid": "a"}, {"Sid": "b"}, {"Effect": "Deny"}, {"Sid": "c"}, {"Effect": "Deny"}]}"#;
        tester.fires(text, &[r#"{"Sid": "b"}"#, r#"{"Sid": "c"}"#, r#"{"Effect": "Deny"}"#]);
        assert_eq!(tester.findings(text).len(), 2);
        tester.quiet(r#"{"Statement": {"Sid": "a"}}"#);
    }
}
