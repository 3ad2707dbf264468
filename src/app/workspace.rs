//! One open document, and what is being done with it.

mod beside;
mod noting;

pub use beside::LookedAt;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::clerk::Clerk;
use super::command::Notice;
use super::filtering::Filtering;
use crate::edit::{self, EditError, History, Selection, Touched, Transaction};
use crate::file::{
    self, FileStamp, OpenError, Opened, SaveError, SaveStage, TextFiles, TextStamps, Texts,
};
use crate::model::{Arrangement, Document, SourceText};
use crate::picture::Portraits;

/// The open document with its history, selection and file.
#[derive(Debug)]
pub struct Workspace {
    /// Shared with workers that look at it; a change while one does makes a copy.
    document: Arc<Document>,
    history: History,
    selection: Selection,
    /// Name of the arrangement that is looked at.
    arrangement: String,
    path: Option<PathBuf>,
    stamp: Option<FileStamp>,
    texts: Texts,
    /// Where the texts stand, and what could be told of them before they were read;
    /// shared with workers that look whether they have changed.
    text_files: Arc<TextFiles>,
    text_stamps: Arc<TextStamps>,
    /// Counts how often texts were read.
    texts_epoch: u64,
    portraits: Portraits,
    /// Portraits and texts that are on no disk yet, by the names that they are to have
    /// beside the document.
    kept: BTreeMap<String, Arc<[u8]>>,
    /// Names of texts and portraits, as they were last read, and the revision
    /// at which they were last compared.
    beside: (Vec<String>, u64),
    /// Counts changes of the document, so that caches know when they are old.
    revision: u64,
    /// Counts the changes among them that somebody made.
    edition: u64,
    /// What the last revisions touched, the newest last.
    touched: VecDeque<Touched>,
    /// The revision that last changed more than where actors stand.
    content: u64,
    /// Counts changes of the selection.
    selection_epoch: u64,
    /// Counts how often another arrangement was shown.
    arrangement_epoch: u64,
    pub(super) filtering: Filtering,
    /// Who signs the claims that are entered and changed.
    clerk: Option<Clerk>,
    /// What the status bar says.
    pub notice: Option<Notice>,
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new(Document::new(), History::new(), None)
    }
}

impl Workspace {
    fn new(document: Document, history: History, path: Option<PathBuf>) -> Self {
        let arrangement = document
            .arrangements
            .first()
            .map(|a| a.name.clone())
            .unwrap_or_default();
        Self {
            document: Arc::new(document),
            history,
            selection: Selection::default(),
            arrangement,
            path,
            stamp: None,
            texts: Texts::new(),
            text_files: Arc::default(),
            text_stamps: Arc::default(),
            texts_epoch: 0,
            portraits: Portraits::new(),
            kept: BTreeMap::new(),
            beside: (Vec::new(), 0),
            revision: 0,
            edition: 0,
            touched: VecDeque::new(),
            content: 0,
            selection_epoch: 0,
            arrangement_epoch: 0,
            filtering: Filtering::default(),
            clerk: None,
            notice: None,
        }
    }

    /// A workspace on a document that is on no disk yet.
    #[must_use]
    pub fn of_document(document: Document) -> Self {
        Self::new(document, History::unsaved(), None)
    }

    /// A workspace on a document that comes with the program, with the text
    /// of the source whose file has that name. Nothing in it needs saving yet.
    #[must_use]
    pub fn of_shipped(document: Document, file: &str, text: &str) -> Self {
        let mut new = Self::new(document, History::new(), None);
        let cited = new.document.sources.values().filter(|s| s.file == file);
        new.texts = cited
            .map(|s| {
                (
                    s.id.clone(),
                    Arc::new(SourceText::new(text, s.is_markdown())),
                )
            })
            .collect();
        new
    }

    /// A workspace on a file.
    ///
    /// # Errors
    /// [`OpenError`] with every problem found, when the file cannot be read.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Ok(Self::of_opened(file::open(path)?, path))
    }

    /// A workspace on a file that was read elsewhere (on a worker thread).
    #[must_use]
    pub fn of_opened(opened: Opened, path: &Path) -> Self {
        let mut new = Self::new(opened.document, History::new(), Some(path.to_owned()));
        new.stamp = Some(opened.stamp);
        new.texts = opened.texts;
        new.text_files = Arc::new(opened.text_files);
        new.text_stamps = Arc::new(opened.text_stamps);
        new.portraits = opened.portraits;
        new.beside.0 = beside::names(&new.document);
        let concerns = opened.warnings.len() + opened.evidence_problems.len();
        if let Some(first) = opened
            .warnings
            .iter()
            .chain(&opened.evidence_problems)
            .next()
        {
            let more = match concerns - 1 {
                0 => String::new(),
                n => format!(" (and {n} more: see `dramatis check`)"),
            };
            new.notice = Some(Notice {
                text: format!("Line {}: {}{more}", first.line, first.what),
                failed: !opened.evidence_problems.is_empty(),
            });
        }
        new
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The document as it is now, for a worker.
    #[must_use]
    pub fn shared(&self) -> Arc<Document> {
        Arc::clone(&self.document)
    }

    /// What can be undone and redone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What is selected.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The arrangement that is looked at.
    #[must_use]
    pub fn arrangement(&self) -> &Arrangement {
        // There always is one: the last is never removed, and `settle` follows
        // renames and removals.
        self.document
            .arrangement(&self.arrangement)
            .unwrap_or(&self.document.arrangements[0])
    }

    /// The file, if the document has one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Grows with every change of the document, and when something else is found out
    /// about it that is shown with it.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Grows with every change of the document that somebody made: what was begun
    /// before is void by that, and not by what the program finds out.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// What was touched since a revision; `None` when that is too long ago to
    /// tell.
    #[must_use]
    pub fn touched_since(&self, revision: u64) -> Option<impl Iterator<Item = &Touched>> {
        let count = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        let skipped = self.touched.len().checked_sub(count)?;
        Some(self.touched.iter().skip(skipped))
    }

    /// The revision that last changed more than where actors stand, or what is
    /// looked at.
    #[must_use]
    pub fn content(&self) -> u64 {
        self.content
    }

    /// Grows whenever something else is selected.
    #[must_use]
    pub fn selection_epoch(&self) -> u64 {
        self.selection_epoch
    }

    /// Grows whenever another arrangement is shown; not when the one that is
    /// shown takes another name.
    #[must_use]
    pub fn arrangement_epoch(&self) -> u64 {
        self.arrangement_epoch
    }

    /// Title of the window: a dot marks unsaved changes.
    #[must_use]
    pub fn window_title(&self) -> String {
        let name = if !self.document.title.is_empty() {
            self.document.title.clone()
        } else if let Some(stem) = self.path.as_deref().and_then(Path::file_stem) {
            stem.to_string_lossy().into_owned()
        } else {
            "Untitled".to_owned()
        };
        let dot = if self.history.is_dirty() { "• " } else { "" };
        format!("{dot}{name} — Dramatis")
    }

    /// Selects something; what the document does not hold is left out.
    pub fn select(&mut self, selection: Selection) {
        self.selection = selection;
        let shown = self.document.arrangement(&self.arrangement);
        let shown = shown.unwrap_or(&self.document.arrangements[0]);
        self.selection.retain_existing(&self.document, shown);
        self.selection_epoch += 1;
    }

    /// Looks at another arrangement. Returns whether there is one of that name.
    pub fn show_arrangement(&mut self, name: &str) -> bool {
        let known = self.document.arrangement(name).is_some();
        if known && name != self.arrangement {
            name.clone_into(&mut self.arrangement);
            self.arrangement_epoch += 1;
            // Annotations are those of one arrangement; of a copy, the same.
            if !self.selection.annotations.is_empty() {
                self.select(self.selection.clone());
            }
        }
        known
    }

    /// Carries a gesture out, all of it or nothing. Notes where the words of claims
    /// stand and who entered them.
    ///
    /// # Errors
    /// [`EditError`] of the edit that does not fit; nothing has changed then.
    pub fn commit(
        &mut self,
        mut transaction: Transaction,
        select: Option<Selection>,
    ) -> Result<bool, EditError> {
        self.note(&mut transaction);
        let before = self.selection.clone();
        let after = select.unwrap_or_else(|| before.clone());
        let renamed = renamed(&transaction, &self.arrangement);
        let known = self.arrangement_names();
        let only_places = edit::only_arrangement(&transaction.edits).is_some();
        let touched = Touched::by(&transaction.edits);
        let stand_ins = edit::stand_ins(&self.document, &transaction);
        let changed = self.history.commit(
            Arc::make_mut(&mut self.document),
            transaction,
            &before,
            &after,
        )?;
        if changed {
            self.filtering.remember(stand_ins);
            self.settle(renamed, &known, only_places, touched);
        }
        // In the arrangement that is shown by now.
        self.select(after);
        Ok(changed)
    }

    /// Carries out what belongs to the last gesture, which came to this edition by
    /// it: both are one step then.
    ///
    /// # Errors
    /// As for [`Workspace::commit`].
    pub fn commit_with_last(
        &mut self,
        edition: u64,
        transaction: Transaction,
    ) -> Result<bool, EditError> {
        let joins = edition == self.edition;
        let changed = self.commit(transaction, None)?;
        if changed && joins {
            self.history.join_last();
        }
        Ok(changed)
    }

    /// Takes the last gesture back. Returns its name.
    ///
    /// # Errors
    /// [`EditError`] when the document was changed behind the history's back.
    pub fn undo(&mut self) -> Result<Option<String>, EditError> {
        let known = self.arrangement_names();
        let undone = self.history.undo(Arc::make_mut(&mut self.document))?;
        Ok(self.after_travel(undone, &known))
    }

    /// Carries the gesture out again that was last taken back. Returns its name.
    ///
    /// # Errors
    /// As for [`Workspace::undo`].
    pub fn redo(&mut self) -> Result<Option<String>, EditError> {
        let known = self.arrangement_names();
        let redone = self.history.redo(Arc::make_mut(&mut self.document))?;
        Ok(self.after_travel(redone, &known))
    }

    fn arrangement_names(&self) -> Vec<String> {
        self.document
            .arrangements
            .iter()
            .map(|a| a.name.clone())
            .collect()
    }

    fn after_travel(&mut self, undone: Option<edit::Undone>, known: &[String]) -> Option<String> {
        let undone = undone?;
        let only_places = undone.arrangement.is_some();
        // An arrangement that came (back), or took another name, is shown; else
        // the one in which it happened: a change out of sight is no change.
        let new = self
            .document
            .arrangements
            .iter()
            .find(|a| !known.contains(&a.name))
            .map(|a| a.name.clone())
            .or(undone.arrangement);
        self.settle(new, known, only_places, undone.touched);
        self.select(undone.selection);
        Some(undone.label)
    }

    /// Sees to it that an arrangement is shown that there is, after a change
    /// from these.
    fn settle(
        &mut self,
        show: Option<String>,
        before: &[String],
        only_places: bool,
        touched: Touched,
    ) {
        /// How many revisions are remembered: whoever shows the document looks
        /// at it in each frame.
        const REMEMBERED: usize = 16;
        self.revision += 1;
        self.edition += 1;
        self.touched.push_back(touched);
        if self.touched.len() > REMEMBERED {
            self.touched.pop_front();
        }
        if !only_places {
            self.content = self.revision;
            self.filtering.follow(&self.document);
        }
        let old = self.arrangement.clone();
        if let Some(name) = show {
            self.arrangement = name;
        }
        if self.document.arrangement(&self.arrangement).is_none() {
            self.arrangement = self.document.arrangements[0].name.clone();
        }
        let after = self.arrangement_names();
        let same = if before.len() == after.len() {
            // Another name in the same place is the same arrangement.
            let at = |all: &[String], name: &str| all.iter().position(|n| n == name);
            at(before, &old) == at(&after, &self.arrangement)
        } else {
            old == self.arrangement
        };
        if !same {
            self.arrangement_epoch += 1;
        }
    }

    /// Saves under the path given. When it is the document's own, a file that
    /// another program changed meanwhile is refused, unless `force` is set.
    ///
    /// Saved under another name, texts and portraits are copied along; those
    /// that could not be are returned, each with the reason.
    ///
    /// # Errors
    /// [`SaveError`]; the file is as it was then.
    pub fn save(&mut self, path: &Path, force: bool) -> Result<Vec<String>, SaveError> {
        let same = self.path.as_deref() == Some(path);
        let expected = if same && !force {
            self.stamp.as_ref()
        } else {
            None
        };
        let saved = file::save(&self.document, path, expected);
        if let Err(SaveError::Io {
            stage: SaveStage::SyncFolder,
            ..
        }) = &saved
        {
            // The file is in place; only whether it outlives a power cut is not
            // sure. Saving again must not take it for somebody else's.
            self.stamp = FileStamp::on_disk(path);
        }
        self.stamp = Some(saved?);
        self.history.mark_saved();
        let mut left_behind = self.write_kept(path);
        if !same {
            left_behind.extend(self.copy_along(path));
            self.path = Some(path.to_owned());
            self.reload_beside();
        }
        Ok(left_behind)
    }
}

/// The name that the shown arrangement takes through a gesture, or that of an
/// arrangement which the gesture adds.
fn renamed(transaction: &Transaction, shown: &str) -> Option<String> {
    transaction.edits.iter().rev().find_map(|e| match e {
        edit::Edit::RenameArrangement { from, to } if from == shown => Some(to.clone()),
        edit::Edit::AddArrangement { arrangement, .. } => Some(arrangement.name.clone()),
        _ => None,
    })
}
