//! Sections of things by id, and the ids that other parts name.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::decode::{Decoder, clip};
use super::problem::{Finding, near};
use super::scan::Node;
use crate::model::IdError;

/// Most unknown ids for which a near one is looked for: looking takes time
/// linear in the number of ids, each time.
pub(super) const MAX_GUESSES: usize = 20;

/// The ids of a section: where each was given first, and itself if it is valid.
pub(super) struct Ids<'a, I> {
    sort: &'static str,
    known: HashMap<Cow<'a, str>, (Option<I>, usize)>,
}

/// An entry of a section: its key as text, its id if that is valid, its value.
pub(super) struct Entry<'a, 'n, I> {
    pub key: Cow<'a, str>,
    pub id: Option<I>,
    pub value: &'n Node,
}

impl<'a> Decoder<'a, '_> {
    /// A section of things by id: its entries, and the table of their ids.
    /// Ids that are not valid, given twice, or retired are noted.
    pub(super) fn section<'n, I: Clone>(
        &mut self,
        slot: Option<&'n Node>,
        sort: &'static str,
        make: impl Fn(&str) -> Result<I, IdError>,
        retired: &BTreeSet<String>,
    ) -> (Vec<Entry<'a, 'n, I>>, Ids<'a, I>) {
        let nodes = self.entries(slot);
        let mut known = HashMap::with_capacity(nodes.len());
        let mut entries = Vec::with_capacity(nodes.len());
        for (key, value) in nodes {
            let Some(text) = self.cow(key) else {
                continue;
            };
            let at = key.span.start as usize;
            let id = match make(&text) {
                Ok(id) => Some(id),
                Err(error) => {
                    let what = format!("{:?}: {error}", clip(&text));
                    self.error(key, what, "choose another id");
                    None
                }
            };
            if let Some((_, first)) = known.get(&text) {
                let mut finding = Finding::error(
                    at,
                    format!("the id {text:?} is given to two {sort}s"),
                    "give one of them another id, or remove it",
                );
                finding.see = Some(("it was first given at", *first));
                self.findings.push(finding);
            } else {
                known.insert(text.clone(), (id.clone(), at));
            }
            if retired.contains(text.as_ref()) {
                self.error(
                    key,
                    format!("the id {text:?} is retired"),
                    format!("choose another id, or take it out of the list `retired_{sort}s`"),
                );
            }
            entries.push(Entry {
                key: text,
                id,
                value,
            });
        }
        (entries, Ids { sort, known })
    }

    /// The id that a text names, if the section has it.
    pub(super) fn known<I: Clone>(&mut self, ids: &Ids<'_, I>, node: &Node) -> Option<I> {
        let text = self.cow(node)?;
        if let Some((id, _)) = ids.known.get(&*text) {
            return id.clone(); // an id that is not valid was noted where it is given
        }
        let mut guess = None;
        if self.guesses > 0 {
            self.guesses -= 1;
            // In order, so that the same file gives the same message.
            let mut names: Vec<&str> = ids.known.keys().map(|k| &**k).collect();
            names.sort_unstable();
            guess = near(&text, names.into_iter()).map(str::to_owned);
        }
        let hint = match guess {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!("correct the id, or add the {}", ids.sort),
        };
        let what = format!("there is no {} {:?}", ids.sort, clip(&text));
        self.error(node, what, hint);
        None
    }
}
