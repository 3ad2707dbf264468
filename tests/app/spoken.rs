//! The canvas, as assistive technology is told it.

use dramatis::picture::Shows;
use eframe::egui::accesskit::{self, Role, TreeId};
use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{CTRL, Stage};

/// Names of all actors and actions that are told, in order.
fn told(stage: &Stage) -> Vec<String> {
    let all = by().role(Role::ListBoxOption);
    let told = stage.harness.query_all(all);
    told.filter_map(|n| n.accesskit_node().label()).collect()
}

#[test]
fn everything_that_is_told_belongs_to_the_canvas() {
    let stage = Stage::open("treaties");
    let graph = &stage.doc().graph;
    assert_eq!(
        told(&stage).len(),
        graph.actor_count() + graph.action_count()
    );
    for node in stage.harness.query_all(by().role(Role::ListBoxOption)) {
        let mut above = node.accesskit_node().parent();
        while above.is_some_and(|n| n.role() != Role::Canvas) {
            above = above.and_then(|n| n.parent());
        }
        assert!(above.is_some(), "{:?}", node.accesskit_node().label());
    }
}

#[test]
fn an_action_is_told_while_any_part_of_it_is_in_view() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    // So near that hardly more than Italy is in view.
    for _ in 0..12 {
        stage.hover(stage.at("italy"));
        stage.wheel(eframe::egui::MouseWheelUnit::Line, [0.0, 1.0].into());
        stage.frames(2);
    }
    let own = stage.doc().graph.links_of(&crate::stage::actor("italy"));
    let sentences = own
        .iter()
        .map(|l| dramatis::picture::words::sentence(stage.doc(), *l));
    let told = told(&stage);
    assert!(told.len() < 20, "{told:?}");
    for sentence in sentences {
        assert!(told.contains(&sentence), "{sentence} in {told:?}");
    }
}

#[test]
fn what_is_asked_for_gets_the_keyboard_and_comes_into_view() {
    let mut stage = Stage::open("treaties");
    let shows = Shows::Actor(crate::stage::actor("italy"));
    let node = eframe::egui::Id::new("canvas").with(&shows).accesskit_id();
    for _ in 0..6 {
        stage.press_with(CTRL, Key::Plus);
    }
    stage.click_on("File");
    stage.press(Key::Escape);
    stage.frame(vec![Event::AccessKitActionRequest(
        accesskit::ActionRequest {
            action: accesskit::Action::Focus,
            target_tree: TreeId::ROOT,
            target_node: node,
            data: None,
        },
    )]);
    stage.frames(3);
    assert_eq!(stage.selected(), ["italy"]);
    assert!(stage.on_canvas(), "{}", stage.focused());
    assert!(stage.canvas_rect().contains(stage.at("italy")), "in view");
}
