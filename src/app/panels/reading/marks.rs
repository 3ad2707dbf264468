//! What is drawn on and beside the words: passages that are cited, by the stance
//! of their actions, and sentences that are left to read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use eframe::egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2,
};

use super::super::super::look;
use super::laid::Laid;
use super::setting::Setting;
use super::study::{Cite, Study};
use crate::model::{ActionId, Document, Evidence, Link, StanceBand};
use crate::picture::{Dash, Shows, theme};

/// How strongly a passage is tinted, of 255: at rest, hollow, selected, lit.
const TINTS: [u8; 4] = [34, 14, 54, 72];

/// What is pointed at or selected.
pub struct Light<'a> {
    /// What the pointer is on: passages of its actions are lit.
    pub pointed: Option<&'a Shows>,
    /// Actions that are pointed at in the text.
    pub lit: Option<&'a std::collections::BTreeSet<ActionId>>,
    /// Actions that are selected.
    pub selected: &'a std::collections::BTreeSet<ActionId>,
}

impl Light<'_> {
    /// Whether an action is lit, and whether it is selected.
    #[must_use]
    pub fn on(&self, link: Link<'_>) -> (bool, bool) {
        let id = &link.action.id;
        let pointed = match self.pointed {
            Some(Shows::Action(pointed)) => pointed == id,
            Some(Shows::Actor(who)) => link.from == who || link.to == who,
            Some(Shows::Annotation(_) | Shows::Furniture) | None => false,
        };
        let lit = pointed || self.lit.is_some_and(|lit| lit.contains(id));
        (lit, self.selected.contains(id))
    }
}

/// How strongly a passage is tinted, of 255.
fn tint(look: &Look) -> u8 {
    let [rest, hollow, selected, lit] = TINTS;
    match (look.lit, look.selected, look.hollow) {
        (true, ..) => lit,
        (_, true, _) => selected,
        (.., true) => hollow,
        _ => rest,
    }
}

/// Words that are tinted alike.
#[derive(Debug, PartialEq, Eq)]
struct Ground {
    bytes: Range<usize>,
    /// The one stance of all actions that cite them; `None` where there are several.
    band: Option<StanceBand>,
    /// How strongly, of 255.
    tint: u8,
    /// Whether others go before it without a gap, and whether others follow.
    joined: [bool; 2],
}

/// The passages that some word is in: how many there are of each stance, and of each
/// strength.
#[derive(Default)]
struct Over {
    bands: [usize; StanceBand::ALL.len()],
    tints: BTreeMap<u8, usize>,
}

impl Over {
    fn begin(&mut self, (band, tint): (StanceBand, u8)) {
        self.bands[band as usize] += 1;
        *self.tints.entry(tint).or_default() += 1;
    }

    fn end(&mut self, (band, tint): (StanceBand, u8)) {
        self.bands[band as usize] -= 1;
        if let Entry::Occupied(mut of) = self.tints.entry(tint) {
            *of.get_mut() -= 1;
            if *of.get() == 0 {
                of.remove();
            }
        }
    }

    /// The one stance of all of them, and the strongest strength; `None` where there
    /// are none.
    fn look(&self) -> Option<(Option<StanceBand>, u8)> {
        let (&tint, _) = self.tints.last_key_value()?;
        let all = StanceBand::ALL.into_iter();
        let mut bands = all.filter(|band| self.bands[*band as usize] > 0);
        let first = bands.next();
        Some((first.filter(|_| bands.next().is_none()), tint))
    }
}

/// Cuts passages up so that each word is tinted once, as strongly as the strongest
/// of those that it is in. Takes n log n for n passages.
fn grounds(passages: &[(Range<usize>, (StanceBand, u8))]) -> Vec<Ground> {
    let whole = passages.iter().filter(|(bytes, _)| !bytes.is_empty());
    let mut cuts: Vec<_> = whole
        .flat_map(|(bytes, look)| [(bytes.start, true, *look), (bytes.end, false, *look)])
        .collect();
    cuts.sort_by_key(|(at, ..)| *at);
    let mut all: Vec<Ground> = Vec::new();
    let (mut over, mut since) = (Over::default(), 0);
    for (at, begins, look) in cuts {
        let bytes = since..at;
        since = at;
        let here = over.look().filter(|_| !bytes.is_empty());
        if begins {
            over.begin(look);
        } else {
            over.end(look);
        }
        let Some((band, tint)) = here else {
            continue;
        };
        match all.last_mut().filter(|last| last.bytes.end == bytes.start) {
            Some(last) if (last.band, last.tint) == (band, tint) => last.bytes.end = bytes.end,
            before => {
                let goes_on = before.is_some();
                if let Some(before) = before {
                    before.joined[1] = true;
                }
                all.push(Ground {
                    bytes,
                    band,
                    tint,
                    joined: [goes_on, false],
                });
            }
        }
    }
    all
}

/// How a passage looks.
struct Look {
    band: StanceBand,
    hollow: bool,
    lit: bool,
    selected: bool,
}

/// A block on screen.
pub struct Place<'a> {
    /// The block, laid out.
    pub laid: &'a Laid,
    /// The bytes of the text that it shows.
    pub bytes: Range<usize>,
    /// The upper left corner of its letters.
    pub corner: Pos2,
    /// The left edge of all text.
    pub left: f32,
}

/// Draws marks.
pub struct Marker<'a> {
    /// What draws.
    pub painter: &'a Painter,
    /// How the text is set.
    pub setting: &'a Setting,
    /// What the claims are about.
    pub doc: &'a Document,
    /// What is pointed at or selected.
    pub light: Light<'a>,
}

impl Marker<'_> {
    fn look(&self, cite: &Cite) -> Option<Look> {
        let link = self.doc.graph.link(&cite.action)?;
        // Gone, and the study without it is on its way.
        let claim = link.action.claims.get(cite.claim)?;
        let (lit, selected) = self.light.on(link);
        let of = Evidence::of(std::slice::from_ref(claim));
        (of != Evidence::None).then(|| Look {
            band: link.action.stance.band(),
            hollow: of == Evidence::Alleged,
            lit,
            selected,
        })
    }

    fn scale(&self) -> f32 {
        (self.setting.size / 15.5).max(0.75)
    }

    /// The grounds of cited passages in a block: they go below its letters.
    pub fn grounds(&self, place: &Place<'_>, study: &Study) {
        let cites = study.cites_in(&place.bytes);
        let tinted = cites.filter_map(|cite| {
            let look = self.look(cite)?;
            Some((cite.bytes.clone(), (look.band, tint(&look))))
        });
        for ground in grounds(&tinted.collect::<Vec<_>>()) {
            let theme = &self.setting.theme;
            let (color, tint) = match ground.band {
                Some(band) => (theme.stance(band), ground.tint),
                // Inks of several stances over each other would be mud: the lines
                // below tell the stances.
                None => (theme.ink, ground.tint / 2),
            };
            let fill = look::color(color.with_alpha(tint));
            let round = |joined: bool| if joined { 0 } else { 2 };
            let [left, right] = ground.joined.map(round);
            let corners = CornerRadius {
                nw: left,
                sw: left,
                ne: right,
                se: right,
            };
            let mut rows = Vec::new();
            self.each_box(place, &ground.bytes, |rect| rows.push(rect));
            let last = rows.len().saturating_sub(1);
            for (n, mut rect) in rows.into_iter().enumerate() {
                // What goes on in another tint does not lie over it.
                if ground.joined[0] && n == 0 {
                    *rect.left_mut() += 1.0;
                }
                if ground.joined[1] && n == last {
                    *rect.right_mut() -= 1.0;
                }
                self.painter.rect_filled(rect, corners, fill);
            }
        }
    }

    /// The ground of words that are selected.
    pub fn chosen(&self, place: &Place<'_>, bytes: &Range<usize>, fill: Color32) {
        self.each_box(place, bytes, |rect| {
            self.painter.rect_filled(rect, 1.5, fill);
        });
    }

    /// What lines and bars tell of a block: they go over its letters.
    pub fn lines(&self, place: &Place<'_>, study: &Study) {
        for cite in study.cites_in(&place.bytes) {
            if let Some(look) = self.look(cite) {
                self.underline(place, cite, &look);
            }
        }
        let reading = &study.reading;
        for n in reading.sentences_in(&place.bytes) {
            if !reading.cited_by[n].is_empty() {
                continue;
            }
            let bytes = &reading.sentences[n].bytes;
            if reading.not_relevant[n] {
                let veil = self.setting.theme.paper.with_alpha(140);
                self.chosen(place, bytes, look::color(veil));
            } else {
                self.left_to_read(place, bytes);
            }
        }
    }

    /// A line below the words as the line of the action has it, and a bar at the
    /// margin of the same kind; hollow where it is only alleged, or contested.
    fn underline(&self, place: &Place<'_>, cite: &Cite, look: &Look) {
        let scale = self.scale();
        let ink = look::color(self.setting.theme.stance(look.band));
        let width = match (look.hollow, look.lit || look.selected) {
            (true, false) => 0.9,
            (true, true) => 1.5,
            (false, false) => 1.6,
            (false, true) => 2.6,
        } * scale;
        let stroke = Stroke::new(width, ink);
        let below = (3.2 + 3.4 * cite.lane as f32) * scale;
        let mut rows: Option<(f32, f32)> = None;
        place.laid.each_row(&cite.bytes, |row| {
            let rect = row.rect.translate(place.corner.to_vec2());
            let y = place.corner.y + row.baseline + below;
            let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
            self.stroke(ends, stroke, look);
            let top = place.corner.y + row.baseline - place.laid.size * 0.8;
            let bottom = place.corner.y + row.baseline + place.laid.size * 0.2;
            rows = Some((rows.map_or(top, |(first, _)| first), bottom));
        });
        if let Some((top, bottom)) = rows {
            // A lane for each stance, so that it is told by place as well.
            let x = place.left - 12.0 - 4.5 * (StanceBand::ALL.len() - 1) as f32
                + 4.5 * look.band as usize as f32;
            self.stroke([pos2(x, top), pos2(x, bottom)], stroke, look);
        }
    }

    /// A piece of a line of some stance.
    fn stroke(&self, ends: [Pos2; 2], stroke: Stroke, look: &Look) {
        let dash = theme::stance_dash(look.band);
        let along = (ends[1] - ends[0]).normalized();
        let aside = vec2(along.y, along.x) * 1.1 * self.scale();
        let beside: &[Vec2] = if look.hollow {
            &[-aside, aside]
        } else {
            &[Vec2::ZERO]
        };
        // The rhythm is that of a full line.
        let rhythm = f64::from(1.6 * self.scale());
        for by in beside {
            let ends = ends.map(|end| end + *by);
            match (dash, dash.lengths(rhythm).as_slice()) {
                (Dash::Solid, _) | (_, [] | [_]) => {
                    self.painter.line_segment(ends, stroke);
                }
                (_, [on, off, ..]) => {
                    let on = (*on as f32).max(stroke.width);
                    let shapes = Shape::dashed_line(&ends, stroke, on, *off as f32);
                    self.painter.extend(shapes);
                }
            }
        }
    }

    /// A thin bar at the margin: nobody cites this sentence yet.
    fn left_to_read(&self, place: &Place<'_>, bytes: &Range<usize>) {
        let mut rows: Option<(f32, f32)> = None;
        place.laid.each_row(bytes, |row| {
            let top = place.corner.y + row.rect.top() + 2.0;
            let bottom = place.corner.y + row.baseline + place.laid.size * 0.2;
            rows = Some((rows.map_or(top, |(first, _)| first), bottom));
        });
        if let Some((top, bottom)) = rows {
            let x = place.left - 6.5;
            let bar = Rect::from_min_max(pos2(x - 1.5, top), pos2(x + 1.5, bottom));
            let theme = &self.setting.theme;
            let ink = look::color(theme.quiet_ink.mix(theme.paper, 0.45));
            let (corner, line) = (CornerRadius::same(1), Stroke::new(1.0, ink));
            self.painter
                .rect_stroke(bar, corner, line, StrokeKind::Middle);
        }
    }

    /// The boxes round some words, row by row.
    fn each_box(&self, place: &Place<'_>, bytes: &Range<usize>, mut give: impl FnMut(Rect)) {
        let (up, down) = (place.laid.size * 0.98, place.laid.size * 0.3);
        place.laid.each_row(bytes, |row| {
            let base = place.corner.y + row.baseline;
            let rect = row.rect.translate(place.corner.to_vec2());
            let rect = Rect::from_x_y_ranges(rect.x_range(), base - up..=base + down);
            give(rect.expand2(vec2(1.0, 0.0)));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_stances_are_tinted_once_and_neutrally() {
        use StanceBand::{Hostile, Supportive};
        let ground = |bytes, band, tint, joined| Ground {
            bytes,
            band,
            tint,
            joined,
        };
        // The same words, by actions of two stances, one of them selected.
        let both = grounds(&[(0..10, (Hostile, 34)), (0..10, (Supportive, 54))]);
        assert_eq!(both, [ground(0..10, None, 54, [false; 2])]);
        // Twice the same stance is no stronger than once.
        let twice = grounds(&[(0..10, (Hostile, 34)), (0..10, (Hostile, 34))]);
        assert_eq!(twice, [ground(0..10, Some(Hostile), 34, [false; 2])]);
        // One within another, and one apart.
        let within = grounds(&[
            (0..30, (Hostile, 34)),
            (10..20, (Supportive, 34)),
            (40..50, (Supportive, 14)),
        ]);
        let expected = [
            ground(0..10, Some(Hostile), 34, [false, true]),
            ground(10..20, None, 34, [true, true]),
            ground(20..30, Some(Hostile), 34, [true, false]),
            ground(40..50, Some(Supportive), 14, [false, false]),
        ];
        assert_eq!(within, expected);
        assert_eq!(grounds(&[]), []);
    }

    #[test]
    fn each_byte_is_tinted_by_the_passages_that_it_is_in() {
        let mut seed = 7_usize;
        let mut roll = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % n
        };
        for _ in 0..200 {
            let passages: Vec<_> = (0..12)
                .map(|_| {
                    let (start, length) = (roll(60), roll(20));
                    let look = (StanceBand::ALL[roll(3)], TINTS[roll(4)]);
                    (start..start + length, look)
                })
                .collect();
            let all = grounds(&passages);
            for at in 0..80 {
                let over = || passages.iter().filter(|(b, _)| b.contains(&at));
                let first = over().next().map(|(_, (band, _))| *band);
                let one = first.filter(|one| over().all(|(_, (band, _))| band == one));
                let strongest = over().map(|(_, (_, tint))| *tint).max();
                let mut found = all.iter().filter(|g| g.bytes.contains(&at));
                let ground = found.next();
                assert_eq!(ground.map(|g| g.tint), strongest, "{at} of {passages:?}");
                assert_eq!(ground.and_then(|g| g.band), one, "{at} of {passages:?}");
                assert!(found.next().is_none(), "{at} is tinted twice");
            }
        }
    }
}
