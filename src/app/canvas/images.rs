//! Textures of the images in a picture.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use eframe::egui::{self, ColorImage, TextureHandle, TextureId, TextureOptions};

/// An encoded image, which keeps its address from being used again, and its
/// texture, unless it cannot be decoded.
type Known = (Arc<[u8]>, Option<TextureHandle>);

/// Images that were decoded, by the address of the bytes they came from.
#[derive(Default)]
pub struct Images {
    known: RefCell<HashMap<usize, Known>>,
}

impl Images {
    /// The texture of an encoded image; `None` when it cannot be decoded.
    pub fn texture(&self, ctx: &egui::Context, bytes: &Arc<[u8]>) -> Option<TextureId> {
        let mut known = self.known.borrow_mut();
        let (_, texture) = known
            .entry(bytes.as_ptr() as usize)
            .or_insert_with(|| (Arc::clone(bytes), decode(ctx, bytes)));
        texture.as_ref().map(TextureHandle::id)
    }
}

fn decode(ctx: &egui::Context, bytes: &[u8]) -> Option<TextureHandle> {
    let image = crate::picture::portrait::decode(bytes).ok()?;
    let size = [image.width() as usize, image.height() as usize];
    let pixels = ColorImage::from_rgba_unmultiplied(size, image.as_raw());
    Some(ctx.load_texture("portrait", pixels, TextureOptions::LINEAR))
}
