//! The bodies and lines of a crowd, drawn by the graphics card from buffers that
//! stay there: a frame costs the processor next to nothing, however many there
//! are.

use std::sync::Arc;

use bytemuck::{Pod, Zeroable};
use eframe::egui::{self, Color32, Rect};
use eframe::egui_wgpu::{self, CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};
use kurbo::Point;

use crate::app::look;
use crate::model::{ActorKind, Camera, StanceBand};
use crate::picture::{Crowd, Theme};

/// Texels in a row of the textures; the shader knows the figure too.
const ROW: usize = 2048;
/// Flag of what keeps its full colour while the rest is quiet.
pub(super) const LIFTED: u8 = 1;
/// Flag of what is selected.
pub(super) const SELECTED: u8 = 2;
/// Longest arrowhead, in document units; below [`LEAST_HEAD`] on screen, in
/// pixels, none is drawn.
const LONGEST_HEAD: f32 = 14.5;
const LEAST_HEAD: f32 = 2.5;

/// What the graphics card is told of a line.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct LineInstance {
    ends: [u32; 2],
    spread: [f32; 2],
    style: u32,
}

/// Data that the graphics card has a copy of, as long as it has seen this
/// version.
#[derive(Clone, Debug)]
struct Shared<T> {
    data: Arc<Vec<T>>,
    version: u64,
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
    bodies: Shared<[f32; 4]>,
    lines: Shared<LineInstance>,
    /// Of bodies, then of lines.
    flags: Shared<u8>,
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
                    | (line.evidence as u32) << 24,
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
        self.flags.change(|flags| {
            flags.fill(0);
            let (actors, actions) = flags.split_at_mut(bodies);
            marks(actors, actions);
        });
    }

    /// The flags of bodies, then of lines.
    pub fn flags(&self) -> &[u8] {
        &self.flags.data
    }

    /// The version of the flags.
    pub fn flags_version(&self) -> u64 {
        self.flags.version
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
            pad: [0.0; 2],
            paper: paint(theme.paper),
            accent: paint(theme.accent),
            glow: paint(theme.accent.mix(theme.paper, 0.78)),
            kinds: ActorKind::ALL.map(|k| paint(theme.kind(k))),
            inks: ActorKind::ALL.map(|k| paint(theme.kind_ink(k))),
            bands: StanceBand::ALL.map(|b| paint(theme.stance(b))),
        };
        let heads = LONGEST_HEAD * uniforms.zoom >= LEAST_HEAD;
        let frame = Frame {
            underlay: self.clone(),
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
struct Uniforms {
    camera: [f32; 2],
    half: [f32; 2],
    shift: [f32; 2],
    zoom: f32,
    pixels_per_point: f32,
    line_opacity: f32,
    quiet: f32,
    least_radius: f32,
    chords: u32,
    first_line: u32,
    linear: u32,
    pad: [f32; 2],
    paper: [f32; 4],
    accent: [f32; 4],
    glow: [f32; 4],
    kinds: [[f32; 4]; 6],
    inks: [[f32; 4]; 6],
    bands: [[f32; 4]; 3],
}

/// One frame of a crowd.
struct Frame {
    underlay: Underlay,
    uniforms: Uniforms,
    heads: bool,
}

/// A texture of as many rows as its data needs.
struct Table {
    texture: wgpu::Texture,
    rows: usize,
    version: u64,
}

impl Table {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat, rows: usize) -> Self {
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("crowd"),
            size: wgpu::Extent3d {
                width: ROW as u32,
                height: rows as u32,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        Self {
            texture,
            rows,
            version: 0,
        }
    }

    /// Writes whole rows, then what is left of the last.
    fn write<T: Pod>(&mut self, queue: &wgpu::Queue, shared: &Shared<T>) {
        if self.version == shared.version {
            return;
        }
        self.version = shared.version;
        let full = shared.data.len() / ROW;
        let (head, tail) = shared.data.split_at(full * ROW);
        for (part, row, width, height) in [(head, 0, ROW, full), (tail, full, tail.len(), 1)] {
            if part.is_empty() {
                continue;
            }
            queue.write_texture(
                wgpu::TexelCopyTextureInfo {
                    texture: &self.texture,
                    mip_level: 0,
                    origin: wgpu::Origin3d {
                        x: 0,
                        y: row as u32,
                        z: 0,
                    },
                    aspect: wgpu::TextureAspect::All,
                },
                bytemuck::cast_slice(part),
                wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some((width * size_of::<T>()) as u32),
                    rows_per_image: Some(height as u32),
                },
                wgpu::Extent3d {
                    width: width as u32,
                    height: height as u32,
                    depth_or_array_layers: 1,
                },
            );
        }
    }
}

/// What stays on the graphics card.
struct Card {
    layout: wgpu::BindGroupLayout,
    body_pipeline: wgpu::RenderPipeline,
    line_pipeline: wgpu::RenderPipeline,
    head_pipeline: wgpu::RenderPipeline,
    uniforms: wgpu::Buffer,
    bodies: Table,
    flags: Table,
    bindings: Option<wgpu::BindGroup>,
    lines: Option<wgpu::Buffer>,
    lines_version: u64,
    linear: bool,
}

/// Prepares the graphics card for crowds; without it, none are drawn.
pub fn install(state: &egui_wgpu::RenderState, samples: u32) {
    let card = Card::new(&state.device, state.target_format, samples);
    state.renderer.write().callback_resources.insert(card);
}

impl Card {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat, samples: u32) -> Self {
        use wgpu::{BindingType, ShaderStages, TextureSampleType, TextureViewDimension};
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("crowd"),
            source: wgpu::ShaderSource::Wgsl(include_str!("underlay.wgsl").into()),
        });
        let entry = |binding, visibility, ty| wgpu::BindGroupLayoutEntry {
            binding,
            visibility,
            ty,
            count: None,
        };
        let table = |sample_type| BindingType::Texture {
            sample_type,
            view_dimension: TextureViewDimension::D2,
            multisampled: false,
        };
        let layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("crowd"),
            entries: &[
                entry(
                    0,
                    ShaderStages::VERTEX_FRAGMENT,
                    BindingType::Buffer {
                        ty: wgpu::BufferBindingType::Uniform,
                        has_dynamic_offset: false,
                        min_binding_size: None,
                    },
                ),
                entry(
                    1,
                    ShaderStages::VERTEX,
                    table(TextureSampleType::Float { filterable: false }),
                ),
                entry(2, ShaderStages::VERTEX, table(TextureSampleType::Uint)),
            ],
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("crowd"),
            bind_group_layouts: &[Some(&layout)],
            immediate_size: 0,
        });
        let instance = wgpu::VertexBufferLayout {
            array_stride: size_of::<LineInstance>() as u64,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &wgpu::vertex_attr_array![0 => Uint32x2, 1 => Float32x2, 2 => Uint32],
        };
        let pipeline = |name: &str, buffers: &[Option<wgpu::VertexBufferLayout<'_>>]| {
            device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(name),
                layout: Some(&pipeline_layout),
                vertex: wgpu::VertexState {
                    module: &module,
                    entry_point: Some(&format!("{name}_vertex")),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    buffers,
                },
                primitive: wgpu::PrimitiveState {
                    topology: wgpu::PrimitiveTopology::TriangleStrip,
                    ..wgpu::PrimitiveState::default()
                },
                depth_stencil: None,
                multisample: wgpu::MultisampleState {
                    count: samples.max(1),
                    ..wgpu::MultisampleState::default()
                },
                fragment: Some(wgpu::FragmentState {
                    module: &module,
                    entry_point: Some(&format!("{name}_fragment")),
                    compilation_options: wgpu::PipelineCompilationOptions::default(),
                    targets: &[Some(wgpu::ColorTargetState {
                        format,
                        blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        Self {
            body_pipeline: pipeline("body", &[]),
            line_pipeline: pipeline("line", &[Some(instance.clone())]),
            head_pipeline: pipeline("head", &[Some(instance)]),
            uniforms: device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("crowd"),
                size: size_of::<Uniforms>() as u64,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            bodies: Table::new(device, wgpu::TextureFormat::Rgba32Float, 1),
            flags: Table::new(device, wgpu::TextureFormat::R8Uint, 1),
            layout,
            bindings: None,
            lines: None,
            lines_version: 0,
            linear: format.is_srgb(),
        }
    }

    /// Brings what is on the card up to date.
    fn prepare(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, frame: &Frame) {
        let rows = |n: usize| n.div_ceil(ROW).max(1);
        let underlay = &frame.underlay;
        let wanted = rows(underlay.bodies.data.len());
        if self.bodies.rows != wanted {
            self.bodies = Table::new(device, wgpu::TextureFormat::Rgba32Float, wanted);
            self.bindings = None;
        }
        let wanted = rows(underlay.flags.data.len());
        if self.flags.rows != wanted {
            self.flags = Table::new(device, wgpu::TextureFormat::R8Uint, wanted);
            self.bindings = None;
        }
        self.bodies.write(queue, &underlay.bodies);
        self.flags.write(queue, &underlay.flags);
        if self.lines_version != underlay.lines.version {
            self.lines_version = underlay.lines.version;
            let bytes: &[u8] = bytemuck::cast_slice(&underlay.lines.data);
            let fits = |b: &wgpu::Buffer| b.size() >= bytes.len() as u64;
            if !self.lines.as_ref().is_some_and(fits) {
                // The old one is let go of first: there is room for one.
                self.lines = None;
                self.lines = Some(device.create_buffer(&wgpu::BufferDescriptor {
                    label: Some("lines"),
                    size: bytes.len().max(4) as u64,
                    usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                }));
            }
            if let Some(buffer) = &self.lines {
                queue.write_buffer(buffer, 0, bytes);
            }
        }
        let uniforms = Uniforms {
            linear: self.linear.into(),
            ..frame.uniforms
        };
        queue.write_buffer(&self.uniforms, 0, bytemuck::bytes_of(&uniforms));
        if self.bindings.is_none() {
            let view = |table: &Table| {
                table
                    .texture
                    .create_view(&wgpu::TextureViewDescriptor::default())
            };
            let (bodies, flags) = (view(&self.bodies), view(&self.flags));
            let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
            self.bindings = Some(device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("crowd"),
                layout: &self.layout,
                entries: &[
                    entry(0, self.uniforms.as_entire_binding()),
                    entry(1, wgpu::BindingResource::TextureView(&bodies)),
                    entry(2, wgpu::BindingResource::TextureView(&flags)),
                ],
            }));
        }
    }
}

impl CallbackTrait for Frame {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(card) = resources.get_mut::<Card>() {
            card.prepare(device, queue, self);
        }
        Vec::new()
    }

    fn paint(
        &self,
        _info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        let Some(card) = resources.get::<Card>() else {
            return;
        };
        let Some(bindings) = &card.bindings else {
            return;
        };
        pass.set_bind_group(0, bindings, &[]);
        let lines = 0..self.underlay.lines.data.len() as u32;
        if let (Some(buffer), false) = (&card.lines, lines.is_empty()) {
            pass.set_vertex_buffer(0, buffer.slice(..));
            pass.set_pipeline(&card.line_pipeline);
            pass.draw(0..2 * (self.uniforms.chords + 1), lines.clone());
            if self.heads {
                pass.set_pipeline(&card.head_pipeline);
                pass.draw(0..4, lines);
            }
        }
        pass.set_pipeline(&card.body_pipeline);
        pass.draw(0..4, 0..self.underlay.bodies.data.len() as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for figure in [row, fan] {
            assert!(include_str!("underlay.wgsl").contains(&figure), "{figure}");
        }
    }
}
