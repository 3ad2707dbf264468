//! Words of a text that are carried over the canvas: where they would go.

use eframe::egui::{self, DragAndDrop, Pos2};

use super::Canvas;
use crate::app::Excerpt;
use crate::picture::Shows;

/// So many times as far as the pointer reaches, the nearest line is still meant:
/// with something in hand, nobody aims at a hairline.
const WIDER: f64 = 2.0;
/// Most lines near the pointer that are looked at.
const MOST: usize = 64;

/// Whether words are carried.
pub(super) fn carries_words(ctx: &egui::Context) -> bool {
    DragAndDrop::has_payload_of_type::<Excerpt>(ctx)
}

impl Canvas {
    /// Where words would go that are carried, if the pointer is on the canvas;
    /// `Some(None)` on bare paper. It looks pointed at meanwhile.
    #[must_use]
    pub fn target_of_words(&self, ctx: &egui::Context) -> Option<Option<Shows>> {
        let at = ctx
            .pointer_latest_pos()
            .filter(|p| self.rect.contains(*p))?;
        Some(self.target_at(at))
    }

    /// What is under the pointer; on bare paper, the nearest line that is not far.
    /// Lines that are too faint to be pointed at are none.
    fn target_at(&self, at: Pos2) -> Option<Shows> {
        let (point, reach) = self.under(at);
        let faint = self.passes_over_lines();
        let means = |shows: &Shows| match shows {
            Shows::Actor(_) => true,
            Shows::Action(_) => !faint,
            Shows::Annotation(_) | Shows::Furniture => false,
        };
        let hit = self.topmost(point, reach).filter(means);
        let nearest = || {
            let near = self.stage.beneath(point, WIDER * reach, MOST).into_iter();
            let mut lines = near.filter(|shows| matches!(shows, Shows::Action(_)));
            lines.next().filter(means)
        };
        hit.or_else(nearest)
    }
}
