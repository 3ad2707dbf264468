use std::collections::BTreeMap;

use super::*;
use crate::model::{
    Action, ActionId, Actor, ActorId, Claim, Claimant, Confidence, Place, SourceId, Test,
};
use crate::picture::standing::MOST_NAMED;
use crate::picture::{Mark, Support, TextRun, ThemeName};

/// A state and persons, far apart or near, with an action for each status.
fn document(actions: &[(&str, &str, Option<Status>)], apart: f64) -> Document {
    let mut doc = Document::new();
    let names = [
        ("s", ActorKind::State),
        ("t", ActorKind::State),
        ("p", ActorKind::Person),
    ];
    let mut places = BTreeMap::new();
    for (i, (id, kind)) in names.into_iter().enumerate() {
        let id = ActorId::new(id).expect("valid");
        let actor = Actor::new(id.clone(), id.as_str().to_uppercase(), kind);
        doc.graph.add_actor(actor).expect("new");
        places.insert(id, Place::at(i as f64 * apart, (i % 2) as f64 * apart));
    }
    doc.arrangements[0].places = places;
    for (n, (from, to, status)) in actions.iter().enumerate() {
        let id = ActionId::new(&format!("x{n}")).expect("valid");
        let mut action = Action::new(id, format!("deed {n} of"));
        action.claims = status
            .iter()
            .map(|status| Claim {
                by: Claimant::Outsider("the press".to_owned()),
                source: SourceId::new("s").expect("valid"),
                anchor: String::new(),
                quote: String::new(),
                spot: None,
                entered: None,
                changed: None,
                status: *status,
                confidence: Confidence::Medium,
                because: String::new(),
            })
            .collect();
        let ends = [from, to].map(|id| ActorId::new(id).expect("valid"));
        doc.graph
            .add_action(&ends[0], &ends[1], action)
            .expect("both are there");
    }
    doc
}

fn options(filters: Vec<Filter>) -> Snapshot {
    Snapshot {
        sheet: SheetOptions::default(),
        transparent: false,
        filters,
        rest: Rest::Hide,
    }
}

/// Everything that is written on a picture.
fn runs(doc: &Document, options: &Snapshot, theme: ThemeName) -> Vec<TextRun> {
    let theme = Theme::of(theme);
    let shown = &doc.arrangements[0];
    let picture = snapshot(doc, shown, &theme, &Portraits::new(), options);
    let marks = picture.items.into_iter().flat_map(|i| i.marks);
    let runs = marks.filter_map(|m| match m {
        Mark::Text(run) => Some(run),
        _ => None,
    });
    runs.collect()
}

fn joined<'r>(runs: impl Iterator<Item = &'r TextRun>, gap: &str) -> String {
    let texts: Vec<&str> = runs.map(|run| run.text.as_str()).collect();
    texts.join(gap)
}

/// The same, each run a line.
fn texts(doc: &Document, options: &Snapshot) -> String {
    joined(runs(doc, options, ThemeName::Print).iter(), "\n")
}

/// How actions stand that is not as usual.
const UNUSUAL: [(Option<Status>, &str); 4] = [
    (None, "no source"),
    (Some(Status::Retracted), "retracted"),
    (Some(Status::Alleged), "alleged"),
    (Some(Status::Denied), "denied"),
];

/// With a capital, as a list of those who stand so begins.
fn beginning(how: &str) -> String {
    format!("{}{}", how[..1].to_uppercase(), &how[1..])
}

/// How many actions a text tells to stand so.
fn counted(told: &str, how: &str) -> usize {
    let after = |words: String| told.split(&words).nth(1);
    let begin = beginning(how);
    if let Some(rest) = after(format!("{begin} (")) {
        return rest
            .split(')')
            .next()
            .unwrap_or("")
            .parse()
            .expect("a count");
    }
    if let Some(rest) = after(format!("{begin}: ")) {
        return rest.split('.').next().unwrap_or("").parse().unwrap_or(1);
    }
    let one = told.split(['.', ';', '\n']).find_map(|one| {
        let (n, of) = one.trim().split_once(' ')?;
        n.parse().ok().filter(|_| of == how)
    });
    one.unwrap_or(0)
}

const MIXED: [(&str, &str, Option<Status>); 6] = [
    ("s", "t", None),
    ("s", "p", None),
    ("p", "t", Some(Status::Retracted)),
    ("t", "p", Some(Status::Alleged)),
    ("p", "s", Some(Status::Denied)),
    ("t", "s", Some(Status::Reported)),
];

#[test]
fn the_legend_counts_what_needs_a_source_and_explains_its_line() {
    let doc = document(&MIXED, 500.0);
    let legend = legend_of(&doc, None);
    let all = [
        Support::Reported,
        Support::Alleged,
        Support::Open,
        Support::Lacking,
    ];
    assert_eq!((legend.support.as_slice(), legend.unsourced), (&all[..], 2));
    assert_eq!(crate::model::needs_source(&doc).len(), 2);
    let told = texts(&doc, &options(Vec::new()));
    assert!(told.contains("about a person, unsourced: 2"), "{told}");
    // What a lens hides is not in the picture, and not counted.
    let states = Test::Kind([ActorKind::State].into());
    let told = texts(&doc, &options(vec![Filter::new(states)]));
    assert!(
        !told.contains("unsourced") && told.contains("no source yet"),
        "{told}"
    );
    let clean = document(&MIXED[5..], 500.0);
    assert!(!texts(&clean, &options(Vec::new())).contains("unsourced"));
}

#[test]
fn a_passage_that_is_lost_is_told_and_drawn_apart() {
    let mut doc = document(&MIXED, 500.0);
    let lost = ["x3", "x5"].map(|id| ActionId::new(id).expect("valid"));
    doc.lost = crate::model::LostPassages::new(lost.into());
    let legend = legend_of(&doc, None);
    assert!(legend.support.contains(&Support::Lost));
    assert!(
        !legend.support.contains(&Support::Reported),
        "the only one is lost"
    );
    let told = texts(&doc, &options(Vec::new()));
    for expected in ["(passage lost)", "(alleged, passage lost)", "¶"] {
        assert!(told.lines().any(|l| l == expected), "{expected}: {told}");
    }
    // In the legend, too, and in what is read aloud.
    assert!(told.lines().any(|l| l == "passage lost"), "{told}");
    let link = doc.graph.link(&ActionId::new("x5").expect("valid"));
    let read = words::action(&doc, link.expect("there"));
    assert!(read.ends_with("; passage lost"), "{read}");
}

#[test]
fn every_status_that_is_not_as_usual_is_said_beside_the_line_or_below_the_legend() {
    for apart in [500.0, 120.0, 30.0, 0.0] {
        let doc = document(&MIXED, apart);
        let mut options = options(Vec::new());
        for bare in [false, true] {
            // Whatever else is left out.
            options.sheet.title = !bare;
            options.sheet.legend = !bare;
            options.sheet.source_line = !bare;
            let told = texts(&doc, &options).replace('\n', " ");
            for (n, (_, _, status)) in MIXED.iter().enumerate() {
                let known = UNUSUAL.iter().find(|(of, _)| of == status);
                let Some((_, standing)) = known else {
                    continue;
                };
                let beside = format!("deed {n} of ({standing})");
                let below = told.split(&beginning(standing)).nth(1);
                let below = below.and_then(|t| t.split(". ").next());
                let below = below.is_some_and(|t| t.contains(&format!("deed {n} of")));
                assert!(
                    told.contains(&beside) != below,
                    "{apart} {bare} {standing}: {told}"
                );
            }
        }
    }
}

#[test]
fn very_many_that_have_no_room_are_counted() {
    let many = [("s", "p", Some(Status::Alleged))].repeat(40);
    let doc = document(&many, 10.0);
    let told = texts(&doc, &options(Vec::new())).replace('\n', " ");
    let (beside, line) = told.split_once("Alleged (").expect("a list");
    let (count, line) = line.split_once("): ").expect("counted");
    let count: usize = count.parse().expect("a number");
    assert_eq!(beside.matches("(alleged)").count() + count, 40);
    assert_eq!(line.matches("deed ").count(), MOST_NAMED, "{line}");
    let more = format!("; {} more.", count - MOST_NAMED);
    assert!(line.contains(&more), "{line}");
}

#[test]
fn at_every_size_it_can_be_read_how_actions_stand() {
    let doc = document(&MIXED.repeat(9), 700.0);
    let total = |how: &str| {
        let (status, _) = UNUSUAL.iter().find(|(_, h)| *h == how).expect("known");
        let own = MIXED.iter().filter(|(.., s)| s == status);
        9 * own.count()
    };
    let lacking = crate::model::needs_source(&doc).len();
    let mut ways = BTreeSet::new();
    for page in [
        Some((300.0, 200.0)),
        Some((500.0, 400.0)),
        Some((1600.0, 1000.0)),
        Some((3200.0, 2000.0)),
        None,
    ] {
        for scale in [0.5, 1.0, 3.0] {
            for theme in [ThemeName::Light, ThemeName::Dark, ThemeName::Print] {
                let mut options = options(Vec::new());
                (options.sheet.page, options.sheet.scale) = (page, scale);
                let all = runs(&doc, &options, theme);
                let case = format!("{page:?} at {scale}");
                let readable = |run: &&TextRun| run.size * scale >= READABLE_PX - 1e-6;
                // So small a page has room for no words: a stamp.
                let stamp = page.is_some_and(|(w, _)| w * scale < 200.0);
                let clear = all.iter().filter(|run| stamp || readable(run));
                let clear = joined(clear, " ");
                for (_, how) in UNUSUAL {
                    let note = format!("({how})");
                    let notes = all.iter().filter(|run| run.text == note);
                    let beside = notes.clone().count();
                    assert_eq!(notes.filter(readable).count(), beside, "{case}: specks");
                    let below = counted(&clear, how);
                    assert_eq!(beside + below, total(how), "{case}: {how}: {clear}");
                    ways.insert((beside > 0, below > 0));
                }
                let unsourced = format!("about a person, unsourced: {lacking}");
                assert!(clear.contains(&unsourced), "{case}: {clear}");
            }
        }
    }
    assert!(ways.contains(&(true, false)) || ways.contains(&(true, true)));
    assert!(ways.contains(&(false, true)), "{ways:?}");
}

#[test]
fn a_verb_whose_note_is_left_out_takes_the_middle() {
    let doc = document(&MIXED[3..4], 500.0);
    let mut options = options(Vec::new());
    let verb = |options: &Snapshot| {
        let all = runs(&doc, options, ThemeName::Light);
        let at = all.iter().position(|run| run.text == "deed 0 of");
        let at = at.expect("written");
        let note = all.get(at + 1).filter(|run| run.text == "(alleged)");
        (all[at].clone(), note.cloned())
    };
    let (with, note) = verb(&options);
    let note = note.expect("it can be read");
    options.sheet.scale = 0.75; // verbs can be read there, notes cannot
    let (alone, gone) = verb(&options);
    assert_eq!(gone, None);
    assert_eq!(alone.size, with.size);
    // It has moved towards where the note was.
    let moved = alone.origin.distance(with.origin);
    assert!(moved > 5.0 && moved < note.origin.distance(with.origin));
    let told = texts(&doc, &options);
    assert_eq!(counted(&told.replace('\n', " "), "alleged"), 1);
}

#[test]
fn what_has_no_room_for_its_verb_is_named_below_unless_there_is_much() {
    let below = |doc: &Document, options: &Snapshot| {
        let told = texts(doc, options).replace('\n', " ");
        let named = told.split_once("Actions without words in the picture: ");
        named.map(|(_, named)| named.to_owned())
    };
    let [near, far] =
        [10.0, 500.0].map(|apart| document(&[("s", "p", Some(Status::Reported))], apart));
    let mut options = options(Vec::new());
    assert!(
        below(&near, &options)
            .expect("named")
            .starts_with("S deed 0 of P.")
    );
    assert_eq!(below(&far, &options), None, "it stands beside the line");
    let many = [("s", "p", Some(Status::Reported))].repeat(40);
    let many = document(&many, 10.0);
    assert_eq!(below(&many, &options), None);
    let counted =
        |options: &Snapshot| texts(&many, options).contains(" have no words in the picture.");
    assert!(counted(&options), "{}", texts(&many, &options));
    options.sheet.legend = false;
    assert_eq!(below(&near, &options), None, "a bare picture");
    assert!(!counted(&options));
}

#[test]
fn the_source_line_names_publisher_and_date_as_far_as_they_are_known() {
    let mut source = Source::new(crate::model::SourceId::new("s").expect("valid"), "The row");
    assert_eq!(titled(&source), "The row");
    source.published = "2024-03-14".parse().expect("a date");
    assert_eq!(titled(&source), "The row (14 March 2024)");
    source.publisher = " Eastmere  Courier ".to_owned();
    assert_eq!(titled(&source), "The row (Eastmere Courier, 14 March 2024)");
    source.published = "unknown".parse().expect("a date");
    assert_eq!(titled(&source), "The row (Eastmere Courier)");
}

#[test]
fn what_was_claimed_and_retracted_is_drawn_as_what_nobody_says() {
    let lines = |status| {
        let doc = document(&[("p", "t", status)], 500.0);
        let legend = legend_of(&doc, None);
        assert_eq!(
            (legend.support.as_slice(), legend.unsourced),
            (&[Support::Lacking][..], 1)
        );
        let theme = Theme::of(ThemeName::Print);
        let shown = &doc.arrangements[0];
        let options = options(Vec::new());
        let picture = snapshot(&doc, shown, &theme, &Portraits::new(), &options);
        let marks = picture.items.into_iter().flat_map(|i| i.marks);
        let strokes = marks.filter(|m| {
            matches!(
                m,
                Mark::Path {
                    stroke: Some(_),
                    ..
                }
            )
        });
        strokes.count()
    };
    assert_eq!(lines(Some(Status::Retracted)), lines(None));
    assert!(lines(None) > 0);
}
