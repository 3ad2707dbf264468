//! Rows and fields of a form. What is typed stays a draft until it is done
//! with: Enter or leaving the field gives it to the document, Esc forgets it.

use std::collections::BTreeMap;

use eframe::egui::{
    self, Align, Event, Id, Key, Layout, Response, RichText, TextEdit, TextStyle, Ui, vec2,
};

use super::super::{Command, Workspace, look};
use crate::edit::Transaction;
use crate::picture::Theme;

/// Width of the column of labels, in points.
const LABEL_WIDTH: f32 = 78.0;

/// Room around the text of a field, in points.
const FIELD_MARGIN: egui::Margin = egui::Margin {
    left: 7,
    right: 7,
    top: 4,
    bottom: 4,
};

/// A draft as a gesture, or why it cannot be one.
pub(super) type Made = Result<Transaction, String>;

#[derive(Debug)]
struct Held {
    /// What the field is called.
    name: String,
    text: String,
    /// What the document said when typing began.
    base: String,
    made: Made,
    /// Whether somebody wanted it, as it stands: then what is wrong with it is
    /// said while it is being typed, too.
    wanted: bool,
}

/// A number that is being dragged or typed.
#[derive(Debug)]
struct HeldNumber {
    number: f64,
    /// What the document said when it began.
    base: f64,
    made: Transaction,
}

/// Values that are being typed or dragged, and not in the document yet.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    texts: BTreeMap<u64, Held>,
    numbers: BTreeMap<u64, HeldNumber>,
}

impl Drafts {
    /// Takes every draft that can be a gesture, and returns those gestures:
    /// nothing that was typed is lost because something else was clicked. The
    /// others stay, and say what is wrong with them.
    pub(super) fn finish(&mut self) -> Vec<Command> {
        let numbers = std::mem::take(&mut self.numbers);
        let mut made: Vec<Transaction> = numbers.into_values().map(|held| held.made).collect();
        for (key, mut held) in std::mem::take(&mut self.texts) {
            match held.made {
                Ok(gesture) => made.push(gesture),
                Err(_) => {
                    held.wanted = true;
                    self.texts.insert(key, held);
                }
            }
        }
        made.into_iter()
            .map(|made| Command::Edit(made, None))
            .collect()
    }

    /// A draft that cannot be a gesture as it stands: its field, what is typed
    /// there, and why not.
    pub(super) fn unfinished(&self) -> Option<String> {
        self.texts.values().find_map(|held| {
            let why = held.made.as_ref().err()?;
            Some(format!("{} “{}”: {why}", held.name, short(&held.text)))
        })
    }

    /// What is being typed into a field, if anything is.
    pub(super) fn typed(&self, field: Id) -> Option<&str> {
        self.texts
            .get(&field.value())
            .map(|held| held.text.as_str())
    }

    /// Forgets every draft.
    pub(super) fn forget(&mut self) {
        self.texts.clear();
        self.numbers.clear();
    }
}

/// One text of a form.
#[derive(Clone, Debug)]
pub(super) struct Text<'a> {
    /// Tells fields apart, from one pass to the next.
    pub(super) id: Id,
    /// Name for assistive technology.
    pub(super) name: &'a str,
    /// What the document says.
    pub(super) value: &'a str,
    /// Shown while the field is empty.
    pub(super) hint: &'a str,
    /// Lines; more than one makes Enter a line break.
    pub(super) rows: usize,
    /// How large the letters are.
    pub(super) style: TextStyle,
}

impl<'a> Text<'a> {
    /// A field of one line.
    pub(super) fn new(id: Id, name: &'a str, value: &'a str) -> Self {
        Self {
            id,
            name,
            value,
            hint: "",
            rows: 1,
            style: TextStyle::Body,
        }
    }

    pub(super) fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    pub(super) fn rows(self, rows: usize) -> Self {
        Self { rows, ..self }
    }
}

/// What fields need: the document, the colours, the drafts, and where commands
/// are put.
pub(super) struct Form<'a> {
    pub(super) ws: &'a Workspace,
    pub(super) theme: &'a Theme,
    pub(super) drafts: &'a mut Drafts,
    pub(super) out: &'a mut Vec<Command>,
}

/// Whether Esc was pressed in this pass, even where somebody has used it up.
fn escaped(ui: &Ui) -> bool {
    ui.input(|i| {
        i.raw.events.iter().any(|e| {
            matches!(
                e,
                Event::Key {
                    key: Key::Escape,
                    pressed: true,
                    ..
                }
            )
        })
    })
}

impl Form<'_> {
    /// Does a gesture, and keeps what is selected.
    pub(super) fn edit(&mut self, transaction: Transaction) {
        self.out.push(Command::Edit(transaction, None));
    }

    /// A text field. `make` turns what was typed into a gesture, or says in
    /// words why it cannot; that is shown below the field once it is left.
    pub(super) fn text(
        &mut self,
        ui: &mut Ui,
        field: Text<'_>,
        make: impl FnOnce(&str) -> Made,
    ) -> Response {
        let key = field.id.value();
        // A draft of something that has changed meanwhile (by undo) is void.
        let draft = self.drafts.texts.remove(&key);
        let draft = draft.filter(|held| held.base == field.value);
        // That it was wanted counts until it is amended.
        let wanted = draft.as_ref().filter(|held| held.wanted);
        let wanted = wanted.map(|held| held.text.clone());
        let mut text = draft.map_or_else(|| field.value.to_owned(), |held| held.text);
        let left = !ui.memory(|m| m.has_focus(field.id));
        let wrong = (left || wanted.is_some()) && text != field.value;
        let edit = if field.rows > 1 {
            TextEdit::multiline(&mut text).desired_rows(field.rows)
        } else {
            TextEdit::singleline(&mut text)
        };
        let mut edit = edit
            .id(field.id)
            .font(field.style)
            .hint_text(RichText::new(field.hint).weak())
            .margin(FIELD_MARGIN)
            .desired_width(f32::INFINITY);
        if wrong {
            edit = edit.text_color(look::color(self.theme.alarm));
        }
        let response = ui.add(edit);
        name(ui, field.id, field.name);
        let same = if field.rows > 1 {
            text == field.value
        } else {
            text.trim() == field.value
        };
        if (response.lost_focus() && escaped(ui))
            || (same && !response.has_focus())
            || text == field.value
        {
            return response;
        }
        match make(&text) {
            Ok(made) if !response.has_focus() => self.edit(made),
            made => {
                let wanted = wanted.as_ref() == Some(&text);
                if let (Err(why), true) = (&made, wanted || !response.has_focus()) {
                    trouble(ui, self.theme, why);
                }
                let held = Held {
                    name: field.name.to_owned(),
                    text,
                    base: field.value.to_owned(),
                    made,
                    wanted,
                };
                self.drafts.texts.insert(key, held);
            }
        }
        response
    }

    /// A number that is dragged, typed or moved by arrow keys: one gesture when
    /// it is let go. Returns the number as it stands, and the widget.
    pub(super) fn number(
        &mut self,
        ui: &mut Ui,
        id: Id,
        value: f64,
        add: impl FnOnce(&mut Ui, &mut f64) -> Response,
        make: impl FnOnce(f64) -> Transaction,
    ) -> (f64, Response) {
        let key = id.value();
        let draft = self.drafts.numbers.remove(&key);
        let draft = draft.filter(|held| held.base == value);
        let mut number = draft.as_ref().map_or(value, |held| held.number);
        let response = add(ui, &mut number);
        let arrows = [
            Key::ArrowLeft,
            Key::ArrowRight,
            Key::ArrowUp,
            Key::ArrowDown,
        ];
        let busy = response.dragged()
            || response.is_pointer_button_down_on()
            || (response.has_focus() && ui.input(|i| arrows.iter().any(|k| i.key_down(*k))));
        // A widget may round what it is only shown: that is nobody's gesture.
        if number != value && (response.changed() || draft.is_some()) {
            if busy {
                let held = HeldNumber {
                    number,
                    base: value,
                    made: make(number),
                };
                self.drafts.numbers.insert(key, held);
            } else {
                self.edit(make(number));
            }
        }
        (number, response)
    }
}

/// Lets nothing be undone in a field: it stands in a form that is begun anew, and
/// its id knows what was typed into another one.
pub(super) fn forget_undo(ui: &Ui, field: Id) {
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), field) {
        state.clear_undoer();
        TextEdit::store_state(ui.ctx(), field, state);
    }
}

/// Names a widget for assistive technology where no label does.
pub(super) fn name(ui: &Ui, widget: Id, name: &str) {
    ui.ctx()
        .accesskit_node_builder(widget, |node| node.set_label(name));
}

/// What is wrong, in words, in the colour of alarms.
pub(super) fn trouble(ui: &mut Ui, theme: &Theme, why: &str) {
    let text = RichText::new(why).small().color(look::color(theme.alarm));
    ui.add(egui::Label::new(text).wrap());
}

/// Quiet text that wraps.
pub(super) fn quiet(ui: &mut Ui, text: impl Into<String>) {
    ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
}

/// A label in its column, and a field beside it. The field is given the id of
/// the label.
pub(super) fn row<R>(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui, Id) -> R) -> R {
    ui.horizontal_top(|ui| {
        let size = vec2(LABEL_WIDTH, ui.spacing().interact_size.y);
        let id = ui
            .allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(size);
                ui.add(egui::Label::new(RichText::new(label).weak()).selectable(false))
                    .id
            })
            .inner;
        ui.vertical(|ui| add(ui, id)).inner
    })
    .inner
}

/// A field of one line for what is kept nowhere: searches, new names.
pub(super) fn line_edit<'t>(text: &'t mut String, hint: &str) -> TextEdit<'t> {
    TextEdit::singleline(text)
        .hint_text(RichText::new(hint).weak())
        .margin(FIELD_MARGIN)
        .desired_width(f32::INFINITY)
}

/// Quiet words in the column of labels, and quiet text beside them.
pub(super) fn fact(ui: &mut Ui, label: &str, text: &str) {
    ui.horizontal_top(|ui| {
        let size = vec2(LABEL_WIDTH, ui.text_style_height(&TextStyle::Body));
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
            ui.set_min_size(size);
            ui.add(egui::Label::new(label).selectable(false));
        });
        quiet(ui, text);
    });
}

/// Lets the rail of a slider be seen on whatever it stands on.
pub(super) fn show_rail(ui: &mut Ui, theme: &Theme) {
    ui.spacing_mut().slider_rail_height = 4.0;
    let rail = theme.rule.mix(theme.quiet_ink, 0.35);
    ui.visuals_mut().widgets.inactive.bg_fill = look::color(rail);
}

/// The heading of a part of a panel.
pub(super) fn section(ui: &mut Ui, title: &str) {
    ui.add_space(16.0);
    ui.label(RichText::new(title).family(look::semi_bold()));
    ui.add_space(2.0);
}

pub(super) use crate::edit::short;

/// A number with its thousands set apart: 1,234.
pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "1 word", "1,234 words".
pub(super) fn count_grouped(n: usize, one: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {one}{plural}", thousands(n))
}

/// "1 actor", "2 actors".
pub fn count(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}
