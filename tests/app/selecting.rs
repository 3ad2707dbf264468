//! Selecting by areas, by what is alike, and by who is tied to whom.

use std::collections::BTreeSet;

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{Actor, ActorKind, Document};
use dramatis::picture::{HitIndex, Shows, area};
use eframe::egui::{Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use kurbo::Point;

use crate::crowds::{crowd, nth};
use crate::stage::{ALT, CTRL, CTRL_SHIFT, NONE, SHIFT, Setup, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;
const ALT_SHIFT: Modifiers = Modifiers {
    alt: true,
    shift: true,
    ..NONE
};

/// Does something with keys held.
fn holding(stage: &mut Stage, held: Modifiers, what: impl FnOnce(&mut Stage)) {
    stage.wait(1.0);
    stage.key_down(held, Key::F24);
    what(stage);
    stage.key_up(held, Key::F24);
}

/// What a marquee between two points of the screen is to select.
fn inside(stage: &Stage, a: Pos2, b: Pos2) -> BTreeSet<String> {
    let rect = kurbo::Rect::from_points(stage.under(a), stage.under(b));
    let scene = stage.app().canvas().scene().expect("a small graph");
    let actors = scene
        .actors
        .iter()
        .filter(|a| area::touches(&a.outline, rect));
    let whole = |points: Vec<Point>| points.into_iter().all(|p| rect.contains(p));
    let actions = scene.actions.iter().filter(|a| whole(a.course.points(100)));
    let actors = actors.map(|a| a.id.to_string());
    actors.chain(actions.map(|a| a.id.to_string())).collect()
}

fn selected(stage: &Stage) -> BTreeSet<String> {
    stage.selected().into_iter().collect()
}

fn highlighted(stage: &Stage) -> usize {
    stage.app().canvas().highlighted(stage.ws())
}

/// Points of empty ground.
fn grounds(stage: &Stage) -> Vec<Pos2> {
    let canvas = stage.app().canvas();
    let scene = canvas.scene().expect("a small graph");
    let (hits, reach) = (HitIndex::new(scene), 8.0 / canvas.camera().zoom);
    let rect = stage.canvas_rect().shrink(35.0);
    let along = |from: f32, to: f32| {
        (0..=((to - from) / 40.0) as usize).map(move |i| from + i as f32 * 40.0)
    };
    let spots = along(rect.top(), rect.bottom())
        .flat_map(|y| along(rect.left(), rect.right()).map(move |x| pos2(x, y)));
    let free = |p: &Pos2| hits.topmost(scene, stage.under(*p), reach).is_none();
    spots.filter(free).collect()
}

/// Two points of empty ground with some, but not all, between them.
fn corners(stage: &Stage) -> (Pos2, Pos2) {
    let (all, spots) = (stage.doc().graph.actor_count(), grounds(stage));
    for (i, &a) in spots.iter().enumerate() {
        for &b in &spots[i + 1..] {
            let found = inside(stage, a, b);
            let actor = |id: &&String| {
                let id = dramatis::model::ActorId::new(id).expect("valid");
                stage.doc().graph.actor(&id).is_some()
            };
            let actors = found.iter().filter(actor).count();
            let trump = found.contains("trump");
            if !trump && actors > 1 && actors < all / 2 && found.len() > actors {
                return (a, b);
            }
        }
    }
    panic!("no such corners among {}", spots.len());
}

#[test]
fn a_marquee_selects_live_what_it_touches_and_lines_that_it_holds() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    stage.select("trump");
    let camera = stage.app().canvas().camera();
    let (a, b) = corners(&stage);
    let wanted = inside(&stage, a, b);
    stage.drag(LEFT, a, b);
    assert_eq!(stage.selected(), ["trump"], "nothing before it is let go");
    assert_eq!(highlighted(&stage), wanted.len(), "but shown already");
    // It shrinks again with the pointer.
    stage.hover(a + (b - a) * 0.02);
    assert!(highlighted(&stage) < wanted.len());
    stage.hover(b);
    stage.button(b, LEFT, false);
    assert_eq!(highlighted(&stage), wanted.len(), "no frame without it");
    stage.frames(2);
    assert_eq!(selected(&stage), wanted);
    assert_eq!(highlighted(&stage), wanted.len());
    assert_eq!(stage.app().canvas().camera(), camera, "nothing is panned");
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
    // Drawn the other way round it is the same.
    stage.click(stage.empty(0));
    assert_eq!(stage.selected(), [""; 0], "a click still clears");
    stage.drag_and_drop(b, a);
    assert_eq!(selected(&stage), wanted);
    // From corner to corner, everything.
    let rect = stage.canvas_rect();
    stage.drag_and_drop(rect.min + vec2(2.0, 2.0), rect.max - vec2(2.0, 2.0));
    let all = opened.graph.actor_count() + opened.graph.action_count();
    assert_eq!(stage.selected().len(), all);
}

#[test]
fn shift_adds_and_alt_takes_away() {
    let mut stage = Stage::open("civil-military");
    let (a, b) = corners(&stage);
    let within = inside(&stage, a, b);
    let other = stage.doc().graph.actors().map(|a| a.id.to_string());
    let other = other
        .into_iter()
        .find(|id| !within.contains(id))
        .expect("not all");
    for held in [SHIFT, CTRL] {
        stage.select(&other);
        holding(&mut stage, held, |s| {
            s.drag(LEFT, a, b);
            assert_eq!(highlighted(s), within.len() + 1);
            s.drop(LEFT, b);
        });
        let mut sum = within.clone();
        sum.insert(other.clone());
        assert_eq!(selected(&stage), sum);
    }
    holding(&mut stage, ALT, |s| {
        s.drag(LEFT, a, b);
        assert_eq!(highlighted(s), 1);
        s.drop(LEFT, b);
    });
    assert_eq!(stage.selected(), [other]);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn escape_leaves_the_old_selection() {
    let mut stage = Stage::open("civil-military");
    stage.select("trump");
    let (a, b) = corners(&stage);
    for held in [NONE, SHIFT, ALT, ALT_SHIFT] {
        holding(&mut stage, held, |s| s.drag(LEFT, a, b));
        stage.press(Key::Escape);
        assert_eq!(highlighted(&stage), 1, "{held:?}");
        stage.hover(b + vec2(9.0, 9.0));
        assert_eq!(highlighted(&stage), 1, "the button is still down");
        stage.drop(LEFT, b);
        assert_eq!(stage.selected(), ["trump"], "{held:?}");
    }
    // And the next one works.
    stage.drag_and_drop(a, b);
    assert!(stage.selected().len() > 2);
}

/// A loop round an actor, from empty ground; who else is in it.
fn round(stage: &mut Stage, id: &str) {
    let (middle, start) = (stage.at(id), stage.empty(0));
    stage.wait(1.0);
    stage.hover(start);
    stage.button(start, LEFT, true);
    stage.hover(start + vec2(9.0, 9.0));
    // There, round, and back the same way: only the loop holds anything.
    for i in 0..=24 {
        let angle = std::f32::consts::TAU * i as f32 / 24.0;
        stage.hover(middle + vec2(angle.cos(), angle.sin()) * 16.0);
    }
    stage.hover(start + vec2(9.0, 9.0));
    stage.hover(start);
}

#[test]
fn a_lasso_selects_whose_middle_it_goes_round() {
    let mut stage = Stage::open("treaties");
    stage.select("france");
    holding(&mut stage, ALT_SHIFT, |s| {
        round(s, "serbia");
        assert_eq!(s.selected(), ["france"]);
        assert_eq!(highlighted(s), 1);
        s.drop(LEFT, s.empty(0));
    });
    assert_eq!(stage.selected(), ["serbia"]);

    // L and a drag; once only, and Shift adds.
    stage.press(Key::L);
    assert!(stage.app().canvas().is_lasso_ready());
    assert!(stage.ws().notice.is_some(), "it says what to do");
    holding(&mut stage, SHIFT, |s| {
        round(s, "italy");
        s.drop(LEFT, s.empty(0));
    });
    assert_eq!(stage.selected(), ["italy", "serbia"]);
    assert!(!stage.app().canvas().is_lasso_ready() && stage.ws().notice.is_none());

    // Even from an actor: nobody is moved. Esc, a click, and L again let go.
    for stop in [
        (|s: &mut Stage| s.press(Key::Escape)) as fn(&mut Stage),
        |s| s.press(Key::L),
        |s| {
            let at = s.at("france");
            s.click(at);
        },
    ] {
        stage.press(Key::L);
        stop(&mut stage);
        assert!(!stage.app().canvas().is_lasso_ready());
        assert_eq!(stage.selected(), ["italy", "serbia"]);
    }
    stage.press(Key::L);
    let (from, to) = (stage.at("serbia"), stage.at("italy"));
    stage.drag_and_drop(from, to);
    assert_eq!(stage.steps(), 0);
    assert_eq!(stage.selected(), [""; 0], "a line goes round nothing");
}

#[test]
fn drags_to_the_edge_move_the_view_along() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let rect = stage.canvas_rect();
    let camera = |s: &Stage| s.app().canvas().camera();

    // An actor is carried out of what was in view, and put back by Esc.
    let (from, edge) = (stage.at("serbia"), rect.right_center() - vec2(5.0, 0.0));
    let (before, stood) = (camera(&stage), stage.drawn("serbia"));
    stage.drag(LEFT, from, edge);
    stage.frames(30);
    let moved = camera(&stage);
    assert!(moved.x > before.x + 20.0 && (moved.y - before.y).abs() < 0.1);
    let off = stage.at("serbia") - edge;
    assert!(off.length() < 3.0, "it stays under the pointer: {off:?}");
    stage.press(Key::Escape);
    let stopped = camera(&stage);
    stage.frames(10);
    assert_eq!(camera(&stage), stopped);
    stage.drop(LEFT, edge);
    assert_eq!(stage.drawn("serbia"), stood);
    stage.is_as(&opened);

    // A marquee begun at one end of the graph reaches the other.
    stage.do_now(Action::FitAll);
    for _ in 0..3 {
        stage.do_now(Action::ZoomIn);
    }
    let start = grounds(&stage)[0];
    stage.drag(LEFT, start, start + vec2(20.0, 20.0));
    let few = highlighted(&stage);
    stage.hover(rect.max + vec2(20.0, 20.0));
    stage.frames(60);
    assert!(highlighted(&stage) > few);
    stage.drop(LEFT, rect.max);
    let after = camera(&stage);
    stage.frames(10);
    assert_eq!(camera(&stage), after, "and then rests");

    // So does the line of an action; plain hovering at the edge does nothing.
    stage.do_now(Action::FitAll);
    stage.hover(edge);
    stage.frames(10);
    let before = camera(&stage);
    let rim = stage.rim("serbia", "italy");
    stage.drag(LEFT, rim, edge);
    stage.frames(10);
    assert!(camera(&stage).x > before.x);
    stage.drop(LEFT, edge);
    stage.is_as(&opened);
}

#[test]
fn clicking_again_goes_through_what_lies_beneath() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    let canvas = stage.app().canvas();
    let scene = canvas.scene().expect("a small graph");
    let (hits, reach) = (HitIndex::new(scene), 6.0 / canvas.camera().zoom);
    let lines = scene.actions.iter().flat_map(|a| a.course.points(40));
    let lines_cross = |p: &Point| {
        let beneath = hits.beneath(scene, *p, reach, 8);
        beneath.len() == 3 && matches!(beneath[0], Shows::Action(_))
    };
    let crossing = lines.filter(lines_cross);
    let p = crossing.into_iter().next().expect("lines cross");
    let at = canvas.to_screen(p);
    let beneath = hits.beneath(scene, stage.under(at), reach, 8);
    let names: Vec<String> = beneath
        .iter()
        .map(|shows| match shows {
            Shows::Actor(id) => id.to_string(),
            Shows::Action(id) => id.to_string(),
            Shows::Annotation(_) | Shows::Furniture => String::new(),
        })
        .collect();
    for round in 0..2 {
        for name in &names {
            stage.click(at);
            assert_eq!(stage.selected(), [name.as_str()], "round {round}");
        }
    }
    // Elsewhere, and here again: from the top. So with something else selected.
    stage.click(stage.empty(0));
    stage.click(at);
    assert_eq!(stage.selected(), [names[0].as_str()]);
    stage.select("trump");
    stage.click(at);
    assert_eq!(stage.selected(), [names[0].as_str()]);
    // Two quick clicks are a double click, and mean what was selected.
    stage.click(at);
    assert_eq!(stage.selected(), [names[1].as_str()]);
    stage.double_click(at);
    assert!(stage.app().canvas().is_naming());
    assert_eq!(stage.selected(), [names[1].as_str()]);
    stage.press(Key::Escape);
    assert!(!stage.app().canvas().is_naming());
    // Shift goes through nothing.
    stage.click(stage.empty(0));
    for n in [1, 0, 1] {
        stage.click_with(SHIFT, at);
        assert_eq!(stage.selected().len(), n);
    }
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

/// Two who stand on one another, and one beside them.
fn on_one_another() -> Stage {
    let mut doc = Document::new();
    for (name, x) in [("low", 0.0), ("top", 5.0), ("side", 300.0)] {
        let new = Actor::new(actor(name), name, ActorKind::Person);
        doc.graph.add_actor(new).expect("new");
        let place = dramatis::model::Place::at(x, 0.0);
        doc.arrangements[0].places.insert(actor(name), place);
    }
    Stage::new(Workspace::of_document(doc), Setup::default())
}

#[test]
fn who_was_clicked_through_to_is_who_is_dragged() {
    let mut stage = on_one_another();
    let at = stage.at("top");
    stage.click(at);
    assert_eq!(stage.selected(), ["top"]);
    stage.click(at);
    assert_eq!(stage.selected(), ["low"]);
    stage.drag_and_drop(at, at + vec2(0.0, 120.0));
    assert_eq!(stage.last_step(), "move low");
    assert_eq!(stage.place("top").y, 0.0);
    stage.press_with(CTRL, Key::Z);
    assert_eq!(stage.place("low").y, 0.0);
    // Without that, who lies on top.
    stage.select("side");
    stage.drag_and_drop(at, at + vec2(0.0, 120.0));
    assert_eq!(stage.last_step(), "move top");
}

#[test]
fn growing_step_by_step_and_back() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.select("serbia");
    let neighbours = |ids: &[String]| {
        let mut all: BTreeSet<String> = ids.iter().cloned().collect();
        for link in opened.graph.links() {
            let ends = [link.from.to_string(), link.to.to_string()];
            if ends.iter().any(|e| ids.contains(e)) {
                all.extend(ends);
            }
        }
        all
    };
    let mut steps = vec![stage.selected()];
    for key in [Key::Plus, Key::Equals, Key::Plus, Key::Equals, Key::Plus] {
        let wanted = neighbours(&stage.selected());
        stage.press(key);
        assert_eq!(selected(&stage), wanted);
        if stage.selected() != *steps.last().expect("some") {
            steps.push(stage.selected());
        }
    }
    assert!(steps.len() > 2 && stage.ws().notice.is_some(), "{steps:?}");
    while let Some(wanted) = steps.pop() {
        assert_eq!(stage.selected(), wanted);
        if !steps.is_empty() {
            stage.press(Key::Minus);
        }
    }
    // From a selection that was not grown, the rim goes.
    stage.select("serbia");
    stage.press(Key::Plus);
    let grown = stage.selected();
    stage.click_with(SHIFT, stage.at(&grown[0]));
    stage.press(Key::Minus);
    assert!(!stage.selected().contains(&"serbia".to_owned()));
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

#[test]
fn inverting_and_selecting_actions() {
    let mut stage = Stage::open("treaties");
    let graph = stage.doc().graph.clone();
    let all = graph.actor_count() + graph.action_count();
    stage.select("serbia");
    stage.press_with(CTRL_SHIFT, Key::I);
    assert_eq!(stage.selected().len(), all - 1);
    assert!(!stage.selected().contains(&"serbia".to_owned()));
    stage.press_with(CTRL_SHIFT, Key::I);
    assert_eq!(stage.selected(), ["serbia"]);

    stage.do_now(Action::SelectActionsOf);
    let own = graph.links_of(&actor("serbia")).len();
    assert_eq!(stage.selected().len(), 1 + own);

    let link = graph.links().next().expect("some");
    let two = [link.from.clone(), link.to.clone()];
    let between = graph
        .links()
        .filter(|l| two.contains(l.from) && two.contains(l.to))
        .count();
    let both = Selection {
        actors: two.into_iter().collect(),
        ..Selection::default()
    };
    stage.do_now(Command::Select(both));
    stage.do_now(Action::SelectActionsBetween);
    assert_eq!(stage.selected().len(), 2 + between);
    assert!(stage.ws().notice.is_none());
    stage.do_now(Action::SelectActionsBetween);
    assert!(stage.ws().notice.is_some(), "there are no more");

    // What is selected is selected again once a change is undone.
    let (before, chosen) = (stage.doc().clone(), stage.selected());
    stage.press(Key::Delete);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    assert_eq!(stage.selected(), chosen);
}

#[test]
fn what_is_alike_is_selected_from_the_menu() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    let trump = opened.graph.actor(&actor("trump")).expect("there").clone();
    let from_menu = |stage: &mut Stage, item: &str| {
        stage.click_on("Select");
        stage.click_on(item);
    };
    stage.select("trump");
    from_menu(&mut stage, "Select same kind");
    let alike = opened.graph.actors().filter(|a| a.kind == trump.kind);
    assert_eq!(selected(&stage), alike.map(|a| a.id.to_string()).collect());

    let tagged = opened.graph.actors().find(|a| !a.tags.is_empty());
    let tagged = tagged.expect("some have tags");
    stage.select(tagged.id.as_str());
    from_menu(&mut stage, "Select same tag");
    let alike = opened
        .graph
        .actors()
        .filter(|a| a.tags.iter().any(|t| tagged.tags.contains(t)));
    assert_eq!(selected(&stage), alike.map(|a| a.id.to_string()).collect());

    let one = opened.graph.links().next().expect("some").action;
    let only = Selection::action(one.id.clone());
    stage.do_now(Command::Select(only));
    from_menu(&mut stage, "Select same stance");
    let alike = opened.graph.links().map(|l| l.action);
    let alike = alike.filter(|a| a.stance.band() == one.stance.band());
    assert_eq!(selected(&stage), alike.map(|a| a.id.to_string()).collect());
    assert!(stage.selected().len() > 1);
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

#[test]
fn a_shortest_path_or_why_there_is_none() {
    let mut stage = Stage::open("treaties");
    let notice = |s: &Stage| s.ws().notice.clone().expect("said");
    stage.select("serbia");
    stage.do_now(Action::SelectShortestPath);
    assert!(notice(&stage).failed && notice(&stage).text.contains("two actors"));
    assert_eq!(stage.selected(), ["serbia"]);

    let two = |a: &str, b: &str| {
        Command::Select(Selection {
            actors: [actor(a), actor(b)].into(),
            ..Selection::default()
        })
    };
    for other in ["italy", "france", "germany"] {
        stage.do_now(two("serbia", other));
        stage.do_now(Action::SelectShortestPath);
        let selection = stage.ws().selection().clone();
        assert!(selection.actors.contains(&actor("serbia")));
        assert!(selection.actors.contains(&actor(other)));
        assert!(selection.actions.len() >= selection.actors.len() - 1);
        for id in &selection.actions {
            let link = stage.doc().graph.link(id).expect("there");
            assert!(selection.actors.contains(link.from) && selection.actors.contains(link.to));
        }
        assert!(!notice(&stage).failed && notice(&stage).text.contains("step"));
    }

    let hermit = Actor::new(actor("hermit"), "A hermit", ActorKind::Person);
    let new = Transaction::one("add a hermit", Edit::AddActor(Box::new(hermit)));
    stage.do_now(Command::Edit(new, None));
    stage.do_now(two("serbia", "hermit"));
    stage.do_now(Action::SelectShortestPath);
    assert!(notice(&stage).failed);
    assert_eq!(notice(&stage).text, "No path leads from A hermit to Serbia");
    assert_eq!(stage.selected(), ["hermit", "serbia"]);
}

/// A crowd, all of it in view.
fn large() -> Stage {
    let ws = Workspace::of_document(crowd(1_500, 4_500));
    let stage = Stage::new(ws, Setup::default());
    assert!(stage.app().canvas().crowd().is_some());
    stage
}

/// A point of the canvas where nothing of a crowd is, near that one.
fn ground(stage: &Stage, near: Pos2) -> Pos2 {
    let canvas = stage.app().canvas();
    let crowd = canvas.crowd().expect("a large graph");
    let reach = 12.0 / canvas.camera().zoom;
    let spots = (0..4_000).map(|i| {
        let angle = i as f32 * 2.4;
        near + vec2(angle.cos(), angle.sin()) * (i as f32).sqrt() * 3.0
    });
    let rect: Rect = stage.canvas_rect().shrink(1.0);
    let free = |p: &Pos2| rect.contains(*p) && crowd.actor_at(stage.under(*p), reach).is_none();
    spots.into_iter().find(free).expect("ground")
}

#[test]
fn areas_work_in_a_crowd() {
    let mut stage = large();
    let opened = stage.doc().clone();
    let rect = stage.canvas_rect();
    let a = ground(&stage, rect.center() - vec2(200.0, 150.0));
    let b = rect.center() + vec2(40.0, 60.0);
    let part = kurbo::Rect::from_points(stage.under(a), stage.under(b));
    stage.drag(LEFT, a, b);
    assert_eq!(stage.selected(), [""; 0]);
    let live = highlighted(&stage);
    stage.drop(LEFT, b);
    assert_eq!(stage.selected().len(), live);
    assert_eq!(highlighted(&stage), live);
    let crowd = stage.app().canvas().crowd().expect("a large graph");
    let selection = stage.ws().selection();
    let centred = (0..crowd.len()).filter(|&i| part.contains(crowd.centre(i)));
    let mut within = 0;
    for i in centred {
        assert!(selection.actors.contains(&crowd.actors()[i]));
        within += 1;
    }
    assert!(within > 50 && within <= selection.actors.len() && selection.actors.len() < 1_500);
    let whole = (0..4_500).filter(|&i| {
        let points = crowd.course(i).points(60);
        points.into_iter().all(|p| part.contains(p))
    });
    let whole: BTreeSet<_> = whole.map(|i| crowd.actions()[i].clone()).collect();
    assert_eq!(selection.actions, whole);
    assert!(whole.len() > 50);

    // Taking away what was just selected, and adding it again.
    for (held, left) in [(ALT, 0), (SHIFT, live)] {
        holding(&mut stage, held, |s| {
            s.drag(LEFT, a, b);
            assert_eq!(highlighted(s), left, "{held:?}");
            s.drop(LEFT, b);
        });
        assert_eq!(stage.selected().len(), left);
    }
    stage.drag(LEFT, a, rect.center() - vec2(150.0, 120.0));
    assert!(highlighted(&stage) < live);
    stage.press(Key::Escape);
    stage.drop(LEFT, b);
    assert_eq!((stage.selected().len(), highlighted(&stage)), (live, live));

    // A lasso holds middles, of actions too.
    stage.press(Key::L);
    let corner = |x: f32, y: f32| rect.center() + vec2(x, y);
    let corners = [
        (-200.0, -150.0),
        (40.0, -150.0),
        (40.0, 60.0),
        (-200.0, 60.0),
    ];
    let corners = corners.map(|(x, y)| corner(x, y));
    let part = kurbo::Rect::from_points(stage.under(corners[0]), stage.under(corners[2]));
    stage.drag(LEFT, corners[0], corners[1]);
    stage.hover(corners[2]);
    stage.hover(corners[3]);
    let live = highlighted(&stage);
    stage.drop(LEFT, corners[3]);
    assert_eq!(stage.selected().len(), live);
    let crowd = stage.app().canvas().crowd().expect("a large graph");
    let selection = stage.ws().selection();
    let middles = (0..4_500).filter(|&i| part.contains(crowd.course(i).at(0.5)));
    assert_eq!(selection.actions.len(), middles.count());
    let centres = (0..crowd.len()).filter(|&i| part.contains(crowd.centre(i)));
    assert_eq!(selection.actors.len(), centres.count());
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

#[test]
fn commands_and_clicks_work_in_a_crowd() {
    let mut stage = large();
    let graph = stage.doc().graph.clone();
    stage.select(nth(7).as_str());
    stage.press(Key::Plus);
    let grown = stage.selected().len();
    assert!(grown > 1);
    assert_eq!(highlighted(&stage), grown);
    stage.press(Key::Minus);
    assert_eq!(stage.selected(), [nth(7).to_string()]);
    stage.press_with(CTRL_SHIFT, Key::I);
    let all = graph.actor_count() + graph.action_count();
    assert_eq!(stage.selected().len(), all - 1);
    let ends = Selection {
        actors: [nth(7), nth(1_400)].into(),
        ..Selection::default()
    };
    stage.do_now(Command::Select(ends));
    stage.do_now(Action::SelectShortestPath);
    assert!(stage.selected().len() > 2, "{:?}", stage.ws().notice);

    // From far away several lie under the pointer.
    let canvas = stage.app().canvas();
    let (reach, crowd) = (6.0 / canvas.camera().zoom, canvas.crowd().expect("large"));
    let several = |i: &usize| crowd.beneath(crowd.centre(*i), reach).1.len() > 1;
    let i = (0..crowd.len())
        .find(several)
        .expect("lines are everywhere");
    let at = canvas.to_screen(crowd.centre(i));
    let (actors, actions) = crowd.beneath(stage.under(at), reach);
    let actors = actors
        .iter()
        .map(|&i| crowd.actors()[i as usize].to_string());
    let actions = actions
        .iter()
        .map(|&i| crowd.actions()[i as usize].to_string());
    let names: Vec<_> = actors.chain(actions).collect();
    assert!(names.len() > 2, "{names:?}");
    for name in names.iter().take(8) {
        stage.click(at);
        assert_eq!(stage.selected(), [name.as_str()]);
    }
}
