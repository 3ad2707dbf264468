//! The graph itself, over petgraph's `StableDiGraph`.

use std::collections::BTreeMap;

use petgraph::Direction;
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;

use super::{Action, ActionId, Actor, ActorId};

/// Why a change to the graph was refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Another actor has this id.
    #[error("there is an actor {0} already")]
    ActorExists(ActorId),
    /// Another action has this id.
    #[error("there is an action {0} already")]
    ActionExists(ActionId),
    /// No actor has this id.
    #[error("there is no actor {0}")]
    NoActor(ActorId),
    /// No action has this id.
    #[error("there is no action {0}")]
    NoAction(ActionId),
    /// An actor with actions cannot be removed before they are.
    #[error("actor {0} still has actions")]
    ActorInUse(ActorId),
}

/// An action with its two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link<'g> {
    /// Who acts.
    pub from: &'g ActorId,
    /// Who is acted upon.
    pub to: &'g ActorId,
    /// What is done.
    pub action: &'g Action,
}

/// A directed multigraph of actors and actions.
///
/// Several actions between the same two actors, both ways, and actions of an
/// actor upon itself are ordinary. Iteration is in order of ids, whatever the
/// history of edits, so that equal graphs draw and print alike.
#[derive(Clone, Debug, Default)]
pub struct InfluenceGraph {
    graph: StableDiGraph<Actor, Action>,
    actors: BTreeMap<ActorId, NodeIndex>,
    actions: BTreeMap<ActionId, EdgeIndex>,
}

impl InfluenceGraph {
    /// A graph of nobody.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A graph of nobody, with room for so many actors and actions.
    #[must_use]
    pub fn with_capacity(actors: usize, actions: usize) -> Self {
        Self {
            graph: StableDiGraph::with_capacity(actors, actions),
            ..Self::default()
        }
    }

    /// Number of actors.
    #[must_use]
    pub fn actor_count(&self) -> usize {
        self.actors.len()
    }

    /// Number of actions.
    #[must_use]
    pub fn action_count(&self) -> usize {
        self.actions.len()
    }

    /// The underlying petgraph graph, for its algorithms. Its indices are
    /// reused after removals: keep none of them.
    #[must_use]
    pub fn petgraph(&self) -> &StableDiGraph<Actor, Action> {
        &self.graph
    }

    /// The actor of that id.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<&Actor> {
        self.graph.node_weight(*self.actors.get(id)?)
    }

    /// The action of that id, with its ends.
    #[must_use]
    pub fn link(&self, id: &ActionId) -> Option<Link<'_>> {
        self.link_at(*self.actions.get(id)?)
    }

    /// The action of that id.
    #[must_use]
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        self.graph.edge_weight(*self.actions.get(id)?)
    }

    fn link_at(&self, edge: EdgeIndex) -> Option<Link<'_>> {
        let (from, to) = self.graph.edge_endpoints(edge)?;
        Some(Link {
            from: &self.graph[from].id,
            to: &self.graph[to].id,
            action: &self.graph[edge],
        })
    }

    /// petgraph's index of an actor.
    #[must_use]
    pub fn node(&self, id: &ActorId) -> Option<NodeIndex> {
        self.actors.get(id).copied()
    }

    /// petgraph's index of an action.
    #[must_use]
    pub fn edge(&self, id: &ActionId) -> Option<EdgeIndex> {
        self.actions.get(id).copied()
    }

    /// One more than the largest index of petgraph's nodes.
    #[must_use]
    pub fn index_bound(&self) -> usize {
        self.actors
            .values()
            .map(|n| n.index() + 1)
            .max()
            .unwrap_or(0)
    }

    /// All actors with petgraph's indices, in order of their ids.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = (NodeIndex, &Actor)> {
        self.actors.values().map(|&node| (node, &self.graph[node]))
    }

    /// petgraph's indices of all actions, in order of their ids.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = EdgeIndex> {
        self.actions.values().copied()
    }

    /// All actors, in order of their ids.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = &Actor> {
        self.actors.values().map(|&node| &self.graph[node])
    }

    /// All actions with their ends, in order of their ids.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        self.actions.values().filter_map(|&edge| self.link_at(edge))
    }

    /// Every action in which an actor takes part, each once, in order of ids.
    #[must_use]
    pub fn links_of(&self, actor: &ActorId) -> Vec<Link<'_>> {
        let Some(&node) = self.actors.get(actor) else {
            return Vec::new();
        };
        let mut links: Vec<Link<'_>> = self
            .graph
            .edges_directed(node, Direction::Outgoing)
            .chain(
                self.graph
                    .edges_directed(node, Direction::Incoming)
                    .filter(|e| e.source() != e.target()),
            )
            .filter_map(|e| self.link_at(e.id()))
            .collect();
        links.sort_by(|a, b| a.action.id.cmp(&b.action.id));
        links
    }

    /// Adds an actor.
    ///
    /// # Errors
    /// [`GraphError::ActorExists`].
    pub fn add_actor(&mut self, actor: Actor) -> Result<(), GraphError> {
        if self.actors.contains_key(&actor.id) {
            return Err(GraphError::ActorExists(actor.id));
        }
        let id = actor.id.clone();
        let node = self.graph.add_node(actor);
        self.actors.insert(id, node);
        Ok(())
    }

    /// Takes an actor out, and returns it.
    ///
    /// # Errors
    /// [`GraphError::NoActor`]; [`GraphError::ActorInUse`] while it has actions.
    pub fn remove_actor(&mut self, id: &ActorId) -> Result<Actor, GraphError> {
        let &node = self
            .actors
            .get(id)
            .ok_or_else(|| GraphError::NoActor(id.clone()))?;
        if self.graph.neighbors_undirected(node).next().is_some() {
            return Err(GraphError::ActorInUse(id.clone()));
        }
        self.actors.remove(id);
        self.graph
            .remove_node(node)
            .ok_or_else(|| GraphError::NoActor(id.clone()))
    }

    /// Adds an action between two actors.
    ///
    /// # Errors
    /// [`GraphError::ActionExists`], [`GraphError::NoActor`].
    pub fn add_action(
        &mut self,
        from: &ActorId,
        to: &ActorId,
        action: Action,
    ) -> Result<(), GraphError> {
        if self.actions.contains_key(&action.id) {
            return Err(GraphError::ActionExists(action.id));
        }
        let node = |id: &ActorId| {
            self.actors
                .get(id)
                .copied()
                .ok_or_else(|| GraphError::NoActor(id.clone()))
        };
        let (from, to) = (node(from)?, node(to)?);
        let id = action.id.clone();
        let edge = self.graph.add_edge(from, to, action);
        self.actions.insert(id, edge);
        Ok(())
    }

    /// Takes an action out, and returns its ends and it.
    ///
    /// # Errors
    /// [`GraphError::NoAction`].
    pub fn remove_action(
        &mut self,
        id: &ActionId,
    ) -> Result<(ActorId, ActorId, Action), GraphError> {
        let missing = || GraphError::NoAction(id.clone());
        let link = self.link(id).ok_or_else(missing)?;
        let (from, to) = (link.from.clone(), link.to.clone());
        let edge = self.actions.remove(id).ok_or_else(missing)?;
        let action = self.graph.remove_edge(edge).ok_or_else(missing)?;
        Ok((from, to, action))
    }

    /// The actor of that id, to change. Its `id` must be left as it is.
    pub(crate) fn actor_mut(&mut self, id: &ActorId) -> Result<&mut Actor, GraphError> {
        self.actors
            .get(id)
            .and_then(|&node| self.graph.node_weight_mut(node))
            .ok_or_else(|| GraphError::NoActor(id.clone()))
    }

    /// The action of that id, to change. Its `id` must be left as it is.
    pub(crate) fn action_mut(&mut self, id: &ActionId) -> Result<&mut Action, GraphError> {
        self.actions
            .get(id)
            .and_then(|&edge| self.graph.edge_weight_mut(edge))
            .ok_or_else(|| GraphError::NoAction(id.clone()))
    }

    /// What is wrong between the graph and its two indices (nothing, unless
    /// there is a defect in this file).
    pub(super) fn index_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.graph.node_count() != self.actors.len() {
            faults.push("actors and their index differ in number".to_owned());
        }
        if self.graph.edge_count() != self.actions.len() {
            faults.push("actions and their index differ in number".to_owned());
        }
        for (id, &node) in &self.actors {
            if self.graph.node_weight(node).is_none_or(|a| a.id != *id) {
                faults.push(format!("the index of actor {id} is wrong"));
            }
        }
        for (id, &edge) in &self.actions {
            if self.graph.edge_weight(edge).is_none_or(|a| a.id != *id) {
                faults.push(format!("the index of action {id} is wrong"));
            }
        }
        faults
    }
}

/// Graphs are equal when they say the same, whatever their history.
impl PartialEq for InfluenceGraph {
    fn eq(&self, other: &Self) -> bool {
        self.actors().eq(other.actors()) && self.links().eq(other.links())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    fn actor(id: &str) -> Actor {
        Actor::new(ActorId::new(id).expect("valid"), id, ActorKind::Person)
    }
    fn action(id: &str) -> Action {
        Action::new(ActionId::new(id).expect("valid"), "acts on")
    }
    fn a(id: &str) -> ActorId {
        ActorId::new(id).expect("valid")
    }

    fn two() -> InfluenceGraph {
        let mut g = InfluenceGraph::new();
        g.add_actor(actor("a")).expect("new");
        g.add_actor(actor("b")).expect("new");
        g
    }

    #[test]
    fn parallels_both_ways_and_self_loops_are_ordinary() {
        let mut g = two();
        g.add_action(&a("a"), &a("b"), action("1")).expect("new");
        g.add_action(&a("a"), &a("b"), action("2")).expect("new");
        g.add_action(&a("b"), &a("a"), action("3")).expect("new");
        g.add_action(&a("a"), &a("a"), action("4")).expect("new");
        assert_eq!(g.links_of(&a("a")).len(), 4, "a self-loop counts once");
        assert_eq!(g.links_of(&a("b")).len(), 3);
    }

    #[test]
    fn equality_ignores_the_order_of_edits() {
        let mut g = two();
        let mut h = InfluenceGraph::new();
        h.add_actor(actor("b")).expect("new");
        h.add_actor(actor("x")).expect("new");
        h.add_actor(actor("a")).expect("new");
        h.remove_actor(&a("x")).expect("unused");
        assert_eq!(g, h);
        g.add_action(&a("a"), &a("b"), action("1")).expect("new");
        assert_ne!(g, h);
        h.add_action(&a("b"), &a("a"), action("1")).expect("new");
        assert_ne!(g, h, "direction matters");
    }

    #[test]
    fn refused_changes_change_nothing() {
        let mut g = two();
        g.add_action(&a("a"), &a("b"), action("1")).expect("new");
        let before = g.clone();
        assert!(g.add_actor(actor("a")).is_err());
        assert!(g.remove_actor(&a("a")).is_err());
        assert!(g.add_action(&a("a"), &a("zz"), action("2")).is_err());
        assert!(g.add_action(&a("a"), &a("b"), action("1")).is_err());
        assert_eq!(g, before);
        assert!(g.index_faults().is_empty());
    }
}
