//! Annotations, as gestures.

use super::gesture::short;
use super::{Edit, Transaction, move_actors};
use crate::model::{ActorId, Annotation, AnnotationId, Document, Place, fresh_annotation_id};

/// An annotation as people would name it: "text “Why now?”", "frame".
#[must_use]
pub fn annotation_name(annotation: &Annotation) -> String {
    let kind = annotation.kind().name().to_lowercase();
    let words: Vec<&str> = annotation.text.split_whitespace().collect();
    if words.is_empty() {
        kind
    } else {
        format!("{kind} “{}”", short(&words.join(" ")))
    }
}

fn set(arrangement: &str, id: &AnnotationId, annotation: Option<Annotation>) -> Edit {
    Edit::SetAnnotation {
        arrangement: arrangement.to_owned(),
        id: id.clone(),
        annotation: annotation.map(Box::new),
    }
}

/// Adds an annotation to an arrangement. Returns its id too.
#[must_use]
pub fn add_annotation(
    doc: &Document,
    arrangement: &str,
    annotation: Annotation,
) -> (Transaction, AnnotationId) {
    let known = doc.arrangement(arrangement).map(|a| &a.annotations);
    let id = fresh_annotation_id(&annotation, |id| known.is_some_and(|k| k.contains_key(id)));
    let label = format!("add {}", annotation_name(&annotation));
    let edit = set(arrangement, &id, Some(annotation));
    (Transaction::one(label, edit), id)
}

/// Makes another one of an annotation. `what` is done to it, as an undo step
/// says that: "resize".
#[must_use]
pub fn set_annotation(
    arrangement: &str,
    id: &AnnotationId,
    annotation: Annotation,
    what: &str,
) -> Transaction {
    let label = format!("{what} {}", annotation_name(&annotation));
    Transaction::one(label, set(arrangement, id, Some(annotation)))
}

/// Takes annotations out of an arrangement.
pub(super) fn remove_annotations<'i>(
    arrangement: &str,
    ids: impl IntoIterator<Item = &'i AnnotationId>,
) -> impl Iterator<Item = Edit> {
    ids.into_iter().map(move |id| set(arrangement, id, None))
}

/// Puts annotations into an arrangement.
pub(super) fn put_annotations(
    arrangement: &str,
    annotations: Vec<(AnnotationId, Annotation)>,
) -> impl Iterator<Item = Edit> {
    annotations
        .into_iter()
        .map(move |(id, annotation)| set(arrangement, &id, Some(annotation)))
}

/// Moves actors and annotations within one arrangement, in one step; see
/// [`move_actors`].
#[must_use]
pub fn move_things(
    doc: &Document,
    arrangement: &str,
    places: &[(ActorId, Place)],
    annotations: Vec<(AnnotationId, Annotation)>,
) -> Transaction {
    let mut step = move_actors(doc, arrangement, places);
    match (places, annotations.as_slice()) {
        (_, []) => {}
        ([], [(_, only)]) => step.label = format!("move {}", annotation_name(only)),
        (some, more) => step.label = format!("move {} things", some.len() + more.len()),
    }
    step.edits.extend(put_annotations(arrangement, annotations));
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{
        History, Selection, cut, delete, duplicate, duplicate_arrangement, part, paste,
    };
    use crate::model::{Actor, ActorKind, Annotations, Form, Retired, violations};

    struct Desk {
        doc: Document,
        history: History,
    }

    impl Desk {
        fn new() -> Self {
            let mut doc = Document::new();
            let actor = Actor::new(ada(), "Ada", ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
            let at = Place::at(50.0, 50.0);
            doc.arrangements[0].places.insert(ada(), at);
            let mut desk = Self {
                doc,
                history: History::new(),
            };
            let frame = Form::frame_between([0.0; 2], [100.0; 2]);
            desk.add(Annotation::new(frame, "West"));
            desk.add(Annotation::new(Form::Text { at: [10.0, 10.0] }, "Why now?"));
            desk
        }

        fn add(&mut self, annotation: Annotation) {
            let (step, _) = add_annotation(&self.doc, "Overview", annotation);
            self.run(step);
        }

        #[track_caller]
        fn run(&mut self, step: Transaction) {
            let before = self.doc.clone();
            let none = Selection::default();
            let changed = self.history.commit(&mut self.doc, step, &none, &none);
            assert_eq!(changed, Ok(true));
            let after = self.doc.clone();
            assert_eq!(violations(&after), vec![]);
            self.history.undo(&mut self.doc).expect("fits");
            assert_eq!(self.doc, before);
            self.history.redo(&mut self.doc).expect("fits");
            assert_eq!(self.doc, after);
        }

        fn annotations(&self) -> &Annotations {
            &self.doc.arrangements[0].annotations
        }
    }

    fn ada() -> ActorId {
        ActorId::new("ada").expect("valid")
    }

    fn id(text: &str) -> AnnotationId {
        AnnotationId::new(text).expect("valid")
    }

    fn everything() -> Selection {
        Selection {
            actors: [ada()].into(),
            annotations: [id("west"), id("why-now")].into(),
            ..Selection::default()
        }
    }

    #[test]
    fn they_are_moved_together_with_actors_in_one_step() {
        let mut desk = Desk::new();
        let moved = desk.annotations().clone().into_iter();
        let moved: Vec<_> = moved.map(|(id, a)| (id, a.shifted([5.0, 0.0]))).collect();
        let step = move_things(&desk.doc, "Overview", &[], vec![moved[0].clone()]);
        assert_eq!(step.label, "move frame “West”");
        let places = [(ada(), Place::at(55.0, 50.0))];
        let step = move_things(&desk.doc, "Overview", &places, moved);
        assert_eq!(step.label, "move 3 things");
        desk.run(step);
        let at = [15.0, 10.0];
        assert_eq!(desk.annotations()["why-now"].form, Form::Text { at });
        assert_eq!(desk.doc.arrangements[0].places[&ada()].x, 55.0);
    }

    #[test]
    fn what_is_no_annotation_is_refused() {
        let mut desk = Desk::new();
        let before = desk.doc.clone();
        let blank = Annotation {
            text: " ".into(),
            ..desk.annotations()["why-now"].clone()
        };
        let step = set_annotation("Overview", &id("why-now"), blank, "reword");
        let none = Selection::default();
        let refused = desk.history.commit(&mut desk.doc, step, &none, &none);
        let said = refused.expect_err("blank").to_string();
        assert_eq!(said, "annotation why-now: the text is blank");
        assert_eq!(desk.doc, before);
    }

    #[test]
    fn they_are_deleted_copied_and_duplicated_with_the_rest() {
        let mut desk = Desk::new();
        let (copy, _) = duplicate_arrangement(&desk.doc, "Overview").expect("there");
        desk.run(copy);
        assert_eq!(&desk.doc.arrangements[1].annotations, desk.annotations());

        let spent = Retired::default();
        let what = everything();
        let twice = duplicate(&desk.doc, &spent, "Overview", &what, [24.0; 2]);
        let twice = twice.expect("selected");
        assert_eq!(twice.step.label, "duplicate 3 things");
        assert_eq!(twice.select.len(), 3);
        desk.run(twice.step);
        assert_eq!(desk.annotations().len(), 4);
        let at = [34.0; 2];
        assert_eq!(desk.annotations()["why-now-2"].form, Form::Text { at });
        assert_eq!(desk.doc.arrangements[1].annotations.len(), 2, "only here");

        let text = Selection::annotation(id("why-now"));
        let clip = part(&desk.doc, &desk.doc.arrangements[0], &text);
        assert_eq!(clip.arrangements[0].annotations.len(), 1);
        let pasted = paste(&desk.doc, &spent, &clip, ("Overview", [10.0; 2]), |_| true);
        assert_eq!(pasted.step.label, "paste text “Why now?”");
        assert_eq!(pasted.select.only_annotation(), Some(&id("why-now-3")));
        desk.run(pasted.step);
        // Beside what it would hide: the original, and the copy of it.
        let at = [58.0; 2];
        assert_eq!(desk.annotations()["why-now-3"].form, Form::Text { at });

        let step = cut(&desk.doc, "Overview", &text);
        assert_eq!(step.label, "cut text “Why now?”");
        desk.run(step);
        assert!(!desk.annotations().contains_key("why-now"));
        assert!(desk.doc.arrangements[1].annotations.contains_key("why-now"));
        let mut rest = everything();
        rest.retain_existing(&desk.doc, &desk.doc.arrangements[0]);
        let step = delete(&desk.doc, "Overview", &rest);
        assert_eq!(step.label, "delete 2 things");
        desk.run(step);
        assert!(desk.doc.graph.actor(&ada()).is_none());
    }
}
