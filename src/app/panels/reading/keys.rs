//! What keys do while the text has the keyboard.

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::super::super::{Command, Workspace};
use super::Reader;
use super::study::{Sheet, Study};
use super::words::Chosen;
use crate::model::ActionId;

impl Reader {
    /// Carries out what the keys do. Returns what the person wants done.
    pub(super) fn keyboard(
        &mut self,
        ui: &Ui,
        ws: &Workspace,
        (sheet, study): (&Sheet, &Study),
    ) -> Option<Command> {
        let pressed: Vec<(Key, Modifiers)> = ui.input(|i| {
            let keys = i.events.iter().filter_map(|event| match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => Some((*key, *modifiers)),
                _ => None,
            });
            keys.collect()
        });
        let mut out = None;
        for (key, held) in pressed {
            if held.command || held.alt {
                continue;
            }
            match key {
                Key::ArrowDown | Key::ArrowUp => {
                    self.step(study, key == Key::ArrowDown, held.shift);
                }
                Key::ArrowRight | Key::ArrowLeft => {
                    self.step_aside(sheet, key == Key::ArrowRight, held.shift);
                }
                Key::PageDown | Key::PageUp => {
                    if let Some(page) = self.page_mut() {
                        page.turn(key == Key::PageDown);
                    }
                }
                Key::Home | Key::End => {
                    if let Some(page) = self.page_mut() {
                        page.go_to_end(key == Key::End);
                    }
                }
                Key::Enter => out = self.enter(ws, study, held.shift).or(out),
                _ => continue,
            }
            ui.ctx().request_repaint();
        }
        out
    }

    /// Goes to the next sentence or the previous one, or selects it too.
    fn step(&mut self, study: &Study, down: bool, extend: bool) {
        let reading = &study.reading;
        if let (Some(chosen), true) = (self.chosen, extend) {
            self.chosen = Some(chosen.by_sentence(reading, down));
            self.show_head();
            return;
        }
        let at_hand = self.chosen.map(|c| reading.sentences_in(&c.bytes()));
        let at_hand = at_hand.filter(|range| !range.is_empty());
        let last = reading.sentences.len().saturating_sub(1);
        let to = match (at_hand, self.at, down) {
            (Some(range), _, true) => range.end.min(last),
            (Some(range), _, false) => range.start.saturating_sub(1),
            (None, Some(at), _) => reading.sentence_at(at).unwrap_or(last),
            (None, None, _) => {
                let start = self.page().map_or(0, |page| page.bytes_in_view().start);
                reading.sentence_at(start).unwrap_or(last)
            }
        };
        if let Some(sentence) = reading.sentences.get(to) {
            self.choose(sentence.bytes.clone());
        }
    }

    /// Goes to the next word or the previous one, or selects it too.
    fn step_aside(&mut self, sheet: &Sheet, right: bool, extend: bool) {
        let start = || self.page().map_or(0, |page| page.bytes_in_view().start);
        let at = self.at.unwrap_or_else(start);
        let chosen = self.chosen.unwrap_or(Chosen {
            anchor: at,
            head: at,
        });
        self.chosen = Some(match extend {
            true => chosen.by_word(&sheet.index, right),
            false => chosen.beside(&sheet.index, right),
        });
        self.show_head();
    }

    /// Brings the end of what is selected into view that moves.
    fn show_head(&mut self) {
        if let Some(Chosen { anchor, head }) = self.chosen {
            let byte = if head > anchor { head - 1 } else { head };
            self.at = Some(byte);
            self.reveal = Some(byte..byte + 1);
        }
    }

    /// Selects the actions whose passages hold some of the selected words.
    fn enter(&mut self, ws: &Workspace, study: &Study, add: bool) -> Option<Command> {
        let bytes = self.chosen_bytes()?;
        let mut actions: Vec<ActionId> = Vec::new();
        for cite in study.cites_in(&bytes) {
            if !actions.contains(&cite.action) {
                actions.push(cite.action.clone());
            }
        }
        (!actions.is_empty()).then(|| self.pick(ws, actions, add))
    }
}
