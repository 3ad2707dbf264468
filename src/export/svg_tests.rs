use std::sync::Arc;

use kurbo::Shape as _;
use proptest::prelude::*;

use super::*;
use crate::export::fixture;
use crate::picture::{Halo, Layer};

fn write(picture: &Picture) -> String {
    svg(picture, &SvgOptions::default()).expect("written")
}

/// Text of every `<text>`, in order.
fn texts(svg: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(svg).expect("well-formed");
    tree.descendants()
        .filter(|n| n.has_tag_name("text"))
        .map(|n| n.text().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_run_is_text_and_every_item_is_named() {
    let picture = fixture::picture();
    let svg = write(&picture);
    assert_eq!(texts(&svg), ["Square & Sons"]);
    let tree = roxmltree::Document::parse(&svg).expect("well-formed");
    let root = tree.root_element();
    assert_eq!(root.attribute("viewBox"), Some("-100 -100 200 200"));
    assert_eq!(root.attribute("role"), Some("img"));
    let child = |name| {
        root.children()
            .find(|n| n.has_tag_name(name))
            .and_then(|n| n.text())
    };
    assert_eq!(child("title"), Some("A <picture>"));
    assert_eq!(child("desc"), Some("A graph of 1 actor and 0 actions."));
    assert!(
        child("style").is_some_and(|s| s.contains("font-weight:600") && !s.contains(":400")),
        "only the weight that is used is embedded"
    );
    let actor = tree
        .descendants()
        .find(|n| n.attribute("id") == Some("dramatis-actor-square"))
        .expect("named");
    assert_eq!(actor.attribute("data-actor"), Some("square"));
    let title = actor.first_element_child().and_then(|n| n.text());
    assert_eq!(title, Some("Square & Sons, group"));
    let name = tree
        .descendants()
        .find(|n| n.has_tag_name("text"))
        .expect("there");
    assert_eq!(name.attribute("paint-order"), Some("stroke"));
    assert_eq!(name.attribute("stroke-width"), Some("6"));
}

#[test]
fn scale_changes_the_size_and_nothing_else() {
    let options = SvgOptions {
        scale: 2.5,
        ..SvgOptions::default()
    };
    let svg = svg(&fixture::picture(), &options).expect("written");
    assert!(svg.contains(r#"width="500" height="500" viewBox="-100 -100 200 200""#));
}

#[test]
fn without_paper_there_is_no_rectangle() {
    let mut picture = fixture::picture();
    assert!(write(&picture).contains("<rect"));
    picture.paper = None;
    assert!(!write(&picture).contains("<rect"));
}

#[test]
fn images_are_embedded_and_clipped() {
    let mut picture = fixture::picture();
    let image = |bytes: &[u8]| Mark::Image {
        bytes: Arc::from(bytes),
        frame: Rect::new(0.0, 0.0, 10.0, 10.0),
        clip: Rect::new(1.0, 1.0, 9.0, 9.0).to_path(0.1),
    };
    picture.items[0]
        .marks
        .extend([image(b"\x89PNG\r\n\x1a\nxx"), image(b"\xff\xd8\xff\xe0")]);
    let svg = write(&picture);
    let tree = roxmltree::Document::parse(&svg).expect("well-formed");
    let images: Vec<_> = tree
        .descendants()
        .filter(|n| n.has_tag_name("image"))
        .collect();
    assert_eq!(images.len(), 2);
    assert_eq!(
        images[1].attribute("clip-path"),
        Some("url(#dramatis-clip-2)")
    );
    assert!(svg.contains("data:image/jpeg;base64,"));
    picture.items[0].marks.push(image(b"GIF89a"));
    let refused = super::svg(&picture, &SvgOptions::default());
    assert_eq!(refused, Err(ExportError::ImageFormat));
}

#[test]
fn what_has_no_size_is_refused() {
    let options = SvgOptions::default();
    let mut picture = fixture::picture();
    picture.bounds = Rect::ZERO;
    assert!(matches!(
        svg(&picture, &options),
        Err(ExportError::Empty { .. })
    ));
    picture.bounds.x1 = f64::INFINITY;
    assert_eq!(svg(&picture, &options), Err(ExportError::NotFinite));
    let mut picture = fixture::picture();
    for item in &mut picture.items {
        for mark in &mut item.marks {
            if let Mark::Text(run) = mark {
                run.halo = Some(Halo {
                    color: Color::hex(0),
                    reach: f64::NAN,
                });
            }
        }
    }
    assert_eq!(svg(&picture, &options), Err(ExportError::NotFinite));
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let options = SvgOptions {
            scale,
            ..SvgOptions::default()
        };
        assert!(matches!(
            svg(&fixture::picture(), &options),
            Err(ExportError::Scale(_))
        ));
    }
}

#[test]
fn difficult_texts_come_back_whole() {
    for (text, expected) in [
        ("<&\"'> ]]> &amp;", "<&\"'> ]]> &amp;"),
        ("🦀 שלום العربية e\u{301}", "🦀 שלום العربية e\u{301}"),
        (
            "nul \0 bell \u{7} \u{ffff}",
            "nul \u{fffd} bell \u{fffd} \u{fffd}",
        ),
        ("  two  spaces ", "  two  spaces "),
        ("line\nbreak\tand tab\r\n", "line break and tab  "),
        ("", ""),
    ] {
        let mut picture = fixture::picture();
        fixture::add_text(&mut picture, text);
        picture.items[0].label = text.to_owned();
        picture.title = text.to_owned();
        let svg = write(&picture);
        assert_eq!(texts(&svg)[1], expected);
        assert_eq!(
            svg.contains("white-space:pre"),
            expected.contains("  ") || expected.starts_with(' '),
            "{text:?}"
        );
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn any_text_is_well_formed_and_repeatable(
        text in any::<String>(),
        label in any::<String>(),
        (x, angle) in (-1e9_f64..1e9, -10.0_f64..10.0),
    ) {
        let mut picture = fixture::picture();
        fixture::add_text(&mut picture, &text);
        picture.items[1].label = label;
        if let Some(Item { layer: Layer::Furniture, marks, .. }) = picture.items.last_mut()
            && let [Mark::Text(run)] = marks.as_mut_slice()
        {
            run.origin.x = x;
            run.angle_rad = angle;
        }
        let svg = write(&picture);
        prop_assert_eq!(&svg, &write(&picture.clone()));
        let expected: String = text.chars().map(allowed).collect();
        prop_assert_eq!(&texts(&svg)[1], &expected);
        prop_assert!(!svg.contains("\"-0\"") && !svg.contains("NaN"));
    }
}
