//! A window without a display, driven as a person drives it: frame by frame,
//! with everything that happens at once in one frame.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dramatis::app::panels::ScriptedPicker;
use dramatis::app::{Command, Dramatis, Settings, Workspace};
use dramatis::edit::Selection;
use dramatis::model::{ActionId, ActorId, Document, violations};
use dramatis::picture::{HitIndex, Part, Shows};
use eframe::egui::accesskit::Role;
use eframe::egui::{
    DroppedFile, DroppedFileHandle, Event, HoveredFile, Key, Modifiers, MouseWheelUnit,
    PointerButton, Pos2, Rect, TouchPhase, Vec2, ViewportCommand, ViewportEvent, ViewportId, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable, by};
use kurbo::{Point, Shape as _};

/// Seconds from one frame to the next.
pub const FRAME_S: f64 = 1.0 / 60.0;

pub const NONE: Modifiers = Modifiers::NONE;
pub const CTRL: Modifiers = Modifiers {
    alt: false,
    ctrl: true,
    shift: false,
    mac_cmd: false,
    command: true,
};
pub const SHIFT: Modifiers = Modifiers::SHIFT;
pub const ALT: Modifiers = Modifiers::ALT;
pub const CTRL_ALT: Modifiers = Modifiers { alt: true, ..CTRL };
pub const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..CTRL
};

pub fn actor(id: &str) -> ActorId {
    ActorId::new(id).expect("valid")
}

/// A folder with a copy of a shipped graph, and the copied document's path.
pub fn copy_of(graph: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("graphs")
        .join(graph);
    for file in std::fs::read_dir(from).expect("shipped") {
        let file = file.expect("readable");
        std::fs::copy(file.path(), folder.path().join(file.file_name())).expect("copied");
    }
    let path = folder.path().join(format!("{graph}.ron"));
    (folder, path)
}

/// How the window is set up.
pub struct Setup {
    pub settings: Settings,
    pub size: Vec2,
    pub answers: Vec<Option<PathBuf>>,
}

impl Default for Setup {
    fn default() -> Self {
        let mut settings = Settings::unkept();
        settings.reduced_motion = true;
        // Where something is dragged to, it goes; `snapping` looks at the rest.
        settings.snap.guides = false;
        Self {
            settings,
            size: vec2(1400.0, 1000.0),
            answers: Vec::new(),
        }
    }
}

/// The window, with what it told the system.
pub struct Stage {
    pub harness: Harness<'static, Dramatis>,
    pub folder: Option<tempfile::TempDir>,
    pub path: PathBuf,
    /// What was asked of the window's frame, in order.
    pub asked: Vec<ViewportCommand>,
    held: Modifiers,
    checked: Option<u64>,
    now_s: f64,
}

impl Stage {
    pub fn new(ws: Workspace, setup: Setup) -> Self {
        let picker = Box::new(ScriptedPicker::new(setup.answers));
        let app = Dramatis::new(ws, setup.settings, picker);
        let harness = Harness::builder()
            .with_size(setup.size)
            .with_step_dt(FRAME_S as f32)
            .build_ui_state(|ui, app: &mut Dramatis| app.ui(ui), app);
        let now_s = harness.ctx.input(|i| i.time);
        let mut stage = Self {
            harness,
            folder: None,
            path: PathBuf::new(),
            asked: Vec::new(),
            held: NONE,
            checked: None,
            now_s,
        };
        stage.frames(4);
        stage
    }

    /// A window on a copy of a shipped graph.
    pub fn open_with(graph: &str, setup: Setup) -> Self {
        let (folder, path) = copy_of(graph);
        let ws = Workspace::open(&path).expect("shipped graphs open");
        let mut stage = Self::new(ws, setup);
        stage.folder = Some(folder);
        stage.path = path;
        stage
    }

    pub fn open(graph: &str) -> Self {
        Self::open_with(graph, Setup::default())
    }

    /// A window that animates.
    pub fn moving(graph: &str) -> Self {
        let mut setup = Setup::default();
        setup.settings.reduced_motion = false;
        Self::open_with(graph, setup)
    }

    // ---- what is there

    pub fn app(&self) -> &Dramatis {
        self.harness.state()
    }

    pub fn ws(&self) -> &Workspace {
        self.app().workspace()
    }

    pub fn doc(&self) -> &Document {
        self.ws().document()
    }

    /// The document is that one. (Printing both would say nothing.)
    #[track_caller]
    pub fn is_as(&self, other: &Document) {
        assert!(self.doc() == other, "the document is another");
    }

    pub fn steps(&self) -> usize {
        self.ws().history().undo_count()
    }

    pub fn last_step(&self) -> &str {
        self.ws().history().undo_label().unwrap_or("")
    }

    pub fn selected(&self) -> Vec<String> {
        let selection = self.ws().selection();
        let actors = selection.actors.iter().map(ToString::to_string);
        let actions = selection.actions.iter().map(ToString::to_string);
        let annotations = selection.annotations.iter().map(ToString::to_string);
        actors.chain(actions).chain(annotations).collect()
    }

    /// Where the document has an actor, in the shown arrangement.
    pub fn place(&self, id: &str) -> dramatis::model::Place {
        self.ws().arrangement().places[&actor(id)]
    }

    /// Where an actor is drawn.
    pub fn drawn(&self, id: &str) -> Point {
        let scene = self.app().canvas().scene().expect("a small graph");
        scene.actor(&actor(id)).expect("drawn").centre
    }

    pub fn title(&self) -> String {
        self.ws().window_title()
    }

    // ---- points of the screen

    /// Where a point of the document is on screen.
    pub fn spot(&self, x: f64, y: f64) -> Pos2 {
        self.app().canvas().to_screen(Point::new(x, y))
    }

    pub fn at(&self, id: &str) -> Pos2 {
        self.app().canvas().to_screen(self.drawn(id))
    }

    pub fn topmost(&self, p: Point) -> Option<Shows> {
        let canvas = self.app().canvas();
        HitIndex::new(canvas.scene().expect("a small graph")).topmost(
            canvas.scene().expect("a small graph"),
            p,
            6.0 / canvas.camera().zoom,
        )
    }

    /// A point on the rim of an actor, toward another point.
    pub fn rim(&self, id: &str, toward: &str) -> Pos2 {
        let canvas = self.app().canvas();
        let drawn = canvas
            .scene()
            .expect("a small graph")
            .actor(&actor(id))
            .expect("drawn");
        let hits = HitIndex::new(canvas.scene().expect("a small graph"));
        let way = self.drawn(toward) - drawn.centre;
        let base = if way.hypot() > 0.0 { way.atan2() } else { 0.0 };
        for turn in 0..48 {
            let way = kurbo::Vec2::from_angle(base + f64::from(turn) * 0.13);
            let mut out = 0.0;
            while drawn.outline.contains(drawn.centre + way * out) {
                out += 0.5;
            }
            let p = drawn.centre + way * out;
            if hits.actor(canvas.scene().expect("a small graph"), p, 1.0)
                == Some((actor(id), Part::Rim))
            {
                return canvas.to_screen(p);
            }
        }
        panic!("{id} has no free rim");
    }

    /// Where a click on the line of an action finds it, and nothing else.
    pub fn on_line(&self, id: &ActionId) -> Option<Pos2> {
        let canvas = self.app().canvas();
        let drawn = canvas
            .scene()
            .expect("a small graph")
            .action(id)
            .expect("drawn");
        (5..95).find_map(|i| {
            let p = drawn.course.at(f64::from(i) / 100.0);
            let clear = drawn.verb_box.is_none_or(|v| !v.contains(p));
            let hit = self.topmost(p) == Some(Shows::Action(id.clone()));
            (clear && hit).then(|| canvas.to_screen(p))
        })
    }

    /// The part of the window that the canvas takes.
    pub fn canvas_rect(&self) -> Rect {
        let node = self.harness.get(by().role(Role::Canvas));
        node.rect()
    }

    /// An empty point of the canvas, the nth of several, far from each other.
    pub fn empty(&self, nth: usize) -> Pos2 {
        let canvas = self.app().canvas();
        let rect = self.canvas_rect().shrink(60.0);
        let hits = HitIndex::new(canvas.scene().expect("a small graph"));
        let camera = canvas.camera();
        let middle = canvas.to_screen(Point::new(camera.x, camera.y));
        let mut found = 0;
        let mut y = rect.top();
        while y < rect.bottom() {
            let mut x = rect.left();
            while x < rect.right() {
                let screen = Pos2::new(x, y);
                let d = screen - middle;
                let p = Point::new(
                    camera.x + f64::from(d.x) / camera.zoom,
                    camera.y + f64::from(d.y) / camera.zoom,
                );
                if hits
                    .topmost(
                        canvas.scene().expect("a small graph"),
                        p,
                        30.0 / camera.zoom,
                    )
                    .is_none()
                {
                    if found == nth {
                        return screen;
                    }
                    found += 1;
                }
                x += 70.0;
            }
            y += 70.0;
        }
        panic!("the canvas is full");
    }

    /// The document point under a point of the screen.
    pub fn under(&self, at: Pos2) -> Point {
        let canvas = self.app().canvas();
        let camera = canvas.camera();
        let d = at - canvas.to_screen(Point::new(camera.x, camera.y));
        Point::new(
            camera.x + f64::from(d.x) / camera.zoom,
            camera.y + f64::from(d.y) / camera.zoom,
        )
    }

    // ---- frames

    /// One frame, with everything that happened since the last.
    pub fn frame(&mut self, events: Vec<Event>) {
        self.now_s += FRAME_S;
        let input = self.harness.input_mut();
        input.time = Some(self.now_s);
        input.events = events;
        self.harness.step();
        let output = &self.harness.output().viewport_output[&ViewportId::ROOT];
        self.asked.extend(output.commands.iter().cloned());
        // After every command the document is as a document must be.
        let revision = self.ws().revision();
        if self.checked != Some(revision) {
            self.checked = Some(revision);
            let wrong = violations(self.doc());
            assert!(wrong.is_empty(), "{wrong:?}");
        }
    }

    pub fn frames(&mut self, n: usize) {
        for _ in 0..n {
            self.frame(Vec::new());
        }
    }

    /// Lets time pass, so that the next click is not the second of two.
    pub fn wait(&mut self, seconds: f64) {
        self.now_s += seconds;
        self.frames(3);
    }

    pub fn do_now(&mut self, command: impl Into<Command>) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().apply(&ctx, command.into());
        self.frames(2);
    }

    /// Several commands, with no frame between them.
    pub fn do_at_once(&mut self, commands: impl IntoIterator<Item = Command>) {
        let ctx = self.harness.ctx.clone();
        for command in commands {
            self.harness.state_mut().apply(&ctx, command);
        }
        self.frames(2);
    }

    pub fn select(&mut self, id: &str) {
        self.do_now(Command::Select(Selection::actor(actor(id))));
    }

    // ---- keys

    fn hold(&mut self, modifiers: Modifiers) {
        if self.held != modifiers {
            self.held = modifiers;
            self.frame(vec![Event::ModifiersChanged(modifiers)]);
        }
    }

    /// Presses a key without letting it go.
    pub fn key_down(&mut self, modifiers: Modifiers, key: Key) {
        self.hold(modifiers);
        let mut events = vec![key_event(key, modifiers, true)];
        // What a keyboard writes comes with the key, in the same frame.
        if !modifiers.command && !modifiers.alt {
            events.extend(written(key, modifiers.shift).map(Event::Text));
        }
        self.frame(events);
    }

    pub fn key_up(&mut self, modifiers: Modifiers, key: Key) {
        self.frame(vec![key_event(key, modifiers, false)]);
        self.hold(NONE);
    }

    /// Presses a key and lets it go, all within one frame.
    pub fn tap(&mut self, modifiers: Modifiers, key: Key) {
        let mut events = vec![
            Event::ModifiersChanged(modifiers),
            key_event(key, modifiers, true),
        ];
        if !modifiers.command && !modifiers.alt {
            events.extend(written(key, modifiers.shift).map(Event::Text));
        }
        events.push(key_event(key, modifiers, false));
        events.push(Event::ModifiersChanged(NONE));
        self.frame(events);
    }

    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.key_down(modifiers, key);
        self.key_up(modifiers, key);
        self.frames(2);
    }

    pub fn press(&mut self, key: Key) {
        self.press_with(NONE, key);
    }

    /// Writes a text, a letter a frame.
    pub fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.frame(vec![Event::Text(letter.to_string())]);
        }
    }

    // ---- the pointer

    pub fn hover(&mut self, at: Pos2) {
        self.frame(vec![Event::PointerMoved(at)]);
    }

    pub fn button(&mut self, at: Pos2, button: PointerButton, pressed: bool) {
        let modifiers = self.held;
        self.frame(vec![Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers,
        }]);
    }

    pub fn click_with(&mut self, modifiers: Modifiers, at: Pos2) {
        self.wait(1.0);
        self.hover(at);
        self.hold(modifiers);
        self.button(at, PointerButton::Primary, true);
        self.button(at, PointerButton::Primary, false);
        self.hold(NONE);
        self.frames(2);
    }

    pub fn click(&mut self, at: Pos2) {
        self.click_with(NONE, at);
    }

    pub fn double_click(&mut self, at: Pos2) {
        self.wait(1.0);
        self.hover(at);
        for _ in 0..2 {
            self.button(at, PointerButton::Primary, true);
            self.button(at, PointerButton::Primary, false);
        }
        self.frames(3);
    }

    pub fn right_click(&mut self, at: Pos2) {
        self.wait(1.0);
        self.hover(at);
        self.button(at, PointerButton::Secondary, true);
        self.button(at, PointerButton::Secondary, false);
        self.frames(3);
    }

    /// Takes hold of something and moves it, without letting go.
    pub fn drag(&mut self, button: PointerButton, from: Pos2, to: Pos2) {
        self.wait(1.0);
        self.hover(from);
        self.button(from, button, true);
        for i in 1..=6 {
            self.hover(from + (to - from) * (i as f32 / 6.0));
        }
    }

    pub fn drop(&mut self, button: PointerButton, at: Pos2) {
        self.button(at, button, false);
        self.frames(3);
    }

    pub fn drag_and_drop(&mut self, from: Pos2, to: Pos2) {
        self.drag(PointerButton::Primary, from, to);
        self.drop(PointerButton::Primary, to);
    }

    pub fn wheel(&mut self, unit: MouseWheelUnit, delta: Vec2) {
        let modifiers = self.held;
        self.frame(vec![Event::MouseWheel {
            unit,
            delta,
            phase: TouchPhase::Move,
            modifiers,
        }]);
    }

    /// Files are dragged over the window from elsewhere, with the pointer there.
    pub fn hover_files(&mut self, files: &[&Path], at: Option<Pos2>) {
        let hovered = files.iter().map(|path| HoveredFile {
            path: Some((*path).to_owned()),
            ..HoveredFile::default()
        });
        self.harness.input_mut().hovered_files = hovered.collect();
        self.frame(at.map(Event::PointerMoved).into_iter().collect());
    }

    /// Files are dropped on the window.
    pub fn drop_files(&mut self, files: &[&Path]) {
        let dropped = files.iter().map(|path| {
            let file: DroppedFileHandle = Arc::new(OnDisk((*path).to_owned()));
            file
        });
        let input = self.harness.input_mut();
        input.hovered_files.clear();
        input.dropped_files = dropped.collect();
        self.frame(Vec::new());
        self.harness.input_mut().dropped_files.clear();
        self.frames(2);
    }

    // ---- widgets

    /// Where a widget of that name is.
    pub fn find(&self, label: &str) -> Option<Rect> {
        let nodes = self.harness.query_all_by_label(label);
        let widget = nodes
            .filter(|n| n.accesskit_node().role() != Role::ListBoxOption)
            .find(|n| n.accesskit_node().bounding_box().is_some());
        widget.map(|n| n.rect())
    }

    pub fn click_on(&mut self, label: &str) {
        let Some(rect) = self.find(label) else {
            panic!("nothing is called {label:?}:\n{:#?}", self.labels());
        };
        self.click(rect.center());
        self.frames(2);
    }

    /// Where a field of that name is.
    pub fn field_of(&self, label: &str) -> Option<Rect> {
        let by = by()
            .label(label)
            .predicate(|n| matches!(n.role(), Role::TextInput | Role::MultilineTextInput));
        self.harness.query_all(by).next().map(|n| n.rect())
    }

    /// Puts a text in place of what a field holds; does not leave the field.
    pub fn retype(&mut self, label: &str, text: &str) {
        let Some(rect) = self.field_of(label) else {
            panic!("no field is called {label:?}:\n{:#?}", self.labels());
        };
        self.click(rect.center());
        self.press_with(CTRL, Key::A);
        self.write(text);
        self.frames(1);
    }

    pub fn value_of(&self, label: &str) -> Option<String> {
        let by = by()
            .label(label)
            .predicate(|n| matches!(n.role(), Role::TextInput | Role::MultilineTextInput));
        self.harness.query_all(by).next().and_then(|n| n.value())
    }

    /// Every name that assistive technology is told.
    pub fn labels(&self) -> Vec<String> {
        let all = self.harness.query_all(by().predicate(|_| true));
        // What a plain text says is its value.
        all.filter_map(|n| n.accesskit_node().label().or_else(|| n.value()))
            .collect()
    }

    /// Whether the canvas has the keyboard.
    pub fn on_canvas(&self) -> bool {
        let focused = self.harness.ctx.memory(|m| m.focused());
        focused == Some(eframe::egui::Id::new("canvas"))
    }

    /// The names of what has the keyboard.
    pub fn focused(&self) -> String {
        let mut found = self.harness.query_all(by().predicate(|n| n.is_focused()));
        let node = found.next();
        node.map_or_else(String::new, |n| {
            format!(
                "{:?} {}",
                n.accesskit_node().role(),
                n.accesskit_node().label().unwrap_or_default()
            )
        })
    }

    /// The system asks the window to close.
    pub fn ask_to_close(&mut self) {
        let input = self.harness.input_mut();
        let root = input.viewports.get_mut(&ViewportId::ROOT).expect("root");
        root.events.push(ViewportEvent::Close);
        self.frames(3);
    }

    /// Whether the window was asked to close since this was last asked.
    pub fn was_told_to_close(&mut self) -> bool {
        let asked = std::mem::take(&mut self.asked);
        asked.iter().any(|c| matches!(c, ViewportCommand::Close))
    }

    /// Somebody wants to leave: the window stays, and says what would be lost.
    pub fn stays_open_for(&mut self, lost: &str) {
        self.ask_to_close();
        self.frames(2);
        assert!(!self.was_told_to_close());
        assert!(says(self, lost), "{:#?}", self.labels());
    }

    /// Waits for worker threads.
    pub fn work(&mut self) {
        for _ in 0..2_000 {
            self.frames(1);
            let idle = |stage: &Self| !stage.app().is_busy() && !stage.app().is_looking_at_texts();
            if idle(self) {
                self.frames(3);
                // What was found may have given work to somebody else.
                if idle(self) {
                    return;
                }
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("work takes too long");
    }
}

/// A file that is dropped.
#[derive(Debug)]
struct OnDisk(PathBuf);

impl DroppedFile for OnDisk {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads files by itself".to_owned())
    }
}

fn key_event(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    }
}

fn written(key: Key, shift: bool) -> Option<String> {
    let text = match key {
        Key::Space => " ".to_owned(),
        Key::Period => ".".to_owned(),
        Key::Comma => ",".to_owned(),
        Key::Num1 => if shift { "!" } else { "1" }.to_owned(),
        key => {
            let name = key.name();
            if name.len() != 1 {
                return None;
            }
            if shift {
                name.to_owned()
            } else {
                name.to_lowercase()
            }
        }
    };
    Some(text)
}

/// Whether these words are somewhere in the window.
pub fn says(stage: &Stage, words: &str) -> bool {
    stage.labels().iter().any(|label| label.contains(words))
}
