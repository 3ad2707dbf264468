//! Who is on which side, and who on none.

use super::components::components;
use super::facts::{Facts, Tie};
use super::request::{Cancelled, Pulse};
use super::signed::Signed;
use super::topology::Topology;

/// Stances up to this one, either way, are neutral, as [`StanceBand`] has it.
///
/// [`StanceBand`]: crate::model::StanceBand
const NEUTRAL: f32 = 0.2;
/// What a neutral tie holds together, as a part of a supportive one: enough to
/// decide where nothing else does.
const TOGETHER: f32 = 0.1;
/// A side is clear if at least two thirds of what is said for or against it
/// agree with it: what agrees less what does not is a third of both.
const CLEAR: f64 = 1.0 / 3.0;

/// Where a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// A tie's weight and stance, made sane.
pub(super) fn measures(tie: &Tie) -> (f32, f32) {
    let sane = tie.weight.is_finite() && tie.weight > 0.0;
    let weight = if sane {
        tie.weight.clamp(1e-4, 1e4)
    } else {
        1.0
    };
    let stance = if tie.stance.is_nan() { 0.0 } else { tie.stance };
    (weight, stance.clamp(-1.0, 1.0))
}

/// What a tie says of sides, above 0 for the same one; 0 if it is neutral.
fn says(tie: &Tie) -> f32 {
    let (weight, stance) = measures(tie);
    if stance.abs() > NEUTRAL {
        weight * stance
    } else {
        0.0
    }
}

/// The ties of the facts, or else the edges as neutral ties.
pub(super) fn ties_of(graph: &Topology) -> Vec<Tie> {
    match graph.facts().map(|f| &f.ties) {
        Some(ties) if !ties.is_empty() => {
            let real = ties.iter().filter(|t| t.from != t.to);
            real.copied().collect()
        }
        _ => (0..graph.len())
            .flat_map(|u| graph.edges(u).map(move |(v, weight)| (u, v, weight)))
            .filter(|&(u, v, _)| u < v)
            .map(|(u, v, weight)| Tie {
                from: u as u32,
                to: v as u32,
                weight,
                stance: 0.0,
                when: None,
            })
            .collect(),
    }
}

/// The ties as an undirected graph with weights of any sign.
pub(super) fn joined(n: usize, ties: &[Tie], weight: impl Fn(&Tie) -> f32) -> Topology {
    let ends: Vec<(u32, u32)> = ties.iter().map(|t| (t.from, t.to)).collect();
    Topology::build(n, &ends, |e| weight(&ties[e]))
}

/// The side that each node's group gives it: the first group is on the left,
/// the second on the right.
pub(super) fn by_groups(facts: &Facts) -> Vec<Side> {
    let of = |&g: &u32| match g {
        0 => Side::Left,
        1 => Side::Right,
        _ => Side::Middle,
    };
    facts.groups.iter().map(of).collect()
}

/// The sides that signed ties tell of, see [`super::Camps`].
pub(super) struct ByStance {
    signed: Signed,
    hostile: bool,
}

impl ByStance {
    pub fn of(n: usize, ties: &[Tie]) -> Self {
        let hostile = ties.iter().any(|t| says(t) < 0.0);
        let bond = |t: &Tie| match says(t) {
            0.0 => TOGETHER * measures(t).0,
            said => said,
        };
        let graph = joined(n, ties, bond);
        let mut mass = vec![0.0; n];
        let mut price = 0.0;
        if !hostile {
            let strength = |u: usize| graph.weights(u).iter().sum::<f32>();
            mass = (0..n).map(strength).collect();
            price = 1.0 / mass.iter().map(|&m| f64::from(m)).sum::<f64>().max(1e-9);
        }
        let signed = Signed {
            ties: graph,
            mass,
            price,
        };
        Self { signed, hostile }
    }

    /// About what [`ByStance::find`] tells of work.
    pub fn work(&self) -> f64 {
        self.signed.work()
    }

    /// The sides; `aside` are the nodes that take none.
    pub fn find(
        &self,
        ties: &[Tie],
        aside: &[bool],
        seed: u64,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Vec<Side>, Cancelled> {
        let n = self.signed.ties.len();
        let mut side = self.signed.split(seed, pulse)?;
        self.balance(&mut side);
        let mut clear = if self.hostile {
            clear_by_stance(n, ties, &side)
        } else {
            self.clear_by_bonds(&side)
        };
        for (clear, &aside) in clear.iter_mut().zip(aside) {
            *clear &= !aside;
        }
        // A camp of people in doubt is still a camp.
        for one in [1, -1] {
            if !(0..n).any(|u| clear[u] && side[u] == one) {
                for u in (0..n).filter(|&u| side[u] == one) {
                    let tied = self.signed.ties.degree(u) > 0;
                    clear[u] = tied && !aside.get(u).is_some_and(|&a| a);
                }
            }
        }
        // The first that has a side has the left one.
        let left = (0..n).find(|&u| clear[u]).map_or(1, |u| side[u]);
        let of = |u: usize| match (clear[u], side[u] == left) {
            (false, _) => Side::Middle,
            (true, true) => Side::Left,
            (true, false) => Side::Right,
        };
        Ok((0..n).map(of).collect())
    }

    /// Parts that nothing joins may each be turned around: so that the sides
    /// become about as large.
    fn balance(&self, side: &mut [i8]) {
        let mut lead = 0_i64;
        for part in components(&self.signed.ties) {
            if part.len() == 1 {
                continue; // alone is no side
            }
            let mut sum: i64 = part.iter().map(|&u| i64::from(side[u as usize])).sum();
            if sum * lead > 0 {
                part.iter().for_each(|&u| side[u as usize] *= -1);
                sum = -sum;
            }
            lead += sum;
        }
    }

    /// Those with more ties to their own side than to the other.
    fn clear_by_bonds(&self, side: &[i8]) -> Vec<bool> {
        let ties = &self.signed.ties;
        let agrees = |u: usize| {
            let own = |(v, w): (usize, f32)| f64::from(w) * f64::from(side[u] * side[v]);
            ties.edges(u).map(own).sum::<f64>() > 1e-9
        };
        (0..ties.len()).map(agrees).collect()
    }
}

/// Those of whom enough is said that agrees with their side, where signed ties
/// lead on to a hostile one: without opponents, friends are no camp.
fn clear_by_stance(n: usize, ties: &[Tie], side: &[i8]) -> Vec<bool> {
    let (mut agreed, mut said) = (vec![0.0_f64; n], vec![0.0_f64; n]);
    let heard: Vec<Tie> = ties.iter().filter(|t| says(t) != 0.0).copied().collect();
    let mut opposed = vec![false; n];
    for tie in &heard {
        let s = f64::from(says(tie));
        let (u, v) = (tie.from as usize, tie.to as usize);
        for end in [u, v] {
            agreed[end] += s * f64::from(side[u] * side[v]);
            said[end] += s.abs();
            opposed[end] |= s < 0.0;
        }
    }
    let mut clear = vec![false; n];
    for part in components(&joined(n, &heard, says)) {
        if part.iter().any(|&u| opposed[u as usize]) {
            for u in part.into_iter().map(|u| u as usize) {
                clear[u] = agreed[u] >= CLEAR * said[u] - 1e-9;
            }
        }
    }
    clear
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn sides(n: usize, ties: &[(u32, u32, f32)], aside: &[bool]) -> Vec<Side> {
        let tie = |&(from, to, stance): &(u32, u32, f32)| Tie {
            from,
            to,
            weight: 1.0,
            stance,
            when: None,
        };
        let ties: Vec<Tie> = ties.iter().map(tie).collect();
        let mut go = |_| ControlFlow::Continue(());
        let found = ByStance::of(n, &ties).find(&ties, aside, 1, &mut Pulse::new(&mut go, 1.0));
        found.expect("nobody cancels")
    }

    use Side::{Left, Middle, Right};

    #[test]
    fn who_is_torn_stands_in_the_middle() {
        // 0 and 1 against 2 and 3; 4 has a friend and no foe on either side.
        let ties = [
            (0, 1, 1.0),
            (2, 3, 1.0),
            (0, 2, -1.0),
            (1, 3, -1.0),
            (4, 0, 1.0),
            (4, 2, 1.0),
        ];
        assert_eq!(sides(5, &ties, &[]), [Left, Left, Right, Right, Middle]);
    }

    #[test]
    fn two_thirds_make_a_side_clear() {
        let duel = [(0, 1, -1.0), (0, 1, -1.0), (0, 1, -1.0)];
        let with = |friendly: usize| {
            let mut ties = duel.to_vec();
            ties.extend([(2, 0, 1.0), (2, 0, 1.0)]);
            ties.extend(vec![(2, 1, 0.5); friendly]);
            sides(3, &ties, &[])[2]
        };
        assert_eq!(with(2), Left, "2 for, 1 against");
        assert_eq!(with(3), Middle, "2 for, 1.5 against");
    }

    #[test]
    fn what_is_neutral_unopposed_or_aside_has_no_side() {
        // 2 only attends, 3 and 4 are friends that nobody opposes, 5 is a norm.
        let ties = [
            (0, 1, -1.0),
            (2, 0, 0.1),
            (3, 4, 1.0),
            (0, 5, 1.0),
            (1, 5, -1.0),
        ];
        let aside = [false, false, false, false, false, true];
        let found = sides(7, &ties, &aside);
        assert_eq!(found[..2], [Left, Right]);
        assert!(found[2..].iter().all(|&s| s == Middle), "{found:?}");
    }

    #[test]
    fn three_who_are_all_at_odds_make_two_camps() {
        let found = sides(3, &[(0, 1, -1.0), (1, 2, -1.0), (2, 0, -1.0)], &[]);
        assert!(found.contains(&Left) && found.contains(&Right), "{found:?}");
    }

    #[test]
    fn separate_quarrels_are_turned_to_fill_both_sides() {
        let one = |c: u32| (1..5).map(move |v| (c, c + v, -1.0));
        let ties: Vec<(u32, u32, f32)> = one(0).chain(one(5)).collect();
        let found = sides(10, &ties, &[]);
        assert_eq!(found.iter().filter(|&&s| s == Left).count(), 5);
        assert_eq!(found.iter().filter(|&&s| s == Right).count(), 5);
    }
}
