//! Files that stand beside a document: texts of sources, portraits.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path};
use std::sync::Arc;

use super::problem::{Position, Problem};
use super::read::Places;
use super::save::write_file;
use super::texts::MAX_TEXT_BYTES;
use crate::model::{ActorId, Document};

/// Largest portrait that is read, in bytes.
pub const MAX_PORTRAIT_BYTES: u64 = 20_000_000;

/// Whether a path stays in the folder it is taken from: a document from
/// somebody else must not pull other files of this computer into an export.
pub(super) fn stays_inside(relative: &Path) -> bool {
    relative
        .components()
        .all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

/// Whether a document at that path has this file beside it, or below.
#[must_use]
pub fn is_beside(doc_path: &Path, file: &str) -> bool {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    stays_inside(Path::new(file)) && folder.join(file).is_file()
}

/// The bytes of a regular file in a folder or below; or what is wrong, and
/// what to do.
pub(super) fn read_beside(
    folder: &Path,
    file: &str,
    most: u64,
) -> Result<Vec<u8>, (String, &'static str)> {
    let relative = Path::new(file);
    if !stays_inside(relative) {
        return Err((
            "lies outside the folder of the document".to_owned(),
            "put a copy beside the document, and name it without a leading / or ..",
        ));
    }
    read_regular(&folder.join(relative), most)
}

/// The bytes of a regular file, wherever it is, through symbolic links; or what
/// is wrong, and what to do.
pub(super) fn read_regular(path: &Path, most: u64) -> Result<Vec<u8>, (String, &'static str)> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => (
            "is not there".to_owned(),
            "put it beside the document, or correct its name",
        ),
        _ => (format!("cannot be read: {error}"), "check its permissions"),
    };
    // Before opening: opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(("is not a file".to_owned(), "name a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|f| f.take(most + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err((format!("is larger than {most} bytes"), "use a smaller one"));
    }
    Ok(bytes)
}

/// Reads the portraits of a document's actors, which stand beside the
/// document, at `doc_path`; `places` are those of the document's file.
///
/// Returns the encoded images that could be read, and a problem for each that
/// could not. Whether they are images is for whoever draws them to say.
#[must_use]
pub fn load_portraits(
    doc_path: &Path,
    doc: &Document,
    places: &Places,
) -> (BTreeMap<ActorId, Arc<[u8]>>, Vec<Problem>) {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    let mut portraits = BTreeMap::new();
    let mut problems = Vec::new();
    for actor in doc.graph.actors().filter(|a| !a.portrait.is_empty()) {
        match read_beside(folder, &actor.portrait, MAX_PORTRAIT_BYTES) {
            Ok(bytes) => {
                portraits.insert(actor.id.clone(), bytes.into());
            }
            Err((what, hint)) => {
                let at = places.portraits.get(&actor.id).copied();
                let what = format!("the portrait {:?} {what}", actor.portrait);
                problems.push(Problem::error(at.unwrap_or(Position::START), what, hint));
            }
        }
    }
    (portraits, problems)
}

/// Copies what stands beside a document to where it was saved under another
/// name. A file that is there already stays, and is told of if it differs.
///
/// # Errors
/// The files that could not be copied, each with the reason.
pub fn copy_beside(doc: &Document, from: &Path, to: &Path) -> Result<(), Vec<String>> {
    let folder = from.parent().unwrap_or(Path::new(""));
    let texts = doc.sources.values().map(|s| (&s.file, MAX_TEXT_BYTES));
    let portraits = doc
        .graph
        .actors()
        .map(|a| (&a.portrait, MAX_PORTRAIT_BYTES));
    let files = texts.chain(portraits).filter(|(f, _)| !f.is_empty());
    // What cannot be read here is told by whoever opens the document.
    let readable = files.filter_map(|(file, most)| {
        let bytes = read_beside(folder, file, most).ok()?;
        Some((file.as_str(), bytes))
    });
    write_beside(to, readable)
}

/// Puts files beside a document, each under its name relative to it. A file
/// that is there already stays, and is told of if it differs.
///
/// # Errors
/// The files that could not be written, each with the reason.
pub fn write_beside<'f>(
    doc_path: &Path,
    files: impl IntoIterator<Item = (&'f str, Vec<u8>)>,
) -> Result<(), Vec<String>> {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    let mut failed = Vec::new();
    for (file, bytes) in files {
        if !stays_inside(Path::new(file)) {
            continue;
        }
        let target = folder.join(file);
        match fs::read(&target) {
            Ok(there) if there == bytes => continue,
            Ok(_) => {
                failed.push(format!(
                    "{}: another file of this name is there already; it was left as it is",
                    target.display()
                ));
                continue;
            }
            Err(_) => {}
        }
        let written = fs::create_dir_all(target.parent().unwrap_or(folder))
            .map_err(|e| format!("{}: {e}", target.display()))
            .and_then(|()| write_file(&target, &bytes).map_err(|e| e.to_string()));
        failed.extend(written.err());
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind};

    #[test]
    fn portraits_are_read_from_beside_the_document_only() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("faces")).expect("new");
        fs::write(folder.path().join("faces/ada.png"), b"bytes").expect("written");
        let mut doc = Document::new();
        for (id, portrait) in [
            ("ada", "faces/ada.png"),
            ("bob", "../bob.png"),
            ("eve", "/etc/hostname"),
            ("zoe", "nowhere.png"),
        ] {
            let mut actor = Actor::new(ActorId::new(id).expect("valid"), id, ActorKind::Person);
            portrait.clone_into(&mut actor.portrait);
            doc.graph.add_actor(actor).expect("new");
        }
        let path = folder.path().join("doc.ron");
        let (portraits, problems) = load_portraits(&path, &doc, &Places::default());
        assert_eq!(portraits.len(), 1);
        assert_eq!(problems.len(), 3);
        assert!(problems[0].what.contains("outside the folder"));
        // Saved elsewhere, the one that there is comes along.
        let other = tempfile::tempdir().expect("a folder");
        let there = other.path().join("copy.ron");
        copy_beside(&doc, &path, &there).expect("copied");
        assert_eq!(
            load_portraits(&there, &doc, &Places::default()).0,
            portraits
        );
    }
}
