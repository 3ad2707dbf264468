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

    /// Lets go of the textures of images that nobody else holds any more.
    pub fn forget_unused(&self) {
        let mut known = self.known.borrow_mut();
        known.retain(|_, (bytes, _)| Arc::strong_count(bytes) > 1);
    }
}

fn decode(ctx: &egui::Context, bytes: &[u8]) -> Option<TextureHandle> {
    let image = crate::picture::portrait::decode(bytes).ok()?;
    let size = [image.width() as usize, image.height() as usize];
    let pixels = ColorImage::from_rgba_unmultiplied(size, image.as_raw());
    Some(ctx.load_texture("portrait", pixels, TextureOptions::LINEAR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textures_go_with_their_images() {
        let (ctx, images) = (egui::Context::default(), Images::default());
        let mut png = std::io::Cursor::new(Vec::new());
        let pixels = image::RgbaImage::new(2, 2);
        pixels
            .write_to(&mut png, image::ImageFormat::Png)
            .expect("in memory");
        let bytes: Arc<[u8]> = png.into_inner().into();
        let textures = || ctx.tex_manager().read().num_allocated();
        let before = textures();
        assert!(images.texture(&ctx, &bytes).is_some());
        images.forget_unused();
        assert_eq!(textures(), before + 1, "in use");
        drop(bytes);
        images.forget_unused();
        assert_eq!(textures(), before);
    }
}
