//! Coding passages: words of a text become actions with their claims, in few
//! keystrokes.

use dramatis::app::{Action, Command, Excerpt, Workspace};
use dramatis::edit::Selection;
use dramatis::model::{ActionId, ActorKind, Claim, Claimant, Confidence, Link, Status};
use eframe::egui::{DragAndDrop, Event, Id, Key, Modifiers, PointerButton, Pos2};

use crate::harbour::{self, Stroke};
use crate::stage::{ALT, CTRL, NONE, SHIFT, Setup, Stage, actor, says};

pub const ALT_SHIFT: Modifiers = Modifiers { alt: true, ..SHIFT };

/// These words of the one text that there is.
pub fn words(stage: &Stage, words: &str) -> Excerpt {
    let (source, text) = stage.ws().texts().iter().next().expect("a text");
    let start = text.text().find(words).expect("they stand there");
    Excerpt {
        source: source.clone(),
        text: text.clone(),
        bytes: start..start + words.len(),
    }
}

const VERB: &str = "Verb of the new action";

const REVOKED: &str = "According to the article, Hegseth revoked Milley’s security clearance.";
const PARDON: &str = "Biden pardoned Milley in advance";

/// Keys that are pressed, and counted: all but those that write a name or verb.
struct Typist<'s> {
    stage: &'s mut Stage,
    strokes: usize,
}

impl<'s> Typist<'s> {
    /// Opens the form on some words: as K does.
    fn on(stage: &'s mut Stage, text: &str) -> Self {
        let excerpt = words(stage, text);
        stage.do_now(Command::Code(excerpt, None));
        Self { stage, strokes: 1 }
    }

    fn with(&mut self, held: Modifiers, key: Key) -> &mut Self {
        self.strokes += 1;
        self.stage.press_with(held, key);
        self
    }

    fn key(&mut self, key: Key) -> &mut Self {
        self.with(NONE, key)
    }

    fn write(&mut self, text: &str) -> &mut Self {
        self.stage.write(text);
        self.stage.frames(1);
        self
    }
}

fn is_open(stage: &Stage) -> bool {
    stage.value_of(VERB).is_some()
}

/// The selected action, which is one.
fn selected(stage: &Stage) -> Link<'_> {
    let actions = &stage.ws().selection().actions;
    assert_eq!(actions.len(), 1);
    let id = actions.first().expect("one");
    stage.doc().graph.link(id).expect("there")
}

#[test]
fn the_usual_case_takes_a_verb_and_few_keys() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let steps = stage.steps();
    let mut typist = Typist::on(&mut stage, REVOKED);
    assert_eq!(typist.stage.focused(), "TextInput Verb of the new action");
    assert_eq!(
        typist.stage.value_of(VERB).as_deref(),
        Some("revokes security clearance of")
    );
    typist
        .write("takes clearance of")
        .with(ALT, Key::Minus)
        .key(Key::Enter);
    assert_eq!(typist.strokes, 3);
    assert!(!is_open(&stage));
    assert_eq!(stage.steps(), steps + 1, "one step");
    let link = selected(&stage);
    assert_eq!(
        (link.from.as_str(), link.to.as_str()),
        ("hegseth", "milley")
    );
    assert_eq!(link.action.verb, "takes clearance of");
    assert_eq!(link.action.stance.value(), -0.7);
    let [claim] = link.action.claims.as_slice() else {
        panic!("one claim");
    };
    assert_eq!(claim.by, Claimant::Outsider("the article".into()));
    assert_eq!(claim.status, Status::Reported);
    assert_eq!(claim.confidence, Confidence::Medium);
    assert_eq!(claim.quote, REVOKED);
    assert_eq!(claim.anchor, "the-revocation/3");
    let spot = claim.spot.as_ref().expect("noted");
    assert_eq!(spot.at as usize, words(&stage, REVOKED).bytes.start);
    let text = &stage.ws().texts()[&claim.source];
    assert!(text.find(&claim.anchor, &claim.quote).is_ok());
    stage.do_now(Action::Undo);
    stage.is_as(&before);
    stage.do_now(Action::Redo);
    assert_eq!(
        stage.doc().graph.action_count(),
        before.graph.action_count() + 1
    );
}

#[test]
fn by_tab_and_letters_it_takes_no_more_than_six() {
    let mut stage = Stage::open("civil-military");
    let mut typist = Typist::on(&mut stage, PARDON);
    // To the stance by Tab, and back to nothing.
    typist
        .write("shields")
        .key(Key::Tab)
        .key(Key::Tab)
        .key(Key::Plus)
        .key(Key::Enter);
    assert!(typist.strokes <= 6, "{}", typist.strokes);
    let link = selected(&stage);
    assert_eq!((link.from.as_str(), link.to.as_str()), ("biden", "milley"));
    assert_eq!(link.action.stance.value(), 0.7);
    assert_eq!(link.action.claims[0].quote, PARDON);
}

#[test]
fn status_date_and_teller_are_chosen_by_keys() {
    let mut stage = Stage::open("civil-military");
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.key(Key::Tab).key(Key::Tab);
    assert_eq!(typist.stage.focused(), "RadioGroup Stance");
    // From supportive, as "pardons" is guessed.
    typist
        .key(Key::ArrowLeft)
        .key(Key::ArrowLeft)
        .key(Key::Tab)
        .write("20 January 2025");
    typist.key(Key::Tab);
    assert_eq!(
        typist.stage.value_of("Who says so").as_deref(),
        Some("the article")
    );
    // The second who is mentioned: Milley.
    typist.with(ALT, Key::Num2).key(Key::Tab);
    assert_eq!(typist.stage.focused(), "RadioGroup Status");
    // The second D after one: disputed, denied.
    typist.key(Key::D).key(Key::D).key(Key::Tab).key(Key::L);
    typist.key(Key::Enter);
    let link = selected(&stage);
    assert_eq!(link.action.verb, "pardons");
    assert_eq!(link.action.when.to_string(), "2025-01-20");
    assert_eq!(link.action.stance.value(), -0.7);
    let claim = &link.action.claims[0];
    assert_eq!(claim.by, Claimant::Actor(actor("milley")));
    assert_eq!(claim.status, Status::Denied);
    assert_eq!(claim.confidence, Confidence::Low);
}

#[test]
fn digits_choose_and_r_turns_round() {
    let mut stage = Stage::open("civil-military");
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(ALT, Key::R).key(Key::Enter);
    let link = selected(&stage);
    assert_eq!((link.from.as_str(), link.to.as_str()), ("milley", "biden"));
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.write("is");
    typist.with(ALT, Key::Num1).with(ALT_SHIFT, Key::Num2);
    typist.key(Key::Enter);
    let link = selected(&stage);
    assert_eq!((link.from.as_str(), link.to.as_str()), ("milley", "biden"));
    assert_eq!(link.action.verb, "is", "no digit is written");
}

#[test]
fn a_name_that_nobody_has_becomes_an_actor_in_the_same_step() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(SHIFT, Key::Tab);
    // The field is told by what is at hand in its list.
    assert!(
        typist
            .stage
            .focused()
            .starts_with("ListBoxOption Joe Biden")
    );
    typist.write("Zelda Quorn");
    assert!(
        says(typist.stage, "new person “Zelda Quorn”"),
        "{:#?}",
        typist.stage.labels()
    );
    typist.with(ALT, Key::K).with(ALT, Key::K);
    assert!(says(typist.stage, "new institution “Zelda Quorn”"));
    // However near one looks, both come into view.
    for _ in 0..12 {
        typist.stage.do_now(Action::ZoomIn);
    }
    typist.key(Key::Enter);
    stage.frames(6);
    let ends = [actor("zelda-quorn"), actor("milley")];
    assert!(stage.app().canvas().are_in_view(&ends));
    let link = selected(&stage);
    assert_eq!(
        (link.from.as_str(), link.to.as_str()),
        ("zelda-quorn", "milley")
    );
    let zelda = stage
        .doc()
        .graph
        .actor(&actor("zelda-quorn"))
        .expect("made");
    assert_eq!(zelda.kind, ActorKind::Institution);
    // Beside whoever it acts upon, on nobody.
    let (at, milley) = (stage.place("zelda-quorn"), stage.place("milley"));
    let far = (at.x - milley.x).hypot(at.y - milley.y);
    assert!((100.0..=700.0).contains(&far), "{far}");
    let places = stage.ws().arrangement().places.iter();
    let others = places.filter(|(id, _)| id.as_str() != "zelda-quorn");
    for (id, p) in others {
        assert!((at.x - p.x).hypot(at.y - p.y) > 100.0, "{id}");
    }
    stage.do_now(Action::Undo);
    stage.is_as(&before);
}

#[test]
fn the_form_is_as_tall_as_what_is_in_it() {
    let mut stage = Stage::open("civil-military");
    let excerpt = words(&stage, REVOKED);
    stage.do_now(Command::Code(excerpt, None));
    stage.frames(3);
    let below = |stage: &Stage| {
        let form = Id::new("coding");
        let form = stage.harness.ctx.memory(|m| m.area_rect(form));
        form.expect("open").bottom() - stage.find("Add action").expect("there").bottom()
    };
    let usual = below(&stage);
    assert!(usual < 30.0, "{usual}");
    // Who might be meant is listed below a field while one types there.
    stage.press_with(SHIFT, Key::Tab);
    stage.write("a");
    stage.frames(3);
    assert!((below(&stage) - usual).abs() < 1.0);
    stage.press(Key::Tab);
    stage.frames(3);
    assert!((below(&stage) - usual).abs() < 1.0, "{}", below(&stage));
}

#[test]
fn names_are_completed_and_walked() {
    let mut stage = Stage::open("civil-military");
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.key(Key::Tab);
    // The first whose name begins so.
    typist.write("heg").key(Key::Enter);
    assert_eq!(selected(&stage).to.as_str(), "hegseth");
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.key(Key::Tab);
    // With nothing typed, those who are mentioned are walked: from Milley, round to Biden.
    typist.key(Key::ArrowDown);
    assert_eq!(typist.stage.value_of("To").as_deref(), Some("Joe Biden"));
    typist.key(Key::ArrowUp);
    assert_eq!(typist.stage.value_of("To").as_deref(), Some("Mark Milley"));
    // Up from the first leads to the last: somebody new.
    typist.write("heg").key(Key::ArrowUp);
    assert_eq!(typist.stage.value_of("To").as_deref(), Some("heg"));
    typist.key(Key::Enter);
    let name = &stage
        .doc()
        .graph
        .actor(selected(&stage).to)
        .expect("made")
        .name;
    assert_eq!(name, "heg");
}

#[test]
fn what_is_missing_is_asked_for_and_nothing_is_made() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let mut typist = Typist::on(&mut stage, "The article names the incident");
    typist.key(Key::Enter);
    assert!(is_open(typist.stage));
    assert!(says(typist.stage, "Who acts?"));
    typist.key(Key::Escape);
    assert!(!is_open(&stage));
    stage.is_as(&before);
}

#[test]
fn ctrl_enter_goes_on_with_the_same_words() {
    let mut stage = Stage::open("civil-military");
    let (steps, actions) = (stage.steps(), stage.doc().graph.action_count());
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(CTRL, Key::Enter);
    assert!(is_open(typist.stage));
    assert_eq!(typist.stage.focused(), "TextInput Verb of the new action");
    assert_eq!(typist.stage.value_of(VERB).as_deref(), Some(""));
    typist.write("protects").key(Key::Enter);
    assert!(!is_open(&stage));
    assert_eq!(stage.steps(), steps + 2);
    assert_eq!(stage.doc().graph.action_count(), actions + 2);
    assert_eq!(selected(&stage).action.claims[0].quote, PARDON);
}

#[test]
fn whoever_was_made_for_one_action_is_known_for_the_next() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().graph.actor_count();
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(SHIFT, Key::Tab).write("Zelda Quorn");
    typist.with(CTRL, Key::Enter);
    typist.write("thanks").key(Key::Enter);
    assert_eq!(stage.doc().graph.actor_count(), before + 1);
    assert_eq!(selected(&stage).from.as_str(), "zelda-quorn");
    // Taken back and asked for again, it is somebody new again.
    let mut typist = Typist::on(&mut stage, REVOKED);
    typist
        .with(SHIFT, Key::Tab)
        .write("Zelda Quorn")
        .key(Key::Escape);
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::Z);
    assert_eq!(stage.doc().graph.actor_count(), before);
    let mut typist = Typist::on(&mut stage, REVOKED);
    assert!(says(typist.stage, "new person “Zelda Quorn”"));
    typist.key(Key::Enter);
    assert_eq!(stage.doc().graph.actor_count(), before + 1);
}

#[test]
fn escape_gives_the_keyboard_back_and_keeps_what_was_typed() {
    let mut stage = Stage::open("civil-military");
    stage.select("milley");
    assert!(stage.on_canvas());
    let before = stage.doc().clone();
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.write("forgives").key(Key::Escape);
    assert!(!is_open(&stage));
    assert!(stage.on_canvas(), "{}", stage.focused());
    stage.is_as(&before);
    let typist = Typist::on(&mut stage, PARDON);
    assert_eq!(typist.stage.value_of(VERB).as_deref(), Some("forgives"));
    stage.press(Key::Escape);
    // Other words are others.
    let typist = Typist::on(&mut stage, REVOKED);
    assert_eq!(
        typist.stage.value_of(VERB).as_deref(),
        Some("revokes security clearance of")
    );
}

#[test]
fn words_that_cannot_be_cited_are_refused() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let heading = words(&stage, "The revocation");
    let whole = Excerpt {
        bytes: 0..400,
        ..heading.clone()
    };
    let blank = Excerpt {
        bytes: 5..5,
        ..heading.clone()
    };
    let outside = Excerpt {
        bytes: 5..1_000_000,
        ..heading.clone()
    };
    for excerpt in [heading, whole, blank, outside] {
        stage.do_now(Command::Code(excerpt.clone(), None));
        assert!(!is_open(&stage), "{excerpt:?}");
        let notice = stage.ws().notice.clone().expect("told");
        assert!(notice.failed && !notice.text.is_empty());
    }
    stage.is_as(&before);
}

#[test]
fn a_text_that_changes_under_the_form_is_followed_and_nothing_typed_is_lost() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let id = stage.ws().texts().keys().next().expect("one");
    let path = stage.path.with_file_name(&before.sources[id].file);
    let text = std::fs::read_to_string(&path).expect("there");
    let come_back = |stage: &mut Stage, text: &str| {
        std::fs::write(&path, text).expect("written");
        stage.frame(vec![Event::WindowFocused(false)]);
        stage.frame(vec![Event::WindowFocused(true)]);
        stage.work();
    };
    let code = |stage: &mut Stage| {
        let excerpt = words(stage, REVOKED);
        stage.do_now(Command::Code(excerpt, None));
        stage.write("took back");
    };
    // Words before them: they are cited where they stand now.
    code(&mut stage);
    come_back(
        &mut stage,
        &format!("New words before all of it.\n\n{text}"),
    );
    stage.press(Key::Enter);
    let claim = &selected(&stage).action.claims[0];
    assert_eq!(claim.quote, REVOKED);
    let now = stage.ws().texts().values().next().expect("one");
    assert!(now.find(&claim.anchor, &claim.quote).is_ok());
    // Not there any more: it says so, and what was typed stays.
    come_back(&mut stage, &text);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    code(&mut stage);
    come_back(&mut stage, &text.replace(REVOKED, "It was taken back."));
    stage.press(Key::Enter);
    assert!(is_open(&stage));
    assert_eq!(stage.value_of(VERB).as_deref(), Some("took back"));
    let notice = stage.ws().notice.clone().expect("told");
    assert!(
        notice.failed && notice.text.contains("changed"),
        "{notice:?}"
    );
    stage.is_as(&before);
}

// ---- added to an action that there is

fn some_action(stage: &Stage) -> ActionId {
    let mut links = stage.doc().graph.links();
    let link = links.find(|l| (l.from.as_str(), l.to.as_str()) == ("hegseth", "milley"));
    link.expect("shipped").action.id.clone()
}

fn claims<'s>(stage: &'s Stage, id: &ActionId) -> &'s [Claim] {
    &stage.doc().graph.action(id).expect("there").claims
}

#[test]
fn words_are_added_to_an_action_of_whoever_is_mentioned() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    // Fewer words than are cited already.
    let fewer = "Biden pardoned Milley";
    let mut typist = Typist::on(&mut stage, fewer);
    typist.with(ALT, Key::A);
    assert!(!is_open(typist.stage));
    // Those between the two come first.
    typist.key(Key::Enter);
    let link = selected(&stage);
    assert_eq!((link.from.as_str(), link.to.as_str()), ("biden", "milley"));
    let id = link.action.id.clone();
    let added = claims(&stage, &id).last().expect("one").clone();
    assert_eq!(added.quote, fewer);
    assert!(added.spot.is_some());
    let said = claims(&stage, &id).len();
    assert_eq!(
        said,
        before.graph.action(&id).expect("there").claims.len() + 1
    );
    stage.do_now(Action::Undo);
    stage.is_as(&before);
}

#[test]
fn any_action_is_found_by_what_it_says() {
    let mut stage = Stage::open("civil-military");
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(ALT, Key::A).write("iran threatens");
    typist.stage.work();
    typist.key(Key::Enter);
    assert_eq!(selected(&stage).from.as_str(), "iran");
    // And back to a new action, which has kept its fields.
    let mut typist = Typist::on(&mut stage, PARDON);
    typist.with(ALT, Key::A).with(ALT, Key::A);
    assert_eq!(typist.stage.focused(), "TextInput Verb of the new action");
}

#[test]
fn the_same_words_are_cited_once() {
    let mut stage = Stage::open("civil-military");
    let id = some_action(&stage);
    let excerpt = words(&stage, PARDON);
    stage.do_now(Command::Cite(excerpt.clone(), id.clone()));
    let once = stage.doc().clone();
    stage.do_now(Command::Cite(excerpt, id));
    stage.is_as(&once);
}

// ---- dropped on the canvas

/// Words are dragged from beside the canvas to a point of it.
pub fn drag_words(stage: &mut Stage, text: &str, to: Pos2) {
    let excerpt = words(stage, text);
    let beside = Pos2::new(stage.canvas_rect().right() + 100.0, 400.0);
    stage.wait(1.0);
    stage.hover(beside);
    stage.button(beside, PointerButton::Primary, true);
    DragAndDrop::set_payload(&stage.harness.ctx, excerpt);
    stage.hover(to - eframe::egui::vec2(3.0, 3.0));
    stage.hover(to);
    stage.frames(2);
}

#[test]
fn words_dropped_on_an_action_support_it() {
    let mut stage = Stage::open("civil-military");
    let id = some_action(&stage);
    let before = claims(&stage, &id).len();
    let to = stage.on_line(&id).expect("a free spot");
    drag_words(&mut stage, PARDON, to);
    assert!(
        says(&stage, "Cite for: Pete Hegseth"),
        "{:#?}",
        stage.labels()
    );
    stage.drop(PointerButton::Primary, to);
    assert_eq!(claims(&stage, &id).len(), before + 1);
    assert_eq!(stage.selected(), [id.as_str()], "the inspector opens on it");
    assert!(!says(&stage, "Cite for: "));
}

#[test]
fn words_dropped_on_an_actor_or_on_bare_paper_open_the_form() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let to = stage.at("iran");
    drag_words(&mut stage, PARDON, to);
    assert!(says(&stage, "New action of Iran"), "{:#?}", stage.labels());
    stage.drop(PointerButton::Primary, to);
    assert_eq!(stage.value_of("From").as_deref(), Some("Iran"));
    assert_eq!(stage.value_of("To").as_deref(), Some("Joe Biden"));
    stage.press(Key::Escape);
    let to = stage.empty(0);
    drag_words(&mut stage, REVOKED, to);
    assert!(says(&stage, "New action"));
    stage.drop(PointerButton::Primary, to);
    assert_eq!(stage.value_of("From").as_deref(), Some("Pete Hegseth"));
    stage.press(Key::Escape);
    // Let go beside the canvas, nothing comes of it.
    drag_words(&mut stage, PARDON, to);
    let beside = Pos2::new(stage.canvas_rect().right() + 100.0, 400.0);
    stage.hover(beside);
    stage.drop(PointerButton::Primary, beside);
    assert!(!is_open(&stage));
    stage.is_as(&before);
}

#[test]
fn nothing_is_coded_without_words() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    let id = some_action(&stage);
    stage.do_now(Command::Select(Selection::action(id)));
    for (held, key) in [(NONE, Key::K), (SHIFT, Key::K)] {
        stage.press_with(held, key);
        assert!(!is_open(&stage));
        let notice = stage.ws().notice.clone().expect("told");
        assert!(
            notice.failed && notice.text.starts_with("Choose words"),
            "{notice:?}"
        );
    }
    stage.is_as(&before);
}

// ---- with the text beside the canvas

/// The key that xdotool calls so.
fn key_of(name: &str) -> (Modifiers, Key) {
    let (held, name) = match name.split_once('+') {
        Some(("alt", key)) => (ALT, key),
        Some(("shift", key)) => (SHIFT, key),
        _ => (NONE, name),
    };
    let key = match name {
        "Return" => Key::Enter,
        "minus" => Key::Minus,
        "equal" => Key::Equals,
        "Left" => Key::ArrowLeft,
        "Right" => Key::ArrowRight,
        other => Key::from_name(other).expect("a key"),
    };
    (held, key)
}

fn press_named(stage: &mut Stage, name: &str) {
    let (held, key) = key_of(name);
    stage.press_with(held, key);
    stage.work();
}

#[test]
fn a_sentence_of_the_brief_is_coded_where_it_is_read() {
    let mut stage = Stage::open("civil-military");
    let before = stage.doc().clone();
    stage.press(Key::F7);
    stage.work();
    let mut wanted = words(&stage, REVOKED);
    for _ in 0..40 {
        stage.press(Key::ArrowDown);
        if stage.app().reader().chosen().as_ref() == Some(&wanted) {
            break;
        }
    }
    assert_eq!(stage.app().reader().chosen().as_ref(), Some(&wanted));
    stage.press(Key::K);
    assert!(is_open(&stage));
    stage.write("strips");
    stage.press(Key::Enter);
    assert_eq!(selected(&stage).action.verb, "strips", "no k is written");
    let focused = stage.harness.ctx.memory(|m| m.focused());
    assert_eq!(focused, Some(eframe::egui::Id::new("reading text")));
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    // Other words, for an action that is selected.
    stage.press(Key::ArrowDown);
    wanted = stage.app().reader().chosen().expect("the next sentence");
    let id = some_action(&stage);
    let said = claims(&stage, &id).len();
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.press_with(SHIFT, Key::K);
    assert_eq!(claims(&stage, &id).len(), said + 1);
    let text = stage.ws().texts()[&wanted.source].text()[wanted.bytes].to_owned();
    assert_eq!(claims(&stage, &id)[said].quote, text);
}

#[test]
fn twenty_five_actions_of_an_article_are_coded_by_keys_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = harbour::write(folder.path());
    let ws = Workspace::open(&path).expect("sound");
    let mut stage = Stage::new(ws, Setup::default());
    let before = stage.doc().clone();
    stage.press(Key::F7);
    stage.work();
    for (step, passed) in harbour::steps().iter().zip(harbour::passed()) {
        for _ in 0..passed {
            press_named(&mut stage, "N");
        }
        for key in step.select {
            press_named(&mut stage, key);
        }
        let source = stage.ws().texts().values().next().expect("one").clone();
        let chosen = stage.app().reader().chosen().expect("some words");
        assert_eq!(&source.text()[chosen.bytes], step.words);
        stage.press(Key::K);
        for stroke in step.strokes {
            match stroke {
                Stroke::Key(name) => press_named(&mut stage, name),
                Stroke::Verb(verb) => stage.write(verb),
            }
        }
        assert!(!is_open(&stage), "{}: {:#?}", step.words, stage.labels());
        stage.work();
        harbour::check(stage.doc(), &source, step);
        assert!(harbour::strokes(step) <= 6, "{}", step.words);
    }
    assert_eq!(stage.steps(), harbour::steps().len(), "one step each");
    let graph = &stage.doc().graph;
    assert_eq!(graph.action_count(), harbour::steps().len());
    let names: Vec<&str> = graph.actors().map(|a| a.name.as_str()).collect();
    assert_eq!(names.len(), 13, "nobody twice: {names:?}");
    // The words that contradict one of them are added to it.
    let denial = "Hart denied that Rell had paid her anything.";
    let excerpt = words(&stage, denial);
    let mut typist = Typist::on(&mut stage, denial);
    typist.with(ALT, Key::A).key(Key::Enter);
    assert_eq!(typist.strokes, 3);
    assert_eq!(selected(&stage).action.verb, "pays");
    let added = selected(&stage).action.claims.last().expect("one");
    assert_eq!(
        (added.status, &added.source),
        (Status::Denied, &excerpt.source)
    );
    assert_eq!(added.by, Claimant::Actor(actor("lena-hart")));
    let done = stage.doc().clone();
    for _ in 0..=harbour::steps().len() {
        stage.press_with(CTRL, Key::Z);
    }
    stage.is_as(&before);
    for _ in 0..=harbour::steps().len() {
        stage.press_with(CTRL, Key::Y);
    }
    stage.is_as(&done);
}

/// Clicks into a field.
fn into(stage: &mut Stage, field: &str) {
    let rect = stage.field_of(field).expect("a field");
    stage.click(rect.center());
    stage.frames(2);
}

#[test]
fn a_field_that_is_left_says_whom_it_means() {
    let mut stage = Stage::open("civil-military");
    let excerpt = words(&stage, REVOKED);
    stage.do_now(Command::Code(excerpt, None));
    into(&mut stage, "From");
    stage.press_with(CTRL, Key::A);
    stage.write("bid");
    stage.frames(2);
    assert_eq!(stage.value_of("From").as_deref(), Some("bid"));
    into(&mut stage, VERB);
    stage.frames(2);
    assert_eq!(stage.value_of("From").as_deref(), Some("Joe Biden"));
    // What is new stays as it was typed.
    into(&mut stage, "To");
    stage.press_with(CTRL, Key::A);
    stage.write("Jan Kowal");
    into(&mut stage, VERB);
    stage.frames(2);
    assert_eq!(stage.value_of("To").as_deref(), Some("Jan Kowal"));
}

#[test]
fn nothing_of_another_form_comes_back_by_undoing() {
    let mut stage = Stage::open("civil-military");
    let code = |stage: &mut Stage, text: &str| {
        let excerpt = words(stage, text);
        stage.do_now(Command::Code(excerpt, None));
    };
    code(&mut stage, REVOKED);
    into(&mut stage, "When");
    stage.write("2020");
    stage.frames(2);
    assert_eq!(stage.value_of("When").as_deref(), Some("2020"));
    // Some time later it is a step of its own for the field.
    stage.frames(180);
    stage.write("-10");
    stage.frames(180);
    stage.press(Key::Escape);
    code(&mut stage, PARDON);
    let fresh = stage.value_of("When").expect("a field");
    into(&mut stage, "When");
    stage.press_with(CTRL, Key::Z);
    stage.frames(2);
    assert_eq!(stage.value_of("When"), Some(fresh));
}

#[test]
fn what_was_kept_says_so_and_can_be_begun_anew() {
    let mut stage = Stage::open("civil-military");
    let code = |stage: &mut Stage| {
        let excerpt = words(stage, REVOKED);
        stage.do_now(Command::Code(excerpt, None));
    };
    code(&mut stage);
    assert!(!says(&stage, "Kept from before."));
    let proposed = stage.value_of(VERB).filter(|verb| !verb.is_empty());
    into(&mut stage, VERB);
    stage.press_with(CTRL, Key::A);
    stage.write("strips");
    stage.press(Key::Escape);
    assert!(!is_open(&stage));
    code(&mut stage);
    assert_eq!(stage.value_of(VERB).as_deref(), Some("strips"));
    assert!(says(&stage, "Kept from before."));
    stage.click_on("Begin anew");
    stage.frames(2);
    assert!(proposed.is_some());
    assert_eq!(stage.value_of(VERB), proposed);
    assert!(!says(&stage, "Kept from before."));
}

#[test]
fn what_is_begun_anew_is_still_by_whom_the_words_were_dropped_on() {
    let mut stage = Stage::open("civil-military");
    let excerpt = words(&stage, REVOKED);
    stage.do_now(Command::Code(excerpt.clone(), None));
    let proposed = stage.value_of("From").expect("a field");
    stage.press(Key::Escape);
    let mut actors = stage.doc().graph.actors();
    let other = actors.find(|a| a.name != proposed).expect("another");
    let (id, name) = (other.id.clone(), other.name.clone());
    drop(actors);
    stage.do_now(Command::Code(excerpt.clone(), Some(id)));
    assert_eq!(stage.value_of("From"), Some(name.clone()));
    into(&mut stage, VERB);
    stage.press_with(CTRL, Key::A);
    stage.write("strips");
    stage.press(Key::Escape);
    stage.do_now(Command::Code(excerpt, None));
    stage.click_on("Begin anew");
    stage.frames(2);
    assert_ne!(stage.value_of(VERB).as_deref(), Some("strips"));
    assert_eq!(stage.value_of("From"), Some(name));
}

#[test]
fn a_day_of_the_week_is_kept_as_the_day_before_the_source() {
    let mut stage = Stage::open("civil-military");
    let mut source = stage.doc().sources.values().next().expect("one").clone();
    let excerpt = words(&stage, REVOKED);
    if source.id != excerpt.source {
        source = stage.doc().sources[&excerpt.source].clone();
    }
    source.published = "2024-03-14".parse().expect("a date");
    let edit = dramatis::edit::Edit::SetSource(Box::new(source));
    let step = dramatis::edit::Transaction::one("date", edit);
    stage.do_now(Command::Edit(step, None));
    stage.do_now(Command::Code(excerpt, None));
    into(&mut stage, "When");
    stage.press_with(CTRL, Key::A);
    stage.write("Tuesday");
    stage.frames(2);
    assert!(
        says(&stage, "12 March 2024 (2024-03-12)"),
        "{:#?}",
        stage.labels()
    );
    stage.press(Key::Enter);
    stage.frames(2);
    assert_eq!(selected(&stage).action.when.to_string(), "2024-03-12");
}
