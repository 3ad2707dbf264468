//! What is set around a graph: title, legend, and what is said below.

use kurbo::{Affine, BezPath, Point, Rect, Size};

use super::sheet::{KindShape, Legend, SheetOptions};
use super::{
    Anchor, Color, Dash, Item, Layer, Mark, READABLE_PX, Shows, Stroke, Support, TextRun, Theme,
    Weight, font, legend as legend_rows,
    standing::{self, MOST_NAMED},
};

/// Sizes, in document units at a furniture scale of 1.
pub(super) const TITLE: f64 = 26.0;
const ABOUT: f64 = 14.0;
const SOURCE: f64 = 11.5;
const LEADING: f64 = 1.45;
const TITLE_LEADING: f64 = 1.25;
/// Between title and subtitle, and between legend and source line.
const SMALL_GAP: f64 = 7.0;
/// Between rule and legend.
const RULE_GAP: f64 = 13.0;
/// A line of running text is easiest to follow up to about 75 letters.
const MEASURE_EM: f64 = 40.0;
/// How far letters may reach beyond their advance widths, in em.
pub(super) const OVERHANG_EM: f64 = 0.06;

/// Furniture laid out from (0, 0) to the right and down.
#[derive(Default)]
pub(super) struct Block {
    pub(super) items: Vec<Item>,
    pub(super) size: Size,
}

impl Block {
    /// Puts another block below, after a gap (which an empty block does without).
    fn push(&mut self, other: Self, gap: f64) {
        if other.items.is_empty() {
            return;
        }
        let gap = if self.items.is_empty() { 0.0 } else { gap };
        let shift = Affine::translate((0.0, self.size.height + gap));
        self.items
            .extend(other.items.into_iter().map(|i| i.transformed(shift)));
        self.size.width = self.size.width.max(other.size.width);
        self.size.height += gap + other.size.height;
    }
}

/// An item that is one run of text.
pub(super) fn text_item(run: TextRun) -> Item {
    let width = font::width(&run.text, run.weight, run.size);
    let (o, em) = (run.origin, run.size);
    Item {
        shows: Shows::Furniture,
        layer: Layer::Furniture,
        bounds: Rect::new(
            o.x - OVERHANG_EM * em,
            o.y - font::ASCENT_EM * em,
            o.x + width + OVERHANG_EM * em,
            o.y + font::DESCENT_EM * em,
        ),
        marks: vec![Mark::Text(run)],
        label: String::new(),
    }
}

/// Breaks a text into lines no wider than `max_width`; a word that is wider
/// than that is broken too.
fn lines(text: &str, weight: Weight, size: f64, max_width: f64) -> Vec<String> {
    let mut broken = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let mut x = 0.0;
        for c in word.chars() {
            let w = font::width(c.encode_utf8(&mut [0; 4]), weight, size);
            if x > 0.0 && x + w > max_width {
                broken.push(' ');
                x = 0.0;
            }
            broken.push(c);
            x += w;
        }
        broken.push(' ');
    }
    font::wrap(&broken, weight, size, max_width, usize::MAX)
}

/// How a paragraph is set.
struct Style {
    size: f64,
    leading: f64,
    weight: Weight,
    color: Color,
}

/// A paragraph, ragged right.
fn paragraph(text: &str, style: &Style, max_width: f64) -> Block {
    let mut block = Block::default();
    let step = style.size * style.leading;
    for line in lines(text, style.weight, style.size, max_width) {
        let width = font::width(&line, style.weight, style.size);
        block.size.width = block.size.width.max(width);
        block.items.push(text_item(TextRun {
            text: line,
            origin: Point::new(0.0, block.size.height + font::ASCENT_EM * style.size),
            size: style.size,
            weight: style.weight,
            color: style.color,
            halo: None,
            anchor: Anchor::Start,
            angle_rad: 0.0,
        }));
        block.size.height += step;
    }
    block
}

/// Everything that furniture is made from.
pub(super) struct Furniture<'a> {
    pub(super) theme: &'a Theme,
    pub(super) options: &'a SheetOptions,
    pub(super) legend: &'a Legend,
    pub(super) kind_shape: &'a KindShape<'a>,
}

impl Furniture<'_> {
    /// What stands above the graph.
    pub(super) fn header(&self, width: f64, s: f64) -> Block {
        let mut block = Block::default();
        if self.options.title {
            let title = Style {
                size: TITLE * s,
                leading: TITLE_LEADING,
                weight: Weight::SemiBold,
                color: self.theme.ink,
            };
            let about = Style {
                size: ABOUT * s,
                leading: LEADING,
                weight: Weight::Regular,
                color: self.theme.quiet_ink,
            };
            let measure = width.min(MEASURE_EM * about.size);
            block.push(paragraph(&self.legend.title, &title, width), 0.0);
            block.push(
                paragraph(&self.legend.about, &about, measure),
                SMALL_GAP * s,
            );
        }
        block
    }

    /// The actions without words, named or only counted; empty where nothing is to be
    /// said.
    fn unworded(&self, named: bool) -> String {
        let all = &self.legend.unworded;
        match (all.count, all.named.as_slice()) {
            _ if !self.options.legend => String::new(),
            (0, _) => String::new(),
            (_, words) if named && !words.is_empty() => {
                format!(
                    "Actions without words in the picture: {}.",
                    words.join("; ")
                )
            }
            (1, _) => "1 action has no words in the picture.".to_owned(),
            (n, _) => format!("{n} actions have no words in the picture."),
        }
    }

    /// How actions stand: in letters that can be read, and with as many actions
    /// named as have room in that height; where not even their numbers have, in
    /// smaller letters.
    fn standing(&self, width: f64, s: f64, room: f64) -> Block {
        let legend = self.legend;
        let readable = READABLE_PX / self.options.pixels();
        let lacking = legend.support.contains(&Support::Lacking) && self.options.legend;
        // The legend counts them too, but there it cannot be read.
        let unsourced = match lacking && legend_rows::TEXT * s < readable {
            true => format!("Actions {}. ", legend_rows::unsourced(legend)),
            false => String::new(),
        };
        let [named, counted] = [true, false].map(|named| self.unworded(named));
        let mut size = readable.max(SOURCE * s);
        loop {
            let style = self.small_print(size);
            let set = |most: usize, unworded: &str| {
                let line = standing::line(&legend.standing, most);
                let all = format!("{unsourced}{line} {unworded}");
                paragraph(all.trim(), &style, width)
            };
            let told = |most: usize| set(most, &counted);
            let fits = |block: &Block| block.size.height <= room;
            let whole = set(MOST_NAMED, &named);
            if fits(&whole) {
                return whole;
            }
            let all = told(MOST_NAMED);
            if fits(&all) {
                return all;
            }
            let mut best = told(0);
            if fits(&best) {
                let (mut few, mut many) = (0, MOST_NAMED);
                while few + 1 < many {
                    let some = (few + many) / 2;
                    let block = told(some);
                    if fits(&block) {
                        (best, few) = (block, some);
                    } else {
                        many = some;
                    }
                }
                return best;
            }
            // How things stand comes before what has no words.
            let best = set(0, "");
            if fits(&best) || size < room * 1e-7 {
                return best;
            }
            size *= 0.9;
        }
    }

    fn small_print(&self, size: f64) -> Style {
        Style {
            size,
            leading: LEADING,
            weight: Weight::Regular,
            color: self.theme.quiet_ink,
        }
    }

    /// What stands below the graph; how actions stand is to take no more than
    /// `room` of its height.
    pub(super) fn footer(&self, width: f64, s: f64, room: f64) -> Block {
        let mut rows = Block::default();
        if self.options.legend {
            rows = legend_rows::block(self.legend, self.theme, self.kind_shape, width, s);
        }
        let style = self.small_print(SOURCE * s);
        rows.push(self.standing(width, s, room), SMALL_GAP * s);
        if self.options.legend || self.options.source_line {
            let filters = paragraph(&self.legend.filter_line, &style, width);
            rows.push(filters, SMALL_GAP * s);
        }
        if self.options.source_line {
            let source = paragraph(&self.legend.source_line, &style, width);
            rows.push(source, SMALL_GAP * s);
        }
        if rows.items.is_empty() {
            return rows;
        }
        let mut block = rule(self.theme.rule, width, s);
        block.push(rows, RULE_GAP * s);
        block
    }
}

/// A hairline across the sheet.
fn rule(color: Color, width: f64, s: f64) -> Block {
    let mut path = BezPath::new();
    path.move_to((0.0, s / 2.0));
    path.line_to((width, s / 2.0));
    Block {
        items: vec![Item {
            shows: Shows::Furniture,
            layer: Layer::Furniture,
            marks: vec![Mark::Path {
                path,
                fill: None,
                stroke: Some(Stroke::new(color, s, Dash::Solid)),
            }],
            bounds: Rect::new(0.0, 0.0, width, s),
            label: String::new(),
        }],
        size: Size::new(width, s),
    }
}
