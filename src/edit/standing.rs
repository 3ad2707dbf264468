//! Where things stand, as edits: places, and the bends of lines.

use std::collections::BTreeSet;

use super::{Edit, Transaction, short};
use crate::model::{ActionId, ActorId, Document, Place, bend_at};

/// Gives actors their places, and lines their bends, in one step.
///
/// `courses`: the lines that were routed together with the places, each with
/// the points that it passes; none for the usual course. Other lines lose their
/// bends when their ends part: see [`crate::model::Arrangement::bends_after`].
/// Without anything to change, there are no edits.
#[must_use]
pub fn lay_out(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
    courses: &[(ActionId, Vec<[f64; 2]>)],
    label: impl Into<String>,
) -> Transaction {
    stand(doc, arrangement, places, courses, label, true)
}

/// The same for what a person moves: bends go along, whoever moves.
#[must_use]
pub(super) fn move_to(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
    label: impl Into<String>,
) -> Transaction {
    stand(doc, arrangement, places, &[], label, false)
}

fn stand(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
    courses: &[(ActionId, Vec<[f64; 2]>)],
    label: impl Into<String>,
    drop_parted: bool,
) -> Transaction {
    let mut edits = set_places(doc, arrangement, places);
    if let Some(known) = doc.arrangement(arrangement) {
        let rounded = places
            .iter()
            .map(|(id, place)| (id.clone(), place.clamped().rounded()));
        let mut after = known.bends_after(&doc.graph, &rounded.collect(), drop_parted);
        for (id, points) in courses {
            match points.as_slice() {
                [] => after.remove(id),
                points => {
                    let points = points.iter().map(|&p| bend_at(p)).collect();
                    after.insert(id.clone(), points)
                }
            };
        }
        let gone = known.bends.keys().filter(|id| !after.contains_key(*id));
        let mut changed: Vec<_> = gone.map(|id| (id.clone(), None)).collect();
        let new = after
            .into_iter()
            .filter(|(id, points)| known.bends.get(id) != Some(points));
        changed.extend(new.map(|(id, points)| (id, Some(points))));
        edits.extend(changed.into_iter().map(|(action, bends)| Edit::SetBends {
            arrangement: arrangement.to_owned(),
            action,
            bends,
        }));
    }
    Transaction::new(label, edits)
}

/// Leads the line of an action by way of some points within one arrangement;
/// without any, on its usual course.
#[must_use]
pub fn bend(
    doc: &Document,
    arrangement: &str,
    action: &ActionId,
    points: &[[f64; 2]],
) -> Transaction {
    let word = if points.is_empty() {
        "straighten"
    } else {
        "bend"
    };
    let label = format!("{word} the line of {}", verb_of(doc, action));
    let course = [(action.clone(), points.to_vec())];
    lay_out(doc, arrangement, &[], &course, label)
}

/// Leads the lines of some actions on their usual course within one arrangement;
/// `None` if they are on it.
#[must_use]
pub fn straighten(
    doc: &Document,
    arrangement: &str,
    actions: &BTreeSet<ActionId>,
) -> Option<Transaction> {
    let bends = &doc.arrangement(arrangement)?.bends;
    let bent = bends.keys().filter(|id| actions.contains(*id));
    let courses: Vec<_> = bent.map(|id| (id.clone(), Vec::new())).collect();
    let label = match courses.as_slice() {
        [] => return None,
        [(only, _)] => format!("straighten the line of {}", verb_of(doc, only)),
        many => format!("straighten {} lines", many.len()),
    };
    Some(lay_out(doc, arrangement, &[], &courses, label))
}

fn verb_of(doc: &Document, action: &ActionId) -> String {
    match doc.graph.action(action) {
        Some(action) => format!("“{}”", short(&action.verb)),
        None => action.to_string(),
    }
}

/// Makes something else of an action's bends, in every arrangement that has
/// some.
pub(super) fn set_bends_everywhere(
    doc: &Document,
    action: &ActionId,
    make: impl Fn(&[[f64; 2]]) -> Option<Vec<[f64; 2]>>,
) -> impl Iterator<Item = Edit> {
    doc.arrangements.iter().filter_map(move |arrangement| {
        let old = arrangement.bends.get(action)?;
        Some(Edit::SetBends {
            arrangement: arrangement.name.clone(),
            action: action.clone(),
            bends: make(old),
        })
    })
}

/// Gives some actors their places, and whoever had none the one where they are
/// seen.
pub(super) fn set_places(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
) -> Vec<Edit> {
    if places.is_empty() {
        return Vec::new();
    }
    let mut edits = settle_unplaced(doc, arrangement);
    edits.extend(places.iter().map(|(id, place)| Edit::SetPlace {
        arrangement: arrangement.to_owned(),
        actor: id.clone(),
        place: Some(place.clamped().rounded()),
    }));
    edits
}

/// Gives every actor without a place the one where it is seen. Spare places
/// depend on who else has one: without this, placing one actor of a file that
/// was written by hand would move all the others.
fn settle_unplaced(doc: &Document, arrangement: &str) -> Vec<Edit> {
    let Some(known) = doc.arrangement(arrangement) else {
        return Vec::new();
    };
    if known.places.len() == doc.graph.actor_count() {
        return Vec::new();
    }
    known
        .resolved(&doc.graph)
        .into_iter()
        .filter(|(id, _)| !known.places.contains_key(id))
        .map(|(actor, place)| Edit::SetPlace {
            arrangement: arrangement.to_owned(),
            actor,
            place: Some(place.rounded()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Selection, delete, move_actors, reconnect, reverse_action};
    use crate::model::{Action, Actor, ActorKind, Bends, violations};

    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }
    fn x() -> ActionId {
        ActionId::new("x").expect("valid")
    }

    /// Two actors and an action between them, laid out with one bend.
    fn bent() -> (Document, History) {
        let mut doc = Document::new();
        for name in ["a", "b"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        doc.graph
            .add_action(&id("a"), &id("b"), Action::new(x(), "helps"))
            .expect("both are there");
        let mut history = History::new();
        let places = [
            (id("a"), Place::at(0.0, 0.0)),
            (id("b"), Place::at(0.0, 400.0)),
        ];
        let courses = [(x(), vec![[80.004, 150.0], [80.0, 250.0]])];
        let step = lay_out(&doc, "Overview", &places, &courses, "lay out");
        run(&mut doc, &mut history, step);
        assert_eq!(bends(&doc), Some(vec![[80.0, 150.0], [80.0, 250.0]]));
        (doc, history)
    }

    fn run(doc: &mut Document, history: &mut History, step: Transaction) {
        let none = Selection::default();
        history.commit(doc, step, &none, &none).expect("fits");
        assert_eq!(violations(doc), vec![]);
    }

    fn bends(doc: &Document) -> Option<Vec<[f64; 2]>> {
        doc.arrangements[0].bends.get(&x()).cloned()
    }

    #[test]
    fn whatever_makes_a_route_stale_drops_it_and_undo_brings_it_back() {
        let both = Selection {
            actors: [id("a")].into(),
            ..Selection::default()
        };
        let (doc, _) = bent();
        for step in [
            lay_out(
                &doc,
                "Overview",
                &[(id("a"), Place::at(3.0, 0.0))],
                &[],
                "lay out",
            ),
            lay_out(&doc, "Overview", &[], &[(x(), Vec::new())], "straighten"),
            reconnect(&doc, &x(), id("b"), id("b")),
            delete(&doc, "Overview", &both),
            delete(&doc, "Overview", &Selection::action(x())),
        ] {
            let (mut doc, mut history) = bent();
            let before = doc.clone();
            let label = step.label.clone();
            run(&mut doc, &mut history, step);
            assert_eq!(doc.arrangements[0].bends, Bends::new(), "{label}");
            history.undo(&mut doc).expect("fits");
            assert_eq!(doc, before, "{label}");
        }
    }

    #[test]
    fn what_a_person_moves_takes_its_bends_along() {
        let (mut doc, mut history) = bent();
        let before = doc.clone();
        let step = move_actors(&doc, "Overview", &[(id("b"), Place::at(0.0, 800.0))]);
        run(&mut doc, &mut history, step);
        // Each the more, the nearer it was to the one that moved.
        assert_eq!(bends(&doc), Some(vec![[80.0, 300.0], [80.0, 500.0]]));
        history.undo(&mut doc).expect("fits");
        assert_eq!(doc, before);
    }

    #[test]
    fn a_line_is_bent_and_straightened_in_one_arrangement() {
        let (mut doc, mut history) = bent();
        let step = bend(&doc, "Overview", &x(), &[[9.999, 200.0]]);
        assert_eq!(step.label, "bend the line of “helps”");
        run(&mut doc, &mut history, step);
        assert_eq!(bends(&doc), Some(vec![[10.0, 200.0]]));
        let same = bend(&doc, "Overview", &x(), &[[10.0, 200.0]]);
        assert_eq!(same.edits, []);
        let step = straighten(&doc, "Overview", &[x()].into()).expect("bent");
        assert_eq!(step.label, "straighten the line of “helps”");
        run(&mut doc, &mut history, step);
        assert_eq!(bends(&doc), None);
        assert_eq!(straighten(&doc, "Overview", &[x()].into()), None);
    }

    #[test]
    fn what_moves_or_turns_as_a_whole_keeps_its_route() {
        let (mut doc, mut history) = bent();
        let moved = [
            (id("a"), Place::at(10.0, -5.0)),
            (id("b"), Place::at(10.0, 395.0)),
        ];
        let step = move_actors(&doc, "Overview", &moved);
        run(&mut doc, &mut history, step);
        assert_eq!(bends(&doc), Some(vec![[90.0, 145.0], [90.0, 245.0]]));
        let step = reverse_action(&doc, &x()).expect("there");
        run(&mut doc, &mut history, step);
        assert_eq!(bends(&doc), Some(vec![[90.0, 245.0], [90.0, 145.0]]));
        let same = lay_out(&doc, "Overview", &[], &[], "nothing");
        assert_eq!(same.edits, []);
    }
}
