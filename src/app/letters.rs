//! Letters that the bundled fonts lack: fonts of the machine are found for them
//! when they first come up.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use eframe::egui::{Context, Event, FontData, FontId, ImeEvent};

use super::jobs::Jobs;
use super::look;
use crate::export::{Face, is_invisible};
use crate::model::{Claimant, Document, SourceId, SourceText};

/// Which letters have come up, and which fonts were found for them.
#[derive(Debug, Default)]
pub struct Letters {
    /// All that were looked for already, whether they were found or not.
    known: HashSet<char>,
    /// Those that are to be looked for.
    new: BTreeSet<char>,
    faces: Vec<(String, Arc<FontData>)>,
}

impl Letters {
    fn see(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        let letters = text.chars().filter(|c| !c.is_ascii() && !is_invisible(*c));
        for c in letters {
            if !self.known.contains(&c) {
                self.new.insert(c);
            }
        }
    }

    /// Takes note of the letters of a document, in time linear in its size.
    pub fn see_document(&mut self, doc: &Document) {
        self.see(&doc.title);
        self.see(&doc.about);
        for actor in doc.graph.actors() {
            self.see(&actor.name);
            self.see(&actor.role);
            self.see(&actor.notes);
            actor
                .aliases
                .iter()
                .chain(&actor.tags)
                .for_each(|t| self.see(t));
        }
        for link in doc.graph.links() {
            let action = link.action;
            for text in [&action.verb, &action.role, &action.notes] {
                self.see(text);
            }
            for claim in &action.claims {
                self.see(&claim.quote);
                self.see(&claim.because);
                let stamps = claim.entered.iter().chain(&claim.changed);
                stamps.for_each(|stamp| self.see(&stamp.by));
            }
            for response in &action.responses {
                self.see(&response.words);
            }
            for by in action.claimants() {
                if let Claimant::Outsider(name) = by {
                    self.see(name);
                }
            }
        }
        for source in doc.sources.values() {
            for text in [&source.title, &source.author, &source.publisher] {
                self.see(text);
            }
        }
        for arrangement in &doc.arrangements {
            self.see(&arrangement.name);
            arrangement
                .annotations
                .values()
                .for_each(|a| self.see(&a.text));
        }
    }

    /// Takes note of the letters of texts, in time linear in their length.
    pub fn see_texts<'t>(
        &mut self,
        texts: impl IntoIterator<Item = (&'t SourceId, &'t Arc<SourceText>)>,
    ) {
        texts
            .into_iter()
            .for_each(|(_, text)| self.see(text.text()));
    }

    /// Takes note of what is typed and pasted in this frame, and has fonts looked
    /// for where letters have come up that egui cannot show.
    pub fn tend(&mut self, ctx: &Context, jobs: &mut Jobs) {
        ctx.input(|i| {
            for event in &i.events {
                match event {
                    Event::Text(text) | Event::Paste(text) => self.see(text),
                    Event::Ime(ImeEvent::Commit(text)) => self.see(text),
                    _ => {}
                }
            }
        });
        if self.new.is_empty() {
            return;
        }
        let font = FontId::proportional(14.0);
        let new = std::mem::take(&mut self.new);
        let lacking = ctx.fonts_mut(|f| {
            let lacking = new.iter().filter(|c| !f.has_glyph(&font, **c));
            lacking.copied().collect::<Vec<char>>()
        });
        self.known.extend(new);
        if !lacking.is_empty() {
            jobs.find_fonts(ctx, lacking);
        }
    }

    /// Lets egui use fonts that were found. Returns whether there are new ones.
    pub fn found(&mut self, ctx: &Context, faces: Vec<Face>) -> bool {
        let before = self.faces.len();
        for face in faces {
            if self.faces.iter().all(|(name, _)| *name != face.name) {
                let data = FontData {
                    index: face.index,
                    ..FontData::from_owned(face.data)
                };
                self.faces.push((face.name, Arc::new(data)));
            }
        }
        let more = self.faces.len() > before;
        if more {
            look::install_fonts(ctx, &self.faces);
        }
        more
    }
}
