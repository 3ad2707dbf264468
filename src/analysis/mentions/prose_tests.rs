//! How often what is proposed for ordinary news prose is right, empty or wrong.
//!
//! The articles lie in `tests/articles/prose`, each with what a person would code
//! of its passages. The rules are made with two of them in view; of the other two
//! only the figures are looked at, so that they tell how well the rules serve
//! somebody else's text.

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

/// Those that the rules are made with.
const IN_VIEW: [Article; 2] = [article!("rail"), article!("museum")];
/// Those that are only counted.
const HELD_OUT: [Article; 2] = [article!("reservoir"), article!("envoy")];

const FIELDS: [&str; 6] = ["from", "verb", "to", "who says so", "status", "when"];

/// What came of a field: right, empty though there is something to say, or wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    right: usize,
    empty: usize,
    wrong: usize,
}

impl Count {
    fn add(&mut self, expected: &str, found: &str) {
        let mut ways = expected.split(" / ");
        if expected == "?" {
        } else if ways.any(|way| way == found) {
            self.right += 1;
        } else if found == "-" {
            self.empty += 1;
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

/// Counts what is proposed for some articles; tells of each passage that is not
/// read rightly, where `tells` says so.
fn counted(articles: &[Article], tells: bool) -> [Count; 6] {
    let mut counts = [Count::default(); 6];
    for (name, text, expected) in articles {
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
                if counts[n].right == before.right && counts[n] != before {
                    wrong += &format!("\n    {}: {} for {}", FIELDS[n], found[n], expected[n]);
                }
            }
            if tells && !wrong.is_empty() {
                println!("{words}{wrong}");
            }
        }
    }
    counts
}

/// Holds what was counted against the least that is right, and the most that is
/// wrong, of each field.
fn held(counts: [Count; 6], bounds: [(usize, usize); 6]) {
    let mut missed = Vec::new();
    for n in 0..FIELDS.len() {
        let Count {
            right,
            empty,
            wrong,
        } = counts[n];
        println!(
            "{:>12}: {right} right, {empty} empty, {wrong} wrong",
            FIELDS[n]
        );
        let (least, most) = bounds[n];
        if right < least || wrong > most {
            missed.push(format!("{}: {:?}", FIELDS[n], counts[n]));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn what_is_proposed_for_prose_in_view_is_mostly_right() {
    let all = [(38, 0), (38, 0), (39, 0), (40, 0), (40, 0), (38, 0)];
    held(counted(&IN_VIEW, true), all);
}

#[test]
fn what_is_proposed_for_prose_held_out_is_mostly_right() {
    let most = [(38, 0), (36, 4), (40, 0), (41, 0), (40, 1), (38, 0)];
    held(counted(&HELD_OUT, false), most);
}
