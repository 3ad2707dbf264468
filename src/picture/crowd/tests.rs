use std::collections::BTreeMap;

use kurbo::{Point, Rect};

use super::*;
use crate::model::{Action, Actor, Bends, Stance};
use crate::picture::{Area, Covered, Lasso, Portraits, Scene, Theme, ThemeName, area};

/// Kinds and stances of all sorts, fans, both ways, loops, and one place twice.
fn document(n: usize) -> (Document, BTreeMap<ActorId, Place>) {
    let mut doc = Document::new();
    let mut places = BTreeMap::new();
    let id = |i: usize| ActorId::new(&format!("a{i:03}")).expect("valid");
    for i in 0..n {
        let kind = ActorKind::ALL[i % ActorKind::ALL.len()];
        let actor = Actor::new(id(i), format!("Actor {i}"), kind);
        doc.graph.add_actor(actor).expect("new");
        let (x, y) = ((i * 37 % 11) as f64 * 190.0, (i * 53 % 13) as f64 * 170.0);
        places.insert(
            id(i),
            Place {
                x,
                y,
                pin: i % 5 == 0,
            },
        );
    }
    for e in 0..3 * n {
        let name = format!("e{e:03}");
        let action_id = crate::model::ActionId::new(&name).expect("valid");
        let mut action = Action::new(action_id, "meets");
        action.weight = 0.5 + (e % 7) as f64;
        action.stance = Stance::new((e % 3) as f64 - 1.0).expect("in range");
        let (from, to) = (e % n, (e * e + e / 3) % n);
        doc.graph
            .add_action(&id(from), &id(to), action)
            .expect("new");
    }
    (doc, places)
}

#[test]
fn every_line_lies_in_its_box() {
    let (doc, places) = document(120);
    let crowd = Crowd::new(&doc, &places);
    for i in 0..crowd.lines().len() {
        let [x0, y0, x1, y1] = crowd.line_box(i).map(f64::from);
        let held = Rect::new(x0, y0, x1, y1);
        for p in crowd.course(i).points(24) {
            assert!(held.contains(p), "line {i}: {p:?} is outside {held:?}");
        }
    }
}

#[test]
fn a_crowd_stands_and_runs_as_a_scene_does() {
    // So many that a scene does not look for ways round.
    let (doc, places) = document(380);
    let crowd = Crowd::new(&doc, &places);
    let theme = Theme::of(ThemeName::Light);
    let scene = Scene::build(&doc, &places, &Bends::new(), &theme, &Portraits::new());
    assert_eq!(crowd.len(), scene.actors.len());
    for (i, drawn) in scene.actors.iter().enumerate() {
        assert_eq!(crowd.actors()[i], drawn.id);
        assert!((f64::from(crowd.radii()[i]) - drawn.radius).abs() < 1e-4);
    }
    for (i, drawn) in scene.actions.iter().enumerate() {
        assert_eq!(crowd.actions()[i], drawn.id);
        let course = crowd.course(i);
        for t in [0.0, 0.3, 0.5, 1.0] {
            let apart = course.at(t).distance(drawn.course.at(t));
            assert!(apart < 0.6, "{} at {t} is {apart} apart", drawn.id);
        }
    }
    let pinned = scene.actors.iter().filter(|a| a.pinned).count();
    assert_eq!(crowd.pinned().len(), pinned);
}

#[test]
fn what_is_found_is_what_asking_everything_finds() {
    let (doc, places) = document(150);
    let mut crowd = Crowd::new(&doc, &places);
    for moved in [false, true] {
        if moved {
            crowd.move_to([
                (3, Point::new(400.0, 333.0)),
                (77, Point::new(-900.0, 40.0)),
            ]);
        }
        let (mut actors, mut actions) = (0, 0);
        for k in 0..900 {
            let at = Point::new(
                f64::from(k % 30) * 80.0 - 300.0,
                f64::from(k / 30) * 80.0 - 200.0,
            );
            let nearest = (0..crowd.lines().len())
                .map(|i| {
                    crowd.distance(i, at, f64::INFINITY) - f64::from(crowd.lines()[i].width) / 2.0
                })
                .fold(f64::INFINITY, f64::min);
            let found = crowd.action_at(at, 9.0);
            assert_eq!(found.is_some(), nearest <= 9.0, "{at:?}: {nearest}");
            actions += usize::from(found.is_some());
            let gap = |i: usize| {
                let d = at - crowd.centre(i);
                d.hypot() - shape::reach(crowd.kinds()[i], crowd.radii()[i].into(), d)
            };
            let least = (0..crowd.len()).map(gap).fold(f64::INFINITY, f64::min);
            let found = crowd.actor_at(at, 9.0);
            assert_eq!(found.is_some(), least <= 9.0, "{at:?}: {least}");
            actors += usize::from(found.is_some());
            if let Some((i, told)) = found {
                assert!((gap(i) - told).abs() < 1e-9);
            }
        }
        assert!(actors > 50 && actions > 50, "{actors} {actions}");
        let part = Rect::new(300.0, 200.0, 900.0, 800.0);
        let mut within: Vec<u32> = crowd.actors_in(part).collect();
        within.sort_unstable();
        let all: Vec<u32> = (0..crowd.len() as u32)
            .filter(|&i| part.contains(crowd.centre(i as usize)))
            .collect();
        assert_eq!(within, all);
    }
    crowd.settle();
    assert_eq!(
        crowd
            .actor_at(Point::new(-900.0, 40.0), 1.0)
            .map(|(i, _)| i),
        Some(77)
    );
}

#[test]
fn nobody_and_everybody_in_one_place_are_no_trouble() {
    let empty = Crowd::new(&Document::new(), &BTreeMap::new());
    assert!(empty.is_empty() && empty.bounds().is_finite());
    assert_eq!(empty.actor_at(Point::ZERO, 50.0), None);
    assert_eq!(empty.action_at(Point::ZERO, 50.0), None);
    let (doc, mut places) = document(40);
    for place in places.values_mut() {
        (place.x, place.y) = (5.0, 5.0);
    }
    let mut crowd = Crowd::new(&doc, &places);
    assert_eq!(
        crowd.actor_at(Point::new(5.0, 5.0), 1.0).map(|(i, _)| i),
        Some(39)
    );
    for i in 0..crowd.lines().len() {
        assert!(crowd.course(i).points(4).iter().all(|p| p.is_finite()));
    }
    let spread: Vec<[f32; 2]> = (0..40).map(|i| [i as f32 * 500.0, 0.0]).collect();
    crowd.move_all(spread.into_iter());
    let third = |crowd: &Crowd| {
        let found = crowd.actor_at(Point::new(1000.0, 0.0), 1.0);
        found.map(|(i, _)| i)
    };
    // On the way, actors are found, and lines are not.
    assert_eq!(third(&crowd), Some(2));
    let line = (0..crowd.lines().len()).find(|&i| crowd.lines()[i].from != crowd.lines()[i].to);
    let middle = crowd.course(line.expect("one")).at(0.5);
    assert_eq!(crowd.action_at(middle, 5.0), None);
    crowd.settle();
    assert_eq!(third(&crowd), Some(2));
    assert!(crowd.action_at(middle, 5.0).is_some());
}

#[test]
fn places_taken_over_are_those_of_a_new_crowd() {
    let (doc, mut places) = document(60);
    let mut crowd = Crowd::new(&doc, &places);
    for (k, place) in places.values_mut().enumerate() {
        place.x += k as f64 * 11.0;
        place.pin = k % 3 == 0;
    }
    crowd.stand(&places);
    let anew = Crowd::new(&doc, &places);
    assert_eq!(crowd.centres(), anew.centres());
    assert_eq!(crowd.pinned(), anew.pinned());
    assert_eq!(crowd.bounds(), anew.bounds());
}

/// The same crowd at rest, and with some who have just moved.
fn at_rest_and_moving() -> [Crowd; 2] {
    let (doc, places) = document(240);
    let crowd = Crowd::new(&doc, &places);
    let mut moving = crowd.clone();
    let moved = (0..240).step_by(9);
    moving.move_to(moved.map(|i| (i, crowd.centre(i) + kurbo::Vec2::new(61.0, -47.0))));
    [crowd, moving]
}

#[test]
fn an_area_covers_what_a_look_at_everything_finds() {
    for crowd in at_rest_and_moving() {
        let middles = crowd.middles();
        let (mut actors, mut actions) = (0, 0);
        for k in 0..60 {
            let corner = Point::new(f64::from(k * 331 % 2_000), f64::from(k * 577 % 2_100));
            let side = f64::from(k * 97 % 1_500) + 3.0;
            let rect = Rect::from_origin_size(corner, (side, side * 0.8));
            let lasso = Lasso::new(vec![
                corner,
                corner + (side, -200.0),
                corner + (side * 0.6, side),
                corner + (9.0, side),
            ]);
            for area in [Area::Marquee(rect), Area::Lasso(lasso)] {
                let mut found = Covered::default();
                crowd.cover(&area, || &middles, &mut found);
                found.actors.sort_unstable();
                found.actions.sort_unstable();
                let holds = |i: usize| {
                    let centre = crowd.centre(i);
                    let radius = f64::from(crowd.radii()[i]);
                    match &area {
                        Area::Marquee(r) => {
                            area::touches(&shape::silhouette(crowd.kinds()[i], centre, radius), *r)
                        }
                        Area::Lasso(l) => l.contains(centre),
                    }
                };
                let whole = |i: usize| match &area {
                    Area::Marquee(r) => crowd.course(i).points(200).iter().all(|p| r.contains(*p)),
                    Area::Lasso(l) => l.contains(crowd.course(i).at(0.5)),
                };
                let all = (0..crowd.len()).filter(|&i| holds(i)).map(|i| i as u32);
                assert_eq!(found.actors, all.collect::<Vec<_>>(), "{area:?}");
                let all = (0..crowd.lines().len()).filter(|&i| whole(i));
                let all: Vec<u32> = all.map(|i| i as u32).collect();
                assert_eq!(found.actions, all, "{area:?}");
                actors += found.actors.len();
                actions += found.actions.len();
            }
        }
        assert!(actors > 1_000 && actions > 1_000, "{actors}, {actions}");
    }
}

#[test]
fn the_first_beneath_is_the_topmost() {
    for crowd in at_rest_and_moving() {
        let mut several = 0;
        for k in 0..900 {
            let at = Point::new(f64::from(k % 30) * 66.0, f64::from(k / 30) * 68.0);
            let (actors, actions) = crowd.beneath(at, 6.0);
            let top = crowd.actor_at(at, 6.0).map(|(i, _)| i as u32);
            assert_eq!(actors.first().copied(), top, "{at:?}");
            let top = crowd.action_at(at, 6.0).map(|i| i as u32);
            assert_eq!(actions.first().copied(), top, "{at:?}");
            let mut once = actions.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), actions.len());
            several += usize::from(actions.len() > 1);
        }
        assert!(several > 30, "{several}");
    }
}

#[test]
fn a_line_stands_apart_where_no_other_comes_as_near() {
    let (doc, places) = document(60);
    let crowd = Crowd::new(&doc, &places);
    let gap = |i: usize, at: Point| {
        let half = f64::from(crowd.lines()[i].width) / 2.0;
        (crowd.distance(i, at, f64::INFINITY) - half).max(0.0)
    };
    let (mut apart, mut among) = (0, 0);
    for k in 0..900 {
        let at = Point::new(f64::from(k % 30) * 66.0, f64::from(k / 30) * 70.0);
        let Some(i) = crowd.action_at(at, 12.0) else {
            continue;
        };
        let others = (0..crowd.lines().len()).filter(|&j| j != i);
        let next = others.map(|j| gap(j, at)).fold(f64::INFINITY, f64::min);
        let stands = next > gap(i, at) + 5.0;
        assert_eq!(crowd.stands_apart(i, at, 5.0), stands, "{at:?}");
        apart += usize::from(stands);
        among += usize::from(!stands);
    }
    assert!(apart > 20 && among > 20, "{apart} {among}");
}
