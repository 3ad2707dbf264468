//! Coming in line while something is moved: which way to the nearest place
//! where it stands in line with others, or as far from two of them. Pure
//! geometry; whoever moves things adds the way found to theirs.

use super::align::Piece;

/// What differs by less than this is in line, in document units.
const SAME: f64 = 1e-6;
/// Rounds until both axes agree; more are hardly ever needed.
const ROUNDS: usize = 6;
/// Most pairs of gaps that are told of at once.
const MOST_GAPS: usize = 4;

/// What something has come in line with. Coordinates are those of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Guide {
    /// Others with the same coordinate.
    Line {
        /// Along which axis the coordinate is: 0 for x, 1 for y.
        axis: usize,
        /// The coordinate.
        at: f64,
        /// Where those in line are on the other axis, ascending.
        marks: Vec<f64>,
    },
    /// Two gaps of the same width.
    Gaps {
        /// Along which axis they are: 0 for x, 1 for y.
        axis: usize,
        /// From where to where each gap is, ascending.
        spans: [[f64; 2]; 2],
        /// Where they are on the other axis.
        across: f64,
    },
}

/// Where something has come in line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snap {
    /// The way there, along x and y, in document units.
    pub by: [f64; 2],
    /// Along which axes it is in line with anything.
    pub on: [bool; 2],
    /// With what, in no order that means anything.
    pub guides: Vec<Guide>,
}

/// The nearest point of a grid that has one at 0, along one axis.
#[must_use]
pub fn on_grid(coordinate: f64, spacing: f64) -> f64 {
    if spacing > 0.0 {
        (coordinate / spacing).round() * spacing
    } else {
        coordinate
    }
}

/// How far something is to be moved so that it comes in line with others: its
/// centre with a centre, an edge with an edge, or with two gaps of the same
/// width between three that stand in a row. Along each axis the nearest place
/// counts, if it is `within` so many document units; of two equally near ones,
/// that of the lower coordinate.
///
/// What comes of it is in line: asking again moves it no more. The order of the
/// others makes no difference. O(n log n).
#[must_use]
pub fn snap(moving: &Piece, others: &[Piece], within: f64) -> Snap {
    let mut by = [0.0; 2];
    let mut on = [false; 2];
    let mut agreed = false;
    for _ in 0..ROUNDS {
        // Who stands in a row with it depends on where it comes to stand along
        // the other axis.
        let found = [0, 1].map(|axis| nearest(moving, by, axis, others, within));
        let next = found.map(|way| way.unwrap_or(0.0));
        on = found.map(|way| way.is_some());
        agreed = next == by;
        by = next;
        if agreed {
            break;
        }
    }
    if !agreed {
        // Each axis would follow the other about: rather nothing than a jitter.
        return Snap::default();
    }
    let there = shifted(moving, by);
    let mut guides = Vec::new();
    for axis in (0..2).filter(|&axis| on[axis]) {
        lines(&there, others, axis, &mut guides);
        let mut gaps = Vec::new();
        each_gap(&there, others, axis, |way, spans| {
            if way.abs() < SAME && gaps.len() < MOST_GAPS {
                let across = there.coordinate(1 - axis);
                gaps.push(Guide::Gaps {
                    axis,
                    spans,
                    across,
                });
            }
        });
        guides.extend(gaps);
    }
    Snap { by, on, guides }
}

fn shifted(piece: &Piece, by: [f64; 2]) -> Piece {
    let mut there = *piece;
    there.at.x += by[0];
    there.at.y += by[1];
    there
}

/// The shortest way along an axis from where it is to where it is in line, once
/// it has gone its way along the other.
fn nearest(
    moving: &Piece,
    by: [f64; 2],
    axis: usize,
    others: &[Piece],
    within: f64,
) -> Option<f64> {
    let mut here = by;
    here[axis] = 0.0;
    let here = shifted(moving, here);
    let mut best: Option<f64> = None;
    let mut offer = |way: f64| {
        let nearer = |best: f64| (way.abs(), way) < (best.abs(), best);
        if way.abs() <= within && best.is_none_or(nearer) {
            best = Some(way);
        }
    };
    for other in others {
        offer(other.coordinate(axis) - here.coordinate(axis));
        edges(&here, other, axis).into_iter().for_each(&mut offer);
    }
    each_gap(&here, others, axis, |way, _| offer(way));
    best
}

/// The ways from the lower edge and from the higher one to each edge of another.
fn edges(here: &Piece, other: &Piece, axis: usize) -> [f64; 4] {
    let (low, high) = (here.least(axis), here.most(axis));
    let (to_low, to_high) = (other.least(axis), other.most(axis));
    [to_low - low, to_high - low, to_low - high, to_high - high]
}

/// The lines on which it stands with others. Where centres are in line, the
/// edges of the two are not spoken of.
fn lines(there: &Piece, others: &[Piece], axis: usize, guides: &mut Vec<Guide>) {
    let coordinates = [there.coordinate(axis), there.least(axis), there.most(axis)];
    let mut marks: [Vec<f64>; 3] = Default::default();
    for other in others {
        let mark = other.coordinate(1 - axis);
        if (other.coordinate(axis) - coordinates[0]).abs() < SAME {
            marks[0].push(mark);
            continue;
        }
        let ways = edges(there, other, axis).map(f64::abs);
        for (line, pair) in [(1, 0..2), (2, 2..4)] {
            if ways[pair].iter().any(|way| *way < SAME) {
                marks[line].push(mark);
            }
        }
    }
    for (at, mut marks) in coordinates.into_iter().zip(marks) {
        if marks.is_empty() {
            continue;
        }
        marks.push(there.coordinate(1 - axis));
        marks.sort_by(f64::total_cmp);
        marks.dedup();
        guides.push(Guide::Line { axis, at, marks });
    }
}

/// Calls `each` with every way along an axis to where two gaps are equally wide:
/// one of them, or both, between it and others that stand in a row with it. With
/// the way come the gaps as they are then.
fn each_gap(here: &Piece, others: &[Piece], axis: usize, mut each: impl FnMut(f64, [[f64; 2]; 2])) {
    let side = 1 - axis;
    let beside = |o: &&Piece| {
        o.least(side) < here.most(side) - SAME && here.least(side) < o.most(side) - SAME
    };
    let in_row = others.iter().filter(beside);
    let mut row: Vec<[f64; 2]> = in_row.map(|o| [o.least(axis), o.most(axis)]).collect();
    row.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    row.dedup();
    let (low, high) = (here.least(axis), here.most(axis));
    for a in &row {
        // Whoever is next after it, with nothing of either on the other.
        let next = row.partition_point(|b| b[0] < a[1] + SAME);
        let Some(b) = row.get(next) else {
            continue;
        };
        let gap = b[0] - a[1];
        let between = [a[1], b[0]];
        each(b[1] + gap - low, [between, [b[1], b[1] + gap]]);
        each(a[0] - gap - high, [[a[0] - gap, a[0]], between]);
        let room = gap - (high - low);
        if room > SAME {
            let half = room / 2.0;
            let spans = [[a[1], a[1] + half], [b[0] - half, b[0]]];
            each(a[1] + half - low, spans);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Place;

    fn piece(x: f64, y: f64, half: [f64; 2]) -> Piece {
        Piece {
            at: Place::at(x, y),
            body: [[-half[0], -half[1]], [half[0], half[1] + 20.0]],
        }
    }

    /// A square of side 20 about a point.
    fn square(x: f64, y: f64) -> Piece {
        Piece {
            at: Place::at(x, y),
            body: [[-10.0, -10.0], [10.0, 10.0]],
        }
    }

    #[test]
    fn centres_come_in_line_and_the_nearest_wins() {
        let others = [square(100.0, 0.0), square(103.0, 400.0)];
        let found = snap(&square(104.0, 170.0), &others, 8.0);
        assert_eq!((found.by, found.on), ([-1.0, 0.0], [true, false]));
        assert_eq!(
            found.guides,
            [Guide::Line {
                axis: 0,
                at: 103.0,
                marks: vec![170.0, 400.0],
            }]
        );
        let far = snap(&square(150.0, 170.0), &others, 8.0);
        assert_eq!(far, Snap::default());
        // Between two equally near ones, the lower.
        let others = [square(105.0, 0.0), square(99.0, 400.0)];
        assert_eq!(snap(&square(102.0, 170.0), &others, 8.0).by[0], -3.0);
    }

    #[test]
    fn edges_come_in_line_with_edges() {
        let wide = piece(0.0, 0.0, [50.0, 10.0]);
        let found = snap(&square(42.5, 300.0), &[wide], 8.0);
        assert_eq!(found.by, [-2.5, 0.0], "right edge on right edge");
        let found = snap(&square(57.0, 300.0), &[wide], 8.0);
        assert_eq!(found.by, [3.0, 0.0], "left edge on right edge");
        assert!(matches!(found.guides[..], [Guide::Line { at: 50.0, .. }]));
    }

    #[test]
    fn gaps_become_equal_on_either_side_and_between() {
        let row = [square(0.0, 0.0), square(70.0, 3.0)];
        // 50 between them: the next one begins at 130.
        let after = snap(&square(143.0, -6.0), &row, 4.0);
        assert_eq!((after.by[0], after.on[0]), (-3.0, true));
        assert!(after.guides.contains(&Guide::Gaps {
            axis: 0,
            spans: [[10.0, 60.0], [80.0, 130.0]],
            across: -6.0 + after.by[1],
        }));
        let before = snap(&square(-68.0, 5.0), &row, 4.0);
        assert_eq!(before.by[0], -2.0);
        let between = snap(&square(36.0, 5.0), &row, 4.0);
        assert_eq!(between.by[0], -1.0);
        // Whoever stands beside the row is in no row with them.
        let beside = snap(&square(143.0, 100.0), &row, 4.0);
        assert_eq!(beside, Snap::default());
    }

    #[test]
    fn a_grid_has_a_point_at_0() {
        assert_eq!(
            [-31.0, -29.0, 9.0, 11.0].map(|v| on_grid(v, 20.0)),
            [-40.0, -20.0, 0.0, 20.0]
        );
        assert_eq!(on_grid(7.3, 0.0), 7.3);
    }

    fn any_piece() -> impl Strategy<Value = Piece> {
        let number = |most: i32| (-most..most).prop_map(|v| f64::from(v) / 4.0);
        let half = || (1..200_i32).prop_map(|v| f64::from(v) / 4.0);
        (number(1200), number(1200), half(), half()).prop_map(|(x, y, w, h)| piece(x, y, [w, h]))
    }

    fn turned(p: &Piece) -> Piece {
        let [low, high] = p.body;
        Piece {
            at: Place::at(p.at.y, p.at.x),
            body: [[low[1], low[0]], [high[1], high[0]]],
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_comes_of_it_is_near_in_line_and_the_same_on_both_axes(
            moving in any_piece(),
            others in prop::collection::vec(any_piece(), 0..24),
            within in 0.0..40.0_f64,
        ) {
            let found = snap(&moving, &others, within);
            for axis in 0..2 {
                prop_assert!(found.by[axis].abs() <= within);
                prop_assert!(found.on[axis] || found.by[axis] == 0.0);
                let told = found.guides.iter().any(|g| match g {
                    Guide::Line { axis: a, .. } | Guide::Gaps { axis: a, .. } => *a == axis,
                });
                prop_assert_eq!(told, found.on[axis]);
            }
            let again = snap(&shifted(&moving, found.by), &others, within);
            prop_assert!(again.by.iter().all(|way| way.abs() < SAME), "{:?}", again.by);

            let across: Vec<Piece> = others.iter().map(turned).collect();
            let other = snap(&turned(&moving), &across, within);
            prop_assert_eq!(other.by, [found.by[1], found.by[0]]);
            prop_assert_eq!(other.guides.len(), found.guides.len());

            let mut backwards = others;
            backwards.reverse();
            prop_assert_eq!(snap(&moving, &backwards, within), found);
        }
    }
}
