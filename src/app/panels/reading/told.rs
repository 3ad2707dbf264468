//! The text, told to assistive technology: its sentences in view, and the passages
//! that are cited.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::{Id, Rect, Response, Ui, UiBuilder};

use super::super::super::canvas::{bounds, wanted};
use super::super::super::{Command, Workspace};
use super::super::form::count;
use super::Reader;
use super::body::At;
use super::marks::Place;
use super::study::{Cite, Sheet, Study};
use crate::model::cutting::Kind;
use crate::model::{ActionId, Reading, quoted};
use crate::picture::words;

fn sentence_id(text: Id, n: usize) -> Id {
    text.with(("sentence", n))
}

fn passage_id(text: Id, cite: &Cite) -> Id {
    text.with(("passage", &cite.action, cite.claim))
}

/// One of them.
struct Told {
    id: Id,
    role: Role,
    label: String,
    description: String,
    selected: bool,
    rect: Rect,
}

/// Tells one of them, as a child of the node that `ui` has.
fn tell(ui: &mut Ui, told: Told) {
    // egui knows the parents of nodes by its own rooms only: hence an empty one.
    drop(ui.new_child(UiBuilder::new().id(told.id).max_rect(told.rect)));
    ui.ctx().accesskit_node_builder(told.id, |node| {
        node.set_role(told.role);
        node.set_label(told.label);
        node.set_description(told.description);
        node.set_selected(told.selected);
        node.set_bounds(bounds(told.rect));
        if told.role != Role::Heading {
            node.add_action(accesskit::Action::Click);
        }
    });
}

/// What some bytes take on screen.
pub(super) fn around(place: &Place<'_>, bytes: &std::ops::Range<usize>) -> Option<Rect> {
    let mut all: Option<Rect> = None;
    place.laid.each_row(bytes, |row| {
        let rect = row.rect.translate(place.corner.to_vec2());
        all = Some(all.map_or(rect, |all| all.union(rect)));
    });
    all
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a sentence stands, in words.
fn state(reading: &Reading, n: usize) -> String {
    match (reading.cited_by[n].len(), reading.not_relevant[n]) {
        (0, true) => "not relevant".to_owned(),
        (0, false) => "not cited yet".to_owned(),
        (claims, _) => format!("cited by {}", count(claims, "claim")),
    }
}

impl Reader {
    /// Tells what is in view. Returns what assistive technology wants done.
    pub(super) fn tell(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        response: &Response,
        at: &At,
        (sheet, study): (&Sheet, &Study),
    ) -> Option<Command> {
        let doc = ws.document();
        let title = self.source().and_then(|id| doc.sources.get(id));
        let title = title.map_or("", |s| s.title.as_str());
        let on = ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Document);
            node.set_label(format!("Text of {title}"));
            node.set_description(
                "Up and down walk the sentences, left and right the words; with Shift they select \
                 more; Enter selects the actions that are cited there",
            );
        });
        on?; // nobody listens
        let mut tree = ui.new_child(
            UiBuilder::new()
                .id_salt("told")
                .max_rect(at.rect)
                .accessibility_parent(response.id),
        );
        let chosen = self.chosen_bytes().unwrap_or(0..0);
        let text = sheet.text.text();
        let mut last = None;
        for (n, place) in self.places(at, sheet) {
            let block = &sheet.text.blocks().all()[n];
            let role = match block.kind {
                Kind::Heading(_) => Some(Role::Heading),
                Kind::Front => Some(Role::Paragraph),
                _ => None,
            };
            if let Some(role) = role {
                let letters = Rect::from_min_size(place.corner, place.laid.galley.size());
                let told = Told {
                    id: response.id.with(("heading", n)),
                    role,
                    label: folded(place.laid.galley.text()),
                    description: String::new(),
                    selected: false,
                    rect: letters.intersect(at.rect),
                };
                tell(&mut tree, told);
                continue;
            }
            let seen = |bytes: &std::ops::Range<usize>| {
                let rect = around(&place, bytes)?.intersect(at.rect);
                rect.is_positive().then_some(rect)
            };
            for n in study.reading.sentences_in(&place.bytes) {
                let bytes = study.reading.sentences[n].bytes.clone();
                // One that is cut in two is told once.
                if last == Some(n) {
                    continue;
                }
                let Some(rect) = seen(&bytes) else {
                    continue;
                };
                last = Some(n);
                let told = Told {
                    id: sentence_id(response.id, n),
                    role: Role::Paragraph,
                    label: folded(&text[bytes.clone()]),
                    description: state(&study.reading, n),
                    selected: bytes.start < chosen.end && chosen.start < bytes.end,
                    rect,
                };
                tell(&mut tree, told);
            }
            for cite in study.cites_in(&place.bytes) {
                let link = doc.graph.link(&cite.action);
                let (Some(link), Some(rect)) = (link, seen(&cite.bytes)) else {
                    continue;
                };
                let words_of = folded(&text[cite.bytes.clone()]);
                let told = Told {
                    id: passage_id(response.id, cite),
                    role: Role::Mark,
                    label: format!("Passage {}", quoted(&words_of)),
                    description: words::action(doc, link),
                    selected: ws.selection().actions.contains(&cite.action),
                    rect,
                };
                tell(&mut tree, told);
            }
        }
        self.asked(&tree, ws, response.id, (sheet, study))
    }

    fn asked(
        &mut self,
        ui: &Ui,
        ws: &Workspace,
        text: Id,
        (sheet, study): (&Sheet, &Study),
    ) -> Option<Command> {
        let wanted = wanted(ui);
        if wanted.is_empty() {
            return None;
        }
        let is = |id: Id| wanted.contains(&id.accesskit_id());
        let seen = self.page()?.bytes_in_view();
        debug_assert!(seen.end <= sheet.text.text().len());
        let cite = study
            .cites_in(&seen)
            .find(|cite| is(passage_id(text, cite)));
        if let Some(cite) = cite {
            let action: ActionId = cite.action.clone();
            return Some(self.pick(ws, vec![action], false));
        }
        let mut sentences = study.reading.sentences_in(&seen);
        let n = sentences.find(|n| is(sentence_id(text, *n)))?;
        self.choose(study.reading.sentences[n].bytes.clone());
        None
    }
}
