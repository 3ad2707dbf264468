//! The canvas: the picture on screen, and every gesture on it. The only room
//! that knows egui_graphs.

mod access;
mod annotating;
mod begin;
mod bend;
mod camera;
mod carried;
mod click;
mod cycle;
mod edge;
mod far;
mod follow;
mod frame;
mod gesture;
mod grid;
mod host;
mod images;
mod keyboard;
mod lift;
mod naming;
mod notes;
mod outlines;
mod overlay;
mod paint;
mod pointed;
mod sink;
mod snap;
mod stage;
mod sweep;
mod told;
mod turn;
mod visit;
mod walk;
mod wheel;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, EventFilter, Id, Mesh, Sense, Shape};

use crate::app::{Command, Settings, Workspace};
use crate::edit::{Guide, Selection};
use crate::model::{ActionId, ActorId, Camera, Place};
use crate::picture::{Layer, Letters, Portraits, Scene, Shows, Theme, ThemeName};

pub(super) use access::{bounds, wanted};
pub(super) use paint::shapes_in_place;

pub use camera::View;
use cycle::LastClick;
pub use far::install;
pub use follow::Flow;
use frame::{FrameKey, triangles};
use gesture::Gesture;
use grid::Dots;
use host::Host;
use images::Images;
use lift::Lifted;
use naming::Naming;
use notes::Notes;
use sink::Sink;
use snap::Way;
use stage::{Close, Stage};
use sweep::Sweep;
use turn::SelectionBox;
pub use visit::Outlook;

/// How far from a line the pointer still picks it, in screen points.
const REACH: f64 = 6.0;

/// What the scene was made from: it is made anew when this changes.
#[derive(Clone, Debug, PartialEq)]
struct SceneKey {
    content: u64,
    revision: u64,
    epoch: u64,
    theme: ThemeName,
    places_version: u64,
    portraits_version: u64,
    filter: u64,
    letters: Letters,
}

/// Actors on their way from one arrangement to another.
struct Transition {
    from: BTreeMap<ActorId, Place>,
    /// Where those of a crowd are going, in order of ids, and from where.
    crowd: Vec<[[f32; 2]; 2]>,
    start_s: f64,
}

/// The canvas and its state.
pub struct Canvas {
    view: View,
    fit_pending: bool,
    /// Where actors stand on screen: the document's places, a drag's, or those
    /// of a transition.
    shown_places: BTreeMap<ActorId, Place>,
    places_version: u64,
    /// Whether some of a crowd stand elsewhere than `shown_places` has them.
    tried_on: bool,
    /// Who those are; nobody if it may be anybody.
    trying: BTreeSet<ActorId>,
    /// Where everybody is carried for the moment, and which of its versions is
    /// shown.
    flow: Option<Flow>,
    flow_shown: Option<(u64, u64)>,
    /// Whether something was dropped since that was last asked.
    dropped: bool,
    /// The document's revision and arrangement that were last taken over.
    seen: Option<(u64, u64)>,
    /// The last change that somebody made of it.
    edition: Option<u64>,
    transition: Option<Transition>,
    stage: Stage,
    scene_key: Option<SceneKey>,
    /// How large letters are: readable from where the camera is.
    letters: Letters,
    scene_version: u64,
    host: Host,
    images: Rc<Images>,
    portraits: Portraits,
    portraits_version: u64,
    frame_key: Option<FrameKey>,
    /// The same of annotations, whose versions count by themselves.
    notes_key: Option<FrameKey>,
    notes: Notes,
    /// What the next drag draws.
    tool: Option<annotating::Tool>,
    /// What was drawn last, layer by layer: triangles, so that showing them
    /// again costs no more than copying them.
    layers: [Vec<Arc<Mesh>>; Layer::ALL.len()],
    /// For so many frames, everything is drawn anew.
    restless: u8,
    /// Whether everything is to be fitted again.
    refit: bool,
    /// How often shapes were made anew, for tests of idleness.
    draws: u64,
    gesture: Gesture,
    /// How far what is dragged was moved, and what it is in line with.
    way: Way,
    guides: Vec<Guide>,
    /// The line that is being bent, as it is shown; without points, on its usual
    /// course.
    bent: Option<(ActionId, Vec<[f64; 2]>)>,
    /// The bend that keys move: which of whose.
    in_hand: Option<(ActionId, usize)>,
    /// What was looked at before the drag moved the view at its edge.
    panned_from: Option<Camera>,
    /// The box round what is selected.
    chosen: SelectionBox,
    /// The dots of the grid.
    dots: Option<Dots>,
    /// The area that is being drawn to select what is in it.
    sweep: Option<Box<Sweep>>,
    /// Whether the next drag draws a lasso.
    lasso_ready: bool,
    last_click: Option<LastClick>,
    hovered: Option<Shows>,
    lift: f32,
    lifted: Option<Lifted>,
    /// What is pointed at elsewhere, and lifted here while nothing is.
    lit: Option<Rc<BTreeSet<ActionId>>>,
    /// What is lifted together with it, as of which scene.
    company: ((u64, u64), Rc<BTreeSet<Shows>>),
    /// Whether keys go to something that is open above it.
    deaf: bool,
    naming: Option<Naming>,
    /// Whose actions are walked by keyboard.
    walker: Option<ActorId>,
    menu_at: Option<(kurbo::Point, Option<Shows>)>,
    /// Where the context menu was asked to paste, and when.
    paste_at: Option<(kurbo::Point, f64)>,
    focus_wanted: bool,
    /// After so many frames it takes the keyboard, if nobody else has it.
    focus_later: u8,
    rect: egui::Rect,
}

impl Default for Canvas {
    fn default() -> Self {
        let scene = Scene::build(
            &crate::model::Document::new(),
            &BTreeMap::new(),
            &BTreeMap::new(),
            &Theme::of(ThemeName::Light),
            &Portraits::new(),
        );
        Self {
            view: View::default(),
            fit_pending: true,
            shown_places: BTreeMap::new(),
            places_version: 0,
            tried_on: false,
            flow: None,
            flow_shown: None,
            dropped: false,
            trying: BTreeSet::new(),
            seen: None,
            edition: None,
            transition: None,
            host: Host::of_scene(&scene),
            stage: Stage::Close(Box::new(Close::new(scene))),
            scene_key: None,
            letters: Letters::USUAL,
            scene_version: 0,
            images: Rc::default(),
            portraits: Portraits::new(),
            portraits_version: 0,
            frame_key: None,
            notes_key: None,
            notes: Notes::default(),
            tool: None,
            layers: Default::default(),
            restless: 0,
            refit: false,
            draws: 0,
            gesture: Gesture::Idle,
            way: Way::default(),
            guides: Vec::new(),
            bent: None,
            in_hand: None,
            panned_from: None,
            chosen: SelectionBox::default(),
            dots: None,
            sweep: None,
            lasso_ready: false,
            last_click: None,
            hovered: None,
            lift: 0.0,
            lifted: None,
            lit: None,
            company: ((0, 0), Rc::default()),
            deaf: false,
            naming: None,
            walker: None,
            menu_at: None,
            paste_at: None,
            focus_wanted: true,
            focus_later: 0,
            rect: egui::Rect::ZERO,
        }
    }
}

impl Canvas {
    /// Forgets everything about the last document.
    pub fn document_changed(&mut self, portraits: Portraits) {
        let portraits_version = self.portraits_version + 1;
        *self = Self {
            portraits,
            portraits_version,
            scene_version: self.scene_version,
            draws: self.draws,
            places_version: self.places_version + 1,
            ..Self::default()
        };
    }

    /// Takes over other portraits of the same document.
    pub fn set_portraits(&mut self, portraits: Portraits) {
        self.portraits = portraits;
        self.portraits_version += 1;
    }

    /// Draws everything anew for some frames: letters may have changed places
    /// in egui's texture (with another theme they do).
    pub fn redraw(&mut self) {
        self.restless = 3;
    }

    /// Screen point of a document point, as of the last frame.
    #[must_use]
    pub fn to_screen(&self, p: kurbo::Point) -> egui::Pos2 {
        self.view.to_screen(self.rect, p)
    }

    /// Lets it not listen to keys while something is open above it, such as a menu
    /// or a dialog.
    pub fn set_deaf(&mut self, deaf: bool) {
        self.deaf = deaf;
    }

    /// Whether something was dropped since this was last asked.
    pub fn take_drop(&mut self) -> bool {
        std::mem::take(&mut self.dropped)
    }

    /// Gives to the document what is being typed on the canvas, or moved by
    /// keys, as far as it can be taken.
    #[must_use]
    pub fn flush(&mut self, ws: &Workspace) -> Vec<Command> {
        let mut commands: Vec<Command> = self.finish_nudge(ws).into_iter().collect();
        if let Some(naming) = self.naming.take_if(|n| n.is_written()) {
            self.focus_wanted = true;
            commands.extend(naming.finish(ws));
        }
        commands
    }

    /// Shows the canvas. Returns what the person wants done.
    pub fn ui(&mut self, ui: &mut egui::Ui, ws: &Workspace, settings: &Settings) -> Vec<Command> {
        let (now_s, dt_s) = ui.input(|i| (i.time, f64::from(i.stable_dt)));
        let rect = ui.available_rect_before_wrap();
        let resized = self.rect.size() != rect.size();
        self.rect = rect;
        let id = Id::new("canvas");
        let mut commands = Vec::new();

        self.forget_sweep();
        self.notes.forget_tried();
        self.follow_document(ws, settings, now_s);
        let still = settings.reduced_motion;
        self.advance_transition(ws, now_s, still);
        self.go_with_flow();
        self.refresh_scene(ws, settings);
        // A crowd that has just been put where the document has it.
        self.go_with_flow();
        self.view.allow(rect, self.bounds());
        if self.fit_pending && rect.width() > 1.0 {
            self.fit_pending = false;
            // The status bar has said what zoom there was before.
            ui.request_repaint();
            if let Some(camera) = ws.arrangement().camera {
                self.view.go(camera, now_s, true);
            } else {
                self.fit_now(ws, settings, now_s);
            }
        } else if (resized || std::mem::take(&mut self.refit))
            && self.view.is_fitted()
            && matches!(self.gesture, Gesture::Idle)
        {
            self.fit_now(ws, settings, now_s);
        }

        // Slots under everything that comes later in this frame.
        let painter = ui.painter_at(rect);
        let theme = Theme::of(settings.theme);
        painter.rect_filled(rect, 0.0, crate::app::look::color(theme.paper));
        painter.add(self.grid_shape(settings, &theme));
        let frames = painter.add(Shape::Noop);
        let crowd = painter.add(Shape::Noop);
        let under = painter.add(Shape::Noop);
        let slots = Layer::ALL.map(|layer| match layer {
            // Under everything, also under what the graphics card draws.
            Layer::Frames => frames,
            _ => painter.add(Shape::Noop),
        });
        let over = painter.add(Shape::Noop);

        let response = ui.interact(rect, id, Sense::click_and_drag());
        if self.focus_later > 0 {
            self.focus_later -= 1;
            let free = ui.memory(|m| m.focused().is_none());
            self.focus_wanted |= self.focus_later == 0 && free;
            ui.request_repaint();
        }
        if std::mem::take(&mut self.focus_wanted) && self.naming.is_none() {
            response.request_focus();
        }
        if response.has_focus() {
            let back = ui.input(|i| i.modifiers.shift);
            let at_end = self.next_walked(ws.selection(), back).is_none();
            let hears = !self.deaf;
            ui.memory_mut(|m| {
                m.set_focus_lock_filter(
                    id,
                    EventFilter {
                        // Past the last actor, Tab leaves the canvas: no trap.
                        tab: hears && !at_end,
                        horizontal_arrows: hears,
                        vertical_arrows: hears,
                        escape: hears,
                    },
                );
            });
            if hears {
                commands.extend(self.keyboard(ui, ws, settings));
            }
        }
        commands.extend(self.follow_nudge(ui, &response, ws));
        commands.extend(self.pointer(ui, &response, ws, settings));
        for asked in access::requests(ui, id, &self.stage, &self.notes) {
            // As if it was walked to: in view, and with the keyboard there.
            response.request_focus();
            commands.push(self.walk_to(ui, &asked));
        }
        self.view.tick(now_s, dt_s);
        // A gesture may have moved something in this very frame.
        self.refresh_scene(ws, settings);
        self.refresh_sweep(ws);
        self.refresh_box(ws);
        self.update_lift(ui, ws, settings);
        let emphasis = self.emphasis();
        let mut lifts = 0;
        if let Stage::Far(far) = &mut self.stage {
            let lifted = self.lifted.as_ref().filter(|_| self.lift > 0.0);
            let swept = self.sweep.as_ref().map(|s| s.marks());
            far.mark(lifted, (ws.selection(), ws.selection_epoch()), swept);
            far.look(&self.view);
            lifts = far.lifts();
            let shape = far.shape(
                &self.view,
                rect,
                ui.pixels_per_point(),
                &theme,
                emphasis.quiet(),
            );
            painter.set(crowd, shape);
        }

        let frame_key = FrameKey {
            scene: self.scene_version,
            camera: self.view.camera(),
            rect,
            emphasis,
            lifts,
            atlas: ui.fonts(|f| (f.font_image_size(), f.font_atlas_fill_ratio().to_bits())),
            pixels_per_point: ui.pixels_per_point(),
        };
        let restless = self.restless > 0;
        self.restless = self.restless.saturating_sub(1);
        let notes_key = FrameKey {
            scene: self.notes.version(),
            lifts: 0,
            ..frame_key.clone()
        };
        if restless || frame_key.outdates(self.frame_key.as_ref()) {
            let sink = Sink {
                ctx: ui.ctx().clone(),
                view: self.view,
                rect,
                images: Rc::clone(&self.images),
                cast: self.cast(ws, &theme, &frame_key.emphasis),
                layers: Default::default(),
            };
            let drawn = self.host.draw(ui, &self.view, rect, sink);
            let shapes = drawn.map(|sink| sink.layers).unwrap_or_default();
            let notes = [Layer::Frames, Layer::Notes].map(|l| l as usize);
            for (at, layer) in shapes.into_iter().enumerate() {
                if !notes.contains(&at) {
                    self.layers[at] = triangles(ui.ctx(), rect, layer);
                }
            }
            self.draws += 1;
            // Drawing may have put new letters into the atlas.
            let atlas = ui.fonts(|f| (f.font_image_size(), f.font_atlas_fill_ratio().to_bits()));
            self.frame_key = Some(FrameKey { atlas, ..frame_key });
        }
        if restless || notes_key.outdates(self.notes_key.as_ref()) {
            self.draw_notes(ui, notes_key);
        }
        for (slot, meshes) in slots.into_iter().zip(&self.layers) {
            let meshes = meshes.iter().map(|m| Shape::Mesh(Arc::clone(m)));
            painter.set(slot, Shape::Vec(meshes.collect()));
        }
        painter.set(under, Shape::Vec(self.underlay(ws, &theme)));
        painter.set(over, Shape::Vec(self.overlay(ui, ws, &theme)));

        commands.extend(self.naming_ui(ui, ws));
        commands.extend(self.context_menu(&response, ws, settings));
        access::nodes(ui, id, (&self.stage, &self.notes), &self.view, rect, ws);

        let moving = self.view.is_moving() || self.transition.is_some() || self.refit;
        if moving || (self.lift > 0.0 && self.lift < 1.0) {
            ui.request_repaint();
        }
        commands
    }
}

/// A selection of one thing.
fn only(shows: &Shows) -> Selection {
    match shows {
        Shows::Actor(id) => Selection::actor(id.clone()),
        Shows::Action(id) => Selection::action(id.clone()),
        Shows::Annotation(id) => Selection::annotation(id.clone()),
        Shows::Furniture => Selection::default(),
    }
}
