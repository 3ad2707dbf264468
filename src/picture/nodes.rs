//! Drawing actors.

use std::borrow::Cow;
use std::sync::Arc;

use kurbo::{BezPath, Point, Rect, Shape, Vec2};

use super::names::NameBox;
use super::{
    Anchor, Color, Dash, Halo, Item, Layer, Mark, Shows, Stroke, TextRun, Theme, Weight, font,
    shape, words,
};
use crate::model::{Actor, ActorKind, Place};

/// Size of names, in document units.
pub const NAME_SIZE: f64 = 17.0;
/// Size of the names of events, in document units.
const EVENT_NAME_SIZE: f64 = 15.0;
/// Distance from one line of a name to the next, in em.
const LINE_HEIGHT_EM: f64 = 1.2;
/// Names are broken into lines about this wide, in document units.
const NAME_WIDTH: f64 = 150.0;
/// Most lines of a name.
const NAME_LINES: usize = 3;
/// Most letters that are written of a name.
const NAME_LETTERS: usize = 140;
/// Width of outlines, in document units.
pub const OUTLINE_WIDTH: f64 = 2.2;
/// Free space between a silhouette and its name, in document units.
pub const NAME_GAP: f64 = 8.0;
/// How far the halo of a name reaches, in document units.
pub const NAME_HALO: f64 = 2.5;

/// What an actor bears on its silhouette: the pictogram of its kind, the initials
/// of a person, or the section sign of a norm. `radius` is that of a person of
/// the same importance, in document units.
#[must_use]
pub fn emblem(actor: &Actor, centre: Point, radius: f64, ink: Color) -> Mark {
    if let Some(path) = shape::pictogram(actor.kind, centre, radius) {
        return Mark::Path {
            path,
            fill: Some(ink),
            stroke: None,
        };
    }
    let (text, scale) = match actor.kind {
        ActorKind::Norm => ("§".to_owned(), 1.05),
        _ => (actor.initials(), 0.72),
    };
    let mut size = radius * scale;
    let room = radius * 1.6;
    let width = font::width(&text, Weight::SemiBold, size);
    if width > room {
        size *= room / width;
    }
    Mark::Text(TextRun {
        text,
        origin: centre + Vec2::new(0.0, size * font::CAP_HEIGHT_EM / 2.0),
        size,
        weight: Weight::SemiBold,
        color: ink,
        halo: None,
        anchor: Anchor::Middle,
        angle_rad: 0.0,
    })
}

/// Radius of an actor with so many actions, in document units (see
/// [`shape::silhouette`]).
#[must_use]
pub fn radius(kind: ActorKind, degree: usize) -> f64 {
    // Area grows with the logarithm of the number of actions: the busiest actors
    // stand out, none dwarfs the others.
    let growth = (1.0 + degree as f64 / 4.0).ln() * 0.16;
    let base = match kind {
        ActorKind::Event => shape::RADIUS * 0.78,
        _ => shape::RADIUS * 0.92,
    };
    base * (1.0 + growth.min(0.5))
}

/// How large and how heavy the letters of a name are.
fn letters(kind: ActorKind) -> (f64, Weight) {
    match kind {
        ActorKind::Event => (EVENT_NAME_SIZE, Weight::Regular),
        _ => (NAME_SIZE, Weight::SemiBold),
    }
}

/// The name of an actor, broken into lines.
#[derive(Clone, Debug)]
pub struct NameText {
    /// Its lines.
    pub lines: Vec<String>,
    /// Size of its letters, in document units.
    pub letters: f64,
    /// How heavy they are.
    pub weight: Weight,
    /// Width and height, in document units.
    pub size: Vec2,
}

/// What is written of a name: all of it, unless it is a page; panels and
/// assistive technology tell the rest.
fn written(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(NAME_LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()).into(),
        None => name.into(),
    }
}

impl NameText {
    /// The name of an actor.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let (letters, weight) = letters(actor.kind);
        let name = written(&actor.name);
        let lines = font::wrap(&name, weight, letters, NAME_WIDTH, NAME_LINES);
        let width = lines
            .iter()
            .map(|line| font::width(line, weight, letters))
            .fold(0.0, f64::max);
        let size = Vec2::new(width, lines.len() as f64 * letters * LINE_HEIGHT_EM);
        Self {
            lines,
            letters,
            weight,
            size,
        }
    }

    /// The `size` of an actor's name, without its lines.
    #[must_use]
    pub fn size_of(actor: &Actor) -> Vec2 {
        let (letters, weight) = letters(actor.kind);
        let name = written(&actor.name);
        let (width, lines) = font::wrapped_size(&name, weight, letters, NAME_WIDTH, NAME_LINES);
        Vec2::new(width, lines as f64 * letters * LINE_HEIGHT_EM)
    }

    /// Its lines within a box.
    #[must_use]
    pub fn runs(&self, name: &NameBox, theme: &Theme) -> Vec<TextRun> {
        let size = self.letters * name.scale;
        let step = size * LINE_HEIGHT_EM;
        let x = match name.anchor {
            Anchor::Start => name.rect.x0,
            Anchor::Middle => name.rect.center().x,
            Anchor::End => name.rect.x1,
        };
        // Ascent and descent share out what the line height leaves.
        let slack = (LINE_HEIGHT_EM - font::ASCENT_EM - font::DESCENT_EM) / 2.0;
        let first = name.rect.y0 + size * (slack + font::ASCENT_EM);
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(i, line)| TextRun {
                text: line.clone(),
                origin: Point::new(x, first + i as f64 * step),
                size,
                weight: self.weight,
                color: theme.ink,
                halo: Some(Halo {
                    color: theme.paper,
                    reach: NAME_HALO * name.scale,
                }),
                anchor: name.anchor,
                angle_rad: 0.0,
            })
            .collect()
    }
}

fn outline_mark(outline: &BezPath, fill: Option<Color>, ink: Color) -> Mark {
    Mark::Path {
        path: outline.clone(),
        fill,
        stroke: Some(Stroke::new(ink, OUTLINE_WIDTH, Dash::Solid)),
    }
}

/// A portrait that covers a silhouette, cut to it, and the outline over its
/// edge; nothing when it is no image that can be shown.
#[must_use]
pub fn portrait_marks(
    bytes: &Arc<[u8]>,
    centre: Point,
    outline: &BezPath,
    ink: Color,
) -> Vec<Mark> {
    let Ok((w, h)) = super::portrait::size(bytes) else {
        return Vec::new();
    };
    let (w, h) = (f64::from(w), f64::from(h));
    let frame = outline.bounding_box();
    let scale = (frame.width() / w).max(frame.height() / h);
    let image = Mark::Image {
        bytes: Arc::clone(bytes),
        frame: Rect::from_center_size(centre, (w * scale, h * scale)),
        clip: outline.clone(),
    };
    vec![image, outline_mark(outline, None, ink)]
}

/// An actor about to be drawn.
pub struct Node<'d> {
    pub actor: &'d Actor,
    pub centre: Point,
    pub pinned: bool,
    pub degree: usize,
    pub radius: f64,
    pub outline: BezPath,
    pub name: NameText,
}

impl<'d> Node<'d> {
    pub fn new(actor: &'d Actor, place: Place) -> Self {
        Self {
            actor,
            centre: Point::new(place.x, place.y),
            pinned: place.pin,
            degree: 0,
            radius: shape::RADIUS,
            outline: BezPath::new(),
            name: NameText::of(actor),
        }
    }

    /// Works out the silhouette, once the degree is known.
    pub fn shape(&mut self) {
        self.radius = radius(self.actor.kind, self.degree);
        self.outline = shape::silhouette(self.actor.kind, self.centre, self.radius);
    }

    /// Where the name stands when nothing is in its way: below.
    pub fn usual_name_box(&self) -> Rect {
        let top = self.outline.bounding_box().y1 + NAME_GAP;
        let Vec2 { x: w, y: h } = self.name.size;
        Rect::new(
            self.centre.x - w / 2.0,
            top,
            self.centre.x + w / 2.0,
            top + h,
        )
    }

    pub fn item(&self, theme: &Theme, portrait: Option<&Arc<[u8]>>) -> Item {
        let kind = self.actor.kind;
        let ink = theme.kind_ink(kind);
        let portrait = portrait
            .map(|bytes| portrait_marks(bytes, self.centre, &self.outline, ink))
            .filter(|marks| !marks.is_empty());
        let marks = portrait.unwrap_or_else(|| {
            vec![
                outline_mark(&self.outline, Some(theme.kind(kind)), ink),
                emblem(self.actor, self.centre, self.radius, ink),
            ]
        });
        Item {
            shows: Shows::Actor(self.actor.id.clone()),
            layer: Layer::Nodes,
            bounds: self
                .outline
                .bounding_box()
                .inflate(OUTLINE_WIDTH, OUTLINE_WIDTH),
            marks,
            label: words::actor(self.actor),
        }
    }

    pub fn name_item(&self, name: &NameBox, theme: &Theme) -> Item {
        let runs = self.name.runs(name, theme);
        Item {
            shows: Shows::Actor(self.actor.id.clone()),
            layer: Layer::NodeLabels,
            marks: runs.into_iter().map(Mark::Text).collect(),
            bounds: {
                let halo = NAME_HALO * name.scale;
                name.rect.inflate(halo, halo)
            },
            label: String::new(),
        }
    }
}
