//! The few of a crowd that bear letters, and how they are drawn.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Mesh, Shape};
use kurbo::Point;

use crate::app::canvas::paint::{Painter, shapes_in_place};
use crate::app::canvas::sink::{self, Layers};
use crate::app::look;
use crate::model::{ActorKind, Document};
use crate::picture::{
    Crowd, Layer, Mark, Near, Portraits, TextRun, Theme, emblem, portrait_marks, shape,
};

/// What an actor bears on its silhouette.
#[derive(Clone, Debug)]
enum Face {
    /// The pictogram of its kind.
    Pictogram,
    /// Letters, as of an actor at the origin with a radius of 1.
    Letters(TextRun),
    /// A portrait.
    Portrait(Arc<[u8]>),
}

/// Pictograms as triangles, by kind, size on screen and ink.
type Pictograms = Rc<RefCell<HashMap<(ActorKind, u32, egui::Color32), Arc<Mesh>>>>;

/// What actors bear, by their index; and pictograms as triangles.
#[derive(Debug, Default)]
pub struct Faces {
    known: HashMap<u32, Face>,
    pictograms: Pictograms,
}

impl Faces {
    /// Forgets what an actor bears.
    pub fn forget(&mut self, actor: u32) {
        self.known.remove(&actor);
    }

    fn of(&mut self, i: u32, crowd: &Crowd, doc: &Document, portraits: &Portraits) -> Face {
        if self.known.len() > 4_000 {
            self.known.clear();
        }
        let face = self.known.entry(i).or_insert_with(|| {
            let id = &crowd.actors()[i as usize];
            if let Some(bytes) = portraits.get(id) {
                return Face::Portrait(Arc::clone(bytes));
            }
            let ink = crate::picture::Color::hex(0);
            let mark = doc
                .graph
                .actor(id)
                .map(|a| emblem(a, Point::ZERO, 1.0, ink));
            match mark {
                Some(Mark::Text(run)) => Face::Letters(run),
                _ => Face::Pictogram,
            }
        });
        face.clone()
    }
}

/// One actor of the few.
#[derive(Debug)]
struct Member {
    at: Point,
    radius: f64,
    kind: ActorKind,
    ink: crate::picture::Color,
    face: Option<Face>,
    name: Vec<Mark>,
    opacity: f32,
}

/// One action of the few.
#[derive(Debug, Default)]
struct Deed {
    ends: (usize, usize),
    marks: Vec<Mark>,
    opacity: f32,
}

/// The few of a crowd that bear letters.
#[derive(Debug, Default)]
pub struct Cast {
    members: Vec<Member>,
    deeds: Vec<Deed>,
    pictograms: Pictograms,
}

/// What a cast is made from.
pub struct Casting<'c> {
    /// The crowd.
    pub crowd: &'c Crowd,
    /// Its document.
    pub doc: &'c Document,
    /// Its portraits.
    pub portraits: &'c Portraits,
    /// Its colours.
    pub theme: &'c Theme,
    /// Opacity of an actor, by its index.
    pub actor_opacity: &'c dyn Fn(u32) -> f32,
    /// Opacity of an action, by its index.
    pub action_opacity: &'c dyn Fn(u32) -> f32,
}

impl Cast {
    /// Those who bear letters, and the ends of the actions that do.
    pub fn new(near: Near, faces: &mut Faces, from: &Casting<'_>) -> Self {
        let Casting {
            crowd,
            doc,
            portraits,
            theme,
            actor_opacity,
            action_opacity,
        } = *from;
        let mut cast = Self {
            pictograms: Rc::clone(&faces.pictograms),
            ..Self::default()
        };
        let mut members: BTreeMap<u32, usize> = BTreeMap::new();
        let join = |cast: &mut Self, members: &mut BTreeMap<u32, usize>, i: u32| {
            *members.entry(i).or_insert_with(|| {
                let kind = crowd.kinds()[i as usize];
                cast.members.push(Member {
                    at: crowd.centre(i as usize),
                    radius: crowd.radii()[i as usize].into(),
                    kind,
                    ink: theme.kind_ink(kind),
                    face: None,
                    name: Vec::new(),
                    opacity: actor_opacity(i),
                });
                cast.members.len() - 1
            })
        };
        for i in near.emblems {
            let at = join(&mut cast, &mut members, i);
            cast.members[at].face = Some(faces.of(i, crowd, doc, portraits));
        }
        for name in near.names {
            let at = join(&mut cast, &mut members, name.actor);
            cast.members[at].name = name.runs.into_iter().map(Mark::Text).collect();
        }
        let mut deeds: BTreeMap<u32, Vec<Mark>> = BTreeMap::new();
        for (i, marks) in near.signs {
            deeds.entry(i).or_default().extend(marks);
        }
        for (i, runs) in near.verbs {
            let marks = runs.into_iter().map(Mark::Text);
            deeds.entry(i).or_default().extend(marks);
        }
        for (i, marks) in deeds {
            let line = &crowd.lines()[i as usize];
            let ends = (
                join(&mut cast, &mut members, line.from),
                join(&mut cast, &mut members, line.to),
            );
            cast.deeds.push(Deed {
                ends,
                marks,
                opacity: action_opacity(i),
            });
        }
        cast
    }

    /// Where the actors stand.
    pub fn centres(&self) -> impl Iterator<Item = Point> + '_ {
        self.members.iter().map(|m| m.at)
    }

    /// The ends of the actions, as indices of the actors.
    pub fn ends(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.deeds.iter().map(|d| d.ends)
    }

    /// A pictogram as triangles: made once for each kind, size and ink.
    fn pictogram(&self, member: &Member, painter: &Painter<'_>, out: &mut Vec<Shape>) {
        let zoom = painter.view.camera().zoom;
        // Sizes on screen in quarters of a point: nobody sees less.
        let size = (member.radius * zoom * 4.0).round();
        let ink = look::color(member.ink).gamma_multiply(member.opacity);
        let key = (member.kind, size as u32, ink);
        let mut known = self.pictograms.borrow_mut();
        if known.len() > 512 {
            known.clear();
        }
        let mesh = known.entry(key).or_insert_with(|| {
            let mark =
                shape::pictogram(member.kind, Point::ZERO, size / 4.0).map(|path| Mark::Path {
                    path,
                    fill: Some(member.ink),
                    stroke: None,
                });
            let shapes = shapes_in_place(painter.ctx, mark.as_slice());
            let clipped = shapes
                .into_iter()
                .map(|shape| egui::epaint::ClippedShape {
                    clip_rect: egui::Rect::EVERYTHING,
                    shape,
                })
                .collect();
            let mut whole = Mesh::default();
            for part in painter
                .ctx
                .tessellate(clipped, painter.ctx.pixels_per_point())
            {
                if let egui::epaint::Primitive::Mesh(mesh) = part.primitive {
                    whole.append(mesh);
                }
            }
            for vertex in &mut whole.vertices {
                vertex.color = vertex.color.gamma_multiply(member.opacity);
            }
            Arc::new(whole)
        });
        let mut mesh = Mesh::clone(mesh);
        let to = painter.view.to_screen(painter.rect, member.at);
        mesh.translate(to.to_vec2());
        out.push(Shape::mesh(mesh));
    }
}

impl sink::Cast for Cast {
    fn actor(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers) {
        let Some(member) = self.members.get(index as usize) else {
            return;
        };
        let bodies = &mut layers[Layer::Nodes as usize];
        match &member.face {
            None => {}
            Some(Face::Pictogram) => self.pictogram(member, painter, bodies),
            Some(Face::Letters(run)) => {
                let run = TextRun {
                    origin: member.at + run.origin.to_vec2() * member.radius,
                    size: run.size * member.radius,
                    color: member.ink,
                    ..run.clone()
                };
                painter.mark(&Mark::Text(run), member.opacity, bodies);
            }
            Some(Face::Portrait(bytes)) => {
                let outline = shape::silhouette(member.kind, member.at, member.radius);
                for mark in portrait_marks(bytes, member.at, &outline, member.ink) {
                    painter.mark(&mark, member.opacity, bodies);
                }
            }
        }
        for mark in &member.name {
            painter.mark(
                mark,
                member.opacity,
                &mut layers[Layer::NodeLabels as usize],
            );
        }
    }

    fn action(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers) {
        if let Some(deed) = self.deeds.get(index as usize) {
            for mark in &deed.marks {
                painter.mark(mark, deed.opacity, &mut layers[Layer::EdgeLabels as usize]);
            }
        }
    }
}
