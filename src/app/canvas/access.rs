//! The canvas, told to assistive technology: painted shapes are invisible to
//! it, so each actor and action in view has a node of its own.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::{self, Event, Id, Rect};
use kurbo::Shape as _;

use super::View;
use super::notes::Notes;
use super::stage::Stage;
use crate::app::Workspace;
use crate::model::{Document, Form};
use crate::picture::route::Course;
use crate::picture::{DrawnAnnotation, Shows, share, words};

/// Most nodes that are told at once: more would drown whoever listens.
const MOST: usize = 2_000;

fn node_id(canvas: Id, shows: &Shows) -> Id {
    canvas.with(shows)
}

/// A part of the screen, for assistive technology.
pub fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}

/// How many actors and how many actions are told when there are so many in
/// view: neither kind starves the other.
fn shares(actors: usize, actions: usize) -> (usize, usize) {
    let half = MOST / 2;
    let told = actors.min(half.max(MOST.saturating_sub(actions)));
    (told, actions.min(MOST - told))
}

/// The part of a line that is in view, as a box; `None` when none is.
pub(super) fn line_in_view(course: &Course, seen: kurbo::Rect) -> Option<kurbo::Rect> {
    /// Pieces that a line is cut into: each is about straight.
    const PIECES: usize = 16;
    let points = course.points(PIECES);
    let pieces = points
        .windows(2)
        .map(|p| kurbo::Rect::from_points(p[0], p[1]));
    let inside = pieces.filter(|p| p.inflate(0.5, 0.5).overlaps(seen));
    let all = inside.reduce(|a, b| a.union(b))?;
    Some(all.inflate(6.0, 6.0))
}

/// One actor, action or annotation, as it is told.
struct Told<'t> {
    shows: Shows,
    name: String,
    role: &'t str,
    description: String,
    selected: bool,
    place: Rect,
}

/// Tells one of them, as a child of the node that `ui` has.
fn tell(ui: &mut egui::Ui, canvas: Id, told: Told<'_>) {
    let id = node_id(canvas, &told.shows);
    // egui knows the parents of nodes by its own rooms only: hence an empty one.
    drop(ui.new_child(egui::UiBuilder::new().id(id).max_rect(told.place)));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::ListBoxOption);
        node.set_label(told.name);
        node.set_role_description(told.role);
        node.set_description(told.description);
        node.set_selected(told.selected);
        node.set_bounds(bounds(told.place));
        node.add_action(accesskit::Action::Click);
        node.add_action(accesskit::Action::Focus);
    });
}

/// Tells every visible actor, action and annotation: its name, its kind, and what it does.
pub fn nodes(
    ui: &mut egui::Ui,
    canvas: Id,
    (stage, notes): (&Stage, &Notes),
    view: &View,
    rect: Rect,
    ws: &Workspace,
) {
    let doc = ws.document();
    let selection = ws.selection();
    let on = ui.ctx().accesskit_node_builder(canvas, |node| {
        node.set_role(Role::Canvas);
        let (actors, actions) = (doc.graph.actor_count(), doc.graph.action_count());
        let all = format!("{actors} actors and {actions} actions");
        node.set_label(match ws.filtering().seen() {
            Some(seen) => format!("Graph of {all}, filtered: {}", share(doc, seen)),
            None => format!("Graph of {all}"),
        });
        node.set_description(
            "Tab and arrow keys walk the actors, and Tab the annotations after them; full stop \
             and comma their actions",
        );
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
    let actors: Vec<_> = stage
        .actors_in(seen, MOST)
        .into_iter()
        .map(|drawn| {
            let shape = drawn.outline.bounding_box();
            (drawn, shape)
        })
        .collect();
    let actions: Vec<_> = stage
        .actions_in(seen, MOST)
        .into_iter()
        .filter_map(|drawn| {
            let verb = drawn.verb_box.map(|b| b.bounds());
            let verb = verb.filter(|b| b.overlaps(seen));
            let place = verb.or_else(|| line_in_view(&drawn.course, seen))?;
            Some((drawn, place))
        })
        .collect();
    let (most_actors, most_actions) = shares(actors.len(), actions.len());
    let mut ui = ui.new_child(
        egui::UiBuilder::new()
            .id_salt("told")
            .max_rect(rect)
            .accessibility_parent(canvas),
    );
    let mut active = None;
    for (drawn, shape) in actors.into_iter().take(most_actors) {
        let Some(actor) = doc.graph.actor(&drawn.id) else {
            continue;
        };
        let selected = selection.actors.contains(&drawn.id);
        let shows = Shows::Actor(drawn.id.clone());
        if selected {
            active = Some(node_id(canvas, &shows));
        }
        let told = Told {
            shows,
            name: actor.name.clone(),
            role: &actor.kind.name().to_lowercase(),
            description: words::actor_deeds(doc, actor),
            selected,
            place: screen(shape),
        };
        tell(&mut ui, canvas, told);
    }
    for (drawn, around) in actions.into_iter().take(most_actions) {
        let Some(link) = doc.graph.link(&drawn.id) else {
            continue;
        };
        let selected = selection.actions.contains(&drawn.id);
        let shows = Shows::Action(drawn.id.clone());
        if selected {
            active = Some(node_id(canvas, &shows));
        }
        let told = Told {
            shows,
            name: words::sentence(doc, link),
            role: "action",
            description: words::action(doc, link),
            selected,
            place: screen(around),
        };
        tell(&mut ui, canvas, told);
    }
    for drawn in notes.drawn().iter().take(MOST) {
        let Some(first) = drawn.items.first() else {
            continue;
        };
        let body = drawn.body().inflate(1.0, 1.0);
        if !body.overlaps(seen) {
            continue;
        }
        let selected = selection.annotations.contains(&drawn.id);
        let shows = Shows::Annotation(drawn.id.clone());
        if selected {
            active = Some(node_id(canvas, &shows));
        }
        let told = Told {
            shows,
            name: first.label.clone(),
            role: "annotation",
            description: contents(stage, drawn, doc),
            selected,
            place: screen(body),
        };
        tell(&mut ui, canvas, told);
    }
    // Only a node that is told can be the active one.
    if let (Some(active), 1) = (active, selection.len()) {
        ui.ctx().accesskit_node_builder(canvas, |node| {
            node.set_active_descendant(active.accesskit_id());
        });
    }
}

/// What stands in a frame, as far as that is soon said: nothing of other
/// annotations.
fn contents(stage: &Stage, drawn: &DrawnAnnotation, doc: &Document) -> String {
    /// Most that are named.
    const NAMED: usize = 12;
    let Form::Frame { .. } = drawn.form else {
        return String::new();
    };
    let body = drawn.body();
    let mut inside = stage.actors_in(body, NAMED + 1);
    inside.retain(|actor| body.contains(actor.centre));
    let actors = inside.iter().filter_map(|a| doc.graph.actor(&a.id));
    let names: Vec<&str> = actors.take(NAMED).map(|a| a.name.as_str()).collect();
    match names.len() {
        0 => "Nobody stands in it".to_owned(),
        n if n == inside.len() => format!("In it: {}", names.join(", ")),
        _ => format!("In it: {}, and others", names.join(", ")),
    }
}

/// The nodes that assistive technology wants clicked or focused.
pub fn wanted(ui: &egui::Ui) -> Vec<accesskit::NodeId> {
    ui.input(|i| {
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
    })
}

/// What assistive technology asks for: clicking or focusing a node walks there.
pub fn requests(ui: &egui::Ui, canvas: Id, stage: &Stage, notes: &Notes) -> Vec<Shows> {
    let asked = wanted(ui);
    if asked.is_empty() {
        return Vec::new();
    }
    let noted = notes.drawn().iter();
    let noted = noted.map(|drawn| Shows::Annotation(drawn.id.clone()));
    stage
        .everything()
        .chain(noted)
        .filter(|shows| asked.contains(&node_id(canvas, shows).accesskit_id()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_leave_room_for_actions() {
        assert_eq!(shares(10, 20), (10, 20));
        assert_eq!(shares(5_000, 5_000), (1_000, 1_000));
        assert_eq!(shares(5_000, 300), (1_700, 300));
        assert_eq!(shares(300, 5_000), (300, 1_700));
    }
}
