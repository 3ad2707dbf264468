use super::*;
use crate::model::{Action, Actor, ActorId, ActorKind, Claimant, LostPassages};

const TEXT: &str = "Ada wrote a long letter to the club. Bob answered it within the week, and was \
    glad of it.\n\nNobody came to the harbour, and nothing happened there for a year.\n";

/// An action for each of these claims: a source, words, and how it stands.
fn document(all: &[&[(&str, &str, Status)]]) -> Document {
    let mut doc = Document::new();
    for (id, file) in [("letter", "letter.md"), ("gone", "gone.md"), ("book", "")] {
        let id = SourceId::new(id).expect("valid");
        let mut source = Source::new(id.clone(), "S");
        source.file = file.to_owned();
        doc.sources.insert(id, source);
    }
    let [a, b] = ["a", "b"].map(|id| ActorId::new(id).expect("valid"));
    for (id, kind) in [(&a, ActorKind::State), (&b, ActorKind::Group)] {
        let actor = Actor::new(id.clone(), id.as_str(), kind);
        doc.graph.add_actor(actor).expect("new");
    }
    for (n, claims) in all.iter().enumerate() {
        let id = ActionId::new(&format!("x{n}")).expect("valid");
        let mut action = Action::new(id, "does");
        let claims = claims.iter().map(|(source, words, status)| {
            let by = Claimant::Outsider("somebody".to_owned());
            Claim {
                quote: (*words).to_owned(),
                anchor: if words.is_empty() { "" } else { "top/1" }.to_owned(),
                status: *status,
                ..Claim::new(by, SourceId::new(source).expect("valid"))
            }
        });
        action.claims = claims.collect();
        doc.graph.add_action(&a, &b, action).expect("new");
    }
    doc
}

fn texts() -> BTreeMap<SourceId, SourceText> {
    let id = SourceId::new("letter").expect("valid");
    [(id, SourceText::markdown(TEXT))].into()
}

const EXACT: &str = "Ada wrote a long letter";
const MOVED: &str = "nothing happened there for a year";
const DOUBTFUL: &str = "Bob answers it within the week";
const LOST: &str = "It rained all day upon the mountains";

#[test]
fn an_action_is_lost_only_with_all_that_it_rests_on() {
    use Status::{Alleged, Reported, Retracted};
    for (claims, lost) in [
        (&[("letter", LOST, Reported)][..], true),
        (&[("gone", EXACT, Reported)], true),
        (
            &[("letter", LOST, Reported), ("gone", EXACT, Alleged)],
            true,
        ),
        (
            &[("letter", LOST, Reported), ("letter", EXACT, Retracted)],
            true,
        ),
        (
            &[("letter", LOST, Reported), ("letter", EXACT, Alleged)],
            false,
        ),
        (
            &[("letter", LOST, Reported), ("letter", MOVED, Alleged)],
            false,
        ),
        (
            &[("letter", LOST, Reported), ("letter", DOUBTFUL, Alleged)],
            false,
        ),
        // Cited as a whole, or without a text, nothing can be lost.
        (
            &[("letter", LOST, Reported), ("letter", "", Alleged)],
            false,
        ),
        (&[("gone", "", Reported)], false),
        (&[("book", LOST, Reported)], false),
        // Nobody is cited: that is another matter.
        (&[("letter", LOST, Retracted)], false),
        (&[], false),
    ] {
        let doc = document(&[claims]);
        let found = lost_actions(&doc, &texts());
        assert_eq!(!found.is_empty(), lost, "{claims:?}");
    }
}

#[test]
fn passages_are_counted_by_what_has_become_of_them() {
    use Status::{Reported, Retracted};
    let doc = document(&[&[
        ("letter", EXACT, Reported),
        ("letter", MOVED, Reported),
        ("letter", DOUBTFUL, Reported),
        ("letter", LOST, Reported),
        ("letter", LOST, Retracted),
        ("letter", "", Reported),
    ]]);
    let letter = SourceId::new("letter").expect("valid");
    let texts = texts();
    let cited = cited_passages(&doc, &letter, &TextIndex::new(&texts[&letter]));
    let tally = Tally::of(&cited);
    let expected = Tally {
        exact: 1,
        moved: 1,
        doubtful: 1,
        lost: 1,
        whole: 1,
    };
    assert_eq!(tally, expected);
    assert_eq!(tally.need_person(), 2);
    let needing = cited.iter().filter_map(Passage::of);
    assert_eq!(needing.filter(|p| p.needs_person()).count(), 2);
    assert_eq!(tally.plus(tally).lost, 2);
}

#[test]
fn what_lacks_support_is_listed_by_what_it_lacks() {
    use Status::{Confirmed, Reported};
    let mut doc = document(&[
        &[],
        &[("letter", LOST, Reported)],
        &[("letter", EXACT, Confirmed)],
        &[("book", "", Reported)],
    ]);
    assert!(Lacks::of(&doc).lost.is_empty(), "nobody has looked yet");
    doc.lost = LostPassages::new(lost_actions(&doc, &texts()));
    let id = |id: &str| ActionId::new(id).expect("valid");
    let lacks = Lacks::of(&doc);
    let expected = Lacks {
        no_source: [id("x0")].into(),
        lost: [id("x1")].into(),
        unconfirmed: [id("x2")].into(),
        ..Lacks::default()
    };
    assert_eq!(lacks, expected);
    assert!(!lacks.is_all_cited());
    // Of a person, it needs one.
    let a = ActorId::new("a").expect("valid");
    doc.graph.actor_mut(&a).expect("there").kind = ActorKind::Person;
    let mut followed = lacks.clone();
    followed.follow(&doc, &id("x0"));
    assert_eq!(followed, Lacks::of(&doc));
    assert_eq!(followed.needs_source, [id("x0")].into());
    assert!(followed.no_source.is_empty());
    followed.follow(&doc, &id("nobody"));
}
