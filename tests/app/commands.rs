//! Every command there is, played: by its keys and from the palette. What it
//! changes is undone, and then the document is as it was.
//!
//! A new command needs an arm in [`play_of`]: without one this does not build.

use dramatis::app::{Action, Command, Excerpt, Filters, Menu, SnapChoices, Workspace};
use dramatis::edit::{self, ActorField, Edit, Selection, Transaction};
use dramatis::model::{
    ActionId, Actor, ActorId, ActorKind, Annotation, Camera, Claimant, Document, Filter, Form,
    Place, Rest, StanceBand, Status, Test,
};
use dramatis::picture::ThemeName;
use eframe::egui::{Key, Modifiers, ViewportCommand};

use crate::portraits::png;
use crate::stage::{ALT, CTRL, CTRL_SHIFT, NONE, Setup, Stage, actor, copy_of};

/// What was there before the command.
struct Was {
    doc: Document,
    selected: Vec<String>,
    camera: Camera,
    arrangement: String,
    labels: Vec<String>,
    live: bool,
    reduced_motion: bool,
    snap: SnapChoices,
    in_hand: Option<(ActionId, usize)>,
    filters: Filters,
    chosen: Option<Excerpt>,
}

impl Was {
    fn of(stage: &Stage) -> Self {
        Self {
            doc: stage.doc().clone(),
            selected: stage.selected(),
            camera: stage.app().canvas().camera(),
            arrangement: stage.ws().arrangement().name.clone(),
            labels: stage.labels(),
            live: stage.app().settings().live,
            reduced_motion: stage.app().settings().reduced_motion,
            snap: stage.app().settings().snap,
            in_hand: stage.app().canvas().bend_in_hand(stage.ws()),
            filters: stage.ws().filtering().filters().clone(),
            chosen: stage.app().reader().chosen(),
        }
    }
}

/// What becomes of the document.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    /// It is changed, in one step that can be undone and redone.
    Changes,
    /// It stays as it is.
    Stays,
    /// The check looks at that.
    Else,
}
use Effect::{Changes, Else, Stays};

/// How a command is played.
struct Play {
    document: Effect,
    /// Brings about a situation that the command fits.
    before: fn(&mut Stage),
    /// Answers what it asks.
    then: fn(&mut Stage),
    /// Whether it did what it says.
    check: fn(&mut Stage, &Was),
}

fn nothing(_: &mut Stage) {}

/// A play on the graph as it is.
fn play(document: Effect, check: fn(&mut Stage, &Was)) -> Play {
    Play {
        document,
        before: nothing,
        then: nothing,
        check,
    }
}

impl Play {
    fn after(self, before: fn(&mut Stage)) -> Self {
        Self { before, ..self }
    }

    fn then(self, then: fn(&mut Stage)) -> Self {
        Self { then, ..self }
    }
}

// ---- situations

fn germany(stage: &mut Stage) {
    stage.select("germany");
}

fn four(stage: &mut Stage) {
    let mut selection = Selection::default();
    let few = ["france", "germany", "italy", "russia"];
    selection.actors.extend(few.map(actor));
    stage.do_now(Command::Select(selection));
}

fn over_nothing(stage: &mut Stage) {
    let empty = stage.empty(0);
    stage.hover(empty);
}

fn two_alike(stage: &mut Stage) {
    germany(stage);
    stage.do_now(Action::Duplicate);
}

fn two(stage: &mut Stage) {
    let mut selection = Selection::default();
    selection.actors.extend(["germany", "serbia"].map(actor));
    stage.do_now(Command::Select(selection));
}

fn tagged(stage: &mut Stage) {
    let tags = ["france", "germany"].map(|id| Edit::SetActor {
        id: actor(id),
        field: ActorField::Tags(vec!["neighbour".to_owned()]),
    });
    let t = Transaction::new("tag", tags.into());
    stage.do_now(Command::Edit(t, None));
    germany(stage);
}

fn grown(stage: &mut Stage) {
    germany(stage);
    stage.do_now(Action::GrowSelection);
}

fn an_action(stage: &mut Stage) {
    let id = stage
        .doc()
        .graph
        .links()
        .next()
        .expect("one")
        .action
        .id
        .clone();
    stage.do_now(Command::Select(Selection::action(id)));
}

fn words_chosen(stage: &mut Stage) {
    stage.do_now(Action::FocusReading);
    stage.work();
    stage.press(Key::ArrowDown);
    assert!(stage.app().reader().chosen().is_some());
}

fn words_and_an_action(stage: &mut Stage) {
    words_chosen(stage);
    // Words that are not its own, and that name nobody whom it is about.
    stage.press(Key::ArrowDown);
    an_action(stage);
}

fn with_one_claim(stage: &mut Stage) {
    let mut links = stage.doc().graph.links();
    let link = links.find(|l| l.action.claims.len() == 1).expect("one");
    let id = link.action.id.clone();
    drop(links);
    stage.do_now(Command::Select(Selection::action(id)));
}

/// An action that nobody has said yet, and which is not selected.
fn answered_in_kind(stage: &mut Stage) {
    an_action(stage);
    stage.do_now(Action::Mutual);
    germany(stage);
}

fn bent(stage: &mut Stage) {
    an_action(stage);
    stage.do_now(Action::BendLine);
    stage.do_now(Action::BendLine);
}

fn bends(stage: &Stage) -> usize {
    let id = stage.ws().selection().actions.first().expect("one");
    stage.ws().arrangement().bends.get(id).map_or(0, Vec::len)
}

/// The style of a person who was selected, with two others selected now.
fn style_of_a_person(stage: &mut Stage) {
    let kind = Edit::SetActor {
        id: actor("france"),
        field: ActorField::Kind(ActorKind::Person),
    };
    stage.do_now(Command::Edit(Transaction::one("change", kind), None));
    stage.select("france");
    stage.do_now(Action::CopyStyle);
    two(stage);
}

fn an_image_to_choose(stage: &mut Stage) {
    germany(stage);
    // What the file is called says nothing; what it holds does.
    let path = stage.path.with_file_name("other.ron");
    std::fs::write(path, png(3, 2)).expect("written");
}

fn with_a_portrait(stage: &mut Stage) {
    germany(stage);
    let field = ActorField::Portrait("germany.png".to_owned());
    let t = edit::set_actor(stage.doc(), &actor("germany"), field);
    stage.do_now(Command::Edit(t, None));
}

fn edited(stage: &mut Stage) {
    let edit = Edit::SetTitle("Another".into());
    stage.do_now(Command::Edit(Transaction::one("rename", edit), None));
}

fn undone(stage: &mut Stage) {
    edited(stage);
    stage.press_with(CTRL, Key::Z);
}

fn two_arrangements(stage: &mut Stage) {
    stage.do_now(Action::DuplicateArrangement);
    stage.do_now(Command::ShowArrangement("Overview".into()));
}

fn looked_for(stage: &mut Stage) {
    stage.press_with(CTRL, Key::F);
    stage.write("ger");
    stage.work();
    stage.press(Key::Enter);
    stage.work();
}

fn one_on_another(stage: &mut Stage) {
    let there = stage.place("germany");
    let at = Place::at(there.x + 5.0, there.y);
    let t = edit::move_actors(stage.doc(), "Overview", &[(actor("italy"), at)]);
    stage.do_now(Command::Edit(t, None));
}

fn one_without_a_place(stage: &mut Stage) {
    let new = Actor::new(actor("spain"), "Spain", ActorKind::State);
    let t = Transaction::one("add", Edit::AddActor(Box::new(new)));
    stage.do_now(Command::Edit(t, None));
}

/// Filters that leave something out, and none of them those of a lens.
fn filtered(stage: &mut Stage) {
    let hostile = Test::Stance([StanceBand::Hostile].into());
    stage.do_now(Command::Filter(Filters {
        filters: vec![Filter::new(hostile)],
        ..Filters::default()
    }));
}

fn through_a_lens(stage: &mut Stage) {
    filtered(stage);
    let filters = stage.ws().filtering().filters().clone();
    let t = edit::save_lens(stage.doc(), &filters.to_lens("Hostile"));
    stage.do_now(Command::Edit(t, None));
    assert_eq!(shown_lens(stage).as_deref(), Some("Hostile"));
}

fn through_a_changed_lens(stage: &mut Stage) {
    through_a_lens(stage);
    let filters = Filters {
        rest: Rest::Hide,
        ..stage.ws().filtering().filters().clone()
    };
    stage.do_now(Command::Filter(filters));
}

fn through_the_second_lens(stage: &mut Stage) {
    for (name, band) in ["First", "Second", "Third"]
        .into_iter()
        .zip(StanceBand::ALL)
    {
        let filters = Filters::default().only(Filter::new(Test::Stance([band].into())));
        let t = edit::save_lens(stage.doc(), &filters.to_lens(name));
        stage.do_now(Command::Edit(t, None));
    }
    let second = Filters::of(&stage.doc().lenses[1]);
    stage.do_now(Command::Filter(second));
}

/// Through the lens of that number, or through none.
fn looks_through(stage: &Stage, was: &Was, lens: Option<usize>) {
    let filters = lens.map_or_else(Filters::default, |at| Filters::of(&was.doc.lenses[at]));
    assert_eq!(*stage.ws().filtering().filters(), filters);
}

fn shown_lens(stage: &Stage) -> Option<String> {
    let (lens, _) = stage.ws().filtering().filters().lens_of(stage.doc())?;
    Some(lens.name.clone())
}

/// What the one filter asks that there is.
fn asked(stage: &Stage) -> Test {
    match stage.ws().filtering().filters().filters.as_slice() {
        [only] => only.test.clone(),
        other => panic!("{other:?}"),
    }
}

fn kept_view(stage: &mut Stage) {
    stage.do_now(Action::KeepView);
}

/// At one of several sentences that no claim cites.
fn at_an_unmapped_sentence(stage: &mut Stage) {
    for id in ["austria-hungary-serbia", "uk-germany-war"] {
        let t = Transaction::one(
            "remove",
            Edit::RemoveClaim {
                action: ActionId::new(id).expect("valid"),
                at: 0,
            },
        );
        stage.do_now(Command::Edit(t, None));
    }
    stage.do_now(Action::NextUnmapped);
    stage.work();
}

fn everything(stage: &mut Stage) {
    stage.press_with(CTRL, Key::A);
}

fn far_away(stage: &mut Stage) {
    for _ in 0..3 {
        stage.do_now(Action::ZoomIn);
    }
}

fn pinned(stage: &mut Stage) {
    germany(stage);
    stage.do_now(Action::Pin);
}

fn unpinned(stage: &mut Stage) {
    germany(stage);
    stage.do_now(Action::Unpin);
}

// ---- answers

fn enter(stage: &mut Stage) {
    stage.press(Key::Enter);
}

fn type_a_name(stage: &mut Stage) {
    stage.frames(2);
    stage.press_with(CTRL, Key::A);
    stage.write("Zanzibar");
    stage.press(Key::Enter);
    stage.frames(2);
}

fn answer_the_form(stage: &mut Stage) {
    for (field, text) in [
        ("From", "Germany"),
        ("Verb of the new action", "courts"),
        ("To", "France"),
    ] {
        stage.retype(field, text);
    }
    stage.press(Key::Enter);
}

fn walk_and_name(stage: &mut Stage) {
    stage.press_with(ALT, Key::ArrowRight);
    stage.press(Key::Enter);
    stage.write("courts");
    stage.press(Key::Enter);
}

// ---- checks

fn asks(stage: &Stage, was: &Was, heading: &str) {
    let heading = heading.to_owned();
    assert!(!was.labels.contains(&heading));
    assert!(stage.labels().contains(&heading), "{:#?}", stage.labels());
}

fn told(stage: &Stage, text: &str) {
    let said = stage.ws().notice.clone().expect("told").text;
    assert_eq!(said, text);
}

/// What is selected is selected still, and more. What, `selecting` looks at.
fn selects_more(stage: &mut Stage, was: &Was) {
    let now = stage.selected();
    assert!(!was.selected.is_empty() && now.len() > was.selected.len());
    assert!(was.selected.iter().all(|id| now.contains(id)));
}

/// The one annotation that there is, where there was none.
fn only_annotation<'s>(stage: &'s Stage, was: &Was) -> &'s Annotation {
    let before = was.doc.arrangement(&was.arrangement).expect("there");
    assert!(before.annotations.is_empty());
    let now = &stage.ws().arrangement().annotations;
    assert_eq!(now.len(), 1);
    now.values().next().expect("one")
}

fn moved(stage: &mut Stage, was: &Was) {
    let before = was.doc.arrangement(&was.arrangement).expect("there");
    assert!(stage.ws().arrangement().places != before.places);
    assert!(
        stage.last_step().starts_with("lay out "),
        "{}",
        stage.last_step()
    );
    assert!(stage.doc().graph.petgraph().node_count() == was.doc.graph.actor_count());
}

fn layout() -> Play {
    play(Changes, moved)
}

fn zoomed(stage: &Stage, was: &Was) -> f64 {
    stage.app().canvas().camera().zoom / was.camera.zoom
}

/// How each command is played. Keep the order of the menus.
fn play_of(action: Action) -> Play {
    match action {
        Action::New => play(Else, |stage, _| {
            assert_eq!(stage.doc().graph.actor_count(), 0);
            assert_eq!(stage.ws().path(), None);
        }),
        Action::Open => play(Else, |stage, was| {
            assert!(stage.doc().title != was.doc.title);
            assert_eq!(
                stage.ws().path(),
                Some(stage.path.with_file_name("other.ron").as_path())
            );
        }),
        Action::Save => play(Stays, |stage, _| {
            let saved = Workspace::open(&stage.path).expect("saved");
            stage.is_as(saved.document());
            assert!(!stage.ws().history().is_dirty());
        })
        .after(edited),
        Action::SaveAs => play(Stays, |stage, _| {
            let path = stage.path.with_file_name("other.ron");
            assert_eq!(stage.ws().path(), Some(path.as_path()));
            stage.is_as(Workspace::open(&path).expect("saved").document());
        }),
        Action::Export => play(Stays, |stage, _| {
            let path = stage.path.with_file_name("other.ron.svg");
            let text = std::fs::read_to_string(path).expect("written");
            assert!(text.contains("</svg>"));
        })
        .then(enter),
        Action::ImportSource => play(Changes, |stage, was| {
            let new = stage.doc().sources.values();
            let new = new.filter(|s| !was.doc.sources.contains_key(&s.id));
            let titles: Vec<&str> = new.map(|s| s.title.as_str()).collect();
            assert_eq!(titles, ["What was said"]);
        })
        .after(|stage| {
            let path = stage.path.with_file_name("other.ron");
            std::fs::write(path, "# What was said\n\nWords.\n").expect("written");
        })
        .then(enter),
        Action::PasteSource => play(Stays, |stage, _| {
            // The system brings the text: `sources` looks at what becomes of it.
            assert!(stage.asked.contains(&ViewportCommand::RequestPaste));
        }),
        Action::Quit => play(Stays, |stage, _| assert!(stage.was_told_to_close())),
        Action::Undo => play(Else, |stage, was| {
            assert!(stage.doc().title != was.doc.title);
            stage.press_with(CTRL_SHIFT, Key::Z);
            stage.is_as(&was.doc);
        })
        .after(edited),
        Action::Redo => play(Else, |stage, was| {
            assert_eq!(stage.doc().title, "Another");
            stage.press_with(CTRL, Key::Z);
            stage.is_as(&was.doc);
        })
        .after(undone),
        Action::Cut => play(Changes, |stage, _| {
            assert!(stage.doc().graph.actor(&actor("germany")).is_none());
        })
        .after(germany),
        Action::Copy => play(Stays, |stage, _| {
            let said = stage.ws().notice.clone().expect("told").text;
            assert_eq!(said, "Copied 1 actor");
        })
        .after(germany),
        Action::CopyCitation => {
            play(Stays, |stage, _| told(stage, "Copied 1 citation")).after(an_action)
        }
        Action::CopyCitationMarkdown => {
            play(Stays, |stage, _| told(stage, "Copied 1 citation")).after(an_action)
        }
        Action::CopyBibtex => {
            play(Stays, |stage, _| told(stage, "Copied 1 source as BibTeX")).after(an_action)
        }
        Action::Paste => play(Stays, |stage, _| {
            // The system brings the text: `making` looks at what becomes of it.
            assert!(stage.asked.contains(&ViewportCommand::RequestPaste));
        }),
        Action::CopyStyle => play(Stays, |stage, _| {
            let said = stage.ws().notice.clone().expect("told").text;
            assert_eq!(said, "Copied the style: kind State");
        })
        .after(germany),
        Action::PasteStyle => play(Changes, |stage, _| {
            let kind = |id| stage.doc().graph.actor(&actor(id)).map(|a| a.kind);
            let kinds = ["france", "germany", "serbia", "italy"].map(kind);
            let (person, state) = (Some(ActorKind::Person), Some(ActorKind::State));
            assert_eq!(kinds, [person, person, person, state]);
        })
        .after(style_of_a_person),
        Action::Duplicate => play(Changes, |stage, was| {
            let graph = &stage.doc().graph;
            assert_eq!(graph.actor_count(), was.doc.graph.actor_count() + 1);
            assert_ne!(stage.selected(), was.selected);
        })
        .after(germany),
        Action::Delete => play(Changes, |stage, _| {
            assert!(stage.doc().graph.actor(&actor("germany")).is_none());
            assert!(stage.selected().is_empty());
        })
        .after(germany),
        Action::Rename => play(Changes, |stage, _| {
            let germany = stage.doc().graph.actor(&actor("germany"));
            assert_eq!(germany.expect("there").name, "Zanzibar");
        })
        .after(germany)
        .then(type_a_name),
        Action::Find => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "TextInput Find");
        }),
        Action::FindNext => play(Stays, |stage, was| {
            assert_ne!(stage.selected(), was.selected);
            assert_eq!(stage.selected().len(), 1);
            let said = stage.ws().notice.clone().expect("where one is").text;
            assert!(said.starts_with("“ger”: 2 of "), "{said}");
        })
        .after(looked_for),
        Action::FindPrevious => play(Stays, |stage, was| {
            assert_ne!(stage.selected(), was.selected);
            let said = stage.ws().notice.clone().expect("where one is").text;
            let (_, of) = said.split_once("“ger”: ").expect("what was looked for");
            let (at, all) = of.split_once(" of ").expect("which");
            assert_eq!(at, all, "round to the last");
        })
        .after(looked_for),
        Action::YourName => play(Stays, |stage, _| {
            // `evidence` looks at what becomes of it.
            assert_eq!(stage.app().settings().name, "Zanzibar");
        })
        .then(type_a_name),
        Action::SelectAll => play(Stays, |stage, was| {
            let graph = &was.doc.graph;
            let all = graph.actor_count() + graph.action_count();
            assert_eq!(stage.selected().len(), all);
        }),
        Action::SelectNone => play(Stays, |stage, was| {
            assert!(!was.selected.is_empty() && stage.selected().is_empty());
        })
        .after(everything),
        Action::InvertSelection => play(Stays, |stage, was| {
            let graph = &was.doc.graph;
            let all = graph.actor_count() + graph.action_count();
            assert_eq!(stage.selected().len(), all - 1);
            assert!(!stage.selected().contains(&"germany".to_owned()));
        })
        .after(germany),
        Action::Lasso => play(Stays, |stage, was| {
            assert!(stage.app().canvas().is_lasso_ready());
            assert_eq!(stage.selected(), was.selected);
        })
        .after(germany),
        Action::ShrinkSelection => play(Stays, |stage, was| {
            assert!(was.selected.len() > 1);
            assert_eq!(stage.selected(), ["germany"]);
        })
        .after(grown),
        Action::GrowSelection
        | Action::SelectActionsOf
        | Action::SelectSameKind
        | Action::SelectSameTag => play(Stays, selects_more).after(tagged),
        Action::SelectActionsBetween => play(Stays, selects_more).after(four),
        Action::SelectSameStance => play(Stays, selects_more).after(an_action),
        Action::SelectShortestPath => play(Stays, |stage, was| {
            selects_more(stage, was);
            let said = stage.ws().notice.clone().expect("how far").text;
            assert!(said.starts_with("From Germany to Serbia: "), "{said}");
        })
        .after(two),
        Action::SelectUnsourced => play(Stays, |stage, was| {
            let bare = was.doc.graph.links().filter(|l| l.action.claims.is_empty());
            let bare: Vec<_> = bare.map(|l| l.action.id.to_string()).collect();
            assert_eq!(stage.selected(), bare);
            assert_eq!(bare.len(), 1);
        })
        .after(answered_in_kind),
        Action::AddActor => play(Changes, |stage, was| {
            assert_eq!(
                stage.doc().graph.actor_count(),
                was.doc.graph.actor_count() + 1
            );
            assert_eq!(stage.selected(), ["zanzibar"]);
        })
        .after(over_nothing)
        .then(type_a_name),
        Action::AddText => play(Changes, |stage, was| {
            assert!(only_annotation(stage, was).text == "Zanzibar");
            assert_eq!(stage.selected(), ["zanzibar"]);
        })
        .after(over_nothing)
        .then(type_a_name),
        Action::AddFrame => play(Changes, |stage, was| {
            let frame = only_annotation(stage, was);
            assert_eq!(frame.text, "Zanzibar");
            let Form::Frame { from, to } = frame.form else {
                panic!("a frame, not {frame:?}");
            };
            for at in was.selected.iter().map(|id| stage.place(id)) {
                assert!(from[0] < at.x && at.x < to[0] && from[1] < at.y && at.y < to[1]);
            }
        })
        .after(four)
        .then(type_a_name),
        Action::AddArrow => play(Changes, |stage, was| {
            let arrow = only_annotation(stage, was);
            assert!(matches!(arrow.form, Form::Arrow { .. }));
            assert_eq!(stage.selected(), ["arrow"]);
        })
        .then(enter),
        Action::Connect => play(Changes, |stage, was| {
            assert_eq!(
                stage.doc().graph.action_count(),
                was.doc.graph.action_count() + 1
            );
            let mut links = stage.doc().graph.links();
            let new = links.find(|l| l.action.verb == "courts").expect("made");
            assert_eq!(new.from, &actor("germany"));
        })
        .after(germany)
        .then(walk_and_name),
        Action::CodePassage => play(Changes, |stage, was| {
            let graph = &stage.doc().graph;
            assert_eq!(graph.action_count(), was.doc.graph.action_count() + 1);
            let mut links = graph.links();
            let new = links.find(|l| l.action.verb == "courts").expect("made");
            let ends = (new.from.as_str(), new.to.as_str());
            assert_eq!(ends, ("germany", "france"));
            assert!(!new.action.claims[0].quote.is_empty());
        })
        .after(words_chosen)
        .then(answer_the_form),
        Action::CiteForSelected => play(Changes, |stage, was| {
            let id = stage.ws().selection().actions.first().expect("one");
            let claims = |doc: &Document| doc.graph.action(id).expect("there").claims.len();
            assert_eq!(claims(stage.doc()), claims(&was.doc) + 1);
        })
        .after(words_and_an_action),
        Action::Reverse => play(Changes, |stage, was| {
            let id = stage.ws().selection().actions.first().expect("one");
            let (old, new) = (was.doc.graph.link(id), stage.doc().graph.link(id));
            let (old, new) = (old.expect("there"), new.expect("there"));
            assert_eq!((old.from, old.to), (new.to, new.from));
        })
        .after(an_action),
        Action::Mutual => play(Changes, |stage, was| {
            let id = was.selected[0].as_str();
            let mut links = was.doc.graph.links();
            let old = links.find(|l| l.action.id.as_str() == id).expect("there");
            let mut links = stage.doc().graph.links();
            assert!(links.any(|l| {
                (l.from, l.to) == (old.to, old.from)
                    && l.action.verb == old.action.verb
                    && l.action.claims.is_empty()
            }));
        })
        .after(an_action),
        Action::RetractClaim => play(Changes, |stage, was| {
            let id = stage.ws().selection().actions.first().expect("one");
            let status = |doc: &Document| doc.graph.action(id).expect("there").claims[0].status;
            assert_ne!(status(&was.doc), Status::Retracted);
            assert_eq!(status(stage.doc()), Status::Retracted);
        })
        .after(with_one_claim),
        Action::Merge => play(Changes, |stage, was| {
            let (now, old) = (&stage.doc().graph, &was.doc.graph);
            assert_eq!(now.actor_count(), old.actor_count() - 3);
            assert_eq!(now.action_count(), old.action_count());
        })
        .after(four)
        .then(enter),
        Action::FindDuplicates => {
            play(Stays, |stage, was| asks(stage, was, "Likely duplicates")).after(two_alike)
        }
        Action::Pin => {
            play(Changes, |stage, _| assert!(stage.place("germany").pin)).after(unpinned)
        }
        Action::Unpin => {
            play(Changes, |stage, _| assert!(!stage.place("germany").pin)).after(pinned)
        }
        Action::BendLine => play(Changes, |stage, was| {
            assert_eq!(bends(stage), 1);
            assert_eq!(was.in_hand, None);
            assert!(stage.app().canvas().bend_in_hand(stage.ws()).is_some());
        })
        .after(an_action),
        Action::NextBend => play(Stays, |stage, was| {
            let now = stage.app().canvas().bend_in_hand(stage.ws());
            assert!(was.in_hand.is_some() && now.is_some());
            assert_ne!(now, was.in_hand);
        })
        .after(bent),
        Action::StraightenLine => play(Changes, |stage, _| {
            assert_eq!(bends(stage), 0);
        })
        .after(bent),
        Action::SetPortrait => play(Changes, |stage, _| {
            let germany = stage.doc().graph.actor(&actor("germany")).expect("there");
            assert!(!germany.portrait.is_empty());
            assert!(stage.ws().portraits().contains_key(&actor("germany")));
        })
        .after(an_image_to_choose),
        Action::RemovePortrait => play(Changes, |stage, _| {
            let germany = stage.doc().graph.actor(&actor("germany")).expect("there");
            assert_eq!(germany.portrait, "");
        })
        .after(with_a_portrait),
        Action::DocumentDetails => play(Stays, |stage, was| asks(stage, was, "Title and sources")),
        Action::AlignLeft
        | Action::AlignCentre
        | Action::AlignRight
        | Action::AlignTop
        | Action::AlignMiddle
        | Action::AlignBottom
        | Action::DistributeAcross
        | Action::DistributeDown
        | Action::StackAcross
        | Action::StackDown
        | Action::OnCircle
        | Action::OnLine
        | Action::TurnRight
        | Action::TurnLeft
        | Action::Spread
        | Action::Gather => play(Changes, |stage, was| {
            // What each comes to is looked at in `order`.
            let before = &was.doc.arrangement(&was.arrangement).expect("there").places;
            let now = &stage.ws().arrangement().places;
            let mut moved = now.iter().filter(|(id, at)| before.get(*id) != Some(at));
            assert!(moved.all(|(id, _)| was.selected.contains(&id.to_string())));
        })
        .after(four),
        Action::NewArrangement => play(Changes, |stage, was| {
            let all = &stage.doc().arrangements;
            assert_eq!(all.len(), was.doc.arrangements.len() + 1);
            assert_ne!(stage.ws().arrangement().name, was.arrangement);
        }),
        Action::DuplicateArrangement => play(Changes, |stage, was| {
            let (copy, old) = (stage.ws().arrangement(), &was.doc.arrangements[0]);
            assert_ne!(copy.name, old.name);
            assert!(copy.places == old.places && copy.bends == old.bends);
        }),
        Action::RenameArrangement => play(Changes, |stage, _| {
            assert_eq!(stage.ws().arrangement().name, "Zanzibar");
        })
        .then(type_a_name),
        Action::DeleteArrangement => play(Changes, |stage, was| {
            assert!(stage.doc().arrangement(&was.arrangement).is_none());
        })
        .after(two_arrangements),
        Action::NextArrangement | Action::PreviousArrangement => play(Stays, |stage, was| {
            assert_ne!(stage.ws().arrangement().name, was.arrangement);
        })
        .after(two_arrangements),
        Action::KeepView => play(Changes, |stage, _| {
            assert!(stage.ws().arrangement().camera.is_some());
        }),
        Action::ForgetView => play(Changes, |stage, _| {
            assert!(stage.ws().arrangement().camera.is_none());
        })
        .after(kept_view),
        Action::LayOutForce
        | Action::LayOutCommunities
        | Action::LayOutStress
        | Action::LayOutDown
        | Action::LayOutRight
        | Action::LayOutUp
        | Action::LayOutLeft
        | Action::LayOutCamps
        | Action::LayOutTimeline
        | Action::LayOutByKind
        | Action::LayOutByTag
        | Action::LayOutCircle
        | Action::LayOutGrid => layout(),
        Action::LayOutRadial => layout().after(germany),
        Action::LayOutTidy => layout().after(one_on_another),
        Action::LayOutNew => play(Changes, |stage, was| {
            let before = was.doc.arrangement("Overview").expect("there");
            let mut now = stage.ws().arrangement().places.clone();
            assert!(now.remove(&actor("spain")).is_some());
            assert!(now == before.places, "nobody else moves");
        })
        .after(one_without_a_place),
        Action::LayOutOptions => play(Stays, |stage, was| asks(stage, was, "Layout options")),
        Action::ToggleLive => play(Stays, |stage, was| {
            assert_ne!(stage.app().settings().live, was.live);
        }),
        Action::AddFilter => play(Stays, |stage, was| {
            for what in ["Add filter", "Kind", "Who says so"] {
                asks(stage, was, what);
            }
        }),
        Action::FilterKind => play(Stays, |stage, _| {
            assert_eq!(asked(stage), Test::Kind([ActorKind::State].into()));
        })
        .after(germany),
        Action::FilterTag => play(Stays, |stage, _| {
            assert_eq!(asked(stage), Test::Tag(["neighbour".to_owned()].into()));
        })
        .after(tagged),
        Action::FilterSaid => play(Stays, |stage, _| {
            let germany = Claimant::Actor(actor("germany"));
            assert_eq!(asked(stage), Test::Claimant([germany].into()));
        })
        .after(germany),
        Action::FilterReported => play(Stays, |stage, _| {
            let both = [Status::Reported, Status::Confirmed];
            assert_eq!(asked(stage), Test::Status(both.into()));
        }),
        Action::FilterDisagreement => play(Stays, |stage, _| {
            assert_eq!(asked(stage), Test::Disagreement);
        }),
        Action::ClearFilters => play(Stays, |stage, was| {
            assert!(!was.filters.are_blank());
            assert_eq!(stage.ws().filtering().filters().filters, []);
            assert!(stage.ws().filtering().seen().is_none());
        })
        .after(filtered),
        Action::ToggleHiding => play(Stays, |stage, was| {
            assert_eq!(was.filters.rest, Rest::Fade);
            assert_eq!(stage.ws().filtering().filters().rest, Rest::Hide);
            let drawn = stage.app().canvas().scene().expect("small").actors.len();
            assert!(drawn > 0 && drawn < was.doc.graph.actor_count());
        })
        .after(filtered),
        Action::ToggleFilterBar => play(Stays, |stage, was| asks(stage, was, "Add filter")),
        Action::NextLens => play(Stays, |stage, was| {
            looks_through(stage, was, Some(2));
            stage.do_now(Action::NextLens);
            looks_through(stage, was, None);
            stage.do_now(Action::NextLens);
            looks_through(stage, was, Some(0));
        })
        .after(through_the_second_lens),
        Action::PreviousLens => play(Stays, |stage, was| {
            looks_through(stage, was, Some(0));
            stage.do_now(Action::PreviousLens);
            looks_through(stage, was, None);
            stage.do_now(Action::PreviousLens);
            looks_through(stage, was, Some(2));
        })
        .after(through_the_second_lens),
        Action::SaveLens => play(Changes, |stage, was| {
            let lens = stage.doc().lens("Zanzibar").expect("saved");
            assert_eq!(lens.filters, was.filters.filters);
            assert_eq!(shown_lens(stage).as_deref(), Some("Zanzibar"));
        })
        .after(filtered)
        .then(type_a_name),
        Action::UpdateLens => play(Changes, |stage, was| {
            assert_eq!(was.doc.lenses[0].rest, Rest::Fade);
            assert_eq!(stage.doc().lenses[0].rest, Rest::Hide);
        })
        .after(through_a_changed_lens),
        Action::RenameLens => play(Changes, |stage, was| {
            assert_eq!(shown_lens(stage).as_deref(), Some("Zanzibar"));
            assert_eq!(stage.doc().lenses.len(), was.doc.lenses.len());
        })
        .after(through_a_lens)
        .then(type_a_name),
        Action::DeleteLens => play(Changes, |stage, was| {
            assert_eq!(stage.doc().lenses, []);
            let filters = stage.ws().filtering().filters();
            assert_eq!(filters.filters, was.filters.filters, "they stay on");
        })
        .after(through_a_lens),
        Action::FitAll => play(Stays, |stage, was| {
            assert!(zoomed(stage, was) < 1.0);
            let rect = stage.canvas_rect();
            for node in ["germany", "serbia", "france", "italy"] {
                assert!(rect.contains(stage.at(node)));
            }
        })
        .after(far_away),
        Action::ZoomIn => play(Stays, |stage, was| assert!(zoomed(stage, was) > 1.1)),
        Action::ZoomOut => play(Stays, |stage, was| assert!(zoomed(stage, was) < 0.9)),
        Action::ActualSize => play(Stays, |stage, was| {
            assert_ne!(was.camera.zoom, 1.0);
            assert_eq!(stage.app().canvas().camera().zoom, 1.0);
        })
        .after(far_away),
        Action::ShowReceipt => play(Stays, |stage, was| {
            let (action, _) = stage.app().receipt().expect("a card");
            assert_eq!([action.to_string()], was.selected.as_slice());
            let selected = stage.selected();
            stage.press(Key::Escape);
            assert!(stage.app().receipt().is_none());
            assert_eq!(stage.selected(), selected, "only the card goes");
        })
        .after(an_action),
        Action::ToggleInspector => play(Stays, |stage, was| {
            assert!(zoomed(stage, was) != 1.0 || stage.labels().len() != was.labels.len());
        })
        .after(germany),
        Action::ToggleGuides => play(Stays, |stage, was| {
            assert_ne!(stage.app().settings().snap.guides, was.snap.guides);
        }),
        Action::ToggleGrid => play(Stays, |stage, was| {
            assert_ne!(stage.app().settings().snap.grid, was.snap.grid);
            assert!(stage.app().canvas().grid().is_some());
        }),
        Action::GridOptions => play(Stays, |stage, was| {
            assert!(!was.snap.grid && stage.app().settings().snap.grid);
            assert!(stage.app().canvas().grid().is_some());
        })
        .then(|stage| {
            assert!(stage.labels().contains(&"Grid".to_owned()));
            stage.press(Key::Enter);
        }),
        Action::ToggleTable => play(Stays, |stage, _| {
            assert!(stage.app().settings().table.shown);
            assert!(stage.labels().contains(&"Table of actors".to_owned()));
            stage.do_now(Action::ToggleTable);
            assert!(!stage.app().settings().table.shown);
            assert!(!stage.labels().contains(&"Table of actors".to_owned()));
        }),
        Action::TableOfActors => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "Grid Table of actors");
        }),
        Action::TableOfActions => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "Grid Table of actions");
        }),
        Action::TableOfClaims => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "Grid Table of claims");
        }),
        Action::FocusTable => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "Grid Table of actors");
            stage.press(Key::F6);
            assert!(stage.on_canvas());
        }),
        Action::ToggleReading => play(Stays, |stage, was| {
            assert!(stage.app().settings().reading.shown);
            asks(stage, was, "The Three Emperors");
            stage.do_now(Action::ToggleReading);
            assert!(!stage.app().settings().reading.shown);
        }),
        Action::FocusReading => play(Stays, |stage, _| {
            assert!(stage.focused().starts_with("Document Text of "));
            stage.press(Key::F7);
            assert!(stage.on_canvas());
        }),
        Action::NextUnmapped => play(Stays, |stage, was| {
            assert!(was.chosen.is_some() && stage.app().reader().chosen().is_some());
            assert_ne!(stage.app().reader().chosen(), was.chosen);
        })
        .after(at_an_unmapped_sentence),
        Action::PreviousUnmapped => play(Stays, |stage, was| {
            assert_ne!(stage.app().reader().chosen(), was.chosen);
            stage.do_now(Action::NextUnmapped);
            stage.work();
            assert_eq!(stage.app().reader().chosen(), was.chosen);
        })
        .after(at_an_unmapped_sentence),
        Action::NotRelevant => play(Changes, |stage, was| {
            let count = |doc: &Document| -> usize {
                doc.sources.values().map(|s| s.not_relevant.len()).sum()
            };
            assert_eq!(count(stage.doc()), count(&was.doc) + 1);
        })
        .after(at_an_unmapped_sentence),
        Action::ToggleReducedMotion => play(Stays, |stage, was| {
            assert_ne!(stage.app().settings().reduced_motion, was.reduced_motion);
        }),
        Action::Palette => play(Stays, |stage, _| {
            assert_eq!(stage.focused(), "ListBoxOption File: New, Ctrl+N");
        }),
        Action::ShowKeys => play(Stays, |stage, was| asks(stage, was, "Keys and pointer")),
        Action::About => play(Stays, |stage, was| asks(stage, was, "Version")),
    }
}

/// How a command is called.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Keys,
    Palette,
}

/// Plays a command one way; nothing, when that way does not lead to it.
fn play_out(action: Action, way: Way) {
    let keymap = Setup::default().settings.keymap().clone();
    let key = keymap.keys(action).first().copied();
    match (way, key) {
        (Way::Keys, None) => return,
        // It is not in itself.
        (Way::Palette, _) if action == Action::Palette => return,
        _ => {}
    }
    let (folder, path) = copy_of("treaties");
    let other = path.with_file_name("other.ron");
    let (_other_folder, from) = copy_of("civil-military");
    std::fs::copy(from, &other).expect("copied");
    let setup = Setup {
        answers: vec![Some(other)],
        ..Setup::default()
    };
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    (stage.folder, stage.path) = (Some(folder), path);

    let play = play_of(action);
    (play.before)(&mut stage);
    stage.work();
    let was = Was::of(&stage);
    let steps = stage.steps();
    match (way, key) {
        (Way::Keys, Some(key)) => stage.press_with(held(key.modifiers), key.logical_key),
        _ => {
            stage.press_with(CTRL, Key::K);
            stage.write(&format!("{} {}", action.menu().text(), action.text()));
            stage.press(Key::Enter);
        }
    }
    stage.work();
    (play.then)(&mut stage);
    stage.work();
    (play.check)(&mut stage, &was);
    match play.document {
        Else => {}
        Stays => {
            stage.is_as(&was.doc);
            assert_eq!(stage.steps(), steps, "looking is no step");
        }
        Changes => {
            let done = stage.doc().clone();
            assert!(done != was.doc, "something is changed");
            stage.do_now(Action::Undo);
            stage.work();
            stage.is_as(&was.doc);
            assert_eq!(stage.steps(), steps, "one step");
            stage.do_now(Action::Redo);
            stage.is_as(&done);
            stage.do_now(Action::Undo);
            stage.is_as(&was.doc);
        }
    }
}

/// Modifiers as a keyboard tells them.
fn held(wanted: Modifiers) -> Modifiers {
    let Modifiers { alt, shift, .. } = wanted;
    let held = if wanted.command { CTRL } else { NONE };
    Modifiers { alt, shift, ..held }
}

fn play_menu(menu: Menu) {
    let mut played = 0;
    for &action in Action::ALL.iter().filter(|a| a.menu() == menu) {
        for way in [Way::Keys, Way::Palette] {
            // Said only when it fails: which one it was.
            println!("{action:?} by {way:?}");
            play_out(action, way);
            played += 1;
        }
    }
    assert!(played > 0);
}

// One test a menu, so that they run beside one another.

#[test]
fn every_command_of_the_file_menu() {
    play_menu(Menu::File);
}

#[test]
fn every_command_of_the_edit_menu() {
    play_menu(Menu::Edit);
}

#[test]
fn every_command_of_the_select_menu() {
    play_menu(Menu::Select);
}

#[test]
fn every_command_of_the_graph_menu() {
    play_menu(Menu::Graph);
}

#[test]
fn every_command_of_the_align_menu() {
    play_menu(Menu::Align);
}

#[test]
fn every_command_of_the_arrangement_menu() {
    play_menu(Menu::Arrangement);
}

#[test]
fn every_command_of_the_layout_menu() {
    play_menu(Menu::Layout);
}

#[test]
fn every_command_of_the_filter_menu() {
    play_menu(Menu::Filter);
}

#[test]
fn every_command_of_the_view_menu() {
    play_menu(Menu::View);
}

#[test]
fn every_command_of_the_help_menu() {
    play_menu(Menu::Help);
}

#[test]
fn every_menu_is_played() {
    // A new menu needs a test above.
    let played = [
        Menu::File,
        Menu::Edit,
        Menu::Select,
        Menu::Graph,
        Menu::Align,
        Menu::Arrangement,
        Menu::Layout,
        Menu::Filter,
        Menu::View,
        Menu::Help,
    ];
    assert_eq!(played, Menu::ALL);
}

/// The commands that say more than a name: they are in the palette too, or are
/// what others return.
#[test]
fn commands_that_say_more_are_played() {
    let mut stage = Stage::open("treaties");
    let before = stage.doc().clone();
    edited(&mut stage);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    stage.do_now(Command::SetTheme(ThemeName::Print));
    assert_eq!(stage.app().settings().theme, ThemeName::Print);
    let mut choices = stage.app().settings().layout;
    choices.room = 2.0;
    stage.do_now(Command::SetLayout(choices));
    assert_eq!(stage.app().settings().layout, choices);
    let mut choices = stage.app().settings().snap;
    choices.spacing = 1e9;
    stage.do_now(Command::SetSnap(choices));
    let most = *SnapChoices::SPACING.end();
    assert_eq!(stage.app().settings().snap.spacing, most, "within bounds");
    let nobody = ActorId::new("nobody").expect("valid");
    stage.do_now(Command::SetPortrait(nobody, "nowhere.png".into()));
    assert!(stage.ws().notice.clone().is_some_and(|n| n.failed));
    stage.do_now(Command::AskPortrait(actor("germany")));
    filtered(&mut stage);
    assert!(stage.ws().filtering().seen().is_some());
    stage.is_as(&before);
    stage.do_now(Command::say("Well"));
    assert_eq!(
        stage.ws().notice.clone().map(|n| n.text),
        Some("Well".into())
    );
    stage.is_as(&before);
}
