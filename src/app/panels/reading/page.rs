//! What of a text is in view, and where. Blocks are laid out when they come into
//! view; until then their height is guessed.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::Ui;

use super::heights::Heights;
use super::laid::Laid;
use super::setting::Setting;
use super::study::Sheet;
use crate::picture::{Theme, ThemeName};

/// Room below the last block, in points.
const FOOT: f32 = 40.0;

/// What blocks were laid out for.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    measure: f32,
    size: f32,
    theme: ThemeName,
    pixels_per_point: f32,
}

/// What of a text is in view.
#[derive(Debug, Default)]
pub struct Page {
    sheet: Option<Arc<Sheet>>,
    key: Option<Key>,
    /// How full the texture of letters was: it only grows while letters stay
    /// where they are in it.
    atlas: ([usize; 2], f32),
    laid: HashMap<usize, Laid>,
    heights: Heights,
    /// The first block in view, and how much of it is above the view, in points.
    top: (usize, f32),
    /// The blocks in view, and how far below the upper edge each begins.
    shown: Vec<(usize, f32)>,
    /// Height of the view, in points.
    view: f32,
    /// For so many frames, everything is laid out anew.
    restless: u8,
    /// How many blocks were laid out since the text was opened.
    measured: u64,
}

impl Page {
    /// The blocks in view, and how far below the upper edge each begins.
    #[must_use]
    pub fn shown(&self) -> &[(usize, f32)] {
        &self.shown
    }

    /// Lays everything out anew for some frames: letters have changed, or will
    /// with the next one.
    pub fn redraw(&mut self) {
        self.restless = 3;
    }

    /// A block that is laid out.
    #[must_use]
    pub fn laid(&self, block: usize) -> Option<&Laid> {
        self.laid.get(&block)
    }

    /// The colours in which it is set.
    #[must_use]
    pub fn theme(&self) -> Option<Theme> {
        self.key.as_ref().map(|key| Theme::of(key.theme))
    }

    /// How many blocks were laid out, and how many of them are kept.
    #[must_use]
    pub fn work(&self) -> (u64, usize) {
        (self.measured, self.laid.len())
    }

    /// The bytes of the text that are in view, the first and the last block as a
    /// whole.
    #[must_use]
    pub fn bytes_in_view(&self) -> Range<usize> {
        let all = self
            .sheet
            .as_ref()
            .map_or(&[][..], |s| s.text.blocks().all());
        let block = |shown: Option<&(usize, f32)>| shown.and_then(|(n, _)| all.get(*n));
        let (first, last) = (block(self.shown.first()), block(self.shown.last()));
        first.map_or(0, |b| b.bytes.start)..last.map_or(0, |b| b.bytes.end)
    }

    /// Follows the text and how it is set; linear in its blocks where that has
    /// changed, and else O(1).
    pub fn prepare(&mut self, ui: &Ui, sheet: &Arc<Sheet>, setting: &Setting) {
        let atlas = ui.fonts(|f| (f.font_image_size(), f.font_atlas_fill_ratio()));
        let restless = self.restless > 0;
        self.restless = self.restless.saturating_sub(1);
        if restless || atlas.0 != self.atlas.0 || atlas.1 < self.atlas.1 {
            self.laid.clear();
        }
        self.atlas = atlas;
        let key = Key {
            measure: setting.measure,
            size: setting.size,
            theme: setting.theme.name,
            pixels_per_point: ui.pixels_per_point(),
        };
        let same = self
            .sheet
            .as_ref()
            .is_some_and(|old| Arc::ptr_eq(old, sheet));
        if same && self.key.as_ref() == Some(&key) {
            return;
        }
        // What stood at the upper edge stays there.
        let share = match self.height_if_known(self.top.0) {
            Some(height) if height > 0.0 => self.top.1 / height,
            _ => 0.0,
        };
        self.laid.clear();
        self.key = Some(key);
        self.sheet = Some(Arc::clone(sheet));
        let all = sheet.text.blocks().all();
        let guesses = all.iter().enumerate().map(|(n, block)| {
            let before = n.checked_sub(1).map(|n| &all[n]);
            setting.above(block, before) + setting.guess(block)
        });
        self.heights = Heights::new(guesses);
        self.top.0 = self.top.0.min(all.len().saturating_sub(1));
        self.top.1 = share * self.measure(ui, setting, self.top.0);
    }

    fn height_if_known(&self, block: usize) -> Option<f32> {
        self.laid.get(&block).map(Laid::height)
    }

    /// Lays a block out if it is not. Returns its height.
    fn measure(&mut self, ui: &Ui, setting: &Setting, block: usize) -> f32 {
        let Some(sheet) = &self.sheet else {
            return 0.0;
        };
        if block >= self.heights.len() {
            return 0.0;
        }
        if let Some(height) = self.height_if_known(block) {
            return height;
        }
        let laid = Laid::new(ui, sheet.text.text(), sheet.text.blocks(), block, setting);
        let height = laid.height();
        self.measured += 1;
        self.heights.set(block, height);
        self.laid.insert(block, laid);
        height
    }

    /// Moves the view down by so many points.
    pub fn scroll(&mut self, down: f32) {
        self.top.1 += down;
    }

    /// Moves the view by about as much as is in it.
    pub fn turn(&mut self, down: bool) {
        let by = (self.view - 40.0).max(20.0);
        self.scroll(if down { by } else { -by });
    }

    /// Goes to the beginning or to the end.
    pub fn go_to_end(&mut self, end: bool) {
        self.top = match end {
            // Behind the last block: what is too far is taken back.
            true => (self.heights.len().saturating_sub(1), f32::MAX),
            false => (0, 0.0),
        };
    }

    /// How far down the view is, from 0 to 1, and which share of all is in view.
    #[must_use]
    pub fn share(&self) -> (f64, f64) {
        let all = self.heights.total() + f64::from(FOOT);
        let view = f64::from(self.view);
        let down = self.heights.above(self.top.0) + f64::from(self.top.1);
        let most = (all - view).max(1.0);
        (
            (down / most).clamp(0.0, 1.0),
            (view / all.max(1.0)).min(1.0),
        )
    }

    /// Which share of all is above a byte of the text: a logarithm.
    #[must_use]
    pub fn share_above(&self, byte: usize) -> f64 {
        let all = self.heights.total() + f64::from(FOOT);
        let block = self.sheet.as_ref().map_or(0, |s| s.text.blocks().at(byte));
        self.heights.above(block) / all.max(1.0)
    }

    /// Goes so far down: see [`Page::share`].
    pub fn go_to_share(&mut self, share: f64) {
        let all = self.heights.total() + f64::from(FOOT);
        let most = (all - f64::from(self.view)).max(0.0);
        self.top = self.heights.find(share.clamp(0.0, 1.0) * most);
    }

    /// Brings some bytes into view, unless they are; the first of them comes to
    /// stand in the upper third.
    pub fn reveal(&mut self, ui: &Ui, setting: &Setting, bytes: &Range<usize>) {
        let Some(sheet) = self.sheet.clone() else {
            return;
        };
        let row = |page: &mut Self, byte: usize| {
            let block = sheet.text.blocks().at(byte);
            page.measure(ui, setting, block);
            let laid = page.laid.get(&block);
            (block, laid.map_or(0.0, |l| l.above + l.row_of(byte)))
        };
        let (first, last) = (
            row(self, bytes.start),
            row(self, bytes.end.max(bytes.start + 1) - 1),
        );
        let on_screen = |(block, down): (usize, f32)| {
            let shown = self.shown.iter().find(|(n, _)| *n == block);
            shown.map(|(_, y)| y + down)
        };
        let line = setting.size * 2.0;
        let inside = |y: f32| (line..self.view - line).contains(&y);
        if on_screen(first).is_some_and(inside) && on_screen(last).is_some_and(inside) {
            return;
        }
        self.top = (first.0, first.1 - self.view / 3.0);
    }

    /// Finds out what is in view, and lays it out.
    pub fn arrange(&mut self, ui: &Ui, setting: &Setting, view: f32) {
        self.view = view;
        self.top.0 = self.top.0.min(self.heights.len().saturating_sub(1));
        self.within_block(ui, setting);
        let (end, y) = self.collect(ui, setting);
        let lacking = view - FOOT - y;
        if end == self.heights.len() && lacking > 0.0 && self.top != (0, 0.0) {
            // Nothing beyond the text is in view, as long as there is enough of it.
            self.top.1 -= lacking;
            self.within_block(ui, setting);
            self.collect(ui, setting);
        }
        if self.laid.len() > 4 * self.shown.len() + 64 {
            let near = self.shown.len() + 16;
            let keep = self.top.0.saturating_sub(near)..end + near;
            self.laid.retain(|n, _| keep.contains(n));
        }
    }

    /// Lays out what is in view. Returns the block behind it, and where that
    /// begins.
    fn collect(&mut self, ui: &Ui, setting: &Setting) -> (usize, f32) {
        let mut shown = std::mem::take(&mut self.shown);
        shown.clear();
        let (mut block, above) = self.top;
        let mut y = -above;
        while block < self.heights.len() && y < self.view {
            shown.push((block, y));
            y += self.measure(ui, setting, block);
            block += 1;
        }
        self.shown = shown;
        (block, y)
    }

    /// Sees to it that the view begins within its first block.
    fn within_block(&mut self, ui: &Ui, setting: &Setting) {
        while self.top.1 < 0.0 && self.top.0 > 0 {
            self.top.0 -= 1;
            self.top.1 += self.measure(ui, setting, self.top.0);
        }
        self.top.1 = self.top.1.max(0.0);
        loop {
            let height = self.measure(ui, setting, self.top.0);
            if self.top.1 < height {
                break;
            }
            if self.top.0 + 1 >= self.heights.len() {
                self.top.1 = height;
                break;
            }
            self.top = (self.top.0 + 1, self.top.1 - height);
        }
    }
}
