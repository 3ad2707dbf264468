//! The marks of a picture.

use std::collections::BTreeSet;

use kurbo::{BezPath, Point, Rect};

use super::Color;
use crate::model::{ActionId, ActorId, AnnotationId};

/// What a group of marks shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shows {
    /// An actor.
    Actor(ActorId),
    /// An action.
    Action(ActionId),
    /// An annotation of the arrangement.
    Annotation(AnnotationId),
    /// The picture's furniture: title, legend, source line.
    Furniture,
}

/// Which layer of the picture an item lies in, back to front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Frames.
    Frames,
    /// Lines and arrowheads.
    Edges,
    /// Verbs along the lines.
    EdgeLabels,
    /// Silhouettes of actors.
    Nodes,
    /// Names of actors.
    NodeLabels,
    /// Texts, arrows, and titles of frames.
    Notes,
    /// Title, legend and source line.
    Furniture,
}

impl Layer {
    /// All layers, back to front.
    pub const ALL: [Self; 7] = [
        Self::Frames,
        Self::Edges,
        Self::EdgeLabels,
        Self::Nodes,
        Self::NodeLabels,
        Self::Notes,
        Self::Furniture,
    ];
}

/// How a line is broken up. Lengths are in units of the line's width, so that
/// a dash keeps its rhythm at every weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dash {
    /// Unbroken.
    #[default]
    Solid,
    /// Long strokes with short gaps.
    Long,
    /// Dots.
    Dots,
}

impl Dash {
    /// On and off lengths for a line of this width, in document units; empty
    /// for an unbroken line. Line caps are butt.
    #[must_use]
    pub fn lengths(self, width: f64) -> Vec<f64> {
        match self {
            Self::Solid => Vec::new(),
            Self::Long => vec![width * 5.0, width * 2.5],
            Self::Dots => vec![width * 1.2, width * 2.2],
        }
    }
}

/// How an outline is drawn. Caps are butt, joins are round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour of the line.
    pub color: Color,
    /// Width of the line, in document units.
    pub width: f64,
    /// How it is broken up.
    pub dash: Dash,
    /// The width that its dashes go with, in document units: usually its own.
    /// Hairlines that bound a hollow line keep that line's rhythm.
    pub rhythm: f64,
}

impl Stroke {
    /// A line whose dashes go with its width.
    #[must_use]
    pub fn new(color: Color, width: f64, dash: Dash) -> Self {
        Self {
            color,
            width,
            dash,
            rhythm: width,
        }
    }

    /// On and off lengths, in document units; empty for an unbroken line.
    #[must_use]
    pub fn dashes(&self) -> Vec<f64> {
        self.dash.lengths(self.rhythm)
    }
}

/// Which side of its origin a text run stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The run starts at the origin.
    Start,
    /// The run is centred on the origin.
    Middle,
    /// The run ends at the origin.
    End,
}

/// How heavy the letters are; each has a font of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// Inter Regular (400).
    #[default]
    Regular,
    /// Inter SemiBold (600).
    SemiBold,
}

/// An outline behind letters, so that they can be read over lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Halo {
    /// Colour of the outline (usually the paper's).
    pub color: Color,
    /// How far it reaches beyond the letters, in document units.
    pub reach: f64,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRun {
    /// The characters, on one line.
    pub text: String,
    /// Point on the baseline that the anchor refers to.
    pub origin: Point,
    /// Height of the em square, in document units.
    pub size: f64,
    /// How heavy the letters are.
    pub weight: Weight,
    /// Colour of the letters.
    pub color: Color,
    /// Outline behind the letters.
    pub halo: Option<Halo>,
    /// Which side of the origin the run stands on.
    pub anchor: Anchor,
    /// Clockwise turn about the origin (y grows down), in radians.
    pub angle_rad: f64,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled or stroked outline (fill rule: non-zero).
    Path {
        /// The outline.
        path: BezPath,
        /// Colour of the inside.
        fill: Option<Color>,
        /// How the outline is drawn, over the inside.
        stroke: Option<Stroke>,
    },
    /// A line of text.
    Text(TextRun),
    /// A raster image, clipped to an outline.
    Image {
        /// Encoded bytes (PNG or JPEG).
        bytes: std::sync::Arc<[u8]>,
        /// Where the whole image goes.
        frame: Rect,
        /// What of it is seen.
        clip: BezPath,
    },
}

/// The marks of one actor, action or annotation within one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it shows.
    pub shows: Shows,
    /// Where in the stack it lies.
    pub layer: Layer,
    /// The marks, back to front.
    pub marks: Vec<Mark>,
    /// A box that holds all its ink, halos and line widths included.
    pub bounds: Rect,
    /// What it says to those who cannot see it: "Mark Milley, person".
    /// Empty for all but one of the items of an actor, action or annotation.
    pub label: String,
}

/// What is seen: items back to front (sorted by layer), on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Title of the picture, for the file's metadata.
    pub title: String,
    /// The part of the document plane that the picture takes; every item's
    /// bounds lie inside.
    pub bounds: Rect,
    /// Colour of the paper; `None` is transparent.
    pub paper: Option<Color>,
    /// What is drawn, back to front.
    pub items: Vec<Item>,
    /// Actors and actions that are drawn faintly, with [`FADED`] opacity: a lens
    /// leaves them out.
    pub faded: BTreeSet<Shows>,
}

/// Opacity of what a lens leaves out and does not hide.
pub const FADED: f64 = 0.3;
