//! How often what is proposed for ordinary news prose is right, empty or wrong.
//!
//! The articles lie in `tests/articles/prose`, each with what a person would code
//! of its passages. The rules were written beside all four, and words that these
//! use stand in the lists: the first two were read line by line, the other two
//! counted again and again. So the figures say that what once was read rightly
//! still is, and not how well the rules serve somebody else's text.

use super::index::NameIndex;
use super::suggest::{Speaker, Suggestion, Who, suggest};
use crate::model::{Actor, ActorId, ActorKind, InfluenceGraph};

/// An article: its name, its text, and what is expected of it.
type Article = (&'static str, &'static str, &'static str);

macro_rules! article {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../tests/articles/prose/", $name, ".md")),
            include_str!(concat!(
                "../../../tests/articles/prose/",
                $name,
                ".expected"
            )),
        )
    };
}

/// Those that were read line by line while the rules were made.
const IN_VIEW: [Article; 2] = [article!("rail"), article!("museum")];
/// Those that were counted while the rules were made.
const COUNTED: [Article; 2] = [article!("reservoir"), article!("envoy")];

const FIELDS: [&str; 6] = ["from", "verb", "to", "who says so", "status", "when"];

/// What came of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    /// What there is to say.
    right: usize,
    /// Empty, and nothing is to say.
    silent: usize,
    /// Empty, though there is something to say.
    missed: usize,
    wrong: usize,
}

impl Count {
    fn add(&mut self, expected: &str, found: &str) {
        let mut ways = expected.split(" / ");
        if expected == "?" {
        } else if ways.any(|way| way == found) {
            match found {
                "-" => self.silent += 1,
                _ => self.right += 1,
            }
        } else if found == "-" {
            self.missed += 1;
        } else {
            self.wrong += 1;
        }
    }
}

/// Who is known, and the passages, each with what is expected of its fields.
fn parsed(expected: &str) -> (InfluenceGraph, Vec<(&str, Vec<&str>)>) {
    let mut graph = InfluenceGraph::new();
    let mut passages = Vec::new();
    let mut words = "";
    for line in expected.lines().filter(|l| !l.starts_with('#')) {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        if parts[0] == "known" {
            let id = ActorId::new(&crate::model::slug(parts[1])).expect("an id");
            let kind = ActorKind::ALL
                .into_iter()
                .find(|k| k.name().to_lowercase() == parts[2]);
            let mut actor = Actor::new(id, parts[1].to_owned(), kind.expect("a kind"));
            actor.aliases = parts[3..].iter().map(|a| (*a).to_owned()).collect();
            graph.add_actor(actor).expect("new");
        } else if let Some(fields) = line.strip_prefix("= ") {
            let fields: Vec<&str> = fields.split(" | ").map(str::trim).collect();
            assert_eq!(fields.len(), FIELDS.len(), "{line}");
            passages.push((words, fields));
        } else if !line.is_empty() {
            words = line;
        }
    }
    (graph, passages)
}

/// What is proposed, as the fields of the form say it.
fn proposed(s: &Suggestion, graph: &InfluenceGraph) -> [String; 6] {
    let name = |at: usize| match &s.cast[at].who {
        Who::Known(id) => graph.actor(id).expect("known").name.clone(),
        Who::New(new) => new.name.clone(),
    };
    let end = |at: Option<usize>| at.map_or_else(|| "-".to_owned(), name);
    let or_none = |text: String| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    };
    let by = match &s.by {
        None => "-".to_owned(),
        Some(Speaker::Cast(at)) => name(*at),
        Some(Speaker::Outsider(other)) => other.clone(),
    };
    [
        end(s.from),
        or_none(s.verb.clone()),
        end(s.to),
        by,
        s.status.name().to_owned(),
        or_none(s.when.to_string()),
    ]
}

/// Counts what is proposed for some articles, whose lines end so; tells of each
/// passage that is not read rightly.
fn counted(articles: &[Article], line_end: &str) -> [Count; 6] {
    let mut counts = [Count::default(); 6];
    for (name, text, expected) in articles {
        let text = &text.replace('\n', line_end);
        let (graph, passages) = parsed(expected);
        let index = NameIndex::of(&graph);
        for (words, expected) in passages {
            let at = text
                .find(words)
                .unwrap_or_else(|| panic!("{name}: {words}"));
            let s = suggest(&index, text, at..at + words.len());
            let found = proposed(&s, &graph);
            let mut wrong = String::new();
            for n in 0..FIELDS.len() {
                let before = counts[n];
                counts[n].add(expected[n], &found[n]);
                let missed = counts[n].missed > before.missed;
                if missed || counts[n].wrong > before.wrong {
                    wrong += &format!("\n    {}: {} for {}", FIELDS[n], found[n], expected[n]);
                }
            }
            if !wrong.is_empty() {
                println!("{words}{wrong}");
            }
        }
    }
    counts
}

/// What a field is held to: the least that is right, and that is rightly empty; the
/// most that is missed, and that is wrong.
type Bounds = (usize, usize, usize, usize);

/// Holds what is proposed for some articles against the bounds of each field,
/// however their lines end.
fn held(articles: &[Article], bounds: [Bounds; 6]) {
    for line_end in ["\n", "\r\n"] {
        let counts = counted(articles, line_end);
        println!("{line_end:?}: {counts:#?}");
        for ((field, count), bounds) in FIELDS.iter().zip(counts).zip(bounds) {
            let (right, silent, missed, wrong) = bounds;
            let within = count.right >= right
                && count.silent >= silent
                && count.missed <= missed
                && count.wrong <= wrong;
            assert!(within, "{field}, {line_end:?}: {count:?} for {bounds:?}");
        }
    }
}

#[test]
fn what_is_proposed_for_prose_in_view_is_right() {
    let bounds = [
        (32, 6, 0, 0),
        (37, 1, 0, 0),
        (22, 17, 0, 0),
        (10, 30, 0, 0),
        (40, 0, 0, 0),
        (8, 30, 0, 0),
    ];
    held(&IN_VIEW, bounds);
}

#[test]
fn what_is_proposed_for_prose_that_was_counted_is_mostly_right() {
    let bounds = [
        (32, 6, 1, 0),
        (34, 2, 0, 4),
        (24, 16, 0, 0),
        (14, 27, 0, 0),
        (40, 0, 0, 1),
        (2, 36, 0, 0),
    ];
    held(&COUNTED, bounds);
}
