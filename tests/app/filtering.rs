//! Filters and lenses: what is left out fades or hides, and is never lost.

use dramatis::app::{Action, Command, Filters, Workspace};
use dramatis::edit::{self, ActorField, Selection};
use dramatis::model::{ActorKind, Filter, Rest, Status, Test};
use dramatis::picture::Shows;
use eframe::egui::{Key, PointerButton, Pos2};

use super::crowds::{crowd, nth};
use super::stage::{CTRL, NONE, Setup, Stage, actor};

fn filters(tests: impl IntoIterator<Item = Test>, rest: Rest) -> Command {
    let filters = tests.into_iter().map(Filter::new).collect();
    Command::Filter(Filters {
        lens: None,
        filters,
        rest,
    })
}

fn states() -> Test {
    Test::Kind([ActorKind::State].into())
}

fn persons() -> Test {
    Test::Kind([ActorKind::Person].into())
}

fn drawn_actors(stage: &Stage) -> Vec<String> {
    let scene = stage.app().canvas().scene().expect("a small graph");
    scene.actors.iter().map(|a| a.id.to_string()).collect()
}

/// An actor of the treaties that is no state.
fn other(stage: &Stage) -> String {
    let mut actors = stage.doc().graph.actors();
    let other = actors.find(|a| a.kind != ActorKind::State);
    other.expect("not all are states").id.to_string()
}

#[test]
fn what_is_hidden_is_not_drawn_walked_or_selected() {
    let mut stage = Stage::open("treaties");
    let (all, before) = (drawn_actors(&stage), stage.doc().clone());
    let hidden = other(&stage);
    let there = stage.at(&hidden);
    stage.do_now(filters([states()], Rest::Hide));
    let drawn = drawn_actors(&stage);
    assert!(drawn.len() < all.len() && !drawn.contains(&hidden));
    assert!(stage.labels().contains(&"Kind: state".to_owned()));
    // Where it stood, nothing can be clicked but a line that now runs there.
    stage.click(there);
    assert!(!stage.selected().contains(&hidden));
    stage.press_with(CTRL, Key::A);
    let (actors, actions) = stage.ws().filtering().seen().expect("filtered").counts();
    assert_eq!(stage.selected().len(), actors + actions);
    assert!(actions < before.graph.action_count());
    // Walking past the last of those who are drawn leaves the canvas.
    stage.do_now(Action::SelectNone);
    let mut walked = Vec::new();
    stage.click(stage.empty(0));
    while stage.on_canvas() && walked.len() <= all.len() {
        stage.press(Key::Tab);
        walked.extend(stage.selected());
    }
    walked.dedup();
    assert_eq!(walked.len(), drawn.len());
    assert!(walked.iter().all(|id| drawn.contains(id)));
    stage.do_now(Action::ClearFilters);
    assert_eq!(drawn_actors(&stage), all);
    assert!(
        !stage.labels().contains(&"Add filter".to_owned()),
        "the bar is gone"
    );
    stage.is_as(&before);
    assert_eq!(stage.steps(), 0, "looking is no step");
}

#[test]
fn what_is_faded_is_clicked_but_not_swept() {
    let mut stage = Stage::open("treaties");
    let faded = other(&stage);
    stage.do_now(filters([states()], Rest::Fade));
    let scene = stage.app().canvas().scene().expect("small");
    assert!(scene.picture.faded.contains(&Shows::Actor(actor(&faded))));
    assert!(
        !scene
            .picture
            .faded
            .contains(&Shows::Actor(actor("germany")))
    );
    let there = stage.at(&faded);
    stage.click(there);
    assert_eq!(stage.selected(), std::slice::from_ref(&faded));
    stage.do_now(Action::SelectAll);
    assert!(!stage.selected().contains(&faded));
    stage.do_now(Action::SelectNone);
    let rect = stage.canvas_rect().shrink(3.0);
    stage.drag_and_drop(rect.left_top(), rect.right_bottom());
    let swept = stage.selected();
    assert!(swept.contains(&"germany".to_owned()) && !swept.contains(&faded));
}

#[test]
fn find_goes_to_what_is_seen() {
    let mut stage = Stage::open("treaties");
    let hidden = other(&stage);
    let name = stage
        .doc()
        .graph
        .actor(&actor(&hidden))
        .expect("there")
        .name
        .clone();
    stage.do_now(filters([states()], Rest::Hide));
    stage.press_with(CTRL, Key::F);
    stage.write(&name);
    stage.work();
    stage.press(Key::Enter);
    stage.work();
    assert!(!stage.selected().contains(&hidden));
    // With everything there again, it is found.
    stage.do_now(Action::ClearFilters);
    stage.do_now(Action::FindNext);
    stage.work();
    stage.press_with(CTRL, Key::F);
    stage.press(Key::Enter);
    stage.work();
    assert_eq!(stage.selected(), [hidden]);
}

#[test]
fn nothing_vanishes_in_silence() {
    let mut stage = Stage::open("treaties");
    stage.do_now(filters([states()], Rest::Hide));
    stage.select("germany");
    assert!(
        !stage
            .labels()
            .contains(&"Hidden by the filters.".to_owned())
    );
    let person = ActorField::Kind(ActorKind::Person);
    let t = edit::set_actor(stage.doc(), &actor("germany"), person);
    stage.do_now(Command::Edit(t, None));
    let said = stage.ws().notice.clone().expect("told").text;
    assert_eq!(
        said,
        "What was just made or changed is hidden by the filters"
    );
    assert!(
        stage
            .labels()
            .contains(&"Hidden by the filters.".to_owned())
    );
    stage.do_now(Action::Undo);
    assert!(drawn_actors(&stage).contains(&"germany".to_owned()));
    // A new actor is a person, until somebody says otherwise.
    let empty = stage.empty(0);
    stage.double_click(empty);
    stage.write("Talleyrand");
    stage.press(Key::Enter);
    let said = stage.ws().notice.clone().expect("told").text;
    assert_eq!(
        said,
        "What was just made or changed is hidden by the filters"
    );
    assert_eq!(stage.selected(), ["talleyrand"]);
}

#[test]
fn chips_are_made_changed_and_taken_away_by_hand() {
    let mut stage = Stage::open("treaties");
    stage.press(Key::Slash);
    stage.click_on("Kind");
    stage.click_on("State");
    let asked = |stage: &Stage| stage.ws().filtering().filters().filters.clone();
    assert_eq!(asked(&stage), [Filter::new(states())]);
    stage.click_on("Not: leave these out");
    let not = Filter {
        not: true,
        test: states(),
    };
    assert_eq!(asked(&stage), [not]);
    stage.press(Key::Escape);
    assert!(stage.labels().contains(&"not Kind: state".to_owned()));
    stage.click_on("Hide");
    assert_eq!(stage.ws().filtering().filters().rest, Rest::Hide);
    assert!(!drawn_actors(&stage).contains(&"germany".to_owned()));
    stage.click_on("Remove filter not Kind: state");
    assert_eq!(asked(&stage), []);
    assert!(drawn_actors(&stage).contains(&"germany".to_owned()));
}

#[test]
fn dates_that_are_none_are_told_and_ask_nothing() {
    let mut stage = Stage::open("treaties");
    stage.press(Key::Slash);
    stage.click_on("Date");
    stage.retype("From", "1879-13");
    stage.retype("To", "1882");
    let date = |from: Option<&str>, to: Option<&str>| Test::Date {
        from: from.map(|d| d.parse().expect("a date")),
        to: to.map(|d| d.parse().expect("a date")),
        undated: false,
    };
    let asked = |stage: &Stage| stage.ws().filtering().filters().filters[0].test.clone();
    assert_eq!(asked(&stage), date(None, Some("1882")));
    let told = |stage: &Stage, what: &str| stage.labels().iter().any(|l| l.contains(what));
    assert!(
        told(&stage, "there is no month 13"),
        "{:#?}",
        stage.labels()
    );
    stage.retype("From", "1890");
    assert!(told(&stage, "end before they start"));
    stage.retype("From", "1879");
    assert_eq!(asked(&stage), date(Some("1879"), Some("1882")));
    assert!(!told(&stage, "end before they start"));
}

#[test]
fn lenses_are_kept_in_the_document_and_chosen_again() {
    let mut stage = Stage::open("treaties");
    stage.do_now(filters([states()], Rest::Hide));
    stage.click_on("Lens: Unsaved filters");
    stage.click_on("Save as lens…");
    stage.frames(2);
    stage.press_with(CTRL, Key::A);
    stage.write("States");
    stage.press(Key::Enter);
    stage.frames(2);
    assert_eq!(stage.doc().lenses.len(), 1);
    assert_eq!(stage.last_step(), "save lens States");
    assert!(stage.find("Lens: States").is_some());
    stage.do_now(Action::Save);
    stage.work();
    let saved = Workspace::open(&stage.path).expect("saved");
    stage.is_as(saved.document());
    // Looking otherwise leaves the lens as it is.
    stage.click_on("Fade");
    assert!(stage.find("Lens: States (changed)").is_some());
    assert_eq!(stage.doc().lenses[0].rest, Rest::Hide);
    stage.press(Key::CloseBracket);
    assert!(
        stage.find("Lens: States").is_none(),
        "behind the last is everything"
    );
    stage.press(Key::CloseBracket);
    assert!(stage.find("Lens: States").is_some());
    assert!(!drawn_actors(&stage).contains(&other(&stage)));
    // Undone, the lens is gone; what is looked through stays on.
    stage.do_now(Action::Undo);
    assert_eq!(stage.doc().lenses, []);
    assert!(stage.find("Lens: Unsaved filters").is_some());
    stage.do_now(Action::Redo);
    assert!(stage.find("Lens: States").is_some());
}

#[test]
fn what_is_exported_is_what_is_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.svg");
    let setup = Setup {
        answers: vec![Some(out.clone()), Some(out.clone()), Some(out.clone())],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    let export = |stage: &mut Stage| {
        stage.do_now(Action::Export);
        stage.press(Key::Enter);
        stage.work();
        std::fs::read_to_string(&out).expect("written")
    };
    let whole = export(&mut stage);
    assert!(whole.contains("data-actor=\"germany\"") && !whole.contains("Shown: "));
    let persons_only = filters([persons()], Rest::Hide);
    stage.do_now(persons_only);
    let (actors, _) = stage.ws().filtering().seen().expect("filtered").counts();
    let some = export(&mut stage);
    assert!(!some.contains("data-actor=\"germany\""));
    let line = format!("Shown: kind person. {actors} of ");
    assert!(some.contains(&line), "what was left out is said");
    stage.do_now(filters([persons()], Rest::Fade));
    let faded = export(&mut stage);
    assert!(
        faded.contains("<g data-actor=\"germany\" opacity=\"0.3\""),
        "faintly"
    );
}

#[test]
fn filters_like_the_selected_need_somebody_selected() {
    let mut stage = Stage::open("treaties");
    let told = |stage: &mut Stage, action: Action| {
        stage.do_now(action);
        stage.ws().notice.clone().expect("told").text
    };
    let tag = told(&mut stage, Action::FilterTag);
    assert_eq!(tag, "Select an actor with a tag first");
    let kind = told(&mut stage, Action::FilterKind);
    assert_eq!(kind, "Select an actor first");
}

fn told(stage: &Stage) -> String {
    stage.ws().notice.clone().expect("told").text
}

/// Germany, and somebody hidden.
fn one_of_two_hidden() -> (Stage, Selection) {
    let mut stage = Stage::open("treaties");
    let hidden = other(&stage);
    stage.do_now(filters([states()], Rest::Hide));
    let mut two = Selection::actor(actor("germany"));
    two.actors.insert(actor(&hidden));
    stage.do_now(Command::Select(two.clone()));
    (stage, two)
}

#[test]
fn what_is_hidden_does_not_go_without_a_word() {
    for (action, done) in [(Action::Delete, "Deleted"), (Action::Cut, "Cut")] {
        let (mut stage, two) = one_of_two_hidden();
        stage.do_now(action);
        let wanted = format!("{done} 2, 1 of them hidden by the filters");
        assert_eq!(told(&stage), wanted);
        stage.do_now(Action::Undo);
        stage.do_now(Action::ClearFilters);
        stage.do_now(Command::Select(two));
        stage.do_now(action);
        let said = stage.ws().notice.clone().map(|n| n.text);
        assert!(said.is_none_or(|s| !s.contains("hidden")));
    }
}

#[test]
fn what_is_hidden_is_not_renamed_in_its_place_and_that_is_said() {
    let (mut stage, _) = one_of_two_hidden();
    let of_these = "1 of these are hidden by the filters.".to_owned();
    assert!(stage.labels().contains(&of_these));
    let hidden = other(&stage);
    stage.do_now(Command::Select(Selection::actor(actor(&hidden))));
    assert!(!stage.labels().contains(&of_these));
    stage.do_now(Action::Rename);
    assert_eq!(told(&stage), "It is hidden by the filters");
    assert!(!stage.labels().contains(&"Name of the actor".to_owned()));
    stage.do_now(Command::Select(Selection::actor(actor("germany"))));
    stage.do_now(Action::Rename);
    assert!(stage.labels().contains(&"Name of the actor".to_owned()));
    stage.press(Key::Escape);
    // Nor is it flown to from its row.
    stage.do_now(Command::Select(Selection::actor(actor(&hidden))));
    stage.do_now(Action::FocusTable);
    stage.do_now(Command::say("Well"));
    let rows = stage.doc().graph.actor_count();
    stage.press_with(CTRL, Key::Home);
    let flown = (0..rows).any(|_| {
        stage.press_with(CTRL, Key::Enter);
        stage.frames(2);
        let said = told(&stage) == "It is hidden by the filters";
        stage.press(Key::ArrowDown);
        said
    });
    assert!(flown, "somebody is hidden");
}

#[test]
fn the_name_of_a_lens_is_taken_when_the_window_saves() {
    let mut stage = Stage::open("treaties");
    stage.do_now(filters([states()], Rest::Hide));
    stage.do_now(Action::SaveLens);
    stage.retype("Name of the lens", "States");
    stage.do_now(Action::Save);
    stage.work();
    let saved = Workspace::open(&stage.path).expect("saved");
    assert!(saved.document().lens("States").is_some());
    // What is typed on from there is another name of the same lens.
    stage.retype("Name of the lens", "Powers");
    stage.press(Key::Enter);
    stage.frames(2);
    let names: Vec<_> = stage.doc().lenses.iter().map(|l| l.name.as_str()).collect();
    assert_eq!(names, ["Powers"]);
}

// ---- crowds

const ACTORS: usize = 1_500;

fn crowded(rest: Rest) -> Stage {
    let ws = Workspace::of_document(crowd(ACTORS, 4_500));
    let mut stage = Stage::new(ws, Setup::default());
    assert!(stage.app().canvas().crowd().is_some());
    stage.do_now(filters([persons()], rest));
    stage
}

/// Somebody in view whom the filters leave out, with where they are.
fn left_out(stage: &Stage) -> (dramatis::model::ActorId, Pos2) {
    let crowd = stage.app().canvas().crowd().expect("a crowd");
    let inside = stage.canvas_rect().shrink(60.0);
    let mut all = (0..ACTORS).filter(|&i| crowd.is_left_out(i));
    let found = all.find_map(|i| {
        let at = stage.app().canvas().to_screen(crowd.centre(i));
        inside.contains(at).then(|| (nth(i), at))
    });
    found.expect("somebody")
}

#[test]
fn a_crowd_hides_what_is_left_out() {
    let mut stage = crowded(Rest::Hide);
    let (who, at) = left_out(&stage);
    stage.click(at);
    assert!(!stage.ws().selection().actors.contains(&who));
    let crowd = stage.app().canvas().crowd().expect("a crowd");
    let names = stage.app().canvas().written_names();
    assert!(!names.is_empty());
    let left_out = |id| crowd.is_left_out(crowd.actor(id).expect("there"));
    assert!(names.iter().all(|(id, _)| !left_out(id)));
    let rect = stage.canvas_rect().shrink(3.0);
    stage.drag(PointerButton::Primary, rect.left_top(), rect.right_bottom());
    stage.drop(PointerButton::Primary, rect.right_bottom());
    let swept = stage.ws().selection().clone();
    assert!(swept.actors.len() > 100);
    let graph = &stage.doc().graph;
    let seen = stage.ws().filtering().seen().expect("filtered");
    assert!(swept.actors.iter().all(|id| seen.actor(graph, id)));
    assert!(swept.actions.iter().all(|id| seen.action(graph, id)));
    // Everybody is back where they were.
    stage.do_now(Action::ClearFilters);
    let canvas = stage.app().canvas();
    let crowd = canvas.crowd().expect("a crowd");
    let at = canvas.to_screen(crowd.centre(crowd.actor(&who).expect("there")));
    stage.click(at);
    assert!(stage.ws().selection().actors.contains(&who));
}

#[test]
fn a_crowd_fades_what_is_left_out() {
    let mut stage = crowded(Rest::Fade);
    let (who, at) = left_out(&stage);
    stage.click(at);
    assert!(stage.ws().selection().actors.contains(&who));
    stage.do_now(Action::SelectAll);
    assert!(!stage.ws().selection().actors.contains(&who));
}

/// A change of one actor or action is followed without making the crowd anew.
#[test]
fn a_crowd_follows_what_is_said() {
    let mut stage = crowded(Rest::Hide);
    let (who, _) = left_out(&stage);
    let hidden = |stage: &Stage| {
        let crowd = stage.app().canvas().crowd().expect("a crowd");
        crowd.is_hidden(crowd.actor(&who).expect("there"))
    };
    assert!(hidden(&stage));
    let person = ActorField::Kind(ActorKind::Person);
    let t = edit::set_actor(stage.doc(), &who, person);
    stage.do_now(Command::Edit(t, None));
    assert!(!hidden(&stage));
    stage.do_now(Action::Undo);
    assert!(hidden(&stage));
    stage.do_now(Command::Select(Selection::actor(who.clone())));
    assert!(
        stage
            .labels()
            .contains(&"Hidden by the filters.".to_owned())
    );
    let status = Test::Status([Status::Alleged].into());
    stage.do_now(filters([status], Rest::Hide));
    let (actors, actions) = stage.ws().filtering().seen().expect("filtered").counts();
    let of = format!("{actors} of 1500 actors  ·  {actions} of 4500 actions");
    assert!(stage.labels().contains(&of), "{of}");
    stage.press_with(NONE, Key::Escape);
}
