//! What an actor takes of the plane, known before anything is drawn.

use kurbo::{Rect, Vec2};

use super::nodes::{self, NAME_GAP, NAME_HALO, NameText, OUTLINE_WIDTH};
use super::shape;
use crate::model::Actor;

/// The box that an actor with so many actions takes with its name under it,
/// halo and outline included: `[[left, top], [right, bottom]]` relative to its
/// centre, in document units.
///
/// The same as a [`super::Scene`] without anything in the way would draw,
/// without drawing it: layouts ask for it before there is a scene. O(letters of
/// the name), under a microsecond for most.
#[must_use]
pub fn footprint(actor: &Actor, degree: usize) -> [[f32; 2]; 2] {
    footprint_of_radius(actor, nodes::radius(actor.kind, degree))
}

/// The box that the mark of an actor with so many actions takes, without its name
/// and its outline: what a person sees as its edges. As [`footprint`] has it.
#[must_use]
pub fn mark_box(actor: &Actor, degree: usize) -> [[f64; 2]; 2] {
    let radius = nodes::radius(actor.kind, degree);
    let half = |along| shape::reach(actor.kind, radius, along);
    let (w, h) = (half(Vec2::new(1.0, 0.0)), half(Vec2::new(0.0, 1.0)));
    [[-w, -h], [w, h]]
}

/// The same, of an actor whose radius is known, in document units.
#[must_use]
pub fn footprint_of_radius(actor: &Actor, radius: f64) -> [[f32; 2]; 2] {
    let half_width = shape::reach(actor.kind, radius, Vec2::new(1.0, 0.0));
    let half_height = shape::reach(actor.kind, radius, Vec2::new(0.0, 1.0));
    let body = Rect::new(-half_width, -half_height, half_width, half_height);
    let Vec2 { x: w, y: h } = NameText::size_of(actor);
    let top = half_height + NAME_GAP;
    let name = Rect::new(-w / 2.0, top, w / 2.0, top + h);
    let whole = body
        .inflate(OUTLINE_WIDTH, OUTLINE_WIDTH)
        .union(name.inflate(NAME_HALO, NAME_HALO));
    [
        [whole.x0 as f32, whole.y0 as f32],
        [whole.x1 as f32, whole.y1 as f32],
    ]
}

#[cfg(test)]
mod tests {
    use kurbo::Shape;

    use super::*;
    use crate::model::{Actor, ActorId, ActorKind, Place};

    #[test]
    fn it_is_what_is_drawn() {
        for kind in ActorKind::ALL {
            for (name, degree) in [
                ("X", 0),
                ("Families of soldiers and veterans of three wars", 3),
                (
                    "Bundesverfassungsgerichtspräsidentschaftskandidatenliste",
                    40,
                ),
                ("", 7),
            ] {
                let actor = Actor::new(ActorId::new("x").expect("valid"), name, kind);
                let mut node = nodes::Node::new(&actor, Place::at(0.0, 0.0));
                node.degree = degree;
                node.shape();
                let drawn = node
                    .outline
                    .bounding_box()
                    .inflate(OUTLINE_WIDTH, OUTLINE_WIDTH)
                    .union(node.usual_name_box().inflate(NAME_HALO, NAME_HALO));
                let [[x0, y0], [x1, y1]] = footprint(&actor, degree).map(|p| p.map(f64::from));
                for (told, is) in [
                    (x0, drawn.x0),
                    (y0, drawn.y0),
                    (x1, drawn.x1),
                    (y1, drawn.y1),
                ] {
                    assert!(
                        (told - is).abs() < 0.2,
                        "{kind:?} {name:?}: {told} for {is}"
                    );
                }
            }
        }
    }
}
