//! How actions stand, said below a picture: of those beside whose lines it has no
//! room, or would be too small to be read.

use std::collections::BTreeMap;

use super::{Scene, words};
use crate::model::{Document, Link};

/// Least size of letters that can be read, in pixels of the image: their capitals
/// are 7 pixels high.
pub const READABLE_PX: f64 = 9.6;

/// Most actions that are named one by one; of the others only how many there are.
pub const MOST_NAMED: usize = 24;

/// Up to so many actions without words are named below a picture; of more, how many
/// there are.
pub const MOST_UNWORDED: usize = 8;

/// Actions that stand alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How they stand: see [`words::standing`].
    pub how: String,
    /// How many there are.
    pub count: usize,
    /// The first of them, in words; `MOST_NAMED` at most.
    pub named: Vec<String>,
}

/// The actions of a scene whose lines do not say how they stand where that is not
/// as usual, or in letters smaller than `least` (document units).
pub(super) fn unsaid(doc: &Document, scene: &Scene, least: f64) -> Vec<Standing> {
    let mut alike: BTreeMap<String, Vec<Link<'_>>> = BTreeMap::new();
    let said = |size: Option<f64>| size.is_some_and(|size| size >= least);
    for drawn in scene.actions.iter().filter(|a| !said(a.note_size)) {
        let Some(link) = doc.graph.link(&drawn.id) else {
            continue;
        };
        let how = words::standing(doc, link.action);
        if !how.is_empty() {
            alike.entry(how).or_default().push(link);
        }
    }
    let standing = |(how, links): (String, Vec<Link<'_>>)| Standing {
        how,
        count: links.len(),
        named: links
            .iter()
            .take(MOST_NAMED)
            .map(|link| words::sentence(doc, *link))
            .collect(),
    };
    alike.into_iter().map(standing).collect()
}

/// The actions of a scene that stand as usual, and beside whose lines their verbs
/// have no room; named where they are few.
pub(super) fn unworded(doc: &Document, scene: &Scene) -> Standing {
    let without = scene.actions.iter().filter(|a| a.verb_box.is_none());
    let links = without.filter_map(|a| doc.graph.link(&a.id));
    let usual = links.filter(|link| words::standing(doc, link.action).is_empty());
    let usual: Vec<Link<'_>> = usual.collect();
    let named = usual.iter().filter(|_| usual.len() <= MOST_UNWORDED);
    Standing {
        how: String::new(),
        count: usual.len(),
        named: named.map(|link| words::sentence(doc, *link)).collect(),
    }
}

/// All of it in a line, with so many actions named: "Alleged (3): A accuses B;
/// C sues D; 1 more. Denied: …". Without any named: "3 alleged; 1 denied."
/// Empty when there is nothing to say.
pub(super) fn line(all: &[Standing], mut most: usize) -> String {
    if all.is_empty() {
        return String::new();
    }
    if most == 0 {
        let counts: Vec<String> = all
            .iter()
            .map(|s| format!("{} {}", s.count, s.how))
            .collect();
        return format!("{}.", counts.join("; "));
    }
    let told = all.iter().map(|standing| {
        let Standing { how, count, named } = standing;
        let named = &named[..named.len().min(most)];
        most -= named.len();
        let left = count - named.len();
        let how = capital(how);
        match (named, left) {
            ([], _) => format!("{how}: {count}."),
            ([one], 0) => format!("{how}: {one}."),
            (all, 0) => format!("{how} ({count}): {}.", all.join("; ")),
            (all, left) => format!("{how} ({count}): {}; {left} more.", all.join("; ")),
        }
    });
    told.collect::<Vec<_>>().join(" ")
}

/// The same with a capital at its beginning.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_named_as_are_asked_for_and_all_are_counted() {
        let standing = |how: &str, count: usize| Standing {
            how: how.to_owned(),
            count,
            named: (0..count).map(|n| format!("{how} {n}")).collect(),
        };
        let all = [standing("alleged", 3), standing("denied", 1)];
        let told = |most| line(&all, most);
        assert_eq!(told(0), "3 alleged; 1 denied.");
        assert_eq!(
            told(2),
            "Alleged (3): alleged 0; alleged 1; 1 more. Denied: 1."
        );
        assert_eq!(
            told(9),
            "Alleged (3): alleged 0; alleged 1; alleged 2. Denied: denied 0."
        );
        assert_eq!(line(&[], 0), "");
        assert_eq!(line(&[], 5), "");
    }
}
