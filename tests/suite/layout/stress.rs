//! Documents at their limits: one unit, forty-eight and five thousand, names of forty characters, twelve blocks, a unit
//! without a deduction and one with two hundred.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kaohe::finding::Findings;
use kaohe::publish::pdf::{Engine, STACK};
use kaohe::publish::{self, documents, notice};
use kaohe::results::Results;
use tempfile::TempDir;

use super::page;
use super::parts::{BULLETIN, Kind, NOTICE, is_wide};
use super::{archived, geometry, plain, root};
use crate::inprocess;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| publish::engine(root(), None).expect("the program's templates"));

/// A scheme of so many blocks and deductions from a ledger.
fn scheme(blocks: usize) -> String {
    let names: Vec<String> = (1..=blocks).map(|block| format!("第{block}项工作")).collect();
    let columns: Vec<String> = names.iter().map(|name| format!("{name}: 分，范围=0..8")).collect();
    let rules: Vec<String> = (1..=blocks).map(|block| format!("第{block}项得分[满分 8分] = 第{block}项工作")).collect();
    let sum: Vec<String> = (1..=blocks).map(|block| format!("第{block}项得分")).collect();
    format!(
        "scheme = \"考\"\ntitle = \"年度考核\"\nbasis = \"《考核办法》\"\nunits = \"单位\"\n\
         [table.\"单位\"]\nfrom = \"单位.csv\"\nkey = \"单位\"\ncolumns = \"单位；{}\"\n\
         [table.\"扣分台账\"]\nfrom = \"台账.csv\"\nledger = true\ncolumns = \"单位: 单位；事由；扣分: 分\"\n\
         [clause.\"一\"]\nrules = '''\n{}\n'''\n\
         [clause.\"二\"]\nrules = '''\n扣分合计 = 合计(扣分台账.扣分)\n综合得分[0.00] = {} − 扣分合计\n'''\n\
         [standing]\nscore = \"综合得分\"\nplaces = 2\n[issue]\noffice = \"某县考核办\"\nnotice = \"示例数据，纯属虚构\"\n\
         [document.\"通报\"]\nto = [\"各单位\"]\ncopy = [\"县委办\"]\nprinter = \"某县考核办\"\nnumber = \"某考〔2026〕1号\"\n",
        columns.join("；"),
        rules.join("\n"),
        sum.join(" + "),
    )
}

/// The name of a unit: forty characters where they are to be long.
fn name(unit: usize, long: bool) -> String {
    let number = format!("{unit:04}");
    if long {
        format!("某某县某某镇高质量发展综合服务和便民利民惠民为民中心（第{number}片区）联合党支部")
    } else {
        format!("单位{number}")
    }
}

/// Units of so many blocks, and so many deductions of the first.
struct Stress {
    units: usize,
    blocks: usize,
    long: bool,
    deductions: usize,
}

impl Stress {
    fn results(&self) -> Results {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("2025");
        fs::create_dir_all(&inputs).unwrap();
        fs::write(folder.path().join("方案.toml"), scheme(self.blocks)).unwrap();
        let heads: String = (1..=self.blocks).map(|block| format!(",第{block}项工作")).collect();
        let points = |unit: usize| (0..self.blocks).map(move |block| format!(",{}.{}", (unit + block) % 8, unit % 10));
        let rows: String = (1..=self.units)
            .map(|unit| format!("{}{}\n", name(unit, self.long), points(unit).collect::<String>()))
            .collect();
        fs::write(inputs.join("单位.csv"), format!("单位{heads}\n{rows}")).unwrap();
        let first = name(1, self.long);
        let taken: String = (1..=self.deductions).map(|at| format!("{first},第{at}次检查通报批评,0.01\n")).collect();
        fs::write(inputs.join("台账.csv"), format!("单位,事由,扣分\n{taken}")).unwrap();
        let made = inprocess::made(folder.path(), "2025", Path::new("archive"));
        made.unwrap_or_else(|errors| panic!("{errors:?}")).results
    }
}

/// A finished document in a folder of its own.
struct Finished {
    _folder: TempDir,
    file: PathBuf,
}

/// On a stack as large as documents ask for.
fn finished(make: impl FnOnce() -> Vec<u8> + Send) -> Finished {
    let pdf = std::thread::scope(|scope| {
        std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, make).unwrap().join().unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("公文.pdf");
    fs::write(&file, pdf).unwrap();
    Finished { _folder: folder, file }
}

fn bulletin(results: &Results) -> Finished {
    let scheme = &results.schemes[0];
    finished(|| {
        let made = documents::made(results, scheme, &scheme.documents[0]);
        let rendered = publish::rendered(&made.products[0], results.issued, &ENGINE).unwrap();
        assert!(rendered.findings.is_empty(), "{:?}", rendered.findings);
        rendered.pdf
    })
}

fn notice_of(results: &Results, unit: usize) -> Finished {
    let scheme = &results.schemes[0];
    finished(|| {
        let field = notice::field(results, scheme, &mut Findings::default());
        let rendered = publish::noticed(results, scheme, unit, &field, &ENGINE).unwrap();
        assert!(rendered.findings.is_empty(), "{:?}", rendered.findings);
        rendered.pdf
    })
}

/// Everything that deviates from the standard and the archive format.
fn wrong(finished: &Finished, kind: &Kind) -> Vec<String> {
    let mut said = geometry(&finished.file, kind).said();
    said.extend(archived(&finished.file));
    said
}

/// The text without blanks and line ends.
fn text(finished: &Finished) -> String {
    plain(&finished.file).split_whitespace().collect()
}

/// Pages whose text has the head of the ranking table.
fn headed<'d>(pages: impl Iterator<Item = &'d page::Page>) -> usize {
    let said = |page: &page::Page| page.lines.iter().map(page::Line::text).collect::<String>();
    pages.filter(|page| said(page).contains("名次") && said(page).contains("综合得分")).count()
}

#[test]
fn one_unit_has_a_bulletin_without_comparisons() {
    let results = Stress { units: 1, blocks: 2, long: false, deductions: 0 }.results();
    let made = bulletin(&results);
    assert_eq!(wrong(&made, &BULLETIN), [""; 0]);
    let text = text(&made);
    assert!(text.contains("单位0001"), "{text}");
    for word in ["平均", "得分最高", "相差", "图1"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn twelve_blocks_and_long_names_stand_in_full() {
    let results = Stress { units: 48, blocks: 12, long: true, deductions: 3 }.results();
    let made = bulletin(&results);
    assert_eq!(wrong(&made, &BULLETIN), [""; 0]);
    let (text, document) = (text(&made), page::read(&made.file));
    assert_eq!(name(1, true).chars().count(), 40);
    for unit in 1..=48 {
        assert!(text.contains(&name(unit, true)), "{unit} stands in the text");
    }
    let wide = || document.pages.iter().filter(|page| is_wide(page));
    assert!(wide().count() >= 2, "{} pages lie on their side", wide().count());
    assert_eq!(headed(wide()), wide().count(), "each has the heads");
}

#[test]
fn five_thousand_units_are_each_listed_once() {
    let results = Stress { units: 5000, blocks: 2, long: false, deductions: 3 }.results();
    let made = bulletin(&results);
    assert_eq!(wrong(&made, &BULLETIN), [""; 0]);
    let (text, document) = (text(&made), page::read(&made.file));
    let listed = (1..=5000).filter(|unit| text.contains(&name(*unit, false))).count();
    assert_eq!(listed, 5000);
    // No page that is only a name or two, and none of the table without its heads.
    assert!((100..400).contains(&document.pages.len()), "{} pages", document.pages.len());
    assert!(headed(document.pages.iter()) >= 100, "too few pages have heads");
}

#[test]
fn a_notice_says_that_nothing_was_deducted_or_lists_all_two_hundred() {
    let results = Stress { units: 3, blocks: 2, long: false, deductions: 200 }.results();
    let (many, none) = (notice_of(&results, 0), notice_of(&results, 1));
    assert_eq!(wrong(&many, &NOTICE), [""; 0]);
    assert_eq!(wrong(&none, &NOTICE), [""; 0]);
    let text_of_many = text(&many);
    let listed = (1..=200).filter(|at| text_of_many.contains(&format!("第{at}次检查通报批评"))).count();
    assert_eq!(listed, 200);
    assert!(!text(&none).contains("检查通报批评"));
    let pages = page::read(&many.file).pages.len();
    assert!((4..=12).contains(&pages), "{pages} pages");
}
