//! Dialogs and tabs.

use super::super::context::{action_menu, actor_menu, empty_menu};
use super::super::{FilePicker, InAppPicker, Purpose};
use super::*;

#[test]
fn unsaved_changes_have_three_answers() {
    let quit = |d: &mut Dialogs| d.ask_unsaved(Then::Quit, None);
    for (answer, said) in [
        ("Save", vec![Outcome::SaveThen(Then::Quit)]),
        ("Don’t save", vec![Outcome::DiscardThen(Then::Quit)]),
        ("Cancel", vec![]),
    ] {
        let mut harness = talk(quit);
        click(&mut harness, answer);
        assert_eq!(harness.state().said, said);
        assert!(!harness.state().panel.is_open());
    }
    let mut harness = talk(quit);
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().said, []);
    assert!(!harness.state().panel.is_open());
    let mut harness = talk(quit);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().said, [Outcome::SaveThen(Then::Quit)]);
    let path = PathBuf::from("/a/b.ron");
    let mut harness = talk(|d| d.ask_changed(path, Some(Then::New)));
    click(&mut harness, "Overwrite");
    assert_eq!(harness.state().said, [Outcome::Overwrite(Some(Then::New))]);
}

#[test]
fn an_export_is_asked_for_as_chosen() {
    let mut harness = talk(|d| d.ask_export((1000.0, 500.0)));
    click(&mut harness, "PNG");
    harness.get_by_label("2000 × 1000 pixels");
    click(&mut harness, "Legend");
    click(&mut harness, "Colours");
    click(&mut harness, "Print");
    press(&mut harness, Key::Enter);
    let request = ExportRequest {
        svg: false,
        scale: 2.0,
        theme: ThemeName::Print,
        transparent: false,
        title: true,
        legend: false,
        source_line: true,
    };
    assert_eq!(harness.state().said, [Outcome::Export(request)]);
}

#[test]
fn an_arrangement_cannot_take_a_name_twice() {
    let mut harness = talk(|d| d.rename_arrangement("Overview"));
    retype(&mut harness, "Name of the arrangement", " ");
    press(&mut harness, Key::Enter);
    assert!(harness.state().panel.is_open());
    retype(&mut harness, "Name of the arrangement", "Camps");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["rename arrangement Overview"]);
    assert_eq!(harness.state().ws.arrangement().name, "Camps");
}

#[test]
fn sources_are_edited_and_kept_while_cited() {
    let mut harness = talk(Dialogs::show_details);
    let remove = harness.get_by_label("Remove source “A letter”");
    assert!(remove.accesskit_node().is_disabled());
    retype(&mut harness, "Author", "Bob");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["change author of “A letter”"]);
    retype(&mut harness, "About", "On help");
    click(&mut harness, "Close");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"change the description")
    );
    assert!(!harness.state().panel.is_open());
}

#[test]
fn keys_can_be_looked_up() {
    let mut harness = talk(Dialogs::show_keys);
    harness.get_by_label("Save as…");
    assert!(harness.get_by_label("Search").is_focused());
    retype(&mut harness, "Search", "rim");
    harness.get_by_label("connect to another actor");
    assert!(harness.query_by_label("Save as…").is_none());
    press(&mut harness, Key::Escape);
    assert!(!harness.state().panel.is_open());
    let lines = vec!["line 3: no".to_owned()];
    let mut harness = talk(|d| d.show_problems("Cannot open “x.ron”", lines));
    harness.get_by_label("line 3: no");
    click(&mut harness, "Copy");
    assert!(harness.state().panel.is_open());
    let mut harness = talk(Dialogs::show_about);
    press(&mut harness, Key::Enter);
    assert!(!harness.state().panel.is_open());
}

#[test]
fn tabs_show_rename_and_remember() {
    let mut doc = document(true);
    let (gesture, _) = edit::duplicate_arrangement(&doc, "Overview").expect("there");
    for edit in gesture.edits {
        edit::apply(&mut doc, edit).expect("fits");
    }
    let mut harness = stage(
        Tabs::default(),
        doc,
        Selection::default(),
        |panel, ui, ws, settings| outcomes(panel.ui(ui, ws, settings)),
    );
    click(&mut harness, "Overview copy");
    let shown = Command::ShowArrangement("Overview copy".into());
    assert_eq!(harness.state().said, [Outcome::from(shown)]);
    harness.state_mut().panel.rename("Overview copy");
    harness.run_steps(3);
    retype(&mut harness, "Name of the arrangement", "Overview");
    press(&mut harness, Key::Enter);
    assert!(harness.state().gestures().is_empty(), "that name is taken");
    retype(&mut harness, "Name of the arrangement", "Camps");
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures(),
        ["rename arrangement Overview copy"]
    );
    harness.get_by_label("Camps");
    click(&mut harness, "New arrangement");
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(Command::Do(Do::NewArrangement).into()));
}

#[test]
fn context_menus_say_what_they_are_opened_on() {
    let mut harness = stage(
        (),
        document(true),
        Selection::default(),
        |(), ui, ws, settings| {
            let mut out = actor_menu(ui, (ws, settings), &ada());
            ui.push_id("action", |ui| {
                out.extend(action_menu(ui, (ws, settings), &helps()))
            });
            ui.push_id("empty", |ui| out.extend(empty_menu(ui, ws)));
            outcomes(out)
        },
    );
    click(&mut harness, "Pin");
    assert_eq!(harness.state().gestures(), ["pin Ada"]);
    click(&mut harness, "Unpin");
    click(&mut harness, "Reverse action");
    click(&mut harness, "Connect…");
    let said = &harness.state().said;
    let connect = [
        Outcome::from(Command::Select(Selection::actor(ada()))),
        Outcome::from(Command::Do(Do::Connect)),
    ];
    assert!(said.ends_with(&connect), "{said:?}");
    click(&mut harness, "Kind");
    click(&mut harness, "Institution");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"change kind of Ada")
    );
    click(&mut harness, "Fit all");
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(Command::Do(Do::FitAll).into()));
}

#[test]
fn a_file_is_named_in_the_window() {
    let folder = tempfile::tempdir().expect("a place to write");
    std::fs::write(folder.path().join("there.ron"), "").expect("written");
    let mut picker = InAppPicker::default();
    let purpose = Purpose::SaveAs { name: "new".into() };
    picker.open(purpose.clone(), Some(folder.path()));
    let picked: Option<(Purpose, PathBuf)> = None;
    let mut harness = stage(
        (picker, picked),
        document(true),
        Selection::default(),
        |(picker, picked), ui, _, _| {
            *picked = picked.take().or_else(|| picker.update(ui.ctx()));
            Vec::new()
        },
    );
    harness.set_size(vec2(900.0, 700.0));
    harness.run_steps(4);
    let offered = || {
        egui_kittest::kittest::by()
            .value("new.ron")
            .role(Role::TextInput)
    };
    assert!(harness.get(offered()).is_focused());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.get(offered()).type_text("there");
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    harness.run_steps(2);
    assert_eq!(harness.state().panel.1, None, "there is such a file");
    click(&mut harness, "Replace");
    let path = folder.path().join("there.ron");
    assert_eq!(harness.state().panel.1, Some((purpose, path)));
    assert!(!harness.state().panel.0.is_open());
}

#[test]
fn a_file_dialog_has_the_keyboard_for_itself() {
    let folder = tempfile::tempdir().expect("a place to write");
    let path = folder.path().join("there.ron");
    std::fs::write(&path, "").expect("written");
    let asked = |key: &[Key], typed: &str| {
        let picked: Option<(Purpose, PathBuf)> = None;
        let mut harness = stage(
            (InAppPicker::default(), picked),
            document(true),
            Selection::default(),
            |(picker, picked), ui, _, _| {
                // What lies behind it had the keyboard.
                let behind = ui.add(egui::Button::new("Behind"));
                if !picker.is_open() && picked.is_none() {
                    behind.request_focus();
                }
                *picked = picked.take().or_else(|| picker.update(ui.ctx()));
                Vec::new()
            },
        );
        harness.set_size(vec2(900.0, 700.0));
        harness.run_steps(2);
        assert!(harness.get_by_label("Behind").is_focused());
        let picker = &mut harness.state_mut().panel.0;
        picker.open(Purpose::Open, Some(folder.path()));
        harness.run_steps(3);
        for key in key {
            press(&mut harness, *key);
        }
        if !typed.is_empty() {
            harness.run_steps(1);
            harness.event(egui::Event::Text(typed.into()));
            press(&mut harness, Key::Enter);
            harness.run_steps(2);
        }
        let (picker, picked) = &harness.state().panel;
        assert!(!picker.is_open(), "{key:?}");
        picked.clone()
    };
    assert_eq!(asked(&[Key::Escape], ""), None);
    assert_eq!(
        asked(&[Key::Slash], "/there.ron"),
        Some((Purpose::Open, path.clone())),
        "a path is typed after what is there"
    );
}
