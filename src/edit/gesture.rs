//! The gestures of people, as transactions: what each takes along is decided
//! here, once, for pointer, keyboard and tests alike.

use super::annotate::{annotation_name, remove_annotations};
use super::claimants::said_by_others;
use super::lenses::stand_in;
use super::standing::{move_to, set_bends_everywhere, set_places};
use super::{ActionField, ActorField, Edit, Selection, Transaction};
use crate::model::{Action, ActionId, Actor, ActorId, Arrangement, Claimant, Document, Place};

/// A name short enough for a menu.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 28;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}

fn actor_name(doc: &Document, id: &ActorId) -> String {
    doc.graph
        .actor(id)
        .map_or_else(|| id.to_string(), |a| short(&a.name))
}

/// Adds an actor, at the same place in every arrangement.
#[must_use]
pub fn add_actor(doc: &Document, actor: Actor, place: Place) -> Transaction {
    let label = format!("add {}", short(&actor.name));
    let id = actor.id.clone();
    let mut edits = vec![Edit::AddActor(Box::new(actor))];
    for arrangement in &doc.arrangements {
        let place = (id.clone(), place);
        edits.extend(set_places(doc, &arrangement.name, &[place]));
    }
    Transaction::new(label, edits)
}

/// Adds an action between two actors.
#[must_use]
pub fn add_action(doc: &Document, from: &ActorId, to: &ActorId, action: Action) -> Transaction {
    let label = format!(
        "connect {} to {}",
        actor_name(doc, from),
        actor_name(doc, to)
    );
    Transaction::one(
        label,
        Edit::AddAction {
            from: from.clone(),
            to: to.clone(),
            action: Box::new(action),
        },
    )
}

/// Adds an action and, at the same place in every arrangement, whom it is upon.
#[must_use]
pub fn add_target(
    doc: &Document,
    from: &ActorId,
    to: (Actor, Place),
    action: Action,
) -> Transaction {
    let (actor, place) = to;
    let label = format!(
        "connect {} to {}",
        actor_name(doc, from),
        short(&actor.name)
    );
    let to = actor.id.clone();
    let mut edits = add_actor(doc, actor, place).edits;
    edits.extend(add_action(doc, from, &to, action).edits);
    Transaction::new(label, edits)
}

/// Moves actors within one arrangement. Bends of their lines go along: see
/// [`Arrangement::bends_after`].
#[must_use]
pub fn move_actors(doc: &Document, arrangement: &str, places: &[(ActorId, Place)]) -> Transaction {
    let label = match places {
        [(only, _)] => format!("move {}", actor_name(doc, only)),
        many => format!("move {} actors", many.len()),
    };
    move_to(doc, arrangement, places, label)
}

/// Pins actors where they stand, or lets them go.
#[must_use]
pub fn pin_actors(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
    pin: bool,
) -> Transaction {
    let word = if pin { "pin" } else { "unpin" };
    let label = match places {
        [(only, _)] => format!("{word} {}", actor_name(doc, only)),
        many => format!("{word} {} actors", many.len()),
    };
    let places: Vec<_> = places
        .iter()
        .map(|(id, place)| (id.clone(), Place { pin, ..*place }))
        .collect();
    Transaction::new(label, set_places(doc, arrangement, &places))
}

/// Deletes actors, actions, and annotations of the arrangement `shown`, with
/// everything that cannot stand without them: the actions of a deleted actor, its
/// places, and the bends of lines. A claim made by a deleted
/// actor stays, and a response, and names it as an outsider from then on: who
/// said so is not lost.
#[must_use]
pub fn delete(doc: &Document, shown: &str, what: &Selection) -> Transaction {
    let mut edits = Vec::new();
    let mut gone: Vec<ActionId> = Vec::new();
    // Who goes, by name alone.
    let outsider = |id: &ActorId| {
        let gone = what.actors.contains(id).then(|| doc.graph.actor(id))?;
        Some(Claimant::Outsider(gone?.name.clone()))
    };
    for link in doc.graph.links() {
        if what.actions.contains(&link.action.id)
            || what.actors.contains(link.from)
            || what.actors.contains(link.to)
        {
            gone.push(link.action.id.clone());
            continue;
        }
        edits.extend(said_by_others(link, outsider));
    }
    let named = what.annotations.first();
    let named = named.and_then(|id| doc.arrangement(shown)?.annotations.get(id));
    let label = match (what.actors.len(), gone.len()) {
        _ if !what.annotations.is_empty() => match named {
            Some(only) if what.len() == 1 => format!("delete {}", annotation_name(only)),
            _ => format!("delete {} things", what.len()),
        },
        (1, _) => format!(
            "delete {}",
            what.actors
                .first()
                .map_or_else(String::new, |id| actor_name(doc, id))
        ),
        (0, 1) => match doc.graph.action(&gone[0]) {
            Some(action) => format!("delete “{}”", short(&action.verb)),
            None => "delete action".to_owned(),
        },
        (0, n) => format!("delete {n} actions"),
        (n, _) => format!("delete {n} actors"),
    };
    edits.extend(stand_in(doc, outsider));
    edits.extend(remove_annotations(shown, &what.annotations));
    for id in gone {
        edits.extend(set_bends_everywhere(doc, &id, |_| None));
        edits.push(Edit::RemoveAction { id, retire: true });
    }
    for id in &what.actors {
        for arrangement in &doc.arrangements {
            if arrangement.places.contains_key(id) {
                edits.push(Edit::SetPlace {
                    arrangement: arrangement.name.clone(),
                    actor: id.clone(),
                    place: None,
                });
            }
        }
        edits.push(Edit::RemoveActor {
            id: id.clone(),
            retire: true,
        });
    }
    Transaction::new(label, edits)
}

/// Changes one field of an actor.
#[must_use]
pub fn set_actor(doc: &Document, id: &ActorId, field: ActorField) -> Transaction {
    let name = actor_name(doc, id);
    let label = match &field {
        ActorField::Name(_) => format!("rename {name}"),
        ActorField::Kind(_) => format!("change kind of {name}"),
        ActorField::Role(_) => format!("change role of {name}"),
        ActorField::When(_) => format!("change date of {name}"),
        ActorField::Aliases(_) => format!("change aliases of {name}"),
        ActorField::Tags(_) => format!("change tags of {name}"),
        ActorField::Notes(_) => format!("change notes on {name}"),
        ActorField::Portrait(_) => format!("change portrait of {name}"),
    };
    Transaction::one(
        label,
        Edit::SetActor {
            id: id.clone(),
            field,
        },
    )
}

/// Changes one field of an action.
#[must_use]
pub fn set_action(doc: &Document, id: &ActionId, field: ActionField) -> Transaction {
    let verb = doc
        .graph
        .action(id)
        .map_or_else(|| id.to_string(), |a| short(&a.verb));
    let label = match &field {
        ActionField::Verb(_) => format!("reword “{verb}”"),
        ActionField::Stance(_) => format!("change stance of “{verb}”"),
        ActionField::Weight(_) => format!("change weight of “{verb}”"),
        ActionField::When(_) => format!("change date of “{verb}”"),
        ActionField::Role(_) => format!("change role in “{verb}”"),
        ActionField::Notes(_) => format!("change notes on “{verb}”"),
    };
    Transaction::one(
        label,
        Edit::SetAction {
            id: id.clone(),
            field,
        },
    )
}

/// Joins an action to other ends; its line takes the usual course between them.
#[must_use]
pub fn reconnect(doc: &Document, id: &ActionId, from: ActorId, to: ActorId) -> Transaction {
    let verb = doc
        .graph
        .action(id)
        .map_or_else(|| id.to_string(), |a| short(&a.verb));
    let id = id.clone();
    let mut edits: Vec<Edit> = set_bends_everywhere(doc, &id, |_| None).collect();
    edits.push(Edit::Reconnect { id, from, to });
    Transaction::new(format!("reconnect “{verb}”"), edits)
}

/// Copies an arrangement, behind the original.
#[must_use]
pub fn duplicate_arrangement(doc: &Document, name: &str) -> Option<(Transaction, String)> {
    let at = doc.arrangements.iter().position(|a| a.name == name)?;
    let copy = Arrangement {
        name: doc.fresh_arrangement_name(&format!("{name} copy")),
        ..doc.arrangements[at].clone()
    };
    let new_name = copy.name.clone();
    Some((
        Transaction::one(
            format!("duplicate arrangement {}", short(name)),
            Edit::AddArrangement {
                at: at + 1,
                arrangement: Box::new(copy),
            },
        ),
        new_name,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::model::{ActorKind, Claim, Source, SourceId, violations};

    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }

    #[test]
    fn placing_one_actor_moves_nobody_else() {
        let mut doc = Document::new();
        for name in ["a", "b", "c"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        let before = doc.arrangements[0].resolved(&doc.graph);
        let to = Place::at(5_000.0, 77.7);
        let t = move_actors(&doc, "Overview", &[(id("b"), to)]);
        let mut history = History::new();
        let none = Selection::default();
        history.commit(&mut doc, t, &none, &none).expect("fits");
        let after = doc.arrangements[0].resolved(&doc.graph);
        assert_eq!(after[&id("b")], to);
        for other in ["a", "c"] {
            assert_eq!(after[&id(other)], before[&id(other)]);
        }
    }

    #[test]
    fn deleting_a_claimant_keeps_what_it_said() {
        let mut doc = Document::new();
        let mut history = History::new();
        let nothing = Selection::default();
        let source = SourceId::new("s").expect("valid");
        let mut run = |doc: &mut Document, t| {
            history.commit(doc, t, &nothing, &nothing).expect("fits");
            assert_eq!(violations(doc), vec![]);
        };
        for name in ["a", "b", "c"] {
            let t = add_actor(
                &doc,
                Actor::new(id(name), name.to_uppercase(), ActorKind::Person),
                Place::at(0.0, 0.0),
            );
            run(&mut doc, t);
        }
        run(
            &mut doc,
            Transaction::one(
                "add source",
                Edit::AddSource(Box::new(Source::new(source.clone(), "S"))),
            ),
        );
        let mut action = Action::new(ActionId::new("x").expect("valid"), "helps");
        let by = Claimant::Actor(id("c"));
        action.claims.push(Claim::new(by, source));
        let t = add_action(&doc, &id("a"), &id("b"), action);
        assert_eq!(t.label, "connect A to B");
        run(&mut doc, t);
        let before = doc.clone();
        let t = delete(&doc, "Overview", &Selection::actor(id("c")));
        assert_eq!(t.label, "delete C");
        run(&mut doc, t);
        let kept = doc.graph.links().next().expect("the action stays");
        assert_eq!(kept.action.claims[0].by, Claimant::Outsider("C".into()));
        assert!(doc.retired.actors.contains("c"));
        history.undo(&mut doc).expect("fits");
        assert_eq!(doc, before);
    }
}
