//! What of a crowd stays on the graphics card, and how it is drawn there.

use bytemuck::Pod;
use eframe::egui;
use eframe::egui_wgpu::{self, CallbackResources, CallbackTrait, ScreenDescriptor, wgpu};

use super::underlay::{LineInstance, ROW, Shared, Underlay, Uniforms};

/// One frame of a crowd.
pub(super) struct Frame {
    /// The crowd.
    pub underlay: Underlay,
    /// What the shader is told.
    pub uniforms: Uniforms,
    /// Whether arrowheads are large enough to be seen.
    pub heads: bool,
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
    /// Whether the processor does a graphics card's work.
    software: bool,
}

/// Prepares the graphics card for crowds; without it, none are drawn.
pub fn install(state: &egui_wgpu::RenderState, samples: u32) {
    let mut card = Card::new(&state.device, state.target_format, samples);
    card.software = state.adapter.get_info().device_type == wgpu::DeviceType::Cpu;
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
            software: false,
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
        let mut uniforms = frame.uniforms;
        uniforms.linear = self.linear.into();
        if self.software {
            uniforms.make_up();
        } else {
            uniforms.draw_all();
        }
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
