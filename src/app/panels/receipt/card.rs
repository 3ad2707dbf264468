//! What a card says, laid out.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Area, Color32, Context, FontFamily, FontId, Frame, Id, Label, Margin, Order, Pos2, Rect, Sense,
    Stroke, UiBuilder, Vec2, vec2,
};

use super::super::super::look;
use super::super::sample;
use crate::model::{Evidence, StanceBand, quoted};
use crate::picture::{Receipt, Responded, Said, Theme, shortened};

/// Width of the text, in points.
const MEASURE: f32 = 376.0;
/// Room between the edge of the card and its text, in points.
const MARGIN: f32 = 14.0;
/// How far quotations stand in, in points.
const INDENT: f32 = 12.0;
/// Length of the piece of a line that stands for a stance, in points.
const SAMPLE: f32 = 26.0;
/// Most characters of a deed, a quotation, a source, a reason.
const MOST_DEED: usize = 200;
const MOST_QUOTE: usize = 280;
const MOST_SOURCE: usize = 220;
const MOST_REASON: usize = 160;
const MOST_URL: usize = 90;
/// Most characters of a text that is cut short where it stands.
const MOST_WHOLE: usize = 600;

/// A piece of text in one place of a card.
#[derive(Clone, Debug)]
struct Block {
    text: Arc<LayoutJob>,
    /// Its corner and size, from the corner of the text of the card.
    rect: Rect,
    /// Whether a line stands beside it.
    quoted: bool,
}

/// A card, laid out.
#[derive(Clone, Debug)]
pub(super) struct Card {
    blocks: Vec<Block>,
    /// Where the sample of the stance stands: its rows' middle.
    sample: (f32, StanceBand),
    height: f32,
}

/// The letters of a card.
struct Letters {
    ink: Color32,
    quiet: Color32,
    alarm: Color32,
}

impl Letters {
    fn of(theme: &Theme) -> Self {
        Self {
            ink: look::color(theme.ink),
            quiet: look::color(theme.quiet_ink),
            alarm: look::color(theme.alarm),
        }
    }

    fn plain(size: f32, color: Color32) -> TextFormat {
        TextFormat::simple(FontId::new(size, FontFamily::Proportional), color)
    }

    fn bold(size: f32, color: Color32) -> TextFormat {
        TextFormat::simple(FontId::new(size, look::semi_bold()), color)
    }
}

/// Sizes of letters, in points.
const DEED: f32 = 15.0;
const BODY: f32 = 13.5;
const SMALL: f32 = 12.0;

/// A card while it is laid out, block below block.
struct Layout<'c> {
    ctx: &'c Context,
    blocks: Vec<Block>,
    y: f32,
}

impl Layout<'_> {
    fn add(&mut self, job: LayoutJob, gap: f32, indent: f32) {
        let width = MEASURE - indent;
        let mut laid = job.clone();
        laid.wrap.max_width = width;
        let galley = self.ctx.fonts_mut(|f| f.layout_job(laid));
        if !self.blocks.is_empty() {
            self.y += gap;
        }
        let size = vec2(width, galley.size().y);
        self.blocks.push(Block {
            text: Arc::new(job),
            rect: Rect::from_min_size(Pos2::new(indent, self.y), size),
            quoted: indent > 0.0,
        });
        self.y += size.y;
    }

    fn text(&mut self, text: &str, format: TextFormat, gap: f32) {
        self.add(LayoutJob::single_section(text.to_owned(), format), gap, 0.0);
    }
}

impl Card {
    /// The card of a receipt, no higher than that where it can be: what has no
    /// room is counted. `whole` stands at its foot.
    pub(super) fn new(
        ctx: &Context,
        receipt: &Receipt,
        whole: Option<&str>,
        theme: &Theme,
        most_height: f32,
    ) -> Self {
        let letters = Letters::of(theme);
        let mut layout = Layout {
            ctx,
            blocks: Vec::new(),
            y: 0.0,
        };
        let deed = shortened(&receipt.deed, MOST_DEED);
        layout.text(&deed, Letters::bold(DEED, letters.ink), 0.0);
        let mut facts = LayoutJob::default();
        let mut said = receipt.band.name().to_owned();
        if !receipt.when.is_empty() {
            said = format!("{said}  ·  {}", receipt.when);
        }
        facts.append(&said, SAMPLE + 8.0, Letters::plain(SMALL, letters.quiet));
        layout.add(facts, 3.0, 0.0);
        let sample = layout.blocks.last().map_or(0.0, |b| b.rect.center().y);
        if receipt.evidence == Evidence::None {
            let bare = format!("⚠ {}", Receipt::NOBODY);
            layout.text(&bare, Letters::plain(BODY, letters.alarm), 8.0);
        }
        if receipt.lost {
            let lost = format!("⚠ {}", Receipt::LOST);
            layout.text(&lost, Letters::plain(BODY, letters.alarm), 8.0);
        }
        // What comes below the claims takes about so much.
        let room = most_height - 2.0 * MARGIN - 60.0;
        let mut left = receipt.said.len();
        for claim in &receipt.said {
            let before = (layout.blocks.len(), layout.y);
            layout.claim(claim, &letters);
            if layout.y > room && left < receipt.said.len() {
                layout.blocks.truncate(before.0);
                layout.y = before.1;
                break;
            }
            left -= 1;
        }
        let quiet = || Letters::plain(SMALL, letters.quiet);
        if left > 0 {
            let s = if left == 1 { "" } else { "s" };
            let more = format!("and {left} more claim{s}: select the action, and see the panel");
            layout.text(&more, quiet(), 9.0);
        }
        let room = most_height - 2.0 * MARGIN;
        let most = receipt.responses.len();
        for (n, response) in receipt.responses.iter().enumerate() {
            if layout.y > room - 60.0 {
                let more = most - n;
                let s = if more == 1 { "" } else { "s" };
                layout.text(&format!("and {more} more response{s}"), quiet(), 9.0);
                break;
            }
            layout.response(response, &letters);
        }
        let left_out = receipt.left_out();
        if !left_out.is_empty() {
            layout.text(&left_out, quiet(), 9.0);
        }
        if let Some(whole) = whole {
            layout.text(&shortened(whole, MOST_WHOLE), quiet(), 9.0);
        }
        Self {
            blocks: layout.blocks,
            sample: (sample, receipt.band),
            height: layout.y,
        }
    }

    /// What it takes, in points.
    pub(super) fn size(&self) -> Vec2 {
        vec2(MEASURE, self.height) + Vec2::splat(2.0 * MARGIN)
    }

    /// Draws it with its corner there.
    pub(super) fn show(&self, ctx: &Context, at: Pos2, theme: &Theme) {
        let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::ZERO);
        let area = Area::new(Id::new("receipt"))
            .order(Order::Tooltip)
            .interactable(false)
            .fade_in(false)
            .constrain(false)
            .fixed_pos(at);
        area.show(ctx, |ui| {
            frame.show(ui, |ui| {
                let (rect, _) = ui.allocate_exact_size(self.size(), Sense::hover());
                let corner = rect.min + Vec2::splat(MARGIN);
                for block in &self.blocks {
                    let place = block.rect.translate(corner.to_vec2());
                    let mut room = ui.new_child(UiBuilder::new().max_rect(place));
                    room.add(Label::new(Arc::clone(&block.text)).selectable(false));
                    if block.quoted {
                        let x = corner.x + 3.0;
                        let rule = Stroke::new(2.0, look::color(theme.rule));
                        ui.painter().vline(x, place.y_range(), rule);
                    }
                }
                let (y, band) = self.sample;
                let middle = corner + vec2(SAMPLE / 2.0, y);
                let place = Rect::from_center_size(middle, vec2(SAMPLE, SMALL));
                sample::line_in(ui, theme, band, place);
            });
        });
    }
}

impl Layout<'_> {
    /// A response: whose, when, and what they say.
    fn response(&mut self, response: &Responded, letters: &Letters) {
        let mut text = LayoutJob::default();
        let quiet = || Letters::plain(BODY, letters.quiet);
        text.append("Response of ", 0.0, quiet());
        text.append(&response.by, 0.0, Letters::bold(BODY, letters.ink));
        if !response.when.is_empty() {
            text.append(&format!("  ·  {}", response.when), 0.0, quiet());
        }
        self.add(text, 10.0, 0.0);
        let words = shortened(&response.words, MOST_QUOTE);
        let format = Letters::plain(BODY, letters.ink);
        self.add(LayoutJob::single_section(words, format), 4.0, INDENT);
        if let Some(source) = &response.source {
            let cited = shortened(&source.in_words(), MOST_SOURCE);
            self.text(&cited, Letters::plain(SMALL, letters.quiet), 4.0);
        }
    }

    /// A claim: who says so and how it stands, the words, the source, and how
    /// sure that is.
    fn claim(&mut self, said: &Said, letters: &Letters) {
        let mut head = LayoutJob::default();
        let quiet = || Letters::plain(BODY, letters.quiet);
        head.append("According to ", 0.0, quiet());
        head.append(&said.by, 0.0, Letters::bold(BODY, letters.ink));
        let status = format!("  ·  {}", said.status_in_words());
        head.append(&status, 0.0, Letters::plain(BODY, letters.ink));
        self.add(head, 10.0, 0.0);
        if !said.quote.is_empty() {
            let quote = quoted(&shortened(&said.quote, MOST_QUOTE));
            let format = Letters::plain(BODY, letters.ink);
            self.add(LayoutJob::single_section(quote, format), 4.0, INDENT);
        } else {
            self.text(Said::WHOLE, Letters::plain(SMALL, letters.quiet), 4.0);
        }
        if let Some(source) = &said.source {
            let cited = shortened(&source.in_words(), MOST_SOURCE);
            self.text(&cited, Letters::plain(SMALL, letters.quiet), 4.0);
            if !source.url.is_empty() {
                let url = shortened(&source.url, MOST_URL);
                self.text(&url, Letters::plain(SMALL, letters.quiet), 1.0);
            }
        }
        let sure = shortened(&said.confidence_in_words(), MOST_REASON);
        self.text(&sure, Letters::plain(SMALL, letters.quiet), 2.0);
    }
}
