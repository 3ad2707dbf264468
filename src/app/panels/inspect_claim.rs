//! "Who says so": the claims behind an action, one card each.

use std::collections::{BTreeSet, HashMap};

use eframe::egui::{self, Align, Button, Frame, Label, Layout, RichText, Ui, WidgetText};

use super::super::{Workspace, look};
use super::claim_fields::{confidence, fields, key, status};
use super::form::{Form, line_edit, name, quiet, section, short, trouble};
use super::typed;
use crate::edit::{Edit, Transaction};
use crate::model::{ActionId, Claim, Claimant, Link, Source, SourceId};
use crate::picture::words;

/// Most answers that are kept; typing asks for one at each stroke.
const MOST_KEPT: usize = 256;

/// A source, an anchor and words to look for there.
type Passage = (SourceId, String, String);

/// Which cards are unfolded, what is typed for a first source, and which
/// passages were found.
#[derive(Debug, Default)]
pub(super) struct Cards {
    open: BTreeSet<(ActionId, usize)>,
    /// Title of a source that is to be added with the first claim.
    first_source: String,
    found: HashMap<Passage, Result<(), String>>,
    found_at: (u64, usize),
}

impl Cards {
    /// Folds every card.
    pub(super) fn fold_all(&mut self) {
        self.open.clear();
        self.first_source.clear();
        self.found.clear();
    }

    /// Whether a passage stands in the text of its source; `None` when the
    /// source has no text. Looked up once for every change of the document.
    fn check(&mut self, ws: &Workspace, claim: &Claim) -> Option<Result<(), String>> {
        let text = ws.texts().get(&claim.source)?;
        let now = (ws.revision(), ws.texts().len());
        if self.found_at != now {
            self.found.clear();
            self.found_at = now;
        }
        if self.found.len() > MOST_KEPT {
            self.found.clear();
        }
        let passage = (
            claim.source.clone(),
            claim.anchor.clone(),
            claim.quote.clone(),
        );
        let look = || {
            let found = text.find(&claim.anchor, &claim.quote);
            found.map(|_| ()).map_err(|problem| problem.to_string())
        };
        Some(self.found.entry(passage).or_insert_with(look).clone())
    }

    /// Shows every claim of an action, and the way to add one.
    pub(super) fn show(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        section(ui, "Who says so");
        let claims = &link.action.claims;
        if claims.is_empty() {
            quiet(ui, "Nobody is cited for this yet.");
        }
        for (at, claim) in claims.iter().enumerate() {
            ui.push_id(("claim", at), |ui| {
                Frame::new()
                    .fill(look::color(form.theme.raised))
                    .stroke(egui::Stroke::new(1.0, look::color(form.theme.rule)))
                    .corner_radius(8)
                    .inner_margin(egui::Margin::same(12))
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        self.card(form, ui, link, at, claim);
                    });
            });
        }
        self.add(form, ui, link);
    }

    fn card(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>, at: usize, claim: &Claim) {
        let doc = form.ws.document();
        let slot = (link.action.id.clone(), at);
        let who = words::claimant(doc, &claim.by);
        let mut remove = false;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                let cross = ui.add(Button::new("×").small().frame(false));
                name(ui, cross.id, &format!("Remove claim {}", at + 1));
                remove = cross.on_hover_text("Remove this claim").clicked();
                let unfolded = self.open.contains(&slot);
                let text = RichText::new(if unfolded { "Done" } else { "Edit" }).small();
                let fold = ui.add(Button::new(text).small().frame(false));
                name(
                    ui,
                    fold.id,
                    &format!(
                        "{} claim {}",
                        if unfolded { "Fold" } else { "Edit" },
                        at + 1
                    ),
                );
                if fold
                    .on_hover_text("Who, where and in which words")
                    .clicked()
                {
                    // Its fields are not there to be left, from now on.
                    form.out.extend(form.drafts.finish());
                    if !self.open.remove(&slot) {
                        self.open.insert(slot.clone());
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
                    ui.add(Label::new(according_to(form, ui, who)).wrap());
                });
            });
        });
        if !claim.quote.trim().is_empty() {
            let quote = RichText::new(format!("“{}”", claim.quote.trim())).italics();
            ui.add(Label::new(quote).wrap());
        }
        let title = doc
            .sources
            .get(&claim.source)
            .map_or("?", |s| s.title.as_str());
        let place = if claim.anchor.is_empty() {
            title.to_owned()
        } else {
            format!("{title}  ·  {}", claim.anchor)
        };
        ui.add(Label::new(RichText::new(place).small().weak()).wrap());
        // What is being typed is looked for too.
        let draft = |what: &str| form.drafts.typed(key(&link, at, what)).map(str::to_owned);
        let looked_for = Claim {
            quote: draft("quote").unwrap_or_else(|| claim.quote.clone()),
            anchor: draft("anchor").unwrap_or_else(|| claim.anchor.clone()),
            ..claim.clone()
        };
        match self.check(form.ws, &looked_for) {
            Some(Ok(())) => {
                let text = RichText::new("✔ found in the text").small();
                ui.label(text.color(look::color(form.theme.accent)));
            }
            Some(Err(why)) => trouble(ui, form.theme, &format!("⚠ {why}")),
            None => {}
        }
        ui.horizontal(|ui| {
            let room = ui.available_width() - ui.spacing().item_spacing.x;
            status(form, ui, link, at, claim, room * 0.4);
            confidence(form, ui, link, at, claim, room * 0.6);
        });
        if self.open.contains(&slot) {
            ui.add_space(4.0);
            fields(form, ui, link, at, claim);
        } else if !claim.because.is_empty() {
            quiet(ui, format!("because {}", claim.because));
        }
        // Last, so that what was typed into the card goes before it.
        if remove {
            self.open.retain(|(_, n)| *n != at);
            form.edit(typed::remove_claim(link, at));
        }
    }

    /// The button that adds a claim; with a field for the title of a source
    /// while the document has none.
    fn add(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        let doc = form.ws.document();
        let at = link.action.claims.len();
        let mut edits = Vec::new();
        let mut source = link
            .action
            .claims
            .last()
            .and_then(|c| doc.sources.get(&c.source))
            .or_else(|| doc.sources.values().next())
            .cloned();
        let clicked = if source.is_some() {
            ui.button("Add claim")
                .on_hover_text("Cite somebody for this")
                .clicked()
        } else {
            quiet(ui, "A claim cites a source. What is the first one called?");
            let field = line_edit(&mut self.first_source, "Title of the source");
            let field = ui.add(field);
            name(ui, field.id, "Title of the source");
            let title = self.first_source.trim();
            let enter = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            let button = Button::new("Add source and claim");
            let clicked = ui.add_enabled(!title.is_empty(), button).clicked();
            let sure = !title.is_empty() && (clicked || enter);
            if sure {
                let new = Source::new(doc.fresh_source_id(title, form.ws.history().spent()), title);
                edits.push(Edit::AddSource(Box::new(new.clone())));
                source = Some(new);
                self.first_source.clear();
            }
            sure
        };
        if let (true, Some(source)) = (clicked, source) {
            let said_by = if source.author.is_empty() {
                source.title
            } else {
                source.author
            };
            let claim = Claim::new(Claimant::Outsider(said_by), source.id);
            let action = link.action.id.clone();
            self.open.insert((action.clone(), at));
            let claim = Box::new(claim);
            edits.push(Edit::AddClaim { action, at, claim });
            let label = format!("add claim on “{}”", short(&link.action.verb));
            form.edit(Transaction::new(label, edits));
        }
    }
}

/// "according to …", the name in bold.
fn according_to(form: &Form<'_>, ui: &Ui, who: &str) -> WidgetText {
    let mut job = egui::text::LayoutJob::default();
    let part = |family, color| egui::TextFormat {
        font_id: egui::FontId::new(egui::TextStyle::Body.resolve(ui.style()).size, family),
        color,
        ..egui::TextFormat::default()
    };
    let regular = look::family(crate::picture::Weight::Regular);
    job.append(
        "according to ",
        0.0,
        part(regular, look::color(form.theme.quiet_ink)),
    );
    job.append(
        who,
        0.0,
        part(look::semi_bold(), look::color(form.theme.ink)),
    );
    job.into()
}
