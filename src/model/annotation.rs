//! What a person adds to an arrangement that is no part of the graph: texts,
//! frames round a group, and arrows that point something out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnnotationId, Place, slug, unused_slug};

/// What sort of annotation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AnnotationKind {
    /// Free text.
    Text,
    /// A box with a title. What stands in it goes along when it is moved.
    Frame,
    /// An arrow that is no action.
    Arrow,
}

impl AnnotationKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Text, Self::Frame, Self::Arrow];

    /// As written in files, and said to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Frame => "Frame",
            Self::Arrow => "Arrow",
        }
    }
}

/// Which colour an annotation has; what that looks like is the theme's matter.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Tint {
    /// That of names.
    #[default]
    Ink,
    /// That of less important text.
    Grey,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Violet.
    Violet,
}

impl Tint {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Ink,
        Self::Grey,
        Self::Amber,
        Self::Red,
        Self::Green,
        Self::Blue,
        Self::Violet,
    ];

    /// As written in files, and said to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ink => "Ink",
            Self::Grey => "Grey",
            Self::Amber => "Amber",
            Self::Red => "Red",
            Self::Green => "Green",
            Self::Blue => "Blue",
            Self::Violet => "Violet",
        }
    }
}

/// Where an annotation is, in document units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Form {
    /// A text.
    Text {
        /// Its upper left corner.
        at: [f64; 2],
    },
    /// A frame.
    Frame {
        /// Its upper left corner.
        from: [f64; 2],
        /// Its lower right corner.
        to: [f64; 2],
    },
    /// An arrow.
    Arrow {
        /// Where it begins.
        from: [f64; 2],
        /// Where it points.
        to: [f64; 2],
    },
}

/// The annotations of an arrangement. An id tells them apart there, and nowhere
/// else.
pub type Annotations = BTreeMap<AnnotationId, Annotation>;

/// A text, a frame or an arrow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Where it is, and what.
    pub form: Form,
    /// What it says, on one line or several: the text, the title of a frame, the
    /// words at an arrow. Only texts have to say something.
    pub text: String,
    /// Height of its letters, in document units; lines go with it.
    pub size: f64,
    /// Its colour.
    pub tint: Tint,
}

impl Annotation {
    /// The usual height of letters, in document units.
    pub const SIZE: f64 = 16.0;
    /// The least and the greatest height of letters, in document units.
    pub const SIZES: [f64; 2] = [4.0, 4000.0];
    /// Least side of a frame and least length of an arrow, in document units.
    pub const LEAST: f64 = 1.0;

    /// One of the usual size and colour.
    #[must_use]
    pub fn new(form: Form, text: impl Into<String>) -> Self {
        Self {
            form,
            text: text.into(),
            size: Self::SIZE,
            tint: Tint::default(),
        }
    }

    /// What sort of annotation it is.
    #[must_use]
    pub fn kind(&self) -> AnnotationKind {
        match self.form {
            Form::Text { .. } => AnnotationKind::Text,
            Form::Frame { .. } => AnnotationKind::Frame,
            Form::Arrow { .. } => AnnotationKind::Arrow,
        }
    }

    /// What is wrong with it; `None` if it can be in a document.
    #[must_use]
    pub fn trouble(&self) -> Option<&'static str> {
        let Self {
            form,
            text,
            size,
            tint: _,
        } = self;
        let [least, most] = Self::SIZES;
        if !(least..=most).contains(size) {
            return Some("letters are 4 to 4000 units high");
        }
        if form.points().any(|[x, y]| !Place::at(x, y).is_valid()) {
            return Some("it is too far out, or no finite number");
        }
        match *form {
            Form::Text { .. } => text.trim().is_empty().then_some("the text is blank"),
            Form::Frame { from, to } => {
                let side = |axis: usize| to[axis] - from[axis];
                (side(0) < Self::LEAST || side(1) < Self::LEAST)
                    .then_some("a frame leads right and down from its first corner, by 1 or more")
            }
            Form::Arrow { from, to } => ((to[0] - from[0]).hypot(to[1] - from[1]) < Self::LEAST)
                .then_some("an arrow is 1 unit long or more"),
        }
    }

    /// The same elsewhere, on the grid on which places are; it keeps its form to
    /// the last digit. As far as it can go.
    #[must_use]
    pub fn shifted(&self, by: [f64; 2]) -> Self {
        let mut room = [[f64::NEG_INFINITY; 2], [f64::INFINITY; 2]];
        for point in self.form.points() {
            for axis in 0..2 {
                room[0][axis] = room[0][axis].max(-Place::LIMIT - point[axis]);
                room[1][axis] = room[1][axis].min(Place::LIMIT - point[axis]);
            }
        }
        // One that is out of bounds already has no room at all.
        let by = [0, 1].map(|axis| by[axis].min(room[1][axis]).max(room[0][axis]));
        Self {
            form: self
                .form
                .mapped(|[x, y]| [hundredths(x + by[0]), hundredths(y + by[1])]),
            ..self.clone()
        }
    }
}

fn hundredths(v: f64) -> f64 {
    (v * 100.0).round() / 100.0 + 0.0
}

impl Form {
    /// The points that it is made of.
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> {
        let (first, second) = match *self {
            Self::Text { at } => (at, None),
            Self::Frame { from, to } | Self::Arrow { from, to } => (from, Some(to)),
        };
        std::iter::once(first).chain(second)
    }

    /// The same with every point moved.
    #[must_use]
    pub fn mapped(&self, map: impl Fn([f64; 2]) -> [f64; 2]) -> Self {
        match *self {
            Self::Text { at } => Self::Text { at: map(at) },
            Self::Frame { from, to } => Self::Frame {
                from: map(from),
                to: map(to),
            },
            Self::Arrow { from, to } => Self::Arrow {
                from: map(from),
                to: map(to),
            },
        }
    }

    /// A frame between two opposite corners, whichever they are: within the
    /// limit of places, in hundredths of a unit, and no smaller than it may be.
    #[must_use]
    pub fn frame_between(a: [f64; 2], b: [f64; 2]) -> Self {
        let [a, b] = [a, b].map(super::bend_at);
        let from = [0, 1].map(|i| a[i].min(b[i]).min(Place::LIMIT - Annotation::LEAST));
        let to = [0, 1].map(|i| a[i].max(b[i]).max(from[i] + Annotation::LEAST));
        Self::Frame { from, to }
    }
}

/// An id for a new annotation that says this: none that is `taken`.
#[must_use]
pub fn fresh_annotation_id(
    annotation: &Annotation,
    taken: impl Fn(&AnnotationId) -> bool,
) -> AnnotationId {
    let words = annotation.text.trim();
    let base = if words.is_empty() {
        slug(annotation.kind().name())
    } else {
        slug(words)
    };
    let known = |text: &str| AnnotationId::new(text).is_ok_and(|id| taken(&id));
    AnnotationId::new(&unused_slug(&base, known)).expect("slugs are valid ids, as their test shows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told() {
        let text = Annotation::new(Form::Text { at: [0.0, -5.5] }, "Why now?");
        assert_eq!(text.trouble(), None);
        let broken = [
            Annotation {
                text: " \n".into(),
                ..text.clone()
            },
            Annotation {
                size: f64::NAN,
                ..text.clone()
            },
            Annotation {
                size: 4001.0,
                ..text.clone()
            },
            Annotation {
                form: Form::Text {
                    at: [0.0, f64::INFINITY],
                },
                ..text.clone()
            },
            Annotation {
                form: Form::Frame {
                    from: [0.0, 0.0],
                    to: [-5.0, 9.0],
                },
                ..text.clone()
            },
            Annotation {
                form: Form::Arrow {
                    from: [3.0, 3.0],
                    to: [3.0, 3.5],
                },
                ..text.clone()
            },
        ];
        for annotation in broken {
            assert!(annotation.trouble().is_some(), "{annotation:?}");
        }
        let nameless = Annotation::new(Form::frame_between([5.0, 0.0], [0.0, 9.0]), "");
        assert_eq!(nameless.trouble(), None);
        let edge = [Place::LIMIT; 2];
        let corner = Annotation::new(Form::frame_between(edge, edge), "");
        assert_eq!(corner.trouble(), None, "a frame in the very corner");
    }

    #[test]
    fn what_is_moved_keeps_its_form_and_stays_in_the_plane() {
        let (from, to) = ([-10.25, 0.0], [999_990.0, 80.0]);
        let frame = Annotation::new(Form::Frame { from, to }, "");
        let moved = frame.shifted([500.0, -3.0]);
        assert_eq!(moved.trouble(), None);
        let expected = Form::Frame {
            from: [-0.25, -3.0],
            to: [1_000_000.0, 77.0],
        };
        assert_eq!(moved.form, expected);
        assert_eq!(frame.shifted([0.0, 0.0]), frame);
    }

    #[test]
    fn ids_say_what_the_annotation_says() {
        let text = Annotation::new(Form::Text { at: [0.0; 2] }, "Why now?");
        let id = fresh_annotation_id(&text, |_| false);
        assert_eq!(id.as_str(), "why-now");
        let next = fresh_annotation_id(&text, |taken| *taken == id);
        assert_eq!(next.as_str(), "why-now-2");
        let frame = Annotation::new(Form::frame_between([0.0; 2], [9.0; 2]), "");
        assert_eq!(fresh_annotation_id(&frame, |_| false).as_str(), "frame");
    }
}
