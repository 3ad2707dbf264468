//! What makes things look as they do, taken from some and given to others.

use std::collections::BTreeSet;

use super::{ActionField, ActorField, Edit, Selection, Transaction};
use crate::model::{ActorKind, Document, Stance};

/// How an actor looks, and how an action does, as far as a document says: where
/// they stand, and what is written on them, is their own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    /// The silhouette and colour of an actor.
    pub kind: Option<ActorKind>,
    /// The colour and dashes of a line, and its width.
    pub line: Option<(Stance, f64)>,
}

impl Style {
    /// How the first selected actor looks, and the first selected action; `None`
    /// if nothing is selected.
    #[must_use]
    pub fn of(doc: &Document, selection: &Selection) -> Option<Self> {
        let actor = selection.actors.first();
        let action = selection.actions.first();
        let style = Self {
            kind: actor.and_then(|id| Some(doc.graph.actor(id)?.kind)),
            line: action.and_then(|id| {
                let action = doc.graph.action(id)?;
                Some((action.stance, action.weight))
            }),
        };
        (style != Self::default()).then_some(style)
    }

    /// Whether any of these can look like that.
    #[must_use]
    pub fn fits(&self, selection: &Selection) -> bool {
        self.kind.is_some() && !selection.actors.is_empty()
            || self.line.is_some() && !selection.actions.is_empty()
    }

    /// In words: "kind Person", "stance −0.8 and weight 2".
    #[must_use]
    pub fn in_words(&self) -> String {
        let kind = self.kind.map(|kind| format!("kind {}", kind.name()));
        let line = self.line.map(|(stance, weight)| {
            let stance = format!("{:+}", stance.value()).replace('-', "−");
            let stance = if stance == "+0" { "0" } else { &stance };
            format!("stance {stance} and weight {weight}")
        });
        let both: Vec<String> = kind.into_iter().chain(line).collect();
        both.join("; ")
    }
}

/// Lets selected actors and actions look like what a style was taken from: actors
/// get its kind, actions its stance and weight. Who looks like that already is
/// left alone; without anybody else there are no edits.
#[must_use]
pub fn paste_style(doc: &Document, style: &Style, selection: &Selection) -> Transaction {
    let mut edits = Vec::new();
    let mut restyled = BTreeSet::new();
    if let Some(kind) = style.kind {
        for id in &selection.actors {
            if doc.graph.actor(id).is_some_and(|a| a.kind != kind) {
                let (id, field) = (id.clone(), ActorField::Kind(kind));
                restyled.insert(id.to_string());
                edits.push(Edit::SetActor { id, field });
            }
        }
    }
    if let Some((stance, weight)) = style.line {
        for id in &selection.actions {
            let Some(action) = doc.graph.action(id) else {
                continue;
            };
            let fields = [
                (action.stance != stance).then_some(ActionField::Stance(stance)),
                (action.weight != weight).then_some(ActionField::Weight(weight)),
            ];
            for field in fields.into_iter().flatten() {
                restyled.insert(id.to_string());
                let id = id.clone();
                edits.push(Edit::SetAction { id, field });
            }
        }
    }
    let label = match restyled.len() {
        1 => "paste style".to_owned(),
        n => format!("paste style to {n} things"),
    };
    Transaction::new(label, edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::model::{Action, ActionId, Actor, ActorId, violations};

    fn doc() -> Document {
        let mut doc = Document::new();
        let id = |text: &str| ActorId::new(text).expect("valid");
        for (name, kind) in [("a", ActorKind::State), ("b", ActorKind::Person)] {
            let actor = Actor::new(id(name), name, kind);
            doc.graph.add_actor(actor).expect("new");
        }
        for (name, stance, weight) in [("x", -0.8, 2.0), ("y", 0.0, 1.0)] {
            let mut action = Action::new(ActionId::new(name).expect("valid"), "helps");
            action.stance = Stance::new(stance).expect("in range");
            action.weight = weight;
            let added = doc.graph.add_action(&id("a"), &id("b"), action);
            added.expect("both are there");
        }
        doc
    }

    fn everything(doc: &Document) -> Selection {
        Selection {
            actors: doc.graph.actors().map(|a| a.id.clone()).collect(),
            actions: doc.graph.links().map(|l| l.action.id.clone()).collect(),
            ..Selection::default()
        }
    }

    #[test]
    fn a_style_goes_to_all_of_the_same_sort_as_one_step() {
        let mut doc = doc();
        let all = everything(&doc);
        let style = Style::of(&doc, &all).expect("something is selected");
        assert_eq!(style.in_words(), "kind State; stance −0.8 and weight 2");
        let before = doc.clone();
        let step = paste_style(&doc, &style, &all);
        assert_eq!(step.label, "paste style to 2 things");
        let mut history = History::new();
        history.commit(&mut doc, step, &all, &all).expect("fits");
        assert_eq!(violations(&doc), vec![]);
        assert!(doc.graph.actors().all(|a| a.kind == ActorKind::State));
        for link in doc.graph.links() {
            let looks = (link.action.stance.value(), link.action.weight);
            assert_eq!(looks, (-0.8, 2.0));
        }
        assert_eq!(
            paste_style(&doc, &style, &all).edits,
            [],
            "they look like it"
        );
        history.undo(&mut doc).expect("fits");
        assert_eq!(doc, before);
    }

    #[test]
    fn a_style_fits_only_its_own_sort() {
        let doc = doc();
        let (mut actors, mut actions) = (everything(&doc), everything(&doc));
        actors.actions.clear();
        actions.actors.clear();
        let style = Style::of(&doc, &actors).expect("selected");
        assert!(style.fits(&actors) && !style.fits(&actions));
        assert_eq!(paste_style(&doc, &style, &actions).edits, []);
        assert_eq!(Style::of(&doc, &Selection::default()), None);
        let neutral = Style {
            line: Some((Stance::NEUTRAL, 1.0)),
            kind: None,
        };
        assert_eq!(neutral.in_words(), "stance 0 and weight 1");
    }
}
