//! The fields of a claim.

use eframe::egui::{ComboBox, Id, Ui};

use super::choose::{actors, choose};
use super::form::{Form, Text, name, row};
use super::typed::{self, OfClaim};
use crate::model::{Claim, Confidence, Link, SourceId, Status};
use crate::picture::words;

/// Names a field of a card.
pub(super) fn key(link: &Link<'_>, at: usize, what: &str) -> Id {
    Id::new(("claim", link.action.id.as_str(), at, what))
}

/// How the claim stands.
pub(super) fn status(
    form: &mut Form<'_>,
    ui: &mut Ui,
    link: Link<'_>,
    at: usize,
    claim: &Claim,
    room: f32,
) {
    let combo = ComboBox::from_id_salt("status")
        .selected_text(claim.status.name())
        .width(room)
        .show_ui(ui, |ui| {
            for status in Status::ALL {
                let is = status == claim.status;
                if ui.selectable_label(is, status.name()).clicked() && !is {
                    let new = Claim {
                        status,
                        ..claim.clone()
                    };
                    form.edit(typed::claim("status of claim", link, at, new));
                }
            }
        });
    name(
        ui,
        combo.response.id,
        &format!("Status of claim {}", at + 1),
    );
    combo.response.on_hover_text("How the claim stands");
}

/// How sure somebody is of it.
pub(super) fn confidence(
    form: &mut Form<'_>,
    ui: &mut Ui,
    link: Link<'_>,
    at: usize,
    claim: &Claim,
    room: f32,
) {
    let shown = |c: Confidence| format!("{} confidence", c.name());
    let combo = ComboBox::from_id_salt("confidence")
        .selected_text(shown(claim.confidence))
        .width(room)
        .truncate()
        .show_ui(ui, |ui| {
            for confidence in Confidence::ALL {
                let is = confidence == claim.confidence;
                if ui.selectable_label(is, shown(confidence)).clicked() && !is {
                    let new = Claim {
                        confidence,
                        ..claim.clone()
                    };
                    form.edit(typed::claim("confidence in claim", link, at, new));
                }
            }
        });
    name(
        ui,
        combo.response.id,
        &format!("Confidence in claim {}", at + 1),
    );
    combo.response.on_hover_text("How sure you are of it");
}

/// The fields of an unfolded card.
pub(super) fn fields(form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>, at: usize, claim: &Claim) {
    let doc = form.ws.document();
    let key = |what: &str| key(&link, at, what);
    let who = words::claimant(doc, &claim.by).to_owned();
    let by = row(ui, "Who", |ui, label| {
        choose(
            ui,
            key("by"),
            label,
            &who,
            || actors(doc),
            Some("Not in the graph:"),
        )
    });
    let by = by.and_then(|chosen| typed::claimant(link, at, claim, chosen));
    if let Some(gesture) = by {
        form.edit(gesture);
    }
    let title = doc
        .sources
        .get(&claim.source)
        .map_or("?", |s| s.title.as_str());
    let sources = || -> Vec<(SourceId, String)> {
        doc.sources
            .values()
            .map(|s| (s.id.clone(), s.title.clone()))
            .collect()
    };
    let source = row(ui, "Source", |ui, label| {
        choose(
            ui,
            key("source"),
            label,
            title,
            sources,
            Some("New source:"),
        )
    });
    let source = source.and_then(|chosen| typed::claim_source(form.ws, link, at, claim, chosen));
    if let Some(gesture) = source {
        form.edit(gesture);
    }
    let mut line = |name: &'static str, text: Text, field: OfClaim| {
        row(ui, name, |ui, label| {
            let make = |t: &str| Ok(typed::claim_text(link, at, claim, field, t));
            form.text(ui, text, make).labelled_by(label);
        });
    };
    let quote = Text::new(key("quote"), "Quote", &claim.quote)
        .rows(3)
        .hint("The words, as they stand in the source; none cite it as a whole");
    line("Quote", quote, OfClaim::Quote);
    let anchor = Text::new(key("anchor"), "Where", &claim.anchor).hint("heading/paragraph");
    line("Where", anchor, OfClaim::Anchor);
    let because = Text::new(key("because"), "Because", &claim.because).hint("Why that confidence");
    line("Because", because, OfClaim::Because);
}
