//! Everything in a document that can be looked for, in one text.

use crate::analysis::{fold_into, words};
use crate::model::{ActionId, ActorId, Document, InfluenceGraph};
use crate::picture::{Seen, Shows};

/// What of a thing says what is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name of an actor.
    Name,
    /// So-and-so-manieth of its other names.
    Alias(u32),
    /// What an actor is.
    Role,
    /// Who does what to whom.
    Deed,
    /// The words of so-and-so-manieth claim.
    Quote(u32),
    /// Why somebody is that sure of it.
    Because(u32),
    /// What is noted on an actor or action.
    Notes,
}

/// An actor or action that says what is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which one.
    pub shows: Shows,
    /// Where it says so best.
    pub field: Field,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best hits, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// One text of a thing.
#[derive(Clone, Copy, Debug)]
struct Entry {
    start: usize,
    thing: u32,
    field: Field,
    /// Of a deed, the bytes before and behind its verb.
    around: [u32; 2],
}

#[derive(Clone, Debug)]
enum Thing {
    Actor(ActorId),
    Action(ActionId),
}

/// The texts of a document, folded: one line each, the lines of a thing in a row.
#[derive(Debug, Default)]
pub struct Index {
    lines: String,
    entries: Vec<Entry>,
    /// The actors, then the actions, both in order of ids.
    things: Vec<Thing>,
    /// How many of them are actors.
    actors: usize,
}

impl Index {
    /// The index of a document. Takes time and room in proportion to its texts.
    #[must_use]
    pub fn of(doc: &Document) -> Self {
        let mut index = Self::default();
        for actor in doc.graph.actors() {
            index.things.push(Thing::Actor(actor.id.clone()));
            index.add(Field::Name, &actor.name);
            for (n, alias) in (0..).zip(&actor.aliases) {
                index.add(Field::Alias(n), alias);
            }
            index.add(Field::Role, &actor.role);
            index.add(Field::Notes, &actor.notes);
        }
        index.actors = index.things.len();
        for link in doc.graph.links() {
            index.things.push(Thing::Action(link.action.id.clone()));
            index.add_deed(&doc.graph, link.from, &link.action.verb, link.to);
            for (n, claim) in (0..).zip(&link.action.claims) {
                index.add(Field::Quote(n), &claim.quote);
                index.add(Field::Because(n), &claim.because);
            }
            index.add(Field::Notes, &link.action.notes);
        }
        index
    }

    fn add(&mut self, field: Field, text: &str) {
        if text.is_empty() {
            return;
        }
        self.begin(field);
        fold_into(text, &mut self.lines);
        self.lines.push('\n');
    }

    fn begin(&mut self, field: Field) {
        self.entries.push(Entry {
            start: self.lines.len(),
            thing: self.things.len() as u32 - 1,
            field,
            around: [0; 2],
        });
    }

    fn add_deed(&mut self, graph: &InfluenceGraph, from: &ActorId, verb: &str, to: &ActorId) {
        let name = |id: &ActorId| graph.actor(id).map_or("", |a| a.name.as_str());
        self.begin(Field::Deed);
        let start = self.lines.len();
        fold_into(name(from), &mut self.lines);
        self.lines.push(' ');
        let before = self.lines.len() - start;
        fold_into(verb, &mut self.lines);
        let end = self.lines.len();
        self.lines.push(' ');
        fold_into(name(to), &mut self.lines);
        let behind = self.lines.len() - end;
        self.lines.push('\n');
        if let Some(entry) = self.entries.last_mut() {
            entry.around = [before as u32, behind as u32];
        }
    }

    fn lets_in(&self, seen: &Seen, thing: usize) -> bool {
        let at = match thing.checked_sub(self.actors) {
            None => seen.actors().get(thing),
            Some(action) => seen.actions().get(action),
        };
        at.copied().unwrap_or(false)
    }

    /// The actors and actions that say all of some words in one of their texts:
    /// the best `most` of them; with `seen`, of those that it lets in. Takes time in proportion to all texts.
    #[must_use]
    pub fn search(&self, query: &str, most: usize, seen: Option<&Seen>) -> Found {
        let words = words(query);
        let Some(rarest) = words.iter().max_by_key(|w| w.len()) else {
            return Found::default();
        };
        let asked = Asked {
            phrase: words.join(" "),
            words: &words,
        };
        let mut letters = rarest.chars();
        let only = letters.next().filter(|_| letters.next().is_none());
        // A single letter is found faster as such.
        let find = |text: &str| match only {
            Some(letter) => text.find(letter),
            None => text.find(rarest.as_str()),
        };
        // The best of each thing: its lines stand in a row.
        let mut best: Vec<(Rank, u32, Field)> = Vec::new();
        let (mut at, mut entry) = (0, 0);
        while let Some(next) = find(&self.lines[at..]) {
            let hit = at + next;
            while self.entries.get(entry + 1).is_some_and(|e| e.start <= hit) {
                entry += 1;
            }
            let Entry {
                start,
                thing,
                field,
                around,
            } = self.entries[entry];
            let end = self
                .entries
                .get(entry + 1)
                .map_or(self.lines.len(), |e| e.start);
            // Without the break of the line.
            let text = &self.lines[start..end - 1];
            at = end;
            if !seen.is_none_or(|seen| self.lets_in(seen, thing as usize)) {
                continue;
            }
            if let Some(class) = asked.class(text, field, around) {
                let rank = Rank(class, text.len() as u32);
                match best.last_mut() {
                    Some(last) if last.1 == thing => *last = (*last).min((rank, thing, field)),
                    _ => best.push((rank, thing, field)),
                }
            }
        }
        let total = best.len();
        if total > most && most > 0 {
            best.select_nth_unstable(most - 1);
        }
        best.truncate(most);
        best.sort_unstable();
        let hits = best.into_iter().map(|(_, thing, field)| Hit {
            shows: match &self.things[thing as usize] {
                Thing::Actor(id) => Shows::Actor(id.clone()),
                Thing::Action(id) => Shows::Action(id.clone()),
            },
            field,
        });
        Found {
            hits: hits.collect(),
            total,
        }
    }
}

/// How good a hit is, less being better: its class, then the length of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u8, u32);

struct Asked<'w> {
    phrase: String,
    words: &'w [String],
}

impl Asked<'_> {
    /// The class of a text, less being better; `None` if a word is missing.
    fn class(&self, text: &str, field: Field, around: [u32; 2]) -> Option<u8> {
        if !self.words.iter().all(|w| text.contains(w.as_str())) {
            return None;
        }
        let how = self.how(text);
        Some(match field {
            Field::Name => how,
            Field::Alias(_) => 5 + how,
            Field::Deed => {
                let [before, behind] = around.map(|n| n as usize);
                let verb = text.get(before..text.len() - behind).unwrap_or(text);
                if verb.contains(&self.phrase) {
                    10 + self.how(verb)
                } else if self.words.iter().any(|w| verb.contains(w.as_str())) {
                    15
                } else {
                    16
                }
            }
            Field::Role => 17,
            Field::Quote(_) if text.contains(&self.phrase) => 18,
            Field::Quote(_) => 19,
            Field::Because(_) => 20,
            Field::Notes => 21,
        })
    }

    /// How a text says it: is it, starts with it, has it at the start of a word,
    /// has each word at the start of one, has it somewhere.
    fn how(&self, text: &str) -> u8 {
        if text == self.phrase {
            0
        } else if text.starts_with(&self.phrase) {
            1
        } else if at_word(text, &self.phrase) {
            2
        } else if self.words.iter().all(|w| at_word(text, w)) {
            3
        } else {
            4
        }
    }
}

/// Whether a text has something at the start of a word.
fn at_word(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Actor, ActorKind, Claim, Claimant, Confidence, SourceId, Status};

    fn actor(name: &str) -> Actor {
        let id = ActorId::new(&crate::model::slug(name)).expect("a slug");
        Actor::new(id, name, ActorKind::Person)
    }

    fn claim(quote: &str) -> Claim {
        Claim {
            by: Claimant::Outsider("somebody".into()),
            source: SourceId::new("s").expect("valid"),
            anchor: String::new(),
            quote: quote.into(),
            spot: None,
            entered: None,
            changed: None,
            status: Status::Reported,
            confidence: Confidence::Medium,
            because: "as the minutes show".into(),
        }
    }

    fn document() -> Document {
        let mut doc = Document::new();
        let mut marked = actor("Jürgen Habermas");
        marked.aliases = vec!["Mark of Frankfurt".into()];
        marked.role = "Chairman".into();
        let remark = actor("A Remark");
        for actor in [actor("Mark Milley"), actor("Denmark"), marked, remark] {
            doc.graph.add_actor(actor).expect("new");
        }
        let id = |s: &str| ActorId::new(s).expect("valid");
        let mut first = Action::new(ActionId::new("first").expect("valid"), "marks out");
        first.claims = vec![claim("Nothing here"), claim("He left a mark\non us")];
        let mut second = Action::new(ActionId::new("second").expect("valid"), "warns");
        second.claims = vec![claim("a question mark, no more")];
        let (a, b) = (id("denmark"), id("a-remark"));
        doc.graph.add_action(&a, &b, first).expect("new");
        let c = id(&crate::model::slug("Jürgen Habermas"));
        doc.graph.add_action(&c, &a, second).expect("new");
        doc
    }

    fn found(query: &str) -> Vec<(String, Field)> {
        let found = Index::of(&document()).search(query, 200, None);
        assert_eq!(found.total, found.hits.len());
        let name = |h: Hit| match h.shows {
            Shows::Actor(id) => (id.to_string(), h.field),
            Shows::Action(id) => (id.to_string(), h.field),
            Shows::Annotation(_) | Shows::Furniture => unreachable!("never indexed"),
        };
        found.hits.into_iter().map(name).collect()
    }

    #[test]
    fn names_come_before_other_names_verbs_and_quotes() {
        let habermas = crate::model::slug("Jürgen Habermas");
        let said: Vec<(&str, Field)> = vec![
            ("mark-milley", Field::Name),
            ("denmark", Field::Name),
            ("a-remark", Field::Name),
            (&habermas, Field::Alias(0)),
            ("first", Field::Deed),
            ("second", Field::Deed),
        ];
        let all = found("MARK");
        let all: Vec<(&str, Field)> = all.iter().map(|(n, f)| (n.as_str(), *f)).collect();
        assert_eq!(all, said);
    }

    #[test]
    fn case_accents_and_the_order_of_words_make_no_difference() {
        let habermas = crate::model::slug("Jürgen Habermas");
        for query in ["jurgen", "Jürgen", "habermas JURGEN", "  ürg haber "] {
            assert_eq!(found(query)[0], (habermas.clone(), Field::Name), "{query}");
        }
    }

    #[test]
    fn quotes_are_found_across_lines_and_each_claim_is_told_apart() {
        assert_eq!(found("mark on us"), [("first".into(), Field::Quote(1))]);
        assert_eq!(found("question"), [("second".into(), Field::Quote(0))]);
        let minutes = found("minutes");
        assert_eq!(minutes.len(), 2);
        assert_eq!(minutes[0].1, Field::Because(0));
        assert_eq!(found("chairman")[0].1, Field::Role);
        // Who does what to whom, in any order; not words of two texts.
        assert_eq!(found("denmark warns"), [("second".into(), Field::Deed)]);
        assert_eq!(found("chairman habermas"), []);
        assert_eq!(found("milley\nnothing"), []);
    }

    #[test]
    fn nothing_is_found_for_nothing_and_no_more_than_asked_for() {
        assert_eq!(found(""), []);
        assert_eq!(found(" \n "), []);
        let index = Index::of(&document());
        let (all, two) = (
            index.search("mark", 200, None),
            index.search("mark", 2, None),
        );
        assert_eq!(two.total, all.total);
        assert_eq!(two.hits, all.hits[..2]);
        assert_eq!(index.search("mark", 0, None).hits, []);
        assert_eq!(
            Index::of(&Document::new()).search("a", 9, None),
            Found::default()
        );
    }
}
