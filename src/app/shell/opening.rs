//! Reading a file on a worker: the window goes on meanwhile, and says how far
//! it has come.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use eframe::egui::{self, Align2, Area, Frame, Id, Label, Order, ProgressBar, RichText};

use super::{Dramatis, Opening};

/// What takes no longer than this is not worth a notice of its own, in seconds.
const PATIENCE_S: f64 = 0.3;

impl Dramatis {
    /// Begins to read a file.
    pub(super) fn begin_opening(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.say(format!("Opening {}…", path.display()));
        let progress: Arc<AtomicU32> = Arc::default();
        let request = self.jobs.open(ctx, path.clone(), Arc::clone(&progress));
        self.opening = Some(Opening {
            request,
            path,
            progress,
            since_s: ctx.input(|i| i.time),
            agreed: (self.ws.edition(), self.unfinished()),
        });
    }

    /// Whether a file is being read.
    #[must_use]
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Lets a file that is being read go. Returns whether there was one.
    pub(super) fn stop_opening(&mut self) -> bool {
        let stopped = self.opening.take().is_some();
        if stopped {
            self.ws.notice = None;
        }
        stopped
    }

    /// Shows how far the reading of a file has come, when it takes a while.
    pub(super) fn show_opening(&mut self, ctx: &egui::Context) {
        let Some(opening) = &self.opening else {
            return;
        };
        let waited_s = ctx.input(|i| i.time) - opening.since_s;
        if waited_s < PATIENCE_S {
            ctx.request_repaint_after(Duration::from_secs_f64(PATIENCE_S - waited_s));
            return;
        }
        let done = opening.progress.load(Ordering::Relaxed) as f32 / 1000.0;
        let name = opening.path.file_name().unwrap_or_default();
        let title = format!("Opening {}", name.to_string_lossy());
        let mut stop = false;
        Area::new(Id::new("opening"))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_CENTER, egui::Vec2::ZERO)
            .show(ctx, |ui| {
                Frame::popup(ui.style()).inner_margin(16).show(ui, |ui| {
                    ui.set_width(320.0);
                    ui.add(Label::new(RichText::new(title).strong()).truncate());
                    ui.add_space(6.0);
                    ui.add(ProgressBar::new(done).show_percentage());
                    ui.add_space(6.0);
                    stop = ui.button("Cancel").clicked();
                });
            });
        if stop {
            self.stop_opening();
        }
        ctx.request_repaint_after(Duration::from_millis(80));
    }
}
