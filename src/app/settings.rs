//! What the program remembers between runs, besides documents.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::keymap::{Keymap, Remapped};
use super::panels::{LOWEST_TABLE, NARROWEST_READER};
use crate::layout::{Force, Pull};
use crate::picture::ThemeName;

/// Most files in the list of recent ones.
const MOST_RECENT: usize = 10;

/// Choices of the person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name that is noted with claims; may be empty.
    pub name: String,
    /// Colours of the window.
    pub theme: ThemeName,
    /// Whether views change at once, without animation.
    pub reduced_motion: bool,
    /// Whether the others follow while an actor is dragged.
    pub live: bool,
    /// How layouts are made.
    pub layout: LayoutChoices,
    /// What comes in line with what is moved.
    pub snap: SnapChoices,
    /// How the table below the canvas is shown.
    pub table: TableChoices,
    /// How the text beside the canvas is shown.
    pub reading: ReadingChoices,
    /// Files that were opened or saved, the latest first.
    pub recent: Vec<PathBuf>,
    /// Keys of a person's own, as written in the file.
    pub keys: Remapped,
    /// What the keys are by now; see [`Settings::take_keys`].
    #[serde(skip)]
    keymap: Keymap,
    /// Why the file could not be read, if there was one that could not.
    #[serde(skip)]
    trouble: Option<String>,
    /// Where these settings are kept; `None` keeps them nowhere.
    #[serde(skip)]
    path: Option<PathBuf>,
}

/// How layouts are made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LayoutChoices {
    /// The distance of neighbours, as a share of the usual one: 0.1 to 10.
    pub room: f32,
    /// Whether to improve on where actors stand, instead of beginning anew.
    pub warm: bool,
    /// See [`Force::hub`].
    pub hub: f32,
    /// See [`Force::gravity`].
    pub gravity: f32,
    /// See [`Force::pull`].
    pub pull: Pull,
}

impl Default for LayoutChoices {
    fn default() -> Self {
        let usual = Force::default();
        Self {
            room: 1.0,
            warm: false,
            hub: usual.hub,
            gravity: usual.gravity,
            pull: usual.pull,
        }
    }
}

impl LayoutChoices {
    /// The same within bounds: a file may say anything.
    #[must_use]
    pub fn sane(self) -> Self {
        let usual = Self::default();
        Self {
            room: within(self.room, 0.1, 10.0, usual.room),
            warm: self.warm,
            hub: within(self.hub, 0.0, 2.0, usual.hub),
            gravity: within(self.gravity, 0.0, 1e3, usual.gravity),
            pull: self.pull,
        }
    }

    /// The force layout as chosen.
    #[must_use]
    pub fn force(self) -> Force {
        Force {
            pull: self.pull,
            hub: self.hub,
            gravity: self.gravity,
            ..Force::default()
        }
    }
}

/// What somebody who is dragged comes in line with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SnapChoices {
    /// Whether with others.
    pub guides: bool,
    /// Whether with a grid, which is drawn then.
    pub grid: bool,
    /// How far apart the points of the grid are, in document units.
    pub spacing: f64,
}

impl Default for SnapChoices {
    fn default() -> Self {
        Self {
            guides: true,
            grid: false,
            spacing: 20.0,
        }
    }
}

/// How the table is shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableChoices {
    /// Whether it is.
    pub shown: bool,
    /// Its height, in points.
    pub height: f32,
}

impl Default for TableChoices {
    fn default() -> Self {
        Self {
            shown: false,
            height: 300.0,
        }
    }
}

/// How the text of a source is shown beside the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingChoices {
    /// Whether it is.
    pub shown: bool,
    /// Width of the panel, in points.
    pub width: f32,
    /// How large the text is set; 1 is the usual size.
    pub zoom: f32,
}

impl Default for ReadingChoices {
    fn default() -> Self {
        Self {
            shown: false,
            width: 440.0,
            zoom: 1.0,
        }
    }
}

impl ReadingChoices {
    /// Least and most zoom.
    pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=4.0;

    /// The same within bounds: a file may say anything.
    #[must_use]
    fn sane(self) -> Self {
        let usual = Self::default();
        let (least, most) = (*Self::ZOOM.start(), *Self::ZOOM.end());
        Self {
            shown: self.shown,
            width: within(self.width, NARROWEST_READER, 4_000.0, usual.width),
            zoom: within(self.zoom, least, most, usual.zoom),
        }
    }
}

impl SnapChoices {
    /// Least and most spacing of a grid, in document units.
    pub const SPACING: std::ops::RangeInclusive<f64> = 2.0..=500.0;

    /// The same within bounds: a file may say anything.
    #[must_use]
    pub fn sane(self) -> Self {
        let spacing = match self.spacing.is_finite() {
            true => self
                .spacing
                .clamp(*Self::SPACING.start(), *Self::SPACING.end()),
            false => Self::default().spacing,
        };
        Self { spacing, ..self }
    }
}

impl TableChoices {
    /// The same within bounds: a file may say anything.
    #[must_use]
    fn sane(self) -> Self {
        Self {
            shown: self.shown,
            height: within(self.height, LOWEST_TABLE, 4_000.0, Self::default().height),
        }
    }
}

/// A number between these; the usual one for what is none.
fn within(v: f32, least: f32, most: f32, usual: f32) -> f32 {
    match v.is_finite() {
        true => v.clamp(least, most),
        false => usual,
    }
}

impl Settings {
    /// Settings that are kept nowhere, for tests.
    #[must_use]
    pub fn unkept() -> Self {
        Self::default()
    }

    /// Reads the settings of this person. What cannot be read is as by default;
    /// an unreadable file stays where it is until a choice is made, and then is
    /// put aside as `settings.ron.unreadable`.
    #[must_use]
    pub fn load() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "dramatis");
        match dirs {
            Some(dirs) => Self::kept_in(&dirs.config_dir().join("settings.ron")),
            None => Self::default(),
        }
    }

    /// Reads the settings that are kept in a file: see [`Settings::load`].
    #[must_use]
    pub fn kept_in(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).ok();
        let (read, trouble) = match text.map(|text| ron::from_str::<Self>(&text)) {
            Some(Ok(read)) => (read, None),
            Some(Err(why)) => (Self::default(), Some(why)),
            None => (Self::default(), None),
        };
        let mut settings = read;
        settings.trouble = trouble.map(|why| {
            format!(
                "{}, line {}: {}; all choices are as at first, and the file is put aside as \
                 settings.ron.unreadable when one is made",
                path.display(),
                why.span.start.line,
                why.code
            )
        });
        settings.layout = settings.layout.sane();
        settings.snap = settings.snap.sane();
        settings.table = settings.table.sane();
        settings.reading = settings.reading.sane();
        settings.path = Some(path.to_owned());
        settings
    }

    /// The keys of all commands.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Lets the keys be as [`Settings::keys`] says. Returns what of that makes
    /// no sense, a line each; it counts for nothing.
    pub fn take_keys(&mut self) -> Vec<String> {
        let (keymap, troubles) = Keymap::of(&self.keys);
        self.keymap = keymap;
        self.trouble.take().into_iter().chain(troubles).collect()
    }

    /// Keeps the settings.
    ///
    /// # Errors
    /// The text of whatever went wrong with the file.
    pub fn store(&self) -> Result<(), String> {
        let Some(path) = &self.path else {
            return Ok(());
        };
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default())
            .map_err(|e| e.to_string())?;
        let understood = |old: &[u8]| ron::de::from_bytes::<Self>(old).is_ok();
        crate::file::write_setting(path, &text, understood)
    }

    /// Puts a file first in the list of recent ones.
    pub fn remember(&mut self, file: &Path) {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        self.recent.retain(|p| *p != file);
        self.recent.insert(0, file);
        self.recent.truncate(MOST_RECENT);
    }
}
