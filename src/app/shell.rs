//! The window as a whole: panels and canvas show the document and return
//! commands, and after the pass each command is carried out in one place.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Frame, Panel, ViewportCommand};

use super::canvas::Canvas;
use super::command::Notice;
use super::jobs::{Export, Finished, Jobs};
use super::panels::{
    Dialogs, ExportRequest, FilePicker, InAppPicker, Inspector, Outcome, Purpose, Tabs, Then, menu,
    status,
};
use super::{Action, Command, Settings, Workspace, keys, look};
use crate::edit::{self, Edit, Selection, Transaction};
use crate::file::{OpenError, SaveError};
use crate::model::{ActorId, Arrangement, Document, Place};
use crate::picture::{self, SheetOptions, Snapshot, Theme, ThemeName};

/// The window and everything in it.
pub struct Dramatis {
    ws: Workspace,
    settings: Settings,
    canvas: Canvas,
    tabs: Tabs,
    inspector: Inspector,
    inspector_shown: bool,
    dialogs: Dialogs,
    picker: Box<dyn FilePicker>,
    jobs: Jobs,
    export: Option<ExportRequest>,
    /// What is done once the document has been saved under another name.
    then: Option<Then>,
    closing: bool,
    /// Whether a text was being typed at the end of the last pass.
    typing: bool,
    title: String,
    installed: Option<ThemeName>,
    /// Passes on screen, up to the third.
    passes: u8,
}

impl Dramatis {
    /// A window on a workspace.
    #[must_use]
    pub fn new(ws: Workspace, settings: Settings, picker: Box<dyn FilePicker>) -> Self {
        let mut canvas = Canvas::default();
        canvas.document_changed(ws.portraits().clone());
        Self {
            ws,
            settings,
            canvas,
            tabs: Tabs::default(),
            inspector: Inspector::default(),
            inspector_shown: true,
            dialogs: Dialogs::default(),
            picker,
            jobs: Jobs::default(),
            export: None,
            then: None,
            closing: false,
            typing: false,
            title: String::new(),
            installed: None,
            passes: 0,
        }
    }

    /// The open document and what is done with it.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.ws
    }

    /// The canvas.
    #[must_use]
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// The person's choices.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether long work is going on.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.jobs.is_busy()
    }

    /// Whether the window is about to close.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        self.closing
    }

    /// One pass: shows everything, then carries out what was asked for.
    pub fn ui(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        if self.installed.is_none() {
            look::install_fonts(&ctx);
        }
        if self.installed != Some(self.settings.theme) {
            self.installed = Some(self.settings.theme);
            look::install_theme(&ctx, self.settings.theme);
            // Fonts and colours count from the next pass on.
            ctx.request_repaint();
            if self.title.is_empty() {
                self.title = self.ws.window_title();
                ctx.send_viewport_cmd(ViewportCommand::Title(self.title.clone()));
                return;
            }
        }
        if ctx.input(|i| i.viewport().close_requested()) && !self.closing {
            self.closing_asked(&ctx);
        }
        let modal = self.dialogs.is_open() || self.picker.is_open();
        let mut commands = Vec::new();
        if !modal {
            commands.extend(keys::commands(&ctx, self.typing));
        }
        commands.extend(self.show(ui));
        let outcomes = self.dialogs.ui(&ctx, &self.ws, &self.settings);
        let picked = self.picker.update(&ctx);

        for command in commands {
            self.apply(&ctx, command);
        }
        for outcome in outcomes {
            self.carry_out(&ctx, outcome);
        }
        if let Some((purpose, path)) = picked {
            self.picked(&ctx, &purpose, path);
        }
        for finished in self.jobs.finished() {
            self.finished(finished);
        }
        if self.ws.follow_beside() {
            self.canvas.set_portraits(self.ws.portraits().clone());
        }
        self.typing = ctx.text_edit_focused();
        let title = self.ws.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn show(&mut self, ui: &mut egui::Ui) -> Vec<Command> {
        let theme = Theme::of(self.settings.theme);
        let (ws, settings) = (&self.ws, &self.settings);
        let mut commands = Vec::new();
        let bar = Frame::new()
            .fill(look::color(theme.panel))
            .inner_margin(egui::Margin::symmetric(8, 4));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            commands.extend(menu::menu_bar(ui, ws, settings, self.inspector_shown));
        });
        Panel::bottom("status").frame(bar).show(ui, |ui| {
            let zoom = self.canvas.camera().zoom;
            commands.extend(status::status_bar(ui, ws, settings, zoom));
        });
        if self.inspector_shown {
            Panel::right("inspector")
                .frame(Frame::new().fill(look::color(theme.panel)))
                .default_size(340.0)
                .size_range(280.0..=560.0)
                .show(ui, |ui| {
                    commands.extend(self.inspector.ui(ui, ws, settings));
                });
        }
        Panel::top("tabs").frame(bar).show(ui, |ui| {
            commands.extend(self.tabs.ui(ui, ws, settings));
        });
        egui::CentralPanel::no_frame().show(ui, |ui| {
            commands.extend(self.canvas.ui(ui, ws, settings));
        });
        commands
    }

    /// Carries a command out.
    pub fn apply(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Do(action) => self.act(ctx, action),
            Command::OpenFile(path) => self.unless_unsaved(ctx, Then::OpenFile(path)),
            Command::SaveTo(path) => self.save(ctx, &path, false, None),
            Command::ShowArrangement(name) => {
                self.flush();
                self.ws.show_arrangement(&name);
            }
            Command::Select(selection) => self.ws.select(selection),
            Command::Edit(transaction, select) => self.commit(transaction, select),
            Command::SetTheme(theme) => {
                self.settings.theme = theme;
                self.store_settings();
                ctx.request_repaint();
            }
            Command::Notice(notice) => self.ws.notice = Some(notice),
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.ws.notice = Some(Notice {
            text: text.into(),
            failed: false,
        });
    }

    fn fail(&mut self, text: impl Into<String>) {
        self.ws.notice = Some(Notice {
            text: text.into(),
            failed: true,
        });
    }

    fn commit(&mut self, transaction: Transaction, select: Option<Selection>) {
        self.ws.notice = None;
        if let Err(error) = self.ws.commit(transaction, select) {
            self.fail(error.to_string());
        }
    }

    /// Gives to the document what is still being typed.
    fn flush(&mut self) {
        for command in self.inspector.flush(&self.ws) {
            if let Command::Edit(transaction, select) = command {
                self.commit(transaction, select);
            }
        }
    }

    fn act(&mut self, ctx: &egui::Context, action: Action) {
        let now_s = ctx.input(|i| i.time);
        let name = self.ws.arrangement().name.clone();
        match action {
            Action::New => self.unless_unsaved(ctx, Then::New),
            Action::Open => self.unless_unsaved(ctx, Then::OpenDialog),
            Action::Save => self.save_or_ask(ctx, None),
            Action::SaveAs => {
                self.flush();
                self.ask_save_as(None);
            }
            Action::Export => {
                self.flush();
                let picture = self.picture(
                    self.settings.theme,
                    &Snapshot {
                        sheet: SheetOptions::default(),
                        transparent: false,
                    },
                );
                let bounds = picture.bounds;
                self.dialogs.ask_export((bounds.width(), bounds.height()));
            }
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo | Action::Redo => self.travel(action == Action::Undo),
            Action::Delete => {
                if !self.ws.selection().is_empty() {
                    let t = edit::delete(self.ws.document(), self.ws.selection());
                    self.commit(t, Some(Selection::default()));
                }
            }
            Action::Rename => self.canvas.begin_rename(&self.ws),
            Action::SelectAll => {
                let graph = &self.ws.document().graph;
                let all = Selection {
                    actors: graph.actors().map(|a| a.id.clone()).collect(),
                    actions: graph.links().map(|l| l.action.id.clone()).collect(),
                };
                self.ws.select(all);
            }
            Action::SelectNone => {
                if !self.canvas.cancel() {
                    self.ws.select(Selection::default());
                }
                self.ws.notice = None;
            }
            Action::AddActor => self.canvas.begin_actor(ctx),
            Action::Connect => {
                if self.canvas.begin_connect(&self.ws) {
                    self.say(
                        "Click the actor to connect to, or walk there and press Enter; Esc stops",
                    );
                } else {
                    self.fail("Select the actor that acts first, then press C");
                }
            }
            Action::Reverse => {
                let only = self.ws.selection().actions.first().cloned();
                let t = only.and_then(|id| edit::reverse_action(self.ws.document(), &id));
                if let Some(t) = t {
                    self.commit(t, None);
                }
            }
            Action::Pin | Action::Unpin => {
                let places = self.selected_places();
                if !places.is_empty() {
                    let pin = action == Action::Pin;
                    let t = edit::pin_actors(self.ws.document(), &name, &places, pin);
                    self.commit(t, None);
                }
            }
            Action::DocumentDetails => self.dialogs.show_details(),
            Action::NewArrangement => {
                let doc = self.ws.document();
                let places = self.ws.arrangement().resolved(&doc.graph);
                let arrangement = Arrangement {
                    places,
                    ..Arrangement::new(doc.fresh_arrangement_name("Arrangement"))
                };
                let new = arrangement.name.clone();
                let at = doc.arrangements.len();
                let t = Transaction::one(
                    format!("add arrangement {new}"),
                    Edit::AddArrangement {
                        at,
                        arrangement: Box::new(arrangement),
                    },
                );
                self.commit(t, None);
                self.tabs.rename(&new);
            }
            Action::DuplicateArrangement => {
                if let Some((t, _)) = edit::duplicate_arrangement(self.ws.document(), &name) {
                    self.commit(t, None);
                }
            }
            Action::RenameArrangement => self.dialogs.rename_arrangement(name),
            Action::DeleteArrangement => {
                let t = Transaction::one(
                    format!("delete arrangement {name}"),
                    Edit::RemoveArrangement { name },
                );
                self.commit(t, None);
            }
            Action::NextArrangement | Action::PreviousArrangement => {
                let all = &self.ws.document().arrangements;
                let at = all.iter().position(|a| a.name == name).unwrap_or(0);
                let step = if action == Action::NextArrangement {
                    1
                } else {
                    all.len() - 1
                };
                let to = all[(at + step) % all.len()].name.clone();
                self.ws.show_arrangement(&to);
            }
            Action::KeepView => self.set_camera(name, true),
            Action::ForgetView => self.set_camera(name, false),
            Action::FitAll => self.canvas.fit(now_s, &self.settings),
            Action::ZoomIn => self.canvas.zoom_by(1.25, &self.settings),
            Action::ZoomOut => self.canvas.zoom_by(0.8, &self.settings),
            Action::ActualSize => self.canvas.actual_size(now_s, &self.settings),
            Action::ToggleInspector => {
                self.flush();
                self.inspector_shown = !self.inspector_shown;
            }
            Action::ToggleReducedMotion => {
                self.settings.reduced_motion = !self.settings.reduced_motion;
                self.store_settings();
            }
            Action::ShowKeys => self.dialogs.show_keys(),
            Action::About => self.dialogs.show_about(),
        }
        ctx.request_repaint();
    }

    fn travel(&mut self, back: bool) {
        let (result, word) = if back {
            (self.ws.undo(), "Undid")
        } else {
            (self.ws.redo(), "Redid")
        };
        match result {
            Ok(Some(label)) => self.say(format!("{word}: {label}")),
            Ok(None) => self.say(if back {
                "There is nothing to undo"
            } else {
                "There is nothing to redo"
            }),
            Err(error) => self.fail(error.to_string()),
        }
    }

    fn selected_places(&self) -> Vec<(ActorId, Place)> {
        let places = self.ws.arrangement().resolved(&self.ws.document().graph);
        self.ws
            .selection()
            .actors
            .iter()
            .filter_map(|id| Some((id.clone(), *places.get(id)?)))
            .collect()
    }

    fn set_camera(&mut self, arrangement: String, keep: bool) {
        let camera = keep.then(|| {
            let c = self.canvas.camera();
            let round = |v: f64, to: f64| (v * to).round() / to;
            crate::model::Camera {
                x: round(c.x, 10.0),
                y: round(c.y, 10.0),
                zoom: round(c.zoom, 1000.0),
            }
        });
        let label = if keep {
            format!("keep view of {arrangement}")
        } else {
            format!("forget view of {arrangement}")
        };
        let t = Transaction::one(
            label,
            Edit::SetCamera {
                arrangement,
                camera,
            },
        );
        self.commit(t, None);
    }

    fn store_settings(&mut self) {
        if let Err(error) = self.settings.store() {
            self.fail(format!("The settings could not be kept: {error}"));
        }
    }

    // ---- files

    fn closing_asked(&mut self, ctx: &egui::Context) {
        self.flush();
        if self.ws.history().is_dirty() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.dialogs.ask_unsaved(Then::Quit);
        } else {
            self.closing = true;
        }
    }

    /// Goes on, or asks first what is to become of unsaved changes.
    fn unless_unsaved(&mut self, ctx: &egui::Context, then: Then) {
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

    fn ask_save_as(&mut self, then: Option<Then>) {
        self.then = then;
        let name = format!("{}.ron", self.offered_name());
        let start = self.ws.path().map(Path::to_owned);
        self.picker.open(Purpose::SaveAs { name }, start.as_deref());
    }

    fn save_or_ask(&mut self, ctx: &egui::Context, then: Option<Then>) {
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

    fn carry_out(&mut self, ctx: &egui::Context, outcome: Outcome) {
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

    fn picked(&mut self, ctx: &egui::Context, purpose: &Purpose, path: PathBuf) {
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

    fn finished(&mut self, finished: Finished) {
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

impl eframe::App for Dramatis {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        // The window can take the keyboard once it is on screen: after a pass.
        if self.passes == 2 {
            super::focus::take_without_window_manager(frame);
        }
        if self.passes <= 2 {
            self.passes += 1;
            ui.ctx().request_repaint();
        }
        Self::ui(self, ui);
    }
}

/// The shipped graph, where the program stands beside its `graphs` folder:
/// in the current folder, or in one above the program itself.
fn shipped_file() -> Option<PathBuf> {
    let relative = Path::new("graphs/civil-military/civil-military.ron");
    let program = std::env::current_exe().ok();
    let above = program.iter().flat_map(|p| p.ancestors().skip(1));
    std::iter::once(Path::new(""))
        .chain(above)
        .map(|folder| folder.join(relative))
        .find(|path| path.is_file())
}

/// The shipped graph as built into the program, on no disk yet.
fn built_in() -> Workspace {
    let text = include_str!("../../graphs/civil-military/civil-military.ron");
    let brief = include_str!("../../graphs/civil-military/brief.md");
    match crate::file::parse(text.as_bytes()) {
        Ok(parsed) => Workspace::of_shipped(parsed.document, "brief.md", brief),
        // A test reads the shipped graphs; an empty document is better than none.
        Err(_) => Workspace::of_document(Document::new()),
    }
}

/// Opens the window on a file, or on the shipped graph.
///
/// # Errors
/// One line, when the file cannot be read or there is no display.
pub fn run(file: Option<&Path>) -> anyhow::Result<()> {
    let mut settings = Settings::load();
    let ws = match file.map(Path::to_owned).or_else(shipped_file) {
        Some(path) => {
            let ws = Workspace::open(&path)?;
            settings.remember(&path);
            ws
        }
        None => built_in(),
    };
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("dramatis")
            .with_title(ws.window_title())
            .with_inner_size([1360.0, 860.0])
            .with_min_inner_size([640.0, 400.0]),
        multisampling: 4,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Dramatis",
        options,
        Box::new(|_| {
            let picker = Box::new(InAppPicker::default());
            Ok(Box::new(Dramatis::new(ws, settings, picker)))
        }),
    )
    .map_err(|error| no_window(&error))
}

/// One line on why no window opens, and what works without one.
fn no_window(error: &eframe::Error) -> anyhow::Error {
    let instead = "`dramatis snapshot FILE -o OUT.png` draws a document without a window";
    if cfg!(all(unix, not(target_os = "macos"))) && !names_display(|v| std::env::var_os(v)) {
        return anyhow::anyhow!(
            "there is no display to open a window on \
             (neither WAYLAND_DISPLAY nor DISPLAY is set); {instead}"
        );
    }
    let told = error.to_string();
    let why = match error {
        // Before the reason stands a place in the sources of winit.
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            told.rsplit(": ").next().unwrap_or(&told)
        }
        _ => &told,
    };
    let why: Vec<&str> = why.split_whitespace().collect();
    let why = why.join(" ");
    anyhow::anyhow!("no window could be opened ({why}); {instead}")
}

/// Whether the environment names a display, as winit reads it.
fn names_display(value: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|v| value(v).is_some_and(|v| !v.is_empty()))
}
