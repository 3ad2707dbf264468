//! A picture written down, SVG and PNG; and actions as citations.
//!
//! Pictures of both formats come from the same SVG tree. Nothing here needs a display, a GPU or
//! fonts of the system, so that a picture is the same on every machine.

mod citation;
mod fonts;
mod number;
mod png;
mod svg;

pub use citation::{bibtex, citation, citation_markdown};
pub use fonts::{Face, faces_for, is_invisible, missing_glyphs, undrawable};
pub use png::{MAX_PIXELS, png};
pub use svg::{SvgOptions, svg};

use crate::picture::Picture;

/// Why a picture could not be written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ExportError {
    /// The picture's bounds take no room.
    #[error("the picture is empty: its size is {width} × {height}")]
    Empty {
        /// Width of the bounds, in document units.
        width: f64,
        /// Height of the bounds, in document units.
        height: f64,
    },
    /// A coordinate, width or size is not a finite number.
    #[error("the picture holds a coordinate or a size that is not a finite number")]
    NotFinite,
    /// The scale is not a finite number above 0.
    #[error("a scale is a finite number above 0, not {0}")]
    Scale(f64),
    /// The image would have more than [`MAX_PIXELS`] pixels.
    #[error(
        "an image of {width:.0} × {height:.0} pixels is too large (at most {} megapixels): \
         choose a smaller scale",
        MAX_PIXELS / 1_000_000
    )]
    TooLarge {
        /// Width asked for, in pixels.
        width: f64,
        /// Height asked for, in pixels.
        height: f64,
    },
    /// There is not enough memory for the image.
    #[error("there is not enough memory for an image of {width} × {height} pixels")]
    Memory {
        /// Width asked for, in pixels.
        width: u32,
        /// Height asked for, in pixels.
        height: u32,
    },
    /// An image mark is of a format that cannot be embedded.
    #[error("an image in the picture is neither a PNG nor a JPEG")]
    ImageFormat,
    /// The renderer did not accept the picture.
    #[error("the picture could not be drawn: {0}")]
    Render(String),
}

/// A picture as the bytes of a file: SVG, or PNG of so many pixels a unit.
///
/// # Errors
/// [`ExportError`] when the picture or the scale is not fit to be drawn.
pub fn write(picture: &Picture, as_svg: bool, scale: f64) -> Result<Vec<u8>, ExportError> {
    if as_svg {
        let options = SvgOptions {
            scale,
            ..SvgOptions::default()
        };
        Ok(svg(picture, &options)?.into_bytes())
    } else {
        png(picture, scale)
    }
}

#[cfg(test)]
mod fixture;
