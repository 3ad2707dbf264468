//! Anything at all, in any order: nothing breaks, and all of it is undone.

use dramatis::app::Action;
use eframe::egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, vec2};

use crate::stage::{ALT, CTRL, CTRL_SHIFT, NONE, SHIFT, Setup, Stage};

/// Random numbers that are the same every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const KEYS: [(Modifiers, Key); 61] = [
    (CTRL, Key::Z),
    (CTRL, Key::Z),
    (CTRL, Key::Z),
    (CTRL_SHIFT, Key::Z),
    (CTRL, Key::Y),
    (NONE, Key::ArrowLeft),
    (NONE, Key::ArrowRight),
    (NONE, Key::ArrowUp),
    (NONE, Key::ArrowDown),
    (ALT, Key::ArrowLeft),
    (ALT, Key::ArrowDown),
    (NONE, Key::Tab),
    (SHIFT, Key::Tab),
    (NONE, Key::Period),
    (NONE, Key::Comma),
    (NONE, Key::F2),
    (NONE, Key::F2),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Enter),
    (NONE, Key::Escape),
    (NONE, Key::Escape),
    (NONE, Key::Delete),
    (NONE, Key::E),
    (NONE, Key::E),
    (NONE, Key::C),
    (NONE, Key::C),
    (NONE, Key::P),
    (SHIFT, Key::P),
    (CTRL, Key::S),
    (CTRL, Key::A),
    (CTRL, Key::PageDown),
    (CTRL, Key::PageUp),
    (SHIFT, Key::Num1),
    (NONE, Key::Space),
    (NONE, Key::I),
    (NONE, Key::F1),
    (NONE, Key::Backspace),
    (NONE, Key::L),
    (NONE, Key::Plus),
    (NONE, Key::Minus),
    (CTRL, Key::D),
    (CTRL, Key::M),
    (NONE, Key::T),
    (NONE, Key::F),
    (NONE, Key::A),
    (NONE, Key::A),
    (NONE, Key::B),
    (SHIFT, Key::B),
    (SHIFT, Key::G),
    (NONE, Key::Slash),
    (SHIFT, Key::F),
    (NONE, Key::CloseBracket),
    (CTRL_SHIFT, Key::F),
    (CTRL, Key::T),
    (NONE, Key::F6),
    (CTRL, Key::F),
    (NONE, Key::F3),
    (CTRL_SHIFT, Key::ArrowLeft),
];

const TEXTS: [&str; 7] = ["a", "Ada", "é😀", "محمد", " ", "2021-01", "e\u{301}"];

/// A point worth pointing at: mostly something drawn.
fn somewhere(stage: &Stage, random: &mut Random) -> Pos2 {
    let canvas = stage.app().canvas();
    let scene = canvas.scene().expect("a small graph");
    let trembling = vec2(
        random.below(31) as f32 - 15.0,
        random.below(31) as f32 - 15.0,
    );
    match random.below(10) {
        0..=4 if !scene.actors.is_empty() => {
            let actor = &scene.actors[random.below(scene.actors.len())];
            canvas.to_screen(actor.centre) + trembling * 2.0
        }
        5..=6 if !scene.actions.is_empty() => {
            let action = &scene.actions[random.below(scene.actions.len())];
            canvas.to_screen(action.course.at(0.5)) + trembling * 0.2
        }
        7 => Pos2::new(random.below(1400) as f32, random.below(1000) as f32),
        // The row of tabs, and the panel.
        8 => Pos2::new(random.below(600) as f32, 45.0),
        _ => Pos2::new(1060.0 + random.below(330) as f32, random.below(960) as f32),
    }
}

fn play(stage: &mut Stage, random: &mut Random) {
    let buttons = [
        PointerButton::Primary,
        PointerButton::Primary,
        PointerButton::Primary,
        PointerButton::Secondary,
        PointerButton::Middle,
    ];
    match random.below(100) {
        0..=17 => {
            let at = somewhere(stage, random);
            let (held, button) = (random.of(&[NONE, NONE, SHIFT, CTRL]), random.of(&buttons));
            stage.frame(vec![Event::PointerMoved(at), Event::ModifiersChanged(held)]);
            stage.button(at, button, true);
            stage.button(at, button, false);
            if random.below(5) == 0 {
                stage.button(at, button, true);
                stage.button(at, button, false);
            }
            stage.frame(vec![Event::ModifiersChanged(NONE)]);
        }
        18..=34 => {
            let (from, to) = (somewhere(stage, random), somewhere(stage, random));
            let (held, button) = (random.of(&[NONE, NONE, NONE, ALT]), random.of(&buttons));
            stage.frame(vec![
                Event::PointerMoved(from),
                Event::ModifiersChanged(held),
            ]);
            stage.button(from, button, true);
            stage.hover(from + (to - from) * 0.5);
            if random.below(4) == 0 {
                // Something happens in the middle of it.
                let (held, key) = random.of(&KEYS);
                stage.tap(held, key);
            }
            stage.hover(to);
            stage.button(to, button, false);
            stage.frame(vec![Event::ModifiersChanged(NONE)]);
        }
        35..=69 => {
            let (held, key) = random.of(&KEYS);
            stage.tap(held, key);
        }
        70..=79 => {
            let (held, key) = random.of(&KEYS);
            stage.key_down(held, key);
            stage.key_up(held, key);
        }
        80..=91 => {
            let text = random.of(&TEXTS);
            stage.frame(vec![Event::Text(text.to_owned())]);
        }
        92..=94 => {
            let unit = random.of(&[MouseWheelUnit::Line, MouseWheelUnit::Point]);
            let delta = vec2(random.below(9) as f32 - 4.0, random.below(9) as f32 - 4.0);
            stage.hover(somewhere(stage, random));
            stage.wheel(unit, delta);
        }
        95 => {
            let action = random.of(&[
                Action::NewArrangement,
                Action::DuplicateArrangement,
                Action::DeleteArrangement,
                Action::RenameArrangement,
                Action::Reverse,
                Action::KeepView,
                Action::DocumentDetails,
                Action::About,
                Action::Export,
                Action::FilterKind,
                Action::ToggleHiding,
                Action::SaveLens,
                Action::UpdateLens,
                Action::DeleteLens,
                Action::StraightenLine,
                Action::Mutual,
                Action::TableOfClaims,
            ]);
            stage.do_now(action);
        }
        96 => stage.wait(1.0),
        97 => stage.frame(vec![Event::PointerGone]),
        _ => stage.frames(2),
    }
}

/// Lets go of everything that was begun.
fn calm(stage: &mut Stage) {
    for _ in 0..6 {
        stage.press(Key::Escape);
    }
    stage.wait(1.0);
    for _ in 0..2 {
        stage.press(Key::Escape);
    }
    stage.do_now(Action::SelectNone);
    stage.do_now(Action::SelectNone);
    stage.frames(3);
}

fn seed(seed: u64, moving: bool) {
    let mut setup = Setup::default();
    setup.settings.reduced_motion = !moving;
    let mut stage = Stage::open_with("treaties", setup);
    let opened = stage.doc().clone();
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for n in 0..300 {
        play(&mut stage, &mut random);
        // Now and then it is asked to begin anew; it need not.
        if n % 60 == 59 {
            calm(&mut stage);
        }
    }
    calm(&mut stage);
    assert!(!stage.app().canvas().is_naming(), "seed {seed}");
    let last = stage.doc().clone();
    let steps = stage.steps();
    let changes = stage.ws().revision();
    assert!(
        changes > 8,
        "seed {seed}: the monkey does something: {changes}"
    );
    while stage.steps() > 0 {
        let before = stage.steps();
        stage.do_now(Action::Undo);
        assert_eq!(
            stage.steps(),
            before - 1,
            "seed {seed}: {}",
            stage.last_step()
        );
    }
    assert!(stage.doc() == &opened, "seed {seed}: undoing {steps} steps");
    while stage.ws().history().redo_label().is_some() {
        let before = stage.steps();
        stage.do_now(Action::Redo);
        assert_eq!(stage.steps(), before + 1, "seed {seed}");
    }
    // What was undone before the end can be redone still; nothing else is there.
    while stage.steps() > steps {
        stage.do_now(Action::Undo);
    }
    assert!(stage.doc() == &last, "seed {seed}: redoing");
}

/// Where the last seeds end: `MONKEYS=1000 cargo test` plays more of them.
fn end() -> u64 {
    let asked = std::env::var("MONKEYS").ok().and_then(|n| n.parse().ok());
    asked.unwrap_or(21)
}

macro_rules! monkeys {
    ($($name:ident: $range:expr;)*) => {
        $(#[test]
        fn $name() {
            for n in $range {
                seed(n, n % 4 == 0);
            }
        })*
    };
}

monkeys! {
    five_monkeys: 1..6;
    five_more_monkeys: 6..11;
    yet_five_more_monkeys: 11..16;
    the_last_monkeys: 16..end();
}
