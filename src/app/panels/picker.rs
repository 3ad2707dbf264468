//! Asking for a file.
//!
//! Behind a trait, so that the window's tests answer for themselves, and so
//! that a system's own dialog can take its place one day.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use eframe::egui::layers::ShapeIdx;
use eframe::egui::{self, Frame, Id, LayerId, Modal, Order, Shape};
use egui_file_dialog::{DialogState, FileDialog};

use super::dialogs::{answers, heading};
use super::form::quiet;
use crate::model::ActorId;

/// Tells the dialog from other windows.
const DIALOG: &str = "file dialog";

/// The endings of files whose text can be a source.
const TEXTS: [&str; 12] = [
    "md", "markdown", "txt", "text", "html", "htm", "pdf", "MD", "TXT", "HTML", "HTM", "PDF",
];

/// What a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open a document.
    Open,
    /// To save the document; `name` is offered.
    SaveAs {
        /// File name that is offered.
        name: String,
    },
    /// To write the picture; `name` is offered.
    Export {
        /// As SVG; otherwise as PNG.
        svg: bool,
        /// File name that is offered.
        name: String,
    },
    /// To choose the portrait of an actor.
    Portrait {
        /// Whose.
        actor: ActorId,
    },
    /// To choose a text that is to be a source.
    Source,
}

impl Purpose {
    /// The extension that files have which are written for it; none, if a file
    /// is chosen that there is.
    #[must_use]
    pub fn extension(&self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Portrait { .. } | Self::Source => None,
            Self::SaveAs { .. } => Some("ron"),
            Self::Export { svg: true, .. } => Some("svg"),
            Self::Export { svg: false, .. } => Some("png"),
        }
    }

    /// The path with the extension, where it lacks one.
    #[must_use]
    pub fn complete(&self, path: PathBuf) -> PathBuf {
        let Some(wanted) = self.extension() else {
            return path;
        };
        let has = |e: &OsStr| e.eq_ignore_ascii_case(wanted);
        if path.extension().is_some_and(has) {
            return path;
        }
        // "report.v2" becomes "report.v2.ron": what was typed is kept.
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".");
        name.push(wanted);
        path.with_file_name(name)
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open a document",
            Self::SaveAs { .. } => "Save the document as",
            Self::Export { .. } => "Export the picture as",
            Self::Portrait { .. } => "Choose a portrait",
            Self::Source => "Choose the text of a source",
        }
    }
}

/// Asks for files.
pub trait FilePicker {
    /// Begins to ask; `start` is a folder, or a file whose folder is shown.
    fn open(&mut self, purpose: Purpose, start: Option<&Path>);
    /// Shows the question, and returns the answer once, when there is one.
    fn update(&mut self, ctx: &egui::Context) -> Option<(Purpose, PathBuf)>;
    /// Whether it asks now; keys are its, then.
    fn is_open(&self) -> bool;
}

/// Asks in the window itself: works wherever the window does.
#[derive(Debug, Default)]
pub struct InAppPicker {
    asking: Option<(Purpose, Box<FileDialog>)>,
    /// A file that exists, and was not named in full when it was chosen.
    replacing: Option<(Purpose, PathBuf)>,
    fresh: bool,
}

impl FilePicker for InAppPicker {
    fn open(&mut self, purpose: Purpose, start: Option<&Path>) {
        let (filter, endings) = match purpose {
            Purpose::Portrait { .. } => {
                ("Images", vec!["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"])
            }
            Purpose::Source => ("Texts", TEXTS.to_vec()),
            _ => ("Documents", vec!["ron"]),
        };
        let mut dialog = FileDialog::new()
            .title(purpose.title())
            .id(DIALOG)
            .default_size([760.0, 460.0])
            .anchor(egui::Align2::CENTER_CENTER, [0.0, 0.0])
            .add_file_filter_extensions(filter, endings)
            .default_file_filter(filter);
        let folder = start.and_then(|p| if p.is_dir() { Some(p) } else { p.parent() });
        if let Some(folder) = folder.filter(|p| p.is_dir()) {
            dialog = dialog.initial_directory(folder.to_owned());
        }
        match &purpose {
            Purpose::Open | Purpose::Portrait { .. } | Purpose::Source => dialog.pick_file(),
            Purpose::SaveAs { name } | Purpose::Export { name, .. } => {
                let named = purpose.complete(PathBuf::from(name));
                dialog = dialog.default_file_name(&named.to_string_lossy());
                dialog.save_file();
            }
        }
        self.replacing = None;
        self.fresh = true;
        self.asking = Some((purpose, Box::new(dialog)));
    }

    fn update(&mut self, ctx: &egui::Context) -> Option<(Purpose, PathBuf)> {
        if self.replacing.is_some() {
            return self.ask_to_replace(ctx);
        }
        let (purpose, dialog) = self.asking.as_mut()?;
        if std::mem::take(&mut self.fresh) {
            // While anything behind it has the keyboard, it takes Esc and "/"
            // for that one's.
            ctx.memory_mut(|memory| {
                if let Some(held) = memory.focused() {
                    memory.surrender_focus(held);
                }
            });
        }
        dialog.update(ctx);
        lighten_fields(ctx);
        let chosen = match dialog.state() {
            DialogState::Open => return None,
            DialogState::Picked(path) => Some((purpose.clone(), path.clone())),
            DialogState::Closed | DialogState::Cancelled | DialogState::PickedMultiple(_) => None,
        };
        self.asking = None;
        let (purpose, path) = chosen?;
        let whole = purpose.complete(path.clone());
        // The dialog has asked about the name that was typed, not about this.
        if whole != path && whole.exists() {
            self.replacing = Some((purpose, whole));
            self.fresh = true;
            return None;
        }
        Some((purpose, whole))
    }

    fn is_open(&self) -> bool {
        self.asking.is_some() || self.replacing.is_some()
    }
}

/// Gives the fields for a path and a search the ground that fields have: the
/// dialog makes it black in every theme, and dark letters drown in that.
fn lighten_fields(ctx: &egui::Context) {
    let black = Frame::dark_canvas(&ctx.global_style()).fill;
    let ground = ctx.global_style().visuals.text_edit_bg_color();
    ctx.graphics_mut(|graphics| {
        let layer = LayerId::new(Order::Middle, Id::new(DIALOG));
        let shapes = graphics.entry(layer);
        for at in 0..shapes.next_idx().0 {
            shapes.mutate_shape(ShapeIdx(at), |clipped| match &mut clipped.shape {
                Shape::Rect(rect) if rect.fill == black => rect.fill = ground,
                _ => {}
            });
        }
    });
}

impl InAppPicker {
    fn ask_to_replace(&mut self, ctx: &egui::Context) -> Option<(Purpose, PathBuf)> {
        let (purpose, path) = self.replacing.take()?;
        let fresh = std::mem::take(&mut self.fresh);
        let shown = Modal::new(Id::new("replace file")).show(ctx, |ui| {
            ui.set_width(380.0);
            heading(ui, "Replace the file?");
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            quiet(ui, format!("There is a file “{name}” already."));
            answers(ui, &["Cancel", "Replace"], true, fresh)
        });
        match shown.inner {
            Some(1) => return Some((purpose, path)),
            Some(_) => {}
            None if shown.should_close() => {}
            None => self.replacing = Some((purpose, path)),
        }
        None
    }
}

/// Answers from a script, for tests.
#[derive(Debug, Default)]
pub struct ScriptedPicker {
    /// What is answered, in order; `None` cancels.
    pub answers: VecDeque<Option<PathBuf>>,
    /// What was asked for, in order.
    pub asked: Vec<Purpose>,
    pending: Option<Purpose>,
}

impl ScriptedPicker {
    /// A picker that gives these answers.
    #[must_use]
    pub fn new(answers: impl IntoIterator<Item = Option<PathBuf>>) -> Self {
        Self {
            answers: answers.into_iter().collect(),
            ..Self::default()
        }
    }
}

impl FilePicker for ScriptedPicker {
    fn open(&mut self, purpose: Purpose, _start: Option<&Path>) {
        self.asked.push(purpose.clone());
        self.pending = Some(purpose);
    }

    fn update(&mut self, _ctx: &egui::Context) -> Option<(Purpose, PathBuf)> {
        let purpose = self.pending.take()?;
        let path = self.answers.pop_front().flatten()?;
        let path = purpose.complete(path);
        Some((purpose, path))
    }

    fn is_open(&self) -> bool {
        self.pending.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_extension_is_added_and_none_is_taken_away() {
        let save = Purpose::SaveAs { name: "x".into() };
        let full = |p: &str| save.complete(PathBuf::from(p));
        assert_eq!(full("/a/b"), PathBuf::from("/a/b.ron"));
        assert_eq!(full("/a/b.v2"), PathBuf::from("/a/b.v2.ron"));
        assert_eq!(full("/a/b.RON"), PathBuf::from("/a/b.RON"));
        let open = Purpose::Open.complete(PathBuf::from("/a/b"));
        assert_eq!(open, PathBuf::from("/a/b"));
    }

    #[test]
    fn a_script_answers_in_order() {
        let ctx = egui::Context::default();
        let mut picker = ScriptedPicker::new([None, Some("/a/b".into())]);
        picker.open(Purpose::Open, None);
        assert_eq!(picker.update(&ctx), None);
        let svg = Purpose::Export {
            svg: true,
            name: "x".into(),
        };
        picker.open(svg.clone(), None);
        assert!(picker.is_open());
        assert_eq!(picker.update(&ctx), Some((svg, "/a/b.svg".into())));
        assert!(!picker.is_open());
    }
}
