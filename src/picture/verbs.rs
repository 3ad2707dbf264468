//! Verbs along the lines of actions, each with how its action stands where that
//! is not as usual.

use kurbo::{Point, Rect, Shape, Vec2};

use super::edges::{Support, breadth, head_length, line_width, sign_place};
use super::label::{BoxGrid, TurnedBox};
use super::names::{CAREFUL, NameBox, Segments};
use super::nodes::Node;
use super::route::{Course, Ends};
use super::{
    Anchor, Color, Halo, Item, Layer, Letters, Mark, Shows, TextRun, Theme, Weight, font, words,
};
use crate::model::{Action, Document, Link};

/// Size of verbs, in document units.
pub const VERB_SIZE: f64 = 14.0;
/// Sizes that are tried in turn: on a short line a verb is set tighter.
const SIZES: [f64; 2] = [VERB_SIZE, 12.0];
/// Size of what is said behind a verb, and the gap before it, in em of the verb.
const NOTE_SIZE: f64 = 0.82;
const NOTE_GAP: f64 = 0.34;
/// Free space between a line and the verb on it, in document units.
const VERB_GAP: f64 = 3.0;
/// How far the halo of a verb reaches, in document units.
const VERB_HALO: f64 = 2.0;

/// How much larger than usual verbs of a size are.
fn growth(size: f64) -> f64 {
    (size / VERB_SIZE).max(1.0)
}

/// What is written along a line: the verb, and, behind it, how the action
/// stands, where that is not as usual. Widths are in em of the verb.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lettering {
    verb: f64,
    /// 0 where there is none.
    note: f64,
}

impl Lettering {
    /// What is written for an action of a document.
    pub(super) fn of(doc: &Document, action: &Action) -> Self {
        let note = words::standing_note(doc, action);
        let size = NOTE_SIZE;
        Self {
            verb: font::width(&action.verb, Weight::Regular, 1.0),
            note: note.map_or(0.0, |note| font::width(&note, Weight::Regular, size)),
        }
    }

    /// The same without how it stands.
    pub(super) fn bare(self) -> Self {
        Self { note: 0.0, ..self }
    }

    /// Whether it says how the action stands.
    pub(super) fn is_noted(self) -> bool {
        self.note > 0.0
    }

    /// Width of all of it, in em of the verb.
    pub(super) fn width(self) -> f64 {
        match self.is_noted() {
            true => self.verb + NOTE_GAP + self.note,
            false => self.verb,
        }
    }
}

/// A verb that has found room along its line.
#[derive(Clone, Debug)]
pub struct PlacedVerb {
    /// What it takes.
    pub turned: TurnedBox,
    lettering: Lettering,
    size: f64,
    angle_rad: f64,
    origin: Point,
}

impl PlacedVerb {
    /// Size of the letters that say how the action stands, in document units, if it
    /// says that.
    #[must_use]
    pub fn note_size(&self) -> Option<f64> {
        let is = self.lettering.is_noted();
        is.then_some(self.size * NOTE_SIZE)
    }

    /// The letters of an action's verb there, and how the action stands.
    #[must_use]
    pub fn runs(&self, doc: &Document, action: &Action, theme: &Theme) -> Vec<TextRun> {
        let width = self.lettering.width();
        let axis = Vec2::from_angle(self.angle_rad);
        let run = |text: String, size: f64, color: Color, middle_em: f64| TextRun {
            text,
            origin: self.origin + axis * (middle_em * self.size),
            size,
            weight: Weight::Regular,
            color,
            halo: Some(Halo {
                color: theme.paper,
                reach: VERB_HALO * growth(self.size),
            }),
            anchor: Anchor::Middle,
            angle_rad: self.angle_rad,
        };
        let ink = theme.stance(action.stance.band());
        let mut runs = vec![run(
            action.verb.clone(),
            self.size,
            ink,
            (self.lettering.verb - width) / 2.0,
        )];
        let note = words::standing_note(doc, action);
        if let Some((note, size)) = note.zip(self.note_size()) {
            let middle = (width - self.lettering.note) / 2.0;
            runs.push(run(note, size, theme.quiet_ink, middle));
        }
        runs
    }
}

/// Leaves out what stands behind a verb in letters smaller than that, in document
/// units; the verb moves to the middle of the room of both.
pub(super) fn leave_out_small_note(marks: &mut Vec<Mark>, least: f64) {
    let [Mark::Text(verb), Mark::Text(note)] = marks.as_mut_slice() else {
        return;
    };
    if note.size < least {
        let half = |run: &TextRun| {
            let width = font::width(&run.text, run.weight, run.size);
            Vec2::from_angle(run.angle_rad) * (width / 2.0)
        };
        verb.origin = (verb.origin - half(verb)).midpoint(note.origin + half(note));
        marks.truncate(1);
    }
}

/// The verb of an action.
pub fn verb_item(doc: &Document, link: Link<'_>, verb: &PlacedVerb, theme: &Theme) -> Item {
    Item {
        shows: Shows::Action(link.action.id.clone()),
        layer: Layer::EdgeLabels,
        marks: verb
            .runs(doc, link.action, theme)
            .into_iter()
            .map(Mark::Text)
            .collect(),
        bounds: {
            let halo = VERB_HALO * growth(verb.size);
            verb.turned.bounds().inflate(halo, halo)
        },
        label: String::new(),
    }
}

/// Where a verb could stand: beside the line at `t`, on its left or right side.
pub(super) fn candidate(
    course: &Course,
    t: f64,
    above: bool,
    lettering: Lettering,
    size: f64,
    line: f64,
) -> PlacedVerb {
    let width = lettering.width() * size;
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
    let off = line / 2.0 + VERB_GAP * growth(size).sqrt() + sag;
    let (ascent, descent) = rise_and_fall(size);
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
        lettering,
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

/// How far capitals rise above the baseline and tails hang below it, in document
/// units.
fn rise_and_fall(size: f64) -> (f64, f64) {
    (size * font::CAP_HEIGHT_EM, size * 0.22)
}

/// Where a verb could stand upright next to the line at `t`, on one side of it.
fn upright(
    course: &Course,
    t: f64,
    right: bool,
    lettering: Lettering,
    size: f64,
    line: f64,
) -> PlacedVerb {
    let (ascent, descent) = rise_and_fall(size);
    let half = Vec2::new(
        lettering.width() * size / 2.0 + 1.0,
        (ascent + descent) / 2.0,
    );
    let way = course.direction(t);
    let mut aside = Vec2::new(-way.y, way.x);
    if (aside.x < 0.0) == right {
        aside = -aside;
    }
    let reach = aside.x.abs() * half.x + aside.y.abs() * half.y;
    let off = reach + line / 2.0 + VERB_GAP * growth(size).sqrt();
    let centre = course.at(t) + aside * off;
    PlacedVerb {
        turned: TurnedBox {
            centre,
            half,
            axis: Vec2::new(1.0, 0.0),
        },
        lettering,
        size,
        angle_rad: 0.0,
        origin: centre + Vec2::new(0.0, (ascent - descent) / 2.0),
    }
}

/// What a verb has around it.
struct Around<'a> {
    taken: &'a BoxGrid<TurnedBox>,
    lines: &'a Segments,
    /// The number of its own line, and whether that is a loop.
    own: usize,
    looped: bool,
    /// Width of that line, or of the question mark on it.
    line: f64,
    /// Whether lines that run along with it must stay free: large letters would
    /// cover long pieces of them, and seem to be theirs.
    strict: bool,
}

/// Lines that make a smaller angle with a text run along with it, as a sine.
const ALONG: f64 = 0.35;
/// What crossing another line costs.
const CROSSING: f64 = 2.0;

/// Places along a line, the best first.
const PLACES: [f64; 9] = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];

impl Around<'_> {
    /// The ways of the pieces of other lines that a verb would cover; `None` if it
    /// would cover something that is written or drawn.
    fn covered(&self, verb: &PlacedVerb) -> Option<Vec<Vec2>> {
        let bounds = verb.turned.bounds();
        let mut others = self.taken.touching(bounds).into_iter();
        if others.any(|b| b.overlaps(&verb.turned)) {
            return None;
        }
        let pieces = self.lines.touching(bounds).into_iter();
        let covered =
            pieces.filter(|(line, a, b)| *line != self.own && verb.turned.meets_segment(*a, *b));
        Some(covered.map(|(_, a, b)| *b - *a).collect())
    }

    /// Where the verb has room next to its line, upright: for a line that is shorter
    /// than what is to be said of it.
    fn beside(&self, course: &Course, text: Lettering, size: f64) -> Option<PlacedVerb> {
        let own = course.points(16);
        let places = PLACES.into_iter().flat_map(|t| [(t, true), (t, false)]);
        let verbs = places.map(|(t, right)| upright(course, t, right, text, size, self.line));
        let clear = verbs.filter_map(|verb| {
            let own_too = own
                .windows(2)
                .any(|p| verb.turned.meets_segment(p[0], p[1]));
            let crossed = self.covered(&verb).filter(|_| !own_too)?.len();
            let most = usize::from(!self.strict);
            (crossed <= most).then_some((crossed, verb))
        });
        clear
            .min_by_key(|(crossed, _)| *crossed)
            .map(|(_, verb)| verb)
    }

    /// The place along a line where what is written covers least, if there is
    /// one, and what it costs.
    fn best(&self, course: &Course, text: Lettering, size: f64) -> Option<(f64, PlacedVerb)> {
        let (width, length) = (text.width() * size, course.length());
        let mut best: Option<(f64, PlacedVerb)> = None;
        for (rank, t) in PLACES.into_iter().enumerate() {
            // The text must not hang over the ends of its own line.
            let hang = (0.5 - (t - 0.5).abs()) * length - width / 2.0;
            if !self.looped && hang < 4.0 {
                continue;
            }
            for above in [true, false] {
                let verb = candidate(course, t, above, text, size, self.line);
                let Some(crossed) = self.covered(&verb) else {
                    continue;
                };
                let along = |way: &Vec2| way.cross(verb.turned.axis).abs() < ALONG * way.hypot();
                if self.strict && crossed.iter().any(along) {
                    continue;
                }
                let mut cost = rank as f64 * 0.3 + if above { 0.0 } else { 0.5 };
                cost += 4.0 * turning(course, t, width);
                cost += CROSSING * crossed.len() as f64;
                if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                    if cost < 0.3 {
                        return Some((cost, verb)); // none is better
                    }
                    best = Some((cost, verb));
                }
            }
        }
        best
    }
}

/// The lines that verbs stand along: each with its ends and its course.
pub struct Lines<'a> {
    pub links: &'a [Link<'a>],
    pub ends: &'a [Ends<'a>],
    pub courses: &'a [Course],
    /// All courses, in pieces.
    pub pieces: &'a Segments,
}

/// Gives every verb the place along its line where it covers least, or none
/// when its line is too short or everything is taken. Heavier actions choose
/// first; as few lines as possible are crossed. Returns a place for each link, in the order
/// given.
#[must_use]
pub fn place_verbs(
    doc: &Document,
    nodes: &[Node<'_>],
    name_boxes: &[NameBox],
    lines: &Lines<'_>,
    letters: Letters,
) -> Vec<Option<PlacedVerb>> {
    let Lines {
        links,
        ends,
        courses,
        pieces,
    } = *lines;
    let mut taken: BoxGrid<TurnedBox> = BoxGrid::new(120.0);
    for (node, name) in nodes.iter().zip(name_boxes) {
        let shape = node.outline.bounding_box().inflate(2.0, 2.0);
        taken.insert(shape, TurnedBox::upright(shape));
        taken.insert(name.rect, TurnedBox::upright(name.rect));
    }
    let supports: Vec<Support> = links.iter().map(|l| Support::of(doc, *l)).collect();
    for (i, support) in supports.iter().enumerate() {
        if support.sign().is_some() {
            let at = sign_place(&courses[i], line_width(links[i].action.weight));
            let mark = Rect::from_center_size(at, (VERB_SIZE, VERB_SIZE));
            taken.insert(mark, TurnedBox::upright(mark));
        }
    }
    let scale = letters.of_verbs();
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by(|&a, &b| {
        let weight = |i: usize| links[i].action.weight;
        weight(b).total_cmp(&weight(a)).then(a.cmp(&b))
    });
    let mut out: Vec<Option<PlacedVerb>> = vec![None; links.len()];
    for i in order {
        let action = links[i].action;
        let course = &courses[i];
        let looped = ends[i].from == ends[i].to;
        let line = line_width(action.weight);
        let room = course.length() - head_length(line) - 8.0;
        let whole = Lettering::of(doc, action);
        // Without how it stands, the verb may have room where all of it has none.
        let bare = whole.is_noted().then(|| whole.bare());
        let around = Around {
            taken: &taken,
            lines: pieces,
            own: i,
            looped,
            line: breadth(line, supports[i]),
            strict: scale > 1.0,
        };
        let along = |text: Lettering| {
            let fits = |size: &f64| looped || text.width() * size <= room;
            let mut sizes = SIZES.map(|size| size * scale).into_iter().filter(fits);
            let first = sizes.next().map(|size| around.best(course, text, size))?;
            // Larger letters than usual give way to lines.
            let is_clear = first.as_ref().is_some_and(|(cost, _)| *cost < CROSSING);
            let tight = sizes.next().filter(|_| around.strict && !is_clear);
            let tight = tight.and_then(|size| around.best(course, text, size));
            let best = [first, tight].into_iter().flatten();
            let best = best.min_by(|a, b| a.0.total_cmp(&b.0));
            best.map(|(_, verb)| verb)
        };
        let beside = |text: Lettering| {
            let sizes = SIZES.map(|size| size * scale).into_iter();
            sizes
                .filter(|_| !looped && links.len() <= CAREFUL)
                .find_map(|size| around.beside(course, text, size))
        };
        let place = [Some(whole), bare].into_iter().flatten();
        let place = place
            .into_iter()
            .find_map(|text| along(text).or_else(|| beside(text)));
        if let Some(verb) = place {
            taken.insert(verb.turned.bounds(), verb.turned);
            out[i] = Some(verb);
        }
    }
    out
}

#[cfg(test)]
#[path = "verbs_tests.rs"]
mod tests;
