//! Which of very many boxes are near a point.

/// A box: least x and y, then most.
pub(super) type Aabb = [f32; 4];

/// Children of a node.
const FAN: usize = 16;

/// Boxes in a packed Hilbert R-tree (Kamel & Faloutsos 1993): sorted along a
/// curve that keeps neighbours near, sixteen to a node. Made in O(n log n),
/// within some milliseconds for a hundred thousand.
#[derive(Clone, Debug, Default)]
pub(super) struct BoxTree {
    /// The boxes themselves, then those of each level of nodes above them.
    boxes: Vec<Aabb>,
    /// What each of the first boxes was given as.
    things: Vec<u32>,
    /// Where each level starts in `boxes`, the lowest first, and where the last
    /// ends.
    levels: Vec<usize>,
}

fn joined(a: Aabb, b: Aabb) -> Aabb {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

fn touch(a: &Aabb, b: &Aabb) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

fn holds(outer: &Aabb, inner: &Aabb) -> bool {
    outer[0] <= inner[0] && inner[2] <= outer[2] && outer[1] <= inner[1] && inner[3] <= outer[3]
}

/// How far along Hilbert's curve a cell of a 2¹⁶ × 2¹⁶ grid is.
fn hilbert(mut x: u32, mut y: u32) -> u32 {
    let mut d = 0;
    let mut s = 1 << 15;
    while s > 0 {
        let (rx, ry) = (u32::from(x & s > 0), u32::from(y & s > 0));
        d += s * s * ((3 * rx) ^ ry);
        if ry == 0 {
            if rx == 1 {
                (x, y) = (0xffff - x, 0xffff - y);
            }
            (x, y) = (y, x);
        }
        s >>= 1;
    }
    d
}

impl BoxTree {
    /// A tree of some boxes; each is found by its place among them.
    pub fn new(all: &[Aabb]) -> Self {
        let Some(whole) = all.iter().copied().reduce(joined) else {
            return Self::default();
        };
        let cell = |low: f32, high: f32, least: f32, most: f32| {
            let share = ((low + high) * 0.5 - least) / (most - least).max(1e-6);
            // A share is from 0 to 1; what is not a number becomes 0.
            (share * 65_535.0) as u32 & 0xffff
        };
        let mut order: Vec<(u32, u32)> = all
            .iter()
            .zip(0..)
            .map(|(b, i)| {
                let x = cell(b[0], b[2], whole[0], whole[2]);
                let y = cell(b[1], b[3], whole[1], whole[3]);
                (hilbert(x, y), i)
            })
            .collect();
        order.sort_unstable();
        let mut tree = Self {
            boxes: order.iter().map(|&(_, i)| all[i as usize]).collect(),
            things: order.iter().map(|&(_, i)| i).collect(),
            levels: vec![0],
        };
        let mut start = 0;
        loop {
            let end = tree.boxes.len();
            tree.levels.push(end);
            if end - start <= 1 {
                break;
            }
            for at in (start..end).step_by(FAN) {
                let children = &tree.boxes[at..(at + FAN).min(end)];
                let node = children.iter().copied().fold(children[0], joined);
                tree.boxes.push(node);
            }
            start = end;
        }
        tree
    }

    /// Calls `each` with every thing whose box touches `near`, and whether all of
    /// the box is in there.
    pub fn each(&self, near: &Aabb, mut each: impl FnMut(u32, bool)) {
        let top = self.levels.len().saturating_sub(2);
        let Some(&root) = self.levels.get(top).filter(|_| !self.boxes.is_empty()) else {
            return;
        };
        let mut open = vec![(top, root, false)];
        while let Some((level, at, inside)) = open.pop() {
            // What is in a box that is in there is in there.
            let inside = inside || holds(near, &self.boxes[at]);
            if !touch(&self.boxes[at], near) {
                continue;
            }
            if level == 0 {
                each(self.things[at], inside);
                continue;
            }
            let below = self.levels[level - 1];
            let first = below + (at - self.levels[level]) * FAN;
            let last = (first + FAN).min(self.levels[level]);
            open.extend((first..last).map(|child| (level - 1, child, inside)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_look_at_everything_finds() {
        for n in [0, 1, 2, 15, 16, 17, 255, 257, 3_000] {
            let all: Vec<Aabb> = (0..n)
                .map(|i| {
                    let (x, y) = ((i * 7919 % 1009) as f32, (i * 104_729 % 997) as f32);
                    let (w, h) = ((i * 31 % 40) as f32, (i * 17 % 90) as f32);
                    [x, y, x + w, y + h]
                })
                .collect();
            let tree = BoxTree::new(&all);
            for k in 0..40 {
                let (x, y) = ((k * 331 % 1009) as f32, (k * 577 % 997) as f32);
                let near = [x, y, x + 12.0, y + 3.0];
                let mut found = Vec::new();
                tree.each(&near, |i, _| found.push(i));
                let large = [x, y, x + 300.0, y + 400.0];
                tree.each(&large, |i, inside| {
                    assert_eq!(inside, holds(&large, &all[i as usize]), "{i} of {n}");
                });
                found.sort_unstable();
                let wanted = (0..n as u32).filter(|&i| touch(&all[i as usize], &near));
                assert_eq!(found, wanted.collect::<Vec<u32>>(), "{n} boxes, look {k}");
            }
        }
    }

    #[test]
    fn boxes_in_one_place_and_boxes_that_are_none_do_no_harm() {
        let mut all = vec![[1.0, 2.0, 1.0, 2.0]; 100];
        all.push([f32::NAN; 4]);
        let mut found = 0;
        BoxTree::new(&all).each(&[0.0, 0.0, 3.0, 3.0], |_, _| found += 1);
        assert_eq!(found, 100);
    }
}
