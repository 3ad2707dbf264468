//! A desk of one's own: an X server that nobody sees, the program on it, and a
//! hand on pointer and keys.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use dramatis::app::panels::ScriptedPicker;
use dramatis::app::{Dramatis, Settings, Workspace};
use dramatis::model::{ActorId, Document};
use dramatis::picture::{HitIndex, ThemeName};
use eframe::egui::{Pos2, Vec2};
use egui_kittest::Harness;
use kurbo::Point;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);
/// The screen, in pixels: the window fits on it, with room to spare.
const SCREEN: (usize, usize) = (1600, 1000);

/// The program under test: `DRAMATIS_BIN`, or else the one that Cargo built
/// for the test.
fn program() -> PathBuf {
    let built = || env!("CARGO_BIN_EXE_dramatis").into();
    std::env::var_os("DRAMATIS_BIN").map_or_else(built, PathBuf::from)
}

/// Waits until something is so.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < PATIENCE, "waited too long: {what}");
        sleep(Duration::from_millis(15));
    }
}

/// A process that ends with its owner, at the latest.
struct Owned(Child);

impl Drop for Owned {
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(None)) {
            return; // its number may be another's by now
        }
        // Politely first: an X server then takes its socket and lock away.
        let id = self.0.id().to_string();
        let _ = Command::new("kill").arg(id).status();
        let start = Instant::now();
        while matches!(self.0.try_wait(), Ok(None)) {
            if start.elapsed() > Duration::from_secs(2) {
                let _ = self.0.kill();
            }
            sleep(Duration::from_millis(10));
        }
    }
}

/// What the screen shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Shot {
    /// As the server keeps it: an XWD file.
    bytes: Vec<u8>,
    /// Where its pixels begin, four bytes each.
    start: usize,
    /// Bytes from one row to the next.
    row: usize,
}

impl Shot {
    /// Reads a head of 32-bit numbers; a palette and the pixels follow.
    fn new(bytes: Vec<u8>) -> Option<Self> {
        let head = |i: usize| -> Option<usize> {
            let word = bytes.get(4 * i..4 * i + 4)?;
            Some(u32::from_be_bytes(word.try_into().ok()?) as usize)
        };
        let (start, row) = (head(0)? + 12 * head(19)?, head(12)?);
        let whole = row >= 4 * SCREEN.0 && bytes.len() >= start + row * SCREEN.1;
        whole.then_some(Self { bytes, start, row })
    }

    /// How many different colours a part of the screen has, at a glance.
    pub fn colors(&self, min: Pos2, max: Pos2) -> usize {
        let (rows, columns) = (
            min.y as usize..max.y as usize,
            min.x as usize..max.x as usize,
        );
        let seen: std::collections::HashSet<[u8; 3]> = rows
            .step_by(3)
            .flat_map(|y| columns.clone().step_by(3).map(move |x| (x, y)))
            .map(|(x, y)| self.at(x, y))
            .collect();
        seen.len()
    }

    /// Red, green and blue of a pixel.
    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let i = self.start + y * self.row + 4 * x;
        [self.bytes[i + 2], self.bytes[i + 1], self.bytes[i]]
    }

    /// Keeps the part with the window under a name, where `DRAMATIS_SHOTS`
    /// names a folder for it.
    pub fn keep(&self, name: &str, size: (u32, u32)) {
        let Some(folder) = std::env::var_os("DRAMATIS_SHOTS") else {
            return;
        };
        fs::create_dir_all(&folder).expect("a folder for the screenshots");
        let path = Path::new(&folder).join(format!("{name}.png"));
        let window = image::RgbImage::from_fn(size.0, size.1, |x, y| {
            self.at(x as usize, y as usize).into()
        });
        window.save(path).expect("writable");
    }
}

/// The program on a desk of its own, with a copy of the shipped graph.
pub struct Desk {
    // Ended in this order.
    app: Owned,
    _screen: Owned,
    display: String,
    window: String,
    /// From the start of the process to the first picture in the window.
    pub first_frame: Duration,
    /// The document.
    pub path: PathBuf,
    /// Its bytes at the start.
    pub original: String,
    twin: OnceCell<Harness<'static, Dramatis>>,
    folder: tempfile::TempDir,
}

impl Desk {
    /// Opens the window, and waits for it.
    pub fn new() -> Self {
        Self::with_theme(ThemeName::Light)
    }

    /// Opens the window in the colours given.
    pub fn with_theme(theme: ThemeName) -> Self {
        Self::open(theme, None)
    }

    /// Opens the window on another document than the shipped one.
    pub fn of(doc: &Document) -> Self {
        Self::written(&|folder| {
            let path = folder.join("other.ron");
            dramatis::file::save(doc, &path, None).expect("writable");
            path
        })
    }

    /// Opens the window on a document that is written into a folder, with what
    /// stands beside it.
    pub fn written(write: &dyn Fn(&Path) -> PathBuf) -> Self {
        Self::open(ThemeName::Light, Some(write))
    }

    fn open(theme: ThemeName, write: Option<&dyn Fn(&Path) -> PathBuf>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        for name in ["home", "config/dramatis", "runtime", "screen", "graph"] {
            fs::create_dir_all(at(name)).expect("writable");
        }
        fs::set_permissions(at("runtime"), fs::Permissions::from_mode(0o700)).expect("ours");
        // No animation: what is waited for is there at once.
        let settings = format!("(theme: {theme:?}, reduced_motion: true)");
        fs::write(at("config/dramatis/settings.ron"), settings).expect("writable");
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/civil-military");
        for file in fs::read_dir(shipped).expect("shipped") {
            let file = file.expect("readable");
            fs::copy(file.path(), at("graph").join(file.file_name())).expect("copied");
        }
        let shipped = || at("graph/civil-military.ron");
        let path = write.map_or_else(shipped, |write| write(&at("graph")));
        let original = fs::read_to_string(&path).expect("there");

        // The server takes a number that is free, and says which.
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{}x{}x24", SCREEN.0, SCREEN.1))
            .arg("-fbdir")
            .arg(at("screen"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed (see .ci/run)");
        let said = screen.stdout.take().expect("piped");
        let screen = Owned(screen);
        let mut number = String::new();
        BufReader::new(said)
            .read_line(&mut number)
            .expect("Xvfb says its number");
        assert!(!number.trim().is_empty(), "Xvfb did not start");
        let display = format!(":{}", number.trim());

        let log = fs::File::create(at("app.log")).expect("writable");
        let started = Instant::now();
        let app = Command::new(program())
            .arg(&path)
            .current_dir(folder.path())
            .env("DISPLAY", &display)
            .env("HOME", at("home"))
            .env("XDG_CONFIG_HOME", at("config"))
            .env("XDG_RUNTIME_DIR", at("runtime"))
            .env("WINIT_X11_SCALE_FACTOR", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let mut desk = Self {
            app: Owned(app),
            _screen: screen,
            display,
            window: String::new(),
            first_frame: Duration::ZERO,
            path,
            original,
            twin: OnceCell::new(),
            folder,
        };
        until("the first picture in the window", || {
            let open = desk.is_open();
            assert!(open, "it ended: {}", desk.log());
            // An empty document shows its panels, at least.
            let (min, max) = match write {
                Some(_) => (Pos2::ZERO, Pos2::new(1300.0, 800.0)),
                None => (Pos2::new(100.0, 200.0), Pos2::new(700.0, 600.0)),
            };
            let shot = desk.try_shot();
            shot.is_some_and(|s| s.colors(min, max) > 20)
        });
        desk.first_frame = started.elapsed();
        until("the window is found", || {
            let found = desk.xdotool(&["search", "--onlyvisible", "--name", "Dramatis"]);
            desk.window = found.lines().next().unwrap_or_default().to_owned();
            !desk.window.is_empty()
        });
        // There is no window manager to do this.
        let window = desk.window.clone();
        desk.xdotool(&["windowfocus", "--sync", &window]);
        desk.calm();
        desk
    }

    /// Runs xdotool; what it says.
    pub fn xdotool(&self, args: &[&str]) -> String {
        let output = Command::new("xdotool")
            .args(args)
            .env("DISPLAY", &self.display)
            .output()
            .expect("xdotool is installed (see .ci/run)");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// What the program said on standard error.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("app.log")).unwrap_or_default()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.app.0.id()
    }

    /// Whether the program runs.
    pub fn is_open(&mut self) -> bool {
        self.app.0.try_wait().expect("ours").is_none()
    }

    /// Waits until the program has ended.
    pub fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        until("the program ends", || {
            status = self.app.0.try_wait().expect("ours");
            status.is_some()
        });
        status.expect("it has ended")
    }

    /// The title of the window.
    pub fn title(&self) -> String {
        self.xdotool(&["getwindowname", &self.window])
    }

    /// Width and height of the window.
    pub fn size(&self) -> (u32, u32) {
        let told = self.xdotool(&["getwindowgeometry", "--shell", &self.window]);
        let value = |name: &str| -> u32 {
            let line = told.lines().find_map(|l| l.strip_prefix(name));
            line.and_then(|v| v.parse().ok()).expect("a size")
        };
        (value("WIDTH="), value("HEIGHT="))
    }

    fn try_shot(&self) -> Option<Shot> {
        let bytes = fs::read(self.folder.path().join("screen/Xvfb_screen0")).ok()?;
        Shot::new(bytes)
    }

    /// What the screen shows.
    pub fn shot(&self) -> Shot {
        self.try_shot().expect("the screen can be read")
    }

    /// Waits until the screen has not changed for a while, and the program has
    /// done nothing: on a busy machine a picture may be long in the making.
    /// Returns the screen.
    pub fn calm(&self) -> Shot {
        self.unchanged(|| (self.ticks(), self.shot())).1
    }

    /// Waits until the screen has not changed for a while, whatever the program
    /// does: with a button down it looks at the pointer again and again.
    fn still(&self) {
        self.unchanged(|| self.shot());
    }

    fn unchanged<T: PartialEq>(&self, mut look: impl FnMut() -> T) -> T {
        let mut last = look();
        let mut since = Instant::now();
        until("the window comes to rest", || {
            let now = look();
            if now != last {
                last = now;
                since = Instant::now();
            }
            since.elapsed() > Duration::from_millis(200)
        });
        last
    }

    /// Does something that shows, and waits for it, but no longer than that; tells
    /// whether it has been shown.
    pub fn shown_within(&self, patience: Duration, act: impl FnOnce(&Self)) -> bool {
        let before = self.calm();
        act(self);
        let start = Instant::now();
        while self.shot() == before {
            if start.elapsed() > patience {
                return false;
            }
            sleep(Duration::from_millis(15));
        }
        self.calm();
        true
    }

    /// Does something that shows, and waits until it has been shown.
    pub fn shows(&self, what: &str, act: impl FnOnce(&Self)) -> Shot {
        let before = self.calm();
        act(self);
        let start = Instant::now();
        until(&format!("{what} shows"), || {
            // What there is instead helps to see why.
            if start.elapsed() > PATIENCE - Duration::from_millis(500) {
                self.shot().keep("window-stuck", self.size());
            }
            self.shot() != before
        });
        self.calm()
    }

    /// Presses keys, such as `ctrl+s`, one after the other.
    pub fn keys(&self, keys: &[&str]) {
        let mut args = vec!["key", "--delay", "60"];
        args.extend(keys);
        self.xdotool(&args);
    }

    /// Types a text.
    pub fn write(&self, text: &str) {
        self.xdotool(&["type", "--delay", "25", text]);
    }

    /// Moves the pointer.
    pub fn point(&self, at: Pos2) {
        let (x, y) = (at.x.round().to_string(), at.y.round().to_string());
        self.xdotool(&["mousemove", &x, &y]);
        sleep(Duration::from_millis(60));
    }

    /// Clicks so many times.
    pub fn click(&self, at: Pos2, times: u32) {
        self.point(at);
        let times = times.to_string();
        self.xdotool(&["click", "--repeat", &times, "--delay", "90", "1"]);
    }

    /// Drags from one point to another, as a hand does: through points between.
    pub fn drag(&self, from: Pos2, to: Pos2) {
        self.point(from);
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=8 {
            self.point(from + (to - from) * (step as f32 / 8.0));
        }
        self.xdotool(&["mouseup", "1"]);
    }

    /// Drags where a picture takes long: each part is seen before the next.
    pub fn drag_slowly(&self, from: Pos2, to: Pos2) {
        let wait = || {
            sleep(Duration::from_millis(400));
            self.still();
        };
        self.point(from);
        wait();
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=4 {
            self.point(from + (to - from) * (step as f32 / 4.0));
            wait();
        }
        self.xdotool(&["mouseup", "1"]);
    }

    /// Saves, and waits until the title says so.
    pub fn save(&self) {
        assert!(self.has_changes(), "there is nothing to save");
        self.keys(&["ctrl+s"]);
        until("the document is saved", || !self.has_changes());
    }

    /// Whether the title shows unsaved changes.
    pub fn has_changes(&self) -> bool {
        self.title().starts_with('•')
    }

    /// Waits until the title shows unsaved changes.
    pub fn changed(&self) {
        until("the change", || self.has_changes());
    }

    /// The document's bytes on disk.
    pub fn on_disk(&self) -> String {
        fs::read_to_string(&self.path).expect("there")
    }

    /// The same window, as large, without a display: it tells where things are.
    fn twin(&self) -> &Harness<'static, Dramatis> {
        self.twin.get_or_init(|| {
            let (width, height) = self.size();
            let original = dramatis::file::parse(self.original.as_bytes()).expect("sound");
            let ws = Workspace::of_document(original.document);
            let picker = Box::new(ScriptedPicker::new([]));
            let app = Dramatis::new(ws, Settings::unkept(), picker);
            let mut twin = Harness::builder()
                .with_size(Vec2::new(width as f32, height as f32))
                .build_ui_state(|ui, app: &mut Dramatis| app.ui(ui), app);
            twin.run_steps(8);
            twin
        })
    }

    /// Where an actor stands in the window.
    pub fn actor(&self, id: &str) -> Pos2 {
        let canvas = self.twin().state().canvas();
        let id = ActorId::new(id).expect("valid");
        let centre = match (canvas.scene(), canvas.crowd()) {
            (Some(scene), _) => scene.actor(&id).expect("shipped").centre,
            (None, crowd) => {
                let crowd = crowd.expect("a scene or a crowd");
                crowd.centre(crowd.actor(&id).expect("there"))
            }
        };
        canvas.to_screen(centre)
    }

    /// A spot of bare paper in the window, with room around it.
    pub fn bare_paper(&self) -> Pos2 {
        let canvas = self.twin().state().canvas();
        let scene = canvas.scene().expect("a small graph");
        let hits = HitIndex::new(scene);
        let bounds = scene.picture.bounds;
        let free = |p: Point| hits.topmost(scene, p, 60.0).is_none();
        // Along every line of a grid, nearest to the middle first.
        let mut spots: Vec<Point> = (2..38)
            .flat_map(|i| (2..38).map(move |j| (f64::from(i) / 40.0, f64::from(j) / 40.0)))
            .map(|(u, v)| {
                let (w, h) = (bounds.width(), bounds.height());
                Point::new(bounds.x0 + u * w, bounds.y0 + v * h)
            })
            .collect();
        let middle = bounds.center();
        spots.sort_by(|a, b| a.distance(middle).total_cmp(&b.distance(middle)));
        let spot = spots.into_iter().find(|p| free(*p)).expect("bare paper");
        canvas.to_screen(spot)
    }

    /// Hundredths of a second that the program has used so far.
    pub fn ticks(&self) -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid())).expect("it runs");
        // The name may hold anything but comes first, in brackets.
        let rest = stat.rsplit_once(')').expect("a name").1;
        let field = |i: usize| -> u64 {
            let value = rest.split_whitespace().nth(i - 3);
            value.and_then(|v| v.parse().ok()).expect("a number")
        };
        field(14) + field(15)
    }
}

/// The lines in which two texts differ: `-` and `+`, as in a patch.
pub fn differences(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = |(a, b): (&&str, &&str)| a == b;
    let head = (old.iter().zip(&new)).take_while(|p| same(*p)).count();
    let most = old.len().min(new.len()) - head;
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take_while(|p| same(*p)).count().min(most);
    let mut told = String::new();
    for line in &old[head..old.len() - tail] {
        let _ = writeln!(told, "-{line}");
    }
    for line in &new[head..new.len() - tail] {
        let _ = writeln!(told, "+{line}");
    }
    told
}
