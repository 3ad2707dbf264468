use kurbo::QuadBez;

use super::*;
use crate::picture::ThemeName;

fn line(length: f64, dash: Dash, support: Support) -> Vec<Mark> {
    let (from, to) = (Point::ZERO, Point::new(length, 0.0));
    let course = Course::Arc(QuadBez::new(from, from.midpoint(to), to));
    let theme = Theme::of(ThemeName::Print);
    line_marks(&course, 2.0, theme.ink, dash, support, &theme)
}

fn strokes(marks: &[Mark]) -> Vec<(&BezPath, Stroke)> {
    let all = marks.iter().filter_map(|mark| match mark {
        Mark::Path {
            path,
            fill: None,
            stroke: Some(stroke),
        } => Some((path, *stroke)),
        _ => None,
    });
    all.collect()
}

/// Where along the line there is ink of its sides.
fn spans(path: &BezPath) -> Vec<(f64, f64)> {
    let parts = path
        .elements()
        .split(|e| matches!(e, kurbo::PathEl::MoveTo(_)));
    let mut starts = path.elements().iter().filter_map(|e| match e {
        kurbo::PathEl::MoveTo(p) => Some(p.x),
        _ => None,
    });
    let spans = parts.skip(1).filter_map(|part| {
        let end = part.last()?.end_point()?;
        Some((starts.next()?, end.x))
    });
    spans.collect()
}

#[test]
fn every_support_has_a_drawing_of_its_own_without_any_colour() {
    let all = [
        Support::Lacking,
        Support::Open,
        Support::Lost,
        Support::Alleged,
        Support::Reported,
    ];
    for dash in [Dash::Solid, Dash::Dots, Dash::Long] {
        let drawn = all.map(|s| line(300.0, dash, s));
        for (i, a) in drawn.iter().enumerate() {
            assert!(
                drawn[i + 1..].iter().all(|b| a != b),
                "{dash:?} {:?}",
                all[i]
            );
        }
        let sign = |marks: &[Mark]| {
            let mut runs = marks.iter().filter_map(|m| match m {
                Mark::Text(run) => Some(run.text.clone()),
                _ => None,
            });
            runs.next().unwrap_or_default()
        };
        assert_eq!(drawn.each_ref().map(|d| sign(d)), ["?", "?", "¶", "", ""]);
    }
}

#[test]
fn a_line_that_needs_a_source_is_in_closed_pieces() {
    for dash in [Dash::Solid, Dash::Dots, Dash::Long] {
        let marks = line(300.0, dash, Support::Lacking);
        let strokes = strokes(&marks);
        let [(sides, side), (ends, end)] = strokes.as_slice() else {
            panic!("sides and ends: {marks:?}");
        };
        // The stance is told by its sides as on every other hollow line.
        assert_eq!((side.dash, end.dash), (dash, Dash::Solid));
        let spans = spans(sides);
        assert_eq!(spans.len() % 4, 2, "two sides of an odd number of pieces");
        let pieces: Vec<_> = spans.chunks(2).map(|pair| pair[0]).collect();
        assert!(pieces.len() >= 5);
        for pair in pieces.windows(2) {
            let gap = pair[1].0 - pair[0].1;
            assert!((gap - PIECE_GAP).abs() < 0.5, "{gap}");
        }
        // Longer than the longest dash of a usual line of that width.
        let length = pieces[0].1 - pieces[0].0;
        let dashes = Dash::Long.lengths(2.6);
        assert!(length > 1.5 * dashes[0], "{length}");
        let closed = ends.elements().len();
        assert_eq!(closed, 4 * pieces.len(), "both ends of each");
    }
    // However short or long a line is, it is drawn.
    for length in [0.0, 1.0, 20.0, 1e6] {
        for mark in line(length, Dash::Solid, Support::Lacking) {
            if let Mark::Path { path, .. } = mark {
                assert!(path.is_finite());
            }
        }
    }
}
