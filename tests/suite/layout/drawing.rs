//! One page as poppler draws it (`pdftocairo -svg`): where every glyph stands and in which colour, and every line and box.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Millimetres per point.
pub const MM: f64 = 25.4 / 72.0;

/// Red, green and blue, each from 0 to 1.
pub type Colour = [f64; 3];

/// A rectangle in millimetres from the page's top left corner, or from a glyph's origin.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    /// Moved by so much.
    pub fn at(self, x: f64, y: f64) -> Rect {
        Rect { left: self.left + x, top: self.top + y, right: self.right + x, bottom: self.bottom + y }
    }
}

/// A glyph as it stands on the page; its character is not known here.
pub struct Placed {
    /// The name of its outline.
    pub outline: String,
    pub x: f64,
    /// Of the baseline.
    pub y: f64,
    pub colour: Colour,
}

/// A line or a box.
pub struct Drawn {
    pub rect: Rect,
    /// Its width in millimetres and its colour.
    pub stroke: Option<(f64, Colour)>,
}

/// Everything on one page.
#[derive(Default)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub placed: Vec<Placed>,
    pub drawn: Vec<Drawn>,
    /// Outlines that leave ink, by name; a blank's is not here.
    pub ink: BTreeMap<String, Rect>,
}

/// What an open element hands down to those inside it.
#[derive(Clone, Default)]
struct Inside {
    colour: Option<Colour>,
    outline: Option<String>,
    hidden: bool,
}

/// Reads the drawing of one page.
pub fn read(svg: &str) -> Drawing {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().expand_empty_elements = true;
    let mut drawing = Drawing::default();
    let mut open = vec![Inside::default()];
    loop {
        match reader.read_event().expect("poppler writes well-formed SVG") {
            Event::Start(element) => {
                let inside = entered(open.last().unwrap(), &element);
                take(&mut drawing, &element, &inside);
                open.push(inside);
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => return drawing,
            _ => {}
        }
    }
}

fn entered(outer: &Inside, element: &BytesStart<'_>) -> Inside {
    let mut inside = outer.clone();
    let name = element.local_name();
    inside.hidden |= ["defs", "clipPath", "pattern", "mask"].contains(&name.as_ref());
    if let Some(id) = attribute(element, "id").filter(|id| id.starts_with("glyph")) {
        inside.outline = Some(id);
    }
    if let Some(colour) = style(element, "fill").and_then(|value| colour(&value)) {
        inside.colour = Some(colour);
    }
    inside
}

fn take(drawing: &mut Drawing, element: &BytesStart<'_>, inside: &Inside) {
    let number = |name: &str| attribute(element, name).map_or(0.0, |value| points(value.trim_end_matches("pt")));
    match (element.local_name().as_ref(), &inside.outline) {
        ("svg", _) => (drawing.width, drawing.height) = (number("width"), number("height")),
        ("path", Some(outline)) => {
            drawing.ink.extend(extent(element).map(|rect| (outline.clone(), rect)));
        }
        ("path", None) if !inside.hidden => {
            let stroke = style(element, "stroke").and_then(|value| colour(&value));
            let width = style(element, "stroke-width").map_or(0.0, |value| points(&value));
            let stroke = stroke.map(|colour| (width, colour));
            let fill = style(element, "fill").and_then(|value| colour(&value));
            drawing.drawn.extend(extent(element).map(|rect| drawn(rect, stroke, fill)));
        }
        ("use", _) if !inside.hidden => {
            let Some(target) = attribute(element, "href").filter(|target| target.starts_with("#glyph")) else { return };
            let colour = inside.colour.unwrap_or_default();
            drawing.placed.push(Placed { outline: target[1..].into(), x: number("x"), y: number("y"), colour });
        }
        _ => {}
    }
}

/// A filled bar thinner than a millimetre and a half is a line along its middle.
fn drawn(rect: Rect, stroke: Option<(f64, Colour)>, fill: Option<Colour>) -> Drawn {
    let thick = rect.bottom - rect.top;
    match (stroke, fill) {
        (None, Some(colour)) if thick < 1.5 => {
            let middle = f64::midpoint(rect.top, rect.bottom);
            Drawn { rect: Rect { top: middle, bottom: middle, ..rect }, stroke: Some((thick, colour)) }
        }
        _ => Drawn { rect, stroke },
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().filter_map(Result::ok).find(|a| a.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// A property, whether this version of poppler writes it into `style` or as an attribute.
fn style(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let written = attribute(element, "style").unwrap_or_default();
    let found = written.split(';').filter_map(|pair| pair.split_once(':')).find(|(key, _)| key.trim() == name);
    found.map(|(_, value)| value.trim().to_owned()).or_else(|| attribute(element, name))
}

/// `rgb(90%,0%,7%)`; none for `none` and patterns.
fn colour(value: &str) -> Option<Colour> {
    let parts = value.strip_prefix("rgb(")?.strip_suffix(')')?.split(',');
    let parts: Vec<f64> = parts.filter_map(|part| part.trim().strip_suffix('%')?.parse().ok()).collect();
    <[f64; 3]>::try_from(parts).ok().map(|[r, g, b]| [r / 100.0, g / 100.0, b / 100.0])
}

/// A length in points, as millimetres.
fn points(value: &str) -> f64 {
    value.trim().parse::<f64>().expect("a length") * MM
}

/// How far a path reaches, its transformation applied; none where it is empty.
fn extent(element: &BytesStart<'_>) -> Option<Rect> {
    let path = attribute(element, "d").unwrap_or_default();
    let numbers: Vec<f64> = path.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [a, b, c, d, e, f] = attribute(element, "transform").and_then(|value| matrix(&value)).unwrap_or(PLAIN);
    let moved = numbers.chunks_exact(2).map(|p| (a * p[0] + c * p[1] + e, b * p[0] + d * p[1] + f));
    moved.map(|(x, y)| (x * MM, y * MM)).fold(None, |rect: Option<Rect>, (x, y)| {
        let Some(r) = rect else { return Some(Rect { left: x, top: y, right: x, bottom: y }) };
        Some(Rect { left: r.left.min(x), top: r.top.min(y), right: r.right.max(x), bottom: r.bottom.max(y) })
    })
}

const PLAIN: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn matrix(value: &str) -> Option<[f64; 6]> {
    let inside = value.strip_prefix("matrix(")?.strip_suffix(')')?;
    let numbers: Vec<f64> = inside.split([',', ' ']).filter_map(|part| part.parse().ok()).collect();
    <[f64; 6]>::try_from(numbers).ok()
}
