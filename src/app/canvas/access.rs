//! The canvas, told to assistive technology: painted shapes are invisible to
//! it, so each actor and action in view has a node of its own.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::{self, Event, Id, Rect};
use kurbo::Shape as _;

use super::{View, only};
use crate::app::{Command, Workspace};
use crate::picture::{Scene, Shows, words};

/// Most nodes that are told at once: more would drown whoever listens.
const MOST: usize = 2_000;

fn node_id(canvas: Id, shows: &Shows) -> Id {
    canvas.with(shows)
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

/// Tells every visible actor and action: its name, its kind, and what it does.
pub fn nodes(ui: &egui::Ui, canvas: Id, scene: &Scene, view: &View, rect: Rect, ws: &Workspace) {
    let doc = ws.document();
    let selection = ws.selection();
    let on = ui.ctx().accesskit_node_builder(canvas, |node| {
        node.set_role(Role::Canvas);
        node.set_label(format!(
            "Graph of {} actors and {} actions",
            doc.graph.actor_count(),
            doc.graph.action_count()
        ));
        node.set_description(
            "Tab and arrow keys walk the actors, full stop and comma their actions",
        );
        if selection.len() == 1 {
            let shows = selection
                .actors
                .first()
                .map(|id| Shows::Actor(id.clone()))
                .or_else(|| {
                    selection
                        .actions
                        .first()
                        .map(|id| Shows::Action(id.clone()))
                });
            if let Some(shows) = shows {
                node.set_active_descendant(node_id(canvas, &shows).accesskit_id());
            }
        }
    });
    if on.is_none() {
        return; // nobody listens
    }
    let seen = view.in_view(rect);
    let screen = |r: kurbo::Rect| {
        let (a, b) = (
            view.to_screen(rect, kurbo::Point::new(r.x0, r.y0)),
            view.to_screen(rect, kurbo::Point::new(r.x1, r.y1)),
        );
        Rect::from_two_pos(a, b).intersect(rect)
    };
    let mut told = 0;
    for drawn in &scene.actors {
        let shape = drawn.outline.bounding_box();
        let Some(actor) = doc.graph.actor(&drawn.id) else {
            continue;
        };
        if !shape.overlaps(seen) || told >= MOST {
            continue;
        }
        told += 1;
        let shows = Shows::Actor(drawn.id.clone());
        let id = node_id(canvas, &shows);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::ListBoxOption);
            node.set_label(actor.name.clone());
            node.set_role_description(actor.kind.name().to_lowercase());
            node.set_description(words::actor_deeds(doc, actor));
            node.set_selected(selection.actors.contains(&drawn.id));
            node.set_bounds(bounds(screen(shape)));
            node.add_action(accesskit::Action::Click);
            node.add_action(accesskit::Action::Focus);
        });
    }
    for drawn in &scene.actions {
        let Some(link) = doc.graph.link(&drawn.id) else {
            continue;
        };
        let middle = drawn.course.at(0.5);
        let around = drawn.verb_box.map_or_else(
            || kurbo::Rect::from_center_size(middle, (12.0, 12.0)),
            |b| b.bounds(),
        );
        if !around.overlaps(seen) || told >= MOST {
            continue;
        }
        told += 1;
        let shows = Shows::Action(drawn.id.clone());
        let id = node_id(canvas, &shows);
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::ListBoxOption);
            node.set_label(words::sentence(doc, link));
            node.set_role_description("action");
            node.set_description(words::action(doc, link));
            node.set_selected(selection.actions.contains(&drawn.id));
            node.set_bounds(bounds(screen(around)));
            node.add_action(accesskit::Action::Click);
            node.add_action(accesskit::Action::Focus);
        });
    }
}

/// What assistive technology asks for: clicking or focusing a node selects it.
pub fn requests(ui: &egui::Ui, canvas: Id, scene: &Scene) -> Vec<Command> {
    let asked: Vec<accesskit::NodeId> = ui.input(|i| {
        i.events
            .iter()
            .filter_map(|e| match e {
                Event::AccessKitActionRequest(r)
                    if matches!(
                        r.action,
                        accesskit::Action::Click | accesskit::Action::Focus
                    ) =>
                {
                    Some(r.target_node)
                }
                _ => None,
            })
            .collect()
    });
    if asked.is_empty() {
        return Vec::new();
    }
    let actors = scene.actors.iter().map(|a| Shows::Actor(a.id.clone()));
    let actions = scene.actions.iter().map(|a| Shows::Action(a.id.clone()));
    actors
        .chain(actions)
        .filter(|shows| asked.contains(&node_id(canvas, shows).accesskit_id()))
        .map(|shows| Command::Select(only(&shows)))
        .collect()
}
