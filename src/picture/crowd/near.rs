//! What of a crowd is near enough to bear letters: names, pictograms, verbs.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use kurbo::{Point, Rect, Vec2};

use super::Crowd;
use super::mask::Mask;
use crate::model::Document;
use crate::picture::edges;
use crate::picture::names::NameBox;
use crate::picture::nodes::{NAME_GAP, NameText};
use crate::picture::verbs::{self, Lettering, PlacedVerb, VERB_SIZE};
use crate::picture::{Anchor, Mark, TextRun, Theme, shape};

/// Least size of the letters of a name on screen, in points.
const LEAST_NAME: f64 = 11.0;
/// Least size of the letters of a verb on screen, in points.
const LEAST_VERB: f64 = 7.5;
/// Least radius on screen of an actor that bears its pictogram, in points.
const LEAST_EMBLEM: f64 = 7.0;
/// Room of the screen for each name, in square points: fewer names are calmer.
const NAME_ROOM: f64 = 9_000.0;
/// Most actors that are looked at closely, most actions, and most verbs.
const MOST_ACTORS: usize = 400;
const MOST_ACTIONS: usize = 500;
const MOST_VERBS: usize = 160;
/// Free space round a name that was not there before, in points.
const NAME_PADDING: Vec2 = Vec2::new(10.0, 5.0);

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// The part of the document plane that is in view.
    pub seen: Rect,
    /// Screen points for each document unit.
    pub zoom: f64,
    /// Least radius of an actor on screen, in points.
    pub least_radius: f64,
}

/// A name that is written.
#[derive(Clone, Debug)]
pub struct WrittenName {
    /// Whose, as an index of the crowd.
    pub actor: u32,
    /// Its lines.
    pub runs: Vec<TextRun>,
    /// What it takes, in document units.
    pub rect: Rect,
}

/// What is written and drawn close by. Indices are those of the crowd.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// Names, the most important first.
    pub names: Vec<WrittenName>,
    /// Actors that bear their pictogram or initials.
    pub emblems: Vec<u32>,
    /// Verbs along their lines, each with how its action stands where that is not
    /// as usual.
    pub verbs: Vec<(u32, Vec<TextRun>)>,
    /// Question marks on lines without a source.
    pub signs: Vec<(u32, Vec<Mark>)>,
}

/// Chooses what is written. It remembers what it has written: while the view
/// moves, that keeps its place as long as it has room.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    texts: HashMap<u32, Rc<NameText>>,
    letterings: HashMap<u32, Lettering>,
    names: HashSet<u32>,
    verbs: HashSet<u32>,
}

impl Labels {
    /// What is written and drawn close by. Names go to the busiest actors in
    /// view, verbs to the weightiest actions, as many as there is room for.
    ///
    /// About linear in what is in view, and never more than a part of the crowd
    /// is asked.
    pub fn choose(&mut self, doc: &Document, crowd: &Crowd, sight: &Sight, theme: &Theme) -> Near {
        let mut mask = Mask::new(sight);
        let actors = crowd.foremost(sight.seen, MOST_ACTORS);
        let mut near = Near::default();
        for &i in &actors {
            let i = i as usize;
            let radius = f64::from(crowd.radii[i]);
            if radius * sight.zoom >= LEAST_EMBLEM {
                near.emblems.push(i as u32);
                let size = (radius * 1.8, radius * 1.8);
                mask.take(Rect::from_center_size(crowd.centre(i), size), Mask::BODY);
            }
        }
        self.write_names(doc, crowd, sight, theme, &actors, &mut mask, &mut near);
        self.write_verbs(doc, crowd, sight, theme, &actors, &mut mask, &mut near);
        near
    }

    #[allow(clippy::too_many_arguments)] // one pass of `choose`
    fn write_names(
        &mut self,
        doc: &Document,
        crowd: &Crowd,
        sight: &Sight,
        theme: &Theme,
        actors: &[u32],
        mask: &mut Mask,
        near: &mut Near,
    ) {
        let room = sight.seen.area() * sight.zoom * sight.zoom;
        let most = ((room / NAME_ROOM) as usize).max(12);
        // Those that were written come first, then the more important.
        let mut written: Vec<u32> = self.names.drain().collect();
        written.retain(|&i| {
            sight.seen.contains(crowd.centre(i as usize)) && !crowd.is_hidden(i as usize)
        });
        written.sort_unstable_by_key(|&i| (crowd.is_left_out(i as usize), crowd.place_in_rank(i)));
        let old: HashSet<u32> = written.iter().copied().collect();
        let new = actors.iter().copied().filter(|i| !old.contains(i));
        for i in written.iter().copied().chain(new) {
            if near.names.len() >= most {
                break;
            }
            let Some(text) = self.text(doc, crowd, i) else {
                continue;
            };
            let scale = (LEAST_NAME / (text.letters * sight.zoom)).max(1.0);
            let rect = name_rect(crowd, i as usize, &text, scale, sight);
            let padding = if old.contains(&i) {
                Vec2::ZERO
            } else {
                NAME_PADDING / sight.zoom
            };
            if !mask.is_free(rect.inflate(padding.x, padding.y), Mask::TEXT) {
                continue;
            }
            mask.take(rect, Mask::TEXT);
            let name = NameBox {
                rect,
                anchor: Anchor::Middle,
                scale,
            };
            near.names.push(WrittenName {
                actor: i,
                runs: text.runs(&name, theme),
                rect,
            });
        }
        self.names = near.names.iter().map(|n| n.actor).collect();
        if self.texts.len() > 4_000 {
            self.texts.retain(|i, _| self.names.contains(i));
        }
    }

    fn text(&mut self, doc: &Document, crowd: &Crowd, i: u32) -> Option<Rc<NameText>> {
        if let Some(text) = self.texts.get(&i) {
            return Some(Rc::clone(text));
        }
        let actor = doc.graph.actor(&crowd.ids[i as usize])?;
        let text = Rc::new(NameText::of(actor));
        self.texts.insert(i, Rc::clone(&text));
        Some(text)
    }

    #[allow(clippy::too_many_arguments)] // one pass of `choose`
    fn write_verbs(
        &mut self,
        doc: &Document,
        crowd: &Crowd,
        sight: &Sight,
        theme: &Theme,
        actors: &[u32],
        mask: &mut Mask,
        near: &mut Near,
    ) {
        let old = std::mem::take(&mut self.verbs);
        if VERB_SIZE * sight.zoom < LEAST_VERB {
            return;
        }
        let least = 40.0 / sight.zoom;
        let around = actors.iter().flat_map(|&i| crowd.actions_of(i as usize));
        let mut actions: Vec<u32> = around
            .copied()
            .filter(|&i| {
                let line = &crowd.lines[i as usize];
                !crowd.is_action_hidden(i as usize)
                    && (line.from == line.to || crowd.chord(i as usize).hypot() > least)
            })
            .collect();
        actions.sort_unstable();
        actions.dedup();
        // Those that were written come first, then the weightier.
        let key = |&i: &u32| {
            let width = crowd.lines[i as usize].width;
            (
                !old.contains(&i),
                crowd.is_action_left_out(i as usize),
                std::cmp::Reverse((width * 1e3) as u32),
                i,
            )
        };
        if actions.len() > MOST_ACTIONS {
            actions.select_nth_unstable_by_key(MOST_ACTIONS, key);
            actions.truncate(MOST_ACTIONS);
        }
        actions.sort_unstable_by_key(key);
        for i in actions {
            let line = crowd.lines[i as usize];
            let course = crowd.course(i as usize);
            if !sight.seen.contains(course.at(0.5)) {
                continue;
            }
            let width = f64::from(line.width);
            if let Some(sign) = line.support.sign() {
                let at = edges::sign_place(&course, width);
                let marks = edges::sign_marks(sign, at, theme.stance(line.band), theme);
                let size = VERB_SIZE * 1.3;
                mask.take(Rect::from_center_size(at, (size, size)), Mask::BODY);
                near.signs.push((i, marks));
            }
            if near.verbs.len() >= MOST_VERBS {
                continue;
            }
            let Some(action) = doc.graph.action(&crowd.actions[i as usize]) else {
                continue;
            };
            let kept = self.letterings.entry(i);
            let whole = *kept.or_insert_with(|| Lettering::of(doc, action));
            let room = course.length() - edges::head_length(width) - 8.0;
            let bare = whole.is_noted().then(|| whole.bare());
            let verb = [Some(whole), bare].into_iter().flatten().find_map(|text| {
                let fits = line.from == line.to || text.width() * VERB_SIZE <= room;
                let beside = edges::breadth(width, line.support);
                fits.then(|| self.free_place(&course, text, beside, mask))?
            });
            if let Some(verb) = verb {
                mask.take_turned(&verb.turned, Mask::TEXT);
                near.verbs.push((i, verb.runs(doc, action, theme)));
                self.verbs.insert(i);
            }
        }
        if self.letterings.len() > 20_000 {
            self.letterings.clear();
        }
    }

    /// Above the middle of the line, or below it; else the verb is left out: a
    /// place that wandered with the view would flicker.
    fn free_place(
        &self,
        course: &crate::picture::route::Course,
        text: Lettering,
        line_width: f64,
        mask: &Mask,
    ) -> Option<PlacedVerb> {
        [true, false].into_iter().find_map(|above| {
            let verb = verbs::candidate(course, 0.5, above, text, VERB_SIZE, line_width);
            mask.is_free_turned(&verb.turned, Mask::TEXT | Mask::BODY)
                .then_some(verb)
        })
    }

    /// Forgets the words of an actor: they may be other ones now.
    pub fn forget_actor(&mut self, actor: u32) {
        self.texts.remove(&actor);
    }

    /// Forgets the words of an action.
    pub fn forget_action(&mut self, action: u32) {
        self.letterings.remove(&action);
    }

    /// Forgets everything about the crowd.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Where a name hangs: under its actor.
fn name_rect(crowd: &Crowd, i: usize, text: &NameText, scale: f64, sight: &Sight) -> Rect {
    let radius = f64::from(crowd.radii[i]).max(sight.least_radius / sight.zoom);
    let below = shape::reach(crowd.kinds[i], radius, Vec2::new(0.0, 1.0));
    let gap = NAME_GAP.max(2.0 / sight.zoom);
    let Point { x, y } = crowd.centre(i);
    let size = text.size * scale;
    let top = y + below + gap;
    Rect::new(x - size.x / 2.0, top, x + size.x / 2.0, top + size.y)
}

impl Crowd {
    /// Up to so many of the actors in a part of the plane, the busiest first, and
    /// those that a lens fades behind the others.
    #[must_use]
    pub fn foremost(&self, within: Rect, most: usize) -> Vec<u32> {
        let all = self.bounds();
        let share = within.intersect(all).area() / all.area().max(1.0);
        if share > 0.2 {
            // Most of those asked are in view.
            let here = |left_out: bool| {
                let seen = move |i: &&u32| {
                    let i = **i as usize;
                    self.is_left_out(i) == left_out
                        && !self.is_hidden(i)
                        && within.contains(self.centre(i))
                };
                self.rank.iter().filter(seen).copied()
            };
            let mut found: Vec<u32> = here(false).take(most).collect();
            if self.leaves_out() {
                // Whom a lens leaves out comes behind all others.
                found.extend(here(true).take(most - found.len()));
            }
            return found;
        }
        let mut found: Vec<u32> = self.actors_in(within).collect();
        let key = |&i: &u32| (self.is_left_out(i as usize), self.place_in_rank(i));
        if found.len() > most {
            found.select_nth_unstable_by_key(most, key);
            found.truncate(most);
        }
        found.sort_unstable_by_key(key);
        found
    }

    /// How many actors are more important.
    #[must_use]
    pub fn place_in_rank(&self, actor: u32) -> u32 {
        self.ranked[actor as usize]
    }
}
