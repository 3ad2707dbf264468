//! Drawing actions: lines, arrowheads, and verbs along them.

use kurbo::{BezPath, Point, Shape, Vec2};

use super::label::{BoxGrid, TurnedBox};
use super::names::{NameBox, Segments};
use super::nodes::Node;
use super::route::{Course, Ends};
use super::theme::stance_dash;
use super::{
    Anchor, Color, Dash, Halo, Item, Layer, Mark, Shows, Stroke, TextRun, Theme, Weight, font,
    words,
};
use crate::model::{Action, Document, Evidence, Link};

/// Size of verbs, in document units.
pub const VERB_SIZE: f64 = 14.0;
/// Smallest size to which a verb is set tighter on a short line.
const VERB_SIZE_LEAST: f64 = 12.0;
/// Free space between a line and the verb on it, in document units.
const VERB_GAP: f64 = 3.0;
/// How far the halo of a verb reaches, in document units.
const VERB_HALO: f64 = 2.0;
/// Width of the hairlines of a hollow line, in document units.
const HAIRLINE: f64 = 1.0;

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

/// A line with its arrowhead: full ink when reported; hollow when only alleged
/// or without a source (then with a question mark at its middle).
#[must_use]
pub fn line_marks(
    course: &Course,
    width: f64,
    color: Color,
    dash: Dash,
    evidence: Evidence,
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
    if evidence == Evidence::Reported {
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
    // Two hairlines side by side, in one path.
    let apart = (width + 1.6) / 2.0;
    let shaft = course.part(0.0, base);
    let mut sides = shaft.beside(apart).path();
    sides.extend(shaft.beside(-apart).path());
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
    if evidence == Evidence::None {
        marks.extend(question(course.at(0.5 * base), color, theme));
    }
    marks
}

/// Where the question mark of a line without a source stands.
pub(super) fn question_place(course: &Course, width: f64) -> Point {
    course.at(0.5 * course.before_tip(head_length(width) * 0.78))
}

/// The question mark of a line without a source.
pub(super) fn question(at: Point, color: Color, theme: &Theme) -> [Mark; 2] {
    let size = VERB_SIZE;
    [
        Mark::Path {
            path: kurbo::Circle::new(at, size * 0.62).to_path(super::shape::TOLERANCE),
            fill: Some(theme.paper),
            stroke: Some(Stroke::new(color, HAIRLINE, Dash::Solid)),
        },
        Mark::Text(TextRun {
            text: "?".to_owned(),
            origin: at + Vec2::new(0.0, size * font::CAP_HEIGHT_EM / 2.0),
            size,
            weight: Weight::SemiBold,
            color,
            halo: None,
            anchor: Anchor::Middle,
            angle_rad: 0.0,
        }),
    ]
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
        action.evidence(),
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

/// A verb that has found room along its line.
#[derive(Clone, Debug)]
pub struct PlacedVerb {
    /// What it takes.
    pub turned: TurnedBox,
    size: f64,
    angle_rad: f64,
    origin: Point,
}

impl PlacedVerb {
    /// The letters of an action's verb there.
    pub fn run(&self, action: &Action, theme: &Theme) -> TextRun {
        TextRun {
            text: action.verb.clone(),
            origin: self.origin,
            size: self.size,
            weight: Weight::Regular,
            color: theme.stance(action.stance.band()),
            halo: Some(Halo {
                color: theme.paper,
                reach: VERB_HALO,
            }),
            anchor: Anchor::Middle,
            angle_rad: self.angle_rad,
        }
    }
}

/// The verb of an action.
pub fn verb_item(link: Link<'_>, verb: &PlacedVerb, theme: &Theme) -> Item {
    Item {
        shows: Shows::Action(link.action.id.clone()),
        layer: Layer::EdgeLabels,
        marks: vec![Mark::Text(verb.run(link.action, theme))],
        bounds: verb.turned.bounds().inflate(VERB_HALO, VERB_HALO),
        label: String::new(),
    }
}

/// Where a verb could stand: beside the line at `t`, on its left or right side.
pub(super) fn candidate(
    course: &Course,
    t: f64,
    above: bool,
    width: f64,
    size: f64,
    line: f64,
) -> PlacedVerb {
    let mut axis = course.direction(t);
    // Upright: text never stands on its head.
    if axis.x < -1e-9 || (axis.x.abs() <= 1e-9 && axis.y > 0.0) {
        axis = -axis;
    }
    let down = Vec2::new(-axis.y, axis.x);
    let at = course.at(t);
    // On the inside of a bend the line comes nearer at the ends of the text.
    let reach = course.length().max(1.0);
    let sag = [-0.5, 0.5]
        .iter()
        .map(|side| {
            let p = course.at((t + side * width / reach).clamp(0.0, 1.0));
            (p - at).dot(down)
        })
        .fold(0.0_f64, |m, d| if above { m.min(d) } else { m.max(d) })
        .abs();
    let off = line / 2.0 + VERB_GAP + sag;
    let ascent = size * font::CAP_HEIGHT_EM;
    let descent = size * 0.22;
    // From the line to the baseline, downwards.
    let baseline = if above {
        -off - descent * 0.6
    } else {
        off + ascent
    };
    let centre = at + down * (baseline + (descent - ascent) / 2.0);
    PlacedVerb {
        turned: TurnedBox {
            centre,
            half: Vec2::new(width / 2.0 + 1.0, (ascent + descent) / 2.0),
            axis,
        },
        size,
        angle_rad: axis.atan2(),
        origin: at + down * baseline,
    }
}

/// How far a bent line turns beside a text, in radians: letters are set straight.
fn turning(course: &Course, t: f64, width: f64) -> f64 {
    let Course::Bent(line) = course else {
        return 0.0; // gentle, and the same everywhere
    };
    let half = 0.5 * width / line.length().max(1.0);
    let at = |t: f64| course.direction(t.clamp(0.0, 1.0));
    let (before, middle, after) = (at(t - half), at(t), at(t + half));
    let angle = |a: Vec2, b: Vec2| a.cross(b).atan2(a.dot(b)).abs();
    angle(before, middle) + angle(middle, after)
}

/// Gives every verb the place along its line where it covers least, or none
/// when its line is too short or everything is taken. Heavier actions choose
/// first; of the `lines` (all courses, in pieces) as few as possible are crossed. Returns a place for each link, in the order given.
#[must_use]
pub fn place_verbs(
    nodes: &[Node<'_>],
    name_boxes: &[NameBox],
    links: &[Link<'_>],
    ends: &[Ends<'_>],
    courses: &[Course],
    lines: &Segments,
) -> Vec<Option<PlacedVerb>> {
    const PLACES: [f64; 9] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
    let mut taken: BoxGrid<TurnedBox> = BoxGrid::new(120.0);
    for (node, name) in nodes.iter().zip(name_boxes) {
        let shape = node.outline.bounding_box().inflate(2.0, 2.0);
        taken.insert(shape, TurnedBox::upright(shape));
        taken.insert(name.rect, TurnedBox::upright(name.rect));
    }
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by(|&a, &b| {
        let weight = |i: usize| links[i].action.weight;
        weight(b).total_cmp(&weight(a)).then(a.cmp(&b))
    });
    let mut out: Vec<Option<PlacedVerb>> = vec![None; links.len()];
    for i in order {
        let action = links[i].action;
        let course = &courses[i];
        let line = line_width(action.weight);
        let looped = ends[i].from == ends[i].to;
        let room = course.length() - head_length(line) - 8.0;
        let mut size = VERB_SIZE;
        let mut width = font::width(&action.verb, Weight::Regular, size);
        if !looped && width > room {
            size = VERB_SIZE_LEAST;
            width = font::width(&action.verb, Weight::Regular, size);
            if width > room {
                continue;
            }
        }
        let mut best: Option<(f64, PlacedVerb)> = None;
        'places: for (rank, t) in PLACES.into_iter().enumerate() {
            // The text must not hang over the ends of its own line.
            let hang = (0.5 - (t - 0.5).abs()) * course.length() - width / 2.0;
            if !looped && hang < 4.0 {
                continue;
            }
            for above in [true, false] {
                let verb = candidate(course, t, above, width, size, line);
                let bounds = verb.turned.bounds();
                if taken
                    .touching(bounds)
                    .iter()
                    .any(|b| b.overlaps(&verb.turned))
                {
                    continue;
                }
                let mut cost = rank as f64 * 0.3 + if above { 0.0 } else { 0.5 };
                cost += 4.0 * turning(course, t, width);
                for (other, a, b) in lines.touching(bounds) {
                    if *other != i && verb.turned.meets_segment(*a, *b) {
                        cost += 2.0;
                    }
                }
                if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                    let perfect = cost < 0.3;
                    best = Some((cost, verb));
                    if perfect {
                        break 'places;
                    }
                }
            }
        }
        if let Some((_, verb)) = best {
            taken.insert(verb.turned.bounds(), verb.turned);
            out[i] = Some(verb);
        }
    }
    out
}
