//! Looks at a PDF before its text is taken out.
//!
//! The library that does so follows drawings into drawings and pages up to their
//! parents for as long as it goes, and decodes whatever it meets: a file of a
//! kilobyte could end the whole program. What would is refused here.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::super::TextProblem;
use super::bounds::{self, TooMuch};
use super::programs;

/// Most pages. A text may be some 2,500 pages long.
const MOST_PAGES: usize = 5_000;
/// How deep drawings (form XObjects) may stand in one another.
const DEEPEST: usize = 50;
/// How many nodes of the tree of pages may stand above one.
const HIGHEST: usize = 300;
/// Most bytes of what one stream holds.
const MOST_STREAM: usize = 32_000_000;
/// Most bytes that are gone through for one page, with all its drawings.
const MOST_PAGE: usize = MOST_STREAM;
/// Most bytes of all streams that are no images, and of all pages.
const MOST_ALL: usize = 500_000_000;

fn problem(what: impl Into<String>) -> TextProblem {
    TextProblem::Pdf(what.into())
}

fn bomb() -> TextProblem {
    problem("there is far more packed into it than a text needs: it may be made to do harm")
}

fn too_deep() -> TextProblem {
    problem(format!(
        "drawings stand more than {DEEPEST} deep in one another in it"
    ))
}

impl From<TooMuch> for TextProblem {
    fn from(_: TooMuch) -> Self {
        bomb()
    }
}

thread_local! {
    /// Whether something was left out while a file was loaded since it holds too
    /// much: what looks at each object may be given nothing else.
    static LEFT_OUT: Cell<bool> = const { Cell::new(false) };
}

/// Loads a PDF whose text can be taken out; without its images.
///
/// # Errors
/// It cannot be read, or holds what would do harm.
pub(super) fn load(bytes: &[u8]) -> Result<Document, TextProblem> {
    see_tables(bytes)?;
    LEFT_OUT.set(false);
    let options = LoadOptions::with_filter(keep);
    let loaded = Document::load_mem_with_options(bytes, options);
    if LEFT_OUT.get() {
        return Err(bomb());
    }
    let mut doc = loaded.map_err(|error| problem(error.to_string()))?;
    if doc.is_encrypted() && doc.decrypt("").is_err() {
        return Err(problem(
            "it is locked with a password: save a copy of it without one",
        ));
    }
    leave_out_wordless(&mut doc);
    see_streams(&doc)?;
    see_pages(&doc)?;
    Ok(doc)
}

/// The tables of where its objects stand are decoded before anybody is asked.
fn see_tables(bytes: &[u8]) -> Result<(), TextProblem> {
    const MARK: &[u8] = b"stream";
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], MARK) {
        let at = from + at;
        from = at + MARK.len();
        let before = &bytes[at.saturating_sub(2_000)..at];
        let object = before.windows(3).rposition(|w| w == b"obj");
        let dictionary = &before[object.unwrap_or(0)..];
        let Some(widths) = find(dictionary, b"/W ").or_else(|| find(dictionary, b"/W[")) else {
            continue;
        };
        let columns = find(dictionary, b"/Columns").map_or(0, |at| at + b"/Columns".len());
        if largest(&dictionary[widths + 2..]) > 1_000 || largest(&dictionary[columns..]) > 1_000_000
        {
            return Err(bomb());
        }
        let data = &bytes[from..];
        let end = data.iter().position(|b| !matches!(b, b'\r' | b'\n'));
        bounds::inflate(&data[end.unwrap_or(0)..], MOST_STREAM)?;
    }
    Ok(())
}

/// The largest of the numbers, in brackets or not, that bytes begin with.
fn largest(bytes: &[u8]) -> u64 {
    let is = |b: &&u8| b.is_ascii_digit() || matches!(b, b' ' | b'[' | b'\r' | b'\n');
    let all: Vec<u8> = bytes.iter().take_while(is).copied().collect();
    let numbers = all.split(|b| !b.is_ascii_digit()).map(|digits| {
        let digit = |n: u64, b: &u8| n.saturating_mul(10).saturating_add(u64::from(b - b'0'));
        digits.iter().fold(0, digit)
    });
    numbers.max().unwrap_or(0)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

/// Whether an object is loaded: not one that would be decoded at once, and holds
/// too much.
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Ok(stream) = object.as_stream() else {
        return Some((id, object.clone()));
    };
    if stream.dict.has_type(b"ObjStm") && bounds::measure(stream, MOST_STREAM).is_err() {
        LEFT_OUT.set(true);
        return None;
    }
    // Whoever asks about a stream only looks whether there is an answer.
    Some((id, Object::Null))
}

/// Empties what no text is in: images, which are taken for text where one is drawn,
/// and profiles and functions of colours, which are copied whenever a drawing sets its
/// state aside.
fn leave_out_wordless(doc: &mut Document) {
    let mut profiles = HashSet::new();
    for object in doc.objects.values() {
        note_profiles(doc, object, &mut profiles);
    }
    for (id, object) in &mut doc.objects {
        let Object::Stream(stream) = object else {
            continue;
        };
        let image = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if matches!(image, Ok(b"Image"))
            || stream.dict.has(b"FunctionType")
            || profiles.contains(id)
        {
            stream.set_plain_content(Vec::new());
        }
    }
}

/// Notes which streams are said to be profiles of colours.
fn note_profiles(doc: &Document, object: &Object, found: &mut HashSet<ObjectId>) {
    match object {
        Object::Array(all) => {
            if let [Object::Name(name), profile, ..] = &all[..]
                && name == b"ICCBased"
                && let Ok((Some(id), _)) = doc.dereference(profile)
            {
                found.insert(id);
            }
            all.iter().for_each(|one| note_profiles(doc, one, found));
        }
        Object::Dictionary(all) | Object::Stream(Stream { dict: all, .. }) => {
            let values = all.iter().map(|(_, value)| value);
            values.for_each(|one| note_profiles(doc, one, found));
        }
        _ => {}
    }
}

fn see_streams(doc: &Document) -> Result<(), TextProblem> {
    let mut all = 0;
    let mut seen = HashSet::new();
    for object in doc.objects.values() {
        if let Object::Stream(stream) = object {
            all += bounds::measure(stream, MOST_STREAM)?;
            if all > MOST_ALL {
                return Err(bomb());
            }
        }
        see_fonts(doc, object, &mut seen)?;
    }
    Ok(())
}

/// Looks at the programs that fonts have, at each once: many may have the same.
fn see_fonts(
    doc: &Document,
    object: &Object,
    seen: &mut HashSet<ObjectId>,
) -> Result<(), TextProblem> {
    let dictionary = match object {
        Object::Array(all) => return all.iter().try_for_each(|one| see_fonts(doc, one, seen)),
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return Ok(()),
    };
    for (key, value) in dictionary.iter() {
        if matches!(&key[..], b"ToUnicode" | b"Encoding" | b"FontFile")
            && let Ok((id, Object::Stream(program))) = doc.dereference(value)
            && id.is_none_or(|id| seen.insert(id))
            && !programs::is_modest(&contents(program))
        {
            return Err(bomb());
        }
        see_fonts(doc, value, seen)?;
    }
    Ok(())
}

/// What a stream holds: only of one that was measured.
pub(super) fn contents(stream: &Stream) -> Vec<u8> {
    let plain = stream.decompressed_content();
    plain.unwrap_or_else(|_| stream.content.clone())
}

fn see_pages(doc: &Document) -> Result<(), TextProblem> {
    let pages = doc.get_pages();
    if pages.is_empty() {
        return Err(problem("there are no pages in it"));
    }
    if pages.len() > MOST_PAGES {
        return Err(problem(format!(
            "it has {} pages, and {MOST_PAGES} is the most: cut it into parts",
            pages.len()
        )));
    }
    let mut drawings = Drawings {
        doc,
        known: HashMap::new(),
        open: 0,
        read: 0,
    };
    let nothing = Dictionary::new();
    for id in pages.into_values() {
        let resources = resources(doc, id)?.unwrap_or(&nothing);
        let mut content = Vec::new();
        for part in doc.get_page_contents(id) {
            if let Ok(Object::Stream(stream)) = doc.get_object(part) {
                content.extend(contents(stream));
            }
            content.push(b'\n');
            if content.len() > MOST_PAGE {
                return Err(bomb());
            }
        }
        drawings.within(&content, resources)?;
    }
    Ok(())
}

/// What a page draws with: its own, or that of what stands above it.
fn resources(doc: &Document, page: ObjectId) -> Result<Option<&Dictionary>, TextProblem> {
    let mut found = None;
    let mut node = doc.get_dictionary(page).ok();
    for _ in 0..HIGHEST {
        let Some(here) = node else {
            return Ok(found);
        };
        found = found.or_else(|| dictionary(doc, here, b"Resources"));
        let parent = here.get(b"Parent").and_then(Object::as_reference);
        node = parent.and_then(|id| doc.get_dictionary(id)).ok();
    }
    Err(problem("its pages stand in a circle"))
}

fn dictionary<'d>(doc: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    of.get_deref(key, doc).and_then(Object::as_dict).ok()
}

/// What a drawing takes.
#[derive(Clone, Copy)]
struct Taken {
    /// Bytes that are gone through, with the drawings in it.
    bytes: usize,
    /// How deep drawings stand in it.
    depth: usize,
}

struct Drawings<'d> {
    doc: &'d Document,
    /// What is known of each drawing, and of what it draws with (where it stands
    /// in memory); nothing while it is looked at.
    known: HashMap<(ObjectId, *const Dictionary), Option<Taken>>,
    /// How many of them are looked at, one within the other.
    open: usize,
    read: usize,
}

impl<'d> Drawings<'d> {
    fn within(&mut self, content: &[u8], with: &'d Dictionary) -> Result<Taken, TextProblem> {
        let mut taken = Taken {
            bytes: content.len() + 1,
            depth: 0,
        };
        self.read += taken.bytes;
        if self.read > MOST_ALL {
            return Err(bomb());
        }
        if find(content, b"Do").is_none() {
            return Ok(taken);
        }
        let Ok(content) = Content::decode(content) else {
            return Ok(taken);
        };
        for operation in &content.operations {
            let name = operation.operands.first().map(Object::as_name);
            let (true, Some(Ok(name))) = (operation.operator == "Do", name) else {
                continue;
            };
            let inner = self.drawn(name, with)?;
            taken.bytes += inner.bytes;
            taken.depth = taken.depth.max(inner.depth + 1);
            if taken.bytes > MOST_PAGE {
                return Err(bomb());
            }
            if taken.depth > DEEPEST {
                return Err(too_deep());
            }
        }
        Ok(taken)
    }

    /// The drawing of that name.
    fn drawn(&mut self, name: &[u8], with: &'d Dictionary) -> Result<Taken, TextProblem> {
        let nothing = Taken { bytes: 1, depth: 0 };
        let doc = self.doc;
        let named = dictionary(doc, with, b"XObject").and_then(|all| all.get(name).ok());
        let Some(Ok((Some(id), Object::Stream(stream)))) = named.map(|n| doc.dereference(n)) else {
            return Ok(nothing);
        };
        let with = dictionary(doc, &stream.dict, b"Resources").unwrap_or(with);
        let key = (id, std::ptr::from_ref(with));
        match self.known.get(&key) {
            Some(Some(taken)) => return Ok(*taken),
            Some(None) => return Err(problem("a drawing in it is drawn within itself")),
            None => {}
        }
        if self.open == DEEPEST {
            return Err(too_deep());
        }
        self.known.insert(key, None);
        self.open += 1;
        let taken = self.within(&contents(stream), with)?;
        self.open -= 1;
        self.known.insert(key, Some(taken));
        Ok(taken)
    }
}
