//! Putting several actors in order: edges in line, equal gaps, a circle, a
//! turn. Pure geometry; [`super::move_actors`] makes a step of the result.

use crate::model::Place;

/// Someone who is to be put in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Where it stands.
    pub at: Place,
    /// What it takes with its name, from the least corner to the most, relative
    /// to where it stands.
    pub body: [[f64; 2]; 2],
}

impl Piece {
    pub(super) fn least(&self, axis: usize) -> f64 {
        self.coordinate(axis) + self.body[0][axis]
    }

    pub(super) fn most(&self, axis: usize) -> f64 {
        self.coordinate(axis) + self.body[1][axis]
    }

    fn size(&self, axis: usize) -> f64 {
        self.body[1][axis] - self.body[0][axis]
    }

    pub(super) fn coordinate(&self, axis: usize) -> f64 {
        if axis == 0 { self.at.x } else { self.at.y }
    }
}

/// How to put several in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// Left edges in line with the leftmost one.
    Left,
    /// Centres in line, one above the other, at the middle of where they were.
    Centre,
    /// Right edges in line with the rightmost one.
    Right,
    /// Upper edges in line with the uppermost one.
    Top,
    /// Centres in line, side by side, at the middle of where they were.
    Middle,
    /// Lower edges in line with the lowest one.
    Bottom,
    /// Equal gaps from left to right; the outermost stay. With less than three
    /// there is nothing to do.
    DistributeAcross,
    /// Equal gaps from top to bottom.
    DistributeDown,
    /// One beside the other in a row, this far apart.
    StackAcross(f64),
    /// One below the other, this far apart.
    StackDown(f64),
    /// Evenly on a circle about their middle, in the order in which they stand
    /// round it; with room for the largest.
    Circle,
    /// On the straight line through the two that are farthest apart, evenly.
    Line,
    /// Turned about their middle, in degrees clockwise.
    Turn(f64),
    /// Drawn apart from their middle (or together), by a factor above 0.
    Scale(f64),
}

/// The two farthest apart, by index. Among many, of the outermost ones.
fn extremes(pieces: &[Piece]) -> Option<(usize, usize)> {
    let ways = [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, -1.0)];
    let along = |i: usize, way: (f64, f64)| pieces[i].at.x * way.0 + pieces[i].at.y * way.1;
    let pair = |way| {
        let all = || 0..pieces.len();
        let first = all().min_by(|&a, &b| along(a, way).total_cmp(&along(b, way)))?;
        let last = all().max_by(|&a, &b| along(a, way).total_cmp(&along(b, way)))?;
        let (p, q) = (pieces[first].at, pieces[last].at);
        Some(((p.x - q.x).hypot(p.y - q.y), first, last))
    };
    let best = ways.into_iter().filter_map(pair);
    let (_, first, last) = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (first != last).then_some((first, last))
}

/// In order of where they stand along an axis.
fn sorted(pieces: &[Piece], axis: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |i: usize| (pieces[i].coordinate(axis), pieces[i].coordinate(1 - axis));
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    order
}

/// Where each stands then, in the order of `pieces`. Pins are left as they are.
/// O(n log n).
#[must_use]
pub fn put_in_order(pieces: &[Piece], order: Order) -> Vec<Place> {
    let mut places: Vec<Place> = pieces.iter().map(|p| p.at).collect();
    let n = pieces.len();
    if n == 0 {
        return places;
    }
    let set = |place: &mut Place, axis: usize, value: f64| {
        *(if axis == 0 {
            &mut place.x
        } else {
            &mut place.y
        }) = value;
    };
    let least = |axis: usize| {
        pieces
            .iter()
            .map(|p| p.least(axis))
            .fold(f64::MAX, f64::min)
    };
    let most = |axis: usize| pieces.iter().map(|p| p.most(axis)).fold(f64::MIN, f64::max);
    let mean = |axis: usize| pieces.iter().map(|p| p.coordinate(axis)).sum::<f64>() / n as f64;
    match order {
        Order::Left | Order::Top => {
            let axis = usize::from(order == Order::Top);
            let edge = least(axis);
            for (place, piece) in places.iter_mut().zip(pieces) {
                set(place, axis, edge - piece.body[0][axis]);
            }
        }
        Order::Right | Order::Bottom => {
            let axis = usize::from(order == Order::Bottom);
            let edge = most(axis);
            for (place, piece) in places.iter_mut().zip(pieces) {
                set(place, axis, edge - piece.body[1][axis]);
            }
        }
        Order::Centre | Order::Middle => {
            let axis = usize::from(order == Order::Middle);
            // Of centres, not of boxes: marks come to stand in line.
            let centres = pieces.iter().map(|p| p.coordinate(axis));
            let (low, high) = centres.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
            for place in &mut places {
                set(place, axis, f64::midpoint(low, high));
            }
        }
        Order::DistributeAcross | Order::DistributeDown => {
            let axis = usize::from(order == Order::DistributeDown);
            let row = sorted(pieces, axis);
            let (Some(&first), Some(&last)) = (row.first(), row.last()) else {
                return places;
            };
            if n < 3 {
                return places;
            }
            let taken: f64 = pieces.iter().map(|p| p.size(axis)).sum();
            let span = pieces[last].most(axis) - pieces[first].least(axis);
            let gap = (span - taken) / (n - 1) as f64;
            let mut edge = pieces[first].least(axis);
            for &i in &row {
                set(&mut places[i], axis, edge - pieces[i].body[0][axis]);
                edge += pieces[i].size(axis) + gap;
            }
        }
        Order::StackAcross(gap) | Order::StackDown(gap) => {
            let axis = usize::from(matches!(order, Order::StackDown(_)));
            let across = mean(1 - axis);
            let row = sorted(pieces, axis);
            let taken: f64 = pieces.iter().map(|p| p.size(axis)).sum();
            let middle = f64::midpoint(least(axis), most(axis));
            let mut edge = middle - (taken + gap * (n - 1) as f64) / 2.0;
            for i in row {
                set(&mut places[i], axis, edge - pieces[i].body[0][axis]);
                set(&mut places[i], 1 - axis, across);
                edge += pieces[i].size(axis) + gap;
            }
        }
        Order::Circle => circle(pieces, [mean(0), mean(1)], &mut places),
        Order::Line => {
            let Some((first, last)) = extremes(pieces) else {
                return places;
            };
            let (a, b) = (pieces[first].at, pieces[last].at);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let along = |i: usize| (pieces[i].at.x - a.x) * dx + (pieces[i].at.y - a.y) * dy;
            let mut row: Vec<usize> = (0..n).collect();
            row.sort_by(|&i, &k| along(i).total_cmp(&along(k)).then(i.cmp(&k)));
            for (k, i) in row.into_iter().enumerate() {
                let t = k as f64 / (n - 1) as f64;
                (places[i].x, places[i].y) = (a.x + dx * t, a.y + dy * t);
            }
        }
        Order::Turn(degrees) => {
            let (sin, cos) = degrees.to_radians().sin_cos();
            let (x, y) = (mean(0), mean(1));
            for place in &mut places {
                let (dx, dy) = (place.x - x, place.y - y);
                (place.x, place.y) = (x + dx * cos - dy * sin, y + dx * sin + dy * cos);
            }
        }
        Order::Scale(factor) => {
            let (x, y) = (mean(0), mean(1));
            for place in &mut places {
                (place.x, place.y) = (x + (place.x - x) * factor, y + (place.y - y) * factor);
            }
        }
    }
    places
}

fn circle(pieces: &[Piece], middle: [f64; 2], places: &mut [Place]) {
    let n = pieces.len();
    if n < 2 {
        return;
    }
    let way = |i: usize| {
        let (dx, dy) = (pieces[i].at.x - middle[0], pieces[i].at.y - middle[1]);
        // From the top, clockwise.
        dx.atan2(-dy)
    };
    let mut round: Vec<usize> = (0..n).collect();
    round.sort_by(|&a, &b| way(a).total_cmp(&way(b)).then(a.cmp(&b)));
    let far = |i: usize| (pieces[i].at.x - middle[0]).hypot(pieces[i].at.y - middle[1]);
    let mean = (0..n).map(far).sum::<f64>() / n as f64;
    let widest = pieces
        .iter()
        .map(|p| p.size(0).max(p.size(1)))
        .fold(0.0, f64::max);
    // The chord between two neighbours is as long as the largest is wide.
    let room = 1.08 * widest / 2.0 / (std::f64::consts::PI / n as f64).sin();
    let radius = mean.max(room);
    let start = way(round[0]);
    for (k, i) in round.into_iter().enumerate() {
        let angle = start + k as f64 / n as f64 * std::f64::consts::TAU;
        places[i].x = middle[0] + radius * angle.sin();
        places[i].y = middle[1] - radius * angle.cos();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(of: &[(f64, f64, f64)]) -> Vec<Piece> {
        of.iter()
            .map(|&(x, y, half)| Piece {
                at: Place::at(x, y),
                body: [[-half, -10.0], [half, 30.0]],
            })
            .collect()
    }

    fn xs(places: &[Place]) -> Vec<f64> {
        places.iter().map(|p| p.x).collect()
    }

    fn ys(places: &[Place]) -> Vec<f64> {
        places.iter().map(|p| p.y).collect()
    }

    #[test]
    fn edges_come_in_line() {
        let row = pieces(&[(0.0, 5.0, 10.0), (100.0, 40.0, 50.0), (300.0, -20.0, 20.0)]);
        let left = put_in_order(&row, Order::Left);
        assert_eq!(xs(&left), [0.0, 40.0, 10.0]);
        assert_eq!(ys(&left), ys(&row.iter().map(|p| p.at).collect::<Vec<_>>()));
        assert_eq!(xs(&put_in_order(&row, Order::Right)), [310.0, 270.0, 300.0]);
        assert_eq!(xs(&put_in_order(&row, Order::Centre)), [150.0; 3]);
        assert_eq!(ys(&put_in_order(&row, Order::Top)), [-20.0; 3]);
        assert_eq!(ys(&put_in_order(&row, Order::Bottom)), [40.0; 3]);
        assert_eq!(ys(&put_in_order(&row, Order::Middle)), [10.0; 3]);
    }

    #[test]
    fn gaps_become_equal_and_the_outermost_stay() {
        let row = pieces(&[(300.0, 0.0, 20.0), (0.0, 5.0, 10.0), (20.0, 40.0, 50.0)]);
        let places = put_in_order(&row, Order::DistributeAcross);
        assert_eq!((places[1].x, places[0].x), (0.0, 300.0));
        let gap = |a: usize, b: usize| {
            (places[b].x + row[b].body[0][0]) - (places[a].x + row[a].body[1][0])
        };
        assert!((gap(1, 2) - gap(2, 0)).abs() < 1e-9);
        let two = pieces(&[(0.0, 0.0, 5.0), (50.0, 9.0, 5.0)]);
        assert_eq!(
            xs(&put_in_order(&two, Order::DistributeAcross)),
            [0.0, 50.0]
        );
        let stacked = put_in_order(&row, Order::StackAcross(24.0));
        assert!(((stacked[2].x - 50.0) - (stacked[1].x + 10.0) - 24.0).abs() < 1e-9);
        assert!(((stacked[0].x - 20.0) - (stacked[2].x + 50.0) - 24.0).abs() < 1e-9);
        assert_eq!(ys(&stacked), [15.0; 3]);
        let down = put_in_order(&row, Order::StackDown(0.0));
        assert_eq!(down[1].y - down[0].y, 40.0);
    }

    #[test]
    fn a_circle_keeps_their_turn_and_has_room() {
        let around = pieces(&[
            (0.0, -10.0, 40.0),
            (10.0, 0.0, 40.0),
            (0.0, 10.0, 40.0),
            (-10.0, 0.0, 40.0),
        ]);
        let places = put_in_order(&around, Order::Circle);
        for i in 0..4 {
            let r = places[i].x.hypot(places[i].y);
            assert!((r - places[0].x.hypot(places[0].y)).abs() < 1e-9);
            let next = &places[(i + 1) % 4];
            assert!((places[i].x - next.x).hypot(places[i].y - next.y) >= 80.0);
        }
        assert!(places[0].y < 0.0 && places[1].x > 0.0 && places[2].y > 0.0 && places[3].x < 0.0);
    }

    #[test]
    fn a_line_joins_the_two_farthest_apart() {
        let some = pieces(&[(0.0, 0.0, 5.0), (90.0, 90.0, 5.0), (30.0, 70.0, 5.0)]);
        let places = put_in_order(&some, Order::Line);
        assert_eq!(xs(&places), [0.0, 90.0, 45.0]);
        assert_eq!(ys(&places), [0.0, 90.0, 45.0]);
        let heap = pieces(&[(3.0, 3.0, 5.0); 3]);
        assert_eq!(xs(&put_in_order(&heap, Order::Line)), [3.0; 3]);
    }

    #[test]
    fn a_turn_there_and_back_is_none() {
        let some = pieces(&[(0.0, 0.0, 5.0), (90.0, 90.0, 5.0), (30.0, 70.0, 5.0)]);
        let turned = put_in_order(&some, Order::Turn(90.0));
        let middle = (40.0, 160.0 / 3.0);
        assert!((turned[0].x - (middle.0 + middle.1)).abs() < 1e-9);
        assert!((turned[0].y - (middle.1 - middle.0)).abs() < 1e-9);
        let again: Vec<Piece> = some
            .iter()
            .zip(&turned)
            .map(|(p, &at)| Piece { at, ..*p })
            .collect();
        for (back, old) in put_in_order(&again, Order::Turn(-90.0)).iter().zip(&some) {
            assert!((back.x - old.at.x).abs() < 1e-9 && (back.y - old.at.y).abs() < 1e-9);
        }
        let wide = put_in_order(&some, Order::Scale(2.0));
        assert!((wide[1].x - wide[0].x - 180.0).abs() < 1e-9);
        assert!(put_in_order(&[], Order::Circle).is_empty());
    }
}
