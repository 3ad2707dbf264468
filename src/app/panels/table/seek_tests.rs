use super::*;
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Source, SourceId,
    Stance, Status,
};

fn actor(id: &str) -> ActorId {
    ActorId::new(id).expect("valid")
}

fn action(id: &str) -> ActionId {
    ActionId::new(id).expect("valid")
}

/// Four actors, three actions, and three claims of two of them.
fn small() -> Document {
    let mut doc = Document::new();
    for (id, name, kind, when) in [
        ("a", "Äbte", ActorKind::Group, ""),
        ("b", "zürich", ActorKind::State, "1351"),
        ("c", "Berta", ActorKind::Person, "unknown"),
        ("d", "", ActorKind::Event, "-0044-03-15"),
    ] {
        let mut new = Actor::new(actor(id), name, kind);
        new.when = when.parse().expect("a date");
        doc.graph.add_actor(new).expect("new");
    }
    let source = SourceId::new("s").expect("valid");
    let of = Source::new(source.clone(), "Chronicle");
    doc.sources.insert(source.clone(), of);
    let claim = |by: &str, status| Claim {
        by: Claimant::Outsider(by.to_owned()),
        source: source.clone(),
        anchor: String::new(),
        quote: format!("said {by}"),
        spot: None,
        entered: None,
        changed: None,
        status,
        confidence: Confidence::Medium,
        because: String::new(),
    };
    for (id, from, to, stance, weight, claims) in [
        ("1", "a", "b", -0.8, 2.0, vec![claim("X", Status::Denied)]),
        ("2", "b", "c", 0.0, 10.0, vec![]),
        (
            "3",
            "b",
            "b",
            0.6,
            1.0,
            vec![claim("Y", Status::Alleged), claim("Z", Status::Confirmed)],
        ),
    ] {
        let mut new = Action::new(action(id), format!("verb {id}"));
        new.stance = Stance::new(stance).expect("in range");
        (new.weight, new.claims) = (weight, claims);
        doc.graph
            .add_action(&actor(from), &actor(to), new)
            .expect("both are there");
    }
    doc
}

/// The ids of the rows that are found.
fn rows(sheet: Sheet, sort: Option<(Column, bool)>, filters: &[(Column, &str)]) -> Vec<String> {
    let doc = small();
    let filters = filters
        .iter()
        .filter_map(|(column, typed)| Some((*column, Wanted::of(*column, typed)?)));
    let query = Query {
        sheet,
        sort,
        filters: filters.collect(),
        retracted: false,
    };
    let found = seek(&doc, &query);
    for (at, row) in found.rows.iter().enumerate() {
        assert_eq!(found.position(row), Some(at));
    }
    let told = found.rows.iter().map(|row| match row {
        RowId::Actor(id) => id.to_string(),
        RowId::Action(id) => id.to_string(),
        RowId::Claim(id, at) => format!("{id}.{at}"),
    });
    told.collect()
}

#[test]
fn rows_are_sorted_without_accents_and_empty_cells_come_last() {
    let by = |column, down| rows(Sheet::Actors, Some((column, down)), &[]);
    assert_eq!(rows(Sheet::Actors, None, &[]), ["a", "b", "c", "d"]);
    assert_eq!(by(Column::Name, false), ["a", "c", "b", "d"]);
    assert_eq!(by(Column::Name, true), ["b", "c", "a", "d"]);
    assert_eq!(by(Column::When, false), ["d", "b", "a", "c"]);
    assert_eq!(by(Column::When, true), ["b", "d", "a", "c"]);
    // In the order in which kinds are listed, not of their letters.
    assert_eq!(by(Column::Kind, false), ["c", "b", "a", "d"]);
    assert_eq!(by(Column::Outgoing, true), ["b", "a", "c", "d"]);
    assert_eq!(by(Column::Incoming, true), ["b", "c", "a", "d"]);
}

#[test]
fn numbers_are_sorted_as_numbers() {
    let by = |column, down| rows(Sheet::Actions, Some((column, down)), &[]);
    assert_eq!(by(Column::Weight, false), ["3", "1", "2"]);
    assert_eq!(by(Column::Stance, false), ["1", "2", "3"]);
    assert_eq!(by(Column::Support, true), ["3", "1", "2"]);
    assert_eq!(by(Column::Evidence, false), ["2", "1", "3"]);
    let by = |column, down| rows(Sheet::Claims, Some((column, down)), &[]);
    assert_eq!(by(Column::Status, false), ["3.0", "3.1", "1.0"]);
    assert_eq!(by(Column::By, true), ["3.1", "3.0", "1.0"]);
}

#[test]
fn filters_are_words_or_comparisons_and_all_of_them_count() {
    let actors = |filters: &[_]| rows(Sheet::Actors, None, filters);
    assert_eq!(actors(&[(Column::Name, "ZUR")]), ["b"]);
    assert_eq!(actors(&[(Column::Kind, "p")]), ["a", "c"]);
    assert_eq!(actors(&[(Column::Kind, "p"), (Column::Name, "r a")]), ["c"]);
    assert_eq!(actors(&[(Column::Kind, "  ")]).len(), 4);
    assert_eq!(actors(&[(Column::When, "<0000")]), ["d"]);
    assert_eq!(actors(&[(Column::When, ">=1351")]), ["b"]);
    assert_eq!(actors(&[(Column::When, ">1351")]), [""; 0]);
    assert_eq!(actors(&[(Column::When, "unknown")]), ["c"]);
    assert_eq!(actors(&[(Column::Outgoing, ">1")]), ["b"]);
    let actions = |filters: &[_]| rows(Sheet::Actions, None, filters);
    assert_eq!(actions(&[(Column::Stance, "hostile")]), ["1"]);
    assert_eq!(actions(&[(Column::Stance, "−0.8")]), ["1"]);
    assert_eq!(actions(&[(Column::Stance, "<= 0")]), ["1", "2"]);
    assert_eq!(actions(&[(Column::Weight, "=10")]), ["2"]);
    assert_eq!(actions(&[(Column::Weight, "<2")]), ["3"]);
    // Nothing is asked for yet.
    assert_eq!(actions(&[(Column::Weight, ">")]).len(), 3);
    assert_eq!(actions(&[(Column::Evidence, "no source")]), ["2"]);
    assert_eq!(
        rows(Sheet::Claims, None, &[(Column::Deed, "verb 3")]),
        ["3.0", "3.1"]
    );
}

#[test]
fn the_uppermost_selected_row_is_found() {
    let doc = small();
    let first = |sheet, column, selection: &Selection| {
        let query = Query {
            sheet,
            sort: Some((column, true)),
            ..Query::default()
        };
        seek(&doc, &query).first_selected(sheet, selection)
    };
    let some = Selection {
        actors: [actor("a"), actor("c")].into(),
        actions: [action("1"), action("3")].into(),
        ..Selection::default()
    };
    assert_eq!(first(Sheet::Actors, Column::Name, &some), Some(1));
    assert_eq!(first(Sheet::Actions, Column::Weight, &some), Some(1));
    assert_eq!(first(Sheet::Claims, Column::By, &some), Some(0));
    let one = Selection::action(action("1"));
    assert_eq!(first(Sheet::Claims, Column::By, &one), Some(2));
    assert_eq!(first(Sheet::Actors, Column::Name, &one), None);
    // Among many rows, those that are selected are looked up instead.
    let many = Found {
        rows: (0..100)
            .map(|i| RowId::Claim(action(&format!("{:02}", i / 2)), i % 2))
            .collect(),
        by_id: (0..100).collect(),
        total: 100,
        retracted: 0,
    };
    let one = Selection::action(action("30"));
    assert_eq!(many.first_selected(Sheet::Claims, &one), Some(60));
}

#[test]
fn retracted_claims_are_shown_when_they_are_asked_for() {
    let mut doc = small();
    let mut claim = doc.graph.action(&action("3")).expect("there").claims[0].clone();
    claim.status = Status::Retracted;
    let retract = crate::edit::Edit::SetClaim {
        action: action("3"),
        at: 0,
        claim: Box::new(claim),
    };
    crate::edit::apply(&mut doc, retract).expect("fits");
    let mut query = Query {
        sheet: Sheet::Claims,
        ..Query::default()
    };
    let told = |query: &Query| {
        let found = seek(&doc, query);
        (found.rows.len(), found.total, found.retracted)
    };
    assert_eq!(told(&query), (2, 2, 1));
    query.retracted = true;
    assert_eq!(told(&query), (3, 3, 1));
    query.retracted = false;
    let status = |typed: &str| Wanted::of(Column::Status, typed).map(|w| (Column::Status, w));
    query.filters = status("retr").into_iter().collect();
    assert_eq!(told(&query), (1, 3, 1), "they are asked for by name");
    query.filters = status("denied").into_iter().collect();
    assert_eq!(told(&query), (1, 2, 1));
    let support = |id: &str| {
        let link = doc.graph.link(&action(id)).expect("there");
        Entry::Action(link).number(&doc, Column::Support)
    };
    assert_eq!(support("3"), Some(1.0), "they do not count");
}
