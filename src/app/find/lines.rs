//! What a hit is, in a line.

use super::index::{Field, Hit};
use crate::model::{ActionId, ActorId, Document, quoted};
use crate::picture::Shows;

/// Letters shown before the first word found, where a text is long.
const BEFORE: usize = 28;

/// What a hit is, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What says what is looked for.
    pub text: String,
    /// What it belongs to; may be empty.
    pub note: String,
}

impl Line {
    /// Both, as one would say it.
    #[must_use]
    pub fn whole(&self) -> String {
        match self.note.as_str() {
            "" => self.text.clone(),
            note => format!("{} — {note}", self.text),
        }
    }
}

/// The line of a hit; `None` when what was found is no more. `words` are those
/// looked for, without case and accents.
#[must_use]
pub fn line(doc: &Document, hit: &Hit, words: &[String]) -> Option<Line> {
    match &hit.shows {
        Shows::Actor(id) => of_actor(doc, id, hit.field, words),
        Shows::Action(id) => of_action(doc, id, hit.field, words),
        // Not looked for.
        Shows::Annotation(_) | Shows::Furniture => None,
    }
}

fn of_actor(doc: &Document, id: &ActorId, field: Field, words: &[String]) -> Option<Line> {
    let actor = doc.graph.actor(id)?;
    let kind = actor.kind.name().to_lowercase();
    let (text, note) = match field {
        Field::Alias(n) => {
            let alias = actor.aliases.get(n as usize)?;
            (alias.clone(), format!("{}, {kind}", actor.name))
        }
        Field::Role => (actor.role.clone(), format!("{}, {kind}", actor.name)),
        Field::Notes => (excerpt(&actor.notes, words), actor.name.clone()),
        _ if actor.role.is_empty() => (actor.name.clone(), kind),
        _ => (actor.name.clone(), format!("{kind}, {}", actor.role)),
    };
    Some(Line { text, note })
}

fn of_action(doc: &Document, id: &ActionId, field: Field, words: &[String]) -> Option<Line> {
    let link = doc.graph.link(id)?;
    let name = |id: &ActorId| doc.graph.actor(id).map_or("?", |a| a.name.as_str());
    let ends = format!("{} → {}", name(link.from), name(link.to));
    let claim = |n: u32| link.action.claims.get(n as usize);
    let (text, note) = match field {
        Field::Quote(n) => (quoted(&excerpt(&claim(n)?.quote, words)), ends),
        Field::Because(n) => (excerpt(&claim(n)?.because, words), ends),
        Field::Notes => (excerpt(&link.action.notes, words), ends),
        _ => (format!("{ends}: {}", link.action.verb), String::new()),
    };
    Some(Line { text, note })
}

/// A text as one line, from shortly before the first word found on.
fn excerpt(text: &str, words: &[String]) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = super::spans(&line, words).first().map_or(0, |r| r.start);
    let before = line[..first].char_indices().rev();
    let Some((cut, _)) = before.clone().nth(BEFORE) else {
        return line;
    };
    // At the start of a word, if one is near.
    let blank = before.take(BEFORE).filter(|(_, c)| *c == ' ').last();
    let from = blank.map_or(cut, |(at, _)| at + 1);
    format!("…{}", &line[from..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_told_from_shortly_before_what_is_found() {
        let words = super::super::words("traitor");
        assert_eq!(excerpt("a traitor", &words), "a traitor");
        let long = "In a long speech in the garden he said that this man was a\ntraitor to all";
        assert_eq!(
            excerpt(long, &words),
            "…said that this man was a traitor to all"
        );
        // Letters of several bytes, and no blank.
        let wide = format!("{}traitor", "é".repeat(90));
        assert_eq!(
            excerpt(&wide, &words),
            format!("…{}traitor", "é".repeat(BEFORE + 1))
        );
        assert_eq!(excerpt("none of it", &words), "none of it");
    }
}
