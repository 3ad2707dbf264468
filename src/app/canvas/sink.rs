//! Collects the shapes of one frame, layer by layer.

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui::{self, Shape};

use super::View;
use super::images::Images;
use super::paint::Painter;
use crate::picture::{Layer, Scene, Shows};

/// How faint the rest becomes when something is lifted.
const QUIET: f32 = 0.3;

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
                Shows::Furniture => None,
            };
            if let Some(list) = list {
                list.push(i as u32);
            }
        }
        index
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
    fn opacity(&self, shows: &Shows) -> f32 {
        if self.strength <= 0.0 || self.lifted.contains(shows) {
            1.0
        } else {
            1.0 - (1.0 - QUIET) * self.strength
        }
    }
}

/// Collects the shapes of one frame.
pub struct Sink {
    ctx: egui::Context,
    view: View,
    rect: egui::Rect,
    scene: Rc<Scene>,
    items: Rc<ItemIndex>,
    images: Rc<Images>,
    emphasis: Emphasis,
    layers: [Vec<Shape>; Layer::ALL.len()],
}

impl Sink {
    /// A sink for one frame.
    #[must_use]
    pub fn new(
        ctx: egui::Context,
        view: View,
        rect: egui::Rect,
        scene: Rc<Scene>,
        items: Rc<ItemIndex>,
        images: Rc<Images>,
        emphasis: Emphasis,
    ) -> Self {
        Self {
            ctx,
            view,
            rect,
            scene,
            items,
            images,
            emphasis,
            layers: Default::default(),
        }
    }

    /// Draws the actor at that index of the scene.
    pub fn actor(&mut self, index: u32) {
        let items = Rc::clone(&self.items);
        if let Some(list) = items.actors.get(index as usize) {
            self.draw(list);
        }
    }

    /// Draws the action at that index of the scene.
    pub fn action(&mut self, index: u32) {
        let items = Rc::clone(&self.items);
        if let Some(list) = items.actions.get(index as usize) {
            self.draw(list);
        }
    }

    fn draw(&mut self, list: &[u32]) {
        let seen = self.view.in_view(self.rect);
        let painter = Painter {
            ctx: &self.ctx,
            view: &self.view,
            rect: self.rect,
            images: &self.images,
        };
        for &i in list {
            let item = &self.scene.picture.items[i as usize];
            // Out of view costs nothing.
            if !item.bounds.overlaps(seen) {
                continue;
            }
            let opacity = self.emphasis.opacity(&item.shows);
            for mark in &item.marks {
                painter.mark(mark, opacity, &mut self.layers[item.layer as usize]);
            }
        }
    }

    /// The shapes, layer by layer, back to front.
    #[must_use]
    pub fn into_layers(self) -> [Vec<Shape>; Layer::ALL.len()] {
        self.layers
    }
}
