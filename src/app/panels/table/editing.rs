//! Editing a cell in its place: a text, or one of several. Enter and Tab take it
//! and go on, Esc leaves the cell as it was. What cannot be taken stays, with
//! what is wrong with it.

use eframe::egui::{
    Area, Context, EventFilter, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers, Order, Rect,
    TextEdit, Ui,
};

use super::super::super::{Command, Workspace, look};
use super::super::form::{Made, name, short, trouble};
use super::super::tabs::select_all;
use super::choice::Choice;
use super::gesture;
use super::page::Pick;
use super::row::RowId;
use super::sheet::{Column, Editor, Sheet};
use super::{Table, rows_id};
use crate::picture::Theme;

/// Least width of a text that is edited, in points.
const NARROWEST: f32 = 150.0;
/// Width of several lines, and of a list to choose from, in points.
const WIDE: f32 = 300.0;
/// Lines of a text of several that are seen at once.
const LINES: usize = 4;

/// A cell that is being edited.
#[derive(Debug)]
pub struct Editing {
    sheet: Sheet,
    row: RowId,
    column: Column,
    /// What the cell said when it began.
    base: String,
    draft: Draft,
    /// Whether it takes the keyboard.
    fresh: bool,
    /// What had the keyboard at the end of the last frame, if it was in here.
    focus: Option<Id>,
    /// Whether somebody wanted it as it stands: then what is wrong with it is
    /// said.
    wanted: bool,
}

#[derive(Debug)]
enum Draft {
    Text(String),
    Choice(Box<Choice>),
}

/// Where to after a cell is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Go {
    /// To the next cell that can be edited, which is edited then.
    Next,
    /// To the one before.
    Back,
    /// To the row below.
    Down,
    /// Nowhere.
    Stay,
}

impl Editing {
    /// What the document says there; `None` if it has no such row any more.
    fn now(&self, ws: &Workspace) -> Option<String> {
        let doc = ws.document();
        Some(self.row.find(doc)?.text(doc, self.column))
    }

    /// What is typed, as a gesture; `None` if that changes nothing, or it is
    /// about something that is no more, or another one meanwhile.
    fn made(&self, ws: &Workspace) -> Option<Made> {
        let Draft::Text(text) = &self.draft else {
            return None; // what is chosen is taken at once
        };
        let same =
            *text == self.base || self.column.editor() == Editor::Line && text.trim() == self.base;
        if same || self.now(ws).as_ref() != Some(&self.base) {
            return None;
        }
        gesture::of_text(ws, &self.row, self.column, text)
    }

    /// As told to assistive technology.
    fn name(&self, ws: &Workspace) -> String {
        let doc = ws.document();
        let row = self.row.find(doc).map(|e| e.name(doc)).unwrap_or_default();
        format!("{} of {row}", self.column.title())
    }
}

impl Table {
    /// Whether a cell is edited that is there to be seen.
    pub(super) fn is_editing(&self) -> bool {
        self.edited().is_some()
    }

    /// Which cell of the sheet is edited.
    pub(super) fn edited(&self) -> Option<(&RowId, Column)> {
        let editing = self.editing.as_ref().filter(|e| e.sheet == self.sheet)?;
        Some((&editing.row, editing.column))
    }

    /// Edits the cell at hand; where it follows from the rest, the canvas flies
    /// to it instead.
    pub fn edit_at_hand(&mut self, ws: &Workspace) {
        if let Some(editing) = &mut self.editing {
            // It cannot be taken as it stands, and is not to be lost.
            editing.fresh = true;
            self.sheet = editing.sheet;
            return;
        }
        let (page, doc) = (self.page(), ws.document());
        let Some((row, _)) = page.at.clone() else {
            return;
        };
        let column = self.sheet.columns()[page.column];
        let Some(entry) = row.find(doc) else {
            return;
        };
        let base = entry.text(doc, column);
        let draft = match column.editor() {
            Editor::None => return self.fly(),
            Editor::Line | Editor::Lines => Draft::Text(base.clone()),
            Editor::Choice => {
                let (all, offer) = gesture::choices(ws, column);
                Draft::Choice(Box::new(Choice::new(all, offer, &base)))
            }
        };
        self.page_mut().reveal = true;
        self.editing = Some(Editing {
            sheet: self.sheet,
            row,
            column,
            base,
            draft,
            fresh: true,
            focus: None,
            wanted: false,
        });
    }

    /// Gives to the document what is being typed, as leaving the cell would.
    #[must_use]
    pub fn flush(&mut self, ws: &Workspace) -> Option<Command> {
        let editing = self.editing.as_mut()?;
        match editing.made(ws) {
            Some(Err(_)) => {
                editing.wanted = true;
                None
            }
            made => {
                self.editing = None;
                let gesture = made?.ok()?;
                Some(Command::Edit(gesture, None))
            }
        }
    }

    /// What is typed and cannot be taken as it stands, and why.
    #[must_use]
    pub fn unfinished(&self, ws: &Workspace) -> Option<String> {
        let editing = self.editing.as_ref()?;
        let why = editing.made(ws)?.err()?;
        let Draft::Text(text) = &editing.draft else {
            return None;
        };
        Some(format!(
            "{} “{}”: {why}",
            editing.column.title(),
            short(text)
        ))
    }

    /// Shows the cell that is edited in its place. Returns what the person wants
    /// done.
    pub(super) fn editor(
        &mut self,
        ctx: &Context,
        ws: &Workspace,
        theme: &Theme,
        cell: Rect,
        room: Rect,
    ) -> Vec<Command> {
        let Some(mut editing) = self.editing.take() else {
            return Vec::new();
        };
        let focused = ctx.memory(|m| m.focused());
        let mine = editing.focus.is_some();
        let escape = mine && ctx.input(|i| i.key_pressed(Key::Escape));
        // Somebody else asks for a choice now.
        let chased = matches!(editing.draft, Draft::Choice(_))
            && mine
            && focused.is_some_and(|id| editing.focus != Some(id));
        let other = editing.now(ws).as_ref() != Some(&editing.base);
        if escape || chased || other {
            self.focus_wanted = !chased;
            ctx.request_repaint();
            return Vec::new();
        }
        let keys = mine && focused == editing.focus;
        let go = keys.then(|| go_keys(ctx, &editing)).flatten();
        let fresh = std::mem::take(&mut editing.fresh);
        let told = match editing.made(ws) {
            Some(Err(why)) if editing.wanted => Some(why),
            _ => None,
        };
        let called = editing.name(ws);
        let area = Area::new(Id::new("table cell"))
            .order(Order::Foreground)
            .fixed_pos(cell.min)
            .constrain_to(ctx.content_rect());
        let width = cell.width().min(room.right() - cell.left());
        let mut chosen = None;
        let shown = area.show(ctx, |ui| match &mut editing.draft {
            Draft::Text(text) => {
                let lines = editing.column.editor() == Editor::Lines;
                let width = width.max(if lines { WIDE } else { NARROWEST });
                let changed = field(ui, theme, (text, lines), (&called, width), fresh, told);
                editing.wanted &= !changed;
            }
            Draft::Choice(choice) => {
                Frame::popup(ui.style())
                    .inner_margin(Margin::same(8))
                    .show(ui, |ui| {
                        ui.set_width(width.clamp(180.0, WIDE));
                        chosen = choice.ui(ui, &called, fresh, go.is_some());
                    });
            }
        });
        let focus = ctx.memory(|m| m.focused());
        let within = focus.filter(|id| {
            *id != rows_id() && ctx.text_edit_focused() && {
                // A text has one id; the field of a list is whatever it took.
                matches!(editing.draft, Draft::Choice(_)) || *id == field_id()
            }
        });
        if let Some(id) = within {
            // Tab is for going on.
            let filter = EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: false,
            };
            ctx.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        }
        let rect = shown.response.rect;
        let outside = !fresh
            && ctx.input(|i| {
                let at = i.pointer.interact_pos();
                i.pointer.any_pressed() && at.is_some_and(|p| !rect.contains(p))
            });
        let left = outside || (mine && within.is_none());
        editing.focus = within;
        let choosing = matches!(editing.draft, Draft::Choice(_));
        match (choosing, go) {
            (true, _) => {
                let Some((value, entered)) = chosen else {
                    self.editing = (!left).then_some(editing);
                    return Vec::new();
                };
                let made = gesture::of_choice(ws, &editing.row, editing.column, value);
                let go = go.unwrap_or(if entered { Go::Down } else { Go::Stay });
                let out = made.map(|made| Command::Edit(made, None));
                let out = out.into_iter().chain(self.go_on(ws, &editing, go));
                out.collect()
            }
            (false, None) if !left => {
                self.editing = Some(editing);
                Vec::new()
            }
            (false, go) => match editing.made(ws) {
                Some(Err(_)) => {
                    editing.wanted = true;
                    editing.fresh = go.is_some();
                    self.editing = Some(editing);
                    ctx.request_repaint();
                    Vec::new()
                }
                made => {
                    let made = made.and_then(Result::ok);
                    let out = made.map(|made| Command::Edit(made, None));
                    let goes = go.and_then(|go| self.go_on(ws, &editing, go));
                    ctx.request_repaint();
                    out.into_iter().chain(goes).collect()
                }
            },
        }
    }

    /// Goes on from a cell that was taken.
    fn go_on(&mut self, ws: &Workspace, from: &Editing, go: Go) -> Option<Command> {
        self.focus_wanted = true;
        let columns = self.sheet.columns();
        let page = self.page_mut();
        // Something else may have been selected meanwhile.
        if let Some(at) = page.found().position(&from.row) {
            page.go_to(at);
            page.column = columns.iter().position(|c| *c == from.column)?;
        }
        let (at, last) = (page.at.as_ref().map(|(_, at)| *at)?, page.last()?);
        let editable = |column: &usize| columns[*column].editor() != Editor::None;
        let (row, column) = match go {
            Go::Stay => return None,
            Go::Down => (at + 1, page.column),
            Go::Next => match (page.column + 1..columns.len()).find(editable) {
                Some(column) => (at, column),
                None => (at + 1, (0..columns.len()).find(editable)?),
            },
            Go::Back => match (0..page.column).rev().find(editable) {
                Some(column) => (at, column),
                None => (at.checked_sub(1)?, (0..columns.len()).rev().find(editable)?),
            },
        };
        if row > last {
            return None;
        }
        page.column = column;
        page.go_to(row);
        self.begin = go != Go::Down;
        (row != at).then(|| self.pick(ws, Pick::Only)).flatten()
    }
}

fn field_id() -> Id {
    Id::new("table cell text")
}

/// Where the keys go; they are taken.
fn go_keys(ctx: &Context, editing: &Editing) -> Option<Go> {
    let typing = matches!(editing.draft, Draft::Text(_));
    ctx.input_mut(|i| {
        if i.consume_key(Modifiers::SHIFT, Key::Tab) {
            return Some(Go::Back);
        }
        if i.consume_key(Modifiers::NONE, Key::Tab) {
            return Some(Go::Next);
        }
        // With Shift, it breaks the line; a list takes it itself.
        let down = typing && !i.modifiers.shift && i.consume_key(Modifiers::NONE, Key::Enter);
        down.then_some(Go::Down)
    })
}

/// A text, and below it what is wrong with it. Returns whether it was changed.
fn field(
    ui: &mut Ui,
    theme: &Theme,
    (text, lines): (&mut String, bool),
    (called, width): (&str, f32),
    fresh: bool,
    told: Option<String>,
) -> bool {
    let edit = if lines {
        let line_break = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
        TextEdit::multiline(text)
            .desired_rows(LINES)
            .return_key(line_break)
    } else {
        TextEdit::singleline(text)
    };
    let mut edit = edit
        .id(field_id())
        .lock_focus(true)
        .margin(Margin::symmetric(7, 4))
        .desired_width(width);
    if told.is_some() {
        edit = edit.text_color(look::color(theme.alarm));
    }
    let response = ui.add(edit);
    name(ui, field_id(), called);
    if fresh {
        response.request_focus();
        select_all(ui, field_id(), text);
    }
    if let Some(why) = told {
        Frame::popup(ui.style())
            .inner_margin(Margin::same(6))
            .show(ui, |ui| {
                ui.set_max_width(WIDE);
                trouble(ui, theme, &why);
            });
    }
    response.changed()
}
