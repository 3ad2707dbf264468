//! Tests of what a passage is read as.

use super::index::NameIndex;
use super::suggest::{Speaker, Suggestion, Who, suggest};
use crate::model::{Actor, ActorId, ActorKind, InfluenceGraph};

fn index() -> NameIndex {
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
fn told(text: &str) -> String {
    let s = suggest(&index(), text, 0..text.len());
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
            "quist [warned] board (2020) -: Reported",
        ),
        // Words that tie names together are no deeds, and what is not so is none.
        (
            "Quist never spoke to Rell about the Harbour Board.",
            "quist [] rell () -: Reported",
        ),
        (
            "Nobody spoke to Rell about Quist.",
            "rell [] quist () -: Reported",
        ),
        (
            "Quist of the Harbour Board left.",
            "quist [] board () -: Reported",
        ),
        ("Quist did not warn Rell.", "quist [] rell () -: Reported"),
        // Half of a name may be bold.
        (
            "Quist sued the **Northern** Court of Arbitration.",
            "quist [sued] +Northern Court of Arbitration () -: Reported",
        ),
        (
            "The board was sued by Quist, said Rell.",
            "quist [] - () rell: Alleged",
        ),
        (
            "The Harbour Board was sued by Quist.",
            "quist [] board () -: Reported",
        ),
        (
            "Quist said that Rell had paid off the Harbour Board.",
            "rell [had paid off] board () quist: Alleged",
        ),
        (
            "Quist denied that Rell had paid the Harbour Board.",
            "rell [had paid] board () quist: Denied",
        ),
        (
            "“Rell paid the Harbour Board,” wrote Quist.",
            "rell [paid] board () quist: Alleged",
        ),
        (
            "According to the article, Rell also thanked Quist.",
            "rell [thanked] quist () “the article”: Reported",
        ),
        (
            "Rell sued Quist, according to the Courier, on 3 May 2021.",
            "rell [sued] quist (2021-05-03) courier: Alleged",
        ),
        (
            "By Quist’s account Rell left.",
            "rell [] - () quist: Alleged",
        ),
        (
            "Quist says she will sue Rell.",
            "quist [says she will sue] rell () quist: Alleged",
        ),
        (
            "Senator Jack Reed thanked Quist; Reed left.",
            "+Jack Reed [thanked] quist () -: Reported",
        ),
        (
            "Quist’s lawyers, who had waited, sued Rell.",
            "quist [] rell () -: Reported",
        ),
        ("Nobody came.", "- [] - () -: Reported"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_denial_is_read_as_the_deed_that_is_denied() {
    for (text, expected) in [
        // Who denies it does it, where she, he or it does, or nobody is named.
        (
            "Ines Quist denies that she met Rell.",
            "quist [met] rell () quist: Denied",
        ),
        (
            "Quist denied paying Rell.",
            "quist [paying] rell () quist: Denied",
        ),
        (
            "Anna Kohl denies that she met Ruth Berg.",
            "+Anna Kohl [met] +Ruth Berg () +Anna Kohl: Denied",
        ),
        (
            "Hale denied paying Brandt.",
            "+Hale [paying] +Brandt () +Hale: Denied",
        ),
        (
            "Quist has repeatedly denied ever having paid Rell in 2020.",
            "quist [having paid] rell (2020) quist: Denied",
        ),
        (
            "Quist denies she met Rell.",
            "quist [met] rell () quist: Denied",
        ),
        (
            "The Harbour Board denies it has paid the Courier.",
            "board [has paid] courier () board: Denied",
        ),
        (
            "Clear Water rejected the claim that it paid Rell.",
            "+Clear Water [paid] rell () +Clear Water: Disputed",
        ),
        (
            "Rell, a ferry captain, denied that he ever met Quist.",
            "rell [met] quist () rell: Denied",
        ),
        (
            "Quist denied in court that she had paid Rell.",
            "quist [had paid] rell () quist: Denied",
        ),
        // A line that ends parts nothing.
        (
            "Ines Quist denied\nthat she met Rell.",
            "quist [met] rell () quist: Denied",
        ),
        (
            "Quist and the Harbour Board deny that they met Rell.",
            "board [met] rell () board: Denied",
        ),
        ("In Oslo, Quist denied this.", "quist [] - () quist: Denied"),
        // It is turned round as usual.
        (
            "Quist denied that she was paid by Rell.",
            "rell [] quist () quist: Denied",
        ),
        // Somebody else does it; to whoever denies it, where none is named.
        (
            "Quist denied that Rell had paid the Harbour Board.",
            "rell [had paid] board () quist: Denied",
        ),
        (
            "Quist denied that Rell had paid her anything.",
            "rell [had paid] quist () quist: Denied",
        ),
        (
            "Quist denied that Rell had sold her boat.",
            "rell [] - () quist: Denied",
        ),
        (
            "Quist disputes that Rell sued the Board of Trade.",
            "rell [sued] +Board of Trade () quist: Disputed",
        ),
        // Whoever denies it has no name, or stands before.
        (
            "The ministry disputed that Quist met Rell.",
            "quist [met] rell () “the ministry”: Disputed",
        ),
        (
            "Quist’s lawyer denied that she met Rell.",
            "quist [met] rell () “Quist’s lawyer”: Denied",
        ),
        (
            "The family flatly denied that Quist met Rell.",
            "quist [met] rell () “the family”: Denied",
        ),
        (
            "Rell, who was ill, denied paying Quist.",
            "rell [paying] quist () rell: Denied",
        ),
        (
            "She denied that Quist met Rell.",
            "quist [met] rell () -: Denied",
        ),
        // Not what was done, or not to whom.
        (
            "Nordhaven denies this.",
            "+Nordhaven [] - () +Nordhaven: Denied",
        ),
        ("Peña denies it.", "+Peña [] - () +Peña: Denied"),
        (
            "Quist denied that the pier was sold.",
            "- [] - () quist: Denied",
        ),
        ("Quist denied the charges.", "quist [] - () quist: Denied"),
        (
            "Quist denied any payment to Rell.",
            "quist [] rell () quist: Denied",
        ),
        (
            "Quist rejected Rell’s allegations.",
            "quist [] - () quist: Disputed",
        ),
        // Told by somebody else again, it is denied all the same.
        (
            "According to the Courier, Quist denied paying Rell.",
            "quist [paying] rell () quist: Denied",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_denial_is_none() {
    for (text, expected) in [
        (
            "Quist denied Rell entry.",
            "quist [denied] rell () -: Reported",
        ),
        (
            "The Harbour Board dismissed Quist.",
            "board [dismissed] quist () -: Reported",
        ),
        (
            "Quist rejected the plan that Rell made.",
            "quist [] rell () -: Reported",
        ),
        (
            "Quist denied Rell a statement.",
            "quist [denied] rell () -: Reported",
        ),
        (
            "The Harbour Board denied planning permission to Quist.",
            "board [denied planning permission to] quist () -: Reported",
        ),
        (
            "The Harbour Board denied this visa of Quist.",
            "board [denied this visa of] quist () -: Reported",
        ),
        (
            "Quist did not deny paying Rell.",
            "quist [] rell () -: Reported",
        ),
        (
            "Quist was denied anything by Rell.",
            "rell [] quist () -: Reported",
        ),
        // It is said by the way: what is told is something else.
        (
            "Quist sued Rell after Rell denied paying Lind.",
            "quist [sued] rell () -: Reported",
        ),
        (
            "After Quist denied this, Rell sued her.",
            "quist [] rell () -: Reported",
        ),
        // It is told before, and then denied: it is still what was said.
        (
            "Quist sued Rell. Rell denies this.",
            "quist [sued] rell () -: Reported",
        ),
        (
            "Quist accused Rell, but Rell denies it.",
            "quist [accused] rell () -: Reported",
        ),
        (
            "Rell, who denies that he met Lind, sued Quist.",
            "rell [] +Lind () -: Reported",
        ),
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
