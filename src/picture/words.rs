//! Actors, actions and claims in words: for cards, for assistive technology,
//! and for the metadata of exports. Every claim is told with who makes it.

use crate::model::{Actor, Claim, Claimant, Document, Evidence, Link, Status};

/// "Mark Milley, person, retired four-star general".
#[must_use]
pub fn actor(actor: &Actor) -> String {
    let mut text = format!("{}, {}", actor.name, actor.kind.name().to_lowercase());
    if !actor.role.is_empty() {
        text.push_str(", ");
        text.push_str(&actor.role);
    }
    let when = actor.when.in_words();
    if !when.is_empty() {
        text.push_str(", ");
        text.push_str(&when);
    }
    text
}

/// "Pete Hegseth revokes clearance of Mark Milley".
#[must_use]
pub fn sentence(doc: &Document, link: Link<'_>) -> String {
    let name = |id| doc.graph.actor(id).map_or("?", |a: &Actor| a.name.as_str());
    format!("{} {} {}", name(link.from), link.action.verb, name(link.to))
}

/// Who makes a claim, by name.
#[must_use]
pub fn claimant<'d>(doc: &'d Document, by: &'d Claimant) -> &'d str {
    match by {
        Claimant::Actor(id) => doc.graph.actor(id).map_or("?", |a| a.name.as_str()),
        Claimant::Outsider(name) => name,
    }
}

/// "according to the article (reported)".
#[must_use]
pub fn attribution(doc: &Document, claim: &Claim) -> String {
    format!(
        "according to {} ({})",
        claimant(doc, &claim.by),
        claim.status.name().to_lowercase()
    )
}

/// How well an action is supported, in words.
#[must_use]
pub fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::None => "no source yet",
        Evidence::Alleged => "alleged or contested",
        Evidence::Reported => "reported",
    }
}

/// The sentence of an action with its stance, date, and who says so.
#[must_use]
pub fn action(doc: &Document, link: Link<'_>) -> String {
    let mut text = sentence(doc, link);
    text.push_str(", ");
    text.push_str(link.action.stance.band().name());
    let when = link.action.when.in_words();
    if !when.is_empty() {
        text.push_str(", ");
        text.push_str(&when);
    }
    let mut said = false;
    for claim in &link.action.claims {
        if claim.status != Status::Retracted {
            text.push_str("; ");
            text.push_str(&attribution(doc, claim));
            said = true;
        }
    }
    if !said {
        text.push_str("; no source yet");
    }
    text
}

/// What an actor does and what is done to it: its kind and role, then its
/// actions, each with who says so.
#[must_use]
pub fn actor_deeds(doc: &Document, who: &Actor) -> String {
    let mut text = actor(who);
    for link in doc.graph.links_of(&who.id) {
        text.push_str(". ");
        text.push_str(&action(doc, link));
    }
    text
}
