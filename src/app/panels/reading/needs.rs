//! What in a text needs a person: passages that are not found as they were, and
//! places that are not noted yet.

use eframe::egui::{Button, CollapsingHeader, Frame, Label, Margin, RichText, ScrollArea, Ui};

use super::super::super::{Command, Workspace, look};
use super::super::form::name;
use super::study::Sheet;
use super::{Reader, shown_words};
use crate::edit::{Edit, Selection, Transaction, short};
use crate::model::{Cited, Claim, Link, Lost, Outcome, Standing, quoted};
use crate::picture::{Theme, words};

/// Height of the list, at most, in points.
const HEIGHT: f32 = 230.0;
/// Most passages that are listed at once; when some are seen to, others follow.
const MOST: usize = 50;

impl Reader {
    /// Shows what needs a person, if anything does. Returns what the person wants
    /// done.
    pub(super) fn needs(&mut self, ui: &mut Ui, ws: &Workspace, theme: &Theme) -> Vec<Command> {
        let mut out = Vec::new();
        let Some((sheet, study)) = self.open_book() else {
            return out;
        };
        let (moved, astray) = (study.tally.moved, study.tally.need_person());
        let noting = study.moved.edits.len();
        if noting + astray == 0 {
            return out;
        }
        let current = self.book().is_some_and(|book| book.desk.is_current(ws));
        let frame = Frame::new().inner_margin(Margin {
            left: 12,
            right: 8,
            top: 2,
            bottom: 6,
        });
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = eframe::egui::vec2(6.0, 4.0);
            if noting > 0 {
                ui.horizontal_wrapped(|ui| {
                    // What is noted anew of others: places that were not noted yet,
                    // and sentences that are not relevant.
                    let noted = match moved {
                        0 => "Some places are not noted as they are.".to_owned(),
                        1 => "1 passage stands elsewhere than noted.".to_owned(),
                        n => format!("{n} passages stand elsewhere than noted."),
                    };
                    ui.label(RichText::new(noted).small());
                    let button = Button::new(RichText::new("Note where they stand").small());
                    let tip = "Their words are the same: only their places are noted";
                    if ui.add_enabled(current, button).on_hover_text(tip).clicked() {
                        out.push(Command::Edit(study.moved.clone(), None));
                    }
                });
            }
            if astray == 0 {
                return;
            }
            let title = match astray {
                1 => "1 passage needs you".to_owned(),
                n => format!("{n} passages need you"),
            };
            let title = RichText::new(format!("⚠ {title}")).color(look::color(theme.alarm));
            CollapsingHeader::new(title)
                .id_salt("astray")
                .show_unindented(ui, |ui| {
                    ScrollArea::vertical()
                        .max_height(HEIGHT)
                        .auto_shrink([false, true])
                        .show(ui, |ui| {
                            for (n, cited) in study.astray().take(MOST).enumerate() {
                                let asked = self.one(ui, ws, (&sheet, cited), (n, current));
                                out.extend(asked);
                            }
                            if astray > MOST {
                                let more = format!("and {} more", astray - MOST);
                                ui.label(RichText::new(more).small().weak());
                            }
                        });
                });
        });
        out
    }

    /// One passage that is not found as it was.
    fn one(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        (sheet, cited): (&Sheet, &Cited),
        (n, current): (usize, bool),
    ) -> Vec<Command> {
        let mut out = Vec::new();
        let doc = ws.document();
        let link = doc.graph.link(&cited.action);
        let claim = link.and_then(|l| l.action.claims.get(cited.claim));
        let (Some(link), Some(claim)) = (link, claim) else {
            return out; // gone, and the list without it is on its way
        };
        ui.separator();
        ui.add(Label::new(words::sentence(doc, link)).wrap());
        let words = RichText::new(quoted(claim.quote.trim())).italics();
        ui.add(Label::new(words).wrap());
        let (told, proposed) = told(&cited.outcome);
        let proposed = proposed.map(|new| as_shown(sheet, new));
        ui.add(Label::new(RichText::new(told).small().weak()).wrap());
        let mut proposal = None;
        if let Some(new) = proposed {
            ui.add(Label::new(quoted(&new.words)).wrap());
            ui.horizontal(|ui| {
                let tip = "Let the claim quote these words";
                let citable = sheet.text.can_cite(&new.bytes);
                let accept = button(ui, "Accept", n, current && citable, tip);
                if button(ui, "Show", n, true, "Go there in the text") {
                    self.choose(new.bytes.clone());
                }
                proposal = accept.then_some(new.bytes);
            });
        }
        ui.horizontal(|ui| {
            let chosen = self.chosen_bytes();
            let citable = chosen.as_ref().map(|bytes| sheet.text.can_cite(bytes));
            let tip = match citable {
                Some(false) => "Words of a heading cannot be cited: select some of a paragraph",
                _ => "Let the claim quote the words that are selected in the text",
            };
            let enabled = current && citable == Some(true);
            if button(ui, "Use selected words", n, enabled, tip) {
                proposal = chosen;
            }
            if button(
                ui,
                "Show action",
                n,
                true,
                "Select the action on the canvas",
            ) {
                self.flight = vec![cited.action.clone()];
                self.own = true;
                out.push(Command::Select(Selection::action(cited.action.clone())));
            }
        });
        // As it stands in the text now: how often its words stand there is known
        // of it only there.
        let proposal = proposal.map(|bytes| as_shown(sheet, sheet.index.stand(&bytes)));
        out.extend(proposal.map(|new| accept(link, cited.claim, claim, new)));
        out
    }
}

/// A button that is told from those of other passages by its number.
fn button(ui: &mut Ui, text: &str, n: usize, enabled: bool, tip: &str) -> bool {
    let button = ui.add_enabled(enabled, Button::new(RichText::new(text).small()));
    name(ui, button.id, &format!("{text}, passage {}", n + 1));
    button.on_hover_text(tip).clicked()
}

/// What has become of a passage, and what it may become.
fn told(outcome: &Outcome) -> (String, Option<Standing>) {
    match outcome {
        Outcome::Exact { standing, .. } | Outcome::Fuzzy { standing, .. } => {
            let same = matches!(
                outcome,
                Outcome::Fuzzy {
                    same_words: true,
                    ..
                }
            );
            let told = match same {
                true => "The same words stand among others now:",
                false => "The text may say now:",
            };
            (told.to_owned(), Some(standing.clone()))
        }
        Outcome::Lost(Lost::Gone) => ("Nothing like it stands in the text.".to_owned(), None),
        Outcome::Lost(Lost::Several(n)) => {
            let told = format!("It stands at {n} places, and nothing tells which is meant.");
            (told, None)
        }
        // Nothing is amiss: it is not listed.
        Outcome::NoWords => (String::new(), None),
    }
}

/// Quoted as it is shown.
fn as_shown(sheet: &Sheet, standing: Standing) -> Standing {
    Standing {
        words: shown_words(&sheet.text, &standing.bytes),
        ..standing
    }
}

/// Lets a claim quote other words.
fn accept(link: Link<'_>, at: usize, old: &Claim, new: Standing) -> Command {
    let claim = Claim {
        quote: new.words,
        anchor: new.anchor,
        spot: Some(Box::new(new.spot)),
        ..old.clone()
    };
    let edit = Edit::SetClaim {
        action: link.action.id.clone(),
        at,
        claim: Box::new(claim),
    };
    let label = format!("accept passage of “{}”", short(&link.action.verb));
    Command::Edit(Transaction::one(label, edit), None)
}
