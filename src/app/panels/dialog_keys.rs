//! What the keys and the pointer do.

use eframe::egui::{Grid, RichText, ScrollArea, Ui};

use super::super::{Action, Keymap, Menu, look};
use super::dialogs::{Said, answers, heading};
use super::form::{line_edit, name, quiet};

/// What the pointer, and keys that are no command's, do: gesture and effect.
pub const GESTURES: [(&str, &str); 53] = [
    ("Wheel", "zoom at the pointer"),
    (
        "Space-drag, middle-drag, right-drag, two fingers",
        "move the view",
    ),
    ("Click", "select; with Shift or Ctrl, add or take away"),
    ("Click again", "select what lies beneath, in turn"),
    (
        "Drag on empty ground",
        "select the actors that it touches, and the actions that it holds",
    ),
    (
        "Shift-drag, Alt-drag on empty ground",
        "add to the selection, take away from it",
    ),
    (
        "Alt+Shift-drag on empty ground, L and drag",
        "select what the line goes round",
    ),
    ("Drag to the edge", "move the view along"),
    ("Esc, while dragging", "put everything back"),
    ("Drag an actor", "move it, and pin it there"),
    (
        "Ctrl, while dragging",
        "come in line with nobody, and with no grid",
    ),
    (
        "Drag the line of a selected action",
        "bend it there; on the straight line, the bend goes",
    ),
    ("Drag a bend", "move it"),
    ("Double-click on a bend", "take it out"),
    (
        "B, then arrow keys",
        "bend the line of the selected action, and move the bend by 1 (Shift: 15)",
    ),
    ("Shift+B, then arrow keys", "move the next bend"),
    (
        "Drop an image on an actor",
        "make it the portrait; a document opens anywhere",
    ),
    ("Drag from a rim", "connect to another actor"),
    ("Drag from a rim to empty ground", "connect to a new actor"),
    ("Alt-drag an actor", "draw a copy away from it"),
    ("Double-click on empty ground", "add an actor"),
    (
        "Double-click on an actor, action or annotation",
        "rename it",
    ),
    (
        "Drag the title or border of a frame",
        "move it with what stands in it",
    ),
    (
        "Drag a handle of the box round several selected actors",
        "spread or turn them; Alt keeps their middle where it is, Shift turns in steps of 15°",
    ),
    (
        "Drag a handle of a selected frame or arrow",
        "give it another form",
    ),
    (
        "Tab, Shift+Tab",
        "go to the next or previous actor, and on to annotations",
    ),
    (
        "Alt+arrow keys",
        "go to the nearest actor in that direction",
    ),
    (". and ,", "go to the next or previous action of the actor"),
    (
        "Arrow keys",
        "move what is selected by 1; with nothing selected, go",
    ),
    ("Shift+arrow keys", "move what is selected by 15"),
    ("Menu key, Shift+F10", "open the context menu"),
    ("Right click", "open the context menu"),
    ("Enter, in a field", "take what was typed"),
    ("Shift+Enter, in an annotation", "begin a new line"),
    (
        "Up and down, in a list that is searched",
        "go to the next or previous hit",
    ),
    ("Esc, while finding", "go back to where one was"),
    ("Esc, in a field", "forget what was typed"),
    (
        "Drag words of the text to the canvas",
        "cite them for the action they are dropped on; elsewhere, make a new action of them",
    ),
    (
        "Alt+1 … Alt+9, while coding a passage",
        "choose somebody who is mentioned in it; with Shift, as who acts",
    ),
    (
        "Alt with −, 0 or +, while coding a passage",
        "hostile, neutral, supportive; Alt+R turns it round, Alt+K is another kind of somebody new",
    ),
    (
        "Alt+A, while coding a passage",
        "add it to an action that there is",
    ),
    (
        "Double-click, Enter or F2, in the table",
        "edit the cell; one that follows from others is flown to",
    ),
    (
        "Tab, Enter, in a cell",
        "take it, and go on to the next cell, or to the row below",
    ),
    ("Esc, in a cell", "leave it as it was"),
    ("Ctrl+Enter, in the table", "fly to it on the canvas"),
    (
        "Ctrl+C, Ctrl+A, in the table",
        "copy the selected rows as text, select all that are shown",
    ),
    (
        "Click a passage, in the text",
        "select the actions that cite it, and go there; Enter does, too",
    ),
    (
        "Drag, double-click, triple-click, in the text",
        "select words, a word, a sentence",
    ),
    ("Drag selected words", "carry them elsewhere"),
    (
        "Up and down, in the text",
        "go to the next or previous sentence; with Shift, select it too",
    ),
    (
        "Left and right, in the text",
        "go to the next or previous word; with Shift, select it too",
    ),
    (
        "Ctrl+wheel, Ctrl++ and Ctrl+-, in the text",
        "set it larger, smaller",
    ),
    ("Ctrl+C, in the text", "copy the selected words"),
];

/// The sheet, with what is looked for.
#[derive(Debug, Default)]
pub(super) struct KeysSheet {
    search: String,
}

impl KeysSheet {
    pub(super) fn ui(&mut self, ui: &mut Ui, keymap: &Keymap, fresh: bool) -> Said {
        let width = 720.0_f32.min(ui.ctx().content_rect().width() - 80.0);
        ui.set_width(width);
        heading(ui, "Keys and pointer");
        let field = ui.add(line_edit(&mut self.search, "Search"));
        name(ui, field.id, "Search");
        if fresh {
            field.request_focus();
        }
        let wanted = self.search.trim().to_lowercase();
        let fits = |parts: [&str; 2]| {
            wanted.is_empty() || parts.iter().any(|p| p.to_lowercase().contains(&wanted))
        };
        let keys = |action: Action| keymap.text(ui.ctx(), action);
        let commands: Vec<(Menu, &str, String)> = Action::ALL
            .iter()
            .map(|&a| (a.menu(), a.text(), keys(a)))
            .filter(|(_, text, keys)| !keys.is_empty() && fits([text, keys]))
            .collect();
        let gestures: Vec<_> = GESTURES.iter().filter(|(a, b)| fits([a, b])).collect();
        let height = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 460.0);
        ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                if commands.is_empty() && gestures.is_empty() {
                    quiet(ui, "Nothing of that name.");
                }
                if width < 640.0 {
                    command_list(ui, &commands);
                    gesture_list(ui, &gestures);
                } else {
                    ui.columns(2, |columns| {
                        command_list(&mut columns[0], &commands);
                        gesture_list(&mut columns[1], &gestures);
                    });
                }
            });
        let enter = super::dialogs::enter_in_field(ui, &field);
        match answers(ui, &["Close"], true, false) {
            None if !enter => Said::Nothing,
            _ => Said::Done(Vec::new()),
        }
    }
}

fn part(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    ui.label(
        RichText::new(title)
            .small()
            .family(look::semi_bold())
            .weak(),
    );
}

fn command_list(ui: &mut Ui, commands: &[(Menu, &str, String)]) {
    for menu in Menu::ALL {
        let of_menu: Vec<_> = commands.iter().filter(|c| c.0 == menu).collect();
        if of_menu.is_empty() {
            continue;
        }
        part(ui, menu.text());
        Grid::new(menu.text())
            .num_columns(2)
            .min_col_width(140.0)
            .show(ui, |ui| {
                for (_, text, keys) in of_menu {
                    ui.label(*text);
                    ui.label(RichText::new(keys).weak());
                    ui.end_row();
                }
            });
    }
}

fn gesture_list(ui: &mut Ui, gestures: &[&(&str, &str)]) {
    if gestures.is_empty() {
        return;
    }
    part(ui, "Pointer and walking");
    for (gesture, effect) in gestures {
        ui.label(*gesture);
        quiet(ui, *effect);
        ui.add_space(2.0);
    }
}
