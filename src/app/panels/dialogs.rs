//! Questions and forms that stand in front of the window: one at a time.
//! Esc cancels, Enter confirms, the first field has the keyboard.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eframe::egui::{
    self, Align, Button, Frame, Id, Key, Layout, Margin, Modal, Modifiers, RichText, Ui, vec2,
};

use super::super::gestures::{name_trouble, rename_arrangement};
use super::super::settings::{LayoutChoices, SnapChoices};
use super::super::{Action, Command, Settings, Workspace, look};
use super::dialog_details::Details;
use super::dialog_duplicates::DuplicateList;
use super::dialog_export::{ExportForm, ExportRequest};
use super::dialog_files::{changed, not_saved, problems, unsaved, writing};
use super::dialog_grid::GridForm;
use super::dialog_keys::KeysSheet;
use super::dialog_layout::LayoutForm;
use super::dialog_lens::LensForm;
use super::dialog_merge::MergeForm;
use super::dialog_names::{own_name, rename_dialog};
use super::dialog_source::{NewSource, SourceForm};
use super::form::quiet;
use crate::analysis::Likely;
use crate::exchange::Foreign;
use crate::model::{ActorId, Lens};
use crate::picture::Theme;

/// What a question about unsaved changes stands before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Close the window.
    Quit,
    /// Start an empty document.
    New,
    /// Open this file.
    OpenFile(PathBuf),
    /// Ask for a file to open.
    OpenDialog,
    /// Let the document that was read meanwhile take the place of this one.
    Opened,
}

/// What a dialog asks the window to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Carry out a command.
    Command(Command),
    /// Save, and go on when that went well.
    SaveThen(Then),
    /// Go on, and let go of the changes.
    DiscardThen(Then),
    /// Save over what another program wrote, and go on with this, if anything.
    Overwrite(Option<Then>),
    /// Ask for another name to save under, and go on with this, if anything.
    SaveAsThen(Option<Then>),
    /// Add a source, with its text.
    AddSource(Box<NewSource>),
    /// Ask for a file, and write the picture to it.
    Export(ExportRequest),
    /// Close the window, whatever is being written.
    CloseNow,
}

impl From<Command> for Outcome {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

#[derive(Debug)]
enum Open {
    Unsaved {
        then: Then,
        /// What is typed and cannot be saved.
        lost: Option<String>,
    },
    Changed {
        path: PathBuf,
        then: Option<Then>,
    },
    RenameArrangement {
        from: String,
        draft: String,
    },
    Details(Details),
    Problems {
        title: String,
        lines: Vec<String>,
    },
    NotSaved {
        why: String,
        then: Option<Then>,
    },
    Writing,
    Export(ExportForm),
    Grid(GridForm),
    Layout(LayoutForm),
    Lens(LensForm),
    Merge(MergeForm),
    Duplicates(DuplicateList),
    Keys(KeysSheet),
    Source(Box<SourceForm>),
    OwnName(String),
    About,
}

/// The dialog that is open, if one is.
#[derive(Debug, Default)]
pub struct Dialogs {
    open: Option<Open>,
    /// Whether it has not been shown yet.
    fresh: bool,
    /// Whether a text was being typed at the end of the last pass.
    typing: bool,
    /// What was open before it, the last on top, and is to be again: the list from
    /// which it is asked about two of its actors, or what is being filled in while it
    /// is asked whether to close the window.
    behind: Vec<Open>,
}

/// What a dialog's contents say when they were shown.
pub(super) enum Said {
    /// Nothing: stay open.
    Nothing,
    /// Close, and do this.
    Done(Vec<Outcome>),
}

impl Dialogs {
    fn put(&mut self, open: Open) {
        self.open = Some(open);
        self.fresh = true;
        self.typing = false;
    }

    /// Whether a dialog is in front; keys are its, then.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Asks whether to save unsaved changes before something. `lost` is what is
    /// typed and cannot be saved as it stands.
    pub fn ask_unsaved(&mut self, then: Then, lost: Option<String>) {
        if !matches!(self.open, None | Some(Open::Unsaved { .. } | Open::Writing)) {
            self.behind.extend(self.open.take());
        }
        self.put(Open::Unsaved { then, lost });
    }

    /// Says that the document could not be saved, and offers another name; goes
    /// on with `then` after that.
    pub fn show_not_saved(&mut self, why: impl Into<String>, then: Option<Then>) {
        let why = why.into();
        self.put(Open::NotSaved { why, then });
    }

    /// Says that the window closes once everything is written.
    pub fn wait_for_writing(&mut self) {
        self.put(Open::Writing);
    }

    /// Whether the window waits to close until everything is written.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self.open, Some(Open::Writing))
    }

    /// Closes the open dialog.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Gives to the document what is being typed, as leaving the field would.
    #[must_use]
    pub fn flush(&mut self, ws: &Workspace) -> Vec<Command> {
        match &mut self.open {
            Some(Open::Details(details)) => details.flush(),
            Some(Open::Lens(form)) => {
                let made = form.flush(ws.document()).into_iter();
                made.map(|t| Command::Edit(t, None)).collect()
            }
            Some(Open::RenameArrangement { from, draft })
                if draft.trim() != from && name_trouble(ws.document(), from, draft).is_none() =>
            {
                let t = rename_arrangement(from, draft);
                draft.trim().clone_into(from);
                vec![Command::Edit(t, None)]
            }
            _ => Vec::new(),
        }
    }

    /// What is typed and cannot be taken as it stands, and why.
    #[must_use]
    pub fn unfinished(&self, ws: &Workspace) -> Option<String> {
        let mut all = self.open.iter().chain(&self.behind);
        all.find_map(|open| match open {
            Open::Details(details) => details.unfinished(),
            Open::Lens(form) => form.unfinished(ws.document()),
            Open::RenameArrangement { from, draft } => {
                let why = name_trouble(ws.document(), from, draft)?;
                Some(format!("Name “{}”: {why}", draft.trim()))
            }
            Open::Source(form) => Some(form.unfinished()),
            _ => None,
        })
    }

    /// Asks what to do about a file that another program changed meanwhile.
    pub fn ask_changed(&mut self, path: PathBuf, then: Option<Then>) {
        self.put(Open::Changed { path, then });
    }

    /// Asks for another name of an arrangement.
    pub fn rename_arrangement(&mut self, from: impl Into<String>) {
        let from = from.into();
        let draft = from.clone();
        self.put(Open::RenameArrangement { from, draft });
    }

    /// Asks for the name under which a lens is saved; it has a proposal.
    pub fn save_lens(&mut self, lens: Lens) {
        self.put(Open::Lens(LensForm::save(lens)));
    }

    /// Asks for another name of a lens.
    pub fn rename_lens(&mut self, from: impl Into<String>) {
        self.put(Open::Lens(LensForm::rename(from.into())));
    }

    /// Shows title, description and sources of the document.
    pub fn show_details(&mut self) {
        self.put(Open::Details(Details::default()));
    }

    /// Shows what is wrong with a file, a problem a line.
    pub fn show_problems(&mut self, title: impl Into<String>, lines: Vec<String>) {
        let title = title.into();
        self.put(Open::Problems { title, lines });
    }

    /// Asks how to write the picture. `size` is that of the picture at scale 1,
    /// in pixels.
    pub fn ask_export(&mut self, size: (f64, f64)) {
        self.put(Open::Export(ExportForm::new(size)));
    }

    /// Asks how far apart the points of the grid are.
    pub fn ask_grid(&mut self, choices: SnapChoices) {
        self.put(Open::Grid(GridForm::new(choices)));
    }

    /// Asks how layouts are to be made.
    pub fn ask_layout(&mut self, choices: LayoutChoices) {
        self.put(Open::Layout(LayoutForm::new(choices)));
    }

    /// Asks for the name that is noted with claims; this is the one until now.
    pub fn ask_name(&mut self, now: impl Into<String>) {
        self.put(Open::OwnName(now.into()));
    }

    /// Shows which actors may be one.
    pub fn show_duplicates(&mut self, pairs: Vec<Likely>) {
        self.put(Open::Duplicates(DuplicateList::new(pairs)));
    }

    /// Asks which of some actors stays when they become one; `stays` is chosen
    /// already.
    pub fn ask_merge(&mut self, actors: BTreeSet<ActorId>, stays: ActorId) {
        self.put(Open::Merge(MergeForm::new(actors, stays)));
    }

    /// Shows what the keys and the pointer do.
    pub fn show_keys(&mut self) {
        self.put(Open::Keys(KeysSheet::default()));
    }

    /// Asks what a text that was read is called, and by whom it is. `from` is the
    /// file that it stands in.
    pub fn ask_source(&mut self, foreign: Foreign, from: Option<PathBuf>, ws: &Workspace) {
        self.put(Open::Source(Box::new(SourceForm::new(foreign, from, ws))));
    }

    /// Shows version, licence and fonts.
    pub fn show_about(&mut self) {
        self.put(Open::About);
    }

    /// Shows the open dialog, if one is, in front of everything.
    pub fn ui(&mut self, ctx: &egui::Context, ws: &Workspace, settings: &Settings) -> Vec<Outcome> {
        let Some(open) = &mut self.open else {
            return Vec::new();
        };
        let theme = Theme::of(settings.theme);
        let fresh = std::mem::take(&mut self.fresh);
        let frame = Frame::popup(&ctx.global_style())
            .inner_margin(Margin::same(20))
            .corner_radius(10);
        let mut out = Vec::new();
        // Each sort of dialog has a name of its own: egui remembers how large a
        // window was, and a question is not as tall as the sheet of keys.
        let id = Id::new(("dialog", std::mem::discriminant(open)));
        let shown = Modal::new(id).frame(frame).show(ctx, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            match open {
                Open::Unsaved { then, lost } => {
                    unsaved(ui, ws, &theme, then, lost.as_deref(), fresh)
                }
                Open::Changed { path, then } => changed(ui, path, then.as_ref(), fresh),
                Open::RenameArrangement { from, draft } => {
                    rename_dialog(ui, ws, &theme, from, draft, fresh)
                }
                Open::Details(details) => details.ui(ui, ws, &theme, fresh, &mut out),
                Open::Problems { title, lines } => problems(ui, title, lines, fresh),
                Open::NotSaved { why, then } => not_saved(ui, why, then.as_ref(), fresh),
                Open::Writing => writing(ui, fresh),
                Open::Export(form) => form.ui(ui, settings, fresh),
                Open::Grid(form) => form.ui(ui, fresh),
                Open::Layout(form) => form.ui(ui, settings, fresh),
                Open::Lens(form) => form.ui(ui, ws, &theme, fresh),
                Open::Duplicates(list) => list.ui(ui, ws, fresh),
                Open::Merge(form) => form.ui(ui, ws, fresh),
                Open::Keys(sheet) => sheet.ui(ui, settings.keymap(), fresh),
                Open::Source(form) => form.ui(ui, &theme, fresh),
                Open::OwnName(draft) => own_name(ui, draft, fresh),
                Open::About => about(ui, fresh),
            }
        });
        // Among many fields, Esc first forgets what is typed into one.
        let typing = std::mem::replace(&mut self.typing, ctx.text_edit_focused());
        let spared = typing && matches!(self.open, Some(Open::Details(_)));
        let outside = shown.backdrop_response.clicked();
        let cancelled = shown.should_close() && (outside || !spared);
        if let Said::Done(outcomes) = shown.inner {
            let asks = |o: &Outcome| matches!(o, Outcome::Command(Command::AskMerge(_)));
            let asked = outcomes.iter().any(asks);
            out.extend(outcomes);
            match self.open.take() {
                list @ Some(Open::Duplicates(_)) if asked => self.behind.extend(list),
                Some(Open::Merge(_)) => self.go_back(),
                _ => {}
            }
        } else if cancelled {
            if let Some(Open::Details(details)) = &mut self.open {
                out.extend(details.finish());
            }
            if matches!(self.open.take(), Some(Open::Merge(_))) {
                self.go_back();
            }
        }
        out
    }

    /// Shows again what was open before, if nothing is open: to be called when
    /// nothing else is going to be.
    pub fn go_back(&mut self) {
        if self.open.is_none()
            && let Some(open) = self.behind.pop()
        {
            self.put(open);
        }
    }

    /// Forgets what was open before: it was about another document.
    pub fn forget_behind(&mut self) {
        self.behind.clear();
    }
}

/// The heading of a dialog.
pub(super) fn heading(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).heading());
    ui.add_space(2.0);
}

/// The answers at the end of a dialog, the one that Enter means last. Returns
/// which was given. `focus` gives the keyboard to that one.
pub(super) fn answers(ui: &mut Ui, texts: &[&str], allowed: bool, focus: bool) -> Option<usize> {
    answers_or_enter(ui, texts, allowed, focus, false)
}

/// The same, in a form that has used Enter up ([`take_enter`]): it gives the
/// answer that has the keyboard, or else the last one, if that is allowed.
pub(super) fn answers_or_enter(
    ui: &mut Ui,
    texts: &[&str],
    allowed: bool,
    focus: bool,
    enter: bool,
) -> Option<usize> {
    ui.add_space(10.0);
    let mut given = (enter && allowed).then(|| texts.len() - 1);
    let size = vec2(84.0, 28.0);
    // No taller than they are: else a dialog that has grown would stay as tall.
    let room = vec2(ui.available_width(), size.y);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        for (at, text) in texts.iter().enumerate().rev() {
            let main = at + 1 == texts.len();
            let response = if main {
                let accent = ui.visuals().hyperlink_color;
                let text = RichText::new(*text).family(look::semi_bold());
                let button = Button::new(text).stroke(egui::Stroke::new(1.5, accent));
                ui.add_enabled(allowed, button.min_size(size))
            } else {
                ui.add(Button::new(*text).min_size(size))
            };
            if main && focus {
                response.request_focus();
            }
            if response.clicked() || enter && response.has_focus() {
                given = Some(at);
            }
        }
    });
    given
}

/// Whether Enter confirms a form: wherever the keyboard is, but on a button
/// (which Enter presses).
pub(super) fn enter_in_field(ui: &Ui, field: &egui::Response) -> bool {
    field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

fn about(ui: &mut Ui, fresh: bool) -> Said {
    ui.set_width(380.0);
    heading(ui, "Dramatis");
    quiet(ui, env!("CARGO_PKG_DESCRIPTION"));
    ui.add_space(4.0);
    for (what, value) in [
        ("Version", env!("CARGO_PKG_VERSION")),
        ("Licence", env!("CARGO_PKG_LICENSE")),
        ("Letters", "Inter, under the SIL Open Font License 1.1"),
    ] {
        super::form::fact(ui, what, value);
    }
    match answers(ui, &["Keys", "Close"], true, fresh) {
        Some(0) => Said::Done(vec![Command::Do(Action::ShowKeys).into()]),
        Some(_) => Said::Done(Vec::new()),
        None => Said::Nothing,
    }
}

/// Uses Enter up, where it confirms a form whose controls it would press.
pub(super) fn take_enter(ui: &Ui) -> bool {
    ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter))
}
