//! Where the names of actors stand.

use kurbo::{Point, Rect, Shape};

use super::label::{BoxGrid, TurnedBox};
use super::nodes::{NAME_GAP, Node};
use super::route::Course;
use super::{Anchor, Letters};

/// A name that has found its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameBox {
    /// What it takes.
    pub rect: Rect,
    /// Which side of `rect` its lines are flush with.
    pub anchor: Anchor,
    /// How much larger than usual its letters are.
    pub scale: f64,
}

/// Pieces of lines in a grid: the index of the line, and the piece's ends.
pub(super) type Segments = BoxGrid<(usize, Point, Point)>;

/// Cell of the search grids, in document units.
const CELL: f64 = 120.0;

fn candidates(node: &Node<'_>, scale: f64) -> [NameBox; 8] {
    let shape = node.outline.bounding_box();
    let (w, h) = (node.name.size.x * scale, node.name.size.y * scale);
    let Point { x, y } = node.centre;
    let middle = |y0: f64| NameBox {
        rect: Rect::new(x - w / 2.0, y0, x + w / 2.0, y0 + h),
        anchor: Anchor::Middle,
        scale,
    };
    let side = |x0: f64, anchor| NameBox {
        rect: Rect::new(x0, y - h / 2.0, x0 + w, y + h / 2.0),
        anchor,
        scale,
    };
    // Beside the shoulder or the foot, where a round shape leaves room.
    let corner = |left: bool, below: bool| {
        let reach = shape.width() * 0.34;
        let x0 = if left { x - reach - w } else { x + reach };
        let y0 = if below {
            shape.y1 - shape.height() * 0.08
        } else {
            shape.y0 + shape.height() * 0.08 - h
        };
        NameBox {
            rect: Rect::new(x0, y0, x0 + w, y0 + h),
            anchor: if left { Anchor::End } else { Anchor::Start },
            scale,
        }
    };
    [
        middle(shape.y1 + NAME_GAP),
        middle(shape.y0 - NAME_GAP - h),
        side(shape.x1 + NAME_GAP, Anchor::Start),
        side(shape.x0 - NAME_GAP - w, Anchor::End),
        corner(false, true),
        corner(false, false),
        corner(true, true),
        corner(true, false),
    ]
}

/// What covering another name, or somebody, costs at least.
const COVERING: f64 = 40.0;

/// What names have around them.
struct Around<'a> {
    nodes: &'a [Node<'a>],
    shapes: BoxGrid<usize>,
    segments: &'a Segments,
    taken: BoxGrid<Rect>,
}

impl Around<'_> {
    /// What it costs to have a name there, but for which of the places it is.
    fn cost(&self, of: usize, rect: Rect) -> f64 {
        let covered = |other: Rect| {
            let both = rect.intersect(other);
            both.width().max(0.0) * both.height().max(0.0)
        };
        let mut cost = 0.0;
        for other in self.taken.touching(rect) {
            cost += COVERING + covered(*other);
        }
        for &other in self.shapes.touching(rect) {
            if other != of {
                cost += COVERING + covered(self.nodes[other].outline.bounding_box());
            }
        }
        let area = TurnedBox::upright(rect);
        for (_, a, b) in self.segments.touching(rect) {
            if area.meets_segment(*a, *b) {
                cost += 1.5;
            }
        }
        cost
    }

    /// The best place for a name, and what it costs.
    fn best(&self, of: usize, scale: f64) -> (f64, NameBox) {
        const RANKS: [f64; 8] = [0.0, 3.0, 5.0, 6.0, 6.5, 7.0, 7.5, 8.0];
        let places = candidates(&self.nodes[of], scale);
        let [first, others @ ..] = std::array::from_fn::<_, 8, _>(|k| {
            let place = places[k];
            (RANKS[k] + self.cost(of, place.rect), place)
        });
        let cheaper = |a: (f64, NameBox), b: (f64, NameBox)| if b.0 < a.0 { b } else { a };
        others.into_iter().fold(first, cheaper)
    }
}

/// Gives every name the place, of eight, where it covers least: below, above,
/// right, left, then the corners, in order of preference. The busiest actors choose
/// first. Names that are set larger than usual are so as far as they cover no other
/// and nobody.
///
/// Returns a box for each node, in the order given.
#[must_use]
pub fn place(nodes: &[Node<'_>], segments: &Segments, letters: Letters) -> Vec<NameBox> {
    let mut around = Around {
        nodes,
        shapes: BoxGrid::new(CELL),
        segments,
        taken: BoxGrid::new(CELL),
    };
    for (i, node) in nodes.iter().enumerate() {
        around.shapes.insert(node.outline.bounding_box(), i);
    }
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(nodes[i].degree), i));
    let mut placed: Vec<(usize, NameBox)> = Vec::with_capacity(nodes.len());
    for i in order {
        let mut larger = letters.of_names().map(|scale| around.best(i, scale));
        let fits = larger.find(|(cost, _)| *cost < COVERING);
        let (_, name) = fits.unwrap_or_else(|| around.best(i, 1.0));
        around.taken.insert(name.rect, name.rect);
        placed.push((i, name));
    }
    placed.sort_unstable_by_key(|(i, _)| *i);
    placed.into_iter().map(|(_, name)| name).collect()
}

/// Up to so many lines, text looks for places that few of them cross. Beyond,
/// lines are everywhere, and looking would take longer than reading.
pub(super) const CAREFUL: usize = 1_500;

/// The courses, cut into short segments in a grid, each with the index of its
/// course; none when there are too many to look at.
pub(super) fn segments(courses: &[Course]) -> Segments {
    let mut grid = BoxGrid::new(CELL);
    if courses.len() <= CAREFUL {
        for (i, course) in courses.iter().enumerate() {
            for pair in course.points(16).windows(2) {
                grid.insert(Rect::from_points(pair[0], pair[1]), (i, pair[0], pair[1]));
            }
        }
    }
    grid
}
