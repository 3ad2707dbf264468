//! The command palette, quick find, and keys of one's own.

use dramatis::app::{Action, Remapped, Settings, Workspace};
use dramatis::picture::ThemeName;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::crowds::crowd;
use crate::stage::{CTRL, NONE, SHIFT, Setup, Stage, copy_of};

/// The lines of the list that is open, and which of them is at hand.
fn lines(stage: &Stage) -> (Vec<String>, Option<usize>) {
    let in_list = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::ListBoxOption && n.role_description().is_none()
    };
    let all: Vec<_> = stage.harness.query_all(by().predicate(in_list)).collect();
    let said = all
        .iter()
        .map(|n| n.accesskit_node().label().unwrap_or_default())
        .collect();
    let at = all
        .iter()
        .position(|n| n.accesskit_node().is_selected() == Some(true));
    (said, at)
}

fn at_hand(stage: &Stage) -> String {
    let (all, at) = lines(stage);
    at.map_or_else(String::new, |at| all[at].clone())
}

/// Types something; the list follows a frame later.
fn type_in(stage: &mut Stage, text: &str) {
    stage.write(text);
    stage.frames(1);
}

fn seek(stage: &mut Stage, text: &str) {
    stage.press_with(CTRL, Key::F);
    stage.write(text);
    stage.work();
}

#[test]
fn a_command_is_found_by_some_letters_and_carried_out() {
    let mut stage = Stage::open("treaties");
    stage.press_with(CTRL, Key::K);
    // The line at hand is told, while the field has the keyboard.
    assert_eq!(stage.focused(), "ListBoxOption File: New, Ctrl+N");
    type_in(&mut stage, "slal");
    assert_eq!(at_hand(&stage), "Select: Select all, Ctrl+A");
    stage.press(Key::Enter);
    assert_eq!(stage.selected().len(), {
        let graph = &stage.doc().graph;
        graph.actor_count() + graph.action_count()
    });
    assert_eq!(lines(&stage).0, [""; 0], "it has closed");
    assert!(stage.on_canvas(), "{}", stage.focused());
    assert_eq!(stage.steps(), 0);
    // Esc closes it, and does nothing else.
    stage.press_with(CTRL, Key::K);
    stage.press(Key::Escape);
    assert_eq!(lines(&stage).0, [""; 0]);
    assert!(stage.on_canvas() && !stage.selected().is_empty());
}

#[test]
fn keys_and_pointer_walk_the_list() {
    let mut stage = Stage::open("treaties");
    stage.press_with(CTRL, Key::K);
    let first = at_hand(&stage);
    stage.press(Key::ArrowDown);
    stage.press(Key::ArrowDown);
    stage.press(Key::ArrowUp);
    let (all, at) = lines(&stage);
    assert_eq!((at, &all[0]), (Some(1), &first));
    stage.press(Key::End);
    let last = at_hand(&stage);
    assert!(!all.contains(&last), "scrolled to: {last}");
    stage.press(Key::ArrowDown);
    assert_eq!(at_hand(&stage), last);
    stage.press(Key::PageUp);
    assert_ne!(at_hand(&stage), last);
    stage.press(Key::Home);
    stage.press(Key::PageDown);
    stage.press(Key::PageUp);
    assert_eq!(at_hand(&stage), first);
    // The field has the keyboard all the while.
    type_in(&mut stage, "about");
    let at = stage
        .harness
        .get(by().label("Help: About Dramatis").role(Role::ListBoxOption))
        .rect();
    stage.click(at.center());
    assert!(stage.labels().contains(&"Version".to_owned()));
}

#[test]
fn what_is_not_possible_is_told_and_not_done() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::DuplicateArrangement);
    let before = stage.doc().clone();
    stage.press_with(CTRL, Key::K);
    type_in(&mut stage, "edit delete");
    assert_eq!(at_hand(&stage), "Edit: Delete, Delete");
    let said = stage.labels();
    let why = format!("Not possible now. {}", Action::Delete.tooltip());
    assert!(said.contains(&why), "{said:#?}");
    stage.press(Key::Enter);
    assert!(!lines(&stage).0.is_empty(), "it stays open");
    stage.is_as(&before);
    // Disabled ones come after those that can be done.
    stage.press_with(CTRL, Key::A);
    type_in(&mut stage, "delete");
    let (all, _) = lines(&stage);
    let at = |what: &str| all.iter().position(|l| l.starts_with(what));
    assert!(at("Arrangement: Delete") < at("Edit: Delete"), "{all:?}");
    type_in(&mut stage, " no such thing");
    assert_eq!(lines(&stage).0, [""; 0]);
    assert!(
        stage.find("No command of that name").is_some()
            || stage
                .labels()
                .contains(&"No command of that name".to_owned())
    );
    stage.press(Key::Enter);
    stage.press(Key::Escape);
    stage.is_as(&before);
}

#[test]
fn arrangements_themes_and_recent_files_are_commands_too() {
    let (_folder, path) = copy_of("civil-military");
    let mut setup = Setup::default();
    setup.settings.remember(&path);
    let mut stage = Stage::open_with("treaties", setup);
    stage.do_now(Action::DuplicateArrangement);
    let other = stage.doc().arrangements[0].name.clone();
    assert_ne!(stage.ws().arrangement().name, other);
    stage.press_with(CTRL, Key::K);
    type_in(&mut stage, &format!("show {other}"));
    stage.press(Key::Enter);
    assert_eq!(stage.ws().arrangement().name, other);
    stage.press_with(CTRL, Key::K);
    type_in(&mut stage, "dark");
    assert_eq!(at_hand(&stage), "Theme: dark");
    stage.press(Key::Enter);
    assert_eq!(stage.app().settings().theme, ThemeName::Dark);
    // What was used last stands on top.
    stage.press_with(CTRL, Key::K);
    let (all, _) = lines(&stage);
    assert!(
        !all[0].contains("Theme: dark"),
        "it is dark already: {}",
        all[0]
    );
    type_in(&mut stage, "light");
    stage.press(Key::Enter);
    stage.press_with(CTRL, Key::K);
    assert_eq!(at_hand(&stage), "Theme: dark");
    type_in(&mut stage, "civilmil");
    stage.press(Key::Enter);
    stage.work();
    // There are unsaved changes: it is asked first.
    stage.click_on("Don’t save");
    stage.work();
    assert_eq!(stage.ws().path(), Some(path.as_path()));
}

#[test]
fn a_field_is_finished_before_the_palette_opens_and_a_dialog_keeps_its_keys() {
    let mut stage = Stage::open("treaties");
    stage.press_with(CTRL, Key::K);
    type_in(&mut stage, "rename arr");
    stage.press(Key::Enter);
    assert_eq!(stage.focused(), "TextInput Name of the arrangement");
    stage.press_with(CTRL, Key::K);
    assert_eq!(lines(&stage).0, [""; 0], "a question comes first");
    stage.press(Key::Escape);
    stage.press_with(CTRL, Key::K);
    type_in(&mut stage, "arrangement new");
    stage.press(Key::Enter);
    stage.press_with(CTRL, Key::A);
    type_in(&mut stage, "Mine");
    stage.press(Key::Enter);
    assert_eq!(stage.ws().arrangement().name, "Mine");
}

#[test]
fn hits_are_ranked_and_say_what_they_are() {
    let mut stage = Stage::open("civil-military");
    seek(&mut stage, "mille");
    let (all, at) = lines(&stage);
    assert_eq!(at, None, "nothing moves before an arrow is pressed");
    // Those whose names start with it, the others, and then what they do.
    assert!(all[0].starts_with("Milley’s "), "{all:#?}");
    let at = |what: &str| all.iter().position(|l| l.contains(what));
    let milley = at("Mark Milley — person, ");
    assert!(milley.is_some() && milley < at(" → "), "{all:#?}");
    assert!(stage.selected().is_empty());
    // Words of a quotation.
    let quote = {
        let graph = &stage.doc().graph;
        let claims = graph.links().flat_map(|l| &l.action.claims);
        // A long one: short ones may say no more than the verb does.
        let quotes = claims.map(|c| c.quote.clone());
        quotes.max_by_key(String::len).expect("quotations")
    };
    stage.press_with(CTRL, Key::A);
    type_in(&mut stage, &quote.to_uppercase());
    stage.work();
    let (all, _) = lines(&stage);
    assert!(
        all.iter().any(|l| l.contains('“') && l.contains(" — ")),
        "{all:#?}"
    );
}

#[test]
fn arrows_fly_to_hits_escape_goes_back_and_enter_stays() {
    let mut stage = Stage::moving("civil-military");
    stage.select("milley");
    stage.press_with(CTRL, Key::Plus);
    stage.wait(2.0);
    stage.frames(120);
    let (home, doc) = (stage.app().canvas().camera(), stage.doc().clone());
    seek(&mut stage, "trump");
    assert_eq!(stage.app().canvas().camera(), home);
    stage.press(Key::ArrowDown);
    let first = stage.selected();
    stage.frames(60);
    let at = stage.app().canvas().camera();
    let there = stage.drawn(&first[0]);
    assert!((at.x - there.x).abs() < 0.1 && (at.y - there.y).abs() < 0.1);
    stage.press(Key::ArrowDown);
    assert_ne!(stage.selected(), first);
    stage.press(Key::ArrowUp);
    assert_eq!(stage.selected(), first);
    stage.press(Key::Escape);
    stage.frames(60);
    assert_eq!(stage.app().canvas().camera(), home);
    assert_eq!(stage.selected(), ["milley"]);
    assert!(stage.on_canvas(), "{}", stage.focused());

    seek(&mut stage, "trump");
    stage.press(Key::Enter);
    stage.frames(60);
    assert_eq!(stage.selected(), first);
    assert_ne!(stage.app().canvas().camera(), home);
    assert_eq!(lines(&stage).0, [""; 0]);
    assert!(stage.on_canvas(), "{}", stage.focused());
    // Enter that comes before the answer, and with the last letters, waits.
    stage.press_with(CTRL, Key::F);
    let enter = Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: NONE,
    };
    stage.frame(vec![Event::Text("mark mill".into()), enter]);
    stage.work();
    assert_eq!(stage.selected(), ["milley"]);
    stage.is_as(&doc);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn f3_goes_on_without_the_list_round_and_round() {
    let mut stage = Stage::open("civil-military");
    stage.press(Key::F3);
    let notice = stage.ws().notice.clone().expect("told");
    assert!(notice.text.contains("Ctrl+F"), "{notice:?}");
    seek(&mut stage, "milley");
    let told = stage.labels();
    let hits = told.iter().find_map(|l| l.split_once(" hits;"));
    let hits: usize = hits.expect("how many").0.parse().expect("a number");
    stage.press(Key::Enter);
    let first = stage.selected();
    let mut seen = vec![first.clone()];
    for _ in 1..hits {
        stage.press(Key::F3);
        stage.work();
        seen.push(stage.selected());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), hits, "each once");
    stage.press(Key::F3);
    assert_eq!(stage.selected(), first);
    let notice = stage.ws().notice.clone().expect("told");
    assert_eq!(notice.text, format!("“milley”: 1 of {hits}"));
    stage.press_with(SHIFT, Key::F3);
    stage.press(Key::F3);
    assert_eq!(stage.selected(), first);
    // What was deleted meanwhile is no hit any more.
    stage.select("milley");
    stage.press(Key::Delete);
    stage.press(Key::F3);
    stage.work();
    assert!(!stage.selected().contains(&"milley".to_owned()));
}

#[test]
fn a_click_elsewhere_ends_finding_and_stays() {
    let mut stage = Stage::open("treaties");
    seek(&mut stage, "italy");
    stage.press(Key::ArrowDown);
    assert_eq!(stage.selected(), ["italy"]);
    let rect = stage.canvas_rect();
    stage.click(rect.left_bottom() + eframe::egui::vec2(30.0, -30.0));
    assert_eq!(lines(&stage).0, [""; 0]);
    assert!(stage.on_canvas(), "{}", stage.focused());
    // With an answer in the list, a line can be clicked.
    seek(&mut stage, "germany");
    let at = stage
        .harness
        .query_all(by().role(Role::ListBoxOption))
        .find(|n| {
            let label = n.accesskit_node().label().unwrap_or_default();
            label.starts_with("Germany — state")
        })
        .expect("a line")
        .rect();
    stage.click(at.center());
    stage.work();
    assert_eq!(stage.selected(), ["germany"]);
    assert_eq!(lines(&stage).0, [""; 0]);
}

#[test]
fn of_very_many_hits_some_are_listed_and_the_others_counted() {
    let ws = Workspace::of_document(crowd(3_000, 6_000));
    let mut stage = Stage::new(ws, Setup::default());
    seek(&mut stage, "a");
    let more = stage.labels().into_iter().find(|l| l.starts_with("and "));
    let more = more.expect("how many more");
    assert!(more.ends_with(" more") && more.contains(','), "{more}");
    assert!(lines(&stage).0.len() < 30, "only those in view are made");
    stage.press(Key::End);
    stage.press(Key::Enter);
    assert_eq!(stage.selected().len(), 1);
    // In a crowd too the camera goes there, near enough to read.
    let id = dramatis::model::ActorId::new(&stage.selected()[0]);
    let canvas = stage.app().canvas();
    assert!(canvas.camera().zoom >= 0.5);
    if let (Ok(id), Some(crowd)) = (id, canvas.crowd())
        && let Some(at) = crowd.actor(&id)
    {
        let centre = crowd.centre(at);
        assert!((canvas.camera().x - centre.x).abs() < 0.1);
    }
}

#[test]
fn keys_of_ones_own_call_and_are_shown_everywhere() {
    let mut setup = Setup::default();
    setup.settings.keys = Remapped::parse(
        r#"{ "SelectAll": ["Ctrl+J"], "Palette": ["F12"], "Pin": [], "Sing": ["F9"] }"#,
    )
    .expect("RON");
    let mut stage = Stage::open_with("treaties", setup);
    let notice = stage.ws().notice.clone().expect("told");
    assert!(
        notice.failed && notice.text.contains("“Sing”"),
        "{notice:?}"
    );
    stage.press_with(CTRL, Key::A);
    assert_eq!(stage.selected().len(), 0, "the usual key does nothing");
    stage.press_with(CTRL, Key::J);
    assert!(stage.selected().len() > 3);
    let before = stage.doc().clone();
    stage.press(Key::P);
    stage.is_as(&before);
    stage.press(Key::F12);
    type_in(&mut stage, "select all");
    assert_eq!(at_hand(&stage), "Select: Select all, Ctrl+J");
    stage.press(Key::Escape);
    stage.press(Key::F1);
    type_in(&mut stage, "ctrl+j");
    let told = stage.labels();
    assert!(told.contains(&"Select all".to_owned()), "{told:#?}");
    assert!(!told.contains(&"Save".to_owned()), "{told:#?}");
}

/// The sheet of keys and the palette say the same of every command.
#[test]
fn sheet_and_palette_agree() {
    let mut stage = Stage::open("treaties");
    stage.press_with(CTRL, Key::A);
    for &action in Action::ALL {
        let keymap = stage.app().settings().keymap().clone();
        let ctx = stage.harness.ctx.clone();
        let all = keymap.text(&ctx, action);
        if all.is_empty() || action == Action::Palette {
            continue;
        }
        stage.press_with(CTRL, Key::K);
        let main = match action {
            Action::Undo | Action::Redo => action.text().to_owned(),
            _ => action.text().trim_end_matches('…').to_owned(),
        };
        type_in(&mut stage, &format!("{} {main}", action.menu().text()));
        let said = lines(&stage).0;
        let shown = format!(
            "{}: {}, {}",
            action.menu().text(),
            action.text(),
            keymap.first_text(&ctx, action)
        );
        assert!(said.contains(&shown), "{shown}: {said:#?}");
        stage.press(Key::Escape);
        stage.press(Key::F1);
        type_in(&mut stage, action.text());
        let told = stage.labels();
        assert!(told.contains(&all), "{action:?}: {all}: {told:#?}");
        stage.press(Key::Escape);
    }
}

#[test]
fn a_slip_in_the_keys_costs_no_other_setting_and_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let text = r#"(theme: Dark, reduced_motion: true, keys: { "Save": 7, "Sing": ["La"], "Pin": ["F12"] })"#;
    std::fs::write(&path, text).expect("written");
    let mut settings = Settings::kept_in(&path);
    assert_eq!(settings.theme, ThemeName::Dark);
    let troubles = settings.take_keys();
    assert_eq!(troubles.len(), 2, "{troubles:?}");
    assert_eq!(settings.keymap().keys(Action::Pin).len(), 1);
    settings.store().expect("kept");
    let again = Settings::kept_in(&path);
    assert_eq!(again.keys, settings.keys, "what was written stays written");
    assert_eq!(again.theme, ThemeName::Dark);
    assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 1);
}

/// Everything in one frame, as a slow window gets it.
fn at_once(stage: &mut Stage, events: Vec<Event>) {
    stage.frame(events);
    stage.frames(8);
}

fn stroke(key: Key, modifiers: eframe::egui::Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

#[test]
fn what_is_typed_ahead_reaches_the_field_that_a_key_opened() {
    let mut stage = Stage::open("treaties");
    let before = stage.doc().clone();
    // In one frame, before the palette is there: neither does "e" add an actor,
    // nor does Enter take what stands first with nothing typed.
    let typed = [
        stroke(Key::K, CTRL),
        stroke(Key::E, NONE),
        Event::Text("select all".to_owned()),
        stroke(Key::Enter, NONE),
    ];
    at_once(&mut stage, typed.to_vec());
    assert!(*stage.doc() == before, "nothing has changed");
    let graph = &stage.doc().graph;
    assert_eq!(
        stage.selected().len(),
        graph.actor_count() + graph.action_count()
    );
    // Another name for what is selected, as fast: no letter of it is lost.
    let italy = stage.at("italy");
    stage.click(italy);
    let typed = [
        stroke(Key::F2, NONE),
        Event::Text("Italia".to_owned()),
        stroke(Key::Enter, NONE),
    ];
    at_once(&mut stage, typed.to_vec());
    assert!(stage.doc().graph.actors().any(|a| a.name == "Italia"));
    stage.do_now(Action::Undo);
    // A name, as fast.
    let typed = [
        stroke(Key::E, NONE),
        Event::Text("e".to_owned()),
        Event::Text("Ada".to_owned()),
        stroke(Key::Enter, NONE),
    ];
    at_once(&mut stage, typed.to_vec());
    let graph = &stage.doc().graph;
    assert_eq!(graph.actor_count(), before.graph.actor_count() + 1);
    assert!(graph.actors().any(|a| a.name == "Ada"));
}
