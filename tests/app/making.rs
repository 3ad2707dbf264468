//! Copying, pasting, duplicating, turning round and merging.

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::Selection;
use dramatis::model::{ActionId, Document};
use eframe::egui::{Event, Key, OutputCommand, PointerButton, Pos2, ViewportCommand, vec2};

use crate::crowds;
use crate::stage::{ALT, CTRL, SHIFT, Setup, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

/// Copies or cuts as the system asks for it; gives what the clipboard holds.
fn clipboard(stage: &mut Stage, event: Event) -> Option<String> {
    stage.frame(vec![event]);
    let commands = &stage.harness.output().platform_output.commands;
    let text = commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    stage.frames(2);
    text
}

fn paste(stage: &mut Stage, text: &str) {
    stage.frame(vec![Event::Paste(text.to_owned())]);
    stage.frames(3);
}

fn said(stage: &Stage) -> String {
    let notice = stage.ws().notice.as_ref();
    notice.map(|n| n.text.clone()).unwrap_or_default()
}

/// What an undo must bring back, ids that are spent aside.
fn undone(stage: &mut Stage, opened: &Document) {
    stage.press_with(CTRL, Key::Z);
    stage.is_as(opened);
    assert_eq!(stage.steps(), 0);
}

fn an_action(stage: &Stage) -> ActionId {
    let mut links = stage.doc().graph.links();
    let link = links.find(|l| l.from != l.to).expect("some action");
    link.action.id.clone()
}

#[test]
fn copying_and_pasting_is_one_step_at_the_pointer() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("germany"));
    stage.click_with(SHIFT, stage.at("dual-alliance"));
    let between = |doc: &Document, a: &str, b: &str| {
        let ends = [actor(a), actor(b)];
        let links = doc.graph.links();
        links
            .filter(|l| ends.contains(l.from) && ends.contains(l.to))
            .count()
    };
    let ties = between(&opened, "germany", "dual-alliance");
    assert!(ties > 0);
    let text = clipboard(&mut stage, Event::Copy).expect("copied");
    assert!(text.starts_with("DramatisClip("), "{text:.40}");
    assert!(
        said(&stage).starts_with("Copied 2 actors and "),
        "{}",
        said(&stage)
    );
    assert_eq!(stage.steps(), 0);

    let at = stage.empty(2);
    stage.hover(at);
    let there = stage.under(at);
    paste(&mut stage, &text);
    assert_eq!((stage.steps(), stage.last_step()), (1, "paste 2 actors"));
    let new: Vec<String> = stage.selected();
    assert_eq!(new.len(), 2 + ties, "{new:?}");
    let (a, b) = (stage.place("germany-2"), stage.place("dual-alliance-2"));
    let (a0, b0) = (stage.place("germany"), stage.place("dual-alliance"));
    assert!((a.x - b.x - (a0.x - b0.x)).abs() < 0.02 && (a.y - b.y - (a0.y - b0.y)).abs() < 0.02);
    let middle = ((a.x + b.x) / 2.0, (a.y + b.y) / 2.0);
    assert!((middle.0 - there.x).abs() <= 1.0 && (middle.1 - there.y).abs() <= 1.0);
    assert_eq!(between(stage.doc(), "germany-2", "dual-alliance-2"), ties);
    assert_eq!(stage.doc().sources, opened.sources, "sources are shared");
    let pasted = stage.doc().clone();
    undone(&mut stage, &opened);
    assert_eq!(stage.selected(), ["dual-alliance", "germany"]);
    stage.press_with(CTRL, Key::Y);
    stage.is_as(&pasted);
    assert_eq!(stage.selected(), new);
}

#[test]
fn cutting_and_pasting_between_documents() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    let id = an_action(&stage);
    stage.do_now(Command::Select(Selection::action(id.clone())));
    let text = clipboard(&mut stage, Event::Cut).expect("cut");
    assert_eq!(stage.steps(), 1);
    assert!(
        stage.last_step().starts_with("cut "),
        "{}",
        stage.last_step()
    );
    assert!(stage.doc().graph.action(&id).is_none());
    assert_eq!(stage.doc().graph.actor_count(), opened.graph.actor_count());
    undone(&mut stage, &opened);

    let mut other = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    let empty = other.doc().clone();
    let before = opened.graph.link(&id).expect("there");
    paste(&mut other, &text);
    let mut links = other.doc().graph.links();
    let after = links.next().expect("pasted");
    assert_eq!(after.action.verb, before.action.verb);
    assert_eq!(after.action.claims.len(), before.action.claims.len());
    for (a, b) in after.action.claims.iter().zip(&before.action.claims) {
        let (here, there) = (&other.doc().sources[&a.source], &opened.sources[&b.source]);
        assert_eq!((&here.title, &a.quote), (&there.title, &b.quote));
        assert_eq!(here.file, "", "the text stays with its document");
    }
    drop(links);
    if !before.action.claims.is_empty() {
        assert!(said(&other).contains("left out"), "{}", said(&other));
    }
    // Once more: nothing clashes, and the sources are the same.
    let sources = other.doc().sources.clone();
    paste(&mut other, &text);
    assert_eq!(other.doc().graph.actor_count(), 4);
    assert_eq!(other.doc().sources, sources);
    other.press_with(CTRL, Key::Z);
    undone(&mut other, &empty);
}

#[test]
fn other_texts_are_refused_and_fields_keep_theirs() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    for (text, why) in [
        ("Serbia\nItaly", "no part of a graph"),
        (
            "DramatisClip(version: 1, arrange",
            "damaged part of a graph: line 1",
        ),
        ("DramatisClip(version: 99)", "newer Dramatis"),
        (
            "DramatisClip(version: 1, arrangements: [(name: \"a\")])",
            "empty part",
        ),
    ] {
        paste(&mut stage, text);
        assert!(said(&stage).contains(why), "{}", said(&stage));
        assert!(stage.ws().notice.as_ref().is_some_and(|n| n.failed));
    }
    assert_eq!(
        clipboard(&mut stage, Event::Copy),
        None,
        "nothing is selected"
    );
    assert!(said(&stage).contains("Select"), "{}", said(&stage));
    // While a name is typed, the clipboard is the field's.
    stage.press(Key::E);
    paste(&mut stage, "Spain");
    assert_eq!(
        stage.value_of("Name of the new actor").as_deref(),
        Some("Spain")
    );
    stage.press(Key::Escape);
    stage.is_as(&opened);
}

#[test]
fn the_menus_ask_the_system_for_the_clipboard() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    let text = clipboard(&mut stage, Event::Copy).expect("copied");
    let at = stage.empty(3);
    let there = stage.under(at);
    stage.right_click(at);
    stage.click_on("Paste here");
    assert!(stage.asked.contains(&ViewportCommand::RequestPaste));
    paste(&mut stage, &text);
    let place = stage.place("italy-2");
    assert!(
        (place.x - there.x).abs() <= 1.0 && (place.y - there.y).abs() <= 1.0,
        "{place:?} {there:?}"
    );
    // Away from the canvas, the middle of the view is meant.
    stage.hover(Pos2::new(30.0, 10.0));
    paste(&mut stage, &text);
    let middle = stage.app().canvas().camera();
    let place = stage.place("italy-3");
    assert!((place.x - middle.x).abs() <= 30.0 && (place.y - middle.y).abs() <= 30.0);
}

#[test]
fn duplicates_by_key_and_by_alt_drag() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("serbia"));
    stage.press_with(CTRL, Key::D);
    assert_eq!((stage.steps(), stage.last_step()), (1, "duplicate Serbia"));
    assert_eq!(stage.selected(), ["serbia-2"]);
    let (old, new) = (stage.place("serbia"), stage.place("serbia-2"));
    assert_eq!((new.x - old.x, new.y - old.y), (24.0, 24.0));
    let copy = stage.doc().graph.actor(&actor("serbia-2")).expect("there");
    assert_eq!(copy.name, "Serbia");
    undone(&mut stage, &opened);

    let (from, by) = (stage.at("serbia"), vec2(-60.0, 48.0));
    stage.wait(1.0);
    stage.key_down(ALT, Key::F24);
    stage.drag(LEFT, from, from + by);
    assert!(stage.app().canvas().is_dragging());
    stage.is_as(&opened);
    stage.drop(LEFT, from + by);
    stage.key_up(ALT, Key::F24);
    assert_eq!((stage.steps(), stage.last_step()), (1, "duplicate Serbia"));
    assert_eq!(stage.place("serbia"), old, "the original stays");
    let (zoom, new) = (stage.app().canvas().camera().zoom, stage.place("serbia-3"));
    assert!((new.x - old.x + 60.0 / zoom).abs() <= 1.0);
    assert!((new.y - old.y - 48.0 / zoom).abs() <= 1.0);
    undone(&mut stage, &opened);

    // Esc stops it, and there and back again is nothing.
    for escape in [true, false] {
        let from = stage.at("serbia");
        stage.wait(1.0);
        stage.key_down(ALT, Key::F24);
        stage.drag(LEFT, from, from + by);
        if escape {
            stage.key_down(ALT, Key::Escape);
        } else {
            stage.hover(from);
        }
        let end = if escape { from + by } else { from };
        stage.drop(LEFT, end);
        stage.key_up(ALT, Key::F24);
        stage.is_as(&opened);
    }
}

#[test]
fn a_selection_is_duplicated_with_what_lies_between() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.do_now(Action::SelectAll);
    stage.press_with(CTRL, Key::D);
    let (actors, actions) = (opened.graph.actor_count(), opened.graph.action_count());
    assert_eq!(stage.doc().graph.actor_count(), 2 * actors);
    assert_eq!(stage.doc().graph.action_count(), 2 * actions);
    assert_eq!(stage.selected().len(), actors + actions);
    undone(&mut stage, &opened);
    stage.press(Key::Escape);
    stage.do_now(Action::Duplicate);
    assert!(said(&stage).contains("Select"), "{}", said(&stage));
}

#[test]
fn a_line_into_the_open_makes_its_target_too() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let begin = |stage: &mut Stage| {
        let (from, to) = (stage.rim("serbia", "italy"), stage.empty(1));
        let there = stage.under(to);
        stage.drag_and_drop(from, to);
        assert!(stage.app().canvas().is_naming());
        there
    };
    // Esc cancels all, at either name.
    begin(&mut stage);
    stage.write("Spain");
    stage.press(Key::Escape);
    assert!(!stage.app().canvas().is_naming());
    begin(&mut stage);
    stage.write("Spain");
    stage.press(Key::Enter);
    assert_eq!(
        stage.value_of("Verb of the new action").as_deref(),
        Some("")
    );
    stage.is_as(&opened);
    stage.write("courts");
    stage.press(Key::Escape);
    assert!(!stage.app().canvas().is_naming());
    stage.is_as(&opened);

    let there = begin(&mut stage);
    stage.click_on("State");
    stage.write("Spain");
    stage.press(Key::Enter);
    stage.write("courts");
    stage.press(Key::Enter);
    assert_eq!(
        (stage.steps(), stage.last_step()),
        (1, "connect Serbia to Spain")
    );
    let place = stage.place("spain");
    assert!((place.x - there.x).abs() <= 1.0 && (place.y - there.y).abs() <= 1.0);
    let links = stage.doc().graph.links_of(&actor("spain"));
    assert_eq!(links.len(), 1);
    assert_eq!(
        (links[0].from, links[0].action.verb.as_str()),
        (&actor("serbia"), "courts")
    );
    undone(&mut stage, &opened);
    // Without a verb, the actor alone is there.
    begin(&mut stage);
    stage.write("Spain");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!((stage.steps(), stage.last_step()), (1, "add Spain"));
    undone(&mut stage, &opened);
}

#[test]
fn several_actions_are_reversed_and_answered() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let ids: Vec<ActionId> = opened.graph.links().map(|l| l.action.id.clone()).collect();
    let three = Selection {
        actions: ids.iter().take(3).cloned().collect(),
        ..Selection::default()
    };
    stage.do_now(Command::Select(three.clone()));
    stage.do_now(Action::Reverse);
    assert_eq!((stage.steps(), stage.last_step()), (1, "reverse 3 actions"));
    for id in &three.actions {
        let (old, new) = (opened.graph.link(id), stage.doc().graph.link(id));
        let (old, new) = (old.expect("there"), new.expect("there"));
        assert_eq!((old.from, old.to), (new.to, new.from));
    }
    undone(&mut stage, &opened);

    stage.do_now(Action::Mutual);
    assert_eq!(stage.steps(), 1);
    let new = stage.ws().selection().actions.clone();
    assert!(!new.is_empty() && new.is_disjoint(&three.actions));
    for id in &new {
        let answer = stage.doc().graph.link(id).expect("new");
        assert!(answer.action.claims.is_empty());
        let asked = three.actions.iter().filter_map(|id| opened.graph.link(id));
        let asked: Vec<_> = asked
            .filter(|l| (l.from, l.to) == (answer.to, answer.from))
            .collect();
        assert!(asked.iter().any(
            |l| l.action.verb == answer.action.verb && l.action.stance == answer.action.stance
        ));
    }
    // They are answered now, and these are answers.
    let steps = stage.steps();
    stage.do_now(Command::Select(three));
    stage.do_now(Action::Mutual);
    assert_eq!(stage.steps(), steps);
    assert!(said(&stage).contains("already"), "{}", said(&stage));
    undone(&mut stage, &opened);
}

#[test]
fn merging_keeps_what_was_said_under_the_chosen_name() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("serbia"));
    stage.press_with(CTRL, Key::M);
    assert!(said(&stage).contains("two or more"), "{}", said(&stage));
    stage.click_with(SHIFT, stage.at("italy"));
    let busiest = ["serbia", "italy"]
        .into_iter()
        .max_by_key(|id| opened.graph.links_of(&actor(id)).len())
        .expect("two");
    for (pick, stays) in [
        (None, busiest),
        (Some("Serbia"), "serbia"),
        (Some("Italy"), "italy"),
    ] {
        stage.press_with(CTRL, Key::M);
        assert!(stage.find("Merge 2 actors").is_some());
        if let Some(name) = pick {
            let all = stage.labels();
            let label = all.iter().find(|l| l.starts_with(&format!("{name} (")));
            let label = label.expect("listed").clone();
            stage.click_on(&label);
        }
        stage.click_on("Merge");
        assert_eq!(stage.steps(), 1);
        assert!(
            stage.last_step().starts_with("merge "),
            "{}",
            stage.last_step()
        );
        assert_eq!(stage.selected(), [stays]);
        let doc = stage.doc();
        assert_eq!(doc.graph.actor_count(), opened.graph.actor_count() - 1);
        assert_eq!(doc.graph.action_count(), opened.graph.action_count());
        let lost = if stays == "serbia" { "italy" } else { "serbia" };
        let lost = &opened.graph.actor(&actor(lost)).expect("there").name;
        let one = doc.graph.actor(&actor(stays)).expect("stays");
        assert!(one.aliases.contains(lost), "{:?}", one.aliases);
        assert_eq!(
            stage.place(stays),
            opened.arrangements[0].places[&actor(stays)]
        );
        undone(&mut stage, &opened);
    }
    stage.press_with(CTRL, Key::M);
    stage.press(Key::Escape);
    assert!(stage.find("Merge 2 actors").is_none());
    stage.is_as(&opened);
}

#[test]
fn ten_thousand_are_copied_pasted_and_taken_back() {
    let doc = crowds::crowd(10_000, 12_000);
    let mut stage = Stage::new(Workspace::of_document(doc), Setup::default());
    let opened = stage.doc().clone();
    stage.do_now(Action::SelectAll);
    let text = clipboard(&mut stage, Event::Copy).expect("copied");
    paste(&mut stage, &text);
    assert_eq!(
        (stage.steps(), stage.last_step()),
        (1, "paste 10000 actors")
    );
    assert_eq!(stage.doc().graph.actor_count(), 20_000);
    assert_eq!(stage.doc().graph.action_count(), 24_000);
    assert_eq!(stage.selected().len(), 22_000);
    assert_eq!(stage.doc().sources, opened.sources);
    undone(&mut stage, &opened);
    stage.do_now(Action::Duplicate);
    assert_eq!(stage.doc().graph.actor_count(), 20_000);
    undone(&mut stage, &opened);
}

#[test]
fn likely_duplicates_are_listed_looked_at_and_merged() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::FindDuplicates);
    stage.work();
    assert!(stage.find("Likely duplicates").is_none(), "there are none");
    assert!(said(&stage).starts_with("No two"), "{}", said(&stage));
    for id in ["serbia", "italy"] {
        stage.select(id);
        stage.press_with(CTRL, Key::D);
    }
    let (doubled, steps) = (stage.doc().clone(), stage.steps());
    stage.do_now(Action::FindDuplicates);
    stage.work();
    assert!(stage.find("Likely duplicates").is_some());
    stage.click_on("Look Serbia and Serbia");
    assert!(stage.find("Likely duplicates").is_none());
    assert_eq!(stage.selected(), ["serbia", "serbia-2"]);
    let seen = stage.canvas_rect();
    assert!(seen.contains(stage.at("serbia")) && seen.contains(stage.at("serbia-2")));

    stage.do_now(Action::FindDuplicates);
    stage.work();
    stage.click_on("Merge Italy and Italy");
    stage.click_on("Merge");
    assert_eq!(stage.steps(), steps + 1);
    assert_eq!(stage.last_step(), "merge two of the name Italy");
    // Back at the list, where the other pair is left.
    assert!(stage.find("Merge Italy and Italy").is_none());
    stage.click_on("Merge Serbia and Serbia");
    stage.press(Key::Escape);
    assert!(stage.find("Merge Serbia and Serbia").is_some());
    stage.press(Key::Escape);
    assert!(stage.find("Likely duplicates").is_none());
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&doubled);
    // Esc stops the search: at once, before it has an answer.
    let ctx = stage.harness.ctx.clone();
    for action in [Action::FindDuplicates, Action::SelectNone] {
        stage.harness.state_mut().apply(&ctx, action.into());
    }
    stage.work();
    assert!(stage.find("Likely duplicates").is_none());
}
