//! What the document is seen through for now. It belongs to the view, as the
//! arrangement that is looked at does: choosing other filters is no step to
//! undo; saving them as a lens is.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Workspace;
use crate::edit::Selection;
use crate::model::{ActorId, Claimant, Document, Filter, Lens, Rest, Test};
use crate::picture::{Seen, Shows, Veil};

/// Filters that may be those of a lens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// The lens that they were taken from, or saved as.
    pub lens: Option<String>,
    /// What must be passed.
    pub filters: Vec<Filter>,
    /// What becomes of what does not.
    pub rest: Rest,
}

impl Filters {
    /// Those of a lens.
    #[must_use]
    pub fn of(lens: &Lens) -> Self {
        Self {
            lens: Some(lens.name.clone()),
            filters: lens.filters.clone(),
            rest: lens.rest,
        }
    }

    /// One filter alone, and the rest as it is with these.
    #[must_use]
    pub fn only(&self, filter: Filter) -> Self {
        Self {
            lens: None,
            filters: vec![filter],
            rest: self.rest,
        }
    }

    /// Whether they leave nothing out, as none of them asks anything.
    #[must_use]
    pub fn are_blank(&self) -> bool {
        !self.filters.iter().any(|f| f.test.asks())
    }

    /// A lens of that name that asks what these ask.
    #[must_use]
    pub fn to_lens(&self, name: &str) -> Lens {
        let asking = self.filters.iter().filter(|f| f.test.asks());
        Lens {
            name: name.to_owned(),
            filters: asking.cloned().collect(),
            rest: self.rest,
        }
    }

    /// The lens that they were taken from, if it is still there, and whether they
    /// ask something else by now.
    #[must_use]
    pub fn lens_of<'d>(&self, doc: &'d Document) -> Option<(&'d Lens, bool)> {
        let lens = doc.lens(self.lens.as_deref()?)?;
        Some((lens, self.to_lens(&lens.name) != *lens))
    }
}

/// What the document is seen through, and what is seen of it.
#[derive(Debug, Default)]
pub struct Filtering {
    /// What was asked for; it may name actors who went meanwhile, and who come
    /// back when that is undone.
    asked: Filters,
    /// Whether that is what its lens asks: it follows the lens then.
    taken: bool,
    /// Who stands for actors that were taken out.
    stand_ins: BTreeMap<ActorId, Claimant>,
    /// What is asked, of those who are there.
    filters: Filters,
    /// Shared with workers that look through it.
    seen: Option<Arc<Seen>>,
    /// Another one whenever something else is let in, or the rest is treated
    /// otherwise.
    epoch: u64,
    /// The names of the document's lenses, as of the last change.
    names: Vec<String>,
}

impl Filtering {
    /// The filters.
    #[must_use]
    pub fn filters(&self) -> &Filters {
        &self.filters
    }

    /// What they let in; `None` while they let everything in.
    #[must_use]
    pub fn seen(&self) -> Option<&Seen> {
        self.seen.as_deref()
    }

    /// Grows whenever something else is let in.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// What is let in, and what becomes of the rest; `None` while nothing is left
    /// out.
    #[must_use]
    pub fn veil(&self) -> Option<Veil<'_>> {
        Some(Veil {
            seen: self.seen.as_deref()?,
            rest: self.filters.rest,
        })
    }

    /// What is let in where the rest is hidden; `None` while all of it is drawn.
    #[must_use]
    pub fn hiding(&self) -> Option<&Seen> {
        self.veil().filter(Veil::hides).map(|v| v.seen)
    }

    /// The same, for a worker.
    #[must_use]
    pub fn hiding_shared(&self) -> Option<Arc<Seen>> {
        self.hiding().and(self.seen.clone())
    }

    /// Whether a thing is hidden.
    #[must_use]
    pub fn hides(&self, doc: &Document, shows: &Shows) -> bool {
        self.hiding()
            .is_some_and(|seen| !seen.lets_in(&doc.graph, shows))
    }

    /// How many of some actors and actions of the document are hidden; who is not
    /// there is not.
    #[must_use]
    pub fn hidden_among(&self, doc: &Document, some: &Selection) -> usize {
        let (Some(seen), graph) = (self.hiding(), &doc.graph) else {
            return 0;
        };
        let actors = some.actors.iter();
        let actors = actors.filter(|id| graph.node(id).is_some() && !seen.actor(graph, id));
        let actions = some.actions.iter();
        let actions = actions.filter(|id| graph.edge(id).is_some() && !seen.action(graph, id));
        actors.count() + actions.count()
    }

    /// Lets the document be seen through other filters.
    pub(super) fn set(&mut self, doc: &Document, filters: Filters) {
        self.names = doc.lenses.iter().map(|l| l.name.clone()).collect();
        let lens = filters.lens.as_deref().and_then(|name| doc.lens(name));
        self.taken = lens.is_some_and(|lens| Filters::of(lens) == filters);
        let all = filters.filters.iter().map(|f| self.unresolved(doc, f));
        self.asked = Filters {
            filters: all.collect(),
            ..filters
        };
        if self.resolve(doc) {
            self.look(doc);
            self.epoch += 1;
        }
    }

    /// Remembers who stands for actors that are taken out.
    pub(super) fn remember(&mut self, stand_ins: BTreeMap<ActorId, Claimant>) {
        self.stand_ins.extend(stand_ins);
    }

    /// Whoever is there for a claimant: the one asked for, or who stands for
    /// that one; nobody where that is not known.
    fn resolved(&self, doc: &Document, asked: &Claimant) -> Option<Claimant> {
        let mut who = asked;
        // Who stands in may have gone too, but later: no way leads back.
        for _ in 0..=self.stand_ins.len() {
            match who {
                Claimant::Actor(id) if doc.graph.actor(id).is_none() => {
                    who = self.stand_ins.get(id)?;
                }
                _ => return Some(who.clone()),
            }
        }
        None
    }

    /// A filter with those for whom others stand in now, wherever they were
    /// asked for until now.
    fn unresolved(&self, doc: &Document, filter: &Filter) -> Filter {
        let mut filter = filter.clone();
        if let Test::Claimant(set) = &mut filter.test {
            let before = self.asked.filters.iter();
            let before = before.filter_map(|f| match &f.test {
                Test::Claimant(set) => Some(set),
                _ => None,
            });
            let before: Vec<&Claimant> = before.flatten().collect();
            let all = std::mem::take(set);
            for who in all {
                let stood = |c: &&&Claimant| self.resolved(doc, c).as_ref() == Some(&who);
                let asked: Vec<&&Claimant> = before.iter().filter(stood).collect();
                if asked.is_empty() {
                    set.insert(who);
                } else {
                    set.extend(asked.into_iter().map(|c| (*c).clone()));
                }
            }
        }
        filter
    }

    /// Asks of those who are there. Returns whether something else is asked now.
    fn resolve(&mut self, doc: &Document) -> bool {
        let mut now = self.asked.clone();
        now.filters.retain_mut(|filter| {
            let Test::Claimant(set) = &mut filter.test else {
                return true;
            };
            let blank = set.is_empty();
            *set = set.iter().filter_map(|c| self.resolved(doc, c)).collect();
            // As in a lens, none is left that asks nothing; one that is being
            // filled in stays.
            blank || !set.is_empty()
        });
        let same = now.rest == self.filters.rest && now.filters == self.filters.filters;
        self.filters = now;
        !same
    }

    fn look(&mut self, doc: &Document) {
        let asked = (!self.filters.are_blank()).then_some(&self.filters.filters);
        self.seen = asked.map(|filters| Arc::new(Seen::of(doc, filters)));
    }

    /// Follows the document after a change of what it says.
    pub(super) fn follow(&mut self, doc: &Document) {
        self.follow_names(doc);
        if self.taken
            && let Some(lens) = self.asked.lens.as_deref().and_then(|name| doc.lens(name))
            && self.asked != Filters::of(lens)
        {
            self.asked = Filters::of(lens);
        }
        let other = self.resolve(doc);
        if other || self.seen.is_some() {
            let before = self.seen.take();
            self.look(doc);
            if other || self.seen != before {
                self.epoch += 1;
            }
        }
    }

    /// Follows the names of the document's lenses.
    fn follow_names(&mut self, doc: &Document) {
        let names = self.names.iter();
        if names.eq(doc.lenses.iter().map(|l| &l.name)) {
            return;
        }
        let before = std::mem::take(&mut self.names);
        self.names = doc.lenses.iter().map(|l| l.name.clone()).collect();
        // What is looked through was just saved.
        let mut new = doc.lenses.iter().filter(|l| !before.contains(&l.name));
        if before.len() < self.names.len()
            && let Some(saved) = new.find(|l| self.filters.to_lens(&l.name) == **l)
        {
            self.asked.lens = Some(saved.name.clone());
            return;
        }
        // Another name in the same place is the same lens.
        if let Some(shown) = &mut self.asked.lens
            && doc.lens(shown).is_none()
            && let Some(at) = before.iter().position(|n| n == shown)
        {
            let same = before.len() == self.names.len();
            self.asked.lens = same.then(|| self.names[at].clone());
        }
    }
}

impl Workspace {
    /// What the document is seen through, and what is seen of it.
    #[must_use]
    pub fn filtering(&self) -> &Filtering {
        &self.filtering
    }

    /// What is let in, and what becomes of the rest; `None` while nothing is left
    /// out.
    #[must_use]
    pub fn veil(&self) -> Option<Veil<'_>> {
        self.filtering.veil()
    }

    /// Lets the document be seen through other filters.
    pub fn filter(&mut self, filters: Filters) {
        let doc = self.shared();
        self.filtering.set(&doc, filters);
    }
}

#[cfg(test)]
#[path = "filtering_tests.rs"]
mod tests;
