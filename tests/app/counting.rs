//! What a frame allocates: in one where only the pointer moved, nothing that
//! grows with the graph.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use dramatis::app::panels::ScriptedPicker;
use dramatis::app::{Dramatis, Settings, Workspace};
use eframe::egui::{
    self, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, pos2,
    vec2,
};

use super::crowds::crowd;
use super::stage::FRAME_S;
use super::texts::{FILE, long_text};

/// The system's allocator, which counts what a thread asks of it.
struct Counting;

thread_local! {
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

fn count(bytes: usize) {
    // A thread that ends has no count any more.
    let _ = BYTES.try_with(|sum| sum.set(sum.get() + bytes));
}

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// A window without anything round it that might allocate as well.
struct Bare {
    ctx: egui::Context,
    app: Dramatis,
    now_s: f64,
    /// As long as a frame is shown, what draws it is held.
    shown: egui::FullOutput,
}

const SIZE: egui::Vec2 = vec2(1360.0, 860.0);
const MIDDLE: Pos2 = pos2(500.0, 450.0);

impl Bare {
    fn new(actors: usize) -> Self {
        let ws = Workspace::of_document(crowd(actors, actors * 3));
        Self::on(ws, Settings::unkept())
    }

    /// A text of so many bytes, with a passage in each kilobyte of it.
    fn reading(bytes: usize) -> Self {
        let (doc, text) = long_text(bytes, bytes / 1_024);
        let ws = Workspace::of_shipped(doc, FILE, &text);
        let mut settings = Settings::unkept();
        settings.reading.shown = true;
        let mut new = Self::on(ws, settings);
        while new.app.is_busy() {
            new.frame(Vec::new());
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        new
    }

    fn on(ws: Workspace, mut settings: Settings) -> Self {
        let picker = Box::new(ScriptedPicker::new(Vec::new()));
        settings.reduced_motion = true;
        let mut new = Self {
            ctx: egui::Context::default(),
            app: Dramatis::new(ws, settings, picker),
            now_s: 0.0,
            shown: egui::FullOutput::default(),
        };
        for _ in 0..8 {
            new.frame(Vec::new());
        }
        new
    }

    /// Bytes that a frame asks for.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.now_s += FRAME_S;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.now_s),
            events,
            ..RawInput::default()
        };
        let before = BYTES.get();
        let mut output = self.ctx.run_ui(input, |ui| self.app.ui(ui));
        let bytes = BYTES.get() - before;
        output.textures_delta.clear();
        self.shown = output;
        bytes
    }

    /// Most bytes of a frame while the pointer goes about: of those in which
    /// nothing was drawn anew, and of all.
    fn most(&mut self) -> (usize, usize) {
        let (mut quiet, mut all) = (0, 0);
        for i in 0..400 {
            let turn = i as f32 * 0.04;
            let to = MIDDLE + vec2(turn.cos(), (turn * 0.6).sin()) * 40.0;
            let draws = self.app.canvas().draws();
            let bytes = self.frame(vec![Event::PointerMoved(to)]);
            // In the first ones letters are drawn and buffers find their size.
            if i >= 100 {
                all = all.max(bytes);
                if self.app.canvas().draws() == draws {
                    quiet = quiet.max(bytes);
                }
            }
        }
        assert!(0 < quiet && quiet <= all);
        (quiet, all)
    }

    fn press(&mut self, at: Pos2) {
        self.frame(vec![Event::PointerMoved(at)]);
        self.frame(vec![Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed: true,
            modifiers: Modifiers::NONE,
        }]);
    }
}

const SMALL: usize = 2_000;
const LARGE: usize = 16_000;
/// Less than a byte for each actor more.
const LEEWAY: usize = 12_000;

#[test]
fn the_count_sees_a_frame_that_takes_over_the_graph() {
    let before = BYTES.get();
    let bare = Bare::new(SMALL);
    assert!(BYTES.get() - before > 100 * SMALL);
    drop(bare);
}

/// As much as names in view take, that are drawn anew when others are pointed at.
fn no_more_than_names(small: usize, large: usize) {
    assert!(large < small + small / 2, "{small} and {large} bytes");
}

#[test]
fn moving_the_pointer_allocates_nothing_that_grows_with_the_graph() {
    let [small, large] = [SMALL, LARGE].map(|n| Bare::new(n).most());
    assert!(large.0 < small.0 + LEEWAY, "{small:?} and {large:?} bytes");
    no_more_than_names(small.1, large.1);
}

#[test]
fn neither_does_drawing_a_marquee() {
    let [small, large] = [SMALL, LARGE].map(|n| {
        let mut bare = Bare::new(n);
        bare.press(pos2(40.0, 820.0));
        let most = bare.most();
        assert!(bare.app.canvas().is_dragging());
        most
    });
    // More of them lie in the same area, and one bit for each tells which.
    assert!(
        large.0 < small.0 + 2 * LEEWAY,
        "{small:?} and {large:?} bytes"
    );
    no_more_than_names(small.1, large.1);
}

/// Most bytes of a frame while a text is scrolled through, and how many blocks
/// of it were laid out meanwhile.
fn scrolled(bytes: usize) -> (usize, u64) {
    let mut bare = Bare::reading(bytes);
    bare.frame(vec![Event::PointerMoved(pos2(200.0, 450.0))]);
    let before = bare.app.reader().work().2;
    let mut most = 0;
    for i in 0..300 {
        let by = bare.frame(vec![Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -40.0),
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        }]);
        if i >= 100 {
            most = most.max(by);
        }
    }
    let (.., laid, kept) = bare.app.reader().work();
    assert!(kept < 200, "{kept} blocks are kept");
    (most, laid - before)
}

#[test]
fn neither_does_scrolling_through_a_text() {
    let [small, large] = [100 * 1_024, 1_600 * 1_024].map(scrolled);
    assert!(
        small.1 > 20 && large.1 < 2 * small.1,
        "{small:?}, {large:?}"
    );
    assert!(large.0 < small.0 + small.0 / 2, "{small:?}, {large:?}");
}
