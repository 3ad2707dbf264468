//! The bodies and lines of a crowd, drawn by the graphics card from buffers that
//! stay there: a frame costs the processor next to nothing, however many there
//! are.

use std::sync::Arc;

use bytemuck::{Pod, Zeroable};
use eframe::egui::{self, Color32, Rect};
use eframe::egui_wgpu;
use kurbo::Point;

use super::card::Frame;
use crate::app::look;
use crate::model::{ActorKind, Camera, StanceBand};
use crate::picture::{Crowd, Theme};

/// Texels in a row of the textures; the shader knows the figure too.
pub(super) const ROW: usize = 2048;
/// Flag of what keeps its full colour while the rest is quiet.
pub(super) const LIFTED: u8 = 1;
/// Flag of what is selected.
pub(super) const SELECTED: u8 = 2;
/// Flag of what is not drawn.
pub(super) const HIDDEN: u8 = 4;
/// Flag of what is drawn faintly.
pub(super) const FAINT: u8 = 8;
/// Longest arrowhead, in document units; below [`LEAST_HEAD`] on screen, in
/// pixels, none is drawn.
const LONGEST_HEAD: f32 = 14.5;
const LEAST_HEAD: f32 = 2.5;

/// Most lines in view where the processor stands in for a graphics card: it
/// takes some microseconds and a kilobyte for each.
const LINES_WITHOUT_CARD: f64 = 40_000.0;

/// One of how many lines is drawn where there is no graphics card, when this
/// share of so many is in view.
fn stride(share: f64, lines: usize) -> u32 {
    (share * lines as f64 / LINES_WITHOUT_CARD).ceil().max(1.0) as u32
}

/// What the graphics card is told of a line.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(super) struct LineInstance {
    ends: [u32; 2],
    spread: [f32; 2],
    style: u32,
}

/// Data that the graphics card has a copy of, as long as it has seen this
/// version.
#[derive(Clone, Debug)]
pub(super) struct Shared<T> {
    pub data: Arc<Vec<T>>,
    pub version: u64,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self {
            data: Arc::default(),
            version: 0,
        }
    }
}

impl<T: Clone> Shared<T> {
    fn change(&mut self, change: impl FnOnce(&mut Vec<T>)) {
        change(Arc::make_mut(&mut self.data));
        self.version = next_version();
    }
}

/// A number that no version had before: the buffers outlive documents.
fn next_version() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// A crowd as the graphics card draws it.
#[derive(Clone, Debug, Default)]
pub(super) struct Underlay {
    pub bodies: Shared<[f32; 4]>,
    pub lines: Shared<LineInstance>,
    /// Of bodies, then of lines.
    pub flags: Shared<u8>,
    /// The flags before those, which the frame on screen may still hold: the
    /// next ones are written here, and no frame has to make room for them.
    spare: Arc<Vec<u8>>,
    /// The flags that a lens gives them; none, without one.
    veil: Arc<Vec<u8>>,
    /// Mean length of a line, in document units.
    mean_length: f64,
}

impl Underlay {
    /// Takes over what is said of all lines.
    pub fn restyle(&mut self, crowd: &Crowd) {
        self.lines.change(|lines| {
            lines.clear();
            lines.extend(crowd.lines().iter().map(|line| LineInstance {
                ends: [line.from, line.to],
                spread: [line.slot, line.share],
                style: (line.width * 16.0).round() as u32
                    | (line.band as u32) << 16
                    | (line.support as u32) << 24,
            }));
        });
    }

    /// Takes over everything about a crowd.
    pub fn take_over(&mut self, crowd: &Crowd) {
        self.restyle(crowd);
        self.flags.change(|flags| {
            flags.clear();
            flags.resize(crowd.len() + crowd.lines().len(), 0);
        });
        self.follow(crowd);
    }

    /// Takes over where everybody stands now.
    pub fn follow(&mut self, crowd: &Crowd) {
        self.bodies.change(|bodies| {
            bodies.clear();
            let all = crowd.centres().iter().zip(crowd.radii());
            bodies.extend(
                all.zip(crowd.kinds())
                    .map(|((c, r), kind)| [c[0], c[1], *r, *kind as u8 as f32]),
            );
        });
        let step = (crowd.lines().len() / 2048).max(1);
        let lengths = (0..crowd.lines().len())
            .step_by(step)
            .map(|i| crowd.chord(i).hypot());
        let (sum, count) = lengths.fold((0.0, 0.0), |(s, n), l| (s + l, n + 1.0));
        self.mean_length = sum / f64::max(count, 1.0);
    }

    /// Sets the flags of bodies and lines, both by their index in the crowd.
    pub fn mark(&mut self, marks: impl FnOnce(&mut [u8], &mut [u8])) {
        let bodies = self.bodies.data.len();
        let length = self.flags.data.len();
        let mut next = std::mem::take(&mut self.spare);
        if Arc::get_mut(&mut next).is_none() {
            next = Arc::default();
        }
        let flags = Arc::make_mut(&mut next);
        flags.clear();
        if self.veil.len() == length {
            flags.extend_from_slice(&self.veil);
        }
        flags.resize(length, 0);
        let (actors, actions) = flags.split_at_mut(bodies);
        marks(actors, actions);
        self.spare = std::mem::replace(&mut self.flags.data, next);
        self.flags.version = next_version();
    }

    /// What a frame holds of it.
    fn held(&self) -> Self {
        Self {
            spare: Arc::default(),
            ..self.clone()
        }
    }

    /// Takes over what a lens leaves out: until the next marks, nothing changes.
    pub fn draw_veil(&mut self, crowd: &Crowd) {
        self.veil = Arc::default();
        if crowd.leaves_out() {
            let flag = if crowd.hides() { HIDDEN } else { FAINT };
            let actors = (0..crowd.len()).map(|i| crowd.is_left_out(i));
            let actions = (0..crowd.lines().len()).map(|i| crowd.is_action_left_out(i));
            let left_out = actors.chain(actions);
            self.veil = Arc::new(left_out.map(|out| u8::from(out) * flag).collect());
        }
    }

    /// The flags of bodies, then of lines.
    pub fn flags(&self) -> &[u8] {
        &self.flags.data
    }

    /// How opaque lines are, so that very many of them on little room remain a
    /// texture and do not become a blot: the more of the view they would cover,
    /// the fainter. `share` is the part of the crowd that is in view.
    fn line_opacity(&self, camera: Camera, rect: Rect, share: f64) -> f64 {
        let (w, h) = (f64::from(rect.width()), f64::from(rect.height()));
        let length = (self.mean_length * camera.zoom).min(w.hypot(h));
        let covered = share * self.lines.data.len() as f64 * length / (w * h).max(1.0);
        (0.5 / covered.max(1e-6).powf(0.6)).clamp(0.02, 1.0)
    }

    /// What draws the crowd in this frame, and the least radius of an actor on
    /// screen, in points. `quiet`: opacity of what is not lifted.
    pub fn shape(
        &self,
        camera: Camera,
        rect: Rect,
        pixels_per_point: f32,
        crowd: &Crowd,
        theme: &Theme,
        quiet: f32,
    ) -> (egui::Shape, f64) {
        let (w, h) = (f64::from(rect.width()), f64::from(rect.height()));
        let seen = kurbo::Rect::from_center_size(
            Point::new(camera.x, camera.y),
            (w / camera.zoom, h / camera.zoom),
        );
        let all = crowd.bounds();
        let share = (seen.intersect(all).area() / all.area().max(1.0)).clamp(0.0, 1.0);
        let in_view = (share * crowd.len() as f64).max(1.0);
        // Points take a tenth of the room that there is for each, as long as that
        // can be seen at all.
        let least = ((w * h / in_view).sqrt() * 0.12).clamp(0.5, 1.6);
        let color = |c: Color32| {
            let [r, g, b, a] = c.to_normalized_gamma_f32();
            [r, g, b, a]
        };
        let paint = |c| color(look::color(c));
        // The viewport is cut to whole pixels.
        let px = |v: f32| (v * pixels_per_point).round();
        let (x0, x1) = (px(rect.min.x), px(rect.max.x));
        let (y0, y1) = (px(rect.min.y), px(rect.max.y));
        let centre = rect.center() * pixels_per_point;
        let chords = match self.lines.data.len() {
            0..=20_000 => 12,
            20_001..=60_000 => 8,
            _ if share < 0.05 => 8,
            _ => 4,
        };
        let uniforms = Uniforms {
            camera: [camera.x as f32, camera.y as f32],
            half: [(x1 - x0).max(1.0) / 2.0, (y1 - y0).max(1.0) / 2.0],
            shift: [centre.x - (x0 + x1) / 2.0, centre.y - (y0 + y1) / 2.0],
            zoom: camera.zoom as f32 * pixels_per_point,
            pixels_per_point,
            line_opacity: self.line_opacity(camera, rect, share) as f32,
            quiet,
            least_radius: least as f32 * pixels_per_point,
            chords,
            first_line: self.bodies.data.len() as u32,
            linear: 0,
            stride: stride(share, self.lines.data.len()),
            pad: 0,
            paper: paint(theme.paper),
            accent: paint(theme.accent),
            glow: paint(theme.accent.mix(theme.paper, 0.78)),
            kinds: ActorKind::ALL.map(|k| paint(theme.kind(k))),
            inks: ActorKind::ALL.map(|k| paint(theme.kind_ink(k))),
            bands: StanceBand::ALL.map(|b| paint(theme.stance(b))),
        };
        let heads = LONGEST_HEAD * uniforms.zoom >= LEAST_HEAD;
        let frame = Frame {
            underlay: self.held(),
            uniforms,
            heads,
        };
        let callback = egui_wgpu::Callback::new_paint_callback(rect, frame);
        (egui::Shape::Callback(callback), least)
    }
}

/// What the shader is told in each frame; it has the same struct.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Uniforms {
    camera: [f32; 2],
    half: [f32; 2],
    shift: [f32; 2],
    zoom: f32,
    pixels_per_point: f32,
    pub line_opacity: f32,
    quiet: f32,
    least_radius: f32,
    pub chords: u32,
    first_line: u32,
    pub linear: u32,
    pub stride: u32,
    pad: u32,
    paper: [f32; 4],
    accent: [f32; 4],
    glow: [f32; 4],
    kinds: [[f32; 4]; 6],
    inks: [[f32; 4]; 6],
    bands: [[f32; 4]; 3],
}

impl Uniforms {
    /// Draws all lines.
    pub fn draw_all(&mut self) {
        self.stride = 1;
    }

    /// Makes up in ink for the lines that are left out, as
    /// [`Underlay::line_opacity`] would have it.
    pub fn make_up(&mut self) {
        let ink = self.line_opacity * (self.stride as f32).powf(0.6);
        self.line_opacity = ink.min(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Support, edges};

    #[test]
    fn flags_are_written_in_two_buffers_by_turns() {
        let mut underlay = Underlay::default();
        underlay.flags.change(|flags| flags.resize(1000, 0));
        let mut shown = underlay.held();
        let mut buffers = std::collections::BTreeSet::new();
        for round in 0..6 {
            let before = underlay.flags.version;
            underlay.mark(|_, lines| lines[round] = SELECTED);
            assert_ne!(underlay.flags.version, before);
            let marked = underlay.flags().iter().position(|f| *f == SELECTED);
            assert_eq!(marked, Some(round));
            assert_eq!(underlay.flags().iter().filter(|f| **f != 0).count(), 1);
            // The frame on screen holds what it shows until the next one is made.
            assert_ne!(shown.flags().as_ptr(), underlay.flags().as_ptr());
            shown = underlay.held();
            buffers.insert(shown.flags().as_ptr());
        }
        assert!(buffers.len() <= 2, "{}", buffers.len());
    }

    #[test]
    fn without_a_card_lines_are_left_out_only_where_there_are_very_many() {
        assert_eq!(stride(1.0, 0), 1);
        assert_eq!(stride(1.0, 40_000), 1);
        assert_eq!(stride(1.0, 300_000), 8);
        // Nearer, all are there again.
        assert_eq!(stride(0.1, 300_000), 1);
    }

    #[test]
    fn the_shader_is_sound_and_agrees_on_every_struct() {
        let module = naga::front::wgsl::parse_str(include_str!("underlay.wgsl"))
            .unwrap_or_else(|e| panic!("{}", e.emit_to_string(include_str!("underlay.wgsl"))));
        naga::valid::Validator::new(
            naga::valid::ValidationFlags::all(),
            naga::valid::Capabilities::empty(),
        )
        .validate(&module)
        .expect("valid");
        let size = module
            .types
            .iter()
            .find(|(_, t)| t.name.as_deref() == Some("Uniforms"))
            .map(|(_, t)| match t.inner {
                naga::TypeInner::Struct { span, .. } => span as usize,
                _ => 0,
            });
        assert_eq!(size, Some(size_of::<Uniforms>()));
        let row = format!("const ROW: u32 = {ROW}u;");
        let fan = format!(
            "const FAN_GAP: f32 = {:.1};",
            crate::picture::route::FAN_GAP
        );
        let faint = format!("const FAINT_OPACITY: f32 = {:?};", crate::picture::FADED);
        let flags = [
            format!("const LACKING: u32 = {}u;", Support::Lacking as u32),
            format!("const REPORTED: u32 = {}u;", Support::Reported as u32),
            format!("const PIECE: f32 = {:?};", edges::PIECE),
            format!("const PIECE_GAP: f32 = {:?};", edges::PIECE_GAP),
            format!("const LIFTED: u32 = {LIFTED}u;"),
            format!("const SELECTED: u32 = {SELECTED}u;"),
            format!("const HIDDEN: u32 = {HIDDEN}u;"),
            format!("const FAINT: u32 = {FAINT}u;"),
        ];
        for figure in [row, fan, faint].into_iter().chain(flags) {
            assert!(include_str!("underlay.wgsl").contains(&figure), "{figure}");
        }
    }
}
