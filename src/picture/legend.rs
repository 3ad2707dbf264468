//! The legend: a calm row of samples, each with a word.

use kurbo::{Affine, Point, QuadBez, Rect, Shape as _, Vec2};

use super::edges::{Support, line_marks, line_width};
use super::furniture::{Block, text_item};
use super::route::Course;
use super::sheet::{KindShape, Legend};
use super::theme::stance_dash;
use super::{
    Anchor, Color, Dash, Item, Layer, Mark, Shows, Stroke, TextRun, Theme, Weight, font, words,
};

/// Sizes, in document units at a furniture scale of 1.
pub(super) const TEXT: f64 = 13.0;
const ROW: f64 = 28.0;
const SAMPLE_GAP: f64 = 8.0;
const ENTRY_GAP: f64 = 18.0;
const GROUP_GAP: f64 = 38.0;
const ARROW: f64 = 40.0;
/// Of a line in pieces: long enough for some of them.
const ARROW_IN_PIECES: f64 = 92.0;
const KIND_RADIUS: f64 = 8.5;

/// A sample with its word: the sample's marks are drawn about (0, 0) as the
/// middle of its left edge.
struct Entry {
    marks: Vec<Mark>,
    sample_width: f64,
    word: String,
}

impl Entry {
    fn width(&self, s: f64) -> f64 {
        self.sample_width + SAMPLE_GAP * s + font::width(&self.word, Weight::Regular, TEXT * s)
    }
}

/// Width of a group in one row.
fn group_width(group: &[Entry], s: f64) -> f64 {
    let gaps = group.len().saturating_sub(1) as f64;
    group.iter().map(|e| e.width(s)).sum::<f64>() + ENTRY_GAP * s * gaps
}

/// Lays the legend out in rows no wider than `width` where that can be;
/// `s` is the furniture scale. Everything stands in one row if it fits; else
/// actors stand above and lines below, and samples of one group stay together
/// while there is room for them.
pub(super) fn block(
    legend: &Legend,
    theme: &Theme,
    kind_shape: &KindShape<'_>,
    width: f64,
    s: f64,
) -> Block {
    let mut groups = vec![
        kinds(legend, theme, kind_shape, s),
        stances(legend, theme, s),
        support(legend, theme, s),
    ];
    groups.retain(|group| !group.is_empty());
    let gap = GROUP_GAP * s;
    let whole = groups.iter().map(|g| group_width(g, s) + gap).sum::<f64>() - gap;
    let break_after_kinds = whole > width && !legend.kinds.is_empty();
    let mut block = Block::default();
    // Where the next entry starts, and the gap before it (none in a new row).
    let (mut x, mut row, mut before) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (i, group) in groups.into_iter().enumerate() {
        if i > 0 {
            before = gap;
            let too_wide = x + gap + group_width(&group, s) > width;
            if too_wide || (i == 1 && break_after_kinds) {
                (x, row, before) = (0.0, row + 1.0, 0.0);
            }
        }
        for entry in group {
            let entry_width = entry.width(s);
            if x > 0.0 && x + before + entry_width > width {
                (x, row, before) = (0.0, row + 1.0, 0.0);
            }
            x += before;
            let middle = Vec2::new(x, (row + 0.5) * ROW * s);
            place(&mut block.items, entry, middle, theme, s);
            x += entry_width;
            before = ENTRY_GAP * s;
            block.size.width = block.size.width.max(x);
            block.size.height = (row + 1.0) * ROW * s;
        }
    }
    block
}

/// Adds an entry whose sample starts at `middle`.
fn place(items: &mut Vec<Item>, entry: Entry, middle: Vec2, theme: &Theme, s: f64) {
    let shift = kurbo::Affine::translate(middle);
    let sample_width = entry.sample_width;
    items.push(
        Item {
            shows: Shows::Furniture,
            layer: Layer::Furniture,
            marks: entry.marks,
            bounds: Rect::new(0.0, -ROW * s / 2.0, sample_width, ROW * s / 2.0),
            label: String::new(),
        }
        .transformed(shift),
    );
    let x = middle.x + sample_width + SAMPLE_GAP * s;
    // Small letters look centred when half their x-height lies below.
    let baseline = middle.y + 0.36 * TEXT * s;
    items.push(text_item(run(
        entry.word,
        Point::new(x, baseline),
        TEXT * s,
        theme.quiet_ink,
    )));
}

fn run(text: String, origin: Point, size: f64, color: Color) -> TextRun {
    TextRun {
        text,
        origin,
        size,
        weight: Weight::Regular,
        color,
        halo: None,
        anchor: Anchor::Start,
        angle_rad: 0.0,
    }
}

fn kinds(legend: &Legend, theme: &Theme, kind_shape: &KindShape<'_>, s: f64) -> Vec<Entry> {
    let stroke = 1.4 * s;
    let entry = |&kind: &_| {
        let mut path = kind_shape(kind, Point::ZERO, KIND_RADIUS * s);
        let mut ink = path.bounding_box().inflate(stroke / 2.0, stroke / 2.0);
        // A silhouette taller than its row would touch the next one.
        let shrink = (ROW * s * 0.85 / ink.height()).min(1.0);
        if shrink < 1.0 {
            path.apply_affine(kurbo::Affine::scale(shrink));
            ink = path.bounding_box().inflate(stroke / 2.0, stroke / 2.0);
        }
        path.apply_affine(kurbo::Affine::translate((-ink.x0, -ink.center().y)));
        Entry {
            sample_width: ink.width(),
            marks: vec![Mark::Path {
                path,
                fill: Some(theme.kind(kind)),
                stroke: Some(Stroke::new(theme.kind_ink(kind), stroke, Dash::Solid)),
            }],
            word: kind.name().to_lowercase(),
        }
    };
    legend.kinds.iter().map(entry).collect()
}

fn stances(legend: &Legend, theme: &Theme, s: f64) -> Vec<Entry> {
    let entry = |&band: &_| Entry {
        marks: arrow(
            theme.stance(band),
            stance_dash(band),
            Support::Reported,
            theme,
            s,
        ),
        sample_width: ARROW * s,
        word: crate::model::StanceBand::name(band).to_owned(),
    };
    legend.stances.iter().map(entry).collect()
}

fn support(legend: &Legend, theme: &Theme, s: f64) -> Vec<Entry> {
    let entry = |&support: &Support| Entry {
        marks: arrow(theme.ink, Dash::Solid, support, theme, s),
        sample_width: arrow_length(support) * s,
        word: match support {
            Support::Lacking => unsourced(legend),
            other => words::support(other).to_owned(),
        },
    };
    legend.support.iter().map(entry).collect()
}

/// How many actions about persons need a source.
pub(super) fn unsourced(legend: &Legend) -> String {
    format!("about a person, unsourced: {}", legend.unsourced)
}

fn arrow_length(support: Support) -> f64 {
    match support {
        Support::Lacking => ARROW_IN_PIECES,
        _ => ARROW,
    }
}

/// The arrow of an action of weight 1, as the graph has it, from (0, 0) to the
/// right.
fn arrow(color: Color, dash: Dash, support: Support, theme: &Theme, s: f64) -> Vec<Mark> {
    let (tail, tip) = (Point::ZERO, Point::new(arrow_length(support), 0.0));
    let course = Course::Arc(QuadBez::new(tail, tail.midpoint(tip), tip));
    line_marks(&course, line_width(1.0), color, dash, support, theme)
        .into_iter()
        .map(|mark| mark.transformed(Affine::scale(s)))
        .collect()
}
