//! Names that letters are not made for.

use dramatis::model::ActorKind;
use eframe::egui::{Event, Key, MouseWheelUnit, vec2};

use crate::stage::{CTRL, SHIFT, Setup, Stage, actor};

fn weird() -> Vec<String> {
    vec![
        "👩🏽‍🚀🏳️‍🌈🇪🇺🤷".to_owned(),
        "محمد بن سلمان آل سعود".to_owned(),
        "דוד בן־גוריון (David)".to_owned(),
        "x".repeat(500),
        "word ".repeat(100).trim().to_owned(),
        "Z̸̢͓̦̈́ä̵̠́l̶̰̄g̷̖̈́ö̴̰́ e\u{301}\u{301}\u{301}\u{301}".to_owned(),
        "\u{301}\u{302}".to_owned(),
        "中華人民共和國 日本 한국".to_owned(),
        "ﷺ﷽".to_owned(),
        "a\u{200b}\u{200d}\u{2066}b\u{202e}c\u{2069}".to_owned(),
        "<b>&amp;\"quoted\" 'it' \\ {} %s".to_owned(),
        "\u{1F1E6}".to_owned(),
        "ﬃ Ǆ ß İ ŉ".to_owned(),
        "I".to_owned(),
    ]
}

#[test]
fn weird_names_are_drawn_said_saved_and_taken_back() {
    let setup = Setup {
        size: vec2(1400.0, 1900.0),
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    let opened = stage.doc().clone();
    for (n, name) in weird().iter().enumerate() {
        stage.click(stage.at("italy"));
        stage.press(Key::F2);
        stage.press_with(CTRL, Key::A);
        stage.frame(vec![Event::Text(name.clone())]);
        stage.press(Key::Enter);
        let italy = stage
            .doc()
            .graph
            .actor(&actor("italy"))
            .expect("there")
            .clone();
        assert_eq!(italy.name, name.trim(), "{n}");
        // As a person, for its initials; then as it was.
        stage.do_now(dramatis::app::Command::Edit(
            dramatis::edit::set_actor(
                stage.doc(),
                &actor("italy"),
                dramatis::edit::ActorField::Kind(ActorKind::Person),
            ),
            None,
        ));
        // As a verb too.
        stage.press(Key::Period);
        let id = stage.ws().selection().actions.first().expect("one").clone();
        stage.press(Key::F2);
        stage.press_with(CTRL, Key::A);
        stage.frame(vec![Event::Text(name.clone())]);
        stage.press(Key::Enter);
        assert_eq!(
            stage.doc().graph.action(&id).expect("there").verb,
            name.trim()
        );
        stage.hover(stage.at("italy"));
        stage.frames(3);
        for delta in [8.0, -20.0, 5.0] {
            stage.wheel(MouseWheelUnit::Line, vec2(0.0, delta));
            stage.frames(2);
        }
        stage.press_with(SHIFT, Key::Num1);
        stage.press_with(CTRL, Key::S);
        let again = dramatis::file::open(&stage.path).expect("opens again");
        assert!(&again.document == stage.doc(), "{n}");
        while stage.steps() > 0 {
            stage.press_with(CTRL, Key::Z);
        }
        stage.is_as(&opened);
        stage.press(Key::Escape);
    }
}

#[test]
fn weird_new_actors_and_notes() {
    let setup = Setup {
        size: vec2(1400.0, 1900.0),
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.press_with(CTRL, Key::N);
    for name in weird() {
        stage.press(Key::E);
        stage.frame(vec![Event::Text(name.clone())]);
        stage.press(Key::Enter);
        assert_eq!(stage.selected().len(), 1, "{name}");
        stage.retype("Notes", "one");
        stage.press(Key::Enter);
        stage.press(Key::Enter);
        stage.frame(vec![Event::Paste("two\r\n\tthree\u{0}".to_owned())]);
        stage.press_with(SHIFT, Key::Num1);
        stage.click(stage.empty(0));
    }
    assert_eq!(stage.doc().graph.actor_count(), weird().len());
    let last = stage.doc().clone();
    while stage.steps() > 0 {
        stage.press_with(CTRL, Key::Z);
    }
    while stage.ws().history().redo_label().is_some() {
        stage.press_with(CTRL, Key::Y);
    }
    stage.is_as(&last);
}
