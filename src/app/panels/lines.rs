//! Menus by keyboard.

use eframe::egui::{EventFilter, Key, Modifiers, Response, Ui};

/// Lets arrow keys go through the lines of a menu that is open; Enter or Space
/// choose one, as everywhere. As long as the keyboard is on none of them, it comes
/// to the first.
pub(super) fn walk(ui: &Ui, lines: &[Response]) {
    let count = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
    let (down, up) = (count(Key::ArrowDown), count(Key::ArrowUp));
    let Some(last) = lines.len().checked_sub(1) else {
        return;
    };
    let at = lines.iter().position(Response::has_focus);
    let next = match at {
        None => 0,
        Some(at) => (at + down).saturating_sub(up).min(last),
    };
    if at != Some(next) {
        lines[next].request_focus();
        // It can be told what follows only once it has the keyboard.
        ui.ctx().request_repaint();
    }
    // egui's own way from widget to widget would take a second step.
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|m| m.set_focus_lock_filter(lines[next].id, filter));
}
