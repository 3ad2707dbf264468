//! Which keys call which command.

use eframe::egui::{self, Event, Key, KeyboardShortcut, Modifiers};

use super::{Action, Command, Keymap};
use crate::exchange::is_line_end;

/// Commands that also work while a text is being typed: none of them means
/// anything to a text field.
const WHILE_TYPING: [Action; 11] = [
    Action::New,
    Action::Open,
    Action::Save,
    Action::SaveAs,
    Action::Export,
    Action::Quit,
    Action::Find,
    Action::FindNext,
    Action::FindPrevious,
    Action::Palette,
    Action::ShowKeys,
];

/// A key that went down: what it writes, and where it is on the keyboard.
#[derive(Clone, Copy)]
struct Pressed {
    key: Key,
    place: Option<Key>,
    held: Modifiers,
}

/// The digits, by where they are on the keyboard: with Shift they write
/// something else, and what that is differs from country to country.
pub const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

fn calls(shortcut: KeyboardShortcut, pressed: Pressed) -> bool {
    let Pressed { key, place, held } = pressed;
    let wanted = shortcut.modifiers;
    // On some keyboards `+` and `?` need Shift, on others they do not.
    let shift_is_free = matches!(key, Key::Plus | Key::Questionmark);
    let digit = shortcut.logical_key;
    let shifted_digit = wanted.shift
        && DIGITS.contains(&digit)
        // Where the system does not tell the place, `!` stands for 1, as it
        // does on most keyboards.
        && (place == Some(digit) || (digit == Key::Num1 && key == Key::Exclamationmark));
    (shortcut.logical_key == key || shifted_digit)
        && wanted.command == held.command
        && wanted.alt == held.alt
        && (wanted.shift == held.shift || shift_is_free)
}

/// Whether a key is one of F1, F2, …
fn is_function(key: Key) -> bool {
    let number = key.name().strip_prefix('F');
    number.is_some_and(|n| n.parse::<u8>().is_ok())
}

/// Whether a command opens something that takes the keyboard: what is typed
/// after it is meant for that.
fn takes_keyboard(action: Action) -> bool {
    matches!(
        action,
        Action::Palette
            | Action::Find
            | Action::Rename
            | Action::NewArrangement
            | Action::AddActor
            | Action::AddText
            | Action::AddFrame
            | Action::ShowKeys
    ) || action.text().ends_with('…')
}

/// What was typed ahead: in the same frame as the key that opened what it is
/// meant for. A frame may be long where there is no graphics card, and people
/// do not wait for it.
#[derive(Debug, Default)]
pub struct Ahead {
    events: Vec<Event>,
    /// Frames for which it has been kept.
    frames: u8,
    /// What is held by now, and what was held before this frame.
    held: [Modifiers; 2],
}

impl Ahead {
    /// After so many frames it goes to whoever has the keyboard.
    const FRAMES: u8 = 4;

    /// Gives back what was kept as soon as a field can take it; until then, what
    /// is typed is kept as well.
    pub fn see_to(&mut self, ctx: &egui::Context) {
        self.held = [ctx.input(|i| i.modifiers), self.held[0]];
        if self.events.is_empty() {
            return;
        }
        if ctx.text_edit_focused() || self.frames >= Self::FRAMES {
            ctx.input_mut(|i| i.events.splice(0..0, self.events.drain(..)).count());
            self.frames = 0;
            return;
        }
        self.frames += 1;
        let kept = &mut self.events;
        ctx.input_mut(|i| kept.extend(i.events.extract_if(.., |event| is_keyboard(event))));
        ctx.request_repaint();
    }
}

fn is_keyboard(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}

/// Takes out of what is typed or pasted what nobody can see: control characters,
/// except for tabs and ends of lines; of unusual ones, those that word processors
/// write, it makes usual ones, so that the words at them stay apart.
pub fn drop_control_characters(ctx: &egui::Context) {
    let usual = |c: char| matches!(c, '\n' | '\r' | '\t');
    let unseen = |c: char| c.is_control() && !usual(c);
    ctx.input_mut(|i| {
        for event in &mut i.events {
            if let Event::Text(text) | Event::Paste(text) = event
                && text.contains(unseen)
            {
                let ended = |c: char| if is_line_end(c) && !usual(c) { '\n' } else { c };
                *text = text.chars().map(ended).filter(|c| !unseen(*c)).collect();
            }
        }
    });
}

/// The commands that were called by keys in this frame, in order; their keys
/// are taken, so that no widget sees them. What comes after one that opens a
/// field is kept in `ahead`. `was_typing` tells whether a text was
/// being typed at the end of the last frame: Esc has taken the focus from it by
/// now, but means it.
pub fn commands(
    ctx: &egui::Context,
    keymap: &Keymap,
    was_typing: bool,
    ahead: &mut Ahead,
) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    // Words marked in the panel are copied by whoever shows them.
    let words_marked = ctx
        .plugin_opt::<egui::text_selection::LabelSelectionState>()
        .is_some_and(|marked| marked.lock().has_selection());
    let escape_is_theirs = was_typing || egui::Popup::is_any_open(ctx);
    // The system's words for copying do not say what was held with them; in a slow
    // frame that may be let go again by now.
    let mut held = ahead.held[1];
    let untold = ctx.input(|i| {
        let told = |e: &Event| matches!(e, Event::ModifiersChanged(_));
        !i.events.iter().any(told)
    });
    if untold {
        held = ahead.held[0];
    }
    let command = |event: &Event, held: Modifiers| -> Option<Command> {
        // With Alt, the system's words for copying are other commands of the
        // same letters; so is copying with Shift.
        let letter = match event {
            Event::Copy => Some(Key::C),
            Event::Cut => Some(Key::X),
            Event::Paste(_) => Some(Key::V),
            _ => None,
        };
        let other = |key: &Key| held.alt || (held.shift && *key == Key::C);
        let letter = letter.filter(|key| held.command && other(key));
        let pressed = match (letter, event) {
            (Some(key), _) => Pressed {
                key,
                place: None,
                held,
            },
            (
                None,
                Event::Key {
                    key,
                    physical_key,
                    pressed: true,
                    modifiers,
                    ..
                },
            ) => Pressed {
                key: *key,
                place: *physical_key,
                held: *modifiers,
            },
            // The system's ways of saying Ctrl+C, Ctrl+X and Ctrl+V.
            (None, Event::Copy) if !(typing || words_marked) => return Some(Action::Copy.into()),
            (None, Event::Cut) if !(typing || words_marked) => return Some(Action::Cut.into()),
            (None, Event::Paste(text)) if !typing => return Some(Command::Paste(text.clone())),
            _ => return None,
        };
        let key = pressed.key;
        let action = Action::ALL.iter().copied().find(|action| {
            let shortcuts = keymap.keys(*action).iter();
            shortcuts.filter(|s| calls(**s, pressed)).any(|s| {
                let writes = !s.modifiers.command && !is_function(key);
                if key == Key::Escape && escape_is_theirs {
                    false
                } else {
                    !typing || (WHILE_TYPING.contains(action) && !writes)
                }
            })
        })?;
        Some(action.into())
    };
    let mut called = Vec::new();
    let mut opened = false;
    // What the key itself writes follows it, and is not meant for the field.
    let mut written = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            if opened && is_keyboard(event) {
                let own = matches!(event, Event::Text(_)) && std::mem::take(&mut written);
                if !own {
                    ahead.events.push(event.clone());
                }
                return own;
            }
            if let Event::ModifiersChanged(now) = event {
                held = *now;
            }
            let Some(command) = command(event, held) else {
                return true;
            };
            opened |= matches!(command, Command::Do(action) if takes_keyboard(action));
            written = matches!(
                event,
                Event::Key { key, modifiers, .. } if !modifiers.command && !is_function(*key)
            );
            called.push(command);
            false
        });
    });
    called
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(key: Key, place: Option<Key>, held: Modifiers) -> Vec<Action> {
        let pressed = Pressed { key, place, held };
        let all = Action::ALL.iter().copied();
        all.filter(|a| a.shortcuts().iter().any(|s| calls(*s, pressed)))
            .collect()
    }

    #[test]
    fn lines_of_a_pasted_text_end_where_they_did() {
        let ctx = egui::Context::default();
        let input = |text: &str| Event::Paste(text.to_owned());
        ctx.input_mut(|i| i.events = vec![input("a\u{b}b\u{c}c\u{85}d\r\ne\tf\u{7}\u{0}g")]);
        drop_control_characters(&ctx);
        let left = ctx.input(|i| i.events.clone());
        assert_eq!(left, [input("a\nb\nc\nd\r\ne\tfg")]);
    }

    #[test]
    fn shift_1_fits_all_on_every_keyboard() {
        let fit = [Action::FitAll];
        // American, British, German: the key writes an exclamation mark.
        let place = Some(Key::Num1);
        assert_eq!(called(Key::Exclamationmark, place, Modifiers::SHIFT), fit);
        assert_eq!(called(Key::Exclamationmark, None, Modifiers::SHIFT), fit);
        // French: with Shift it writes the digit.
        assert_eq!(called(Key::Num1, place, Modifiers::SHIFT), fit);
        // Without Shift it means nothing; neither do other digits.
        assert_eq!(called(Key::Num1, place, Modifiers::NONE), []);
        assert_eq!(called(Key::Num2, Some(Key::Num2), Modifiers::SHIFT), []);
    }
}
