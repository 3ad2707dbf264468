//! How a text is set: sizes, measure and room, at some zoom.

use eframe::egui::text::TextFormat;
use eframe::egui::{FontFamily, FontId};

use super::super::super::look;
use crate::model::cutting::{Block, Kind, Style};
use crate::picture::Theme;

/// Size of the letters at a zoom of 1, in points.
const SIZE: f32 = 15.5;
/// Height of a line, as a share of the size of its letters.
const LEADING: f32 = 1.52;
/// Longest line, as a share of the size: some 68 letters.
const MEASURE: f32 = 32.5;
/// Shortest line, as a share of the size: some 25 letters.
const SHORTEST: f32 = 12.0;
/// Room for marks left of the text, and to its right, in points.
pub const GUTTER: (f32, f32) = (30.0, 20.0);
/// Width of a letter, as a share of the size, on average.
const LETTER: f32 = 0.49;

/// How a text is set.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Size of letters of a paragraph, in points.
    pub size: f32,
    /// Longest line, in points.
    pub measure: f32,
    /// Colours.
    pub theme: Theme,
}

impl Setting {
    /// A text at this zoom, in a room of that width, in points.
    #[must_use]
    pub fn new(zoom: f32, room: f32, theme: &Theme) -> Self {
        let size = (SIZE * zoom.min(Self::most_zoom(room)) * 2.0).floor() / 2.0;
        let room = (room - GUTTER.0 - GUTTER.1).max(1.0);
        Self {
            size,
            measure: room.min(MEASURE * size).floor(),
            theme: theme.clone(),
        }
    }

    /// The largest zoom in a room of that width, in points: letters so large that
    /// words do not fit in a line help nobody to read.
    #[must_use]
    pub fn most_zoom(room: f32) -> f32 {
        ((room - GUTTER.0 - GUTTER.1) / SHORTEST / SIZE).max(1.0)
    }

    /// The left edge of the text in a room of that width.
    #[must_use]
    pub fn left(&self, room: f32) -> f32 {
        ((room - self.measure) / 2.0).max(GUTTER.0).floor()
    }

    /// Size of the letters of a block.
    #[must_use]
    pub fn size_of(&self, kind: Kind) -> f32 {
        let share = match kind {
            Kind::Heading(1) => 1.6,
            Kind::Heading(2) => 1.28,
            Kind::Heading(3) => 1.1,
            Kind::Heading(_) | Kind::Text | Kind::Rule => 1.0,
            Kind::Code | Kind::Front => 0.9,
        };
        (self.size * share * 2.0).round() / 2.0
    }

    /// Height of a line of a block, in points.
    #[must_use]
    pub fn line(&self, kind: Kind) -> f32 {
        let leading = match kind {
            Kind::Heading(_) => 1.25,
            _ => LEADING,
        };
        (self.size_of(kind) * leading).round()
    }

    /// How far a block is set in, in points.
    #[must_use]
    pub fn indent(&self, block: &Block) -> f32 {
        let steps = f32::from(block.lists) * 1.5 + f32::from(block.quotes) * 1.1;
        (steps * self.size).min(self.measure / 2.0).round()
    }

    /// Longest line of a block, in points.
    #[must_use]
    pub fn room(&self, block: &Block) -> f32 {
        // Beside a heading stands how much of what is under it is cited.
        let beside = match block.kind {
            Kind::Heading(level) if level >= 2 => 3.5 * self.size,
            _ => 0.0,
        };
        (self.measure - self.indent(block) - beside).max(self.size)
    }

    /// Room above a block that comes after another, in points.
    #[must_use]
    pub fn above(&self, block: &Block, before: Option<&Block>) -> f32 {
        let Some(before) = before else {
            return self.size;
        };
        if block.goes_on || block.next_line {
            return 0.0;
        }
        let items = block.lists > 0 && before.lists > 0;
        let share = match (block.kind, before.kind) {
            (Kind::Heading(1 | 2), _) => 1.7,
            (Kind::Heading(_), _) => 1.3,
            (_, Kind::Heading(_)) => 0.5,
            _ if items => 0.35,
            _ => 0.8,
        };
        (share * self.size).round()
    }

    /// About how high a block will be, room above left out, for a text of so many
    /// bytes.
    #[must_use]
    pub fn guess(&self, block: &Block) -> f32 {
        let letters = self.room(block) / (self.size_of(block.kind) * LETTER);
        let lines = (block.bytes.len() as f32 / letters).ceil().max(1.0);
        lines * self.line(block.kind)
    }

    /// How a run of letters looks in a block.
    #[must_use]
    pub fn format(&self, block: &Block, style: Style) -> TextFormat {
        let theme = &self.theme;
        let heading = matches!(block.kind, Kind::Heading(_));
        let ink = match style {
            Style { quiet: true, .. } => theme.quiet_ink,
            Style { link: true, .. } => theme.accent,
            _ if block.quotes > 0 && !heading => theme.quiet_ink.mix(theme.ink, 0.4),
            _ => theme.ink,
        };
        let lines = matches!(block.kind, Kind::Code | Kind::Front);
        let code = style.code || lines;
        let family = match (code, style.strong || heading) {
            (true, _) => FontFamily::Monospace,
            (false, true) => look::semi_bold(),
            (false, false) => FontFamily::Proportional,
        };
        let size = match code && !lines {
            true => self.size_of(block.kind) * 0.92,
            false => self.size_of(block.kind),
        };
        TextFormat {
            font_id: FontId::new(size, family),
            line_height: Some(self.line(block.kind)),
            color: look::color(ink),
            italics: style.slanted,
            valign: eframe::egui::Align::BOTTOM,
            ..TextFormat::default()
        }
    }
}
