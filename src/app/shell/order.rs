//! Putting the selected actors in order.

use super::super::Action;
use super::Dramatis;
use crate::edit::{self, Order, Piece};
use crate::model::Place;
use crate::picture;

/// Gap between those that are stacked, in document units.
const GAP: f64 = 24.0;
/// How far one command turns, in degrees.
const TURN: f64 = 15.0;
/// By how much one command draws them apart.
const SPREAD: f64 = 1.1;

/// What a command does to the selected, and as its undo step says it.
fn order(action: Action) -> Option<(Order, &'static str)> {
    Some(match action {
        Action::AlignLeft => (Order::Left, "align left edges"),
        Action::AlignCentre => (Order::Centre, "align centres"),
        Action::AlignRight => (Order::Right, "align right edges"),
        Action::AlignTop => (Order::Top, "align upper edges"),
        Action::AlignMiddle => (Order::Middle, "align middles"),
        Action::AlignBottom => (Order::Bottom, "align lower edges"),
        Action::DistributeAcross => (Order::DistributeAcross, "distribute across"),
        Action::DistributeDown => (Order::DistributeDown, "distribute down"),
        Action::StackAcross => (Order::StackAcross(GAP), "put in a row"),
        Action::StackDown => (Order::StackDown(GAP), "put in a column"),
        Action::OnCircle => (Order::Circle, "put on a circle"),
        Action::OnLine => (Order::Line, "put on a line"),
        Action::TurnRight => (Order::Turn(TURN), "turn clockwise"),
        Action::TurnLeft => (Order::Turn(-TURN), "turn anticlockwise"),
        Action::Spread => (Order::Scale(SPREAD), "draw apart"),
        Action::Gather => (Order::Scale(1.0 / SPREAD), "draw together"),
        _ => return None,
    })
}

impl Dramatis {
    /// Puts the selected actors in order, as one step. As a drag does, it pins
    /// those whom it moves.
    pub(super) fn put_in_order(&mut self, action: Action) {
        let Some((order, what)) = order(action) else {
            return;
        };
        let graph = &self.ws.document().graph;
        let chosen = self.selected_places();
        let pieces: Vec<Piece> = chosen
            .iter()
            .filter_map(|(id, at)| {
                let footprint = picture::footprint(graph.actor(id)?, graph.links_of(id).len());
                Some(Piece {
                    at: *at,
                    body: footprint.map(|corner| corner.map(f64::from)),
                })
            })
            .collect();
        let moved = edit::put_in_order(&pieces, order);
        let moved: Vec<_> = chosen
            .into_iter()
            .zip(moved)
            .filter_map(|((id, old), new)| {
                let new = new.rounded();
                let moves = (new.x, new.y) != (old.x, old.y);
                moves.then_some((id, Place { pin: true, ..new }))
            })
            .collect();
        if moved.is_empty() {
            self.say("They are in that order already");
            return;
        }
        let mut step = edit::move_actors(self.ws.document(), &self.ws.arrangement().name, &moved);
        step.label = what.to_owned();
        self.commit(step, None);
    }
}
