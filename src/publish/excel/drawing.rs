//! Charts of the spreadsheet program: in the workbooks' fonts, told apart without colours.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color,
};

use super::grid::{Chart as Drawn, Page};

const SONG: &str = "宋体";
const HEI: &str = "黑体";
/// Dark enough for a pattern, and for a border.
const INK: Color = Color::RGB(0x2F_3B52);

/// How the columns of a series are filled.
enum Fill {
    Plain(u32),
    Pattern(ChartPatternFillType),
}

/// Fills that a copier tells apart, from the first series on.
const FILLS: [Fill; 8] = [
    Fill::Plain(0x44_5A7C),
    Fill::Plain(0xD6_DCE5),
    Fill::Pattern(ChartPatternFillType::DiagonalStripesWideUpwards),
    Fill::Pattern(ChartPatternFillType::Dotted20Percent),
    Fill::Plain(0x8E_A2BF),
    Fill::Pattern(ChartPatternFillType::HorizontalStripesDark),
    Fill::Pattern(ChartPatternFillType::SmallCheckerboard),
    Fill::Plain(0xFF_FFFF),
];

/// The chart as the writer takes it.
pub(super) fn chart(drawn: &Drawn, pages: &[Page]) -> Chart {
    let mut chart = Chart::new(if drawn.stacked { ChartType::ColumnStacked } else { ChartType::Column });
    let name = |page: usize| pages[page].name.as_str();
    let (from, to) = drawn.names;
    for (index, (head, first, last)) in drawn.series.iter().enumerate() {
        let series = chart
            .add_series()
            .set_categories((name(from.page), from.row, from.col, to.row, to.col))
            .set_values((name(first.page), first.row, first.col, last.row, last.col))
            .set_name((name(head.page), head.row, head.col))
            .set_format(&mut fill(index))
            .set_gap(60);
        if !drawn.labels.is_empty() {
            let mut label = ChartDataLabel::new();
            label.show_value().set_num_format(drawn.labels.as_str()).set_font(&font(SONG, 9));
            series.set_data_label(&label);
        }
    }
    chart.title().set_name(&drawn.title).set_font(font(HEI, 14).unset_bold());
    axes(&mut chart, drawn);
    if drawn.series.len() == 1 {
        chart.legend().set_hidden();
    } else {
        chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(SONG, 9));
    }
    chart.set_width(drawn.size.0).set_height(drawn.size.1).set_alt_text(&drawn.title);
    chart
}

fn axes(chart: &mut Chart, drawn: &Drawn) {
    let mut grid = ChartLine::new();
    grid.set_color(Color::RGB(0xBF_BFBF)).set_width(0.5);
    let (names, figures) = &drawn.axes;
    let title = font(SONG, 10);
    chart.x_axis().set_name(names).set_name_font(title.clone().unset_bold()).set_font(&font(SONG, 9));
    let y = chart.y_axis();
    y.set_name(figures).set_name_font(title.clone().unset_bold()).set_font(&font(SONG, 9));
    y.set_major_gridlines_line(&grid);
    if !drawn.scale.is_empty() {
        y.set_num_format(drawn.scale.as_str());
    }
    if drawn.grounded {
        y.set_min(0);
    }
}

fn font(name: &str, size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(name).set_size(f64::from(size)).set_character_set(134);
    font
}

fn fill(index: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    match &FILLS[index % FILLS.len()] {
        Fill::Plain(colour) => format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(*colour))),
        Fill::Pattern(pattern) => {
            let mut fill = ChartPatternFill::new();
            fill.set_pattern(*pattern).set_foreground_color(INK).set_background_color(Color::RGB(0xFF_FFFF));
            format.set_pattern_fill(&fill)
        }
    };
    let mut border = ChartLine::new();
    border.set_color(INK).set_width(0.5);
    format.set_border(&border);
    format
}
