//! What a layout may be told beyond who is joined to whom.

/// A directed tie: one action.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Node that acts.
    pub from: u32,
    /// Node that is acted upon.
    pub to: u32,
    /// Above 0.
    pub weight: f32,
    /// From -1 (hostile) to 1 (supportive).
    pub stance: f32,
    /// When, in days from some day; `None` if that is not known.
    pub when: Option<f32>,
}

/// Directions, signs, dates and groups of a graph, for the layouts that show
/// them. What is missing is left to the layout: see each one's own words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Every action, in the order of the document, with parallels and loops.
    pub ties: Vec<Tie>,
    /// When each node took place or came about, in the days of [`Tie::when`];
    /// empty if nothing is known, else one a node.
    pub when: Vec<Option<f32>>,
    /// The group of each node, numbered in the order in which groups are to be
    /// shown; empty if there are none, else one a node.
    pub groups: Vec<u32>,
    /// Whether each node takes no side, whatever its ties say, as a norm that
    /// all appeal to; empty if there are none, else one a node.
    pub aside: Vec<bool>,
}

impl Facts {
    /// Directions alone, as listed; nodes that do not exist are left out.
    #[must_use]
    pub fn directed(n: usize, edges: &[(u32, u32)]) -> Self {
        let known = |&&(u, v): &&(u32, u32)| (u as usize) < n && (v as usize) < n;
        let tie = |&(from, to): &(u32, u32)| Tie {
            from,
            to,
            weight: 1.0,
            stance: 0.0,
            when: None,
        };
        Self {
            ties: edges.iter().filter(known).map(tie).collect(),
            ..Self::default()
        }
    }
}
