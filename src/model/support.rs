//! Whether claims are as well supported as they say: rules that are explained
//! to people, and forced on nobody.

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, ActionId, ActorKind, Document, Evidence, InfluenceGraph, Link, Status};

/// A claim that is called confirmed, and by what it might be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// The action that it supports.
    pub action: ActionId,
    /// Which of its claims, from 0.
    pub claim: usize,
    /// The publishers of the sources that say so; one at most.
    pub publishers: BTreeSet<String>,
}

/// The publishers of the sources that report an action (one at most), where some
/// claim on it is called confirmed, and neither a primary source nor two
/// different publishers report it. `None` where nothing is lacking. Linear in
/// the claims of the action.
#[must_use]
pub fn lacking(doc: &Document, action: &Action) -> Option<BTreeSet<String>> {
    if action.claims.iter().all(|c| c.status != Status::Confirmed) {
        return None;
    }
    let says_so = |s: Status| matches!(s, Status::Reported | Status::Confirmed);
    let claims = action.claims.iter().filter(|c| says_so(c.status));
    let mut publishers = BTreeMap::new();
    for source in claims.filter_map(|c| doc.sources.get(&c.source)) {
        if source.primary {
            return None;
        }
        let name = source.publisher.trim();
        if !name.is_empty() {
            publishers.insert(name.to_lowercase(), name.to_owned());
        }
    }
    (publishers.len() < 2).then(|| publishers.into_values().collect())
}

/// Every claim that is called confirmed, of an action that neither a primary
/// source nor two different publishers report. Linear in the graph.
#[must_use]
pub fn unsupported(doc: &Document) -> Vec<Unsupported> {
    let mut found = Vec::new();
    for Link { action, .. } in doc.graph.links() {
        let Some(publishers) = lacking(doc, action) else {
            continue;
        };
        let confirmed = action.claims.iter().enumerate();
        let confirmed = confirmed.filter(|(_, c)| c.status == Status::Confirmed);
        found.extend(confirmed.map(|(claim, _)| Unsupported {
            action: action.id.clone(),
            claim,
            publishers: publishers.clone(),
        }));
    }
    found
}

/// Whether an action is by or upon a person, and nobody is named who says so, or
/// all have withdrawn what they said.
#[must_use]
pub fn lacks_source(graph: &InfluenceGraph, link: Link<'_>) -> bool {
    let person = |id| {
        let actor = graph.actor(id);
        actor.is_some_and(|a| a.kind == ActorKind::Person)
    };
    link.action.evidence() == Evidence::None && (person(link.from) || person(link.to))
}

/// Every action that [`lacks_source`]. In order of ids. Linear in the graph.
#[must_use]
pub fn needs_source(doc: &Document) -> Vec<ActionId> {
    let links = doc.graph.links().filter(|l| lacks_source(&doc.graph, *l));
    links.map(|l| l.action.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorId, Claim, Claimant, Confidence, Source, SourceId};

    fn claim(source: &str, status: Status) -> Claim {
        Claim {
            by: Claimant::Outsider("somebody".to_owned()),
            source: SourceId::new(source).expect("valid"),
            anchor: String::new(),
            quote: String::new(),
            spot: None,
            entered: None,
            changed: None,
            status,
            confidence: Confidence::Low,
            because: String::new(),
        }
    }

    fn document(to: ActorKind, claims: Vec<Claim>) -> Document {
        let mut doc = Document::new();
        for (id, publisher, primary) in [
            ("times", "The Times", false),
            ("again", " the times ", false),
            ("post", "The Post", false),
            ("nobody", "", false),
            ("tape", "", true),
        ] {
            let id = SourceId::new(id).expect("valid");
            let mut source = Source::new(id.clone(), "S");
            (source.publisher, source.primary) = (publisher.to_owned(), primary);
            doc.sources.insert(id, source);
        }
        let [a, b] = ["a", "b"].map(|id| ActorId::new(id).expect("valid"));
        let from = Actor::new(a.clone(), "A", ActorKind::State);
        doc.graph.add_actor(from).expect("new");
        doc.graph
            .add_actor(Actor::new(b.clone(), "B", to))
            .expect("new");
        let mut action = Action::new(ActionId::new("x").expect("valid"), "does");
        action.claims = claims;
        doc.graph.add_action(&a, &b, action).expect("new");
        doc
    }

    #[test]
    fn confirmed_needs_a_primary_source_or_two_publishers() {
        use Status::{Alleged, Confirmed, Denied, Reported};
        let is_supported = |claims: &[(&str, Status)]| {
            let claims = claims.iter().map(|(s, status)| claim(s, *status));
            unsupported(&document(ActorKind::State, claims.collect())).is_empty()
        };
        assert!(!is_supported(&[("times", Confirmed)]));
        assert!(!is_supported(&[("times", Confirmed), ("again", Reported)]));
        assert!(!is_supported(&[("times", Confirmed), ("nobody", Reported)]));
        assert!(!is_supported(&[("times", Confirmed), ("post", Denied)]));
        assert!(!is_supported(&[("times", Confirmed), ("post", Alleged)]));
        assert!(is_supported(&[("times", Confirmed), ("post", Reported)]));
        assert!(is_supported(&[("tape", Confirmed)]));
        assert!(is_supported(&[("times", Reported)]));
    }

    #[test]
    fn an_action_upon_a_person_needs_a_source() {
        let needs = |kind, claims| needs_source(&document(kind, claims)).len();
        assert_eq!(needs(ActorKind::Person, vec![]), 1);
        assert_eq!(needs(ActorKind::State, vec![]), 0);
        let retracted = claim("times", Status::Retracted);
        assert_eq!(needs(ActorKind::Person, vec![retracted]), 1);
        let alleged = claim("times", Status::Alleged);
        assert_eq!(needs(ActorKind::Person, vec![alleged]), 0);
    }
}
