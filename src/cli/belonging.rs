//! Which rows a formula meant, in words: 归属.

use serde_json::{Value as Json, json};

use crate::scoring::belonging::{Belonging, Equals, Run};
use crate::scoring::explain::Ran;

/// `台账：单位＝溪口村、季度＝一季度，3 行，其余 37 行不属于；合“其中”的 2 行`.
pub(super) fn said(ran: &Ran) -> String {
    let mut out = match &ran.run {
        Run::Units { of_group: true, .. } => "本组的考核对象".to_owned(),
        Run::Units { .. } => "全体考核对象".to_owned(),
        Run::Rows(rows) if rows.choices.is_empty() => format!("{}：不分归属，全部都算", rows.name),
        Run::Rows(rows) => format!("{}：{}", rows.name, choices(rows, ran).join("、")),
    };
    match ran.rows {
        Some((found, all)) if found == all => out.push_str(&format!("，共 {all} 行")),
        Some((found, all)) => out.push_str(&format!("，{found} 行，其余 {} 行不属于", all.saturating_sub(found))),
        None => {}
    }
    if let Some(kept) = ran.kept {
        out.push_str(&format!("；合“其中”的 {kept} 行"));
    }
    out
}

/// What must agree, each with the entry it was equal to where that is one.
fn choices(rows: &Belonging, ran: &Ran) -> Vec<String> {
    let told = |(index, choice): (usize, &crate::scoring::belonging::Choice)| {
        let column = choice.column.as_deref().unwrap_or(&*rows.name);
        let equal = ran.equal.get(index).filter(|entry| !entry.is_empty());
        match (&choice.equals, equal) {
            (Equals::Common { table, column: theirs, .. }, Some(entry)) => {
                format!("{column}＝{entry}（{table}的{theirs}）")
            }
            (Equals::Common { table, column: theirs, .. }, None) => format!("{column}＝{table}的{theirs}"),
            (Equals::Entry(entry), _) => format!("{column}＝{entry}"),
            (Equals::AtHand { .. }, Some(entry)) => format!("{column}＝{entry}"),
            (Equals::AtHand { table, .. }, None) => format!("{column}＝这一{table}"),
        }
    };
    rows.choices.iter().enumerate().map(told).collect()
}

pub(super) fn as_json(ran: &Ran) -> Json {
    let mut out = match &ran.run {
        Run::Units { scheme, of_group } => json!({ "units": scheme, "of_group": of_group }),
        Run::Rows(rows) => json!({ "table": &*rows.name, "choices": choices(rows, ran), "idle": idle(rows) }),
    };
    if let Some((found, all)) = ran.rows {
        out["rows"] = json!(found);
        out["of"] = json!(all);
    }
    if let Some(kept) = ran.kept {
        out["kept"] = json!(kept);
    }
    out
}

fn idle(rows: &Belonging) -> Vec<&str> {
    rows.idle.iter().map(|column| &**column).collect()
}
