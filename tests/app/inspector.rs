//! The panel beside the canvas, and what assistive technology is told.

use dramatis::app::Action;
use dramatis::model::{Actor, ActorKind, Claimant, StanceBand, Status, When};
use dramatis::picture::words;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{CTRL, Setup, Stage, actor};

fn tall(graph: &str) -> Stage {
    let setup = Setup {
        size: vec2(1400.0, 1900.0),
        ..Setup::default()
    };
    Stage::open_with(graph, setup)
}

fn them(stage: &Stage, id: &str) -> Actor {
    stage.doc().graph.actor(&actor(id)).expect("there").clone()
}

#[test]
fn every_field_of_an_actor_is_one_step() {
    let mut stage = tall("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("italy"));
    for (field, text) in [
        ("Name", "Italia"),
        ("Role", "A kingdom"),
        ("Aliases", "Regno, Stivale"),
        ("Tags", "south, sea"),
    ] {
        let steps = stage.steps();
        stage.retype(field, text);
        assert_eq!(stage.steps(), steps, "{field}: not for each stroke");
        stage.press(Key::Enter);
        assert_eq!(stage.steps(), steps + 1, "{field}");
    }
    stage.retype("Notes", "First");
    stage.press(Key::Enter);
    stage.write("Second");
    assert_eq!(stage.steps(), 4);
    // Leaving by clicking elsewhere gives it to the document.
    stage.click(stage.at("serbia"));
    assert_eq!(stage.steps(), 5);
    let italy = them(&stage, "italy");
    assert_eq!(
        (italy.name.as_str(), italy.role.as_str()),
        ("Italia", "A kingdom")
    );
    assert_eq!(italy.aliases, ["Regno", "Stivale"]);
    assert_eq!(italy.tags, ["south", "sea"]);
    assert_eq!(italy.notes, "First\nSecond");
    assert_eq!(stage.selected(), ["serbia"]);
    while stage.steps() > 0 {
        stage.do_now(Action::Undo);
    }
    stage.is_as(&opened);
    stage.select("italy");
    assert_eq!(
        stage.value_of("Name").as_deref(),
        Some("Italy"),
        "fields follow undo"
    );
}

#[test]
fn kind_and_pin_by_widgets() {
    let mut stage = tall("treaties");
    stage.click(stage.at("italy"));
    stage.click_on("Kind");
    stage.click_on("Group");
    assert_eq!(them(&stage, "italy").kind, ActorKind::Group);
    assert_eq!(stage.steps(), 1);
    stage.click_on("Pinned");
    assert!(stage.place("italy").pin);
    assert_eq!(stage.steps(), 2);
}

#[test]
fn every_field_of_an_action_is_one_step() {
    let mut stage = tall("treaties");
    let opened = stage.doc().clone();
    let id = opened.graph.links_of(&actor("bismarck"))[0]
        .action
        .id
        .clone();
    stage.click(stage.on_line(&id).expect("seen"));
    for (field, text) in [("Verb", "drafts"), ("Date", "1879-10"), ("Role", "drafter")] {
        let steps = stage.steps();
        stage.retype(field, text);
        stage.press(Key::Enter);
        assert_eq!(stage.steps(), steps + 1, "{field}");
    }
    stage.retype("Date", "some time ago");
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 3, "no date, no step");
    stage.retype("Date", "unknown");
    stage.press(Key::Enter);
    stage.click_on("hostile");
    stage.retype("Notes", "A note");
    stage.click(stage.empty(0));
    let action = stage.doc().graph.action(&id).expect("there");
    assert_eq!(
        (action.verb.as_str(), action.role.as_str()),
        ("drafts", "drafter")
    );
    assert_eq!(action.when, When::Unknown);
    assert_eq!(action.stance.band(), StanceBand::Hostile);
    assert_eq!(action.notes, "A note");
    assert_eq!(stage.steps(), 6);
    while stage.steps() > 0 {
        stage.do_now(Action::Undo);
    }
    stage.is_as(&opened);
}

#[test]
fn a_dragged_slider_is_one_step() {
    let mut stage = tall("treaties");
    let id = stage.doc().graph.links_of(&actor("bismarck"))[0]
        .action
        .id
        .clone();
    stage.click(stage.on_line(&id).expect("seen"));
    let slider = stage.harness.get(by().role(Role::Slider)).rect();
    let from = slider.center();
    stage.drag_and_drop(from, slider.left_center() + vec2(6.0, 0.0));
    assert_eq!(stage.steps(), 1);
    let now = stage.doc().graph.action(&id).expect("there").stance;
    assert!(now.value() < -0.8, "{now:?}");
}

#[test]
fn claims_are_added_changed_and_removed() {
    let mut stage = tall("treaties");
    let opened = stage.doc().clone();
    let id = opened.graph.links_of(&actor("bismarck"))[0]
        .action
        .id
        .clone();
    let claims = |s: &Stage| s.doc().graph.action(&id).expect("there").claims.clone();
    let had = claims(&stage).len();
    stage.click(stage.on_line(&id).expect("seen"));
    stage.click_on("Add claim");
    assert_eq!((claims(&stage).len(), stage.steps()), (had + 1, 1));
    let n = had + 1;
    stage.retype("Quote", "Bismarck negotiated the Dual Alliance");
    stage.click(stage.empty(0));
    let said = claims(&stage)[had].quote.clone();
    assert_eq!(said, "Bismarck negotiated the Dual Alliance");
    assert_eq!(stage.steps(), 2);
    stage.click(stage.on_line(&id).expect("seen"));
    stage.click_on(&format!("Edit claim {n}"));
    stage.click_on(&format!("Status of claim {n}"));
    stage.click_on("Denied");
    assert_eq!(claims(&stage)[had].status, Status::Denied);
    assert_eq!(stage.steps(), 3);
    stage.click_on(&format!("Remove claim {n}"));
    stage.click_on(&format!("Delete for good (claim {n})"));
    assert_eq!((claims(&stage).len(), stage.steps()), (had, 4));
    while stage.steps() > 0 {
        stage.do_now(Action::Undo);
    }
    stage.is_as(&opened);
}

#[test]
fn a_claim_of_a_deleted_actor_still_says_who() {
    let mut stage = Stage::open("treaties");
    stage.select("germany");
    stage.press(Key::Delete);
    let left = stage.doc().graph.links().flat_map(|l| &l.action.claims);
    for claim in left {
        match &claim.by {
            Claimant::Actor(id) => assert!(stage.doc().graph.actor(id).is_some()),
            Claimant::Outsider(name) => assert!(!name.is_empty()),
        }
    }
}

// ---- assistive technology

#[test]
fn everything_in_view_is_told() {
    for graph in ["treaties", "civil-military"] {
        let mut stage = Stage::open(graph);
        let doc = stage.doc().clone();
        let rect = stage.canvas_rect();
        for it in doc.graph.actors() {
            let told = by().role(Role::ListBoxOption).label(&it.name);
            let all: Vec<_> = stage.harness.query_all(told).collect();
            assert_eq!(all.len(), 1, "{}", it.name);
            let node = all[0].accesskit_node();
            let kind = node
                .data()
                .role_description()
                .unwrap_or_default()
                .to_owned();
            assert_eq!(kind, it.kind.name().to_lowercase());
            let about = node.data().description().unwrap_or_default().to_owned();
            assert!(about.contains(&it.name) && about.contains(&kind), "{about}");
            assert!(rect.expand(1.0).contains_rect(all[0].rect()));
            for link in doc.graph.links_of(&it.id) {
                assert!(about.contains(&link.action.verb), "what it does: {about}");
            }
        }
        let mut told = 0;
        for link in doc.graph.links() {
            let sentence = words::sentence(&doc, link);
            let all: Vec<_> = stage
                .harness
                .query_all(by().role(Role::ListBoxOption).label(&sentence))
                .collect();
            assert!(!all.is_empty(), "{sentence}");
            for node in &all {
                let about = node
                    .accesskit_node()
                    .data()
                    .description()
                    .unwrap_or_default()
                    .to_owned();
                if link
                    .action
                    .claims
                    .iter()
                    .any(|c| c.status != Status::Retracted)
                {
                    assert!(about.contains("according to"), "{about}");
                }
                told += 1;
            }
        }
        assert!(told >= doc.graph.action_count());
        // A click by assistive technology selects.
        let names: Vec<_> = doc
            .graph
            .actors()
            .map(|a| (a.id.clone(), a.name.clone()))
            .collect();
        for (id, name) in names {
            stage
                .harness
                .get(by().role(Role::ListBoxOption).label(&name))
                .click_accesskit();
            stage.harness.step();
            stage.frames(2);
            assert_eq!(stage.selected(), [id.to_string()]);
            let node = stage
                .harness
                .get(by().role(Role::ListBoxOption).label(&name));
            assert_eq!(node.accesskit_node().is_selected(), Some(true));
        }
        let link = doc.graph.links().next().expect("one");
        let sentence = words::sentence(&doc, link);
        let found = stage
            .harness
            .query_all(by().role(Role::ListBoxOption).label(&sentence))
            .next()
            .map(|n| n.click_accesskit());
        assert!(found.is_some());
        stage.harness.step();
        stage.frames(2);
        assert_eq!(stage.selected().len(), 1);
        let picked = stage
            .doc()
            .graph
            .link(stage.ws().selection().actions.first().expect("one"));
        assert_eq!(words::sentence(&doc, picked.expect("there")), sentence);
        assert_eq!(stage.steps(), 0);
    }
}

#[test]
fn what_is_out_of_view_is_not_told_and_walking_brings_it_back() {
    let mut stage = Stage::open("treaties");
    stage.hover(stage.at("italy"));
    for _ in 0..12 {
        stage.wheel(eframe::egui::MouseWheelUnit::Line, vec2(0.0, 1.0));
    }
    stage.frames(3);
    let told = |s: &Stage, name: &str| {
        let all = by().role(Role::ListBoxOption).label(name);
        s.harness.query_all(all).count()
    };
    assert_eq!((told(&stage, "Italy"), told(&stage, "Russia")), (1, 0));
    for _ in 0..18 {
        stage.press(Key::Tab);
        if stage.selected() == ["russia"] {
            break;
        }
    }
    assert_eq!(stage.selected(), ["russia"]);
    assert_eq!(told(&stage, "Russia"), 1, "it was brought into view");
    assert!(stage.canvas_rect().contains(stage.at("russia")));
    stage.press_with(CTRL, Key::Num0);
}
