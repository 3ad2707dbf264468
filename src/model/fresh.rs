//! Ids for what is new.

use std::collections::{HashMap, HashSet};

use super::id::slug;
use super::{ActionId, ActorId, Document, Retired, SourceId};

/// Numbers behind one sort of id.
#[derive(Debug, Default)]
struct Numbers {
    /// The next number to try, by slug.
    next: HashMap<String, u64>,
    given: HashSet<String>,
}

impl Numbers {
    /// The first of `base`, `base-2`, `base-3`, … that is neither taken nor
    /// given before. Each number is tried once, however many ask for one slug.
    fn pick(&mut self, base: String, taken: impl Fn(&str) -> bool) -> String {
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let candidate = match *next {
                1 => base.clone(),
                n => format!("{base}-{n}"),
            };
            *next += 1;
            if !taken(&candidate) && self.given.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// Gives ids for many things that are about to be added to a document, all
/// different: never one in use, retired, or `spent` (given once since the
/// document was opened, and taken back).
#[derive(Debug)]
pub struct FreshIds<'d> {
    doc: &'d Document,
    spent: &'d Retired,
    actors: Numbers,
    actions: Numbers,
    sources: Numbers,
}

impl<'d> FreshIds<'d> {
    /// Ids for a document.
    #[must_use]
    pub fn new(doc: &'d Document, spent: &'d Retired) -> Self {
        Self {
            doc,
            spent,
            actors: Numbers::default(),
            actions: Numbers::default(),
            sources: Numbers::default(),
        }
    }

    /// An id for a new actor of this name.
    pub fn actor(&mut self, name: &str) -> ActorId {
        let (doc, spent) = (self.doc, self.spent);
        let text = self.actors.pick(slug(name), |t| {
            doc.retired.actors.contains(t)
                || spent.actors.contains(t)
                || ActorId::new(t).is_ok_and(|id| doc.graph.actor(&id).is_some())
        });
        ActorId::new(&text).expect("slugs are valid ids, as their test shows")
    }

    /// An id for a new action.
    pub fn action(&mut self, (from, verb, to): (&ActorId, &str, &ActorId)) -> ActionId {
        let (doc, spent) = (self.doc, self.spent);
        let text = self
            .actions
            .pick(slug(&format!("{from} {verb} {to}")), |t| {
                doc.retired.actions.contains(t)
                    || spent.actions.contains(t)
                    || ActionId::new(t).is_ok_and(|id| doc.graph.action(&id).is_some())
            });
        ActionId::new(&text).expect("slugs are valid ids, as their test shows")
    }

    /// An id for a new source of this title.
    pub fn source(&mut self, title: &str) -> SourceId {
        let (doc, spent) = (self.doc, self.spent);
        let text = self.sources.pick(slug(title), |t| {
            doc.retired.sources.contains(t)
                || spent.sources.contains(t)
                || SourceId::new(t).is_ok_and(|id| doc.sources.contains_key(&id))
        });
        SourceId::new(&text).expect("slugs are valid ids, as their test shows")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_one_name_are_told_apart() {
        let doc = Document::new();
        let mut spent = Retired::default();
        spent.actors.insert("ada-2".to_owned());
        let mut fresh = FreshIds::new(&doc, &spent);
        // "Ada 4" is what the fourth Ada would be called.
        let ids = ["Ada", "Ada", "Ada 4", "Ada", "Ada"].map(|name| fresh.actor(name));
        let ids = ids.each_ref().map(ActorId::as_str);
        assert_eq!(ids, ["ada", "ada-3", "ada-4", "ada-5", "ada-6"]);
    }
}
