//! Words that say that something is not so: coded, and cited against an action.

use dramatis::app::{Action, Command};
use dramatis::edit::Selection;
use dramatis::model::{ActorId, Claimant, Side, Status};
use eframe::egui::{Key, PointerButton};

use crate::coding::{drag_words, words};
use crate::coding_words::{VERB, claim, code, coded, from, open};
use crate::stage::{ALT, SHIFT, Stage, says};

const DENIAL: &str = "Rell denies that the Harbour Board sued him.";

fn notice(stage: &Stage) -> String {
    let notice = stage.ws().notice.clone().expect("told");
    assert!(!notice.failed, "{notice:?}");
    notice.text
}

#[test]
fn a_denial_is_cited_against_the_action_and_it_is_said_how_it_counts() {
    let mut stage = open();
    let sued = from(&stage, "Harbour Board", "grave_ errors.");
    code(&mut stage, sued);
    stage.retype(VERB, "sues");
    stage.press(Key::Enter);
    let deed = "Harbour Board sues Tomas Rell";
    let reported = "according to The news, reported";
    assert_eq!(notice(&stage), format!("Added: {deed} — {reported}"));
    let selected = stage.ws().selection().actions.first();
    let id = selected.expect("made").clone();
    let once = stage.doc().clone();

    // Chosen in the text, by keys.
    stage.press(Key::F7);
    stage.work();
    let denial = words(&stage, DENIAL);
    for _ in 0..40 {
        if stage.app().reader().chosen().as_ref() == Some(&denial) {
            break;
        }
        stage.press(Key::ArrowDown);
    }
    assert_eq!(stage.app().reader().chosen().as_ref(), Some(&denial));
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.press_with(SHIFT, Key::K);
    let denied = format!("Cited against: {deed} — denied by Tomas Rell");
    assert_eq!(notice(&stage), denied);
    let rell = Claimant::Actor(ActorId::new("rell").expect("valid"));
    let cited = claim(&stage).clone();
    assert_eq!((cited.status, &cited.by), (Status::Denied, &rell));
    assert_eq!(cited.status.side(), Some(Side::Against));
    assert_eq!(cited.quote, DENIAL);
    stage.do_now(Action::Undo);
    stage.is_as(&once);

    // By the form.
    let disputed = words(&stage, "Anna Bergman disputes this.");
    code(&mut stage, disputed);
    stage.press_with(ALT, Key::A);
    stage.write("sues");
    stage.work();
    stage.press(Key::Enter);
    let told = format!("Cited against: {deed} — disputed by Anna Bergman");
    assert_eq!(notice(&stage), told);
    assert_eq!(claim(&stage).status, Status::Disputed);

    // Dropped on its line: it is told before, and behind it.
    let line = stage.on_line(&id).expect("a free spot");
    for (text, before, after) in [
        (DENIAL, format!("Cite against: {deed}"), denied),
        (
            "It rained.",
            format!("Cite for: {deed}"),
            format!("Cited for: {deed} — {reported}"),
        ),
    ] {
        drag_words(&mut stage, text, line);
        assert!(says(&stage, &before), "{:#?}", stage.labels());
        stage.drop(PointerButton::Primary, line);
        stage.frames(2);
        assert_eq!(notice(&stage), after);
    }
}

#[test]
fn a_denial_is_coded_as_the_deed_that_is_denied() {
    let mut stage = open();
    let denial = words(&stage, DENIAL);
    code(&mut stage, denial);
    assert_eq!(stage.value_of(VERB).as_deref(), Some("sues"));
    stage.press(Key::Enter);
    let (from, verb, to, _) = coded(&stage);
    assert_eq!(
        (&*from, &*verb, &*to),
        ("Harbour Board", "sues", "Tomas Rell")
    );
    assert_eq!(claim(&stage).status, Status::Denied);
    let told = "Added: Harbour Board sues Tomas Rell — denied by Tomas Rell";
    assert_eq!(notice(&stage), told);
    // Where it is not said what was done, that is asked for.
    let disputed = words(&stage, "Anna Bergman disputes this.");
    code(&mut stage, disputed);
    assert_eq!(stage.value_of("From").as_deref(), Some("Anna Bergman"));
    assert_eq!(stage.value_of("To").as_deref(), Some(""));
    assert_eq!(stage.value_of(VERB).as_deref(), Some(""));
}
