//! The window as a whole: panels and canvas show the document and return
//! commands, and after the pass each command is carried out in one place.

mod act;
mod arrange;
mod choose;
mod coding;
mod files;
mod filter;
mod live;
mod making;
mod notices;
mod opening;
mod order;
mod portraits;
mod reading;
mod receipts;
mod seek;
mod show;
mod sources;
mod start;
mod style;
mod table;
mod watch;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32};

use eframe::egui::{self, ViewportCommand};

use super::canvas::Canvas;
use super::command::Notice;
use super::evidence::Evidence;
use super::jobs::{Finished, Jobs};
use super::letters::Letters;
use super::panels::{
    Chips, Coding, Dialogs, ExportRequest, FilePicker, Find, Inspector, Palette, Reader, Receipts,
    Table, Tabs, Then,
};
use super::{Action, Clerk, Command, Settings, Workspace, bidi, keys, look};
use crate::edit::{Selection, Style, Transaction};
use crate::file::Opened;
use crate::model::{ActorId, Moment};
use crate::picture::ThemeName;

pub use start::run;

/// A file that is being read.
struct Opening {
    request: u64,
    path: PathBuf,
    /// How far it has come, in thousandths.
    progress: Arc<AtomicU32>,
    /// When it was asked for, in the window's seconds.
    since_s: f64,
    /// What may be lost to it: that was agreed before it was asked for. The
    /// document's edition, and what was typed and could not be saved.
    agreed: (u64, Option<String>),
}

/// The window and everything in it.
pub struct Dramatis {
    ws: Workspace,
    settings: Settings,
    canvas: Canvas,
    tabs: Tabs,
    chips: Chips,
    inspector: Inspector,
    inspector_shown: bool,
    table: Table,
    reader: Reader,
    evidence: Evidence,
    receipts: Receipts,
    told: notices::Told,
    /// Where everything was on screen in the last pass.
    sight: Option<receipts::Sight>,
    dialogs: Dialogs,
    palette: Palette,
    find: Find,
    coding: Coding,
    /// Who has the keyboard again once the form of a passage is closed.
    coded_from: Option<egui::Id>,
    /// The same once it is closed, for so many frames.
    focus_back: Option<(egui::Id, u8)>,
    picker: Box<dyn FilePicker>,
    jobs: Jobs,
    letters: Letters,
    export: Option<ExportRequest>,
    /// What workers have finished, and nobody has seen to yet.
    arrived: VecDeque<Finished>,
    /// The layout that is going on.
    laying_out: Option<arrange::LayingOut>,
    /// Who follows what is dragged.
    following: Option<live::Following>,
    /// Likely duplicates are looked for; this stops it.
    comparing: Option<(u64, Arc<AtomicBool>)>,
    /// Images that are to be portraits, and are being looked at.
    portraying: Vec<portraits::Portraying>,
    /// The request for the text that is to be a source.
    reading_text: Option<u64>,
    /// The ends of the action that was coded last, and after how many passes they
    /// are to be in view.
    coded: Option<([ActorId; 2], u8)>,
    /// What is pasted in so many passes is to be a source, whatever it is.
    pasting_source: Option<u8>,
    /// Looks whether another program changes texts.
    watch: watch::Watch,
    /// Files that are dropped on the window.
    drops: portraits::Drops,
    /// The style that was copied.
    style: Option<Style>,
    /// The newest request to open a file.
    opening: Option<Opening>,
    /// A document that was read, while it is asked what becomes of this one.
    opened: Option<(PathBuf, Box<Opened>)>,
    /// What was selected before each step of growing, the last one last.
    grown: Vec<Selection>,
    /// What is done once the document has been saved under another name.
    then: Option<Then>,
    closing: bool,
    /// Whether a text was being typed at the end of the last pass.
    typing: bool,
    ahead: keys::Ahead,
    title: String,
    installed: Option<ThemeName>,
    /// Passes on screen, up to the third.
    passes: u8,
}

impl Dramatis {
    /// A window on a workspace.
    #[must_use]
    pub fn new(mut ws: Workspace, mut settings: Settings, picker: Box<dyn FilePicker>) -> Self {
        let mut canvas = Canvas::default();
        canvas.document_changed(ws.portraits().clone());
        let mut letters = Letters::default();
        letters.see_document(ws.document());
        letters.see_texts(ws.texts());
        let troubles = settings.take_keys();
        if !troubles.is_empty() {
            ws.notice = Some(Notice {
                text: format!("Settings: {}", troubles.join("; ")),
                failed: true,
            });
        }
        // Nobody has waited for it: a window was opened.
        let told = notices::Told::staying(ws.notice.clone().filter(|n| n.failed));
        Self {
            told,
            ws,
            settings,
            canvas,
            tabs: Tabs::default(),
            chips: Chips::default(),
            inspector: Inspector::default(),
            inspector_shown: true,
            table: Table::default(),
            reader: Reader::default(),
            evidence: Evidence::default(),
            receipts: Receipts::default(),
            sight: None,
            dialogs: Dialogs::default(),
            palette: Palette::default(),
            find: Find::default(),
            coding: Coding::default(),
            coded_from: None,
            focus_back: None,
            picker,
            jobs: Jobs::default(),
            letters,
            export: None,
            arrived: VecDeque::new(),
            laying_out: None,
            following: None,
            comparing: None,
            portraying: Vec::new(),
            reading_text: None,
            coded: None,
            pasting_source: None,
            watch: watch::Watch::default(),
            drops: portraits::Drops::default(),
            style: None,
            opening: None,
            opened: None,
            grown: Vec::new(),
            then: None,
            closing: false,
            typing: false,
            ahead: keys::Ahead::default(),
            title: String::new(),
            installed: None,
            passes: 0,
        }
    }

    /// Notes with each claim from now on who enters or changes it, by the name in
    /// the settings, and when, by this clock.
    pub fn keep_records(&mut self, clock: fn() -> Moment) {
        let clerk = Clerk::new(self.settings.name.as_str(), clock);
        self.ws.set_clerk(Some(clerk));
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

    /// The table below the canvas.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The text beside the canvas.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Whether long work is going on.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let reading = self.settings.reading.shown && self.reader.is_busy();
        self.jobs.is_busy()
            || self.find.is_busy()
            || self.table.is_busy()
            || self.coding.is_busy()
            || self.evidence.is_busy()
            || reading
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
            look::install_fonts(&ctx, &[]);
            bidi::install(&ctx);
        }
        if self.installed != Some(self.settings.theme) {
            self.installed = Some(self.settings.theme);
            look::install_theme(&ctx, self.settings.theme);
            self.canvas.redraw();
            self.reader.redraw();
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
        let modal = self.dialogs.is_open() || self.picker.is_open() || self.coding.is_open();
        // Keys mean what is open in front, and not what lies behind it.
        let covered = modal || self.palette.is_open() || egui::Popup::is_any_open(&ctx);
        self.canvas.set_deaf(covered);
        self.evidence.follow(&ctx, &mut self.ws);
        let mut commands = Vec::new();
        keys::drop_control_characters(&ctx);
        self.ahead.see_to(&ctx);
        if !covered {
            let keymap = self.settings.keymap();
            commands.extend(keys::commands(&ctx, keymap, self.typing, &mut self.ahead));
        }
        commands.extend(self.show(ui));
        self.show_opening(&ctx);
        commands.extend(self.show_seeking(&ctx, modal));
        let coded = self.coding.ui(&ctx, &self.ws, &self.settings);
        let outcomes = self.dialogs.ui(&ctx, &self.ws, &self.settings);
        let picked = self.picker.update(&ctx);

        for command in commands {
            self.apply(&ctx, command);
        }
        for outcome in outcomes {
            self.carry_out(&ctx, outcome);
        }
        if let Some(coded) = coded {
            self.take_coded(&ctx, coded);
        }
        if let Some((purpose, path)) = picked {
            self.picked(&ctx, &purpose, path);
        }
        self.letters.tend(&ctx, &mut self.jobs);
        self.see_to_drops(&ctx, modal);
        self.see_to_excerpts(&ctx, modal);
        self.keep_focus(&ctx);
        self.see_to_pasting(&ctx);
        self.watch_texts(&ctx);
        self.see_to_coded(&ctx);
        let goes = self.closing || self.opening.is_some() || self.jobs.is_writing();
        if !goes && !self.picker.is_open() {
            // Whatever was asked meanwhile has come to nothing.
            self.dialogs.go_back();
        }
        self.see_to_work(&ctx);
        self.tend_table(&ctx);
        self.tend_reading(&ctx);
        self.tell_layout(&ctx);
        self.tend_following(&ctx);
        self.show_receipt(&ctx);
        self.tend_notice(&ctx);
        if self.ws.follow_beside() {
            self.canvas.set_portraits(self.ws.portraits().clone());
            self.letters.see_texts(self.ws.texts());
        }
        self.typing = ctx.text_edit_focused();
        let title = self.ws.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Carries a command out.
    pub fn apply(&mut self, ctx: &egui::Context, command: Command) {
        // What is moved by keys is done with when something else is done; but
        // letting go of what was begun takes it back.
        let lets_go = matches!(
            command,
            Command::Do(Action::SelectNone) | Command::Notice(_)
        );
        if !lets_go {
            self.finish_following();
            let nudged = self.canvas.finish_nudge(&self.ws);
            self.commit_all(nudged);
        }
        self.let_go_of_notice(&command);
        match command {
            Command::Do(action) => self.act(ctx, action),
            Command::OpenFile(path) => self.unless_unsaved(ctx, Then::OpenFile(path)),
            Command::ShowArrangement(name) => {
                self.flush();
                self.ws.show_arrangement(&name);
            }
            Command::Select(selection) => self.ws.select(selection),
            Command::Edit(transaction, select) => self.commit(transaction, select),
            Command::Paste(text) => self.paste(ctx, &text),
            Command::Look(actors) => self.look_at(ctx, actors),
            Command::AskMerge(actors) => self.ask_merge(actors),
            Command::Code(excerpt, from) => self.code(ctx, &excerpt, from.as_ref()),
            Command::Cite(excerpt, action) => self.cite(&excerpt, &action),
            Command::Filter(filters) => self.filter(filters),
            Command::SetLayout(choices) => {
                self.settings.layout = choices.sane();
                self.store_settings();
            }
            Command::SetSnap(choices) => {
                self.settings.snap = choices.sane();
                self.store_settings();
            }
            Command::AskPortrait(actor) => self.ask_portrait(Some(actor)),
            Command::SetPortrait(actor, from) => self.set_portrait(ctx, actor, from),
            Command::SetName(name) => self.set_name(name),
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
        if let Err(why) = self.try_commit(transaction, select) {
            self.fail(why);
        }
    }

    /// The same; an error is told by whoever asks.
    fn try_commit(
        &mut self,
        transaction: Transaction,
        select: Option<Selection>,
    ) -> Result<(), String> {
        self.ws.notice = None;
        let hiding = self.ws.filtering().hiding().is_some();
        let changed = hiding.then(|| filter::changed_by(&transaction));
        let before = changed.as_ref().map_or(0, |some| {
            self.ws.filtering().hidden_among(self.ws.document(), some)
        });
        let done = self.ws.commit(transaction, select);
        if let (true, Some(changed)) = (done.map_err(|e| e.to_string())?, changed) {
            self.tell_hidden(&changed, before);
        }
        Ok(())
    }

    fn commit_all(&mut self, commands: impl IntoIterator<Item = Command>) {
        for command in commands {
            if let Command::Edit(transaction, select) = command {
                self.commit(transaction, select);
            }
        }
    }

    /// Gives to the document what is still being typed or moved by keys,
    /// wherever that is. What cannot be taken as it stands stays where it is.
    fn flush(&mut self) {
        self.finish_following();
        // One after the other: each sees what the one before has changed.
        let typed = self.inspector.flush(&self.ws);
        self.commit_all(typed);
        let celled = self.table.flush(&self.ws);
        self.commit_all(celled);
        let drawn = self.canvas.flush(&self.ws);
        self.commit_all(drawn);
        let asked = self.dialogs.flush(&self.ws);
        self.commit_all(asked);
        let named = self.tabs.flush(self.ws.document());
        self.commit_all(named);
    }

    /// What is typed and cannot be taken as it stands, and why.
    fn unfinished(&self) -> Option<String> {
        self.inspector
            .unfinished()
            .or_else(|| self.table.unfinished(&self.ws))
            .or_else(|| self.dialogs.unfinished(&self.ws))
            .or_else(|| self.coding.unfinished())
            .or_else(|| self.tabs.unfinished(self.ws.document()))
    }

    /// Notes another name with claims from now on.
    fn set_name(&mut self, name: String) {
        if let Some(clerk) = self.ws.clerk() {
            let named = clerk.named(name.as_str());
            self.ws.set_clerk(Some(named));
        }
        self.settings.name = name;
        self.store_settings();
    }

    fn store_settings(&mut self) {
        if let Err(error) = self.settings.store() {
            self.fail(format!("The settings could not be kept: {error}"));
        }
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
