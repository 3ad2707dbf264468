//! The fields of a claim.

use eframe::egui::{ComboBox, Id, Ui};

use super::choose::{Chosen, actors, choose};
use super::form::{Form, Text, name, row, short};
use crate::edit::{Edit, Transaction};
use crate::model::{Claim, Claimant, Confidence, Link, Source, SourceId, Status};
use crate::picture::words;

/// Names a field of a card.
pub(super) fn key(link: &Link<'_>, at: usize, what: &str) -> Id {
    Id::new(("claim", link.action.id.as_str(), at, what))
}

/// The gesture that replaces a claim.
fn change(what: &str, link: Link<'_>, at: usize, claim: Claim) -> Transaction {
    Transaction::one(
        format!("change {what} on “{}”", short(&link.action.verb)),
        Edit::SetClaim {
            action: link.action.id.clone(),
            at,
            claim: Box::new(claim),
        },
    )
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
                    form.edit(change("status of claim", link, at, new));
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
                    form.edit(change("confidence in claim", link, at, new));
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
    let with = |what: &str, claim: Claim| change(what, link, at, claim);
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
    if let Some(chosen) = by {
        let by = match chosen {
            Chosen::Known(id) => Claimant::Actor(id),
            Chosen::New(name) => Claimant::Outsider(name),
        };
        if by != claim.by {
            form.edit(with(
                "who makes claim",
                Claim {
                    by,
                    ..claim.clone()
                },
            ));
        }
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
    match source {
        Some(Chosen::Known(source)) if source != claim.source => {
            form.edit(with(
                "source of claim",
                Claim {
                    source,
                    ..claim.clone()
                },
            ));
        }
        Some(Chosen::New(title)) => {
            let new = Source::new(
                doc.fresh_source_id(&title, form.ws.history().spent()),
                title,
            );
            let source = new.id.clone();
            let mut gesture = with(
                "source of claim",
                Claim {
                    source,
                    ..claim.clone()
                },
            );
            gesture.edits.insert(0, Edit::AddSource(Box::new(new)));
            form.edit(gesture);
        }
        _ => {}
    }
    // A field of text: what it is called, what it holds, and what a new text makes
    // of the claim.
    let mut line = |name: &'static str, field: Text, what: &str, set: fn(&mut Claim, String)| {
        row(ui, name, |ui, label| {
            let make = |t: &str| {
                let mut claim = claim.clone();
                set(&mut claim, t.trim().to_owned());
                Ok(with(what, claim))
            };
            form.text(ui, field, make).labelled_by(label);
        });
    };
    let quote = Text::new(key("quote"), "Quote", &claim.quote)
        .rows(3)
        .hint("The words, as they stand in the source");
    line("Quote", quote, "quote of claim", |c, t| c.quote = t);
    let anchor = Text::new(key("anchor"), "Where", &claim.anchor).hint("heading/paragraph");
    line("Where", anchor, "place of claim", |c, t| c.anchor = t);
    let because = Text::new(key("because"), "Because", &claim.because).hint("Why that confidence");
    line("Because", because, "reason of claim", |c, t| c.because = t);
}
