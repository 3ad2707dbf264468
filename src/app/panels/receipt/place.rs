//! Where a card stands: near what it is about, and never over it.

use eframe::egui::{Pos2, Rect, Vec2, vec2};

/// Where an action is on screen.
#[derive(Clone, Debug)]
pub(in crate::app) struct Spot {
    /// The pointer, or the middle of the action.
    pub at: Pos2,
    /// What shows the action: not to be covered.
    pub clear: Vec<Rect>,
    /// Where a card may stand.
    pub room: Rect,
}

/// How near the pointer a card may come, in points.
const NEAREST: f32 = 14.0;

/// The place of a card of that size: of those about the pointer, the one that
/// covers least of what is shown; of equal ones, the nearest and lowest right.
pub(super) fn place(size: Vec2, spot: &Spot) -> Rect {
    const GAPS: [f32; 4] = [18.0, 34.0, 60.0, 110.0];
    // How the card lies to the pointer: −1 before it, 0 about it, 1 behind it.
    const WAYS: [(f32, f32); 8] = [
        (1.0, 1.0),
        (-1.0, 1.0),
        (1.0, -1.0),
        (-1.0, -1.0),
        (0.0, 1.0),
        (0.0, -1.0),
        (1.0, 0.0),
        (-1.0, 0.0),
    ];
    let pointer = Rect::from_center_size(spot.at, Vec2::splat(2.0 * NEAREST));
    let mut best = (f32::INFINITY, Rect::from_min_size(spot.at, size));
    for (far, gap) in GAPS.into_iter().enumerate() {
        for (rank, (x, y)) in WAYS.into_iter().enumerate() {
            let off = size / 2.0 + Vec2::splat(gap);
            let wanted = Rect::from_center_size(spot.at + vec2(x * off.x, y * off.y), size);
            let rect = within(wanted, spot.room);
            let covered = spot.clear.iter().filter(|c| c.intersects(rect)).count();
            let pushed = (rect.min - wanted.min).length();
            let cost = if rect.intersects(pointer) { 1e6 } else { 0.0 }
                + 1e3 * covered as f32
                + 10.0 * far as f32
                + rank as f32
                + 0.02 * pushed;
            if cost < best.0 {
                best = (cost, rect);
            }
        }
    }
    best.1
}

/// A rectangle, moved as far as it must be to lie in a room.
fn within(rect: Rect, room: Rect) -> Rect {
    let most = (room.max - rect.size()).max(room.min);
    Rect::from_min_size(rect.min.clamp(room.min, most), rect.size())
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    const ROOM: Rect = Rect {
        min: pos2(0.0, 0.0),
        max: pos2(1200.0, 800.0),
    };

    fn line(at: Pos2, way: Vec2) -> Vec<Rect> {
        let points = (-40..=40).map(|i| at + way * (i as f32 * 20.0));
        let points: Vec<Pos2> = points.collect();
        points
            .windows(2)
            .map(|p| Rect::from_two_pos(p[0], p[1]).expand(4.0))
            .collect()
    }

    #[test]
    fn neither_the_pointer_nor_a_line_in_any_direction_is_covered() {
        let size = vec2(400.0, 260.0);
        for at in [pos2(600.0, 400.0), pos2(500.0, 350.0), pos2(700.0, 450.0)] {
            for turn in 0..24 {
                let way = Vec2::angled(turn as f32 * std::f32::consts::TAU / 24.0);
                let spot = Spot {
                    at,
                    clear: line(at, way),
                    room: ROOM,
                };
                let rect = place(size, &spot);
                assert!(ROOM.contains_rect(rect), "{rect:?}");
                assert!(!rect.contains(at));
                let covered = spot.clear.iter().filter(|c| c.intersects(rect)).count();
                assert_eq!(covered, 0, "{turn}: {rect:?}");
            }
        }
    }

    #[test]
    fn a_row_is_not_covered_at_the_foot_of_the_window() {
        let row = Rect::from_min_max(pos2(0.0, 770.0), pos2(1200.0, 796.0));
        let spot = Spot {
            at: pos2(1190.0, 772.0),
            clear: vec![row],
            room: ROOM,
        };
        let rect = place(vec2(400.0, 200.0), &spot);
        assert!(
            ROOM.contains_rect(rect) && !rect.intersects(row),
            "{rect:?}"
        );
    }

    #[test]
    fn a_card_larger_than_the_room_begins_where_that_does() {
        let room = Rect::from_min_size(pos2(10.0, 20.0), vec2(100.0, 50.0));
        let spot = Spot {
            at: pos2(50.0, 40.0),
            clear: Vec::new(),
            room,
        };
        assert_eq!(place(vec2(400.0, 200.0), &spot).min, room.min);
    }
}
