//! The graphs that come with the program: complete, cited and attributed.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use dramatis::file;
use dramatis::layout::{Layout, Slice, Tidy};
use dramatis::model::{ActionId, ActorId, ActorKind, Claimant, Document, Evidence, Status, When};
use dramatis::picture::{Layer, Letters, Mark, Portraits, Scene, Theme, ThemeName, footprint};

fn graphs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(root).expect("a folder") {
        let folder = folder.expect("an entry").path();
        for file in std::fs::read_dir(folder).expect("a folder") {
            let file = file.expect("an entry").path();
            if file.extension().is_some_and(|e| e == "ron") {
                found.push(file);
            }
        }
    }
    found.sort();
    found
}

fn conflict() -> file::Opened {
    let path = graphs()
        .into_iter()
        .find(|p| p.ends_with("civil-military.ron"))
        .expect("it is shipped");
    file::open(&path).expect("it can be read")
}

#[test]
fn every_shipped_graph_is_clean_canonical_and_resolves() {
    let all = graphs();
    assert!(all.len() >= 2);
    for path in all {
        let opened = file::open(&path).expect("it can be read");
        assert!(opened.warnings.is_empty(), "{:?}", opened.warnings);
        assert!(
            opened.evidence_problems.is_empty(),
            "{:?}",
            opened.evidence_problems
        );
        let bytes = std::fs::read_to_string(&path).expect("a text");
        assert_eq!(file::to_ron(&opened.document), bytes, "{}", path.display());
        for link in opened.document.graph.links() {
            let action = link.action;
            assert!(!action.claims.is_empty(), "{} cites nothing", action.id);
            for claim in &action.claims {
                assert!(
                    opened.texts[&claim.source]
                        .find(&claim.anchor, &claim.quote)
                        .is_ok(),
                    "{}: {:?}",
                    action.id,
                    claim.quote
                );
                assert!(!claim.because.is_empty(), "{}: why that sure?", action.id);
            }
        }
        for arrangement in &opened.document.arrangements {
            for actor in opened.document.graph.actors() {
                assert!(
                    arrangement.places.contains_key(&actor.id),
                    "{} has no place in {}",
                    actor.id,
                    arrangement.name
                );
            }
        }
    }
}

/// Id and kind of every actor that the subject names.
const ACTORS: [(&str, ActorKind); 25] = [
    ("trump", ActorKind::Person),
    ("hegseth", ActorKind::Person),
    ("milley", ActorKind::Person),
    ("biden", ActorKind::Person),
    ("reed", ActorKind::Person),
    ("iran", ActorKind::State),
    ("china", ActorKind::State),
    ("united-states", ActorKind::State),
    ("chinese-counterpart", ActorKind::Person),
    ("military-families", ActorKind::Group),
    ("opposition-leaders", ActorKind::Group),
    ("lawmakers", ActorKind::Group),
    ("trump-administration", ActorKind::Institution),
    ("protesters", ActorKind::Group),
    ("constitution", ActorKind::Norm),
    ("revocation", ActorKind::Event),
    ("milley-statement", ActorKind::Event),
    ("pardon", ActorKind::Event),
    ("lafayette-square", ActorKind::Event),
    ("january-6", ActorKind::Event),
    ("china-calls", ActorKind::Event),
    ("oath-speech", ActorKind::Event),
    ("campaign-ads", ActorKind::Event),
    ("demand", ActorKind::Event),
    ("midterms", ActorKind::Event),
];

/// The 27 things that are said to have happened: for each, its actions, as who
/// acts, id, who is acted upon, and one who says so (`-` is an outsider).
#[rustfmt::skip]
const ITEMS: [&[(&str, &str, &str, &str)]; 27] = [
    &[("trump", "trump-appoints-hegseth", "hegseth", "-")],
    &[("trump", "trump-acts-through-hegseth", "hegseth", "-")],
    &[("hegseth", "hegseth-revokes-clearance", "milley", "-")],
    &[("hegseth", "hegseth-removes-detail", "milley", "-")],
    &[("hegseth", "hegseth-accuses-milley", "milley", "hegseth")],
    &[("iran", "iran-threatens-milley", "milley", "-")],
    &[("revocation", "revocation-exposes-milley", "milley", "-")],
    &[("milley", "milley-calls-trump-traitor", "trump", "milley")],
    &[("milley", "milley-holds-trump-danger", "trump", "milley")],
    &[("trump", "trump-threatens-prosecution", "milley", "-")],
    &[("biden", "biden-pardons-milley", "milley", "-")],
    &[("pardon", "pardon-shields-milley", "milley", "-")],
    &[("lafayette-square", "protesters-cleared", "protesters", "-"), ("milley", "milley-appears-in-photo-op", "lafayette-square", "-"), ("trump", "trump-appears-in-photo-op", "lafayette-square", "-")],
    &[("milley", "milley-apologises", "lafayette-square", "-")],
    &[("trump", "trump-sees-disloyalty", "milley", "-")],
    &[("milley", "milley-calls-counterpart", "chinese-counterpart", "-"), ("china-calls", "china-calls-reassure-china", "china", "-")],
    &[("trump", "trump-calls-treason", "china-calls", "trump")],
    &[("trump", "trump-suggests-death", "milley", "-")],
    &[("milley", "milley-avows-oath", "constitution", "milley"), ("milley", "milley-gives-oath-speech", "oath-speech", "-")],
    &[("military-families", "families-withdraw-support", "trump", "-"), ("revocation", "revocation-alienates-families", "military-families", "-")],
    &[("opposition-leaders", "opposition-runs-ads", "campaign-ads", "-"), ("milley-statement", "statement-feeds-ads", "campaign-ads", "-")],
    &[("opposition-leaders", "opposition-calls-traitor", "trump", "opposition-leaders")],
    &[("opposition-leaders", "opposition-argues-removal", "trump", "-")],
    &[("reed", "reed-leads-lawmakers", "lawmakers", "-")],
    &[("lawmakers", "lawmakers-make-demand", "demand", "-"), ("demand", "demand-backs-milley", "milley", "-")],
    &[("lawmakers", "lawmakers-call-abuse", "revocation", "lawmakers")],
    &[("revocation", "revocation-crisis-of-legitimacy", "united-states", "-"), ("trump", "trump-risks-isolation", "trump", "-"), ("midterms", "midterms-sharpen-for-trump", "trump", "-"), ("midterms", "midterms-sharpen-for-milley", "milley", "-")],
];

#[test]
fn the_conflict_holds_every_actor_and_event() {
    let doc = conflict().document;
    for (id, kind) in ACTORS {
        let id = ActorId::new(id).expect("valid");
        let actor = doc
            .graph
            .actor(&id)
            .unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!(actor.kind, kind, "{id}");
        assert!(!doc.graph.links_of(&id).is_empty(), "{id} does nothing");
    }
    assert!(doc.arrangements.len() >= 2);
    for name in ["Overview", "Camps"] {
        assert!(doc.arrangement(name).is_some(), "{name}");
    }
}

#[test]
fn the_conflict_holds_all_27_action_groups_with_who_says_so() {
    let doc = conflict().document;
    for (n, item) in ITEMS.iter().enumerate() {
        for (from, id, to, by) in *item {
            let at = format!("item {}, {id}", n + 1);
            let id = ActionId::new(id).expect("valid");
            let link = doc
                .graph
                .link(&id)
                .unwrap_or_else(|| panic!("{at} is missing"));
            assert_eq!((link.from.as_str(), link.to.as_str()), (*from, *to), "{at}");
            let said = link.action.claims.iter().any(|c| match &c.by {
                Claimant::Actor(who) => who.as_str() == *by,
                Claimant::Outsider(_) => *by == "-",
            });
            assert!(said, "{at}: {by} does not say so: {:?}", link.action.claims);
            assert_ne!(link.action.when, When::NotGiven, "{at}: say unknown");
        }
    }
}

#[test]
fn nothing_about_the_living_is_called_confirmed_on_one_source() {
    let doc = conflict().document;
    for link in doc.graph.links() {
        for claim in &link.action.claims {
            assert!(
                matches!(claim.status, Status::Reported | Status::Alleged),
                "{} is {:?}",
                link.action.id,
                claim.status
            );
        }
        assert_ne!(link.action.evidence(), Evidence::None, "{}", link.action.id);
    }
}

#[test]
fn roles_stand_exactly_where_an_event_takes_part() {
    let doc = conflict().document;
    let is_event = |id| {
        doc.graph
            .actor(id)
            .is_some_and(|a| a.kind == ActorKind::Event)
    };
    for link in doc.graph.links() {
        let event = is_event(link.from) || is_event(link.to);
        assert_eq!(event, !link.action.role.is_empty(), "{}", link.action.id);
    }
}

fn texts(scene: &Scene) -> BTreeSet<String> {
    scene
        .picture
        .items
        .iter()
        .flat_map(|item| &item.marks)
        .filter_map(|mark| match mark {
            Mark::Text(run) => Some(run.text.clone()),
            _ => None,
        })
        .collect()
}

fn scenes(doc: &Document) -> impl Iterator<Item = (String, Scene)> {
    doc.arrangements.iter().map(|a| {
        let scene = Scene::build(
            doc,
            &a.resolved(&doc.graph),
            &a.bends,
            &Theme::of(ThemeName::Light),
            &Portraits::new(),
        );
        (a.name.clone(), scene)
    })
}

/// Laid out well enough that there is room for every word.
#[test]
fn every_verb_of_the_conflict_has_room_and_no_two_names_overlap() {
    let doc = conflict().document;
    for (name, scene) in scenes(&doc) {
        let written = texts(&scene);
        let unsaid: Vec<&str> = doc
            .graph
            .links()
            .map(|l| l.action.verb.as_str())
            .filter(|verb| !written.contains(*verb))
            .collect();
        if name == "Overview" {
            assert_eq!(unsaid, Vec::<&str>::new());
        }
        assert!(unsaid.len() <= 2, "{name}: no room for {unsaid:?}");
        for (i, a) in scene.actors.iter().enumerate() {
            for b in &scene.actors[..i] {
                let both = a.name_box.intersect(b.name_box);
                assert!(
                    both.width() <= 0.0 || both.height() <= 0.0,
                    "{name}: {} and {}",
                    a.id,
                    b.id
                );
            }
        }
    }
}

/// As when all of it is fitted into a small window.
#[test]
fn from_afar_names_and_many_verbs_can_be_read_and_lie_on_no_line_beside_them() {
    const ZOOM: f64 = 0.34;
    const LEAST: f64 = 9.5;
    let doc = conflict().document;
    let arrangement = &doc.arrangements[0];
    let places = arrangement.resolved(&doc.graph);
    let [near, afar] = [1.0, ZOOM].map(|zoom| {
        let (theme, portraits) = (Theme::of(ThemeName::Light), Portraits::new());
        let letters = Letters::readable(zoom, LEAST);
        let bends = &arrangement.bends;
        Scene::build_through(None, &doc, &places, bends, &theme, &portraits, letters)
    });
    for (near, afar) in near.actions.iter().zip(&afar.actions) {
        assert_eq!(near.course, afar.course, "lines stay where they are");
    }
    let first = |layer: Layer| {
        let items = afar.picture.items.iter().filter(move |i| i.layer == layer);
        items.filter_map(|i| match i.marks.first() {
            Some(Mark::Text(run)) => Some(run.size * ZOOM),
            _ => None,
        })
    };
    // In a tight place letters are a sixth smaller; names of events are.
    let readable = |size: &f64| *size >= LEAST * 12.0 / 14.0;
    assert!(first(Layer::EdgeLabels).all(|size| readable(&size)));
    assert!(first(Layer::EdgeLabels).count() >= 30);
    let names = first(Layer::NodeLabels).filter(readable).count();
    assert!(names >= 23, "{names} of {}", afar.actors.len());
    let verbs = || afar.actions.iter().filter_map(|a| Some((a, a.verb_box?)));
    for (action, verb) in verbs() {
        for (other, of_other) in verbs().filter(|(other, _)| other.id != action.id) {
            let both = (&action.id, &other.id);
            assert!(!verb.overlaps(&of_other), "{both:?}");
        }
        for other in afar.actions.iter().filter(|other| other.id != action.id) {
            let points = other.course.points(16);
            let mut covered = points.windows(2).filter(|p| verb.meets_segment(p[0], p[1]));
            let along = |p: &[kurbo::Point]| {
                let way = p[1] - p[0];
                way.cross(verb.axis).abs() < 0.3 * way.hypot()
            };
            assert!(!covered.any(along), "{} on {}", action.id, other.id);
        }
    }
}

/// Tidying keeps the mental map: what the reader knows is still where it was.
#[test]
fn tidying_a_shipped_arrangement_hardly_moves_it_and_leaves_no_overlap() {
    for path in graphs() {
        let doc = file::open(&path).expect("it can be read").document;
        for arrangement in &doc.arrangements {
            let slice = Slice::of(&doc.graph, arrangement, None, footprint);
            let request = slice.request(1);
            let start = request.start.clone().expect("places");
            let at = Tidy
                .place(
                    &slice.topology,
                    &request,
                    &mut |_| ControlFlow::Continue(()),
                )
                .expect("nobody cancels");
            let xs = || start.iter().map(|p| p[0]);
            let width = xs().fold(f32::MIN, f32::max) - xs().fold(f32::MAX, f32::min);
            let mut gone: Vec<f32> = start
                .iter()
                .zip(&at)
                .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]))
                .collect();
            gone.sort_by(f32::total_cmp);
            let name = &arrangement.name;
            let median = gone[gone.len() / 2];
            assert!(median < 0.05 * width, "{name}: {median} of {width}");
            let boxes = slice.topology.footprints().expect("given");
            for u in 0..at.len() {
                for v in 0..u {
                    let clear = (0..2).any(|k| {
                        at[u][k] + boxes[u][1][k] <= at[v][k] + boxes[v][0][k]
                            || at[v][k] + boxes[v][1][k] <= at[u][k] + boxes[u][0][k]
                    });
                    let (a, b) = (&slice.actors[u], &slice.actors[v]);
                    assert!(clear, "{name}: {a} and {b} overlap");
                }
            }
        }
    }
}
