//! What of a crowd lies in an area.

use kurbo::Rect;

use super::Crowd;
use super::grid::PointGrid;
use super::pick::LARGEST;
use crate::picture::area::{self, Area, Covered, Lasso};
use crate::picture::shape;

/// The middles of all lines, as long as everybody stays where they are.
#[derive(Clone, Debug, Default)]
pub struct Middles {
    at: Vec<[f32; 2]>,
    grid: PointGrid,
}

impl Crowd {
    /// The middles of all lines. O(m): to be kept while a lasso is drawn.
    #[must_use]
    pub fn middles(&self) -> Middles {
        let middle = |i: usize| {
            let p = self.course(i).at(0.5);
            [p.x as f32, p.y as f32]
        };
        let at: Vec<_> = (0..self.lines.len()).map(middle).collect();
        let grid = PointGrid::new(&at);
        Middles { at, grid }
    }

    /// What is in an area, but for what a lens leaves out. Takes time in proportion to what the area's box
    /// holds, or touches. `middles` are asked for only if they are needed.
    pub fn cover<'m>(
        &self,
        area: &Area,
        middles: impl FnOnce() -> &'m Middles,
        found: &mut Covered,
    ) {
        found.clear();
        match area {
            Area::Marquee(rect) => {
                let near = self.near(rect.inflate(LARGEST, LARGEST));
                found
                    .actors
                    .extend(near.filter(|&i| self.is_touched(i, *rect)));
                let sides = [rect.x0, rect.y0, rect.x1, rect.y1];
                self.each_line(sides, |i, inside| {
                    if inside || self.is_within(i, *rect) {
                        found.actions.push(i);
                    }
                });
                if !self.loose.is_empty() {
                    found.actions.sort_unstable();
                    found.actions.dedup();
                }
            }
            Area::Lasso(lasso) => {
                let held =
                    |p: [f32; 2]| lasso.contains(kurbo::Point::new(p[0].into(), p[1].into()));
                let near = self.near(lasso.bounds());
                let actors = near.filter(|&i| held(self.centres[i as usize]));
                found.actors.extend(actors);
                middles().in_lasso(lasso, found);
            }
        }
        self.keep_seen(found);
    }

    /// Whether a rectangle touches the silhouette of an actor.
    fn is_touched(&self, actor: u32, rect: Rect) -> bool {
        let i = actor as usize;
        let centre = self.centre(i);
        if rect.contains(centre) {
            return true;
        }
        let nearest = kurbo::Point::new(
            centre.x.clamp(rect.x0, rect.x1),
            centre.y.clamp(rect.y0, rect.y1),
        );
        if self.gap(i, nearest) <= 0.0 {
            return true;
        }
        let (kind, radius) = (self.kinds[i], f64::from(self.radii[i]));
        nearest.distance(centre) < LARGEST
            && area::touches(&shape::silhouette(kind, centre, radius), rect)
    }

    /// Whether a line lies wholly within a rectangle.
    fn is_within(&self, action: u32, rect: Rect) -> bool {
        let line = &self.lines[action as usize];
        // It begins and ends on the silhouettes: most are told by that.
        let ends = rect.inflate(LARGEST, LARGEST);
        let near = |end: u32| ends.contains(self.centre(end as usize));
        near(line.from)
            && near(line.to)
            && rect.contains_rect(self.course(action as usize).bounds())
    }
}

impl Middles {
    fn in_lasso(&self, lasso: &Lasso, found: &mut Covered) {
        let held = |i: &u32| {
            let [x, y] = self.at[*i as usize];
            lasso.contains(kurbo::Point::new(x.into(), y.into()))
        };
        let near = self.grid.near(lasso.bounds());
        found.actions.extend(near.filter(held));
    }
}
