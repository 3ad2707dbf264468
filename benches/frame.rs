//! `cargo bench --bench frame`: processor time of a frame of the window (layout
//! of panels, canvas, and triangles, everything but the graphics card) beside
//! that of stock `egui_graphs` on the same graph, in one run.

#[path = "../tests/app/crowds.rs"]
mod crowds;

use std::time::Instant;

use dramatis::app::panels::ScriptedPicker;
use dramatis::app::{Dramatis, Settings, Workspace};
use dramatis::model::Document;
use eframe::egui::{
    self, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, Vec2,
    pos2, vec2,
};
use egui_graphs::{
    DefaultEdgeShape, DefaultNodeShape, Graph, LayoutRandom, LayoutStateRandom,
    SettingsInteraction, SettingsNavigation,
};

const SIZE: Vec2 = vec2(1360.0, 860.0);
/// A point of the canvas.
const MIDDLE: Pos2 = pos2(500.0, 450.0);

/// Whatever draws frames.
struct Screen<'s> {
    ctx: egui::Context,
    now_s: f64,
    draw: Box<dyn FnMut(&mut egui::Ui) + 's>,
}

impl<'s> Screen<'s> {
    fn new(draw: impl FnMut(&mut egui::Ui) + 's) -> Self {
        Self {
            ctx: egui::Context::default(),
            now_s: 0.0,
            draw: Box::new(draw),
        }
    }

    /// One frame; its processor time in milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.now_s += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.now_s),
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        let output = self.ctx.run_ui(input, |ui| (self.draw)(ui));
        let triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(&triangles);
        start.elapsed().as_secs_f64() * 1e3
    }

    /// The median and the longest of so many frames.
    fn frames(&mut self, n: usize, mut events: impl FnMut(usize) -> Vec<Event>) -> (f64, f64) {
        let mut times: Vec<f64> = (0..n).map(|i| self.frame(events(i))).collect();
        times.sort_by(f64::total_cmp);
        (times[n / 2], times[n - 1])
    }
}

fn wheel(delta: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, delta),
        phase: TouchPhase::Move,
        modifiers: Modifiers::CTRL,
    }
}

fn press(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button: PointerButton::Middle,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// A point that goes about the middle.
fn about(i: usize) -> Pos2 {
    let turn = i as f32 * 0.21;
    MIDDLE + vec2(turn.cos(), (turn * 0.7).sin()) * 180.0
}

fn ours(doc: &Document, runs: usize) -> [(&'static str, (f64, f64)); 5] {
    let picker = Box::new(ScriptedPicker::new(Vec::new()));
    let ws = Workspace::of_document(doc.clone());
    let mut app = Dramatis::new(ws, Settings::unkept(), picker);
    let mut screen = Screen::new(|ui| app.ui(ui));
    screen.frames(20, |_| Vec::new());
    let idle = screen.frames(runs, |_| Vec::new());
    screen.frames(60, |i| vec![Event::PointerMoved(about(i))]);
    let pointer = screen.frames(runs, |i| vec![Event::PointerMoved(about(i))]);
    screen.frame(vec![Event::PointerMoved(MIDDLE)]);
    screen.frame(vec![press(MIDDLE, true)]);
    let pan = screen.frames(runs, |i| {
        vec![Event::PointerMoved(about(i) + (MIDDLE - about(0)) * 0.3)]
    });
    screen.frame(vec![press(MIDDLE, false)]);
    screen.frames(90, |_| Vec::new());
    let zoom = screen.frames(runs, |i| {
        vec![
            Event::PointerMoved(MIDDLE),
            wheel(if i / 20 % 2 == 0 { 12.0 } else { -12.0 }),
        ]
    });
    screen.frames(90, |_| Vec::new());
    // Near enough to read.
    screen.frames(60, |_| vec![Event::PointerMoved(MIDDLE), wheel(30.0)]);
    screen.frames(90, |_| Vec::new());
    screen.frame(vec![press(MIDDLE, true)]);
    let near = screen.frames(runs, |i| vec![Event::PointerMoved(about(i))]);
    [
        ("nothing happens", idle),
        ("pointer moves", pointer),
        ("panning, all in view", pan),
        ("zooming, all in view", zoom),
        ("panning, near", near),
    ]
}

/// Stock egui_graphs with its default shapes, everything in view.
fn stock(doc: &Document, runs: usize) -> (f64, f64) {
    let bare = doc.graph.petgraph().map(|_, _| (), |_, _| ());
    let mut graph: Graph<(), ()> = egui_graphs::to_graph(&bare);
    let navigation = SettingsNavigation::new()
        .with_zoom_and_pan_enabled(true)
        .with_fit_to_screen_enabled(true);
    let interaction = SettingsInteraction::new()
        .with_dragging_enabled(true)
        .with_node_selection_enabled(true);
    let mut screen = Screen::new(|ui| {
        egui::CentralPanel::default().show(ui, |ui| {
            egui_graphs::GraphView::<
                LayoutStateRandom,
                LayoutRandom,
                (),
                (),
                _,
                _,
                DefaultNodeShape,
                DefaultEdgeShape,
            >::new()
            .with_navigations(&navigation)
            .with_interactions(&interaction)
            .show(ui, &mut graph);
        });
    });
    screen.frames(3, |_| Vec::new());
    screen.frames(runs, |i| vec![Event::PointerMoved(about(i))])
}

fn main() {
    println!(
        "| graph | what happens | median ms | longest ms | stock egui_graphs, median ms | ratio |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    for (actors, actions, runs, stock_runs) in
        [(10_000, 30_000, 200, 15), (100_000, 300_000, 200, 5)]
    {
        let doc = crowds::crowd(actors, actions);
        let theirs = stock(&doc, stock_runs).0;
        for (what, (median, longest)) in ours(&doc, runs) {
            println!(
                "| {actors}/{actions} | {what} | {median:.2} | {longest:.2} | {theirs:.0} | {:.0} |",
                theirs / median
            );
        }
    }
}
