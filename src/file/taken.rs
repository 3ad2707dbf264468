//! Images and texts from anywhere, taken to stand beside a document.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use super::beside::{MAX_PORTRAIT_BYTES, read_regular, stays_inside};
use super::save::write_file;
use super::texts::MAX_TEXT_BYTES;
use crate::model::slug;

/// The bytes of an image, wherever it is: of a regular file, through symbolic
/// links, of up to [`MAX_PORTRAIT_BYTES`]. Whether it is an image is for whoever
/// draws it to say.
///
/// # Errors
/// What is wrong, with the file's name.
pub fn read_portrait(path: &Path) -> Result<Vec<u8>, String> {
    read_source(path, MAX_PORTRAIT_BYTES)
}

/// The bytes of a file that holds a text, wherever it is: of a regular file,
/// through symbolic links, of up to `most` bytes.
///
/// # Errors
/// What is wrong, with the file's name.
pub fn read_source(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    read_regular(path, most).map_err(|(what, _)| format!("{} {what}", path.display()))
}

/// The name of a portrait beside a document, made from that of its file;
/// `extension` is that of what the file holds. With its bytes in it, so that no
/// other image has this name.
///
/// ```
/// use dramatis::file::portrait_name;
/// let name = portrait_name("/home/ada/My Face.PNG".as_ref(), "png", b"bytes");
/// assert!(name.starts_with("my-face-") && name.ends_with(".png"), "{name}");
/// ```
#[must_use]
pub fn portrait_name(from: &Path, extension: &str, bytes: &[u8]) -> String {
    own_name(&stem(from), extension, bytes)
}

/// The same for a text that is called so.
#[must_use]
pub fn text_name(title: &str, extension: &str, text: &str) -> String {
    own_name(&slug(title), extension, text.as_bytes())
}

fn own_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    // FNV-1a (Fowler, Noll & Vo): the same on every computer.
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{stem}-{hash:016x}.{extension}")
}

fn stem(from: &Path) -> String {
    let stem = from.file_stem().unwrap_or_default();
    slug(&stem.to_string_lossy())
}

/// Puts an image beside a document, and returns its name relative to that. What
/// is beside it or below already stays there. A file of the same name is never
/// overwritten: if it differs, a number is added to the name.
///
/// # Errors
/// Why the file could not be written; nothing of it is left then.
pub fn add_portrait(
    doc_path: &Path,
    from: &Path,
    extension: &str,
    bytes: &[u8],
) -> Result<String, String> {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    if let Some(name) = name_below(folder, from) {
        return Ok(name);
    }
    add_beside(doc_path, &stem(from), extension, bytes)
}

/// Puts a text beside a document, and returns its name relative to that. Where it
/// was read from a file that is beside it or below already, and says the same,
/// that one stays. `title` is what it is called.
///
/// # Errors
/// Why the file could not be written; nothing of it is left then.
pub fn add_text(
    doc_path: &Path,
    from: Option<&Path>,
    title: &str,
    extension: &str,
    text: &str,
) -> Result<String, String> {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    if let Some(name) = from.and_then(|from| name_below(folder, from)) {
        let there = read_regular(&folder.join(&name), MAX_TEXT_BYTES);
        let plain = ["md", "markdown", "txt", "text"];
        let ending = from.and_then(Path::extension);
        let as_is = ending.is_some_and(|e| plain.iter().any(|p| e.eq_ignore_ascii_case(p)));
        // But for blanks and the ends of lines: a copy would be one too many, and
        // sooner or later it would be the wrong one that somebody edits.
        let same = |there: &str| {
            let there = there.strip_prefix('\u{feff}').unwrap_or(there);
            // Others than these end no line for whoever reads it where it is.
            let odd = |c: char| {
                matches!(
                    c,
                    '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}'
                )
            };
            !there.replace("\r\n", "\n").contains(odd)
                && there.split_whitespace().eq(text.split_whitespace())
        };
        if as_is && there.is_ok_and(|there| std::str::from_utf8(&there).is_ok_and(same)) {
            return Ok(name);
        }
    }
    add_beside(doc_path, &slug(title), extension, text.as_bytes())
}

/// Puts a file beside a document under a name that begins with this stem, which
/// is a slug. See [`add_portrait`].
fn add_beside(
    doc_path: &Path,
    stem: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<String, String> {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    for n in 1..10_000 {
        let name = match n {
            1 => format!("{stem}.{extension}"),
            n => format!("{stem}-{n}.{extension}"),
        };
        let target = folder.join(&name);
        let failed = |error: std::io::Error| format!("{}: {error}", target.display());
        // The name is taken first, so that nobody else can have it meanwhile.
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&target)
        {
            Ok(_) => {
                return match write_file(&target, bytes) {
                    Ok(()) => Ok(name),
                    Err(error) => {
                        // It is empty, and ours. One failure is told already.
                        let _ = fs::remove_file(&target);
                        Err(error.to_string())
                    }
                };
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let same = fs::symlink_metadata(&target)
                    .is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
                    && fs::read(&target).is_ok_and(|there| there == bytes);
                if same {
                    return Ok(name);
                }
            }
            Err(error) => return Err(failed(error)),
        }
    }
    Err(format!(
        "{}: too many files of that name",
        folder.join(stem).display()
    ))
}

/// The name of a file relative to a folder, where it is in there or below.
fn name_below(folder: &Path, file: &Path) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let (folder, file) = (fs::canonicalize(folder).ok()?, fs::canonicalize(file).ok()?);
    let relative = file.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    // As in files from other systems: a slash between folders.
    let name = parts?.join("/");
    let plain =
        !name.is_empty() && !name.contains(['\\', '\0']) && !name.contains(char::is_control);
    (plain && stays_inside(Path::new(&name))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, bytes: &[u8]) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    #[test]
    fn a_text_stays_where_it_is_unless_it_was_changed_in_the_reading() {
        let here = tempfile::tempdir().expect("new");
        let doc = here.path().join("doc.ron");
        let from = here.path().join("texts/A Note.txt");
        write(&from, b"Words.\n");
        let add = |from, text| add_text(&doc, from, "The note: one", "txt", text);
        let there = add(Some(from.as_path()), "Words.\n");
        assert_eq!(there.as_deref(), Ok("texts/A Note.txt"));
        let other = add(Some(from.as_path()), "Words\n");
        assert_eq!(other.as_deref(), Ok("the-note-one.txt"));
        assert_eq!(add(None, "Words\n"), other, "the same is not kept twice");
        assert_eq!(add(None, "More\n").as_deref(), Ok("the-note-one-2.txt"));
        let read = |name: &str| fs::read_to_string(here.path().join(name)).expect("there");
        assert_eq!(read("the-note-one.txt"), "Words\n");
        // What says the same is itself, whatever ends its lines.
        let dos = here.path().join("dos.md");
        write(&dos, "\u{feff}One  two.\r\n\r\nThree.".as_bytes());
        let named = |from: &Path| add_text(&doc, Some(from), "Dos", "md", "One  two.\n\nThree.\n");
        assert_eq!(named(&dos).as_deref(), Ok("dos.md"));
        write(&dos, b"One  two.\r\rThree.");
        assert_eq!(named(&dos).as_deref(), Ok("dos-2.md"), "its lines are lost");
        // A page is not its text, and other letters are not read.
        let page = here.path().join("page.html");
        write(&page, b"One two. Three.");
        assert_eq!(named(&page).as_deref(), Ok("dos-2.md"));
        write(&dos, b"One two.\xe9 Three.");
        assert_eq!(named(&dos).as_deref(), Ok("dos-2.md"));
    }

    #[test]
    fn nothing_is_overwritten_and_the_same_is_not_copied_twice() {
        let (here, there) = (
            tempfile::tempdir().expect("new"),
            tempfile::tempdir().expect("new"),
        );
        let doc = here.path().join("doc.ron");
        let from = there.path().join("My Face.PNG");
        write(&here.path().join("my-face.png"), b"somebody else");
        let add = |bytes: &[u8]| add_portrait(&doc, &from, "png", bytes).expect("copied");
        write(&from, b"one");
        assert_eq!(add(b"one"), "my-face-2.png");
        assert_eq!(add(b"one"), "my-face-2.png");
        assert_eq!(add(b"two"), "my-face-3.png");
        let read = |name: &str| fs::read(here.path().join(name)).expect("there");
        assert_eq!(read("my-face.png"), b"somebody else");
        assert_eq!(read("my-face-2.png"), b"one");
        assert_eq!(read("my-face-3.png"), b"two");
        // No temporary file is left.
        assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 3);
        assert!(add_portrait(&here.path().join("no/doc.ron"), &from, "png", b"x").is_err());
    }

    #[test]
    fn what_is_beside_already_stays_there() {
        let here = tempfile::tempdir().expect("new");
        let face = here.path().join("faces/Ada.png");
        write(&face, b"bytes");
        let doc = here.path().join("doc.ron");
        assert_eq!(
            add_portrait(&doc, &face, "png", b"bytes"),
            Ok("faces/Ada.png".to_owned())
        );
        assert_eq!(fs::read_dir(here.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn only_regular_files_of_some_size_are_read() {
        let here = tempfile::tempdir().expect("new");
        let file = here.path().join("a.png");
        write(&file, b"bytes");
        assert_eq!(read_portrait(&file).expect("a file"), b"bytes");
        let why = read_portrait(here.path()).expect_err("a folder");
        assert!(why.ends_with("is not a file"), "{why}");
        assert!(read_portrait(&here.path().join("b.png")).is_err());
        let large = here.path().join("large.png");
        let made = fs::File::create(&large).expect("made");
        made.set_len(MAX_PORTRAIT_BYTES + 1).expect("sparse");
        assert!(
            read_portrait(&large)
                .expect_err("too large")
                .contains("larger")
        );
        #[cfg(unix)]
        {
            let link = here.path().join("link.png");
            std::os::unix::fs::symlink(&file, &link).expect("linked");
            assert_eq!(read_portrait(&link).expect("a file"), b"bytes");
            let device = here.path().join("device.png");
            std::os::unix::fs::symlink("/dev/zero", &device).expect("linked");
            assert!(
                read_portrait(&device)
                    .expect_err("a device")
                    .ends_with("is not a file")
            );
            let pipe = here.path().join("pipe.png");
            let made = std::process::Command::new("mkfifo").arg(&pipe).status();
            assert!(made.expect("every Unix has it").success());
            assert!(
                read_portrait(&pipe)
                    .expect_err("a pipe")
                    .ends_with("is not a file")
            );
        }
    }
}
