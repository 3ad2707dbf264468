//! Zooming, panning, fitting, hovering, and doing nothing at all.

use std::time::Duration;

use dramatis::app::Action;
use eframe::egui::{Key, MouseWheelUnit, PointerButton, Pos2, ViewportId, vec2};

use crate::stage::{CTRL, NONE, SHIFT, Stage};

pub fn repaint_delay(stage: &Stage) -> Duration {
    stage.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay
}

/// How many frames change the camera.
fn frames_of_motion(stage: &mut Stage) -> usize {
    let mut frames = 0;
    for _ in 0..120 {
        let before = stage.app().canvas().camera();
        stage.frames(1);
        if stage.app().canvas().camera() != before {
            frames += 1;
        }
    }
    frames
}

#[test]
fn the_wheel_zooms_at_the_pointer() {
    for moving in [true, false] {
        let mut stage = if moving {
            Stage::moving("treaties")
        } else {
            Stage::open("treaties")
        };
        for (at, notches) in [(stage.at("france"), 3.0), (stage.empty(4), -2.0)] {
            stage.hover(at);
            stage.frames(30);
            let (there, zoom) = (stage.under(at), stage.app().canvas().camera().zoom);
            stage.wheel(MouseWheelUnit::Line, vec2(0.0, notches));
            assert!(stage.under(at).distance(there) < 0.01);
            let at_once = stage.app().canvas().camera().zoom;
            for _ in 0..60 {
                stage.frames(1);
                assert!(stage.under(at).distance(there) < 0.01, "the point stays");
            }
            let goal = zoom * 1.2_f64.powf(f64::from(notches));
            let now = stage.app().canvas().camera().zoom;
            assert!((now / goal - 1.0).abs() < 0.01, "{now} {goal}");
            assert_eq!(
                (at_once / goal - 1.0).abs() > 0.02,
                moving,
                "smooth, or at once"
            );
        }
    }
    let mut stage = Stage::moving("treaties");
    stage.hover(stage.empty(0));
    stage.wheel(MouseWheelUnit::Line, vec2(0.0, 1.0));
    let frames = frames_of_motion(&mut stage);
    assert!((3..40).contains(&frames), "{frames}");
}

#[test]
fn trackpad_middle_button_and_space_pan() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let zoom = stage.app().canvas().camera().zoom;
    let near = |a: Pos2, b: Pos2| (a - b).length() < 1.0;
    let (at, before) = (stage.empty(4), stage.at("france"));
    stage.hover(at);
    stage.wheel(MouseWheelUnit::Point, vec2(30.0, -20.0));
    assert!(near(stage.at("france"), before + vec2(30.0, -20.0)));

    let by = vec2(-40.0, 25.0);
    let before = stage.at("france");
    let from = stage.at("germany");
    stage.drag(PointerButton::Middle, from, from + by);
    stage.drop(PointerButton::Middle, from + by);
    assert!(
        near(stage.at("france"), before + by),
        "the middle button, over an actor"
    );

    let before = stage.at("france");
    let from = stage.at("germany");
    stage.wait(1.0);
    stage.key_down(NONE, Key::Space);
    stage.drag(PointerButton::Primary, from, from + by);
    stage.drop(PointerButton::Primary, from + by);
    stage.key_up(NONE, Key::Space);
    assert!(
        near(stage.at("france"), before + by),
        "space, over an actor"
    );

    let before = stage.at("france");
    let from = stage.empty(4);
    stage.drag(PointerButton::Secondary, from, from + by);
    stage.drop(PointerButton::Secondary, from + by);
    assert!(
        near(stage.at("france"), before + by),
        "the right button, on empty ground"
    );
    assert!(stage.find("Add actor here").is_none(), "and no menu");

    assert_eq!(stage.app().canvas().camera().zoom, zoom);
    assert_eq!(stage.selected(), [""; 0]);
    stage.is_as(&opened);

    // Pinching zooms at the pointer.
    let at = stage.empty(4);
    stage.hover(at);
    let there = stage.under(at);
    stage.frame(vec![eframe::egui::Event::Zoom(1.5)]);
    assert!((stage.app().canvas().camera().zoom / zoom - 1.5).abs() < 1e-6);
    assert!(stage.under(at).distance(there) < 0.01);
}

#[test]
fn everything_fits_by_key() {
    for graph in ["treaties", "civil-military"] {
        let mut stage = Stage::open(graph);
        stage.hover(stage.empty(0));
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, 9.0));
        stage.wheel(MouseWheelUnit::Point, vec2(900.0, 300.0));
        stage.press_with(SHIFT, Key::Num1);
        let rect = stage.canvas_rect().expand(0.5);
        let canvas = stage.app().canvas();
        let bounds = canvas.scene().expect("a small graph").picture.bounds;
        for corner in [(bounds.x0, bounds.y0), (bounds.x1, bounds.y1)] {
            assert!(rect.contains(canvas.to_screen(corner.into())));
        }
        // Beyond all bounds: zoom has its limits, and fitting comes back.
        for _ in 0..40 {
            stage.wheel(MouseWheelUnit::Line, vec2(0.0, -9.0));
        }
        let least = stage.app().canvas().camera().zoom;
        assert!(least > 0.0 && least.is_finite());
        for _ in 0..40 {
            stage.wheel(MouseWheelUnit::Line, vec2(0.0, 9.0));
        }
        assert!(stage.app().canvas().camera().zoom < 100.0);
        stage.press_with(SHIFT, Key::Num1);
        assert!(
            rect.contains(
                stage
                    .app()
                    .canvas()
                    .to_screen((bounds.x1, bounds.y1).into())
            )
        );
        stage.press_with(CTRL, Key::Num0);
        assert_eq!(stage.app().canvas().camera().zoom, 1.0);
        stage.press_with(CTRL, Key::Plus);
        assert!(stage.app().canvas().camera().zoom > 1.0);
        stage.press_with(CTRL, Key::Minus);
        assert!((stage.app().canvas().camera().zoom - 1.0).abs() < 1e-9);
        assert_eq!(stage.steps(), 0);
    }
}

/// Somebody has done something: the texts are looked at once more, by a worker that
/// asks for a frame at its end, and then there is peace.
pub fn settle(stage: &mut Stage, rest: Duration) {
    stage.wait(2.5);
    let mut at_rest = 0;
    for _ in 0..200 {
        stage.frames(1);
        let rests = !stage.app().is_looking_at_texts() && repaint_delay(stage) > rest;
        // What the worker asks for last may come a moment after what it has found.
        at_rest = if rests { at_rest + 1 } else { 0 };
        if at_rest == 3 {
            return;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    panic!("no rest: {:?}", repaint_delay(stage));
}

#[test]
fn an_idle_window_does_nothing() {
    for graph in ["treaties", "civil-military"] {
        let mut stage = Stage::moving(graph);
        stage.frames(60);
        let draws = stage.app().canvas().draws();
        for _ in 0..50 {
            stage.frames(1);
            assert!(
                repaint_delay(&stage) > Duration::from_secs(60),
                "{:?}",
                repaint_delay(&stage)
            );
        }
        assert_eq!(stage.app().canvas().draws(), draws);
        // Over empty paper the pointer is nobody's business.
        for nth in [0, 3, 6, 2, 5] {
            stage.hover(stage.empty(nth));
        }
        stage.frames(10);
        assert_eq!(stage.app().canvas().draws(), draws);
        settle(&mut stage, Duration::from_secs(60));
        // Over an actor it is, and then there is peace again.
        stage.hover(
            stage
                .app()
                .canvas()
                .to_screen(stage.app().canvas().scene().expect("a small graph").actors[0].centre),
        );
        stage.frames(30);
        let lifted = stage.app().canvas().draws();
        assert!(lifted > draws, "it is lifted");
        stage.frames(50);
        assert_eq!(stage.app().canvas().draws(), lifted);
        settle(&mut stage, Duration::from_secs(60));
        assert_eq!(stage.app().canvas().draws(), lifted);
        stage.hover(stage.empty(0));
        stage.frames(30);
        let let_go = stage.app().canvas().draws();
        assert!(let_go > lifted, "and let go");
        stage.frames(50);
        assert_eq!(stage.app().canvas().draws(), let_go);
        // A selected actor with its inspector is as quiet; so is a field with
        // the keyboard, but for its cursor.
        stage.click(
            stage
                .app()
                .canvas()
                .to_screen(stage.app().canvas().scene().expect("a small graph").actors[0].centre),
        );
        stage.frames(60);
        let draws = stage.app().canvas().draws();
        stage.frames(50);
        assert_eq!(stage.app().canvas().draws(), draws);
        settle(&mut stage, Duration::from_millis(400));
    }
}

#[test]
fn a_window_without_a_graph_is_quiet_and_whole() {
    let mut stage = Stage::open("treaties");
    stage.press_with(CTRL, Key::N);
    for key in [
        Key::Tab,
        Key::ArrowLeft,
        Key::Period,
        Key::Enter,
        Key::F2,
        Key::Delete,
        Key::C,
        Key::P,
    ] {
        stage.press(key);
    }
    stage.press_with(CTRL, Key::A);
    stage.press_with(SHIFT, Key::Num1);
    stage.press_with(CTRL, Key::Z);
    assert_eq!(stage.steps(), 0);
    stage.frames(30);
    let draws = stage.app().canvas().draws();
    stage.frames(30);
    assert_eq!(stage.app().canvas().draws(), draws);
}

#[test]
fn a_tiny_window_and_a_huge_one() {
    let mut stage = Stage::open("civil-military");
    for size in [
        vec2(640.0, 400.0),
        vec2(300.0, 200.0),
        vec2(3840.0, 2160.0),
        vec2(40.0, 40.0),
    ] {
        stage.harness.set_size(size);
        stage.frames(5);
        stage.press_with(SHIFT, Key::Num1);
        let camera = stage.app().canvas().camera();
        assert!(camera.x.is_finite() && camera.y.is_finite() && camera.zoom > 0.0);
    }
    stage.harness.set_pixels_per_point(2.0);
    stage.harness.set_size(vec2(1400.0, 1000.0));
    stage.frames(5);
    stage.do_now(Action::FitAll);
}

/// Least height of the names of persons and states on screen, in points.
fn least_name(stage: &Stage) -> f64 {
    let canvas = stage.app().canvas();
    let scene = canvas.scene().expect("a small graph");
    let names = scene.actors.iter().map(|a| a.name_box.height());
    names.fold(f64::INFINITY, f64::min) * canvas.camera().zoom
}

#[test]
fn letters_can_be_read_from_afar_and_everything_still_fits() {
    let mut stage = Stage::open("treaties");
    stage.press_with(SHIFT, Key::Num1);
    stage.frames(40);
    let usual = least_name(&stage);
    stage.hover(stage.empty(0));
    let zoom = stage.app().canvas().camera().zoom;
    while stage.app().canvas().camera().zoom > 0.5 * zoom {
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, -1.0));
        stage.frames(40);
    }
    // Half as far would be half as large.
    let afar = least_name(&stage);
    assert!(afar > 0.6 * usual, "{afar} {usual}");
    assert!(afar >= 9.5, "{afar}");
    // A small window shows all of it, names and all.
    stage.harness.set_size(vec2(900.0, 520.0));
    stage.press_with(SHIFT, Key::Num1);
    stage.frames(60);
    let canvas = stage.app().canvas();
    let seen = stage.canvas_rect();
    for actor in &canvas.scene().expect("a small graph").actors {
        for corner in [
            (actor.name_box.x0, actor.name_box.y0),
            (actor.name_box.x1, actor.name_box.y1),
        ] {
            let at = canvas.to_screen(corner.into());
            assert!(seen.contains(at), "{}: {at:?} in {seen:?}", actor.id);
        }
    }
    let draws = canvas.draws();
    stage.frames(20);
    assert_eq!(stage.app().canvas().draws(), draws, "and is at rest");
}

#[test]
fn another_arrangement_is_all_in_view_when_everybody_has_arrived() {
    let mut stage = Stage::moving("civil-military");
    stage.harness.set_size(vec2(900.0, 520.0));
    stage.press_with(SHIFT, Key::Num1);
    stage.frames(60);
    for _ in 0..2 {
        stage.press_with(CTRL, Key::PageDown);
        let zooms: Vec<f64> = (0..80)
            .map(|_| {
                stage.frames(1);
                stage.app().canvas().camera().zoom
            })
            .collect();
        // It flies there: no frame is a leap.
        let leaps = zooms.windows(2).map(|z| (z[1] / z[0]).ln().abs());
        let leap = leaps.fold(0.0, f64::max);
        assert!(leap < 0.1, "{leap}: {zooms:?}");
        let canvas = stage.app().canvas();
        let seen = stage.canvas_rect();
        let scene = canvas.scene().expect("a small graph");
        for actor in &scene.actors {
            let name = actor.name_box;
            for corner in [(name.x0, name.y0), (name.x1, name.y1)] {
                let at = canvas.to_screen(corner.into());
                assert!(seen.contains(at), "{}: {at:?} in {seen:?}", actor.id);
            }
        }
    }
}

#[test]
fn everything_fits_alike_wherever_one_comes_from() {
    let mut stage = Stage::moving("civil-military");
    stage.harness.set_size(vec2(1100.0, 640.0));
    let mut seen = Vec::new();
    for notches in [0.0, -9.0, 9.0, 0.0] {
        stage.hover(stage.empty(0));
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, notches));
        stage.frames(60);
        stage.press_with(SHIFT, Key::Num1);
        stage.frames(60);
        let canvas = stage.app().canvas();
        let scene = canvas.scene().expect("a small graph");
        let names: Vec<f64> = scene.actors.iter().map(|a| a.name_box.height()).collect();
        seen.push((canvas.camera(), names));
    }
    let (first, names) = &seen[0];
    for (camera, others) in &seen {
        assert!(
            (camera.zoom / first.zoom - 1.0).abs() < 1e-9,
            "{camera:?} {first:?}"
        );
        assert_eq!(others, names);
    }
}
