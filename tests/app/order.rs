//! Putting selected actors in order, each time as one step.

use dramatis::app::{Action, Command};
use dramatis::edit::Selection;
use dramatis::model::Place;

use crate::stage::{Stage, actor};

const FEW: [&str; 4] = ["france", "germany", "italy", "russia"];

fn places(stage: &Stage) -> [Place; 4] {
    FEW.map(|id| stage.place(id))
}

/// Equal but for the rounding of places.
fn alike(values: [f64; 4]) -> bool {
    values.iter().all(|v| (v - values[0]).abs() < 0.02)
}

#[test]
fn each_order_is_one_step_that_moves_only_the_selected() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    // With fewer than two there is nothing to align.
    stage.select("italy");
    stage.do_now(Action::AlignLeft);
    stage.is_as(&opened);
    let mut selection = Selection::default();
    selection.actors.extend(FEW.map(actor));
    stage.do_now(Command::Select(selection));
    let before = places(&stage);
    let orders = [
        (Action::AlignLeft, "align left edges"),
        (Action::AlignCentre, "align centres"),
        (Action::AlignRight, "align right edges"),
        (Action::AlignTop, "align upper edges"),
        (Action::AlignMiddle, "align middles"),
        (Action::AlignBottom, "align lower edges"),
        (Action::DistributeAcross, "distribute across"),
        (Action::DistributeDown, "distribute down"),
        (Action::StackAcross, "put in a row"),
        (Action::StackDown, "put in a column"),
        (Action::OnCircle, "put on a circle"),
        (Action::OnLine, "put on a line"),
        (Action::TurnRight, "turn clockwise"),
        (Action::TurnLeft, "turn anticlockwise"),
        (Action::Spread, "draw apart"),
        (Action::Gather, "draw together"),
    ];
    for (action, label) in orders {
        stage.do_now(action);
        assert_eq!((stage.steps(), stage.last_step()), (1, label));
        let after = places(&stage);
        assert_ne!(after, before, "{action:?}");
        for (old, new) in before.iter().zip(&after) {
            let moved = (old.x, old.y) != (new.x, new.y);
            assert_eq!(new.pin, old.pin || moved, "who is moved is pinned");
        }
        let (xs, ys) = (after.map(|p| p.x), after.map(|p| p.y));
        match action {
            Action::AlignCentre | Action::StackDown => assert!(alike(xs), "{xs:?}"),
            Action::AlignMiddle | Action::StackAcross => assert!(alike(ys), "{ys:?}"),
            Action::OnCircle => {
                let x = xs.iter().sum::<f64>() / 4.0;
                let y = ys.iter().sum::<f64>() / 4.0;
                assert!(alike(after.map(|p| (p.x - x).hypot(p.y - y))));
            }
            _ => {}
        }
        for place in stage.doc().arrangements[0].places.iter() {
            if !FEW.contains(&place.0.as_str()) {
                assert_eq!(Some(place.1), opened.arrangements[0].places.get(place.0));
            }
        }
        // Twice is nothing more, but for turns and spreads.
        if stage.last_step().starts_with("align") {
            stage.do_now(action);
            assert_eq!(stage.steps(), 1);
            let told = stage.ws().notice.clone().expect("told");
            assert!(told.text.contains("already"), "{told:?}");
        }
        stage.do_now(Action::Undo);
        stage.is_as(&opened);
    }
}
