//! Tests of what a passage is read as.

use super::index::NameIndex;
use super::suggest::{Speaker, Suggestion, Who, suggest};
use crate::model::{Actor, ActorId, ActorKind, InfluenceGraph};

pub(super) fn index() -> NameIndex {
    let mut graph = InfluenceGraph::new();
    for (id, name, kind) in [
        ("quist", "Ines Quist", ActorKind::Person),
        ("rell", "Tomas Rell", ActorKind::Person),
        ("board", "Harbour Board", ActorKind::Institution),
        ("courier", "The Courier", ActorKind::Institution),
    ] {
        let id = ActorId::new(id).expect("valid");
        graph.add_actor(Actor::new(id, name, kind)).expect("new");
    }
    NameIndex::of(&graph)
}

/// From, verb, to, date, who says so and how that stands, in a line.
pub(super) fn told(text: &str) -> String {
    told_of(text, 0..text.len())
}

/// The same of some bytes of a text.
fn told_of(text: &str, bytes: std::ops::Range<usize>) -> String {
    let s = suggest(&index(), text, bytes);
    let name = |at: usize| match &s.cast[at].who {
        Who::Known(id) => id.to_string(),
        Who::New(new) => format!("+{}", new.name),
    };
    let end = |at: Option<usize>| at.map_or_else(|| "-".to_owned(), name);
    let by = match &s.by {
        None => "-".to_owned(),
        Some(Speaker::Cast(at)) => name(*at),
        Some(Speaker::Outsider(other)) => format!("“{other}”"),
    };
    let (from, to) = (end(s.from), end(s.to));
    let status = s.status.name();
    format!("{from} [{}] {to} ({}) {by}: {status}", s.verb, s.when)
}

#[test]
fn a_passage_is_read_as_an_action() {
    for (text, expected) in [
        // A part of a name is no name: this board may be another.
        (
            "Ines Quist warned the Harbour Board in 2020.",
            "quist [warns] board (2020) -: Reported",
        ),
        // Words that tie names together are no deeds, and what is not so is none.
        (
            "Quist never spoke to Rell about the Harbour Board.",
            "quist [] rell () -: Reported",
        ),
        (
            "Nobody spoke to Rell about Quist.",
            "- [] rell () -: Reported",
        ),
        (
            "Quist of the Harbour Board left.",
            "quist [leaves] - () -: Reported",
        ),
        ("Quist did not warn Rell.", "quist [] rell () -: Reported"),
        // Half of a name may be bold.
        (
            "Quist sued the **Northern** Court of Arbitration.",
            "quist [sues] +Northern Court of Arbitration () -: Reported",
        ),
        (
            "The board was sued by Quist, said Rell.",
            "quist [sues] - () rell: Alleged",
        ),
        (
            "The Harbour Board was sued by Quist.",
            "quist [sues] board () -: Reported",
        ),
        (
            "Quist said that Rell had paid off the Harbour Board.",
            "rell [pays off] board () quist: Alleged",
        ),
        (
            "Quist denied that Rell had paid the Harbour Board.",
            "rell [pays] board () quist: Denied",
        ),
        (
            "“Rell paid the Harbour Board,” wrote Quist.",
            "rell [pays] board () quist: Alleged",
        ),
        (
            "According to the article, Rell also thanked Quist.",
            "rell [thanks] quist () “the article”: Reported",
        ),
        (
            "Rell sued Quist, according to the Courier, on 3 May 2021.",
            "rell [sues] quist (2021-05-03) courier: Alleged",
        ),
        (
            "By Quist’s account Rell left.",
            "rell [leaves] - () quist: Alleged",
        ),
        (
            "Quist says she will sue Rell.",
            "quist [will sue] rell () quist: Alleged",
        ),
        (
            "Senator Jack Reed thanked Quist; Reed left.",
            "+Jack Reed [thanks] quist () -: Reported",
        ),
        (
            "Quist’s lawyers, who had waited, sued Rell.",
            "- [sues] rell () -: Reported",
        ),
        ("Nobody came.", "- [] - () -: Reported"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn everybody_is_told_once_where_they_stand_in_the_text() {
    let text = "Before. Quist met Oskar Lind, and Lind met Quist";
    let s = suggest(&index(), text, 8..text.len());
    let all: Vec<&str> = s.cast.iter().map(|c| &text[c.bytes.clone()]).collect();
    assert_eq!(all, ["Quist", "Oskar Lind"]);
    assert!(s.cast.iter().all(|c| c.sure));
    // Outside the text, or in the middle of a letter: nothing.
    assert_eq!(suggest(&index(), text, 5..900), Suggestion::default());
    assert_eq!(suggest(&index(), "é", 1..2), Suggestion::default());
}

#[test]
fn a_capital_at_the_start_of_a_sentence_is_no_sure_name() {
    let sure = |text: &str, from: usize| suggest(&index(), text, from..text.len()).cast[0].sure;
    assert!(!sure("Lind left", 0));
    assert!(sure("on it Lind left", 6));
    assert!(!sure("Sunny. Lind left", 7));
    assert!(!sure("# Sunny\n\nLind left", 9));
}

#[test]
fn whoever_owns_something_is_not_whoever_acts() {
    for (text, expected) in [
        (
            "The FAO's president, Prof. de Vries, was dismissed.",
            "- [dismisses] +de Vries () -: Reported",
        ),
        (
            "The Harbour Board dismissed the FAO’s president, Prof. Ode.",
            "board [dismisses] +Ode () -: Reported",
        ),
        (
            "Quist sued Rell, said Lind Consulting’s founder, Petra Lind.",
            "quist [sues] rell () +Petra Lind: Alleged",
        ),
        ("Quist’s office sued Rell.", "- [sues] rell () -: Reported"),
        (
            "The Harbour Board revoked Rell’s licence.",
            "board [revokes licence of] rell () -: Reported",
        ),
        // A surname within another name is somebody else's.
        (
            "Rell Consulting sued Quist.",
            "+Rell Consulting [sues] quist () -: Reported",
        ),
        (
            "Anna Rell sued Quist.",
            "+Anna Rell [sues] quist () -: Reported",
        ),
        (
            "Yesterday Mr Rell sued Quist.",
            "rell [sues] quist () -: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_only_said_to_be_so_is_alleged() {
    for (text, expected) in [
        (
            "Quist reportedly paid Rell.",
            "quist [pays] rell () -: Alleged",
        ),
        (
            "Quist has allegedly paid Rell.",
            "quist [pays] rell () -: Alleged",
        ),
        (
            "Quist is said to have paid Rell.",
            "quist [pays] rell () -: Alleged",
        ),
        (
            "Quist was believed to have been paid by Rell.",
            "rell [pays] quist () -: Alleged",
        ),
        (
            "Quist is accused of paying Rell.",
            "quist [pays] rell () -: Alleged",
        ),
        (
            "Quist appears to have paid Rell.",
            "quist [pays] rell () -: Alleged",
        ),
        // It may still be, or is asked only.
        (
            "Quist is expected to sue Rell.",
            "- [] quist () -: Reported",
        ),
        ("Quist may have paid Rell.", "quist [] rell () -: Reported"),
        (
            "Hart asked if Quist paid Rell.",
            "+Hart [asks] - () -: Reported",
        ),
        // Nothing that is said is more than reported.
        (
            "Quist paid Rell, Kohl confirmed.",
            "quist [pays] rell () +Kohl: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_verb_is_proposed_as_one_says_it_of_whoever_does_it() {
    for (text, expected) in [
        (
            "Quist was dismissed on Monday by the Harbour Board.",
            "board [dismisses] quist () -: Reported",
        ),
        (
            "Quist has since been dismissed.",
            "- [dismisses] quist () -: Reported",
        ),
        (
            "Quist accused Rell of leaking the minutes.",
            "quist [accuses of leaking] rell () -: Reported",
        ),
        (
            "Quist agreed to pay Rell.",
            "quist [agrees to pay] rell () -: Reported",
        ),
        (
            "Rell, who runs the Courier, sued Quist.",
            "rell [sues] quist () -: Reported",
        ),
        (
            "Hackers robbed the Harbour Board.",
            "+Hackers [robs] board () -: Reported",
        ),
        // A place is nobody.
        (
            "Quist resigned in Geneva, and Rell thanked the Courier in Lyss.",
            "rell [thanks] courier () -: Reported",
        ),
        ("Quist spoke in Geneva.", "quist [speaks] - () -: Reported"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn whoever_speaks_without_a_name_is_told_in_words() {
    for (text, expected) in [
        (
            "Quist paid Rell, two members said.",
            "quist [pays] rell () “two members”: Alleged",
        ),
        (
            "Quist paid Rell, said a spokesman for the ministry.",
            "quist [pays] rell () “a spokesman for the ministry”: Alleged",
        ),
        (
            "The ministry said that Quist paid Rell.",
            "quist [pays] rell () “the ministry”: Alleged",
        ),
        (
            "According to prosecutors, Quist paid Rell.",
            "quist [pays] rell () “prosecutors”: Alleged",
        ),
        (
            "Quist told the Courier that Rell paid Lind.",
            "rell [pays] +Lind () quist: Alleged",
        ),
        // It is said by the way.
        (
            "Quist sued Rell after the inquiry found that he had lied.",
            "quist [sues] rell () -: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

/// The same of the second of two parts of a text.
pub(super) fn told_behind(before: &str, text: &str) -> String {
    let whole = format!("{before}{text}");
    told_of(&whole, before.len()..whole.len())
}

#[test]
fn what_stands_before_tells_who_she_is() {
    for (before, text, expected) in [
        (
            "Rell sued the Courier. ",
            "He denied paying Quist.",
            "rell [pays] quist () rell: Denied",
        ),
        (
            "Quist left. It rained. ",
            "She was dismissed by the Harbour Board.",
            "board [dismisses] quist () -: Reported",
        ),
        // By their whole names.
        (
            "Anna Kohl left.\n\n",
            "Kohl thanked Rell.",
            "+Anna Kohl [thanks] rell () -: Reported",
        ),
        // Nobody, as far as one can tell.
        (
            "The Courier closed. ",
            "She denied paying Quist.",
            "- [pays] quist () -: Denied",
        ),
        // The rest of the sentence.
        (
            "Quist denied that ",
            "Rell paid the Courier",
            "rell [pays] courier () quist: Denied",
        ),
        (
            "On Monday Quist dismissed Hart and ",
            "sued Rell",
            "quist [sues] rell () -: Reported",
        ),
    ] {
        assert_eq!(told_behind(before, text), expected, "{before}{text}");
    }
    // Of two, it is not certain which.
    let text = "Quist met Rell. She left.";
    let s = suggest(&index(), text, 16..text.len());
    assert_eq!(s.cast.len(), 1);
    assert!(!s.cast[0].sure);
    // And who is named in the rest of the sentence only is not mentioned.
    let text = "Hart left, and Quist met Rell.";
    let s = suggest(&index(), text, 15..text.len());
    assert_eq!(s.cast.len(), 2);
}

#[test]
fn of_other_languages_names_are_read_and_nothing_else() {
    for text in [
        "Am Montag wurde Quist von Rell verklagt.",
        "Quist a été renvoyée par le Harbour Board.",
        "Rell demandó a Quist por fraude.",
        "Quist werd door Rell ontslagen.",
        "Квист (Quist) обвинила Rell.",
        "Quist anklagede Rell for svindel.",
    ] {
        let s = suggest(&index(), text, 0..text.len());
        assert_eq!((s.from, s.to, s.verb.as_str()), (None, None, ""), "{text}");
        assert_eq!((&s.by, s.status), (&None, crate::model::Status::Reported));
        let known = |c: &super::suggest::Cast| matches!(c.who, Who::Known(_));
        assert_eq!(s.cast.iter().filter(|c| known(c)).count(), 2, "{text}");
    }
}
