//! Where lines between the same two actors run, and where loops stand out.

use super::{Crowd, Line};
use crate::picture::route;

impl Crowd {
    /// Spreads the lines between the same two actors, as [`route::courses`] does.
    pub(super) fn fan_out(&mut self) {
        let mut order: Vec<u32> = (0..self.lines.len() as u32).collect();
        let key = |line: &Line| (line.from.min(line.to), line.from.max(line.to));
        let lines = &self.lines;
        order.sort_unstable_by_key(|&i| {
            let line = &lines[i as usize];
            (key(line), line.from > line.to, i)
        });
        let fans: Vec<&[u32]> = order
            .chunk_by(|&a, &b| key(&lines[a as usize]) == key(&lines[b as usize]))
            .collect();
        let mut spread = vec![(0.0_f32, 0.0_f32); lines.len()];
        for fan in fans {
            let count = fan.len();
            for (k, &i) in fan.iter().enumerate() {
                let line = &lines[i as usize];
                spread[i as usize] = if line.from == line.to {
                    (k as f32, 0.0)
                } else {
                    // Lines that point the other way have their sides changed.
                    let side = if line.from > line.to { -1.0 } else { 1.0 };
                    if count == 1 {
                        (side * route::REST_BEND as f32, 0.0)
                    } else {
                        let slot = k as f32 - (count - 1) as f32 / 2.0;
                        (side * slot, route::fan_share(count) as f32)
                    }
                };
            }
        }
        for (line, (slot, share)) in self.lines.iter_mut().zip(spread) {
            (line.slot, line.share) = (slot, share);
        }
        let all = (0..).zip(&self.lines);
        let own = all.filter(|(_, line)| line.from == line.to);
        self.loops = own.map(|(i, _)| i).collect();
    }

    fn free_direction(&self, of: u32) -> f32 {
        let here = self.centre(of as usize);
        let ways = self.actions_of(of as usize).iter().filter_map(|&i| {
            let line = &self.lines[i as usize];
            let other = if line.from == of { line.to } else { line.from };
            (other != of).then(|| self.centre(other as usize) - here)
        });
        route::widest_gap(ways) as f32
    }

    /// Loops stand out where there is most room now.
    pub(super) fn turn_loops(&mut self) {
        self.turn(|_| true);
    }

    /// Turns the loops of these actors and of those tied to them, once they have
    /// been placed. Returns whether any has turned.
    pub fn turn_loops_near(&mut self, actors: impl IntoIterator<Item = usize>) -> bool {
        if self.loops.is_empty() {
            return false;
        }
        let mut near: Vec<u32> = Vec::new();
        for actor in actors {
            for &i in self.actions_of(actor) {
                let line = &self.lines[i as usize];
                near.extend([line.from, line.to]);
            }
        }
        near.sort_unstable();
        near.dedup();
        self.turn(|of| near.binary_search(&of).is_ok())
    }

    fn turn(&mut self, whose: impl Fn(u32) -> bool) -> bool {
        let mut turned = false;
        for i in 0..self.loops.len() {
            let at = self.loops[i] as usize;
            let of = self.lines[at].from;
            if whose(of) {
                let way = self.free_direction(of);
                turned |= std::mem::replace(&mut self.lines[at].share, way) != way;
            }
        }
        turned
    }

    /// Whether there are actions of an actor on itself: their lines turn when
    /// others move.
    #[must_use]
    pub fn has_loops(&self) -> bool {
        !self.loops.is_empty()
    }
}
