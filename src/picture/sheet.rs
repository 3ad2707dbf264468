//! A finished sheet: a graph with its title, legend and source line.
//!
//! Furniture is set in sizes that go with the sheet's, so that it can be read
//! wherever the graph can; it stands above and below the graph, never on it.

use kurbo::{Affine, BezPath, Point, Rect, Size};

use super::{
    Anchor, Color, Dash, Item, Layer, Mark, Picture, READABLE_PX, Shows, Standing, Stroke, Support,
    TextRun, Theme, Weight, font, legend as legend_rows,
    standing::{self, MOST_NAMED},
};
use crate::model::{ActorKind, StanceBand};

/// Draws the silhouette of a kind about a point, with a radius.
pub type KindShape<'a> = dyn Fn(ActorKind, Point, f64) -> BezPath + 'a;

/// What stands around a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetOptions {
    /// Whether title and subtitle are set above the graph.
    pub title: bool,
    /// Whether the legend stands below the graph.
    pub legend: bool,
    /// Whether the source line stands at the foot.
    pub source_line: bool,
    /// Width and height of the sheet, in CSS px; the graph is centred in what
    /// the furniture leaves, and scaled to fit. Without it (or when it is not
    /// two finite numbers above 0), the graph keeps its scale and the sheet
    /// takes what it needs.
    pub page: Option<(f64, f64)>,
    /// Blank border, in the sheet's unit where furniture has its usual size
    /// (on a page of 1,000 × 1,000 px); it grows and shrinks with the furniture.
    /// At most a tenth of a given page.
    pub margin: f64,
    /// Pixels of the image for each of the sheet's units: how actions stand is to
    /// be readable there. 1 where this is not a finite number above 0.
    pub scale: f64,
}

impl SheetOptions {
    /// Pixels of the image for each of the sheet's units.
    pub(super) fn pixels(&self) -> f64 {
        let usable = self.scale.is_finite() && self.scale > 0.0;
        if usable { self.scale } else { 1.0 }
    }
}

impl Default for SheetOptions {
    fn default() -> Self {
        Self {
            title: true,
            legend: true,
            source_line: true,
            page: None,
            margin: 36.0,
            scale: 1.0,
        }
    }
}

/// What the furniture says: only what is visible in the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    /// Title of the sheet; may be empty.
    pub title: String,
    /// What it is about, in a sentence or two; may be empty.
    pub about: String,
    /// Kinds of the visible actors.
    pub kinds: Vec<ActorKind>,
    /// Stances of the visible actions.
    pub stances: Vec<StanceBand>,
    /// How well the visible actions are supported.
    pub support: Vec<Support>,
    /// How many of them are by or upon a person, and without a source.
    pub unsourced: usize,
    /// How actions stand whose lines do not say so, in letters that can be read. It
    /// stands below the legend, whatever else is left out.
    pub standing: Vec<Standing>,
    /// What was left out, as it is to be printed ("Shown: kind person. …"); may
    /// be empty. It stands above the source line where there is a legend or a
    /// source line.
    pub filter_line: String,
    /// The source line as it is to be printed ("According to: …"); may be empty.
    pub source_line: String,
}

/// Sizes, in document units at a furniture scale of 1.
const TITLE: f64 = 26.0;
const ABOUT: f64 = 14.0;
const SOURCE: f64 = 11.5;
const LEADING: f64 = 1.45;
const TITLE_LEADING: f64 = 1.25;
/// Between title and subtitle, and between legend and source line.
const SMALL_GAP: f64 = 7.0;
/// Between graph and furniture, and between rule and legend.
const GAP: f64 = 22.0;
const RULE_GAP: f64 = 13.0;
/// A line of running text is easiest to follow up to about 75 letters.
const MEASURE_EM: f64 = 40.0;
/// How far letters may reach beyond their advance widths, in em.
const OVERHANG_EM: f64 = 0.06;
/// The part of a page's height that furniture may take.
const MAX_SHARE: f64 = 0.45;
/// The part of it that may tell how actions stand.
const STANDING_SHARE: f64 = 0.2;
/// The graph is enlarged at most so much more than the furniture, which keeps
/// actors' names smaller than the title.
const MAX_ENLARGEMENT: f64 = 1.8;

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
struct Furniture<'a> {
    theme: &'a Theme,
    options: &'a SheetOptions,
    legend: &'a Legend,
    kind_shape: &'a KindShape<'a>,
}

impl Furniture<'_> {
    fn header(&self, width: f64, s: f64) -> Block {
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
        let mut size = readable.max(SOURCE * s);
        loop {
            let style = self.small_print(size);
            let told = |most: usize| {
                let line = standing::line(&legend.standing, most);
                paragraph(&format!("{unsourced}{line}"), &style, width)
            };
            let fits = |block: &Block| block.size.height <= room;
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
            if size < room * 1e-7 {
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
    fn footer(&self, width: f64, s: f64, room: f64) -> Block {
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

/// The graph's bounds, or a small box in place of ones that take no room.
fn room_of(bounds: Rect) -> Rect {
    let usable = bounds.is_finite() && bounds.width() > 0.0 && bounds.height() > 0.0;
    if usable {
        bounds
    } else {
        Rect::new(0.0, 0.0, 1.0, 1.0)
    }
}

/// Composes a finished sheet around a picture of a graph.
///
/// Title and subtitle stand at the top left, legend and source line at the
/// foot, and nothing of it on the graph. Every item's bounds lie inside the
/// sheet's. `kind_shape` draws the silhouettes of the legend: the same ones as
/// in the graph.
#[must_use]
pub fn sheet(
    picture: Picture,
    theme: &Theme,
    options: &SheetOptions,
    legend: &Legend,
    kind_shape: &KindShape<'_>,
) -> Picture {
    let furniture = Furniture {
        theme,
        options,
        legend,
        kind_shape,
    };
    match page(options) {
        Some(page) => on_page(picture, &furniture, page),
        None => around(picture, &furniture),
    }
}

/// How much larger (or, below 1, smaller) a graph that takes these bounds is on its
/// [`sheet`].
#[must_use]
pub fn enlargement(
    bounds: Rect,
    theme: &Theme,
    options: &SheetOptions,
    legend: &Legend,
    kind_shape: &KindShape<'_>,
) -> f64 {
    let furniture = Furniture {
        theme,
        options,
        legend,
        kind_shape,
    };
    page(options).map_or(1.0, |page| Laid::on(page, bounds, &furniture).enlarged)
}

/// The page that is asked for, if it has a size.
fn page(options: &SheetOptions) -> Option<Size> {
    let usable = |side: f64| side.is_finite() && side > 0.0;
    let page = options.page.filter(|(w, h)| usable(*w) && usable(*h));
    page.map(|(width, height)| Size::new(width, height))
}

/// The asked-for margin, or what overhanging letters need.
fn margin(options: &SheetOptions, s: f64) -> f64 {
    let least = TITLE * OVERHANG_EM * s;
    if options.margin.is_finite() {
        (options.margin * s).max(least)
    } else {
        least
    }
}

/// The sheet takes what the graph and its furniture need.
fn around(mut picture: Picture, furniture: &Furniture<'_>) -> Picture {
    let graph = room_of(picture.bounds);
    // Furniture grows with the sheet, but slower: a large graph is looked at
    // from nearer.
    let s = (graph.area().sqrt() / 900.0).sqrt().clamp(0.8, 8.0);
    let m = margin(furniture.options, s);
    let wanted = graph.width().max(420.0 * s);
    let room = graph.height().max(wanted);
    let (header, footer) = (
        furniture.header(wanted, s),
        furniture.footer(wanted, s, room),
    );
    let width = wanted.max(header.size.width).max(footer.size.width);
    let left = graph.center().x - width / 2.0;
    let gap = |block: &Block| if block.items.is_empty() { 0.0 } else { GAP * s };
    let top = graph.y0 - gap(&header) - header.size.height;
    let foot = graph.y1 + gap(&footer);
    picture.bounds = Rect::new(
        left - m,
        top - m,
        left + width + m,
        foot + footer.size.height + m,
    );
    add(&mut picture, header, Point::new(left, top));
    add(&mut picture, footer, Point::new(left, foot));
    picture
}

/// What stands where on a page.
struct Laid {
    margin: f64,
    header: Block,
    footer: Block,
    /// Where the footer begins.
    foot: f64,
    /// What is left for the graph, and how much larger that is there.
    room: Rect,
    enlarged: f64,
}

impl Laid {
    fn on(page: Size, bounds: Rect, furniture: &Furniture<'_>) -> Self {
        let most = page.min_side() / 10.0;
        let comfortable = page.area().sqrt() / 1000.0;
        let mut s = comfortable;
        // Long texts on a small page are set smaller until the graph has room.
        let (m, header, footer, width) = loop {
            let m = margin(furniture.options, s).min(most);
            let width = page.width - 2.0 * m;
            let header = furniture.header(width, s);
            let footer = furniture.footer(width, s, STANDING_SHARE * page.height);
            let fits = header.size.width.max(footer.size.width) <= width + 1e-9 * page.width
                && header.size.height + footer.size.height <= MAX_SHARE * page.height;
            if fits || s < page.min_side() * 1e-7 {
                break (m, header, footer, width);
            }
            s *= 0.9;
        };
        // The gaps shrink where the page has no room for them.
        let gap = (GAP * s).min(page.height * 0.05);
        let gap_of = |block: &Block| if block.items.is_empty() { 0.0 } else { gap };
        let foot = page.height - m - footer.size.height;
        let room = Rect::new(
            m,
            m + header.size.height + gap_of(&header),
            m + width,
            foot - gap_of(&footer),
        );
        let graph = room_of(bounds);
        let enlarged = (room.width() / graph.width())
            .min(room.height() / graph.height())
            .min(MAX_ENLARGEMENT * comfortable);
        Self {
            margin: m,
            header,
            footer,
            foot,
            room,
            enlarged,
        }
    }
}

/// The sheet has a given size.
fn on_page(picture: Picture, furniture: &Furniture<'_>, page: Size) -> Picture {
    let laid = Laid::on(page, picture.bounds, furniture);
    let graph = room_of(picture.bounds);
    let fit = Affine::translate(laid.room.center().to_vec2())
        * Affine::scale(laid.enlarged)
        * Affine::translate(-graph.center().to_vec2());
    let mut sheet = picture.transformed(fit);
    sheet.bounds = page.to_rect();
    let m = laid.margin;
    add(&mut sheet, laid.header, Point::new(m, m));
    add(&mut sheet, laid.footer, Point::new(m, laid.foot));
    sheet
}

/// Adds a block's items to a picture, with the block's corner at a point.
fn add(picture: &mut Picture, block: Block, corner: Point) {
    let shift = Affine::translate(corner.to_vec2());
    picture
        .items
        .extend(block.items.into_iter().map(|i| i.transformed(shift)));
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
