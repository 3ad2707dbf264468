//! Moving and scaling finished marks.

use kurbo::Affine;

use super::{Item, Mark, Picture};

/// How much a transform stretches lengths.
fn scale_of(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

impl Mark {
    /// The mark moved and scaled; line widths and letters are scaled too.
    /// `transform` is a uniform scale and a translation: anything else would
    /// need letters that no backend can draw alike.
    #[must_use]
    pub fn transformed(self, transform: Affine) -> Self {
        let k = scale_of(transform);
        match self {
            Self::Path {
                mut path,
                fill,
                stroke,
            } => {
                path.apply_affine(transform);
                Self::Path {
                    path,
                    fill,
                    stroke: stroke.map(|mut stroke| {
                        stroke.width *= k;
                        stroke
                    }),
                }
            }
            Self::Text(mut run) => {
                run.origin = transform * run.origin;
                run.size *= k;
                if let Some(halo) = &mut run.halo {
                    halo.reach *= k;
                }
                Self::Text(run)
            }
            Self::Image {
                bytes,
                frame,
                mut clip,
            } => {
                clip.apply_affine(transform);
                Self::Image {
                    bytes,
                    frame: transform.transform_rect_bbox(frame),
                    clip,
                }
            }
        }
    }
}

impl Item {
    /// The item moved and scaled, see [`Mark::transformed`].
    #[must_use]
    pub fn transformed(mut self, transform: Affine) -> Self {
        self.marks = self
            .marks
            .into_iter()
            .map(|mark| mark.transformed(transform))
            .collect();
        self.bounds = transform.transform_rect_bbox(self.bounds);
        self
    }
}

impl Picture {
    /// The picture moved and scaled, see [`Mark::transformed`].
    #[must_use]
    pub fn transformed(mut self, transform: Affine) -> Self {
        self.items = self
            .items
            .into_iter()
            .map(|item| item.transformed(transform))
            .collect();
        self.bounds = transform.transform_rect_bbox(self.bounds);
        self
    }
}

#[cfg(test)]
mod tests {
    use kurbo::{Point, Rect, Shape as _};

    use super::*;
    use crate::picture::{Anchor, Color, Dash, Halo, Layer, Shows, Stroke, TextRun, Weight};

    #[test]
    fn everything_with_a_length_is_scaled() {
        let ink = Color::hex(0);
        let picture = Picture {
            title: "t".into(),
            bounds: Rect::new(0.0, 0.0, 10.0, 10.0),
            paper: None,
            faded: Default::default(),
            items: vec![Item {
                shows: Shows::Furniture,
                layer: Layer::Furniture,
                marks: vec![
                    Mark::Path {
                        path: Rect::new(1.0, 1.0, 2.0, 2.0).to_path(0.1),
                        fill: None,
                        stroke: Some(Stroke::new(ink, 1.5, Dash::Solid)),
                    },
                    Mark::Text(TextRun {
                        text: "a".into(),
                        origin: Point::new(1.0, 2.0),
                        size: 10.0,
                        weight: Weight::Regular,
                        color: ink,
                        halo: Some(Halo {
                            color: ink,
                            reach: 2.0,
                        }),
                        anchor: Anchor::Start,
                        angle_rad: 0.25,
                    }),
                ],
                bounds: Rect::new(1.0, 1.0, 2.0, 2.0),
                label: String::new(),
            }],
        };
        let moved = picture.transformed(Affine::translate((5.0, 7.0)) * Affine::scale(3.0));
        assert_eq!(moved.bounds, Rect::new(5.0, 7.0, 35.0, 37.0));
        let item = &moved.items[0];
        assert_eq!(item.bounds, Rect::new(8.0, 10.0, 11.0, 13.0));
        let [Mark::Path { path, stroke, .. }, Mark::Text(run)] = item.marks.as_slice() else {
            panic!("the marks keep their order");
        };
        assert_eq!(path.bounding_box(), item.bounds);
        assert!((stroke.expect("kept").width - 4.5).abs() < 1e-12);
        assert_eq!(run.origin, Point::new(8.0, 13.0));
        assert!((run.size - 30.0).abs() < 1e-12);
        assert!((run.halo.expect("kept").reach - 6.0).abs() < 1e-12);
        assert!((run.angle_rad - 0.25).abs() < 1e-12);
    }
}
