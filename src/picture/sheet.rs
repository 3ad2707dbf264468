//! A finished sheet: a graph with its title, legend and source line.
//!
//! Furniture is set in sizes that go with the sheet's, so that it can be read
//! wherever the graph can; it stands above and below the graph, never on it.

use kurbo::{Affine, BezPath, Point, Rect, Size};

use super::furniture::{Block, Furniture, OVERHANG_EM, TITLE};
use super::{Picture, Standing, Support, Theme};
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
    /// The other actions beside whose lines there are no words. They are named with
    /// those, or counted where there is no room, and only where there is a legend.
    pub unworded: Standing,
    /// What was left out, as it is to be printed ("Shown: kind person. …"); may
    /// be empty. It stands above the source line where there is a legend or a
    /// source line.
    pub filter_line: String,
    /// The source line as it is to be printed ("According to: …"); may be empty.
    pub source_line: String,
}

/// Between graph and furniture, in document units at a furniture scale of 1.
const GAP: f64 = 22.0;
/// The part of a page's height that furniture may take.
const MAX_SHARE: f64 = 0.45;
/// The part of it that may tell how actions stand.
const STANDING_SHARE: f64 = 0.2;
/// The graph is enlarged at most so much more than the furniture, which keeps
/// actors' names smaller than the title.
const MAX_ENLARGEMENT: f64 = 1.8;

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
