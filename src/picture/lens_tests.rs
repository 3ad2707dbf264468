//! What filters let in, on a small graph: Ada (person, london) writes to the
//! editor (institution) and praises Bob (person); the editor scorns Bob, who
//! attends a meeting (event, 1850); Carol (person) stands alone.

use std::collections::BTreeSet;

use super::*;
use crate::model::{ActorKind, Claimant, Confidence, SourceId, Stance, StanceBand};
use crate::picture::{filter_words, lens_line};

fn who(id: &str) -> ActorId {
    ActorId::new(id).expect("valid")
}

fn outsider(name: &str) -> Claimant {
    Claimant::Outsider(name.to_owned())
}

fn claim(by: Claimant, status: Status, quote: &str) -> Claim {
    Claim {
        by,
        source: SourceId::new("s").expect("valid"),
        anchor: String::new(),
        quote: quote.to_owned(),
        spot: None,
        entered: None,
        changed: None,
        status,
        confidence: Confidence::Medium,
        because: String::new(),
    }
}

fn document() -> Document {
    let mut doc = Document::new();
    for (id, kind) in [
        ("ada", ActorKind::Person),
        ("bob", ActorKind::Person),
        ("carol", ActorKind::Person),
        ("editor", ActorKind::Institution),
        ("meeting", ActorKind::Event),
    ] {
        let mut actor = Actor::new(who(id), id.to_uppercase(), kind);
        match id {
            "ada" => actor.tags = vec!["london".to_owned()],
            "carol" => actor.aliases = vec!["Ändrée".to_owned()],
            "meeting" => actor.when = "1850".parse().expect("a date"),
            _ => {}
        }
        doc.graph.add_actor(actor).expect("new");
    }
    let ada = || Claimant::Actor(who("ada"));
    let press = || outsider("the press");
    for (from, verb, to, stance, when, claims) in [
        (
            "ada",
            "writes to",
            "editor",
            0.0,
            "1843-08",
            vec![
                claim(ada(), Status::Alleged, "I have written"),
                claim(press(), Status::Reported, ""),
            ],
        ),
        (
            "ada",
            "praises",
            "bob",
            0.8,
            "1848/1852",
            vec![claim(ada(), Status::Reported, "")],
        ),
        (
            "editor",
            "scorns",
            "bob",
            -0.8,
            "unknown",
            vec![claim(press(), Status::Retracted, "")],
        ),
        ("bob", "attends", "meeting", 0.0, "", vec![]),
    ] {
        let id = ActionId::new(verb.split(' ').next().expect("a word")).expect("valid");
        let mut action = Action::new(id, verb);
        action.stance = Stance::new(stance).expect("in range");
        action.when = when.parse().expect("a date");
        action.claims = claims;
        doc.graph
            .add_action(&who(from), &who(to), action)
            .expect("both are there");
    }
    doc
}

/// The ids of what is let in, actors before actions, and nothing twice.
fn seen(filters: &[Filter]) -> String {
    let doc = document();
    let seen = Seen::of(&doc, filters);
    let actors = doc.graph.actors().map(|a| a.id.clone());
    let actors: Vec<ActorId> = actors.filter(|id| seen.actor(&doc.graph, id)).collect();
    let actions = doc.graph.links().map(|l| l.action.id.clone());
    let actions: Vec<ActionId> = actions.filter(|id| seen.action(&doc.graph, id)).collect();
    assert_eq!(seen.counts(), (actors.len(), actions.len()));
    let in_order = |all: &[bool]| all.iter().filter(|b| **b).count();
    assert_eq!(in_order(seen.actors()), actors.len());
    assert_eq!(in_order(seen.actions()), actions.len());
    // Nothing hangs in the air.
    for link in doc.graph.links() {
        let held = seen.actor(&doc.graph, link.from) && seen.actor(&doc.graph, link.to);
        assert!(held || !seen.action(&doc.graph, &link.action.id));
    }
    let actors = actors.iter().map(ActorId::as_str);
    let all: Vec<&str> = actors.chain(actions.iter().map(ActionId::as_str)).collect();
    all.join(" ")
}

fn is(test: Test) -> Filter {
    Filter::new(test)
}

fn not(test: Test) -> Filter {
    Filter { not: true, test }
}

fn kinds(all: &[ActorKind]) -> Test {
    Test::Kind(all.iter().copied().collect())
}

fn statuses(all: &[Status]) -> Test {
    Test::Status(all.iter().copied().collect())
}

fn said_by(who: Claimant) -> Test {
    Test::Claimant(BTreeSet::from([who]))
}

fn dates(from: &str, to: &str, undated: bool) -> Test {
    Test::Date {
        from: from.parse().ok(),
        to: to.parse().ok(),
        undated,
    }
}

fn text(text: &str) -> Test {
    Test::Text(text.to_owned())
}

const ALL: &str = "ada bob carol editor meeting attends praises scorns writes";

#[test]
fn without_questions_everything_is_seen() {
    assert_eq!(seen(&[]), ALL);
    let blank = crate::model::Trait::ALL.map(|what| what.blank());
    let blank = blank.into_iter().filter(Test::is_blank);
    let blank: Vec<Filter> = blank.map(is).collect();
    assert_eq!(seen(&blank), ALL);
    let turned: Vec<Filter> = blank.into_iter().map(|f| not(f.test)).collect();
    assert_eq!(seen(&turned), ALL);
}

#[test]
fn filters_for_actors_leave_the_actions_between_those_who_stay() {
    let persons = kinds(&[ActorKind::Person]);
    assert_eq!(seen(&[is(persons.clone())]), "ada bob carol praises");
    assert_eq!(seen(&[not(persons)]), "editor meeting");
    let tag = Test::Tag(["london".to_owned(), "paris".to_owned()].into());
    assert_eq!(seen(&[is(tag.clone())]), "ada");
    assert_eq!(seen(&[not(tag)]), "bob carol editor meeting attends scorns");
    let degree = |least, most| is(Test::Degree { least, most });
    assert_eq!(
        seen(&[degree(2, None)]),
        "ada bob editor praises scorns writes"
    );
    assert_eq!(seen(&[degree(0, Some(0))]), "carol");
    assert_eq!(seen(&[degree(1, Some(1))]), "meeting");
}

#[test]
fn filters_for_actions_leave_those_who_take_part() {
    let stance = Test::Stance([StanceBand::Supportive].into());
    assert_eq!(seen(&[is(stance.clone())]), "ada bob praises");
    assert_eq!(
        seen(&[not(stance)]),
        "ada bob editor meeting attends scorns writes"
    );
}

#[test]
fn a_filter_more_lets_nothing_more_in() {
    let persons = is(kinds(&[ActorKind::Person]));
    let reported = is(statuses(&[Status::Reported]));
    let both = [reported, persons];
    assert_eq!(seen(&both[..1]), "ada bob editor praises writes");
    assert_eq!(seen(&both), "ada bob praises");
}

#[test]
fn status_and_claimant_are_asked_of_one_claim() {
    let ada = is(said_by(Claimant::Actor(who("ada"))));
    let both = [ada, is(statuses(&[Status::Reported]))];
    assert_eq!(seen(&both[..1]), "ada bob editor praises writes");
    assert_eq!(seen(&both), "ada bob praises");
    // What is negated holds for all claims.
    let not_alleged = not(statuses(&[Status::Alleged]));
    assert_eq!(
        seen(&[not_alleged]),
        "ada bob editor meeting attends praises scorns"
    );
    let unsourced = not(statuses(&Status::ALL));
    assert_eq!(seen(&[unsourced]), "bob meeting attends");
}

#[test]
fn a_retracted_claim_counts_where_that_is_asked_for() {
    let press = said_by(outsider("the press"));
    assert_eq!(seen(&[is(press.clone())]), "ada editor writes");
    assert_eq!(
        seen(&[not(press.clone())]),
        "ada bob editor meeting attends praises scorns"
    );
    let retracted = statuses(&[Status::Retracted]);
    assert_eq!(seen(&[is(retracted.clone())]), "bob editor scorns");
    assert_eq!(
        seen(&[is(press), is(retracted.clone())]),
        "bob editor scorns"
    );
    assert_eq!(
        seen(&[not(retracted)]),
        "ada bob editor meeting attends praises writes"
    );
}

#[test]
fn sources_disagree_where_one_says_so_and_another_not() {
    use Status::{Alleged, Confirmed, Denied, Disputed, Reported, Retracted};
    let of = |all: &[Status]| {
        let claims = all.iter().map(|s| claim(outsider("x"), *s, ""));
        disagrees(&claims.collect::<Vec<_>>())
    };
    assert!(of(&[Alleged, Denied]) && of(&[Disputed, Reported]) && of(&[Confirmed, Denied]));
    assert!(!of(&[]) && !of(&[Alleged, Reported, Confirmed]) && !of(&[Denied, Disputed]));
    assert!(!of(&[Reported, Retracted]) && !of(&[Denied, Retracted]));
    let mut doc = document();
    let id = ActionId::new("writes").expect("valid");
    let denied = claim(Claimant::Actor(who("editor")), Denied, "");
    let mut link = doc.graph.action(&id).expect("there").clone();
    link.claims.push(denied);
    doc.graph.remove_action(&id).expect("there");
    let (ada, editor) = (who("ada"), who("editor"));
    doc.graph.add_action(&ada, &editor, link).expect("new");
    let actions = |filters: &[Filter]| {
        let seen = Seen::of(&doc, filters);
        let ids = doc.graph.links().map(|l| l.action.id.to_string());
        let ids = ids.zip(seen.actions()).filter(|(_, in_it)| **in_it);
        ids.map(|(id, _)| id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(actions(&[is(Test::Disagreement)]), "writes");
    assert_eq!(
        actions(&[not(Test::Disagreement)]),
        "attends praises scorns"
    );
    // It is asked of all claims, whatever is asked of one.
    let press = is(said_by(outsider("the press")));
    assert_eq!(actions(&[press.clone(), is(Test::Disagreement)]), "writes");
    assert_eq!(actions(&[press, not(Test::Disagreement)]), "");
    let said = [is(Test::Disagreement), not(Test::Disagreement)].map(|f| filter_words(&doc, &f));
    assert_eq!(
        said,
        ["Where sources disagree", "Not where sources disagree"]
    );
    let both = [is(Test::Disagreement), is(statuses(&[Reported]))];
    let seen = Seen::of(&doc, &both);
    assert_eq!(
        lens_line(&doc, &both, Rest::Hide, &seen),
        "Shown: where sources disagree; status reported. 2 of 5 actors, 1 of 4 actions."
    );
}

#[test]
fn dates_are_in_where_they_may_be() {
    assert_eq!(
        seen(&[is(dates("1843", "1843", false))]),
        "ada editor writes"
    );
    assert_eq!(seen(&[is(dates("1843-09", "1847", false))]), "");
    // What has no date has that of the event; and an interval may lie anywhere
    // within itself.
    assert_eq!(
        seen(&[is(dates("1850-05", "", false))]),
        "ada bob meeting attends praises"
    );
    // Nobody knows whether what is unknown lies there.
    assert_eq!(
        seen(&[is(dates("1850-05", "", true))]),
        "ada bob editor meeting attends praises scorns"
    );
    assert_eq!(
        seen(&[not(dates("1843", "1849", false))]),
        "bob editor meeting attends scorns"
    );
    // A life is no date of what was done in it.
    let mut doc = document();
    let lived = "1815/1852".parse().expect("a date");
    let carol = Actor {
        when: lived,
        ..Actor::new(who("carol"), "Carol", ActorKind::Person)
    };
    let greets = ActionId::new("greets").expect("valid");
    doc.graph.remove_actor(&who("carol")).expect("there");
    doc.graph.add_actor(carol).expect("new");
    let (from, to) = (who("carol"), who("bob"));
    let action = Action::new(greets.clone(), "greets");
    doc.graph.add_action(&from, &to, action).expect("new");
    let seen = Seen::of(&doc, &[is(dates("1820", "1840", false))]);
    assert!(seen.actor(&doc.graph, &from));
    assert!(!seen.action(&doc.graph, &greets));
}

#[test]
fn words_are_seen_with_what_they_belong_to() {
    assert_eq!(seen(&[is(text("andree"))]), "carol");
    assert_eq!(seen(&[is(text("WRITTEN have"))]), "ada editor writes");
    // Both ends say it; whoever does not say it takes part in what does.
    assert_eq!(seen(&[is(text("b"))]), "bob");
    assert_eq!(
        seen(&[is(text("t"))]),
        "ada bob editor meeting attends writes",
        "scorns joins only one who says it"
    );
    assert_eq!(
        seen(&[not(text("ada"))]),
        "bob carol editor meeting attends scorns"
    );
    // An action that says it counts only if it is in itself.
    let persons = is(kinds(&[ActorKind::Person]));
    assert_eq!(seen(&[persons, is(text("written"))]), "");
}

#[test]
fn filters_are_said_in_words() {
    let doc = document();
    let filters = [
        is(kinds(&[ActorKind::Person, ActorKind::State])),
        not(statuses(&[Status::Alleged])),
        is(said_by(Claimant::Actor(who("ada")))),
        is(dates("1843", "1850", true)),
        is(Test::Degree {
            least: 2,
            most: None,
        }),
        is(text(" letter ")),
        is(crate::model::Trait::Tag.blank()),
    ];
    let said = filters.each_ref().map(|f| filter_words(&doc, f));
    assert_eq!(
        said,
        [
            "Kind: person, state",
            "not Status: alleged",
            "Who says so: ADA",
            "Date: 1843 to 1850, or undated",
            "Degree: at least 2",
            "Text: “letter”",
            "Tag: any",
        ]
    );
    let two = &filters[..2];
    let seen = Seen::of(&doc, two);
    assert_eq!(
        lens_line(&doc, two, Rest::Hide, &seen),
        "Shown: kind person, state; not status alleged. 2 of 5 actors, 1 of 4 actions."
    );
    assert_eq!(
        lens_line(&doc, &filters[6..], Rest::Hide, &seen),
        "",
        "nothing is left out"
    );
    assert!(lens_line(&doc, two, Rest::Fade, &seen).ends_with("; the rest is faded."));
    let many = Test::Status(Status::ALL.into());
    assert_eq!(
        filter_words(&doc, &is(many)),
        "Status: alleged, reported, confirmed, disputed, 2 more"
    );
}
