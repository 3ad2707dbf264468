//! Tests of annotations as marks.

use super::*;
use crate::model::Tint;
use crate::picture::{Lasso, ThemeName};

fn some(annotations: &[(&str, Annotation)]) -> Vec<DrawnAnnotation> {
    let all = annotations.iter();
    let all = all.map(|(id, a)| (AnnotationId::new(id).expect("valid"), a.clone()));
    annotate(&all.collect(), &Theme::of(ThemeName::Light))
}

fn text(words: &str) -> Annotation {
    Annotation::new(Form::Text { at: [10.0, 20.0] }, words)
}

fn runs(drawn: &DrawnAnnotation) -> Vec<&TextRun> {
    let marks = drawn.items.iter().flat_map(|i| &i.marks);
    let runs = marks.filter_map(|m| match m {
        Mark::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

#[test]
fn lines_stand_below_one_another_and_long_ones_are_broken() {
    let long = "word ".repeat(40);
    let all = some(&[("a", text(&format!("One\n\nthree {long}")))]);
    let runs = runs(&all[0]);
    assert_eq!(runs[0].text, "One");
    assert!(runs[1].text.starts_with("three word") && runs.len() > 4);
    let step = |i: usize| (runs[i].origin.y - runs[0].origin.y) / (16.0 * LEADING_EM);
    assert!((step(1) - 2.0).abs() < 1e-9, "an empty line between");
    let words = all[0].words.expect("it says something");
    assert_eq!((words.x0, words.y0), (10.0, 20.0));
    assert!(words.width() <= MEASURE_EM * 16.0 * 1.01);
    for run in runs {
        let wide = font::width(&run.text, run.weight, run.size);
        assert!(words.x0 + wide <= words.x1 + 1e-9 && words.contains(run.origin));
    }
}

#[test]
fn frames_lie_under_and_the_larger_ones_first() {
    let frame = |side: f64| Annotation::new(Form::frame_between([0.0; 2], [side; 2]), "West");
    let arrow = Form::Arrow {
        from: [0.0; 2],
        to: [50.0, 0.0],
    };
    let all = some(&[
        ("a", text("Text")),
        ("b", Annotation::new(arrow, "")),
        ("c", frame(100.0)),
        ("d", frame(300.0)),
    ]);
    let order: Vec<&str> = all.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(order, ["d", "c", "b", "a"]);
    let layers = |i: usize| all[i].items.iter().map(|i| i.layer).collect::<Vec<_>>();
    assert_eq!(layers(0), [Layer::Frames, Layer::Notes], "its title above");
    assert_eq!(layers(2), [Layer::Notes]);
    assert_eq!(all[1].items[0].label, "frame “West”");
    assert_eq!(all[1].items[1].label, "", "one of them bears it");
    for drawn in &all {
        assert!(drawn.bounds().contains_rect(drawn.body()));
    }
}

#[test]
fn what_is_hit_is_what_is_drawn_and_no_more() {
    let frame = Annotation::new(Form::frame_between([0.0; 2], [200.0, 100.0]), "West");
    let arrow = Form::Arrow {
        from: [300.0, 0.0],
        to: [400.0, 100.0],
    };
    let all = some(&[("f", frame), ("g", Annotation::new(arrow, ""))]);
    let hit = |x: f64, y: f64| {
        let at = Point::new(x, y);
        let over = all.iter().filter(|d| d.is_over(at, 3.0));
        let under = all.iter().filter(|d| d.is_under(at, 3.0));
        (over.count(), under.count())
    };
    assert_eq!(hit(100.0, 50.0), (0, 0), "the inside of a frame is ground");
    assert_eq!(hit(0.0, 50.0), (0, 1));
    assert_eq!(hit(202.0, 99.0), (0, 1));
    assert_eq!(hit(204.0, 50.0), (0, 0));
    assert_eq!(hit(10.0, -12.0), (1, 0), "its title");
    assert_eq!(hit(350.0, 52.0), (1, 0));
    assert_eq!(hit(350.0, 60.0), (0, 0));
    let frame = &all[0];
    let marquee = |x1: f64| Area::Marquee(Rect::new(-5.0, -5.0, x1, 105.0));
    assert!(frame.is_in(&marquee(205.0)) && !frame.is_in(&marquee(195.0)));
    let round = [(90.0, 40.0), (110.0, 40.0), (100.0, 60.0)].map(Point::from);
    assert!(frame.is_in(&Area::Lasso(Lasso::new(round.into()))));
}

#[test]
fn what_it_takes_is_known_without_drawing_it() {
    let frame = Form::frame_between([0.0; 2], [20.0, 100.0]);
    for annotation in [text("One\ntwo"), Annotation::new(frame, "A long title")] {
        let told = annotation_bounds(&annotation);
        let drawn = &some(&[("a", annotation)])[0];
        let is = drawn.body().union(drawn.words.expect("it says something"));
        assert_eq!(told, is);
    }
}

#[test]
fn every_tint_can_be_read() {
    for name in [ThemeName::Light, ThemeName::Dark, ThemeName::Print] {
        let theme = Theme::of(name);
        for tint in Tint::ALL {
            let ground = theme.frame_ground(tint);
            let ground = theme.paper.mix(ground, f64::from(ground.a) / 255.0);
            let bands = crate::model::StanceBand::ALL.map(|b| theme.stance(b));
            let inks = [theme.ink, theme.quiet_ink, theme.accent, theme.tint(tint)];
            for ink in inks.into_iter().chain(bands) {
                let ratio = ink.contrast(ground);
                assert!(ratio >= 4.5, "{name:?}: {ink} on {tint:?} is {ratio:.2}:1");
            }
            assert!(theme.tint(tint).contrast(theme.paper) >= 4.5);
        }
    }
}
