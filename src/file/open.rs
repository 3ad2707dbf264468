//! Opening a file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::beside::load_portraits;
use super::evidence::check_evidence;
use super::problem::Problem;
use super::read::{Parsed, Places, parse_telling};
use super::save::FileStamp;
use super::texts::{TextFiles, TextStamps, Texts};
use crate::model::{ActorId, Document};

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// A document that was opened, and what is known about its file.
#[derive(Debug)]
pub struct Opened {
    /// The document.
    pub document: Document,
    /// The bytes that were on disk, for [`super::save`] to compare with.
    pub stamp: FileStamp,
    /// What should be known about the file.
    pub warnings: Vec<Problem>,
    /// The texts of its sources, as far as they could be read.
    pub texts: Texts,
    /// Where those texts stand.
    pub text_files: TextFiles,
    /// What could be told of them before they were read.
    pub text_stamps: TextStamps,
    /// Texts that are missing, and claims whose passage they do not hold.
    pub evidence_problems: Vec<Problem>,
    /// The portraits of its actors, encoded, as far as they could be read.
    pub portraits: BTreeMap<ActorId, Arc<[u8]>>,
    /// Where evidence and portraits stand in the file.
    pub places: Places,
}

/// Why a file could not be opened. It names the file.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is not there, or not ours to read.
    #[error("{}: cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It is a folder, a pipe or a device.
    #[error("{}: is {what}, not a file", path.display())]
    NotAFile {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// It is larger than [`MAX_FILE_BYTES`].
    #[error("{}: is larger than {MAX_FILE_BYTES} bytes: this is no Dramatis document", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It is no document.
    #[error("{}", lines(path, problems))]
    Problems {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
}

/// `path:line:column: error: what (hint)`, a line each.
fn lines(path: &Path, problems: &[Problem]) -> String {
    let mut text = String::new();
    for (n, problem) in problems.iter().enumerate() {
        let newline = if n == 0 { "" } else { "\n" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{newline}{}:{problem}", path.display());
    }
    text
}

/// Opens a document with the texts of its sources.
///
/// # Errors
/// [`OpenError`]; nothing is changed on disk.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    open_telling(path, &mut |_| ())
}

/// As [`open`], and tells how far it has come: from 0 to 1.
///
/// # Errors
/// As for [`open`].
pub fn open_telling(path: &Path, tell: &mut dyn FnMut(f32)) -> Result<Opened, OpenError> {
    let bytes = read_bytes(path)?;
    let Parsed {
        document,
        warnings,
        places,
    } = parse_telling(&bytes, tell).map_err(|problems| OpenError::Problems {
        path: path.to_owned(),
        problems,
    })?;
    let stamp = FileStamp::of(&bytes);
    let text_files = TextFiles::of(path, &document);
    // Before they are read: what is changed meanwhile is seen later.
    let mut text_stamps = text_files.stamps();
    let (texts, problems) = text_files.load(&places, &Texts::new(), |_| true);
    text_stamps.note_unread(&problems);
    let mut evidence_problems: Vec<Problem> = problems.into_iter().map(|(_, p)| p).collect();
    let (portraits, missing) = load_portraits(path, &document, &places);
    evidence_problems.extend(missing);
    evidence_problems.extend(check_evidence(&document, &texts, &places));
    evidence_problems.sort_by_key(Problem::at);
    Ok(Opened {
        document,
        stamp,
        warnings,
        texts,
        text_files,
        text_stamps,
        portraits,
        places,
        evidence_problems,
    })
}

/// The bytes of a file of reasonable size.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenError> {
    let failed = |error| OpenError::Read {
        path: path.to_owned(),
        error,
    };
    // Before opening: opening a pipe would wait for somebody to write to it.
    let meta = fs::metadata(path).map_err(failed)?;
    if !meta.is_file() {
        return Err(OpenError::NotAFile {
            path: path.to_owned(),
            what: if meta.is_dir() {
                "a folder"
            } else {
                "a pipe or a device"
            },
        });
    }
    let mut bytes = Vec::new();
    if meta.len() <= MAX_FILE_BYTES {
        bytes.reserve_exact(meta.len() as usize + 1);
        File::open(path)
            .and_then(|f| f.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
            .map_err(failed)?;
    }
    if meta.len() > MAX_FILE_BYTES || bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(OpenError::TooLarge {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}
