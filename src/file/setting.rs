//! Files of the program's own: what it remembers of a person's choices.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic::beside;
use super::save::write_file;

/// Writes a file of settings, and the folder it is in. A file that is there and
/// is not `understood` is somebody's work: it is put aside first.
///
/// # Errors
/// The text of whatever went wrong; the file is as it was then.
pub fn write_setting(
    path: &Path,
    text: &str,
    understood: impl FnOnce(&[u8]) -> bool,
) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    }
    if let Ok(old) = fs::read(path)
        && !understood(&old)
    {
        set_aside(path)?;
    }
    write_file(path, text.as_bytes()).map_err(|e| e.to_string())
}

/// Gives a file the name `NAME.unreadable` (or `NAME.unreadable-2`, …, where
/// that is taken), which is returned.
fn set_aside(path: &Path) -> Result<PathBuf, String> {
    let numbered = |n: u32| match n {
        1 => beside(path, "", ".unreadable"),
        n => beside(path, "", &format!(".unreadable-{n}")),
    };
    let free = (1..1_000).map(numbered).find(|p| !p.exists());
    let aside = free.ok_or_else(|| format!("{}: cannot be put aside", path.display()))?;
    fs::rename(path, &aside).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_put_aside_each_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new/settings.ron");
        let mine = |bytes: &[u8]| bytes.starts_with(b"(");
        write_setting(&path, "(1)", mine).expect("written");
        write_setting(&path, "(2)", mine).expect("written");
        for n in [b"\xff one", b"\xff two"] {
            fs::write(&path, n).expect("written");
            write_setting(&path, "(3)", mine).expect("written");
        }
        let read = |name: &str| fs::read(path.with_file_name(name)).expect("there");
        assert_eq!(read("settings.ron"), b"(3)");
        assert_eq!(read("settings.ron.unreadable"), b"\xff one");
        assert_eq!(read("settings.ron.unreadable-2"), b"\xff two");
    }
}
