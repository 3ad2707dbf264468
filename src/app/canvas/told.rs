//! What is on the canvas, for whoever wants to know: tests above all.

use eframe::egui;

use super::{Canvas, Gesture, Stage};
use crate::app::Workspace;
use crate::model::{ActorId, Camera};
use crate::picture::{Crowd, Scene};

impl Canvas {
    /// Whether a target to connect to is looked for.
    #[must_use]
    pub fn is_connecting(&self) -> bool {
        matches!(self.gesture, Gesture::Connecting { .. })
    }

    /// Whether keys go to a text field on the canvas.
    #[must_use]
    pub fn is_naming(&self) -> bool {
        self.naming.is_some()
    }

    /// Whether the pointer is in the middle of something.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        self.gesture.is_drag()
    }

    /// Who is dragged, and where they are now.
    #[must_use]
    pub fn held(&self) -> Option<Vec<(ActorId, [f32; 2])>> {
        let Gesture::Moving { from, .. } = &self.gesture else {
            return None;
        };
        if from.is_empty() {
            return None; // only annotations are
        }
        let held = from.keys().filter_map(|id| {
            let centre = self.stage.actor_centre(id)?;
            Some((id.clone(), [centre.x as f32, centre.y as f32]))
        });
        Some(held.collect())
    }

    /// Whether everything is in view, and is to stay so.
    #[must_use]
    pub fn is_fitted(&self) -> bool {
        self.view.is_fitted()
    }

    /// What is looked at.
    #[must_use]
    pub fn camera(&self) -> Camera {
        self.view.camera()
    }

    /// The drawn scene; `None` when there is so much that it is drawn as a crowd.
    #[must_use]
    pub fn scene(&self) -> Option<&Scene> {
        match &self.stage {
            Stage::Close(close) => Some(&close.scene),
            Stage::Far(_) => None,
        }
    }

    /// The crowd that is drawn, when there is so much.
    #[must_use]
    pub fn crowd(&self) -> Option<&Crowd> {
        self.stage.crowd()
    }

    /// The actor under the pointer, if that is on the canvas.
    #[must_use]
    pub fn actor_under_pointer(&self, ctx: &egui::Context) -> Option<ActorId> {
        let at = ctx
            .pointer_latest_pos()
            .filter(|p| self.rect.contains(*p))?;
        let (point, reach) = self.under(at);
        self.stage.actor_at(point, reach).map(|(id, _)| id)
    }

    /// Names that are written for a crowd: whose, and where on screen.
    #[must_use]
    pub fn written_names(&self) -> Vec<(ActorId, egui::Rect)> {
        let Stage::Far(far) = &self.stage else {
            return Vec::new();
        };
        let screen = |x, y| self.to_screen(kurbo::Point::new(x, y));
        far.written()
            .map(|(id, r)| {
                (
                    id.clone(),
                    egui::Rect::from_min_max(screen(r.x0, r.y0), screen(r.x1, r.y1)),
                )
            })
            .collect()
    }

    /// Number of triangles on screen, for tests.
    #[must_use]
    pub fn triangles(&self) -> usize {
        let meshes = self.layers.iter().flatten();
        meshes.map(|mesh| mesh.indices.len() / 3).sum()
    }

    /// How many actors and actions look selected, for tests.
    #[must_use]
    pub fn highlighted(&self, ws: &Workspace) -> usize {
        match &self.stage {
            Stage::Close(_) => self.shown_selection(ws).len(),
            Stage::Far(far) => far.selected(),
        }
    }

    /// How often shapes were made anew.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }
}
