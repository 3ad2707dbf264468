//! Pictures as PNG images.

use resvg::tiny_skia::{self, IntSize, Pixmap, Transform};
use resvg::usvg::{self, Tree};

use super::{ExportError, SvgOptions, fonts, svg};
use crate::picture::Picture;

/// Most pixels that an image may have: 16,384 × 16,384, which takes 1 GiB.
pub const MAX_PIXELS: u64 = 1 << 28;

/// Draws a picture as a PNG, with `scale` pixels per document unit: the same
/// picture and scale give the same bytes on every machine. Where the picture
/// has no paper, the image is transparent.
///
/// # Errors
/// [`ExportError`] when picture or scale have no size, the image would be too
/// large, or there is not enough memory for it.
pub fn png(picture: &Picture, scale: f64) -> Result<Vec<u8>, ExportError> {
    let size = size(picture, scale)?;
    let mut pixmap = pixmap(size)?;
    if let Some(paper) = picture.paper {
        // The outermost pixels are often only partly inside the picture.
        pixmap.fill(tiny_skia::Color::from_rgba8(
            paper.r, paper.g, paper.b, paper.a,
        ));
    }
    let unpapered = Picture {
        paper: None,
        ..picture.clone()
    };
    let tree = tree(&unpapered)?;
    let transform = Transform::from_scale(scale as f32, scale as f32);
    // The rasteriser panics on some shapes that reach absurdly far; a half-drawn
    // image is thrown away then, so nothing of it is seen.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        resvg::render(&tree, transform, &mut pixmap.as_mut());
    }))
    .map_err(|_| ExportError::Render("a shape reaches too far out of it".to_owned()))?;
    let bytes = pixmap
        .encode_png()
        .map_err(|e| ExportError::Render(e.to_string()))?;
    Ok(with_density(bytes, scale))
}

/// The size of the image, in pixels.
fn size(picture: &Picture, scale: f64) -> Result<IntSize, ExportError> {
    svg::check(picture, scale)?;
    // A whole number of pixels stays one, whatever rounding did to it.
    let pixels = |units: f64| (units * scale - 1e-6).ceil().max(1.0);
    let (width, height) = (
        pixels(picture.bounds.width()),
        pixels(picture.bounds.height()),
    );
    let side = f64::from(i32::MAX / 4);
    if width > side || height > side || width * height > MAX_PIXELS as f64 {
        return Err(ExportError::TooLarge { width, height });
    }
    IntSize::from_wh(width as u32, height as u32).ok_or(ExportError::TooLarge { width, height })
}

/// A transparent image; too little memory is an error rather than an abort.
fn pixmap(size: IntSize) -> Result<Pixmap, ExportError> {
    let (width, height) = (size.width(), size.height());
    let memory = ExportError::Memory { width, height };
    let length = width as usize * height as usize * tiny_skia::BYTES_PER_PIXEL;
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return Err(memory);
    }
    bytes.resize(length, 0);
    Pixmap::from_vec(bytes, size).ok_or(memory)
}

/// The picture as resvg sees it.
fn tree(picture: &Picture) -> Result<Tree, ExportError> {
    let options = SvgOptions {
        // The renderer has the whole fonts, and ignores embedded ones.
        embed_fonts: false,
        ..SvgOptions::default()
    };
    let text = svg::svg(picture, &options)?;
    let options = usvg::Options {
        fontdb: fonts::database(&fonts::missing_glyphs(picture)),
        font_family: crate::picture::font::FAMILY.to_owned(),
        ..usvg::Options::default()
    };
    Tree::from_str(&text, &options).map_err(|e| ExportError::Render(e.to_string()))
}

/// Says in a PNG how large it is meant to be (96 px to the inch at scale 1),
/// so that a word processor does not blow up an image drawn at a larger scale.
fn with_density(mut png: Vec<u8>, scale: f64) -> Vec<u8> {
    /// Signature, length and type of the header chunk, its data, its checksum.
    const AFTER_HEADER: usize = 8 + 8 + 13 + 4;
    if png.len() < AFTER_HEADER {
        return png;
    }
    let per_metre = (96.0 * scale / 0.0254).round().clamp(1.0, 1e9) as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre.to_be_bytes());
    chunk.extend(per_metre.to_be_bytes());
    chunk.push(1); // metres
    let sum = crc32(&chunk);
    let mut whole = 9_u32.to_be_bytes().to_vec();
    whole.extend(chunk);
    whole.extend(sum.to_be_bytes());
    png.splice(AFTER_HEADER..AFTER_HEADER, whole);
    png
}

/// The checksum of a PNG chunk (type and data): CRC-32/ISO-HDLC.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

#[cfg(test)]
#[path = "png_tests.rs"]
mod tests;
