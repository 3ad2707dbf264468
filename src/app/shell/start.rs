//! Opening the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui;

use super::super::panels::InAppPicker;
use super::super::{Notice, Settings, Workspace, system_clock};
use super::Dramatis;
use crate::model::Document;

/// The shipped graph, where the program stands beside its `graphs` folder:
/// in the current folder, or in one above the program itself.
fn shipped_file() -> Option<PathBuf> {
    let relative = Path::new("graphs/civil-military/civil-military.ron");
    let program = std::env::current_exe().ok();
    let above = program.iter().flat_map(|p| p.ancestors().skip(1));
    std::iter::once(Path::new(""))
        .chain(above)
        .map(|folder| folder.join(relative))
        .find(|path| path.is_file())
}

/// The shipped graph as built into the program, on no disk yet.
fn built_in() -> Workspace {
    let text = include_str!("../../../graphs/civil-military/civil-military.ron");
    let brief = include_str!("../../../graphs/civil-military/brief.md");
    match crate::file::parse(text.as_bytes()) {
        Ok(parsed) => Workspace::of_shipped(parsed.document, "brief.md", brief),
        // A test reads the shipped graphs; an empty document is better than none.
        Err(_) => Workspace::of_document(Document::new()),
    }
}

/// Files of up to so many bytes are read before the window opens: that takes no
/// time to speak of, and what is wrong with them can be said at the terminal.
const SMALL_BYTES: u64 = 4 << 20;

fn is_large(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() > SMALL_BYTES)
}

/// Samples of each pixel.
const SAMPLES: u16 = 4;

/// The graphics card's usual set-up, but for memory that is taken as it is
/// needed: a picture of egui and one crowd have few buffers, and blocks of
/// hundreds of megabytes for them would stand empty.
fn thrifty() -> eframe::egui_wgpu::WgpuConfiguration {
    use eframe::egui_wgpu::{WgpuSetup, wgpu};
    let mut options = eframe::NativeOptions::default().wgpu_options;
    if let WgpuSetup::CreateNew(setup) = &mut options.wgpu_setup {
        let usual = Arc::clone(&setup.device_descriptor);
        setup.device_descriptor = Arc::new(move |adapter| wgpu::DeviceDescriptor {
            memory_hints: wgpu::MemoryHints::MemoryUsage,
            ..usual(adapter)
        });
    }
    options
}

/// Opens the window on a file, or on the shipped graph.
///
/// # Errors
/// One line, when the file cannot be read or there is no display.
pub fn run(file: Option<&Path>) -> anyhow::Result<()> {
    let mut settings = Settings::load();
    let mut later = None;
    let ws = match file.map(Path::to_owned).or_else(shipped_file) {
        Some(path) if is_large(&path) => {
            let ws = Workspace::default();
            later = Some(path);
            ws
        }
        Some(path) => {
            let mut ws = Workspace::open(&path)?;
            settings.remember(&path);
            if let Err(error) = settings.store() {
                ws.notice = Some(Notice {
                    text: format!("The settings could not be kept: {error}"),
                    failed: true,
                });
            }
            ws
        }
        None => built_in(),
    };
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("dramatis")
            .with_title(ws.window_title())
            .with_inner_size([1360.0, 860.0])
            .with_min_inner_size([640.0, 400.0]),
        multisampling: SAMPLES,
        wgpu_options: thrifty(),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Dramatis",
        options,
        Box::new(|cc| {
            if let Some(state) = &cc.wgpu_render_state {
                super::super::canvas::install(state, SAMPLES.into());
            }
            let picker = Box::new(InAppPicker::default());
            let mut app = Dramatis::new(ws, settings, picker);
            app.keep_records(system_clock);
            if let Some(path) = later {
                app.begin_opening(&cc.egui_ctx, path);
            }
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| no_window(&error))
}

/// One line on why no window opens, and what works without one.
fn no_window(error: &eframe::Error) -> anyhow::Error {
    let instead = "`dramatis snapshot FILE -o OUT.png` draws a document without a window";
    if cfg!(all(unix, not(target_os = "macos"))) && !names_display(|v| std::env::var_os(v)) {
        return anyhow::anyhow!(
            "there is no display to open a window on \
             (neither WAYLAND_DISPLAY nor DISPLAY is set); {instead}"
        );
    }
    let told = error.to_string();
    let why = match error {
        // Before the reason stands a place in the sources of winit.
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            told.rsplit(": ").next().unwrap_or(&told)
        }
        _ => &told,
    };
    let why: Vec<&str> = why.split_whitespace().collect();
    let why = why.join(" ");
    anyhow::anyhow!("no window could be opened ({why}); {instead}")
}

/// Whether the environment names a display, as winit reads it.
fn names_display(value: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|v| value(v).is_some_and(|v| !v.is_empty()))
}
