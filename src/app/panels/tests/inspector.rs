//! The inspector.

use super::*;

#[test]
fn renaming_is_one_gesture() {
    let mut harness = inspect(document(true), Selection::actor(ada()));
    retype(&mut harness, "Name", "Ada Byron");
    assert_eq!(
        harness.state().gestures(),
        Vec::<&str>::new(),
        "not for each stroke"
    );
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["rename Ada"]);
    let actor = harness.state().ws.document().graph.actor(&ada()).cloned();
    assert_eq!(actor.map(|a| a.name), Some("Ada Byron".to_owned()));
    harness.get_by_label("Name").focus();
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures().len(),
        1,
        "unchanged is no gesture"
    );
    retype(&mut harness, "Name", "Nobody");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().gestures().len(), 1, "Esc forgets");
    assert_eq!(
        harness.get_by_label("Name").value(),
        Some("Ada Byron".to_owned())
    );
    retype(&mut harness, "Name", " ");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures().len(), 1);
    harness.get_by_label("an actor needs a name");
}

#[test]
fn what_is_typed_survives_a_click_elsewhere_and_undo_voids_it() {
    let mut harness = inspect(document(true), Selection::actor(ada()));
    retype(&mut harness, "Role", "countess");
    harness.state_mut().ws.select(Selection::actor(bob()));
    harness.run_steps(3);
    assert_eq!(harness.state().gestures(), ["change role of Ada"]);
    let role = |h: &Harness<'_, Stage<Inspector>>, id: &ActorId| {
        let actor = h.state().ws.document().graph.actor(id).cloned();
        actor.expect("there").role
    };
    assert_eq!(role(&harness, &ada()), "countess");
    assert_eq!(role(&harness, &bob()), "");
    harness.state_mut().ws.select(Selection::actor(ada()));
    harness.run_steps(2);
    retype(&mut harness, "Role", "baroness");
    harness.state_mut().ws.undo().expect("fits");
    harness.run_steps(3);
    press(&mut harness, Key::Enter);
    assert_eq!(role(&harness, &ada()), "", "undone while it was typed");
    retype(&mut harness, "Role", "poet");
    let stage = harness.state_mut();
    let saved = stage.panel.flush(&stage.ws);
    assert!(
        matches!(saved.as_slice(), [Command::Edit(g, None)] if g.label == "change role of Bob")
    );
}

#[test]
fn a_bad_date_is_explained_and_kept() {
    let cairo = ActorId::new("cairo").expect("valid");
    let mut harness = inspect(document(true), Selection::actor(cairo.clone()));
    retype(&mut harness, "Date", "last May");
    press(&mut harness, Key::Enter);
    assert!(harness.state().said.is_empty());
    harness.get_by_label_contains("is not a date");
    assert_eq!(
        harness.get_by_label("Date").value(),
        Some("last May".to_owned())
    );
    retype(&mut harness, "Date", "1921-03");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["change date of Cairo talks"]);
    assert!(harness.query_by_label_contains("is not a date").is_none());
    let when = harness
        .state()
        .ws
        .document()
        .graph
        .actor(&cairo)
        .map(|a| a.when);
    assert_eq!(when, "1921-03".parse::<When>().ok());
}

#[test]
fn the_stance_is_one_gesture_a_drag() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    let rect = harness.get_by_label("Stance").rect();
    harness.drag_at(rect.center());
    harness.run_steps(2);
    for step in 1..5 {
        harness.hover_at(rect.center() + vec2(rect.width() * 0.08 * step as f32, 0.0));
        harness.run_steps(1);
    }
    assert!(harness.state().said.is_empty(), "not before it is let go");
    harness.drop_at(rect.center() + vec2(rect.width() * 0.4, 0.0));
    harness.run_steps(3);
    assert_eq!(harness.state().gestures(), ["change stance of “helps”"]);
    let stance = |h: &Harness<'_, Stage<Inspector>>| {
        let action = h.state().ws.document().graph.action(&helps()).cloned();
        action.expect("there").stance
    };
    assert!(stance(&harness).value() > 0.5);
    click(&mut harness, "hostile");
    assert_eq!(stance(&harness), Stance::new(-0.8).expect("in range"));
    assert_eq!(harness.state().gestures().len(), 2);
}

#[test]
fn arrow_keys_move_the_stance_in_one_gesture() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    harness.get_by_label("Stance").focus();
    harness.run_steps(2);
    for _ in 0..4 {
        harness.key_down(Key::ArrowRight);
        harness.run_steps(1);
    }
    assert!(harness.state().said.is_empty(), "not while the key is down");
    harness.key_up(Key::ArrowRight);
    harness.run_steps(2);
    assert_eq!(harness.state().gestures(), ["change stance of “helps”"]);
}

#[test]
fn an_action_is_turned_round_and_weighed() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    click(&mut harness, "Reverse action");
    assert_eq!(harness.state().gestures(), ["reverse “helps”"]);
    let ws = &harness.state().ws;
    let link = ws.document().graph.link(&helps()).expect("there");
    assert_eq!((link.from, link.to), (&bob(), &ada()));
    click(&mut harness, "From");
    click(&mut harness, "Cairo talks");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"reconnect “helps”")
    );
    harness.get_by_label("Role");
}

#[test]
fn claims_are_changed_added_and_removed() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    harness.get_by_label("according to Bob");
    harness.get_by_label("“She helped me”");
    click(&mut harness, "Edit claim 1");
    retype(&mut harness, "Where", "top/2");
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures(),
        ["change place of claim on “helps”"]
    );
    retype(&mut harness, "Because", "she was there");
    click(&mut harness, "Fold claim 1");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"change reason of claim on “helps”"),
        "folding keeps what was typed"
    );
    click(&mut harness, "Edit claim 1");
    click(&mut harness, "Status of claim 1");
    click(&mut harness, "Disputed");
    click(&mut harness, "Who");
    retype(&mut harness, "Search, or type a new one", "a bystander");
    press(&mut harness, Key::Enter);
    let claims = |h: &Harness<'_, Stage<Inspector>>| {
        let action = h.state().ws.document().graph.action(&helps()).cloned();
        action.expect("there").claims
    };
    let first = claims(&harness)[0].clone();
    assert_eq!(first.status, Status::Disputed);
    assert_eq!(first.by, Claimant::Outsider("a bystander".into()));
    assert_eq!(first.anchor, "top/2");
    click(&mut harness, "Add claim");
    assert_eq!(claims(&harness).len(), 2);
    assert_eq!(
        claims(&harness)[1].status,
        Status::Alleged,
        "nothing is quoted yet"
    );
    harness.get_by_label("For (1)");
    harness.get_by_label("Against (1)");
    click(&mut harness, "Remove claim 1");
    click(&mut harness, "Retract (claim 1)");
    assert_eq!(claims(&harness)[0].status, Status::Retracted);
    harness.get_by_label("Who says so");
    assert!(harness.query_by_label("Remove claim 1").is_none());
    click(&mut harness, "1 retracted claim");
    click(&mut harness, "Remove claim 1");
    assert!(harness.query_by_label("Retract (claim 1)").is_none());
    click(&mut harness, "Delete for good (claim 1)");
    assert_eq!(claims(&harness).len(), 1);
    assert_eq!(harness.state().gestures().len(), 7);
}

#[test]
fn a_first_source_comes_with_its_claim() {
    let mut harness = inspect(document(false), Selection::action(helps()));
    retype(&mut harness, "Title of the source", "A diary");
    click(&mut harness, "Add source and claim");
    assert_eq!(harness.state().gestures(), ["add claim on “helps”"]);
    let doc = harness.state().ws.document();
    assert_eq!(doc.sources.len(), 1);
    harness.state_mut().ws.undo().expect("fits");
    assert!(harness.state().ws.document().sources.is_empty(), "one step");
}

#[test]
fn the_panel_tells_what_lacks_a_source() {
    let mut harness = inspect(document(false), Selection::default());
    click(&mut harness, "1 action about a person needs a source");
    click(&mut harness, "Select what has no source");
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(Command::Do(Do::SelectUnsourced).into()));
    click(&mut harness, "Ada helps Bob (no source)");
    assert_eq!(harness.state().ws.selection(), &Selection::action(helps()));
    assert_eq!(count(1, "actor"), "1 actor");
}
