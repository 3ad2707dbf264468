//! Collects the shapes of one frame, layer by layer.

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{self, Shape};

use super::View;
use super::images::Images;
use super::paint::Painter;
use crate::picture::{FADED, Layer, Scene, Shows};

/// How faint the rest becomes when something is lifted: as faint as what a lens
/// fades.
const QUIET: f32 = FADED as f32;

/// Which items of the picture belong to which actor and action of a scene.
#[derive(Debug, Default)]
pub struct ItemIndex {
    actors: Vec<Vec<u32>>,
    actions: Vec<Vec<u32>>,
}

impl ItemIndex {
    /// The index of a scene; about linear in its size.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let mut index = Self {
            actors: vec![Vec::new(); scene.actors.len()],
            actions: vec![Vec::new(); scene.actions.len()],
        };
        for (i, item) in scene.picture.items.iter().enumerate() {
            let list = match &item.shows {
                Shows::Actor(id) => scene
                    .actors
                    .binary_search_by(|a| a.id.cmp(id))
                    .ok()
                    .map(|at| &mut index.actors[at]),
                Shows::Action(id) => scene
                    .actions
                    .binary_search_by(|a| a.id.cmp(id))
                    .ok()
                    .map(|at| &mut index.actions[at]),
                Shows::Annotation(_) | Shows::Furniture => None,
            };
            if let Some(list) = list {
                list.push(i as u32);
            }
        }
        index
    }
}

/// Which actors and actions of a scene are faded; nothing, while both are empty.
#[derive(Debug, Default)]
pub struct FadedIndex {
    actors: Vec<bool>,
    actions: Vec<bool>,
}

impl FadedIndex {
    /// The index of a scene; about linear in its size.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let faded = &scene.picture.faded;
        if faded.is_empty() {
            return Self::default();
        }
        let actors = scene.actors.iter().map(|a| Shows::Actor(a.id.clone()));
        let actions = scene.actions.iter().map(|a| Shows::Action(a.id.clone()));
        Self {
            actors: actors.map(|a| faded.contains(&a)).collect(),
            actions: actions.map(|a| faded.contains(&a)).collect(),
        }
    }

    /// Whether an actor is faded.
    #[must_use]
    pub fn actor(&self, index: u32) -> bool {
        self.actors.get(index as usize).copied().unwrap_or(false)
    }

    /// Whether an action is faded.
    #[must_use]
    pub fn action(&self, index: u32) -> bool {
        self.actions.get(index as usize).copied().unwrap_or(false)
    }
}

/// What is lifted, and how far the rest has become quiet (0–1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Emphasis {
    /// What keeps its full colour.
    pub lifted: Rc<BTreeSet<Shows>>,
    /// 0: everything is at rest; 1: the rest is quiet.
    pub strength: f32,
}

impl Emphasis {
    /// Opacity of a thing that a lens fades, or does not.
    #[must_use]
    pub fn opacity(&self, shows: &Shows, faded: bool) -> f32 {
        let rest = if faded { QUIET } else { 1.0 };
        if self.strength <= 0.0 {
            rest
        } else if self.lifted.contains(shows) {
            // What is faded comes forward as the others step back.
            rest + (1.0 - rest) * self.strength
        } else {
            self.quiet().min(rest)
        }
    }

    /// Opacity of what is not lifted.
    #[must_use]
    pub fn quiet(&self) -> f32 {
        1.0 - (1.0 - QUIET) * self.strength
    }
}

/// Shapes by layer of the picture, back to front.
pub type Layers = [Vec<Shape>; Layer::ALL.len()];

/// Who knows how to draw the nodes and edges that egui_graphs walks.
pub trait Cast {
    /// Draws the actor of that node.
    fn actor(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers);

    /// Draws the action of that edge.
    fn action(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers);
}

/// Everything in a scene.
pub struct Whole {
    /// The scene.
    pub scene: Rc<Scene>,
    /// Which of its items belong to whom.
    pub items: Rc<ItemIndex>,
    /// What of it is faded.
    pub faded: Rc<FadedIndex>,
    /// What is lifted.
    pub emphasis: Emphasis,
}

impl Whole {
    fn draw(
        &self,
        list: Option<&Vec<u32>>,
        faded: bool,
        painter: &Painter<'_>,
        layers: &mut Layers,
    ) {
        let seen = painter.view.in_view(painter.rect);
        for &i in list.into_iter().flatten() {
            let item = &self.scene.picture.items[i as usize];
            // Out of view costs nothing.
            if !item.bounds.overlaps(seen) {
                continue;
            }
            let opacity = self.emphasis.opacity(&item.shows, faded);
            for mark in &item.marks {
                painter.mark(mark, opacity, &mut layers[item.layer as usize]);
            }
        }
    }
}

impl Cast for Whole {
    fn actor(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers) {
        let (i, faded) = (index as usize, self.faded.actor(index));
        self.draw(self.items.actors.get(i), faded, painter, layers);
    }

    fn action(&self, index: u32, painter: &Painter<'_>, layers: &mut Layers) {
        let (i, faded) = (index as usize, self.faded.action(index));
        self.draw(self.items.actions.get(i), faded, painter, layers);
    }
}

/// Collects the shapes of one frame.
pub struct Sink {
    /// For the fonts.
    pub ctx: egui::Context,
    /// The camera.
    pub view: View,
    /// The canvas on screen.
    pub rect: egui::Rect,
    /// Textures.
    pub images: Rc<Images>,
    /// Who draws.
    pub cast: Rc<dyn Cast>,
    /// What was drawn.
    pub layers: Layers,
}

impl Sink {
    fn draw(&mut self, draw: impl FnOnce(&dyn Cast, &Painter<'_>, &mut Layers)) {
        let painter = Painter {
            ctx: &self.ctx,
            view: &self.view,
            rect: self.rect,
            images: &self.images,
        };
        draw(&*self.cast, &painter, &mut self.layers);
    }

    /// Draws the actor of that node.
    pub fn actor(&mut self, index: u32) {
        self.draw(|cast, painter, layers| cast.actor(index, painter, layers));
    }

    /// Draws the action of that edge.
    pub fn action(&mut self, index: u32) {
        self.draw(|cast, painter, layers| cast.action(index, painter, layers));
    }
}
