//! Two actors, or more, that turn out to be one.

use std::collections::BTreeSet;

use super::claimants::said_by_others;
use super::gesture::short;
use super::lenses::stand_in;
use super::standing::set_bends_everywhere;
use super::{ActorField, Edit, Transaction};
use crate::model::{Actor, ActorId, Claimant, Document, When};

/// Who stays when these become one, unless a person says otherwise: whoever
/// takes part in most actions, and of these the first by id.
#[must_use]
pub fn survivor(doc: &Document, actors: &BTreeSet<ActorId>) -> Option<ActorId> {
    let known = actors.iter().filter(|id| doc.graph.actor(id).is_some());
    // The last of equals is the greatest: from behind, that is the first.
    known
        .rev()
        .max_by_key(|id| doc.graph.links_of(id).len())
        .cloned()
}

/// Makes one actor of several: `survivor` keeps its id, name, kind and places,
/// and gets what the others have. Every action, claim and response stays; an action
/// between two of them becomes one of the survivor upon itself, and lines take
/// the usual course to it. Other names become aliases; tags come together, and
/// notes, to which roles and dates go that the survivor has no room for.
///
/// `None` where nobody is left to merge.
#[must_use]
pub fn merge(
    doc: &Document,
    survivor: &ActorId,
    actors: &BTreeSet<ActorId>,
) -> Option<Transaction> {
    let kept = doc.graph.actor(survivor)?;
    let lost: Vec<&Actor> = actors
        .iter()
        .filter(|id| *id != survivor)
        .filter_map(|id| doc.graph.actor(id))
        .collect();
    let gone: BTreeSet<&ActorId> = lost.iter().map(|a| &a.id).collect();
    if gone.is_empty() {
        return None;
    }
    let mut edits = Vec::new();
    let one = |id: &ActorId| gone.contains(id).then(|| Claimant::Actor(survivor.clone()));
    for link in doc.graph.links() {
        let id = &link.action.id;
        if gone.contains(link.from) || gone.contains(link.to) {
            let end = |end: &ActorId| if gone.contains(end) { survivor } else { end }.clone();
            edits.extend(set_bends_everywhere(doc, id, |_| None));
            edits.push(Edit::Reconnect {
                id: id.clone(),
                from: end(link.from),
                to: end(link.to),
            });
        }
        edits.extend(said_by_others(link, one));
    }
    edits.extend(stand_in(doc, one));
    let fields = joined(kept, &lost);
    edits.extend(fields.into_iter().map(|field| Edit::SetActor {
        id: survivor.clone(),
        field,
    }));
    for actor in &lost {
        let placed = doc.arrangements.iter();
        let placed = placed.filter(|a| a.places.contains_key(&actor.id));
        edits.extend(placed.map(|arrangement| Edit::SetPlace {
            arrangement: arrangement.name.clone(),
            actor: actor.id.clone(),
            place: None,
        }));
        edits.push(Edit::RemoveActor {
            id: actor.id.clone(),
            retire: true,
        });
    }
    let name = short(&kept.name);
    let label = match lost.as_slice() {
        [only] if only.name == kept.name => format!("merge two of the name {name}"),
        [only] => format!("merge {} into {name}", short(&only.name)),
        many => format!("merge {} actors into {name}", many.len()),
    };
    Some(Transaction::new(label, edits))
}

/// What the survivor says of itself from then on.
fn joined(kept: &Actor, lost: &[&Actor]) -> Vec<ActorField> {
    // Destructured, so that no field is lost without a thought.
    let Actor {
        id: _,
        name,
        kind: _,
        mut role,
        mut when,
        mut aliases,
        mut tags,
        mut notes,
        mut portrait,
    } = kept.clone();
    let mut said: BTreeSet<String> = aliases.iter().cloned().chain([name]).collect();
    let mut tagged: BTreeSet<String> = tags.iter().cloned().collect();
    let add = |notes: &mut String, text: &str| {
        if text.trim().is_empty() || notes.contains(text.trim()) {
            return;
        }
        if !notes.is_empty() {
            notes.push_str("\n\n");
        }
        notes.push_str(text.trim());
    };
    for actor in lost {
        let names = [&actor.name].into_iter().chain(&actor.aliases);
        aliases.extend(names.filter(|n| said.insert((*n).clone())).cloned());
        tags.extend(
            actor
                .tags
                .iter()
                .filter(|t| tagged.insert((*t).clone()))
                .cloned(),
        );
        add(&mut notes, &actor.notes);
        if role.is_empty() {
            role.clone_from(&actor.role);
        } else if !actor.role.is_empty() && actor.role != role {
            add(&mut notes, &format!("{}: {}", actor.name, actor.role));
        }
        if when == When::NotGiven {
            when = actor.when;
        } else if actor.when != When::NotGiven && actor.when != when {
            add(&mut notes, &format!("{}: {}", actor.name, actor.when));
        }
        if portrait.is_empty() {
            portrait.clone_from(&actor.portrait);
        }
    }
    let mut fields = Vec::new();
    let mut tell = |changed: bool, field: ActorField| {
        if changed {
            fields.push(field);
        }
    };
    tell(aliases != kept.aliases, ActorField::Aliases(aliases));
    tell(tags != kept.tags, ActorField::Tags(tags));
    tell(notes != kept.notes, ActorField::Notes(notes));
    tell(role != kept.role, ActorField::Role(role));
    tell(when != kept.when, ActorField::When(when));
    tell(portrait != kept.portrait, ActorField::Portrait(portrait));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn what_has_no_room_goes_to_the_notes() {
        let id = |t: &str| ActorId::new(t).expect("valid");
        let mut kept = Actor::new(id("a"), "Ada", crate::model::ActorKind::Person);
        kept.role = "Countess".to_owned();
        kept.notes = "Born 1815.".to_owned();
        let mut lost = Actor::new(id("b"), "Ada Byron", crate::model::ActorKind::Person);
        lost.role = "Mathematician".to_owned();
        lost.notes = "Born 1815.".to_owned();
        lost.tags = vec!["science".to_owned()];
        lost.aliases = vec!["Ada".to_owned(), "Lovelace".to_owned()];
        let fields = joined(&kept, &[&lost]);
        let words = |w: &[&str]| w.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            fields,
            [
                ActorField::Aliases(words(&["Ada Byron", "Lovelace"])),
                ActorField::Tags(words(&["science"])),
                ActorField::Notes("Born 1815.\n\nAda Byron: Mathematician".to_owned()),
            ]
        );
    }
}
