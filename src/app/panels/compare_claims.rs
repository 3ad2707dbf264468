//! "Who says what": the claims behind an action side by side, those that speak
//! for it and those that speak against it.

use eframe::egui::{self, Align, Button, Frame, Label, Layout, RichText, Ui};

use super::super::look;
use super::form::{Form, name};
use super::marks;
use crate::model::{Claim, Side, quoted};
use crate::picture::{Said, words};

/// From this width on, in points, both sides stand beside one another.
const WIDE: f32 = 440.0;
/// Most letters of a quotation; the rest is shown on hovering.
const MOST_QUOTED: usize = 280;

/// Whether claims are worth comparing: more than one of them stands.
pub(super) fn many(claims: &[Claim]) -> bool {
    claims.iter().filter(|c| c.stands()).nth(1).is_some()
}

/// Shows both sides, each with its number of claims; `each` shows a claim.
pub(super) fn sides(ui: &mut Ui, claims: &[Claim], mut each: impl FnMut(&mut Ui, usize, &Claim)) {
    let of = |side: Side| -> Vec<usize> {
        let all = claims.iter().enumerate();
        let own = all.filter(|(_, c)| c.status.side() == Some(side));
        own.map(|(at, _)| at).collect()
    };
    let both = Side::ALL.map(|side| (side, of(side)));
    let mut side = |ui: &mut Ui, (side, own): &(Side, Vec<usize>)| {
        let text = format!("{} ({})", side.name(), own.len());
        ui.label(RichText::new(text).small().family(look::semi_bold()));
        for at in own {
            each(ui, *at, &claims[*at]);
        }
    };
    if ui.available_width() >= WIDE && both.iter().all(|(_, own)| !own.is_empty()) {
        ui.columns(2, |columns| {
            for (ui, one) in columns.iter_mut().zip(&both) {
                side(ui, one);
            }
        });
        return;
    }
    for one in both.iter().filter(|(_, own)| !own.is_empty()) {
        side(ui, one);
        ui.add_space(4.0);
    }
}

/// A claim in a few lines: who, how it stands, how sure one is and why, where,
/// and in which words, and what is wrong with those. Returns whether it is to be
/// unfolded, and where it stands.
pub(super) fn in_short(
    form: &Form<'_>,
    ui: &mut Ui,
    (at, claim): (usize, &Claim),
    trouble: Option<&str>,
) -> (bool, egui::Rect) {
    let doc = form.ws.document();
    let source = doc.sources.get(&claim.source);
    let mut unfold = false;
    let shown = frame(form).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                let edit = ui.add(Button::new(RichText::new("Edit").small()).frame(false));
                name(ui, edit.id, &format!("Edit claim {}", at + 1));
                unfold = edit
                    .on_hover_text("Who, where and in which words")
                    .clicked();
                ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
                    marks::status(ui, form.theme, claim.status);
                    let who = words::claimant(doc, &claim.by);
                    let who = RichText::new(who).family(look::semi_bold());
                    ui.add(Label::new(who).wrap());
                });
            });
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let status = claim.status.name().to_lowercase();
            ui.label(RichText::new(status).small());
            ui.label(RichText::new("·").small().weak());
            marks::confidence(ui, form.theme, claim.confidence);
            let sure = format!("{} confidence", claim.confidence.name().to_lowercase());
            ui.label(RichText::new(sure).small());
        });
        if !claim.because.is_empty() {
            small(ui, format!("because {}", claim.because));
        }
        let quote = claim.quote.trim();
        if quote.is_empty() {
            small(ui, format!("({})", Said::WHOLE));
        } else {
            let short: String = quote.chars().take(MOST_QUOTED).collect();
            let cut = short.len() < quote.len();
            let dots = if cut { "…" } else { "" };
            let text = RichText::new(quoted(&format!("{}{dots}", short.trim_end()))).italics();
            let label = ui.add(Label::new(text).wrap());
            if cut {
                label.on_hover_text(quote);
            }
        }
        if let Some(trouble) = trouble {
            super::form::trouble(ui, form.theme, &format!("⚠ {trouble}"));
        }
        let title = source.map_or("?", |s| s.title.as_str());
        let when = source.map(|s| s.published.in_words()).unwrap_or_default();
        let when = if when.is_empty() {
            when
        } else {
            format!("  ·  {when}")
        };
        small(ui, format!("{title}{when}"));
    });
    (unfold, shown.response.rect)
}

/// What stands around one claim.
pub(super) fn frame(form: &Form<'_>) -> Frame {
    Frame::new()
        .fill(look::color(form.theme.raised))
        .stroke(egui::Stroke::new(1.0, look::color(form.theme.rule)))
        .corner_radius(8)
        .inner_margin(egui::Margin::same(10))
}

fn small(ui: &mut Ui, text: String) {
    ui.add(Label::new(RichText::new(text).small().weak()).wrap());
}
