//! What of a crowd a lens leaves out.

use super::Crowd;
use crate::model::{Document, Rest};
use crate::picture::{Covered, Veil};

/// What is left out; nothing, while both lists are empty.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut {
    actors: Vec<bool>,
    actions: Vec<bool>,
    hides: bool,
}

/// For each of some ids, in order, what is said of it in a longer list.
fn said_of<'i, I: Ord + 'i>(
    ids: &[I],
    all: impl Iterator<Item = &'i I>,
    said: &[bool],
) -> Vec<bool> {
    let mut all = all.zip(said).peekable();
    let mut of = Vec::with_capacity(ids.len());
    for id in ids {
        while all.next_if(|(other, _)| *other < id).is_some() {}
        let own = all.peek().filter(|(other, _)| *other == id);
        of.push(own.is_none_or(|(_, said)| **said));
    }
    of
}

impl Crowd {
    /// Lets the crowd be seen through a veil that was made of this state of its
    /// document, or through none. What is hidden is not found at any point, and
    /// bears no letters; what is faded is in no area. O(n + m).
    pub fn draw_veil(&mut self, doc: &Document, veil: Option<&Veil<'_>>) {
        self.veil = LeftOut::default();
        if let Some(veil) = veil {
            let actors = doc.graph.actors().map(|a| &a.id);
            let mut left_out = said_of(&self.ids, actors, veil.seen.actors());
            left_out.iter_mut().for_each(|b| *b = !*b);
            self.veil.actors = left_out;
            let actions = doc.graph.links().map(|l| &l.action.id);
            let mut left_out = said_of(&self.actions, actions, veil.seen.actions());
            left_out.iter_mut().for_each(|b| *b = !*b);
            self.veil.actions = left_out;
            self.veil.hides = veil.rest == Rest::Hide;
        }
        self.bound();
    }

    /// Whether a lens leaves anything out.
    #[must_use]
    pub fn leaves_out(&self) -> bool {
        !self.veil.actors.is_empty()
    }

    /// Whether what is left out is hidden, and not only faded.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.veil.hides
    }

    /// Whether a lens leaves an actor out.
    #[must_use]
    pub fn is_left_out(&self, actor: usize) -> bool {
        self.veil.actors.get(actor).copied().unwrap_or(false)
    }

    /// Whether a lens leaves an action out.
    #[must_use]
    pub fn is_action_left_out(&self, action: usize) -> bool {
        self.veil.actions.get(action).copied().unwrap_or(false)
    }

    /// Whether a lens hides an actor.
    #[must_use]
    pub fn is_hidden(&self, actor: usize) -> bool {
        self.veil.hides && self.is_left_out(actor)
    }

    /// Whether a lens hides an action.
    #[must_use]
    pub fn is_action_hidden(&self, action: usize) -> bool {
        self.veil.hides && self.is_action_left_out(action)
    }

    /// Takes what a lens leaves out off what is covered.
    pub(super) fn keep_seen(&self, covered: &mut Covered) {
        if self.leaves_out() {
            covered.actors.retain(|&i| !self.is_left_out(i as usize));
            let seen = |i: &u32| !self.is_action_left_out(*i as usize);
            covered.actions.retain(seen);
        }
    }
}
