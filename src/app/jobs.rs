//! Long work, off the thread of the window.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui;

use crate::export;
use crate::file::{self, OpenError, Opened};
use crate::model::{Arrangement, Document};
use crate::picture::{self, Portraits, Snapshot, Theme, ThemeName};

/// What a worker has finished.
pub enum Finished {
    /// A file was read.
    Opened {
        /// The file.
        path: PathBuf,
        /// What was in it.
        result: Box<Result<Opened, OpenError>>,
    },
    /// A picture was written.
    Exported {
        /// The file.
        path: PathBuf,
        /// What went wrong, if anything.
        result: Result<(), String>,
    },
}

/// A picture to be written.
pub struct Export {
    /// The file.
    pub path: PathBuf,
    /// What is drawn.
    pub document: Document,
    /// Where it stands.
    pub arrangement: Arrangement,
    /// Its portraits.
    pub portraits: Portraits,
    /// Its colours.
    pub theme: ThemeName,
    /// What stands around it.
    pub options: Snapshot,
    /// As SVG; otherwise as PNG.
    pub svg: bool,
    /// Pixels of a PNG for each unit.
    pub scale: f64,
}

/// Work that is going on.
pub struct Jobs {
    sender: Sender<Finished>,
    receiver: Receiver<Finished>,
    running: usize,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            running: 0,
        }
    }
}

impl Jobs {
    /// Whether anything is going on.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.running > 0
    }

    fn start(&mut self, ctx: &egui::Context, work: impl FnOnce() -> Finished + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        self.running += 1;
        std::thread::spawn(move || {
            // Nobody listens any more when the window is gone.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
    }

    /// Reads a file.
    pub fn open(&mut self, ctx: &egui::Context, path: PathBuf) {
        self.start(ctx, move || Finished::Opened {
            result: Box::new(file::open(&path)),
            path,
        });
    }

    /// Draws and writes a picture.
    pub fn export(&mut self, ctx: &egui::Context, job: Export) {
        self.start(ctx, move || {
            let picture = picture::snapshot(
                &job.document,
                &job.arrangement,
                &Theme::of(job.theme),
                &job.portraits,
                &job.options,
            );
            let result = export::write(&picture, job.svg, job.scale)
                .map_err(|e| e.to_string())
                .and_then(|bytes| file::write_file(&job.path, &bytes).map_err(|e| e.to_string()));
            Finished::Exported {
                path: job.path,
                result,
            }
        });
    }

    /// What has been finished since it was last asked.
    pub fn finished(&mut self) -> Vec<Finished> {
        let done: Vec<Finished> = self.receiver.try_iter().collect();
        self.running -= done.len().min(self.running);
        done
    }
}
