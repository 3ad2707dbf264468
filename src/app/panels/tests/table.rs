//! The table of a large graph: rows are looked for when they may be other ones,
//! and only those in view are laid out.

use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Modifiers, MouseWheelUnit, PointerButton, TouchPhase, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable, by};

use super::{Stage, outcomes, stage};
use crate::app::panels::{Sheet, Table};
use crate::edit::{self, ActionField, ActorField, Selection};
use crate::model::{Action, ActionId, Actor, ActorId, ActorKind, Document, Place};

fn nth(i: usize) -> ActorId {
    ActorId::new(&format!("a{i:06}")).expect("valid")
}

fn nth_action(i: usize) -> ActionId {
    ActionId::new(&format!("d{i:06}")).expect("valid")
}

/// So many actors, "Ada Abara 0" and so on in another order than that of their
/// ids, and so many actions of each upon the next.
fn many(actors: usize, actions: usize) -> Document {
    let mut doc = Document::new();
    for i in 0..actors {
        let name = format!("Ada Abara {}", i * 7_919 % actors);
        let new = Actor::new(nth(i), name, ActorKind::ALL[i % 6]);
        doc.graph.add_actor(new).expect("new");
    }
    for i in 0..actions {
        let new = Action::new(nth_action(i), "advises");
        let ends = (nth(i % actors), nth((i + 1) % actors));
        doc.graph.add_action(&ends.0, &ends.1, new).expect("new");
    }
    doc
}

type Alone = Harness<'static, Stage<Table>>;

/// A table of so much, and nothing else.
fn alone(actors: usize, actions: usize) -> Alone {
    let doc = many(actors, actions);
    let mut harness = stage(
        Table::default(),
        doc,
        Selection::default(),
        |panel, ui, ws, s| outcomes(panel.panel(ui, ws, s)),
    );
    settle(&mut harness);
    harness
}

/// Waits until the rows are there.
fn settle(harness: &mut Alone) {
    for _ in 0..5_000 {
        harness.step();
        if !harness.state().panel.is_busy() {
            harness.run_steps(2);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("no rows");
}

fn change(harness: &mut Alone, make: impl FnOnce(&Document) -> edit::Transaction) {
    let ws = &mut harness.state_mut().ws;
    let t = make(ws.document());
    ws.commit(t, None).expect("fits");
}

#[test]
fn of_a_hundred_thousand_rows_only_those_in_view_are_laid_out() {
    let mut harness = alone(100_000, 20_000);
    let work = |h: &Alone| h.state().panel.work();
    let (asked, made, laid_out) = work(&harness);
    assert_eq!(asked, 1);
    assert!((5..20).contains(&laid_out), "{laid_out}");
    assert!(made <= 40, "{made}");
    let nodes = harness.query_all(by().role(Role::Row)).count();
    assert_eq!(nodes, laid_out);
    // The pointer moves over it: nothing is asked, nothing is made.
    let middle = harness.get(by().role(Role::Grid)).rect().center();
    for step in 0..30 {
        harness
            .input_mut()
            .events
            .push(Event::PointerMoved(middle + vec2(step as f32, 0.0)));
        harness.step();
    }
    assert_eq!(work(&harness), (asked, made, laid_out));
    // Scrolled to the end: as many rows, and each line is made once.
    for _ in 0..60 {
        harness.input_mut().events.push(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -100_000.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        harness.step();
    }
    harness.run_steps(30);
    let (asked, made, laid_out) = work(&harness);
    assert_eq!(asked, 1);
    assert!(laid_out < 20 && made < 3_000, "{laid_out} {made}");
    let last = harness
        .state()
        .ws
        .document()
        .graph
        .actor(&nth(99_999))
        .expect("there")
        .name
        .clone();
    let row = harness.get(by().role(Role::Row).label(&last)).rect();
    let grid = harness.get(by().role(Role::Grid)).rect();
    assert!(grid.contains(row.center()), "{row} {grid}");
}

#[test]
fn a_change_of_one_thing_does_not_ask_for_all_rows_again() {
    let mut harness = alone(100_000, 20_000);
    let id = nth(3);
    change(&mut harness, |doc| {
        edit::set_actor(doc, &id, ActorField::Name("Zz".to_owned()))
    });
    settle(&mut harness);
    assert_eq!(harness.state().panel.work().0, 1);
    assert!(harness.query_by_label("Zz").is_some(), "but it is shown");
    // Where somebody stands is in no cell.
    let at = [(id.clone(), Place::at(1.0, 2.0))];
    change(&mut harness, |doc| edit::move_actors(doc, "Overview", &at));
    settle(&mut harness);
    assert_eq!(harness.state().panel.work().0, 1);
    // Sorted, it may stand elsewhere.
    let title = harness
        .get(by().role(Role::ColumnHeader).label("Name"))
        .rect();
    let click = |pressed| Event::PointerButton {
        pos: title.center(),
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness
        .input_mut()
        .events
        .push(Event::PointerMoved(title.center()));
    harness.step();
    for pressed in [true, false] {
        harness.input_mut().events.push(click(pressed));
        harness.step();
    }
    settle(&mut harness);
    assert_eq!(harness.state().panel.work().0, 2);
    let first: Vec<_> = harness
        .query_all(by().role(Role::Row))
        .filter_map(|n| n.accesskit_node().label())
        .collect();
    assert!(first.is_sorted(), "{first:?}");
    assert!(first[0].starts_with("Ada Abara"), "{first:?}");
    change(&mut harness, |doc| {
        edit::set_actor(doc, &id, ActorField::Name("Aa".to_owned()))
    });
    settle(&mut harness);
    assert_eq!(harness.state().panel.work().0, 3);
    assert!(harness.query_by_label("Aa").is_some());
}

#[test]
fn an_answer_that_comes_late_is_not_the_last_word() {
    let mut harness = alone(10_000, 1_000);
    let id = nth_action(0);
    harness.state_mut().panel.show_sheet(Sheet::Actions);
    harness.step();
    // While rows are looked for, one of them goes.
    change(&mut harness, |doc| {
        edit::delete(doc, "Overview", &Selection::action(id.clone()))
    });
    settle(&mut harness);
    settle(&mut harness);
    assert!(harness.query_by_label("999 rows").is_some());
    let verb = ActionField::Verb("zings".to_owned());
    change(&mut harness, |doc| {
        edit::set_action(doc, &nth_action(1), verb)
    });
    settle(&mut harness);
    let rows = harness.query_all(by().role(Role::Row));
    let mut labels = rows.filter_map(|n| n.accesskit_node().label());
    assert!(labels.any(|l| l.contains("zings")));
}
