//! Writing a file so that it is, at every moment, the old bytes or the new ones.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use super::save::SaveError;

/// The steps of writing a file, each of which can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStage {
    /// Making the temporary file.
    CreateTemp,
    /// Giving it the mode of the file it will replace.
    CopyMode,
    /// Writing it; tried once before, and once half way.
    Write,
    /// Waiting until it is on the disk.
    SyncFile,
    /// Putting it in the place of the old file.
    Rename,
    /// Waiting until that is on the disk. The file is the new one already.
    SyncFolder,
}

impl SaveStage {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::CreateTemp => "create a temporary file beside it",
            Self::CopyMode => "set the permissions of the temporary file",
            Self::Write => "write the temporary file",
            Self::SyncFile => "bring the temporary file to the disk",
            Self::Rename => "put the new file in the place of the old one",
            Self::SyncFolder => "bring the folder to the disk",
        }
    }
}

/// What tests put between the steps: an error returned is that of the step.
pub(super) type Hook<'h> = &'h mut dyn FnMut(SaveStage) -> io::Result<()>;

/// A file name with something before and after it.
pub(super) fn beside(target: &Path, before: &str, after: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(target.file_name().unwrap_or_default());
    name.push(after);
    target.with_file_name(name)
}

/// What can be told of a file without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen(Option<(u64, Option<SystemTime>)>);

impl Seen {
    pub(super) fn at(path: &Path) -> Self {
        let meta = fs::metadata(path).ok();
        Self(meta.map(|m| (m.len(), m.modified().ok())))
    }
}

/// Removes a temporary file, unless it was given its place.
struct Temp(Option<PathBuf>);

impl Drop for Temp {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Nothing better can be done about a failure, and one is being
            // reported already.
            let _ = fs::remove_file(path);
        }
    }
}

pub(super) fn write_atomically(
    target: &Path,
    bytes: &[u8],
    mode: Option<&Permissions>,
    seen: Option<&Seen>,
    hook: Hook<'_>,
) -> Result<(), SaveError> {
    let failed = |stage| {
        move |error| SaveError::Io {
            path: target.to_owned(),
            stage,
            error,
        }
    };
    let mut step = |stage| hook(stage).map_err(failed(stage));

    step(SaveStage::CreateTemp)?;
    let (mut file, path) = create(target, mode).map_err(failed(SaveStage::CreateTemp))?;
    let mut temp = Temp(Some(path.clone()));

    step(SaveStage::CopyMode)?;
    if let Some(mode) = mode {
        file.set_permissions(mode.clone())
            .map_err(failed(SaveStage::CopyMode))?;
    }

    let (first, second) = bytes.split_at(bytes.len() / 2);
    for half in [first, second] {
        step(SaveStage::Write)?;
        file.write_all(half).map_err(failed(SaveStage::Write))?;
    }

    step(SaveStage::SyncFile)?;
    file.sync_all().map_err(failed(SaveStage::SyncFile))?;
    drop(file);

    step(SaveStage::Rename)?;
    if seen.is_some_and(|seen| *seen != Seen::at(target)) {
        return Err(SaveError::ChangedOnDisk {
            path: target.to_owned(),
        });
    }
    fs::rename(&path, target).map_err(failed(SaveStage::Rename))?;
    temp.0 = None;

    step(SaveStage::SyncFolder)?;
    sync_folder(target).map_err(failed(SaveStage::SyncFolder))
}

/// A new file `.NAME.tmp-PID-n` beside the target, no more open to others
/// than the target is.
fn create(target: &Path, mode: Option<&Permissions>) -> io::Result<(File, PathBuf)> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(mode.map_or(0o644, |m| m.mode() & 0o777));
    }
    #[cfg(not(unix))]
    let _ = mode;
    loop {
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = beside(target, ".", &format!(".tmp-{}-{n}", std::process::id()));
        match options.open(&path) {
            // Left by a killed process that had our number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result.map(|file| (file, path)),
        }
    }
}

/// Makes a rename last. Windows has no such step.
fn sync_folder(target: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = target.parent() {
        return match File::open(folder)?.sync_all() {
            // Some network file systems cannot, and do it by themselves.
            Err(e)
                if matches!(
                    e.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            result => result,
        };
    }
    #[cfg(not(unix))]
    let _ = target;
    Ok(())
}

/// Removes temporary files of this target that killed processes have left: those
/// older than an hour, which no save takes. What cannot be removed stays.
pub(super) fn sweep(target: &Path) {
    let prefix = beside(target, ".", ".tmp-");
    let (Some(folder), Some(prefix)) = (target.parent(), prefix.file_name()) else {
        return;
    };
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(prefix.as_encoded_bytes());
        let old = || {
            let age = entry.metadata().ok()?.modified().ok()?.elapsed().ok()?;
            (age > Duration::from_secs(3600)).then_some(())
        };
        if ours && old().is_some() {
            let _ = fs::remove_file(entry.path());
        }
    }
}
