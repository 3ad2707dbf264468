//! `cargo bench --bench frame`: processor time of a frame of the window (layout
//! of panels, canvas, and triangles, everything but the graphics card) beside
//! that of stock `egui_graphs` on the same graph, in one run.

#[path = "../tests/app/crowds.rs"]
mod crowds;
#[path = "../tests/app/texts.rs"]
mod texts;

use std::cell::RefCell;
use std::time::Instant;

use dramatis::app::panels::ScriptedPicker;
use dramatis::app::{Action, Command, Dramatis, Settings, Workspace};
use dramatis::edit::Selection;
use dramatis::model::Document;
use eframe::egui::{
    self, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, Vec2,
    pos2, vec2,
};
use egui_graphs::{
    Graph, LayoutRandom, LayoutStateRandom, SettingsInteraction, SettingsNavigation,
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
        modifiers: Modifiers::CTRL | Modifiers::COMMAND,
    }
}

fn press(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// Seconds that this thread has had a processor; a layout's workers take the
/// processors, too, and the clock would count them. Where the system does not
/// tell, the clock has to do.
fn thread_s(clock: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = told.and_then(|t| t.split(' ').next()?.parse::<f64>().ok());
    ns.map_or_else(|| clock.elapsed().as_secs_f64(), |ns| ns * 1e-9)
}

/// A point that goes about the middle.
fn about(i: usize) -> Pos2 {
    let turn = i as f32 * 0.21;
    MIDDLE + vec2(turn.cos(), (turn * 0.7).sin()) * 180.0
}

/// What happens, and the median and the longest of its frames.
type Row = (&'static str, (f64, f64));

fn ours(doc: &Document, runs: usize) -> Vec<Row> {
    let picker = Box::new(ScriptedPicker::new(Vec::new()));
    let ws = Workspace::of_document(doc.clone());
    let app = RefCell::new(Dramatis::new(ws, Settings::unkept(), picker));
    let mut screen = Screen::new(|ui| app.borrow_mut().ui(ui));
    let camera = || app.borrow().canvas().camera();
    let mut rows = Vec::new();
    let first = screen.frames(4, |_| Vec::new());
    rows.push(("the first frames", first));
    screen.frames(20, |_| Vec::new());
    rows.push(("nothing happens", screen.frames(runs, |_| Vec::new())));

    screen.frames(60, |i| vec![Event::PointerMoved(about(i))]);
    let pointer = screen.frames(runs, |i| vec![Event::PointerMoved(about(i))]);
    rows.push(("pointer moves", pointer));

    let mut pan = |screen: &mut Screen<'_>, what| {
        let start = camera();
        screen.frame(vec![Event::PointerMoved(MIDDLE)]);
        screen.frame(vec![press(MIDDLE, PointerButton::Middle, true)]);
        let times = screen.frames(runs, |i| vec![Event::PointerMoved(about(i))]);
        assert_ne!(camera(), start, "the view has moved");
        let end = about(runs - 1);
        screen.frame(vec![press(end, PointerButton::Middle, false)]);
        screen.frames(90, |_| Vec::new());
        rows.push((what, times));
    };
    pan(&mut screen, "panning, all in view");
    // Somebody busy in the middle, near enough to read.
    let busiest = {
        let app = app.borrow();
        let canvas = app.canvas();
        let crowd = canvas.crowd().expect("large graphs");
        let busy = crowd.by_importance().iter().take(2_000);
        let screen = busy.map(|&i| canvas.to_screen(crowd.centre(i as usize)));
        let near = |a: &Pos2, b: &Pos2| a.distance(MIDDLE).total_cmp(&b.distance(MIDDLE));
        screen.min_by(near).expect("somebody")
    };
    let all = camera().zoom;
    let zoom_to = |screen: &mut Screen<'_>, at: Pos2, goal: f64| {
        let notches = 240.0 * (goal / camera().zoom).ln() as f32;
        screen.frame(vec![Event::PointerMoved(at), wheel(notches)]);
        screen.frames(90, |_| Vec::new());
    };
    zoom_to(&mut screen, busiest, 0.8);
    let names = app.borrow().canvas().written_names().len();
    assert!(
        camera().zoom > 0.3 && names > 3,
        "{names} names at {}",
        camera().zoom
    );
    pan(&mut screen, "panning, near");

    zoom_to(&mut screen, MIDDLE, all);
    let start = camera();
    let zoom = screen.frames(runs, |i| {
        let by = if i / 20 % 2 == 0 { 12.0 } else { -12.0 };
        vec![Event::PointerMoved(MIDDLE), wheel(by)]
    });
    assert_ne!(camera(), start, "the view has moved");
    rows.push(("zooming, all in view", zoom));
    screen.frames(90, |_| Vec::new());

    // One actor is dragged about, near.
    zoom_to(&mut screen, MIDDLE, 0.8);
    let on = {
        let app = app.borrow();
        let canvas = app.canvas();
        let crowd = canvas.crowd().expect("large graphs");
        let screen = crowd
            .centres()
            .iter()
            .map(|c| canvas.to_screen(kurbo::Point::new(c[0].into(), c[1].into())));
        let near = |a: &Pos2, b: &Pos2| a.distance(MIDDLE).total_cmp(&b.distance(MIDDLE));
        screen.min_by(near).expect("somebody")
    };
    screen.frame(vec![Event::PointerMoved(on)]);
    screen.frame(vec![press(on, PointerButton::Primary, true)]);
    let drag = screen.frames(runs, |i| {
        vec![Event::PointerMoved(on + (about(i) - MIDDLE) * 0.3)]
    });
    let dropped = on + (about(runs - 1) - MIDDLE) * 0.3;
    let drop = screen.frames(2, |i| match i {
        0 => vec![press(dropped, PointerButton::Primary, false)],
        _ => Vec::new(),
    });
    assert_eq!(
        app.borrow().workspace().history().undo_count(),
        1,
        "one step"
    );
    rows.push(("dragging one actor", drag));
    rows.push(("dropping it", drop));
    let ctx = screen.ctx.clone();
    let edit = screen.frames(12, |i| {
        let what = if i % 2 == 0 {
            Action::Undo
        } else {
            Action::Redo
        };
        app.borrow_mut().apply(&ctx, what.into());
        Vec::new()
    });
    rows.push(("undoing and redoing that", edit));
    let edit = screen.frames(4, |_| {
        let id = crowds::nth(doc.graph.actor_count() / 2);
        let selection = Selection::actor(id);
        let mut app = app.borrow_mut();
        let name = format!("Renamed {}", app.workspace().revision());
        let id = selection.actors.first().expect("one").clone();
        let edit = dramatis::edit::Edit::SetActor {
            id,
            field: dramatis::edit::ActorField::Name(name),
        };
        let step = dramatis::edit::Transaction::new("rename", vec![edit]);
        app.apply(&ctx, Command::Edit(step, None));
        Vec::new()
    });
    rows.push(("renaming somebody", edit));
    // An area drawn over half of everything, back and forth.
    let empty = pos2(60.0, 820.0);
    zoom_to(&mut screen, MIDDLE, all);
    screen.frames(90, |_| Vec::new());
    app.borrow_mut()
        .apply(&ctx, Command::Select(Selection::default()));
    screen.frame(vec![Event::PointerMoved(empty)]);
    screen.frame(vec![press(empty, PointerButton::Primary, true)]);
    let marquee = screen.frames(runs, |i| {
        vec![Event::PointerMoved(about(i) + vec2(100.0, -150.0))]
    });
    screen.frame(vec![press(about(runs - 1), PointerButton::Primary, false)]);
    let selected = app.borrow().workspace().selection().len();
    assert!(selected > 500, "{selected} selected by the marquee");
    rows.push(("drawing a marquee", marquee));
    // Five hundred who stand together are dragged about.
    zoom_to(&mut screen, on, 0.2);
    screen.frames(90, |_| Vec::new());
    let (members, hold) = {
        let app = app.borrow();
        let canvas = app.canvas();
        let crowd = canvas.crowd().expect("large graphs");
        let mut all: Vec<(f32, usize)> = (0..crowd.len())
            .map(|i| {
                let at = canvas.to_screen(crowd.centre(i));
                (at.distance(MIDDLE), i)
            })
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let members: std::collections::BTreeSet<_> = all[..500]
            .iter()
            .map(|&(_, i)| crowd.actors()[i].clone())
            .collect();
        (members, canvas.to_screen(crowd.centre(all[0].1)))
    };
    let steps = app.borrow().workspace().history().undo_count();
    app.borrow_mut().apply(
        &ctx,
        Command::Select(Selection {
            actors: members,
            ..Default::default()
        }),
    );
    screen.frames(3, |_| Vec::new());
    screen.frame(vec![Event::PointerMoved(hold)]);
    screen.frame(vec![press(hold, PointerButton::Primary, true)]);
    let drag = screen.frames(runs, |i| {
        vec![Event::PointerMoved(hold + (about(i) - MIDDLE) * 0.3)]
    });
    let end = hold + (about(runs - 1) - MIDDLE) * 0.3;
    screen.frame(vec![press(end, PointerButton::Primary, false)]);
    assert_eq!(
        app.borrow().workspace().history().undo_count(),
        steps + 1,
        "five hundred were moved in one step"
    );
    rows.push(("dragging 500 selected", drag));
    // The window while a layout of everything goes on.
    app.borrow_mut()
        .apply(&ctx, Command::Select(Selection::default()));
    app.borrow_mut().apply(&ctx, Action::LayOutForce.into());
    let mut times = Vec::new();
    let clock = Instant::now();
    while app.borrow().is_busy() {
        let start = thread_s(clock);
        screen.frame(vec![Event::PointerMoved(about(times.len()))]);
        times.push((thread_s(clock) - start) * 1e3);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    for _ in 0..3 {
        let start = thread_s(clock);
        screen.frame(Vec::new());
        times.push((thread_s(clock) - start) * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let longest = times[times.len() - 1];
    rows.push(("while a layout goes on", (times[times.len() / 2], longest)));
    // A name typed into quick find, over and over, the answers coming as they may.
    app.borrow_mut().apply(&ctx, Action::Find.into());
    screen.frames(3, |_| Vec::new());
    let typing = screen.frames(runs, |i| {
        let name = "ada brandt";
        let at = i % name.len();
        let mut events = vec![Event::Text(name[at..=at].to_owned())];
        if at == 0 {
            let all = Event::Key {
                key: egui::Key::A,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::CTRL | Modifiers::COMMAND,
            };
            events.insert(0, all);
        }
        events
    });
    rows.push(("typing in quick find", typing));
    rows
}

/// A text of five megabytes with two thousand passages beside the canvas, and the
/// same window without it.
fn reading(runs: usize) -> Vec<Row> {
    const TEXT: Pos2 = pos2(220.0, 450.0);
    let (doc, text) = texts::long_text(5 * 1024 * 1024, 2_000);
    let mut rows = Vec::new();
    for shown in [false, true] {
        let ws = Workspace::of_shipped(doc.clone(), texts::FILE, &text);
        let mut settings = Settings::unkept();
        settings.reading.shown = shown;
        let picker = Box::new(ScriptedPicker::new(Vec::new()));
        let app = RefCell::new(Dramatis::new(ws, settings, picker));
        let mut screen = Screen::new(|ui| app.borrow_mut().ui(ui));
        screen.frames(20, |_| Vec::new());
        while app.borrow().is_busy() {
            screen.frame(Vec::new());
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        screen.frames(20, |_| Vec::new());
        if !shown {
            rows.push((
                "no text, pointer moves",
                screen.frames(runs, |i| vec![Event::PointerMoved(about(i))]),
            ));
            continue;
        }
        let scroll = screen.frames(runs, |i| {
            let to = Event::PointerMoved(TEXT + vec2(0.0, (i % 7) as f32));
            let by = Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, -60.0),
                phase: TouchPhase::Move,
                modifiers: Modifiers::NONE,
            };
            vec![to, by]
        });
        let (.., laid, _) = app.borrow().reader().work();
        assert!(laid > 50, "{laid} blocks");
        rows.push(("scrolling the text", scroll));
        let pointer = screen.frames(runs, |i| {
            let way = vec2((i % 90) as f32 * 3.0 - 130.0, (i % 41) as f32 * 8.0 - 160.0);
            vec![Event::PointerMoved(TEXT + way)]
        });
        rows.push(("pointing at passages", pointer));
        let pointer = screen.frames(runs, |i| {
            vec![Event::PointerMoved(about(i) + vec2(350.0, 0.0))]
        });
        rows.push(("pointing at actions", pointer));
    }
    rows
}

/// Stock egui_graphs with its default shapes, everything in view.
#[allow(clippy::disallowed_methods)] // here it is to do as it does by itself
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
            egui_graphs::GraphView::<LayoutStateRandom, LayoutRandom>::new()
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
    for (what, (median, longest)) in reading(200) {
        println!("| 5 MB, 2000 passages | {what} | {median:.2} | {longest:.2} | | |");
    }
}
