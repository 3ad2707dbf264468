//! Texts from elsewhere that become sources: from a file that was chosen or
//! dropped, or pasted.

use std::path::{Path, PathBuf};

use eframe::egui;

use super::super::jobs::Text;
use super::super::panels::{NewSource, Purpose};
use super::Dramatis;
use crate::edit::{Edit, Transaction, short};
use crate::exchange::Foreign;
use crate::file;

/// A text that is pasted is taken for a source from so many bytes on: what is
/// shorter was likelier meant for another program.
const LEAST_PASTED: usize = 200;

/// So many passes after it was asked for, a text that is on the clipboard has
/// arrived.
const PASSES_PASTING: u8 = 10;

impl Dramatis {
    /// Asks for a file whose text is to be a source.
    pub(super) fn ask_source(&mut self) {
        let start = self.ws.path().map(Path::to_owned);
        self.picker.open(Purpose::Source, start.as_deref());
    }

    /// Lets the next text that is pasted be a source, and asks for it.
    pub(super) fn paste_source(&mut self, ctx: &egui::Context) {
        self.pasting_source = Some(PASSES_PASTING);
        ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }

    /// Whether a text that was pasted, and is no part of a graph, is to be a
    /// source; begins with that if so.
    pub(super) fn take_pasted(&mut self, ctx: &egui::Context, text: &str) -> bool {
        let asked = self.pasting_source.take().is_some();
        if !asked && text.trim().len() < LEAST_PASTED {
            return false;
        }
        self.take_text(ctx, Text::Pasted(text.to_owned()));
        true
    }

    /// Forgets that a text was asked for once it is plain that none comes: what is
    /// pasted later is meant for something else.
    pub(super) fn see_to_pasting(&mut self, ctx: &egui::Context) {
        match &mut self.pasting_source {
            None => {}
            Some(0) => {
                self.pasting_source = None;
                self.fail("There is no text on the clipboard: copy one, then paste it");
            }
            Some(passes) => {
                *passes -= 1;
                ctx.request_repaint();
            }
        }
    }

    /// Begins to read the text of a file that is to be a source.
    pub(super) fn import_source(&mut self, ctx: &egui::Context, from: PathBuf) {
        self.take_text(ctx, Text::File(from));
    }

    fn take_text(&mut self, ctx: &egui::Context, text: Text) {
        self.flush();
        self.reading_text = Some(self.jobs.read_text(ctx, text));
        self.say("Reading the text…");
    }

    /// A text was read: asks what the source is called.
    pub(super) fn text_read(
        &mut self,
        request: u64,
        result: Result<(Foreign, Option<PathBuf>), String>,
    ) {
        if self.reading_text.take_if(|r| *r == request).is_none() {
            return; // it was meant for another document, or another came after it
        }
        match result {
            Ok((foreign, from)) => {
                self.ws.notice = None;
                self.dialogs.ask_source(foreign, from, &self.ws);
            }
            Err(why) => self.fail(format!("No source: {why}")),
        }
    }

    /// Adds a source, and puts its text beside the document.
    pub(super) fn add_source(&mut self, new: NewSource) {
        self.flush();
        let NewSource {
            mut source,
            text,
            ending,
            from,
        } = new;
        let (doc, spent) = (self.ws.document(), self.ws.history().spent());
        source.id = doc.fresh_source_id(&source.title, spent);
        let whereabouts = match self.ws.path() {
            Some(path) => {
                match file::add_text(path, from.as_deref(), &source.title, ending, &text) {
                    Ok(name) => {
                        let told = format!("its text is {name} beside the document");
                        source.file = name;
                        told
                    }
                    Err(why) => return self.fail(format!("No source: {why}")),
                }
            }
            None => {
                source.file = file::text_name(&source.title, ending, &text);
                self.ws
                    .keep_beside(source.file.clone(), text.into_bytes().into());
                "its text is written beside the document when that is saved".to_owned()
            }
        };
        let (title, id) = (short(&source.title), source.id.clone());
        let label = format!("add source “{title}”");
        let before = self.ws.revision();
        let edit = Edit::AddSource(Box::new(source));
        self.commit(Transaction::one(label, edit), None);
        if self.ws.revision() != before {
            self.say(format!("Added the source “{title}”: {whereabouts}"));
            self.show_text_of(id);
        }
    }
}
