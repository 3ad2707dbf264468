//! Portraits: pictures of actors, in place of their initials.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use image::{ImageError, ImageFormat, ImageReader, Limits, RgbaImage};

use crate::model::ActorId;

/// Encoded portraits (PNG or JPEG), by actor.
pub type Portraits = BTreeMap<ActorId, Arc<[u8]>>;

/// Most pixels along one side of a portrait.
pub const MAX_SIDE: u32 = 4096;

/// Decodes a portrait.
///
/// # Errors
/// [`ImageError`] when it is neither PNG nor JPEG, is damaged, or is larger
/// than 4096 × 4096 pixels (checked before the pixels are decoded).
pub fn decode(bytes: &[u8]) -> Result<RgbaImage, ImageError> {
    Ok(reader(bytes)?.decode()?.into_rgba8())
}

/// Width and height of a portrait, in pixels, without decoding it.
///
/// # Errors
/// As for [`decode`].
pub fn size(bytes: &[u8]) -> Result<(u32, u32), ImageError> {
    reader(bytes)?.into_dimensions()
}

/// Whether bytes are an image that can be a portrait; with the extension that
/// files of its format have.
///
/// # Errors
/// What is wrong with it, in words that go after its name.
pub fn check(bytes: &[u8]) -> Result<&'static str, String> {
    let told = |error: ImageError| match error {
        ImageError::Unsupported(_) => "is neither a PNG nor a JPEG".to_owned(),
        ImageError::Limits(_) => {
            format!("has more than {MAX_SIDE} × {MAX_SIDE} pixels: use a smaller one")
        }
        error => format!("is damaged: {error}"),
    };
    // Its size first: what is too large is never decoded.
    size(bytes).map_err(told)?;
    decode(bytes).map_err(told)?;
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg) => Ok("jpg"),
        _ => Ok("png"),
    }
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    match reader.format() {
        Some(ImageFormat::Png | ImageFormat::Jpeg) => {}
        other => {
            let hint = other.map_or(image::error::ImageFormatHint::Unknown, |f| {
                image::error::ImageFormatHint::Exact(f)
            });
            return Err(ImageError::Unsupported(hint.into()));
        }
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    Ok(reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_png_and_jpeg_of_sane_size_are_taken() {
        let mut png = Vec::new();
        RgbaImage::new(3, 2)
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .expect("in memory");
        assert_eq!(size(&png).expect("a PNG"), (3, 2));
        assert_eq!(decode(&png).expect("a PNG").dimensions(), (3, 2));
        assert!(decode(&png[..20]).is_err());
        assert!(decode(b"GIF89a").is_err());
        assert!(decode(b"").is_err());
        let mut wide = Vec::new();
        RgbaImage::new(MAX_SIDE + 1, 1)
            .write_to(&mut Cursor::new(&mut wide), ImageFormat::Png)
            .expect("in memory");
        assert!(decode(&wide).is_err());
        assert_eq!(check(&png), Ok("png"));
        assert!(
            check(&png[..20])
                .expect_err("cut")
                .starts_with("is damaged")
        );
        assert!(
            check(&png[..png.len() - 20])
                .expect_err("cut")
                .starts_with("is damaged")
        );
        assert!(
            check(b"GIF89a")
                .expect_err("a GIF")
                .starts_with("is neither")
        );
        assert!(check(b"words").expect_err("none").starts_with("is neither"));
        assert!(check(&wide).expect_err("wide").contains("4096"));
        let mut jpeg = Vec::new();
        image::RgbImage::new(3, 2)
            .write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg)
            .expect("in memory");
        assert_eq!(check(&jpeg), Ok("jpg"));
    }
}
