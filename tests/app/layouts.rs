//! Laying out from the window: on a worker, as one step, pinned actors left.

use dramatis::app::{Action, Command};
use dramatis::edit::Selection;
use dramatis::model::{ActorId, Place};
use eframe::egui::Key;

use crate::stage::{Stage, actor};

const ALL: [Action; 10] = [
    Action::LayOutForce,
    Action::LayOutCommunities,
    Action::LayOutStress,
    Action::LayOutRadial,
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
        let at = places(&stage);
        for (i, (a, p)) in at.iter().enumerate() {
            for (b, q) in &at[..i] {
                let apart = (p.x - q.x).hypot(p.y - q.y);
                assert!(apart > 90.0, "{action:?}: {a} and {b} are {apart:.0} apart");
            }
        }
        stage.do_now(Action::Undo);
        stage.is_as(&start);
    }
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
    assert!(
        (old.0 - new.0).hypot(old.1 - new.1) < 2.0,
        "{old:?} {new:?}"
    );
}

#[test]
fn a_layout_is_dropped_when_stopped_or_overtaken() {
    let mut stage = Stage::open("treaties");
    let start = stage.doc().clone();
    stage.do_now(Action::LayOutForce);
    stage.press(Key::Escape);
    stage.work();
    // It may have been done before it was stopped; then it is one step.
    if stage.steps() == 1 {
        stage.do_now(Action::Undo);
    }
    stage.is_as(&start);
    assert!(stage.ws().notice.is_none() || stage.steps() == 0);
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
