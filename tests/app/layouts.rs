//! Laying out from the window: on a worker, as one step, pinned actors left.

use dramatis::app::{Action, Command};
use dramatis::edit::{self, Edit, Selection, Transaction};
use dramatis::model::{ActorId, Place};
use dramatis::picture::footprint;
use eframe::egui::{Event, Key, Modifiers, PointerButton, vec2};

use crate::stage::{CTRL, Stage, actor};

/// All that begin anew.
const ALL: [Action; 14] = [
    Action::LayOutForce,
    Action::LayOutCommunities,
    Action::LayOutStress,
    Action::LayOutRadial,
    Action::LayOutDown,
    Action::LayOutRight,
    Action::LayOutUp,
    Action::LayOutLeft,
    Action::LayOutCamps,
    Action::LayOutTimeline,
    Action::LayOutByKind,
    Action::LayOutByTag,
    Action::LayOutCircle,
    Action::LayOutGrid,
];

fn places(stage: &Stage) -> Vec<(ActorId, Place)> {
    let shown = stage.ws().arrangement();
    shown.resolved(&stage.doc().graph).into_iter().collect()
}

/// Pairs of actors whose marks or usual names overlap.
fn overlaps(stage: &Stage) -> Vec<(ActorId, ActorId)> {
    let graph = &stage.doc().graph;
    let boxes: Vec<(ActorId, [[f64; 2]; 2])> = places(stage)
        .into_iter()
        .map(|(id, p)| {
            let actor = graph.actor(&id).expect("there");
            let corners = footprint(actor, graph.links_of(&id).len());
            let corners = corners.map(|[x, y]| [p.x + f64::from(x), p.y + f64::from(y)]);
            (id, corners)
        })
        .collect();
    let mut found = Vec::new();
    for (i, (a, p)) in boxes.iter().enumerate() {
        for (b, q) in &boxes[..i] {
            if (0..2).all(|k| p[0][k] < q[1][k] - 0.01 && q[0][k] < p[1][k] - 0.01) {
                found.push((a.clone(), b.clone()));
            }
        }
    }
    found
}

fn move_to(stage: &mut Stage, id: &str, place: Place) {
    let shown = stage.ws().arrangement().name.clone();
    let step = edit::move_actors(stage.doc(), &shown, &[(actor(id), place)]);
    stage.do_now(Command::Edit(step, None));
}

#[test]
fn tidying_parts_what_overlaps_and_leaves_the_rest() {
    let mut stage = Stage::open("treaties");
    let on_top = stage.place("france");
    move_to(
        &mut stage,
        "italy",
        Place::at(on_top.x + 20.0, on_top.y + 10.0),
    );
    assert!(!overlaps(&stage).is_empty());
    let (before, steps) = (places(&stage), stage.steps());
    stage.do_now(Action::LayOutTidy);
    stage.work();
    assert_eq!(stage.steps(), steps + 1);
    assert_eq!(stage.last_step(), "lay out tidily");
    assert_eq!(overlaps(&stage), []);
    let mut gone: Vec<f64> = before
        .iter()
        .zip(places(&stage))
        .map(|((_, old), (_, new))| (old.x - new.x).hypot(old.y - new.y))
        .collect();
    gone.sort_by(f64::total_cmp);
    assert!(gone[gone.len() / 2] < 30.0, "{gone:?}");
    // Of several selected ones, only they move.
    stage.do_now(Action::Undo);
    let mut selection = Selection::default();
    selection.actors.extend(["italy", "germany"].map(actor));
    stage.do_now(Command::Select(selection));
    stage.do_now(Action::LayOutTidy);
    stage.work();
    assert_eq!(
        overlaps(&stage),
        [],
        "unselected actors are in the way, too"
    );
    for ((id, old), (_, new)) in before.iter().zip(places(&stage)) {
        if !["italy", "germany"].contains(&id.as_str()) {
            assert_eq!(*old, new, "{id}");
        }
    }
}

#[test]
fn placing_new_actors_moves_nobody_else() {
    let mut stage = Stage::open("treaties");
    let shown = stage.ws().arrangement().name.clone();
    let steps = stage.steps();
    stage.do_now(Action::LayOutNew);
    stage.work();
    assert_eq!(stage.steps(), steps, "nobody is new");
    let lost = ["italy", "france"];
    let edits = lost.map(|id| Edit::SetPlace {
        arrangement: shown.clone(),
        actor: actor(id),
        place: None,
    });
    stage.do_now(Command::Edit(
        Transaction::new("forget", edits.into()),
        None,
    ));
    let before = stage.ws().arrangement().places.clone();
    assert!(!before.contains_key(&actor("italy")));
    // A selection does not matter.
    stage.do_now(Action::SelectAll);
    stage.do_now(Action::LayOutNew);
    stage.work();
    assert_eq!(stage.last_step(), "lay out new actors only");
    for (id, place) in &before {
        assert_eq!(stage.place(id.as_str()), *place, "{id}");
    }
    let new = |(a, b): &(ActorId, ActorId)| [a, b].iter().any(|id| lost.contains(&id.as_str()));
    assert_eq!(overlaps(&stage).iter().filter(|pair| new(pair)).count(), 0);
    stage.do_now(Action::Undo);
    assert_eq!(stage.ws().arrangement().places, before);
}

#[test]
fn a_selection_laid_out_alone_lands_on_nobody() {
    for action in ALL {
        let mut stage = Stage::open("treaties");
        // Whatever overlaps before is no matter of the selection's.
        stage.do_now(Action::LayOutTidy);
        stage.work();
        let some = ["france", "germany", "russia", "italy", "austria-hungary"].map(actor);
        let some = some
            .into_iter()
            .filter(|id| stage.doc().graph.actor(id).is_some());
        let mut selection = Selection::default();
        selection.actors.extend(some);
        assert!(selection.actors.len() > 3);
        let before = places(&stage);
        stage.do_now(Command::Select(selection.clone()));
        stage.do_now(action);
        stage.work();
        assert_eq!(overlaps(&stage), [], "{action:?}");
        for ((id, old), (_, new)) in before.iter().zip(places(&stage)) {
            if !selection.actors.contains(id) {
                assert_eq!(*old, new, "{action:?}: {id}");
            }
        }
    }
}

#[test]
fn each_layout_is_one_step_and_leaves_the_pinned() {
    let mut stage = Stage::open("treaties");
    stage.select("italy");
    stage.do_now(Action::Pin);
    stage.press(Key::Escape);
    let (start, pinned) = (stage.doc().clone(), stage.place("italy"));
    let steps = stage.steps();
    for action in ALL {
        stage.do_now(action);
        stage.work();
        assert_eq!(stage.steps(), steps + 1, "{action:?}");
        assert!(stage.last_step().starts_with("lay out "), "{action:?}");
        assert_eq!(stage.place("italy"), pinned, "{action:?}");
        assert_eq!(overlaps(&stage), [], "{action:?}");
        stage.do_now(Action::Undo);
        stage.is_as(&start);
    }
}

#[test]
fn layers_bend_lines_in_the_same_step_and_what_moves_takes_them_along() {
    let mut stage = Stage::open("civil-military");
    let start = stage.doc().clone();
    let bends = |stage: &Stage| stage.ws().arrangement().bends.clone();
    for action in [Action::LayOutDown, Action::LayOutRight, Action::LayOutUp] {
        stage.do_now(action);
        stage.work();
        assert_eq!(stage.steps(), 1, "{action:?}");
        assert!(bends(&stage).len() > 3, "{action:?}");
        if action != Action::LayOutUp {
            stage.do_now(Action::Undo);
            stage.is_as(&start);
        }
    }
    // Dragged alone, an actor takes the bends of its lines along; the others'
    // stay.
    let routed = bends(&stage);
    let (id, _) = routed.first_key_value().expect("some");
    let from = stage.doc().graph.link(id).expect("there").from.clone();
    let at = stage.place(from.as_str());
    move_to(&mut stage, from.as_str(), Place::at(at.x + 40.0, at.y));
    let left = bends(&stage);
    assert!(left.keys().eq(routed.keys()));
    assert_ne!(left[id], routed[id]);
    for (id, points) in &left {
        let link = stage.doc().graph.link(id).expect("there");
        if *link.from != from && *link.to != from {
            assert_eq!(routed[id], *points);
        }
    }
    // Another layout drops them all, and each step comes back.
    stage.do_now(Action::LayOutCircle);
    stage.work();
    assert!(bends(&stage).is_empty());
    stage.do_now(Action::Undo);
    assert_eq!(bends(&stage), left);
    stage.do_now(Action::Undo);
    assert_eq!(bends(&stage), routed);
}

#[test]
fn several_selected_actors_are_laid_out_alone_and_stay_where_they_are() {
    let mut stage = Stage::open("treaties");
    let some = ["france", "germany", "russia", "italy"];
    let mut selection = Selection::default();
    selection.actors.extend(some.map(actor));
    let before = places(&stage);
    stage.do_now(Command::Select(selection));
    stage.do_now(Action::LayOutCircle);
    stage.work();
    let middle = |all: &[(ActorId, Place)]| {
        let of = all.iter().filter(|(id, _)| some.contains(&id.as_str()));
        of.fold((0.0, 0.0), |(x, y), (_, p)| (x + p.x / 4.0, y + p.y / 4.0))
    };
    let after = places(&stage);
    let mut moved = 0;
    for ((id, old), (_, new)) in before.iter().zip(&after) {
        if some.contains(&id.as_str()) {
            moved += usize::from(old != new);
        } else {
            assert_eq!(old, new, "{id}");
        }
    }
    assert!(moved > 1);
    let (old, new) = (middle(&before), middle(&after));
    // Where they were, or beside whoever stands there.
    assert!(
        (old.0 - new.0).hypot(old.1 - new.1) < 300.0,
        "{old:?} {new:?}"
    );
}

#[test]
fn a_layout_is_dropped_when_stopped_or_overtaken() {
    let mut stage = Stage::open("treaties");
    let start = stage.doc().clone();
    // Between these two, nothing that a worker has found is looked at.
    stage.do_at_once([Action::LayOutForce.into(), Action::SelectNone.into()]);
    stage.work();
    stage.is_as(&start);
    assert_eq!(stage.steps(), 0, "stopped");
    // Something else is changed meanwhile.
    let edit = Edit::SetTitle("Other".to_owned());
    let retitle = Command::Edit(Transaction::one("retitle", edit), None);
    stage.do_at_once([Action::LayOutForce.into(), retitle]);
    stage.work();
    assert_eq!(stage.steps(), 1, "only the title");
    let notice = stage.ws().notice.clone().expect("told");
    assert!(
        notice.failed && notice.text.contains("dropped"),
        "{notice:?}"
    );
    stage.do_now(Action::Undo);
    stage.is_as(&start);
    // Of a layout, nothing comes into a document that is opened meanwhile.
    stage.do_at_once([Action::LayOutForce.into(), Action::New.into()]);
    stage.work();
    assert_eq!(stage.steps(), 0);
    assert!(!stage.app().is_laying_out());
    assert_eq!(stage.doc().graph.actor_count(), 0);
    assert!(stage.ws().notice.as_ref().is_none_or(|n| !n.failed));
}

#[test]
fn everything_is_in_view_afterwards() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::LayOutGrid);
    stage.work();
    let canvas = stage.canvas_rect();
    for (id, _) in places(&stage) {
        assert!(canvas.contains(stage.at(id.as_str())), "{id}");
    }
}

/// Lets a worker do its work until something is so.
fn until(stage: &mut Stage, what: &str, so: impl Fn(&Stage) -> bool) {
    for _ in 0..4_000 {
        if so(stage) {
            return;
        }
        stage.frames(1);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{what} takes too long");
}

#[test]
fn others_follow_a_drag_and_all_of_it_is_one_step() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::ToggleLive);
    let before = stage.doc().clone();
    let pinned: Vec<ActorId> = {
        let places = &stage.ws().arrangement().places;
        let pinned = places.iter().filter(|(_, p)| p.pin);
        pinned.map(|(id, _)| id.clone()).collect()
    };
    let tied = |stage: &Stage| {
        let links = stage.doc().graph.links();
        let free = |id: &ActorId| !pinned.contains(id);
        let mut both = links.filter(|l| l.from != l.to && free(l.from) && free(l.to));
        let link = both.next().expect("two who are tied and not pinned");
        (link.from.to_string(), link.to.to_string())
    };
    let (dragged, follower) = tied(&stage);
    let (at, old) = (stage.at(&dragged), stage.drawn(&follower));
    let to = at + vec2(90.0, 70.0);
    stage.drag(PointerButton::Primary, at, to);
    until(&mut stage, "following", |s| {
        s.drawn(&follower).distance(old) > 3.0
    });
    assert_eq!(stage.steps(), 0, "nothing is changed yet");
    stage.drop(PointerButton::Primary, to);
    until(&mut stage, "coming to rest", |s| !s.app().is_following());
    stage.frames(2);
    assert_eq!(stage.steps(), 1);
    let place = stage.place(&follower);
    assert!((place.x - old.x).hypot(place.y - old.y) > 3.0 && !place.pin);
    assert!(stage.place(&dragged).pin);
    for id in &pinned {
        assert_eq!(
            stage.ws().arrangement().places[id],
            before.arrangements[0].places[id]
        );
    }
    let drawn = stage.drawn(&follower);
    assert!((drawn.x - place.x).hypot(drawn.y - place.y) < 0.1);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn esc_takes_back_a_drag_and_those_who_follow() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::ToggleLive);
    let before = stage.doc().clone();
    let ids: Vec<String> = stage
        .doc()
        .graph
        .actors()
        .map(|a| a.id.to_string())
        .collect();
    let old: Vec<_> = ids.iter().map(|id| stage.drawn(id)).collect();
    let at = stage.at(&ids[0]);
    stage.drag(PointerButton::Primary, at, at + vec2(80.0, 80.0));
    let moved = |s: &Stage| {
        let now = ids.iter().map(|id| s.drawn(id));
        now.zip(&old).filter(|(a, b)| a.distance(**b) > 1.0).count()
    };
    until(&mut stage, "following", |s| moved(s) > 1);
    stage.press(Key::Escape);
    stage.drop(PointerButton::Primary, at + vec2(80.0, 80.0));
    stage.frames(3);
    assert!(!stage.app().is_following());
    assert_eq!(moved(&stage), 0);
    stage.is_as(&before);
    assert_eq!(stage.steps(), 0);
}

/// Mean distance of the ends of actions.
fn length(stage: &Stage) -> f64 {
    let at: std::collections::BTreeMap<_, _> = places(stage).into_iter().collect();
    let links = stage.doc().graph.links();
    let lengths: Vec<f64> = links
        .map(|l| (at[l.from].x - at[l.to].x).hypot(at[l.from].y - at[l.to].y))
        .collect();
    lengths.iter().sum::<f64>() / lengths.len() as f64
}

#[test]
fn options_are_kept_and_followed() {
    let mut stage = Stage::open("civil-military");
    stage.do_now(Action::LayOutForce);
    stage.work();
    let usual = length(&stage);
    let before = places(&stage);
    stage.do_now(Action::LayOutOptions);
    // The first slider has the keyboard: 1.0 to 2.0 in steps of a tenth.
    for _ in 0..10 {
        stage.press(Key::ArrowRight);
    }
    stage.press(Key::Enter);
    stage.work();
    let kept = stage.app().settings().layout;
    assert!((kept.room - 2.0).abs() < 0.01, "{kept:?}");
    let wide = length(&stage);
    assert!(wide > 1.5 * usual, "{wide} after {usual}");
    stage.do_now(Action::Undo);
    assert_eq!(places(&stage), before);
    // Another pull, another picture; nonsense is put right.
    let choices = dramatis::app::LayoutChoices {
        room: f32::NAN,
        pull: dramatis::layout::Pull::Constant,
        ..kept
    };
    stage.do_now(Command::SetLayout(choices));
    assert_eq!(stage.app().settings().layout.room, 1.0);
    stage.do_now(Action::LayOutForce);
    stage.work();
    assert_ne!(places(&stage), before);
}

#[test]
fn enter_on_cancel_cancels() {
    let mut stage = Stage::open("civil-military");
    stage.do_now(Action::LayOutOptions);
    stage.press(Key::ArrowRight);
    // The last control of the dialog, from the first one backwards.
    stage.press_with(Modifiers::SHIFT, Key::Tab);
    stage.press(Key::Enter);
    assert_eq!(stage.find("Layout options"), None, "the dialog closes");
    assert_eq!(stage.steps(), 0, "nothing is laid out");
    assert_eq!(
        stage.app().settings().layout,
        dramatis::app::LayoutChoices::default()
    );
}

#[test]
fn who_is_dropped_in_a_leap_stays_where_it_was_dropped() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::ToggleLive);
    let at = stage.at("france");
    stage.drag(PointerButton::Primary, at, at + vec2(30.0, 0.0));
    until(&mut stage, "following", |s| s.app().is_following());
    // The last move of the pointer and the release come in one frame.
    let far = at + vec2(230.0, 40.0);
    stage.frame(vec![
        Event::PointerMoved(far),
        Event::PointerButton {
            pos: far,
            button: PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        },
    ]);
    let dropped = stage.place("france");
    stage.frames(3);
    let shown = stage.drawn("france");
    assert!(
        (shown.x - dropped.x).hypot(shown.y - dropped.y) < 1.0,
        "{shown:?}, {dropped:?}"
    );
    until(&mut stage, "coming to rest", |s| !s.app().is_following());
    assert_eq!(stage.place("france"), dropped);
    let with = |(a, b): &(ActorId, ActorId)| [a, b].iter().any(|id| id.as_str() == "france");
    assert_eq!(
        overlaps(&stage).iter().filter(|pair| with(pair)).count(),
        0,
        "nobody is left under it"
    );
}
