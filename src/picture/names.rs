//! Where the names of actors stand.

use kurbo::{Point, Rect, Shape};

use super::Anchor;
use super::label::{BoxGrid, TurnedBox};
use super::nodes::{NAME_GAP, Node};
use super::route::Course;

/// A name that has found its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameBox {
    /// What it takes.
    pub rect: Rect,
    /// Which side of `rect` its lines are flush with.
    pub anchor: Anchor,
}

/// Pieces of lines in a grid: the index of the line, and the piece's ends.
pub(super) type Segments = BoxGrid<(usize, Point, Point)>;

/// Cell of the search grids, in document units.
const CELL: f64 = 120.0;

fn candidates(node: &Node<'_>) -> [NameBox; 8] {
    let shape = node.outline.bounding_box();
    let (w, h) = (node.name.size.x, node.name.size.y);
    let Point { x, y } = node.centre;
    let middle = |y0: f64| NameBox {
        rect: Rect::new(x - w / 2.0, y0, x + w / 2.0, y0 + h),
        anchor: Anchor::Middle,
    };
    let side = |x0: f64, anchor| NameBox {
        rect: Rect::new(x0, y - h / 2.0, x0 + w, y + h / 2.0),
        anchor,
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

/// Gives every name the place, of eight, where it covers least: below, above,
/// right, left, then the corners, in order of preference. The busiest actors choose first.
///
/// Returns a box for each node, in the order given.
#[must_use]
pub fn place(nodes: &[Node<'_>], segments: &Segments) -> Vec<NameBox> {
    let mut shapes: BoxGrid<usize> = BoxGrid::new(CELL);
    for (i, node) in nodes.iter().enumerate() {
        shapes.insert(node.outline.bounding_box(), i);
    }
    let mut taken: BoxGrid<Rect> = BoxGrid::new(CELL);
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(nodes[i].degree), i));
    let mut placed: Vec<Option<NameBox>> = vec![None; nodes.len()];
    for i in order {
        let mut best: Option<(f64, NameBox)> = None;
        for (rank, candidate) in candidates(&nodes[i]).into_iter().enumerate() {
            let rect = candidate.rect;
            let covered = |other: Rect| {
                let both = rect.intersect(other);
                both.width().max(0.0) * both.height().max(0.0)
            };
            let mut cost = [0.0, 3.0, 5.0, 6.0, 6.5, 7.0, 7.5, 8.0][rank];
            for other in taken.touching(rect) {
                cost += 40.0 + covered(*other);
            }
            for &other in shapes.touching(rect) {
                if other != i {
                    cost += 40.0 + covered(nodes[other].outline.bounding_box());
                }
            }
            let area = TurnedBox::upright(rect);
            for (_, a, b) in segments.touching(rect) {
                if area.meets_segment(*a, *b) {
                    cost += 1.5;
                }
            }
            if best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, candidate));
            }
        }
        if let Some((_, name)) = best {
            taken.insert(name.rect, name.rect);
            placed[i] = Some(name);
        }
    }
    placed
        .into_iter()
        .map(|p| {
            p.unwrap_or(NameBox {
                rect: Rect::ZERO,
                anchor: Anchor::Middle,
            })
        })
        .collect()
}

/// Up to so many lines, text looks for places that few of them cross. Beyond,
/// lines are everywhere, and looking would take longer than reading.
const CAREFUL: usize = 1_500;

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
