//! What stands beside the document: texts of its sources, and portraits.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::Workspace;
use crate::edit::Touched;
use crate::file::{self, ChangedTexts, Severity, TextFiles, TextStamps};
use crate::model::{ActionId, Document, LostPassages, Source, SourceId, SourceText};
use crate::picture::Portraits;

/// What came of reading texts again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Whose text is another one now.
    pub changed: Vec<SourceId>,
    /// What is wrong with one, and what to do: an error where it cannot be read any
    /// more, a warning where it cannot be read well.
    pub trouble: Option<(Severity, String)>,
}

/// What a worker has found who looked whether texts have changed.
#[derive(Debug)]
pub struct LookedAt {
    files: Arc<TextFiles>,
    before: Arc<TextStamps>,
    changed: ChangedTexts,
}

impl Workspace {
    /// Texts of the sources that have one. Read again and found the same, a text
    /// stays the same in memory.
    #[must_use]
    pub fn texts(&self) -> &file::Texts {
        &self.texts
    }

    /// Grows whenever texts may be other ones than before.
    #[must_use]
    pub fn texts_epoch(&self) -> u64 {
        self.texts_epoch
    }

    /// Portraits of the actors that have one.
    #[must_use]
    pub fn portraits(&self) -> &Portraits {
        &self.portraits
    }

    /// Keeps the bytes of a portrait or a text until the document has a place on
    /// disk, where they are written under that name.
    pub fn keep_beside(&mut self, name: String, bytes: Arc<[u8]>) {
        self.kept.insert(name, bytes);
    }

    /// Writes what was kept, and is named by the document, beside it. Returns
    /// what could not be written, with the reasons; that is kept on.
    pub(super) fn write_kept(&mut self, path: &Path) -> Vec<String> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        let named = names(&self.document);
        let mut failed = Vec::new();
        self.kept.retain(|name, bytes| {
            if !named.contains(name) {
                // Redoing what was undone may name it again.
                return true;
            }
            let written = file::write_beside(path, [(name.as_str(), bytes.to_vec())]);
            let troubles = written.err().unwrap_or_default();
            failed.extend(troubles.iter().cloned());
            !troubles.is_empty()
        });
        failed
    }

    /// Copies what stands beside the document to where it was saved under another
    /// name. Returns what could not be copied, with the reasons.
    pub(super) fn copy_along(&self, path: &Path) -> Vec<String> {
        let copied = match &self.path {
            Some(old) => file::copy_beside(&self.document, old, path),
            // The texts of the built-in graph are on no disk yet.
            None => file::write_beside(
                path,
                self.document.sources.values().filter_map(|s| {
                    let text = self.texts.get(&s.id)?.text();
                    Some((s.file.as_str(), text.as_bytes().to_owned()))
                }),
            ),
        };
        copied.err().unwrap_or_default()
    }

    /// Reads texts and portraits again: their names have changed, or the
    /// document's place.
    pub fn reload_beside(&mut self) {
        let old = std::mem::take(&mut self.portraits);
        let before = self.texts.clone();
        if let Some(path) = &self.path {
            let places = file::Places::default();
            let files = TextFiles::of(path, &self.document);
            let mut stamps = files.stamps();
            let (texts, problems) = files.load(&places, &before, |_| true);
            stamps.note_unread(&problems);
            self.text_stamps = Arc::new(stamps);
            self.texts = texts;
            self.text_files = Arc::new(files);
            let mut portraits = file::load_portraits(path, &self.document, &places).0;
            for (id, bytes) in &mut portraits {
                // The same image in the same place in memory: nobody decodes it again.
                if let Some(old) = old.get(id).filter(|old| *old == bytes) {
                    *bytes = Arc::clone(old);
                }
            }
            self.portraits = portraits;
        } else {
            // What was added and taken back again is shown no more.
            let sources = &self.document.sources;
            self.texts.retain(|id, _| sources.contains_key(id));
            // By another name, it may be a text of another kind.
            for (id, text) in &mut self.texts {
                let markdown = sources.get(id).is_some_and(Source::is_markdown);
                if text.is_markdown() != markdown {
                    *text = Arc::new(SourceText::new(text.text(), markdown));
                }
            }
        }
        for source in self.document.sources.values() {
            let kept = self.kept.get(&source.file).map(|bytes| bytes.to_vec());
            if let Some(text) = kept.and_then(|bytes| String::from_utf8(bytes).ok()) {
                let known = self.texts.entry(source.id.clone());
                let markdown = source.is_markdown();
                known.or_insert_with(|| SourceText::shared(text, markdown, before.get(&source.id)));
            }
        }
        for actor in self.document.graph.actors() {
            if let Some(bytes) = self.kept.get(&actor.portrait) {
                let known = self.portraits.entry(actor.id.clone());
                known.or_insert_with(|| Arc::clone(bytes));
            }
        }
        self.beside = (names(&self.document), self.revision);
        self.texts_epoch += 1;
    }

    /// Whether texts stand on disk, where another program may change them.
    #[must_use]
    pub fn has_texts_on_disk(&self) -> bool {
        !self.text_files.is_empty()
    }

    /// How a worker looks whether another program has changed texts: where they
    /// stand, and what was known of them. It holds on to nothing else.
    pub fn look_at_texts(&self) -> impl FnOnce() -> Option<LookedAt> + Send + 'static {
        let files = Arc::clone(&self.text_files);
        let before = Arc::clone(&self.text_stamps);
        move || {
            let changed = files.changed_since(&before)?;
            Some(LookedAt {
                files,
                before,
                changed,
            })
        }
    }

    /// Takes over texts that were read again. Those that are gone are not shown any
    /// more, until they are back. What was found of other texts than those that are
    /// shown now is let go of.
    pub fn take_texts(&mut self, found: LookedAt) -> Reread {
        let mut reread = Reread::default();
        let LookedAt {
            files,
            before,
            changed,
        } = found;
        let current = Arc::ptr_eq(&files, &self.text_files);
        if !current || !Arc::ptr_eq(&before, &self.text_stamps) {
            return reread;
        }
        let ChangedTexts {
            stamps,
            texts,
            problems,
        } = changed;
        // What is not there any more is cited by nothing that can be looked up, here
        // as when the document is opened.
        let gone = files.sources().filter(|id| stamps.differs(&before, id));
        for id in gone.filter(|id| !texts.contains_key(*id)) {
            if self.texts.remove(id).is_some() {
                reread.changed.push(id.clone());
            }
        }
        self.text_stamps = Arc::new(stamps);
        for (id, text) in texts {
            // What reads the same stays where it is in memory: nobody reads it again.
            if self.texts.get(&id).is_none_or(|old| *old != text) {
                self.texts.insert(id.clone(), text);
                reread.changed.push(id);
            }
        }
        if !reread.changed.is_empty() {
            self.texts_epoch += 1;
        }
        reread.trouble = problems.into_iter().next().map(|p| {
            let told = match p.hint.as_str() {
                "" => p.what,
                hint => format!("{}: {hint}", p.what),
            };
            (p.severity, told)
        });
        reread
    }

    /// Takes over which actions have lost their passages. Where that is another
    /// answer than before, whoever shows the document follows; nothing of it is
    /// said by the document, and nothing is to be undone or saved.
    pub fn set_lost(&mut self, lost: BTreeSet<ActionId>) {
        let before = self.document.lost.all();
        let changed: Vec<ActionId> = before.symmetric_difference(&lost).cloned().collect();
        if changed.is_empty() {
            return;
        }
        Arc::make_mut(&mut self.document).lost = LostPassages::new(lost);
        let known = self.arrangement_names();
        let touched = Touched {
            actions: changed,
            ..Touched::default()
        };
        let edition = self.edition;
        self.settle(None, &known, false, touched);
        self.edition = edition;
    }

    /// Reads texts and portraits again if a change has named other ones.
    /// Returns whether it did.
    pub fn follow_beside(&mut self) -> bool {
        let nowhere = self.path.is_none() && self.kept.is_empty();
        if nowhere || self.beside.1 == self.revision {
            return false;
        }
        let since = self.touched_since(self.beside.1);
        let named = since.is_none_or(|mut all| all.any(|t| t.files));
        self.beside.1 = self.revision;
        let changed = named && names(&self.document) != self.beside.0;
        if changed {
            self.reload_beside();
        }
        changed
    }
}

/// The names of all files beside a document.
pub(super) fn names(doc: &Document) -> Vec<String> {
    let texts = doc.sources.values().map(|s| &s.file);
    let portraits = doc.graph.actors().map(|a| &a.portrait);
    texts
        .chain(portraits)
        .filter(|f| !f.is_empty())
        .cloned()
        .collect()
}
