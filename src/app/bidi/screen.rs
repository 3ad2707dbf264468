//! Whatever is drawn in a frame, in the order in which it is seen.

use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::layers::ShapeIdx;
use eframe::egui::{Align, Context, Galley, LayerId, Plugin, Rect, Shape, Ui};

use super::set::{is_set, set};
use crate::picture::has_right_to_left;

/// A text that egui has laid out as it is seen; most are so already.
#[must_use]
pub fn as_seen(ctx: &Context, galley: Arc<Galley>) -> Arc<Galley> {
    if !needs_order(&galley) {
        return galley;
    }
    // What was drawn in the last frame is kept, too.
    let kept = ctx.with_plugin(|kept: &mut InOrder| kept.seen(ctx, &galley));
    kept.unwrap_or_else(|| Arc::new(turned(ctx, &galley)))
}

fn needs_order(galley: &Galley) -> bool {
    !is_set(galley) && has_right_to_left(galley.text())
}

fn turned(ctx: &Context, galley: &Galley) -> Galley {
    let job = &galley.job;
    let right = match job.halign {
        Align::LEFT => galley.rect.right(),
        _ => 0.0,
    };
    set(ctx, job, job.wrap.max_width, right).galley
}

/// Sees to it that every text is drawn as it is seen from now on, but for what is
/// being typed. A text that has no right-to-left letters costs a look at its bytes.
pub fn install(ctx: &Context) {
    ctx.add_plugin(InOrder::default());
}

/// What was drawn in the last frame, by where egui keeps what it has laid out.
#[derive(Default)]
struct InOrder {
    kept: HashMap<usize, Kept>,
}

struct Kept {
    /// As it was laid out by egui; held, so that nothing else comes to be there.
    said: Arc<Galley>,
    seen: Arc<Galley>,
    used: bool,
}

impl InOrder {
    fn seen(&mut self, ctx: &Context, said: &Arc<Galley>) -> Arc<Galley> {
        let at = Arc::as_ptr(said) as usize;
        let kept = self.kept.entry(at).or_insert_with(|| Kept {
            said: Arc::clone(said),
            seen: Arc::new(turned(ctx, said)),
            used: true,
        });
        debug_assert!(Arc::ptr_eq(&kept.said, said));
        kept.used = true;
        Arc::clone(&kept.seen)
    }

    fn turn(&mut self, ctx: &Context, shape: &mut Shape) {
        match shape {
            Shape::Text(text) if needs_order(&text.galley) => {
                text.galley = self.seen(ctx, &text.galley);
            }
            Shape::Vec(shapes) => shapes.iter_mut().for_each(|s| self.turn(ctx, s)),
            _ => {}
        }
    }
}

fn has_any(shape: &Shape) -> bool {
    match shape {
        Shape::Text(text) => needs_order(&text.galley),
        Shape::Vec(shapes) => shapes.iter().any(has_any),
        _ => false,
    }
}

/// Where the text is that is being typed.
fn typed(ctx: &Context) -> Option<(LayerId, Rect)> {
    let id = ctx.memory(|m| m.focused())?;
    if !ctx.text_edit_focused() {
        return None;
    }
    // Asking egui for its response would let go of the focus after some clicks.
    let field = ctx.viewport(|v| v.this_pass.widgets.get(id).copied())?;
    Some((field.layer_id, field.rect.expand(2.0)))
}

impl Plugin for InOrder {
    fn debug_name(&self) -> &'static str {
        "right-to-left words"
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut layers: Vec<LayerId> = ctx.memory(|m| m.layer_ids().collect());
        if !layers.contains(&LayerId::background()) {
            layers.push(LayerId::background());
        }
        let typed = typed(&ctx);
        let mut found = Vec::new();
        ctx.graphics(|lists| {
            for layer in layers {
                let shapes = lists.get(layer).map(|list| list.all_entries().enumerate());
                for (at, clipped) in shapes.into_iter().flatten() {
                    // The letters of a field are cut to it.
                    let is_typed = typed.is_some_and(|(of, field)| {
                        of == layer && field.contains_rect(clipped.clip_rect)
                    });
                    if !is_typed && has_any(&clipped.shape) {
                        found.push((layer, ShapeIdx(at), clipped.shape.clone()));
                    }
                }
            }
        });
        for (layer, at, mut shape) in found {
            // Not while the layers are held: laying out takes the same lock.
            self.turn(&ctx, &mut shape);
            ctx.graphics_mut(|lists| {
                if let Some(list) = lists.get_mut(layer) {
                    list.mutate_shape(at, |clipped| clipped.shape = shape);
                }
            });
        }
        self.kept.retain(|_, kept| std::mem::take(&mut kept.used));
    }
}
