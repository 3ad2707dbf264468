//! Who says what in the inspector and the table: claims side by side, retracted
//! ones, responses, who entered them, and what lacks support.

use dramatis::app::{Action, Command};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{
    ActionId, Claim, Claimant, Confidence, Moment, Response, Source, SourceId, Status,
};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, vec2};
use egui_kittest::kittest::{Queryable, by};

use crate::stage::{SHIFT, Setup, Stage};
use crate::table;

fn tall() -> Stage {
    let setup = Setup {
        size: vec2(1400.0, 2400.0),
        ..Setup::default()
    };
    Stage::open_with("treaties", setup)
}

/// An action with one claim, which is called confirmed.
fn single(stage: &Stage) -> ActionId {
    let mut links = stage.doc().graph.links();
    let link = links.find(|l| {
        let claims = &l.action.claims;
        claims.len() == 1 && claims[0].status == Status::Confirmed
    });
    link.expect("one").action.id.clone()
}

fn claims(stage: &Stage, id: &ActionId) -> Vec<Claim> {
    stage.doc().graph.action(id).expect("there").claims.clone()
}

fn responses(stage: &Stage, id: &ActionId) -> Vec<Response> {
    let action = stage.doc().graph.action(id).expect("there");
    action.responses.clone()
}

/// Adds claims of these to an action, and selects it.
fn claim(stage: &mut Stage, id: &ActionId, all: &[(&str, Status)]) {
    let source = claims(stage, id)[0].source.clone();
    let edits = all.iter().enumerate().map(|(n, (who, status))| {
        let by = Claimant::Outsider((*who).to_owned());
        Edit::AddClaim {
            action: id.clone(),
            at: n + 1,
            claim: Box::new(Claim {
                status: *status,
                confidence: Confidence::High,
                because: format!("{who} was there"),
                ..Claim::new(by, source.clone())
            }),
        }
    });
    let t = Transaction::new("add claims", edits.collect());
    stage.do_now(Command::Edit(t, Some(Selection::action(id.clone()))));
}

fn has(stage: &Stage, label: &str) -> bool {
    stage.find(label).is_some()
}

#[test]
fn claims_stand_side_by_side_and_unfold_to_be_edited() {
    let mut stage = tall();
    let id = single(&stage);
    claim(
        &mut stage,
        &id,
        &[
            ("a witness", Status::Confirmed),
            ("a critic", Status::Disputed),
            ("the accused", Status::Denied),
            ("nobody any more", Status::Retracted),
        ],
    );
    for told in [
        "Who says what",
        "For (2)",
        "Against (2)",
        "a witness",
        "denied",
        "because the accused was there",
        "1 retracted claim",
    ] {
        assert!(has(&stage, told), "{told}: {:#?}", stage.labels());
    }
    let critic = stage.find("a critic").expect("told");
    assert!(critic.top() > stage.find("Against (2)").expect("told").top());
    assert!(!has(&stage, "nobody any more"), "it is kept out of sight");
    assert!(!has(&stage, "Status of claim 3"));
    stage.click_on("Edit claim 3");
    stage.click_on("Status of claim 3");
    stage.click_on("Reported");
    assert_eq!(claims(&stage, &id)[2].status, Status::Reported);
    assert!(has(&stage, "For (3)") && has(&stage, "Against (1)"));
    stage.click_on("Fold claim 3");
    assert!(!has(&stage, "Status of claim 3"));
    stage.click_on("1 retracted claim");
    assert!(has(&stage, "according to nobody any more"));
}

#[test]
fn a_claim_is_retracted_or_deleted_for_good() {
    let mut stage = tall();
    let id = single(&stage);
    let opened = stage.doc().clone();
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.click_on("Remove claim 1");
    stage.click_on("Retract (claim 1)");
    assert_eq!(claims(&stage, &id)[0].status, Status::Retracted);
    assert!(has(&stage, "Nobody is cited for this yet."));
    assert!(has(&stage, "1 retracted claim"));
    stage.do_now(Action::Undo);
    stage.is_as(&opened);
    stage.click_on("Remove claim 1");
    stage.click_on("Delete for good (claim 1)");
    assert_eq!(claims(&stage, &id), []);
    stage.do_now(Action::Undo);
    stage.is_as(&opened);
    // By keys, and only where it is certain which one.
    stage.press_with(SHIFT, Key::Delete);
    assert_eq!(claims(&stage, &id)[0].status, Status::Retracted);
    stage.do_now(Action::Undo);
    claim(&mut stage, &id, &[("a witness", Status::Reported)]);
    stage.press_with(SHIFT, Key::Delete);
    assert!(stage.ws().notice.clone().expect("told").failed);
    assert!(claims(&stage, &id).iter().all(Claim::stands));
    let told = stage.ws().notice.clone().expect("told").text;
    assert!(told.contains("in the panel beside the canvas"), "{told}");
    assert!(told.ends_with("press Shift+Delete there"), "{told}");
    // The one in which the keyboard is.
    stage.harness.get_by_label("Edit claim 2").focus();
    stage.frames(3);
    stage.press_with(SHIFT, Key::Delete);
    let stand: Vec<bool> = claims(&stage, &id).iter().map(Claim::stands).collect();
    assert_eq!(stand, [true, false]);
}

#[test]
fn the_table_hides_retracted_claims_until_they_are_asked_for() {
    let mut stage = table::open("treaties");
    stage.do_now(Action::TableOfClaims);
    stage.work();
    let all: usize = stage
        .doc()
        .graph
        .links()
        .map(|l| l.action.claims.len())
        .sum();
    assert!(has(&stage, &format!("{all} rows")), "{:#?}", stage.labels());
    let first = table::rows(&stage)[0].clone();
    stage.press(Key::Home);
    stage.press_with(SHIFT, Key::Delete);
    stage.work();
    assert!(stage.last_step().starts_with("retract claim on"));
    assert!(has(&stage, &format!("{} rows", all - 1)));
    assert_ne!(table::rows(&stage)[0], first);
    stage.click_on("1 retracted");
    stage.work();
    assert!(has(&stage, &format!("{all} rows")));
    assert!(table::rows(&stage)[0].ends_with("(retracted)"));
}

#[test]
fn responses_are_noted_changed_and_removed() {
    let mut stage = tall();
    let opened = stage.doc().clone();
    let id = single(&stage);
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.click_on("Add response");
    stage.write("did not answer a request for comment");
    assert_eq!(stage.steps(), 0, "not for each stroke");
    // Nor is it lost without a word.
    stage.stays_open_for("it is not noted yet");
    stage.click_on("Cancel");
    // What is typed waits with its action.
    stage.select("germany");
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.click_on("Note response");
    assert_eq!(stage.steps(), 1);
    let from = stage.doc().graph.link(&id).expect("there").from.clone();
    let noted = responses(&stage, &id);
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].by, Claimant::Actor(from));
    assert_eq!(noted[0].words, "did not answer a request for comment");
    stage.click_on("Edit response 1");
    stage.retype("When", "1880-02");
    stage.press(Key::Enter);
    stage.click_on("Told in");
    let title = stage
        .doc()
        .sources
        .values()
        .next()
        .expect("one")
        .title
        .clone();
    stage.click_on(&title);
    stage.retype("Answer", " ");
    stage.click_on("Fold response 1");
    let changed = responses(&stage, &id)[0].clone();
    assert_eq!(changed.when.to_string(), "1880-02");
    assert!(changed.source.is_some());
    assert_eq!(changed.words, noted[0].words, "it says something");
    assert_eq!(stage.steps(), 3);
    stage.click_on("Remove response 1");
    assert_eq!(responses(&stage, &id), []);
    while stage.steps() > 0 {
        stage.do_now(Action::Undo);
    }
    stage.is_as(&opened);
}

#[test]
fn who_enters_and_changes_a_claim_is_noted_by_the_name_that_is_set() {
    let mut stage = tall();
    let id = single(&stage);
    claim(&mut stage, &id, &[("a witness", Status::Alleged)]);
    assert!(claims(&stage, &id).iter().all(|c| c.entered.is_none()));
    let now = || Moment::from_unix(1_795_629_847);
    stage.harness.state_mut().keep_records(now);
    stage.do_now(Action::YourName);
    stage.frames(2);
    stage.write("Ada");
    stage.press(Key::Enter);
    assert_eq!(stage.app().settings().name, "Ada");
    stage.do_now(Command::Select(Selection::action(id.clone())));
    let before = stage.doc().clone();
    stage.click_on("Edit claim 2");
    stage.click_on("Status of claim 2");
    stage.click_on("Reported");
    let stamp = claims(&stage, &id)[1].changed.clone().expect("noted");
    assert_eq!((stamp.by.as_str(), stamp.at), ("Ada", now()));
    let told = format!("Changed by Ada on {}", now().day_in_words());
    assert!(has(&stage, &told), "{told}");
    stage.do_now(Action::Undo);
    stage.is_as(&before);
    stage.click_on("Add claim");
    let entered = claims(&stage, &id)[2].entered.clone().expect("noted");
    assert_eq!(entered.by, "Ada");
    // Another document has the same clerk; without a name there is the time.
    stage.do_now(Command::SetName(String::new()));
    stage.do_now(Action::Undo);
    stage.click_on("Add claim");
    let entered = claims(&stage, &id)[2].entered.clone().expect("noted");
    assert_eq!((entered.by.as_str(), entered.at), ("", now()));
}

#[test]
fn what_confirmed_needs_is_explained_and_a_primary_source_is_enough() {
    let mut stage = tall();
    let id = single(&stage);
    let source = SourceId::new("a-papers").expect("valid");
    let mut papers = Source::new(source.clone(), "The papers");
    papers.publisher = "The Press".to_owned();
    let editor = Claimant::Outsider("an editor".to_owned());
    let edits = vec![
        Edit::AddSource(Box::new(papers)),
        Edit::SetClaim {
            action: id.clone(),
            at: 0,
            claim: Box::new(Claim {
                status: Status::Confirmed,
                ..Claim::new(editor, source.clone())
            }),
        },
    ];
    let listed = |stage: &Stage| {
        let mut labels = stage.labels().into_iter();
        labels.find(|l| l.ends_with("confirmed, but by one publisher only"))
    };
    let before = listed(&stage).expect("some");
    let t = Transaction::new("confirm", edits);
    stage.do_now(Command::Edit(t, Some(Selection::action(id.clone()))));
    let why = "Confirmed needs a primary source, or two different publishers: only The Press says \
               so.";
    assert!(has(&stage, why), "{:#?}", stage.labels());
    stage.do_now(Command::Select(Selection::default()));
    let fold = listed(&stage).expect("some");
    stage.click_on(&fold);
    let link = stage.doc().graph.link(&id).expect("there");
    let sentence = dramatis::picture::words::sentence(stage.doc(), link);
    let entries = stage
        .harness
        .query_all(by().role(Role::Button).label(&sentence));
    let entry = entries.map(|n| n.rect()).next().expect("listed");
    stage.click(entry.center());
    assert_eq!(stage.selected(), [id.to_string()]);
    stage.do_now(Action::DocumentDetails);
    stage.frames(2);
    // Below the fold of the dialog, where assistive technology finds it too.
    let switch = by().label("Primary source “The papers”");
    stage.harness.get(switch).click_accesskit();
    stage.harness.step();
    stage.frames(2);
    assert!(stage.doc().sources[&source].primary);
    stage.press(Key::Escape);
    stage.frames(2);
    assert!(!has(&stage, why));
    stage.do_now(Command::Select(Selection::default()));
    assert_ne!(listed(&stage), Some(before), "it was among them before");
}

#[test]
fn what_needs_a_source_is_listed_and_selected_as_far_as_it_is_seen() {
    let mut stage = tall();
    let id = single(&stage);
    assert!(has(&stage, "Every action cites a source."));
    stage.do_now(Action::SelectUnsourced);
    assert_eq!(stage.selected(), [""; 0]);
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.press_with(SHIFT, Key::Delete);
    stage.do_now(Command::Select(Selection::default()));
    stage.click_on("1 other action has no source");
    stage.click_on("Select what has no source");
    assert_eq!(stage.selected(), [id.to_string()]);
    stage.do_now(Action::Undo);
    stage.do_now(Command::Select(Selection::default()));
    assert!(has(&stage, "Every action cites a source."));
}

#[test]
fn what_needs_a_source_is_counted_whatever_the_filters_show() {
    let mut stage = tall();
    let id = single(&stage);
    stage.do_now(Command::Select(Selection::action(id)));
    stage.press_with(SHIFT, Key::Delete);
    stage.do_now(Command::Select(Selection::default()));
    assert!(has(&stage, "1 other action has no source"));
    stage.do_now(Action::FilterDisagreement);
    stage.frames(2);
    assert!(stage.ws().filtering().seen().is_some());
    assert!(has(&stage, "1 other action has no source"));
    assert!(has(
        &stage,
        "Of the whole document, whatever the filters show:"
    ));
    assert!(!has(&stage, "Every action cites a source."));
    // What is selected is what is seen, and it is said that more was not looked at.
    stage.do_now(Action::SelectUnsourced);
    let told = stage.ws().notice.as_ref().map(|n| n.text.as_str());
    let expected = "Every action that the filters let in cites a source";
    assert_eq!(told, Some(expected));
}
