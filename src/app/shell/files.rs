//! Opening, saving, exporting and closing.

use std::path::{Path, PathBuf};

use eframe::egui::{self, ViewportCommand};

use super::super::Workspace;
use super::super::jobs::{Export, Finished};
use super::super::panels::{ExportRequest, Outcome, Purpose, Tabs, Then};
use super::Dramatis;
use crate::file::{OpenError, SaveError};
use crate::picture::{self, SheetOptions, Snapshot, Theme, ThemeName};

impl Dramatis {
    pub(super) fn closing_asked(&mut self, ctx: &egui::Context) {
        self.flush();
        if self.ws.history().is_dirty() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dialogs.ask_unsaved(Then::Quit);
        } else {
            self.closing = true;
        }
    }

    /// Goes on, or asks first what is to become of unsaved changes.
    pub(super) fn unless_unsaved(&mut self, ctx: &egui::Context, then: Then) {
        self.flush();
        if self.ws.history().is_dirty() {
            self.dialogs.ask_unsaved(then);
        } else {
            self.go_on(ctx, then);
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, then: Then) {
        match then {
            Then::Quit => {
                self.closing = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            Then::New => self.replace(Workspace::default()),
            Then::OpenFile(path) => {
                self.say(format!("Opening {}…", path.display()));
                self.jobs.open(ctx, path);
            }
            Then::OpenDialog => {
                let start = self.ws.path().map(Path::to_owned);
                self.picker.open(Purpose::Open, start.as_deref());
            }
        }
        ctx.request_repaint();
    }

    fn replace(&mut self, ws: Workspace) {
        self.ws = ws;
        self.canvas.document_changed(self.ws.portraits().clone());
        self.inspector.reset();
        self.tabs = Tabs::default();
    }

    /// A file name to offer, without an extension.
    fn offered_name(&self) -> String {
        if let Some(stem) = self.ws.path().and_then(Path::file_stem) {
            return stem.to_string_lossy().into_owned();
        }
        match self.ws.document().title.as_str() {
            "" => "untitled".to_owned(),
            title => crate::model::slug(title),
        }
    }

    pub(super) fn ask_save_as(&mut self, then: Option<Then>) {
        self.then = then;
        let name = format!("{}.ron", self.offered_name());
        let start = self.ws.path().map(Path::to_owned);
        self.picker.open(Purpose::SaveAs { name }, start.as_deref());
    }

    pub(super) fn save_or_ask(&mut self, ctx: &egui::Context, then: Option<Then>) {
        self.flush();
        match self.ws.path().map(Path::to_owned) {
            Some(path) => self.save(ctx, &path, false, then),
            None => self.ask_save_as(then),
        }
    }

    fn save(&mut self, ctx: &egui::Context, path: &Path, force: bool, then: Option<Then>) {
        self.flush();
        match self.ws.save(path, force) {
            Ok(left_behind) => {
                if left_behind.is_empty() {
                    self.say(format!("Saved {}", path.display()));
                } else {
                    self.dialogs.show_problems(
                        "Saved, but some files could not be copied along",
                        left_behind,
                    );
                }
                self.settings.remember(path);
                self.store_settings();
                self.canvas.set_portraits(self.ws.portraits().clone());
                if let Some(then) = then {
                    self.go_on(ctx, then);
                }
            }
            Err(SaveError::ChangedOnDisk { path }) => self.dialogs.ask_changed(path, then),
            Err(error) => {
                self.fail(error.to_string());
                self.dialogs
                    .show_problems("The document could not be saved", vec![error.to_string()]);
            }
        }
    }

    pub(super) fn carry_out(&mut self, ctx: &egui::Context, outcome: Outcome) {
        match outcome {
            Outcome::Command(command) => self.apply(ctx, command),
            Outcome::SaveThen(then) => self.save_or_ask(ctx, Some(then)),
            Outcome::DiscardThen(then) => self.go_on(ctx, then),
            Outcome::Overwrite(then) => {
                if let Some(path) = self.ws.path().map(Path::to_owned) {
                    self.save(ctx, &path, true, then);
                }
            }
            Outcome::SaveAsThen(then) => self.ask_save_as(then),
            Outcome::Export(request) => {
                self.export = Some(request);
                let ending = if request.svg { "svg" } else { "png" };
                let name = format!("{}.{ending}", self.offered_name());
                let purpose = Purpose::Export {
                    svg: request.svg,
                    name,
                };
                let start = self.ws.path().map(Path::to_owned);
                self.picker.open(purpose, start.as_deref());
            }
        }
        ctx.request_repaint();
    }

    pub(super) fn picked(&mut self, ctx: &egui::Context, purpose: &Purpose, path: PathBuf) {
        match purpose {
            Purpose::Open => self.go_on(ctx, Then::OpenFile(path)),
            Purpose::SaveAs { .. } => {
                let then = self.then.take();
                // A file that the person chose to replace is replaced.
                self.save(ctx, &path, true, then);
            }
            Purpose::Export { .. } => {
                if let Some(request) = self.export.take() {
                    self.start_export(ctx, &request, path);
                }
            }
        }
    }

    pub(super) fn picture(&self, theme: ThemeName, options: &Snapshot) -> picture::Picture {
        picture::snapshot(
            self.ws.document(),
            self.ws.arrangement(),
            &Theme::of(theme),
            self.ws.portraits(),
            options,
        )
    }

    fn start_export(&mut self, ctx: &egui::Context, request: &ExportRequest, path: PathBuf) {
        let ExportRequest {
            svg,
            scale,
            theme,
            transparent,
            title,
            legend,
            source_line,
        } = *request;
        self.say(format!("Writing {}…", path.display()));
        let export = Export {
            path,
            document: self.ws.document().clone(),
            arrangement: self.ws.arrangement().clone(),
            portraits: self.ws.portraits().clone(),
            theme,
            options: Snapshot {
                sheet: SheetOptions {
                    title,
                    legend,
                    source_line,
                    ..SheetOptions::default()
                },
                transparent,
            },
            svg,
            scale: if svg { 1.0 } else { scale },
        };
        self.jobs.export(ctx, export);
    }

    pub(super) fn finished(&mut self, finished: Finished) {
        match finished {
            Finished::Opened { path, result } => match *result {
                Ok(opened) => {
                    self.replace(Workspace::of_opened(opened, &path));
                    self.settings.remember(&path);
                    self.store_settings();
                }
                Err(error) => self.could_not_open(&error),
            },
            Finished::Exported { path, result } => match result {
                Ok(()) => self.say(format!("Wrote {}", path.display())),
                Err(error) => {
                    self.fail(error.clone());
                    self.dialogs
                        .show_problems("The picture could not be written", vec![error]);
                }
            },
        }
    }

    fn could_not_open(&mut self, error: &OpenError) {
        let lines: Vec<String> = error.to_string().lines().map(str::to_owned).collect();
        self.fail(lines.first().cloned().unwrap_or_default());
        self.dialogs.show_problems(
            "The document could not be opened; it was not changed",
            lines,
        );
    }
}
