//! How many edges cross.

use super::levels::{Levels, Order};

/// Counts crossings, again and again, with memory of its own.
///
/// Edges are met by their upper ends, each adds to the counts of a tree over
/// the places of the lower layer: the accumulator tree of Barth, Jünger &
/// Mutzel (2002), O(e log v) a pair of layers.
#[derive(Default)]
pub struct Counter {
    tree: Vec<u32>,
    places: Vec<u32>,
}

impl Counter {
    /// Crossings between all neighbouring layers.
    pub fn total(&mut self, levels: &Levels, order: &Order) -> u64 {
        let pairs = 1..levels.depth();
        pairs.map(|l| self.between(levels, order, l)).sum()
    }

    /// Crossings between layers `l - 1` and `l`.
    pub fn between(&mut self, levels: &Levels, order: &Order, l: usize) -> u64 {
        let lower = levels.starts[l + 1] - levels.starts[l];
        let upper = order.layer(levels, l - 1);
        if upper.len() < 2 || lower < 2 {
            return 0;
        }
        let leaves = lower.next_power_of_two();
        self.tree.clear();
        self.tree.resize(2 * leaves, 0);
        let mut count = 0_u64;
        for &u in upper {
            self.places.clear();
            let row = levels.below.row(u).iter();
            self.places.extend(row.map(|&v| order.place[v as usize]));
            self.places.sort_unstable();
            for &p in &self.places {
                let mut node = leaves + p as usize;
                self.tree[node] += 1;
                while node > 1 {
                    if node.is_multiple_of(2) {
                        count += u64::from(self.tree[node + 1]);
                    }
                    node /= 2;
                    self.tree[node] += 1;
                }
            }
        }
        count
    }
}

/// Of two nodes beside each other on a layer, with the sorted places of their
/// neighbours on another layer: by how many crossings it is better that they
/// change places. O(degrees).
pub fn gain(left: &[u32], right: &[u32]) -> i64 {
    if let ([a], [b]) = (left, right) {
        return i64::from(a > b) - i64::from(a < b);
    }
    let (mut less, mut not_more) = (0, 0);
    let mut gain = 0;
    for x in left {
        while right.get(less).is_some_and(|y| y < x) {
            less += 1;
        }
        while right.get(not_more).is_some_and(|y| y <= x) {
            not_more += 1;
        }
        gain += less as i64 - (right.len() - not_more) as i64;
    }
    gain
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::super::digraph::Dag;
    use super::*;

    #[test]
    fn counts_agree_with_the_definition() {
        let mut rng = Rng::new(2);
        for _ in 0..60 {
            let (a, b) = (1 + rng.below(9), 1 + rng.below(9));
            let mut arcs: Vec<(u32, u32)> = (0..30)
                .map(|_| (rng.below(a) as u32, (a + rng.below(b)) as u32))
                .collect();
            arcs.sort_unstable();
            arcs.dedup();
            let rank: Vec<u32> = (0..a + b).map(|u| u32::from(u >= a)).collect();
            let dag = Dag::new(a + b, arcs.clone());
            let levels = Levels::new(&dag, &rank);
            let mut mixed: Vec<u32> = (0..(a + b) as u32).collect();
            rng.shuffle(&mut mixed);
            let order = Order::of(&levels, mixed.into_iter());
            let at = |u: u32| i64::from(order.place[u as usize]);
            let mut slow = 0;
            for (i, &(u, v)) in arcs.iter().enumerate() {
                let crosses = |&&(w, x): &&(u32, u32)| (at(u) - at(w)) * (at(v) - at(x)) < 0;
                slow += arcs[..i].iter().filter(crosses).count() as u64;
            }
            assert_eq!(Counter::default().total(&levels, &order), slow);
        }
    }

    #[test]
    fn what_a_change_of_places_gains() {
        assert_eq!(gain(&[3], &[1]), 1);
        assert_eq!(gain(&[1, 4], &[2, 4]), -2 + 1);
        assert_eq!(gain(&[], &[2]), 0);
        assert_eq!(gain(&[5, 6], &[0, 1]), 4);
    }
}
