//! Verbs as they stand in a passage, with all that belongs to them: "has since
//! been dismissed".

use std::ops::Range;

use super::denial_words::{DETERMINERS, PRONOUNS};
use super::grammar::{
    BE, CHARGED, DO, EXPECTED, HAVE, HEDGES, JOINS, MODALS, NOT, PREPOSITIONS, RELATIVES, SAID_OF,
    SEEM,
};
use super::passage::Passage;
use super::verbs::{BASE, DOING, Form, PARTICIPLE, PAST, THIRD, form_of, third_person};

/// A verb, and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Which words, with adverbs before it; the last is the verb itself.
    pub(super) words: Range<usize>,
    /// The verb: "dismiss".
    pub(super) base: String,
    /// What is done, as one says it of somebody: "dismisses", "will sue".
    pub(super) verb: String,
    /// Whether whoever stands before it is acted upon.
    pub(super) passive: bool,
    /// Whether it is only said to be so: "reportedly", "is believed to have".
    pub(super) hedged: bool,
    /// Whether it is not so, or not clear whether it is.
    pub(super) open: bool,
    /// Whether a sentence can hang on it: not "accusing", nor "chaired by".
    pub(super) finite: bool,
}

/// Most verbs that are read as one: "agreed to try to pay" are three.
const MOST_DEEP: u8 = 3;

/// Words that stand before a verb and tell when and how.
#[derive(Clone, Copy, Default)]
struct Before {
    have: bool,
    be: bool,
    /// "To", or "do".
    bare: bool,
    modal: Option<usize>,
    many: bool,
    finite: bool,
    /// That a verb stands there is known already.
    sure: bool,
    /// How many verbs it belongs to: "agreed to try to pay" has two before "pay".
    deep: u8,
}

impl Before {
    fn is_none(self) -> bool {
        !(self.have || self.be || self.bare || self.modal.is_some())
    }
}

impl Group {
    /// What another verb tells, of which this one says only that it is said to be so.
    fn only_said(self, inner: Self) -> Self {
        Self {
            words: self.words.start..inner.words.end,
            hedged: true,
            open: self.open || inner.open,
            finite: self.finite,
            ..inner
        }
    }
}

impl Passage<'_> {
    /// Every verb from a word on, in order of the text.
    pub(super) fn groups_from(&self, from: usize) -> impl Iterator<Item = Group> + '_ {
        let mut n = from;
        std::iter::from_fn(move || {
            while n < self.words.len() {
                let free = self.mention_at(n).is_none();
                if let Some(group) = free.then(|| self.group_at(n)).flatten() {
                    n = group.words.end;
                    return Some(group);
                }
                n += 1;
            }
            None
        })
    }

    /// The verb that a word begins, with what stands before it.
    pub(super) fn group_at(&self, n: usize) -> Option<Group> {
        if n.checked_sub(1).is_some_and(|n| self.is(n, &["to"])) {
            return None; // it belongs to the verb before
        }
        let mut group = self.read_group(n, Before::default())?;
        let mut start = n;
        while let Some(before) = start
            .checked_sub(1)
            .filter(|b| self.is_adverb(*b) && !self.is_parted(*b))
        {
            group.hedged |= self.is(before, &HEDGES);
            group.open |= self.is(before, &NOT);
            start = before;
        }
        group.words.start = start;
        Some(group)
    }

    /// The verb that a word begins, where one must stand: "denied [paying] Rell".
    pub(super) fn verb_at(&self, n: usize) -> Option<Group> {
        let sure = Before {
            sure: true,
            ..Before::default()
        };
        self.read_group(n, sure)
    }

    fn read_group(&self, n: usize, mut aux: Before) -> Option<Group> {
        let mut at = n;
        let (mut hedged, mut open) = (false, false);
        loop {
            if at >= self.words.len() || self.mention_at(at).is_some() {
                return None;
            }
            if self.is(at, &HAVE) {
                (aux.have, aux.be) = (true, false);
                aux.finite |= !self.is(at, &["having"]);
                aux.many |= self.is(at, &["have"]) && !aux.bare && aux.modal.is_none();
            } else if self.is(at, &BE) {
                aux.be = true;
                aux.finite |= !self.is(at, &["being", "be", "been"]);
                aux.many |= self.is(at, &["are", "were"]);
            } else if self.is(at, &MODALS) {
                aux.modal = Some(at);
                aux.finite = true;
            } else if self.is(at, &DO) {
                aux.bare = true;
                aux.finite = true;
            } else if !aux.is_none() && self.is_adverb(at) {
                hedged |= self.is(at, &HEDGES);
                open |= self.is(at, &NOT);
            } else {
                break;
            }
            if self.is_parted(at) {
                return None;
            }
            at += 1;
        }
        let form = form_of(&self.words[at].folded);
        let form = match form {
            Some(form) => form,
            None => return self.unknown(n, at, aux, (hedged, open)),
        };
        let (passive, finite) = self.voice(at, form, aux)?;
        let many = aux.many && !passive || (aux.is_none() && !form.is(THIRD | PAST) && finite);
        let verb = match aux.modal {
            Some(modal) if !aux.have => format!("{} {}", self.words[modal].folded, form.base),
            _ if many => form.base.to_owned(),
            _ => third_person(form.base),
        };
        // "May have paid" says nothing.
        open |= aux.modal.is_some() && aux.have;
        let group = Group {
            words: n..at + 1,
            base: form.base.to_owned(),
            verb,
            passive,
            hedged,
            open,
            finite,
        };
        Some(self.with_infinitive(group, aux.deep + 1))
    }

    /// A verb that is not known, as it is written: it has an ending of one, and
    /// stands where one does.
    fn unknown(
        &self,
        n: usize,
        at: usize,
        aux: Before,
        (hedged, open): (bool, bool),
    ) -> Option<Group> {
        let named = n.checked_sub(1).is_some_and(|b| {
            !self.is_parted(b) && self.mention_at(b).is_some() && !self.is_owner(b)
        });
        let follows = self.is(at + 1, &DETERMINERS) || self.mention_at(at + 1).is_some();
        let stands = !aux.is_none() || (named && follows && !self.is_parted(at));
        let past = self.ends_in(at, "ed") && self.words[at].is_small(self.text);
        let by = self.is(at + 1, &["by"]);
        (stands && past && (!aux.be || by)).then(|| Group {
            words: n..at + 1,
            base: String::new(),
            verb: self.words[at].folded.clone(),
            passive: aux.be,
            hedged,
            open,
            finite: true,
        })
    }

    /// Whether somebody is acted upon, and whether a sentence can hang on it; `None`
    /// if no verb can stand so.
    fn voice(&self, at: usize, form: Form, aux: Before) -> Option<(bool, bool)> {
        let by = self.is(at + 1, &["by"]) && !self.is_parted(at);
        if aux.sure && aux.is_none() {
            return Some((by && form.is(PARTICIPLE), !form.is(DOING)));
        }
        if aux.be {
            return match (form.is(PARTICIPLE), form.is(DOING)) {
                (true, _) => Some((true, aux.finite)),
                (_, true) => Some((false, aux.finite)),
                _ => None,
            };
        }
        if aux.have {
            return form.is(PARTICIPLE).then_some((false, aux.finite));
        }
        if aux.bare || aux.modal.is_some() {
            return form.is(BASE).then_some((false, aux.finite));
        }
        let before = at.checked_sub(1).filter(|b| !self.is_parted(*b));
        let before = before.filter(|b| !self.is_adverb(*b)).or_else(|| {
            let before = before?;
            before.checked_sub(1).filter(|b| !self.is_parted(*b))
        });
        let behind = |list: &[&str]| before.is_some_and(|b| self.is(b, list));
        // "Its published report", "Quist’s claims": no verb.
        let of_noun = behind(&DETERMINERS) || behind(&["s", "to", "no", "this", "these"]);
        let prep = behind(&PREPOSITIONS) && !behind(&JOINS);
        if form.is(PARTICIPLE) && by && !of_noun && !prep {
            return Some((true, false));
        }
        if form.is(DOING) {
            let apart = at > 0 && before.is_none();
            return (apart || (behind(&PREPOSITIONS) && !of_noun)).then_some((false, false));
        }
        if of_noun || prep {
            return None;
        }
        let doing = before.is_some_and(|b| self.ends_in(b, "ing") && self.mention_at(b).is_none());
        if form.is(PAST) && !doing {
            return Some((false, true));
        }
        let on = self.is(at + 1, &DETERMINERS)
            || self.is(at + 1, &["that", "to", "him", "them"])
            || self.mention_at(at + 1).is_some();
        let named = before.is_some_and(|b| self.mention_at(b).is_some() && !self.is_owner(b));
        let before_verb = named || behind(&PRONOUNS) || behind(&RELATIVES) || behind(&["and"]);
        if form.is(THIRD) {
            return (before_verb || on || before.is_none() && at > 0).then_some((false, true));
        }
        let many = before.is_some_and(|b| {
            self.ends_in(b, "s")
                && !self.ends_in(b, "ss")
                && form_of(&self.words[b].folded).is_none()
        }) || behind(&["they", "we", "and", "who"])
            || (self.is(at + 1, &DETERMINERS)
                && before.is_some_and(|b| self.words[b].is_small(self.text)));
        (form.is(BASE) && many && on).then_some((false, true))
    }

    /// With what follows behind "to": "agreed to pay" is to agree to pay, and "is
    /// said to have paid" to pay, if that is so. `deep` is how many verbs it is, with
    /// those before it.
    fn with_infinitive(&self, group: Group, deep: u8) -> Group {
        let last = group.words.end - 1;
        let next = last + 1;
        let base = group.base.as_str();
        if deep >= MOST_DEEP || self.is_parted(last) {
            return group;
        }
        let seems = !group.passive && SEEM.contains(&base);
        let said = group.passive && SAID_OF.contains(&base);
        let charged = group.passive && CHARGED.contains(&base);
        if charged && self.is(next, &["of"]) && next + 1 < self.words.len() {
            let of = Before {
                deep,
                ..Before::default()
            };
            return match self.read_group(next + 1, of) {
                Some(inner) => group.only_said(inner),
                None => group,
            };
        }
        if !self.is(next, &["to"]) {
            return group;
        }
        let bare = Before {
            bare: true,
            deep,
            ..Before::default()
        };
        let Some(inner) = self.read_group(next + 1, bare) else {
            return group;
        };
        if seems || said {
            return group.only_said(inner);
        }
        if group.passive && EXPECTED.contains(&group.base.as_str()) {
            return Group {
                open: true,
                ..group
            };
        }
        if group.passive || inner.passive {
            return group;
        }
        let base = form_of(&self.words[inner.words.end - 1].folded);
        let to = base.map_or(inner.verb, |form| form.base.to_owned());
        Group {
            words: group.words.start..inner.words.end,
            base: inner.base,
            verb: format!("{} to {to}", group.verb),
            open: group.open || inner.open,
            ..group
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    /// The verbs of a text in which nobody is mentioned.
    fn verbs(text: &str) -> Vec<String> {
        let words = words(text);
        let passage = Passage {
            text,
            words: &words,
            spans: &[],
            within: 0..words.len(),
        };
        passage.groups_from(0).map(|group| group.verb).collect()
    }

    #[test]
    fn a_verb_takes_in_those_that_belong_to_it_up_to_three() {
        assert_eq!(verbs("she agreed to try to pay"), ["agrees to pay"]);
        // However many there are, they are read in bounded depth.
        for [first, more] in [
            ["they agreed", " to want"],
            ["she was accused", " of being accused"],
            ["she was said", " to be said"],
        ] {
            let long = format!("{first}{}", more.repeat(100_000));
            assert!(!verbs(&long).is_empty(), "{first}");
        }
    }
}
