//! Moving the view while something is dragged to the canvas's edge.

use eframe::egui::{self, Pos2, Rect, Vec2};

use super::Canvas;

/// How near to the edge the view begins to move, in points.
const EDGE: f32 = 28.0;
/// How fast it moves right at the edge, in points a second.
const SPEED: f32 = 900.0;
/// How much faster it becomes beyond the edge, at most.
const MOST: f32 = 1.6;

/// How fast the paper moves for a pointer at `at`, in points a second. Whoever
/// took hold of something near the edge (`origin`) has to go farther out than
/// that: nothing runs away under a hand that has only just taken it.
fn speed(rect: Rect, origin: Pos2, at: Pos2) -> Vec2 {
    let push = |inside: f32, was_inside: f32| {
        let near = EDGE.min(was_inside.max(0.0));
        ((near - inside) / EDGE).clamp(0.0, MOST)
    };
    let (min, max) = (rect.min, rect.max);
    SPEED
        * Vec2::new(
            push(at.x - min.x, origin.x - min.x) - push(max.x - at.x, max.x - origin.x),
            push(at.y - min.y, origin.y - min.y) - push(max.y - at.y, max.y - origin.y),
        )
}

impl Canvas {
    /// Moves the view if something is dragged to the edge.
    pub(super) fn pan_at_edge(&mut self, ui: &egui::Ui, at: Pos2) {
        let drags = self.gesture.is_drag();
        let (origin, dt_s) = ui.input(|i| (i.pointer.press_origin(), i.stable_dt.min(0.1)));
        let Some(origin) = origin.filter(|_| drags) else {
            return;
        };
        let by = speed(self.rect, origin, at) * dt_s;
        if by != Vec2::ZERO {
            // Who stops the drag is to be where it began.
            self.panned_from.get_or_insert(self.view.camera());
            self.view.pan(by);
            // It goes on while the pointer rests there.
            ui.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_moves_only_at_the_edge_and_faster_beyond() {
        let rect = Rect::from_min_max(Pos2::new(100.0, 50.0), Pos2::new(900.0, 650.0));
        let middle = rect.center();
        assert_eq!(speed(rect, middle, Pos2::new(140.0, 600.0)), Vec2::ZERO);
        let left = speed(rect, middle, Pos2::new(110.0, 300.0));
        let beyond = speed(rect, middle, Pos2::new(80.0, 300.0));
        assert!(left.x > 0.0 && beyond.x > left.x && left.y == 0.0);
        let far = speed(rect, middle, Pos2::new(-5_000.0, 300.0));
        assert!((far.x - MOST * SPEED).abs() < 1e-3);
        let corner = speed(rect, middle, rect.max);
        assert!((corner + Vec2::splat(SPEED)).length() < 1e-3, "{corner:?}");
        // Taken hold of near the edge: not before it is nearer.
        let origin = Pos2::new(890.0, 300.0);
        assert_eq!(speed(rect, origin, Pos2::new(885.0, 300.0)), Vec2::ZERO);
        assert!(speed(rect, origin, Pos2::new(895.0, 300.0)).x < 0.0);
    }
}
