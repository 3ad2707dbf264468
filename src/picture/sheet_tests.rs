use kurbo::{RoundedRect, Shape as _, Vec2};
use proptest::prelude::*;

use super::*;
use crate::picture::standing::{self, MOST_NAMED};
use crate::picture::{Item, Layer, Mark, Shows, ThemeName};

/// Stands in for the silhouettes of the graph; wider than its radius says.
fn kind_shape(_: ActorKind, centre: Point, radius: f64) -> BezPath {
    let size = Vec2::new(3.0 * radius, 2.0 * radius).to_size();
    RoundedRect::from_rect(Rect::from_center_size(centre, size), radius / 2.0).to_path(0.01)
}

fn graph(bounds: Rect) -> Picture {
    Picture {
        title: "t".into(),
        bounds,
        paper: None,
        faded: Default::default(),
        items: vec![Item {
            shows: Shows::Furniture,
            layer: Layer::Edges,
            marks: Vec::new(),
            bounds,
            label: "the graph".into(),
        }],
    }
}

/// Whether two boxes share more than a rounding error.
fn overlap(a: Rect, b: Rect) -> bool {
    let common = a.intersect(b);
    let tiny = 1e-9 * (a.width() + a.height() + b.width() + b.height());
    a.overlaps(b) && common.width() > tiny && common.height() > tiny
}

/// Everything that is promised of a sheet.
fn check(sheet: &Picture) {
    assert!(sheet.bounds.is_finite() && sheet.bounds.area() > 0.0);
    let slack = 1e-9 * (sheet.bounds.width() + sheet.bounds.height());
    let within = sheet.bounds.inflate(slack, slack);
    let (graph, furniture) = sheet.items.split_first().expect("the graph is there");
    assert_eq!(graph.label, "the graph");
    assert!(within.contains_rect(graph.bounds), "{graph:?} {within:?}");
    for item in furniture {
        assert_eq!(
            (&item.shows, item.layer),
            (&Shows::Furniture, Layer::Furniture)
        );
        assert!(within.contains_rect(item.bounds), "{item:?} {within:?}");
        assert!(!overlap(item.bounds, graph.bounds), "{item:?} {graph:?}");
        for mark in &item.marks {
            if let Mark::Path { path, stroke, .. } = mark {
                let half = stroke.map_or(0.0, |s| s.width / 2.0);
                let ink = path.bounding_box().inflate(0.0, half);
                let bounds = item.bounds.inflate(slack, slack + half * 0.01);
                assert!(bounds.contains_rect(ink), "{ink:?} {item:?}");
            }
        }
    }
    let texts: Vec<&Item> = furniture
        .iter()
        .filter(|i| matches!(i.marks.as_slice(), [Mark::Text(_)]))
        .collect();
    for (i, a) in texts.iter().enumerate() {
        for b in &texts[i + 1..] {
            assert!(!overlap(a.bounds, b.bounds), "{a:?} {b:?}");
        }
    }
}

fn texts(sheet: &Picture) -> Vec<&str> {
    sheet
        .items
        .iter()
        .flat_map(|i| &i.marks)
        .filter_map(|m| match m {
            Mark::Text(run) => Some(run.text.as_str()),
            _ => None,
        })
        .collect()
}

fn full() -> Legend {
    Legend {
        title: "Who says so".into(),
        about: "What the letters of three ministers say about each other.".into(),
        kinds: ActorKind::ALL.to_vec(),
        stances: StanceBand::ALL.to_vec(),
        support: vec![
            Support::Reported,
            Support::Alleged,
            Support::Open,
            Support::Lacking,
        ],
        unsourced: 7,
        standing: Vec::new(),
        unworded: Standing {
            how: String::new(),
            count: 1,
            named: vec!["Hale warns Brandt".into()],
        },
        filter_line: "Shown: kind person. 4 of 10 actors, 3 of 12 actions.".into(),
        source_line: "According to: The Gazette, 12 May 1871.".into(),
    }
}

#[test]
fn a_sheet_says_everything_and_options_turn_parts_off() {
    let theme = Theme::of(ThemeName::Light);
    let graph = || graph(Rect::new(-450.0, -450.0, 450.0, 450.0));
    let whole = sheet(
        graph(),
        &theme,
        &SheetOptions::default(),
        &full(),
        &kind_shape,
    );
    check(&whole);
    let said = texts(&whole);
    for word in [
        "Who says so",
        "person",
        "norm",
        "hostile",
        "supportive",
        "reported",
        "no source yet",
        "about a person, unsourced: 7",
        "?",
    ] {
        assert!(said.contains(&word), "{word} in {said:?}");
    }
    let none = SheetOptions {
        title: false,
        legend: false,
        source_line: false,
        page: None,
        margin: 0.0,
        scale: 1.0,
    };
    let bare = sheet(graph(), &theme, &none, &full(), &kind_shape);
    assert_eq!(bare.items.len(), 1);
    // Nothing to say leaves no empty space or rule behind either.
    let silent = sheet(
        graph(),
        &theme,
        &SheetOptions::default(),
        &Legend::default(),
        &kind_shape,
    );
    assert_eq!(silent.items.len(), 1);
    assert!((silent.bounds.height() - 900.0 - 72.0).abs() < 1e-9);
}

#[test]
fn a_page_is_filled_by_the_graph() {
    let options = SheetOptions {
        page: Some((1920.0, 1080.0)),
        ..SheetOptions::default()
    };
    let theme = Theme::of(ThemeName::Dark);
    let graph = graph(Rect::new(3000.0, 0.0, 9000.0, 2000.0));
    let sheet = sheet(graph, &theme, &options, &full(), &kind_shape);
    check(&sheet);
    assert_eq!(sheet.bounds, Rect::new(0.0, 0.0, 1920.0, 1080.0));
    let graph = sheet.items[0].bounds;
    let border = 36.0 * (1.92_f64 * 1.08).sqrt();
    assert!(
        (graph.width() - (1920.0 - 2.0 * border)).abs() < 1e-6,
        "{graph:?}"
    );
    assert!((graph.center().x - 960.0).abs() < 1e-6);
}

#[test]
fn pages_and_graphs_without_a_size_are_survived() {
    for page in [
        Some((f64::NAN, 10.0)),
        Some((0.0, 10.0)),
        Some((1e9, 1.0)),
        None,
    ] {
        for bounds in [
            Rect::ZERO,
            Rect::new(f64::NAN, 0.0, 1.0, 1.0),
            Rect::new(0.0, 0.0, 5.0, 0.0),
        ] {
            let options = SheetOptions {
                page,
                margin: f64::NAN,
                ..SheetOptions::default()
            };
            let theme = Theme::of(ThemeName::Print);
            let mut empty = graph(bounds);
            empty.items.clear();
            let sheet = sheet(empty, &theme, &options, &full(), &kind_shape);
            assert!(sheet.bounds.is_finite() && sheet.bounds.area() > 0.0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn nothing_is_cut_off_and_nothing_overlaps(
        (x, y) in (-5_000.0..5_000.0, -5_000.0..5_000.0),
        (width, height) in (0.5_f64..6_000.0, 0.5_f64..6_000.0),
        page in proptest::option::of((20.0_f64..4_000.0, 20.0_f64..4_000.0)),
        margin in 0.0_f64..120.0,
        (title, with_legend, source) in any::<(bool, bool, bool)>(),
        words in proptest::collection::vec("[a-zA-Zäß——…“”עמ中🦀]{1,40}", 0..40),
        (kinds, stances, support) in (0..=6_usize, 0..=3_usize, 0..=4_usize),
        scale in 0.02_f64..8.0,
    ) {
        let whole = full();
        let legend = Legend {
            title: words.iter().take(8).cloned().collect::<Vec<_>>().join(" "),
            about: words.join(" "),
            kinds: whole.kinds[..kinds].to_vec(),
            stances: whole.stances[..stances].to_vec(),
            support: whole.support[..support].to_vec(),
            unsourced: words.len(),
            standing: words.chunks(6).map(|named| Standing {
                how: named[0].clone(),
                count: named.len(),
                named: named.to_vec(),
            }).collect(),
            unworded: Standing {
                how: String::new(),
                count: words.len(),
                named: words.iter().take(3).cloned().collect(),
            },
            filter_line: words.join(", "),
            source_line: words.join("; "),
        };
        let options = SheetOptions { title, legend: with_legend, source_line: source, page, margin, scale };
        let graph = graph(Rect::new(x, y, x + width, y + height));
        let theme = Theme::of(ThemeName::Light);
        let sheet = sheet(graph, &theme, &options, &legend, &kind_shape);
        check(&sheet);
        if let Some((w, h)) = page {
            prop_assert_eq!(sheet.bounds, Rect::new(0.0, 0.0, w, h));
        }
        // Every letter of what is to be said is said.
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let mut wanted = 0;
        if title { wanted += count(&legend.title) + count(&legend.about); }
        if source { wanted += count(&legend.source_line); }
        if source || with_legend { wanted += count(&legend.filter_line); }
        if !with_legend {
            let said = texts(&sheet).iter().map(|t| count(t)).sum::<usize>();
            // How things stand is said whatever is left out, with more or fewer names.
            let all = 0..=MOST_NAMED;
            let mut told = all.map(|most| count(&standing::line(&legend.standing, most)));
            prop_assert!(told.any(|standing| said == wanted + standing), "{} {}", said, wanted);
        }
    }
}
