//! The texts of a document's sources, which stand beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::atomic::Seen;
use super::beside::read_beside;
use super::problem::{Position, Problem, Severity};
use super::read::Places;
use crate::model::{Document, SourceId, SourceText};

/// Largest text of a source that is read, in bytes.
pub const MAX_TEXT_BYTES: u64 = 5_000_000;

/// So long after a text was not to be read it is tried again: another program may
/// just have been writing it.
const AGAIN: Duration = Duration::from_millis(150);

/// Texts by their sources; shared with workers.
pub type Texts = BTreeMap<SourceId, Arc<SourceText>>;

/// Where the text of a source stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextFile {
    source: SourceId,
    /// Its name relative to the document.
    file: String,
    markdown: bool,
}

/// Where the texts of a document's sources stand: what somebody needs who reads them
/// elsewhere, without holding on to the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFiles {
    folder: PathBuf,
    all: Vec<TextFile>,
}

impl TextFiles {
    /// Those of a document at `doc_path`.
    #[must_use]
    pub fn of(doc_path: &Path, doc: &Document) -> Self {
        let named = doc.sources.values().filter(|s| !s.file.is_empty());
        let all = named.map(|s| TextFile {
            source: s.id.clone(),
            file: s.file.clone(),
            markdown: s.is_markdown(),
        });
        Self {
            folder: doc_path.parent().unwrap_or(Path::new("")).to_owned(),
            all: all.collect(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whose texts they are.
    pub fn sources(&self) -> impl Iterator<Item = &SourceId> {
        self.all.iter().map(|text| &text.source)
    }

    /// What can be told of them now, without reading them.
    #[must_use]
    pub fn stamps(&self) -> TextStamps {
        let seen = |text: &TextFile| Seen::at(&self.folder.join(&text.file));
        let all = self.all.iter().map(|t| (t.source.clone(), seen(t)));
        TextStamps {
            seen: all.collect(),
            unread: BTreeMap::new(),
        }
    }

    /// Reads the texts of those sources that are wanted. Those that are as they were
    /// `known` stay the same in memory; the others are cut. `places` are those of the
    /// document's file, for the problems.
    ///
    /// A text lies in the document's folder or below: a document from somebody
    /// else must not pull other files of this computer into an export.
    ///
    /// Returns the texts that could be read, and a problem for each that could
    /// not, or not well, at the field `file` of its source, which it is given with.
    #[must_use]
    pub fn load(
        &self,
        places: &Places,
        known: &Texts,
        want: impl Fn(&SourceId) -> bool,
    ) -> (Texts, Vec<(SourceId, Problem)>) {
        let mut texts = Texts::new();
        let mut problems = Vec::new();
        for TextFile {
            source,
            file,
            markdown,
        } in self.all.iter().filter(|text| want(&text.source))
        {
            let at = places.texts.get(source).copied();
            let at = at.unwrap_or(Position::START);
            match read_text(&self.folder, file) {
                Ok((text, lossy)) => {
                    if lossy {
                        let what = format!("the text {file:?} is not all UTF-8");
                        let hint = "save it as UTF-8; bytes that are not show as \u{FFFD}";
                        let problem = Problem {
                            severity: Severity::Warning,
                            ..Problem::error(at, what, hint)
                        };
                        problems.push((source.clone(), problem));
                    }
                    let text = SourceText::shared(text, *markdown, known.get(source));
                    texts.insert(source.clone(), text);
                }
                Err((what, hint)) => {
                    let what = format!("the text {file:?} {what}");
                    problems.push((source.clone(), Problem::error(at, what, hint)));
                }
            }
        }
        problems.sort_by_key(|(_, problem)| problem.at());
        (texts, problems)
    }

    /// Reads those texts again that another program may have changed; `None` while
    /// nothing can have changed. What cannot be read is tried again, after a moment:
    /// not to be called by whoever draws a window.
    #[must_use]
    pub fn changed_since(&self, before: &TextStamps) -> Option<ChangedTexts> {
        let found = self.look(before)?;
        if found.problems.is_empty() {
            return Some(found);
        }
        std::thread::sleep(AGAIN);
        self.look(before)
    }

    fn look(&self, before: &TextStamps) -> Option<ChangedTexts> {
        // Before they are read: what is changed meanwhile is seen the next time.
        let mut stamps = self.stamps();
        if stamps.seen == before.seen && before.unread.is_empty() {
            return None;
        }
        // Of what could not be read, the stamp tells nothing.
        let wanted = |id: &SourceId| {
            stamps.seen.get(id) != before.seen.get(id) || before.unread.contains_key(id)
        };
        let (texts, mut problems) = self.load(&Places::default(), &Texts::new(), wanted);
        stamps.note_unread(&problems);
        if stamps == *before {
            return None;
        }
        problems.retain(|(of, problem)| before.unread.get(of) != Some(&problem.what));
        let problems = problems.into_iter().map(|(_, problem)| problem).collect();
        Some(ChangedTexts {
            stamps,
            texts,
            problems,
        })
    }
}

/// Texts that were read again.
#[derive(Debug)]
pub struct ChangedTexts {
    /// What could be told of all texts before.
    pub stamps: TextStamps,
    /// Those that may be other ones now, as far as they could be read.
    pub texts: Texts,
    /// What is wrong with them, and was not before.
    pub problems: Vec<Problem>,
}

/// What can be told of the texts of a document's sources without reading them:
/// while it is the same, those that could be read need not be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextStamps {
    seen: BTreeMap<SourceId, Seen>,
    /// What was wrong with those that could not be read: they are tried again, even
    /// where they seem to be the same files.
    unread: BTreeMap<SourceId, String>,
}

impl TextStamps {
    /// Whether what can be told of one text is something else than before, or what
    /// is wrong with it.
    #[must_use]
    pub fn differs(&self, before: &Self, of: &SourceId) -> bool {
        self.seen.get(of) != before.seen.get(of) || self.unread.get(of) != before.unread.get(of)
    }

    /// Notes which texts could not be read: see [`TextFiles::load`].
    pub fn note_unread(&mut self, problems: &[(SourceId, Problem)]) {
        let errors = problems
            .iter()
            .filter(|(_, problem)| problem.severity == Severity::Error);
        let unread = errors.map(|(of, problem)| (of.clone(), problem.what.clone()));
        self.unread.extend(unread);
    }
}

/// A text, and whether bytes of it had to be replaced; or what is wrong, and
/// what to do.
fn read_text(folder: &Path, file: &str) -> Result<(String, bool), (String, &'static str)> {
    let mut bytes = read_beside(folder, file, MAX_TEXT_BYTES)?;
    // Some editors mark a file as UTF-8 so; it is no letter of the text.
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, false)),
        Err(error) => Ok((String::from_utf8_lossy(error.as_bytes()).into_owned(), true)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    #[test]
    fn what_could_not_be_read_is_tried_again_and_told_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let letter = folder.path().join("letter.md");
        std::fs::create_dir(&letter).expect("made");
        let id = SourceId::new("letter").expect("valid");
        let mut doc = Document::new();
        let mut source = Source::new(id.clone(), "A letter");
        "letter.md".clone_into(&mut source.file);
        doc.sources.insert(id.clone(), source);
        let files = TextFiles::of(&folder.path().join("a.ron"), &doc);
        let found = files.changed_since(&TextStamps::default()).expect("new");
        assert!(found.texts.is_empty());
        assert_eq!(found.problems.len(), 1, "{:?}", found.problems);
        let unread = found.stamps;
        assert!(files.changed_since(&unread).is_none(), "it is told again");
        // It can be read again, and seems to be the same file as before.
        std::fs::remove_dir(&letter).expect("removed");
        crate::file::write_beside(
            &folder.path().join("a.ron"),
            [("letter.md", b"It rained.".to_vec())],
        )
        .expect("written");
        let mut stamps = files.stamps();
        stamps.unread.clone_from(&unread.unread);
        let found = files.changed_since(&stamps).expect("tried again");
        assert_eq!(found.texts[&id].text(), "It rained.");
        assert!(found.stamps.differs(&stamps, &id));
        assert!(files.changed_since(&found.stamps).is_none());
    }
}
