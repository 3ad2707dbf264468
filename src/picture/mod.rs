//! What is seen: a document, an arrangement and a style become a [`Picture`].
//!
//! A picture is a list of marks in document coordinates, back to front, each
//! with the id of what it shows. It knows no backend: the canvas and every
//! exporter draw the same one.

mod color;
pub mod font;
mod legend;
mod mark;
mod sheet;
pub mod theme;
mod transform;

pub use color::Color;
pub use mark::{Anchor, Dash, Halo, Item, Layer, Mark, Picture, Shows, Stroke, TextRun, Weight};
pub use sheet::{KindShape, Legend, SheetOptions, sheet};
pub use theme::{Theme, ThemeName};
