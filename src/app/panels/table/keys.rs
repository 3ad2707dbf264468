//! What keys do while the rows have the keyboard.

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::super::super::{Command, Workspace};
use super::Table;
use super::body::ROW;
use super::page::Pick;

impl Table {
    /// Carries out what the keys do. Returns what the person wants done.
    pub(super) fn keyboard(&mut self, ui: &Ui, ws: &Workspace) -> Option<Command> {
        let events = ui.input(|i| i.events.clone());
        let mut moved = None;
        for event in events {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                continue;
            };
            match key {
                Key::Enter if modifiers.command => self.fly(),
                _ if modifiers.command || modifiers.alt => {}
                Key::Enter => {
                    // A list that opens by it must not take it for an answer.
                    ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
                    self.edit_at_hand(ws);
                }
                Key::ArrowLeft | Key::ArrowRight => self.step_aside(key == Key::ArrowRight),
                _ => moved = self.step(key, modifiers).or(moved),
            }
        }
        moved.and_then(|how| self.pick(ws, how))
    }

    /// Goes up or down. Returns how the row that is come to is picked.
    fn step(&mut self, key: Key, held: Modifiers) -> Option<Pick> {
        let page = self.page_mut();
        let last = page.last()?;
        let a_page = (page.seen.1.y / ROW).floor().max(2.0) as usize - 1;
        let at = page.at.as_ref().map(|(_, at)| *at);
        let to = match key {
            Key::ArrowDown => at.map_or(0, |at| at + 1),
            Key::ArrowUp => at.map_or(0, |at| at.saturating_sub(1)),
            Key::PageDown => at.map_or(0, |at| at + a_page),
            Key::PageUp => at.map_or(0, |at| at.saturating_sub(a_page)),
            Key::Home => 0,
            Key::End => last,
            _ => return None,
        };
        page.go_to(to.min(last));
        Some(if held.shift { Pick::Range } else { Pick::Only })
    }

    fn step_aside(&mut self, right: bool) {
        let last = self.sheet.columns().len() - 1;
        let page = self.page_mut();
        page.column = if right {
            (page.column + 1).min(last)
        } else {
            page.column.saturating_sub(1)
        };
        page.reveal = true;
    }

    /// Lets the canvas fly to the row at hand.
    pub(super) fn fly(&mut self) {
        self.flight = self.page().at.as_ref().map(|(row, _)| row.shows());
    }
}
