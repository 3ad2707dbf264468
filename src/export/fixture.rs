//! A hand-made picture for tests.

use kurbo::{BezPath, Circle, Point, Rect, RoundedRect, Shape as _};

use crate::model::{ActionId, ActorId, ActorKind};
use crate::picture::{
    Anchor, Color, Dash, Halo, Item, Layer, Mark, Picture, Shows, Stroke, TextRun, Theme,
    ThemeName, Weight,
};

/// Stands in for the silhouettes of the graph.
pub(crate) fn kind_shape(kind: ActorKind, c: Point, r: f64) -> BezPath {
    let polygon = |n: u32, turn: f64| {
        let mut path = BezPath::new();
        for i in 0..n {
            let a = turn + std::f64::consts::TAU * f64::from(i) / f64::from(n);
            let p = c + r * 1.08 * kurbo::Vec2::from_angle(a);
            if i == 0 {
                path.move_to(p);
            } else {
                path.line_to(p);
            }
        }
        path.close_path();
        path
    };
    match kind {
        ActorKind::Person => Circle::new(c, r).to_path(0.01),
        ActorKind::State => polygon(6, 0.0),
        ActorKind::Institution => {
            RoundedRect::from_rect(Rect::from_center_size(c, (1.8 * r, 1.8 * r)), 0.35 * r)
                .to_path(0.01)
        }
        ActorKind::Group => {
            RoundedRect::from_rect(Rect::from_center_size(c, (2.6 * r, 1.5 * r)), 0.75 * r)
                .to_path(0.01)
        }
        ActorKind::Event => polygon(4, 0.0),
        ActorKind::Norm => polygon(8, std::f64::consts::PI / 8.0),
    }
}

fn run(text: &str, origin: Point, size: f64, weight: Weight, color: Color) -> TextRun {
    TextRun {
        text: text.to_owned(),
        origin,
        size,
        weight,
        color,
        halo: None,
        anchor: Anchor::Middle,
        angle_rad: 0.0,
    }
}

/// A filled square of 100 units about (0, 0) and its name, on paper.
pub(crate) fn picture() -> Picture {
    themed(&Theme::of(ThemeName::Light))
}

pub(crate) fn themed(theme: &Theme) -> Picture {
    let id = ActorId::new("square").expect("valid");
    let square = Rect::new(-50.0, -50.0, 50.0, 50.0);
    let mut name = run(
        "Square & Sons",
        Point::new(0.0, 80.0),
        16.0,
        Weight::SemiBold,
        theme.ink,
    );
    name.halo = Some(Halo {
        color: theme.paper,
        reach: 3.0,
    });
    Picture {
        title: "A <picture>".into(),
        bounds: Rect::new(-100.0, -100.0, 100.0, 100.0),
        paper: Some(theme.paper),
        faded: Default::default(),
        items: vec![
            Item {
                shows: Shows::Actor(id.clone()),
                layer: Layer::Nodes,
                marks: vec![Mark::Path {
                    path: square.to_path(0.1),
                    fill: Some(Color::hex(0x12_34_56)),
                    stroke: None,
                }],
                bounds: square,
                label: "Square & Sons, group".into(),
            },
            Item {
                shows: Shows::Actor(id),
                layer: Layer::NodeLabels,
                marks: vec![Mark::Text(name)],
                bounds: Rect::new(-80.0, 60.0, 80.0, 90.0),
                label: String::new(),
            },
        ],
    }
}

/// Adds a run to the picture's middle.
pub(crate) fn add_text(picture: &mut Picture, text: &str) {
    let run = run(
        text,
        Point::ZERO,
        10.0,
        Weight::Regular,
        Color::hex(0x00_00_00),
    );
    picture.items.push(Item {
        shows: Shows::Furniture,
        layer: Layer::Furniture,
        marks: vec![Mark::Text(run)],
        bounds: picture.bounds,
        label: String::new(),
    });
}

/// A small graph of three camps, to look at.
pub(crate) fn graph(theme: &Theme) -> Picture {
    let actors = [
        ("Elena Marlow", ActorKind::Person, -420.0, -120.0),
        ("Senate", ActorKind::Institution, 0.0, -190.0),
        ("Northern League", ActorKind::State, 420.0, -110.0),
        ("Veterans", ActorKind::Group, -300.0, 190.0),
        ("The hearing", ActorKind::Event, 60.0, 60.0),
        ("The oath", ActorKind::Norm, 380.0, 200.0),
    ];
    let bands = crate::model::StanceBand::ALL;
    let links = [
        (0, 1, 0, "testifies against"),
        (2, 1, 1, "asks"),
        (3, 0, 2, "stand by"),
        (0, 4, 1, "witness at"),
        (4, 5, 2, "reaffirms"),
        (2, 5, 0, "breaks"),
    ];
    let mut items = Vec::new();
    for (i, (a, b, band, verb)) in links.into_iter().enumerate() {
        let id = ActionId::new(&format!("action-{i}")).expect("valid");
        let color = theme.stance(bands[band]);
        let (p, q) = (
            Point::new(actors[a].2, actors[a].3),
            Point::new(actors[b].2, actors[b].3),
        );
        let u = (q - p).normalize();
        let (p, q) = (p + u * 44.0, q - u * 48.0);
        let side = kurbo::Vec2::new(-u.y, u.x);
        let mut line = BezPath::new();
        line.move_to(p);
        line.quad_to(p.midpoint(q) + side * 30.0, q - u * 10.0);
        let mut head = BezPath::new();
        head.move_to(q);
        head.line_to(q - u * 12.0 + side * 6.0);
        head.line_to(q - u * 12.0 - side * 6.0);
        head.close_path();
        let mut verb = run(
            verb,
            p.midpoint(q) + side * 15.0,
            12.0,
            Weight::Regular,
            color,
        );
        verb.halo = Some(Halo {
            color: theme.paper,
            reach: 3.0,
        });
        verb.angle_rad = if u.x < 0.0 { (-u).atan2() } else { u.atan2() };
        items.push(Item {
            shows: Shows::Action(id),
            layer: Layer::Edges,
            marks: vec![
                Mark::Path {
                    path: line,
                    fill: None,
                    stroke: Some(Stroke::new(
                        color,
                        2.0,
                        crate::picture::theme::stance_dash(bands[band]),
                    )),
                },
                Mark::Path {
                    path: head,
                    fill: Some(color),
                    stroke: None,
                },
                Mark::Text(verb),
            ],
            bounds: Rect::from_points(p, q).inflate(40.0, 40.0),
            label: format!("action {i}"),
        });
    }
    for (name, kind, x, y) in actors {
        let c = Point::new(x, y);
        let mut label = run(name, c + (0.0, 58.0), 14.0, Weight::SemiBold, theme.ink);
        label.halo = Some(Halo {
            color: theme.paper,
            reach: 3.0,
        });
        items.push(Item {
            shows: Shows::Actor(ActorId::new(&crate::model::slug(name)).expect("valid")),
            layer: Layer::Nodes,
            marks: vec![
                Mark::Path {
                    path: kind_shape(kind, c, 34.0),
                    fill: Some(theme.kind(kind)),
                    stroke: Some(Stroke::new(theme.kind_ink(kind), 2.0, Dash::Solid)),
                },
                Mark::Text(label),
            ],
            bounds: Rect::from_center_size(c + (0.0, 12.0), (160.0, 110.0)),
            label: format!("{name}, {}", kind.name().to_lowercase()),
        });
    }
    Picture {
        title: "Three camps".into(),
        bounds: Rect::new(-520.0, -260.0, 520.0, 290.0),
        paper: Some(theme.paper),
        faded: Default::default(),
        items,
    }
}
