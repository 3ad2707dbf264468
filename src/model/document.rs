//! Everything that one file holds.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ActionId, ActorId, Arrangement, FreshIds, InfluenceGraph, Lens, LostPassages, Source, SourceId,
};

/// Ids of deleted things, which are never given again: a link, a merge or an
/// old copy of the file must not find somebody else under a known name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retired {
    /// Of actors.
    pub actors: BTreeSet<String>,
    /// Of actions.
    pub actions: BTreeSet<String>,
    /// Of sources.
    pub sources: BTreeSet<String>,
}

/// A graph with its sources and arrangements.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Title shown to people; may be empty.
    pub title: String,
    /// A sentence or two on what the graph is about; may be empty.
    pub about: String,
    /// Who did what to whom.
    pub graph: InfluenceGraph,
    /// The texts that claims cite.
    pub sources: BTreeMap<SourceId, Source>,
    /// Saved layouts, in the order of their tabs; at least one, names unique.
    pub arrangements: Vec<Arrangement>,
    /// Saved lenses, in the order in which they are listed; names unique.
    pub lenses: Vec<Lens>,
    /// Ids that are never given again.
    pub retired: Retired,
    /// Actions whose passages are lost. Found out, not said: no file holds it.
    pub lost: LostPassages,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            title: String::new(),
            about: String::new(),
            graph: InfluenceGraph::new(),
            sources: BTreeMap::new(),
            arrangements: vec![Arrangement::new("Overview")],
            lenses: Vec::new(),
            retired: Retired::default(),
            lost: LostPassages::default(),
        }
    }
}

impl Document {
    /// An empty document with one arrangement.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The arrangement of that name.
    #[must_use]
    pub fn arrangement(&self, name: &str) -> Option<&Arrangement> {
        self.arrangements.iter().find(|a| a.name == name)
    }

    /// The arrangement of that name, to change.
    pub(crate) fn arrangement_mut(&mut self, name: &str) -> Option<&mut Arrangement> {
        self.arrangements.iter_mut().find(|a| a.name == name)
    }

    /// The lens of that name.
    #[must_use]
    pub fn lens(&self, name: &str) -> Option<&Lens> {
        self.lenses.iter().find(|l| l.name == name)
    }

    /// An id for a new actor of this name: never one in use, retired, or
    /// `spent` (given once since the document was opened, and taken back).
    #[must_use]
    pub fn fresh_actor_id(&self, name: &str, spent: &Retired) -> ActorId {
        FreshIds::new(self, spent).actor(name)
    }

    /// An id for a new action: never one in use, retired, or
    /// `spent` (given once since the document was opened, and taken back).
    #[must_use]
    pub fn fresh_action_id(&self, what: (&ActorId, &str, &ActorId), spent: &Retired) -> ActionId {
        FreshIds::new(self, spent).action(what)
    }

    /// An id for a new source: never one in use, retired, or
    /// `spent` (given once since the document was opened, and taken back).
    #[must_use]
    pub fn fresh_source_id(&self, title: &str, spent: &Retired) -> SourceId {
        FreshIds::new(self, spent).source(title)
    }

    /// A name for a new arrangement: `base`, or `base 2`, `base 3`, …
    #[must_use]
    pub fn fresh_arrangement_name(&self, base: &str) -> String {
        let base = base.trim();
        let base = if base.is_empty() { "Arrangement" } else { base };
        fresh_name(base, |name| self.arrangement(name).is_some())
    }

    /// A name for a new lens: `base`, or `base 2`, `base 3`, …
    #[must_use]
    pub fn fresh_lens_name(&self, base: &str) -> String {
        fresh_name(base, |name| self.lens(name).is_some())
    }
}

fn fresh_name(base: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    (2_u64..)
        .map(|n| format!("{base} {n}"))
        .find(|name| !taken(name))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind};

    #[test]
    fn fresh_ids_avoid_the_living_and_the_dead() {
        let mut doc = Document::new();
        let first = doc.fresh_actor_id("Ada Byron", &Retired::default());
        assert_eq!(first.as_str(), "ada-byron");
        doc.graph
            .add_actor(Actor::new(first, "Ada Byron", ActorKind::Person))
            .expect("new");
        doc.retired.actors.insert("ada-byron-2".to_owned());
        // Sources have names of their own.
        doc.retired.sources.insert("ada-byron-3".to_owned());
        assert_eq!(
            doc.fresh_actor_id("Ada Byron", &Retired::default())
                .as_str(),
            "ada-byron-3"
        );
    }

    #[test]
    fn arrangement_names_are_told_apart() {
        let doc = Document::new();
        assert_eq!(doc.fresh_arrangement_name("Overview"), "Overview 2");
        assert_eq!(doc.fresh_arrangement_name("  "), "Arrangement");
    }
}
