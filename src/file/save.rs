//! Saving a document so that its file is, at every moment, the old bytes or
//! the new ones, and never somebody else's work overwritten.

use std::fs::{self, Permissions};
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::{Hook, SaveStage, Seen, beside, sweep, write_atomically};
use super::open::{OpenError, read_bytes};
use super::problem::Problem;
use super::read::{parse, parse_or_refuse};
use super::write::to_ron;
use super::{FORMAT_VERSION, Severity};
use crate::model::Document;

/// What the bytes of a file were: their number and a hash of them. It holds
/// for this run of the program only.
#[derive(Clone, Copy, Debug)]
pub struct FileStamp {
    bytes: u64,
    hash: u64,
    /// Whether this program wrote them, so that they are canonical.
    ours: bool,
}

/// Equal when the bytes were, whoever wrote them.
impl PartialEq for FileStamp {
    fn eq(&self, other: &Self) -> bool {
        (self.bytes, self.hash) == (other.bytes, other.hash)
    }
}

impl Eq for FileStamp {}

impl FileStamp {
    /// The stamp of what is on disk now; `None` when it cannot be read.
    #[must_use]
    pub fn on_disk(path: &Path) -> Option<Self> {
        fs::read(path).ok().map(|bytes| Self::of(&bytes))
    }

    /// The stamp of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self {
            bytes: bytes.len() as u64,
            hash: hasher.finish(),
            ours: false,
        }
    }
}

/// Why a document was not saved. The file is as it was, unless the stage is
/// [`SaveStage::SyncFolder`]; no temporary file is left.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The document breaks a rule, or would not read back as it is.
    #[error("{}: not saved, because it would not read back as it is: {why}", path.display())]
    Unfaithful {
        /// The file.
        path: PathBuf,
        /// What would be wrong with the file.
        why: String,
    },
    /// The bytes on disk are not those that were expected. With the user's
    /// consent, save again and expect nothing.
    #[error("{}: not saved, because another program has changed the file", path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote the file. It is never overwritten.
    #[error(
        "{}: not saved, because a newer Dramatis wrote the file (version {version}; this one \
         writes {FORMAT_VERSION}): choose another name, or update the program",
        path.display()
    )]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: String,
    },
    /// The file on disk cannot be read as a document. It is never overwritten.
    #[error(
        "{}: not saved, because the file there is no readable document ({problem}): \
         choose another name",
        path.display()
    )]
    NotADocument {
        /// The file.
        path: PathBuf,
        /// The first thing that is wrong with it.
        problem: Box<Problem>,
    },
    /// The file is marked as not to be written.
    #[error("{}: not saved, because the file is read-only: choose another name", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// What is there cannot be read at all.
    #[error("not saved: {0}")]
    Unreadable(OpenError),
    /// The system refused a step.
    #[error("{}: not saved, cannot {}: {error}{}", path.display(), stage.name(), advice(error))]
    Io {
        /// The file.
        path: PathBuf,
        /// The step.
        stage: SaveStage,
        /// What the system said.
        error: io::Error,
    },
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ": choose a folder that you may write to"
        }
        io::ErrorKind::NotFound => ": choose a folder that exists",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ": make room on the disk, or choose another one"
        }
        _ => "",
    }
}

/// Writes a document to its file, atomically.
///
/// The document is written to memory, read back and compared; then a temporary
/// file in the same folder is written, brought to the disk, and renamed over
/// the old one. Symbolic links are followed, the mode is kept (a new file gets
/// 0644, less the umask). A file that was formatted by hand, or holds comments,
/// is kept as `NAME.bak` the first time. If the bytes are there already,
/// nothing is written.
///
/// `expected` is the stamp of the bytes that the document was read from, or
/// last saved as; `None` to replace whatever document is there. A file that
/// has vanished is written anew.
///
/// # Errors
/// [`SaveError`]; a newer or unreadable file is refused whatever is expected.
pub fn save(
    doc: &Document,
    path: &Path,
    expected: Option<&FileStamp>,
) -> Result<FileStamp, SaveError> {
    save_with(doc, path, expected, &mut |_| Ok(()))
}

/// As [`save`], with a say before each step.
pub(super) fn save_with(
    doc: &Document,
    path: &Path,
    expected: Option<&FileStamp>,
    hook: Hook<'_>,
) -> Result<FileStamp, SaveError> {
    let text = faithful(doc, path)?;
    let stamp = FileStamp {
        ours: true,
        ..FileStamp::of(text.as_bytes())
    };
    let target = follow(path).map_err(|error| {
        SaveError::Unreadable(OpenError::Read {
            path: path.to_owned(),
            error,
        })
    })?;
    let seen = Seen::at(&target);
    let Some(old) = existing(&target)? else {
        write_atomically(&target, text.as_bytes(), None, Some(&seen), hook)?;
        return Ok(stamp);
    };
    let now = FileStamp::of(&old);
    let as_expected = expected.is_some_and(|e| *e == now);
    let by_hand = if as_expected && expected.is_some_and(|e| e.ours) {
        false
    } else {
        readable(&target, &old)?
    };
    if expected.is_some() && !as_expected {
        return Err(SaveError::ChangedOnDisk {
            path: path.to_owned(),
        });
    }
    if now == stamp {
        return Ok(stamp);
    }
    let mode = fs::metadata(&target).ok().map(|m| m.permissions());
    if mode.as_ref().is_some_and(Permissions::readonly) {
        return Err(SaveError::ReadOnly {
            path: path.to_owned(),
        });
    }
    if by_hand {
        back_up(&target, &old, mode.as_ref(), hook)?;
    }
    write_atomically(&target, text.as_bytes(), mode.as_ref(), Some(&seen), hook)?;
    sweep(&target);
    Ok(stamp)
}

/// Writes any file so that it is never half there: to a temporary file beside
/// it first, which then takes its name. Symbolic links are followed, the mode
/// of a file that is replaced is kept.
///
/// # Errors
/// [`SaveError`] with the stage that failed; the file is as it was then.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let failed = |error| SaveError::Io {
        path: path.to_owned(),
        stage: SaveStage::CreateTemp,
        error,
    };
    let target = follow(path).map_err(failed)?;
    let known = fs::metadata(&target).ok();
    if known.as_ref().is_some_and(|m| !m.is_file() && !m.is_dir()) {
        // A device or a pipe: written through, never replaced by a file.
        let device = fs::OpenOptions::new().write(true).open(&target);
        return device
            .and_then(|mut device| io::Write::write_all(&mut device, bytes))
            .map_err(failed);
    }
    let mode = known.map(|m| m.permissions());
    write_atomically(&target, bytes, mode.as_ref(), None, &mut |_| Ok(()))
}

/// The text of a document that reads back as it is.
fn faithful(doc: &Document, path: &Path) -> Result<String, SaveError> {
    let text = to_ron(doc);
    let why = match parse(text.as_bytes()) {
        Ok(parsed) if parsed.document == *doc => return Ok(text),
        Ok(_) => "a value would change".to_owned(),
        Err(problems) => problems
            .iter()
            .find(|p| p.severity == Severity::Error)
            .map_or_else(String::new, |p| p.what.clone()),
    };
    Err(SaveError::Unfaithful {
        path: path.to_owned(),
        why,
    })
}

/// The file that a path leads to, through symbolic links; it need not exist.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..40 {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        // A link that leads nowhere yet: the file is to be made there.
        let Ok(link) = fs::read_link(&path) else {
            return Ok(path);
        };
        path = path.parent().unwrap_or(Path::new("")).join(link);
    }
    Err(io::Error::other("too many symbolic links"))
}

fn existing(target: &Path) -> Result<Option<Vec<u8>>, SaveError> {
    match read_bytes(target) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(OpenError::Read { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SaveError::Unreadable(error)),
    }
}

/// Whether the bytes of a document were made by hand, that is, differ from
/// what this program would write.
fn readable(target: &Path, bytes: &[u8]) -> Result<bool, SaveError> {
    match parse_or_refuse(bytes) {
        Ok(parsed) => Ok(to_ron(&parsed.document).as_bytes() != bytes),
        Err(refusal) => {
            let path = target.to_owned();
            Err(match (refusal.newer, refusal.problems.into_iter().next()) {
                (Some(version), _) => SaveError::NewerVersion { path, version },
                (None, Some(problem)) => SaveError::NotADocument {
                    path,
                    problem: Box::new(problem),
                },
                (None, None) => SaveError::ChangedOnDisk { path },
            })
        }
    }
}

/// Keeps bytes as `NAME.bak`, or `NAME.bak-2`, …; older backups stay.
fn back_up(
    target: &Path,
    bytes: &[u8],
    mode: Option<&Permissions>,
    hook: Hook<'_>,
) -> Result<(), SaveError> {
    let mut path = beside(target, "", ".bak");
    for n in 2_u32.. {
        match fs::read(&path) {
            Ok(there) if there == bytes => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            _ => path = beside(target, "", &format!(".bak-{n}")),
        }
    }
    write_atomically(&path, bytes, mode, None, hook)
}
