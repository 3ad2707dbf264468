//! Annotations as marks: frames under everything, texts and arrows above.

use kurbo::{BezPath, Line, ParamCurveNearest, Point, Rect, RoundedRect, Shape, Vec2};

use super::area::Area;
use super::{
    Anchor, Color, Dash, Halo, Item, Layer, Mark, Shows, Stroke, TextRun, Theme, Weight, font,
};
use crate::edit::annotation_name;
use crate::model::{Annotation, AnnotationId, AnnotationKind, Annotations, Form};

/// From one line of text to the next, in em.
const LEADING_EM: f64 = 1.3;
/// Longest line before it is broken, in em.
const MEASURE_EM: f64 = 26.0;
/// How far the outline behind letters reaches, in em.
const HALO_EM: f64 = 0.16;
/// Width of the line of an arrow, in em.
const LINE_EM: f64 = 0.125;
/// Length of an arrow's head, and half its width, in em.
const HEAD_EM: [f64; 2] = [0.8, 0.36];
/// Width of the border of a frame, and radius of its corners, in em.
const BORDER_EM: f64 = 0.09;
const CORNER_EM: f64 = 0.4;
/// Between a frame and its title, in em.
const TITLE_GAP_EM: f64 = 0.3;

/// An annotation as drawn, with the geometry that pointing needs.
#[derive(Clone, Debug)]
pub struct DrawnAnnotation {
    /// Which.
    pub id: AnnotationId,
    /// Where it is.
    pub form: Form,
    /// What its letters take, in document units; `None` where it says nothing.
    pub words: Option<Rect>,
    /// Width of its line or border, in document units; none of a text.
    pub width: f64,
    /// Its marks; the first bears its label.
    pub items: Vec<Item>,
}

/// Draws annotations, back to front: frames, the larger ones first, then arrows,
/// then texts. Linear in the length of all texts.
#[must_use]
pub fn annotate(annotations: &Annotations, theme: &Theme) -> Vec<DrawnAnnotation> {
    let mut drawn: Vec<_> = annotations
        .iter()
        .map(|(id, annotation)| draw(id, annotation, theme))
        .collect();
    let turn = |d: &DrawnAnnotation| match d.form {
        Form::Frame { from, to } => (0, -(to[0] - from[0]) * (to[1] - from[1])),
        Form::Arrow { .. } => (1, 0.0),
        Form::Text { .. } => (2, 0.0),
    };
    drawn.sort_by(|a, b| {
        let (a, b) = (turn(a), turn(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    drawn
}

/// Lines of text, and what they take: `size` is that of the letters.
struct Block {
    lines: Vec<String>,
    weight: Weight,
    size: f64,
    width: f64,
    height: f64,
}

impl Block {
    /// What an annotation says; `None` if that is nothing.
    fn of(annotation: &Annotation) -> Option<Self> {
        let Annotation { form, text, .. } = annotation;
        if text.trim().is_empty() {
            return None;
        }
        let size = annotation.size;
        let (weight, measure) = match *form {
            Form::Text { .. } => (Weight::Regular, MEASURE_EM * size),
            Form::Frame { from, to } => {
                let least = 10.0 * size;
                (Weight::SemiBold, (to[0] - from[0]).max(least))
            }
            Form::Arrow { .. } => (Weight::Regular, MEASURE_EM / 2.0 * size),
        };
        let mut lines = Vec::new();
        for paragraph in text.trim_end().split('\n') {
            let wrapped = font::wrap(paragraph, weight, size, measure, usize::MAX);
            if wrapped.is_empty() {
                lines.push(String::new());
            }
            lines.extend(wrapped);
        }
        let widths = lines.iter().map(|line| font::width(line, weight, size));
        let width = widths.fold(0.0, f64::max);
        let rest = LEADING_EM * size * (lines.len() - 1) as f64;
        Some(Self {
            weight,
            size,
            width,
            height: rest + (font::ASCENT_EM + font::DESCENT_EM) * size,
            lines,
        })
    }

    /// Where it stands.
    fn place(&self, form: &Form) -> Rect {
        let size = (self.width, self.height);
        match *form {
            Form::Text { at } => Rect::from_origin_size(point(at), size),
            Form::Frame { from, .. } => {
                let up = self.height + TITLE_GAP_EM * self.size;
                Rect::from_origin_size(point(from) - Vec2::new(0.0, up), size)
            }
            Form::Arrow { from, to } => {
                Rect::from_center_size(point(from).midpoint(point(to)), size)
            }
        }
    }

    fn marks(self, place: Rect, anchor: Anchor, color: Color, theme: &Theme) -> Vec<Mark> {
        let x = match anchor {
            Anchor::Start => place.x0,
            Anchor::Middle => place.center().x,
            Anchor::End => place.x1,
        };
        let first = place.y0 + font::ASCENT_EM * self.size;
        let run = |(i, text): (usize, String)| TextRun {
            text,
            origin: Point::new(x, first + LEADING_EM * self.size * i as f64),
            size: self.size,
            weight: self.weight,
            color,
            halo: Some(Halo {
                color: theme.paper,
                reach: HALO_EM * self.size,
            }),
            anchor,
            angle_rad: 0.0,
        };
        let lines = self.lines.into_iter().enumerate();
        // An empty line is only a gap.
        let lines = lines.filter(|(_, text)| !text.is_empty());
        lines.map(run).map(Mark::Text).collect()
    }
}

fn point([x, y]: [f64; 2]) -> Point {
    Point::new(x, y)
}

/// What an annotation takes of the plane, in document units.
#[must_use]
pub fn annotation_bounds(annotation: &Annotation) -> Rect {
    let words = Block::of(annotation).map(|block| block.place(&annotation.form));
    match &annotation.form {
        Form::Frame { from, to } => {
            let body = Rect::from_points(point(*from), point(*to));
            words.map_or(body, |w| body.union(w))
        }
        Form::Arrow { from, to } => {
            let body = Rect::from_points(point(*from), point(*to));
            words.map_or(body, |w| body.union(w))
        }
        Form::Text { at } => words.unwrap_or(Rect::from_points(point(*at), point(*at))),
    }
}

fn draw(id: &AnnotationId, annotation: &Annotation, theme: &Theme) -> DrawnAnnotation {
    let Annotation {
        form,
        text: _,
        size,
        tint,
    } = annotation;
    let color = theme.tint(*tint);
    let shows = Shows::Annotation(id.clone());
    let item = |layer, marks, bounds: Rect| Item {
        shows: shows.clone(),
        layer,
        marks,
        bounds,
        label: String::new(),
    };
    let mut items = Vec::new();
    let (mut width, mut anchor) = (0.0, Anchor::Start);
    match *form {
        Form::Text { .. } => {}
        Form::Frame { from, to } => {
            width = BORDER_EM * size;
            let rect = Rect::from_points(point(from), point(to));
            let corner = (CORNER_EM * size).min(rect.size().min_side() / 2.0);
            let mark = Mark::Path {
                path: RoundedRect::from_rect(rect, corner).to_path(0.05 * corner.max(1.0)),
                fill: Some(theme.frame_ground(*tint)),
                stroke: Some(Stroke::new(color, width, Dash::Solid)),
            };
            items.push(item(Layer::Frames, vec![mark], rect.inflate(width, width)));
        }
        Form::Arrow { from, to } => {
            width = LINE_EM * size;
            anchor = Anchor::Middle;
            let reach = HEAD_EM[0] * size;
            let bounds = Rect::from_points(point(from), point(to)).inflate(reach, reach);
            let marks = arrow_marks(point(from), point(to), *size, color);
            items.push(item(Layer::Notes, marks, bounds));
        }
    }
    let block = Block::of(annotation);
    let mut words = None;
    if let Some(block) = block {
        let place = block.place(form);
        let reach = HALO_EM * size;
        let marks = block.marks(place, anchor, color, theme);
        items.push(item(Layer::Notes, marks, place.inflate(reach, reach)));
        words = Some(place);
    }
    if let Some(first) = items.first_mut() {
        let name = annotation_name(annotation);
        first.label = match annotation.kind() {
            // All of it, not only its beginning.
            AnnotationKind::Text => annotation.text.clone(),
            AnnotationKind::Frame | AnnotationKind::Arrow => name,
        };
    }
    DrawnAnnotation {
        id: id.clone(),
        form: *form,
        words,
        width,
        items,
    }
}

/// A straight line with a filled head.
fn arrow_marks(from: Point, to: Point, size: f64, color: Color) -> Vec<Mark> {
    let whole = to - from;
    let length = whole.hypot();
    // A short arrow has a small head.
    let scale = (0.6 * length / (HEAD_EM[0] * size)).min(1.0);
    let along = whole / length.max(1e-9);
    let across = Vec2::new(-along.y, along.x) * (HEAD_EM[1] * size * scale);
    let back = to - along * (HEAD_EM[0] * size * scale);
    let mut line = BezPath::new();
    line.move_to(from);
    // A little into the head, so that nothing shines through.
    line.line_to(back + along * (0.2 * HEAD_EM[0] * size * scale));
    let mut head = BezPath::new();
    head.move_to(to);
    head.line_to(back + across);
    head.line_to(back - across);
    head.close_path();
    vec![
        Mark::Path {
            path: line,
            fill: None,
            stroke: Some(Stroke::new(color, LINE_EM * size, Dash::Solid)),
        },
        Mark::Path {
            path: head,
            fill: Some(color),
            stroke: None,
        },
    ]
}

impl DrawnAnnotation {
    /// The box of its form: of a text, what its letters take.
    #[must_use]
    pub fn body(&self) -> Rect {
        match self.form {
            Form::Text { at } => self
                .words
                .unwrap_or(Rect::from_points(point(at), point(at))),
            Form::Frame { from, to } | Form::Arrow { from, to } => {
                Rect::from_points(point(from), point(to))
            }
        }
    }

    /// The middle of its words, or where they would be.
    #[must_use]
    pub fn words_centre(&self) -> Point {
        let beginning = match self.form {
            Form::Frame { from, .. } => point(from),
            Form::Text { .. } | Form::Arrow { .. } => self.centre(),
        };
        self.words.map_or(beginning, |words| words.center())
    }

    /// Everything that it takes, halos included.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let all = self.items.iter().map(|item| item.bounds);
        all.reduce(|a, b| a.union(b)).unwrap_or_else(|| self.body())
    }

    /// Its middle: what lies in a frame by its middle goes along with it.
    #[must_use]
    pub fn centre(&self) -> Point {
        self.body().center()
    }

    /// Whether it lies above the graph at a point, within `reach` (document
    /// units): a text, an arrow, the title of a frame.
    #[must_use]
    pub fn is_over(&self, at: Point, reach: f64) -> bool {
        let on_words = self.words.is_some_and(|words| words.contains(at));
        match self.form {
            Form::Text { .. } | Form::Frame { .. } => on_words,
            Form::Arrow { from, to } => {
                let line = Line::new(point(from), point(to));
                let near = line.nearest(at, 1e-3).distance_sq.sqrt();
                on_words || near <= reach.max(self.width / 2.0)
            }
        }
    }

    /// Whether it lies under the graph at a point, within `reach` (document
    /// units): the border of a frame.
    #[must_use]
    pub fn is_under(&self, at: Point, reach: f64) -> bool {
        let Form::Frame { .. } = self.form else {
            return false;
        };
        let body = self.body();
        let reach = reach.max(self.width / 2.0);
        body.inflate(reach, reach).contains(at) && !body.inflate(-reach, -reach).contains(at)
    }

    /// Whether it is in an area: a text that a marquee touches, a frame or arrow
    /// that it holds; of a lasso, whatever has its middle in it.
    #[must_use]
    pub fn is_in(&self, area: &Area) -> bool {
        match (area, &self.form) {
            (Area::Marquee(rect), Form::Text { .. }) => rect.overlaps(self.body()),
            (Area::Marquee(rect), _) => rect.contains_rect(self.body()),
            (Area::Lasso(lasso), _) => lasso.contains(self.centre()),
        }
    }
}

#[cfg(test)]
#[path = "annotate_tests.rs"]
mod tests;
