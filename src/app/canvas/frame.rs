//! What is kept from frame to frame: triangles, as long as nothing has changed.

use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Mesh, Shape};

use super::sink::{Cast, Emphasis, Whole};
use super::{Canvas, Host, Stage};
use crate::app::Workspace;
use crate::model::Camera;
use crate::picture::Theme;

/// What the shapes on screen were made from: they are drawn again as they are
/// while this stays the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FrameKey {
    pub scene: u64,
    pub camera: Camera,
    pub rect: egui::Rect,
    pub emphasis: Emphasis,
    /// What is lifted in a crowd.
    pub lifts: u64,
    pub atlas: ([usize; 2], u32),
    pub pixels_per_point: f32,
}

impl Canvas {
    /// Who draws in this frame; of a crowd, those that bear letters, which
    /// egui_graphs gets to host.
    pub(super) fn cast(
        &mut self,
        ws: &Workspace,
        theme: &Theme,
        emphasis: &Emphasis,
    ) -> Rc<dyn Cast> {
        match &mut self.stage {
            Stage::Close(close) => Rc::new(Whole {
                scene: Rc::clone(&close.scene),
                items: Rc::clone(&close.items),
                faded: Rc::clone(&close.faded),
                emphasis: emphasis.clone(),
            }),
            Stage::Far(far) => {
                let sight = (&self.view, self.rect);
                let quiet = emphasis.quiet();
                let cast = far.choose(ws.document(), &self.portraits, sight, theme, quiet);
                self.host = Host::new(cast.centres(), cast.ends());
                Rc::new(cast)
            }
        }
    }

    pub(super) fn is_stale(&self, key: &FrameKey) -> bool {
        let Some(old) = &self.frame_key else {
            return true;
        };
        // The atlas only grows while letters stay where they are; when it shrank
        // it was made anew, and old shapes point at the wrong letters.
        let atlas_kept = old.atlas.0 == key.atlas.0
            && f32::from_bits(key.atlas.1) >= f32::from_bits(old.atlas.1);
        !atlas_kept
            || FrameKey {
                atlas: old.atlas,
                ..key.clone()
            } != *old
    }
}

/// Shapes as triangles, cut to the canvas; one mesh for each texture in turn.
pub(super) fn triangles(
    ctx: &egui::Context,
    clip_rect: egui::Rect,
    shapes: Vec<Shape>,
) -> Vec<Arc<Mesh>> {
    let clipped = shapes
        .into_iter()
        .map(|shape| egui::epaint::ClippedShape { clip_rect, shape })
        .collect();
    ctx.tessellate(clipped, ctx.pixels_per_point())
        .into_iter()
        .filter_map(|p| match p.primitive {
            egui::epaint::Primitive::Mesh(mesh) => Some(Arc::new(mesh)),
            egui::epaint::Primitive::Callback(_) => None,
        })
        .collect()
}
