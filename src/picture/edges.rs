//! Drawing actions: lines and arrowheads.

use kurbo::{BezPath, Point, Shape, Vec2};

use super::route::Course;
use super::theme::stance_dash;
use super::verbs::VERB_SIZE;
use super::{
    Anchor, Color, Dash, Item, Layer, Mark, Shows, Stroke, TextRun, Theme, Weight, font, words,
};
use crate::model::{Document, Evidence, Link, lacks_source};

/// Width of the hairlines of a hollow line, in document units.
const HAIRLINE: f64 = 1.0;

/// Length of the pieces of a line that needs a source, in document units: they
/// are longer than the dashes of a usual line, and closed, so that they are not
/// taken for a stance.
pub const PIECE: f64 = 28.0;
/// Length of the gaps between them, in document units.
pub const PIECE_GAP: f64 = 10.0;

/// How well an action is supported, as its line shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// Nobody says so, of a person: the line is hollow, in pieces, and asks.
    Lacking,
    /// Nobody says so: the line is hollow, and asks.
    Open,
    /// Somebody is cited, but the passages are lost: the line is hollow, and has
    /// the mark of a paragraph, struck through.
    Lost,
    /// Only alleged, or contested: the line is hollow.
    Alleged,
    /// Reported or confirmed: the line is full.
    Reported,
}

impl Support {
    /// How an action of a document is supported.
    #[must_use]
    pub fn of(doc: &Document, link: Link<'_>) -> Self {
        let lost = doc.lost.contains(&link.action.id);
        let lacking = || lacks_source(&doc.graph, link);
        Self::from_evidence(link.action.evidence(), lost, lacking)
    }

    /// The same of an action of which is known whether its passages are lost;
    /// `lacking` is asked where it has no evidence, and tells whether it needs
    /// some.
    pub(super) fn from_evidence(
        evidence: Evidence,
        lost: bool,
        lacking: impl FnOnce() -> bool,
    ) -> Self {
        match evidence {
            Evidence::None if lacking() => Self::Lacking,
            Evidence::None => Self::Open,
            _ if lost => Self::Lost,
            Evidence::Alleged => Self::Alleged,
            Evidence::Reported => Self::Reported,
        }
    }

    /// What stands in a circle on its line, if anything does.
    #[must_use]
    pub fn sign(self) -> Option<Sign> {
        match self {
            Self::Lacking | Self::Open => Some(Sign::Question),
            Self::Lost => Some(Sign::Lost),
            Self::Alleged | Self::Reported => None,
        }
    }
}

/// What stands in a circle on a line that lacks support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nobody is cited: who says so?
    Question,
    /// A passage is cited, and it is lost: a pilcrow, struck through.
    Lost,
}

/// Width of a line, in document units, for an action's weight.
#[must_use]
pub fn line_width(weight: f64) -> f64 {
    1.2 + 0.8 * weight.clamp(0.1, 8.0).sqrt().min(2.6)
}

/// Length of an arrowhead, in document units.
pub(super) fn head_length(width: f64) -> f64 {
    8.0 + 1.9 * width
}

fn head(tip: Point, direction: Vec2, width: f64) -> BezPath {
    let length = head_length(width);
    let half = length * 0.42;
    let across = Vec2::new(-direction.y, direction.x);
    let back = tip - direction * length;
    let notch = tip - direction * (length * 0.78);
    let mut path = BezPath::new();
    path.move_to(tip);
    path.line_to(back + across * half);
    path.line_to(notch);
    path.line_to(back - across * half);
    path.close_path();
    path
}

/// A line with its arrowhead: see [`Support`]. One that lacks support has a sign
/// at its middle.
#[must_use]
pub fn line_marks(
    course: &Course,
    width: f64,
    color: Color,
    dash: Dash,
    support: Support,
    theme: &Theme,
) -> Vec<Mark> {
    let tip = course.at(1.0);
    let length = head_length(width);
    let base = course.before_tip(length * 0.78);
    // The head points from where the line enters it.
    let mut direction = tip - course.at(course.before_tip(length));
    direction = if direction.hypot2() > 1e-12 {
        direction.normalize()
    } else {
        course.direction(1.0)
    };
    let head = head(tip, direction, width);
    if support == Support::Reported {
        return vec![
            Mark::Path {
                path: course.part(0.0, base).path(),
                fill: None,
                stroke: Some(Stroke::new(color, width, dash)),
            },
            Mark::Path {
                path: head,
                fill: Some(color),
                stroke: None,
            },
        ];
    }
    let hairline = Some(Stroke::new(color, HAIRLINE, Dash::Solid));
    // Two hairlines side by side, in one path; closed where it is in pieces.
    let apart = (width + 1.6) / 2.0;
    let pieces = match support {
        Support::Lacking => pieces(course, base),
        _ => vec![course.part(0.0, base)],
    };
    let (mut sides, mut ends) = (BezPath::new(), BezPath::new());
    for piece in &pieces {
        let pair = [apart, -apart].map(|apart| piece.beside(apart));
        for t in [0.0, 1.0] {
            ends.move_to(pair[0].at(t));
            ends.line_to(pair[1].at(t));
        }
        for side in pair {
            sides.extend(side.path());
        }
    }
    let mut marks = vec![
        Mark::Path {
            path: sides,
            fill: None,
            stroke: Some(Stroke {
                rhythm: width + 0.6,
                ..Stroke::new(color, HAIRLINE, dash)
            }),
        },
        Mark::Path {
            path: head,
            fill: Some(theme.paper),
            stroke: hairline,
        },
    ];
    if support == Support::Lacking {
        marks.push(Mark::Path {
            path: ends,
            fill: None,
            stroke: hairline,
        });
    }
    if let Some(sign) = support.sign() {
        marks.extend(sign_marks(sign, course.at(0.5 * base), color, theme));
    }
    marks
}

/// The course up to `base`, in pieces with gaps between them: as many as lie on
/// both sides of the middle one, where the question mark stands.
fn pieces(course: &Course, base: f64) -> Vec<Course> {
    /// Of very long lines they are longer.
    const MOST: f64 = 41.0;
    let length = course.length() * base;
    let fit = ((length + PIECE_GAP) / (PIECE + PIECE_GAP)).clamp(1.0, MOST);
    let n = 2.0 * ((fit - 1.0) / 2.0).round() + 1.0;
    let gap = base * (PIECE_GAP / length.max(1e-9)).min(1.0 / n);
    let piece = (base - gap * (n - 1.0)) / n;
    (0..n as usize)
        .map(|i| {
            let from = i as f64 * (piece + gap);
            course.part(from, (from + piece).min(base))
        })
        .collect()
}

/// Where the sign of a line that lacks support stands.
pub(super) fn sign_place(course: &Course, width: f64) -> Point {
    course.at(0.5 * course.before_tip(head_length(width) * 0.78))
}

/// Radius of the circle that a sign stands in, in document units.
const SIGN_RADIUS: f64 = VERB_SIZE * 0.62;

/// Width of what a verb stands beside, in document units: the line, or the
/// sign on it.
pub(super) fn breadth(width: f64, support: Support) -> f64 {
    match support.sign() {
        Some(_) => width.max(2.0 * SIGN_RADIUS - 2.0),
        None => width,
    }
}

/// The sign of a line that lacks support.
pub(super) fn sign_marks(sign: Sign, at: Point, color: Color, theme: &Theme) -> Vec<Mark> {
    let size = VERB_SIZE;
    let text = match sign {
        Sign::Question => "?",
        Sign::Lost => "¶",
    };
    let mut marks = vec![
        Mark::Path {
            path: kurbo::Circle::new(at, SIGN_RADIUS).to_path(super::shape::TOLERANCE),
            fill: Some(theme.paper),
            stroke: Some(Stroke::new(color, HAIRLINE, Dash::Solid)),
        },
        Mark::Text(TextRun {
            text: text.to_owned(),
            origin: at + Vec2::new(0.0, size * font::CAP_HEIGHT_EM / 2.0),
            size,
            weight: Weight::SemiBold,
            color,
            halo: None,
            anchor: Anchor::Middle,
            angle_rad: 0.0,
        }),
    ];
    if sign == Sign::Lost {
        let reach = Vec2::new(1.0, -1.0) * (SIGN_RADIUS * std::f64::consts::FRAC_1_SQRT_2);
        let mut path = BezPath::new();
        path.move_to(at - reach);
        path.line_to(at + reach);
        marks.push(Mark::Path {
            path,
            fill: None,
            stroke: Some(Stroke::new(color, HAIRLINE, Dash::Solid)),
        });
    }
    marks
}

/// The line of an action.
pub fn line_item(doc: &Document, link: Link<'_>, course: &Course, theme: &Theme) -> Item {
    let action = link.action;
    let band = action.stance.band();
    let width = line_width(action.weight);
    let marks = line_marks(
        course,
        width,
        theme.stance(band),
        stance_dash(band),
        Support::of(doc, link),
        theme,
    );
    let reach = head_length(width);
    Item {
        shows: Shows::Action(action.id.clone()),
        layer: Layer::Edges,
        bounds: course.path().bounding_box().inflate(reach, reach),
        marks,
        label: words::action(doc, link),
    }
}

#[cfg(test)]
#[path = "edges_tests.rs"]
mod tests;
