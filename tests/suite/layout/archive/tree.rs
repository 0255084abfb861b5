//! The structure tree: what a reader that speaks hears.

use super::super::content::seen;
use super::super::object::{Dict, Object, Pdf, whole};
use super::unless;

/// Structure types of ISO 32000-1, 14.8.4.
const TYPES: [&str; 48] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
];

/// The file says that it is tagged, and that the tags can be relied on.
pub fn marked(pdf: &Pdf) -> Vec<String> {
    let info = pdf.dict(pdf.catalog(), "MarkInfo");
    let marked = info.get("Marked") == Some(&Object::Bool(true));
    let suspects = matches!(info.get("Suspects"), Some(other) if *other != Object::Bool(false));
    [unless(marked, "the file does not say that it is tagged"), unless(!suspects, "its tags are suspect")].concat()
}

fn root(pdf: &Pdf) -> &Dict {
    pdf.dict(pdf.catalog(), "StructTreeRoot")
}

/// Every element of the tree from the root down, in reading order.
fn elements(pdf: &Pdf) -> Vec<&Dict> {
    let mut found = Vec::new();
    descend(pdf, root(pdf), &mut found);
    found
}

fn descend<'a>(pdf: &'a Pdf, element: &'a Dict, found: &mut Vec<&'a Dict>) {
    for kid in children(pdf, element) {
        found.push(kid);
        descend(pdf, kid, found);
    }
}

/// The elements directly inside one.
fn children<'a>(pdf: &'a Pdf, element: &'a Dict) -> Vec<&'a Dict> {
    let kids = pdf.at(element, "K").items().iter().map(|kid| pdf.get(kid).dict());
    kids.filter(|kid| kid.contains_key("S")).collect()
}

fn kind<'a>(pdf: &'a Pdf, element: &'a Dict) -> &'a str {
    pdf.at(element, "S").name().unwrap_or_default()
}

/// A tree is there, it has a document in it, and every element knows its parent.
pub fn structure(pdf: &Pdf) -> Vec<String> {
    let all = elements(pdf);
    let typed = pdf.at(root(pdf), "Type").is("StructTreeRoot");
    let document = all.first().is_some_and(|first| kind(pdf, first) == "Document");
    let orphans = all.iter().filter(|element| !element.contains_key("P")).count();
    [
        unless(typed && document, "there is no structure tree with a document in it"),
        unless(orphans == 0, format!("{orphans} elements without a parent")),
        headings(pdf, &all),
    ]
    .concat()
}

/// No level of headings is left out on the way down.
fn headings(pdf: &Pdf, all: &[&Dict]) -> Vec<String> {
    let levels = all.iter().filter_map(|element| kind(pdf, element).strip_prefix('H')?.parse::<u8>().ok());
    let levels: Vec<u8> = std::iter::once(0).chain(levels).collect();
    let skips = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
    unless(!skips && levels.len() > 1, format!("the levels of headings are {levels:?}"))
}

/// Each type is a standard one or mapped to one.
pub fn types(pdf: &Pdf) -> Vec<String> {
    let map = pdf.dict(root(pdf), "RoleMap");
    let known = |kind: &str| TYPES.contains(&kind) || pdf.at(map, kind).name().is_some_and(|to| TYPES.contains(&to));
    let strange = elements(pdf).into_iter().map(|element| kind(pdf, element)).filter(|kind| !known(kind));
    let remapped = map.keys().filter(|key| TYPES.contains(&key.as_str()));
    strange.map(|kind| format!("the type {kind}")).chain(remapped.map(|key| format!("{key} means another"))).collect()
}

/// Everything painted is tied to an element or marked as furniture, and the tree knows every tie.
pub fn ties(pdf: &Pdf) -> Vec<String> {
    let seen = match seen(pdf) {
        Ok(seen) => seen,
        Err(said) => return vec![said],
    };
    let mut faults: Vec<String> =
        seen.untied.iter().map(|page| format!("page {page}: content without a mark")).collect();
    let numbers = pdf.dict(root(pdf), "ParentTree");
    let pairs = pdf.at(numbers, "Nums").items();
    for (index, (page, tied)) in pdf.pages().iter().zip(&seen.tied).enumerate() {
        let key = pdf.at(page, "StructParents");
        let parents =
            pairs.chunks(2).find(|pair| &pair[0] == key && pair.len() == 2).map(|pair| pdf.get(&pair[1]).items());
        let parents = parents.unwrap_or_default();
        let lost = tied.iter().filter(|number| {
            let parent = parents.get(**number).map(|parent| pdf.get(parent).dict());
            !parent.is_some_and(|parent| pdf.at(parent, "Type").is("StructElem") && holds(pdf, parent, **number))
        });
        faults.extend(lost.map(|number| format!("page {}: content {number} has no element", index + 1)));
    }
    faults
}

/// Whether an element names this piece of content.
fn holds(pdf: &Pdf, element: &Dict, number: usize) -> bool {
    let is = |value: &Object| value.number().and_then(whole) == Some(number);
    pdf.at(element, "K").items().iter().any(|kid| is(kid) || is(pdf.at(pdf.get(kid).dict(), "MCID")))
}

/// A table has rows, rows have cells and equally many, the first row is of headers that say what they head.
pub fn tables(pdf: &Pdf) -> Vec<String> {
    let mut faults = Vec::new();
    let tables: Vec<&Dict> = elements(pdf).into_iter().filter(|element| kind(pdf, element) == "Table").collect();
    faults.extend(unless(!tables.is_empty(), "no table is tagged as one"));
    for table in tables {
        let mut rows = Vec::new();
        for part in children(pdf, table) {
            match kind(pdf, part) {
                "TR" => rows.push(part),
                "THead" | "TBody" | "TFoot" => rows.extend(children(pdf, part)),
                "Caption" => {}
                other => faults.push(format!("{other} in a table")),
            }
        }
        let cells: Vec<Vec<&Dict>> = rows.iter().map(|row| children(pdf, row)).collect();
        let strange = rows.iter().any(|row| kind(pdf, row) != "TR")
            || cells.iter().flatten().any(|cell| !["TH", "TD"].contains(&kind(pdf, cell)));
        let wide = |row: &Vec<&Dict>| row.iter().map(|cell| span(pdf, cell)).sum::<usize>();
        let even = cells.iter().all(|row| wide(row) == wide(&cells[0])) && cells.len() > 1;
        let heads =
            cells.first().is_some_and(|row| row.iter().all(|cell| kind(pdf, cell) == "TH" && scoped(pdf, cell)));
        faults.extend(unless(!strange, "a table's rows or cells are something else"));
        faults.extend(unless(even, "a table's rows are not equally long"));
        faults.extend(unless(heads, "a table's first row is not of headers with a scope"));
    }
    faults
}

/// Over how many columns a cell reaches.
fn span(pdf: &Pdf, cell: &Dict) -> usize {
    let attributes = pdf.at(cell, "A").items();
    let said = attributes.iter().find_map(|part| whole(pdf.at(pdf.get(part).dict(), "ColSpan").number()?));
    said.unwrap_or(1)
}

fn scoped(pdf: &Pdf, cell: &Dict) -> bool {
    pdf.at(cell, "A").items().iter().any(|part| pdf.get(part).dict().contains_key("Scope"))
}

/// A picture says what is to be seen.
pub fn figures(pdf: &Pdf) -> Vec<String> {
    let silent = |element: &&Dict| pdf.at(element, "Alt").text().is_none_or(|text| text.trim().is_empty());
    let figures = elements(pdf).into_iter().filter(|element| ["Figure", "Formula"].contains(&kind(pdf, element)));
    figures.filter(silent).map(|_| "a picture without words".into()).collect()
}

/// The language of the whole, as a tag: letters in groups of up to eight.
pub fn language(pdf: &Pdf) -> Vec<String> {
    let lang = pdf.at(pdf.catalog(), "Lang").text().unwrap_or_default();
    let group = |part: &str| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    let tag = lang.split('-').all(group) && lang.split('-').next().is_some_and(|first| first.len() >= 2);
    unless(tag, format!("the language is “{lang}”"))
}
