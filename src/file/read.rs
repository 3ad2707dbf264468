//! From the bytes of a file to a document, with every problem by line and column.

use std::collections::{BTreeMap, BTreeSet};

use super::arrangements::all_arrangements;
use super::decode::{Decoder, Thing};
use super::lenses::all_lenses;
use super::parts::{action, actor, source, start};
use super::problem::{Finding, Located, Position, Problem, Severity, resolve};
use super::scan::{Node, Scanned, leading_version, scan, slice};
use super::{FORMAT_VERSION, MAX_FILE_BYTES};
use crate::model::{ActionId, ActorId, Document, InfluenceGraph, Retired, SourceId, violations};

/// Where the evidence of a document stands in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// For each action that has claims, the place of each of them, in order.
    pub claims: BTreeMap<ActionId, Vec<ClaimPlace>>,
    /// For each action that has none, its place.
    pub bare: BTreeMap<ActionId, Position>,
    /// For each source with a text file, the place of its field `file`.
    pub texts: BTreeMap<SourceId, Position>,
    /// For each actor with a portrait, the place of its field `portrait`.
    pub portraits: BTreeMap<ActorId, Position>,
}

impl Places {
    /// Where the n-th claim of an action stands; the start of the file where
    /// that is not known.
    #[must_use]
    pub fn claim(&self, action: &ActionId, n: usize) -> ClaimPlace {
        let known = self.claims.get(action).and_then(|p| p.get(n));
        known.copied().unwrap_or(ClaimPlace {
            anchor: Position::START,
            quote: Position::START,
        })
    }
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimPlace {
    /// Its anchor, or the claim where it has none.
    pub anchor: Position,
    /// Its quote, or the claim where it has none.
    pub quote: Position,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document; it has no [`violations`].
    pub document: Document,
    /// What should be known about the file, in order.
    pub warnings: Vec<Problem>,
    /// Where its evidence stands.
    pub places: Places,
}

/// Why nothing was read.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Everything that is wrong, in order; at least one error.
    pub problems: Vec<Problem>,
    /// The version, when it is a newer one than this program reads.
    pub newer: Option<String>,
}

impl Refusal {
    fn one(text: &str, finding: Finding) -> Self {
        Self {
            problems: resolve(text, vec![finding]),
            newer: None,
        }
    }
}

/// Reads a document from the bytes of its file, in time linear in their number.
///
/// # Errors
/// Every problem of the file, in order of lines and columns; at least one is
/// an error. Of a file that is not RON, the first place where it is not; of a
/// file of a newer version, only that.
pub fn parse(bytes: &[u8]) -> Result<Parsed, Vec<Problem>> {
    parse_telling(bytes, &mut |_| ())
}

/// As [`parse`], and tells how far it has come: from 0 to 1, never less than
/// before.
///
/// # Errors
/// As for [`parse`].
pub fn parse_telling(bytes: &[u8], tell: &mut dyn FnMut(f32)) -> Result<Parsed, Vec<Problem>> {
    refusing(bytes, HEAD, tell).map_err(|refusal| refusal.problems)
}

/// The word that a file starts with.
const HEAD: &str = "Dramatis";

/// As [`parse`], of a text under another head.
pub(super) fn parse_under(text: &str, head: &str) -> Result<Document, Refusal> {
    let parsed = refusing(text.as_bytes(), head, &mut |_| ())?;
    Ok(parsed.document)
}

/// As [`parse`], and tells a newer version from other problems.
pub(super) fn parse_or_refuse(bytes: &[u8]) -> Result<Parsed, Refusal> {
    refusing(bytes, HEAD, &mut |_| ())
}

/// Shares of the time that reading takes: what the scanner needs, and where the
/// decoder comes to after it.
const SCANNED: f32 = 0.2;
const DECODED: f32 = 0.95;

fn refusing(bytes: &[u8], head: &str, tell: &mut dyn FnMut(f32)) -> Result<Parsed, Refusal> {
    let text = text_of(bytes)?;
    let length = text.len().max(1) as f32;
    if let Some(span) = leading_version(text) {
        refuse_newer(text, slice(text, span), span.start as usize)?;
    }
    let mut far = |at: usize| tell(SCANNED * at as f32 / length);
    let scanned = scan(text, &mut far).map_err(|finding| Refusal::one(text, finding))?;
    let mut reached = 0;
    let mut far = |at: usize| {
        // Sections may stand in any order, and are read in ours.
        reached = reached.max(at);
        tell(SCANNED + (DECODED - SCANNED) * reached as f32 / length);
    };
    let mut d = Decoder::new(text, &mut far);
    let decoded = document(&mut d, &scanned.root, text, head)?;
    warn_of_comments(&mut d, &scanned);
    let failed = d.failed();
    let problems = resolve(text, std::mem::take(&mut d.findings));
    match decoded {
        Some((document, offsets)) if !failed => Ok(Parsed {
            document: sound(document)?,
            warnings: problems,
            places: offsets.locate(text),
        }),
        _ => Err(Refusal {
            problems,
            newer: None,
        }),
    }
}

/// The text of a file, without a byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let refuse = |text: &str, at, what: String, hint: &str| {
        Err(Refusal::one(text, Finding::error(at, what, hint)))
    };
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let what = format!("the file is larger than {MAX_FILE_BYTES} bytes");
        return refuse("", 0, what, "this is no Dramatis document");
    }
    if bytes.first() == Some(&0) {
        let what = "found a NUL byte, expected Dramatis(".to_owned();
        return refuse("", 0, what, "the file was damaged; look for a backup");
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let good = error.valid_up_to();
            let before = std::str::from_utf8(&bytes[..good]).unwrap_or_default();
            let hint = match bytes {
                [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it looks like UTF-16: save it as UTF-8",
                _ => "save the file as UTF-8; if it was damaged, look for a backup",
            };
            let bad = bytes.get(good).copied().unwrap_or_default();
            return refuse(before, good, format!("byte 0x{bad:02X} is not UTF-8"), hint);
        }
    };
    if text.trim().is_empty() {
        let what = "the file is empty, expected Dramatis(".to_owned();
        return refuse("", 0, what, "look for a backup, or make a new document");
    }
    Ok(text)
}

fn refuse_newer(text: &str, version: &str, at: usize) -> Result<(), Refusal> {
    let digits = version.bytes().all(|b| b.is_ascii_digit());
    let newer = match ron::from_str::<u64>(version) {
        Ok(number) => number > FORMAT_VERSION,
        Err(_) => digits, // more digits than any number has that we know
    };
    if !newer {
        return Ok(());
    }
    let version = super::decode::clip(version).into_owned();
    let mut refusal = Refusal::one(
        text,
        Finding::error(
            at,
            format!(
                "written by a newer Dramatis (version {version}; this one reads up to {FORMAT_VERSION})"
            ),
            "update the program; the file was not changed",
        ),
    );
    refusal.newer = Some(version);
    Err(refusal)
}

/// What was decoded, refused where the one checker finds something that this
/// room did not (a defect, not a fault of the file).
fn sound(document: Document) -> Result<Document, Refusal> {
    let broken = violations(&document);
    debug_assert!(broken.is_empty(), "not found by the reader: {broken:?}");
    if broken.is_empty() {
        return Ok(document);
    }
    let hint = "this is a defect of Dramatis: please report it";
    let problems = broken
        .iter()
        .map(|v| Problem::error(Position::START, v.to_string(), hint))
        .collect();
    Err(Refusal {
        problems,
        newer: None,
    })
}

fn warn_of_comments(d: &mut Decoder<'_, '_>, scanned: &Scanned) {
    if scanned.comments == 0 {
        return;
    }
    let what = match scanned.comments {
        1 => "a comment, which saving does not keep".to_owned(),
        n => format!("the first of {n} comments, which saving does not keep"),
    };
    let mut finding = Finding::error(
        scanned.first_comment,
        what,
        "put it into a field `notes` or `about`",
    );
    finding.severity = Severity::Warning;
    d.findings.push(finding);
}

/// Byte offsets of the evidence, before lines are counted.
#[derive(Default)]
pub(super) struct Offsets {
    /// Of each action with claims: anchor and quote of each.
    pub claims: Vec<(ActionId, Vec<(usize, usize)>)>,
    /// Of each action without claims: what is said of it.
    pub bare: Vec<(ActionId, usize)>,
    /// Of each source with a text file: the name of the file.
    pub texts: Vec<(SourceId, usize)>,
    /// Of each actor with a portrait: the name of the file.
    pub portraits: Vec<(ActorId, usize)>,
}

impl Offsets {
    fn locate(self, text: &str) -> Places {
        let claims = self.claims.iter().flat_map(|(_, at)| at);
        let all = claims.flat_map(|&(anchor, quote)| [anchor, quote]);
        let all = all.chain(self.bare.iter().map(|(_, at)| *at));
        let all = all.chain(self.texts.iter().map(|(_, at)| *at));
        let all = all
            .chain(self.portraits.iter().map(|(_, at)| *at))
            .collect();
        let located = Located::new(text, all);
        let place = |(anchor, quote)| ClaimPlace {
            anchor: located.get(anchor),
            quote: located.get(quote),
        };
        Places {
            claims: self
                .claims
                .into_iter()
                .map(|(id, at)| (id, at.into_iter().map(place).collect()))
                .collect(),
            bare: self
                .bare
                .into_iter()
                .map(|(id, at)| (id, located.get(at)))
                .collect(),
            texts: self
                .texts
                .into_iter()
                .map(|(id, at)| (id, located.get(at)))
                .collect(),
            portraits: self
                .portraits
                .into_iter()
                .map(|(id, at)| (id, located.get(at)))
                .collect(),
        }
    }
}

/// The whole document, or `None` with the reasons noted.
fn document(
    d: &mut Decoder<'_, '_>,
    root: &Node,
    text: &str,
    head: &str,
) -> Result<Option<(Document, Offsets)>, Refusal> {
    let thing = Thing {
        sort: "document",
        id: "",
    };
    let names = [
        "version",
        "title",
        "about",
        "actors",
        "actions",
        "sources",
        "retired_actors",
        "retired_actions",
        "retired_sources",
        "arrangements",
        "lenses",
    ];
    let Some(slots) = d.fields(root, thing, Some(head), names) else {
        return Ok(None);
    };
    let [
        version,
        title,
        about,
        actors,
        actions,
        sources,
        retired_actors,
        retired_actions,
        retired_sources,
        arrangements,
        lenses,
    ] = slots;
    if let Some(node) = d.need(version, root, thing, "version") {
        // Not only here: most files have it first, where it is found even if
        // the rest cannot be read.
        refuse_newer(text, slice(text, node.span), start(node))?;
        match d.whole(node) {
            Some(Ok(0)) => d.error(node, "there is no version 0", "write version: 1"),
            Some(Ok(known)) => d.version = known,
            _ => {}
        }
    }
    let title = d.optional_string(title);
    let about = d.optional_string(about);
    let mut words = |slot| -> Option<BTreeSet<String>> {
        let words = d.words(slot, "a retired id")?;
        Some(words.into_iter().collect())
    };
    let lists = [retired_actors, retired_actions, retired_sources].map(&mut words);
    let sound = lists.iter().all(Option::is_some);
    let [gone_actors, gone_actions, gone_sources] = lists.map(Option::unwrap_or_default);

    let mut doc = Document {
        arrangements: Vec::new(),
        ..Document::new()
    };
    let mut offsets = Offsets::default();

    let (actor_nodes, actor_ids) = d.section(actors, "actor", ActorId::new, &gone_actors);
    let (action_nodes, action_ids) = d.section(actions, "action", ActionId::new, &gone_actions);
    // A large graph takes half as much room when it need not grow.
    doc.graph = InfluenceGraph::with_capacity(actor_nodes.len(), action_nodes.len());
    for entry in actor_nodes {
        let value = d.whole_of(entry.value);
        let read = actor(d, &value, &entry.key, entry.id, &mut offsets);
        // A second actor of the same id is refused here, and was noted above.
        let _ = read.map(|actor| doc.graph.add_actor(actor));
    }
    let (source_nodes, source_ids) = d.section(sources, "source", SourceId::new, &gone_sources);
    for entry in source_nodes {
        let value = d.whole_of(entry.value);
        if let Some(source) = source(d, &value, &entry.key, entry.id, &mut offsets) {
            doc.sources.insert(source.id.clone(), source);
        }
    }
    let ids = (&actor_ids, &source_ids);
    for entry in action_nodes {
        let value = d.whole_of(entry.value);
        let read = action(d, &value, &entry.key, entry.id, ids, &mut offsets);
        // As with actors.
        let _ = read.map(|(from, to, action)| doc.graph.add_action(&from, &to, action));
    }
    if let Some(node) = d.need(arrangements, root, thing, "arrangements") {
        let ids = (&actor_ids, &action_ids);
        doc.arrangements = all_arrangements(d, node, ids);
    }
    doc.lenses = all_lenses(d, lenses, &actor_ids);
    let (Some(title), Some(about), true) = (title, about, sound) else {
        return Ok(None);
    };
    (doc.title, doc.about) = (title, about);
    doc.retired = Retired {
        actors: gone_actors,
        actions: gone_actions,
        sources: gone_sources,
    };
    Ok(Some((doc, offsets)))
}
