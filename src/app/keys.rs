//! Which keys call which command.

use eframe::egui::{self, Event, Key, KeyboardShortcut, Modifiers};

use super::{Action, Command};

/// Commands that also work while a text is being typed: none of them means
/// anything to a text field.
const WHILE_TYPING: [Action; 7] = [
    Action::New,
    Action::Open,
    Action::Save,
    Action::SaveAs,
    Action::Export,
    Action::Quit,
    Action::ShowKeys,
];

fn calls(shortcut: KeyboardShortcut, key: Key, held: Modifiers) -> bool {
    let wanted = shortcut.modifiers;
    // On some keyboards `+` and `?` need Shift, on others they do not.
    let shift_is_free = matches!(key, Key::Plus | Key::Questionmark);
    shortcut.logical_key == key
        && wanted.command == held.command
        && wanted.alt == held.alt
        && (wanted.shift == held.shift || shift_is_free)
}

/// The commands that were called by keys in this frame, in order; their keys
/// are taken, so that no widget sees them. `was_typing` tells whether a text was
/// being typed at the end of the last frame: Esc has taken the focus from it by
/// now, but means it.
pub fn commands(ctx: &egui::Context, was_typing: bool) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let escape_is_theirs = was_typing || egui::Popup::is_any_open(ctx);
    let mut called = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let (key, modifiers) = match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } => (*key, *modifiers),
                _ => return true,
            };
            let action = Action::ALL.iter().copied().find(|action| {
                let plain = action
                    .shortcuts()
                    .iter()
                    .any(|s| calls(*s, key, modifiers) && !s.modifiers.command);
                let allowed = if key == Key::Escape && escape_is_theirs {
                    false
                } else {
                    !typing || (WHILE_TYPING.contains(action) && (!plain || key == Key::F1))
                };
                allowed && action.shortcuts().iter().any(|s| calls(*s, key, modifiers))
            });
            match action {
                Some(action) => {
                    called.push(action.into());
                    false
                }
                None => true,
            }
        });
    });
    called
}
