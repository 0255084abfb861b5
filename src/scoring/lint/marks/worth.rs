//! What a formula can be worth at most, as far as 满分 and caps say it.

use crate::formula::ast::Operator;
use crate::formula::tree::{
    Aggregate, At, Columns, Function, Join, JoinKey, JoinValue, Node, Op, Over, RowAt, RuleRef, Target,
};
use crate::number::Exact;
use crate::scoring::lint::Desk;
use crate::scoring::model::Rule;
use crate::tables::Value;

/// What something is worth.
pub(super) enum Worth {
    /// This, for all.
    Always(Exact),
    /// The column of the family's entry: table and column.
    OfEntry(usize, usize),
}

/// What a 满分 says.
pub(super) fn worth(desk: &Desk<'_>, full: &Node) -> Option<Worth> {
    match &full.op {
        Op::Number(n) => Some(Worth::Always(n.clone())),
        Op::Rule(RuleRef { scheme, target: Target::One { rule, .. }, .. }) => {
            let rule = &desk.model.schemes[*scheme].rules[*rule];
            match (&rule.definitions[..], rule.constant) {
                ([only], true) => worth(desk, &only.body),
                _ => None,
            }
        }
        // Slot 0 is the unit; the entry of a family with one table stands in slot 1.
        Op::Column { table, columns: Columns::One(column), row: RowAt::At(At::Slot(1)) } => {
            Some(Worth::OfEntry(*table, *column))
        }
        _ => None,
    }
}

/// What a part of a sum is worth at most.
pub(super) fn most(desk: &Desk<'_>, node: &Node) -> Option<Worth> {
    match &node.op {
        Op::Rule(RuleRef { scheme, target: Target::One { rule, .. }, .. }) => {
            of_rule(desk, &desk.model.schemes[*scheme].rules[*rule])
        }
        Op::Call(Function::AtMost, arguments) => arguments.get(1).and_then(|cap| worth(desk, cap)),
        Op::Call(Function::Clamp, arguments) => arguments.get(2).and_then(|cap| worth(desk, cap)),
        Op::Binary(Operator::Multiply, a, b) => match (most(desk, a), most(desk, b), &a.op, &b.op) {
            (Some(Worth::Always(n)), _, _, Op::Number(factor)) | (_, Some(Worth::Always(n)), Op::Number(factor), _) => {
                Some(Worth::Always(&n * factor))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The 满分 of a rule, where all its definitions have the same.
fn of_rule(desk: &Desk<'_>, rule: &Rule) -> Option<Worth> {
    let mut all = rule.definitions.iter().map(|d| d.full_marks.as_deref().and_then(|full| worth(desk, full)));
    let first = all.next()??;
    let same = |other: Option<Worth>| match (&first, other) {
        (Worth::Always(a), Some(Worth::Always(b))) => *a == b,
        (Worth::OfEntry(..), Some(Worth::OfEntry(t, c))) => matches!(first, Worth::OfEntry(a, b) if (a, b) == (t, c)),
        _ => false,
    };
    all.all(same).then_some(first)
}

/// A sum over the entries of a table, each with its own 满分: for the whole, or for each entry of the rule's own
/// table, its name, what it is worth and what its parts are worth together.
pub(super) fn of_entries(
    desk: &Desk<'_>,
    rule: &Rule,
    full: &Node,
    aggregate: &Aggregate,
) -> Vec<(String, Exact, Exact)> {
    let (Over::Entries(axes), None, [value]) = (&aggregate.over, &aggregate.filter, &aggregate.values[..]) else {
        return Vec::new();
    };
    let [(slot, join)] = &axes[..] else { return Vec::new() };
    let Some(parts) = of_members(desk, value, *slot, join.table) else { return Vec::new() };
    let sum = |rows: &mut dyn Iterator<Item = usize>| rows.map(|row| parts[row].clone()).sum::<Option<Exact>>();
    match (worth(desk, full), &join.on[..]) {
        (Some(Worth::Always(whole)), []) => {
            let all = sum(&mut (0..parts.len()));
            all.map(|all| ("none".to_owned(), whole, all)).into_iter().collect()
        }
        (Some(Worth::OfEntry(table, column)), [_]) if rule.axes[..] == [table] => {
            let Some(owner) = owner(desk, join) else { return Vec::new() };
            let wholes = numbers(desk, table, column);
            let told = |entry: usize| {
                let all = sum(&mut (0..parts.len()).filter(|row| owner(*row) == Some(entry)))?;
                let name = desk.tables.list[table].titles.get(entry).map(ToString::to_string).unwrap_or_default();
                Some((name, wholes.get(entry)?.clone()?, all))
            };
            (0..wholes.len()).filter_map(told).collect()
        }
        _ => Vec::new(),
    }
}

/// What the member of each entry is worth.
fn of_members(desk: &Desk<'_>, value: &Node, slot: usize, axis: usize) -> Option<Vec<Option<Exact>>> {
    let Op::Rule(RuleRef { scheme, target: Target::One { rule, entries }, .. }) = &value.op else { return None };
    let rule = &desk.model.schemes[*scheme].rules[*rule];
    if entries[..] != [At::Slot(slot)] || rule.axes[..] != [axis] {
        return None;
    }
    match of_rule(desk, rule)? {
        Worth::Always(n) => Some(vec![Some(n); desk.tables.list[axis].rows]),
        Worth::OfEntry(table, column) if table == axis => Some(numbers(desk, table, column)),
        Worth::OfEntry(..) => None,
    }
}

/// To which entry of the rule's own table each row of the joined one belongs.
fn owner<'d>(desk: &'d Desk<'_>, join: &Join) -> Option<impl Fn(usize) -> Option<usize> + use<'d>> {
    let [(JoinKey::Column(column), JoinValue::Entry(At::Slot(1)))] = join.on[..] else { return None };
    let values = &desk.tables.list[join.table].columns[column].values;
    Some(move |row: usize| match values.get(row) {
        Some(Value::Entry(entry)) => usize::try_from(*entry).ok(),
        _ => None,
    })
}

fn numbers(desk: &Desk<'_>, table: usize, column: usize) -> Vec<Option<Exact>> {
    let number = |value: &Value| if let Value::Number(n) = value { Some(n.clone()) } else { None };
    desk.tables.list[table].columns[column].values.iter().map(number).collect()
}
