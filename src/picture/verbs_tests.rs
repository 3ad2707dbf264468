use std::collections::BTreeMap;

use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Document, Place,
    SourceId, Status,
};
use crate::picture::{
    Layer, Letters, Mark, Portraits, Scene, Shows, TextRun, Theme, ThemeName, words,
};

fn claim(status: Status) -> Claim {
    Claim {
        by: Claimant::Outsider("the press".to_owned()),
        source: SourceId::new("s").expect("valid"),
        anchor: String::new(),
        quote: String::new(),
        spot: None,
        entered: None,
        changed: None,
        status,
        confidence: Confidence::Medium,
        because: String::new(),
    }
}

/// An action with these claims, between two who stand so far apart.
fn document(statuses: &[Status], apart: f64) -> Document {
    let mut doc = Document::new();
    let [a, b] = ["a", "b"].map(|id| ActorId::new(id).expect("valid"));
    for id in [&a, &b] {
        let actor = Actor::new(id.clone(), "N", ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
    }
    let mut action = Action::new(ActionId::new("x").expect("valid"), "accuses");
    action.claims = statuses.iter().map(|s| claim(*s)).collect();
    doc.graph.add_action(&a, &b, action).expect("new");
    doc.arrangements[0].places =
        BTreeMap::from([(a, Place::at(0.0, 0.0)), (b, Place::at(apart, 0.0))]);
    doc
}

fn drawn(doc: &Document, letters: Letters) -> Scene {
    let places = doc.arrangements[0].resolved(&doc.graph);
    let (bends, portraits) = (BTreeMap::new(), Portraits::new());
    let theme = Theme::of(ThemeName::Light);
    Scene::build_through(None, doc, &places, &bends, &theme, &portraits, letters)
}

fn scene(statuses: &[Status], apart: f64) -> Scene {
    drawn(&document(statuses, apart), Letters::USUAL)
}

/// What is written along the line.
fn written(scene: &Scene) -> Vec<&TextRun> {
    let items = scene.picture.items.iter();
    let items = items.filter(|i| i.layer == Layer::EdgeLabels);
    let marks = items.flat_map(|i| {
        assert!(matches!(i.shows, Shows::Action(_)));
        &i.marks
    });
    marks
        .filter_map(|m| match m {
            Mark::Text(run) => Some(run),
            _ => None,
        })
        .collect()
}

#[test]
fn how_an_action_stands_is_said_where_it_is_not_as_usual() {
    use Status::{Alleged, Confirmed, Denied, Disputed, Reported, Retracted};
    let told = |all: &[Status]| {
        let claims: Vec<Claim> = all.iter().map(|s| claim(*s)).collect();
        words::standing_of(&claims)
    };
    assert_eq!(told(&[Reported]), "");
    assert_eq!(told(&[Confirmed, Alleged]), "", "somebody reports it");
    assert_eq!(told(&[Alleged]), "alleged");
    assert_eq!(told(&[Denied, Alleged]), "alleged, denied");
    assert_eq!(
        told(&[Denied, Reported, Disputed]),
        "reported, disputed, denied"
    );
    assert_eq!(told(&[]), "no source");
    assert_eq!(told(&[Retracted]), "retracted");
    assert_eq!(told(&[Retracted, Alleged]), "alleged");
}

#[test]
fn it_is_written_small_behind_the_verb() {
    let usual = scene(&[Status::Reported], 400.0);
    assert_eq!(written(&usual).len(), 1);
    let alleged = scene(&[Status::Alleged], 400.0);
    let all = written(&alleged);
    let [verb, note] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(
        (verb.text.as_str(), note.text.as_str()),
        ("accuses", "(alleged)")
    );
    assert!(note.size < verb.size && note.color != verb.color);
    let theme = Theme::of(ThemeName::Light);
    assert_eq!(note.color, theme.quiet_ink);
    // Neither lies on the other, and both in the box that others keep clear of.
    let width = |r: &TextRun| crate::picture::font::width(&r.text, r.weight, r.size);
    let end = verb.origin.x + width(verb) / 2.0;
    let start = note.origin.x - width(note) / 2.0;
    assert!(start > end + 1.0, "{start} {end}");
    let drawn = &alleged.actions[0];
    assert_eq!(drawn.note_size, Some(note.size));
    let taken = drawn.verb_box.expect("written").bounds();
    assert!(taken.x0 <= verb.origin.x - width(verb) / 2.0);
    assert!(taken.x1 >= note.origin.x + width(note) / 2.0);
}

#[test]
fn where_only_the_verb_has_room_it_stands_alone_and_that_is_known() {
    let apart = |apart: f64| {
        let scene = scene(&[Status::Alleged], apart);
        (written(&scene).len(), scene.actions[0].note_size.is_some())
    };
    assert_eq!(apart(400.0), (2, true));
    assert_eq!(apart(150.0), (1, false));
    assert_eq!(apart(80.0), (0, false));
}

#[test]
fn a_verb_that_is_longer_than_its_line_stands_upright_next_to_it() {
    let mut doc = document(&[Status::Alleged], 130.0);
    let places = &mut doc.arrangements[0].places;
    for (id, place) in places.iter_mut() {
        // One below the other, with a name between them.
        *place = Place::at(0.0, if id.as_str() == "a" { 0.0 } else { 150.0 });
    }
    let scene = drawn(&doc, Letters::USUAL);
    let [verb, note] = written(&scene)[..] else {
        panic!("a verb and a note");
    };
    assert_eq!((verb.angle_rad, note.angle_rad), (0.0, 0.0));
    assert_eq!(
        (verb.text.as_str(), note.text.as_str()),
        ("accuses", "(alleged)")
    );
    let taken = scene.actions[0].verb_box.expect("written");
    let course = scene.actions[0].course.points(32);
    assert!(
        !course.windows(2).any(|p| taken.meets_segment(p[0], p[1])),
        "not on its line"
    );
    let nearest = course
        .iter()
        .map(|p| (*p - taken.centre).hypot())
        .fold(f64::MAX, f64::min);
    assert!(
        nearest < taken.half.x + 12.0,
        "{nearest}: and not far from it"
    );
    for actor in &scene.actors {
        assert!(!taken.bounds().overlaps(actor.name_box));
    }
}

#[test]
fn a_verb_stands_beside_the_question_mark_and_not_on_it() {
    let asked = scene(&[], 400.0);
    let items = &asked.picture.items;
    let line = items.iter().find(|i| i.layer == Layer::Edges);
    let mark = line.expect("drawn").marks.iter().find_map(|m| match m {
        Mark::Text(run) if run.text == "?" => Some(run.origin),
        _ => None,
    });
    let mark = mark.expect("asked");
    let verb = asked.actions[0].verb_box.expect("written").bounds();
    let middle = asked.actions[0].course.at(0.5).y;
    let badge = kurbo::Rect::from_center_size((mark.x, middle), (15.0, 15.0));
    assert!(!verb.overlaps(badge), "{verb:?} {badge:?}");
    let notes: Vec<&str> = written(&asked).iter().map(|r| r.text.as_str()).collect();
    assert_eq!(notes, ["accuses", "(no source)"]);
}

#[test]
fn letters_that_are_to_be_read_from_afar_are_larger_or_left_out() {
    let afar = |apart: f64| {
        let doc = document(&[Status::Alleged], apart);
        let letters = Letters::readable(0.5, 14.0);
        drawn(&doc, letters)
    };
    let wide = afar(400.0);
    let [verb, note] = written(&wide)[..] else {
        panic!("a verb and a note");
    };
    assert!((28.0..28.0 * 1.2).contains(&verb.size), "{}", verb.size);
    assert!(note.size > 22.0);
    let line = wide.actions[0].course.at(0.5).y;
    let verb_box = wide.actions[0].verb_box.expect("written");
    assert!(verb_box.bounds().y1 < line, "beside the line, not on it");
    // Usual letters would have room there.
    let narrow = afar(150.0);
    assert!(written(&narrow).is_empty());
    assert_eq!(
        written(&drawn(&document(&[Status::Alleged], 150.0), Letters::USUAL)).len(),
        1
    );
    // Names are as large as there is room for.
    let names = |scene: &Scene| scene.actors[0].name_box.height();
    let usual = names(&scene(&[Status::Alleged], 400.0));
    assert!(names(&wide) > 1.5 * usual);
}
