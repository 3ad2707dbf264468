//! egui_graphs as the host of the canvas.
//!
//! [`GraphView`] walks the graph and asks each node and edge to draw itself;
//! ours answer with the marks that the picture holds for them. Its own layouts,
//! gestures, hit test and fitting stay off: they are O(n) a frame, snap nodes to
//! the pointer, and know no undo.
//!
//! It paints edges, then nodes; the picture has four layers, so that no line
//! runs over a verb. Hence nodes and edges hand their shapes to a [`Sink`], and
//! return none; the canvas puts the layers where they belong.

use std::cell::RefCell;

use eframe::egui::{self, Pos2, Shape, Ui, Vec2};
use egui_graphs::{
    DisplayEdge, DisplayNode, DrawContext, EdgeProps, Graph, GraphView, Layout, LayoutState,
    MetadataFrame, Node, NodeProps, SettingsInteraction, SettingsNavigation,
};
use petgraph::Directed;
use petgraph::stable_graph::DefaultIx;
use serde::{Deserialize, Serialize};

use super::View;
use super::sink::Sink;
use crate::picture::Scene;

/// Name under which egui_graphs keeps its metadata.
const VIEW_ID: &str = "dramatis-canvas";

thread_local! {
    /// Where nodes and edges leave their shapes while [`GraphView`] walks the
    /// graph. egui_graphs builds display objects from bare props and clones them
    /// for every edge in every frame, so they cannot own what they draw: they
    /// hold an index, and find the drawing here.
    static SINK: RefCell<Option<Sink>> = const { RefCell::new(None) };
}

fn with_sink(draw: impl FnOnce(&mut Sink)) {
    SINK.with_borrow_mut(|sink| {
        if let Some(sink) = sink {
            draw(sink);
        }
    });
}

/// An actor, as egui_graphs draws it.
#[derive(Clone, Copy)]
pub struct ActorDisplay {
    index: u32,
    at: Pos2,
}

impl From<NodeProps<u32>> for ActorDisplay {
    fn from(props: NodeProps<u32>) -> Self {
        Self {
            index: props.payload,
            at: props.location(),
        }
    }
}

impl DisplayNode<u32, u32, Directed, DefaultIx> for ActorDisplay {
    fn closest_boundary_point(&self, _dir: Vec2) -> Pos2 {
        // Lines are routed by the picture, which knows the silhouettes.
        self.at
    }

    fn shapes(&mut self, _ctx: &DrawContext<'_>) -> Vec<Shape> {
        with_sink(|sink| sink.actor(self.index));
        Vec::new()
    }

    fn update(&mut self, state: &NodeProps<u32>) {
        self.at = state.location();
    }

    fn is_inside(&self, _pos: Pos2) -> bool {
        // The picture's own index is asked instead.
        false
    }
}

/// An action, as egui_graphs draws it.
#[derive(Clone, Copy)]
pub struct ActionDisplay {
    index: u32,
}

impl From<EdgeProps<u32>> for ActionDisplay {
    fn from(props: EdgeProps<u32>) -> Self {
        Self {
            index: props.payload,
        }
    }
}

type HostNode = Node<u32, u32, Directed, DefaultIx, ActorDisplay>;

impl DisplayEdge<u32, u32, Directed, DefaultIx, ActorDisplay> for ActionDisplay {
    fn shapes(&mut self, _from: &HostNode, _to: &HostNode, _ctx: &DrawContext<'_>) -> Vec<Shape> {
        with_sink(|sink| sink.action(self.index));
        Vec::new()
    }

    fn update(&mut self, _state: &EdgeProps<u32>) {}

    fn is_inside(&self, _from: &HostNode, _to: &HostNode, _pos: Pos2) -> bool {
        false
    }
}

/// A layout that leaves everything where the document has it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Keep;

impl LayoutState for Keep {}

impl Layout<Keep> for Keep {
    fn from_state(state: Keep) -> impl Layout<Keep> {
        state
    }

    fn next<N, E, Ty, Ix, Dn, De>(&mut self, _g: &mut Graph<N, E, Ty, Ix, Dn, De>, _ui: &Ui)
    where
        N: Clone,
        E: Clone,
        Ty: petgraph::EdgeType,
        Ix: petgraph::graph::IndexType,
        Dn: DisplayNode<N, E, Ty, Ix>,
        De: DisplayEdge<N, E, Ty, Ix, Dn>,
    {
    }

    fn state(&self) -> Keep {
        Keep
    }
}

type HostGraph = Graph<u32, u32, Directed, DefaultIx, ActorDisplay, ActionDisplay>;

/// The graph as egui_graphs wants it: indices into the scene, and no more.
pub struct Host {
    graph: HostGraph,
    nodes: Vec<petgraph::stable_graph::NodeIndex>,
}

impl Host {
    /// A host for nodes at these places, and edges between them.
    #[must_use]
    pub fn new(
        centres: impl Iterator<Item = kurbo::Point>,
        ends: impl Iterator<Item = (usize, usize)>,
    ) -> Self {
        let mut graph = HostGraph::new();
        let nodes: Vec<_> = centres
            .zip(0..)
            .map(|(centre, i)| graph.add_node_with_location(i, place(centre)))
            .collect();
        for ((from, to), i) in ends.zip(0..) {
            graph.add_edge(nodes[from], nodes[to], i);
        }
        Self { graph, nodes }
    }

    /// A host for a scene.
    #[must_use]
    pub fn of_scene(scene: &Scene) -> Self {
        let end = |id| scene.actors.binary_search_by(|a| a.id.cmp(id)).ok();
        let ends = scene.actions.iter().map(|action| {
            // Actions are drawn between drawn actors only.
            (end(&action.from).unwrap_or(0), end(&action.to).unwrap_or(0))
        });
        Self::new(scene.actors.iter().map(|a| a.centre), ends)
    }

    /// Takes over where actors stand now; the graph must be the same.
    pub fn follow(&mut self, centres: impl Iterator<Item = kurbo::Point>) {
        for (node, centre) in self.nodes.iter().zip(centres) {
            if let Some(node) = self.graph.node_mut(*node) {
                node.set_location(place(centre));
            }
        }
    }

    /// Lets egui_graphs walk the graph, and returns what nodes and edges drew.
    /// It asks egui for one more frame: call it only when there is something new
    /// to draw.
    pub fn draw(&mut self, ui: &mut Ui, view: &View, rect: egui::Rect, sink: Sink) -> Option<Sink> {
        let camera = view.camera();
        let mut frame = MetadataFrame::new(Some(VIEW_ID.to_owned()));
        frame.zoom = camera.zoom as f32;
        // Its pan is the screen place of the document's origin, within the widget.
        frame.pan = view.to_screen(rect, kurbo::Point::ZERO) - rect.min;
        let mut ui = ui.new_child(
            egui::UiBuilder::new()
                .id_salt(VIEW_ID)
                .max_rect(rect)
                // Not interactive: the canvas has gestures of its own.
                .disabled(),
        );
        frame.save(&mut ui);
        SINK.set(Some(sink));
        GraphView::<Keep, Keep>::new()
            .with_id(Some(VIEW_ID.to_owned()))
            .with_interactions(
                &SettingsInteraction::new()
                    .with_dragging_enabled(false)
                    .with_hover_enabled(false)
                    .with_node_clicking_enabled(false)
                    .with_node_selection_enabled(false)
                    .with_edge_clicking_enabled(false)
                    .with_edge_selection_enabled(false),
            )
            .with_navigations(
                &SettingsNavigation::new()
                    .with_zoom_and_pan_enabled(false)
                    .with_fit_to_screen_enabled(false),
            )
            .show(&mut ui, &mut self.graph);
        SINK.take()
    }
}

fn place(p: kurbo::Point) -> Pos2 {
    Pos2::new(p.x as f32, p.y as f32)
}
