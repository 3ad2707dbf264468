//! Opening, saving, exporting and closing.

use std::path::{Path, PathBuf};

use eframe::egui::{self, ViewportCommand};

use super::super::jobs::{Export, Finished};
use super::super::panels::{ExportRequest, Outcome, Purpose, Tabs, Then};
use super::super::{Command, Workspace};
use super::{Dramatis, Opening};
use crate::export::Face;
use crate::file::{Opened, SaveError};
use crate::picture::{self, SheetOptions, Snapshot, Theme, ThemeName};

impl Dramatis {
    pub(super) fn closing_asked(&mut self, ctx: &egui::Context) {
        self.flush();
        if self.would_lose() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.ask_unsaved(Then::Quit);
        } else if self.jobs.is_writing() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dialogs.wait_for_writing();
        } else {
            self.closing = true;
        }
    }

    /// Whether something would be lost if the document went.
    fn would_lose(&self) -> bool {
        self.ws.history().is_dirty() || self.unfinished().is_some()
    }

    fn ask_unsaved(&mut self, then: Then) {
        let lost = self.unfinished();
        self.dialogs.ask_unsaved(then, lost);
    }

    /// Goes on, or asks first what is to become of unsaved changes.
    pub(super) fn unless_unsaved(&mut self, ctx: &egui::Context, then: Then) {
        self.flush();
        if self.would_lose() {
            self.ask_unsaved(then);
        } else {
            self.go_on(ctx, then);
        }
    }

    fn go_on(&mut self, ctx: &egui::Context, then: Then) {
        match then {
            Then::Quit if self.jobs.is_writing() => self.dialogs.wait_for_writing(),
            Then::Quit => self.close(ctx),
            Then::New => self.replace(Workspace::default()),
            Then::OpenFile(path) => {
                self.begin_opening(ctx, path);
            }
            Then::Opened => {
                if let Some((path, opened)) = self.opened.take() {
                    self.show_opened(*opened, &path);
                }
            }
            Then::OpenDialog => {
                let start = self.ws.path().map(Path::to_owned);
                self.picker.open(Purpose::Open, start.as_deref());
            }
        }
        ctx.request_repaint();
    }

    fn close(&mut self, ctx: &egui::Context) {
        self.closing = true;
        self.opening = None;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    fn replace(&mut self, mut ws: Workspace) {
        // What is being found out is about the document that goes.
        self.stop_layout();
        self.following = None;
        ws.set_clerk(self.ws.clerk().cloned());
        self.ws = ws;
        // What is still being read was asked for before this.
        self.opening = None;
        self.stop_comparing();
        self.portraying.clear();
        self.reading_text = None;
        self.coded = None;
        self.dialogs.forget_behind();
        self.letters.see_document(self.ws.document());
        self.letters.see_texts(self.ws.texts());
        self.canvas.document_changed(self.ws.portraits().clone());
        self.receipts.forget();
        self.inspector.reset();
        self.table.reset();
        self.reader.reset();
        self.evidence = super::Evidence::default();
        self.find.reset();
        self.coding.reset();
        self.watch.reset();
        self.tabs = Tabs::default();
        self.chips.clear();
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
                    match self.unfinished() {
                        None => self.say(format!("Saved {}", path.display())),
                        Some(what) => self.fail(format!("Saved, but not {what}")),
                    }
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
                self.dialogs.show_not_saved(error.to_string(), then);
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
            Outcome::CloseNow => self.close(ctx),
            Outcome::AddSource(new) => self.add_source(*new),
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
            Purpose::Source => self.import_source(ctx, path),
            Purpose::Portrait { actor } => {
                self.apply(ctx, Command::SetPortrait(actor.clone(), path));
            }
            Purpose::Export { .. } => {
                if let Some(request) = self.export.take() {
                    self.start_export(ctx, &request, path);
                }
            }
        }
    }

    /// What a picture takes at scale 1, in pixels; of a crowd, about what.
    pub(super) fn picture_size(&self) -> (f64, f64) {
        let sheet = SheetOptions::default();
        if let Some(crowd) = self.canvas.crowd() {
            // All of its marks would be too many to make only to measure them.
            let notes = self.ws.arrangement().annotations.values();
            let notes = notes.map(picture::annotation_bounds);
            let bounds = notes.fold(crowd.bounds(), |all, one| all.union(one));
            let margin = 2.0 * sheet.margin;
            return (bounds.width() + margin, bounds.height() + margin);
        }
        let options = self.snapshot_of(sheet, false);
        let picture = self.picture(self.settings.theme, &options);
        (picture.bounds.width(), picture.bounds.height())
    }

    /// A picture of what is seen now.
    fn snapshot_of(&self, sheet: SheetOptions, transparent: bool) -> Snapshot {
        let filters = self.ws.filtering().filters();
        Snapshot {
            sheet,
            transparent,
            filters: filters.filters.clone(),
            rest: filters.rest,
        }
    }

    fn picture(&self, theme: ThemeName, options: &Snapshot) -> picture::Picture {
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
        let scale = if svg { 1.0 } else { scale };
        let sheet = SheetOptions {
            title,
            legend,
            source_line,
            scale,
            ..SheetOptions::default()
        };
        self.say(format!("Writing {}…", path.display()));
        let export = Export {
            path,
            document: self.ws.shared(),
            texts: self.evidence.is_busy().then(|| self.ws.texts().clone()),
            arrangement: self.ws.arrangement().clone(),
            portraits: self.ws.portraits().clone(),
            theme,
            options: self.snapshot_of(sheet, transparent),
            svg,
            scale,
        };
        self.jobs.export(ctx, export);
    }

    /// Whether a question stands in front of the window.
    fn is_asking(&self) -> bool {
        (self.dialogs.is_open() && !self.dialogs.is_waiting()) || self.picker.is_open()
    }

    /// Sees to what workers have finished, once no question and no drag is in
    /// the way: both are about the document as it is.
    pub(super) fn see_to_work(&mut self, ctx: &egui::Context) {
        for finished in self.jobs.finished() {
            match finished {
                // They are about no document, and needed by what asks, too.
                Finished::Fonts(faces) => self.fonts_found(ctx, faces),
                other => self.arrived.push_back(other),
            }
        }
        while !self.is_asking() && !self.canvas.is_dragging() {
            let waiting = self.dialogs.is_waiting();
            let next = |f: &Finished| !waiting || matches!(f, Finished::Exported { .. });
            let Some(finished) = self
                .arrived
                .iter()
                .position(next)
                .and_then(|at| self.arrived.remove(at))
            else {
                break;
            };
            let before = self.ws.notice.clone();
            self.finished(ctx, finished);
            self.keep_failure(before.as_ref());
            ctx.request_repaint();
        }
        if self.dialogs.is_waiting() && !self.jobs.is_writing() {
            self.dialogs.close();
            self.close(ctx);
        }
        if !self.is_asking() {
            // Nobody wants it any more.
            self.opened = None;
        }
    }

    fn fonts_found(&mut self, ctx: &egui::Context, faces: Vec<Face>) {
        if self.letters.found(ctx, faces) {
            self.canvas.redraw();
            self.reader.redraw();
            ctx.request_repaint();
        }
    }

    fn finished(&mut self, ctx: &egui::Context, finished: Finished) {
        match finished {
            Finished::Opened {
                request,
                path,
                result,
            } => {
                let newest = self.opening.take_if(|o| o.request == request);
                let Some(Opening { agreed, .. }) = newest else {
                    return;
                };
                match result {
                    Ok(opened) => self.opened_while(agreed, opened, path),
                    Err(lines) => self.could_not_open(lines),
                }
            }
            Finished::LaidOut { request, result } => self.laid_out(request, result),
            Finished::Portrayed { request, result } => self.portrayed(ctx, request, result),
            Finished::Fonts(faces) => self.fonts_found(ctx, faces),
            Finished::TextRead { request, result } => self.text_read(request, result),
            Finished::Compared { request, pairs } => self.compared(request, pairs),
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

    /// Shows a document that was read; asks first if the one that is open was
    /// changed meanwhile.
    fn opened_while(&mut self, agreed: (u64, Option<String>), opened: Box<Opened>, path: PathBuf) {
        self.flush();
        let changed = self.ws.history().is_dirty() && self.ws.edition() != agreed.0;
        let unfinished = self.unfinished();
        if changed || (unfinished.is_some() && unfinished != agreed.1) {
            self.opened = Some((path, opened));
            self.ask_unsaved(Then::Opened);
        } else {
            self.show_opened(*opened, &path);
        }
    }

    fn show_opened(&mut self, opened: Opened, path: &Path) {
        self.replace(Workspace::of_opened(opened, path));
        self.settings.remember(path);
        self.store_settings();
    }

    fn could_not_open(&mut self, lines: Vec<String>) {
        self.fail(lines.first().cloned().unwrap_or_default());
        self.dialogs.show_problems(
            "The document could not be opened; it was not changed",
            lines,
        );
    }
}
