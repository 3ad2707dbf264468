//! What of a crowd lies where.

use kurbo::{Point, Rect};

use super::Crowd;
use super::boxes::Aabb;
use crate::picture::{route, shape};

/// Largest that a silhouette is, in document units.
pub(super) const LARGEST: f64 = shape::RADIUS * 2.0;

impl Crowd {
    /// The actor whose body is nearest to a point, if it is within `reach`
    /// (document units), with the distance between: negative inside. Of equally
    /// near ones the later lies on top.
    #[must_use]
    pub fn actor_at(&self, at: Point, reach: f64) -> Option<(usize, f64)> {
        let around = Rect::from_points(at, at).inflate(reach + LARGEST, reach + LARGEST);
        let mut best: Option<(f64, usize)> = None;
        for i in self.near(around) {
            let i = i as usize;
            let d = at - self.centre(i);
            let radius = f64::from(self.radii[i]);
            if d.hypot() > reach + LARGEST {
                continue;
            }
            let gap = d.hypot() - shape::reach(self.kinds[i], radius, d);
            // Inside, all are equally near.
            let key = gap.max(0.0);
            if gap <= reach
                && best.is_none_or(|(k, j)| (key, std::cmp::Reverse(i)) < (k, std::cmp::Reverse(j)))
            {
                best = Some((key, i));
            }
        }
        best.map(|(_, i)| (i, self.gap(i, at)))
    }

    /// The action whose line is nearest to a point, if it is within `reach`
    /// (document units). Of equally near ones the later lies on top.
    #[must_use]
    pub fn action_at(&self, at: Point, reach: f64) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        self.each_line(
            [at.x - reach, at.y - reach, at.x + reach, at.y + reach],
            |i, _| {
                let i = i as usize;
                let half = f64::from(self.lines[i].width) / 2.0;
                let gap = (self.distance(i, at, reach + half) - half).max(0.0);
                if gap <= reach && best.is_none_or(|(g, j)| gap < g || (gap <= g && i > j)) {
                    best = Some((gap, i));
                }
            },
        );
        best.map(|(_, i)| i)
    }

    /// Whether no other line comes as near to a point as that of an action does, or
    /// nearer by less than `apart` (document units): whoever points there means
    /// that one. One look-up, within what the line is away and `apart`.
    #[must_use]
    pub fn stands_apart(&self, action: usize, at: Point, apart: f64) -> bool {
        let gap = |i: usize, most: f64| {
            let half = f64::from(self.lines[i].width) / 2.0;
            (self.distance(i, at, most + half) - half).max(0.0)
        };
        let reach = gap(action, f64::INFINITY) + apart;
        let mut alone = true;
        self.each_line(
            [at.x - reach, at.y - reach, at.x + reach, at.y + reach],
            |i, _| alone &= !alone || i as usize == action || gap(i as usize, reach) > reach,
        );
        alone
    }

    /// Everything within `reach` (document units) of a point: the actors and then
    /// the actions, each the topmost first.
    #[must_use]
    pub fn beneath(&self, at: Point, reach: f64) -> (Vec<u32>, Vec<u32>) {
        let mut actors: Vec<(f64, u32)> = self
            .near(Rect::from_points(at, at).inflate(reach + LARGEST, reach + LARGEST))
            .map(|i| (self.gap(i as usize, at).max(0.0), i))
            .filter(|(gap, _)| *gap <= reach)
            .collect();
        let mut actions = Vec::new();
        self.each_line(
            [at.x - reach, at.y - reach, at.x + reach, at.y + reach],
            |i, _| {
                let half = f64::from(self.lines[i as usize].width) / 2.0;
                let gap = (self.distance(i as usize, at, reach + half) - half).max(0.0);
                if gap <= reach {
                    actions.push((gap, i));
                }
            },
        );
        let topmost_first = |found: &mut Vec<(f64, u32)>| {
            found.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            found.dedup();
            found.iter().map(|(_, i)| *i).collect()
        };
        (topmost_first(&mut actors), topmost_first(&mut actions))
    }

    /// Actors that may be near a rectangle, and those that moved.
    pub(super) fn near(&self, rect: Rect) -> impl Iterator<Item = u32> + '_ {
        let settled = self.points.near(rect).filter(|&i| !self.is_loose(i));
        let all = settled.chain(self.loose.iter().copied());
        all.filter(|&i| !self.is_hidden(i as usize))
    }

    /// Distance of a point from the outline of an actor: negative inside.
    pub(super) fn gap(&self, actor: usize, at: Point) -> f64 {
        let d = at - self.centre(actor);
        d.hypot() - shape::reach(self.kinds[actor], f64::from(self.radii[actor]), d)
    }

    /// Calls `each` with every action whose line may touch a box (least x and y,
    /// then most), and whether all of the line is in there for sure. Lines of
    /// those who moved may come twice.
    pub(super) fn each_line(&self, near: [f64; 4], mut each: impl FnMut(u32, bool)) {
        self.courses.each(&near.map(|v| v as f32), |i, inside| {
            let line = &self.lines[i as usize];
            let loose = self.is_loose(line.from) || self.is_loose(line.to);
            if !loose && !self.is_action_hidden(i as usize) {
                each(i, inside);
            }
        });
        for &actor in &self.loose {
            let own = self.actions_of(actor as usize).iter();
            let shown = own.filter(|&&i| !self.is_action_hidden(i as usize));
            shown.for_each(|&i| each(i, false));
        }
    }

    /// A box that holds all of a line.
    pub(super) fn line_box(&self, action: usize) -> Aabb {
        /// Farthest that a silhouette reaches, in radii.
        const FARTHEST: f32 = 1.4;
        let line = &self.lines[action];
        let (from, to) = (line.from as usize, line.to as usize);
        let (a, b) = (self.centres[from], self.centres[to]);
        let body = FARTHEST * self.radii[from].max(self.radii[to]);
        let beyond = if from == to {
            body + route::loop_reach(line.slot as usize) as f32
        } else {
            let distance = (b[0] - a[0]).hypot(b[1] - a[1]);
            let gap = if line.share == 0.0 {
                distance
            } else {
                (route::FAN_GAP as f32).min(distance * line.share)
            };
            body + line.slot.abs() * gap
        } + line.width;
        [
            a[0].min(b[0]) - beyond,
            a[1].min(b[1]) - beyond,
            a[0].max(b[0]) + beyond,
            a[1].max(b[1]) + beyond,
        ]
    }

    /// Distance of a point from a line, by eight chords; infinite where it is
    /// clearly above `most`.
    pub(super) fn distance(&self, action: usize, at: Point, most: f64) -> f64 {
        const CHORDS: u32 = 8;
        let line = &self.lines[action];
        if line.from != line.to {
            // Further from the chord than it bends, and than its ends may lie off
            // it, the line is far away.
            let (a, b) = (
                self.centre(line.from as usize),
                self.centre(line.to as usize),
            );
            let gap = to_segment(at, a, b);
            let sag = f64::from(line.slot.abs())
                * if line.share == 0.0 {
                    a.distance(b)
                } else {
                    route::FAN_GAP
                };
            if gap > most + sag + 2.0 * shape::RADIUS {
                return f64::INFINITY;
            }
        }
        let course = self.course(action);
        let mut last = course.at(0.0);
        let mut least = f64::INFINITY;
        for k in 1..=CHORDS {
            let p = course.at(f64::from(k) / f64::from(CHORDS));
            least = least.min(to_segment(at, last, p));
            last = p;
        }
        least
    }

    /// Actors whose centre is in a rectangle, in no order.
    pub fn actors_in(&self, rect: Rect) -> impl Iterator<Item = u32> + '_ {
        self.near(rect)
            .filter(move |&i| rect.contains(self.centre(i as usize)))
    }
}

/// Distance of a point from a segment.
fn to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (d, e) = (b - a, p - a);
    let t = (e.dot(d) / d.hypot2().max(1e-18)).clamp(0.0, 1.0);
    (e - d * t).hypot()
}
