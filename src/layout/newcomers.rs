//! New nodes in a picture that stays as it is.

use std::f32::consts::TAU;

use super::bodies::Bodies;
use super::cells::Cells;
use super::components::{Extent, pack};
use super::force::Force;
use super::levels::Levels;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::spots::Spots;
use super::topology::Topology;

/// Directions that are compared when a side is chosen.
const SIDES: usize = 16;
/// Most nodes looked at in one cell when a crowd is weighed.
const CROWD: usize = 24;
/// Free space about a new node, as a share of the length of an edge.
const AIR: f32 = 0.06;

/// Places the [`LayoutRequest::newcomers`] and moves nobody else.
///
/// Those who are joined to somebody placed come first, then those who are
/// joined to them, and so on: each goes to the mean of its placed neighbours,
/// by weight, or beside its only one where the fewest others are, at the
/// typical length of an edge; and from there to the nearest spot that is free,
/// on the quieter side first. (Incremental layout by barycentres, compare
/// Brandes & Wagner 1997; Frishman & Tal 2008.) Newcomers who are joined to nobody
/// placed are laid out among themselves by [`Force`] and put below the
/// picture, or beside a tall one.
///
/// Without a start, or when everybody is new, it is [`Force`]. Everybody else
/// stays to the bit, whether pinned or not, and may overlap as before.
/// O((n + m) log n) as long as newcomers do not all want the same place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceNew;

impl Layout for PlaceNew {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let pins = request.pins_for(n);
        let is_new =
            |u: usize| pins[u].is_none() && request.newcomers.get(u).copied().unwrap_or(false);
        let Some(at) = request.start_for(n) else {
            return Force::default().place(graph, request, progress);
        };
        let count = (0..n).filter(|&u| is_new(u)).count();
        if count == n {
            return Force::default().place(graph, request, progress);
        }
        if count == 0 {
            return Ok(at);
        }
        let placed: Vec<bool> = (0..n).map(|u| !is_new(u)).collect();
        let length = typical_length(graph, &placed, &at).unwrap_or(request.length());
        let airy = aired(graph, &placed, AIR * length);
        let bodies = Bodies::of(&airy);
        let levels = Levels::of(&bodies);
        let mut scene = Picture {
            graph,
            spots: Spots::new(&bodies, &levels),
            crowd: Cells::default(),
            middle: [0.0; 2],
            length,
            placed,
            at,
        };
        scene.begin();
        let mut pulse = Pulse::new(progress, count as f64);
        scene.join(&mut pulse)?;
        let loose: Vec<u32> = (0..n as u32)
            .filter(|&u| !scene.placed[u as usize])
            .collect();
        if !loose.is_empty() {
            let own = LayoutRequest {
                start: None,
                pinned: Vec::new(),
                newcomers: Vec::new(),
                warm: false,
                edge_length: length,
                ..request.clone()
            };
            let part = airy.part(&loose, &mut vec![0; n]);
            // The rest of the work, whatever share it is.
            let block = Force::default().place(&part, &own, &mut |_| match pulse.tick(0.0) {
                Ok(()) => std::ops::ControlFlow::Continue(()),
                Err(Cancelled) => std::ops::ControlFlow::Break(()),
            })?;
            let shift = scene.beside(&bodies, &loose, &block);
            for (&u, p) in loose.iter().zip(&block) {
                scene.at[u as usize] = [p[0] + shift[0], p[1] + shift[1]];
            }
            pulse.tick(loose.len() as f64)?;
        }
        Ok(scene.at)
    }
}

/// The median length of the edges between placed nodes.
fn typical_length(graph: &Topology, placed: &[bool], at: &[Point]) -> Option<f32> {
    let mut lengths: Vec<f32> = Vec::new();
    for u in (0..at.len()).filter(|&u| placed[u]) {
        for (v, _) in graph.edges(u).filter(|&(v, _)| v > u && placed[v]) {
            lengths.push((at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]));
        }
    }
    let middle = lengths.len() / 2;
    (!lengths.is_empty())
        .then(|| *lengths.select_nth_unstable_by(middle, f32::total_cmp).1)
        .filter(|&l| l.is_finite() && l > 1e-3)
}

/// The graph with some air about its new nodes, which have a body at any rate.
fn aired(graph: &Topology, placed: &[bool], air: f32) -> Topology {
    let room = |u: usize| if placed[u] { 0.0 } else { air };
    let radii: Vec<f32> = graph
        .radii()
        .iter()
        .zip(0..)
        .map(|(r, u)| r + room(u))
        .collect();
    let airy = graph.clone().with_radii(&radii);
    match graph.footprints() {
        None => airy,
        Some(boxes) => {
            let grown = boxes.iter().zip(0..).map(|(&[[x0, y0], [x1, y1]], u)| {
                let air = room(u);
                [[x0 - air, y0 - air], [x1 + air, y1 + air]]
            });
            airy.with_footprints(grown.collect())
        }
    }
}

struct Picture<'a> {
    graph: &'a Topology,
    spots: Spots<'a>,
    /// The placed nodes, by cells of an edge's length.
    crowd: Cells<(i32, i32), Vec<Point>>,
    /// The mean of those who were placed before.
    middle: Point,
    length: f32,
    placed: Vec<bool>,
    at: Vec<Point>,
}

impl Picture<'_> {
    fn key(&self, p: Point) -> (i32, i32) {
        (
            (p[0] / self.length).floor() as i32,
            (p[1] / self.length).floor() as i32,
        )
    }

    /// Puts down who is placed.
    fn begin(&mut self) {
        let (mut x, mut y, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
        for u in (0..self.at.len()).filter(|&u| self.placed[u]) {
            let p = self.at[u];
            (x, y, count) = (x + f64::from(p[0]), y + f64::from(p[1]), count + 1.0);
            self.spots.put(u, p);
            self.crowd.entry(self.key(p)).or_default().push(p);
        }
        self.middle = [(x / count.max(1.0)) as f32, (y / count.max(1.0)) as f32];
    }

    /// Places everybody who is joined to the placed, wave by wave.
    fn join(&mut self, pulse: &mut Pulse<'_, '_>) -> Result<(), Cancelled> {
        let n = self.at.len();
        let mut waiting = vec![false; n];
        let mut wave: Vec<u32> = Vec::new();
        for u in (0..n).filter(|&u| !self.placed[u]) {
            if self
                .graph
                .neighbours(u)
                .iter()
                .any(|&v| self.placed[v as usize])
            {
                waiting[u] = true;
                wave.push(u as u32);
            }
        }
        while !wave.is_empty() {
            let known = |u: u32| {
                let near = self.graph.neighbours(u as usize).iter();
                near.filter(|&&v| self.placed[v as usize]).count()
            };
            // Who is held by most has least choice.
            wave.sort_by_cached_key(|&u| (std::cmp::Reverse(known(u)), u));
            for &u in &wave {
                self.settle(u as usize);
                pulse.tick(1.0)?;
            }
            let mut next = Vec::new();
            for &u in &wave {
                for &v in self.graph.neighbours(u as usize) {
                    let v = v as usize;
                    if !self.placed[v] && !std::mem::replace(&mut waiting[v], true) {
                        next.push(v as u32);
                    }
                }
            }
            wave = next;
        }
        Ok(())
    }

    fn settle(&mut self, u: usize) {
        let (mut x, mut y, mut sum) = (0.0_f64, 0.0_f64, 0.0_f64);
        let (mut anchors, mut first) = (0, None);
        for (v, w) in self.graph.edges(u).filter(|&(v, _)| self.placed[v]) {
            let (p, w) = (self.at[v], f64::from(w));
            (x, y, sum) = (x + w * f64::from(p[0]), y + w * f64::from(p[1]), sum + w);
            anchors += usize::from(first != Some(p));
            first = first.or(Some(p));
        }
        let mean = [(x / sum.max(1e-30)) as f32, (y / sum.max(1e-30)) as f32];
        let toward = self.quiet(mean);
        let wish = match anchors {
            1 => [
                mean[0] + self.length * toward.cos(),
                mean[1] + self.length * toward.sin(),
            ],
            _ => mean,
        };
        let p = self.spots.nearest(u, wish, toward);
        self.spots.put(u, p);
        let key = self.key(p);
        self.crowd.entry(key).or_default().push(p);
        self.placed[u] = true;
        self.at[u] = p;
    }

    /// The direction from `p` in which the fewest others are an edge away; of
    /// equals, the one that leads out of the picture.
    fn quiet(&self, p: Point) -> f32 {
        let near: Vec<Point> = {
            let (x, y) = self.key(p);
            let rows = y.saturating_sub(2)..=y.saturating_add(2);
            let cells =
                rows.flat_map(|y| (x.saturating_sub(2)..=x.saturating_add(2)).map(move |x| (x, y)));
            let held = cells.filter_map(|cell| self.crowd.get(&cell));
            held.flat_map(|held| held.iter().take(CROWD).copied())
                .collect()
        };
        let out = [p[0] - self.middle[0], p[1] - self.middle[1]];
        let far = out[0].hypot(out[1]).max(1e-6 * self.length);
        let noise = |angle: f32| {
            let (dx, dy) = (angle.cos(), angle.sin());
            let q = [p[0] + self.length * dx, p[1] + self.length * dy];
            let crowd: f32 = near
                .iter()
                .map(|o| {
                    let d = (o[0] - q[0]).hypot(o[1] - q[1]) / self.length;
                    1.0 / (0.1 + d * d)
                })
                .sum();
            crowd - 0.5 * (dx * out[0] + dy * out[1]) / far
        };
        (0..SIDES)
            .map(|i| TAU * i as f32 / SIDES as f32)
            .map(|angle| (noise(angle), angle))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map_or(0.0, |(_, angle)| angle)
    }

    /// How far to move those who are joined to nobody, so that they are clear
    /// of the picture.
    fn beside(&self, bodies: &Bodies<'_>, loose: &[u32], block: &[Point]) -> Point {
        let (mut picture, mut new) = (Extent::NONE, Extent::NONE);
        for u in (0..self.at.len()).filter(|&u| self.placed[u]) {
            picture.add(self.at[u], bodies.footprint(u));
        }
        for (&u, &p) in loose.iter().zip(block) {
            new.add(p, bodies.footprint(u as usize));
        }
        let gap = 0.6 * self.length;
        let tall = picture.side(1) > picture.side(0);
        match tall {
            true => [
                picture.most[0] + gap - new.least[0],
                picture.least[1] - new.least[1],
            ],
            false => pack(&[new], &picture, gap)[0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn placed(graph: &Topology, start: &[Point], newcomers: Vec<bool>) -> Vec<Point> {
        let request = LayoutRequest {
            start: Some(start.to_vec()),
            newcomers,
            ..LayoutRequest::default()
        };
        PlaceNew
            .place(graph, &request, &mut |_| ControlFlow::Continue(()))
            .expect("not cancelled")
    }

    fn named(n: usize, edges: &[(u32, u32)]) -> Topology {
        Topology::new(n, edges).with_footprints(vec![[[-60.0, -34.0], [60.0, 64.0]]; n])
    }

    fn assert_clear(graph: &Topology, at: &[Point], new: &[bool]) {
        let bodies = Bodies::of(graph);
        for v in 0..at.len() {
            for u in (0..v).filter(|&u| new[u] || new[v]) {
                assert_eq!(bodies.way_off(u, at[u], v, at[v]), None, "{u} and {v}");
            }
        }
    }

    #[test]
    fn newcomers_go_between_or_beside_their_own_and_nobody_else_moves() {
        // A square; 4 knows all corners, 5 only one, 6 knows 5, 7 and 8 each other.
        let g = named(
            9,
            &[
                (0, 1),
                (1, 2),
                (2, 3),
                (3, 0),
                (4, 0),
                (4, 1),
                (4, 2),
                (4, 3),
                (5, 2),
                (6, 5),
                (7, 8),
            ],
        );
        let mut start = vec![[0.0, 0.0], [400.5, 0.25], [400.0, 400.0], [0.1, 400.0]];
        start.resize(9, [77.0, 77.0]);
        let new: Vec<bool> = (0..9).map(|u| u > 3).collect();
        let at = placed(&g, &start, new.clone());
        assert_eq!(at[..4], start[..4]);
        assert_clear(&g, &at, &new);
        let far = |u: usize, p: Point| (at[u][0] - p[0]).hypot(at[u][1] - p[1]);
        assert!(far(4, [200.0, 200.0]) < 5.0, "{:?}", at[4]);
        assert!(
            far(5, at[2]) < 450.0 && at[5][0] > 400.0 && at[5][1] > 400.0,
            "{:?}",
            at[5]
        );
        assert!(far(6, at[5]) < 500.0);
        assert!(at[7][1] > 464.0 && at[8][1] > 464.0, "below the picture");
    }

    #[test]
    fn many_leaves_of_one_node_all_find_room() {
        let n = 300;
        let edges: Vec<(u32, u32)> = (1..n).map(|u| (0, u)).collect();
        let g = named(n as usize, &edges);
        let new: Vec<bool> = (0..n).map(|u| u > 0).collect();
        let at = placed(&g, &vec![[5.0, 6.0]; n as usize], new.clone());
        assert_eq!(at[0], [5.0, 6.0]);
        assert_clear(&g, &at, &new);
        let farthest = at.iter().map(|p| p[0].hypot(p[1])).fold(0.0, f32::max);
        assert!(farthest < 2_500.0, "a compact crowd, not {farthest} wide");
    }

    #[test]
    fn with_nobody_new_nothing_happens() {
        let start = [[1.0, 2.0], [1.5, 2.0]];
        assert_eq!(placed(&named(2, &[(0, 1)]), &start, vec![false; 2]), start);
        assert_eq!(placed(&named(2, &[(0, 1)]), &start, Vec::new()), start);
    }
}
