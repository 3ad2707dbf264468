//! Disconnected parts: laid out one by one, then packed side by side.

use super::request::{Cancelled, LayoutRequest, Point};
use super::topology::{Footprint, Topology};

/// The connected components, largest first, equals by their first node. Each
/// is in ascending order.
pub(super) fn components(graph: &Topology) -> Vec<Vec<u32>> {
    let n = graph.len();
    let mut seen = vec![false; n];
    let mut parts: Vec<Vec<u32>> = Vec::new();
    for root in 0..n {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut part = vec![root as u32];
        let mut next = 0;
        while let Some(&u) = part.get(next) {
            next += 1;
            for &v in graph.neighbours(u as usize) {
                if !std::mem::replace(&mut seen[v as usize], true) {
                    part.push(v);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by(|a, b| b.len().cmp(&a.len()).then(a[0].cmp(&b[0])));
    parts
}

/// One part of a request.
pub(super) struct Part {
    pub graph: Topology,
    pub pins: Vec<Option<Point>>,
    /// Where to begin, if the request is a warm one.
    pub start: Option<Vec<Point>>,
}

/// Lays out every component by `place` (in layout units) and packs those
/// without pins into rows; in a warm request they stay where they were.
///
/// `together`: components that hold pins become one part, because they share
/// the plane that their pins span.
pub(super) fn piecewise(
    graph: &Topology,
    request: &LayoutRequest,
    together: bool,
    mut place: impl FnMut(&Part) -> Result<Vec<Point>, Cancelled>,
) -> Result<Vec<Point>, Cancelled> {
    let n = graph.len();
    let pins = request.pins_for(n);
    let start = request.start_for(n).filter(|_| request.warm);
    let is_held = |part: &Vec<u32>| part.iter().any(|&u| pins[u as usize].is_some());
    let (mut held, free): (Vec<_>, Vec<_>) = components(graph).into_iter().partition(is_held);
    if together && held.len() > 1 {
        let mut all = held.concat();
        all.sort_unstable();
        held = vec![all];
    }
    let bodies = graph.boxes();
    let mut at = vec![[0.0; 2]; n];
    let mut local = vec![0; n];
    let mut boxes: Vec<Extent> = Vec::new();
    let mut fixed = Extent::NONE;
    let held_count = held.len();
    let parts: Vec<Vec<u32>> = held.into_iter().chain(free).collect();
    for (p, members) in parts.iter().enumerate() {
        let part = Part {
            // The usual case, a connected graph, is not copied in pieces.
            graph: if members.len() == n {
                graph.clone()
            } else {
                graph.part(members, &mut local)
            },
            pins: members.iter().map(|&u| pins[u as usize]).collect(),
            start: start
                .as_ref()
                .map(|s| members.iter().map(|&u| s[u as usize]).collect()),
        };
        let placed = match members.len() {
            1 => vec![part.pins[0].unwrap_or([0.0; 2])],
            _ => place(&part)?,
        };
        let shift = match &part.start {
            Some(start) if p >= held_count => {
                let (a, b) = (mean(start), mean(&placed));
                [a[0] - b[0], a[1] - b[1]]
            }
            _ => [0.0; 2],
        };
        let mut extent = Extent::NONE;
        for (i, &u) in members.iter().enumerate() {
            let point = [placed[i][0] + shift[0], placed[i][1] + shift[1]];
            at[u as usize] = point;
            extent.add(point, &bodies[u as usize]);
        }
        if p < held_count || start.is_some() {
            fixed.join(&extent);
        }
        boxes.push(extent);
    }
    if start.is_none() && parts.len() - held_count + usize::from(held_count > 0) > 1 {
        let gap = 0.6 * request.length();
        let shifts = pack(&boxes[held_count..], &fixed, gap);
        for (members, shift) in parts[held_count..].iter().zip(shifts) {
            for &u in members {
                at[u as usize][0] += shift[0];
                at[u as usize][1] += shift[1];
            }
        }
    }
    for (at, pin) in at.iter_mut().zip(&pins) {
        *at = pin.unwrap_or(*at);
    }
    Ok(at)
}

fn mean(points: &[Point]) -> Point {
    let sum = points.iter().fold([0.0_f64; 2], |s, p| {
        [s[0] + f64::from(p[0]), s[1] + f64::from(p[1])]
    });
    let n = points.len().max(1) as f64;
    [(sum[0] / n) as f32, (sum[1] / n) as f32]
}

/// A rectangle that grows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    pub least: Point,
    pub most: Point,
}

impl Extent {
    pub const NONE: Self = Self {
        least: [f32::INFINITY; 2],
        most: [f32::NEG_INFINITY; 2],
    };

    pub fn add(&mut self, p: Point, body: &Footprint) {
        for (k, v) in p.into_iter().enumerate() {
            self.least[k] = self.least[k].min(v + body[0][k]);
            self.most[k] = self.most[k].max(v + body[1][k]);
        }
    }

    pub fn join(&mut self, other: &Self) {
        for k in 0..2 {
            self.least[k] = self.least[k].min(other.least[k]);
            self.most[k] = self.most[k].max(other.most[k]);
        }
    }

    pub fn side(&self, k: usize) -> f32 {
        (self.most[k] - self.least[k]).max(0.0)
    }

    /// The same rectangle elsewhere.
    pub fn moved(&self, by: Point) -> Self {
        Self {
            least: [self.least[0] + by[0], self.least[1] + by[1]],
            most: [self.most[0] + by[0], self.most[1] + by[1]],
        }
    }

    /// Where something below it begins, on the left; the origin if it is empty.
    pub fn below(&self, gap: f32) -> Point {
        if self.least[0].is_finite() {
            [self.least[0], self.most[1] + gap]
        } else {
            [0.0; 2]
        }
    }
}

/// How far to move each box so that none touch: rows of falling height, about
/// as wide as high, below `fixed` if that holds anything.
pub(super) fn pack(boxes: &[Extent], fixed: &Extent, gap: f32) -> Vec<Point> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| {
        boxes[b]
            .side(1)
            .total_cmp(&boxes[a].side(1))
            .then(a.cmp(&b))
    });
    let area: f64 = boxes
        .iter()
        .map(|b| f64::from(b.side(0) + gap) * f64::from(b.side(1) + gap))
        .sum();
    let widest = boxes
        .iter()
        .map(|b| b.side(0))
        .fold(fixed.side(0), f32::max);
    let width = (1.25 * area.sqrt() as f32).max(widest);
    let [left, mut top] = fixed.below(gap);
    let (mut x, mut height) = (left, 0.0_f32);
    let mut shifts = vec![[0.0; 2]; boxes.len()];
    for i in order {
        let b = &boxes[i];
        if x > left && x + b.side(0) > left + width {
            x = left;
            top += height + gap;
            height = 0.0;
        }
        shifts[i] = [x - b.least[0], top - b.least[1]];
        x += b.side(0) + gap;
        height = height.max(b.side(1));
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn largest_first_and_apart() {
        let g = Topology::new(7, &[(5, 6), (0, 1), (1, 2)]);
        assert_eq!(
            components(&g),
            [vec![0, 1, 2], vec![5, 6], vec![3], vec![4]]
        );
        let at = piecewise(&g, &LayoutRequest::default(), true, |part| {
            Ok((0..part.graph.len())
                .map(|i| [i as f32 * 10.0, 0.0])
                .collect())
        })
        .expect("not cancelled");
        for u in 0..7 {
            for v in 0..u {
                assert!(
                    (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]) > 5.0,
                    "{u} {v}"
                );
            }
        }
    }
}
