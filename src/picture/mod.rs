//! What is seen: a document, an arrangement and a style become a [`Picture`].
//!
//! A picture is a list of marks in document coordinates, back to front, each
//! with the id of what it shows. It knows no backend: the canvas and every
//! exporter draw the same one.

mod annotate;
pub mod area;
mod color;
mod course;
mod crowd;
mod detour;
mod direction;
pub mod edges;
pub mod font;
mod footprint;
mod furniture;
pub mod hit;
pub mod label;
mod legend;
mod lens;
mod lens_words;
mod letters;
mod mark;
mod names;
mod nodes;
pub mod portrait;
mod receipt;
pub mod route;
pub mod scene;
pub mod shape;
mod sheet;
mod snapshot;
mod spline;
mod standing;
pub mod theme;
mod transform;
mod verbs;
pub mod words;

pub use annotate::{DrawnAnnotation, annotate, annotation_bounds};
pub use area::{Area, Covered, Lasso};
pub use color::Color;
pub use crowd::{Crowd, Labels, Line, Middles, Near, Sight, WrittenName};
pub use direction::{has_right_to_left, is_mark_of_direction, is_right_to_left};
pub use edges::Support;
pub use footprint::{footprint, footprint_of_radius, mark_box};
pub use hit::{HitIndex, Part};
pub use lens::{Seen, Veil};
pub use lens_words::{filter_words, lens_line, share};
pub use letters::Letters;
pub use mark::{
    Anchor, Dash, FADED, Halo, Item, Layer, Mark, Picture, Shows, Stroke, TextRun, Weight,
};
pub use nodes::{emblem, portrait_marks};
pub use portrait::Portraits;
pub(crate) use receipt::one_line;
pub use receipt::{Cited, Receipt, Responded, Said, shortened};
pub use scene::{DrawnAction, DrawnActor, Scene};
pub use sheet::{KindShape, Legend, SheetOptions, enlargement, sheet};
pub use snapshot::{Snapshot, legend_of, snapshot};
pub use standing::{READABLE_PX, Standing};
pub use theme::{Theme, ThemeName};
