//! What is always true of a document.

use std::collections::BTreeSet;

use super::{
    Action, Actor, Arrangement, Claim, Claimant, Document, InfluenceGraph, Response, Skip, Source,
    Spot, are_bends,
};

/// One broken rule: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The thing that breaks it, as people would name it: "action x, claim 2".
    pub at: String,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// Every broken rule of a document: none, for a document that was loaded or
/// edited by this program. Linear in the size of the document, times a
/// logarithm for looking ids up.
///
/// This is the one checker. Loading reports what it finds with lines and
/// columns; tests call it after every edit.
#[must_use]
pub fn violations(doc: &Document) -> Vec<Violation> {
    // Destructured so that a new field cannot be forgotten here.
    let Document {
        title: _,
        about: _,
        graph,
        sources,
        arrangements,
        lenses,
        retired,
        lost: _,
    } = doc;
    let mut found = Vec::new();
    let mut say = |at: String, what: &str| {
        found.push(Violation {
            at,
            what: what.to_owned(),
        });
    };

    for fault in graph.index_faults() {
        say("graph".to_owned(), &fault);
    }
    for actor in graph.actors() {
        let Actor {
            id,
            name,
            kind: _,
            role: _,
            when: _,
            aliases,
            tags,
            notes: _,
            portrait: _,
        } = actor;
        let at = || format!("actor {id}");
        if name.trim().is_empty() {
            say(at(), "the name is blank");
        }
        if aliases.iter().chain(tags).any(|t| t.trim().is_empty()) {
            say(at(), "an alias or tag is blank");
        }
        if retired.actors.contains(id.as_str()) {
            say(at(), "its id is retired");
        }
    }
    for link in graph.links() {
        let Action {
            id,
            verb,
            stance: _, // bounded by its type
            weight,
            when: _,
            role: _,
            notes: _,
            claims,
            responses,
        } = link.action;
        if verb.trim().is_empty() {
            say(format!("action {id}"), "the verb is blank");
        }
        if !Action::is_weight(*weight) {
            say(format!("action {id}"), "the weight is not above 0");
        }
        if retired.actions.contains(id.as_str()) {
            say(format!("action {id}"), "its id is retired");
        }
        for (n, claim) in claims.iter().enumerate() {
            let Claim {
                by,
                source,
                anchor: _,
                quote: _,
                spot,
                status: _,
                confidence: _,
                because: _,
                entered: _, // what stands there is bounded by its type
                changed: _,
            } = claim;
            let at = || format!("action {id}, claim {}", n + 1);
            if let Some(fault) = claimant_fault(graph, by) {
                say(at(), &fault);
            }
            if let Some(fault) = spot.as_deref().and_then(Spot::fault) {
                say(at(), fault);
            }
            if !sources.contains_key(source) {
                say(at(), &format!("there is no source {source}"));
            }
        }
        for (n, response) in responses.iter().enumerate() {
            let Response {
                by,
                words,
                when: _,
                source,
            } = response;
            let at = || format!("action {id}, response {}", n + 1);
            if let Some(fault) = claimant_fault(graph, by) {
                say(at(), &fault);
            }
            if words.trim().is_empty() {
                say(at(), "it says nothing");
            }
            if let Some(source) = source.as_ref().filter(|s| !sources.contains_key(*s)) {
                say(at(), &format!("there is no source {source}"));
            }
        }
    }
    for (key, source) in sources {
        let Source {
            id,
            title,
            author: _,
            publisher: _,
            published: _,
            retrieved: _,
            url: _,
            file: _,
            primary: _,
            not_relevant,
        } = source;
        let at = || format!("source {key}");
        if let Some(fault) = not_relevant.iter().find_map(Skip::fault) {
            say(at(), &format!("a sentence that is not relevant: {fault}"));
        }
        if id != key {
            say(at(), "it is kept under another id");
        }
        if title.trim().is_empty() {
            say(at(), "the title is blank");
        }
        if retired.sources.contains(id.as_str()) {
            say(at(), "its id is retired");
        }
    }
    if arrangements.is_empty() {
        say("document".to_owned(), "there is no arrangement");
    }
    let mut names = BTreeSet::new();
    for arrangement in arrangements {
        let Arrangement {
            name,
            camera,
            places,
            bends,
            annotations,
        } = arrangement;
        let at = || format!("arrangement {name:?}");
        if name.trim().is_empty() {
            say(at(), "the name is blank");
        }
        if !names.insert(name) {
            say(at(), "another one has the same name");
        }
        if let Some(c) = camera
            && !c.is_valid()
        {
            say(at(), "the camera is not finite, or its zoom is not above 0");
        }
        for (actor, place) in places {
            if graph.actor(actor).is_none() {
                say(
                    at(),
                    &format!("it places {actor}, who is no actor of the graph"),
                );
            }
            if !place.is_valid() {
                say(
                    at(),
                    &format!("the position of {actor} is not finite, or too far out"),
                );
            }
        }
        for (action, points) in bends {
            if graph.action(action).is_none() {
                say(
                    at(),
                    &format!("it bends {action}, which is no action of the graph"),
                );
            }
            if !are_bends(points) {
                say(
                    at(),
                    &format!(
                        "the bends of {action} are none, too many, not finite, or too far out"
                    ),
                );
            }
        }
        for (id, annotation) in annotations {
            if let Some(what) = annotation.trouble() {
                say(format!("{}, annotation {id}", at()), what);
            }
        }
    }
    let mut names = BTreeSet::new();
    for lens in lenses {
        let at = || format!("lens {:?}", lens.name);
        if !names.insert(&lens.name) {
            say(at(), "another one has the same name");
        }
        for fault in lens.faults(graph) {
            say(at(), &fault);
        }
    }
    found
}

/// What is wrong with who makes a claim or gives a response, if anything is.
fn claimant_fault(graph: &InfluenceGraph, by: &Claimant) -> Option<String> {
    match by {
        Claimant::Actor(who) if graph.actor(who).is_none() => {
            Some(format!("the claimant {who} is no actor of the graph"))
        }
        Claimant::Outsider(who) if who.trim().is_empty() => {
            Some("nobody is named who says so".to_owned())
        }
        _ => None,
    }
}
