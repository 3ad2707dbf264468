//! Long work, off the thread of the window.

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui;

use crate::analysis::{Likely, likely_duplicates, lost_actions};
use crate::exchange::{Foreign, MAX_SOURCE_BYTES, read_foreign, read_pasted};
use crate::export::{self, Face};
use crate::file::{self, OpenError, Opened};
use crate::layout::Progress;
use crate::model::{ActionId, ActorId, Arrangement, Document, LostPassages, Place};
use crate::picture::{self, Portraits, Snapshot, Theme, ThemeName};

/// What a worker has finished.
pub enum Finished {
    /// A file was read.
    Opened {
        /// Which of the requests to read a file this was.
        request: u64,
        /// The file.
        path: PathBuf,
        /// What was in it, or a line for each thing that is wrong.
        result: Result<Box<Opened>, Vec<String>>,
    },
    /// Actors were laid out.
    LaidOut {
        /// Which of the requests to lay out this was.
        request: u64,
        /// What was found, nothing when it was stopped; or why there is nothing.
        result: Result<Found, String>,
    },
    /// Actors were compared by their names.
    Compared {
        /// Which of the requests this was.
        request: u64,
        /// Pairs that may be one.
        pairs: Vec<Likely>,
    },
    /// An image was looked at, and put beside the document.
    Portrayed {
        /// Which of the requests this was.
        request: u64,
        /// What became of it; or why it can be no portrait.
        result: Result<Portrait, String>,
    },
    /// A text was read that is to be a source.
    TextRead {
        /// Which of the requests this was.
        request: u64,
        /// The text, and the file that it stands in; or why there is none.
        result: Result<(Foreign, Option<PathBuf>), String>,
    },
    /// Fonts were looked for, for letters that the bundled ones lack.
    Fonts(Vec<Face>),
    /// A picture was written.
    Exported {
        /// The file.
        path: PathBuf,
        /// What went wrong, if anything.
        result: Result<(), String>,
    },
}

/// What a layout has found.
#[derive(Debug, Default)]
pub struct Found {
    /// Where those stand now whom it moves.
    pub places: Vec<(ActorId, Place)>,
    /// The points that lines pass, of those that it routes; none for the usual
    /// course.
    pub courses: Vec<(ActionId, Vec<[f64; 2]>)>,
    /// What the person should know of it.
    pub note: Option<String>,
}

/// An image that can be a portrait.
#[derive(Debug)]
pub struct Portrait {
    /// Its name relative to the document.
    pub name: String,
    /// What the file holds, if it is on no disk under that name yet.
    pub kept: Option<Arc<[u8]>>,
}

/// Where a text comes from.
pub enum Text {
    /// A file, of whatever sort its name tells.
    File(PathBuf),
    /// The clipboard.
    Pasted(String),
}

/// A picture to be written.
pub struct Export {
    /// The file.
    pub path: PathBuf,
    /// What is drawn.
    pub document: Arc<Document>,
    /// The texts of its sources, if it is not known yet which passages are lost.
    pub texts: Option<file::Texts>,
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
    reading: usize,
    writing: usize,
    laying_out: usize,
    comparing: usize,
    portraying: usize,
    reading_texts: usize,
    seeking_fonts: usize,
    requests: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            reading: 0,
            writing: 0,
            laying_out: 0,
            comparing: 0,
            portraying: 0,
            reading_texts: 0,
            seeking_fonts: 0,
            requests: 0,
        }
    }
}

/// What is said of a worker that gave up. The panic itself is told by the hook
/// that prints it; the window goes on.
const GAVE_UP: &str = "the program has a fault there, and gave up; nothing else was touched";

impl Jobs {
    /// Whether anything is going on.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let looking = self.comparing + self.portraying + self.reading_texts + self.seeking_fonts;
        self.reading + self.writing + self.laying_out + looking > 0
    }

    /// Whether a file is being written: the program must not end meanwhile.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        self.writing > 0
    }

    fn start(&self, ctx: &egui::Context, work: impl FnOnce() -> Finished + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        std::thread::spawn(move || {
            // Nobody listens any more when the window is gone.
            let _ = sender.send(work());
            ctx.request_repaint();
        });
    }

    /// Reads a file; `progress` tells how far it has come, in thousandths.
    /// Returns the number of the request.
    pub fn open(&mut self, ctx: &egui::Context, path: PathBuf, progress: Arc<AtomicU32>) -> u64 {
        self.open_with(ctx, path, move |path| {
            file::open_telling(path, &mut |share| {
                progress.store((share * 1000.0) as u32, Ordering::Relaxed);
            })
        })
    }

    fn open_with(
        &mut self,
        ctx: &egui::Context,
        path: PathBuf,
        read: impl FnOnce(&Path) -> Result<Opened, OpenError> + Send + 'static,
    ) -> u64 {
        self.requests += 1;
        self.reading += 1;
        let request = self.requests;
        self.start(ctx, move || {
            let read = catch_unwind(AssertUnwindSafe(|| read(&path)));
            let result = match read {
                Ok(Ok(opened)) => Ok(Box::new(opened)),
                Ok(Err(error)) => Err(error.to_string().lines().map(str::to_owned).collect()),
                Err(_) => Err(vec![format!("{}: {GAVE_UP}", path.display())]),
            };
            Finished::Opened {
                request,
                path,
                result,
            }
        });
        request
    }

    /// Lays actors out; `stop` ends it early, `progress` tells how far it has
    /// come, in thousandths. Returns the number of the request.
    pub fn lay_out(
        &mut self,
        ctx: &egui::Context,
        work: impl FnOnce(&mut Progress<'_>) -> Found + Send + 'static,
        stop: Arc<AtomicBool>,
        progress: Arc<AtomicU32>,
    ) -> u64 {
        self.requests += 1;
        self.laying_out += 1;
        let request = self.requests;
        self.start(ctx, move || {
            let mut step = |share: f32| {
                progress.store((share * 1000.0) as u32, Ordering::Relaxed);
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let done = catch_unwind(AssertUnwindSafe(|| work(&mut step)));
            Finished::LaidOut {
                request,
                result: done.map_err(|_| format!("The layout failed: {GAVE_UP}")),
            }
        });
        request
    }

    /// Looks for actors that may be one, up to `most` pairs; `stop` ends it
    /// early. Returns the number of the request.
    pub fn compare(
        &mut self,
        ctx: &egui::Context,
        document: Arc<Document>,
        most: usize,
        stop: Arc<AtomicBool>,
    ) -> u64 {
        self.requests += 1;
        self.comparing += 1;
        let request = self.requests;
        self.start(ctx, move || {
            let mut step = |_| {
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let found = catch_unwind(AssertUnwindSafe(|| {
                likely_duplicates(&document.graph, most, &mut step)
            }));
            let pairs = found.unwrap_or_default();
            Finished::Compared { request, pairs }
        });
        request
    }

    /// Looks at an image, and puts it beside the document at `doc_path`; keeps it
    /// in memory if there is none. Returns the number of the request.
    pub fn portray(
        &mut self,
        ctx: &egui::Context,
        from: PathBuf,
        doc_path: Option<PathBuf>,
    ) -> u64 {
        self.requests += 1;
        self.portraying += 1;
        let request = self.requests;
        self.start(ctx, move || {
            let work = AssertUnwindSafe(|| portray(&from, doc_path.as_deref()));
            let result = catch_unwind(work);
            let result = result.unwrap_or_else(|_| Err(format!("{}: {GAVE_UP}", from.display())));
            Finished::Portrayed { request, result }
        });
        request
    }

    /// Looks for fonts of this machine that have these letters.
    pub fn find_fonts(&mut self, ctx: &egui::Context, letters: Vec<char>) {
        self.seeking_fonts += 1;
        self.start(ctx, move || {
            let found = catch_unwind(AssertUnwindSafe(|| export::faces_for(&letters)));
            Finished::Fonts(found.unwrap_or_default())
        });
    }

    /// Reads a text that is to be a source. Returns the number of the request.
    pub fn read_text(&mut self, ctx: &egui::Context, text: Text) -> u64 {
        self.read_text_with(ctx, text, read_text)
    }

    fn read_text_with(
        &mut self,
        ctx: &egui::Context,
        text: Text,
        read: impl FnOnce(Text) -> Result<(Foreign, Option<PathBuf>), String> + Send + 'static,
    ) -> u64 {
        self.requests += 1;
        self.reading_texts += 1;
        let request = self.requests;
        self.start(ctx, move || {
            let (called, way_out) = match &text {
                Text::File(path) => {
                    let way_out = "save it as .txt, or copy its text and paste it";
                    (path.display().to_string(), way_out)
                }
                Text::Pasted(_) => {
                    let way_out = "save it as .txt, and drop that";
                    ("What was pasted".to_owned(), way_out)
                }
            };
            let done = catch_unwind(AssertUnwindSafe(|| read(text)));
            let result = done.unwrap_or_else(|_| Err(format!("{called}: {GAVE_UP}; {way_out}")));
            Finished::TextRead { request, result }
        });
        request
    }

    /// Draws and writes a picture.
    pub fn export(&mut self, ctx: &egui::Context, mut job: Export) {
        let path = job.path.clone();
        self.write_with(ctx, path, move |path| {
            if let Some(texts) = &job.texts {
                let lost = lost_actions(&job.document, texts);
                Arc::make_mut(&mut job.document).lost = LostPassages::new(lost);
            }
            let picture = picture::snapshot(
                &job.document,
                &job.arrangement,
                &Theme::of(job.theme),
                &job.portraits,
                &job.options,
            );
            let bytes = export::write(&picture, job.svg, job.scale).map_err(|e| e.to_string())?;
            file::write_file(path, &bytes).map_err(|e| e.to_string())
        });
    }

    fn write_with(
        &mut self,
        ctx: &egui::Context,
        path: PathBuf,
        write: impl FnOnce(&Path) -> Result<(), String> + Send + 'static,
    ) {
        self.writing += 1;
        self.start(ctx, move || {
            let written = catch_unwind(AssertUnwindSafe(|| write(&path)));
            let result = written.unwrap_or_else(|_| Err(format!("{}: {GAVE_UP}", path.display())));
            Finished::Exported { path, result }
        });
    }

    /// What has been finished since it was last asked.
    pub fn finished(&mut self) -> Vec<Finished> {
        let done: Vec<Finished> = self.receiver.try_iter().collect();
        for one in &done {
            let running = match one {
                Finished::Opened { .. } => &mut self.reading,
                Finished::LaidOut { .. } => &mut self.laying_out,
                Finished::Compared { .. } => &mut self.comparing,
                Finished::Portrayed { .. } => &mut self.portraying,
                Finished::Fonts(_) => &mut self.seeking_fonts,
                Finished::TextRead { .. } => &mut self.reading_texts,
                Finished::Exported { .. } => &mut self.writing,
            };
            *running = running.saturating_sub(1);
        }
        done
    }
}

fn read_text(text: Text) -> Result<(Foreign, Option<PathBuf>), String> {
    match text {
        Text::Pasted(text) => {
            let foreign = read_pasted(&text).map_err(|why| format!("what was pasted: {why}"))?;
            Ok((foreign, None))
        }
        Text::File(path) => {
            let bytes = file::read_source(&path, MAX_SOURCE_BYTES)?;
            let foreign = read_foreign(&bytes, &path);
            let foreign = foreign.map_err(|why| format!("{}: {why}", path.display()))?;
            Ok((foreign, Some(path)))
        }
    }
}

fn portray(from: &Path, doc_path: Option<&Path>) -> Result<Portrait, String> {
    let bytes = file::read_portrait(from)?;
    let extension =
        picture::portrait::check(&bytes).map_err(|why| format!("{} {why}", from.display()))?;
    Ok(match doc_path {
        Some(doc_path) => Portrait {
            name: file::add_portrait(doc_path, from, extension, &bytes)?,
            kept: None,
        },
        None => Portrait {
            name: file::portrait_name(from, extension, &bytes),
            kept: Some(bytes.into()),
        },
    })
}
