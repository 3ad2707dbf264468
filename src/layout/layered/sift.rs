//! The best place for each node of one layer, the neighbouring layers held.

use super::super::rng::Rng;
use super::crossings::gain;
use super::levels::{Levels, Order};

/// Sifts layers, again and again, with memory of its own.
///
/// One node after another is taken out of its layer and put where the fewest
/// edges cross (Matuszewski, Schönfeld & Molitor 1999), counting the crossings
/// to both neighbouring layers. With a reach of 1 these are the transpositions
/// of Gansner et al. (1993).
#[derive(Default)]
pub struct Sifter {
    /// The sorted places of each node's neighbours: above, then below.
    places: Vec<u32>,
    /// Where those of each node of the layer begin, above and below.
    begins: Vec<[u32; 2]>,
    turns: Vec<u32>,
    now: Vec<u32>,
    at: Vec<u32>,
    moved: Vec<u32>,
    /// Neighbours looked at so far, about.
    pub work: u64,
}

impl Sifter {
    /// Sifts layer `l`, each node at most `reach` places far, and gives the
    /// number of crossings saved. With `drift`, nodes also go where nothing is
    /// saved but nothing lost, at random. O(k d) for each of `k` nodes within
    /// reach and their degree `d`.
    pub fn sift(
        &mut self,
        levels: &Levels,
        order: &mut Order,
        l: usize,
        reach: usize,
        rng: &mut Rng,
        drift: bool,
    ) -> u64 {
        self.gather(levels, order, l);
        let count = self.begins.len() - 1;
        self.now.clear();
        self.now.extend(0..count as u32);
        self.at.clone_from(&self.now);
        self.turns.clone_from(&self.now);
        rng.shuffle(&mut self.turns);
        let mut saved = 0;
        let mut changed = false;
        for t in 0..count {
            let v = self.turns[t];
            let i = self.at[v as usize] as usize;
            let (mut best, mut to) = (0_i64, i);
            let mut sum = 0;
            let first = i.saturating_sub(reach);
            for j in (first..i).rev() {
                sum += self.gain(self.now[j], v);
                if sum > best || (drift && sum == best && rng.next() & 3 == 0) {
                    (best, to) = (sum, j);
                }
            }
            sum = 0;
            let last = (i + reach).min(count - 1);
            for j in i + 1..=last {
                sum += self.gain(v, self.now[j]);
                if sum > best || (drift && sum == best && rng.next() & 3 == 0) {
                    (best, to) = (sum, j);
                }
            }
            if to != i {
                if to < i {
                    self.now[to..=i].rotate_right(1);
                } else {
                    self.now[i..=to].rotate_left(1);
                }
                for j in to.min(i)..=to.max(i) {
                    self.at[self.now[j] as usize] = j as u32;
                }
                saved += best as u64;
                changed = true;
            }
        }
        if changed {
            let layer = order.layer(levels, l);
            self.moved.clear();
            let nodes = self.now.iter().map(|&i| layer[i as usize]);
            self.moved.extend(nodes);
            order.set(levels, l, &self.moved);
        }
        saved
    }

    fn gather(&mut self, levels: &Levels, order: &Order, l: usize) {
        self.places.clear();
        self.begins.clear();
        for &u in order.layer(levels, l) {
            let mut begin = [0; 2];
            for (rows, begin) in [&levels.above, &levels.below].into_iter().zip(&mut begin) {
                let start = self.places.len();
                *begin = start as u32;
                let row = rows.row(u).iter();
                self.places.extend(row.map(|&v| order.place[v as usize]));
                self.places[start..].sort_unstable();
            }
            self.begins.push(begin);
        }
        self.begins.push([self.places.len() as u32; 2]);
    }

    fn gain(&mut self, left: u32, right: u32) -> i64 {
        let rows = |i: u32| {
            let ([a, b], [c, _]) = (self.begins[i as usize], self.begins[i as usize + 1]);
            (
                &self.places[a as usize..b as usize],
                &self.places[b as usize..c as usize],
            )
        };
        let ((up, down), (up_right, down_right)) = (rows(left), rows(right));
        let work = up.len() + down.len() + up_right.len() + down_right.len();
        let gain = gain(up, up_right) + gain(down, down_right);
        self.work += work as u64 + 2;
        gain
    }
}

#[cfg(test)]
mod tests {
    use super::super::crossings::Counter;
    use super::super::digraph::Dag;
    use super::*;

    #[test]
    fn what_it_says_it_saves_is_saved() {
        let mut rng = Rng::new(8);
        let rank: Vec<u32> = (0..36).map(|u| u / 12).collect();
        let mut arcs: Vec<(u32, u32)> = (0..90)
            .map(|i| {
                let layer = 12 * (i % 2);
                (
                    layer + rng.below(12) as u32,
                    layer + 12 + rng.below(12) as u32,
                )
            })
            .collect();
        arcs.sort_unstable();
        arcs.dedup();
        let levels = Levels::new(&Dag::new(36, arcs), &rank);
        let mut order = Order::of(&levels, 0..36);
        let mut sifter = Sifter::default();
        let mut counter = Counter::default();
        let first = counter.total(&levels, &order);
        let mut now = first;
        for (reach, drift) in [(1, false), (1, true), (40, false), (40, true)] {
            for l in 0..3 {
                let saved = sifter.sift(&levels, &mut order, l, reach, &mut rng, drift);
                let then = counter.total(&levels, &order);
                assert_eq!(then + saved, now);
                now = then;
            }
        }
        assert!(2 * now < first, "{first} then {now}");
    }
}
