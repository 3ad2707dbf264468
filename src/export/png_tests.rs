use std::sync::Arc;

use kurbo::{Rect, Shape as _};

use super::*;
use crate::export::{fixture, missing_glyphs};
use crate::picture::{
    Anchor, Color, Item, Layer, Mark, Shows, TextRun, Theme, ThemeName, Weight, font,
};

fn decode(bytes: &[u8]) -> Pixmap {
    Pixmap::decode_png(bytes).expect("a PNG")
}

fn pixel(image: &Pixmap, x: u32, y: u32) -> (u8, u8, u8, u8) {
    let p = image.pixel(x, y).expect("inside").demultiply();
    (p.red(), p.green(), p.blue(), p.alpha())
}

fn of(color: Color) -> (u8, u8, u8, u8) {
    (color.r, color.g, color.b, color.a)
}

#[test]
fn ink_is_where_it_should_be() {
    let mut picture = fixture::picture();
    let paper = picture.paper.expect("has one");
    let image = decode(&png(&picture, 2.0).expect("drawn"));
    assert_eq!((image.width(), image.height()), (400, 400));
    assert_eq!(pixel(&image, 200, 200), (0x12, 0x34, 0x56, 255));
    assert_eq!(pixel(&image, 101, 101), (0x12, 0x34, 0x56, 255));
    for corner in [(0, 0), (399, 0), (0, 399), (399, 399), (98, 98)] {
        assert_eq!(pixel(&image, corner.0, corner.1), of(paper));
    }
    picture.paper = None;
    let image = decode(&png(&picture, 2.0).expect("drawn"));
    assert_eq!(pixel(&image, 200, 200), (0x12, 0x34, 0x56, 255));
    assert_eq!(pixel(&image, 0, 0), (0, 0, 0, 0));
}

#[test]
fn the_outermost_pixels_are_paper_too() {
    let mut picture = fixture::picture();
    picture.bounds = Rect::new(-100.3, -100.3, 100.0, 100.0);
    let image = decode(&png(&picture, 1.0).expect("drawn"));
    assert_eq!((image.width(), image.height()), (201, 201));
    let paper = picture.paper.expect("has one");
    assert_eq!(pixel(&image, 200, 200), of(paper));
}

#[test]
fn the_same_picture_gives_the_same_bytes() {
    let picture = fixture::graph(&Theme::of(ThemeName::Dark));
    assert_eq!(png(&picture, 1.0), png(&picture.clone(), 1.0));
}

/// A picture of one run.
fn text_picture(text: &str, weight: Weight, anchor: Anchor) -> Picture {
    let bounds = Rect::new(-400.0, -60.0, 400.0, 60.0);
    Picture {
        title: String::new(),
        bounds,
        paper: None,
        faded: Default::default(),
        items: vec![Item {
            shows: Shows::Furniture,
            layer: Layer::Furniture,
            marks: vec![Mark::Text(TextRun {
                text: text.to_owned(),
                origin: kurbo::Point::ZERO,
                size: 32.0,
                weight,
                color: Color::hex(0),
                halo: None,
                anchor,
                angle_rad: 0.0,
            })],
            bounds,
            label: String::new(),
        }],
    }
}

/// The box of all pixels with ink, in pixels, and how many there are.
fn ink(image: &Pixmap) -> (Rect, usize) {
    let mut inks: Option<Rect> = None;
    let mut count = 0;
    for (i, p) in image.pixels().iter().enumerate() {
        if p.alpha() > 40 {
            count += 1;
            let (x, y) = (
                (i % image.width() as usize) as f64,
                (i / image.width() as usize) as f64,
            );
            let here = Rect::new(x, y, x + 1.0, y + 1.0);
            inks = Some(inks.map_or(here, |b| b.union(here)));
        }
    }
    (inks.unwrap_or_default(), count)
}

#[test]
fn letters_are_drawn_in_both_weights_and_as_wide_as_measured() {
    let mut counts = Vec::new();
    for weight in Weight::ALL {
        for text in ["Hxgjpnm HÅ", "“Who—says…” → so", "Mark Milley, 2021"] {
            let width = font::width(text, weight, 32.0);
            for (anchor, left) in [
                (Anchor::Start, 0.0),
                (Anchor::Middle, -width / 2.0),
                (Anchor::End, -width),
            ] {
                let image = decode(&png(&text_picture(text, weight, anchor), 1.0).expect("drawn"));
                let (found, count) = ink(&image);
                let (x0, baseline) = (left + 400.0, 60.0);
                let expected = Rect::new(
                    x0,
                    baseline - font::ASCENT_EM * 32.0,
                    x0 + width,
                    baseline + font::DESCENT_EM * 32.0,
                );
                let room = expected.inflate(2.0, 2.0);
                assert!(
                    room.contains_rect(found),
                    "{text} {weight:?} {anchor:?}: {found:?} in {room:?}"
                );
                assert!(
                    found.width() > 0.9 * width,
                    "{text} {weight:?}: {found:?} is narrower than {width}"
                );
                counts.push(count);
            }
        }
    }
    let (regular, semi_bold) = counts.split_at(counts.len() / 2);
    let sum = |part: &[usize]| part.iter().sum::<usize>() as f64;
    assert!(
        sum(semi_bold) > 1.1 * sum(regular),
        "the second weight is heavier"
    );
}

#[test]
fn characters_without_a_glyph_do_not_stop_the_drawing() {
    let picture = text_picture(
        "A 🦀\u{200d}\u{fe0f} 中 שלום \0 e\u{301}",
        Weight::Regular,
        Anchor::Start,
    );
    assert!(missing_glyphs(&picture).contains(&'中'));
    let (found, _) = ink(&decode(&png(&picture, 1.0).expect("drawn")));
    assert!(found.width() > 20.0);
}

#[test]
fn a_renderer_that_panics_is_an_error() {
    // tiny-skia gives up on a line a hundred million pixels long and broad.
    let mut picture = fixture::picture();
    picture.items[0].marks.push(Mark::Path {
        path: Rect::new(0.0, 0.0, -1e11, 10.0).to_path(0.1),
        fill: Some(Color::hex(0)),
        stroke: Some(crate::picture::Stroke::new(
            Color::hex(0),
            1e6,
            crate::picture::Dash::Dots,
        )),
    });
    let drawn = png(&picture, 0.25);
    assert!(
        matches!(drawn, Ok(_) | Err(crate::export::ExportError::Render(_))),
        "{drawn:?}"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 256, rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    /// The renderer works in `f32`, and has never to be trusted with a panic.
    #[test]
    fn nothing_stops_the_drawing(
        text in proptest::prelude::any::<String>(),
        (power, sign) in (-40_i32..300, proptest::bool::ANY),
        size in proptest::sample::select(vec![0.0, -5.0, 1e-9, 12.0, 1e6, 1e40]),
    ) {
        let mut picture = text_picture(&text, Weight::SemiBold, Anchor::Middle);
        let far = 10_f64.powi(power) * if sign { 1.0 } else { -1.0 };
        if let [Mark::Text(run)] = picture.items[0].marks.as_mut_slice() {
            run.size = size;
            run.angle_rad = far;
        }
        picture.items[0].marks.push(Mark::Path {
            path: Rect::new(0.0, 0.0, far, 10.0).to_path(0.1),
            fill: Some(Color::hex(0)),
            stroke: Some(crate::picture::Stroke::new(Color::hex(0), size, crate::picture::Dash::Dots)),
        });
        let drawn = png(&picture, 0.25);
        let fair = matches!(drawn, Ok(_) | Err(crate::export::ExportError::Render(_)));
        proptest::prop_assert!(fair, "{drawn:?}");
    }
}

#[test]
fn images_are_drawn() {
    let mut red = Pixmap::new(4, 4).expect("small");
    red.fill(tiny_skia::Color::from_rgba8(255, 0, 0, 255));
    let bytes: Arc<[u8]> = red.encode_png().expect("encoded").into();
    let mut picture = fixture::picture();
    picture.items[1].marks.push(Mark::Image {
        bytes,
        frame: Rect::new(-20.0, -20.0, 20.0, 20.0),
        clip: kurbo::Circle::new((0.0, 0.0), 20.0).to_path(0.01),
    });
    let image = decode(&png(&picture, 1.0).expect("drawn"));
    assert_eq!(pixel(&image, 100, 100), (255, 0, 0, 255));
    assert_eq!(
        pixel(&image, 82, 82),
        (0x12, 0x34, 0x56, 255),
        "cut off by the circle"
    );
}

#[test]
fn too_large_or_no_size_is_refused() {
    let picture = fixture::picture();
    for scale in [0.0, -3.0, f64::NAN, f64::INFINITY] {
        assert!(matches!(png(&picture, scale), Err(ExportError::Scale(_))));
    }
    for scale in [82.0, 1e9, 1e300] {
        let refused = png(&picture, scale).expect_err("too large");
        assert!(
            matches!(refused, ExportError::TooLarge { .. }),
            "{refused:?}"
        );
    }
    assert_eq!(
        size(&picture, 81.0).map(|s| (s.width(), s.height())),
        Ok((16_200, 16_200))
    );
    assert_eq!(size(&picture, 1e-9).map(|s| s.width()), Ok(1));
    let message = png(&picture, 100.0).expect_err("too large").to_string();
    assert_eq!(
        message,
        "an image of 20000 × 20000 pixels is too large (at most 268 megapixels): choose a smaller scale"
    );
}

#[test]
fn checksums_match_the_published_one() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    // The shortest chunk that every PNG has.
    assert_eq!(crc32(b"IEND"), 0xae42_6082);
}
