//! What is kept from frame to frame: triangles, as long as nothing has changed.

use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Mesh, Shape};

use super::paint::Painter;
use super::sink::{Cast, Emphasis, Layers, Whole};
use super::{Canvas, Host, Stage};
use crate::app::Workspace;
use crate::model::Camera;
use crate::picture::{Layer, Theme};

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

    /// Draws annotations anew, for their layers.
    pub(super) fn draw_notes(&mut self, ui: &egui::Ui, key: FrameKey) {
        let ctx = ui.ctx();
        let mut shapes = Layers::default();
        let painter = Painter {
            ctx,
            view: &self.view,
            rect: self.rect,
            images: &self.images,
        };
        self.notes.paint(&painter, &key.emphasis, &mut shapes);
        for layer in [Layer::Frames, Layer::Notes] {
            let shapes = std::mem::take(&mut shapes[layer as usize]);
            self.layers[layer as usize] = triangles(ctx, self.rect, shapes);
        }
        self.draws += 1;
        // Drawing may have put new letters into the atlas.
        let atlas = ctx.fonts(|f| (f.font_image_size(), f.font_atlas_fill_ratio().to_bits()));
        if self
            .frame_key
            .as_ref()
            .is_some_and(|k| k.atlas.0 != atlas.0)
        {
            // Those of the graph have another place in it now.
            ctx.request_repaint();
        }
        self.notes_key = Some(FrameKey { atlas, ..key });
    }
}

impl FrameKey {
    /// Whether what was drawn with another one is to be drawn anew.
    pub(super) fn outdates(&self, old: Option<&Self>) -> bool {
        let (key, Some(old)) = (self, old) else {
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
