//! Who does what to whom, by each verb of a passage.

use std::ops::Range;

use super::denial_words::{BY_THE_WAY, DENIES, DETERMINERS};
use super::grammar::{BE, ENDS_OBJECT, HAVE, MODALS, OPEN_QUESTION, PLACES, PREPOSITIONS};
use super::groups::Group;
use super::newcomers::{folded_space, is_titling};
use super::passage::{FEW, Passage, Subject};
use super::verbs::{BASE, form_of};

/// Most words behind a verb that are proposed with it.
const MOST_WORDS: usize = 3;

/// Verbs that say of what: "accuses of fraud".
const OF_WHAT: [&str; 8] = [
    "accuse", "acquit", "clear", "convict", "rob", "strip", "suspect", "deprive",
];

/// Verbs behind which "that" may stand, and whoever is to do it.
const ASKS: [&str; 6] = ["ask", "demand", "insist", "order", "request", "urge"];

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    /// Who acts: which mention.
    pub(super) from: Option<usize>,
    /// Who is acted upon: which mention.
    pub(super) to: Option<usize>,
    /// What is done; empty where it is not so, or not clear.
    pub(super) verb: String,
    /// Whether it is only said to be so.
    pub(super) hedged: bool,
    /// The words of the verb.
    pub(super) words: Range<usize>,
    /// How much it tells, and how much of the sentence hangs on it.
    rank: u8,
}

impl Passage<'_> {
    /// What is told first, of all that tells most; `skips` tells which words are
    /// those of somebody who only says so.
    pub(super) fn deed(&self, skips: impl Fn(usize) -> bool) -> Option<Deed> {
        let mut best: Option<Deed> = None;
        let mut same: Option<usize> = None;
        for group in self.groups_from(0) {
            let Range { start, end } = group.words;
            let last = end - 1;
            if start > 0 && self.ends_sentence(start - 1) {
                same = None;
            }
            let (subject, below) = self.subject_of(&group, same);
            if group.finite {
                same = subject;
            }
            // What somebody says is no deed.
            let here = self.within.contains(&last) && !skips(last) && group.base != "say";
            if here && !self.is_open_question(&group) {
                let mut deed = self.deed_of(&group, subject);
                let by_the_way = below || !group.finite;
                let ends = u8::from(deed.from.is_some()) + u8::from(deed.to.is_some());
                deed.rank = match (ends, by_the_way) {
                    (2, false) => 5,
                    (2, true) => 4,
                    (1, false) => 3,
                    (1, true) => 2,
                    _ => 1,
                };
                if self.is_denied(&group) {
                    deed.verb.clear();
                }
                if deed.verb.is_empty() {
                    deed.rank = deed.rank.saturating_sub(3);
                }
                if best.as_ref().is_none_or(|b| b.rank < deed.rank) {
                    best = Some(deed);
                }
            }
        }
        best
    }

    /// Who stands before a verb, and whether it tells something by the way.
    fn subject_of(&self, group: &Group, same: Option<usize>) -> (Option<usize>, bool) {
        let start = group.words.start;
        if !group.finite && !group.passive {
            return (same, true);
        }
        match self.subject_before(start) {
            Subject::Mention(mention) => {
                let first = self.spans[mention].0.start;
                let before = self.before(first);
                (
                    Some(mention),
                    before.is_some_and(|n| self.is(n, &BY_THE_WAY)),
                )
            }
            Subject::Relative(mention) => (Some(mention), true),
            Subject::Same => (same, false),
            Subject::Noun(words) => {
                let before = words.start.checked_sub(1);
                (None, before.is_some_and(|n| self.is(n, &BY_THE_WAY)))
            }
            Subject::Pronoun(n) => (
                None,
                self.before(n).is_some_and(|n| self.is(n, &BY_THE_WAY)),
            ),
            Subject::Unclear => (None, false),
        }
    }

    /// What is done by a verb that somebody stands before.
    pub(super) fn deed_of(&self, group: &Group, subject: Option<usize>) -> Deed {
        let last = group.words.end - 1;
        let mut verb = group.verb.clone();
        let (from, to);
        if group.passive {
            (from, to) = (self.agent(last), subject);
            if let Some(of) = self.of_what(&group.base, last + 1) {
                verb = format!("{verb} {of}");
            }
        } else {
            let object = self.object(group);
            let (whom, more) = object.map_or((None, String::new()), |(to, more)| (Some(to), more));
            (from, to) = (subject, whom);
            if !more.is_empty() {
                verb = format!("{verb} {more}");
            }
            let behind = whom.map(|m| self.spans[m].0.end);
            if let Some(of) = behind.and_then(|n| self.of_what(&group.base, n)) {
                verb = format!("{verb} {of}");
            }
        }
        let same = |a: usize, b: usize| self.spans[a].1 == self.spans[b].1;
        let to = to.filter(|to| from.is_none_or(|from| !same(from, *to)));
        let nobody = group.open || self.is_of_nobody(group);
        Deed {
            from,
            to,
            verb: if nobody { String::new() } else { verb },
            hedged: group.hedged,
            words: group.words.clone(),
            rank: 0,
        }
    }

    /// Whether it is left open if something is so: "if Quist sued".
    fn is_open_question(&self, group: &Group) -> bool {
        let start = group.words.start;
        let mut clause = (self.sentence_start(start)..start)
            .rev()
            .take_while(|n| *n + 1 == start || !self.behind(*n).contains(','));
        clause.any(|n| self.is(n, &OPEN_QUESTION))
    }

    /// "Nobody sued", "no report names".
    fn is_of_nobody(&self, group: &Group) -> bool {
        let none = ["no", "nobody", "none", "neither"];
        match self.subject_before(group.words.start) {
            Subject::Noun(mut words) => words.any(|n| self.is(n, &none)),
            _ => false,
        }
    }

    /// Whether it is what somebody denies: "who denies that he met"; but "in a
    /// dispute over fees Quist sued" is so.
    fn is_denied(&self, group: &Group) -> bool {
        let start = group.words.start;
        let first = (self.sentence_start(start)..start)
            .rev()
            .take_while(|n| !self.behind(*n).contains(','))
            .last();
        let Some(first) = first else {
            return false;
        };
        let denies = |n: usize| {
            let folded = &self.words[n].folded;
            DENIES.iter().any(|(denies, _)| denies == folded)
        };
        let before = |n: usize, list: &[&str]| n.checked_sub(1).is_some_and(|b| self.is(b, list));
        let is_noun = |n: usize| before(n, &DETERMINERS) || before(n, &PREPOSITIONS);
        let verbs = self.groups_from(first).map(|group| group.words.end - 1);
        let mut verbs = verbs.take_while(|n| *n < start);
        // "To deny" is a verb though "to" stands before.
        let verb = |n: usize| denies(n) && (!is_noun(n) || before(n, &["to"]));
        let that = |n: usize| self.is(n + 1, &["that"]) && denies(n) && !is_noun(n);
        verbs.any(verb) || (first..start).any(that)
    }

    /// By whom it is done: "was dismissed on Monday by Prime Minister Tolle".
    fn agent(&self, verb: usize) -> Option<usize> {
        let upto = (verb + 2 + 2 * FEW).min(self.words.len());
        for n in verb + 1..upto {
            if self.ends_sentence(n - 1) || self.behind(n - 1).contains(',') {
                return None;
            }
            if self.is(n, &["by"]) {
                return self.somebody(n + 1);
            }
            let verbal = self.is(n, &HAVE) || self.is(n, &BE) || self.is(n, &MODALS);
            if verbal || self.is(n, &BY_THE_WAY) {
                return None;
            }
        }
        None
    }

    /// "Of fraud", "of selling forged prints", where a verb asks for it.
    fn of_what(&self, base: &str, from: usize) -> Option<String> {
        if !OF_WHAT.contains(&base) {
            return None;
        }
        // "Accused by Voss of lying", "accused Brisk, the president, of lying".
        let upto = (from + 2 * FEW).min(self.words.len());
        let of = (from..upto)
            .take_while(|n| *n == from || !self.ends_sentence(*n - 1))
            .find(|n| self.is(*n, &["of"]) && self.mention_at(*n).is_none())?;
        let between = (from..of).all(|n| {
            self.mention_at(n).is_some() || !self.is(n, &ENDS_OBJECT) || self.is(n, &["by"])
        });
        let start = of + 1 + usize::from(self.is(of + 1, &["a", "an", "the"]));
        let goes_on = |n: &usize| {
            let free = self.mention_at(*n).is_none() && !self.is(*n, &PREPOSITIONS);
            let joins = self.is(*n, &ENDS_OBJECT) || self.is(*n, &DETERMINERS);
            *n < self.words.len() && free && !joins && (*n == start || !self.is_parted(*n - 1))
        };
        let end = (start..start + MOST_WORDS).take_while(goes_on).last()? + 1;
        between.then(|| {
            let bytes = self.words[start].bytes.start..self.words[end - 1].bytes.end;
            format!("of {}", folded_space(&self.text[bytes]))
        })
    }

    /// Who is acted upon, and what stands between the verb and them that belongs to
    /// it: "maps to".
    fn object(&self, group: &Group) -> Option<(usize, String)> {
        let last = group.words.end - 1;
        let start = last + 1;
        if start >= self.words.len() || self.is_parted(last) {
            return None;
        }
        let that = self.is(start, &["that"]) && ASKS.contains(&group.base.as_str());
        if that {
            let mention = self
                .mention_at(start + 1)
                .filter(|m| self.owned(*m).is_none())?;
            return Some((mention, String::new()));
        }
        let upto = (start + 2 * FEW).min(self.words.len());
        for n in start..upto {
            if n > start && self.is_parted(n - 1) {
                // "A contractor, Kvist Signals,".
                let plain = !(start..n).any(|n| self.is(n, &PREPOSITIONS) && !self.is(n, &["of"]));
                let found = plain.then(|| self.apposed(start)).flatten()?;
                return Some((found, String::new()));
            }
            if let Some(mention) = self.mention_at(n) {
                return self.object_at(mention, start..n);
            }
            // "Declared war on Serbia" is against somebody.
            let next = n + 1 + usize::from(self.is(n + 1, &DETERMINERS));
            let on = self.is(n, &["on"]) && self.mention_at(next).is_some();
            let place = self.is(n, &PLACES) && n > start && !on;
            let then = self.words.get(n + 1).and_then(|w| form_of(&w.folded));
            let end = self.is(n, &["to"]) && self.mention_at(n + 1).is_none();
            if end && then.is_some_and(|form| form.is(BASE)) {
                return None; // "the treaty to keep Russia away"
            }
            let verbal = self.is(n, &HAVE) || self.is(n, &BE) || self.is(n, &MODALS);
            if place || verbal || self.is(n, &ENDS_OBJECT) || self.is(n, &["no", "nobody", "not"]) {
                return None;
            }
        }
        None
    }

    /// The same of somebody who is named behind some words.
    fn object_at(&self, mention: usize, between: Range<usize>) -> Option<(usize, String)> {
        let Some(owned) = self.owned(mention) else {
            let span = &self.spans[mention].0;
            // "The ambassador of Melund, Yusuf Keradin,".
            let of = between
                .end
                .checked_sub(1)
                .is_some_and(|n| self.is(n, &["of", "the"]));
            if of
                && between.clone().any(|n| self.is(n, &["of"]))
                && let Some(whom) = self.apposed(span.end - 1)
            {
                return Some((whom, String::new()));
            }
            // "The boat Rell sold": no one is sold.
            let next = span.end;
            let verb = self.words.get(next).and_then(|w| form_of(&w.folded));
            let prep = between.clone().any(|n| self.is(n, &PREPOSITIONS));
            if verb.is_some() && !prep && !between.is_empty() && !self.is_parted(next - 1) {
                let titled = between
                    .clone()
                    .all(|n| is_titling(&self.words[n]) || self.is(n, &DETERMINERS));
                if !titled {
                    return None;
                }
            }
            return Some((mention, self.between(between)));
        };
        let head = (owned..(owned + FEW).min(self.words.len()))
            .take_while(|n| {
                let ends = self.is(*n, &PREPOSITIONS) || self.is(*n, &ENDS_OBJECT);
                !ends && self.mention_at(*n).is_none() && (*n == owned || !self.is_parted(*n - 1))
            })
            .last()?
            + 1;
        if let Some(whom) = self.apposed(owned) {
            let plain = (owned..self.spans[whom].0.start)
                .all(|n| !self.is(n, &PREPOSITIONS) || self.is(n, &["of"]));
            if plain {
                return Some((whom, self.between(between)));
            }
        }
        if self.is(head, &["to"])
            && !self.is_parted(head - 1)
            && let Some(whom) = self.somebody(head + 1)
        {
            let given = self.between(owned..head + 1);
            return Some((whom, given));
        }
        // "Revokes licence of".
        let own = self.between(between.clone());
        let of = self.phrase(owned..head);
        let whole = match own.as_str() {
            "" => format!("{of} of"),
            own => format!("{own} {of} of"),
        };
        let few = whole.split(' ').count() <= MOST_WORDS + 1 && !of.is_empty();
        few.then_some((mention, whole))
    }

    /// The words between a verb and somebody that belong to the verb: those up to the
    /// last preposition; what stands behind it tells who they are.
    fn between(&self, range: Range<usize>) -> String {
        let last = range.clone().rev().find(|n| self.is(*n, &PREPOSITIONS));
        let Some(last) = last else {
            // "Paid off", "called in".
            return String::new();
        };
        self.phrase(range.start..last + 1)
    }

    /// Some words without articles; empty where they are many.
    fn phrase(&self, range: Range<usize>) -> String {
        let words: Vec<&str> = range
            .filter(|n| !self.is(*n, &DETERMINERS) && !self.is(*n, &["this", "these"]))
            .map(|n| self.words[n].of(self.text))
            .collect();
        match words.len() > MOST_WORDS || words.contains(&"s") {
            true => String::new(),
            false => words.join(" "),
        }
    }
}
