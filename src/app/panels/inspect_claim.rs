//! "Who says so": the claims behind an action, one card each.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    self, Align, Button, CollapsingHeader, Label, Layout, RichText, Ui, WidgetText,
};

use super::super::{Workspace, look};
use super::claim_fields::{confidence, fields, key, status};
use super::form::{Form, line_edit, name, quiet, section, short, trouble};
use super::{compare_claims, lacks, typed};
use crate::analysis::is_missing;
use crate::edit::{Edit, Transaction};
use crate::model::{
    ActionId, Claim, Claimant, Link, Outcome, Source, SourceId, Status, TextIndex, lacking, quoted,
};
use crate::picture::{Said, words};

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
    found_at: (u64, u64),
    /// The claim in which the keyboard is.
    at_hand: Option<(ActionId, usize)>,
}

/// Whether something in that place has the keyboard.
fn has_keyboard(ui: &Ui, place: egui::Rect) -> bool {
    let focused = ui.memory(|m| m.focused());
    let focused = focused.and_then(|id| ui.ctx().read_response(id));
    focused.is_some_and(|response| place.contains(response.rect.center()))
}

impl Cards {
    /// Folds every card.
    pub(super) fn fold_all(&mut self) {
        self.open.clear();
        self.first_source.clear();
        self.found.clear();
    }

    /// The claim in which the keyboard was in the last pass.
    pub(super) fn at_hand(&self) -> Option<&(ActionId, usize)> {
        self.at_hand.as_ref()
    }

    /// No claim is shown in this pass, yet.
    pub(super) fn begin(&mut self) {
        self.at_hand = None;
    }

    /// Whether a passage stands in the text of its source; `None` when the
    /// source has no text. Looked up once for every change of the document.
    fn check(&mut self, ws: &Workspace, claim: &Claim) -> Option<Result<(), String>> {
        let text = ws.texts().get(&claim.source)?;
        let now = (ws.revision(), ws.texts_epoch());
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
            // Words may have moved, and be known all the same.
            let moved = || {
                let passage = crate::model::Passage {
                    anchor: &claim.anchor,
                    words: &claim.quote,
                    spot: claim.spot.as_deref(),
                };
                let outcome = TextIndex::shared(Arc::clone(text))
                    .reanchor(&[passage])
                    .pop();
                matches!(outcome, Some(Outcome::Exact { .. }))
            };
            match found {
                Err(problem) if !moved() => Err(problem.to_string()),
                _ => Ok(()),
            }
        };
        Some(self.found.entry(passage).or_insert_with(look).clone())
    }

    /// Whether the passage of a claim is where it is said to be, or what is wrong with
    /// it; `None` where it has none, or its source has no text.
    fn passage(&mut self, ws: &Workspace, claim: &Claim) -> Option<Result<(), String>> {
        if !claim.has_passage() {
            return None;
        }
        let source = ws.document().sources.get(&claim.source);
        if source.is_some_and(|s| is_missing(s, ws.texts())) {
            return Some(Err("the text of this source is missing".to_owned()));
        }
        self.check(ws, claim)
    }

    /// Shows every claim of an action, and the way to add one: several that stand
    /// side by side, retracted ones behind a fold.
    pub(super) fn show(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        let claims = &link.action.claims;
        let lacking = lacking(form.ws.document(), link.action);
        let lacking = lacking.map(|publishers| lacks::why(&publishers));
        let why = lacking.as_deref();
        if compare_claims::many(claims) {
            section(ui, "Who says what");
            compare_claims::sides(ui, claims, |ui, at, claim| {
                ui.push_id(("claim", at), |ui| {
                    let slot = (link.action.id.clone(), at);
                    if self.open.contains(&slot) {
                        self.framed(form, ui, link, (at, claim), why);
                        return;
                    }
                    let trouble = self.passage(form.ws, claim).and_then(Result::err);
                    let (unfold, place) =
                        compare_claims::in_short(form, ui, (at, claim), trouble.as_deref());
                    if has_keyboard(ui, place) {
                        self.at_hand = Some(slot.clone());
                    }
                    if unfold {
                        self.open.insert(slot);
                    }
                });
            });
            if let Some(why) = why {
                quiet(ui, why);
            }
        } else {
            section(ui, "Who says so");
            for (at, claim) in claims.iter().enumerate().filter(|(_, c)| c.stands()) {
                ui.push_id(("claim", at), |ui| {
                    self.framed(form, ui, link, (at, claim), why);
                });
            }
            if claims.iter().all(|c| !c.stands()) {
                quiet(ui, "Nobody is cited for this yet.");
            }
        }
        self.retracted(form, ui, link);
        self.add(form, ui, link);
    }

    /// The claims that were retracted, behind a fold.
    fn retracted(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        let retracted = || {
            let all = link.action.claims.iter().enumerate();
            all.filter(|(_, c)| !c.stands())
        };
        let count = retracted().count();
        if count == 0 {
            return;
        }
        let text = super::form::count(count, "retracted claim");
        CollapsingHeader::new(RichText::new(text).weak())
            .id_salt(("retracted", link.action.id.as_str()))
            .show_unindented(ui, |ui| {
                for (at, claim) in retracted() {
                    ui.push_id(("claim", at), |ui| {
                        self.framed(form, ui, link, (at, claim), None);
                    });
                }
            });
    }

    fn framed(
        &mut self,
        form: &mut Form<'_>,
        ui: &mut Ui,
        link: Link<'_>,
        (at, claim): (usize, &Claim),
        why: Option<&str>,
    ) {
        let card = compare_claims::frame(form).show(ui, |ui| {
            ui.set_width(ui.available_width());
            self.card(form, ui, link, (at, claim), why);
        });
        if has_keyboard(ui, card.response.rect) {
            self.at_hand = Some((link.action.id.clone(), at));
        }
    }

    fn card(
        &mut self,
        form: &mut Form<'_>,
        ui: &mut Ui,
        link: Link<'_>,
        (at, claim): (usize, &Claim),
        why: Option<&str>,
    ) {
        let doc = form.ws.document();
        let slot = (link.action.id.clone(), at);
        let who = words::claimant(doc, &claim.by);
        let mut removed = None;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                removed = remove(ui, link, at, claim);
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
        if claim.has_passage() {
            let quote = RichText::new(quoted(claim.quote.trim())).italics();
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
        match self.passage(form.ws, &looked_for) {
            _ if !looked_for.has_passage() => quiet(ui, format!("({})", Said::WHOLE)),
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
        let lacks = claim.status == Status::Confirmed && !compare_claims::many(&link.action.claims);
        if let Some(why) = why.filter(|_| lacks) {
            quiet(ui, why);
        }
        if let Some(text) = provenance(claim) {
            ui.add(Label::new(RichText::new(text).small().weak()).wrap());
        }
        // Last, so that what was typed into the card goes before it.
        if let Some(gesture) = removed {
            if matches!(gesture.edits.as_slice(), [Edit::RemoveClaim { .. }]) {
                // Those behind it move up: of which was open, nothing is known.
                self.open.retain(|(_, n)| *n < at);
            }
            form.edit(gesture);
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

/// The ways to be rid of a claim: to keep it as retracted, or not.
fn remove(ui: &mut Ui, link: Link<'_>, at: usize, claim: &Claim) -> Option<Transaction> {
    let n = at + 1;
    let button = Button::new("×").small().frame(false);
    let menu = MenuButton::from_button(button);
    let (response, chosen) = menu.ui(ui, |ui| {
        let mut item = |text: &str, tip: &str| {
            let button = ui.button(text).on_hover_text(tip);
            name(ui, button.id, &format!("{text} (claim {n})"));
            button
        };
        if claim.stands() {
            let retract = item("Retract", "Keep it out of sight, and count it no more");
            if retract.clicked() {
                return Some(typed::retract_claim(link, at, claim));
            }
        }
        let delete = item("Delete for good", "As if nobody had ever entered it");
        delete.clicked().then(|| typed::remove_claim(link, at))
    });
    name(ui, response.id, &format!("Remove claim {n}"));
    response.on_hover_text("Retract this claim, or delete it");
    chosen.and_then(|chosen| chosen.inner)
}

/// Who entered a claim and changed it last, and when; `None` where that was not
/// noted.
fn provenance(claim: &Claim) -> Option<String> {
    match (&claim.entered, &claim.changed) {
        (None, None) => None,
        (Some(entered), None) => Some(format!("Entered {}", entered.in_words())),
        (None, Some(changed)) => Some(format!("Changed {}", changed.in_words())),
        (Some(entered), Some(changed)) => {
            let (entered, changed) = (entered.in_words(), changed.in_words());
            Some(format!("Entered {entered}, changed {changed}"))
        }
    }
}
