//! Actors, actions and claims in words: for cards, for assistive technology,
//! and for the metadata of exports. Every claim is told with who makes it.

use std::borrow::Cow;

use super::Support;
use super::direction::among;
use crate::model::{Action, Actor, Claim, Claimant, Document, Evidence, Link, Side, Status};

/// What is said of an action all of whose passages are lost.
pub const LOST: &str = "passage lost";

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

/// Who does what to whom, as it stands in a sentence: names that run the other way
/// than the verb are set apart, so that they do not change places.
#[must_use]
pub fn deed<'d>(doc: &'d Document, link: Link<'d>) -> [Cow<'d, str>; 3] {
    let verb = link.action.verb.as_str();
    let name = |id| doc.graph.actor(id).map_or("?", |a: &Actor| a.name.as_str());
    let [from, to] = [link.from, link.to].map(|id| among(name(id), verb));
    [from, Cow::Borrowed(verb), to]
}

/// "Pete Hegseth revokes clearance of Mark Milley".
#[must_use]
pub fn sentence(doc: &Document, link: Link<'_>) -> String {
    deed(doc, link).join(" ")
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

/// How a claim counts, behind what it is about: "according to the article,
/// reported", or against it: "denied by Lena Hart".
#[must_use]
pub fn counts(doc: &Document, claim: &Claim) -> String {
    let by = claimant(doc, &claim.by);
    let status = claim.status.name().to_lowercase();
    match claim.status.side() {
        Some(Side::Against) => format!("{status} by {by}"),
        Some(Side::For) | None => format!("according to {by}, {status}"),
    }
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

/// How an action stands where it is not simply reported or confirmed: "alleged",
/// "reported, denied", "no source". What is reported by somebody is not called
/// alleged as well; what is contested is, and who reports it is told too. Where
/// the passages are lost, that is said besides. Empty else.
#[must_use]
pub fn standing(doc: &Document, action: &Action) -> String {
    let told = standing_of(&action.claims);
    match (told.as_str(), doc.lost.contains(&action.id)) {
        (_, false) => told,
        ("", true) => LOST.to_owned(),
        (told, true) => format!("{told}, {LOST}"),
    }
}

/// The same by the claims alone.
pub(super) fn standing_of(claims: &[Claim]) -> String {
    let has = |status: Status| claims.iter().any(|c| c.status == status);
    match Evidence::of(claims) {
        Evidence::None if claims.is_empty() => return "no source".to_owned(),
        Evidence::None => return "retracted".to_owned(),
        Evidence::Alleged | Evidence::Reported => {}
    }
    let reported = has(Status::Reported) || has(Status::Confirmed);
    let contested = has(Status::Disputed) || has(Status::Denied);
    let told = [
        (Status::Alleged, !reported),
        (Status::Reported, contested && !has(Status::Confirmed)),
        (Status::Confirmed, contested),
        (Status::Disputed, true),
        (Status::Denied, true),
    ];
    let told = told.into_iter().filter(|(s, tell)| *tell && has(*s));
    let told: Vec<String> = told.map(|(s, _)| s.name().to_lowercase()).collect();
    told.join(", ")
}

/// The same in brackets, as it is written behind a verb; `None` where there is
/// nothing to say.
#[must_use]
pub fn standing_note(doc: &Document, action: &Action) -> Option<String> {
    let standing = standing(doc, action);
    (!standing.is_empty()).then(|| format!("({standing})"))
}

/// How well an action is supported as its line shows it, in words.
#[must_use]
pub fn support(support: Support) -> &'static str {
    match support {
        Support::Lacking | Support::Open => evidence(Evidence::None),
        Support::Lost => LOST,
        Support::Alleged => evidence(Evidence::Alleged),
        Support::Reported => evidence(Evidence::Reported),
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
    // Whoever says so in several places is named once.
    let mut said: Vec<String> = Vec::new();
    for claim in link.action.claims.iter().filter(|c| c.stands()) {
        let told = attribution(doc, claim);
        if !said.contains(&told) {
            text.push_str("; ");
            text.push_str(&told);
            said.push(told);
        }
    }
    if said.is_empty() {
        text.push_str("; no source yet");
    }
    if doc.lost.contains(&link.action.id) {
        text.push_str("; ");
        text.push_str(LOST);
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
