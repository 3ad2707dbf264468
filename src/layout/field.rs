//! The field of many charges: Σⱼ mⱼ (zᵢ − zⱼ) / |zᵢ − zⱼ|² at every point.
//!
//! A fast multipole method (Greengard & Rokhlin 1987) of low order on the flat
//! [`Tree`]. In the complex plane the field is the conjugate of the analytic
//! function Σ mⱼ / (z − zⱼ), so a far cell is its mass and second moment, and
//! what a cell feels from afar is a polynomial of the second degree. Both ends
//! are clustered, which is what makes it cheaper than Barnes & Hut (1986) at
//! an equal error. Near leaves are summed directly, sixteen targets at a time.
//!
//! O(n) for points in curve order. Each target's sum has one order that only
//! the points decide: results do not depend on threads, nor on the width of
//! the processor's registers.

use pulp::{Arch, Simd, WithSimd};

use super::tree::{Cell, LEAF, Points, Tree};

/// A field near a centre: φ(c + δ) ≈ a + b δ + c δ², each a complex number.
#[derive(Clone, Copy, Debug, Default)]
struct Local {
    a: [f32; 2],
    b: [f32; 2],
    c: [f32; 2],
}

fn mul(p: [f32; 2], q: [f32; 2]) -> [f32; 2] {
    [p[0] * q[0] - p[1] * q[1], p[0] * q[1] + p[1] * q[0]]
}

impl Local {
    /// Adds what `source` does around a centre that lies (dx, dy) off it.
    #[inline]
    fn add(&mut self, source: &Cell, dx: f32, dy: f32, d2: f32) {
        let one = [dx / d2, -dy / d2];
        let two = mul(one, one);
        let three = mul(two, one);
        let q = mul([source.re, source.im], two);
        let m = source.mass;
        let a = mul(one, [m + q[0], q[1]]);
        let b = mul(two, [m + 3.0 * q[0], 3.0 * q[1]]);
        let c = mul(three, [m + 6.0 * q[0], 6.0 * q[1]]);
        for k in 0..2 {
            self.a[k] += a[k];
            self.b[k] -= b[k];
            self.c[k] += c[k];
        }
    }

    /// The same field about a centre that lies (dx, dy) away.
    fn shifted(&self, dx: f32, dy: f32) -> Self {
        let d = [dx, dy];
        let cd = mul(self.c, d);
        let step = mul([self.b[0] + cd[0], self.b[1] + cd[1]], d);
        Self {
            a: [self.a[0] + step[0], self.a[1] + step[1]],
            b: [self.b[0] + 2.0 * cd[0], self.b[1] + 2.0 * cd[1]],
            c: self.c,
        }
    }
}

/// A cell of the tree: its level and its number there.
#[derive(Clone, Copy, Debug)]
struct Id {
    level: u8,
    index: u32,
}

/// A part of the work: the cell whose points want their field, what is known
/// of it from afar, and the cells not yet accounted for.
#[derive(Clone, Debug)]
pub(super) struct Task {
    target: Id,
    local: Local,
    open: Vec<Id>,
}

impl Task {
    /// The points whose field this task computes (a whole number of leaves;
    /// may reach beyond the last one).
    pub fn run(&self) -> std::ops::Range<usize> {
        let width = LEAF << (2 * self.target.level);
        let start = self.target.index as usize * width;
        start..start + width
    }
}

/// The charges, and how exactly to look at them.
pub(super) struct Field<'a> {
    points: &'a Points,
    tree: &'a Tree,
    /// Two cells are far apart when (r + r′) < θ · distance.
    theta2: f32,
    /// Added to squared distances of near pairs, so that points in one place
    /// do not tear each other to infinity.
    soft: f32,
    arch: Arch,
}

/// Reused lists of a traversal.
#[derive(Default)]
pub(super) struct Scratch {
    /// For each level, the cells that its children must look at.
    lists: Vec<Vec<Id>>,
    stack: Vec<Id>,
    near: Vec<u32>,
}

impl<'a> Field<'a> {
    /// `tree` must have been refitted to `points`; 0 < `theta` < 1.
    pub fn new(points: &'a Points, tree: &'a Tree, theta: f32, soft: f32) -> Self {
        Self {
            points,
            tree,
            theta2: theta * theta,
            soft,
            arch: Arch::new(),
        }
    }

    fn cell(&self, id: Id) -> &Cell {
        &self.tree.levels[id.level as usize][id.index as usize]
    }

    fn children(&self, id: Id) -> impl DoubleEndedIterator<Item = Id> + use<> {
        let level = id.level - 1;
        let end = (4 * id.index + 4).min(self.tree.levels[level as usize].len() as u32);
        (4 * id.index..end).map(move |index| Id { level, index })
    }

    /// Cuts the work into independent parts, in order of their points.
    pub fn tasks(&self) -> Vec<Task> {
        let Some(top) = self.tree.levels.len().checked_sub(1) else {
            return Vec::new();
        };
        let mut tasks = vec![Task {
            target: Id {
                level: top as u8,
                index: 0,
            },
            local: Local::default(),
            open: vec![Id {
                level: top as u8,
                index: 0,
            }],
        }];
        while tasks.len() < 32 && tasks.first().is_some_and(|t| t.target.level > 0) {
            let mut finer = Vec::with_capacity(4 * tasks.len());
            for task in &tasks {
                let (mut local, mut kept) = (task.local, Vec::new());
                self.sift(
                    task.target,
                    &task.open,
                    &mut Vec::new(),
                    &mut local,
                    &mut kept,
                );
                for target in self.children(task.target) {
                    finer.push(Task {
                        target,
                        local: self.at_child(&local, task.target, target),
                        open: kept.clone(),
                    });
                }
            }
            tasks = finer;
        }
        tasks
    }

    fn at_child(&self, local: &Local, parent: Id, child: Id) -> Local {
        let (p, c) = (self.cell(parent), self.cell(child));
        local.shifted(c.x - p.x, c.y - p.y)
    }

    /// Looks at the `open` cells one by one: far ones go into `local`, wider
    /// ones are opened, the rest is `kept` for the target's children (for a
    /// leaf: the leaves to sum directly).
    #[inline]
    fn sift(
        &self,
        target: Id,
        open: &[Id],
        stack: &mut Vec<Id>,
        local: &mut Local,
        kept: &mut Vec<Id>,
    ) {
        let t = *self.cell(target);
        for &first in open {
            stack.push(first);
            while let Some(id) = stack.pop() {
                let s = self.cell(id);
                let (dx, dy) = (t.x - s.x, t.y - s.y);
                let d2 = dx * dx + dy * dy;
                let reach = t.radius + s.radius;
                if reach * reach < self.theta2 * d2 {
                    local.add(s, dx, dy, d2);
                } else if id.level > 0 && (target.level == 0 || s.radius > t.radius) {
                    stack.extend(self.children(id).rev());
                } else {
                    kept.push(id);
                }
            }
        }
    }

    /// The field at the points of a task; `fx`, `fy` begin at its first point.
    pub fn solve(&self, task: &Task, fx: &mut [f32], fy: &mut [f32], scratch: &mut Scratch) {
        let levels = task.target.level as usize + 1;
        if scratch.lists.len() <= levels {
            scratch.lists.resize_with(levels + 1, Vec::new);
        }
        let start = task.run().start;
        scratch.lists[levels].clear();
        scratch.lists[levels].extend_from_slice(&task.open);
        self.descend(task.target, &task.local, start, fx, fy, scratch);
    }

    fn descend(
        &self,
        target: Id,
        local: &Local,
        start: usize,
        fx: &mut [f32],
        fy: &mut [f32],
        scratch: &mut Scratch,
    ) {
        let level = target.level as usize;
        let mut local = *local;
        let (below, above) = scratch.lists.split_at_mut(level + 1);
        below[level].clear();
        self.sift(
            target,
            &above[0],
            &mut scratch.stack,
            &mut local,
            &mut below[level],
        );
        if level > 0 {
            for child in self.children(target) {
                let shifted = self.at_child(&local, target, child);
                self.descend(child, &shifted, start, fx, fy, scratch);
            }
            return;
        }
        scratch.near.clear();
        scratch
            .near
            .extend(scratch.lists[0].iter().map(|id| id.index));
        let first = target.index as usize * LEAF;
        let run = first..first + LEAF;
        let out = first - start..first - start + LEAF;
        let cell = self.cell(target);
        self.arch.dispatch(Near {
            points: self.points,
            leaves: &scratch.near,
            soft: self.soft,
            x: &self.points.x[run.clone()],
            y: &self.points.y[run],
            centre: [cell.x, cell.y],
            local,
            fx: &mut fx[out.clone()],
            fy: &mut fy[out],
        });
    }
}

/// Sixteen targets, the polynomial of what is far, the sum of what is near.
struct Near<'a> {
    points: &'a Points,
    leaves: &'a [u32],
    soft: f32,
    x: &'a [f32],
    y: &'a [f32],
    centre: [f32; 2],
    local: Local,
    fx: &'a mut [f32],
    fy: &'a mut [f32],
}

impl WithSimd for Near<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (x, _) = S::as_simd_f32s(self.x);
        let (y, _) = S::as_simd_f32s(self.y);
        let (fx, _) = S::as_mut_simd_f32s(self.fx);
        let (fy, _) = S::as_mut_simd_f32s(self.fy);
        let splat = |v: f32| simd.splat_f32s(v);
        let soft = splat(self.soft);
        let one = splat(1.0);
        for (((&x, &y), fx), fy) in x.iter().zip(y).zip(fx).zip(fy) {
            let add = |p, q| simd.add_f32s(p, q);
            let sub = |p, q| simd.sub_f32s(p, q);
            let mul = |p, q| simd.mul_f32s(p, q);
            // a + (b + c δ) δ, then its conjugate.
            let (dx, dy) = (sub(x, splat(self.centre[0])), sub(y, splat(self.centre[1])));
            let Local { a, b, c } = self.local;
            let re = add(splat(b[0]), sub(mul(splat(c[0]), dx), mul(splat(c[1]), dy)));
            let im = add(splat(b[1]), add(mul(splat(c[0]), dy), mul(splat(c[1]), dx)));
            let mut sx = add(splat(a[0]), sub(mul(re, dx), mul(im, dy)));
            let far_y = add(splat(a[1]), add(mul(re, dy), mul(im, dx)));
            let mut sy = sub(splat(0.0), far_y);
            for &leaf in self.leaves {
                let run = leaf as usize * LEAF..leaf as usize * LEAF + LEAF;
                let xs = &self.points.x[run.clone()];
                let ys = &self.points.y[run.clone()];
                let ms = &self.points.mass[run];
                // Two sources share one division, the dearest operation here.
                for k in (0..LEAF).step_by(2) {
                    let (ax, ay) = (sub(x, splat(xs[k])), sub(y, splat(ys[k])));
                    let (bx, by) = (sub(x, splat(xs[k + 1])), sub(y, splat(ys[k + 1])));
                    let a2 = add(add(mul(ax, ax), mul(ay, ay)), soft);
                    let b2 = add(add(mul(bx, bx), mul(by, by)), soft);
                    let inverse = simd.div_f32s(one, mul(a2, b2));
                    let wa = mul(splat(ms[k]), mul(b2, inverse));
                    let wb = mul(splat(ms[k + 1]), mul(a2, inverse));
                    sx = add(sx, add(mul(wa, ax), mul(wb, bx)));
                    sy = add(sy, add(mul(wa, ay), mul(wb, by)));
                }
            }
            *fx = sx;
            *fy = sy;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{curve, rng::Rng};
    use super::*;

    fn cloud(n: usize) -> Points {
        let mut rng = Rng::new(7);
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for _ in 0..n {
            let (r, a) = (
                rng.unit() * rng.unit() * 100.0,
                rng.unit() * std::f32::consts::TAU,
            );
            x.push(r * a.cos());
            y.push(r * a.sin());
        }
        let order = curve::order(&x, &y, 1);
        let pick = |v: &[f32]| order.iter().map(|&i| v[i as usize]).collect();
        let mut points = Points {
            x: pick(&x),
            y: pick(&y),
            mass: (0..n).map(|i| 1.0 + (i % 7) as f32).collect(),
        };
        points.pad(n);
        points
    }

    /// Root mean square error over root mean square force.
    fn error(n: usize, theta: f32) -> f64 {
        let points = cloud(n);
        let mut tree = Tree::default();
        tree.refit(&points, 1);
        let field = Field::new(&points, &tree, theta, 1e-6);
        let mut fx = vec![0.0; points.x.len()];
        let mut fy = fx.clone();
        for task in field.tasks() {
            let run = task.run();
            let end = run.end.min(fx.len());
            let (x, y) = (&mut fx[run.start..end], &mut fy[run.start..end]);
            field.solve(&task, x, y, &mut Scratch::default());
        }
        let (mut wrong, mut whole) = (0.0, 0.0);
        for i in (0..n).step_by(17) {
            let (mut ex, mut ey) = (0.0_f64, 0.0_f64);
            for j in 0..n {
                let dx = f64::from(points.x[i] - points.x[j]);
                let dy = f64::from(points.y[i] - points.y[j]);
                let w = f64::from(points.mass[j]) / (dx * dx + dy * dy + 1e-6);
                ex += w * dx;
                ey += w * dy;
            }
            wrong += (f64::from(fx[i]) - ex).powi(2) + (f64::from(fy[i]) - ey).powi(2);
            whole += ex * ex + ey * ey;
        }
        (wrong / whole).sqrt()
    }

    #[test]
    fn close_to_the_direct_sum() {
        for (theta, most) in [(0.4, 3e-3), (0.7, 0.02)] {
            let error = error(3000, theta);
            assert!(error < most, "θ {theta}: {error}");
        }
    }
}
